/* test_plan_schedule.c - instalments by day and øre: that what was told is what is paid, to the
 * øre, for random plans and whatever the rate does meanwhile. */
#include "unit/domain/life.h"

#include "domain/plan_schedule.h"

static struct schedule_input look(const struct life *l, day today) {
    return (struct schedule_input){&l->c, &l->agreement, &l->rates, today};
}

static int make(struct life *l, day today, struct plan_terms terms, struct plan_schedule *out) {
    const struct schedule_input in = look(l, today);
    l->st = (struct status){0};
    return plan_schedule_make(&in, &terms, &l->arena, out, &l->st);
}

static void agree(struct life *l, const struct plan_schedule *s) {
    struct event e = {.kind = EVENT_PLAN_AGREED, .day = s->plan.agreed};
    plan_event(&s->plan, TEXT(""), &e);
    assert_int_equal(life_fold(l, &e), STATUS_OK);
    if (s->uplift > 0) {
        const struct event fee = {.kind = EVENT_FEE_CHARGED, .day = s->plan.agreed,
            .fee = FEE_PLAN_UPLIFT, .owner = OWNER_AGENCY, .amount = s->uplift};
        assert_int_equal(life_fold(l, &fee), STATUS_OK);
    }
}

/* Every instalment as it was told, on its day. */
static void keep(struct life *l, const struct plan_schedule *s) {
    char source[32];
    for (uint32_t i = 0; i < s->n_rows; i++) {
        (void)snprintf(source, sizeof source, "part:%u", i);
        life_pay(l, s->rows[i].amount, s->rows[i].due, source);
    }
}

/* 1000,00 at 10 %: 8,22 a month of 30 days, less as it is paid.  By hand. */
static void test_plan_schedule_shows_every_day_and_ore(void **state) {
    (void)state;
    struct life l;
    struct plan_schedule s;
    life_begin(&l);
    life_claim(&l, 100000, on("2025-01-02"));
    assert_int_equal(make(&l, on("2025-01-02"), (struct plan_terms){3, 0, on("2025-02-03"), 0}, &s),
                     STATUS_OK);
    static const struct {
        const char *due;
        ore amount, interest, left;
    } rows[] = {{"2025-02-03", 33900, 877, 66977}, {"2025-03-03", 33900, 514, 33591},
                {"2025-04-03", 33876, 285, 0}};
    assert_int_equal(s.n_rows, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(s.rows[i].due, on(rows[i].due));
        assert_int_equal(s.rows[i].amount, rows[i].amount);
        assert_int_equal(s.rows[i].interest, rows[i].interest);
        assert_int_equal(s.rows[i].left, rows[i].left);
        assert_false(s.rows[i].estimate);
    }
    assert_int_equal(s.owed, 100000);
    assert_int_equal(s.total, 100000 + s.interest);
    life_end(&l);
}

static void test_plan_schedule_marks_what_no_rate_is_known_for(void **state) {
    (void)state;
    struct life l;
    struct plan_schedule s;
    life_begin(&l);
    l.rates.n = 1; /* to the end of 2025 */
    life_claim(&l, 100000, on("2025-10-02"));
    assert_int_equal(make(&l, on("2025-11-03"), (struct plan_terms){3, 0, on("2025-12-01"), 0}, &s),
                     STATUS_OK);
    assert_false(s.rows[0].estimate);
    assert_true(s.rows[1].estimate && s.rows[2].estimate);
    assert_true(s.rows[2].interest > 0); /* by the last rate that is known */
    life_end(&l);
}

static void test_plan_schedule_by_amount_ends_with_a_smaller_one(void **state) {
    (void)state;
    struct life l;
    struct plan_schedule s;
    life_begin(&l);
    life_claim(&l, 100000, on("2025-01-02"));
    const day first = on("2025-02-03");
    assert_int_equal(make(&l, on("2025-01-10"), (struct plan_terms){0, 30000, first, 0}, &s),
                     STATUS_OK);
    assert_int_equal(s.n_rows, 4);
    assert_int_equal(s.rows[2].amount, 30000);
    assert_true(s.rows[3].amount > 10000 && s.rows[3].amount < 13000);
    assert_int_equal(make(&l, on("2025-01-10"), (struct plan_terms){0, 1500, first, 0}, &s),
                     STATUS_INVALID); /* more than sixty */
    assert_int_equal(make(&l, on("2025-01-10"), (struct plan_terms){0, 2300, first, 0}, &s),
                     STATUS_OK);
    assert_true(s.n_rows <= PLAN_PARTS_MAX);
    life_end(&l);
}

