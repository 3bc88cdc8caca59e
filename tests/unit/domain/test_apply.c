/* Each kind of fact: its built-in consequences, and when it is refused. */
#include "unit/domain/life.h"

#define D on("2025-05-02")

static int begin(void **state) {
    static struct life l;
    life_begin(&l);
    life_claim(&l, 100000, on("2025-03-03"));
    *state = &l;
    return 0;
}

static int end(void **state) {
    life_end(*state);
    return 0;
}

static struct fact told(enum fact_kind kind) {
    return (struct fact){.kind = kind, .legal_day = D, .booked_day = D, .reason = TEXT("why")};
}

static void close_case(struct life *l) {
    const struct event e = {.kind = EVENT_CLOSED, .day = D};
    assert_int_equal(life_fold(l, &e), STATUS_OK);
}

static void test_claim_received_opens_the_case_and_takes_letters_over(void **state) {
    (void)state;
    struct life l;
    const struct claim claim = {.source = TEXT("311758489:1"), .principal = 5000,
        .due = on("2025-03-03"), .department = TEXT("north"), .number = 77};
    const struct earlier_letter earlier[] = {
        {LETTER_REMINDER, on("2025-03-20"), on("2025-04-03"), 3500},
        {LETTER_COLLECTION_NOTICE, on("2025-04-10"), on("2025-04-24"), 0}};
    const struct fact f = {.kind = FACT_CLAIM_RECEIVED, .legal_day = D, .booked_day = D};
    life_begin(&l);
    life_must(&l, &(struct apply_input){.fact = &f, .claim = &claim, .earlier = earlier,
        .n_earlier = 2});
    assert_int_equal(l.c.opened, D);
    assert_int_equal(l.c.creditor, 3);
    assert_int_equal(l.c.debtor, 7);
    assert_text(l.c.department, "north");
    assert_int_equal(l.c.claims[0].claim.number, 1);
    assert_int_equal(l.c.n_letters, 2);
    assert_int_equal(l.c.letters[1].deadline, on("2025-04-24"));
    assert_int_equal(l.c.n_costs, 1); /* only the letter that bore a fee */
    assert_int_equal(l.c.costs[0].fee, FEE_TAKEN_OVER);
    assert_int_equal(l.c.costs[0].owner, OWNER_CREDITOR);
    life_end(&l);
}

static void test_claim_received_refuses_what_is_no_claim(void **state) {
    struct life *l = *state;
    const struct fact f = told(FACT_CLAIM_RECEIVED);
    struct claim claim = {.principal = 0, .due = D};
    life_refuses(l, &(struct apply_input){.fact = &f}, "positive principal");
    life_refuses(l, &(struct apply_input){.fact = &f, .claim = &claim}, "positive principal");
    claim.principal = 1;
    claim.due = DAY_NONE;
    life_refuses(l, &(struct apply_input){.fact = &f, .claim = &claim}, "due day");
    claim.due = D;
    close_case(l);
    life_refuses(l, &(struct apply_input){.fact = &f, .claim = &claim}, "closed");
}

static void test_claim_received_late_brings_its_interest(void **state) {
    struct life *l = *state;
    life_pay(l, 1000, on("2025-09-01"), "bank:1");
    const ore before = l->c.interest_accrued;
    life_claim(l, 500000, on("2025-03-03")); /* its interest up to September is posted at once */
    assert_int_equal(l->c.interest_until, on("2025-09-01"));
    assert_true(l->c.interest_accrued > before * 4);
}

static void test_reduction_takes_at_most_what_is_open(void **state) {
    struct life *l = *state;
    struct fact f = told(FACT_CREDIT_NOTE);
    f.amount = 100001;
    life_must(l, &(struct apply_input){.fact = &f, .claim_number = 1});
    assert_int_equal(case_principal_open(&l->c), 0);
    assert_int_equal(l->last.items[0].amount, 100000);
    assert_text(l->last.items[0].word, "credit_note");
    life_refuses(l, &(struct apply_input){.fact = &f, .claim_number = 1}, "nothing is open");
    life_refuses(l, &(struct apply_input){.fact = &f, .claim_number = 2}, "no such claim");
    assert_int_equal(l->ledger[ACCOUNT_CLIENT_BANK], 0); /* no money reached us */
}

static void test_composed_needs_a_plan_and_a_quote(void **state) {
    struct life *l = *state;
    const struct letter_quote quote = {D + 14, 100, 0, {{0}}, false, 0};
    struct fact f = told(FACT_COMPOSED);
    f.key = key_of("r");
    life_refuses(l, &(struct apply_input){.fact = &f, .quote = &quote}, "no such letter");
    const struct event planned = {.kind = EVENT_LETTER_PLANNED, .key = f.key,
        .letter = LETTER_REMINDER};
    assert_int_equal(life_fold(l, &planned), STATUS_OK);
    life_refuses(l, &(struct apply_input){.fact = &f}, "no such letter");
    l->agreement.letter_fee_owner = OWNER_AGENCY;
    life_must(l, &(struct apply_input){.fact = &f, .quote = &quote});
    assert_int_equal(l->c.letters[0].state, LETTER_COMPOSED);
}

