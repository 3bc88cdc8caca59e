/* test_remit.c - from money in to money out: settlements and the bank's word, every øre by hand. */
#include "unit/engine/remit_desk.h"

/* ---- the settlement -------------------------------------------------------------------------- */

static void test_remit_now_makes_every_posting(void **state) {
    struct house *h = *state;
    pay(h);
    expect(h, (const ore[ACCOUNTS]){[ACCOUNT_CLIENT_BANK] = 50000,
        [ACCOUNT_CREDITOR_PAYABLE] = -HELD, [ACCOUNT_AGENCY_SHARE] = -SHARE});
    now(h);
    expect(h, (const ore[ACCOUNTS]){[ACCOUNT_CLIENT_BANK] = OUT,
        [ACCOUNT_PAYOUT_UNDERWAY] = -OUT, [ACCOUNT_AGENCY_BANK] = SHARE + COMMISSION + VAT,
        [ACCOUNT_AGENCY_INCOME] = -(SHARE + COMMISSION), [ACCOUNT_VAT] = -VAT});
    const struct remittance r = last(h);
    assert_int_equal(r.amount, OUT);
    assert_int_equal(r.state, REMIT_UNDERWAY);
    assert_int_equal(r.creditor, h->e.creditors[0].id);
    house_whole(h);
}

static void test_remit_now_promises_the_batch_it_kept(void **state) {
    struct house *h = *state;
    struct outbox_row *rows;
    struct text json;
    struct batch b;
    uint32_t n = 0;
    pay(h);
    now(h);
    const struct outbox_filter f = {.kind = EFFECT_PAYOUT, .state = EFFECT_PLANNED,
        .today = h->e.today, .n_max = 9};
    OK(h, outbox_ready(h->e.db, &f, &h->arena, &rows, &n, &h->st));
    assert_int_equal(n, 1);
    assert_int_equal(rows[0].effect.case_id, 0);
    OK(h, documents_read(h->documents, &rows[0].content, &h->arena, &json, &h->st));
    OK(h, record_read(&batch_record, json, &h->arena, &b, &h->st));
    assert_int_equal(b.n_transfers, 1);
    assert_int_equal(b.sum, OUT);
    assert_true(text_eq(b.from_account, CLIENT_ACCOUNT));
    assert_true(text_is(b.transfers[0].to_account, "15942287248"));
    assert_int_equal(b.transfers[0].amount, OUT);
    assert_true(text_eq(b.transfers[0].id, last_id(h)));
    const struct remittance r = last(h);
    assert_true(hash_eq(&r.batch, &rows[0].effect.key));
    assert_int_equal(house_rows(h, EFFECT_PLANNED, &rows), 0); /* no letter */
}

static void test_remit_statement_tells_all_of_it(void **state) {
    struct house *h = *state;
    struct text json, csv;
    struct statement s;
    pay(h);
    now(h);
    const struct remittance r = last(h);
    OK(h, documents_read(h->documents, &r.statement, &h->arena, &json, &h->st));
    OK(h, record_read(&statement_record, json, &h->arena, &s, &h->st));
    assert_int_equal(s.n_cases, 1);
    assert_int_equal(s.cases[0].number, FIRST_CASE);
    assert_true(text_is(s.cases[0].invoices, "A-1"));
    assert_true(text_is(s.cases[0].debtor, "Kari Prøve"));
    assert_int_equal(s.sum.principal, 45247);
    assert_int_equal(s.sum.interest, 953);
    assert_int_equal(s.sum.agency, SHARE);
    assert_int_equal(s.brought, 0);
    assert_int_equal(s.paid_out, OUT);
    ore debit = 0, credit = 0, lines = 0;
    for (uint32_t i = 0; i < s.n_bookings; i++) {
        debit += s.bookings[i].debit;
        credit += s.bookings[i].credit;
    }
    assert_int_equal(debit, credit);
    assert_int_equal(debit, HELD);
    struct letter_line *rows;
    const uint32_t n = statement_lines(&s, &h->arena, &rows);
    for (uint32_t i = 0; i < n; i++) {
        lines += rows[i].amount;
    }
    assert_int_equal(lines, OUT);
    OK(h, documents_read(h->documents, &r.sheet, &h->arena, &csv, &h->st));
    assert_non_null(strstr(arena_cstr(&h->arena, csv),
                           "100000001;\"A-1\";\"Kari Prøve\";452,47;9,53;0,00;0,00;0,00;38,00\r\n"));
    assert_non_null(strstr(arena_cstr(&h->arena, csv), "SUM;"));
}

