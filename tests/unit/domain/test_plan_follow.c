/* test_plan_follow.c - a plan as payments come: ahead, late, in parts, two at once, to the creditor,
 * bounced; and an offer that is accepted by paying. */
#include "unit/domain/life.h"

#include "domain/plan.h"

#define GRACE 3

/* 1200,00 in four of 300,00: 3 February (Monday), 3 March, 3 April, 5 May. */
static void begin(struct life *l, enum event_kind kind) {
    life_begin(l);
    l->agreement.grace_bank_days = GRACE;
    life_claim(l, 1000000, on("2025-01-02"));
    const struct event agreed = {.kind = kind, .day = on("2025-01-20"), .days = 4,
        .until = on("2025-02-03"), .amount = 30000, .total = 120000};
    assert_int_equal(life_fold(l, &agreed), STATUS_OK);
}

struct seen {
    const char *today;
    ore paid, missing;
    int32_t next;
    bool missed;
};

static void expect(const struct life *l, const char *what, struct seen x) {
    const struct plan *p = &l->c.plan;
    const day from = plan_missed_from(p, GRACE);
    const bool missed = from != DAY_NONE && on(x.today) >= from;
    if (p->paid != x.paid || plan_missing(p, GRACE, on(x.today)) != x.missing ||
        plan_next(p) != x.next || missed != x.missed) {
        fail_msg("%s on %s: paid %lld, missing %lld, next %d, missed %d", what, x.today,
                 (long long)p->paid, (long long)plan_missing(p, GRACE, on(x.today)),
                 (int)plan_next(p), missed);
    }
}