static void test_plan_schedule_refuses_more_parts_than_kroner(void **state) {
    (void)state;
    struct life l;
    struct plan_schedule s;
    life_begin(&l);
    life_claim(&l, 10000, on("2025-01-02"));
    assert_int_equal(make(&l, on("2025-01-02"), (struct plan_terms){60, 0, on("2025-02-03"), 0}, &s),
                     STATUS_INVALID);
    life_pay(&l, 10000, on("2025-01-02"), "all");
    assert_int_equal(make(&l, on("2025-01-02"), (struct plan_terms){2, 0, on("2025-02-03"), 0}, &s),
                     STATUS_INVALID);
    life_end(&l);
}

/* Every number of parts that may be agreed, of sums from small to large: whole kroner, the last no
 * larger than the others, and one krone less would not have done. */
static void test_plan_schedule_has_as_many_parts_as_are_asked_for(void **state) {
    (void)state;
    static const ore sums[] = {360000, 500001, 1900000, 7345678, 25000000};
    for (size_t k = 0; k < sizeof sums / sizeof sums[0]; k++) {
        struct life l;
        life_begin(&l);
        life_claim(&l, sums[k], on("2025-01-02"));
        for (int32_t parts = 2; parts <= PLAN_PARTS_MAX; parts += parts < 12 ? 1 : 4) {
            struct plan_schedule s;
            const struct plan_terms terms = {parts, 0, on("2025-03-03"), 0};
            assert_int_equal(make(&l, on("2025-02-03"), terms, &s), STATUS_OK);
            assert_int_equal(s.n_rows, parts);
            assert_int_equal(s.plan.amount % 100, 0);
            for (uint32_t i = 0; i + 1 < s.n_rows; i++) {
                assert_int_equal(s.rows[i].amount, s.plan.amount);
            }
            assert_true(s.rows[s.n_rows - 1].amount <= s.plan.amount);
            assert_int_equal(s.rows[s.n_rows - 1].left, 0);
        }
        life_end(&l);
    }
}

static struct plan_schedule random_plan(struct life *l, uint64_t *seed) {
    static const enum component orders[][3] = {
        {COMPONENT_COSTS, COMPONENT_INTEREST, COMPONENT_PRINCIPAL},
        {COMPONENT_PRINCIPAL, COMPONENT_INTEREST, COMPONENT_COSTS},
        {COMPONENT_PRINCIPAL, COMPONENT_COSTS, COMPONENT_INTEREST}};
    struct plan_schedule s;
    life_begin(l);
    const enum component *order = orders[dice(seed, 3)];
    l->agreement.order1 = order[0];
    l->agreement.order2 = order[1];
    l->agreement.order3 = order[2];
    l->agreement.remainder_max = 0; /* nothing is let go because it is small */
    const uint32_t claims = 1 + dice(seed, 3);
    for (uint32_t i = 0; i < claims; i++) {
        life_claim(l, 20000 + (ore)dice(seed, 900000), on("2025-01-02") + (day)dice(seed, 40));
    }
    const day today = on("2025-03-03") + (day)dice(seed, 300);
    const struct plan_terms terms = {.parts = 2 + (int32_t)dice(seed, 23),
        .first = today + 1 + (day)dice(seed, 60), .uplift = dice(seed, 2) ? 112500 : 0};
    if (make(l, today, terms, &s)) {
        fail_msg("%s", l->st.text);
    }
    return s;
}

static void test_plan_that_is_kept_ends_at_zero_for_any_plan(void **state) {
    (void)state;
    uint64_t seed = 20261123;
    for (int round = 0; round < 40; round++) {
        struct life l;
        const struct plan_schedule s = random_plan(&l, &seed);
        ore sum = 0;
        for (uint32_t i = 0; i < s.n_rows; i++) {
            assert_true(s.rows[i].amount > 0 && s.rows[i].amount <= s.plan.amount);
            assert_int_equal(s.rows[i].amount, plan_amount(&s.plan, (int32_t)i + 1));
            assert_int_equal(s.rows[i].due, plan_due(&s.plan, (int32_t)i + 1));
            sum += s.rows[i].amount;
        }
        assert_int_equal(sum, s.owed + s.interest + s.uplift);
        assert_int_equal(sum, s.total);
        agree(&l, &s);
        keep(&l, &s);
        assert_int_equal(life_open(&l, s.rows[s.n_rows - 1].due), 0);
        assert_int_equal(l.c.overpaid, 0);
        assert_int_equal(l.c.n_waivers, 0);
        life_end(&l);
    }
}

