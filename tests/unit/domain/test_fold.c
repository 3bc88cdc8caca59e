/* One event, one change; and what cannot follow is refused before anything is committed. */
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

static void fold(struct life *l, struct event e) {
    if (life_fold(l, &e)) {
        fail_msg("%s", l->st.text);
    }
}

static void impossible(struct life *l, struct event e, const char *why) {
    struct krav_case kept;
    case_copy(&l->c, &l->arena, &kept);
    assert_int_equal(life_fold(l, &e), STATUS_CORRUPT);
    if (strstr(l->st.text, why) == NULL) {
        fail_msg("no \"%s\" in: %s", why, l->st.text);
    }
    assert_non_null(strstr(l->st.text, words_name(&event_kinds, (int)e.kind)));
    l->c = kept; /* a refused fold may have begun; its case is thrown away */
}

static void test_case_fold_opens_once(void **state) {
    struct life *l = *state;
    assert_int_equal(l->c.opened, on("2025-03-04"));
    impossible(l, (struct event){.kind = EVENT_CASE_OPENED, .day = D}, "opened before");
}

static void test_case_fold_adds_claims_with_a_number_of_their_own(void **state) {
    struct life *l = *state;
    struct claim claim = {.number = 9, .principal = 5, .due = D};
    struct event e = {.kind = EVENT_CLAIM_ADDED, .claims = &claim, .n_claims = 1};
    fold(l, e);
    assert_int_equal(l->c.claims[1].claim.number, 2);
    assert_int_equal(l->c.claims[1].open, 5);
    e.n_claims = 0;
    impossible(l, e, "one claim");
    e.n_claims = 1;
    claim.principal = 0;
    impossible(l, e, "positive");
    claim.principal = -5;
    impossible(l, e, "positive");
}

static void test_case_fold_reduces_at_most_what_is_open(void **state) {
    struct life *l = *state;
    fold(l, (struct event){.kind = EVENT_CLAIM_REDUCED, .claim = 1, .amount = 99999, .day = D});
    assert_int_equal(l->c.claims[0].open, 1);
    assert_int_equal(l->c.moves[0].amount, -99999);
    assert_int_equal(l->c.moves[0].payment, 0);
    struct event e = {.kind = EVENT_CLAIM_REDUCED, .claim = 1, .amount = 2, .day = D};
    impossible(l, e, "more than is open");
    e.amount = 0;
    impossible(l, e, "more than is open");
    e.amount = 1;
    e.claim = 2;
    impossible(l, e, "no such claim");
    e.claim = 0;
    impossible(l, e, "no such claim");
}

static void test_case_fold_takes_letters_over_as_sent(void **state) {
    struct life *l = *state;
    fold(l, (struct event){.kind = EVENT_LETTER_TAKEN_OVER, .letter = LETTER_REMINDER, .claim = 1,
        .day = D, .until = D + 14, .amount = 3500});
    const struct letter_note *n = &l->c.letters[0];
    assert_int_equal(n->state, LETTER_SENT);
    assert_int_equal(n->deadline, D + 14);
    assert_int_equal(n->stage_entry, 0);
    assert_int_equal(n->quote, 0); /* a quote that nobody here made is not waived for */
}

static void test_case_fold_interest_never_falls_below_zero(void **state) {
    struct life *l = *state;
    fold(l, (struct event){.kind = EVENT_INTEREST_ACCRUED, .amount = 100, .day = D, .until = D});
    fold(l, (struct event){.kind = EVENT_INTEREST_ACCRUED, .amount = -40, .day = D,
        .until = D - 5});
    assert_int_equal(l->c.interest_accrued, 60);
    assert_int_equal(l->c.interest_until, D); /* it never goes back */
    impossible(l, (struct event){.kind = EVENT_INTEREST_ACCRUED, .amount = -61, .day = D},
               "less than no interest");
}

static void test_case_fold_charges_and_waives_fees(void **state) {
    struct life *l = *state;
    struct event e = {.kind = EVENT_FEE_CHARGED, .fee = FEE_REMINDER, .owner = OWNER_CREDITOR,
        .amount = 3500, .day = D, .key = key_of("r")};
    fold(l, e);
    assert_int_equal(case_costs_open(&l->c), 3500);
    e.kind = EVENT_FEE_WAIVED;
    e.amount = 3501;
    impossible(l, e, "no such fee");
    e.amount = 3000;
    fold(l, e);
    assert_int_equal(case_costs_open(&l->c), 500);
    impossible(l, e, "no such fee"); /* only 500 is left */
    e.key = key_of("other");
    e.amount = 1;
    impossible(l, e, "no such fee");
    impossible(l, (struct event){.kind = EVENT_FEE_CHARGED, .fee = FEE_REMINDER, .amount = 1},
               "owner");
    impossible(l, (struct event){.kind = EVENT_FEE_CHARGED, .owner = OWNER_AGENCY, .amount = 1},
               "fee");
    e.kind = EVENT_FEE_CHARGED;
    e.amount = 0;
    impossible(l, e, "positive");
}

