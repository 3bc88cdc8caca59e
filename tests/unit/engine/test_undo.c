/* test_undo.c - steps taken back and payments moved, in a whole book; after each it adds up. */
#include "unit/engine/undo_desk.h"

/* ---- reverse --------------------------------------------------------------------------------- */

static struct tell reversing(int64_t case_id, int64_t step) {
    return (struct tell){.case_id = case_id, .what = TEXT("reverse"), .step = step,
        .reason = TEXT("it was a mistake")};
}

/* The step of the case that holds an event of this kind, the last one. */
struct search {
    enum event_kind kind;
    struct arena *arena;
    int64_t step;
};

static int on_step(void *ctx, const struct journal_row *row) {
    struct search *s = ctx;
    struct step step;
    struct status st = {0, ""};
    assert_int_equal(record_read(&step_record, arena_text(s->arena, row->body), s->arena, &step,
                                 &st), STATUS_OK);
    for (uint32_t i = 0; i < step.n_events; i++) {
        s->step = step.events[i].kind == s->kind ? row->id : s->step;
    }
    return 0;
}

static int64_t step_with(struct house *h, int64_t case_id, enum event_kind kind) {
    struct search s = {kind, &h->arena, 0};
    OK(h, journal_walk(h->e.db, case_id, 0, on_step, &s, &h->st));
    assert_true(s.step > 0);
    return s.step;
}

static void test_a_charge_is_taken_back_once(void **state) {
    struct house *h = *state;
    const int64_t step = step_with(h, FIRST_CASE, EVENT_FEE_CHARGED);
    assert_int_equal(house_balance(h, FIRST_CASE, ACCOUNT_COSTS_AGENCY), SHARE);
    (void)tell(h, reversing(FIRST_CASE, step));
    assert_int_equal(house_balance(h, FIRST_CASE, ACCOUNT_COSTS_AGENCY), 0);
    assert_true(house_task(h, FIRST_CASE, "letter_asks_wrong")); /* its deadline runs */
    house_whole(h);
    refused(h, "taken back before", reversing(FIRST_CASE, step));
    refused(h, "no such step", reversing(FIRST_CASE, 1)); /* of the book */
    refused(h, "no such step", reversing(FIRST_CASE, h->e.head.id + 1));
    refused(h, "nothing that can be taken back", reversing(FIRST_CASE, h->e.head.id));
}

static void test_a_charge_that_was_paid_on_is_made_good(void **state) {
    struct house *h = *state;
    const int64_t step = step_with(h, FIRST_CASE, EVENT_FEE_CHARGED);
    pay(h);
    now(h); /* our 38,00 have left the client account */
    (void)tell(h, reversing(FIRST_CASE, step));
    assert_int_equal(on_account(h, ACCOUNT_AGENCY_SHARE), 0);
    assert_int_equal(-on_account(h, ACCOUNT_CREDITOR_PAYABLE) -
                         on_account(h, ACCOUNT_PAYOUT_UNDERWAY),
                     on_account(h, ACCOUNT_CLIENT_BANK));
    assert_true(house_task(h, FIRST_CASE, "shortage_"));
    house_whole(h);
}

static void test_a_charge_that_all_was_paid_on_goes_back(void **state) {
    struct house *h = *state;
    const int64_t step = step_with(h, FIRST_CASE, EVENT_FEE_CHARGED);
    house_day(h, "2026-03-30"); /* after the deadline: nothing is waived */
    (void)house_take(h, a_payment("p1", kid_of(h, FIRST_CASE),
                                  house_view(h, FIRST_CASE)->snapshot.open, h->e.today));
    assert_false(case_is_open(house_case(h, FIRST_CASE)));
    (void)tell(h, reversing(FIRST_CASE, step));
    assert_int_equal(house_case(h, FIRST_CASE)->overpaid, SHARE);
    assert_false(case_is_open(house_case(h, FIRST_CASE))); /* nothing is owed */
    assert_true(house_task(h, FIRST_CASE, "overpaid"));
    house_whole(h);
}

