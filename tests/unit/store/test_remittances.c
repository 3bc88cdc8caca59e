/* test_remittances.c - what each creditor has with us, and the settlements made with it. */
#include "unit/store/book.h"

#include "store/client_money.h"
#include "store/query.h"
#include "store/remittances.h"

struct parts {
    ore principal, interest, ours;
    bool direct, undone;
};

/* A payment as postings, in a transaction of its own. */
static void pay(struct book *b, int64_t case_id, struct parts p) {
    const ore sign = p.undone ? -1 : 1, held = sign * (p.principal + p.interest);
    const ore ours = sign * p.ours;
    const struct posting postings[] = {
        {ACCOUNT_CLIENT_BANK, case_id, b->creditor, p.direct ? 0 : held + ours},
        {ACCOUNT_CREDITOR_PAYABLE, case_id, b->creditor, p.direct ? 0 : -held},
        {ACCOUNT_AGENCY_SHARE, case_id, b->creditor, p.direct ? 0 : -ours},
        {ACCOUNT_CREDITOR_OWES, case_id, b->creditor, p.direct ? ours : 0},
        {ACCOUNT_AGENCY_INCOME, case_id, b->creditor, p.direct ? -ours : 0},
        {ACCOUNT_PRINCIPAL, case_id, b->creditor, -sign * p.principal},
        {ACCOUNT_INTEREST, case_id, b->creditor, -sign * p.interest},
        {ACCOUNT_COSTS_AGENCY, case_id, b->creditor, -ours},
        {ACCOUNT_COLLECTABLE, case_id, b->creditor, held + ours},
    };
    struct posting there[9];
    uint32_t n = 0;
    for (size_t i = 0; i < 9; i++) {
        if (postings[i].amount != 0) {
            there[n++] = postings[i];
        }
    }
    const enum event_kind why = p.undone ? EVENT_PAYMENT_UNDONE : EVENT_PAYMENT_ALLOCATED;
    const struct posting_set set = {.step = b->head.id, .why = why, .legal_day = TODAY - 1,
        .booked_day = TODAY, .postings = there, .n = n};
    int64_t id = 0;
    OK(b, db_begin(b->db, &b->st));
    OK(b, ledger_post(b->db, &set, &id, &b->st));
    OK(b, db_commit(b->db, &b->st));
}

static struct client_money money(struct book *b) {
    struct client_money m;
    OK(b, client_money_of(b->db, b->creditor, 0, &m, &b->st));
    return m;
}

static void test_client_money_is_kept_beside_the_ledger(void **state) {
    struct book *b = *state;
    day since = 1;
    (void)book_step(b, 1, NULL);
    const struct client_money before = money(b);
    assert_int_equal(before.held, 0);
    OK(b, client_money_since(b->db, &before, &since, &b->st));
    assert_int_equal(since, DAY_NONE);
    pay(b, 1, (struct parts){1000, 50, 300, false, false});
    pay(b, 2, (struct parts){2000, 0, 70, true, false});
    const struct client_money m = money(b);
    assert_int_equal(m.held, 1050);
    assert_int_equal(m.share, 300);
    assert_int_equal(m.owes, 70);
    assert_int_equal(m.through_set, 0);
    assert_int_equal(m.settled, DAY_NONE);
    OK(b, client_money_since(b->db, &m, &since, &b->st));
    assert_int_equal(since, TODAY);
}

static int post_two(struct book *b, enum account account, ore amount) {
    const struct posting p[] = {{ACCOUNT_CLIENT_BANK, 0, b->creditor, -amount},
                                {account, 0, b->creditor, amount}};
    const struct posting_set set = {.step = b->head.id, .why = EVENT_SHORTAGE_COVERED,
        .legal_day = TODAY, .booked_day = TODAY, .postings = p, .n = 2};
    int64_t id = 0;
    OK(b, db_begin(b->db, &b->st));
    const int code = ledger_post(b->db, &set, &id, &b->st);
    db_rollback(b->db);
    return code;
}

static void test_our_share_does_not_go_short_either(void **state) {
    struct book *b = *state;
    (void)book_step(b, 1, NULL);
    pay(b, 1, (struct parts){1000, 0, 300, false, false});
    assert_int_equal(post_two(b, ACCOUNT_AGENCY_SHARE, 301), STATUS_CORRUPT);
    assert_non_null(strstr(b->st.text, "3,01"));
    b->st = (struct status){0};
    assert_int_equal(post_two(b, ACCOUNT_AGENCY_SHARE, 300), STATUS_OK);
    assert_int_equal(post_two(b, ACCOUNT_CREDITOR_PAYABLE, 1001), STATUS_CORRUPT);
}