static void test_case_fold_payment_must_add_up_and_be_owed(void **state) {
    struct life *l = *state;
    struct event e = {.kind = EVENT_PAYMENT_ALLOCATED, .day = D, .until = D + 2, .days = 1,
        .amount = 60, .principal = 40, .interest = 15, .over = 5, .ref = TEXT("bank:1")};
    fold(l, e);
    assert_int_equal(case_principal_open(&l->c), 99960);
    assert_int_equal(l->c.interest_paid, 15);
    assert_int_equal(l->c.overpaid, 5);
    assert_int_equal(l->c.payments[0].booked_day, D + 2);
    assert_int_equal(l->c.payments[0].lag_days, 1);
    assert_int_equal(l->c.moves[0].payment, 1);
    e.amount = 61;
    impossible(l, e, "do not add up");
    e = (struct event){.kind = EVENT_PAYMENT_ALLOCATED, .day = D};
    impossible(l, e, "do not add up");
    e.amount = e.principal = 99961;
    impossible(l, e, "more principal");
    e.principal = 0;
    e.amount = e.costs_agency = 1;
    impossible(l, e, "more costs");
}

static void test_case_fold_payment_undone_restores_the_state_exactly(void **state) {
    struct life *l = *state;
    life_claim(l, 5000, on("2025-01-06"));
    life_letter(l, LETTER_REMINDER, "r", D, 3500);
    struct life was = *l;
    case_copy(&l->c, &l->arena, &was.c);
    /* Over both claims, the fee and the interest, and too much. */
    fold(l, (struct event){.kind = EVENT_PAYMENT_ALLOCATED, .day = D + 1, .until = D + 1,
        .amount = 118500, .principal = 105000, .interest = 10, .costs_creditor = 3500,
        .over = 9990, .ref = TEXT("bank:1")});
    assert_int_equal(case_principal_open(&l->c), 0);
    fold(l, (struct event){.kind = EVENT_PAYMENT_UNDONE, .day = D + 9, .amount = 118500,
        .principal = 105000, .interest = 10, .costs_creditor = 3500, .over = 9990,
        .ref = TEXT("bank:1")});
    assert_int_equal(l->c.n_payments, 1);
    assert_true(l->c.payments[0].undone);
    for (uint32_t i = 0; i < l->c.n_moves; i++) {
        assert_int_equal(l->c.moves[i].amount, 0);
    }
    l->c.n_payments = 0; /* the note and its empty moves are all that is left of it */
    l->c.n_moves = 0;
    assert_true(text_eq(life_bytes(l), life_bytes(&was)));
    l->c.n_payments = 1;
    impossible(l, (struct event){.kind = EVENT_PAYMENT_UNDONE, .ref = TEXT("bank:1")},
               "no such payment");
    impossible(l, (struct event){.kind = EVENT_PAYMENT_UNDONE, .ref = TEXT("bank:2")},
               "no such payment");
    l->arena = was.arena.n_bytes > l->arena.n_bytes ? was.arena : l->arena;
}

static void test_case_fold_gives_up_with_its_parts(void **state) {
    struct life *l = *state;
    fold(l, (struct event){.kind = EVENT_FEE_CHARGED, .fee = FEE_LIGHT, .owner = OWNER_AGENCY,
        .amount = 100, .day = D});
    fold(l, (struct event){.kind = EVENT_REMAINDER_WAIVED, .day = D, .amount = 35, .interest = 5,
        .costs_agency = 10, .principal = 20});
    assert_int_equal(l->c.interest_waived, 5);
    assert_int_equal(case_costs_open(&l->c), 90);
    assert_int_equal(case_principal_open(&l->c), 99980);
    assert_int_equal(l->c.written_off, 0);
    fold(l, (struct event){.kind = EVENT_WRITTEN_OFF, .day = D, .amount = 99980,
        .principal = 99980});
    assert_int_equal(l->c.written_off, 99980);
    assert_int_equal(l->c.moves[0].payment, 1); /* the payment it was waived for comes next */
    assert_int_equal(l->c.moves[1].payment, 0);
    impossible(l, (struct event){.kind = EVENT_WRITTEN_OFF, .amount = 1, .principal = 1},
               "more principal");
    impossible(l, (struct event){.kind = EVENT_WRITTEN_OFF, .amount = 91, .costs_agency = 91},
               "more costs");
}

