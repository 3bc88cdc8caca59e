/* Who may be scored or looked up, when and how often: each boundary from both sides. */
#include "unit/law/law_desk.h"

#include "law/inquiring.h"

static struct verdict score(struct desk *k, const char *date) {
    return desk_judge(k, date, (struct action){.kind = ACTION_SCORE});
}

static struct verdict wash(struct desk *k, const char *date) {
    return desk_judge(k, date, (struct action){.kind = ACTION_WASH});
}

static void test_score_of_a_person_waits_for_the_demands_deadline(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-03-02");
    assert_verdict(score(&k, "2026-06-01"), "score_early");
    /* The demand is to be paid by Tuesday 14 April. */
    (void)desk_open_demanded(&k);
    assert_verdict(score(&k, "2026-04-14"), "score_early");
    assert_verdict(score(&k, "2026-04-15"), "allowed");
    /* A judgment is reason enough. */
    desk_open(&k, "2026-03-02");
    k.c.judged = on("2026-05-01");
    assert_verdict(score(&k, "2026-06-01"), "allowed");
}

static void test_score_of_a_business_waits_for_the_due_day(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-03-02");
    k.debtor.kind = DEBTOR_BUSINESS;
    assert_int_equal(score(&k, "2026-03-01").kind, VERDICT_NOT_BEFORE);
    assert_verdict(score(&k, "2026-03-02"), "allowed");
}

static void test_score_needs_a_claim_that_stands(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    k.c.disputed_since = on("2026-04-15");
    assert_verdict(score(&k, "2026-04-20"), "open_objection");
    (void)desk_open_demanded(&k);
    k.debtor.died = on("2026-04-15");
    assert_verdict(score(&k, "2026-04-20"), "debtor_died");
    (void)desk_open_demanded(&k);
    k.debtor.dissolved = on("2026-04-15");
    assert_verdict(score(&k, "2026-04-20"), "dissolved");
}

/* `asked` is the note of the question before. */
static void ask_before(struct desk *k, struct inquiry_note *asked, enum effect_kind kind,
                       const char *date) {
    *asked = (struct inquiry_note){.kind = kind, .state = INQUIRY_ENDED, .asked = on(date)};
    k->c.inquiries = asked;
    k->c.n_inquiries = 1;
}

static void test_score_is_asked_for_once_in_thirty_days(void **state) {
    (void)state;
    struct desk k;
    struct inquiry_note asked;
    (void)desk_open_demanded(&k);
    ask_before(&k, &asked, EFFECT_SCORE, "2026-05-01");
    const struct verdict v = score(&k, "2026-05-30");
    assert_int_equal(v.kind, VERDICT_NOT_BEFORE);
    assert_true(text_is(v.reason, "asked_lately"));
    assert_int_equal(v.not_before, on("2026-05-31"));
    assert_verdict(score(&k, "2026-05-31"), "allowed");
    /* A register is another matter. */
    ask_before(&k, &asked, EFFECT_WASH, "2026-05-30");
    assert_verdict(score(&k, "2026-05-31"), "allowed");
}

static void test_wash_needs_a_number_and_an_open_case(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-03-02");
    assert_verdict(wash(&k, "2026-03-01"), "identity_unknown");
    k.debtor.identity = TEXT("311758489");
    assert_verdict(wash(&k, "2026-03-01"), "allowed");
    k.c.disputed_since = on("2026-04-15"); /* what is written about him should be true all the same */
    assert_verdict(wash(&k, "2026-04-20"), "allowed");
    k.c.closed = on("2026-05-01");
    assert_verdict(wash(&k, "2026-05-02"), "closed");
}

static void test_wash_is_asked_for_once_in_seven_days(void **state) {
    (void)state;
    struct desk k;
    struct inquiry_note asked;
    desk_open(&k, "2026-03-02");
    k.debtor.identity = TEXT("311758489");
    ask_before(&k, &asked, EFFECT_WASH, "2026-05-01");
    assert_int_equal(wash(&k, "2026-05-07").kind, VERDICT_NOT_BEFORE);
    assert_verdict(wash(&k, "2026-05-08"), "allowed");
}

static void test_letters_to_a_dissolved_business_are_forbidden(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-03-02");
    k.debtor.kind = DEBTOR_BUSINESS;
    const struct action a = {.kind = ACTION_SEND, .letter = LETTER_REMINDER, .days = 14};
    assert_verdict(desk_judge(&k, "2026-03-20", a), "allowed");
    k.debtor.winding_up = on("2026-03-10");
    assert_verdict(desk_judge(&k, "2026-03-20", a), "allowed");
    k.debtor.dissolved = on("2026-03-15");
    assert_verdict(desk_judge(&k, "2026-03-20", a), "dissolved");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_score_of_a_person_waits_for_the_demands_deadline),
        cmocka_unit_test(test_score_of_a_business_waits_for_the_due_day),
        cmocka_unit_test(test_score_needs_a_claim_that_stands),
        cmocka_unit_test(test_score_is_asked_for_once_in_thirty_days),
        cmocka_unit_test(test_wash_needs_a_number_and_an_open_case),
        cmocka_unit_test(test_wash_is_asked_for_once_in_seven_days),
        cmocka_unit_test(test_letters_to_a_dissolved_business_are_forbidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
