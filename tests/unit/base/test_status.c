#include "unit/base/cmocka_all.h"

#include <string.h>

#include "base/arena.h"
#include "base/status.h"

static void test_status_fail_keeps_the_first(void **state) {
    (void)state;
    struct status st = {0};
    assert_int_equal(status_fail(&st, STATUS_INVALID, "bundle %s: no stage", "9f3c"),
                     STATUS_INVALID);
    assert_int_equal(status_fail(&st, STATUS_IO, "later"), STATUS_IO);
    assert_int_equal(st.code, STATUS_INVALID);
    assert_string_equal(st.text, "bundle 9f3c: no stage");
    assert_int_equal(status_fail(NULL, STATUS_BUSY, "nobody asked"), STATUS_BUSY);
}

static void test_status_fail_cuts_at_a_letter(void **state) {
    (void)state;
    char text[1024] = "";
    for (size_t i = 0; i < 1000; i += 2) {
        memcpy(text + i, "\xC3\xA5", 2);
    }
    struct status st = {0};
    (void)status_fail(&st, STATUS_IO, "%s", text);
    assert_int_equal(strlen(st.text), 510);
    assert_true(text_is_utf8(text_of(st.text)));
}

static void test_status_prefix_says_where(void **state) {
    (void)state;
    struct status st = {0};
    assert_int_equal(status_prefix(&st, "line %d", 1), STATUS_OK);
    assert_string_equal(st.text, "");
    (void)status_fail(&st, STATUS_CORRUPT, "chain broken");
    assert_int_equal(status_prefix(&st, "case %d", 7), STATUS_CORRUPT);
    assert_int_equal(status_prefix(&st, "verify"), STATUS_CORRUPT);
    assert_string_equal(st.text, "verify: case 7: chain broken");
}

static void test_faults_are_kept_in_order_up_to_a_bound(void **state) {
    (void)state;
    struct arena a;
    struct faults f;
    arena_init(&a);
    faults_init(&f, &a, 20);
    assert_false(faults_any(&f));
    for (int i = 0; i < 25; i++) {
        faults_add(&f, "fault %d", i);
    }
    assert_true(faults_any(&f));
    assert_int_equal(f.n, 20);
    assert_int_equal(f.n_dropped, 5);
    assert_text(f.items[0], "fault 0");
    assert_text(f.items[19], "fault 19");
    arena_fini(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_status_fail_keeps_the_first),
        cmocka_unit_test(test_status_fail_cuts_at_a_letter),
        cmocka_unit_test(test_status_prefix_says_where),
        cmocka_unit_test(test_faults_are_kept_in_order_up_to_a_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
