/* test_agenda.c - who wakes, when, and by which index. */
#include "unit/store/book.h"

#include "store/agenda.h"
#include "store/query.h"

static void rows_make(struct book *b, int n) {
    for (int i = 1; i <= n; i++) {
        book_simple_case(b, i);
    }
}

static void test_agenda_set_and_clear(void **state) {
    struct book *b = *state;
    struct agenda_row rows[8];
    uint32_t n;
    rows_make(b, 2);
    OK(b, agenda_set(b->db, 1, AGENDA_RULE, TODAY + 9, &b->st));
    OK(b, agenda_set(b->db, 1, AGENDA_LAW, TODAY + 5, &b->st));
    OK(b, agenda_set(b->db, 1, AGENDA_RULE, TODAY + 7, &b->st)); /* moves */
    OK(b, agenda_set(b->db, 2, AGENDA_RULE, TODAY, &b->st));
    OK(b, agenda_of_case(b->db, 1, rows, 8, &n, &b->st));
    assert_int_equal(n, 2);
    assert_int_equal(rows[0].why, AGENDA_LAW);
    assert_int_equal(rows[1].day, TODAY + 7);
    OK(b, agenda_of_case(b->db, 1, rows, 1, &n, &b->st));
    assert_int_equal(n, 1);
    OK(b, agenda_set(b->db, 1, AGENDA_LAW, DAY_NONE, &b->st));
    OK(b, agenda_set(b->db, 1, AGENDA_LAW, DAY_NONE, &b->st)); /* not there: fine */
    OK(b, agenda_of_case(b->db, 1, rows, 8, &n, &b->st));
    assert_int_equal(n, 1);
    OK(b, agenda_clear(b->db, 1, &b->st));
    OK(b, agenda_of_case(b->db, 1, rows, 8, &n, &b->st));
    assert_int_equal(n, 0);
    OK(b, agenda_of_case(b->db, 2, rows, 8, &n, &b->st));
    assert_int_equal(n, 1);
}

static void test_agenda_set_may_come_before_its_case_but_not_without(void **state) {
    struct book *b = *state;
    OK(b, db_begin(b->db, &b->st));
    OK(b, agenda_set(b->db, 5, AGENDA_RULE, TODAY, &b->st));
    book_simple_case(b, 5);
    OK(b, db_commit(b->db, &b->st));
    OK(b, db_begin(b->db, &b->st));
    OK(b, agenda_set(b->db, 6, AGENDA_RULE, TODAY, &b->st));
    FAILS(b, STATUS_CORRUPT, "FOREIGN KEY", db_commit(b->db, &b->st));
}

static void test_agenda_due_gives_one_line_per_case_ascending(void **state) {
    struct book *b = *state;
    struct agenda_due due[8];
    uint32_t n;
    rows_make(b, 4);
    OK(b, agenda_set(b->db, 3, AGENDA_LIMITATION, TODAY - 9, &b->st));
    OK(b, agenda_set(b->db, 3, AGENDA_RULE, TODAY, &b->st)); /* later, and more pressing */
    OK(b, agenda_set(b->db, 3, AGENDA_IDLE, TODAY - 20, &b->st));
    OK(b, agenda_set(b->db, 1, AGENDA_PERSON, TODAY - 1, &b->st));
    OK(b, agenda_set(b->db, 1, AGENDA_RULE, TODAY + 1, &b->st)); /* not yet */
    OK(b, agenda_set(b->db, 2, AGENDA_RULE, TODAY + 1, &b->st));
    OK(b, agenda_set(b->db, 4, AGENDA_RULE, TODAY, &b->st));
    OK(b, agenda_due(b->db, TODAY, 8, due, &n, &b->st));
    assert_int_equal(n, 3);
    assert_int_equal(due[0].case_id, 1);
    assert_int_equal(due[0].why, AGENDA_PERSON);
    assert_int_equal(due[1].case_id, 3);
    assert_int_equal(due[1].why, AGENDA_RULE);
    assert_int_equal(due[1].day, TODAY);
    assert_int_equal(due[2].case_id, 4);
    /* The longest due come first when not all fit; still ascending. */
    OK(b, agenda_due(b->db, TODAY, 2, due, &n, &b->st));
    assert_int_equal(n, 2);
    assert_int_equal(due[0].case_id, 1);
    assert_int_equal(due[1].case_id, 3);
    OK(b, agenda_due(b->db, TODAY - 21, 8, due, &n, &b->st));
    assert_int_equal(n, 0);
}

