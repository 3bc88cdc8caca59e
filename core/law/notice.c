/* notice.c - reminder, collection notice and payment demand: one function per kind of letter. */
#include "law/notice.h"

#include "domain/plan.h"
#include "law/addressees.h"
#include "law/demand.h"
#include "law/sending.h"
#include "law/switches.h"

#define DEADLINE_DAYS 14 /* inkassoloven § 9: at least fourteen days from sending */

/* gjeldsordningsloven § 3-4: while a debt settlement is sought or runs, creditors neither ask for
 * nor take payment.  In bankruptcy the claim is filed with the trustee (bostyrer). */
void notice_judge_debtor(const struct snapshot *s, struct finding *f) {
    const struct party *debtor = s->debtor;
    if (debtor == NULL) {
        return;
    }
    if (debtor->died != DAY_NONE) {
        finding_forbid(f, REASON_DEBTOR_DIED);
    }
    if (debtor->bankrupt != DAY_NONE) {
        finding_forbid(f, REASON_BANKRUPT);
    }
    if (debtor->debt_settlement != DAY_NONE) {
        finding_forbid(f, REASON_DEBT_SETTLEMENT);
    }
    if (debtor->dissolved != DAY_NONE) {
        finding_forbid(f, REASON_DISSOLVED);
    }
}

/* foreldelsesloven § 1; § 24: interest and costs fall with the claim. */
void notice_judge_limitation(const struct snapshot *s, struct finding *f) {
    if (s->barred) {
        finding_forbid(f, REASON_TIME_BARRED);
    }
}

/* inkassoloven §§ 8, 17: what was found not to be owed is not asked for. */
void notice_judge_upheld(const struct snapshot *s, struct finding *f) {
    if (case_upheld(s->c)) {
        finding_forbid(f, REASON_UPHELD);
    }
}

static void judge_open_case(const struct snapshot *s, struct finding *f) {
    if (!case_is_open(s->c)) {
        finding_forbid(f, REASON_CLOSED);
    }
    notice_judge_upheld(s, f);
    notice_judge_debtor(s, f);
}

/* Not now, or not any more. */
static void judge_time(const struct snapshot *s, struct finding *f) {
    const struct krav_case *c = s->c;
    if (s->held && c->held_until == DAY_NONE) {
        finding_forbid(f, REASON_HELD);
    } else if (s->held) {
        finding_wait(f, s->today, c->held_until + 1, REASON_HELD);
    }
    if (c->deferred_until != DAY_NONE) {
        finding_wait(f, s->today, notice_after_deadline(s, c->deferred_until), REASON_DEFERRED);
    }
    if (s->open <= 0) {
        finding_forbid(f, REASON_NOTHING_OWED);
    }
    notice_judge_limitation(s, f);
}

void notice_judge_case(const struct snapshot *s, struct finding *f) {
    judge_open_case(s, f);
    if (s->disputed) {
        finding_forbid(f, REASON_OPEN_OBJECTION);
    }
    judge_time(s, f);
}

void notice_judge_before_court(const struct snapshot *s, struct finding *f) {
    judge_open_case(s, f);
    judge_time(s, f);
}

void notice_judge_offer(const struct snapshot *s, struct finding *f) {
    if (plan_runs(&s->c->offer)) {
        finding_wait(f, s->today, notice_after_deadline(s, plan_due(&s->c->offer, 1)),
                     REASON_DEADLINE_RUNNING);
    }
}

day notice_after_deadline(const struct snapshot *s, day deadline) {
    int grace = s->agreement != NULL ? s->agreement->grace_bank_days : 0;
    return day_add_bank_days(deadline, grace > 0 ? grace : 0) + 1;
}

bool notice_claim_counts(const struct snapshot *s, uint32_t i) {
    return s->c->claims[i].open > 0 || s->principal_open <= 0;
}

bool notice_paid_in_time(const struct letter_note *l) {
    return l->quote > 0 && l->paid >= l->quote;
}

void notice_judge_due(const struct snapshot *s, int32_t days, struct finding *f) {
    for (uint32_t i = 0; i < s->c->n_claims; i++) {
        day due = s->c->claims[i].claim.due;
        if (!notice_claim_counts(s, i)) {
            continue;
        }
        if (due == DAY_NONE) {
            finding_forbid(f, REASON_NOT_DUE);
        } else {
            finding_wait(f, s->today, law_due_day(due) + days, REASON_NOT_DUE);
        }
    }
}

