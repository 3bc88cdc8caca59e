/* Two cases of one creditor on one debtor: X of 1 250 kroner, Y of 999, both due on 2 March 2026.  As
 * one claim of 2 249 kroner they bear what X bears alone: 300 kroner light, 600 heavy. */
#include "unit/law/newact_desk.h"

#include "domain/sibling.h"

#define DUE "2026-03-02"
#define NOTICE "2026-03-16"   /* to be paid by the 30th */
#define READY "2026-03-31"

struct two {
    struct desk x, y;
    struct sibling sibling;
    struct arena arena;
};

static void two_open(struct two *t) {
    arena_init(&t->arena);
    desk_open(&t->x, DUE);
    desk_open(&t->y, DUE);
    t->x.c.id = 1041;
    t->y.c.id = 1042;
    t->y.claims[0].claim.principal = t->y.claims[0].open = 99900;
    (void)desk_add_letter(&t->x, LETTER_COLLECTION_NOTICE, NOTICE, 14, 0);
    (void)desk_add_letter(&t->y, LETTER_COLLECTION_NOTICE, NOTICE, 14, 0);
}

static void two_close(struct two *t) { arena_fini(&t->arena); }

/* X as the engine shows it to the law, with Y beside it. */
static const struct snapshot *look(struct two *t, const char *today) {
    t->sibling.c = t->y.c;
    t->sibling.s = *desk_look(&t->y, today);
    t->sibling.s.c = &t->sibling.c;
    (void)desk_look(&t->x, today);
    t->x.snapshot.siblings = &t->sibling;
    t->x.snapshot.n_siblings = 1;
    siblings_reckon(&t->x.snapshot, &t->arena);
    t->x.snapshot.n_mergeable = law_mergeable(desk_law(&t->x), &t->x.snapshot);
    return &t->x.snapshot;
}

static struct verdict judge(struct two *t, const char *today, struct action a, bool by_person) {
    const struct law_question q = {.law = desk_law(&t->x), .snapshot = look(t, today),
        .action = &a, .by_person = by_person};
    struct verdict v;
    law_judge(&q, &v);
    return v;
}

static struct verdict merge(struct two *t, const char *today) {
    return judge(t, today, (struct action){.kind = ACTION_MERGE}, false);
}

static struct verdict merge_by_person(struct two *t, const char *today) {
    return judge(t, today, (struct action){.kind = ACTION_MERGE}, true);
}

static struct verdict demand(struct two *t, const char *today) {
    return judge(t, today, (struct action){.kind = ACTION_SEND, .letter = LETTER_PAYMENT_DEMAND,
        .by = CHANNEL_LETTER, .days = 14}, false);
}

static void assert_light(struct two *t, const char *today, const char *expected) {
    ore fee = -1;
    struct verdict why;
    struct status st = {0};
    assert_int_equal(law_letter_fee(law_builtin(), look(t, today), LETTER_PAYMENT_DEMAND, &fee,
                                    &why, &st), STATUS_OK);
    assert_amount(fee, why, expected);
}

static void assert_cost(struct two *t, enum fee_kind fee, const char *today,
                          const char *expected) {
    ore amount = -1;
    enum owner owner = 0;
    struct verdict why;
    struct status st = {0};
    assert_int_equal(law_charge(law_builtin(), look(t, today), fee, &amount, &owner, &why, &st),
                     STATUS_OK);
    assert_amount(amount, why, expected);
}

static void assert_heavy(struct two *t, const char *today, const char *expected) {
    assert_cost(t, FEE_HEAVY, today, expected);
}

/* ---- one cap --------------------------------------------------------------------------------- */

static void test_demands_of_one_time_share_one_cap(void **state) {
    (void)state;
    struct two t;
    two_open(&t);
    assert_light(&t, READY, "300,00"); /* Y has no demand, and none is on its way */
    struct letter_note *other = desk_add_letter(&t.y, LETTER_PAYMENT_DEMAND, READY, 14, 0);
    (void)desk_add_cost(&t.y, FEE_LIGHT, OWNER_AGENCY, 26250);
    assert_light(&t, READY, "37,50");
    assert_light(&t, "2026-04-14", "37,50"); /* the last day of its deadline */
    assert_light(&t, "2026-04-15", "300,00");
    other->state = LETTER_COMPOSED; /* on its way: its fee counts as charged */
    other->fee = 26250;
    t.y.c.n_costs = 0;
    assert_light(&t, READY, "37,50");
    two_close(&t);
}

/* Both are planned and priced in one wave: the older case first, whoever is looked at. */
static void test_of_planned_demands_the_older_case_is_priced_first(void **state) {
    (void)state;
    struct two t;
    two_open(&t);
    struct letter_note *other = desk_add_letter(&t.y, LETTER_PAYMENT_DEMAND, READY, 14, 0);
    other->state = LETTER_PLANNED;
    other->sent = other->deadline = DAY_NONE;
    other->claims_upto = 0;
    assert_light(&t, READY, "300,00");
    t.y.c.id = 1040;
    assert_light(&t, READY, "37,50");
    two_close(&t);
}

