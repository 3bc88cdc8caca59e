/* What comes in becomes facts: once, on the right case, in any order, and never lost. */
#include "unit/engine/house.h"

static struct incoming with_kid(struct incoming claim, const char *kid) {
    claim.foreign_kid = text_of(kid);
    return claim;
}

static uint32_t waiting(struct house *h) {
    struct waiting_row *rows;
    uint32_t n = 0;
    OK(h, waiting_list(h->e.db, &h->arena, &rows, &n, &h->st));
    return n;
}

static void test_intake_same_record_again_has_no_effect(void **state) {
    struct house *h = *state;
    const struct incoming claim = a_claim("5001", KARI, 125000);
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    const struct incoming paid = a_payment("p1", kid_of(h, id), 1000, h->e.today);
    assert_int_equal(house_take(h, paid), TAKEN_NEW);
    const int64_t head = h->e.head.id;
    struct incoming moved = claim;
    moved.line = 99; /* where it stands in a file is not what it is */
    assert_int_equal(house_take(h, moved), TAKEN_DUPLICATE);
    assert_int_equal(house_take(h, paid), TAKEN_DUPLICATE);
    assert_int_equal(h->e.head.id, head);
    house_whole(h);
}

static void test_intake_same_source_other_content_is_refused(void **state) {
    struct house *h = *state;
    enum taken taken;
    (void)house_claim(h, "5001", KARI, 125000);
    const struct incoming other = a_claim("5001", KARI, 125001);
    const int64_t head = h->e.head.id;
    FAILS(h, STATUS_CONFLICT, "other content", house_try(h, &other, &taken));
    assert_int_equal(taken, TAKEN_REFUSED);
    assert_int_equal(h->e.head.id, head);
    assert_int_equal(house_balance(h, FIRST_CASE, ACCOUNT_PRINCIPAL), 125000);
    house_whole(h);
}

static void test_intake_claims_of_one_debtor_share_a_case_until_the_demand(void **state) {
    struct house *h = *state;
    const int64_t first = house_claim(h, "5001", KARI, 125000);
    assert_int_equal(house_claim(h, "5002", KARI, 40000), first);
    assert_int_equal(house_claim(h, "5003", OLA, 40000), first + 1);
    struct incoming other = a_claim("6001", KARI, 70000);
    other.department = TEXT("north"); /* another department: another agreement may apply */
    assert_int_equal(house_take(h, other), TAKEN_NEW);
    struct incoming nobody = a_claim("7001", TEXT(""), 70000);
    assert_int_equal(house_take(h, nobody), TAKEN_NEW); /* never joined by name */
    nobody.source_id = nobody.invoice = TEXT("7002");
    assert_int_equal(house_take(h, nobody), TAKEN_NEW);
    assert_int_equal(house_case(h, first)->n_claims, 2);
    for (int64_t id = first + 2; id <= first + 4; id++) {
        assert_int_equal(house_case(h, id)->n_claims, 1);
    }
    house_whole(h);
}

static void test_intake_credit_note_before_its_claim_waits(void **state) {
    struct house *h = *state;
    const struct incoming credit = a_credit_note("c1", "5001", 25000);
    assert_int_equal(house_take(h, credit), TAKEN_UNMATCHED);
    assert_int_equal(waiting(h), 1);
    assert_int_equal(house_take(h, credit), TAKEN_DUPLICATE);
    house_whole(h);
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    assert_int_equal(case_principal_open(house_case(h, id)), 100000);
    assert_int_equal(house_balance(h, id, ACCOUNT_PRINCIPAL), 100000);
    assert_int_equal(house_balance(h, id, ACCOUNT_CLIENT_BANK), 0);
    assert_int_equal(waiting(h), 0);
    house_whole(h);
}

