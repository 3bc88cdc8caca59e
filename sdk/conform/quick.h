/* quick.h - the part of the kit that a service asks of a new version before it serves.
 *
 * It has no effect outside.  A plugin that uses no network and is lent no secret is in a cage:
 * what it does stays in a directory of the test's own, so it is started and asked.  Any other is
 * only read: its library and its descriptor, and no function of it that could reach anybody. */
#ifndef KRAV_CONFORM_QUICK_H
#define KRAV_CONFORM_QUICK_H

#include "conform/trial.h"

bool quick_is_caged(const struct wire_descriptor *d);
bool quick_wants(const char *test, bool is_caged);

#endif
