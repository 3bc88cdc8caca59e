/* Which part of a payment covers what: all orders, all owners, and always the whole amount. */
#include "unit/domain/life.h"

#include "domain/allocate.h"

static const enum component orders[6][3] = {
    {COMPONENT_COSTS, COMPONENT_INTEREST, COMPONENT_PRINCIPAL},
    {COMPONENT_COSTS, COMPONENT_PRINCIPAL, COMPONENT_INTEREST},
    {COMPONENT_INTEREST, COMPONENT_COSTS, COMPONENT_PRINCIPAL},
    {COMPONENT_INTEREST, COMPONENT_PRINCIPAL, COMPONENT_COSTS},
    {COMPONENT_PRINCIPAL, COMPONENT_COSTS, COMPONENT_INTEREST},
    {COMPONENT_PRINCIPAL, COMPONENT_INTEREST, COMPONENT_COSTS},
};

struct owed {
    struct claim_state claim;
    struct cost costs[3];
    struct krav_case c;
};

static void owe(struct owed *o, ore principal, ore creditor, ore agency, ore court) {
    *o = (struct owed){.claim = {.open = principal},
        .costs = {{.owner = OWNER_CREDITOR, .amount = creditor},
                  {.owner = OWNER_AGENCY, .amount = agency},
                  {.owner = OWNER_COURT, .amount = court}}};
    o->c = (struct krav_case){.claims = &o->claim, .n_claims = 1, .costs = o->costs,
        .n_costs = 3};
}

static struct agreement ordered(int i) {
    return (struct agreement){.order1 = orders[i][0], .order2 = orders[i][1],
        .order3 = orders[i][2]};
}

static ore costs_of(const struct allocation *a) {
    return a->costs_creditor + a->costs_agency + a->costs_court;
}

static ore part_of(const struct allocation *a, enum component c) {
    return c == COMPONENT_COSTS      ? costs_of(a)
           : c == COMPONENT_INTEREST ? a->interest
                                     : a->principal;
}

static void test_allocate_fills_the_first_component_before_the_next(void **state) {
    (void)state;
    struct owed o;
    owe(&o, 1000, 60, 30, 10); /* 1000 + 100 + interest 50 */
    for (int i = 0; i < 6; i++) {
        const struct agreement a = ordered(i);
        for (ore amount = 1; amount <= 1200; amount++) {
            const struct allocation out = allocate(&o.c, &a, amount, 50);
            ore left = amount;
            for (int k = 0; k < 3; k++) {
                const ore owed = orders[i][k] == COMPONENT_COSTS      ? 100
                                 : orders[i][k] == COMPONENT_INTEREST ? 50
                                                                      : 1000;
                const ore part = money_min(left, owed);
                assert_int_equal(part_of(&out, orders[i][k]), part);
                left -= part;
            }
            assert_int_equal(out.over, left);
        }
    }
}

static void test_allocate_costs_go_to_court_then_creditor_then_agency(void **state) {
    (void)state;
    struct owed o;
    const struct agreement a = ordered(0);
    owe(&o, 1000, 60, 30, 10);
    static const struct { ore amount, court, creditor, agency; } rows[] = {
        {1, 1, 0, 0}, {10, 10, 0, 0}, {11, 10, 1, 0}, {70, 10, 60, 0}, {71, 10, 60, 1},
        {100, 10, 60, 30}, {101, 10, 60, 30},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct allocation out = allocate(&o.c, &a, rows[i].amount, 0);
        assert_int_equal(out.costs_court, rows[i].court);
        assert_int_equal(out.costs_creditor, rows[i].creditor);
        assert_int_equal(out.costs_agency, rows[i].agency);
    }
}

static void test_allocate_counts_only_what_is_still_open(void **state) {
    (void)state;
    struct owed o;
    const struct agreement a = ordered(0);
    owe(&o, 1000, 60, 30, 0);
    o.costs[0].paid = 20;
    o.costs[0].waived = 15;
    const struct allocation out = allocate(&o.c, &a, 100, 0);
    assert_int_equal(out.costs_creditor, 25);
    assert_int_equal(out.costs_agency, 30);
    assert_int_equal(out.principal, 45);
}

static void test_allocate_nothing_owed_is_all_overpaid(void **state) {
    (void)state;
    struct owed o;
    const struct agreement a = ordered(3);
    owe(&o, 0, 0, 0, 0);
    assert_int_equal(allocate(&o.c, &a, 77, 0).over, 77);
}

static void nothing_to_allocate(void *ctx) {
    struct owed *o = ctx;
    const struct agreement a = ordered(0);
    (void)allocate(&o->c, &a, 0, 0);
}

static void order_without_a_component(void *ctx) {
    struct owed *o = ctx;
    const struct agreement none = {0};
    (void)allocate(&o->c, &none, 1, 0);
}

static void test_allocate_stops_at_a_callers_mistake(void **state) {
    (void)state;
    struct owed o;
    owe(&o, 1, 0, 0, 0);
    assert_true(stops(nothing_to_allocate, &o));
    assert_true(stops(order_without_a_component, &o));
}

static void test_allocate_parts_always_add_up(void **state) {
    (void)state;
    uint64_t seed = 20260901;
    for (int i = 0; i < 20000; i++) {
        struct owed o;
        owe(&o, dice(&seed, 3) * dice(&seed, 100000), dice(&seed, 2) * dice(&seed, 9000),
            dice(&seed, 2) * dice(&seed, 9000), dice(&seed, 2) * dice(&seed, 9000));
        const struct agreement a = ordered((int)dice(&seed, 6));
        const ore interest = dice(&seed, 2) * dice(&seed, 5000), amount = 1 + dice(&seed, 300000);
        const struct allocation out = allocate(&o.c, &a, amount, interest);
        assert_int_equal(out.principal + out.interest + costs_of(&out) + out.over, amount);
        assert_in_range(out.principal, 0, o.claim.open);
        assert_in_range(out.interest, 0, interest);
        assert_in_range(out.costs_creditor, 0, o.costs[0].amount);
        assert_in_range(out.costs_agency, 0, o.costs[1].amount);
        assert_in_range(out.costs_court, 0, o.costs[2].amount);
        if (out.over > 0) { /* only when everything is covered */
            assert_int_equal(out.principal + out.interest + costs_of(&out),
                             o.claim.open + interest + case_costs_open(&o.c));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_allocate_fills_the_first_component_before_the_next),
        cmocka_unit_test(test_allocate_costs_go_to_court_then_creditor_then_agency),
        cmocka_unit_test(test_allocate_counts_only_what_is_still_open),
        cmocka_unit_test(test_allocate_nothing_owed_is_all_overpaid),
        cmocka_unit_test(test_allocate_stops_at_a_callers_mistake),
        cmocka_unit_test(test_allocate_parts_always_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
