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

#endif
