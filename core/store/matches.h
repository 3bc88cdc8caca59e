/* matches.h - which open cases money without a case might belong to: proposals for a person, who
 * decides.  Never more than a hint: no money moves by a name or a sum. */
#ifndef KRAV_STORE_MATCHES_H
#define KRAV_STORE_MATCHES_H

#include "store/db.h"

#define MATCHES_MAX 5 /* proposals for one payment */

struct match_wanted {
    struct text name;  /* the payer's */
    struct text words; /* what was written with the payment */
    ore amount;
};
struct match {
    int64_t case_id;
    const char *why;   /* static: "invoice", "name", "amount" */
    struct text debtor;
};
/* The strongest first: an invoice number in the words, then the debtor's name, then the sum of a
 * letter or of what is open.  A case is proposed once. */
int matches_find(struct db *db, const struct match_wanted *wanted, struct arena *arena,
                 struct match **out, uint32_t *n, struct status *st) NODISCARD;

#endif
