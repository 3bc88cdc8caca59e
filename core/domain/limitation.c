/* limitation.c - see limitation.h.
 *
 * Whatever order things were told in, one that came in time may put another in time: each is tried
 * until none moves the day any more. */
#include "domain/limitation.h"

#include <stdlib.h>

#include "domain/fact.h"

#define FAILED_YEARS 1   /* § 22 */
#define AGREED_YEARS 3   /* § 28: at a time */
#define ROOM_DAYS (20 * 366)

const struct limitation_word limitation_words[LIMITATION_STARTS] = {
    [FROM_DUE] = {"due", "foreldelsesloven §§ 2, 3, 29"},
    [FROM_ACKNOWLEDGEMENT] = {"acknowledgement", "foreldelsesloven §§ 14, 20, 29"},
    [FROM_JUDGMENT] = {"judgment", "foreldelsesloven §§ 21, 29"},
    [FROM_PURSUIT] = {"pursuit", "foreldelsesloven §§ 15-18, 21"},
    [FROM_DEDUCTION] = {"deduction", "foreldelsesloven §§ 17, 21"},
    [FROM_FAILED_STEP] = {"failed_step", "foreldelsesloven §§ 22, 29"},
    [FROM_ENFORCEMENT] = {"enforcement", "foreldelsesloven §§ 17, 21, 29"},
    [FROM_ESTATE] = {"estate", "foreldelsesloven §§ 18, 21, 29"},
    [FROM_AGREEMENT] = {"agreement", "foreldelsesloven § 28"},
    [FROM_EXTENSION] = {"extension", "foreldelsesloven § 10"},
};

const int32_t limitation_warning_days[LIMITATION_WARNINGS] = {90, 30, 7};

const char *limitation_paragraph(const struct limitation_period *p) {
    return p->start == FROM_DUE && p->years == LIMITATION_LONG_YEARS
               ? "foreldelsesloven §§ 5, 3, 29" : limitation_words[p->start].paragraph;
}

static day years_on(day from, int32_t years) { return day_add_months(from, years * 12); }

day limitation_lapses_after(day from, int32_t years) {
    return from > DAY_MAX - ROOM_DAYS ? LIMITATION_NEVER : day_bank_day_from(years_on(from, years));
}

/* The day on the invoice, also where another has effect: the reading that protects the debtor. */
day limitation_begins(const struct claim *claim) {
    const day due = claim->due_stated != DAY_NONE ? claim->due_stated : claim->due;
    const bool delivered_first = claim->delivered != DAY_NONE && claim->delivered < due;
    return !claim->term_agreed && delivered_first ? claim->delivered : due;
}

/* ---- what interrupts ------------------------------------------------------------------------- */

struct mark {
    enum limitation_start start;
    day interrupted, from;
    int32_t years;       /* 0: `until`, or nothing */
    day until;
    day covers_to;       /* what has fallen due by then */
    int32_t claims_after, claims_upto; /* these, since a merge or when it was filed; upto 0: all */
    bool always;         /* a judgment binds: the step before it was in time, or nobody said so */
    bool legal;          /* §§ 15-18, and it came to something or is pending */
};

/* The day on which a claim in an estate was settled there; NULL: not yet. */
static const struct limitation_note *estate_answer(const struct krav_case *c, day claimed) {
    const struct limitation_note *first = NULL;
    for (uint32_t i = 0; i < c->n_limitation_notes; i++) {
        const struct limitation_note *n = &c->limitation_notes[i];
        const bool answers = n->kind == NOTE_ESTATE_RECOGNISED || n->kind == NOTE_ESTATE_REFUSED;
        if (answers && n->day >= claimed && (!first || n->day < first->day)) {
            first = n;
        }
    }
    return first;
}

static struct mark in_estate(const struct krav_case *c, day claimed) {
    const struct limitation_note *answer = estate_answer(c, claimed);
    if (!answer) {
        return (struct mark){.start = FROM_PURSUIT, .interrupted = claimed, .from = claimed,
            .until = LIMITATION_NEVER, .covers_to = LIMITATION_NEVER, .legal = true};
    }
    const bool recognised = answer->kind == NOTE_ESTATE_RECOGNISED;
    return (struct mark){.start = recognised ? FROM_ESTATE : FROM_FAILED_STEP,
        .interrupted = claimed, .from = answer->day,
        .years = recognised ? LIMITATION_LONG_YEARS : FAILED_YEARS, .covers_to = answer->day,
        .legal = recognised};
}

