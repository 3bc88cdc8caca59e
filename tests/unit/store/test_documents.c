/* The documents of a wave: put one by one, on disk together. */
#include "unit/store/book.h"

#include "store/documents.h"

static bool is_there(struct book *b, const struct hash *hash) {
    struct text bytes;
    struct status st = {0};
    return documents_read(b->dir, hash, &b->arena, &bytes, &st) == STATUS_OK;
}

static struct hash put(struct book *b, struct documents *d, struct text bytes) {
    struct hash hash;
    OK(b, documents_put(d, bytes, &hash, &b->st));
    return hash;
}

static void test_documents_put_and_sync_keep_all(void **state) {
    struct book *b = *state;
    struct documents d = {.dir = b->dir};
    struct hash hashes[200]; /* more than the list begins with */
    for (int i = 0; i < 200; i++) {
        char text[32];
        (void)snprintf(text, sizeof text, "letter %d", i);
        hashes[i] = put(b, &d, text_of(text));
    }
    assert_true(d.waits);
    OK(b, documents_sync(&d, &b->st));
    assert_false(d.waits);
    for (int i = 0; i < 200; i++) {
        assert_true(is_there(b, &hashes[i]));
    }
    OK(b, documents_sync(&d, &b->st)); /* nothing waits: nothing to do */
}

static void test_documents_forget_takes_away_only_what_was_new(void **state) {
    struct book *b = *state;
    struct documents d = {.dir = b->dir};
    struct hash kept, same, fresh;
    OK(b, documents_write(b->dir, TEXT("Kjære Ola"), &kept, &b->st));
    same = put(b, &d, TEXT("Kjære Ola"));
    fresh = put(b, &d, TEXT("Kjære Kari"));
    assert_true(hash_eq(&kept, &same));
    assert_true(is_there(b, &fresh));
    documents_forget(&d);
    assert_true(is_there(b, &kept));
    assert_false(is_there(b, &fresh));
    documents_forget(&d); /* again does nothing */
}

static void test_documents_put_mends_rotten_bytes(void **state) {
    struct book *b = *state;
    struct documents d = {.dir = b->dir};
    char hex[HASH_HEX], path[256];
    struct hash hash = put(b, &d, TEXT("Kjære Ola"));
    OK(b, documents_sync(&d, &b->st));
    (void)hash_hex(&hash, hex);
    (void)snprintf(path, sizeof path, "%s/%.2s/%s", b->dir, hex, hex);
    assert_int_equal(truncate(path, 3), 0); /* as after a power cut before the sync */
    assert_false(is_there(b, &hash));
    hash = put(b, &d, TEXT("Kjære Ola"));
    OK(b, documents_sync(&d, &b->st));
    assert_true(is_there(b, &hash));
}

static void test_documents_put_says_what_is_wrong(void **state) {
    struct book *b = *state;
    struct documents d = {.dir = "/nowhere/at/all"};
    struct hash hash;
    FAILS(b, STATUS_NOT_FOUND, "opening", documents_put(&d, TEXT("x"), &hash, &b->st));
    assert_false(d.waits);
    OK(b, documents_sync(&d, &b->st));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BOOK_TEST(test_documents_put_and_sync_keep_all),
        BOOK_TEST(test_documents_forget_takes_away_only_what_was_new),
        BOOK_TEST(test_documents_put_mends_rotten_bytes),
        BOOK_TEST(test_documents_put_says_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