static void test_money_that_came_stands(void **state) {
    struct house *h = *state;
    pay(h);
    refused(h, "stands until the bank",
            reversing(FIRST_CASE, step_with(h, FIRST_CASE, EVENT_PAYMENT_ALLOCATED)));
}

static void test_what_was_waived_for_a_payment_stands(void **state) {
    struct house *h = *state;
    const ore quote = house_case(h, FIRST_CASE)->letters[0].quote;
    (void)house_take(h, a_payment("p1", kid_of(h, FIRST_CASE), quote, h->e.today));
    refused(h, "asked for, in time",
            reversing(FIRST_CASE, step_with(h, FIRST_CASE, EVENT_REMAINDER_WAIVED)));
}

static void test_a_credit_note_is_taken_back_until_it_was_relied_on(void **state) {
    struct house *h = *state;
    assert_int_equal(house_take(h, a_credit_note("c1", "A-1", 30000)), TAKEN_NEW);
    const int64_t step = step_with(h, FIRST_CASE, EVENT_CLAIM_REDUCED);
    (void)tell(h, reversing(FIRST_CASE, step));
    assert_int_equal(case_principal_open(house_case(h, FIRST_CASE)), 100000);
    house_whole(h);
}

static void test_a_write_off_is_taken_back_and_opens_the_case(void **state) {
    struct house *h = *state;
    OK(h, house_tell(h, FIRST_CASE, "close", "by mistake"));
    assert_false(case_is_open(house_case(h, FIRST_CASE)));
    (void)tell(h, reversing(FIRST_CASE, step_with(h, FIRST_CASE, EVENT_WRITTEN_OFF)));
    const struct krav_case *c = house_case(h, FIRST_CASE);
    assert_true(case_is_open(c));
    assert_int_equal(case_principal_open(c), 100000);
    assert_int_equal(c->written_off, 0);
    assert_true(house_task(h, FIRST_CASE, "reopened"));
    house_whole(h);
}

static void test_a_payment_to_the_creditor_is_taken_back(void **state) {
    struct house *h = *state;
    (void)tell(h, (struct tell){.case_id = FIRST_CASE, .what = TEXT("paid-direct"),
                                .amount = 20000});
    const int64_t step = step_with(h, FIRST_CASE, EVENT_PAYMENT_ALLOCATED);
    (void)tell(h, reversing(FIRST_CASE, step));
    assert_int_equal(case_principal_open(house_case(h, FIRST_CASE)), 100000);
    refused(h, "taken back before", reversing(FIRST_CASE, step));
    house_whole(h);
}

/* ---- move-payment ---------------------------------------------------------------------------- */

static struct tell moving(int64_t from, int64_t to, const char *payment) {
    return (struct tell){.case_id = from, .what = TEXT("move-payment"), .to = to,
        .payment = text_of(payment), .reason = TEXT("wrong case")};
}

static void test_a_payment_moves_with_its_own_day(void **state) {
    struct house *h = *state;
    assert_int_equal(house_claim(h, "A-2", OLA, 90000), SECOND);
    pay(h);
    house_day(h, "2026-03-09");
    const struct told told = tell(h, moving(FIRST_CASE, SECOND, "12345678903:p1"));
    assert_int_equal(told.other.case_id, SECOND);
    const struct krav_case *from = house_case(h, FIRST_CASE), *to = house_case(h, SECOND);
    assert_int_equal(case_principal_open(from), 100000);
    assert_true(from->payments[0].undone);
    assert_int_equal(to->n_payments, 1);
    assert_int_equal(to->payments[0].legal_day, on("2026-03-03"));
    assert_int_equal(to->payments[0].booked_day, on("2026-03-09"));
    assert_int_equal(to->payments[0].amount, 50000);
    assert_int_equal(on_account(h, ACCOUNT_CLIENT_BANK), 50000);
    house_whole(h);
    (void)tell(h, moving(SECOND, FIRST_CASE, "1")); /* and back, by its place in the list */
    assert_int_equal(case_principal_open(house_case(h, SECOND)), 90000);
    assert_true(case_principal_open(house_case(h, FIRST_CASE)) < 100000);
    house_whole(h);
}