static void test_remit_now_settles_nothing_twice(void **state) {
    struct house *h = *state;
    uint32_t n = 9;
    pay(h);
    now(h);
    OK(h, remit_now(&h->e, 0, &n, &h->st));
    assert_int_equal(n, 0);
    assert_int_equal(settled(h), 1);
}

static void test_remit_needs_somebody_who_pays(void **state) {
    struct house *h = *state;
    uint32_t n = 0;
    pay(h);
    h->config.payout_plugin = (struct text){NULL, 0};
    FAILS(h, STATUS_REFUSED, "[channels] payout", remit_now(&h->e, 0, &n, &h->st));
    house_day(h, "2026-04-07");
    OK(h, remit_day(&h->e, &h->st));
    assert_int_equal(settled(h), 0);
}

/* ---- when ------------------------------------------------------------------------------------ */

static uint32_t settled_on(struct house *h, const char *iso) {
    house_day(h, iso);
    OK(h, remit_day(&h->e, &h->st));
    return settled(h);
}

/* First money on 3 March; 14 days later is Tuesday the 17th. */
static void test_remit_day_waits_for_the_agreed_day(void **state) {
    struct house *h = *state;
    pay(h);
    assert_int_equal(settled_on(h, "2026-03-16"), 0);
    assert_int_equal(settled_on(h, "2026-03-17"), 1);
    (void)house_take(h, a_payment("p2", kid_of(h, FIRST_CASE), 10000, h->e.today));
    OK(h, remit_day(&h->e, &h->st)); /* once a day */
    assert_int_equal(settled(h), 1);
    /* 17 + 14 is 31 March, a Tuesday before Easter. */
    assert_int_equal(settled_on(h, "2026-03-30"), 1);
    assert_int_equal(settled_on(h, "2026-03-31"), 2);
    house_whole(h);
}

/* Counted from Friday 20 March: 14 days later is Good Friday, so the Wednesday before. */
static void test_remit_day_comes_before_holidays_not_after(void **state) {
    struct house *h = *state;
    house_day(h, "2026-03-20");
    pay(h);
    assert_int_equal(settled_on(h, "2026-03-31"), 0);
    assert_int_equal(settled_on(h, "2026-04-01"), 1);
}

/* An office that was closed on the day settles on the next bank day. */
static void test_remit_day_makes_up_for_a_day_that_was_missed(void **state) {
    struct house *h = *state;
    pay(h);
    assert_int_equal(settled_on(h, "2026-03-21"), 0); /* Saturday */
    assert_int_equal(settled_on(h, "2026-03-23"), 1);
}

static void test_remit_day_waits_for_the_least_amount(void **state) {
    struct house *h = *state;
    house_import(h, TERMS "payout_min = 423,63\n", true);
    pay(h); /* gives 423,62 */
    assert_int_equal(settled_on(h, "2026-03-17"), 0);
    expect(h, (const ore[ACCOUNTS]){[ACCOUNT_CLIENT_BANK] = 50000,
        [ACCOUNT_CREDITOR_PAYABLE] = -HELD, [ACCOUNT_AGENCY_SHARE] = -SHARE});
    house_import(h, TERMS "payout_min = 423,62\n", true);
    assert_int_equal(settled_on(h, "2026-03-18"), 1);
}

static void test_remit_takes_creditors_by_organisation_number(void **state) {
    struct house *h = *state;
    struct incoming claim = a_claim("B-1", OLA, 50000);
    int64_t id = 0;
    int32_t number = 0;
    struct remittance *rows;
    uint32_t n = 0;
    claim.creditor_org = BAKKEN;
    assert_int_equal(house_take(h, claim), TAKEN_NEW);
    OK(h, invoice_find(h->e.db, h->e.creditors[1].id, TEXT("B-1"), &id, &number, &h->st));
    (void)house_take(h, a_payment("p9", kid_of(h, id), 20000, h->e.today));
    pay(h);
    OK(h, remit_now(&h->e, 0, &n, &h->st));
    assert_int_equal(n, 2);
    const struct remit_filter f = {0};
    OK(h, remittances_list(h->e.db, &f, &h->arena, &rows, &n, &h->st));
    assert_int_equal(rows[0].creditor, h->e.creditors[0].id);
    assert_int_equal(rows[1].creditor, h->e.creditors[1].id);
    assert_true(hash_eq(&rows[0].batch, &rows[1].batch)); /* one file for the bank */
    house_whole(h);
}

