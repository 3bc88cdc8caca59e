#include "unit/law/law_desk.h"

#include <string.h>

static struct action plan_of(int32_t parts, const char *first) {
    return (struct action){.kind = ACTION_PLAN, .parts = parts, .first = on(first)};
}

static void test_plan_keeps_to_its_bounds(void **state) {
    (void)state;
    static const struct {
        int32_t parts;
        const char *first, *expected;
    } rows[] = {
        {1, "2026-05-20", "plan_parts"},   {2, "2026-05-20", "allowed"},
        {60, "2026-05-20", "allowed"},     {61, "2026-05-20", "plan_parts"},
        {3, "2026-04-20", "plan_first"},   {3, "2026-04-21", "allowed"},
        {3, "2026-07-19", "allowed"},      {3, "2026-07-20", "plan_first"},
    };
    struct desk k;
    (void)desk_open_demanded(&k);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct action a = plan_of(rows[i].parts, rows[i].first);
        /* A rule agrees with nobody (INKF § 2-4): what would be lawful waits for a person. */
        const bool lawful = strcmp(rows[i].expected, "allowed") == 0;
        assert_verdict(desk_judge(&k, "2026-04-20", a),
                       lawful ? "person: plan_not_agreed" : rows[i].expected);
        assert_verdict(desk_judge_by(&k, "2026-04-20", a, true), rows[i].expected);
    }
    struct action no_day = {.kind = ACTION_PLAN, .parts = 3};
    assert_verdict(desk_judge(&k, "2026-04-20", no_day), "plan_first");
}

static void test_defer_keeps_to_its_bounds(void **state) {
    (void)state;
    static const struct {
        int32_t days;
        const char *expected;
    } rows[] = {{0, "defer_days"}, {1, "allowed"}, {90, "allowed"}, {91, "defer_days"}};
    struct desk k;
    (void)desk_open_demanded(&k);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct action a = {.kind = ACTION_DEFER, .days = rows[i].days};
        assert_verdict(desk_judge(&k, "2026-04-20", a), rows[i].expected);
        assert_verdict(desk_judge_by(&k, "2026-04-20", a, true), rows[i].expected);
    }
}

static void test_hold_ends_on_a_day_that_comes(void **state) {
    (void)state;
    static const struct {
        const char *until, *expected;
    } rows[] = {{"2026-04-19", "hold_days"},
                {"2026-04-20", "allowed"},
                {"2036-04-20", "allowed"},
                {"2036-04-21", "hold_days"},
                {"9999-12-31", "hold_days"}};
    struct desk k;
    (void)desk_open_demanded(&k);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct action a = {.kind = ACTION_HOLD, .what = TEXT("x"), .until = on(rows[i].until)};
        assert_verdict(desk_judge(&k, "2026-04-20", a), rows[i].expected);
    }
    assert_verdict(desk_judge(&k, "2026-04-20", (struct action){.kind = ACTION_HOLD,
                                                                .what = TEXT("x")}), "allowed");
}

static void test_plan_and_defer_need_somebody_who_can_agree(void **state) {
    (void)state;
    const struct action acts[] = {plan_of(3, "2026-05-20"), {.kind = ACTION_DEFER, .days = 14}};
    for (size_t i = 0; i < 2; i++) {
        struct desk k;
        (void)desk_open_demanded(&k);
        k.c.disputed_since = on("2026-04-01");
        assert_verdict(desk_judge_by(&k, "2026-04-20", acts[i], true), "open_objection");
        k.c.disputed_since = DAY_NONE;
        k.debtor.died = on("2026-04-01");
        assert_verdict(desk_judge_by(&k, "2026-04-20", acts[i], true), "debtor_died");
        k.debtor.died = DAY_NONE;
        k.debtor.bankrupt = on("2026-04-01");
        assert_verdict(desk_judge_by(&k, "2026-04-20", acts[i], true), "bankrupt");
        k.debtor.bankrupt = DAY_NONE;
        k.debtor.debt_settlement = on("2026-04-01");
        assert_verdict(desk_judge_by(&k, "2026-04-20", acts[i], true), "debt_settlement");
        k.debtor.debt_settlement = DAY_NONE;
        k.debtor.guardian = TEXT("Verge Eksempel");
        assert_verdict(desk_judge(&k, "2026-04-20", acts[i]), "person: guardian");
        assert_verdict(desk_judge_by(&k, "2026-04-20", acts[i], true), "allowed");
        k.c.closed = on("2026-04-01");
        assert_verdict(desk_judge_by(&k, "2026-04-20", acts[i], true), "closed");
        k.c.closed = DAY_NONE;
        k.claims[0].open = 0;
        k.c.interest_paid = 1000000;
        assert_verdict(desk_judge_by(&k, "2026-04-20", acts[i], true), "nothing_owed");
    }
}

