/* test_reports_figures.c - every report over one small book whose figures were worked out by hand.
 *
 *     1  Fjord, Nord   10 Jan  1000,00 due 20 Dec 2025.  Notice 1 Feb with 38,00 of Fjord's; demand
 *                      1 Mar with 375,00 of ours.  20 Mar (counting from the 19th): 20,00 of interest,
 *                      and 1443,00 come in: 10,00 too much.  Closed as paid.
 *     2  Fjord         15 Jan  500,00 due 1 Jan.  10 Feb credit note 100,00.  12 Feb objection.  20 Feb
 *                      250,00 paid to Fjord itself.  150,00 are open.
 *     3  Bakken         3 Feb  200,00 due 20 Feb.  25 Feb 200,00 come in.  Closed as paid.
 *     4  Bakken         5 Feb  300,00 due 1 Aug 2025.  31 Mar 5,00 of interest.  305,00 are open.
 *
 *     5 Mar    77,00 come in that nobody knows.
 *     1 April  Fjord is settled: held 1000,00 + 20,00 + 38,00 = 1058,00, our share 375,00.  Commission
 *              5 % of 1020,00 = 51,00.  VAT 25 % of 375,00 + 51,00 = 106,50.  Out: 1058,00 - 51,00 -
 *              106,50 = 900,50, which the bank pays on the 3rd.  To us: 1058,00 - 900,50 + 375,00 =
 *              532,50, of which 426,00 are income and 106,50 VAT.
 *
 *     client account   1443,00 + 200,00 + 77,00 - 532,50 - 900,50 = 287,00
 *     whose it is      Bakken 200,00, unknown 77,00, too much 10,00 */
#include "unit/store/book.h"

#include "domain/case.h"
#include "store/remittances.h"
#include "unit/store/report_rows.h"

static day on(const char *iso) {
    day d = DAY_NONE;
    assert_true(day_parse(text_of(iso), &d));
    return d;
}

/* One step: journal, postings, and the case's fold, as the engine does it. */
static int64_t record(struct book *b, struct krav_case *c, enum fact_kind fact, day booked,
                      struct event *events, uint32_t n) {
    struct step step = {.version = STEP_VERSION, .id = b->head.id + 1, .case_id = c ? c->id : 0,
        .events = events, .n_events = n};
    struct buf body;
    step.fact = (struct fact){.kind = fact, .legal_day = booked, .booked_day = booked};
    buf_init(&body, 65536);
    record_write(&step_record, &step, &body);
    OK(b, db_begin(b->db, &b->st));
    OK(b, journal_append(b->db, &b->head, &step, buf_text(&body), 0, &b->st));
    buf_fini(&body);
    for (uint32_t i = 0; i < n; i++) {
        struct posting p[POSTINGS_MAX];
        int64_t id = 0;
        if (c) {
            OK(b, case_fold(c, &events[i], &b->arena, &b->st));
        }
        const int n_postings = postings_of(&events[i], step.case_id, c ? c->creditor : 0, p);
        const struct posting_set set = {.step = step.id, .why = events[i].kind,
            .legal_day = events[i].day, .booked_day = booked, .postings = p,
            .n = (uint32_t)n_postings};
        if (n_postings > 0) {
            OK(b, ledger_post(b->db, &set, &id, &b->st));
        }
    }
    OK(b, db_commit(b->db, &b->st));
    if (c) {
        book_case(b, c);
    }
    return step.id;
}

static void tell(struct book *b, struct krav_case *c, const char *booked, struct event e) {
    e.day = e.day != DAY_NONE ? e.day : on(booked);
    (void)record(b, c, FACT_NOTE, on(booked), &e, 1);
}

static void open_case(struct book *b, struct krav_case *c, const char *opened, ore principal,
                      const char *due) {
    struct claim claim = {.number = 1, .principal = principal, .due = on(due), .invoice = TEXT("A")};
    struct event events[] = {
        {.kind = EVENT_CASE_OPENED, .day = on(opened), .id = b->debtor, .creditor = c->creditor,
         .word = c->department},
        {.kind = EVENT_CLAIM_ADDED, .day = on(opened), .claims = &claim, .n_claims = 1}};
    (void)record(b, c, FACT_CLAIM_RECEIVED, on(opened), events, 2);
}

