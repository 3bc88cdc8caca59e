/* test_instalments.c - what may be offered, accepted, adjusted and reminded of, and what must have
 * been told: each bound from both sides. */
#include "unit/law/law_desk.h"

#include "domain/plan.h"
#include "law/instalments.h"

static struct action act(enum action_kind kind, int32_t parts, const char *first, bool uplift) {
    return (struct action){.kind = kind, .parts = parts, .first = first ? on(first) : DAY_NONE,
                           .uplift = uplift, .by = CHANNEL_LETTER};
}

static void test_offer_keeps_to_the_bounds_of_a_plan(void **state) {
    (void)state;
    static const struct {
        int32_t parts;
        const char *first, *expected;
    } rows[] = {
        {1, "2026-05-20", "plan_parts"},  {2, "2026-05-20", "allowed"},
        {60, "2026-05-20", "allowed"},    {61, "2026-05-20", "plan_parts"},
        {3, "2026-04-20", "plan_first"},  {3, "2026-04-21", "allowed"},
        {3, "2026-07-19", "allowed"},     {3, "2026-07-20", "plan_first"},
    };
    struct desk k;
    (void)desk_open_demanded(&k);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct action a = act(ACTION_OFFER_PLAN, rows[i].parts, rows[i].first, false);
        assert_verdict(desk_judge(&k, "2026-04-20", a), rows[i].expected); /* a rule may offer */
        assert_verdict(desk_judge_by(&k, "2026-04-20", a, true), rows[i].expected);
    }
    const struct action costly = act(ACTION_OFFER_PLAN, 5, "2026-05-20", true);
    assert_verdict(desk_judge(&k, "2026-04-20", costly), "person: plan_not_agreed");
    assert_verdict(desk_judge_by(&k, "2026-04-20", costly, true), "allowed");
    (void)desk_add_letter(&k, LETTER_PLAN_OFFER, "2026-04-20", 0, 0);
    const struct action again = act(ACTION_OFFER_PLAN, 3, "2026-05-20", false);
    assert_verdict(desk_judge_by(&k, "2026-04-26", again, true), "too_often 2026-04-27");
    assert_verdict(desk_judge_by(&k, "2026-04-27", again, true), "allowed");
}

static void test_offer_is_accepted_until_its_first_day_by_a_person(void **state) {
    (void)state;
    const struct action accept = act(ACTION_ACCEPT_PLAN, 0, NULL, false);
    struct desk k;
    (void)desk_open_demanded(&k);
    assert_verdict(desk_judge_by(&k, "2026-04-20", accept, true), "no_offer");
    k.c.offer = (struct plan){.agreed = on("2026-04-20"), .first = on("2026-05-20"), .parts = 3,
                              .amount = 50000, .total = 150000};
    assert_verdict(desk_judge_by(&k, "2026-05-20", accept, true), "allowed");
    assert_verdict(desk_judge(&k, "2026-05-20", accept), "person: plan_not_agreed");
    assert_verdict(desk_judge_by(&k, "2026-05-21", accept, true), "no_offer");
    k.c.disputed_since = on("2026-05-01");
    assert_verdict(desk_judge_by(&k, "2026-05-20", accept, true), "open_objection");
}

static void test_adjusting_is_for_a_plan_that_runs_and_a_person(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    const struct action one = act(ACTION_ADJUST_PLAN, 1, "2026-06-22", false);
    assert_verdict(desk_judge_by(&k, "2026-05-20", one, true), "no_plan");
    desk_agree_plan(&k, "2026-04-20", "2026-05-20", 3);
    assert_verdict(desk_judge_by(&k, "2026-05-20", one, true), "allowed");
    assert_verdict(desk_judge(&k, "2026-05-20", one), "person: plan_not_agreed");
    assert_verdict(desk_judge_by(&k, "2026-05-20", act(ACTION_ADJUST_PLAN, 0, "2026-06-22", false),
                                 true), "plan_parts");
    assert_verdict(desk_judge_by(&k, "2026-05-20", act(ACTION_ADJUST_PLAN, 3, "2026-05-20", false),
                                 true), "plan_first");
}

/* Asked for nothing until the day is over, with the bank's own: no demand, no cost. */
static void test_an_offer_gives_time_to_answer(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    k.c.offer = (struct plan){.agreed = on("2026-04-20"), .first = on("2026-05-20"), .parts = 3,
                              .amount = 50000, .total = 150000};
    assert_verdict(desk_send(&k, "2026-05-20", LETTER_LEGAL_NOTICE), "deadline_running 2026-05-21");
    assert_verdict(desk_send(&k, "2026-05-21", LETTER_LEGAL_NOTICE), "allowed");
    assert_charge(&k, "2026-05-20", FEE_HEAVY, "deadline_running 2026-05-21");
    assert_charge(&k, "2026-05-21", FEE_HEAVY, "600,00");
}