static void test_plan_and_defer_do_not_revive_a_claim_lost_by_time(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2023-03-02");
    const struct action acts[] = {plan_of(3, "2026-04-02"), {.kind = ACTION_DEFER, .days = 14}};
    for (size_t i = 0; i < 2; i++) {
        assert_verdict(desk_judge_by(&k, "2026-03-02", acts[i], true), "allowed");
        assert_verdict(desk_judge_by(&k, "2026-03-03", acts[i], true), "time_barred");
    }
}

static void test_plan_that_is_kept_is_not_replaced_by_a_rule(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    desk_agree_plan(&k, "2026-04-20", "2026-05-20", 3);
    assert_verdict(desk_judge(&k, "2026-05-20", plan_of(6, "2026-06-20")), "plan_runs");
    assert_verdict(desk_judge_by(&k, "2026-05-20", plan_of(6, "2026-06-20"), true), "allowed");
    assert_verdict(desk_judge(&k, "2026-05-21", plan_of(6, "2026-06-20")),
                   "person: plan_not_agreed");
}

static void test_end_plan_by_a_rule_after_a_letter(void **state) {
    (void)state;
    const struct action end = {.kind = ACTION_END_PLAN};
    struct desk k;
    (void)desk_open_demanded(&k);
    assert_verdict(desk_judge(&k, "2026-05-20", end), "no_plan");
    assert_verdict(desk_judge_by(&k, "2026-05-20", end, true), "no_plan");
    desk_agree_plan(&k, "2026-04-20", "2026-05-20", 3);
    assert_verdict(desk_judge(&k, "2026-05-20", end), "plan_kept");
    assert_verdict(desk_judge_by(&k, "2026-05-20", end, true), "allowed");
    assert_verdict(desk_judge(&k, "2026-05-21", end), "plan_not_warned");
    struct letter_note *l = desk_add_letter(&k, LETTER_PLAN_BROKEN, "2026-05-21", 14, 0);
    assert_verdict(desk_judge(&k, "2026-06-04", end), "deadline_running 2026-06-05");
    assert_verdict(desk_judge(&k, "2026-06-05", end), "allowed");
    assert_verdict(desk_judge_by(&k, "2026-05-21", end, true), "allowed");
    l->sent -= 1; /* before this instalment was missing */
    assert_verdict(desk_judge(&k, "2026-06-05", end), "plan_not_warned");
    l->sent += 1;
    l->state = LETTER_RETURNED;
    assert_verdict(desk_judge(&k, "2026-06-05", end), "plan_not_warned");
    l->state = LETTER_SENT;
    k.c.plan.paid = 30000; /* the first came late; the second is due on Monday 22 June */
    assert_verdict(desk_judge(&k, "2026-06-22", end), "plan_kept");
    assert_verdict(desk_judge(&k, "2026-06-23", end), "plan_not_warned");
    k.c.plan.paid = k.c.plan.total;
    assert_verdict(desk_judge(&k, "2026-06-23", end), "allowed");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plan_keeps_to_its_bounds),
        cmocka_unit_test(test_defer_keeps_to_its_bounds),
        cmocka_unit_test(test_hold_ends_on_a_day_that_comes),
        cmocka_unit_test(test_plan_and_defer_need_somebody_who_can_agree),
        cmocka_unit_test(test_plan_and_defer_do_not_revive_a_claim_lost_by_time),
        cmocka_unit_test(test_plan_that_is_kept_is_not_replaced_by_a_rule),
        cmocka_unit_test(test_end_plan_by_a_rule_after_a_letter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