static void letter(struct book *b, struct krav_case *c, const char *sent, enum letter_kind kind,
                   const struct event *fee) {
    tell(b, c, sent, (struct event){.kind = EVENT_LETTER_TAKEN_OVER, .letter = kind});
    tell(b, c, sent, *fee);
}

static void close_paid(struct book *b, struct krav_case *c, const char *booked) {
    tell(b, c, booked, (struct event){.kind = EVENT_CLOSED, .word = TEXT("paid")});
}

static void case_1(struct book *b) {
    struct krav_case c = {.id = 1, .creditor = b->creditor, .department = TEXT("Nord")};
    const struct event notice = {.kind = EVENT_FEE_CHARGED, .amount = 3800,
        .fee = FEE_COLLECTION_NOTICE, .owner = OWNER_CREDITOR};
    const struct event light = {.kind = EVENT_FEE_CHARGED, .amount = 37500, .fee = FEE_LIGHT,
        .owner = OWNER_AGENCY};
    open_case(b, &c, "2026-01-10", 100000, "2025-12-20");
    letter(b, &c, "2026-02-01", LETTER_COLLECTION_NOTICE, &notice);
    letter(b, &c, "2026-03-01", LETTER_PAYMENT_DEMAND, &light);
    tell(b, &c, "2026-03-20", (struct event){.kind = EVENT_INTEREST_ACCRUED,
        .day = on("2026-03-19"), .until = on("2026-03-19"), .amount = 2000});
    tell(b, &c, "2026-03-20", (struct event){.kind = EVENT_PAYMENT_ALLOCATED,
        .day = on("2026-03-19"), .until = on("2026-03-20"), .amount = 144300, .principal = 100000,
        .interest = 2000, .costs_creditor = 3800, .costs_agency = 37500, .over = 1000,
        .ref = TEXT("p1")});
    close_paid(b, &c, "2026-03-20");
}

static void case_2(struct book *b) {
    struct krav_case c = {.id = 2, .creditor = b->creditor};
    open_case(b, &c, "2026-01-15", 50000, "2026-01-01");
    tell(b, &c, "2026-02-10", (struct event){.kind = EVENT_CLAIM_REDUCED, .claim = 1,
        .amount = 10000});
    struct event objection = {.kind = EVENT_DISPUTE_OPENED, .day = on("2026-02-12")};
    (void)record(b, &c, FACT_DISPUTE, on("2026-02-12"), &objection, 1);
    tell(b, &c, "2026-02-20", (struct event){.kind = EVENT_PAYMENT_ALLOCATED, .amount = 25000,
        .principal = 25000, .direct = true, .ref = TEXT("p2")});
}

static void cases_3_and_4(struct book *b, int64_t bakken) {
    struct krav_case c = {.id = 3, .creditor = bakken}, d = {.id = 4, .creditor = bakken};
    open_case(b, &c, "2026-02-03", 20000, "2026-02-20");
    tell(b, &c, "2026-02-25", (struct event){.kind = EVENT_PAYMENT_ALLOCATED, .amount = 20000,
        .principal = 20000, .ref = TEXT("p3")});
    close_paid(b, &c, "2026-02-25");
    open_case(b, &d, "2026-02-05", 30000, "2025-08-01");
    tell(b, &d, "2026-03-31", (struct event){.kind = EVENT_INTEREST_ACCRUED, .amount = 500,
        .until = on("2026-03-31")});
}

