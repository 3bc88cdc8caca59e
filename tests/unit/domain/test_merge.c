/* Two random lives become one.  KRAV_SEED and KRAV_LIVES widen it as in test_lives.c:
 *
 *     KRAV_SEED=7 KRAV_LIVES=100000 unit_domain_merge */
#include "unit/domain/life.h"

#include <stdlib.h>

#include "domain/limitation.h"
#include "domain/merge.h"

#define STEPS 10
#define DAY on("2026-03-02")

static uint64_t number(const char *name, uint64_t fallback) {
    const char *s = getenv(name);
    int64_t v = 0;
    return s && text_to_i64(text_of(s), &v) && v >= 0 ? (uint64_t)v : fallback;
}

/* ---- lives ----------------------------------------------------------------------------------- */

struct living {
    struct life l;
    uint64_t *seed;
    day today;
    int n;
};

static const char *named(struct living *v, const char *what) {
    return arena_cstr(&v->l.arena, arena_printf(&v->l.arena, "%s:%lld:%d", what,
                                                (long long)v->l.c.id, v->n++));
}

static void claim(struct living *v, ore principal) {
    const struct claim claim = {.source = text_of(named(v, "311758489")),
        .invoice = text_of(named(v, "50")), .principal = principal, .due = v->today - 1};
    const struct fact fact = {.kind = FACT_CLAIM_RECEIVED, .legal_day = v->today,
        .booked_day = v->today, .source = claim.source};
    life_must(&v->l, &(struct apply_input){.fact = &fact, .claim = &claim});
}

static void step(struct living *v) {
    struct life *l = &v->l;
    const uint32_t die = dice(v->seed, 8);
    const day back = (day)dice(v->seed, 60);
    struct fact fact = {.booked_day = v->today, .legal_day = v->today - back};
    if (die == 0) {
        claim(v, 1 + dice(v->seed, 400000));
    } else if (die <= 2) {
        life_pay(l, 1 + dice(v->seed, 100000), v->today - back, named(v, "bank"));
    } else if (die == 3 && l->c.n_payments > 0) {
        fact.kind = FACT_PAYMENT_REVERSED;
        fact.reverses = l->c.payments[dice(v->seed, l->c.n_payments)].source;
        (void)life_try(l, &(struct apply_input){.fact = &fact});
    } else if (die == 4) {
        fact.kind = FACT_CREDIT_NOTE;
        fact.amount = 1 + dice(v->seed, 30000);
        fact.source = text_of(named(v, "note"));
        (void)life_try(l, &(struct apply_input){.fact = &fact,
            .claim_number = 1 + (int32_t)dice(v->seed, l->c.n_claims)});
    } else if (die == 5) {
        fact.kind = FACT_ACKNOWLEDGED;
        life_must(l, &(struct apply_input){.fact = &fact});
    } else {
        (void)life_letter(l, dice(v->seed, 2) ? LETTER_REMINDER : LETTER_COLLECTION_NOTICE,
                          named(v, "letter"), v->today, dice(v->seed, 2) ? 3800 : 0);
    }
    v->today += (day)dice(v->seed, 40);
}

static void live(struct living *v, int64_t id, uint64_t *seed) {
    *v = (struct living){.seed = seed, .today = on("2025-03-03") + (day)dice(seed, 60)};
    life_begin(&v->l);
    v->l.c.id = id;
    v->l.agreement.remainder_max = dice(seed, 2) * 10000;
    claim(v, 1 + dice(seed, 400000));
    for (int i = 0; i < STEPS; i++) {
        step(v);
    }
}

/* ---- merging --------------------------------------------------------------------------------- */

static struct fact merged(enum fact_kind kind, int64_t about, day today) {
    return (struct fact){.kind = kind, .legal_day = today, .booked_day = today, .about = about};
}

