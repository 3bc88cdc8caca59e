/* good.h - one plausible argument for each question: what a sound plugin has no reason to refuse.
 *
 * Static tables; the identities are synthetic. */
#ifndef KRAV_CONFORM_GOOD_H
#define KRAV_CONFORM_GOOD_H

#include "conform/client.h"

/* NULL: the question has no argument, or needs a file. */
const void *good_argument(enum wire_ask ask);
/* True of the questions that leave something in the world: their keys name it. */
bool good_has_effect(enum wire_ask ask);

#endif