/* What lasts and is decided is a wage deduction, which is over in ten years unless it is told that
 * the claim stands (§ 21 nr 1), or a bankruptcy that we asked for. */
static struct mark of_filing(const struct krav_case *c, const struct filing_note *f) {
    const struct outcome_word *word = filing_outcome_word(f->outcome);
    struct mark m = {.start = FROM_PURSUIT, .interrupted = f->filed, .from = f->filed,
        .covers_to = LIMITATION_NEVER, .claims_upto = f->claims_upto, .legal = true};
    if (f->ended == DAY_NONE && f->outcome == RESULT_BANKRUPTCY_OPENED) {
        m = in_estate(c, f->decided);
        m.interrupted = f->filed;
        m.claims_upto = f->claims_upto;
    } else if (f->ended == DAY_NONE && word && word->lasts) {
        m.start = FROM_DEDUCTION;
        m.from = f->decided;
        m.years = LIMITATION_LONG_YEARS;
    } else if (f->ended == DAY_NONE) {
        m.until = LIMITATION_NEVER;
    } else {
        m.from = m.covers_to = f->ended;
        m.legal = word && (word->basis || word->enforced);
        m.start = m.legal ? (word->basis ? FROM_JUDGMENT : FROM_ENFORCEMENT) : FROM_FAILED_STEP;
        m.years = m.legal ? LIMITATION_LONG_YEARS : FAILED_YEARS;
        /* § 22 is not for who took his own step back; and where nothing is owed, nothing lapses. */
        if (f->outcome == RESULT_WITHDRAWN || f->outcome == RESULT_DENIED) {
            m.years = 0;
        }
    }
    return m;
}

static struct mark of_note(const struct krav_case *c, const struct limitation_note *n) {
    if (n->kind == NOTE_ESTATE_CLAIMED) {
        return in_estate(c, n->day);
    }
    if (n->kind != NOTE_AGREED && n->kind != NOTE_EXTENDED) {
        return (struct mark){0}; /* an answer: read with the claim that it answers */
    }
    const bool extended = n->kind == NOTE_EXTENDED;
    return (struct mark){.start = extended ? FROM_EXTENSION : FROM_AGREEMENT,
        .interrupted = n->day, .from = n->day, .until = n->until, .covers_to = n->day,
        .always = extended};
}

/* The judgment that a filing led to is that filing's. */
static bool judged_by_filing(const struct krav_case *c) {
    for (uint32_t i = 0; i < c->n_filings; i++) {
        const struct outcome_word *word = filing_outcome_word(c->filings[i].outcome);
        if (word && word->basis && c->filings[i].ended == c->judged) {
            return true;
        }
    }
    return false;
}

/* Number k of what bears on the case's claims; false: there are no more.  One that is no mark by
 * itself has no day. */
static bool read_mark(const struct krav_case *c, uint32_t k, int32_t years, struct mark *m) {
    *m = (struct mark){0};
    if (k <= c->n_acknowledged_before) {
        const struct acknowledgement a = k < c->n_acknowledged_before
                                             ? c->acknowledged_before[k]
                                             : (struct acknowledgement){.day = c->acknowledged};
        *m = (struct mark){.start = FROM_ACKNOWLEDGEMENT, .interrupted = a.day, .from = a.day,
            .years = years, .covers_to = a.day, .claims_upto = a.claims_upto,
            .claims_after = a.claims_after};
        return true;
    }
    k -= c->n_acknowledged_before + 1;
    if (k == 0) {
        if (!judged_by_filing(c)) {
            *m = (struct mark){.start = FROM_JUDGMENT, .interrupted = c->judged,
                .from = c->judged, .years = LIMITATION_LONG_YEARS, .covers_to = c->judged,
                .always = true, .legal = true};
        }
        return true;
    }
    k -= 1;
    if (k < c->n_filings) {
        *m = of_filing(c, &c->filings[k]);
        m->always = m->start == FROM_JUDGMENT;
        return true;
    }
    k -= c->n_filings;
    if (k < c->n_limitation_notes) {
        *m = of_note(c, &c->limitation_notes[k]);
        return true;
    }
    return false;
}

/* ---- one line of time ------------------------------------------------------------------------ */

