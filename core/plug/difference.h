/* difference.h - in what two encoded records of one kind differ, told without telling whose. */
#ifndef KRAV_PLUG_DIFFERENCE_H
#define KRAV_PLUG_DIFFERENCE_H

#include "base/text.h"
#include "wire/layout.h"

/* "amount 125000 / 1250, kid 999999 / 99999": numbers as they are; of a text its shape, or its
 * length where that is long; of a list how many, or that it differs. */
void difference_say(const struct wire_layout *layout, struct wire_in one, struct wire_in other,
                    struct buf *out);

#endif
