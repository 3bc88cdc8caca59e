/* inquiring.c - see inquiring.h. */
#include "law/inquiring.h"

#include "domain/inquiry.h"
#include "law/notice.h"

/* No more than is needed (art. 5 nr. 1 c), whoever wants it and whatever came of it. */
static void judge_pace(const struct snapshot *s, enum effect_kind kind, int32_t days,
                       struct finding *f) {
    const struct inquiry_note *last = inquiry_last(s->c, kind);
    if (last) {
        finding_wait(f, s->today, last->asked + days, REASON_ASKED_LATELY);
    }
}

void inquiring_judge_score(const struct law_question *q, struct finding *f) {
    const struct snapshot *s = q->snapshot;
    const bool person = !s->debtor || s->debtor->kind != DEBTOR_BUSINESS;
    notice_judge_case(s, f);
    notice_judge_due(s, 0, f);
    if (person && !s->demand_missed && s->c->judged == DAY_NONE) {
        finding_forbid(f, REASON_SCORE_EARLY);
    }
    if (person && s->minor) {
        finding_ask_person(f, REASON_MINOR);
    }
    judge_pace(s, EFFECT_SCORE, SCORE_EVERY_DAYS, f);
}

/* Nobody is looked for by name: it may be somebody else's. */
void inquiring_judge_wash(const struct law_question *q, struct finding *f) {
    const struct snapshot *s = q->snapshot;
    if (!case_is_open(s->c)) {
        finding_forbid(f, REASON_CLOSED);
    }
    if (!s->debtor || s->debtor->identity.len == 0) {
        finding_forbid(f, REASON_IDENTITY_UNKNOWN);
    }
    judge_pace(s, EFFECT_WASH, WASH_EVERY_DAYS, f);
}
