/* Random lives over the pure functions.  KRAV_SEED and KRAV_LIVES widen it:
 *
 *     KRAV_SEED=7 KRAV_LIVES=100000 unit_domain_lives */
#include "unit/domain/life.h"

#include <stdlib.h>

#define STEPS 24

static uint64_t number(const char *name, uint64_t fallback) {
    const char *s = getenv(name);
    int64_t v = 0;
    return s && text_to_i64(text_of(s), &v) && v >= 0 ? (uint64_t)v : fallback;
}

struct living {
    struct life l;
    uint64_t seed;
    day today;
    int n_payments, n_letters;
    char name[24];
};

static const char *named(struct living *v, const char *what, int i) {
    (void)snprintf(v->name, sizeof v->name, "%.8s:%d", what, i % 1000);
    return v->name;
}

/* Paying one øre more leaves no more open, on any later day. */
static void pay(struct living *v) {
    const ore amount = 1 + dice(&v->seed, dice(&v->seed, 2) ? 5000 : 400000);
    const day back = dice(&v->seed, 3) == 0 ? (day)dice(&v->seed, 200) : 0;
    const struct life before = v->l;
    const char *source = named(v, "bank", v->n_payments++);
    struct life *l = &v->l;
    case_copy(&before.c, &l->arena, &l->c);
    life_pay(l, amount + 1, v->today - back, source);
    const ore less = life_open(l, v->today), less_later = life_open(l, v->today + 300);
    struct arena grown = l->arena;
    *l = before;
    l->arena = grown;
    case_copy(&before.c, &l->arena, &l->c);
    life_pay(l, amount, v->today - back, source);
    assert_true(less <= life_open(l, v->today));
    assert_true(less_later <= life_open(l, v->today + 300));
}

static void reverse_one(struct living *v) {
    struct krav_case *c = &v->l.c;
    if (c->n_payments == 0) {
        return;
    }
    const struct payment_note *p = &c->payments[dice(&v->seed, c->n_payments)];
    const struct fact fact = {.kind = FACT_PAYMENT_REVERSED, .legal_day = v->today,
        .booked_day = v->today, .reverses = p->source};
    bool undone = true; /* a payment that was taken up again stands twice: once undone */
    for (uint32_t i = 0; i < c->n_payments; i++) {
        undone = undone && (c->payments[i].undone || !text_eq(c->payments[i].source, p->source));
    }
    assert_int_equal(life_try(&v->l, &(struct apply_input){.fact = &fact}),
                     undone ? STATUS_REFUSED : STATUS_OK);
}

static void reduce_one(struct living *v) {
    const struct krav_case *c = &v->l.c;
    const int32_t number_of_claim = 1 + (int32_t)dice(&v->seed, c->n_claims);
    const bool open = case_claim(c, number_of_claim)->open > 0;
    const struct fact fact = {.kind = dice(&v->seed, 2) ? FACT_CREDIT_NOTE : FACT_PAID_DIRECT,
        .amount = 1 + dice(&v->seed, 50000), .booked_day = v->today,
        .legal_day = v->today - (day)dice(&v->seed, 120), .source = arena_text(&v->l.arena, text_of(named(v, "other", v->n_payments++)))};
    const struct apply_input in = {.fact = &fact, .claim_number = number_of_claim};
    if (fact.kind == FACT_CREDIT_NOTE) {
        assert_int_equal(life_try(&v->l, &in), open ? STATUS_OK : STATUS_REFUSED);
    } else if (life_try(&v->l, &in) != STATUS_OK) { /* money to the creditor covers what it can */
        assert_non_null(strstr(v->l.st.text, "nothing is owed"));
    }
}

