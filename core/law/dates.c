/* dates.c - see dates.h. */
#include "law/dates.h"

#define FEE_DAYS 14          /* inkassoforskriften § 1-2: after the effective due day */
#define DEADLINE_DAYS 14     /* inkassoloven §§ 9, 10: at least, from sending */
#define DEADLINE_DAYS_MAX 120 /* well inside the demand's six months */
#define HEAVY_DAYS 28        /* inkassoforskriften § 2-3: overrun by more than */
#define DEMAND_MONTHS 6      /* inkassoloven § 11: the age at which a demand is spent */
#define ROOM_DAYS (20 * 366) /* between any day taken and the end of the calendar */

const struct date_word date_words[DATES] = {
    [DATE_DUE] = {"due", "forsinkelsesrenteloven § 2, gjeldsbrevlova § 5",
                  "the due day that counts"},
    [DATE_ENFORCEMENT_NOTICE] = {"enforcement_notice", "tvangsfullbyrdelsesloven § 4-18",
                                 "earliest notice of enforcement, two weeks before its petition"},
    [DATE_REMINDER] = {"reminder", "inkassoforskriften § 1-2",
                       "earliest reminder, without a fee"},
    [DATE_NOTICE] = {"notice", "inkassoloven § 9",
                     "earliest collection notice, without a fee"},
    [DATE_REMINDER_WITH_FEE] = {"reminder_with_fee", "inkassoforskriften § 1-2",
                                "earliest reminder with a fee"},
    [DATE_NOTICE_WITH_FEE] = {"notice_with_fee", "inkassoforskriften § 1-2",
                              "earliest collection notice with a fee"},
    [DATE_NOTICE_SENT] = {"notice_sent", "inkassoloven § 9",
                          "collection notice sent, given or assumed"},
    [DATE_NOTICE_DEADLINE] = {"notice_deadline", "inkassoloven § 9",
                              "last day to pay on the notice"},
    [DATE_DEMAND] = {"demand", "inkassoloven § 10", "earliest payment demand"},
    [DATE_DEMAND_SENT] = {"demand_sent", "inkassoloven § 10",
                          "payment demand sent, given or assumed"},
    [DATE_DEMAND_DEADLINE] = {"demand_deadline", "inkassoloven § 10",
                              "last day to pay or object on the demand"},
    [DATE_LEGAL_STEP] = {"legal_step", "inkassoloven § 11",
                         "earliest legal step, if the demand gave notice of it"},
    [DATE_HEAVY_COSTS] = {"heavy_costs", "inkassoforskriften § 2-3",
                          "first day whose payment bears the heavy cap"},
    [DATE_DEMAND_EXPIRES] = {"demand_expires", "inkassoloven § 11",
                             "last day the demand opens the way to a legal step"},
};

static int check_sent(const char *what, day sent, day earliest, const char *why,
                      struct status *st) {
    char a[DAY_TEXT], b[DAY_TEXT];
    if (sent != DAY_NONE && sent < earliest) {
        return status_fail(st, STATUS_INVALID, "dates: %s %s: the first lawful day is %s (%s)",
                           what, day_format(sent, a), day_format(earliest, b), why);
    }
    return STATUS_OK;
}

static int check_days(const char *what, int32_t days, struct status *st) {
    if (days != 0 && (days < DEADLINE_DAYS || days > DEADLINE_DAYS_MAX)) {
        return status_fail(st, STATUS_INVALID, "dates: %s: a deadline of %d days is not between "
                           "%d and %d (inkassoloven §§ 9, 10)", what, (int)days, DEADLINE_DAYS,
                           DEADLINE_DAYS_MAX);
    }
    return STATUS_OK;
}

static int check_range(day d, struct status *st) {
    char text[DAY_TEXT];
    if (d > DAY_MAX - ROOM_DAYS) {
        return status_fail(st, STATUS_INVALID, "dates: %s: too near the end of the calendar",
                           day_format(d, text));
    }
    return STATUS_OK;
}

