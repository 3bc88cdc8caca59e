/* test_purses.c - a department that is settled apart: its own statement, transfer and terms, beside
 * the creditor's settlement of all the others. */
#include "unit/engine/remit_desk.h"

#define NORD "61050659274"
#define NORD_TERMS                                                                                 \
    "[agreement 311758489/Nord]\nfrom = 2026-01-01\nlevel = normal\nletter_fee_owner = agency\n"
#define APART NORD_TERMS "account = " NORD "\ncommission = 10,00\npayout_every = 7\n"

/* Principal alone comes in: nothing is due for more than its day, and no letter went out. */
static int64_t owed_to(struct house *h, const char *department, const char *invoice, ore amount) {
    struct incoming claim = a_claim(invoice, OLA, amount);
    int64_t id = 0;
    int32_t number = 0;
    claim.department = text_of(department);
    assert_int_equal(house_take(h, claim), TAKEN_NEW);
    OK(h, invoice_find(h->e.db, h->e.creditors[0].id, text_of(invoice), &id, &number, &h->st));
    return id;
}

static void paid(struct house *h, int64_t id, const char *name, ore amount) {
    assert_int_equal(house_take(h, a_payment(name, kid_of(h, id), amount, h->e.today)), TAKEN_NEW);
}

static struct client_money money_in(struct house *h, const char *department) {
    struct client_money m;
    const int64_t creditor = h->e.creditors[0].id;
    OK(h, client_money_of(h->e.db, creditor, engine_purse(&h->e, creditor, text_of(department)),
                          &m, &h->st));
    return m;
}

static struct remit_plan plan_of(struct house *h, const char *department) {
    struct remit_plan p;
    const struct client_money m = money_in(h, department);
    OK(h, remit_look(&h->e, &m, &h->arena, &p, &h->st));
    return p;
}

static struct statement statement_of(struct house *h, const struct remittance *r) {
    struct text json;
    struct statement s;
    OK(h, documents_read(h->documents, &r->statement, &h->arena, &json, &h->st));
    OK(h, record_read(&statement_record, json, &h->arena, &s, &h->st));
    return s;
}

static uint32_t rows_of(struct house *h, struct remittance **rows) {
    const struct remit_filter f = {0};
    uint32_t n = 0;
    OK(h, remittances_list(h->e.db, &f, &h->arena, rows, &n, &h->st));
    return n;
}

/* ---- opening --------------------------------------------------------------------------------- */

static void test_a_department_without_terms_has_no_purse(void **state) {
    struct house *h = *state;
    house_import(h, NORD_TERMS, true);
    assert_int_equal(h->e.n_purses, 0);
    paid(h, owed_to(h, "Nord", "N-1", 50000), "n1", 20000);
    pay(h);
    now(h); /* one settlement, of both */
    assert_int_equal(last(h).purse, 0);
    house_whole(h);
}

static void test_any_term_of_its_own_opens_one(void **state) {
    struct house *h = *state;
    static const char *const own[] = {"account = " NORD, "commission = 0", "payout_every = 14",
        "payout_min = 0", "vat = deducted"};
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        const struct text ini = arena_printf(&h->arena, "[agreement 311758489/D%d]\n"
            "from = 2026-01-01\nlevel = normal\n%s\n", (int)i, own[i]);
        house_import(h, ini.ptr, true);
        assert_int_equal(h->e.n_purses, i + 1);
    }
    house_import(h, APART, true);
    house_import(h, APART, true); /* said again */
    assert_int_equal(h->e.n_purses, 6);
    house_whole(h);
}

/* Terms of a later day open it on that day, and not before. */
static void test_a_purse_opens_with_its_terms(void **state) {
    struct house *h = *state;
    house_import(h, "[agreement 311758489/Nord]\nfrom = 2026-03-05\nlevel = normal\n"
                    "account = " NORD "\n", true);
    OK(h, remit_open_purses(&h->e, &h->st));
    assert_int_equal(h->e.n_purses, 0);
    house_day(h, "2026-03-04");
    OK(h, remit_open_purses(&h->e, &h->st));
    assert_int_equal(h->e.n_purses, 0);
    house_day(h, "2026-03-05");
    OK(h, remit_open_purses(&h->e, &h->st));
    assert_int_equal(h->e.n_purses, 1);
    house_whole(h);
}

