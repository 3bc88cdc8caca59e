/* debit.c - see debit.h. */
#include "domain/debit.h"

#include "domain/apply.h"
#include "domain/fold_parts.h"
#include "domain/mandate.h"
#include "domain/plan_schedule.h"

static const struct word state_rows[] = {
    {DEBIT_ASKED, "asked", "bedt om", "The bank is asked to pay it on its due day."},
    {DEBIT_DELETED, "deleted", "slettet", "It was taken back."},
    {DEBIT_PAID, "paid", "betalt", "The bank has paid it."},
    {DEBIT_NOT_TAKEN, "not_taken", "ikke tatt imot", "It never reached the bank."},
};
const struct words debit_states = WORDS("request state", state_rows);

static const struct field note_table[] = {
    FIELD(FIELD_HASH, struct debit_note, key),
    FIELD(FIELD_TEXT, struct debit_note, kid),
    FIELD(FIELD_DAY, struct debit_note, due),
    FIELD_AS("amount_ore", FIELD_ORE, struct debit_note, amount),
    FIELD(FIELD_BOOL, struct debit_note, notice),
    FIELD(FIELD_DAY, struct debit_note, asked),
    FIELD_WORDS(struct debit_note, state, debit_states),
    FIELD(FIELD_DAY, struct debit_note, ended),
    FIELD(FIELD_TEXT, struct debit_note, why),
    FIELD(FIELD_TEXT, struct debit_note, paid_by),
};
const struct record debit_note_record = RECORD("request", struct debit_note, note_table);

/* ---- what is asked of a case ----------------------------------------------------------------- */

static bool is_for(const struct debit_note *d, struct text kid, day due) {
    return d->due == due && text_eq(d->kid, kid);
}

struct hash debit_key(const struct krav_case *c, struct text kid, day due) {
    struct hash_parts h;
    char day_text[DAY_TEXT], ordinal[4];
    int64_t before = 0;
    for (uint32_t i = 0; i < c->n_debits; i++) {
        before += is_for(&c->debits[i], kid, due);
    }
    (void)text_put_digits(ordinal, before, sizeof ordinal);
    hash_begin(&h);
    hash_add(&h, TEXT("debit"));
    hash_add(&h, c->n_claims > 0 ? c->claims[0].claim.source : (struct text){NULL, 0});
    hash_add(&h, kid);
    hash_add(&h, text_of(day_format(due, day_text)));
    hash_add(&h, (struct text){ordinal, sizeof ordinal});
    return hash_end(&h);
}

const struct debit_note *debit_last(const struct krav_case *c, struct text kid, day due) {
    for (uint32_t i = c->n_debits; i-- > 0;) {
        if (is_for(&c->debits[i], kid, due)) {
            return &c->debits[i];
        }
    }
    return NULL;
}

static struct debit_note *find(const struct krav_case *c, const struct hash *key) {
    for (uint32_t i = c->n_debits; i-- > 0;) {
        if (hash_eq(&c->debits[i].key, key)) {
            return &c->debits[i];
        }
    }
    return NULL;
}

const struct debit_note *debit_of(const struct krav_case *c, const struct hash *key) {
    return find(c, key);
}

bool debit_stands(const struct debit_note *d, day today) {
    return d->state == DEBIT_ASKED && today <= d->due;
}

int32_t debit_instalment(const struct krav_case *c, day due) {
    for (int32_t k = 1; plan_runs(&c->plan) && k <= c->plan.parts; k++) {
        if (plan_due(&c->plan, k) == due) {
            return k;
        }
    }
    return 0;
}

/* What should have come by earlier instalments is theirs: a row of the schedule is one instalment's
 * missing part, and all rows together are no more than is owed. */
int debit_missing(const struct schedule_input *in, day due, struct arena *arena, ore *missing,
                  struct status *st) {
    struct plan_schedule left;
    *missing = 0;
    if (debit_instalment(in->c, due) == 0 || due <= in->today) {
        return STATUS_OK;
    }
    const int rc = plan_schedule_left(in, &in->c->plan, arena, &left, st);
    for (uint32_t i = 0; i < left.n_rows && rc == STATUS_OK; i++) {
        *missing += left.rows[i].due == due ? left.rows[i].amount : 0;
    }
    return rc;
}

/* ---- facts ----------------------------------------------------------------------------------- */

