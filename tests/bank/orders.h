/* orders.h - payment orders, one a line, as a story gives them to the bank:
 *
 *     KID ØRE [ordered=DAY] [from=ACCOUNT] [name=NAME] [twice] [reversal]
 *     -   ØRE text="free text" ...
 *
 * A value with blanks stands in double quotes.  Empty lines and lines beginning with # are
 * passed over. */
#ifndef BANK_ORDERS_H
#define BANK_ORDERS_H

#include "base/arena.h"
#include "base/status.h"
#include "payment.h"

#define ORDERS_MAX (PAYMENTS_MAX / 2)

/* Every fault of every line goes to `faults`; what is borrowed is borrowed from `lines`. */
void orders_read(struct text lines, day booked, struct arena *arena, struct faults *faults,
                 struct payments *out);

#endif