/* As engine/merge.c does it; from here the ledgers are one. */
static void merge(struct life *a, struct life *b, day today) {
    const struct fact goes = merged(FACT_MERGED_INTO, a->c.id, today);
    const struct fact comes = merged(FACT_MERGED, b->c.id, today);
    struct events events = {.arena = &b->arena};
    struct krav_case left;
    const struct apply_input in = {.c = &b->c, .fact = &goes, .rates = &b->rates};
    assert_int_equal(merge_leaving(&in, &events, &left, &b->st), STATUS_OK);
    life_must(b, &(struct apply_input){.fact = &goes});
    life_must(a, &(struct apply_input){.fact = &comes, .merging = &left});
    for (int i = 0; i < ACCOUNTS; i++) {
        a->ledger[i] += b->ledger[i];
        b->ledger[i] = 0;
    }
}

static ore both_open(struct life *a, struct life *b, day today) {
    return life_open(a, today) + life_open(b, today);
}

static void assert_same_letter(const struct krav_case *was, const struct letter_note *before,
                               const struct letter_note *after, int32_t base) {
    assert_true(hash_eq(&before->key, &after->key));
    assert_int_equal(before->state, after->state);
    assert_int_equal(before->deadline, after->deadline);
    assert_int_equal(before->quote, after->quote);
    assert_int_equal(before->paid, after->paid);
    for (int32_t i = 1; i <= (int32_t)was->n_claims; i++) {
        assert_int_equal(letter_covers(before, i), letter_covers(after, base + i));
    }
    for (int32_t i = 1; i <= base; i++) {
        assert_false(base > 0 && letter_covers(after, i));
    }
}

static void assert_same_law(const struct krav_case *was, const struct krav_case *now,
                            int32_t base, uint32_t first_letter) {
    for (uint32_t i = 0; i < was->n_letters; i++) {
        assert_same_letter(was, &was->letters[i], &now->letters[first_letter + i], base);
    }
    for (uint32_t i = 0; i < was->n_claims; i++) {
        assert_int_equal(was->claims[i].open, now->claims[(uint32_t)base + i].open);
        assert_int_equal(limitation_of_claim(was, i),
                         limitation_of_claim(now, (uint32_t)base + i));
    }
}

static void copy_life(const struct life *from, struct life *to) {
    *to = *from;
    arena_init(&to->arena);
    case_copy(&from->c, &to->arena, &to->c);
}

/* What a reversed payment took from the quotes of letters is the same on either side. */
static void assert_same_quotes(const struct life *alone, const struct life *together,
                               uint32_t first_letter, struct text source) {
    const struct fact fact = {.kind = FACT_PAYMENT_REVERSED, .legal_day = DAY, .booked_day = DAY,
        .reverses = source};
    struct life one, two;
    copy_life(alone, &one);
    copy_life(together, &two);
    const int rc = life_try(&one, &(struct apply_input){.fact = &fact});
    assert_int_equal(life_try(&two, &(struct apply_input){.fact = &fact}), rc);
    for (uint32_t i = 0; i < one.c.n_letters; i++) {
        assert_int_equal(one.c.letters[i].paid, two.c.letters[first_letter + i].paid);
    }
    life_end(&one);
    life_end(&two);
}

static void assert_nothing_left(const struct life *b) {
    assert_int_equal(b->c.n_claims + b->c.n_letters + b->c.n_costs + b->c.n_payments, 0);
    assert_string_equal(b->c.close_why.ptr, CLOSED_MERGED);
    for (int i = ACCOUNT_PRINCIPAL; i <= ACCOUNT_COLLECTABLE; i++) {
        assert_int_equal(b->ledger[i], 0);
    }
}

static void merge_free(struct life *a, struct life *b) {
    const day days[3] = {DAY, DAY + 1, DAY + 700};
    const int32_t claims = (int32_t)a->c.n_claims;
    const uint32_t letters = a->c.n_letters;
    ore before[3];
    struct life was_a, was_b;
    copy_life(a, &was_a);
    copy_life(b, &was_b);
    for (int i = 0; i < 3; i++) {
        before[i] = both_open(a, b, days[i]);
    }
    merge(a, b, DAY);
    assert_nothing_left(b);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(both_open(a, b, days[i]), before[i]);
    }
    for (int i = 0; i < ACCOUNTS; i++) { /* interest up to today was posted on the way */
        const bool posted = i == ACCOUNT_INTEREST || i == ACCOUNT_COLLECTABLE;
        assert_true(posted || a->ledger[i] == was_a.ledger[i] + was_b.ledger[i]);
    }
    assert_same_law(&was_a.c, &a->c, 0, 0);
    assert_same_law(&was_b.c, &a->c, claims, letters);
    for (uint32_t i = 0; i < was_b.c.n_payments; i++) {
        assert_same_quotes(&was_b, a, letters, was_b.c.payments[i].source);
    }
    for (uint32_t i = 0; i < was_a.c.n_payments; i++) {
        assert_same_quotes(&was_a, a, 0, was_a.c.payments[i].source);
    }
    life_end(&was_a);
    life_end(&was_b);
}

