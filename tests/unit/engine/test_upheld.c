/* test_upheld.c - an objection that was right, through the loop: who is asked to credit the claim,
 * what opens the collection of the rest, and what closes it again. */
#include "unit/engine/undo_desk.h"

static void settle(struct house *h, const char *outcome) {
    (void)tell(h, (struct tell){.case_id = FIRST_CASE, .what = TEXT("settle-dispute"),
                                .reason = TEXT("Kvittering"), .outcome = text_of(outcome)});
}

static void object_and(struct house *h, const char *outcome) {
    OK(h, house_tell(h, FIRST_CASE, "dispute", "Betalt i januar"));
    settle(h, outcome);
}

static void sends(struct house *h, const char *letter, const char *refused_for) {
    const struct tell t = {.case_id = FIRST_CASE, .what = TEXT("send"),
                           .letter = text_of(letter), .days = 14};
    if (refused_for != NULL) {
        refused(h, refused_for, t);
    } else {
        (void)tell(h, t);
    }
}

static void test_the_creditor_is_asked_to_credit_the_claim(void **state) {
    struct house *h = *state;
    object_and(h, "upheld");
    const struct krav_case *c = house_case(h, FIRST_CASE);
    assert_true(case_upheld(c));
    assert_int_equal(c->right_since, h->e.today);
    assert_int_equal(case_costs_open(c), 0);
    assert_true(house_task(h, FIRST_CASE, "credit_or_withdraw"));
    sends(h, "reminder", "§§ 8, 17");
    house_day(h, "2026-05-20");
    struct outbox_row *rows;
    const uint32_t n = house_rows(h, EFFECT_PLANNED, &rows);
    for (uint32_t i = 0; i < n; i++) {
        assert_true(rows[i].effect.letter == LETTER_DISPUTE_RECEIVED ||
                    rows[i].effect.letter == LETTER_DISPUTE_ANSWER);
    }
    house_whole(h);
}

/* What is left after the credit note is collected, and bears no fee. */
static void test_a_credit_note_leaves_the_rest(void **state) {
    struct house *h = *state;
    object_and(h, "upheld");
    assert_int_equal(house_take(h, a_credit_note("c1", "A-1", 40000)), TAKEN_NEW);
    const struct krav_case *c = house_case(h, FIRST_CASE);
    assert_false(case_upheld(c));
    assert_true(c->right_since != DAY_NONE);
    assert_false(house_task(h, FIRST_CASE, "credit_or_withdraw"));
    const uint32_t costs = c->n_costs;
    house_day(h, "2026-04-01");
    sends(h, "collection_notice", NULL);
    (void)house_send(h);
    assert_int_equal(house_case(h, FIRST_CASE)->n_costs, costs);
    house_whole(h);
}

static void test_a_credit_note_taken_back_closes_it_again(void **state) {
    struct house *h = *state;
    object_and(h, "upheld");
    assert_int_equal(house_take(h, a_credit_note("c1", "A-1", 40000)), TAKEN_NEW);
    const int64_t step = h->e.head.id;
    (void)tell(h, (struct tell){.case_id = FIRST_CASE, .what = TEXT("reverse"), .step = step,
                                .reason = TEXT("feil faktura")});
    assert_true(case_upheld(house_case(h, FIRST_CASE)));
    sends(h, "reminder", "§§ 8, 17");
    house_whole(h);
}

/* A recorded decision alone makes it owed again, and only the part that was not right. */
static void test_it_may_be_decided_anew_that_a_part_was_right(void **state) {
    struct house *h = *state;
    object_and(h, "upheld");
    refused(h, "no objection is open", (struct tell){.case_id = FIRST_CASE,
        .what = TEXT("settle-dispute"), .reason = TEXT("x"), .outcome = TEXT("rejected")});
    settle(h, "partly");
    const struct krav_case *c = house_case(h, FIRST_CASE);
    assert_false(case_upheld(c));
    assert_true(c->right_since != DAY_NONE);
    assert_int_equal(c->n_objections, 1);
    assert_text(c->objections[0].outcome, "partly");
    assert_false(house_task(h, FIRST_CASE, "credit_or_withdraw"));
    house_whole(h);
}

/* Another objection that is not right leaves the first as it was. */
static void test_a_later_rejection_does_not_undo_it(void **state) {
    struct house *h = *state;
    object_and(h, "upheld");
    object_and(h, "rejected");
    assert_true(case_upheld(house_case(h, FIRST_CASE)));
    sends(h, "reminder", "§§ 8, 17");
    house_whole(h);
}

static void test_who_was_not_right_still_owes(void **state) {
    struct house *h = *state;
    object_and(h, "rejected");
    assert_false(case_upheld(house_case(h, FIRST_CASE)));
    assert_int_equal(house_case(h, FIRST_CASE)->right_since, DAY_NONE);
    assert_false(house_task(h, FIRST_CASE, "credit_or_withdraw"));
    house_day(h, "2026-04-01");
    sends(h, "collection_notice", NULL);
    house_whole(h);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_the_creditor_is_asked_to_credit_the_claim),
        TEST(test_a_credit_note_leaves_the_rest),
        TEST(test_a_credit_note_taken_back_closes_it_again),
        TEST(test_it_may_be_decided_anew_that_a_part_was_right),
        TEST(test_a_later_rejection_does_not_undo_it),
        TEST(test_who_was_not_right_still_owes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
