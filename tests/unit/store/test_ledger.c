/* test_ledger.c - every set sums to zero, stays as it is, and no creditor's money is short. */
#include "unit/store/book.h"

/* A set in a transaction of its own; what is refused leaves nothing. */
static int post_set(struct book *b, const struct posting_set *set, int64_t *id) {
    OK(b, db_begin(b->db, &b->st));
    int code = ledger_post(b->db, set, id, &b->st);
    if (code == STATUS_OK) {
        return db_commit(b->db, &b->st);
    }
    db_rollback(b->db);
    return code;
}

static int post(struct book *b, const struct posting *postings, uint32_t n) {
    struct posting_set set = {.step = b->head.id,
                              .why = EVENT_PAYMENT_ALLOCATED,
                              .legal_day = TODAY - 2,
                              .booked_day = TODAY,
                              .postings = postings,
                              .n = n};
    int64_t id;
    return post_set(b, &set, &id);
}

static int pay(struct book *b, int64_t case_id, ore amount) {
    const struct posting postings[] = {
        {ACCOUNT_CLIENT_BANK, case_id, b->creditor, amount},
        {ACCOUNT_CREDITOR_PAYABLE, case_id, b->creditor, -amount},
    };
    return post(b, postings, 2);
}

static void test_ledger_post_numbers_its_sets(void **state) {
    struct book *b = *state;
    const struct posting p[] = {{ACCOUNT_PRINCIPAL, 1, 0, 500}, {ACCOUNT_COLLECTABLE, 1, 0, -500}};
    struct posting_set set = {.step = book_step(b, 1, NULL),
                              .why = EVENT_CLAIM_ADDED,
                              .legal_day = TODAY,
                              .booked_day = TODAY,
                              .postings = p,
                              .n = 2};
    int64_t first, second;
    OK(b, post_set(b, &set, &first));
    set.reverses = first;
    OK(b, post_set(b, &set, &second));
    assert_int_equal(first, 1);
    assert_int_equal(second, 2);
    assert_int_equal(book_number(b, "SELECT reverses FROM posting_sets WHERE id = 2"), 1);
    set.reverses = 77;
    FAILS(b, STATUS_CORRUPT, "FOREIGN KEY", post_set(b, &set, &first));
}

static void test_ledger_post_refuses_what_does_not_sum_to_zero(void **state) {
    struct book *b = *state;
    const struct posting one[] = {{ACCOUNT_PRINCIPAL, 1, 0, 500}};
    const struct posting off[] = {{ACCOUNT_PRINCIPAL, 1, 0, 500},
                                  {ACCOUNT_COLLECTABLE, 1, 0, -499}};
    const struct posting much[] = {{ACCOUNT_PRINCIPAL, 1, 0, INT64_MAX},
                                   {ACCOUNT_COLLECTABLE, 1, 0, INT64_MAX}};
    (void)book_step(b, 1, NULL);
    assert_int_equal(post(b, one, 1), STATUS_CORRUPT);
    assert_non_null(strstr(b->st.text, "5,00"));
    assert_int_equal(post(b, off, 2), STATUS_CORRUPT);
    assert_int_equal(post(b, much, 2), STATUS_CORRUPT);
    assert_int_equal(post(b, one, 0), STATUS_CORRUPT);
    assert_int_equal(book_number(b, "SELECT count(*) FROM postings"), 0);
}

static void test_ledger_post_refuses_a_set_without_its_step(void **state) {
    struct book *b = *state;
    const struct posting p[] = {{ACCOUNT_PRINCIPAL, 1, 0, 5}, {ACCOUNT_COLLECTABLE, 1, 0, -5}};
    b->head.id = 12;
    assert_int_equal(post(b, p, 2), STATUS_CORRUPT);
    assert_non_null(strstr(b->st.text, "FOREIGN KEY"));
}

static void test_ledger_post_is_one_with_its_transaction(void **state) {
    struct book *b = *state;
    const struct posting p[] = {{ACCOUNT_PRINCIPAL, 1, 0, 5}, {ACCOUNT_COLLECTABLE, 1, 0, -5}};
    struct posting_set set = {.step = book_step(b, 1, NULL),
                              .why = EVENT_CLAIM_ADDED,
                              .legal_day = TODAY,
                              .booked_day = TODAY,
                              .postings = p,
                              .n = 2};
    int64_t id;
    /* Without one, the first posting would stand alone on disk for a moment. */
    FAILS(b, STATUS_CORRUPT, "FOREIGN KEY", ledger_post(b->db, &set, &id, &b->st));
    assert_int_equal(book_number(b, "SELECT count(*) FROM postings"), 0);
}

static void test_ledger_post_keeps_client_money_from_going_short(void **state) {
    struct book *b = *state;
    (void)book_step(b, 1, NULL);
    OK(b, pay(b, 1, 1000));
    assert_int_equal(pay(b, 1, -1001), STATUS_CORRUPT);
    assert_non_null(strstr(b->st.text, "10,01"));
    OK(b, pay(b, 1, -1000));
    assert_int_equal(pay(b, 1, -1), STATUS_CORRUPT);
    assert_int_equal(book_number(b, "SELECT balance FROM client_money"), 0);
    assert_int_equal(book_number(b, "SELECT count(*) FROM posting_sets"), 2);
    const struct posting nobodys[] = {{ACCOUNT_CLIENT_BANK, 0, 0, 5},
                                      {ACCOUNT_CREDITOR_PAYABLE, 0, 0, -5}};
    assert_int_equal(post(b, nobodys, 2), STATUS_CORRUPT);
    assert_non_null(strstr(b->st.text, "no creditor"));
}

