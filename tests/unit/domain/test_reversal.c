/* test_reversal.c - what was recorded is taken back exactly: charges, credit notes, write-offs, fees
 * let go, payments to the creditor, and payments of any life; and refunds of a case. */
#include "unit/domain/life.h"

#include "base/check.h"
#include "domain/reversal.h"

static int begin(void **state) {
    struct life *l = mem_alloc(sizeof *l);
    life_begin(l);
    life_claim(l, 100000, on("2026-02-02"));
    *state = l;
    return 0;
}

static int end(void **state) {
    life_end(*state);
    mem_free(*state);
    return 0;
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)

/* The last step of the life, as the journal would have it. */
static struct step last_step(struct life *l, int64_t id, day booked) {
    return (struct step){.id = id, .case_id = l->c.id, .fact = {.booked_day = booked},
        .events = l->last.items, .n_events = l->last.n};
}

/* Takes a step back; how many events that made. */
static uint32_t reverse(struct life *l, const struct step *s, day today) {
    const struct fact fact = {.kind = FACT_ACT, .legal_day = today, .booked_day = today};
    const struct apply_input in = {.c = &l->c, .fact = &fact, .agreement = &l->agreement,
        .rates = &l->rates, .undone = s};
    l->last = (struct events){.arena = &l->arena};
    assert_int_equal(apply_reversal(&in, &l->last, &l->st), STATUS_OK);
    assert_int_equal(case_fold_step(&l->c, l->last.items, l->last.n, &l->arena, &l->st),
                     STATUS_OK);
    life_book(l, l->last.items, l->last.n);
    life_check(l);
    return l->last.n;
}

static const struct event *reversal_in(const struct life *l) {
    for (uint32_t i = 0; i < l->last.n; i++) {
        if (l->last.items[i].kind == EVENT_REVERSED) {
            return &l->last.items[i];
        }
    }
    return NULL;
}

/* ---- charges --------------------------------------------------------------------------------- */

static void test_a_charge_is_taken_back_by_name_with_both_days(void **state) {
    struct life *l = *state;
    (void)life_letter(l, LETTER_REMINDER, "r1", on("2026-03-02"), 3800);
    const struct step sent = last_step(l, 41, on("2026-03-02"));
    assert_int_equal(case_costs_open(&l->c), 3800);
    assert_int_equal(reverse(l, &sent, on("2026-03-20")), 1);
    const struct event *e = reversal_in(l);
    assert_int_equal(e->undoes, EVENT_FEE_CHARGED);
    assert_int_equal(e->id, 41);
    assert_int_equal(e->line, 1);
    assert_int_equal(e->day, on("2026-03-02")); /* as if it had never been charged */
    assert_int_equal(e->amount, 3800);
    assert_int_equal(case_costs_open(&l->c), 0);
    assert_int_equal(l->ledger[ACCOUNT_COSTS_CREDITOR], 0);
    assert_true(reversal_was_made(&l->c, 41, 1));
    assert_int_equal(l->c.n_costs, 1); /* it still counts as charged: no rule asks for it again */
    assert_int_equal(reverse(l, &sent, on("2026-03-21")), 0); /* never twice */
}

static void test_what_was_paid_on_a_charge_covers_what_else_is_owed(void **state) {
    struct life *l = *state;
    (void)life_letter(l, LETTER_REMINDER, "r1", on("2026-03-02"), 3800);
    const struct step sent = last_step(l, 41, on("2026-03-02"));
    life_pay(l, 10000, on("2026-04-10"), "bank:1");
    const ore principal = case_principal_open(&l->c);
    (void)reverse(l, &sent, on("2026-04-20"));
    assert_int_equal(case_principal_open(&l->c), principal - 3800);
    assert_int_equal(l->c.costs[0].paid, 0);
    assert_int_equal(l->c.overpaid, 0);
}

static void test_what_was_paid_on_the_last_charge_is_overpaid(void **state) {
    struct life *l = *state;
    (void)life_letter(l, LETTER_REMINDER, "r1", on("2026-03-02"), 3800);
    const struct step sent = last_step(l, 41, on("2026-03-02"));
    life_pay(l, life_open(l, on("2026-04-10")), on("2026-04-10"), "bank:1");
    assert_int_equal(l->c.overpaid, 0);
    (void)reverse(l, &sent, on("2026-04-20"));
    assert_int_equal(l->c.overpaid, 3800);
    assert_int_equal(life_open(l, on("2026-04-20")), 0);
}

/* ---- what makes the debtor owe again --------------------------------------------------------- */

static void test_a_credit_note_taken_back_is_owed_from_that_day(void **state) {
    struct life *l = *state;
    const struct fact note = {.kind = FACT_CREDIT_NOTE, .amount = 40000,
        .legal_day = on("2026-02-12"), .booked_day = on("2026-02-20"), .source = TEXT("c:1")};
    life_must(l, &(struct apply_input){.fact = &note, .claim_number = 1});
    const struct step reduced = last_step(l, 7, on("2026-02-20"));
    const ore interest = life_interest(l, on("2026-03-20"));
    (void)reverse(l, &reduced, on("2026-03-20"));
    assert_int_equal(case_principal_open(&l->c), 100000);
    assert_int_equal(reversal_in(l)->day, on("2026-03-20"));
    assert_int_equal(reversal_in(l)->until, on("2026-02-12"));
    assert_int_equal(life_interest(l, on("2026-03-20")), interest); /* none for the time between */
    assert_true(life_interest(l, on("2026-04-20")) > interest + 900); /* 12 % of 1000,00 again */
}

