/* claim.h - the texts of a document made into a record: every rule checked, all faults told. */
#ifndef EHF_CLAIM_H
#define EHF_CLAIM_H

#include "ehf.h"

enum claim_department { DEPARTMENT_NONE, DEPARTMENT_BUYER_REFERENCE, DEPARTMENT_ORDER_REFERENCE };

struct claim_terms {
    int64_t default_term_days; /* of an invoice without a due day; 0 = that is a fault */
    enum claim_department department;
};

/* One of the two, by e->kind.  Texts are borrowed from the document, or stand here. */
struct claim_record {
    krav_claim claim;
    krav_credit_note note;
    krav_ore amount; /* of either */
    char address2[2 * EHF_TEXT_MAX + 2];
};

/* False if there was a fault. */
int claim_read(struct ehf *e, const struct claim_terms *terms, struct claim_record *out);

#endif