static void settle(struct book *b) {
    struct event remitted = {.kind = EVENT_REMITTED, .day = on("2026-04-01"), .total = 105800,
        .amount = 90050, .costs_agency = 37500, .commission = 5100, .vat = 10650,
        .creditor = b->creditor};
    struct event paid = {.kind = EVENT_PAYOUT_SETTLED, .day = on("2026-04-03"), .amount = 90050,
        .creditor = b->creditor};
    const int64_t step = record(b, NULL, FACT_REMITTED, on("2026-04-01"), &remitted, 1);
    const struct remittance r = {.step = step, .creditor = b->creditor, .on = on("2026-04-01"),
        .total = 105800, .amount = 90050, .share = 37500, .commission = 5100, .vat = 10650,
        .through_set = 1, .state = REMIT_UNDERWAY, .batch = hash_n(1), .statement = hash_n(2),
        .sheet = hash_n(3)};
    OK(b, db_begin(b->db, &b->st));
    OK(b, remittances_add(b->db, &r, &b->st));
    OK(b, db_commit(b->db, &b->st));
    (void)record(b, NULL, FACT_PAYOUT_CONFIRMED, on("2026-04-03"), &paid, 1);
}

static int figures_setup(void **state) {
    const int rc = book_setup(state);
    struct book *b = *state;
    const struct creditor bakken = {.org = TEXT("312597772"), .name = TEXT("Bakken Tann AS")};
    const struct agreement whole = {.creditor = b->creditor, .from = on("2026-01-01"),
        .level = TEXT("normal")};
    const struct agreement nord = {.creditor = b->creditor, .department = TEXT("Nord"),
        .from = on("2026-01-01"), .level = TEXT("firm")};
    int64_t id = 0, agreement = 0;
    OK(b, creditors_put(b->db, &bakken, &id, &b->st));
    OK(b, agreements_put(b->db, &whole, &agreement, &b->st));
    OK(b, agreements_put(b->db, &nord, &agreement, &b->st));
    case_1(b);
    case_2(b);
    cases_3_and_4(b, id);
    struct event aside = {.kind = EVENT_MONEY_SET_ASIDE, .day = on("2026-03-05"), .amount = 7700};
    (void)record(b, NULL, FACT_MONEY_UNMATCHED, on("2026-03-05"), &aside, 1);
    settle(b);
    return rc;
}

static struct report_rows read_report(struct book *b, const char *name,
                                      const struct report_ask *ask) {
    struct report_rows rows;
    const struct report_kind *kind = report_find(text_of(name));
    assert_non_null(kind);
    OK(b, report_read(b->db, kind, ask, &b->arena, &rows, &b->st));
    return rows;
}

static struct report_ask all_until(const char *iso) {
    return (struct report_ask){.to = on(iso), .as_of = on(iso)};
}

/* ---- the ledger ------------------------------------------------------------------------------ */

static ore balance(struct book *b, enum account account, const char *iso, bool by_legal) {
    struct ledger_balance *rows;
    uint32_t n = 0;
    const struct ledger_filter f = {.as_of = on(iso), .by_legal = by_legal};
    OK(b, ledger_trial(b->db, &f, &b->arena, &rows, &n, &b->st));
    for (uint32_t i = 0; i < n; i++) {
        if (rows[i].account == account) {
            return rows[i].balance;
        }
    }
    return 0;
}

static void test_ledger_trial_knows_both_days(void **state) {
    struct book *b = *state;
    assert_int_equal(balance(b, ACCOUNT_CLIENT_BANK, "2026-04-30", false), 28700);
    assert_int_equal(balance(b, ACCOUNT_AGENCY_BANK, "2026-04-30", false), 53250);
    /* What came in on 20 March counts from the 19th. */
    assert_int_equal(balance(b, ACCOUNT_CLIENT_BANK, "2026-03-19", false), 20000 + 7700);
    assert_int_equal(balance(b, ACCOUNT_CLIENT_BANK, "2026-03-19", true), 144300 + 20000 + 7700);
    assert_int_equal(balance(b, ACCOUNT_CLIENT_BANK, "2026-03-18", true), 20000 + 7700);
    assert_int_equal(balance(b, ACCOUNT_CLIENT_BANK, "2026-03-20", false), 144300 + 27700);
}

/* ---- ageing ---------------------------------------------------------------------------------- */

