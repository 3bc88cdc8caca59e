/* life.h - one case lived through pure functions: fact -> apply -> fold -> postings.
 *
 * Every step is checked: its postings sum to zero, the ledger says what the case says, and the
 * interest posted is the interest computed. */
#ifndef KRAV_TESTS_DOMAIN_LIFE_H
#define KRAV_TESTS_DOMAIN_LIFE_H

#include "unit/base/cmocka_all.h"

#include <stdio.h>
#include <string.h>

#include "domain/apply.h"
#include "domain/posting.h"
#include "domain/snapshot.h"
#include "domain/step.h"

struct life {
    struct arena arena;
    struct krav_case c;
    struct agreement agreement;
    struct rate_row rows[2];
    struct rate_table rates;
    ore ledger[ACCOUNTS];
    struct events last; /* of the last step */
    struct status st;
};

static inline day on(const char *iso) {
    day d = DAY_NONE;
    assert_true(day_parse(text_of(iso), &d));
    return d;
}

static inline struct hash key_of(const char *name) { return hash_of(text_of(name)); }

/* 10 % a year until the end of 2025, 12 % after. */
static inline void life_begin(struct life *l) {
    *l = (struct life){0};
    arena_init(&l->arena);
    l->rows[0] = (struct rate_row){on("2020-01-01"), on("2025-12-31"), 1000, "test"};
    l->rows[1] = (struct rate_row){on("2026-01-01"), on("2035-12-31"), 1200, "test"};
    l->rates = (struct rate_table){l->rows, 2};
    l->c = (struct krav_case){.id = 100000001, .creditor = 3, .debtor = 7};
    l->agreement = (struct agreement){.letter_fees = true, .letter_fee_owner = OWNER_CREDITOR,
        .order1 = COMPONENT_COSTS, .order2 = COMPONENT_INTEREST, .order3 = COMPONENT_PRINCIPAL,
        .remainder_max = 10000};
}

static inline void life_end(struct life *l) { arena_fini(&l->arena); }

static inline ore life_interest(struct life *l, day until) {
    ore total = 0;
    assert_int_equal(interest_of_case(&l->c, &l->rates, until, &total, &l->st), STATUS_OK);
    return total;
}

static inline ore life_open(struct life *l, day today) {
    return case_principal_open(&l->c) + case_costs_open(&l->c) +
           case_interest_open(&l->c, life_interest(l, today));
}

static inline void life_check(struct life *l) {
    const struct krav_case *c = &l->c;
    ore sum = 0;
    assert_int_equal(c->interest_accrued, life_interest(l, c->interest_until));
    assert_true(c->interest_accrued >= c->interest_paid); /* nobody pays interest that never ran */
    for (int i = 0; i < ACCOUNTS; i++) {
        sum += l->ledger[i];
    }
    assert_int_equal(sum, 0);
    assert_int_equal(l->ledger[ACCOUNT_PRINCIPAL], case_principal_open(c));
    assert_int_equal(l->ledger[ACCOUNT_INTEREST],
                     c->interest_accrued - c->interest_paid - c->interest_waived);
    assert_int_equal(l->ledger[ACCOUNT_COSTS_CREDITOR], case_costs_open_of(c, OWNER_CREDITOR));
    assert_int_equal(l->ledger[ACCOUNT_COSTS_AGENCY], case_costs_open_of(c, OWNER_AGENCY));
    assert_int_equal(l->ledger[ACCOUNT_COSTS_COURT], case_costs_open_of(c, OWNER_COURT));
    assert_int_equal(-l->ledger[ACCOUNT_OVERPAID], c->overpaid);
    assert_true(l->ledger[ACCOUNT_CLIENT_BANK] >= 0);
    for (uint32_t i = 0; i < c->n_claims; i++) {
        assert_true(c->claims[i].open >= 0);
    }
    for (uint32_t i = 0; i < c->n_costs; i++) {
        assert_true(c->costs[i].paid >= 0 && c->costs[i].waived >= 0);
        assert_true(c->costs[i].amount >= c->costs[i].paid + c->costs[i].waived);
    }
    for (uint32_t i = 0; i < c->n_letters; i++) {
        assert_true(c->letters[i].paid >= 0);
    }
    assert_true(c->overpaid >= 0);
}

static inline void life_book(struct life *l, const struct event *events, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        struct posting p[POSTINGS_MAX];
        const int n_postings = postings_of(&events[i], l->c.id, l->c.creditor, p);
        for (int k = 0; k < n_postings; k++) {
            l->ledger[p[k].account] += p[k].amount;
        }
    }
}