static void test_client_money_paid_gathers_each_payment(void **state) {
    struct book *b = *state;
    struct paid_set *paid;
    uint32_t n = 0;
    (void)book_step(b, 1, NULL);
    pay(b, 1, (struct parts){1000, 50, 300, false, false});
    pay(b, 2, (struct parts){2000, 0, 70, true, false});
    pay(b, 1, (struct parts){400, 0, 100, false, true});
    struct client_money m = money(b);
    OK(b, client_money_paid(b->db, &m, 3, 10, &b->arena, &paid, &n, &b->st));
    assert_int_equal(n, 3);
    assert_int_equal(paid[0].case_id, 1);
    assert_int_equal(paid[0].principal, 1000);
    assert_int_equal(paid[0].interest, 50);
    assert_int_equal(paid[0].costs_agency, 300);
    assert_false(paid[0].direct);
    assert_true(paid[1].direct);
    assert_int_equal(paid[1].costs_agency, 70);
    assert_int_equal(paid[2].principal, -400);
    assert_int_equal(paid[2].costs_agency, -100);
    m.through_set = 1; /* the first is settled, the last is not yet */
    OK(b, client_money_paid(b->db, &m, 2, 10, &b->arena, &paid, &n, &b->st));
    assert_int_equal(n, 1);
    assert_int_equal(paid[0].set, 2);
    m.through_set = 0;
    FAILS(b, STATUS_LIMIT, "more than 2", client_money_paid(b->db, &m, 3, 2, &b->arena, &paid, &n,
                                                            &b->st));
}

/* A creditor's settlement reads its own postings, not the whole ledger. */
static void test_client_money_paid_seeks_by_index(void **state) {
    struct book *b = *state;
    struct paid_set *paid;
    struct text plan = {NULL, 0};
    uint32_t n = 0;
    const struct client_money m = money(b);
    OK(b, client_money_paid(b->db, &m, 3, 10, &b->arena, &paid, &n, &b->st));
    for (size_t i = 0; i < STATEMENTS_MAX; i++) {
        const char *sql = b->db->statements[i].sql;
        if (sql != NULL && strstr(sql, "'payment_undone'") != NULL) {
            plan = book_plan(b, arena_printf(&b->arena, "EXPLAIN QUERY PLAN %s", sql).ptr);
        }
    }
    assert_non_null(plan.ptr);
    if (strstr(plan.ptr, "postings_to_settle (creditor=? AND account=? AND set_id>? AND set_id<?)")
            == NULL || strstr(plan.ptr, "SCAN p") != NULL || strstr(plan.ptr, "SCAN s") != NULL) {
        fail_msg("%s", plan.ptr);
    }
}

static void test_client_money_all_is_in_the_order_of_numbers(void **state) {
    struct book *b = *state;
    const struct creditor early = {.org = TEXT("111111111"), .name = TEXT("A")};
    struct client_money *all;
    uint32_t n = 0;
    int64_t other = 0;
    OK(b, creditors_put(b->db, &early, &other, &b->st));
    (void)book_step(b, 1, NULL);
    pay(b, 1, (struct parts){1000, 0, 0, false, false});
    const int64_t first = b->creditor;
    b->creditor = other;
    pay(b, 2, (struct parts){500, 0, 0, false, false});
    OK(b, client_money_all(b->db, 0, &b->arena, &all, &n, &b->st));
    assert_int_equal(n, 2);
    assert_int_equal(all[0].creditor, other);
    assert_int_equal(all[0].held, 500);
    assert_int_equal(all[1].creditor, first);
}

/* ---- settlements ----------------------------------------------------------------------------- */

static struct remittance add(struct book *b, ore amount, int64_t through) {
    struct remittance r = {.step = book_step(b, 0, NULL), .creditor = b->creditor, .on = TODAY,
        .total = amount + 5, .amount = amount, .share = 7, .commission = 3, .vat = 2, .over = -1,
        .through_set = through, .state = amount ? REMIT_UNDERWAY : REMIT_SETTLED,
        .statement = hash_n(1), .sheet = hash_n(2)};
    if (amount) {
        r.batch = hash_n(9);
    }
    OK(b, remittances_add(b->db, &r, &b->st));
    return r;
}

static void expect(const struct remittance *got, const struct remittance *wanted) {
    assert_int_equal(got->step, wanted->step);
    assert_int_equal(got->creditor, wanted->creditor);
    assert_int_equal(got->on, wanted->on);
    assert_int_equal(got->total, wanted->total);
    assert_int_equal(got->amount, wanted->amount);
    assert_int_equal(got->share, wanted->share);
    assert_int_equal(got->commission, wanted->commission);
    assert_int_equal(got->vat, wanted->vat);
    assert_int_equal(got->over, wanted->over);
    assert_int_equal(got->through_set, wanted->through_set);
    assert_int_equal(got->state, wanted->state);
    assert_true(hash_eq(&got->batch, &wanted->batch));
    assert_true(hash_eq(&got->statement, &wanted->statement));
    assert_true(hash_eq(&got->sheet, &wanted->sheet));
    assert_true(hash_eq(&got->pages, &wanted->pages));
    assert_int_equal(got->written, wanted->written);
    assert_int_equal(got->not_before, wanted->not_before);
}