/* More than four in all, those that have come included (inkassoforskriften § 2-4). */
static void test_the_addition_counts_instalments_from_before(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    desk_agree_plan(&k, "2026-04-20", "2026-05-20", 3);
    k.c.plan.paid = 60000; /* two have come */
    assert_verdict(desk_judge_by(&k, "2026-06-20", act(ACTION_ADJUST_PLAN, 2, "2026-07-20", true),
                                 true), "few_instalments");
    assert_verdict(desk_judge_by(&k, "2026-06-20", act(ACTION_ADJUST_PLAN, 3, "2026-07-20", true),
                                 true), "allowed");
    k.c.plan.done = 3;
    k.c.plan.parts = 1;
    k.c.plan.uplift = 112500;
    assert_charge(&k, "2026-05-20", FEE_PLAN_UPLIFT, "few_instalments");
    k.c.plan.parts = 2;
    assert_charge(&k, "2026-05-20", FEE_PLAN_UPLIFT, "1 125,00");
}

static void test_an_addition_that_is_not_lawful_is_not_told_of(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-03-02");
    assert_verdict(desk_judge_by(&k, "2026-04-20", act(ACTION_PLAN, 5, "2026-05-20", true), true),
                   "no_demand");
    assert_verdict(desk_judge_by(&k, "2026-04-20", act(ACTION_PLAN, 5, "2026-05-20", false), true),
                   "allowed");
    (void)desk_open_demanded(&k);
    assert_verdict(desk_judge_by(&k, "2026-04-20", act(ACTION_PLAN, 4, "2026-05-20", true), true),
                   "few_instalments");
    assert_verdict(desk_judge_by(&k, "2026-04-20", act(ACTION_PLAN, 5, "2026-05-20", true), true),
                   "allowed");
}

/* Due 2026-05-20: from two weeks before, once, and not when it should have come. */
static void test_reminder_of_an_instalment_within_two_weeks_and_once(void **state) {
    (void)state;
    const struct action send = {.kind = ACTION_SEND, .letter = LETTER_PLAN_REMINDER,
                                .by = CHANNEL_EMAIL};
    struct desk k;
    (void)desk_open_demanded(&k);
    assert_verdict(desk_judge(&k, "2026-05-10", send), "no_plan");
    desk_agree_plan(&k, "2026-04-20", "2026-05-20", 3);
    assert_verdict(desk_judge(&k, "2026-05-05", send), "nothing_due_soon 2026-05-06");
    assert_verdict(desk_judge(&k, "2026-05-06", send), "allowed");
    assert_verdict(desk_judge(&k, "2026-05-20", send), "allowed");
    assert_verdict(desk_judge(&k, "2026-05-21", send), "nothing_due_soon");
    (void)desk_add_letter(&k, LETTER_PLAN_REMINDER, "2026-05-15", 0, 0);
    assert_verdict(desk_judge(&k, "2026-05-18", send), "too_often");
    k.c.plan.paid = 30000;
    assert_verdict(desk_judge(&k, "2026-06-08", send), "allowed"); /* the next one */
    k.c.plan.paid = 90000;
    assert_verdict(desk_judge(&k, "2026-06-08", send), "nothing_due_soon");
}

static void test_the_rise_that_is_told_is_what_heavy_costs_would_add(void **state) {
    (void)state;
    struct desk k;
    struct status st = {0};
    struct law_letter_terms terms;
    (void)desk_open_demanded(&k);
    assert_int_equal(law_letter_terms(law_builtin(), desk_look(&k, "2026-04-20"),
                                      LETTER_PLAN_AGREED, &terms, &st), STATUS_OK);
    assert_int_equal(terms.told, 60000);
    (void)desk_add_cost(&k, FEE_LIGHT, OWNER_AGENCY, 30000);
    assert_int_equal(law_letter_terms(law_builtin(), desk_look(&k, "2026-04-20"),
                                      LETTER_PLAN_AGREED, &terms, &st), STATUS_OK);
    assert_int_equal(terms.told, 30000);
    (void)desk_add_cost(&k, FEE_HEAVY, OWNER_AGENCY, 30000);
    assert_int_equal(law_letter_terms(law_builtin(), desk_look(&k, "2026-04-20"),
                                      LETTER_PLAN_AGREED, &terms, &st), STATUS_OK);
    assert_int_equal(terms.told, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_offer_keeps_to_the_bounds_of_a_plan),
        cmocka_unit_test(test_offer_is_accepted_until_its_first_day_by_a_person),
        cmocka_unit_test(test_adjusting_is_for_a_plan_that_runs_and_a_person),
        cmocka_unit_test(test_an_offer_gives_time_to_answer),
        cmocka_unit_test(test_the_addition_counts_instalments_from_before),
        cmocka_unit_test(test_an_addition_that_is_not_lawful_is_not_told_of),
        cmocka_unit_test(test_reminder_of_an_instalment_within_two_weeks_and_once),
        cmocka_unit_test(test_the_rise_that_is_told_is_what_heavy_costs_would_add),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