static void test_receipt_charges_the_fee_to_its_owner(void **state) {
    struct life *l = *state;
    static const struct { enum letter_kind kind; enum fee_kind fee; const char *name; } rows[] = {
        {LETTER_REMINDER, FEE_REMINDER, "a"},
        {LETTER_COLLECTION_NOTICE, FEE_COLLECTION_NOTICE, "b"},
        {LETTER_PAYMENT_DEMAND, FEE_LIGHT, "c"}};
    l->agreement.letter_fee_owner = OWNER_AGENCY;
    for (uint32_t i = 0; i < 3; i++) {
        life_letter(l, rows[i].kind, rows[i].name, D + (day)i, 3500);
        assert_int_equal(l->c.costs[i].fee, rows[i].fee);
        assert_int_equal(l->c.costs[i].owner, OWNER_AGENCY);
        assert_int_equal(l->c.costs[i].charged, D + (day)i);
    }
    assert_int_equal(case_costs_open_of(&l->c, OWNER_AGENCY), 10500);
    const struct fact again = receipt("a", D + 5);
    life_refuses(l, &(struct apply_input){.fact = &again}, "on its way");
    const struct fact unknown = receipt("x", D + 5);
    life_refuses(l, &(struct apply_input){.fact = &unknown}, "on its way");
}

static void test_not_sent_and_returned_need_the_right_letter(void **state) {
    struct life *l = *state;
    struct fact f = told(FACT_NOT_SENT), back = told(FACT_LETTER_RETURNED);
    f.key = back.key = key_of("r");
    life_refuses(l, &(struct apply_input){.fact = &f}, "waits");
    life_compose(l, LETTER_REMINDER, "r", D, 3500);
    life_refuses(l, &(struct apply_input){.fact = &back}, "was sent");
    life_must(l, &(struct apply_input){.fact = &f});
    assert_int_equal(l->c.letters[0].state, LETTER_NOT_SENT);
    assert_int_equal(l->c.n_costs, 0); /* a letter that was not sent costs nothing */
    life_refuses(l, &(struct apply_input){.fact = &f}, "waits");
    life_letter(l, LETTER_REMINDER, "s", D, 3500);
    back.key = key_of("s");
    life_must(l, &(struct apply_input){.fact = &back});
    assert_int_equal(l->c.letters[1].state, LETTER_RETURNED);
}

static void test_dispute_withdraws_what_is_planned_and_only_that(void **state) {
    struct life *l = *state;
    life_compose(l, LETTER_REMINDER, "on its way", D, 0);
    const struct event planned = {.kind = EVENT_LETTER_PLANNED, .key = key_of("planned"),
        .letter = LETTER_COLLECTION_NOTICE};
    assert_int_equal(life_fold(l, &planned), STATUS_OK);
    const struct fact f = told(FACT_DISPUTE), settled = told(FACT_DISPUTE_SETTLED);
    life_refuses(l, &(struct apply_input){.fact = &settled}, "no objection");
    life_must(l, &(struct apply_input){.fact = &f});
    assert_int_equal(l->c.letters[0].state, LETTER_COMPOSED);
    assert_int_equal(l->c.letters[1].state, LETTER_WITHDRAWN);
    assert_int_equal(l->c.disputed_since, D);
    life_refuses(l, &(struct apply_input){.fact = &f}, "open already");
    life_must(l, &(struct apply_input){.fact = &settled});
    assert_int_equal(l->c.disputed_since, DAY_NONE);
    assert_int_equal(l->c.letters[1].state, LETTER_WITHDRAWN); /* settled, not brought back */
}

/* inkassoloven (2026) § 25: what was rejected stands until the debtor withdraws it. */
static void test_dispute_that_was_rejected_stands_until_withdrawn(void **state) {
    struct life *l = *state;
    const struct fact f = told(FACT_DISPUTE);
    struct fact settled = told(FACT_DISPUTE_SETTLED);
    settled.stage = TEXT(OUTCOME_WITHDRAWN);
    life_refuses(l, &(struct apply_input){.fact = &settled}, "no objection");
    life_must(l, &(struct apply_input){.fact = &f});
    life_must(l, &(struct apply_input){.fact = &settled});
    assert_int_equal(l->c.rejected_since, DAY_NONE);
    life_must(l, &(struct apply_input){.fact = &f});
    settled.stage = TEXT(OUTCOME_REJECTED);
    settled.legal_day = D + 3;
    life_must(l, &(struct apply_input){.fact = &settled});
    assert_int_equal(l->c.disputed_since, DAY_NONE);
    assert_int_equal(l->c.rejected_since, D + 3);
    life_refuses(l, &(struct apply_input){.fact = &settled}, "no objection");
    settled.stage = TEXT(OUTCOME_WITHDRAWN); /* after it was rejected */
    life_must(l, &(struct apply_input){.fact = &settled});
    assert_int_equal(l->c.rejected_since, DAY_NONE);
    life_must(l, &(struct apply_input){.fact = &f});
    settled.stage = TEXT(OUTCOME_REJECTED);
    life_must(l, &(struct apply_input){.fact = &settled});
    life_must(l, &(struct apply_input){.fact = &f}); /* he objects again, and is right */
    settled.stage = TEXT(OUTCOME_UPHELD);
    life_must(l, &(struct apply_input){.fact = &settled});
    assert_int_equal(l->c.rejected_since, DAY_NONE);
}

