/* debits.c - see debits.h. */
#include "law/debits.h"

#include "domain/kid.h"
#include "domain/plan.h"
#include "domain/plan_schedule.h"
#include "law/addressees.h"
#include "law/notice.h"

/* A plan that a minor or somebody with a guardian agreed to alone binds hardly at all
 * (vergemålsloven § 9): no bank is asked before a person has looked. */
static void judge_debtor(const struct snapshot *s, struct finding *f) {
    notice_judge_guardian(s, f);
    if (s->minor && addressee_of_letter(f->law, s) != ADDRESSED_GUARDIAN) {
        finding_ask_person(f, REASON_MINOR);
    }
}

static int judge_ground(const struct debit_question *q, struct arena *arena, struct finding *f,
                        struct status *st) {
    const struct snapshot *s = q->snapshot;
    ore missing = 0;
    notice_judge_case(s, f);
    judge_debtor(s, f);
    if (!s->plan_runs) {
        finding_forbid(f, REASON_NO_PLAN);
        return STATUS_OK;
    }
    if (debit_instalment(s->c, q->due) == 0) {
        finding_forbid(f, REASON_DEBIT_NO_INSTALMENT);
        return STATUS_OK;
    }
    if (q->due <= s->today || s->open <= 0 || s->agreement == NULL) {
        return STATUS_OK; /* on its day the bank pays, or does not: nothing can be reckoned ahead */
    }
    const struct schedule_input in = {s->c, s->agreement, &q->law->interest, s->today};
    const int rc = debit_missing(&in, q->due, arena, &missing, st);
    if (rc == STATUS_OK && missing < q->amount) {
        finding_forbid(f, missing > 0 ? REASON_ASKS_TOO_MUCH : REASON_DEBIT_NO_INSTALMENT);
    }
    return rc;
}

/* Whom the bank does not tell, we must have told: the letter that confirms the plan as it is now. */
static bool was_told(const struct krav_case *c) {
    bool told = false;
    for (uint32_t i = (uint32_t)c->plan.letters_before; i < c->n_letters && !told; i++) {
        told = c->letters[i].kind == LETTER_PLAN_AGREED && c->letters[i].state == LETTER_SENT;
    }
    return told;
}

static void judge_mandate(const struct debit_question *q, struct finding *f) {
    const struct snapshot *s = q->snapshot;
    const struct krav_case *c = s->c;
    if (c->mandate_since == DAY_NONE || !text_eq(c->mandate_kid, q->kid) ||
        !(kid_is_mod10(q->kid) || kid_is_mod11(q->kid))) {
        finding_forbid(f, REASON_NO_MANDATE);
    }
    if (!c->mandate_notice && !was_told(c)) {
        finding_forbid(f, REASON_DEBIT_UNTOLD);
    }
    if (q->due <= s->today) {
        finding_forbid(f, REASON_DEBIT_NO_INSTALMENT);
    }
    if (c->parked.len > 0) {
        finding_ask_person(f, REASON_NEEDS_PERSON);
    }
}

static int answer(const struct debit_question *q, bool ask, struct arena *arena,
                  struct verdict *out, struct status *st) {
    struct finding f = {.law = q->law};
    const int rc = judge_ground(q, arena, &f, st);
    if (rc == STATUS_OK && ask) {
        judge_mandate(q, &f);
    }
    finding_answer(&f, q->snapshot, out);
    return rc;
}

int law_debit_ask(const struct debit_question *q, struct arena *arena, struct verdict *out,
                  struct status *st) {
    return answer(q, true, arena, out, st);
}

int law_debit_ground(const struct debit_question *q, struct arena *arena, struct verdict *out,
                     struct status *st) {
    return answer(q, false, arena, out, st);
}
