/* newact.c - see newact.h. */
#include "law/newact.h"

#include "domain/letter_demands.h"
#include "law/addressees.h"
#include "law/contact.h"
#include "law/merging.h"
#include "law/costs_lost.h"
#include "law/notice.h"

/* ---- an objection that was rejected ---------------------------------------------------------- */

/* Neither withdrawn since, which clears it, nor decided by a court. */
static bool rejected_objection_stands(const struct krav_case *c) {
    return c->rejected_since != DAY_NONE && c->judged < c->rejected_since;
}

/* § 25: the creditor brings it to a decision or drops it; asking again is no third way.  What was
 * rejected before the switch keeps the old rule. */
static void judge_rejected(const struct snapshot *s, struct finding *f) {
    if (rejected_objection_stands(s->c) &&
        switch_for_case(f->law->acts, NEW_25_REJECTED, s, s->c->rejected_since)) {
        finding_forbid(f, REASON_REJECTED);
    }
}

/* § 18 bars what a minor would owe for collection.  The act of 1988 is silent, and is read the same
 * way whatever the switch says: vergemålsloven § 9 lets a minor bind himself to nothing. */
void newact_judge_cost(const struct snapshot *s, enum owner owner, struct finding *f) {
    costs_lost_judge(s, owner, f);
    if (s->c->right_since != DAY_NONE) { /* inkassoloven § 17 second paragraph, read kindly */
        finding_forbid(f, REASON_UPHELD_COST);
    }
    if (s->minor) {
        finding_forbid(f, REASON_MINOR);
    }
    if (rejected_objection_stands(s->c) && !s->c->rejected_groundless &&
        switch_today(f->law->acts, NEW_18_OBJECTION, s)) {
        finding_forbid(f, REASON_REJECTED_COST);
    }
}

/* ---- letters --------------------------------------------------------------------------------- */

/* § 22: one notice for each claim.  A letter is about every open claim of its case. */
static void judge_one_claim(const struct snapshot *s, struct finding *f) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->c->n_claims; i++) {
        n += notice_claim_counts(s, i) ? 1 : 0;
    }
    if (n > 1 && switch_today(f->law->acts, NEW_22_MERGE, s)) {
        finding_ask_person(f, REASON_NOTICE_PER_CLAIM);
    }
}

/* §§ 28-30: who is written to instead of the debtor, or beside him, gets the letter.  Where that one
 * is not known a person sees to it. */
static void judge_addressees(const struct snapshot *s, enum channel by, struct finding *f) {
    const unsigned to = addressees_today(f->law, s);
    const bool by_letter = by == 0 || by == CHANNEL_LETTER;
    if (to == TO_DEBTOR) {
        return;
    }
    if (!addressee_settled(f->law, s)) {
        const bool guardian = s->debtor->guardian.len > 0;
        finding_ask_person(f, guardian ? REASON_GUARDIAN : REASON_MINOR);
    } else if (!by_letter) {
        finding_ask_person(f, REASON_ADDRESSEE_BY_LETTER);
    }
}

/* § 24: doubt stops the collection, for as long as the creditor has not answered; and who never
 * answers gives the claim up.  Who was asked before the switch keeps the old rule. */
static void judge_doubt(const struct snapshot *s, struct finding *f) {
    if (s->c->creditor_asked != DAY_NONE &&
        switch_for_case(f->law->acts, NEW_24_DOUBT, s, s->c->creditor_asked)) {
        finding_forbid(f, REASON_CREDITOR_ASKED);
    }
}

/* § 17: a provisional answer has said that nothing is asked before the real one. */
static void judge_promise(const struct snapshot *s, struct finding *f) {
    if (s->c->answer.promised != DAY_NONE) {
        finding_wait(f, s->today, s->c->answer.promised + 1, REASON_ANSWER_PROMISED);
        finding_ask_person(f, REASON_ANSWER_PROMISED);
    }
}

void newact_judge_asking(const struct snapshot *s, struct finding *f) {
    judge_rejected(s, f);
    judge_doubt(s, f);
    judge_promise(s, f);
}

void newact_judge_letter(const struct snapshot *s, const struct sending *letter,
                         struct finding *f) {
    if (sending_word(letter->kind)->asks_payment) {
        newact_judge_asking(s, f);
    } else if (letter->kind == LETTER_PLAN_OFFER || letter->kind == LETTER_ESTATE_CLAIM) {
        judge_rejected(s, f); /* they hold the sum, and an open objection stops them, too */
    }
    if (letter->kind == LETTER_COLLECTION_NOTICE) {
        judge_one_claim(s, f);
    }
    if (letter->kind == LETTER_PAYMENT_DEMAND) {
        merging_judge_demand(s, f);
    }
    judge_addressees(s, letter->by, f);
    contact_judge_letter(s, letter, f);
}

/* § 20 second paragraph, § 21 second paragraph; § 15: phone number and hours. */
unsigned newact_parts(const struct law *law, const struct snapshot *s, enum letter_kind kind) {
    const unsigned more = letter_demands(kind, DEMAND_BY_2026);
    switch ((int)kind) {
    case LETTER_COLLECTION_NOTICE:
        return switch_today(law->acts, NEW_20_NOTICE, s) ? more : 0;
    case LETTER_PAYMENT_DEMAND:
        return switch_today(law->acts, NEW_21_DEMAND, s) ? more : 0;
    default:
        return 0;
    }
}
