/* test_reports.c - sums over the book, from events as they are posted. */
#include "unit/store/book.h"

#include "unit/store/report_rows.h"

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

static struct report_rows read_report(struct book *b, const char *name) {
    struct report_rows rows;
    const struct report_ask ask = {.to = TODAY, .as_of = TODAY};
    OK(b, report_read(b->db, report_find(text_of(name)), &ask, &b->arena, &rows, &b->st));
    return rows;
}

static void test_report_portfolio_sums_open_cases_by_creditor_and_stage(void **state) {
    struct book *b = *state;
    make_case(b, 1, "demand", false, 1000);
    make_case(b, 2, "demand", false, 500);
    make_case(b, 3, "", false, 70);
    make_case(b, 4, "demand", true, 9999);
    post(b, 1, &(struct event){.kind = EVENT_INTEREST_ACCRUED, .amount = 11});
    post(b, 2, &(struct event){.kind = EVENT_FEE_CHARGED, .amount = 38, .owner = OWNER_CREDITOR});
    post(b, 2, &(struct event){.kind = EVENT_FEE_CHARGED, .amount = 375, .owner = OWNER_AGENCY});
    post(b, 2, &(struct event){.kind = EVENT_PAYMENT_ALLOCATED, .amount = 100, .principal = 100});
    const struct report_rows r = read_report(b, "portfolio");
    assert_int_equal(r.n, 2);
    assert_true(report_says(&r, 0, "stage", ""));
    assert_int_equal(report_number(&r, 0, "principal"), 70);
    assert_true(report_says(&r, 1, "stage", "demand"));
    assert_int_equal(report_number(&r, 1, "cases"), 2);
    assert_int_equal(report_number(&r, 1, "principal"), 1000 + 500 - 100);
    assert_int_equal(report_number(&r, 1, "interest"), 11);
    assert_int_equal(report_number(&r, 1, "costs"), 38 + 375);
    assert_int_equal(report_number(&r, 1, "open"), 1400 + 11 + 413);
}

static void test_report_creditors_follows_the_money(void **state) {
    struct book *b = *state;
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
    const struct report_rows r = read_report(b, "creditors");
    assert_int_equal(r.n, 1);
    assert_true(report_says(&r, 0, "creditor", "311758489"));
    assert_int_equal(report_number(&r, 0, "received"), 30000 - 5000);
    assert_int_equal(report_number(&r, 0, "paid_direct"), 20000);
    assert_int_equal(report_number(&r, 0, "paid_out"), 7000);
    assert_int_equal(report_number(&r, 0, "underway"), 12000 - 7000);
    assert_int_equal(report_number(&r, 0, "held"), 25000 - 5000 - 12000);
    assert_int_equal(report_number(&r, 0, "owed_by_creditor"), 500);
}

/* An empty book has nothing to say, and says so; the supervisor's figures are zeroes. */
static void test_reports_of_an_empty_book_are_empty(void **state) {
    struct book *b = *state;
    for (uint32_t i = 0; i < n_report_kinds; i++) {
        const struct report_rows r = read_report(b, report_kinds[i]->name);
        const bool figures = strcmp(r.kind->name, "half-year") == 0;
        assert_int_equal(r.n > 0, figures);
        for (uint32_t k = 0; k < r.n; k++) {
            assert_int_equal(report_number(&r, k, "amount"),
                             report_says(&r, k, "figure", "security") ? 250000000 : 0);
            assert_int_equal(report_number(&r, k, "number"), 0);
        }
    }
}

static void test_reports_define_every_column(void **state) {
    (void)state;
    for (uint32_t i = 0; i < n_report_kinds; i++) {
        const struct report_kind *kind = report_kinds[i];
        assert_ptr_equal(report_find(text_of(kind->name)), kind);
        assert_non_null(kind->doc);
        for (uint32_t k = 0; k < kind->n_columns; k++) {
            assert_non_null(kind->columns[k].name);
            assert_true(kind->columns[k].kind != 0 && strlen(kind->columns[k].doc) > 5);
        }
    }
    assert_null(report_find(TEXT("nothing")));
    assert_null(report_find(TEXT("")));
}

static void test_report_percent_rounds_half_up(void **state) {
    (void)state;
    static const struct {
        int64_t number, of, bp;
    } cells[] = {{1, 3, 3333}, {2, 3, 6667}, {1, 20000, 1}, {1, 20001, 0}, {5, 5, 10000}};
    int64_t bp = 7;
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        const struct report_cell cell = {.number = cells[i].number, .of = cells[i].of};
        assert_true(report_percent(&cell, &bp));
        assert_int_equal(bp, cells[i].bp);
    }
    const struct report_cell nothing = {.number = 3, .of = 0};
    assert_false(report_percent(&nothing, &bp));
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
        BOOK_TEST(test_reports_of_an_empty_book_are_empty),
        cmocka_unit_test(test_reports_define_every_column),
        cmocka_unit_test(test_report_percent_rounds_half_up),
        BOOK_TEST(test_parties_cases_are_those_of_one),
    };
    return cmocka_run_group_tests_name("reports", tests, NULL, NULL);
}