/* A claim, or the interest on it that fell due on one day. */
struct line {
    const struct krav_case *c;
    int32_t claim;  /* its number */
    day from;       /* runs from */
    day fell_due;   /* what a step must have been about */
    int32_t years;
};
struct reach {
    day first;      /* by its own period */
    day agreed;     /* with agreements and extensions: this is the one that counts */
    day otherwise;  /* without them: their bounds are held against it */
};

static struct line line_of_claim(const struct krav_case *c, uint32_t i) {
    const struct claim *claim = &c->claims[i].claim;
    return (struct line){c, claim->number, limitation_begins(claim), claim->due,
        basis_has_ten_years(claim->basis) ? LIMITATION_LONG_YEARS : LIMITATION_YEARS};
}

/* An acknowledgement may come before the day that has effect, when another stands on the invoice. */
static bool is_about(const struct line *l, const struct mark *m) {
    const day since = m->start == FROM_ACKNOWLEDGEMENT || m->start == FROM_AGREEMENT ||
                              m->start == FROM_EXTENSION
                          ? l->from : l->fell_due;
    return m->interrupted != DAY_NONE && m->covers_to >= since &&
           (m->claims_upto == 0 || l->claim <= m->claims_upto) && l->claim > m->claims_after;
}

static day earlier(day a, day b) { return a < b ? a : b; }

static day bound(day otherwise, int32_t years) {
    return otherwise > DAY_MAX - ROOM_DAYS ? LIMITATION_NEVER : years_on(otherwise, years);
}

/* By this mark alone; DAY_NONE: it gives no time. */
static day lapses_by(const struct mark *m, const struct reach *r) {
    if (m->start == FROM_AGREEMENT) {
        const day a_time = earlier(m->until, years_on(m->from, AGREED_YEARS));
        return earlier(a_time, bound(r->otherwise, LIMITATION_LONG_YEARS));
    }
    if (m->start == FROM_EXTENSION) {
        return earlier(m->until, bound(r->first, LIMITATION_LONG_YEARS));
    }
    return m->years > 0 ? limitation_lapses_after(m->from, m->years) : m->until;
}

static bool in_time(const struct mark *m, const struct reach *r) {
    return m->always || m->interrupted <= r->agreed;
}

static bool raise_day(day *to, day by) {
    const bool later = by > *to;
    *to = later ? by : *to;
    return later;
}

static struct reach reach_of(const struct line *l) {
    const day first = limitation_lapses_after(l->from, l->years);
    struct reach r = {first, first, first};
    struct mark m;
    for (bool moved = true; moved;) {
        moved = false;
        for (uint32_t k = 0; read_mark(l->c, k, l->years, &m); k++) {
            if (!is_about(l, &m) || !in_time(&m, &r)) {
                continue;
            }
            const day by = lapses_by(&m, &r);
            moved = raise_day(&r.agreed, by) || moved;
            if (m.start != FROM_AGREEMENT && m.start != FROM_EXTENSION) {
                moved = raise_day(&r.otherwise, by) || moved;
            }
        }
    }
    return r;
}

day limitation_of_claim(const struct krav_case *c, uint32_t i) {
    const struct line l = line_of_claim(c, i);
    return l.from == DAY_NONE ? DAY_NONE : reach_of(&l).agreed;
}

day limitation_of_case(const struct krav_case *c) {
    day first = LIMITATION_NEVER;
    for (uint32_t i = 0; i < c->n_claims; i++) {
        const day lapses = c->claims[i].open > 0 ? limitation_of_claim(c, i) : DAY_NONE;
        if (lapses != DAY_NONE && lapses < first) {
            first = lapses;
        }
    }
    return first == LIMITATION_NEVER ? DAY_NONE : first;
}

static int by_day(const void *a, const void *b) {
    const struct limitation_period *x = a, *y = b;
    return x->interrupted != y->interrupted
               ? (x->interrupted > y->interrupted) - (x->interrupted < y->interrupted)
               : (x->from > y->from) - (x->from < y->from);
}