static void test_heavy_costs_of_demands_of_one_time_share_one_cap(void **state) {
    (void)state;
    struct two t;
    two_open(&t);
    (void)desk_add_letter(&t.x, LETTER_PAYMENT_DEMAND, READY, 14, 0);
    assert_heavy(&t, "2026-05-13", "600,00");
    struct letter_note *other = desk_add_letter(&t.y, LETTER_PAYMENT_DEMAND, "2026-04-14", 14, 0);
    (void)desk_add_cost(&t.y, FEE_HEAVY, OWNER_AGENCY, 52500);
    assert_heavy(&t, "2026-05-13", "75,00");
    other->sent = on("2026-04-15"); /* X's deadline had passed */
    assert_heavy(&t, "2026-05-13", "600,00");
    two_close(&t);
}

static void test_a_plan_of_demands_of_one_time_bears_one_uplift(void **state) {
    (void)state;
    struct two t;
    two_open(&t);
    const struct plan plan = {.agreed = on("2026-04-20"), .first = on("2026-05-20"), .parts = 5,
        .amount = 30000, .total = 150000, .uplift = 112500};
    t.x.c.plan = plan;
    (void)desk_add_letter(&t.x, LETTER_PAYMENT_DEMAND, READY, 14, 0);
    struct letter_note *other = desk_add_letter(&t.y, LETTER_PAYMENT_DEMAND, "2026-04-14", 14, 0);
    assert_cost(&t, FEE_PLAN_UPLIFT, "2026-04-20", "1 125,00");
    struct cost *cost = desk_add_cost(&t.y, FEE_PLAN_UPLIFT, OWNER_AGENCY, 112500);
    assert_cost(&t, FEE_PLAN_UPLIFT, "2026-04-20", "allowed");
    cost->amount = 100000; /* told of less there: what is left of one */
    assert_cost(&t, FEE_PLAN_UPLIFT, "2026-04-20", "125,00");
    other->sent = on("2026-04-15"); /* X's deadline had passed */
    assert_cost(&t, FEE_PLAN_UPLIFT, "2026-04-20", "1 125,00");
    two_close(&t);
}

/* ---- may they be one ------------------------------------------------------------------------- */

static void test_cases_that_are_ready_may_be_merged(void **state) {
    (void)state;
    struct two t;
    two_open(&t);
    assert_verdict(merge(&t, "2026-03-30"), "deadline_running 2026-03-31");
    assert_verdict(merge(&t, READY), "allowed");
    assert_int_equal(look(&t, READY)->n_mergeable, 1);
    assert_int_equal(look(&t, "2026-03-30")->n_mergeable, 0);
    t.y.agreement.grace_bank_days = 3; /* the bank may still bring it */
    assert_verdict(merge(&t, READY), "deadline_running 2026-04-08");
    t.y.agreement.grace_bank_days = 0;
    const struct action there = {.kind = ACTION_MERGE, .into = 1042};
    const struct action nowhere = {.kind = ACTION_MERGE, .into = 1043};
    assert_verdict(judge(&t, READY, there, true), "allowed");
    assert_verdict(judge(&t, READY, nowhere, true), "merge_none");
    t.y.c.department = TEXT("north");
    assert_verdict(merge(&t, READY), "merge_none");
    two_close(&t);
}

static void test_a_rule_merges_only_what_has_come_equally_far(void **state) {
    (void)state;
    struct two t;
    two_open(&t);
    t.y.c.n_letters = 0;
    assert_verdict(merge(&t, READY), "merge_status");
    assert_verdict(merge_by_person(&t, READY), "allowed");
    t.x.c.n_letters = 0;
    assert_verdict(merge(&t, READY), "allowed"); /* neither has been warned */
    t.x.c.n_letters = 1;
    (void)desk_add_letter(&t.y, LETTER_COLLECTION_NOTICE, NOTICE, 14, 0);
    (void)desk_add_letter(&t.y, LETTER_PAYMENT_DEMAND, READY, 14, 0);
    assert_verdict(merge(&t, "2026-04-15"), "merge_status");
    (void)desk_add_letter(&t.x, LETTER_PAYMENT_DEMAND, READY, 14, 0);
    assert_verdict(merge(&t, "2026-04-15"), "allowed");
    two_close(&t);
}