static void test_a_payment_that_was_paid_on_moves_too(void **state) {
    struct house *h = *state;
    struct incoming other = a_claim("B-1", OLA, 90000);
    other.creditor_org = BAKKEN;
    assert_int_equal(house_take(h, other), TAKEN_NEW);
    pay(h);
    now(h);
    (void)tell(h, moving(FIRST_CASE, SECOND, "1"));
    assert_true(on_account(h, ACCOUNT_CREDITOR_OWES) > 0); /* the first creditor */
    struct client_money money;
    OK(h, client_money_of(h->e.db, h->e.creditors[1].id, 0, &money, &h->st));
    assert_int_equal(money.held + money.share, 50000);
    house_whole(h);
}

static void test_moves_are_refused_for_what_they_are(void **state) {
    struct house *h = *state;
    struct incoming other = a_claim("B-1", OLA, 90000);
    other.creditor_org = BAKKEN;
    assert_int_equal(house_take(h, other), TAKEN_NEW);
    pay(h);
    refused(h, "no such payment", moving(FIRST_CASE, SECOND, "p1"));
    refused(h, "no such payment", moving(FIRST_CASE, SECOND, "2"));
    refused(h, "same case", moving(FIRST_CASE, FIRST_CASE, "1"));
    refused(h, "no such other case", moving(FIRST_CASE, SECOND + 1, "1"));
    h->config.acts.of[NEW_26_PAYOUT].from = on("2026-01-01");
    engine_close(&h->e);
    house_open(h, DB_WRITE);
    OK(h, engine_load_rules(&h->e, &h->st));
    refused(h, "(2026) § 26", moving(FIRST_CASE, SECOND, "1"));
    struct tell agreed = moving(FIRST_CASE, SECOND, "1");
    agreed.consent = true;
    (void)tell(h, agreed);
    (void)house_take(h, a_payment("p2", kid_of(h, FIRST_CASE), 1000, h->e.today));
    OK(h, house_tell(h, SECOND, "close", "done"));
    refused(h, "closed", moving(FIRST_CASE, SECOND, "2"));
    house_whole(h);
}

static void test_a_moved_payment_honours_the_quote_there(void **state) {
    struct house *h = *state;
    assert_int_equal(house_claim(h, "A-2", OLA, 90000), SECOND);
    assert_int_equal(house_send(h), 1);
    const struct krav_case *to = house_case(h, SECOND);
    const ore quote = to->letters[0].quote;
    (void)house_take(h, a_payment("p1", kid_of(h, FIRST_CASE), quote, h->e.today));
    house_day(h, "2026-03-30"); /* after the deadline; the money came before it */
    (void)tell(h, moving(FIRST_CASE, SECOND, "1"));
    assert_int_equal(case_principal_open(house_case(h, SECOND)), 0);
    assert_int_equal(case_costs_open(house_case(h, SECOND)), 0);
    house_whole(h);
}

/* ---- any life -------------------------------------------------------------------------------- */

static uint64_t roll(uint64_t *seed, uint64_t n) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (*seed >> 33) % n;
}

/* Whoever tells it, and whether it may be or not: a refusal changes nothing. */
static void try_telling(struct house *h, struct tell t) {
    struct told out;
    const int64_t before = h->e.head.id;
    h->st = (struct status){0};
    if (house_say(h, t, &out) != STATUS_OK) {
        assert_int_equal(h->st.code, STATUS_REFUSED);
        assert_int_equal(h->e.head.id, before);
    }
}

/* The bank speaks of the last batch of refunds, as it likes. */
static void bank_of_refunds(struct house *h, uint64_t *seed, int64_t step) {
    struct refund_row r;
    struct status none = {0, ""};
    if (refunds_get(h->e.db, step, &r, &none) == STATUS_OK && r.way != REFUND_WAY_PLANNED) {
        (void)bank(h, roll(seed, 3) ? FACT_PAYOUT_CONFIRMED : FACT_PAYOUT_FAILED, step, r.amount);
    }
}