static void test_report_ageing_by_brackets(void **state) {
    struct book *b = *state;
    struct report_ask ask = all_until("2026-04-30");
    struct report_rows r = read_report(b, "ageing", &ask);
    assert_int_equal(r.n, 2);
    assert_true(report_says(&r, 0, "age", "91-180")); /* 119 days since 1 January */
    assert_true(report_says(&r, 0, "creditor", "311758489"));
    assert_int_equal(report_number(&r, 0, "principal"), 15000);
    assert_true(report_says(&r, 1, "age", "181-365")); /* 272 since 1 August */
    assert_int_equal(report_number(&r, 1, "interest"), 500);
    assert_int_equal(report_total(&r, "open"), 45500);
    /* 15 February: cases 1 and 2 are 57 and 45 days old, 3 is not due, 4 is 198 days old. */
    ask = all_until("2026-02-15");
    r = read_report(b, "ageing", &ask);
    assert_int_equal(r.n, 4);
    assert_true(report_says(&r, 0, "age", "31-60"));
    assert_true(report_says(&r, 0, "department", ""));
    assert_int_equal(report_number(&r, 0, "open"), 40000);
    assert_true(report_says(&r, 1, "department", "Nord"));
    assert_int_equal(report_number(&r, 1, "principal"), 100000);
    assert_int_equal(report_number(&r, 1, "costs"), 3800);
    assert_true(report_says(&r, 2, "age", "not due"));
    assert_true(report_says(&r, 3, "age", "181-365"));
    ask.department = TEXT("Nord");
    r = read_report(b, "ageing", &ask);
    assert_int_equal(r.n, 1);
}

static void test_report_ageing_begins_the_day_after_it_fell_due(void **state) {
    struct book *b = *state;
    static const struct {
        const char *day, *age;
    } of_case_3[] = {{"2026-02-20", "not due"}, {"2026-02-21", "1-30"}};
    static const struct {
        const char *day, *age;
    } of_case_4[] = {{"2026-01-28", NULL}, {"2026-08-01", "181-365"}, {"2026-08-02", "over 365"}};
    for (size_t i = 0; i < 2; i++) {
        const struct report_ask ask = all_until(of_case_3[i].day);
        const struct report_rows r = read_report(b, "ageing", &ask);
        assert_int_equal(report_figure(&r, "age", of_case_3[i].age, "open")->number, 20000);
    }
    for (size_t i = 0; i < 3; i++) {
        const struct report_ask ask = {.as_of = on(of_case_4[i].day), .creditor = 2};
        const struct report_rows r = read_report(b, "ageing", &ask);
        assert_int_equal(r.n, of_case_4[i].age ? 1 : 0);
        assert_true(!of_case_4[i].age || report_says(&r, 0, "age", of_case_4[i].age));
    }
}

/* ---- money ----------------------------------------------------------------------------------- */

static void test_report_cash_flow_by_month_and_department(void **state) {
    struct book *b = *state;
    struct report_ask ask = all_until("2026-04-30");
    struct report_rows r = read_report(b, "cash-flow", &ask);
    assert_int_equal(r.n, 4); /* what went to Fjord itself never was here */
    assert_true(report_says(&r, 0, "month", "2026-02"));
    assert_true(report_says(&r, 0, "creditor", "312597772"));
    assert_int_equal(report_number(&r, 0, "received"), 20000);
    assert_true(report_says(&r, 1, "month", "2026-03"));
    assert_true(report_says(&r, 1, "creditor", ""));
    assert_int_equal(report_number(&r, 1, "unplaced"), 7700);
    assert_true(report_says(&r, 2, "department", "Nord"));
    assert_int_equal(report_number(&r, 2, "received"), 144300);
    assert_int_equal(report_number(&r, 2, "principal"), 100000);
    assert_int_equal(report_number(&r, 2, "interest"), 2000);
    assert_int_equal(report_number(&r, 2, "costs_creditor"), 3800);
    assert_int_equal(report_number(&r, 2, "costs_agency"), 37500);
    assert_int_equal(report_number(&r, 2, "costs_court"), 0);
    assert_int_equal(report_number(&r, 2, "too_much"), 1000);
    assert_true(report_says(&r, 3, "month", "2026-04"));
    assert_int_equal(report_number(&r, 3, "to_agency"), 53250);
    assert_int_equal(report_number(&r, 3, "paid_out"), 90050);
    assert_int_equal(report_number(&r, 3, "change"), -143300);
    assert_int_equal(report_total(&r, "other"), 0);
    assert_int_equal(report_total(&r, "change"), 28700);
    ask.from = on("2026-03-20");
    ask.to = on("2026-03-31");
    r = read_report(b, "cash-flow", &ask);
    assert_int_equal(r.n, 1);
}

