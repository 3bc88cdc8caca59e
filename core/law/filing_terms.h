/* filing_terms.h - what a filing costs, what may be awarded for it, and until when it may be made.
 *
 *     court fee         R x the step's factor              rettsgebyrloven
 *     may be awarded    the fee, and beside it at most     tvisteloven § 6-13: 4 R, or 0.5 R where
 *                                                          collection costs are claimed too;
 *                                                          skrivekostnad 0.5 R; VAT where it is a cost
 *     last day          the first of: the demand six months old, the notice a year old (two weeks
 *                       after a bankruptcy notice's deadline), the claim lost by time
 *
 * All of it on snapshot->today.  The debtor owes nothing of it before it is awarded.  Pure. */
#ifndef KRAV_LAW_FILING_TERMS_H
#define KRAV_LAW_FILING_TERMS_H

#include "law/law.h"

struct filing_terms {
    enum filing_kind kind;
    ore court_fee;          /* 0: the table has none (a bankruptcy petition) */
    ore award_most;         /* that, and what may be awarded beside it; 0: not known */
    const char *fee_paragraph, *award_paragraph; /* static; NULL where the amount is 0 */
    day last_day;           /* DAY_NONE: none known */
    bool by_invoice;        /* tvangsfullbyrdelsesloven § 7-2 f */
    ore costs_left_out;     /* charged after the notice of enforcement, and so not covered by it */
    bool collection_costs;  /* are claimed too */
    bool newer_enforcement; /* innkrevingsloven applies to the debtor (enforcement) */
};
/* STATUS_NOT_FOUND: no court fee is known for the day. */
int filing_terms(const struct law *law, const struct snapshot *s, enum filing_kind kind,
                 struct filing_terms *out, struct status *st) NODISCARD;

/* The latest letter of a kind about a claim, with a deadline long enough to open a filing.  NULL:
 * none. */
const struct letter_note *filing_notice_of(const struct snapshot *s, const struct claim *claim,
                                           enum letter_kind kind);

/* Innkrevingsloven (2025) comes to each debtor by itself, and to all from 2027-01-01. */
bool filing_newer_enforcement(const struct snapshot *s, day on);

#endif
