/* limitation_question.c - see limitation_question.h. */
#include "domain/limitation_question.h"

#define ROOM_DAYS (40 * 366)
#define NOTES 2

/* A case made of the question's days; its lists are here. */
struct asked {
    struct krav_case c;
    struct claim_state claim;
    struct filing_note filing;
    struct limitation_note notes[NOTES];
};

static void make_case(const struct limitation_question *q, struct asked *a) {
    *a = (struct asked){.claim = {.claim = {.number = 1, .due = q->due, .principal = 1,
        .term_agreed = true, .basis = q->basis}, .open = 1}};
    a->c = (struct krav_case){.claims = &a->claim, .n_claims = 1, .judged = q->judgment,
        .acknowledged = q->acknowledged, .filings = &a->filing, .limitation_notes = a->notes};
    if (q->filed != DAY_NONE) {
        const struct outcome_word *word = filing_outcome_word(q->outcome);
        a->filing = (struct filing_note){.kind = q->filing, .filed = q->filed,
            .decided = q->ended, .ended = word && word->lasts ? DAY_NONE : q->ended,
            .outcome = q->outcome, .claims_upto = 1};
        a->c.n_filings = 1;
    }
    if (q->agreed != DAY_NONE) {
        a->notes[a->c.n_limitation_notes++] =
            (struct limitation_note){NOTE_AGREED, q->agreed, q->agreed_until};
    }
    if (q->extended != DAY_NONE) {
        a->notes[a->c.n_limitation_notes++] =
            (struct limitation_note){NOTE_EXTENDED, q->extended, q->extended_until};
    }
}

/* ---- is it well asked ------------------------------------------------------------------------ */

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

static int wrong(struct status *st, const char *what, const char *why) {
    return status_fail(st, STATUS_INVALID, "limitation: %s: %s", what, why);
}

static int check_filing(const struct limitation_question *q, struct status *st) {
    const struct outcome_word *word = filing_outcome_word(q->outcome);
    if (q->filed == DAY_NONE) {
        return q->ended == DAY_NONE && word == NULL ? STATUS_OK
                                                    : wrong(st, "ended", "nothing was filed");
    }
    if ((q->ended != DAY_NONE) != (word != NULL)) {
        return wrong(st, "outcome", "a filing that has ended has one, and no other");
    }
    if (word && !(word->kinds & (1u << q->filing))) {
        return wrong(st, "outcome", "such a filing does not end so");
    }
    return q->ended != DAY_NONE && q->ended < q->filed ? wrong(st, "ended", "before it was filed")
                                                       : STATUS_OK;
}

static int check_until(const char *what, day on, day until, struct status *st) {
    if ((on == DAY_NONE) != (until == DAY_NONE)) {
        return wrong(st, what, "needs the day it was made and the day it gives");
    }
    return until < on ? wrong(st, what, "gives a day before it was made") : STATUS_OK;
}

static int check_question(const struct limitation_question *q, struct status *st) {
    const struct {
        const char *what;
        day on;
    } days[] = {{"due", q->due}, {"acknowledged", q->acknowledged}, {"judgment", q->judgment},
        {"filed", q->filed}, {"ended", q->ended}, {"agreed", q->agreed},
        {"agreed until", q->agreed_until}, {"extended", q->extended},
        {"extended until", q->extended_until}, {"interest due", q->interest_due}};
    char text[DAY_TEXT];
    if (q->due == DAY_NONE) {
        return wrong(st, "due", "a due day is needed");
    }
    if (q->due < day_of(1980, 1, 1)) {
        return status_fail(st, STATUS_NOT_FOUND, "limitation: due %s: the act is in force from "
                           "1980-01-01", day_format(q->due, text));
    }
    int rc = STATUS_OK;
    for (size_t i = 0; i < sizeof days / sizeof days[0] && rc == STATUS_OK; i++) {
        rc = check_day(days[i].what, days[i].on, q->due, st);
    }
    rc = rc ? rc : check_filing(q, st);
    rc = rc ? rc : check_until("agreed", q->agreed, q->agreed_until, st);
    return rc ? rc : check_until("extended", q->extended, q->extended_until, st);
}

/* ---- did it come in time --------------------------------------------------------------------- */

static int too_late(const char *what, day on, day lapses, struct status *st) {
    char a[DAY_TEXT], b[DAY_TEXT];
    return status_fail(st, STATUS_REFUSED, "limitation: %s %s: the claim had lapsed after %s, and "
                       "that does not revive it (foreldelsesloven §§ 14, 24)", what,
                       day_format(on, a), day_format(lapses, b));
}

/* Without what came after it. */
static int check_in_time(const struct limitation_question *q, const char *what, day on,
                         struct status *st) {
    struct limitation_question before = *q;
    struct asked a;
    if (on == DAY_NONE) {
        return STATUS_OK;
    }
    before.judgment = q->judgment < on ? q->judgment : DAY_NONE;
    before.acknowledged = q->acknowledged < on ? q->acknowledged : DAY_NONE;
    before.filed = q->filed < on ? q->filed : DAY_NONE;
    before.agreed = q->agreed < on ? q->agreed : DAY_NONE;
    make_case(&before, &a);
    const day lapses = limitation_of_claim(&a.c, 0);
    return on > lapses ? too_late(what, on, lapses, st) : STATUS_OK;
}

static int check_bounds(const struct limitation_question *q, day lapses, struct status *st) {
    char text[DAY_TEXT];
    if (q->agreed_until > lapses) {
        return status_fail(st, STATUS_REFUSED, "limitation: agreed until %s: at most three years at "
                           "a time, and ten beyond the day it would have lapsed (foreldelsesloven "
                           "§ 28)", day_format(q->agreed_until, text));
    }
    if (q->extended_until > lapses) {
        return status_fail(st, STATUS_REFUSED, "limitation: extended until %s: at most ten years in "
                           "all (foreldelsesloven § 10)", day_format(q->extended_until, text));
    }
    return STATUS_OK;
}

static void find_running(struct limitation *l) {
    for (uint32_t i = 0; i < l->n_periods; i++) {
        const struct limitation_period *p = &l->periods[i];
        if (p->counts && p->lapses >= l->running.lapses) {
            l->running = *p;
        }
    }
}

int limitation_of(const struct limitation_question *q, struct arena *arena, struct limitation *out,
                  struct status *st) {
    struct asked a;
    *out = (struct limitation){0};
    int rc = check_question(q, st);
    rc = rc ? rc : check_in_time(q, "acknowledged", q->acknowledged, st);
    rc = rc ? rc : check_in_time(q, "filed", q->filed, st);
    rc = rc ? rc : check_in_time(q, "agreed", q->agreed, st);
    if (rc) {
        return rc;
    }
    make_case(q, &a);
    out->lapses = limitation_of_claim(&a.c, 0);
    rc = check_bounds(q, out->lapses, st);
    if (rc) {
        return rc;
    }
    out->n_periods = limitation_periods(&a.c, 0, arena, &out->periods);
    find_running(out);
    out->interest_lapses = q->interest_due != DAY_NONE
                               ? limitation_of_interest(&a.c, 0, q->interest_due) : DAY_NONE;
    for (int i = 0; i < LIMITATION_WARNINGS && out->lapses != LIMITATION_NEVER; i++) {
        out->warnings[i] = out->lapses - limitation_warning_days[i];
    }
    return STATUS_OK;
}
