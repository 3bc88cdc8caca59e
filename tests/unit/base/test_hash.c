#include "unit/base/cmocka_all.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/status.h"

/* FIPS 180-2, appendix B, and the empty message. */
#define OF_ABC     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define OF_NOTHING "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void test_hash_of_known_messages(void **state) {
    (void)state;
    char hex[HASH_HEX];
    struct hash h = hash_of(TEXT("abc"));
    assert_string_equal(hash_hex(&h, hex), OF_ABC);
    h = hash_of((struct text){NULL, 0});
    assert_string_equal(hash_hex(&h, hex), OF_NOTHING);
}

static struct hash of_parts(const char *a, const char *b) {
    struct hash_parts parts;
    hash_begin(&parts);
    hash_add(&parts, text_of(a));
    hash_add(&parts, text_of(b));
    return hash_end(&parts);
}

static void test_hash_parts_do_not_run_together(void **state) {
    (void)state;
    struct hash one = of_parts("ab", "c"), other = of_parts("a", "bc"), same = of_parts("ab", "c");
    assert_false(hash_eq(&one, &other));
    assert_true(hash_eq(&one, &same));
    other = of_parts("abc", NULL);
    assert_false(hash_eq(&one, &other));
    /* The length is eight bytes, the lowest first. */
    struct hash plain = hash_of(TEXT("\2\0\0\0\0\0\0\0ab\1\0\0\0\0\0\0\0c"));
    assert_true(hash_eq(&one, &plain));
}

static void test_hash_parse_is_exact(void **state) {
    (void)state;
    struct hash h, of_abc = hash_of(TEXT("abc"));
    assert_true(hash_parse(TEXT(OF_ABC), &h));
    assert_true(hash_eq(&h, &of_abc));
    assert_false(hash_parse(TEXT(OF_ABC "0"), &h));
    assert_false(hash_parse(TEXT("ba78"), &h));
    assert_false(hash_parse(TEXT(""), &h));
    assert_false(
        hash_parse(TEXT("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"), &h));
    assert_false(
        hash_parse(TEXT("ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), &h));
    assert_true(hash_eq(&h, &of_abc));
    assert_false(hash_is_zero(&h));
    h = (struct hash){{0}};
    assert_true(hash_is_zero(&h));
}

static void test_hash_file_reads_all_of_it(void **state) {
    (void)state;
    char path[] = "/tmp/krav-test-hash-XXXXXX", content[40001];
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(unlink(path), 0);
    for (size_t i = 0; i < sizeof content; i++) {
        content[i] = (char)(i * 7);
    }
    assert_int_equal(write(fd, content, sizeof content), sizeof content);
    struct hash h, expected = hash_of((struct text){content, sizeof content});
    struct status st = {0};
    uint64_t size;
    assert_int_equal(hash_file(fd, &h, &size, &st), STATUS_OK);
    assert_int_equal(size, sizeof content);
    assert_true(hash_eq(&h, &expected));
    assert_int_equal(close(fd), 0);
    assert_int_equal(hash_file(-1, &h, &size, &st), STATUS_IO);
    assert_string_equal(st.text, "hashing a file: byte 0: Bad file descriptor");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hash_of_known_messages),
        cmocka_unit_test(test_hash_parts_do_not_run_together),
        cmocka_unit_test(test_hash_parse_is_exact),
        cmocka_unit_test(test_hash_file_reads_all_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
