/* statement.h - camt.053: a bank's statement, as lines and what they come to.
 *
 * The same elements as a notification's, below Stmt, with balances.  An entry is one line with part
 * 0; its transactions are the parts 1, 2 ... of it.  Opening balance and booked entries must make the
 * closing balance to the øre, or the file is refused. */
#ifndef CAMT_STATEMENT_H
#define CAMT_STATEMENT_H

#include "camt.h"

void balance_begin(struct camt *c);
void balance_end(struct camt *c);
/* The entry at hand, once its own fields have been read. */
void statement_entry(struct camt *c);
/* One part of it, or 0 for an amount that is not said. */
void statement_part(struct camt *c, int64_t line, krav_ore amount, krav_str kid, krav_str text);
void statement_end(struct camt *c);

#endif
