/* letter_desk.h - one case with everything a letter may need, for the tests of letters. */
#ifndef KRAV_TESTS_LETTER_DESK_H
#define KRAV_TESTS_LETTER_DESK_H

#include "unit/base/cmocka_all.h"

#include <string.h>

#include "base/arena.h"
#include "domain/letter.h"
#include "domain/letter_demands.h"
#include "domain/plan.h"

/* One case on the desk, with everything a letter may need.  Synthetic people only. */
struct desk {
    struct arena arena;
    struct claim_state claims[2];
    struct cost costs[2];
    struct payment_note payment;
    struct krav_case c;
    struct party debtor;
    struct creditor creditor;
    struct snapshot snapshot;
    struct sender sender;
    struct text descriptions[2];
    struct letter_input input;
    struct letter letter;
};

static inline void desk_open(struct desk *k) {
    *k = (struct desk){0};
    arena_init(&k->arena);
    k->claims[0] = (struct claim_state){{.number = 1,
                                         .invoice = TEXT("5001"),
                                         .principal = 125000,
                                         .issued = day_of(2026, 8, 15),
                                         .delivered = day_of(2026, 8, 10),
                                         .due = day_of(2026, 9, 1)},
                                        .open = 100000};
    k->claims[1] = (struct claim_state){{.number = 2,
                                         .invoice = TEXT("5002"),
                                         .principal = 99900,
                                         .due = day_of(2026, 10, 1)},
                                        .open = 99900};
    k->costs[0] = (struct cost){FEE_REMINDER, OWNER_CREDITOR, .amount = 3800,
                                .charged = day_of(2026, 10, 20)};
    k->costs[1] = (struct cost){FEE_TAKEN_OVER, OWNER_CREDITOR, .amount = 3500, .paid = 3000,
                                .waived = 500}; /* nothing left */
    k->payment = (struct payment_note){.legal_day = day_of(2026, 10, 5), .amount = 25000};
    k->c = (struct krav_case){.id = 1042, .claims = k->claims, .n_claims = 2, .costs = k->costs,
                              .n_costs = 2, .payments = &k->payment, .n_payments = 1};
    k->debtor = (struct party){.kind = DEBTOR_CONSUMER, .name = TEXT("Kari Prøve"),
                               .address1 = TEXT("Åsgata 1"), .postcode = TEXT("0155"),
                               .city = TEXT("Oslo"), .email = TEXT("kari@example.com"),
                               .phone = TEXT("+4799999999")};
    k->creditor = (struct creditor){.org = TEXT("311758489"), .name = TEXT("Strøm Eksempel AS"),
                                    .address = TEXT("Lysveien 2\n0001 Oslo"),
                                    .email = TEXT("faktura@example.com")};
    k->sender = (struct sender){TEXT("Prøve Inkasso AS"), TEXT("312597772"),
                                TEXT("Postboks 1\n0101 Oslo"), TEXT("22 00 00 00"),
                                TEXT("post@example.com"), TEXT("12345678903"),
                                .phone_hours = {NULL, 0}};
    k->snapshot = (struct snapshot){.today = day_of(2026, 11, 23), .c = &k->c,
                                    .debtor = &k->debtor, .creditor = &k->creditor,
                                    .principal_open = 199900, .interest_open = 5259,
                                    .costs_open = 3800, .open = 208959};
    k->descriptions[0] = TEXT("Strøm i august");
    k->input = (struct letter_input){.kind = LETTER_COLLECTION_NOTICE, .by = CHANNEL_LETTER,
                                     .days = 14, .snapshot = &k->snapshot, .sender = &k->sender,
                                     .descriptions = k->descriptions, .fee = 3800,
                                     .rate_bp = 1225};
}

/* What a letter of this kind is sent about: a plan of five parts with one paid and one missing,
 * time given, a death.  Other kinds find none of it. */
static inline void desk_live(struct desk *k, enum letter_kind kind) {
    const bool plan = kind == LETTER_PLAN_AGREED || kind == LETTER_PLAN_BROKEN ||
                      kind == LETTER_PLAN_REMINDER;
    k->c.plan = (struct plan){0};
    if (plan) {
        const bool broken = kind == LETTER_PLAN_BROKEN;
        k->c.plan = (struct plan){.agreed = day_of(2026, 11, 23), .parts = 5, .amount = 41800,
            .first = broken ? day_of(2026, 10, 15) : day_of(2026, 12, 15), .total = 208959,
            .paid = broken ? 51800 : 0};
    }
    k->c.deferred_until = kind == LETTER_DEFERRAL ? day_of(2026, 12, 21) : DAY_NONE;
    k->debtor.died = kind == LETTER_ESTATE_CLAIM ? day_of(2026, 11, 2) : DAY_NONE;
}

/* Composed in the situation that the desk is in; `composed` makes the one that the kind needs. */
static inline const struct letter *composed_as_is(struct desk *k, enum letter_kind kind) {
    k->input.kind = kind;
    letter_compose(&k->input, &k->arena, &k->letter);
    return &k->letter;
}

static inline const struct letter *composed(struct desk *k, enum letter_kind kind) {
    desk_live(k, kind);
    return composed_as_is(k, kind);
}

static inline const struct letter_word *word_of(enum letter_kind kind) {
    return (const struct letter_word *)(const void *)words_by_value(&letter_kinds, (int)kind);
}

/* The body as one line, so that a sentence is found however it was wrapped. */
static inline const char *body_of(struct desk *k, const struct letter *l) {
    struct buf out;
    buf_init(&out, 1 << 20);
    letter_body(l, &out);
    char *flat = arena_take(&k->arena, out.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < out.len; i++) {
        char c = out.ptr[i] == '\n' ? ' ' : out.ptr[i];
        if (c != ' ' || n == 0 || flat[n - 1] != ' ') {
            flat[n++] = c;
        }
    }
    buf_fini(&out);
    return flat;
}

static inline void assert_says(const char *body, const char *what) {
    if (strstr(body, what) == NULL) {
        fail_msg("\"%s\" is not in: %s", what, body);
    }
}

static inline void assert_silent(const char *body, const char *what) {
    if (strstr(body, what) != NULL) {
        fail_msg("\"%s\" is in: %s", what, body);
    }
}

#endif
