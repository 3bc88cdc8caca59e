/* apply.h - a fact's built-in consequences, as events: before any rule is asked.
 *
 * A payment is allocated, an objection stops what was planned, a receipt starts the legal clock
 * and charges the letter's fee.  Pure: the context brings what is not in the case. */
#ifndef KRAV_DOMAIN_APPLY_H
#define KRAV_DOMAIN_APPLY_H

#include "domain/case.h"
#include "domain/fact.h"
#include "domain/interest.h"
#include "domain/party.h"

/* A letter that the creditor sent before the claim came to us. */
struct earlier_letter {
    enum letter_kind kind;
    day sent, deadline;
    ore fee;
};

/* What a composed letter asks for. */
struct letter_quote {
    day deadline;
    ore total, fee;
    struct hash content;
    bool by_2026;
    ore told; /* by how much costs may rise if a plan is broken */
};

/* What an older system had come to before the case was taken over (fact `opening`). */
struct opening {
    ore light, heavy, court;  /* costs still owed, charged before */
    enum owner owner;         /* whose light and heavy costs are */
    ore paid_before;
    day paid_last;
    day judged;
    struct text judgment;
    day opened;
};

/* What the law makes of a breach, or of how an objection ended; all false: it loses nothing. */
struct costs_terms {
    bool lose_creditors, lose_agencys; /* costs, by their owner; the court's never */
    bool lose_paid;        /* what was paid of them is credited, too; else what is open alone */
    day from;              /* charged on or after that day: not lost.  DAY_NONE: all */
    const char *paragraph;
};

struct step;

struct apply_input {
    const struct krav_case *c;        /* before; zeroed for a new case (id, creditor, debtor set) */
    const struct fact *fact;
    const struct agreement *agreement;
    const struct rate_table *rates;
    const struct claim *claim;        /* CLAIM_RECEIVED */
    const struct earlier_letter *earlier;
    uint32_t n_earlier;
    const struct letter_quote *quote; /* COMPOSED: what was composed */
    int32_t claim_number;             /* CREDIT_NOTE, PAID_DIRECT: which claim; 0 = the oldest */
    const struct opening *opening;    /* OPENING, beside claim */
    const struct krav_case *merging;  /* MERGED: what comes (merge.h) */
    struct costs_terms costs;         /* BREACH, DISPUTE_SETTLED */
    day aside_from;                   /* PAID: what comes from that day on is set aside */
    const struct step *undone;        /* an act that takes a step's postings back: that step */
};

/* Appends events; STATUS_REFUSED (with why) if the fact cannot be applied to this case. */
int case_apply(const struct apply_input *in, struct events *out, struct status *st) NODISCARD;

#endif