static void test_an_account_must_be_one_and_a_departments(void **state) {
    struct house *h = *state;
    static const char *const bad[] = {"311758489]\naccount = " NORD, "311758489/Nord]\naccount = 1"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct faults faults;
        struct conf conf;
        uint32_t n = 0;
        faults_init(&faults, &h->arena, 20);
        const struct text ini = arena_printf(&h->arena, "[agreement %s\nfrom = 2026-01-01\n"
                                             "level = normal\n", bad[i]);
        OK(h, conf_parse(ini, "t.ini", &h->arena, &faults, &conf));
        assert_int_equal(book_import_agreements(&h->e, &conf, &n, &faults, &h->st),
                         STATUS_INVALID);
        assert_int_equal(faults.n, 1);
    }
}

/* ---- settling -------------------------------------------------------------------------------- */

/* 200,00 for Nord by its own 10 %: 20,00 and 5,00 VAT are ours.  Sør goes with the creditor. */
static void test_a_department_gets_its_own_settlement(void **state) {
    struct house *h = *state;
    struct remittance *rows;
    uint32_t n = 0;
    house_import(h, APART, true);
    paid(h, owed_to(h, "Nord", "N-1", 50000), "n1", 20000);
    paid(h, owed_to(h, "Sør", "S-1", 50000), "s1", 10000);
    pay(h);
    assert_int_equal(money_in(h, "Nord").held, 20000);
    assert_int_equal(money_in(h, "").held, HELD + 10000);
    OK(h, remit_now(&h->e, 0, &n, &h->st));
    assert_int_equal(n, 2);
    assert_int_equal(rows_of(h, &rows), 2);
    const struct statement whole = statement_of(h, &rows[0]), nord = statement_of(h, &rows[1]);
    assert_int_equal(whole.n_cases, 2);
    assert_true(text_is(whole.account, "15942287248"));
    assert_int_equal(whole.department.len, 0);
    assert_int_equal(nord.n_cases, 1);
    assert_true(text_is(nord.account, NORD));
    assert_true(text_is(nord.department, "Nord"));
    assert_int_equal(nord.commission, 2000);
    assert_int_equal(nord.vat, 500);
    assert_int_equal(nord.paid_out, 17500);
    assert_int_equal(rows[1].amount, 17500);
    struct buf b;
    buf_init(&b, 1u << 16);
    statement_body(&nord, &h->arena, &b);
    assert_non_null(strstr(arena_cstr(&h->arena, buf_text(&b)), "for dere, avdeling Nord, til og"));
    buf_fini(&b);
    assert_int_equal(money_in(h, "Nord").held, 0);
    assert_int_equal(money_in(h, "").held, 0);
    house_whole(h);
}

static void test_each_purse_is_a_transfer_of_one_batch(void **state) {
    struct house *h = *state;
    struct outbox_row *rows;
    struct text json;
    struct batch b;
    uint32_t n = 0;
    house_import(h, APART, true);
    paid(h, owed_to(h, "Nord", "N-1", 50000), "n1", 20000);
    pay(h);
    OK(h, remit_now(&h->e, h->e.creditors[0].id, &n, &h->st));
    assert_int_equal(n, 2);
    const struct outbox_filter f = {.kind = EFFECT_PAYOUT, .state = EFFECT_PLANNED,
        .today = h->e.today, .n_max = 9};
    OK(h, outbox_ready(h->e.db, &f, &h->arena, &rows, &n, &h->st));
    assert_int_equal(n, 1);
    OK(h, documents_read(h->documents, &rows[0].content, &h->arena, &json, &h->st));
    OK(h, record_read(&batch_record, json, &h->arena, &b, &h->st));
    assert_int_equal(b.n_transfers, 2);
    assert_int_equal(b.sum, OUT + 17500);
    assert_true(text_is(b.transfers[0].to_account, "15942287248"));
    assert_true(text_is(b.transfers[1].to_account, NORD));
    assert_non_null(strstr(arena_cstr(&h->arena, b.transfers[1].message), ", avdeling Nord"));
    house_whole(h);
}

