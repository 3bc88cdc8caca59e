/* contact.c - see contact.h. */
#include "law/contact.h"

#include "base/check.h"
#include "law/addressees.h"
#include "law/newact.h"
#include "law/notice.h"

#define HOUR 60
#define DAY_MINUTES (24 * HOUR)
#define SATURDAY 6
#define SUNDAY 7

/* ---- hours ----------------------------------------------------------------------------------- */

/* No holidays by law; the agency may choose to treat them as other days. */
static bool is_left_in_peace(const struct law_switches *acts, day d) {
    const struct ymd date = day_ymd(d);
    return date.month == 12 && (date.day == 24 || date.day == 31) &&
           !(acts != NULL && acts->contact_on_eves);
}

struct contact_hours contact_hours_of(const struct law_switches *acts, day d) {
    const int weekday = day_weekday(d);
    if (weekday == SUNDAY || day_is_holiday(d) || is_left_in_peace(acts, d)) {
        return (struct contact_hours){0, 0};
    }
    return weekday == SATURDAY ? (struct contact_hours){9 * HOUR, 15 * HOUR}
                               : (struct contact_hours){8 * HOUR, 21 * HOUR};
}

bool contact_is_open(const struct law_switches *acts, struct contact_moment m) {
    const struct contact_hours hours = contact_hours_of(acts, m.day);
    ensure(m.minute >= 0 && m.minute < DAY_MINUTES);
    return m.minute >= hours.from && m.minute < hours.until;
}

day contact_day_from(const struct law_switches *acts, day d) {
    while (d < DAY_MAX && contact_hours_of(acts, d).until == 0) {
        d++;
    }
    return d;
}

struct contact_moment contact_next(const struct law_switches *acts, struct contact_moment m) {
    if (contact_is_open(acts, m)) {
        return m;
    }
    const bool is_early = m.minute < contact_hours_of(acts, m.day).from;
    const day next = contact_day_from(acts, is_early || m.day >= DAY_MAX ? m.day : m.day + 1);
    return (struct contact_moment){next, contact_hours_of(acts, next).from};
}

/* § 15.  A digital mailbox and the portal reach people at once, too: the kinder reading. */
static bool hours_bind(const struct law *law, const struct snapshot *s, enum channel by) {
    const bool electronic = by != 0 && by != CHANNEL_LETTER;
    return electronic && law != NULL && switch_today(law->acts, NEW_15_HOURS, s);
}

struct contact_moment contact_letter_from(const struct law *law, const struct snapshot *s,
                                          const struct letter *l, struct contact_moment now) {
    return !sending_is_to_creditor(l->kind) && hours_bind(law, s, l->by)
               ? contact_next(law->acts, now)
               : now;
}

/* ---- how often ------------------------------------------------------------------------------- */

/* Attempts on the days (end - days, end], in this case and elsewhere. */
static int32_t calls_within(const struct snapshot *s, day end, int32_t days) {
    int32_t n = 0;
    for (uint32_t i = 0; i < s->c->n_calls; i++) {
        n += s->c->calls[i].day <= end && s->c->calls[i].day > end - days;
    }
    for (uint32_t i = 0; i < s->n_calls_elsewhere; i++) {
        n += s->calls_elsewhere[i] <= end && s->calls_elsewhere[i] > end - days;
    }
    return n;
}

static const struct {
    int32_t days, most;
} limits[] = {{1, CALLS_A_DAY}, {CALL_WEEK_DAYS, CALLS_A_WEEK}, {CALL_MONTH_DAYS, CALLS_A_MONTH}};
#define N_LIMITS (sizeof limits / sizeof limits[0])

struct call_counts contact_calls(const struct snapshot *s, day on) {
    return (struct call_counts){calls_within(s, on, limits[0].days),
                                calls_within(s, on, limits[1].days),
                                calls_within(s, on, limits[2].days)};
}

/* Room for one more on this day. */
static bool has_room(const struct snapshot *s, day on) {
    for (size_t i = 0; i < N_LIMITS; i++) {
        if (calls_within(s, on, limits[i].days) >= limits[i].most) {
            return false;
        }
    }
    return true;
}

/* After the longest window nothing that was done until today counts any more. */
static day room_from(const struct snapshot *s) {
    day d = s->today;
    while (d < s->today + CALL_MONTH_DAYS && !has_room(s, d)) {
        d++;
    }
    return d;
}

