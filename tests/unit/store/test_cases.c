/* test_cases.c - the cached state, its hash, and the lists made from it. */
#include "unit/store/book.h"

#include "store/agenda.h"
#include "store/tasks.h"

static void test_cases_save_and_load_give_the_same_case(void **state) {
    struct book *b = *state;
    struct claim_state claim = {.claim = {.number = 1, .principal = 125000}, .open = 100000};
    struct krav_case c = {.id = CASE_FIRST_ID,
                          .creditor = b->creditor,
                          .debtor = b->debtor,
                          .opened = TODAY,
                          .stage = TEXT("notice"),
                          .disputed_since = TODAY,
                          .claims = &claim,
                          .n_claims = 1};
    struct krav_case again;
    book_case(b, &c);
    OK(b, cases_load(b->db, CASE_FIRST_ID, &b->arena, &again, &b->st));
    assert_true(record_eq(&case_record, &c, &again));
    c.closed = TODAY + 1; /* and replaced by a later state */
    book_case(b, &c);
    OK(b, cases_load(b->db, CASE_FIRST_ID, &b->arena, &again, &b->st));
    assert_true(record_eq(&case_record, &c, &again));
    assert_int_equal(book_number(b, "SELECT principal_open FROM cases"), 100000);
    assert_int_equal(book_number(b, "SELECT disputed FROM cases"), 1);
    FAILS(b, STATUS_NOT_FOUND, "case 7", cases_load(b->db, 7, &b->arena, &again, &b->st));
}

static void test_cases_load_notices_changed_bytes(void **state) {
    struct book *b = *state;
    struct krav_case c;
    struct text bytes;
    struct hash hash;
    book_simple_case(b, CASE_FIRST_ID);
    book_must(b, "UPDATE cases SET state = replace(state, '\"id\":1', '\"id\":2')");
    FAILS(b, STATUS_CORRUPT, "does not match its hash",
          cases_load(b->db, CASE_FIRST_ID, &b->arena, &c, &b->st));
    OK(b, cases_raw(b->db, CASE_FIRST_ID, &b->arena, &bytes, &hash, &b->st));
    assert_true(text_starts(bytes, TEXT("{\"id\":2")));
    /* The right hash of what is not a case. */
    hash = hash_of(TEXT("{\"surprise\":1}"));
    struct krav_case row = {.id = 1, .creditor = b->creditor, .debtor = b->debtor, .opened = 1};
    OK(b, cases_save(b->db, &row, TEXT("{\"surprise\":1}"), &hash, &b->st));
    FAILS(b, STATUS_CORRUPT, "surprise", cases_load(b->db, 1, &b->arena, &c, &b->st));
}

static void test_cases_save_needs_creditor_and_debtor(void **state) {
    struct book *b = *state;
    struct hash hash = hash_n(1);
    struct krav_case c = {.id = 1, .creditor = 99, .debtor = b->debtor, .opened = TODAY};
    FAILS(b, STATUS_CORRUPT, "FOREIGN KEY", cases_save(b->db, &c, TEXT("{}"), &hash, &b->st));
}

static void test_cases_next_id_counts_from_the_first(void **state) {
    struct book *b = *state;
    int64_t id;
    OK(b, cases_next_id(b->db, &id, &b->st));
    assert_int_equal(id, CASE_FIRST_ID);
    book_simple_case(b, id);
    OK(b, cases_next_id(b->db, &id, &b->st));
    assert_int_equal(id, CASE_FIRST_ID + 1);
    book_simple_case(b, 999999998);
    OK(b, cases_next_id(b->db, &id, &b->st));
    assert_int_equal(id, 999999999);
    book_simple_case(b, 999999999);
    FAILS(b, STATUS_LIMIT, "999999999", cases_next_id(b->db, &id, &b->st));
}

static void test_cases_find_open_gives_the_oldest_open_one(void **state) {
    struct book *b = *state;
    struct krav_case c = {.id = 1, .creditor = b->creditor, .debtor = b->debtor, .opened = TODAY};
    int64_t id = 5;
    OK(b, cases_find_open(b->db, b->creditor, b->debtor, &id, &b->st));
    assert_int_equal(id, 0);
    for (c.id = 1; c.id <= 3; c.id++) {
        c.closed = c.id == 1 ? TODAY : DAY_NONE;
        book_case(b, &c);
    }
    OK(b, cases_find_open(b->db, b->creditor, b->debtor, &id, &b->st));
    assert_int_equal(id, 2);
    OK(b, cases_find_open(b->db, b->creditor, b->debtor + 1, &id, &b->st));
    assert_int_equal(id, 0);
}