static void test_agenda_due_batches_reach_every_case_once(void **state) {
    struct book *b = *state;
    struct agenda_due due[7];
    uint32_t n;
    int seen = 0;
    rows_make(b, 50);
    for (int i = 1; i <= 50; i++) {
        OK(b, agenda_set(b->db, i, AGENDA_RULE, TODAY - i * 37 % 11, &b->st));
        OK(b, agenda_set(b->db, i, AGENDA_LAW, TODAY - i * 17 % 13, &b->st));
    }
    do {
        OK(b, agenda_due(b->db, TODAY, 7, due, &n, &b->st));
        for (uint32_t i = 0; i < n; i++) {
            assert_true(i == 0 || due[i - 1].case_id < due[i].case_id);
            OK(b, agenda_clear(b->db, due[i].case_id, &b->st));
            seen++;
        }
        assert_true(n == 7 || seen == 50); /* a batch is short only at the end */
    } while (n > 0);
    assert_int_equal(seen, 50);
}

static void test_agenda_next_day(void **state) {
    struct book *b = *state;
    day next;
    rows_make(b, 1);
    OK(b, agenda_next_day(b->db, TODAY, &next, &b->st));
    assert_int_equal(next, DAY_NONE);
    OK(b, agenda_set(b->db, 1, AGENDA_RULE, TODAY + 3, &b->st));
    OK(b, agenda_set(b->db, 1, AGENDA_LAW, TODAY, &b->st));
    OK(b, agenda_next_day(b->db, TODAY, &next, &b->st));
    assert_int_equal(next, TODAY + 3);
    OK(b, agenda_next_day(b->db, TODAY + 3, &next, &b->st));
    assert_int_equal(next, DAY_NONE);
}

static void test_agenda_due_seeks_by_index(void **state) {
    struct book *b = *state;
    struct agenda_due due[1];
    uint32_t n;
    OK(b, agenda_due(b->db, TODAY, 1, due, &n, &b->st));
    /* The statement the function really uses is asked for its plan. */
    struct text plan = {NULL, 0};
    for (size_t i = 0; i < STATEMENTS_MAX; i++) {
        const char *sql = b->db->statements[i].sql;
        if (sql != NULL && strstr(sql, "agenda a WHERE a.day <= ?1") != NULL) {
            plan = book_plan(b, arena_printf(&b->arena, "EXPLAIN QUERY PLAN %s", sql).ptr);
        }
    }
    assert_non_null(plan.ptr);
    if (strstr(plan.ptr, "SEARCH a USING COVERING INDEX agenda_by_day (day<?)") == NULL ||
        strstr(plan.ptr, "SEARCH w USING PRIMARY KEY (case_id=?)") == NULL ||
        strstr(plan.ptr, "SCAN a") != NULL || strstr(plan.ptr, "SCAN w") != NULL ||
        strstr(plan.ptr, "SCAN b") != NULL) {
        fail_msg("plan:\n%s", plan.ptr);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BOOK_TEST(test_agenda_set_and_clear),
        BOOK_TEST(test_agenda_set_may_come_before_its_case_but_not_without),
        BOOK_TEST(test_agenda_due_gives_one_line_per_case_ascending),
        BOOK_TEST(test_agenda_due_batches_reach_every_case_once),
        BOOK_TEST(test_agenda_next_day),
        BOOK_TEST(test_agenda_due_seeks_by_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
