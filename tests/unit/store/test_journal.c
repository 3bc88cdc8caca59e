/* test_journal.c - the chain grows by one and can be changed by nobody. */
#include "unit/store/book.h"

static int count_row(void *ctx, const struct journal_row *row) {
    int64_t *n = ctx;
    (void)row;
    (*n)++;
    return 0;
}

static int stop_at_first(void *ctx, const struct journal_row *row) {
    *(int64_t *)ctx = row->id;
    return 1;
}

struct chain {
    struct hash last;
    bool is_whole;
};

static int chain_check(void *ctx, const struct journal_row *row) {
    struct chain *chain = ctx;
    struct hash hash = step_hash(&row->previous, row->body);
    chain->is_whole =
        chain->is_whole && hash_eq(&row->previous, &chain->last) && hash_eq(&hash, &row->hash);
    chain->last = row->hash;
    return 0;
}

static void test_journal_head_of_an_empty_book_is_zero(void **state) {
    struct book *b = *state;
    struct journal_head head = {.id = 9};
    OK(b, journal_head(b->db, &head, &b->st));
    assert_int_equal(head.id, 0);
    assert_true(hash_is_zero(&head.hash));
}

static void test_journal_append_makes_a_chain(void **state) {
    struct book *b = *state;
    struct chain chain = {.is_whole = true};
    for (int i = 0; i < 5; i++) {
        assert_int_equal(book_step(b, i % 2, NULL), i + 1);
    }
    OK(b, journal_walk(b->db, 0, 0, chain_check, &chain, &b->st));
    assert_true(chain.is_whole);
    assert_true(hash_eq(&chain.last, &b->head.hash));
    struct journal_head head;
    OK(b, journal_head(b->db, &head, &b->st));
    assert_int_equal(head.id, 5);
    assert_true(hash_eq(&head.hash, &b->head.hash));
}

static void test_journal_append_refuses_a_gap_and_an_old_head(void **state) {
    struct book *b = *state;
    struct step step = {.id = 2, .fact = {.kind = FACT_NOTE}};
    struct journal_head old = b->head;
    FAILS(b, STATUS_CORRUPT, "step 2 does not follow step 0",
          journal_append(b->db, &b->head, &step, TEXT("{}"), 0, &b->st));
    assert_int_equal(b->head.id, 0);
    (void)book_step(b, 0, NULL);
    /* A head that was not read again after a rollback: SQL knows better. */
    step.id = 1;
    FAILS(b, STATUS_CORRUPT, "must follow",
          journal_append(b->db, &old, &step, TEXT("{}"), 0, &b->st));
    step.id = 2;
    old.id = 1;
    FAILS(b, STATUS_CORRUPT, "must follow",
          journal_append(b->db, &old, &step, TEXT("{}"), 0, &b->st));
    assert_int_equal(old.id, 1);
}

static void test_journal_walk_gives_the_steps_of_a_case_in_order(void **state) {
    struct book *b = *state;
    int64_t n = 0;
    for (int i = 0; i < 6; i++) {
        (void)book_step(b, i % 3, NULL);
    }
    OK(b, journal_walk(b->db, 0, 0, count_row, &n, &b->st));
    assert_int_equal(n, 6);
    n = 0;
    OK(b, journal_walk(b->db, 2, 0, count_row, &n, &b->st));
    assert_int_equal(n, 2);
    n = 0;
    OK(b, journal_walk(b->db, 2, 3, count_row, &n, &b->st));
    assert_int_equal(n, 1);
    OK(b, journal_walk(b->db, 2, 0, stop_at_first, &n, &b->st));
    assert_int_equal(n, 3);
    OK(b, journal_count(b->db, 0, &n, &b->st));
    assert_int_equal(n, 6);
    OK(b, journal_count(b->db, 1, &n, &b->st));
    assert_int_equal(n, 2);
}

static void test_steps_are_append_only(void **state) {
    struct book *b = *state;
    (void)book_step(b, 0, NULL);
    (void)book_step(b, 0, NULL);
    book_refuses(b, "append-only", "UPDATE steps SET body = '{}' WHERE id = 1");
    book_refuses(b, "append-only", "DELETE FROM steps WHERE id = 2");
    book_refuses(b, "must follow", "INSERT OR REPLACE INTO steps SELECT * FROM steps WHERE id = 1");
    book_refuses(b, "must follow",
                 "INSERT INTO steps SELECT 3, 0, fact, 0, 0, '{}', zeroblob(32), hash FROM steps"
                 " WHERE id = 1");
    assert_int_equal(book_number(b, "SELECT count(*) FROM steps WHERE length(body) > 10"), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BOOK_TEST(test_journal_head_of_an_empty_book_is_zero),
        BOOK_TEST(test_journal_append_makes_a_chain),
        BOOK_TEST(test_journal_append_refuses_a_gap_and_an_old_head),
        BOOK_TEST(test_journal_walk_gives_the_steps_of_a_case_in_order),
        BOOK_TEST(test_steps_are_append_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