static void turn(struct house *h, uint64_t *seed, int round) {
    char id[24];
    uint32_t n = 0;
    const int64_t one = FIRST_CASE + (int64_t)roll(seed, 2), other = 2 * FIRST_CASE + 1 - one;
    const uint64_t what = roll(seed, 9);
    (void)snprintf(id, sizeof id, "x%d", round);
    if (what < 3) {
        struct incoming in = a_payment(id, kid_of(h, one), 1000 + (ore)roll(seed, 90000),
                                       h->e.today);
        in.payer_account = PAYER;
        in.source_id = arena_text(&h->arena, in.source_id);
        (void)house_take(h, in); /* of a closed case: it waits */
    } else if (what == 3) {
        try_telling(h, (struct tell){.case_id = one, .what = TEXT("refund")});
        OK(h, refund_day(&h->e, &h->st));
    } else if (what == 4) {
        for (int64_t step = h->e.head.id; step > h->e.head.id - 12; step--) {
            bank_of_refunds(h, seed, step);
        }
    } else if (what == 5) {
        try_telling(h, reversing(one, 1 + (int64_t)roll(seed, (uint64_t)h->e.head.id)));
    } else if (what == 6) {
        (void)snprintf(id, sizeof id, "%d", 1 + (int)roll(seed, 6));
        try_telling(h, moving(one, other, id));
    } else if (what == 7) {
        OK(h, remit_now(&h->e, 0, &n, &h->st));
    } else {
        const struct krav_case *c = house_case(h, one);
        const struct payment_note *p = c->n_payments > 0 ? &c->payments[roll(seed, c->n_payments)]
                                                         : NULL;
        (void)snprintf(id, sizeof id, "r%d", round);
        if (p) {
            struct incoming in = a_payment(id, kid_of(h, one), -p->amount, h->e.today);
            in.source_id = arena_text(&h->arena, in.source_id);
            (void)house_take(h, in);
        }
    }
}

static void test_no_way_back_loses_an_ore(void **state) {
    struct house *h = *state;
    uint64_t seed = 20261123;
    (void)house_claim(h, "A-2", OLA, 60000);
    assert_int_equal(house_send(h), 1);
    for (int round = 0; round < 160; round++) {
        turn(h, &seed, round);
        const ore creditors = -on_account(h, ACCOUNT_CREDITOR_PAYABLE);
        const ore ours = -on_account(h, ACCOUNT_AGENCY_SHARE);
        assert_true(creditors >= 0 && ours >= 0);
        assert_true(on_account(h, ACCOUNT_OVERPAID) <= 0);
        assert_int_equal(on_account(h, ACCOUNT_CLIENT_BANK) + on_account(h, ACCOUNT_SUSPENSE) +
                         on_account(h, ACCOUNT_OVERPAID) + on_account(h, ACCOUNT_PAYOUT_UNDERWAY),
                         creditors + ours);
        assert_true(house_case(h, FIRST_CASE)->overpaid >= 0);
        assert_true(house_case(h, SECOND)->overpaid >= 0);
    }
    house_whole(h);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_a_charge_is_taken_back_once),
        TEST(test_a_charge_that_was_paid_on_is_made_good),
        TEST(test_a_charge_that_all_was_paid_on_goes_back),
        TEST(test_money_that_came_stands),
        TEST(test_what_was_waived_for_a_payment_stands),
        TEST(test_a_credit_note_is_taken_back_until_it_was_relied_on),
        TEST(test_a_write_off_is_taken_back_and_opens_the_case),
        TEST(test_a_payment_to_the_creditor_is_taken_back),
        TEST(test_a_payment_moves_with_its_own_day),
        TEST(test_a_payment_that_was_paid_on_moves_too),
        TEST(test_moves_are_refused_for_what_they_are),
        TEST(test_a_moved_payment_honours_the_quote_there),
        TEST(test_no_way_back_loses_an_ore),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
