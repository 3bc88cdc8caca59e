/* reversal.c - see reversal.h. */
#include "domain/reversal.h"

#include "base/check.h"
#include "domain/apply_money.h"
#include "domain/posting.h"

bool reversal_adds_debt(const struct event *e) {
    return e->kind == EVENT_FEE_WAIVED || e->kind == EVENT_CLAIM_REDUCED ||
           e->kind == EVENT_WRITTEN_OFF;
}

bool reversal_takes(const struct event *e) {
    return e->kind == EVENT_FEE_CHARGED || reversal_adds_debt(e) ||
           (e->kind == EVENT_PAYMENT_ALLOCATED && e->direct);
}

int32_t reversal_line(const struct step *s, uint32_t event) {
    struct posting p[POSTINGS_MAX];
    int32_t line = 0;
    for (uint32_t i = 0; i < event; i++) {
        line += postings_of(&s->events[i], s->case_id, 0, p) > 0;
    }
    return postings_of(&s->events[event], s->case_id, 0, p) > 0 ? line + 1 : 0;
}

bool reversal_was_made(const struct krav_case *c, int64_t step, int32_t line) {
    for (uint32_t i = 0; i < c->n_reversed; i++) {
        if (c->reversed[i].step == step && c->reversed[i].line == line) {
            return true;
        }
    }
    return false;
}

/* The cost that an event charged, with the most of it still open. */
static const struct cost *cost_of(const struct krav_case *c, const struct event *e) {
    const struct cost *best = NULL;
    for (uint32_t i = 0; i < c->n_costs; i++) {
        const struct cost *cost = &c->costs[i];
        if (cost->fee == e->fee && cost->owner == e->owner && cost->claim == e->claim &&
            cost->charged == e->day && cost->amount == e->amount &&
            hash_eq(&cost->key, &e->key) && (!best || cost_open(cost) > cost_open(best))) {
            best = cost;
        }
    }
    return best;
}

/* A charge counts as gone from its own day; a debt that comes back only from today, since nobody was
 * told of it in between. */
static void take_back(const struct apply_input *in, const struct krav_case *c, uint32_t i,
                      struct events *out) {
    const struct event *was = &in->undone->events[i];
    const int32_t line = reversal_line(in->undone, i);
    ore amount = was->amount;
    if (line == 0 || reversal_was_made(c, in->undone->id, line)) {
        return;
    }
    if (was->kind == EVENT_FEE_CHARGED) {
        const struct cost *cost = cost_of(c, was);
        amount = cost ? cost_open(cost) : 0;
    }
    if (amount > 0) {
        struct event *e = events_add(out, EVENT_REVERSED, in->fact->booked_day);
        *e = *was;
        e->kind = EVENT_REVERSED;
        e->undoes = was->kind;
        e->id = in->undone->id;
        e->line = line;
        e->amount = amount;
        e->until = was->day;
        e->day = reversal_adds_debt(was) ? in->fact->booked_day : was->day;
        e->days = 0;
        e->word = text_of(words_name(&event_kinds, (int)was->kind));
    }
}

static int take_all_back(const struct apply_input *in, const struct krav_case *c,
                         struct events *out, struct status *st) {
    (void)st;
    for (uint32_t i = in->undone->n_events; i-- > 0;) {
        const struct event *was = &in->undone->events[i];
        if (reversal_takes(was) && was->kind != EVENT_PAYMENT_ALLOCATED) {
            take_back(in, c, i, out);
        }
    }
    return STATUS_OK;
}

/* Must payments be taken up again?  Where a fee that is taken back was paid; and where more was
 * paid than was owed, which now covers what is owed again, unless it went back. */
static bool payments_change(const struct apply_input *in) {
    bool change = false;
    for (uint32_t i = 0; i < in->undone->n_events; i++) {
        const struct event *e = &in->undone->events[i];
        const struct cost *cost = e->kind == EVENT_FEE_CHARGED ? cost_of(in->c, e) : NULL;
        change = change || (cost && cost->paid > 0) ||
                 (reversal_adds_debt(e) && in->c->overpaid > 0 && !case_refund(in->c));
    }
    return change;
}

int apply_reversal(const struct apply_input *in, struct events *out, struct status *st) {
    ensure(in->undone != NULL);
    for (uint32_t i = 0; i < in->undone->n_events; i++) {
        const struct event *e = &in->undone->events[i];
        if (reversal_takes(e) && e->kind == EVENT_PAYMENT_ALLOCATED) {
            return apply_take_back(in, e->ref, out, st);
        }
    }
    return payments_change(in) ? apply_beneath(in, take_all_back, out, st)
                               : take_all_back(in, in->c, out, st);
}

/* ---- refunds --------------------------------------------------------------------------------- */

struct hash refund_key(const struct krav_case *c) {
    ensure(c->n_claims > 0);
    char ordinal[10];
    struct hash_parts h;
    hash_begin(&h);
    hash_add(&h, TEXT("refund"));
    hash_add(&h, c->claims[0].claim.source);
    (void)text_put_digits(ordinal, c->n_refunds, sizeof ordinal);
    hash_add(&h, (struct text){ordinal, sizeof ordinal});
    return hash_end(&h);
}

static const struct refund_note *refund_of(const struct krav_case *c, const struct hash *key) {
    for (uint32_t i = 0; i < c->n_refunds; i++) {
        if (hash_eq(&c->refunds[i].key, key)) {
            return &c->refunds[i];
        }
    }
    return NULL;
}

static void add_word(const struct apply_input *in, enum event_kind kind, ore amount,
                     struct events *out) {
    struct event *e = events_add(out, kind, in->fact->legal_day);
    e->key = in->fact->key;
    e->amount = amount;
    e->word = in->fact->reason;
    e->ref = in->fact->reverses; /* the payment at a provider that it went back of; absent: by bank */
}

int apply_refund_word(const struct apply_input *in, struct events *out, struct status *st) {
    const struct refund_note *r = refund_of(in->c, &in->fact->key);
    if (!r) {
        return status_fail(st, STATUS_REFUSED, "case %lld: no such refund", (long long)in->c->id);
    }
    if (in->fact->kind == FACT_REFUND_CONFIRMED && r->state == REFUND_UNDERWAY) {
        add_word(in, EVENT_REFUND_SETTLED, r->amount, out);
    } else if (in->fact->kind == FACT_REFUND_FAILED && r->state != REFUND_REOPENED) {
        if (r->state == REFUND_SETTLED) {
            add_word(in, EVENT_REFUND_SETTLED, -r->amount, out);
        }
        add_word(in, EVENT_REFUND_REOPENED, r->amount, out);
    }
    return STATUS_OK;
}
