/* fold_parts.h - what fold.c and fold_money.c share; for nobody else. */
#ifndef KRAV_DOMAIN_FOLD_PARTS_H
#define KRAV_DOMAIN_FOLD_PARTS_H

#include "domain/case.h"

struct folding {
    struct krav_case *c;
    const struct event *e;
    struct arena *arena;
    struct status *st;
};

int fold_impossible(const struct folding *f, const char *why) NODISCARD;

int fold_claim_reduced(const struct folding *f) NODISCARD;
int fold_interest(const struct folding *f) NODISCARD;
int fold_fee_charged(const struct folding *f) NODISCARD;
int fold_fee_waived(const struct folding *f) NODISCARD;
int fold_payment(const struct folding *f) NODISCARD;
int fold_payment_undone(const struct folding *f) NODISCARD;
int fold_given_up(const struct folding *f) NODISCARD;
int fold_restored(const struct folding *f) NODISCARD;
int fold_paid_before(const struct folding *f) NODISCARD;

int fold_filing_asked(const struct folding *f) NODISCARD;
int fold_filed(const struct folding *f) NODISCARD;
int fold_filing_ended(const struct folding *f) NODISCARD;

int fold_answer_owed(const struct folding *f) NODISCARD;
int fold_answered(const struct folding *f) NODISCARD;
int fold_costs_lost(const struct folding *f) NODISCARD;
int fold_costs_restored(const struct folding *f) NODISCARD;
int fold_fee_restored(const struct folding *f) NODISCARD;
void fold_fee_lost(struct cost *cost, const struct event *e);
int fold_objection_made(const struct folding *f) NODISCARD;
void fold_objection_handled(const struct folding *f);
void fold_claim_credited(const struct folding *f);
void fold_credit_taken_back(const struct folding *f);
void fold_answer_by_letter(struct krav_case *c, const struct letter_note *sent);
int fold_notice_served(const struct folding *f) NODISCARD;

int fold_call_asked(const struct folding *f) NODISCARD;
int fold_called(const struct folding *f) NODISCARD;
int fold_call_ended(const struct folding *f) NODISCARD;

/* Of fold_money.c, for fold_undo.c: opposite to how costs were paid (false) or waived (true). */
void fold_costs_back(struct krav_case *c, enum owner owner, ore amount, bool waived);

int fold_reversed(const struct folding *f) NODISCARD;
int fold_refunded(const struct folding *f) NODISCARD;
int fold_refund_ended(const struct folding *f) NODISCARD;
int fold_refund_lost(const struct folding *f) NODISCARD;
int fold_limitation_noted(const struct folding *f) NODISCARD;
int fold_interest_lapsed(const struct folding *f) NODISCARD;

int fold_plan_agreed(const struct folding *f) NODISCARD;
int fold_plan_offered(const struct folding *f) NODISCARD;
int fold_plan_adjusted(const struct folding *f) NODISCARD;
int fold_plan_ended(const struct folding *f) NODISCARD;
void fold_offer_lapses(const struct folding *f);

int fold_merged(const struct folding *f) NODISCARD;
int fold_merged_into(const struct folding *f) NODISCARD;
int fold_kept_apart(const struct folding *f) NODISCARD;

int fold_mandate(const struct folding *f) NODISCARD;
int fold_debit_asked(const struct folding *f) NODISCARD;
int fold_debit_ended(const struct folding *f) NODISCARD;
int fold_inquiry_asked(const struct folding *f) NODISCARD;
int fold_inquiry_answered(const struct folding *f) NODISCARD;

#endif