static void test_case_fold_counts_stages(void **state) {
    struct life *l = *state;
    fold(l, (struct event){.kind = EVENT_STAGE_ENTERED, .day = D, .word = TEXT("reminder")});
    fold(l, (struct event){.kind = EVENT_LOOK_AFTER_DEADLINE, .day = D, .days = 3});
    assert_int_equal(l->c.look_after_deadline, 4);
    fold(l, (struct event){.kind = EVENT_STAGE_ENTERED, .day = D + 9, .word = TEXT("notice")});
    assert_text(l->c.stage, "notice");
    assert_text(l->c.came_from, "reminder");
    assert_int_equal(l->c.stage_since, D + 9);
    assert_int_equal(l->c.stage_entries, 2);
    assert_int_equal(l->c.look_after_deadline, 0);
}

/* Every move of a letter from every state. */
static void test_case_fold_letters_move_only_forward(void **state) {
    struct life *l = *state;
    static const enum event_kind moves[] = {EVENT_LETTER_COMPOSED, EVENT_LETTER_SENT,
        EVENT_LETTER_NOT_SENT, EVENT_LETTER_WITHDRAWN, EVENT_LETTER_RETURNED};
    /* rows: state; columns: state after the move, 0 = refused */
    static const enum letter_state after[LETTER_RETURNED + 1][5] = {
        [LETTER_PLANNED] = {LETTER_COMPOSED, 0, LETTER_NOT_SENT, LETTER_WITHDRAWN, 0},
        [LETTER_COMPOSED] = {LETTER_COMPOSED, LETTER_SENT, LETTER_NOT_SENT, 0, 0},
        [LETTER_SENT] = {0, 0, 0, 0, LETTER_RETURNED},
        [LETTER_NOT_SENT] = {0}, [LETTER_WITHDRAWN] = {0}, [LETTER_RETURNED] = {0},
    };
    const struct event planned = {.kind = EVENT_LETTER_PLANNED, .letter = LETTER_REMINDER,
        .key = key_of("r"), .day = D, .days = 14, .by = CHANNEL_LETTER};
    fold(l, planned);
    impossible(l, planned, "the same letter twice");
    for (int from = LETTER_PLANNED; from <= LETTER_RETURNED; from++) {
        for (int m = 0; m < 5; m++) {
            l->c.letters[0].state = (enum letter_state)from;
            const struct event e = {.kind = moves[m], .key = key_of("r"), .day = D};
            if (after[from][m] != 0) {
                fold(l, e);
                assert_int_equal(l->c.letters[0].state, after[from][m]);
            } else {
                impossible(l, e, "not in a state for that");
            }
        }
    }
    impossible(l, (struct event){.kind = EVENT_LETTER_SENT, .key = key_of("x")}, "no such letter");
}

static void test_case_fold_composed_letter_is_a_quote(void **state) {
    struct life *l = *state;
    fold(l, (struct event){.kind = EVENT_LETTER_PLANNED, .letter = LETTER_REMINDER,
        .key = key_of("r"), .day = D});
    fold(l, (struct event){.kind = EVENT_LETTER_COMPOSED, .key = key_of("r"), .day = D + 1,
        .until = D + 15, .amount = 103500, .costs_agency = 3500, .content = key_of("c")});
    const struct letter_note *n = &l->c.letters[0];
    assert_int_equal(n->quote, 103500);
    assert_int_equal(n->fee, 3500);
    assert_int_equal(n->deadline, D + 15);
    assert_int_equal(n->claims_upto, 1);
    fold(l, (struct event){.kind = EVENT_LETTER_NOT_SENT, .key = key_of("r"), .day = D + 1});
    assert_int_equal(n->quote, 0); /* what was never sent promises nothing */
}

static void test_case_fold_disputes_holds_questions_and_parking(void **state) {
    struct life *l = *state;
    const struct text before = life_bytes(l);
    fold(l, (struct event){.kind = EVENT_DISPUTE_OPENED, .day = D, .word = TEXT("not mine")});
    assert_int_equal(l->c.disputed_since, D);
    fold(l, (struct event){.kind = EVENT_DISPUTE_CLOSED, .day = D + 1});
    assert_int_equal(l->c.n_disputes, 1);
    assert_int_equal(l->c.n_objections, 1); /* both stay on record */
    assert_int_equal(l->c.objections[0].made, D);
    assert_int_equal(l->c.objections[0].handled, D + 1);
    l->c.n_disputes = 0;
    l->c.n_objections = 0;
    fold(l, (struct event){.kind = EVENT_HOLD_SET, .day = D, .until = D + 5, .word = TEXT("why")});
    assert_int_equal(l->c.held_until, D + 5);
    fold(l, (struct event){.kind = EVENT_HOLD_ENDED, .day = D});
    fold(l, (struct event){.kind = EVENT_CREDITOR_ASKED, .day = D, .until = D + 7});
    assert_int_equal(l->c.creditor_answer_due, D + 7);
    fold(l, (struct event){.kind = EVENT_CREDITOR_ANSWERED, .day = D});
    fold(l, (struct event){.kind = EVENT_PARKED, .day = D, .word = TEXT("rules_failed")});
    assert_text(l->c.parked, "rules_failed");
    fold(l, (struct event){.kind = EVENT_RESUMED, .day = D});
    fold(l, (struct event){.kind = EVENT_CLOSED, .day = D, .word = TEXT("paid")});
    assert_text(l->c.close_why, "paid");
    impossible(l, (struct event){.kind = EVENT_CLOSED, .day = D}, "closed before");
    fold(l, (struct event){.kind = EVENT_REOPENED, .day = D});
    assert_true(text_eq(life_bytes(l), before)); /* each has its opposite */
}