static void test_intake_credit_notes_beyond_the_claim_wait_on(void **state) {
    struct house *h = *state;
    assert_int_equal(house_take(h, a_credit_note("c1", "5001", 125000)), TAKEN_UNMATCHED);
    assert_int_equal(house_take(h, a_credit_note("c2", "5001", 100)), TAKEN_UNMATCHED);
    const int64_t id = house_claim(h, "5001", KARI, 125000); /* the claim is taken all the same */
    assert_int_equal(case_principal_open(house_case(h, id)), 0);
    assert_int_equal(waiting(h), 1);
    assert_true(house_task(h, 0, "waiting"));
    house_whole(h);
}

static void test_intake_credit_note_dated_ahead_counts_from_today(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    struct incoming credit = a_credit_note("c1", "5001", 1000);
    credit.issued = h->e.today + 300;
    assert_int_equal(house_take(h, credit), TAKEN_NEW);
    assert_int_equal(house_case(h, id)->moves[0].day, h->e.today);
    house_whole(h);
}

static void test_intake_payment_before_its_claim_waits_in_suspense(void **state) {
    struct house *h = *state;
    const struct incoming paid = a_payment("p1", TEXT("1234567890"), 30000, on("2026-03-02"));
    assert_int_equal(house_take(h, paid), TAKEN_UNMATCHED);
    assert_int_equal(house_balance(h, 0, ACCOUNT_SUSPENSE), -30000);
    assert_int_equal(house_balance(h, 0, ACCOUNT_CLIENT_BANK), 30000);
    assert_true(house_task(h, 0, "unmatched_money"));
    house_whole(h);
    OK(h, day_open(&h->e, on("2026-03-12"), &h->st));
    assert_int_equal(house_take(h, with_kid(a_claim("5001", KARI, 125000), "1234567890")),
                     TAKEN_NEW);
    const struct krav_case *c = house_case(h, FIRST_CASE);
    assert_int_equal(house_balance(h, 0, ACCOUNT_SUSPENSE), 0);
    assert_int_equal(house_balance(h, 0, ACCOUNT_CLIENT_BANK), 30000);
    assert_int_equal(-house_balance(h, FIRST_CASE, ACCOUNT_CREDITOR_PAYABLE), 30000);
    assert_int_equal(c->payments[0].legal_day, on("2026-03-02")); /* when it was paid */
    assert_int_equal(c->interest_until, on("2026-03-02"));
    assert_int_equal(waiting(h), 0);
    house_whole(h);
}

static void test_intake_payment_of_a_later_case_by_our_own_kid(void **state) {
    struct house *h = *state;
    assert_int_equal(house_take(h, a_payment("p1", kid_of(h, FIRST_CASE), 30000, h->e.today)),
                     TAKEN_UNMATCHED);
    (void)house_claim(h, "5001", KARI, 125000);
    assert_int_equal(house_case(h, FIRST_CASE)->n_payments, 1);
    house_whole(h);
}

static void test_intake_several_things_wait_for_one_claim(void **state) {
    struct house *h = *state;
    assert_int_equal(house_take(h, a_payment("p1", TEXT("1234567890"), 30000, h->e.today)),
                     TAKEN_UNMATCHED);
    assert_int_equal(house_take(h, a_payment("p2", TEXT("1234567890"), 20000, h->e.today)),
                     TAKEN_UNMATCHED);
    assert_int_equal(house_take(h, a_credit_note("c1", "5001", 25000)), TAKEN_UNMATCHED);
    assert_int_equal(house_take(h, with_kid(a_claim("5001", KARI, 125000), "1234567890")),
                     TAKEN_NEW);
    const struct krav_case *c = house_case(h, FIRST_CASE);
    assert_int_equal(c->n_payments, 2);
    assert_int_equal(case_principal_open(c), 125000 - 25000 - 50000 + c->interest_paid);
    house_whole(h);
}

static void test_intake_kid_of_two_creditors_waits_for_a_person(void **state) {
    struct house *h = *state;
    struct incoming other = with_kid(a_claim("6001", OLA, 70000), "1234567890");
    other.creditor_org = BAKKEN;
    assert_int_equal(house_take(h, with_kid(a_claim("5001", KARI, 125000), "1234567890")),
                     TAKEN_NEW);
    assert_int_equal(house_take(h, other), TAKEN_NEW);
    assert_int_equal(house_take(h, a_payment("p1", TEXT("1234567890"), 500, h->e.today)),
                     TAKEN_UNMATCHED);
    assert_int_equal(house_balance(h, 0, ACCOUNT_SUSPENSE), -500);
    house_whole(h);
}