/* The letter goes out, or never does, or is still on its way. */
static void write_letter(struct living *v) {
    const enum letter_kind kind = dice(&v->seed, 2) ? LETTER_REMINDER : LETTER_COLLECTION_NOTICE;
    const char *name = named(v, "letter", v->n_letters++);
    const ore fee = dice(&v->seed, 2) ? 3800 : 0;
    v->l.agreement.letter_fee_owner = dice(&v->seed, 2) ? OWNER_CREDITOR : OWNER_AGENCY;
    const ore quote = life_compose(&v->l, kind, name, v->today, fee);
    struct fact fact = receipt(name, v->today);
    const uint32_t fate = dice(&v->seed, 4);
    if (fate == 0) {
        fact.kind = FACT_NOT_SENT;
    }
    if (fate > 0 || dice(&v->seed, 2)) {
        life_must(&v->l, &(struct apply_input){.fact = &fact});
    }
    /* Whoever pays the quote by its day owes nothing more. */
    if (fate > 1 && quote > 0 && dice(&v->seed, 2)) {
        v->today += (day)dice(&v->seed, 15);
        const ore owed = life_open(&v->l, v->today);
        life_pay(&v->l, quote, v->today, named(v, "bank", v->n_payments++));
        if (owed - quote <= v->l.agreement.remainder_max) {
            assert_int_equal(life_open(&v->l, v->today), 0);
        }
    }
}

static void live(uint64_t seed) {
    static const enum component orders[3][3] = {
        {COMPONENT_COSTS, COMPONENT_INTEREST, COMPONENT_PRINCIPAL},
        {COMPONENT_PRINCIPAL, COMPONENT_INTEREST, COMPONENT_COSTS},
        {COMPONENT_INTEREST, COMPONENT_PRINCIPAL, COMPONENT_COSTS}};
    struct living v = {.seed = seed, .today = on("2024-11-01")};
    life_begin(&v.l);
    const uint32_t order = dice(&v.seed, 3);
    v.l.agreement.order1 = orders[order][0];
    v.l.agreement.order2 = orders[order][1];
    v.l.agreement.order3 = orders[order][2];
    v.l.agreement.remainder_max = dice(&v.seed, 2) * 10000;
    life_claim(&v.l, 1 + dice(&v.seed, 2000000), v.today);
    for (int i = 0; i < STEPS; i++) {
        v.today += (day)dice(&v.seed, 40);
        switch (dice(&v.seed, 8)) {
        case 0:
            life_claim(&v.l, 1 + dice(&v.seed, 300000), v.today - (day)dice(&v.seed, 90));
            break;
        case 1: reverse_one(&v); break;
        case 2: reduce_one(&v); break;
        case 3: case 4: write_letter(&v); break;
        default: pay(&v); break;
        }
    }
    life_end(&v.l);
}

static void test_lives_keep_every_promise(void **state) {
    (void)state;
    const uint64_t seed = number("KRAV_SEED", 20260901), n = number("KRAV_LIVES", 400);
    print_message("seed %llu, %llu lives\n", (unsigned long long)seed, (unsigned long long)n);
    for (uint64_t i = 0; i < n; i++) {
        live(seed + i * 7919);
    }
}

/* The fold alone says what a case is: told again, a life gives the same bytes. */
static void test_lives_folded_again_give_the_same_case(void **state) {
    (void)state;
    struct life l;
    struct events all = {0};
    uint64_t seed = 5;
    life_begin(&l);
    all.arena = &l.arena;
    life_claim(&l, 900000, on("2025-01-06"));
    const struct krav_case start = {.id = l.c.id};
    int64_t steps = 0;
    for (int i = 0; i < 30; i++) {
        char source[32];
        for (uint32_t k = 0; k < l.last.n; k++) {
            *events_add(&all, l.last.items[k].kind, 0) = l.last.items[k];
        }
        steps++;
        (void)snprintf(source, sizeof source, "bank:%d", i);
        life_pay(&l, 1 + dice(&seed, 40000), on("2025-02-01") + (day)dice(&seed, 300), source);
        if (dice(&seed, 4) == 0) {
            for (uint32_t k = 0; k < l.last.n; k++) {
                *events_add(&all, l.last.items[k].kind, 0) = l.last.items[k];
            }
            steps++;
            life_reverse(&l, source, on("2026-01-05"));
        }
    }
    for (uint32_t k = 0; k < l.last.n; k++) {
        *events_add(&all, l.last.items[k].kind, 0) = l.last.items[k];
    }
    struct life again = {.c = start};
    arena_init(&again.arena);
    for (uint32_t i = 0; i < all.n; i++) {
        assert_int_equal(life_fold(&again, &all.items[i]), STATUS_OK);
    }
    again.c.steps = steps + 1;
    assert_true(text_eq(life_bytes(&again), life_bytes(&l)));
    arena_fini(&again.arena);
    life_end(&l);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lives_keep_every_promise),
        cmocka_unit_test(test_lives_folded_again_give_the_same_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
