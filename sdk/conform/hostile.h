/* hostile.h - arguments that nobody sends in earnest: a good one, with one field or several made
 * hostile.  All of them come from the layout tables, so a new field is tested the day it is there. */
#ifndef KRAV_CONFORM_HOSTILE_H
#define KRAV_CONFORM_HOSTILE_H

#include "wire/records.h"

struct hostile { /* owned: hostile_fini() */
    union wire_any_record record;
    char what[120]; /* "to_name: invalid UTF-8" */
    void *list, *huge;
    uint64_t state; /* of the random numbers */
};

/* How many there are with one hostile field each; 0: the question has no argument. */
size_t hostile_count(const struct wire_layout *layout);
/* Number i of those; from hostile_count() on, some fields at random by the seed. */
void hostile_make(struct hostile *h, const struct wire_layout *layout, const void *good, size_t i,
                  uint64_t seed);
void hostile_fini(struct hostile *h);

uint64_t hostile_random(uint64_t *state); /* splitmix64 */

#endif