static void test_remittances_come_back_as_they_were(void **state) {
    struct book *b = *state;
    struct remittance got, wanted = add(b, 100, 12);
    OK(b, remittances_get(b->db, wanted.step, &got, &b->st));
    expect(&got, &wanted);
    FAILS(b, STATUS_NOT_FOUND, "step 77", remittances_get(b->db, 77, &got, &b->st));
    wanted.pages = hash_n(3);
    wanted.written = true;
    wanted.not_before = TODAY + 1;
    OK(b, remittances_keep_files(b->db, &wanted, &b->st));
    OK(b, remittances_get(b->db, wanted.step, &got, &b->st));
    expect(&got, &wanted);
}

static void test_remittances_move_as_the_picture_says(void **state) {
    struct book *b = *state;
    const int64_t step = add(b, 100, 1).step;
    OK(b, remittances_move(b->db, step, REMIT_SETTLED, &b->st));
    FAILS(b, STATUS_CORRUPT, "cannot become settled",
          remittances_move(b->db, step, REMIT_SETTLED, &b->st));
    FAILS(b, STATUS_CORRUPT, "cannot become underway",
          remittances_move(b->db, step, REMIT_UNDERWAY, &b->st));
    OK(b, remittances_move(b->db, step, REMIT_REOPENED, &b->st));
    FAILS(b, STATUS_CORRUPT, "cannot", remittances_move(b->db, step, REMIT_SETTLED, &b->st));
    FAILS(b, STATUS_CORRUPT, "cannot", remittances_move(b->db, 77, REMIT_SETTLED, &b->st));
}

static uint32_t count(struct book *b, struct remit_filter f, struct remittance **rows) {
    uint32_t n = 0;
    OK(b, remittances_list(b->db, &f, &b->arena, rows, &n, &b->st));
    return n;
}

static void test_remittances_list_follows_the_filter(void **state) {
    struct book *b = *state;
    struct remittance *rows, first = add(b, 100, 1), last;
    const struct hash batch = hash_n(9);
    int64_t n = 0;
    ore sum = 0;
    (void)add(b, 0, 2);
    last = add(b, 300, 3);
    assert_int_equal(count(b, (struct remit_filter){0}, &rows), 3);
    assert_int_equal(rows[0].step, first.step); /* oldest first */
    assert_int_equal(count(b, (struct remit_filter){.n_max = 1}, &rows), 1);
    assert_int_equal(rows[0].step, last.step); /* the newest one */
    assert_int_equal(count(b, (struct remit_filter){.batch = &batch}, &rows), 2);
    assert_int_equal(count(b, (struct remit_filter){.state = REMIT_SETTLED}, &rows), 1);
    assert_int_equal(count(b, (struct remit_filter){.creditor = b->creditor + 1}, &rows), 0);
    first.not_before = TODAY + 1;
    last.written = true;
    OK(b, remittances_keep_files(b->db, &first, &b->st));
    OK(b, remittances_keep_files(b->db, &last, &b->st));
    assert_int_equal(count(b, (struct remit_filter){.unwritten_on = TODAY}, &rows), 1);
    assert_int_equal(count(b, (struct remit_filter){.unwritten_on = TODAY + 1}, &rows), 2);
    OK(b, remittances_underway(b->db, &n, &sum, &b->st));
    assert_int_equal(n, 2);
    assert_int_equal(sum, 400);
    OK(b, remittances_before(b->db, &last, &n, &b->st));
    assert_int_equal(n, 2);
}

static void test_client_money_knows_the_last_settlement(void **state) {
    struct book *b = *state;
    struct client_money *all;
    uint32_t n = 0;
    (void)book_step(b, 1, NULL);
    pay(b, 1, (struct parts){1000, 0, 0, false, false});
    (void)add(b, 100, 12);
    (void)add(b, 0, 34);
    assert_int_equal(money(b).through_set, 34);
    assert_int_equal(money(b).settled, TODAY);
    OK(b, client_money_all(b->db, 0, &b->arena, &all, &n, &b->st));
    assert_int_equal(all[0].through_set, 34);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BOOK_TEST(test_client_money_is_kept_beside_the_ledger),
        BOOK_TEST(test_our_share_does_not_go_short_either),
        BOOK_TEST(test_client_money_paid_gathers_each_payment),
        BOOK_TEST(test_client_money_paid_seeks_by_index),
        BOOK_TEST(test_client_money_all_is_in_the_order_of_numbers),
        BOOK_TEST(test_remittances_come_back_as_they_were),
        BOOK_TEST(test_remittances_move_as_the_picture_says),
        BOOK_TEST(test_remittances_list_follows_the_filter),
        BOOK_TEST(test_client_money_knows_the_last_settlement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
