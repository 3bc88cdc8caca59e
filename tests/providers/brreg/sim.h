/* sim.h - a pretend Enhetsregisteret, after its public documentation, and how it may fail.
 *
 * Units are invented; their numbers begin with 2 or 3, which no real unit's does. */
#ifndef TESTS_BRREG_SIM_H
#define TESTS_BRREG_SIM_H

#include <stdbool.h>

#include "server.h"

struct sim_unit {
    const char *org, *name, *street, *postcode, *city;
    bool bankrupt, winding_up, forced;
    const char *since;   /* konkursdato or underAvviklingDato; NULL: not said */
    const char *deleted; /* slettedato; NULL: it stands */
    bool gone;           /* 410: taken out of the open data */
};

enum sim_trouble {
    SIM_WELL, SIM_BROKEN /* 500 */, SIM_BUSY /* 429 */, SIM_HALF, SIM_NO_JSON, SIM_ANOTHER, SIM_HUGE
};

struct sim {
    const struct sim_unit *units;
    size_t n_units;
    enum sim_trouble trouble;
};

/* For struct server_turn: ctx is the struct sim. */
char *sim_answer(void *ctx, const char *request);

#endif
