/* newact.c - see newact.h. */
#include "law/newact.h"

#include "domain/identity.h"
#include "law/addressees.h"
#include "law/duties.h"
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
void newact_judge_cost(const struct snapshot *s, struct finding *f) {
    if (s->minor) {
        finding_forbid(f, REASON_MINOR);
    }
    if (rejected_objection_stands(s->c) && switch_today(f->law->acts, NEW_18_OBJECTION, s)) {
        finding_forbid(f, REASON_REJECTED_COST);
    }
}

/* ---- letters --------------------------------------------------------------------------------- */

/* § 15.  A digital mailbox and the portal reach people at once, too: the kinder reading.  The hour
 * is not known here, since a letter is dated by its day. */
static void judge_contact_day(const struct snapshot *s, enum channel by, struct finding *f) {
    const bool electronic = by != 0 && by != CHANNEL_LETTER;
    if (electronic && switch_today(f->law->acts, NEW_15_HOURS, s)) {
        finding_wait(f, s->today, contact_day_from(s->today), REASON_CONTACT_DAY);
    }
}

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

/* §§ 28-30: one letter is composed, to the debtor or by the guardian's address.  Where the act
 * wants somebody else, or two, a person sees to it. */
static void judge_addressees(const struct snapshot *s, struct finding *f) {
    const struct addressee_facts facts = {
        .minor = s->debtor != NULL && identity_minor(s->debtor->identity, s->today),
        .guardian = s->debtor != NULL && s->debtor->guardian.len > 0};
    const struct law_moment m = switch_moment(s, s->today);
    if (addressees_of(f->law->acts, &m, &facts) != TO_DEBTOR) {
        finding_ask_person(f, facts.guardian ? REASON_GUARDIAN : REASON_MINOR);
    }
}

void newact_judge_letter(const struct snapshot *s, const struct sending *letter,
                         struct finding *f) {
    if (sending_word(letter->kind)->asks_payment) {
        judge_rejected(s, f);
    }
    if (letter->kind == LETTER_COLLECTION_NOTICE) {
        judge_one_claim(s, f);
    }
    judge_addressees(s, f);
    judge_contact_day(s, letter->by, f);
}

/* § 20 second paragraph, § 21 second paragraph; § 15: phone number and hours. */
unsigned newact_parts(const struct law *law, const struct snapshot *s, enum letter_kind kind) {
    const unsigned more = 1u << PART_BOARD | 1u << PART_INVOICE_DATE | 1u << PART_ESTIMATE |
                          1u << PART_HELP | 1u << PART_PHONE_HOURS;
    switch ((int)kind) {
    case LETTER_COLLECTION_NOTICE:
        return switch_today(law->acts, NEW_20_NOTICE, s) ? more : 0;
    case LETTER_PAYMENT_DEMAND:
        return switch_today(law->acts, NEW_21_DEMAND, s) ? more : 0;
    default:
        return 0;
    }
}