/* Any of the windows that hold the day has more than it may. */
static bool is_too_often(const struct snapshot *s, day on) {
    for (size_t i = 0; i < N_LIMITS; i++) {
        for (day end = on; end < on + limits[i].days; end++) {
            if (calls_within(s, end, limits[i].days) > limits[i].most) {
                return true;
            }
        }
    }
    return false;
}

/* ---- calls ----------------------------------------------------------------------------------- */

/* What stands in the way whatever the day. */
static void judge_who(const struct snapshot *s, struct finding *f) {
    notice_judge_case(s, f);
    notice_judge_due(s, 1, f);
    notice_judge_no_deadline_runs(s, f);
    notice_judge_answer_read(s, f);
    newact_judge_asking(s, f);
    if (s->plan_runs && !s->plan_missed) {
        finding_forbid(f, REASON_PLAN_RUNS);
    }
    notice_judge_guardian(s, f);
    if (s->minor) { /* vergemålsloven § 9, as for letters that ask for payment */
        finding_ask_person(f, REASON_MINOR);
    }
    if (addressees_today(f->law, s) != TO_DEBTOR) { /* §§ 28-30 of 2026: nor rung by a rule */
        finding_ask_person(f, REASON_ADDRESSEE_BY_LETTER);
    }
    if (s->debtor != NULL && s->debtor->opted_out) {
        finding_forbid(f, REASON_OPTED_OUT);
    }
    if (s->debtor == NULL || s->debtor->phone.len == 0) {
        finding_ask_person(f, REASON_NO_PHONE);
    }
}

void contact_judge_call(const struct snapshot *s, struct finding *f) {
    judge_who(s, f);
    if (s->c->call_asked.on != DAY_NONE) {
        return;
    }
    const day room = room_from(s);
    finding_wait(f, s->today, room, REASON_CALL_LIMIT);
    /* What was waited for may end on a Sunday: then the day after stands, with its own reason. */
    const day first = f->not_before > room ? f->not_before : room;
    finding_wait(f, s->today, contact_day_from(f->law->acts, first), REASON_CALL_HOURS);
}

void contact_may_call(const struct law *law, const struct snapshot *s, struct contact_moment now,
                      struct call_answer *out) {
    struct finding f = {.law = law};
    *out = (struct call_answer){.counts = contact_calls(s, s->today)};
    judge_who(s, &f);
    finding_wait(&f, s->today, room_from(s), REASON_CALL_LIMIT);
    if (finding_allows(&f) || f.strength == FINDING_WAIT) {
        const struct contact_moment first =
            finding_allows(&f) ? now : (struct contact_moment){f.not_before, 0};
        out->from = contact_next(law->acts, first);
        f.not_before = finding_allows(&f) ? DAY_NONE : out->from.day;
    }
    if (finding_allows(&f) && !contact_is_open(law->acts, now)) {
        f.strength = FINDING_WAIT;
        f.reason = REASON_CALL_HOURS;
        f.not_before = out->from.day;
    }
    finding_answer(&f, s, &out->verdict);
    out->until = finding_allows(&f) ? contact_hours_of(law->acts, now.day).until : 0;
}

void contact_judge_attempt(const struct law *law, const struct snapshot *s, day on,
                           struct verdict *out) {
    struct finding f = {.law = law};
    if (s->debtor != NULL && s->debtor->opted_out) {
        finding_forbid(&f, REASON_OPTED_OUT);
    }
    if (is_too_often(s, on)) {
        finding_forbid(&f, REASON_CALL_LIMIT);
    }
    if (contact_hours_of(law->acts, on).until == 0) {
        finding_forbid(&f, REASON_CALL_HOURS);
    }
    finding_answer(&f, s, out);
}

/* ---- letters by electronic channels ---------------------------------------------------------- */

static bool has_address(const struct party *debtor, enum channel by) {
    return !(by == CHANNEL_EMAIL && debtor->email.len == 0) &&
           !(by == CHANNEL_SMS && debtor->phone.len == 0);
}

void contact_judge_letter(const struct snapshot *s, const struct sending *letter,
                          struct finding *f) {
    if (letter->by == 0 || letter->by == CHANNEL_LETTER) {
        return;
    }
    if (s->debtor != NULL && s->debtor->opted_out_messages) {
        finding_forbid(f, REASON_OPTED_OUT_MESSAGES);
    }
    if (s->debtor != NULL && !has_address(s->debtor, letter->by)) {
        finding_forbid(f, REASON_NO_ELECTRONIC_ADDRESS);
    }
    if (hours_bind(f->law, s, letter->by)) {
        finding_wait(f, s->today, contact_day_from(f->law->acts, s->today), REASON_CONTACT_DAY);
    }
}
