/* The records of one file session, there and back. */
#include "unit/base/cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "engine/spool.h"

static void test_spool_gives_back_what_it_took_in_order(void **state) {
    (void)state;
    struct spool s;
    struct arena a;
    struct status st = {0};
    struct incoming in = {.kind = FACT_PAID, .source_id = TEXT("x"),
        .text = TEXT("two\nlines, \"quoted\", æøå"), .amount = -5};
    arena_init(&a);
    assert_int_equal(spool_open(&s, "/tmp", &st), STATUS_OK);
    for (int64_t i = 1; i <= 1000; i++) {
        in.line = i;
        spool_add(&s, &in);
    }
    assert_int_equal(s.n, 1000);
    for (int round = 0; round < 2; round++) { /* checked once, applied once */
        assert_int_equal(spool_rewind(&s, &st), STATUS_OK);
        struct incoming out;
        for (int64_t i = 1; i <= 1000; i++) {
            arena_reset(&a);
            assert_int_equal(spool_next(&s, &a, &out, &st), 1);
            in.line = i;
            assert_true(record_eq(&incoming_record, &in, &out));
        }
        assert_int_equal(spool_next(&s, &a, &out, &st), 0);
        assert_int_equal(spool_next(&s, &a, &out, &st), 0);
    }
    spool_close(&s);
    arena_fini(&a);
}

static void test_spool_empty_ends_at_once(void **state) {
    (void)state;
    struct spool s;
    struct arena a;
    struct status st = {0};
    struct incoming out;
    arena_init(&a);
    assert_int_equal(spool_open(&s, "/tmp", &st), STATUS_OK);
    assert_int_equal(spool_rewind(&s, &st), STATUS_OK);
    assert_int_equal(spool_next(&s, &a, &out, &st), 0);
    spool_close(&s);
    arena_fini(&a);
}

static void test_spool_open_says_where_it_cannot(void **state) {
    (void)state;
    struct spool s;
    struct status st = {0};
    assert_int_equal(spool_open(&s, "/nowhere", &st), STATUS_IO);
    assert_non_null(strstr(st.text, "/nowhere"));
    spool_close(&s);
}

/* What could not be written is told before anything is applied. */
static void test_spool_remembers_a_failed_write(void **state) {
    (void)state;
    struct spool s;
    struct status st = {0};
    const struct incoming in = {.kind = FACT_PAID, .source_id = TEXT("x")};
    assert_int_equal(spool_open(&s, "/tmp", &st), STATUS_OK);
    s.line.max = 4; /* as if the record were too long */
    buf_fini(&s.line);
    buf_init(&s.line, 4);
    spool_add(&s, &in);
    assert_int_equal(spool_rewind(&s, &st), STATUS_IO);
    spool_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spool_gives_back_what_it_took_in_order),
        cmocka_unit_test(test_spool_empty_ends_at_once),
        cmocka_unit_test(test_spool_open_says_where_it_cannot),
        cmocka_unit_test(test_spool_remembers_a_failed_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