static void test_report_income_agrees_with_the_ledger(void **state) {
    struct book *b = *state;
    const struct report_ask ask = all_until("2026-04-30");
    const struct report_rows r = read_report(b, "income", &ask);
    assert_int_equal(r.n, 1);
    assert_true(report_says(&r, 0, "month", "2026-04"));
    assert_int_equal(report_number(&r, 0, "commission"), 5100);
    assert_int_equal(report_number(&r, 0, "costs_settled"), 37500);
    assert_int_equal(report_number(&r, 0, "income"), 42600);
    assert_int_equal(report_number(&r, 0, "vat_25"), 10650);
    assert_int_equal(-balance(b, ACCOUNT_AGENCY_INCOME, "2026-04-30", false), 42600);
    assert_int_equal(-balance(b, ACCOUNT_VAT, "2026-04-30", false), 10650);
}

static void test_report_charged_by_kind_and_owner(void **state) {
    struct book *b = *state;
    const struct report_ask ask = all_until("2026-04-30");
    const struct report_rows r = read_report(b, "charged", &ask);
    assert_int_equal(r.n, 2);
    assert_true(report_says(&r, 0, "month", "2026-02"));
    assert_true(report_says(&r, 0, "fee", "notice_fee"));
    assert_true(report_says(&r, 0, "owner", "creditor"));
    assert_int_equal(report_number(&r, 0, "charged"), 3800);
    assert_true(report_says(&r, 1, "fee", "light_costs"));
    assert_true(report_says(&r, 1, "owner", "agency"));
    assert_int_equal(report_number(&r, 1, "charges"), 1);
    assert_int_equal(report_number(&r, 1, "charged"), 37500);
}

/* ---- what became of it ----------------------------------------------------------------------- */

static int64_t bp_of(struct report_cell cell) {
    int64_t bp = -1;
    return report_percent(&cell, &bp) ? bp : -1;
}

static void test_report_solution_states_its_cohorts(void **state) {
    struct book *b = *state;
    struct report_ask ask = all_until("2026-04-30");
    struct report_rows r = read_report(b, "solution-rate", &ask);
    assert_int_equal(r.n, 3);
    assert_true(report_says(&r, 0, "level", "normal"));
    assert_int_equal(report_number(&r, 0, "principal"), 50000);
    assert_int_equal(report_number(&r, 0, "credited"), 10000);
    assert_int_equal(report_number(&r, 0, "paid_direct"), 25000);
    assert_int_equal(report_number(&r, 0, "open"), 15000);
    assert_int_equal(report_number(&r, 0, "let_go"), 0);
    assert_int_equal(bp_of(*report_cell_of(&r, 0, "by_principal")), 6250); /* 250 of 400 */
    assert_true(report_says(&r, 1, "department", "Nord"));
    assert_true(report_says(&r, 1, "level", "firm")); /* the department's own agreement */
    assert_int_equal(report_number(&r, 1, "after_demand"), 1);
    assert_int_equal(bp_of(*report_cell_of(&r, 1, "by_count")), 10000);
    assert_true(report_says(&r, 2, "level", "")); /* Bakken has no agreement */
    assert_int_equal(report_number(&r, 2, "cases"), 2);
    assert_int_equal(report_number(&r, 2, "before_notice"), 1);
    assert_int_equal(bp_of(*report_cell_of(&r, 2, "by_principal")), 4000); /* 200 of 500 */
    assert_int_equal(bp_of(report_sum(&r, report_column(&r, "by_count"))), 5000);
    /* 1450 of 1900: 76.3157... */
    assert_int_equal(bp_of(report_sum(&r, report_column(&r, "by_principal"))), 7632);
    /* The day before the money came, with the demand that was sent. */
    ask.as_of = on("2026-03-19");
    ask.department = TEXT("Nord");
    r = read_report(b, "solution-rate", &ask);
    assert_int_equal(r.n, 1);
    assert_int_equal(report_number(&r, 0, "solved"), 0);
    assert_int_equal(report_number(&r, 0, "open"), 100000);
}

