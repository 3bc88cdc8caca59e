/* later.c - see later.h. */
#include "law/later.h"

#include "domain/plan.h"
#include "law/demand.h"
#include "law/notice.h"

#define BANKRUPTCY_DAYS 28  /* konkursloven § 63: at least four weeks after the demand */
#define MONITORING_DAYS 30  /* god inkassoskikk (inkassoloven § 8), as read here */

/* inkassoloven §§ 10, 11: after a demand that was missed and is not yet spent. */
void later_judge_legal_notice(const struct snapshot *s, struct finding *f) {
    demand_judge_missed(s, f);
    demand_judge_alive(s, f);
    notice_judge_no_deadline_runs(s, f);
    notice_judge_answer_read(s, f);
}

/* tvangsfullbyrdelsesloven § 4-18: on the due day at the earliest. */
void later_judge_enforcement_notice(const struct snapshot *s, struct finding *f) {
    notice_judge_due(s, 0, f);
    notice_judge_no_deadline_runs(s, f);
}

/* konkursloven § 63: whether the debtor must keep books is not recorded, and the notice is served
 * by a process server, so that a person takes over when all else allows it. */
void later_judge_bankruptcy_notice(const struct snapshot *s, struct finding *f) {
    if (s->debtor == NULL || s->debtor->kind != DEBTOR_BUSINESS) {
        finding_forbid(f, REASON_BUSINESS_ONLY);
    }
    demand_judge_missed(s, f);
    demand_judge_age(s, BANKRUPTCY_DAYS, REASON_BANKRUPTCY_WAIT, f);
    notice_judge_no_deadline_runs(s, f);
    if (finding_allows(f)) {
        finding_ask_person(f, REASON_BANKRUPTCY_SERVICE);
    }
}

void later_judge_monitoring(const struct snapshot *s, struct finding *f) {
    demand_judge_missed(s, f);
    notice_judge_no_deadline_runs(s, f);
    for (uint32_t i = 0; i < s->c->n_letters; i++) {
        const struct letter_note *l = &s->c->letters[i];
        if (l->kind == LETTER_MONITORING && l->state == LETTER_SENT && l->sent != DAY_NONE) {
            finding_wait(f, s->today, l->sent + MONITORING_DAYS, REASON_MONITORING_PACE);
        }
    }
}

/* Not while a plan is kept: an offer would unsettle what was agreed. */
void later_judge_plan_offer(const struct snapshot *s, struct finding *f) {
    notice_judge_case(s, f);
    notice_judge_due(s, 1, f);
    notice_judge_guardian(s, f);
    if (s->plan_runs && !s->plan_missed) {
        finding_forbid(f, REASON_PLAN_RUNS);
    }
}

void later_judge_plan_agreed(const struct snapshot *s, struct finding *f) {
    if (!s->plan_runs) {
        finding_forbid(f, REASON_NO_PLAN);
    }
}

void later_judge_plan_broken(const struct snapshot *s, struct finding *f) {
    const int32_t grace = s->agreement != NULL ? s->agreement->grace_bank_days : 0;
    notice_judge_no_deadline_runs(s, f);
    if (!s->plan_runs) {
        finding_forbid(f, REASON_NO_PLAN);
        return;
    }
    const day missed_from = plan_missed_from(&s->c->plan, grace);
    if (missed_from == DAY_NONE) {
        finding_forbid(f, REASON_PLAN_KEPT);
    } else {
        finding_wait(f, s->today, missed_from, REASON_PLAN_KEPT);
    }
}

void later_judge_deferral(const struct snapshot *s, struct finding *f) {
    if (!s->deferred) {
        finding_forbid(f, REASON_NOT_DEFERRED);
    }
}

void later_judge_estate_claim(const struct snapshot *s, struct finding *f) {
    if (s->debtor == NULL || s->debtor->died == DAY_NONE) {
        finding_forbid(f, REASON_NOT_DIED);
    }
    if (s->disputed) {
        finding_forbid(f, REASON_OPEN_OBJECTION);
    }
    notice_judge_upheld(s, f);
    if (s->open <= 0) {
        finding_forbid(f, REASON_NOTHING_OWED);
    }
    notice_judge_limitation(s, f);
}