uint32_t limitation_periods(const struct krav_case *c, uint32_t i, struct arena *arena,
                            struct limitation_period **out) {
    const struct line l = line_of_claim(c, i);
    uint32_t n = 0;
    struct mark m;
    *out = NULL;
    if (l.from == DAY_NONE) {
        return 0;
    }
    const struct reach r = reach_of(&l);
    struct limitation_period *own = arena_push(arena, out, &n, sizeof *own);
    *own = (struct limitation_period){FROM_DUE, l.from, l.from, l.years,
        years_on(l.from, l.years), r.first, true};
    for (uint32_t k = 0; read_mark(c, k, l.years, &m); k++) {
        if (is_about(&l, &m)) {
            const day lapses = lapses_by(&m, &r);
            struct limitation_period *p = arena_push(arena, out, &n, sizeof *p);
            *p = (struct limitation_period){m.start, m.interrupted, m.from, m.years,
                m.years > 0 ? years_on(m.from, m.years) : lapses, lapses,
                lapses != DAY_NONE && in_time(&m, &r)};
        }
    }
    qsort(*out + 1, n - 1, sizeof **out, by_day);
    return n;
}

/* ---- interest by itself ---------------------------------------------------------------------- */

static day protected_from(void) { return day_of(2026, 1, 1); } /* § 21 nr 5 */

/* Was the claim's limitation interrupted by a legal step before this interest fell due? */
static bool pursued_before(const struct line *claim, day claim_lapses, day fell_due) {
    struct mark m;
    for (uint32_t k = 0; read_mark(claim->c, k, claim->years, &m); k++) {
        if (m.legal && is_about(claim, &m) && (m.always || m.interrupted <= claim_lapses) &&
            m.interrupted < fell_due) {
            return true;
        }
    }
    return false;
}

/* The day after which the claim bears interest no more, since it was paid; DAY_NONE: it stands. */
static day stood_until(const struct krav_case *c, uint32_t i) {
    day last = DAY_NONE;
    for (uint32_t k = 0; k < c->n_moves && c->claims[i].open == 0; k++) {
        if (c->moves[k].claim == c->claims[i].claim.number && c->moves[k].day > last) {
            last = c->moves[k].day;
        }
    }
    return last;
}

day limitation_of_interest(const struct krav_case *c, uint32_t i, day fell_due) {
    const struct line claim = line_of_claim(c, i);
    const struct line l = {c, claim.claim, fell_due, fell_due, LIMITATION_YEARS};
    const day own = reach_of(&l).agreed;
    if (own == LIMITATION_NEVER || own < protected_from() || claim.from == DAY_NONE ||
        !pursued_before(&claim, reach_of(&claim).agreed, fell_due)) {
        return own;
    }
    const day stood = stood_until(c, i);
    if (stood == DAY_NONE) {
        return LIMITATION_NEVER;
    }
    const day anew = limitation_lapses_after(stood > fell_due ? stood : fell_due, LIMITATION_YEARS);
    return anew > own ? anew : own;
}

day limitation_same_until(const struct krav_case *c, day fell_due) {
    day until = LIMITATION_NEVER;
    struct mark m;
    for (uint32_t k = 0; read_mark(c, k, LIMITATION_YEARS, &m); k++) {
        if (m.interrupted >= fell_due) {
            until = earlier(until, m.interrupted);
        }
        if (m.interrupted != DAY_NONE && m.covers_to >= fell_due) {
            until = earlier(until, m.covers_to);
        }
    }
    return until;
}

day limitation_of_cost(const struct krav_case *c, uint32_t i) {
    const struct cost *cost = &c->costs[i];
    const int32_t claim = cost->claim > 0 ? cost->claim : 1;
    const struct line l = {c, claim, cost->charged, cost->charged, LIMITATION_YEARS};
    const bool before_board =
        c->disputed_since != DAY_NONE && text_is(c->dispute_reason, DISPUTE_COMPLAINT);
    return before_board && c->disputed_since <= reach_of(&l).agreed ? LIMITATION_NEVER
                                                                    : reach_of(&l).agreed;
}

/* ---- warnings -------------------------------------------------------------------------------- */

static bool can_lapse(day lapses) { return lapses != DAY_NONE && lapses != LIMITATION_NEVER; }

day limitation_next_warning(day lapses, day today) {
    for (int i = 0; can_lapse(lapses) && i < LIMITATION_WARNINGS; i++) {
        if (lapses - limitation_warning_days[i] > today) {
            return lapses - limitation_warning_days[i];
        }
    }
    return can_lapse(lapses) && lapses >= today ? lapses + 1 : DAY_NONE;
}

int32_t limitation_warning(day lapses, day today) {
    for (int i = LIMITATION_WARNINGS; can_lapse(lapses) && today <= lapses && i-- > 0;) {
        if (today >= lapses - limitation_warning_days[i]) {
            return limitation_warning_days[i];
        }
    }
    return 0;
}