/* Each has its own rhythm: Nord after seven days, the creditor after fourteen. */
static void test_each_purse_has_its_own_day(void **state) {
    struct house *h = *state;
    struct remittance *rows;
    house_import(h, APART "payout_min = 150\n", true);
    const int64_t nord = owed_to(h, "Nord", "N-1", 50000);
    paid(h, nord, "n1", 20000);
    pay(h);
    house_day(h, "2026-03-09");
    OK(h, remit_day(&h->e, &h->st));
    assert_int_equal(settled(h), 0);
    house_day(h, "2026-03-10");
    OK(h, remit_day(&h->e, &h->st));
    assert_int_equal(rows_of(h, &rows), 1);
    assert_int_equal(rows[0].purse, engine_purse(&h->e, rows[0].creditor, TEXT("Nord")));
    paid(h, nord, "n2", 15000); /* 131,25 to pay: below the least that Nord wants */
    house_day(h, "2026-03-17");
    OK(h, remit_day(&h->e, &h->st));
    assert_int_equal(rows_of(h, &rows), 2);
    assert_int_equal(rows[1].purse, 0);
    house_whole(h);
}

/* What it leaves out is as with the creditor: 5 % here, and the creditor's account. */
static void test_what_is_left_out_is_the_creditors(void **state) {
    struct house *h = *state;
    house_import(h, NORD_TERMS "payout_every = 7\n", true);
    paid(h, owed_to(h, "Nord", "N-1", 50000), "n1", 20000);
    const struct remit_plan p = plan_of(h, "Nord");
    assert_int_equal(p.event.commission, 1000);
    assert_int_equal(p.terms.payout_every, 7);
    assert_true(text_is(p.statement.account, "15942287248"));
    assert_true(text_is(p.statement.department, "Nord"));
}

/* A purse is never closed: without terms of its own it is settled by the creditor's. */
static void test_terms_that_end_leave_the_purse(void **state) {
    struct house *h = *state;
    house_import(h, APART, true);
    house_import(h, "[agreement 311758489/Nord]\nfrom = 2026-03-03\nlevel = normal\n", true);
    paid(h, owed_to(h, "Nord", "N-1", 50000), "n1", 20000);
    const struct remit_plan p = plan_of(h, "Nord");
    assert_int_equal(p.money.held, 20000);
    assert_int_equal(p.event.commission, 1000);
    assert_true(text_is(p.statement.account, "15942287248"));
    house_whole(h);
}

/* What came before goes with the creditor's; what comes after with the department's own. */
static void test_a_purse_counts_from_where_it_was_opened(void **state) {
    struct house *h = *state;
    const int64_t nord = owed_to(h, "Nord", "N-1", 50000);
    paid(h, nord, "n1", 10000);
    house_import(h, APART, true);
    paid(h, nord, "n2", 20000);
    assert_int_equal(money_in(h, "").held, 10000);
    assert_int_equal(money_in(h, "Nord").held, 20000);
    assert_int_equal(plan_of(h, "").n_payments, 1);
    assert_int_equal(plan_of(h, "Nord").n_payments, 1);
    house_whole(h);
}

/* ---- trouble --------------------------------------------------------------------------------- */

/* Nord owes for itself: the creditor's money stands, and goes out whole. */
static void test_a_department_that_was_paid_too_much_owes_it_itself(void **state) {
    struct house *h = *state;
    uint32_t n = 0;
    house_import(h, APART, true);
    const int64_t nord = owed_to(h, "Nord", "N-1", 50000);
    paid(h, nord, "n1", 20000);
    OK(h, remit_now(&h->e, 0, &n, &h->st));
    pay(h);
    struct incoming back = a_payment("r1", kid_of(h, nord), -20000, h->e.today);
    back.kind = FACT_PAYMENT_REVERSED;
    assert_int_equal(house_take(h, back), TAKEN_NEW);
    assert_int_equal(money_in(h, "Nord").owes, 20000);
    assert_int_equal(money_in(h, "").owes, 0);
    assert_int_equal(money_in(h, "").held, HELD);
    assert_int_equal(plan_of(h, "").event.amount, OUT);
    house_whole(h);
    paid(h, nord, "n2", 30000); /* 300,00 less 10,00 and 2,50 of what came to stay, and the 200,00 */
    const struct remit_plan p = plan_of(h, "Nord");
    assert_int_equal(p.event.amount, 8750);
    assert_int_equal(p.event.over, 20000);
    OK(h, remit_now(&h->e, 0, &n, &h->st));
    assert_int_equal(n, 2);
    assert_int_equal(money_in(h, "Nord").owes, 0);
    house_whole(h);
}

