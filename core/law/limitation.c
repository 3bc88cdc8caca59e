/* limitation.c - see limitation.h. */
#include "law/limitation.h"

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
