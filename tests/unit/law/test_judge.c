#include "unit/law/law_desk.h"

static void test_law_judge_answers_each_action(void **state) {
    (void)state;
    static const struct {
        enum action_kind kind;
        const char *rule, *person, *closed; /* by a rule, by a person, by a rule when closed */
    } rows[] = {
        {ACTION_CALL, "allowed", "allowed", "closed"},
        {ACTION_MOVE, "allowed", "allowed", "closed"},
        {ACTION_LOOK_AGAIN, "allowed", "allowed", "allowed"},
        {ACTION_SCORE, "score_early", "score_early", "closed"},
        {ACTION_WASH, "identity_unknown", "identity_unknown", "closed"},
        {ACTION_PLAN, "plan_parts", "plan_parts", "closed"},
        {ACTION_DEFER, "defer_days", "defer_days", "closed"},
        {ACTION_END_PLAN, "no_plan", "no_plan", "closed"},
        {ACTION_HOLD, "allowed", "allowed", "allowed"},
        {ACTION_RELEASE, "allowed", "allowed", "allowed"},
        {ACTION_MERGE, "merge_none", "merge_none", "closed"},
        {ACTION_FILE, "person: needs_person", "person: needs_person", "closed"},
        {ACTION_ASK_CREDITOR, "allowed", "allowed", "allowed"},
        {ACTION_TASK, "allowed", "allowed", "allowed"},
        {ACTION_WRITE_OFF, "person: write_off_by_person", "allowed", "closed"},
        {ACTION_NOTE, "allowed", "allowed", "allowed"},
        {ACTION_CLOSE, "person: money_open", "allowed", "closed"},
        {ACTION_WITHDRAW, "person_only", "allowed", "person_only"},
        {ACTION_FILED, "person_only", "filing_kind", "person_only"},
        {ACTION_REVERSE, "person_only", "nothing_to_reverse", "person_only"},
        {ACTION_REFUND, "person_only", "nothing_overpaid", "person_only"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct action a = {.kind = rows[i].kind};
        struct desk k;
        desk_open(&k, "2026-09-01");
        assert_verdict(desk_judge(&k, "2026-10-01", a), rows[i].rule);
        assert_verdict(desk_judge_by(&k, "2026-10-01", a, true), rows[i].person);
        k.c.closed = on("2026-09-20");
        assert_verdict(desk_judge(&k, "2026-10-01", a), rows[i].closed);
    }
}

static void test_law_judge_answers_every_kind_of_action(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-09-01");
    for (int kind = 1; kind < ACTION_KINDS; kind++) {
        struct action a = {.kind = (enum action_kind)kind, .letter = LETTER_REMINDER, .days = 14};
        struct verdict v = desk_judge(&k, "2026-10-01", a);
        assert_non_null(words_by_value(&verdict_kinds, (int)v.kind));
    }
}

static void test_law_judge_close_lets_a_small_remainder_go(void **state) {
    (void)state;
    struct desk k;
    struct action a = {.kind = ACTION_CLOSE};
    desk_open(&k, "2026-09-01");
    k.claims[0].claim.principal = k.claims[0].open = 5000;
    k.agreement.remainder_max = 5000;
    assert_verdict(desk_judge(&k, "2026-09-01", a), "allowed"); /* exactly the bound */
    k.agreement.remainder_max = 4999;
    assert_verdict(desk_judge(&k, "2026-09-01", a), "person: money_open");
    assert_verdict(desk_judge_by(&k, "2026-09-01", a, true), "allowed");
    k.agreement.remainder_max = 0;
    k.claims[0].open = 0;
    assert_verdict(desk_judge(&k, "2026-09-01", a), "allowed"); /* settled */
}

static void test_law_judge_charge_never_doubles_a_letters_fee(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-09-01");
    struct action a = {.kind = ACTION_CHARGE, .fee = FEE_REMINDER};
    assert_verdict(desk_judge(&k, "2026-10-01", a), "fee_needs_letter");
    a.fee = FEE_COLLECTION_NOTICE;
    assert_verdict(desk_judge_by(&k, "2026-10-01", a, true), "fee_needs_letter");
    a.fee = FEE_LIGHT;
    assert_verdict(desk_judge(&k, "2026-10-01", a), "fee_needs_letter");
    a.fee = FEE_HEAVY;
    assert_verdict(desk_judge(&k, "2026-10-01", a), "no_demand");
    k.c.disputed_since = on("2026-09-20");
    assert_verdict(desk_judge(&k, "2026-10-01", a), "open_objection");
}

static void test_law_judge_answers_without_agreement_or_debtor(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-09-01");
    struct snapshot s = *desk_look(&k, "2026-10-01");
    s.agreement = NULL;
    s.debtor = NULL;
    struct action a = {.kind = ACTION_SEND, .letter = LETTER_REMINDER, .days = 14};
    struct law_question q = {.law = law_builtin(), .snapshot = &s, .action = &a, .by_person = false};
    struct verdict v;
    law_judge(&q, &v);
    assert_verdict(v, "allowed");
    ore fee;
    struct status st = {0};
    assert_int_equal(law_letter_fee(law_builtin(), &s, LETTER_REMINDER, &fee, &v, &st), 0);
    assert_int_equal(fee, 0);
    assert_verdict(v, "fee_not_agreed");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_law_judge_answers_each_action),
        cmocka_unit_test(test_law_judge_answers_every_kind_of_action),
        cmocka_unit_test(test_law_judge_close_lets_a_small_remainder_go),
        cmocka_unit_test(test_law_judge_charge_never_doubles_a_letters_fee),
        cmocka_unit_test(test_law_judge_answers_without_agreement_or_debtor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
