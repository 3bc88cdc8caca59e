/* apply_money.h - money that came in or went back, as events (see apply.h). */
#ifndef KRAV_DOMAIN_APPLY_MONEY_H
#define KRAV_DOMAIN_APPLY_MONEY_H

#include "domain/apply.h"

/* Interest is posted up to the payment's legal day, what the quote promised is waived, the
 * amount is allocated by the agreement's order, and interest posted too far is corrected. */
int apply_paid(const struct apply_input *in, struct events *out, struct status *st) NODISCARD;
/* The debtor paid the creditor: principal first, then what else is owed; never held by us. */
int apply_paid_direct(const struct apply_input *in, struct events *out, struct status *st)
    NODISCARD;
/* Takes a payment back, with what was waived for it; a closed case opens again. */
int apply_payment_reversed(const struct apply_input *in, struct events *out, struct status *st)
    NODISCARD;

/* Posts interest up to `until`: round(total) minus posted, so any split gives the same sum. */
int apply_interest(const struct apply_input *in, const struct krav_case *c, day until,
                   struct events *out, struct status *st) NODISCARD;

/* What the events since `first`, back-dated, mean for what came after their day: payments with
 * later days are taken up again, and interest that was posted already is corrected. */
int apply_interest_again(const struct apply_input *in, uint32_t first, struct events *out,
                         struct status *st) NODISCARD;

/* The same for the payment of this source. */
int apply_take_back(const struct apply_input *in, struct text source, struct events *out,
                    struct status *st) NODISCARD;

/* What `change` adds comes before all payments: they are undone, and taken up again behind it, so
 * that each covers what was owed without what was taken back.  `c`: without payments. */
typedef int apply_change(const struct apply_input *in, const struct krav_case *c,
                         struct events *out, struct status *st);
int apply_beneath(const struct apply_input *in, apply_change *change, struct events *out,
                  struct status *st) NODISCARD;

/* Costs are lost, as in->costs says, for `why` (a word of `breaches`).  What was paid of them is
 * allocated anew: to the rest of the claim, and else too much was paid. */
int apply_costs_lost(const struct apply_input *in, struct text why, struct events *out,
                     struct status *st) NODISCARD;

/* Takes cost `number` of the case away, also what of it was paid: the payments that came since are
 * taken up again, and cover what is owed without it. */
int apply_cost_away(const struct apply_input *in, uint32_t number, struct text why,
                    struct events *out, struct status *st) NODISCARD;

void apply_withdraw_letters(const struct krav_case *c, day on, struct text why,
                            struct events *out);

#endif