static void test_a_write_off_taken_back_restores_every_part(void **state) {
    struct life *l = *state;
    life_claim(l, 50000, on("2026-02-16"));
    (void)life_letter(l, LETTER_REMINDER, "r1", on("2026-03-02"), 3800);
    const ore owed = life_open(l, on("2026-03-10"));
    const ore interest = life_interest(l, on("2026-03-10"));
    struct event items[] = {
        {.kind = EVENT_INTEREST_ACCRUED, .day = on("2026-03-10"), .until = on("2026-03-10"),
         .amount = interest - l->c.interest_accrued},
        {.kind = EVENT_WRITTEN_OFF, .day = on("2026-03-10"), .amount = owed, .principal = 150000,
         .interest = interest, .costs_creditor = 3800}};
    assert_int_equal(life_fold(l, &items[0]), STATUS_OK);
    assert_int_equal(life_fold(l, &items[1]), STATUS_OK);
    assert_int_equal(life_open(l, on("2026-03-10")), 0);
    const struct step gave_up = {.id = 9, .case_id = l->c.id,
        .fact = {.booked_day = on("2026-03-10")}, .events = items, .n_events = 2};
    assert_int_equal(reversal_line(&gave_up, 1), 2);
    (void)reverse(l, &gave_up, on("2026-03-12"));
    assert_int_equal(life_open(l, on("2026-03-12")), owed);
    assert_int_equal(l->c.claims[0].open, 100000);
    assert_int_equal(l->c.claims[1].open, 50000);
    assert_int_equal(l->c.written_off, 0);
}

static void test_what_was_overpaid_covers_what_is_owed_again(void **state) {
    struct life *l = *state;
    const struct fact note = {.kind = FACT_CREDIT_NOTE, .amount = 40000,
        .legal_day = on("2026-02-12"), .booked_day = on("2026-02-12"), .source = TEXT("c:1")};
    life_must(l, &(struct apply_input){.fact = &note, .claim_number = 1});
    const struct step reduced = last_step(l, 7, on("2026-02-12"));
    life_pay(l, 100000, on("2026-02-20"), "bank:1");
    const ore over = l->c.overpaid;
    assert_true(over > 39000);
    (void)reverse(l, &reduced, on("2026-02-20"));
    assert_int_equal(l->c.overpaid, 0);
    assert_int_equal(case_principal_open(&l->c), 40000 - over);
}

static void test_a_payment_to_the_creditor_is_taken_back(void **state) {
    struct life *l = *state;
    const struct fact told = {.kind = FACT_PAID_DIRECT, .amount = 20000,
        .legal_day = on("2026-02-20"), .booked_day = on("2026-02-20"), .source = TEXT("told:5")};
    life_must(l, &(struct apply_input){.fact = &told});
    const struct step direct = last_step(l, 5, on("2026-02-20"));
    assert_int_equal(case_principal_open(&l->c), 80000);
    (void)reverse(l, &direct, on("2026-02-25"));
    assert_int_equal(case_principal_open(&l->c), 100000);
    assert_true(l->c.payments[0].undone);
}

/* ---- refunds --------------------------------------------------------------------------------- */

static struct event refunded(struct life *l, ore amount, day today) {
    return (struct event){.kind = EVENT_REFUNDED, .day = today, .amount = amount,
        .key = refund_key(&l->c), .content = key_of("payer")};
}

static int bank_says(struct life *l, enum fact_kind kind, const struct hash *key) {
    const struct fact fact = {.kind = kind, .key = *key, .legal_day = on("2026-03-20"),
        .booked_day = on("2026-03-20")};
    return life_try(l, &(struct apply_input){.fact = &fact});
}

static void test_a_refund_is_settled_or_comes_back(void **state) {
    struct life *l = *state;
    life_pay(l, 200000, on("2026-02-10"), "bank:1");
    const ore over = l->c.overpaid;
    struct event e = refunded(l, over + 1, on("2026-02-11"));
    assert_int_equal(life_fold(l, &e), STATUS_CORRUPT); /* never more than was overpaid */
    e.amount = over;
    assert_int_equal(life_fold(l, &e), STATUS_OK);
    assert_int_equal(l->c.overpaid, 0);
    assert_int_equal(l->ledger[ACCOUNT_PAYOUT_UNDERWAY], -over);
    assert_int_equal(case_refund(&l->c)->state, REFUND_UNDERWAY);
    assert_int_equal(bank_says(l, FACT_REFUND_CONFIRMED, &e.key), STATUS_OK);
    assert_int_equal(l->ledger[ACCOUNT_PAYOUT_UNDERWAY], 0);
    assert_int_equal(l->ledger[ACCOUNT_CLIENT_BANK], 200000 - over);
    assert_int_equal(bank_says(l, FACT_REFUND_CONFIRMED, &e.key), STATUS_OK); /* again: no more */
    assert_int_equal(l->last.n, 0);
    assert_int_equal(bank_says(l, FACT_REFUND_FAILED, &e.key), STATUS_OK); /* and then it came back */
    assert_int_equal(l->c.overpaid, over);
    assert_int_equal(l->ledger[ACCOUNT_CLIENT_BANK], 200000);
    assert_null(case_refund(&l->c));
    assert_false(hash_eq(&e.key, &(struct hash){{0}}));
    const struct hash second = refund_key(&l->c);
    assert_false(hash_eq(&e.key, &second)); /* the next one is another */
    assert_int_equal(bank_says(l, FACT_REFUND_FAILED, &second), STATUS_REFUSED);
}