static int check_question(const struct dates_question *q, struct status *st) {
    char text[DAY_TEXT];
    if (q->due == DAY_NONE) {
        return status_fail(st, STATUS_INVALID, "dates: a due day is needed");
    }
    if (q->due < day_of(2010, 1, 1)) {
        return status_fail(st, STATUS_NOT_FOUND, "dates: due %s: the rules for claims due before "
                           "2010-01-01 are not known here", day_format(q->due, text));
    }
    int rc = check_range(q->due, st);
    rc = rc ? rc : check_range(q->notice_sent, st);
    rc = rc ? rc : check_range(q->demand_sent, st);
    rc = rc ? rc : check_days("notice", q->notice_days, st);
    return rc ? rc : check_days("demand", q->demand_days, st);
}

/* A letter's day is held against the bare statute: fourteen days from the letter before, though a
 * deadline that krav gives may end a day or two later. */
static int check_letters(const struct dates_question *q, day first_notice, int32_t notice_days,
                         struct status *st) {
    int rc = check_sent("notice sent", q->notice_sent, first_notice,
                        "inkassoloven § 9: after the due day", st);
    if (rc) {
        return rc;
    }
    const day notice = q->notice_sent != DAY_NONE ? q->notice_sent : first_notice;
    return check_sent("demand sent", q->demand_sent, notice + notice_days + 1,
                      "inkassoloven § 10: after the notice's deadline", st);
}

/* As given, else with a fee, or as early as a demand that is given makes it. */
static day notice_day(const struct dates_question *q, day with_fee, int32_t notice_days) {
    if (q->notice_sent != DAY_NONE) {
        return q->notice_sent;
    }
    const day before_demand = q->demand_sent - notice_days - 1;
    return q->demand_sent != DAY_NONE && before_demand < with_fee ? before_demand : with_fee;
}

int dates_of(const struct dates_question *q, struct dates *out, struct status *st) {
    int rc = check_question(q, st);
    if (rc) {
        return rc;
    }
    const int32_t notice_days = q->notice_days > 0 ? q->notice_days : DEADLINE_DAYS;
    const int32_t demand_days = q->demand_days > 0 ? q->demand_days : DEADLINE_DAYS;
    const day due = law_due_day(q->due);
    rc = check_letters(q, due + 1, notice_days, st);
    if (rc) {
        return rc;
    }
    const day with_fee = due + FEE_DAYS;
    const day notice_sent = notice_day(q, with_fee, notice_days);
    const day notice_deadline = day_bank_day_from(notice_sent + notice_days);
    const day demand_sent = q->demand_sent != DAY_NONE ? q->demand_sent : notice_deadline + 1;
    const day demand_deadline = day_bank_day_from(demand_sent + demand_days);
    *out = (struct dates){
        .days = {
            [DATE_DUE] = due,
            [DATE_ENFORCEMENT_NOTICE] = due,
            [DATE_REMINDER] = due + 1,
            [DATE_NOTICE] = due + 1,
            [DATE_REMINDER_WITH_FEE] = with_fee,
            [DATE_NOTICE_WITH_FEE] = with_fee,
            [DATE_NOTICE_SENT] = notice_sent,
            [DATE_NOTICE_DEADLINE] = notice_deadline,
            [DATE_DEMAND] = notice_deadline + 1,
            [DATE_DEMAND_SENT] = demand_sent,
            [DATE_DEMAND_DEADLINE] = demand_deadline,
            [DATE_LEGAL_STEP] = demand_deadline + 1,
            [DATE_HEAVY_COSTS] = demand_deadline + HEAVY_DAYS + 1,
            [DATE_DEMAND_EXPIRES] = day_add_months(demand_sent, DEMAND_MONTHS),
        },
        .notice_bears_fee = notice_sent >= with_fee,
    };
    return STATUS_OK;
}