static void test_what_holds_for_one_case_keeps_both_apart(void **state) {
    (void)state;
    struct two t;
    two_open(&t);
    for (int i = 0; i < 2; i++) { /* on either side */
        struct krav_case *c = i == 0 ? &t.x.c : &t.y.c;
        c->separate_since = on(READY);
        assert_verdict(merge(&t, READY), "merge_apart");
        assert_verdict(merge_by_person(&t, READY), "merge_apart");
        c->separate_since = DAY_NONE;
        c->disputed_since = on(READY);
        assert_verdict(merge(&t, READY), "merge_objection");
        c->disputed_since = DAY_NONE;
        c->rejected_since = on(NOTICE);
        assert_verdict(merge(&t, READY), "merge_objection");
        c->rejected_since = DAY_NONE;
        c->judged = on(READY);
        assert_verdict(merge_by_person(&t, READY), "merge_court");
        c->judged = DAY_NONE;
        c->held_since = on(NOTICE);
        assert_verdict(merge(&t, READY), "held");
        c->held_until = on("2026-04-10");
        assert_verdict(merge(&t, READY), "held 2026-04-11");
        c->held_since = c->held_until = DAY_NONE;
        c->deferred_until = on("2026-04-10");
        assert_verdict(merge(&t, READY), "deferred 2026-04-11");
        c->deferred_until = DAY_NONE;
        desk_agree_plan(i == 0 ? &t.x : &t.y, READY, "2026-04-15", 3);
        assert_verdict(merge(&t, READY), "person: merge_person");
        c->plan = (struct plan){0};
        c->parked = TEXT("rules_failed");
        assert_verdict(merge(&t, READY), "person: merge_person");
        c->parked = (struct text){NULL, 0};
        assert_verdict(merge(&t, READY), "allowed");
    }
    two_close(&t);
}

static void test_nothing_is_merged_while_a_letter_is_on_its_way(void **state) {
    (void)state;
    struct two t;
    two_open(&t);
    desk_add_letter(&t.y, LETTER_REMINDER, READY, 14, 0)->state = LETTER_COMPOSED;
    assert_verdict(merge(&t, READY), "merge_underway 2026-04-01");
    t.y.letters[1].state = LETTER_PLANNED; /* taken back when the case goes */
    assert_verdict(merge(&t, READY), "allowed");
    two_close(&t);
}

/* ---- the act of 2026, § 22 ------------------------------------------------------------------- */

static void two_open_2026(struct two *t, struct new_law *n) {
    two_open(t);
    new_law_open(n);
    new_law_switch(n, NEW_22_MERGE, READY, 0);
    t->x.law = &n->law;
}

static void test_claims_that_are_ready_are_demanded_together(void **state) {
    (void)state;
    struct two t;
    struct new_law n;
    two_open_2026(&t, &n);
    assert_newer(demand(&t, READY), "merge_first", "inkassoloven (2026) § 22");
    assert_verdict(merge(&t, READY), "allowed");
    t.y.c.disputed_since = on(READY);
    assert_verdict(demand(&t, READY), "allowed"); /* § 22: the rest goes on */
    t.y.c.disputed_since = DAY_NONE;
    t.y.c.separate_since = on(READY);
    assert_verdict(demand(&t, READY), "allowed");
    t.y.c.separate_since = DAY_NONE;
    t.x.c.separate_since = on(READY);
    assert_verdict(demand(&t, READY), "allowed");
    t.x.c.separate_since = DAY_NONE;
    t.y.c.parked = TEXT("rules_failed"); /* no such reason: the set waits */
    assert_newer(demand(&t, READY), "person: merge_person", "inkassoloven § 8");
    t.y.c.parked = (struct text){NULL, 0};
    n.acts.of[NEW_22_MERGE].from = on("2026-04-01");
    assert_verdict(demand(&t, READY), "allowed");
    two_close(&t);
}

static void test_the_demand_waits_for_notices_of_its_set(void **state) {
    (void)state;
    struct two t;
    struct new_law n;
    two_open_2026(&t, &n);
    t.y.c.n_letters = 0;
    assert_verdict(demand(&t, READY), "allowed"); /* nobody has been warned of Y */
    (void)desk_add_letter(&t.y, LETTER_COLLECTION_NOTICE, "2026-03-30", 14, 0);
    assert_newer(demand(&t, READY), "merge_wait 2026-04-14", "inkassoloven (2026) § 22");
    assert_newer(demand(&t, "2026-04-14"), "merge_first", "inkassoloven (2026) § 22");
    t.y.letters[0].sent++; /* after X's own notice had run out: another set */
    assert_verdict(demand(&t, READY), "allowed");
    two_close(&t);
}

static void test_each_claim_has_its_notice_before_it_is_merged(void **state) {
    (void)state;
    struct two t;
    struct new_law n;
    two_open_2026(&t, &n);
    t.x.c.n_letters = t.y.c.n_letters = 0;
    assert_newer(merge_by_person(&t, READY), "merge_status", "inkassoloven (2026) § 22");
    two_close(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_demands_of_one_time_share_one_cap),
        cmocka_unit_test(test_of_planned_demands_the_older_case_is_priced_first),
        cmocka_unit_test(test_heavy_costs_of_demands_of_one_time_share_one_cap),
        cmocka_unit_test(test_a_plan_of_demands_of_one_time_bears_one_uplift),
        cmocka_unit_test(test_cases_that_are_ready_may_be_merged),
        cmocka_unit_test(test_a_rule_merges_only_what_has_come_equally_far),
        cmocka_unit_test(test_what_holds_for_one_case_keeps_both_apart),
        cmocka_unit_test(test_nothing_is_merged_while_a_letter_is_on_its_way),
        cmocka_unit_test(test_claims_that_are_ready_are_demanded_together),
        cmocka_unit_test(test_the_demand_waits_for_notices_of_its_set),
        cmocka_unit_test(test_each_claim_has_its_notice_before_it_is_merged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
