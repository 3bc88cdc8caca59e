/* test_interest_lives.c - interest over whole lives, by seed: however it is posted it is the same, and
 * who pays more, or earlier, never comes off worse.
 *
 *     KRAV_SEED=7 KRAV_LIVES=10000 unit_domain_interest_lives */
#include "unit/domain/life.h"

#include <stdlib.h>

#define PAYMENTS 6
#define SPAN 900 /* days; younger than any limitation */

static uint64_t number(const char *name, uint64_t fallback) {
    const char *s = getenv(name);
    int64_t v = 0;
    return s && text_to_i64(text_of(s), &v) && v >= 0 ? (uint64_t)v : fallback;
}

/* What happens in a life, before anybody varies it. */
struct script {
    ore principal[2];
    day due[2];
    int32_t rate_bp;
    enum component order[3];
    struct {
        day on;
        ore amount;
    } paid[PAYMENTS];
};

static struct script write_script(uint64_t *seed) {
    static const enum component orders[3][3] = {
        {COMPONENT_COSTS, COMPONENT_INTEREST, COMPONENT_PRINCIPAL},
        {COMPONENT_PRINCIPAL, COMPONENT_INTEREST, COMPONENT_COSTS},
        {COMPONENT_INTEREST, COMPONENT_PRINCIPAL, COMPONENT_COSTS}};
    struct script s = {.rate_bp = dice(seed, 3) ? 0 : 1 + (int32_t)dice(seed, 2000)};
    const enum component *order = orders[dice(seed, 3)];
    for (int i = 0; i < 3; i++) {
        s.order[i] = order[i];
    }
    for (int i = 0; i < 2; i++) {
        s.principal[i] = 1 + (ore)dice(seed, 9000000);
        s.due[i] = on("2024-11-04") + (day)dice(seed, 60);
    }
    day at = on("2025-02-03");
    for (int i = 0; i < PAYMENTS; i++) {
        at += 1 + (day)dice(seed, 100);
        s.paid[i].on = at;
        s.paid[i].amount = 1 + (ore)dice(seed, dice(seed, 2) ? 20000 : 2000000);
    }
    return s;
}

static void begin(struct life *l, const struct script *s) {
    life_begin(l);
    l->agreement.order1 = s->order[0];
    l->agreement.order2 = s->order[1];
    l->agreement.order3 = s->order[2];
    for (int i = 0; i < 2; i++) {
        const struct claim claim = {.source = arena_printf(&l->arena, "311758489:%d", i),
            .principal = s->principal[i], .due = s->due[i], .rate_bp = s->rate_bp};
        const struct fact fact = {.kind = FACT_CLAIM_RECEIVED, .legal_day = s->due[i] + 1,
            .booked_day = s->due[i] + 1, .source = claim.source};
        life_must(l, &(struct apply_input){.fact = &fact, .claim = &claim});
    }
}

static void pay(struct life *l, int i, ore amount, day legal) {
    char name[24];
    (void)snprintf(name, sizeof name, "bank:%d", i);
    life_pay(l, amount, legal, name);
}

/* Posts interest on some day between two payments: nothing but a posting. */
static void post(struct life *l, day until) {
    const ore more = life_interest(l, until) - l->c.interest_accrued;
    if (until > l->c.interest_until && more != 0) {
        assert_int_equal(life_fold(l, &(struct event){.kind = EVENT_INTEREST_ACCRUED, .day = until,
                                                      .until = until, .amount = more}), STATUS_OK);
        life_check(l);
    }
}

/* What the debtor has paid and still owes in the end; what was too much comes back to him. */
static ore burden(struct life *l, day end) {
    ore paid = 0;
    for (uint32_t i = 0; i < l->c.n_payments; i++) {
        paid += l->c.payments[i].undone ? 0 : l->c.payments[i].amount;
    }
    return paid - l->c.overpaid + life_open(l, end);
}

/* Lives the script; payment `which` is of `more` øre more and comes `earlier` days before its day.
 * `looks`: interest is posted on days drawn from it. */
static ore live(const struct script *s, int which, ore more, day earlier, uint64_t *looks) {
    struct life l;
    begin(&l, s);
    for (int i = 0; i < PAYMENTS; i++) {
        for (int k = 0; looks && k < 4; k++) {
            post(&l, l.c.interest_until + 1 + (day)dice(looks, 30));
            if (l.c.interest_until >= s->paid[i].on) {
                break;
            }
        }
        const bool varied = i == which;
        pay(&l, i, s->paid[i].amount + (varied ? more : 0), s->paid[i].on - (varied ? earlier : 0));
    }
    const ore all = burden(&l, on("2024-11-04") + SPAN);
    life_end(&l);
    return all;
}

static void test_interest_is_the_same_however_it_is_posted(void **state) {
    (void)state;
    const uint64_t first = number("KRAV_SEED", 1), n = number("KRAV_LIVES", 60);
    for (uint64_t life = first; life < first + n; life++) {
        uint64_t seed = life * 77, looks = life * 13;
        const struct script s = write_script(&seed);
        assert_int_equal(live(&s, -1, 0, 0, NULL), live(&s, -1, 0, 0, &looks));
    }
}

static void test_paying_more_never_costs_more(void **state) {
    (void)state;
    const uint64_t first = number("KRAV_SEED", 1), n = number("KRAV_LIVES", 60);
    for (uint64_t life = first; life < first + n; life++) {
        uint64_t seed = life * 79;
        const struct script s = write_script(&seed);
        const int which = (int)dice(&seed, PAYMENTS);
        const ore more = 1 + (ore)dice(&seed, 500000);
        assert_true(live(&s, which, more, 0, NULL) <= live(&s, -1, 0, 0, NULL));
    }
}

static void test_paying_earlier_never_costs_more(void **state) {
    (void)state;
    const uint64_t first = number("KRAV_SEED", 1), n = number("KRAV_LIVES", 60);
    for (uint64_t life = first; life < first + n; life++) {
        uint64_t seed = life * 83;
        const struct script s = write_script(&seed);
        const int which = (int)dice(&seed, PAYMENTS);
        const day before = which > 0 ? s.paid[which - 1].on : on("2025-02-03");
        const day earlier = (day)dice(&seed, (uint32_t)(s.paid[which].on - before) + 1);
        assert_true(live(&s, which, 0, earlier, NULL) <= live(&s, -1, 0, 0, NULL));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_interest_is_the_same_however_it_is_posted),
        cmocka_unit_test(test_paying_more_never_costs_more),
        cmocka_unit_test(test_paying_earlier_never_costs_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