static void test_hold_until_its_last_day_and_release(void **state) {
    struct life *l = *state;
    struct fact f = told(FACT_HOLD);
    const struct fact release = told(FACT_RELEASE);
    life_refuses(l, &(struct apply_input){.fact = &release}, "neither held nor parked");
    f.until = D - 1;
    life_refuses(l, &(struct apply_input){.fact = &f}, "past");
    f.until = D;
    life_must(l, &(struct apply_input){.fact = &f});
    struct fact reached = told(FACT_DAY_REACHED);
    life_must(l, &(struct apply_input){.fact = &reached});
    assert_int_equal(l->c.held_since, D); /* the last day is included */
    reached.booked_day = D + 1;
    life_must(l, &(struct apply_input){.fact = &reached});
    assert_int_equal(l->c.held_since, DAY_NONE);
    f.until = DAY_NONE;
    life_must(l, &(struct apply_input){.fact = &f});
    reached.booked_day = D + 900;
    life_must(l, &(struct apply_input){.fact = &reached});
    assert_int_equal(l->c.held_since, D); /* without a last day only a person ends it */
    const struct event parked = {.kind = EVENT_PARKED, .word = TEXT("rules_failed")};
    assert_int_equal(life_fold(l, &parked), STATUS_OK);
    life_must(l, &(struct apply_input){.fact = &release});
    assert_int_equal(l->c.held_since, DAY_NONE);
    assert_int_equal(l->c.parked.len, 0);
    assert_int_equal(l->last.n, 2);
}

static void test_words_are_recorded_by_hash(void **state) {
    struct life *l = *state;
    static const struct { enum fact_kind fact; enum event_kind event; } rows[] = {
        {FACT_NOTE, EVENT_NOTED}, {FACT_CONTACT, EVENT_CONTACTED},
        {FACT_MESSAGE_IN, EVENT_MESSAGE_NOTED}, {FACT_CREDITOR_ANSWERED, EVENT_CREDITOR_ANSWERED}};
    for (size_t i = 0; i < 4; i++) {
        struct fact f = told(rows[i].fact);
        f.text_hash = key_of("words");
        life_must(l, &(struct apply_input){.fact = &f});
        assert_int_equal(l->last.n, 1);
        assert_int_equal(l->last.items[0].kind, rows[i].event);
        assert_true(hash_eq(&l->last.items[0].content, &f.text_hash));
    }
}

static void test_facts_of_a_later_build_are_refused_by_name(void **state) {
    struct life *l = *state;
    for (int kind = 1; kind < FACT_KINDS; kind++) {
        const struct fact f = {.kind = (enum fact_kind)kind, .legal_day = D, .booked_day = D};
        const struct fact_word *w =
            (const struct fact_word *)(const void *)words_by_value(&fact_kinds, kind);
        if (kind == FACT_SCORE_RECEIVED || kind == FACT_WASH_RECEIVED) {
            life_refuses(l, &(struct apply_input){.fact = &f}, "no question with this key is out");
        } else if (w->subject == SUBJECT_BOOK || w->subject == SUBJECT_CREDITOR) {
            life_refuses(l, &(struct apply_input){.fact = &f}, w->word.name);
            assert_non_null(strstr(l->st.text, "cannot take this kind"));
        }
    }
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_claim_received_opens_the_case_and_takes_letters_over),
        T(test_claim_received_refuses_what_is_no_claim),
        T(test_claim_received_late_brings_its_interest),
        T(test_reduction_takes_at_most_what_is_open),
        T(test_composed_needs_a_plan_and_a_quote),
        T(test_receipt_charges_the_fee_to_its_owner),
        T(test_not_sent_and_returned_need_the_right_letter),
        T(test_dispute_withdraws_what_is_planned_and_only_that),
        T(test_dispute_that_was_rejected_stands_until_withdrawn),
        T(test_hold_until_its_last_day_and_release),
        T(test_words_are_recorded_by_hash),
        T(test_facts_of_a_later_build_are_refused_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
