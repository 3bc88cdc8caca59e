/* test_reports.c - sums over the book, from events as they are posted. */
#include "unit/store/book.h"

#include "store/reports.h"

/* An event's own postings, as the engine posts them. */
static void post(struct book *b, int64_t case_id, const struct event *e) {
    struct posting p[POSTINGS_MAX];
    int64_t id = 0;
    const int n = postings_of(e, case_id, b->creditor, p);
    const struct posting_set set = {.step = book_step(b, case_id, NULL), .why = e->kind,
        .legal_day = TODAY, .booked_day = TODAY, .postings = p, .n = (uint32_t)n};
    OK(b, db_begin(b->db, &b->st));
    OK(b, ledger_post(b->db, &set, &id, &b->st));
    OK(b, db_commit(b->db, &b->st));
}

static void make_case(struct book *b, int64_t id, const char *stage, bool closed, ore principal) {
    struct claim claim = {.number = 1, .principal = principal};
    const struct krav_case c = {.id = id, .creditor = b->creditor, .debtor = b->debtor,
        .opened = TODAY, .closed = closed ? TODAY : DAY_NONE, .stage = text_of(stage)};
    book_case(b, &c);
    const struct event e = {.kind = EVENT_CLAIM_ADDED, .claims = &claim, .n_claims = 1};
    post(b, id, &e);
}

static void test_report_portfolio_sums_open_cases_by_creditor_and_stage(void **state) {
    struct book *b = *state;
    struct portfolio_row *rows;
    uint32_t n = 99;
    OK(b, report_portfolio(b->db, &b->arena, &rows, &n, &b->st));
    assert_int_equal(n, 0);
    make_case(b, 1, "demand", false, 1000);
    make_case(b, 2, "demand", false, 500);
    make_case(b, 3, "", false, 70);
    make_case(b, 4, "demand", true, 9999);
    post(b, 1, &(struct event){.kind = EVENT_INTEREST_ACCRUED, .amount = 11});
    post(b, 2, &(struct event){.kind = EVENT_FEE_CHARGED, .amount = 38, .owner = OWNER_CREDITOR});
    post(b, 2, &(struct event){.kind = EVENT_FEE_CHARGED, .amount = 375, .owner = OWNER_AGENCY});
    post(b, 2, &(struct event){.kind = EVENT_PAYMENT_ALLOCATED, .amount = 100, .principal = 100});
    OK(b, report_portfolio(b->db, &b->arena, &rows, &n, &b->st));
    assert_int_equal(n, 2);
    assert_int_equal(rows[0].stage.len, 0);
    assert_int_equal(rows[0].principal, 70);
    assert_true(text_is(rows[1].stage, "demand"));
    assert_int_equal(rows[1].n, 2);
    assert_int_equal(rows[1].principal, 1000 + 500 - 100);
    assert_int_equal(rows[1].interest, 11);
    assert_int_equal(rows[1].costs, 38 + 375);
}

static void test_report_creditors_follows_the_money(void **state) {
    struct book *b = *state;
    struct creditor_row *rows;
    uint32_t n = 99;
    OK(b, report_creditors(b->db, &b->arena, &rows, &n, &b->st));
    assert_int_equal(n, 0);
    make_case(b, 1, "demand", false, 100000);
    const struct event in = {.kind = EVENT_PAYMENT_ALLOCATED, .amount = 30000,
        .principal = 25000, .costs_agency = 4000, .over = 1000};
    const struct event direct = {.kind = EVENT_PAYMENT_ALLOCATED, .amount = 20000,
        .principal = 19500, .costs_agency = 500, .direct = true};
    const struct event back = {.kind = EVENT_PAYMENT_UNDONE, .amount = 5000, .principal = 5000};
    const struct event remitted = {.kind = EVENT_REMITTED, .total = 12000, .amount = 12000,
        .creditor = b->creditor};
    const struct event settled = {.kind = EVENT_PAYOUT_SETTLED, .amount = 7000,
        .creditor = b->creditor};
    post(b, 1, &in);
    post(b, 1, &direct);
    post(b, 1, &back);
    post(b, 0, &remitted);
    post(b, 0, &settled);
    OK(b, report_creditors(b->db, &b->arena, &rows, &n, &b->st));
    assert_int_equal(n, 1);
    assert_int_equal(rows[0].creditor, b->creditor);
    assert_int_equal(rows[0].received, 30000 - 5000);
    assert_int_equal(rows[0].direct, 20000);
    assert_int_equal(rows[0].paid_out, 7000);
    assert_int_equal(rows[0].underway, 12000 - 7000);
    assert_int_equal(rows[0].held, 25000 - 5000 - 12000);
    assert_int_equal(rows[0].owes, 500);
}

static void test_parties_cases_are_those_of_one(void **state) {
    struct book *b = *state;
    const struct party other = {.kind = DEBTOR_CONSUMER, .name = TEXT("Ola Prøve")};
    int64_t id = 0, *cases;
    uint32_t n = 0;
    make_case(b, 1, "", false, 1);
    make_case(b, 2, "", true, 1);
    make_case(b, 3, "", false, 1);
    OK(b, parties_cases(b->db, b->debtor, true, &b->arena, &cases, &n, &b->st));
    assert_int_equal(n, 2);
    assert_int_equal(cases[0], 1);
    assert_int_equal(cases[1], 3);
    OK(b, parties_cases(b->db, b->debtor, false, &b->arena, &cases, &n, &b->st));
    assert_int_equal(n, 3);
    OK(b, parties_add(b->db, &other, &id, &b->st));
    OK(b, parties_cases(b->db, id, false, &b->arena, &cases, &n, &b->st));
    assert_int_equal(n, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BOOK_TEST(test_report_portfolio_sums_open_cases_by_creditor_and_stage),
        BOOK_TEST(test_report_creditors_follows_the_money),
        BOOK_TEST(test_parties_cases_are_those_of_one),
    };
    return cmocka_run_group_tests_name("reports", tests, NULL, NULL);
}