/* Takes the fact; a refusal changes nothing. */
static inline int life_try(struct life *l, const struct apply_input *given) {
    struct apply_input in = *given;
    in.c = &l->c;
    in.agreement = &l->agreement;
    in.rates = &l->rates;
    l->last = (struct events){.arena = &l->arena};
    l->st = (struct status){0};
    const int rc = case_apply(&in, &l->last, &l->st);
    if (rc == STATUS_OK) {
        if (case_fold_step(&l->c, l->last.items, l->last.n, &l->arena, &l->st)) {
            fail_msg("%s", l->st.text);
        }
        life_book(l, l->last.items, l->last.n);
        life_check(l);
    }
    return rc;
}

static inline void life_must(struct life *l, const struct apply_input *in) {
    if (life_try(l, in)) {
        fail_msg("%s", l->st.text);
    }
}

static inline void life_refuses(struct life *l, const struct apply_input *in, const char *why) {
    assert_int_equal(life_try(l, in), STATUS_REFUSED);
    if (strstr(l->st.text, why) == NULL) {
        fail_msg("no \"%s\" in: %s", why, l->st.text);
    }
}

/* One event that no fact of this build makes, or that a test wants by itself. */
static inline int life_fold(struct life *l, const struct event *e) {
    l->st = (struct status){0};
    const int rc = case_fold(&l->c, e, &l->arena, &l->st);
    if (rc == STATUS_OK) {
        life_book(l, e, 1);
    }
    return rc;
}

static inline void life_claim(struct life *l, ore principal, day due) {
    const struct claim claim = {.source = arena_printf(&l->arena, "311758489:%u", l->c.n_claims),
        .invoice = arena_printf(&l->arena, "50%u", l->c.n_claims), .principal = principal,
        .due = due};
    const struct fact fact = {.kind = FACT_CLAIM_RECEIVED, .legal_day = due + 1,
        .booked_day = due + 1, .source = claim.source};
    life_must(l, &(struct apply_input){.fact = &fact, .claim = &claim});
}

static inline struct fact payment(ore amount, day legal, const char *source) {
    return (struct fact){.kind = FACT_PAID, .amount = amount, .legal_day = legal,
        .booked_day = legal, .source = text_of(source)};
}

static inline void life_pay(struct life *l, ore amount, day legal, const char *source) {
    struct fact fact = payment(amount, legal, source);
    fact.source = arena_text(&l->arena, fact.source);
    life_must(l, &(struct apply_input){.fact = &fact});
}

static inline void life_reverse(struct life *l, const char *source, day legal) {
    const struct fact fact = {.kind = FACT_PAYMENT_REVERSED, .legal_day = legal,
        .booked_day = legal, .reverses = arena_text(&l->arena, text_of(source))};
    life_must(l, &(struct apply_input){.fact = &fact});
}

/* A letter planned and composed on a day; the quote is all that is open plus its fee. */
static inline ore life_compose(struct life *l, enum letter_kind kind, const char *name, day today,
                               ore fee) {
    const struct event planned = {.kind = EVENT_LETTER_PLANNED, .day = today, .letter = kind,
        .by = CHANNEL_LETTER, .days = 14, .key = key_of(name)};
    assert_int_equal(life_fold(l, &planned), STATUS_OK);
    const struct letter_quote quote = {today + 14, life_open(l, today) + fee, fee,
        key_of("content"), false, 0};
    const struct fact fact = {.kind = FACT_COMPOSED, .legal_day = today, .booked_day = today,
        .key = key_of(name)};
    life_must(l, &(struct apply_input){.fact = &fact, .quote = &quote});
    return quote.total;
}

static inline struct fact receipt(const char *name, day today) {
    return (struct fact){.kind = FACT_RECEIPT, .legal_day = today, .booked_day = today,
        .key = key_of(name), .reason = TEXT("ref-1")};
}

static inline ore life_letter(struct life *l, enum letter_kind kind, const char *name, day today,
                              ore fee) {
    const ore quote = life_compose(l, kind, name, today, fee);
    const struct fact fact = receipt(name, today);
    life_must(l, &(struct apply_input){.fact = &fact});
    return quote;
}

static inline struct text life_bytes(struct life *l) {
    struct buf b;
    buf_init(&b, 8u << 20);
    record_write(&case_record, &l->c, &b);
    const struct text kept = arena_text(&l->arena, buf_text(&b));
    buf_fini(&b);
    return kept;
}

/* Small, seeded, the same everywhere. */
static inline uint32_t dice(uint64_t *seed, uint32_t n) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33) % n;
}

#endif
