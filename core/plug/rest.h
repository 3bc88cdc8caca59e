/* rest.h - how long a plugin whose worker died is left alone.
 *
 * Pure: the time and the die are handed in.  A first rest, doubled at each death up to a bound,
 * each with up to a quarter of jitter added; back to the first after 10 healthy minutes or 100
 * answers.  A worker that dies before its first answer is broken, not unlucky: the long rest at
 * once.  The fifth death within an hour ends it: REST_NO_MORE. */
#ifndef KRAV_PLUG_REST_H
#define KRAV_PLUG_REST_H

#include <stdint.h>

#define REST_NO_MORE (-1)
#define REST_DEATHS 5

struct rest {
    int64_t deaths_ms[REST_DEATHS]; /* monotonic, a ring */
    uint32_t n_deaths;
    uint32_t n_doublings;
};

struct rest_policy {
    int64_t first_ms, most_ms, long_ms;
};

struct rest_life { /* of the worker that died */
    int64_t born_ms, died_ms;
    uint64_t n_answered;
};

/* Milliseconds to rest, or REST_NO_MORE. */
int64_t rest_after_death(struct rest *r, const struct rest_policy *policy,
                         const struct rest_life *life, uint32_t die);

#endif