/* ---- the bank's word ------------------------------------------------------------------------- */

static void test_bank_paid(void **state) {
    struct house *h = *state;
    pay(h);
    now(h);
    assert_int_equal(said(h, FACT_PAYOUT_CONFIRMED, OUT, last_id(h)), TAKEN_NEW);
    assert_int_equal(on_account(h, ACCOUNT_PAYOUT_UNDERWAY), 0);
    assert_int_equal(on_account(h, ACCOUNT_CLIENT_BANK), 0);
    assert_int_equal(last(h).state, REMIT_SETTLED);
    /* The same news in another file changes nothing. */
    assert_int_equal(said(h, FACT_PAYOUT_CONFIRMED, 0, last_id(h)), TAKEN_DUPLICATE);
    assert_int_equal(on_account(h, ACCOUNT_CLIENT_BANK), 0);
    house_whole(h);
}

static void test_bank_refused_is_paid_with_the_next_settlement(void **state) {
    struct house *h = *state;
    pay(h);
    now(h);
    assert_int_equal(said(h, FACT_PAYOUT_FAILED, OUT, last_id(h)), TAKEN_NEW);
    assert_int_equal(last(h).state, REMIT_REOPENED);
    assert_true(house_task(h, 0, "payout_failed"));
    expect(h, (const ore[ACCOUNTS]){[ACCOUNT_CLIENT_BANK] = OUT,
        [ACCOUNT_CREDITOR_PAYABLE] = -OUT, [ACCOUNT_AGENCY_BANK] = SHARE + COMMISSION + VAT,
        [ACCOUNT_AGENCY_INCOME] = -(SHARE + COMMISSION), [ACCOUNT_VAT] = -VAT});
    house_whole(h);
    now(h); /* no commission a second time */
    assert_int_equal(last(h).amount, OUT);
    assert_int_equal(last(h).commission, 0);
    struct text json;
    struct statement s;
    const struct remittance r = last(h);
    OK(h, documents_read(h->documents, &r.statement, &h->arena, &json, &h->st));
    OK(h, record_read(&statement_record, json, &h->arena, &s, &h->st));
    assert_int_equal(s.brought, OUT);
    assert_int_equal(s.n_cases, 0);
    house_whole(h);
}

/* Paid, and sent back by the creditor's bank days later. */
static void test_bank_takes_back_what_it_paid(void **state) {
    struct house *h = *state;
    pay(h);
    now(h);
    (void)said(h, FACT_PAYOUT_CONFIRMED, OUT, last_id(h));
    assert_int_equal(said(h, FACT_PAYOUT_FAILED, OUT, last_id(h)), TAKEN_NEW);
    assert_int_equal(on_account(h, ACCOUNT_CLIENT_BANK), OUT);
    assert_int_equal(on_account(h, ACCOUNT_CREDITOR_PAYABLE), -OUT);
    assert_int_equal(on_account(h, ACCOUNT_PAYOUT_UNDERWAY), 0);
    house_whole(h);
}

/* As a file brings it: once, whatever is read again. */
static void test_bank_word_comes_in_as_any_record(void **state) {
    struct house *h = *state;
    pay(h);
    now(h);
    struct incoming in = {.kind = FACT_PAYOUT_CONFIRMED, .key = last_id(h), .amount = OUT,
        .account = CLIENT_ACCOUNT, .booked = h->e.today, .reference = TEXT("b-1"), .line = 1};
    in.source_id = in.key;
    assert_int_equal(house_take(h, in), TAKEN_NEW);
    const int64_t steps = h->e.head.id;
    assert_int_equal(house_take(h, in), TAKEN_DUPLICATE);
    assert_int_equal(h->e.head.id, steps);
    in.reference = TEXT("b-2"); /* told in other words */
    assert_int_equal(house_take(h, in), TAKEN_DUPLICATE);
    assert_int_equal(on_account(h, ACCOUNT_CLIENT_BANK), 0);
    house_whole(h);
}