static void test_intake_money_for_a_closed_case_is_set_aside(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    OK(h, house_tell(h, id, "withdraw", "a mistake"));
    assert_int_equal(house_take(h, a_payment("p1", kid_of(h, id), 500, h->e.today)),
                     TAKEN_UNMATCHED);
    assert_int_equal(house_balance(h, 0, ACCOUNT_SUSPENSE), -500);
    house_whole(h);
}

static void test_intake_full_payment_closes_the_case(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    (void)house_send(h);
    const ore quote = house_case(h, id)->letters[0].quote;
    assert_int_equal(house_take(h, a_payment("p1", kid_of(h, id), quote, h->e.today)), TAKEN_NEW);
    const struct krav_case *c = house_case(h, id);
    assert_text(c->close_why, "paid");
    assert_int_equal(house_balance(h, id, ACCOUNT_COLLECTABLE), 0);
    assert_int_equal(-house_balance(h, id, ACCOUNT_CREDITOR_PAYABLE), quote);
    house_whole(h);
}

static void test_intake_disputed_claim_joins_a_disputed_case(void **state) {
    struct house *h = *state;
    struct incoming claim = a_claim("5001", KARI, 125000);
    claim.disputed = true;
    assert_int_equal(house_take(h, claim), TAKEN_NEW);
    claim.source_id = claim.invoice = TEXT("5002");
    assert_int_equal(house_take(h, claim), TAKEN_NEW);
    const struct krav_case *c = house_case(h, FIRST_CASE);
    assert_int_equal(c->n_claims, 2);
    assert_int_equal(c->n_disputes, 1);
    assert_text(c->stage, "disputed");
    house_whole(h);
}

static void test_intake_refuses_unknown_creditors_and_kinds(void **state) {
    struct house *h = *state;
    enum taken taken;
    struct incoming in = a_claim("5001", KARI, 125000);
    in.creditor_org = TEXT("310000000");
    FAILS(h, STATUS_REFUSED, "310000000", house_try(h, &in, &taken));
    in = a_claim("5001", KARI, 0);
    FAILS(h, STATUS_REFUSED, "positive principal", house_try(h, &in, &taken));
    in.kind = FACT_DIED; /* told by a person, never by a file */
    FAILS(h, STATUS_UNSUPPORTED, "died", house_try(h, &in, &taken));
    house_whole(h);
}

/* Money out that nobody here asked for is the bank's word all the same: kept once, for a person. */
static void test_intake_hears_of_payouts(void **state) {
    struct house *h = *state;
    struct incoming in = {.kind = FACT_PAYOUT_CONFIRMED, .line = 1, .key = TEXT("X-1"),
        .source_id = TEXT("X-1"), .account = CLIENT_ACCOUNT, .amount = 500, .booked = h->e.today};
    assert_int_equal(house_take(h, in), TAKEN_UNMATCHED);
    const int64_t head = h->e.head.id;
    in.line = 2;
    assert_int_equal(house_take(h, in), TAKEN_DUPLICATE);
    assert_int_equal(h->e.head.id, head);
    in.kind = FACT_PAYOUT_FAILED; /* other words */
    in.reason = TEXT("AC04");
    assert_int_equal(house_take(h, in), TAKEN_UNMATCHED);
    assert_int_equal(house_balance(h, 0, ACCOUNT_CLIENT_BANK), 0);
    house_whole(h);
}

static void test_payment_days_give_the_payer_the_banks_days(void **state) {
    struct house *h = *state;
    struct fact f = {0};
    struct incoming in = a_payment("p1", TEXT(""), 1, on("2026-03-02")); /* a Monday */
    payment_days(&h->e, &in, &f, 3);
    assert_int_equal(f.legal_day, on("2026-03-02"));
    assert_int_equal(f.until, DAY_NONE); /* the bank said when it was ordered */
    in.ordered = DAY_NONE;
    payment_days(&h->e, &in, &f, 3);
    assert_int_equal(f.until, on("2026-02-25"));
    in.booked = on("2026-03-09"); /* ahead of us: interest does not run into the future */
    payment_days(&h->e, &in, &f, 0);
    assert_int_equal(f.legal_day, h->e.today);
    assert_int_equal(f.until, h->e.today);
}