static bool merge_two(uint64_t seed) {
    struct living a, b;
    live(&a, 100000001, &seed);
    live(&b, 100000002, &seed);
    const bool is_free = merge_hindrance(&a.l.c) == MERGE_FREE &&
                         merge_hindrance(&b.l.c) == MERGE_FREE;
    if (is_free) {
        merge_free(&a.l, &b.l);
    }
    life_end(&a.l);
    life_end(&b.l);
    return is_free;
}

static void test_merge_brings_all_and_no_more(void **state) {
    (void)state;
    const uint64_t seed = number("KRAV_SEED", 1), n = number("KRAV_LIVES", 300);
    uint64_t merges = 0;
    for (uint64_t i = 0; i < n; i++) {
        merges += merge_two(seed + i);
    }
    assert_true(merges > n / 2);
}

/* ---- by hand --------------------------------------------------------------------------------- */

static void begin_two(struct life *a, struct life *b) {
    life_begin(a);
    life_begin(b);
    b->c.id = 100000002;
    life_claim(a, 100001, on("2025-06-02"));
    life_claim(b, 77777, on("2025-07-01"));
}

static void end_two(struct life *a, struct life *b) {
    life_end(a);
    life_end(b);
}

/* 100001 and 77777 øre both round up somewhere in this year: one sum of both would not. */
static void test_interest_is_rounded_as_before_the_merge(void **state) {
    (void)state;
    struct life a, b;
    ore apart[300];
    bool matters = false;
    begin_two(&a, &b);
    for (int i = 0; i < 300; i++) {
        apart[i] = life_interest(&a, DAY + i) + life_interest(&b, DAY + i);
    }
    merge(&a, &b, DAY);
    for (int i = 0; i < 300; i++) {
        assert_int_equal(life_interest(&a, DAY + i), apart[i]);
    }
    a.c.claims[1].claim.lot = 0;
    for (int i = 0; i < 300; i++) {
        matters = matters || life_interest(&a, DAY + i) != apart[i];
    }
    assert_true(matters);
    end_two(&a, &b);
}

static void test_a_case_that_came_together_can_go_on(void **state) {
    (void)state;
    struct life a, b, c;
    begin_two(&a, &b);
    life_begin(&c);
    c.c.id = 100000003;
    life_claim(&c, 50001, on("2025-08-01"));
    const struct fact word = {.kind = FACT_ACKNOWLEDGED, .legal_day = on("2025-12-01"),
        .booked_day = on("2025-12-01")};
    life_must(&b, &(struct apply_input){.fact = &word});
    const ore open = both_open(&a, &b, DAY + 500) + life_open(&c, DAY + 500);
    const day lapses = limitation_of_claim(&b.c, 0), own = limitation_of_claim(&a.c, 0);
    merge(&b, &c, DAY);
    merge(&a, &b, DAY + 1);
    assert_int_equal(life_open(&a, DAY + 500), open);
    assert_int_equal(a.c.n_merged, 2);
    assert_int_equal(a.c.merged[0].case_id, 100000003);
    assert_int_equal(a.c.merged[0].first, 3);
    assert_int_equal(a.c.merged[1].case_id, 100000002);
    assert_int_equal(a.c.merged[1].claims, 2);
    assert_int_equal(limitation_of_claim(&a.c, 0), own); /* acknowledged was the other claim */
    assert_int_equal(limitation_of_claim(&a.c, 1), lapses);
    assert_true(limitation_of_claim(&a.c, 2) < lapses);
    end_two(&a, &b);
    life_end(&c);
}

