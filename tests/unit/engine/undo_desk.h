/* undo_desk.h - a house where things are told back: words, and the bank's word about refunds. */
#ifndef KRAV_TESTS_ENGINE_UNDO_DESK_H
#define KRAV_TESTS_ENGINE_UNDO_DESK_H

#include "unit/engine/remit_desk.h"

#include "engine/refund.h"
#include "store/refunds.h"

#define PAYER TEXT("86011117947")
#define SECOND (FIRST_CASE + 1)

static inline struct told tell(struct house *h, struct tell t) {
    struct told out;
    OK(h, house_say(h, t, &out));
    return out;
}

static inline void refused(struct house *h, const char *word, struct tell t) {
    struct told out;
    const int64_t before = h->e.head.id;
    FAILS(h, STATUS_REFUSED, word, house_say(h, t, &out));
    assert_int_equal(h->e.head.id, before);
}

/* Of the standard claim, far too much, from an account that the bank names. */
static inline void overpay(struct house *h, const char *id, ore amount) {
    struct incoming in = a_payment(id, kid_of(h, FIRST_CASE), amount, h->e.today);
    in.payer_account = PAYER;
    in.payer_name = TEXT("Per Betaler");
    assert_int_equal(house_take(h, in), TAKEN_NEW);
}

static inline struct refund_row refund_row(struct house *h, int64_t step) {
    struct refund_row r;
    OK(h, refunds_get(h->e.db, step, &r, &h->st));
    return r;
}

static inline enum taken bank(struct house *h, enum fact_kind kind, int64_t step, ore amount) {
    return house_take(h, (struct incoming){.kind = kind, .line = 1, .account = CLIENT_ACCOUNT,
        .source_id = TEXT("b"), .key = refund_id(step, &h->arena), .amount = amount,
        .booked = h->e.today, .reference = TEXT("b-1")});
}

#endif
