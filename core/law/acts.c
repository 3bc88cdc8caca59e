/* acts.c - see acts.h. */
#include "law/acts.h"

#include "domain/plan.h"
#include "law/notice.h"

#define PLAN_PARTS_MIN 2
#define FIRST_DAYS_MAX 90
#define DEFER_DAYS_MAX 90

/* Something is owed, by somebody who can agree to anything about it. */
static void judge_agreeing(const struct law_question *q, struct finding *f) {
    const struct snapshot *s = q->snapshot;
    if (!case_is_open(s->c)) {
        finding_forbid(f, REASON_CLOSED);
    }
    notice_judge_debtor(s, f);
    if (s->disputed) {
        finding_forbid(f, REASON_OPEN_OBJECTION);
    }
    if (s->open <= 0) {
        finding_forbid(f, REASON_NOTHING_OWED);
    }
    notice_judge_limitation(s, f);
    if (!q->by_person) {
        notice_judge_guardian(s, f);
    }
    if (!q->by_person && s->minor) {
        finding_ask_person(f, REASON_MINOR);
    }
}

/* A plan that is kept is not replaced by a rule. */
void acts_judge_plan(const struct law_question *q, struct finding *f) {
    const struct snapshot *s = q->snapshot;
    const struct action *a = q->action;
    judge_agreeing(q, f);
    if (!q->by_person) { /* § 2-4 speaks of what was agreed: a rule agrees with nobody */
        finding_ask_person(f, REASON_PLAN_NOT_AGREED);
    }
    if (!q->by_person && s->plan_runs && !s->plan_missed) {
        finding_forbid(f, REASON_PLAN_RUNS);
    }
    if (a->parts < PLAN_PARTS_MIN || a->parts > PLAN_PARTS_MAX) {
        finding_forbid(f, REASON_PLAN_PARTS);
    }
    if (a->first <= s->today || a->first > s->today + FIRST_DAYS_MAX) {
        finding_forbid(f, REASON_PLAN_FIRST);
    }
}

void acts_judge_defer(const struct law_question *q, struct finding *f) {
    judge_agreeing(q, f);
    if (q->action->days < 1 || q->action->days > DEFER_DAYS_MAX) {
        finding_forbid(f, REASON_DEFER_DAYS);
    }
}

/* God inkassoskikk: before a rule ends a plan, a letter has said that this very instalment is
 * missing, and its deadline has passed. */
static void judge_warned(const struct snapshot *s, struct finding *f) {
    const int32_t grace = s->agreement != NULL ? s->agreement->grace_bank_days : 0;
    const day missed_from = plan_missed_from(&s->c->plan, grace);
    day deadline = DAY_NONE;
    for (uint32_t i = 0; i < s->c->n_letters; i++) {
        const struct letter_note *l = &s->c->letters[i];
        if (l->kind == LETTER_PLAN_BROKEN && l->state == LETTER_SENT && l->sent >= missed_from &&
            l->sent > s->c->plan.agreed && l->deadline > deadline) {
            deadline = l->deadline;
        }
    }
    if (deadline == DAY_NONE) {
        finding_forbid(f, REASON_PLAN_NOT_WARNED);
    } else {
        finding_wait(f, s->today, notice_after_deadline(s, deadline), REASON_DEADLINE_RUNNING);
    }
}

void acts_judge_end_plan(const struct law_question *q, struct finding *f) {
    const struct snapshot *s = q->snapshot;
    if (!case_is_open(s->c)) {
        finding_forbid(f, REASON_CLOSED);
    }
    if (!s->plan_runs) {
        finding_forbid(f, REASON_NO_PLAN);
        return;
    }
    const bool all_came = s->settled || plan_next(&s->c->plan) > s->c->plan.parts;
    if (q->by_person || all_came) {
        return;
    }
    if (s->plan_missed) {
        judge_warned(s, f);
    } else {
        finding_forbid(f, REASON_PLAN_KEPT);
    }
}
