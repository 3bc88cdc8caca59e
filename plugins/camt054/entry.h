/* entry.h - what the elements that hold others mean: notifications, entries, transactions.
 *
 * elements.c calls these where such an element begins and ends.  A transaction is finished where
 * the next one begins or its entry ends, since only then is it known to be alone. */
#ifndef CAMT_ENTRY_H
#define CAMT_ENTRY_H

#include "camt.h"

void notification_begin(struct camt *c);
void notification_end(struct camt *c);
void entry_begin(struct camt *c);
void entry_end(struct camt *c);
void details_begin(struct camt *c);
void details_end(struct camt *c);
void transaction_begin(struct camt *c);
void structured_begin(struct camt *c);
void structured_end(struct camt *c);

#endif
