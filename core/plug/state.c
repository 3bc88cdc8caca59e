/* The life of a plugin as one table; every move is checked against it. */
#include "base/check.h"
#include "plug/plug.h"

#define TO(state) (1u << (state))

static const struct {
    const char *name;
    unsigned moves;
} states[] = {
    [PLUG_FOUND] = {"found", TO(PLUG_READ) | TO(PLUG_REJECTED)},
    [PLUG_READ] = {"read", TO(PLUG_TRIAL) | TO(PLUG_REJECTED)},
    [PLUG_TRIAL] = {"trial", TO(PLUG_READY) | TO(PLUG_RESTING) | TO(PLUG_DRAINING) |
                                 TO(PLUG_REJECTED)},
    [PLUG_READY] = {"ready", TO(PLUG_BUSY) | TO(PLUG_DRAINING) | TO(PLUG_RESTING) |
                                 TO(PLUG_REJECTED)},
    [PLUG_BUSY] = {"busy", TO(PLUG_READY) | TO(PLUG_DRAINING) | TO(PLUG_RESTING) |
                               TO(PLUG_REJECTED)},
    [PLUG_DRAINING] = {"draining", TO(PLUG_GONE)},
    [PLUG_GONE] = {"gone", 0},
    [PLUG_RESTING] = {"resting", TO(PLUG_TRIAL) | TO(PLUG_GONE) | TO(PLUG_REJECTED)},
    [PLUG_REJECTED] = {"rejected", TO(PLUG_TRIAL) | TO(PLUG_GONE)},
};

const char *plug_state_name(enum plug_state s) {
    ensure(s >= PLUG_FOUND && s <= PLUG_REJECTED);
    return states[s].name;
}

bool plug_state_may_move(enum plug_state from, enum plug_state to) {
    ensure(from >= PLUG_FOUND && from <= PLUG_REJECTED);
    return (states[from].moves & TO(to)) != 0;
}
