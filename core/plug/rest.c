#include "plug/rest.h"

#define HOUR_MS INT64_C(3600000)
#define HEALTHY_MS INT64_C(600000)
#define HEALTHY_ANSWERS 100
#define MAX_DOUBLINGS 30

int64_t rest_after_death(struct rest *r, const struct rest_policy *policy,
                         const struct rest_life *life, uint32_t die) {
    /* The slot about to be overwritten holds the fifth last death. */
    r->deaths_ms[r->n_deaths % REST_DEATHS] = life->died_ms;
    r->n_deaths++;
    if (r->n_deaths >= REST_DEATHS &&
        life->died_ms - r->deaths_ms[r->n_deaths % REST_DEATHS] < HOUR_MS) {
        return REST_NO_MORE;
    }
    if (life->died_ms - life->born_ms >= HEALTHY_MS || life->n_answered >= HEALTHY_ANSWERS) {
        r->n_doublings = 0;
    }
    int64_t wait = policy->first_ms;
    if (life->n_answered == 0) {
        wait = policy->long_ms;
    } else {
        for (uint32_t i = 0; i < r->n_doublings && wait < policy->most_ms; i++) {
            wait *= 2;
        }
        r->n_doublings += r->n_doublings < MAX_DOUBLINGS;
        wait = wait < policy->most_ms ? wait : policy->most_ms;
    }
    return wait + (int64_t)(die % ((uint64_t)wait / 4 + 1));
}
