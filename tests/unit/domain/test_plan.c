/* Instalment plans: dates and øre, what is missing and from when. */
#include "unit/domain/life.h"

#include "domain/plan.h"

static struct plan plan_of(ore total, int32_t parts, const char *first) {
    return (struct plan){.agreed = on("2025-01-02"), .first = on(first), .parts = parts,
        .amount = plan_part(total, parts), .total = total};
}

static void test_plan_part_is_whole_kroner_rounded_up(void **state) {
    (void)state;
    static const struct { ore total; int32_t parts; ore part; } rows[] = {
        {120000, 6, 20000}, {120001, 6, 20100}, {119999, 6, 20000}, {1, 2, 100}, {100, 60, 100},
        {1000000, 7, 142900}, {MONEY_MAX / 4, 2, (MONEY_MAX / 8 + 99) / 100 * 100}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(plan_part(rows[i].total, rows[i].parts), rows[i].part);
    }
}

static void test_plan_amounts_add_up_to_the_total_for_any_plan(void **state) {
    (void)state;
    static const ore totals[] = {1, 99, 100, 101, 5999, 6000, 6001, 123456, 99999999};
    for (size_t i = 0; i < sizeof totals / sizeof totals[0]; i++) {
        for (int32_t parts = 2; parts <= PLAN_PARTS_MAX; parts++) {
            const struct plan p = plan_of(totals[i], parts, "2025-02-03");
            ore sum = 0;
            for (int32_t k = 1; k <= parts; k++) {
                assert_true(plan_amount(&p, k) >= 0 && plan_amount(&p, k) <= p.amount);
                sum += plan_amount(&p, k);
            }
            assert_int_equal(sum, totals[i]);
        }
    }
}

static void test_plan_due_is_monthly_and_on_bank_days(void **state) {
    (void)state;
    const struct plan p = plan_of(120000, 6, "2025-01-31");
    assert_int_equal(plan_due(&p, 1), on("2025-01-31"));
    assert_int_equal(plan_due(&p, 2), on("2025-02-28"));
    assert_int_equal(plan_due(&p, 3), on("2025-03-31"));
    assert_int_equal(plan_due(&p, 5), on("2025-06-02")); /* 31 May is a Saturday */
}

static void test_plan_next_follows_what_came(void **state) {
    (void)state;
    struct plan p = plan_of(100000, 3, "2025-02-03"); /* 334, 334, 332 */
    static const struct { ore paid; int32_t next; } rows[] = {
        {0, 1}, {33399, 1}, {33400, 2}, {66799, 2}, {66800, 3}, {99999, 3}, {100000, 4}, {200000, 4}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        p.paid = rows[i].paid;
        assert_int_equal(plan_next(&p), rows[i].next);
    }
    assert_int_equal(plan_missed_from(&p, 3), DAY_NONE);
}

static void test_plan_missed_from_gives_the_bank_its_days(void **state) {
    (void)state;
    const struct plan p = plan_of(120000, 6, "2025-02-06"); /* a Thursday */
    assert_int_equal(plan_missed_from(&p, 0), on("2025-02-07"));
    assert_int_equal(plan_missed_from(&p, 3), on("2025-02-12")); /* Fri, Mon, Tue given */
}

static void test_plan_follows_payments_and_their_return(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    life_claim(&l, 120000, on("2025-01-02"));
    life_pay(&l, 10000, on("2025-01-10"), "bank:0"); /* before the plan: no part of it */
    const struct event agreed = {.kind = EVENT_PLAN_AGREED, .day = on("2025-01-20"), .days = 4,
        .until = on("2025-02-03"), .amount = 27500, .total = 110000};
    assert_int_equal(life_fold(&l, &agreed), STATUS_OK);
    assert_int_equal(plan_next(&l.c.plan), 1);
    life_pay(&l, 27500, on("2025-02-03"), "bank:1");
    assert_int_equal(plan_next(&l.c.plan), 2);
    life_reverse(&l, "bank:1", on("2025-02-05"));
    assert_int_equal(plan_next(&l.c.plan), 1);
    life_reverse(&l, "bank:0", on("2025-02-06"));
    assert_int_equal(l.c.plan.paid, 0);
    const struct event broken = {.kind = EVENT_PLAN_BROKEN, .day = on("2025-03-01")};
    assert_int_equal(life_fold(&l, &broken), STATUS_OK);
    assert_false(plan_runs(&l.c.plan));
    assert_int_equal(l.c.n_plans_broken, 1);
    assert_int_equal(life_fold(&l, &broken), STATUS_CORRUPT); /* none runs */
    life_end(&l);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plan_part_is_whole_kroner_rounded_up),
        cmocka_unit_test(test_plan_amounts_add_up_to_the_total_for_any_plan),
        cmocka_unit_test(test_plan_due_is_monthly_and_on_bank_days),
        cmocka_unit_test(test_plan_next_follows_what_came),
        cmocka_unit_test(test_plan_missed_from_gives_the_bank_its_days),
        cmocka_unit_test(test_plan_follows_payments_and_their_return),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