int apply_debit(const struct apply_input *in, struct events *out, struct status *st) {
    const struct fact *f = in->fact;
    const struct debit_note *d = find(in->c, &f->key);
    if (f->kind == FACT_DEBIT_ASKED) {
        struct event *e = events_add(out, EVENT_DEBIT_ASKED, f->legal_day);
        e->key = f->key;
        e->until = f->until;
        e->amount = f->amount;
        e->ref = f->kid;
        e->word = f->reason;
        return STATUS_OK;
    }
    if (!d) {
        return status_fail(st, STATUS_REFUSED, "case %lld: no such request was made",
                           (long long)in->c->id);
    }
    const bool deleted = f->kind == FACT_DEBIT_DELETED;
    struct event *e =
        events_add(out, deleted ? EVENT_DEBIT_DELETED : EVENT_DEBIT_NOT_TAKEN, f->legal_day);
    e->key = f->key;
    e->until = d->due;
    e->amount = d->amount;
    e->ref = d->kid;
    e->word = f->reason;
    if (!deleted) {
        const struct word *what = words_by_name(&event_kinds, f->stage);
        e->undoes = what ? (enum event_kind)what->value : 0;
    }
    return STATUS_OK;
}

/* The bank pays what was asked for, to the øre, and not before its day.  Where two would fit, the one
 * whose day came first. */
void apply_debit_paid(const struct apply_input *in, struct events *out) {
    const struct fact *f = in->fact;
    const struct debit_note *best = NULL;
    for (uint32_t i = 0; i < in->c->n_debits && text_is(f->stage, DEBIT_BY_BANK); i++) {
        const struct debit_note *d = &in->c->debits[i];
        const bool open = d->state == DEBIT_ASKED || d->state == DEBIT_DELETED;
        if (open && d->amount == f->amount && text_eq(d->kid, f->kid) &&
            d->due <= f->booked_day && (!best || d->due < best->due)) {
            best = d;
        }
    }
    if (best) {
        struct event *e = events_add(out, EVENT_DEBIT_PAID, f->legal_day);
        e->key = best->key;
        e->until = best->due;
        e->amount = best->amount;
        e->ref = f->source;
        e->word = best->state == DEBIT_DELETED ? TEXT(DEBIT_AFTER_ALL) : (struct text){NULL, 0};
    }
}

/* ---- folds ----------------------------------------------------------------------------------- */

int fold_debit_asked(const struct folding *f) {
    const struct event *e = f->e;
    const struct debit_note *last = debit_last(f->c, e->ref, e->until);
    const bool notice = text_is(e->word, MANDATE_NOTICE);
    if (e->amount <= 0 || e->ref.len == 0 || e->until <= e->day || find(f->c, &e->key) ||
        (!notice && !text_is(e->word, MANDATE_NO_NOTICE))) {
        return fold_impossible(f, "needs a new key, a KID, an amount, a later day and word of notice");
    }
    if (last && (last->state == DEBIT_ASKED || last->state == DEBIT_PAID)) {
        return fold_impossible(f, "the bank was asked for it already");
    }
    if (f->c->n_debits >= CASE_LIST_MAX) {
        return fold_impossible(f, "too many requests");
    }
    struct debit_note *d = arena_push(f->arena, &f->c->debits, &f->c->n_debits, sizeof *d);
    *d = (struct debit_note){.key = e->key, .kid = arena_text(f->arena, e->ref), .due = e->until,
        .amount = e->amount, .notice = notice, .asked = e->day, .state = DEBIT_ASKED};
    return STATUS_OK;
}

int fold_debit_ended(const struct folding *f) {
    const struct event *e = f->e;
    struct debit_note *d = find(f->c, &e->key);
    if (!d) {
        return fold_impossible(f, "no such request was made");
    }
    if (e->kind == EVENT_DEBIT_PAID) {
        if (d->state != DEBIT_ASKED && d->state != DEBIT_DELETED) {
            return fold_impossible(f, "it was paid before, or never reached the bank");
        }
        d->state = DEBIT_PAID;
        d->paid_by = arena_text(f->arena, e->ref);
    } else if (e->kind == EVENT_DEBIT_DELETED) {
        if (!debit_stands(d, e->day)) {
            return fold_impossible(f, "it does not stand any more");
        }
        d->state = DEBIT_DELETED;
    } else if (e->undoes == EVENT_DEBIT_DELETED) { /* what stands at the bank is the request */
        d->state = d->state == DEBIT_DELETED ? DEBIT_ASKED : d->state;
    } else if (e->undoes == EVENT_DEBIT_ASKED) {
        d->state = d->state == DEBIT_PAID ? d->state : DEBIT_NOT_TAKEN;
    } else {
        return fold_impossible(f, "does not say what was not taken");
    }
    d->ended = d->state == DEBIT_ASKED ? DAY_NONE : e->day;
    d->why = d->state == DEBIT_DELETED || d->state == DEBIT_NOT_TAKEN
                 ? arena_text(f->arena, e->word)
                 : (struct text){NULL, 0};
    return STATUS_OK;
}
