/* takeover.h - the rules of a claim whose case is running already, in an earlier system. */
#ifndef ERP_TAKEOVER_H
#define ERP_TAKEOVER_H

#include "erp.h"

/* How many rules the claim at hand breaks; they are all reported.  0 for a claim that begins
 * here. */
int takeover_check(struct erp *e);

#endif