/* Nothing moves, and a person is told. */
static void test_bank_says_what_we_do_not_know(void **state) {
    struct house *h = *state;
    static const char *const strange[] = {"KRAV0000000001", "KRAV9999999999", "KRAV1", "", "X",
        "KRAV000000000a", "krav0000000012", "KRAV00000000012"};
    pay(h);
    now(h);
    for (size_t i = 0; i < sizeof strange / sizeof strange[0]; i++) {
        assert_int_equal(said(h, FACT_PAYOUT_CONFIRMED, OUT, text_of(strange[i])),
                         TAKEN_UNMATCHED);
    }
    assert_true(house_task(h, 0, "payout_unknown"));
    assert_int_equal(said(h, FACT_PAYOUT_CONFIRMED, OUT - 1, last_id(h)), TAKEN_UNMATCHED);
    assert_true(house_task(h, 0, "payout_amount"));
    assert_int_equal(last(h).state, REMIT_UNDERWAY);
    assert_int_equal(on_account(h, ACCOUNT_CLIENT_BANK), OUT);
    (void)said(h, FACT_PAYOUT_FAILED, OUT, last_id(h));
    assert_int_equal(said(h, FACT_PAYOUT_CONFIRMED, OUT, last_id(h)), TAKEN_UNMATCHED);
    assert_true(house_task(h, 0, "payout_twice"));
    house_whole(h);
}

/* ---- agreements ------------------------------------------------------------------------------ */

static void test_agreement_import_reads_how_to_settle(void **state) {
    struct house *h = *state;
    house_import(h, "[agreement 311758489]\nfrom = 2026-01-01\nlevel = normal\ncommission = 7,5\n"
                    "payout_every = 7\npayout_min = 100\nvat = not_deducted\n", true);
    const struct agreement *a =
        engine_agreement(&h->e, h->e.creditors[0].id, (struct text){NULL, 0}, h->e.today);
    assert_int_equal(a->commission_bp, 750);
    assert_int_equal(a->payout_every, 7);
    assert_int_equal(a->payout_min, 10000);
    assert_false(a->vat_deducted);
    a = engine_agreement(&h->e, h->e.creditors[1].id, (struct text){NULL, 0}, h->e.today);
    assert_int_equal(a->commission_bp, 0);
    assert_int_equal(a->payout_every, 14);
    assert_true(a->vat_deducted);
}

static void test_agreement_import_refuses_what_cannot_be_settled(void **state) {
    struct house *h = *state;
    static const char *const bad[] = {"commission = 100,01", "commission = -1", "commission = x",
        "payout_every = 0", "payout_every = 32", "payout_min = -1", "vat = maybe"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct faults faults;
        struct conf conf;
        uint32_t n = 0;
        faults_init(&faults, &h->arena, 20);
        const struct text ini = arena_printf(&h->arena, "[agreement 311758489]\n"
                                             "from = 2026-01-01\nlevel = normal\n%s\n", bad[i]);
        OK(h, conf_parse(ini, "t.ini", &h->arena, &faults, &conf));
        assert_int_equal(book_import_agreements(&h->e, &conf, &n, &faults, &h->st),
                         STATUS_INVALID);
        assert_int_equal(faults.n, 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_remit_now_makes_every_posting),
        TEST(test_remit_now_promises_the_batch_it_kept),
        TEST(test_remit_statement_tells_all_of_it),
        TEST(test_remit_now_settles_nothing_twice),
        TEST(test_remit_needs_somebody_who_pays),
        TEST(test_remit_day_waits_for_the_agreed_day),
        TEST(test_remit_day_comes_before_holidays_not_after),
        TEST(test_remit_day_makes_up_for_a_day_that_was_missed),
        TEST(test_remit_day_waits_for_the_least_amount),
        TEST(test_remit_takes_creditors_by_organisation_number),
        TEST(test_bank_paid),
        TEST(test_bank_refused_is_paid_with_the_next_settlement),
        TEST(test_bank_takes_back_what_it_paid),
        TEST(test_bank_word_comes_in_as_any_record),
        TEST(test_bank_says_what_we_do_not_know),
        TEST(test_agreement_import_reads_how_to_settle),
        TEST(test_agreement_import_refuses_what_cannot_be_settled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