static void test_plan_follows_what_comes(void **state) {
    (void)state;
    static const struct {
        const char *what;
        struct { ore amount; const char *on; bool direct, bounces; } pays[3];
        struct seen then[2];
    } rows[] = {
        {"nothing", {{0}},
         {{"2025-02-06", 0, 0, 1, false}, {"2025-02-07", 0, 30000, 1, true}}},
        {"on its day", {{30000, "2025-02-03", false, false}},
         {{"2025-02-07", 30000, 0, 2, false}, {"2025-03-06", 30000, 0, 2, false}}},
        {"late, within the bank's days", {{30000, "2025-02-06", false, false}},
         {{"2025-02-06", 30000, 0, 2, false}, {"2025-02-07", 30000, 0, 2, false}}},
        {"in parts", {{10000, "2025-02-03", false, false}, {20000, "2025-02-05", false, false}},
         {{"2025-02-07", 30000, 0, 2, false}, {"2025-03-07", 30000, 30000, 2, true}}},
        {"a part", {{10000, "2025-02-03", false, false}},
         {{"2025-02-06", 10000, 0, 1, false}, {"2025-02-07", 10000, 20000, 1, true}}},
        {"two at once", {{60000, "2025-02-03", false, false}},
         {{"2025-03-07", 60000, 0, 3, false}, {"2025-04-09", 60000, 30000, 3, true}}},
        {"ahead", {{30000, "2025-01-21", false, false}},
         {{"2025-01-21", 30000, 0, 2, false}, {"2025-02-07", 30000, 0, 2, false}}},
        {"to the creditor", {{30000, "2025-02-03", true, false}},
         {{"2025-02-07", 30000, 0, 2, false}, {"2025-03-07", 30000, 30000, 2, true}}},
        {"bounced", {{30000, "2025-02-03", false, true}},
         {{"2025-02-06", 0, 0, 1, false}, {"2025-02-07", 0, 30000, 1, true}}},
        {"one bounced of two", {{30000, "2025-02-03", false, true},
                                {30000, "2025-02-04", false, false}},
         {{"2025-02-07", 30000, 0, 2, false}, {"2025-03-07", 30000, 30000, 2, true}}},
        {"two missing", {{0}},
         {{"2025-03-06", 0, 30000, 1, true}, {"2025-03-07", 0, 60000, 1, true}}},
        {"all", {{120000, "2025-02-03", false, false}},
         {{"2025-02-07", 120000, 0, 5, false}, {"2025-06-07", 120000, 0, 5, false}}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct life l;
        begin(&l, EVENT_PLAN_AGREED);
        for (int k = 0; k < 3 && rows[i].pays[k].amount > 0; k++) {
            char source[16];
            (void)snprintf(source, sizeof source, "p:%d", k);
            struct fact f = payment(rows[i].pays[k].amount, on(rows[i].pays[k].on), source);
            f.source = arena_text(&l.arena, f.source);
            f.kind = rows[i].pays[k].direct ? FACT_PAID_DIRECT : FACT_PAID;
            life_must(&l, &(struct apply_input){.fact = &f});
            if (rows[i].pays[k].bounces) {
                life_reverse(&l, source, on(rows[i].pays[k].on) + 1);
            }
        }
        expect(&l, rows[i].what, rows[i].then[0]);
        expect(&l, rows[i].what, rows[i].then[1]);
        life_end(&l);
    }
}

/* By its day, and at least the first instalment; all of it is no plan. */
static void test_offer_is_accepted_by_paying_the_first_in_time(void **state) {
    (void)state;
    static const struct {
        ore amount;
        const char *on;
        bool agreed;
    } rows[] = {
        {30000, "2025-02-03", true},   {30000, "2025-02-04", false}, {29999, "2025-02-03", false},
        {30000, "2025-01-20", true},   {30000, "2025-01-19", false}, {60000, "2025-02-03", true},
        {119999, "2025-02-03", true},  {120000, "2025-02-03", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct life l;
        begin(&l, EVENT_PLAN_OFFERED);
        assert_false(plan_runs(&l.c.plan));
        life_pay(&l, rows[i].amount, on(rows[i].on), "p");
        assert_int_equal(plan_runs(&l.c.plan), rows[i].agreed);
        if (rows[i].agreed) {
            assert_int_equal(l.c.plan.paid, rows[i].amount);
            assert_int_equal(l.c.offer.agreed, DAY_NONE);
            assert_int_equal(l.last.items[0].kind, EVENT_PLAN_AGREED);
            assert_true(text_is(l.last.items[0].word, PLAN_BY_PAYING));
        }
        life_end(&l);
    }
}

static void test_offer_lapses_with_an_objection_and_another_claim(void **state) {
    (void)state;
    struct life l;
    begin(&l, EVENT_PLAN_OFFERED);
    life_claim(&l, 5000, on("2025-01-21"));
    assert_int_equal(l.c.offer.agreed, DAY_NONE);
    life_end(&l);
    begin(&l, EVENT_PLAN_OFFERED);
    const struct fact f = {.kind = FACT_DISPUTE, .legal_day = on("2025-01-22"),
        .booked_day = on("2025-01-22")};
    life_must(&l, &(struct apply_input){.fact = &f});
    life_pay(&l, 30000, on("2025-02-03"), "p");
    assert_false(plan_runs(&l.c.plan));
    life_end(&l);
}

/* Both stand in the history, and what it was is checked. */
static void test_adjusted_plan_must_know_what_it_was(void **state) {
    (void)state;
    struct life l;
    begin(&l, EVENT_PLAN_AGREED);
    life_pay(&l, 30000, on("2025-02-03"), "p");
    struct plan was = l.c.plan;
    struct event e = {.kind = EVENT_PLAN_ADJUSTED, .day = on("2025-02-10"), .days = 6,
        .until = on("2025-04-03"), .amount = 15000, .total = 90000, .done = 1, .was = &was,
        .n_was = 1};
    was.paid = 0;
    assert_int_equal(life_fold(&l, &e), STATUS_CORRUPT);
    was.paid = 30000;
    assert_int_equal(life_fold(&l, &e), STATUS_OK);
    assert_int_equal(plan_parts_in_all(&l.c.plan), 7);
    assert_int_equal(l.c.plan.paid, 0);
    assert_int_equal(plan_kid_purpose(&l.c.plan, 1), 2);
    assert_int_equal(plan_kid_purpose(&l.c.plan, 9), 1);
    life_end(&l);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plan_follows_what_comes),
        cmocka_unit_test(test_offer_is_accepted_by_paying_the_first_in_time),
        cmocka_unit_test(test_offer_lapses_with_an_objection_and_another_claim),
        cmocka_unit_test(test_adjusted_plan_must_know_what_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