/* Told at one rate, kept at another: nothing more is owed, and what was too much goes back. */
static void test_plan_that_is_kept_ends_at_zero_across_a_change_of_rate(void **state) {
    (void)state;
    uint64_t seed = 7;
    int more = 0, less = 0;
    for (int round = 0; round < 40; round++) {
        struct life l;
        const struct plan_schedule s = random_plan(&l, &seed);
        agree(&l, &s);
        const day change = s.plan.agreed + 1 + (day)dice(&seed, 60);
        struct rate_row rows[3] = {l.rows[0], l.rows[1], l.rows[1]};
        const int which = change <= rows[0].to ? 0 : 1;
        rows[2] = (struct rate_row){change, on("2035-12-31"), dice(&seed, 2) ? 1850 : 350, "new"};
        rows[which].to = change - 1;
        if (which == 0) {
            rows[1] = rows[2];
        }
        l.rates = (struct rate_table){rows, which == 0 ? 2 : 3};
        keep(&l, &s);
        assert_int_equal(life_open(&l, s.rows[s.n_rows - 1].due), 0);
        more += l.c.n_waivers > 0;
        less += l.c.overpaid > 0;
        assert_true(l.c.n_waivers == 0 || l.c.overpaid == 0);
        life_end(&l);
    }
    assert_true(more > 5 && less > 5);
}

/* The last is reckoned anew: whoever pays what is shown then pays no more than is owed. */
static void test_plan_schedule_left_follows_the_rate(void **state) {
    (void)state;
    struct life l;
    struct plan_schedule s, left;
    life_begin(&l);
    life_claim(&l, 1000000, on("2025-01-02"));
    assert_int_equal(make(&l, on("2025-01-10"), (struct plan_terms){3, 0, on("2025-02-03"), 0}, &s),
                     STATUS_OK);
    agree(&l, &s);
    life_pay(&l, s.rows[0].amount, s.rows[0].due, "1");
    life_pay(&l, s.rows[1].amount, s.rows[1].due, "2");
    l.rows[0].to = on("2025-03-09");
    l.rows[1] = (struct rate_row){on("2025-03-10"), on("2035-12-31"), 500, "fell"};
    const struct schedule_input in = look(&l, on("2025-03-10"));
    assert_int_equal(plan_schedule_left(&in, &l.c.plan, &l.arena, &left, &l.st), STATUS_OK);
    assert_int_equal(left.n_rows, 1);
    assert_true(left.rows[0].amount < s.rows[2].amount);
    life_pay(&l, left.rows[0].amount, left.rows[0].due, "3");
    assert_int_equal(life_open(&l, left.rows[0].due), 0);
    assert_int_equal(l.c.overpaid, 0);
    life_end(&l);
}

/* One that came late let more interest run than was told: that is owed. */
static void test_plan_that_was_late_once_is_promised_nothing(void **state) {
    (void)state;
    struct life l;
    struct plan_schedule s;
    life_begin(&l);
    l.agreement.remainder_max = 0;
    life_claim(&l, 1000000, on("2025-01-02"));
    assert_int_equal(make(&l, on("2025-01-10"), (struct plan_terms){2, 0, on("2025-02-03"), 0}, &s),
                     STATUS_OK);
    agree(&l, &s);
    life_pay(&l, s.rows[0].amount, s.rows[0].due + 1, "1");
    life_pay(&l, s.rows[1].amount, s.rows[1].due, "2");
    assert_int_equal(l.c.n_waivers, 0);
    assert_true(life_open(&l, s.rows[1].due) > 0);
    life_end(&l);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plan_schedule_shows_every_day_and_ore),
        cmocka_unit_test(test_plan_schedule_marks_what_no_rate_is_known_for),
        cmocka_unit_test(test_plan_schedule_by_amount_ends_with_a_smaller_one),
        cmocka_unit_test(test_plan_schedule_refuses_more_parts_than_kroner),
        cmocka_unit_test(test_plan_schedule_has_as_many_parts_as_are_asked_for),
        cmocka_unit_test(test_plan_that_is_kept_ends_at_zero_for_any_plan),
        cmocka_unit_test(test_plan_that_is_kept_ends_at_zero_across_a_change_of_rate),
        cmocka_unit_test(test_plan_schedule_left_follows_the_rate),
        cmocka_unit_test(test_plan_that_was_late_once_is_promised_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
