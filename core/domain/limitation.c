/* limitation.c - see limitation.h. */
#include "domain/limitation.h"

#define YEARS 3           /* § 2 */
#define JUDGMENT_YEARS 10 /* § 21 nr 2 */
#define ROOM_DAYS (20 * 366)

const struct limitation_word limitation_words[LIMITATION_STARTS] = {
    [FROM_DUE] = {"due", "foreldelsesloven §§ 2, 3, 29"},
    [FROM_ACKNOWLEDGEMENT] = {"acknowledgement", "foreldelsesloven §§ 14, 20, 29"},
    [FROM_JUDGMENT] = {"judgment", "foreldelsesloven §§ 21, 29"},
};

const int32_t limitation_warning_days[LIMITATION_WARNINGS] = {90, 30, 7};

static int check_day(const char *what, day d, day due, struct status *st) {
    char a[DAY_TEXT], b[DAY_TEXT];
    if (d == DAY_NONE) {
        return STATUS_OK;
    }
    if (d < due) {
        return status_fail(st, STATUS_INVALID, "limitation: %s %s: before the due day, %s", what,
                           day_format(d, a), day_format(due, b));
    }
    if (d > DAY_MAX - ROOM_DAYS) {
        return status_fail(st, STATUS_INVALID, "limitation: %s %s: too near the end of the "
                           "calendar", what, day_format(d, a));
    }
    return STATUS_OK;
}

static int check_question(const struct limitation_question *q, struct status *st) {
    char text[DAY_TEXT];
    if (q->due == DAY_NONE) {
        return status_fail(st, STATUS_INVALID, "limitation: a due day is needed");
    }
    if (q->due < day_of(1980, 1, 1)) {
        return status_fail(st, STATUS_NOT_FOUND, "limitation: due %s: the act is in force from "
                           "1980-01-01", day_format(q->due, text));
    }
    int rc = check_day("due", q->due, q->due, st);
    rc = rc ? rc : check_day("acknowledged", q->acknowledged, q->due, st);
    return rc ? rc : check_day("judgment", q->judgment, q->due, st);
}

/* A new period never makes the claim lapse earlier than the one it follows: an acknowledgement
 * gives three years, and does not take from a judgment's ten. */
static void add_period(struct limitation *l, enum limitation_start start, day from) {
    const int32_t years = start == FROM_JUDGMENT ? JUDGMENT_YEARS : YEARS;
    const day ends = day_add_months(from, years * 12);
    const struct limitation_period p = {start, from, years, ends, day_bank_day_from(ends)};
    l->periods[l->n_periods++] = p;
    if (p.lapses >= l->running.lapses) {
        l->running = p;
    }
}

static int add_acknowledgement(struct limitation *l, day acknowledged, struct status *st) {
    char a[DAY_TEXT], b[DAY_TEXT];
    if (acknowledged > l->running.lapses) {
        return status_fail(st, STATUS_REFUSED, "limitation: acknowledged %s: the claim had lapsed "
                           "after %s, and an acknowledgement does not revive it "
                           "(foreldelsesloven § 14)", day_format(acknowledged, a),
                           day_format(l->running.lapses, b));
    }
    add_period(l, FROM_ACKNOWLEDGEMENT, acknowledged);
    return STATUS_OK;
}

int limitation_of(const struct limitation_question *q, struct limitation *out,
                  struct status *st) {
    int rc = check_question(q, st);
    if (rc) {
        return rc;
    }
    *out = (struct limitation){0};
    add_period(out, FROM_DUE, q->due);
    const bool judgment_first = q->judgment != DAY_NONE && q->judgment < q->acknowledged;
    if (judgment_first) {
        add_period(out, FROM_JUDGMENT, q->judgment);
    }
    if (q->acknowledged != DAY_NONE) {
        rc = add_acknowledgement(out, q->acknowledged, st);
        if (rc) {
            return rc;
        }
    }
    if (q->judgment != DAY_NONE && !judgment_first) {
        add_period(out, FROM_JUDGMENT, q->judgment);
    }
    for (int i = 0; i < LIMITATION_WARNINGS; i++) {
        out->warnings[i] = out->running.lapses - limitation_warning_days[i];
    }
    return STATUS_OK;
}

/* ---- a case's claims ------------------------------------------------------------------------- */

/* § 3: the agreed due day; where none was agreed beforehand, the day of delivery if that is earlier.
 * The day on the invoice, also where another has effect: the reading that protects the debtor. */
static day claimable_from(const struct claim *claim) {
    const day due = claim->due_stated != DAY_NONE ? claim->due_stated : claim->due;
    const bool delivered_first = claim->delivered != DAY_NONE && claim->delivered < due;
    return !claim->term_agreed && delivered_first ? claim->delivered : due;
}

static day lapses_after(day from, int32_t years) {
    return day_bank_day_from(day_add_months(from, years * 12));
}

/* Whatever order the acknowledgements were told in, one that came in time may put another in time. */
static day renewed(const struct krav_case *c, day from, day lapses) {
    bool later = true;
    while (later) {
        later = false;
        for (uint32_t i = 0; i <= c->n_acknowledged_before; i++) {
            const day on = i < c->n_acknowledged_before ? c->acknowledged_before[i].day
                                                        : c->acknowledged;
            if (on >= from && on <= lapses && lapses_after(on, YEARS) > lapses) {
                lapses = lapses_after(on, YEARS);
                later = true;
            }
        }
    }
    return lapses;
}

/* A judgment is about what was due by then; the step before it was in time, or there were none. */
day limitation_of_claim(const struct krav_case *c, uint32_t i) {
    const day from = claimable_from(&c->claims[i].claim);
    if (from == DAY_NONE) {
        return DAY_NONE;
    }
    day lapses = lapses_after(from, YEARS);
    if (c->judged != DAY_NONE && c->judged >= c->claims[i].claim.due) {
        const day by_judgment = lapses_after(c->judged, JUDGMENT_YEARS);
        lapses = by_judgment > lapses ? by_judgment : lapses;
    }
    return renewed(c, from, lapses);
}

day limitation_of_case(const struct krav_case *c) {
    day first = DAY_NONE;
    for (uint32_t i = 0; i < c->n_claims; i++) {
        const day lapses = c->claims[i].open > 0 ? limitation_of_claim(c, i) : DAY_NONE;
        if (lapses != DAY_NONE && (first == DAY_NONE || lapses < first)) {
            first = lapses;
        }
    }
    return first;
}

day limitation_next_warning(day lapses, day today) {
    for (int i = 0; lapses != DAY_NONE && i < LIMITATION_WARNINGS; i++) {
        if (lapses - limitation_warning_days[i] > today) {
            return lapses - limitation_warning_days[i];
        }
    }
    return lapses != DAY_NONE && lapses >= today ? lapses + 1 : DAY_NONE;
}

int32_t limitation_warning(day lapses, day today) {
    for (int i = LIMITATION_WARNINGS; lapses != DAY_NONE && today <= lapses && i-- > 0;) {
        if (today >= lapses - limitation_warning_days[i]) {
            return limitation_warning_days[i];
        }
    }
    return 0;
}
