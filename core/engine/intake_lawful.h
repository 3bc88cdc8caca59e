/* intake_lawful.h - what somebody else has charged, held against the law of its day.
 *
 *     fees of letters  ──▶ each by the day of its letter        inkassoforskriften §§ 1-2, 1-3
 *     interest brought ──▶ the rate, from the due day           forsinkelsesrenteloven §§ 2, 3
 *     light, heavy     ──▶ the cap of the claims as one         inkassoforskriften ch. 2
 *                          (those that share an old KID: at the file's end)
 *
 * That somebody charged too much is no reason to ask the debtor for it: each fault says what the
 * lawful most is, so that the file can be put right.  A day that no table covers is not held against
 * anything.  Owned: memory in struct pursuits. */
#ifndef KRAV_ENGINE_INTAKE_LAWFUL_H
#define KRAV_ENGINE_INTAKE_LAWFUL_H

#include "base/check.h"
#include "engine/incoming.h"
#include "law/law.h"

struct pursuits; /* of one file: its claims by old KID, with what was charged for them together */
struct pursuits *pursuits_new(void);
void pursuits_free(struct pursuits *p);

struct lawful_claim {
    const struct law *law;
    const struct incoming *in;
    bool vat_deducted;        /* by the creditor: no VAT is a cost */
    ore principal, charged;   /* of the case that the old KID is here already; else 0 */
    day today;
};
void intake_lawful_claim(const struct lawful_claim *claim, struct pursuits *p,
                         struct faults *faults);
/* All claims of the file have been looked at. */
void intake_lawful_end(const struct law *law, const struct pursuits *p, struct faults *faults);

#endif