static void test_case_fold_notes_change_nothing(void **state) {
    struct life *l = *state;
    const struct text before = life_bytes(l);
    fold(l, (struct event){.kind = EVENT_NOTED, .day = D, .word = TEXT("hm")});
    fold(l, (struct event){.kind = EVENT_CONTACTED, .day = D});
    fold(l, (struct event){.kind = EVENT_MESSAGE_NOTED, .day = D});
    fold(l, (struct event){.kind = EVENT_TASK_RAISED, .day = D});
    assert_true(text_eq(life_bytes(l), before));
}

static void test_case_fold_refuses_what_this_build_does_not_know(void **state) {
    struct life *l = *state;
    impossible(l, (struct event){.kind = EVENT_REMITTED}, "does not know it");
    impossible(l, (struct event){.kind = EVENT_KINDS}, "does not know it");
    impossible(l, (struct event){0}, "does not know it");
}

static void test_case_fold_keeps_a_question_and_its_answer(void **state) {
    struct life *l = *state;
    const struct hash key = hash_of(TEXT("question"));
    impossible(l, (struct event){.kind = EVENT_SCORE_NOTED, .key = key}, "no such question");
    impossible(l, (struct event){.kind = EVENT_INQUIRY_ASKED, .key = key, .word = TEXT("letter")},
               "neither a score nor a register");
    fold(l, (struct event){.kind = EVENT_INQUIRY_ASKED, .key = key, .day = D,
                           .word = TEXT("score")});
    impossible(l, (struct event){.kind = EVENT_INQUIRY_ASKED, .key = key, .day = D,
                                 .word = TEXT("score")}, "the same question twice");
    impossible(l, (struct event){.kind = EVENT_WASH_NOTED, .key = key}, "no such question");
    fold(l, (struct event){.kind = EVENT_SCORE_NOTED, .key = key, .day = D, .points = 40,
                           .word = TEXT("fair"), .ref = TEXT("m")});
    const struct inquiry_note *n = inquiry_answer(&l->c, EFFECT_SCORE, D + SCORE_LIFE_DAYS);
    assert_non_null(n);
    assert_int_equal(n->points, 40);
    assert_null(inquiry_answer(&l->c, EFFECT_SCORE, D + SCORE_LIFE_DAYS + 1)); /* too old */
    impossible(l, (struct event){.kind = EVENT_INQUIRY_ENDED, .key = key}, "no such question");
}

static void test_case_fold_step_counts_and_stops_at_the_first_impossible(void **state) {
    struct life *l = *state;
    const int64_t steps = l->c.steps;
    const struct event good[] = {{.kind = EVENT_NOTED}, {.kind = EVENT_NOTED}};
    assert_int_equal(case_fold_step(&l->c, good, 2, &l->arena, &l->st), STATUS_OK);
    assert_int_equal(l->c.steps, steps + 1);
    const struct event bad[] = {{.kind = EVENT_NOTED}, {.kind = EVENT_MERGED}};
    assert_int_equal(case_fold_step(&l->c, bad, 2, &l->arena, &l->st), STATUS_CORRUPT);
    assert_int_equal(l->c.steps, steps + 1);
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(test_case_fold_opens_once),
        T(test_case_fold_adds_claims_with_a_number_of_their_own),
        T(test_case_fold_reduces_at_most_what_is_open),
        T(test_case_fold_takes_letters_over_as_sent),
        T(test_case_fold_interest_never_falls_below_zero),
        T(test_case_fold_charges_and_waives_fees),
        T(test_case_fold_payment_must_add_up_and_be_owed),
        T(test_case_fold_payment_undone_restores_the_state_exactly),
        T(test_case_fold_gives_up_with_its_parts),
        T(test_case_fold_counts_stages),
        T(test_case_fold_letters_move_only_forward),
        T(test_case_fold_composed_letter_is_a_quote),
        T(test_case_fold_disputes_holds_questions_and_parking),
        T(test_case_fold_notes_change_nothing),
        T(test_case_fold_refuses_what_this_build_does_not_know),
        T(test_case_fold_keeps_a_question_and_its_answer),
        T(test_case_fold_step_counts_and_stops_at_the_first_impossible),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