/* The bank's no brings the money back to the purse it came from. */
static void test_a_payout_that_fails_is_owed_to_the_department(void **state) {
    struct house *h = *state;
    house_import(h, APART, true);
    paid(h, owed_to(h, "Nord", "N-1", 50000), "n1", 20000);
    now(h);
    assert_int_equal(said(h, FACT_PAYOUT_FAILED, 17500, last_id(h)), TAKEN_NEW);
    assert_int_equal(money_in(h, "Nord").held, 17500);
    assert_int_equal(money_in(h, "").held, 0);
    house_whole(h);
    now(h);
    assert_int_equal(last(h).amount, 17500); /* no commission a second time */
    assert_int_equal(said(h, FACT_PAYOUT_CONFIRMED, 17500, last_id(h)), TAKEN_NEW);
    house_whole(h);
}

/* ---- verify ---------------------------------------------------------------------------------- */

static void finds(struct house *h, const char *sql, const char *word) {
    struct verified v;
    house_raw(h, sql);
    const char *faults = house_faults(h, &v);
    if (strstr(faults, word) == NULL) {
        fail_msg("no \"%s\" in: %s", word, faults);
    }
}

static void with_money(struct house *h) {
    house_import(h, APART, true);
    paid(h, owed_to(h, "Nord", "N-1", 50000), "n1", 20000);
    pay(h);
    house_whole(h);
}

static void test_verify_finds_money_in_the_wrong_purse(void **state) {
    struct house *h = *state;
    with_money(h);
    finds(h, "DROP TRIGGER posting_sets_no_update; UPDATE posting_sets SET purse = 0",
          "its ledger is not what its journal says");
}

static void test_verify_finds_a_cache_that_differs(void **state) {
    struct house *h = *state;
    with_money(h);
    finds(h, "UPDATE client_money SET balance = balance - 1 WHERE purse <> 0",
          "client money is kept as");
}

static void test_verify_finds_a_settlement_of_another_purse(void **state) {
    struct house *h = *state;
    uint32_t n = 0;
    with_money(h);
    OK(h, remit_now(&h->e, 0, &n, &h->st));
    house_whole(h);
    finds(h, "UPDATE remittances SET purse = 0", "is not what its step posted");
}

/* Bakken's money in Fjord's purse. */
static void test_verify_finds_a_purse_of_another_creditor(void **state) {
    struct house *h = *state;
    with_money(h);
    finds(h, "DROP TRIGGER posting_sets_no_update; UPDATE posting_sets SET purse = 1 WHERE purse = 0",
          "which its creditor does not have");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_a_department_without_terms_has_no_purse),
        TEST(test_any_term_of_its_own_opens_one),
        TEST(test_a_purse_opens_with_its_terms),
        TEST(test_an_account_must_be_one_and_a_departments),
        TEST(test_a_department_gets_its_own_settlement),
        TEST(test_each_purse_is_a_transfer_of_one_batch),
        TEST(test_each_purse_has_its_own_day),
        TEST(test_what_is_left_out_is_the_creditors),
        TEST(test_terms_that_end_leave_the_purse),
        TEST(test_a_purse_counts_from_where_it_was_opened),
        TEST(test_a_department_that_was_paid_too_much_owes_it_itself),
        TEST(test_a_payout_that_fails_is_owed_to_the_department),
        TEST(test_verify_finds_money_in_the_wrong_purse),
        TEST(test_verify_finds_a_cache_that_differs),
        TEST(test_verify_finds_a_settlement_of_another_purse),
        TEST(test_verify_finds_a_purse_of_another_creditor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