static void test_report_half_year_by_hand(void **state) {
    struct book *b = *state;
    static const struct {
        const char *figure;
        int64_t number, amount; /* -1: nothing is said */
    } figures[] = {
        {"cases_received", 4, -1}, {"claims_received", 4, 200000}, {"cases_ended", 2, -1},
        {"cases_ended_before_demand", 1, -1}, {"cases_in_work", 2, -1},
        {"cases_in_work_with_demand", 0, -1}, {"cases_older_than_18_months", 0, -1},
        {"objections", 1, -1}, {"complaints", 0, -1}, {"filings", 0, -1},
        {"collected", -1, 143300 + 25000 + 20000}, {"collected_principal", -1, 145000},
        {"collected_directly", -1, 25000}, {"collection_costs", -1, 37500},
        {"income", -1, 42600}, {"claim_mass", -1, 45500}, {"principal_in_work", -1, 45000},
        {"interest_in_work", -1, 500}, {"costs_in_work", -1, 0}, {"client_money", -1, 28700},
        {"owed_to_creditors", -1, 20000}, {"unplaced_money", -1, 8700}, {"agency_share", -1, 0},
        {"security", -1, 250000000}};
    struct report_ask ask = {.from = on("2026-01-01"), .to = on("2026-04-30")};
    struct report_rows r = read_report(b, "half-year", &ask);
    assert_int_equal(r.n, sizeof figures / sizeof figures[0]);
    for (uint32_t i = 0; i < r.n; i++) {
        const struct report_cell *number = report_cell_of(&r, i, "number");
        const struct report_cell *amount = report_cell_of(&r, i, "amount");
        assert_true(report_says(&r, i, "figure", figures[i].figure));
        assert_int_equal(number->none ? -1 : number->number, figures[i].number);
        assert_int_equal(amount->none ? -1 : amount->number, figures[i].amount);
    }
    /* February alone: two came, one ended; opened on 10 January is old after 10 July 2027. */
    ask = (struct report_ask){.from = on("2026-02-01"), .to = on("2026-02-28")};
    r = read_report(b, "half-year", &ask);
    assert_int_equal(report_figure(&r, "figure", "cases_received", "number")->number, 2);
    assert_int_equal(report_figure(&r, "figure", "cases_in_work", "number")->number, 3);
    ask.to = on("2027-07-15");
    r = read_report(b, "half-year", &ask);
    assert_int_equal(report_figure(&r, "figure", "cases_older_than_18_months", "number")->number, 0);
    ask.to = on("2027-07-16");
    r = read_report(b, "half-year", &ask);
    assert_int_equal(report_figure(&r, "figure", "cases_older_than_18_months", "number")->number, 1);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, figures_setup, book_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_ledger_trial_knows_both_days),
        TEST(test_report_ageing_by_brackets),
        TEST(test_report_ageing_begins_the_day_after_it_fell_due),
        TEST(test_report_cash_flow_by_month_and_department),
        TEST(test_report_income_agrees_with_the_ledger),
        TEST(test_report_charged_by_kind_and_owner),
        TEST(test_report_solution_states_its_cohorts),
        TEST(test_report_half_year_by_hand),
    };
    return cmocka_run_group_tests_name("reports figures", tests, NULL, NULL);
}
