/* test_refund.c - money that is not ours goes back: to the bank, its word, and back again. */
#include "unit/engine/undo_desk.h"

static bool chain_says(struct house *h, const char *word) {
    bool found = false;
    sqlite3 *raw = NULL;
    sqlite3_stmt *q = NULL;
    assert_int_equal(sqlite3_open(h->db, &raw), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(raw, "SELECT 1 FROM steps WHERE instr(body, ?) > 0", -1,
                                        &q, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_bind_text(q, 1, word, -1, SQLITE_STATIC), SQLITE_OK);
    found = sqlite3_step(q) == SQLITE_ROW;
    (void)sqlite3_finalize(q);
    (void)sqlite3_close(raw);
    return found;
}

/* ---- refunds --------------------------------------------------------------------------------- */

static void test_what_was_overpaid_goes_back(void **state) {
    struct house *h = *state;
    overpay(h, "p1", 200000);
    const ore over = house_case(h, FIRST_CASE)->overpaid;
    assert_true(over > 90000);
    assert_true(house_task(h, FIRST_CASE, "overpaid"));
    const int64_t step =
        tell(h, (struct tell){.case_id = FIRST_CASE, .what = TEXT("refund")}).step.step;
    assert_false(house_task(h, FIRST_CASE, "overpaid"));
    assert_int_equal(on_account(h, ACCOUNT_OVERPAID), 0);
    assert_int_equal(refund_row(h, step).way, REFUND_WAY_PLANNED);
    house_whole(h);
    OK(h, refund_day(&h->e, &h->st));
    assert_int_equal(refund_row(h, step).way, REFUND_WAY_UNDERWAY);
    assert_int_equal(on_account(h, ACCOUNT_PAYOUT_UNDERWAY), -over);
    OK(h, refund_day(&h->e, &h->st)); /* once */
    struct outbox_row row;
    struct text batch;
    const struct hash key = refund_row(h, step).batch;
    OK(h, outbox_get(h->e.db, &key, &h->arena, &row, &h->st));
    OK(h, documents_read(h->documents, &row.content, &h->arena, &batch, &h->st));
    assert_non_null(strstr(arena_cstr(&h->arena, batch), "86011117947"));
    assert_non_null(strstr(arena_cstr(&h->arena, batch), "Per Betaler"));
    assert_false(chain_says(h, "86011117947"));
    house_whole(h);
    assert_int_equal(house_compose(h), 1); /* the debtor is told */
    assert_int_equal(bank(h, FACT_PAYOUT_CONFIRMED, step, over), TAKEN_NEW);
    assert_int_equal(on_account(h, ACCOUNT_PAYOUT_UNDERWAY), 0);
    assert_int_equal(case_refund(house_case(h, FIRST_CASE))->state, REFUND_SETTLED);
    house_whole(h);
}

static void test_a_refund_that_comes_back_goes_to_another_account(void **state) {
    struct house *h = *state;
    overpay(h, "p1", 200000);
    const ore over = house_case(h, FIRST_CASE)->overpaid;
    int64_t step =
        tell(h, (struct tell){.case_id = FIRST_CASE, .what = TEXT("refund")}).step.step;
    assert_int_equal(bank(h, FACT_PAYOUT_CONFIRMED, step, over), TAKEN_UNMATCHED); /* not asked */
    OK(h, refund_day(&h->e, &h->st));
    assert_int_equal(bank(h, FACT_PAYOUT_CONFIRMED, step, over - 1), TAKEN_UNMATCHED);
    house_day(h, "2026-03-04");
    assert_int_equal(bank(h, FACT_PAYOUT_FAILED, step, over), TAKEN_NEW);
    assert_int_equal(house_case(h, FIRST_CASE)->overpaid, over);
    assert_true(house_task(h, FIRST_CASE, "refund_failed"));
    assert_int_equal(refund_row(h, step).way, REFUND_WAY_REOPENED);
    house_whole(h);
    step = tell(h, (struct tell){.case_id = FIRST_CASE, .what = TEXT("refund"),
                                 .account = TEXT("15942287248"), .amount = 100}).step.step;
    assert_int_equal(refund_row(h, step).amount, 100);
    assert_int_equal(house_case(h, FIRST_CASE)->overpaid, over - 100);
    OK(h, refund_day(&h->e, &h->st));
    house_whole(h);
}

static void test_refunds_are_judged(void **state) {
    struct house *h = *state;
    const struct tell refund = {.case_id = FIRST_CASE, .what = TEXT("refund")};
    refused(h, "Nothing was paid", refund);
    (void)house_take(h, a_payment("p1", kid_of(h, FIRST_CASE), 200000, h->e.today));
    refused(h, "--account", refund); /* the bank did not say whose it was */
    struct tell much = refund;
    much.account = PAYER;
    much.amount = house_case(h, FIRST_CASE)->overpaid + 1;
    refused(h, "More than was overpaid", much);
    struct tell wrong = refund;
    struct told out;
    wrong.account = TEXT("86011117948");
    FAILS(h, STATUS_INVALID, "--account", house_say(h, wrong, &out));
    h->config.payout_plugin = (struct text){NULL, 0};
    refused(h, "payout: missing", much);
    house_whole(h);
}

static void test_the_act_of_2026_sends_it_back_at_once(void **state) {
    struct house *h = *state;
    h->config.acts.of[NEW_26_PAYOUT].from = on("2026-01-01");
    engine_close(&h->e);
    house_open(h, DB_WRITE);
    OK(h, engine_load_rules(&h->e, &h->st));
    overpay(h, "p1", 200000);
    assert_int_equal(house_case(h, FIRST_CASE)->overpaid, 0);
    assert_non_null(case_refund(house_case(h, FIRST_CASE)));
    assert_false(house_task(h, FIRST_CASE, "overpaid"));
    house_whole(h);
}

static void test_a_refunded_payment_that_bounces_is_our_loss(void **state) {
    struct house *h = *state;
    overpay(h, "p1", 200000);
    const ore over = house_case(h, FIRST_CASE)->overpaid;
    const int64_t step =
        tell(h, (struct tell){.case_id = FIRST_CASE, .what = TEXT("refund")}).step.step;
    OK(h, refund_day(&h->e, &h->st));
    assert_int_equal(bank(h, FACT_PAYOUT_CONFIRMED, step, over), TAKEN_NEW);
    (void)house_take(h, a_payment("r1", kid_of(h, FIRST_CASE), -200000, h->e.today));
    assert_int_equal(on_account(h, ACCOUNT_AGENCY_BANK), -over);
    assert_int_equal(on_account(h, ACCOUNT_OVERPAID), 0);
    assert_true(house_task(h, FIRST_CASE, "refund_lost"));
    house_whole(h);
}

/* ---- money that no case knows ---------------------------------------------------------------- */

static int64_t waiting(struct house *h, const char *id, struct text payer) {
    struct waiting_row *rows;
    uint32_t n = 0;
    struct incoming in = a_payment(id, TEXT("9999"), 7700, h->e.today);
    in.payer_account = payer;
    assert_int_equal(house_take(h, in), TAKEN_UNMATCHED);
    OK(h, waiting_list(h->e.db, &h->arena, &rows, &n, &h->st));
    return rows[n - 1].id;
}

static void test_money_without_a_case_goes_back(void **state) {
    struct house *h = *state;
    const int64_t no = waiting(h, "p1", PAYER);
    OK(h, refund_waiting(&h->e, no, (struct text){NULL, 0}, TEXT("kari"), &h->arena, &h->st));
    const int64_t step = h->e.head.id;
    assert_int_equal(on_account(h, ACCOUNT_SUSPENSE), 0);
    assert_int_equal(on_account(h, ACCOUNT_PAYOUT_UNDERWAY), -7700);
    OK(h, refund_day(&h->e, &h->st));
    house_whole(h);
    assert_int_equal(bank(h, FACT_PAYOUT_FAILED, step, 7700), TAKEN_NEW);
    assert_int_equal(on_account(h, ACCOUNT_SUSPENSE), -7700);
    house_whole(h);
    OK(h, refund_waiting(&h->e, no, PAYER, TEXT("kari"), &h->arena, &h->st)); /* it waits again */
    const int64_t again = h->e.head.id;
    OK(h, refund_day(&h->e, &h->st));
    house_day(h, "2026-03-04");
    assert_int_equal(bank(h, FACT_PAYOUT_CONFIRMED, again, 7700), TAKEN_NEW);
    assert_int_equal(on_account(h, ACCOUNT_CLIENT_BANK), 0);
    house_whole(h);
}

static void test_money_of_nobody_known_needs_an_account(void **state) {
    struct house *h = *state;
    const int64_t no = waiting(h, "p1", (struct text){NULL, 0});
    FAILS(h, STATUS_REFUSED, "--account",
          refund_waiting(&h->e, no, (struct text){NULL, 0}, TEXT("kari"), &h->arena, &h->st));
    FAILS(h, STATUS_NOT_FOUND, "", refund_waiting(&h->e, no + 1, PAYER, TEXT("kari"), &h->arena,
                                                  &h->st));
    OK(h, refund_waiting(&h->e, no, PAYER, TEXT("kari"), &h->arena, &h->st));
    house_whole(h);
}

static void test_a_batch_that_is_refused_has_to_go_back_anew(void **state) {
    struct house *h = *state;
    uint32_t n = 0;
    OK(h, refund_waiting(&h->e, waiting(h, "p1", PAYER), PAYER, TEXT("kari"), &h->arena, &h->st));
    const int64_t step = h->e.head.id;
    OK(h, refund_day(&h->e, &h->st));
    const struct hash batch = refund_row(h, step).batch;
    OK(h, engine_chunk_begin(&h->e, &h->st));
    OK(h, refund_refused(&h->e, &batch, TEXT("bank"), &h->arena, &n, &h->st));
    OK(h, engine_chunk_commit(&h->e, &h->st));
    assert_int_equal(n, 1);
    assert_int_equal(refund_row(h, step).way, REFUND_WAY_REOPENED);
    assert_int_equal(on_account(h, ACCOUNT_SUSPENSE), -7700);
}

/* ---- verify ---------------------------------------------------------------------------------- */

static void expect_fault(struct house *h, const char *sql, const char *says) {
    struct verified v;
    house_raw(h, sql);
    const char *faults = house_faults(h, &v);
    if (strstr(faults, says) == NULL) {
        fail_msg("%s: no \"%s\" in: %s", sql, says, faults);
    }
}

static void test_verify_sees_a_refund_that_was_changed(void **state) {
    struct house *h = *state;
    overpay(h, "p1", 200000);
    (void)tell(h, (struct tell){.case_id = FIRST_CASE, .what = TEXT("refund")});
    OK(h, refund_day(&h->e, &h->st));
    expect_fault(h, "UPDATE refunds SET amount = amount + 1", "is not what its step posted");
    expect_fault(h, "UPDATE refunds SET amount = amount - 1, batch = NULL", "no payout is");
    expect_fault(h, "DELETE FROM refunds", "no refund says so");
}

/* A case that closes ends its tasks, but not this one; of what is left somebody is asked again. */
static void test_what_was_overpaid_is_asked_for_until_it_has_gone(void **state) {
    struct house *h = *state;
    (void)house_take(h, a_payment("p1", kid_of(h, FIRST_CASE), 200000, h->e.today));
    if (case_is_open(house_case(h, FIRST_CASE))) {
        OK(h, house_tell(h, FIRST_CASE, "close", "paid"));
    }
    assert_true(house_case(h, FIRST_CASE)->overpaid > 100);
    assert_true(house_task(h, FIRST_CASE, "overpaid"));
    house_whole(h);
    struct tell refund = {.case_id = FIRST_CASE, .what = TEXT("refund"), .account = PAYER,
        .amount = 100};
    (void)tell(h, refund);
    assert_true(house_task(h, FIRST_CASE, "overpaid"));
    house_whole(h);
    refund.amount = 0; /* all */
    (void)tell(h, refund);
    assert_int_equal(house_case(h, FIRST_CASE)->overpaid, 0);
    assert_false(house_task(h, FIRST_CASE, "overpaid"));
    house_whole(h);
}

static void test_what_was_overpaid_is_asked_for_after_the_creditors_end(void **state) {
    struct house *h = *state;
    (void)house_take(h, a_payment("p1", kid_of(h, FIRST_CASE), 200000, h->e.today));
    (void)house_claim(h, "A-9", KARI, 500000);
    const int64_t id = house_case(h, SECOND)->n_claims > 0 ? SECOND : FIRST_CASE;
    (void)house_take(h, a_payment("p2", kid_of(h, id), 900000, h->e.today));
    OK(h, house_tell(h, id, case_is_open(house_case(h, id)) ? "withdraw" : "note", "a mistake"));
    assert_false(case_is_open(house_case(h, id)));
    assert_true(house_task(h, id, "overpaid"));
    house_whole(h);
    expect_fault(h, "UPDATE tasks SET step = 0, done = 1 WHERE reason = 'overpaid'",
                 "nobody is asked to give them back");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_what_was_overpaid_goes_back),
        TEST(test_a_refund_that_comes_back_goes_to_another_account),
        TEST(test_refunds_are_judged),
        TEST(test_the_act_of_2026_sends_it_back_at_once),
        TEST(test_a_refunded_payment_that_bounces_is_our_loss),
        TEST(test_money_without_a_case_goes_back),
        TEST(test_money_of_nobody_known_needs_an_account),
        TEST(test_a_batch_that_is_refused_has_to_go_back_anew),
        TEST(test_verify_sees_a_refund_that_was_changed),
        TEST(test_what_was_overpaid_is_asked_for_until_it_has_gone),
        TEST(test_what_was_overpaid_is_asked_for_after_the_creditors_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
