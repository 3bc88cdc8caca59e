/* acts.c - see acts.h. */
#include "law/acts.h"

#include "domain/plan.h"
#include "law/notice.h"
#include "law/sending.h"

#define PLAN_PARTS_MIN 2
#define FIRST_DAYS_MAX 90
#define DEFER_DAYS_MAX 90
#define HOLD_DAYS_MAX 3653

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
    notice_judge_upheld(s, f);
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

static void judge_terms(const struct law_question *q, struct finding *f) {
    const struct snapshot *s = q->snapshot;
    const struct action *a = q->action;
    if (a->parts < PLAN_PARTS_MIN || a->parts > PLAN_PARTS_MAX) {
        finding_forbid(f, REASON_PLAN_PARTS);
    }
    if (a->first <= s->today || a->first > s->today + FIRST_DAYS_MAX) {
        finding_forbid(f, REASON_PLAN_FIRST);
    }
}

/* An addition that is to be told of must be lawful when it is (inkassoforskriften § 2-4). */
static void judge_uplift(const struct law_question *q, int32_t parts_in_all, struct finding *f) {
    ore amount = 0;
    struct verdict why = {.kind = VERDICT_ALLOWED};
    struct status st = {0};
    if (!q->action->uplift) {
        return;
    }
    if (law_plan_uplift(q->law, q->snapshot, parts_in_all, &amount, &why, &st)) {
        finding_ask_person(f, REASON_NO_RATE);
    }
    for (uint32_t i = 0; i < n_law_reasons && why.kind != VERDICT_ALLOWED; i++) {
        if (text_is(why.reason, law_reasons[i].id)) {
            finding_forbid(f, (enum reason_id)i);
        }
    }
}

/* An offer binds who makes it (inkassoloven § 13), and nobody else until it is accepted: a rule may
 * make one, but not of an addition. */
void acts_judge_offer(const struct law_question *q, struct finding *f) {
    const struct sending letter = {.kind = LETTER_PLAN_OFFER, .by = q->action->by};
    judge_agreeing(q, f);
    judge_terms(q, f);
    judge_uplift(q, q->action->parts, f);
    if (!q->by_person && q->action->uplift) {
        finding_ask_person(f, REASON_PLAN_NOT_AGREED);
    }
    sending_judge(q->snapshot, &letter, f);
}

void acts_judge_accept(const struct law_question *q, struct finding *f) {
    judge_agreeing(q, f);
    if (!plan_offer_stands(q->snapshot->c, q->snapshot->today)) {
        finding_forbid(f, REASON_NO_OFFER);
    }
    if (!q->by_person) {
        finding_ask_person(f, REASON_PLAN_NOT_AGREED);
    }
}

/* What is left of a plan may be a single instalment. */
void acts_judge_adjust(const struct law_question *q, struct finding *f) {
    const struct snapshot *s = q->snapshot;
    const struct plan *p = &s->c->plan;
    judge_agreeing(q, f);
    if (!s->plan_runs) {
        finding_forbid(f, REASON_NO_PLAN);
        return;
    }
    if (q->action->parts < 1 || q->action->parts > PLAN_PARTS_MAX) {
        finding_forbid(f, REASON_PLAN_PARTS);
    }
    if (q->action->first <= s->today || q->action->first > s->today + FIRST_DAYS_MAX) {
        finding_forbid(f, REASON_PLAN_FIRST);
    }
    judge_uplift(q, p->done + plan_next(p) - 1 + q->action->parts, f);
    if (!q->by_person) {
        finding_ask_person(f, REASON_PLAN_NOT_AGREED);
    }
}

/* A plan that is kept is not replaced by a rule. */
void acts_judge_plan(const struct law_question *q, struct finding *f) {
    const struct snapshot *s = q->snapshot;
    judge_agreeing(q, f);
    judge_uplift(q, q->action->parts, f);
    if (!q->by_person) { /* § 2-4 speaks of what was agreed: a rule agrees with nobody */
        finding_ask_person(f, REASON_PLAN_NOT_AGREED);
    }
    if (!q->by_person && s->plan_runs && !s->plan_missed) {
        finding_forbid(f, REASON_PLAN_RUNS);
    }
    judge_terms(q, f);
}

/* A hold ends on a day that comes, and within the time after which a claim is lost anyway. */
void acts_judge_hold(const struct law_question *q, struct finding *f) {
    const day until = q->action->until;
    const struct snapshot *s = q->snapshot;
    if (until != DAY_NONE && (until < s->today || until > s->today + HOLD_DAYS_MAX)) {
        finding_forbid(f, REASON_HOLD_DAYS);
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