static void test_fold_refuses_what_is_not_what_went(void **state) {
    (void)state;
    struct life a, b;
    begin_two(&a, &b);
    const struct fact goes = merged(FACT_MERGED_INTO, a.c.id, DAY);
    struct events events = {.arena = &b.arena};
    const struct apply_input in = {.c = &b.c, .fact = &goes, .rates = &b.rates};
    assert_int_equal(apply_merged_into(&in, &events, &b.st), STATUS_OK);
    struct event *e = &events.items[events.n - 2];
    assert_int_equal(e->kind, EVENT_MERGED_INTO);
    assert_int_equal(life_fold(&b, e), STATUS_CORRUPT); /* the interest before it is not posted */
    assert_int_equal(life_fold(&b, &events.items[0]), STATUS_OK);
    e->principal += 1;
    assert_int_equal(life_fold(&b, e), STATUS_CORRUPT);
    e->principal -= 1;
    e->id = b.c.id;
    assert_int_equal(life_fold(&b, e), STATUS_CORRUPT);
    e->id = a.c.id;
    assert_int_equal(life_fold(&b, e), STATUS_OK);
    assert_int_equal(b.c.merged_into, a.c.id);
    end_two(&a, &b);
}

static void test_what_holds_for_a_case_keeps_it_apart(void **state) {
    (void)state;
    struct life a, b;
    begin_two(&a, &b);
    assert_int_equal(merge_hindrance(&b.c), MERGE_FREE);
    const struct fact wish = merged(FACT_KEEP_APART, 0, DAY);
    life_must(&b, &(struct apply_input){.fact = &wish});
    assert_int_equal(merge_hindrance(&b.c), MERGE_SEPARATE);
    life_refuses(&b, &(struct apply_input){.fact = &wish}, "already");
    struct fact goes = merged(FACT_MERGED_INTO, a.c.id, DAY);
    life_refuses(&b, &(struct apply_input){.fact = &goes}, "in between");
    life_refuses(&a, &(struct apply_input){.fact = &(struct fact){.kind = FACT_MERGED,
        .booked_day = DAY}, .merging = &b.c}, "in between");
    struct fact no_more = wish;
    no_more.reason = TEXT("ended");
    life_must(&b, &(struct apply_input){.fact = &no_more});
    assert_int_equal(merge_hindrance(&b.c), MERGE_FREE);
    (void)life_compose(&b, LETTER_REMINDER, "on its way", DAY, 0);
    assert_int_equal(merge_hindrance(&b.c), MERGE_UNDERWAY);
    b.c.letters[0].state = LETTER_SENT;
    b.c.disputed_since = DAY;
    assert_int_equal(merge_hindrance(&b.c), MERGE_OBJECTION);
    b.c.disputed_since = DAY_NONE;
    b.c.rejected_since = DAY;
    assert_int_equal(merge_hindrance(&b.c), MERGE_OBJECTION);
    b.c.rejected_since = DAY_NONE;
    b.c.judged = DAY;
    assert_int_equal(merge_hindrance(&b.c), MERGE_COURT);
    end_two(&a, &b);
}

static void test_another_debtor_or_department_is_refused(void **state) {
    (void)state;
    struct life a, b;
    begin_two(&a, &b);
    const struct fact comes = merged(FACT_MERGED, b.c.id, DAY);
    b.c.debtor++;
    life_refuses(&a, &(struct apply_input){.fact = &comes, .merging = &b.c}, "same creditor");
    b.c.debtor--;
    b.c.department = TEXT("north");
    life_refuses(&a, &(struct apply_input){.fact = &comes, .merging = &b.c}, "same creditor");
    life_refuses(&a, &(struct apply_input){.fact = &comes}, "same creditor");
    end_two(&a, &b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_merge_brings_all_and_no_more),
        cmocka_unit_test(test_interest_is_rounded_as_before_the_merge),
        cmocka_unit_test(test_a_case_that_came_together_can_go_on),
        cmocka_unit_test(test_fold_refuses_what_is_not_what_went),
        cmocka_unit_test(test_what_holds_for_a_case_keeps_it_apart),
        cmocka_unit_test(test_another_debtor_or_department_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