static void test_a_payment_that_bounces_after_it_went_back_is_the_agencys_loss(void **state) {
    struct life *l = *state;
    life_pay(l, 200000, on("2026-02-10"), "bank:1");
    const ore over = l->c.overpaid;
    const struct event e = refunded(l, over, on("2026-02-11"));
    assert_int_equal(life_fold(l, &e), STATUS_OK);
    assert_int_equal(bank_says(l, FACT_REFUND_CONFIRMED, &e.key), STATUS_OK);
    life_reverse(l, "bank:1", on("2026-03-21"));
    assert_int_equal(l->c.overpaid, 0);
    assert_int_equal(l->ledger[ACCOUNT_CLIENT_BANK], 0);
    assert_int_equal(l->ledger[ACCOUNT_AGENCY_BANK], -over);
    assert_int_equal(l->ledger[ACCOUNT_AGENCY_INCOME], over);
    assert_int_equal(case_principal_open(&l->c), 100000);
}

/* ---- any life -------------------------------------------------------------------------------- */

struct seen {
    ore open_now, open_later, principal, costs, overpaid, waived;
    ore claims[4], letters[8];
    uint32_t n_waivers;
};

static struct seen look(struct life *l, day today) {
    struct seen s = {life_open(l, today), life_open(l, today + 300), case_principal_open(&l->c),
        case_costs_open(&l->c), l->c.overpaid, l->c.interest_waived, {0}, {0}, l->c.n_waivers};
    for (uint32_t i = 0; i < l->c.n_claims && i < 4; i++) {
        s.claims[i] = l->c.claims[i].open;
    }
    for (uint32_t i = 0; i < l->c.n_letters && i < 8; i++) {
        s.letters[i] = l->c.letters[i].paid;
    }
    return s;
}

/* A payment of any size that bounces leaves no trace in what is owed: allocation, waivers and what
 * counted towards a letter are all as they were.  So does one that came late and counts from before
 * others, unless costs came in between: those, taken up again, may now cover them. */
static void pay_and_bounce(struct life *l, uint64_t *seed, day today, int round) {
    char id[24];
    (void)snprintf(id, sizeof id, "there:%d", round);
    const ore amount = dice(seed, 3) == 0 && l->c.n_letters > 0
                           ? l->c.letters[l->c.n_letters - 1].quote
                           : 1 + dice(seed, 200000);
    const struct seen before = look(l, today);
    const day back = l->c.n_costs == 0 ? (day)dice(seed, 40) : 0;
    life_pay(l, amount > 0 ? amount : 1, today - back, id);
    life_reverse(l, id, today);
    const struct seen after = look(l, today);
    assert_memory_equal(&before, &after, sizeof before);
}

static void test_any_payment_is_undone_exactly(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct life l;
        char name[24];
        uint64_t s = seed;
        day today = on("2026-03-02");
        life_begin(&l);
        l.agreement.remainder_max = dice(&s, 2) * 10000;
        life_claim(&l, 1000 + dice(&s, 300000), on("2026-02-02"));
        life_claim(&l, 1000 + dice(&s, 300000), on("2026-02-16"));
        for (int round = 0; round < 8; round++) {
            (void)snprintf(name, sizeof name, "x:%d", round);
            today += (day)dice(&s, 25);
            if (dice(&s, 3) == 0 && case_principal_open(&l.c) > 0) {
                (void)life_letter(&l, LETTER_REMINDER, name, today, 3800);
            } else if (dice(&s, 2)) {
                life_pay(&l, 1 + dice(&s, 60000), today, name);
            }
            pay_and_bounce(&l, &s, today, round);
        }
        life_end(&l);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        T(test_a_charge_is_taken_back_by_name_with_both_days),
        T(test_what_was_paid_on_a_charge_covers_what_else_is_owed),
        T(test_what_was_paid_on_the_last_charge_is_overpaid),
        T(test_a_credit_note_taken_back_is_owed_from_that_day),
        T(test_a_write_off_taken_back_restores_every_part),
        T(test_what_was_overpaid_covers_what_is_owed_again),
        T(test_a_payment_to_the_creditor_is_taken_back),
        T(test_a_refund_is_settled_or_comes_back),
        T(test_a_payment_that_bounces_after_it_went_back_is_the_agencys_loss),
        cmocka_unit_test(test_any_payment_is_undone_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