static void test_intake_check_names_every_fault_of_a_file(void **state) {
    struct house *h = *state;
    struct faults f;
    struct seen *seen = seen_new();
    faults_init(&f, &h->arena, 50);
    struct incoming in = a_claim("5001", KARI, 0);
    in.due = DAY_NONE;
    in.debtor_name = (struct text){NULL, 0};
    in.rate_bp = 1500;
    in.creditor_org = TEXT("310000000");
    intake_check(&h->e, &in, seen, &h->arena, &f);
    assert_int_equal(f.n, 5);
    in = a_payment("p1", TEXT(""), 5, DAY_NONE);
    in.account = TEXT("86011117947");
    intake_check(&h->e, &in, seen, &h->arena, &f);
    assert_int_equal(f.n, 7);
    in = (struct incoming){.kind = FACT_PAYOUT_CONFIRMED, .line = 1, .key = TEXT("X-1"),
        .source_id = TEXT("X-1"), .account = TEXT("86011117947")};
    intake_check(&h->e, &in, seen, &h->arena, &f);
    assert_int_equal(f.n, 9); /* another account, and no day */
    in = (struct incoming){.kind = FACT_PAYOUT_FAILED, .key = TEXT("X"), .source_id = TEXT("X")};
    intake_check(&h->e, &in, seen, &h->arena, &f); /* a refusal may come without either */
    assert_int_equal(f.n, 9);
    in = a_claim("5002", KARI, 100);
    intake_check(&h->e, &in, seen, &h->arena, &f);
    in.line = 9; /* the same again is fine, with other content it is not */
    intake_check(&h->e, &in, seen, &h->arena, &f);
    assert_int_equal(f.n, 9);
    in.principal = 101;
    intake_check(&h->e, &in, seen, &h->arena, &f);
    assert_int_equal(f.n, 10);
    assert_non_null(strstr(arena_cstr(&h->arena, f.items[9]), "line 9:"));
    for (int i = 0; i < 3000; i++) { /* more than it began with */
        in = a_claim(arena_cstr(&h->arena, arena_printf(&h->arena, "many%d", i)), KARI, 100);
        intake_check(&h->e, &in, seen, &h->arena, &f);
    }
    assert_int_equal(f.n, 10);
    seen_free(seen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_intake_same_record_again_has_no_effect),
        HOUSE_TEST(test_intake_same_source_other_content_is_refused),
        HOUSE_TEST(test_intake_claims_of_one_debtor_share_a_case_until_the_demand),
        HOUSE_TEST(test_intake_credit_note_before_its_claim_waits),
        HOUSE_TEST(test_intake_credit_notes_beyond_the_claim_wait_on),
        HOUSE_TEST(test_intake_credit_note_dated_ahead_counts_from_today),
        HOUSE_TEST(test_intake_payment_before_its_claim_waits_in_suspense),
        HOUSE_TEST(test_intake_payment_of_a_later_case_by_our_own_kid),
        HOUSE_TEST(test_intake_several_things_wait_for_one_claim),
        HOUSE_TEST(test_intake_kid_of_two_creditors_waits_for_a_person),
        HOUSE_TEST(test_intake_money_for_a_closed_case_is_set_aside),
        HOUSE_TEST(test_intake_full_payment_closes_the_case),
        HOUSE_TEST(test_intake_disputed_claim_joins_a_disputed_case),
        HOUSE_TEST(test_intake_refuses_unknown_creditors_and_kinds),
        HOUSE_TEST(test_intake_hears_of_payouts),
        HOUSE_TEST(test_payment_days_give_the_payer_the_banks_days),
        HOUSE_TEST(test_intake_check_names_every_fault_of_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
