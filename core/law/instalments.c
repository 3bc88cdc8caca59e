/* instalments.c - see instalments.h. */
#include "law/instalments.h"

#include "domain/plan.h"
#include "law/ceiling.h"
#include "law/charges.h"
#include "law/notice.h"

#define REMINDER_DAYS 14 /* before the due day, at most: god inkassoskikk (§ 8), as read here */

ore instalments_told(const struct krav_case *c) {
    ore least = MONEY_MAX;
    int32_t confirmed = 0;
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const struct letter_note *l = &c->letters[i];
        if (l->kind == LETTER_PLAN_AGREED && l->sent != DAY_NONE) {
            least = l->state == LETTER_SENT ? money_min(least, l->told) : 0;
            confirmed++;
        }
    }
    return confirmed < c->n_plans_broken ? 0 : confirmed > 0 ? least : -1;
}

int instalments_rise(const struct law *law, const struct snapshot *s, ore *rise,
                     struct status *st) {
    struct ceiling all;
    const struct ceiling_question q = ceiling_question_of(law, s, FEE_HEAVY);
    *rise = 0;
    if (ceiling_was_charged(s->c, FEE_HEAVY) || s->c->judged != DAY_NONE) {
        return STATUS_OK;
    }
    const int rc = ceiling_of(&q, &all, st);
    *rise = rc ? 0 : money_max(all.room, 0);
    return rc;
}

/* As if the plan ran and the addition had been told of. */
int law_plan_uplift(const struct law *law, const struct snapshot *s, int32_t parts, ore *amount,
                    struct verdict *why, struct status *st) {
    struct krav_case c = *s->c;
    struct snapshot then = *s;
    enum owner owner;
    c.plan = (struct plan){.agreed = s->today, .first = s->today + 1, .parts = parts,
        .amount = 1, .total = 1, .uplift = MONEY_MAX};
    then.c = &c;
    then.plan_runs = true;
    then.plan_missed = false;
    return law_charge(law, &then, FEE_PLAN_UPLIFT, amount, &owner, why, st);
}

void instalments_judge_reminder(const struct snapshot *s, struct finding *f) {
    const struct plan *p = &s->c->plan;
    if (!s->plan_runs) {
        finding_forbid(f, REASON_NO_PLAN);
        return;
    }
    notice_judge_upheld(s, f);
    const int32_t next = plan_next(p);
    if (next > p->parts || s->open <= 0 || s->today > plan_due(p, next)) {
        finding_forbid(f, REASON_NOTHING_DUE_SOON);
        return;
    }
    const day from = plan_due(p, next) - REMINDER_DAYS;
    finding_wait(f, s->today, from, REASON_NOTHING_DUE_SOON);
    for (uint32_t i = 0; i < s->c->n_letters; i++) {
        const struct letter_note *l = &s->c->letters[i];
        if (l->kind == LETTER_PLAN_REMINDER && l->state == LETTER_SENT && l->sent >= from &&
            l->sent >= p->agreed) {
            finding_forbid(f, REASON_TOO_OFTEN);
        }
    }
}