static void test_cases_list_filters_and_pages(void **state) {
    struct book *b = *state;
    struct task_row task = {.case_id = 2,
                            .owner = TASK_CASEWORKER,
                            .reason = TEXT("call"),
                            .opened = TODAY,
                            .due = TODAY + 3};
    struct case_line *lines;
    int64_t task_id;
    uint32_t n;
    bool is_new;
    for (int64_t id = 1; id <= 6; id++) {
        struct krav_case c = {.id = id,
                              .creditor = b->creditor,
                              .debtor = b->debtor,
                              .opened = TODAY,
                              .held_since = id == 2 ? TODAY : DAY_NONE,
                              .stage = id % 2 == 0 ? TEXT("notice") : TEXT("start"),
                              .closed = id == 6 ? TODAY : DAY_NONE,
                              .parked = id == 5 ? TEXT("rule_failed") : (struct text){NULL, 0}};
        book_case(b, &c);
    }
    OK(b, agenda_set(b->db, 2, AGENDA_RULE, TODAY + 4, &b->st));
    OK(b, agenda_set(b->db, 2, AGENDA_LAW, TODAY + 8, &b->st));
    OK(b, tasks_raise(b->db, &task, &task_id, &is_new, &b->st));

    struct case_filter all = {.n_max = 4}, rest = {.n_max = 4, .after = 4};
    OK(b, cases_list(b->db, &all, &b->arena, &lines, &n, &b->st));
    assert_int_equal(n, 4);
    assert_int_equal(lines[1].id, 2);
    assert_true(text_is(lines[1].debtor_name, "Ola Prøve"));
    assert_true(text_is(lines[1].creditor_name, "Fjord Strøm AS"));
    assert_int_equal(lines[1].next_day, TODAY + 4);
    assert_int_equal(lines[1].n_tasks, 1);
    assert_true(lines[1].held);
    assert_null(lines[1].parked.ptr);
    assert_int_equal(lines[0].next_day, DAY_NONE);
    OK(b, cases_list(b->db, &rest, &b->arena, &lines, &n, &b->st));
    assert_int_equal(n, 2);
    assert_int_equal(lines[0].id, 5);

    struct case_filter stage = {.n_max = 9, .stage = TEXT("notice"), .open_only = true};
    OK(b, cases_list(b->db, &stage, &b->arena, &lines, &n, &b->st));
    assert_int_equal(n, 2);
    struct case_filter attention = {.n_max = 9, .attention = true};
    OK(b, cases_list(b->db, &attention, &b->arena, &lines, &n, &b->st));
    assert_int_equal(n, 2);
    assert_int_equal(lines[0].id, 2);
    assert_true(text_is(lines[1].parked, "rule_failed"));
    struct case_filter others = {.n_max = 9, .creditor = b->creditor + 1};
    OK(b, cases_list(b->db, &others, &b->arena, &lines, &n, &b->st));
    assert_int_equal(n, 0);
}

static void test_cases_ids_and_count_by_stage(void **state) {
    struct book *b = *state;
    struct case_count *counts;
    int64_t ids[2];
    uint32_t n;
    for (int64_t id = 1; id <= 3; id++) {
        struct krav_case c = {.id = id,
                              .creditor = b->creditor,
                              .debtor = b->debtor,
                              .opened = TODAY,
                              .stage = id == 1 ? TEXT("a") : TEXT("b")};
        book_case(b, &c);
    }
    OK(b, cases_ids(b->db, 0, 2, ids, &n, &b->st));
    assert_int_equal(n, 2);
    OK(b, cases_ids(b->db, ids[1], 2, ids, &n, &b->st));
    assert_int_equal(n, 1);
    assert_int_equal(ids[0], 3);
    OK(b, cases_count_by_stage(b->db, &b->arena, &counts, &n, &b->st));
    assert_int_equal(n, 2);
    assert_true(text_is(counts[1].stage, "b"));
    assert_int_equal(counts[1].n, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BOOK_TEST(test_cases_save_and_load_give_the_same_case),
        BOOK_TEST(test_cases_load_notices_changed_bytes),
        BOOK_TEST(test_cases_save_needs_creditor_and_debtor),
        BOOK_TEST(test_cases_next_id_counts_from_the_first),
        BOOK_TEST(test_cases_find_open_gives_the_oldest_open_one),
        BOOK_TEST(test_cases_list_filters_and_pages),
        BOOK_TEST(test_cases_ids_and_count_by_stage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
