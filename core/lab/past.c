/* past.c - see past.h. */
#include "lab/past.h"

#include "engine/persons.h"
#include "store/cases.h"
#include "store/parties.h"

struct reading {
    day to;
    struct arena *arena;
    struct step *steps; uint32_t n;
    struct status *st;
    int rc;
};

static int on_step(void *ctx, const struct journal_row *row) {
    struct reading *r = ctx;
    if (row->booked_day > r->to) {
        return 1;
    }
    struct step *s = arena_push(r->arena, &r->steps, &r->n, sizeof *s);
    r->rc = record_read(&step_record, arena_text(r->arena, row->body), r->arena, s, r->st);
    return r->rc != STATUS_OK;
}

/* Of krav's own making: composing, sending, looking. */
static bool is_our_work(enum fact_kind kind) {
    return kind == FACT_DAY_REACHED || kind == FACT_COMPOSED || kind == FACT_RECEIPT ||
           kind == FACT_NOT_SENT || kind == FACT_DELIVERY_SILENT || kind == FACT_LETTER_RETURNED;
}

/* What became of a letter that was under way when the replay begins, and what came back. */
static bool is_told_again(const struct past *p, const struct fact *f) {
    if (f->kind == FACT_LETTER_RETURNED) {
        return true;
    }
    const struct letter_note *l = case_letter(&p->c, &f->key);
    return f->kind != FACT_DAY_REACHED && f->kind != FACT_COMPOSED && l &&
           l->state == LETTER_COMPOSED;
}

static int fold_before(struct past *p, int64_t case_id, struct arena *arena, struct status *st) {
    for (uint32_t i = 0; i < p->first; i++) {
        const struct step *s = &p->steps[i];
        p->c.id = case_id;
        const int rc = case_fold_step(&p->c, s->events, s->n_events, arena, st);
        if (rc) {
            return rc;
        }
        for (uint32_t k = 0; k < s->n_agenda; k++) {
            agenda_put(p->agenda, &p->n_agenda, &s->agenda[k]);
        }
    }
    return STATUS_OK;
}

static void find_outside(struct past *p, struct arena *arena) {
    struct outside *found = arena_take_n(arena, p->n_steps - p->first + 1u, sizeof *found);
    day worked_on = DAY_NONE;
    for (uint32_t i = p->first; i < p->n_steps; i++) {
        const struct fact *f = &p->steps[i].fact;
        if (!is_our_work(f->kind) || is_told_again(p, f)) {
            found[p->n_outside++] =
                (struct outside){&p->steps[i], worked_on == f->booked_day, false};
        } else {
            worked_on = f->booked_day;
            for (uint32_t k = p->n_outside;
                 k > 0 && found[k - 1].step->fact.booked_day == worked_on; k--) {
                found[k - 1].before_work = true;
            }
        }
    }
    p->outside = found;
}

bool past_refused(const struct past *p, const struct hash *key) {
    for (uint32_t i = 0; i < p->n_steps; i++) {
        const struct fact *f = &p->steps[i].fact;
        if (f->kind == FACT_NOT_SENT && hash_eq(&f->key, key) &&
            text_is(f->reason, "refused_by_channel")) {
            return true;
        }
    }
    return false;
}

/* Does the one say anew what the other said? */
static bool is_same_news(const struct fact *a, const struct fact *b) {
    const bool bankrupt_a = a->kind == FACT_BANKRUPT || a->kind == FACT_BANKRUPTCY_ENDED;
    const bool bankrupt_b = b->kind == FACT_BANKRUPT || b->kind == FACT_BANKRUPTCY_ENDED;
    return (a->kind == b->kind && text_eq(a->stage, b->stage)) || (bankrupt_a && bankrupt_b);
}

/* The book keeps what is known today.  What came to be known on the way was not known before; what it
 * took the place of was. */
static void forget_news(struct past *p) {
    for (uint32_t i = p->n_steps; i > p->first; i--) {
        const struct fact *f = &p->steps[i - 1].fact;
        if (!person_told(f, !past_is_ended(f), &p->debtor)) {
            continue;
        }
        uint32_t k = p->first;
        while (k > 0 && !is_same_news(&p->steps[k - 1].fact, f)) {
            k--;
        }
        if (k > 0) {
            const struct fact *before = &p->steps[k - 1].fact;
            (void)person_told(before, past_is_ended(before), &p->debtor);
        }
    }
}

int past_read(struct db *db, int64_t case_id, day from, day to, struct arena *arena,
              struct past *out, struct status *st) {
    struct reading r = {.to = to, .arena = arena, .st = st};
    struct krav_case now;
    *out = (struct past){0};
    int rc = journal_walk(db, case_id, 0, on_step, &r, st);
    rc = rc ? rc : r.rc;
    rc = rc ? rc : cases_load(db, case_id, arena, &now, st);
    rc = rc ? rc : parties_get(db, now.debtor, arena, &out->debtor, st);
    if (rc) {
        return rc;
    }
    out->steps = r.steps;
    out->n_steps = r.n;
    while (out->first < r.n && r.steps[out->first].fact.booked_day < from) {
        out->first++;
    }
    rc = fold_before(out, case_id, arena, st);
    if (rc == STATUS_OK) {
        find_outside(out, arena);
        forget_news(out);
    }
    return rc;
}