static void test_ledger_post_adds_client_money_up_before_it_judges(void **state) {
    struct book *b = *state;
    struct creditor second = {.org = TEXT("312597772"), .name = TEXT("Fjell AS")};
    int64_t other;
    OK(b, creditors_put(b->db, &second, &other, &b->st));
    (void)book_step(b, 1, NULL);
    const struct posting p[] = {
        {ACCOUNT_CREDITOR_PAYABLE, 1, b->creditor, 300}, /* alone it would be short */
        {ACCOUNT_CREDITOR_PAYABLE, 1, other, -50},
        {ACCOUNT_CREDITOR_PAYABLE, 1, b->creditor, -800},
        {ACCOUNT_CLIENT_BANK, 1, 0, 550},
    };
    OK(b, post(b, p, 4));
    assert_int_equal(book_number(b, "SELECT balance FROM client_money ORDER BY creditor"), -500);
    assert_int_equal(book_number(b, "SELECT min(balance) + max(balance) FROM client_money"), -550);
}

static void test_sql_refuses_to_touch_what_is_posted(void **state) {
    struct book *b = *state;
    (void)book_step(b, 1, NULL);
    OK(b, pay(b, 1, 1000));
    book_refuses(b, "append-only", "UPDATE postings SET amount = 1");
    book_refuses(b, "append-only", "DELETE FROM postings");
    book_refuses(b, "append-only", "UPDATE posting_sets SET why = 'refunded'");
    book_refuses(b, "append-only", "DELETE FROM posting_sets");
    book_refuses(b, "closed", "INSERT INTO postings VALUES (1, 3, 'principal', 1, 0, 0)");
    book_refuses(b, "closed",
                 "INSERT OR REPLACE INTO postings VALUES (1, 1, 'principal', 1, 0, 9)");
    book_refuses(b, "sum to zero",
                 "INSERT INTO posting_sets VALUES (2, 1, 'refunded', 1, 1, NULL, 0)");
    book_refuses(b, "sum to zero",
                 "INSERT OR REPLACE INTO posting_sets VALUES (1, 1, 'refunded', 1, 1, NULL, 0)");
    book_refuses(b, "sum to zero",
                 "INSERT INTO postings VALUES (2, 1, 'principal', 1, 0, 9);"
                 "INSERT INTO posting_sets VALUES (2, 1, 'refunded', 1, 1, NULL, 0)");
    book_refuses(b, "CHECK", "UPDATE client_money SET balance = 1");
}

static void test_ledger_trial_and_lines_follow_the_filter(void **state) {
    struct book *b = *state;
    struct ledger_filter all = {0}, one = {.case_id = 1}, early = {.as_of = TODAY - 1};
    struct ledger_filter other = {.creditor = b->creditor + 1};
    struct ledger_balance *balances;
    struct ledger_line *lines;
    uint32_t n;
    (void)book_step(b, 1, NULL);
    OK(b, pay(b, 1, 1000));
    OK(b, pay(b, 2, 200));
    OK(b, ledger_trial(b->db, &all, &b->arena, &balances, &n, &b->st));
    assert_int_equal(n, 2);
    assert_int_equal(balances[0].account, ACCOUNT_CLIENT_BANK); /* the chart's order */
    assert_int_equal(balances[0].balance, 1200);
    assert_int_equal(balances[1].balance, -1200);
    OK(b, ledger_trial(b->db, &one, &b->arena, &balances, &n, &b->st));
    assert_int_equal(balances[0].balance, 1000);
    OK(b, ledger_trial(b->db, &early, &b->arena, &balances, &n, &b->st));
    assert_int_equal(n, 0);
    OK(b, ledger_trial(b->db, &other, &b->arena, &balances, &n, &b->st));
    assert_int_equal(n, 0);

    OK(b, ledger_lines(b->db, &all, 3, &b->arena, &lines, &n, &b->st));
    assert_int_equal(n, 3);
    assert_int_equal(lines[2].set, 2);
    assert_int_equal(lines[2].case_id, 2);
    assert_int_equal(lines[2].why, EVENT_PAYMENT_ALLOCATED);
    assert_int_equal(lines[2].legal_day, TODAY - 2);
    OK(b, ledger_lines(b->db, &one, 100, &b->arena, &lines, &n, &b->st));
    assert_int_equal(n, 2);
}

static int sum_line(void *ctx, const struct ledger_line *line) {
    ore *sum = ctx;
    *sum += line->amount > 0 ? line->amount : 0;
    return line->set == 2; /* enough */
}

static void test_ledger_walk_goes_in_order_and_stops(void **state) {
    struct book *b = *state;
    ore sum = 0;
    (void)book_step(b, 1, NULL);
    OK(b, pay(b, 1, 1));
    OK(b, pay(b, 1, 10));
    OK(b, pay(b, 1, 100));
    OK(b, ledger_walk(b->db, sum_line, &sum, &b->st));
    assert_int_equal(sum, 11);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BOOK_TEST(test_ledger_post_numbers_its_sets),
        BOOK_TEST(test_ledger_post_refuses_what_does_not_sum_to_zero),
        BOOK_TEST(test_ledger_post_refuses_a_set_without_its_step),
        BOOK_TEST(test_ledger_post_is_one_with_its_transaction),
        BOOK_TEST(test_ledger_post_keeps_client_money_from_going_short),
        BOOK_TEST(test_ledger_post_adds_client_money_up_before_it_judges),
        BOOK_TEST(test_sql_refuses_to_touch_what_is_posted),
        BOOK_TEST(test_ledger_trial_and_lines_follow_the_filter),
        BOOK_TEST(test_ledger_walk_goes_in_order_and_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