/* God inkassoskikk (FinKN 2025-240). */
void notice_judge_no_deadline_runs(const struct snapshot *s, struct finding *f) {
    for (uint32_t i = 0; i < s->c->n_letters; i++) {
        const struct letter_note *l = &s->c->letters[i];
        if (l->state == LETTER_SENT && l->sent <= s->today && l->deadline >= s->today &&
            sending_word(l->kind)->asks_payment) {
            finding_wait(f, s->today, l->deadline + 1, REASON_DEADLINE_RUNNING);
        }
    }
}

void notice_judge_guardian(const struct snapshot *s, struct finding *f) {
    if (s->debtor != NULL && s->debtor->guardian.len > 0 && !addressee_settled(f->law, s)) {
        finding_ask_person(f, REASON_GUARDIAN);
    }
}

void notice_judge_answer_read(const struct snapshot *s, struct finding *f) {
    if (s->c->rejected_since != DAY_NONE) {
        finding_wait(f, s->today, s->c->rejected_since + DEADLINE_DAYS + 1,
                     REASON_ANSWER_PERIOD);
    }
}

void notice_judge_reminder(const struct snapshot *s, struct finding *f) {
    notice_judge_due(s, 1, f);
    notice_judge_no_deadline_runs(s, f);
}

/* § 9: after the due day.  A reminder before it is not required (FinKN 2023-845). */
void notice_judge_collection(const struct snapshot *s, struct finding *f) {
    notice_judge_due(s, 1, f);
    notice_judge_no_deadline_runs(s, f);
}

/* A notice that may open the way for a claim: sent after its due day with a deadline that is long
 * enough. */
static bool is_valid_notice(const struct letter_note *l, const struct claim *claim) {
    return l->kind == LETTER_COLLECTION_NOTICE && l->state == LETTER_SENT &&
           letter_covers(l, claim->number) && claim->due != DAY_NONE &&
           l->sent > law_due_day(claim->due) && l->deadline - l->sent >= DEADLINE_DAYS;
}

/* By us, or by who had the claim before; under the act of 2026, § 20, by the agency itself: of what
 * was taken over it is not known who sent it. */
static bool is_lawful_sender(const struct snapshot *s, const struct letter_note *l,
                             const struct claim *claim, const struct law *law) {
    return l->stage_entry != 0 || !switch_for_claim(law->acts, NEW_20_NOTICE, s, claim, l->sent);
}

/* §§ 9, 10: the last deadline given for this claim has passed unpaid. */
static void judge_notice_missed(const struct snapshot *s, const struct claim *claim,
                                struct finding *f) {
    const struct letter_note *latest = NULL;
    bool by_another = false;
    for (uint32_t i = 0; i < s->c->n_letters; i++) {
        const struct letter_note *l = &s->c->letters[i];
        if (!is_valid_notice(l, claim)) {
            continue;
        }
        if (!is_lawful_sender(s, l, claim, f->law)) {
            by_another = true;
        } else if (latest == NULL || l->deadline > latest->deadline) {
            latest = l;
        }
    }
    if (latest == NULL) {
        finding_forbid(f, by_another ? REASON_NOTICE_NOT_OWN : REASON_NO_NOTICE);
    } else if (notice_paid_in_time(latest)) {
        finding_forbid(f, REASON_PAID_IN_TIME);
    } else {
        finding_wait(f, s->today, notice_after_deadline(s, latest->deadline),
                     REASON_NOTICE_PERIOD);
    }
}

void notice_judge_demand(const struct snapshot *s, struct finding *f) {
    notice_judge_answer_read(s, f);
    for (uint32_t i = 0; i < s->c->n_claims; i++) {
        if (notice_claim_counts(s, i)) {
            judge_notice_missed(s, &s->c->claims[i].claim, f);
        }
    }
    notice_judge_no_deadline_runs(s, f);
    demand_judge_again(s, f);
    if (s->c->n_claims == 0) {
        finding_forbid(f, REASON_NO_NOTICE);
    }
}
