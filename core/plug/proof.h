/* proof.h - the kit's quick look at a new version, in a process beside the loop.
 *
 *     KIT plugin check COPY.so --quick --set NAME=VALUE...
 *
 * The kit decides what it may do to which plugin (sdk/conform/quick.h); it is never lent a secret.
 * `done` comes exactly once, from the loop, unless the proof is released first.
 *
 * Memory: proof_begin, then proof_release at any time: it ends what lives, and frees when the last
 * handle is closed (n_open counts down to 0). */
#ifndef KRAV_PLUG_PROOF_H
#define KRAV_PLUG_PROOF_H

#include "plug/plugin.h"

struct proof_sink {
    void *ctx;
    void (*done)(void *ctx, struct text fault); /* empty: it found none */
};

/* NULL, with st, if the kit cannot be started. */
struct proof *proof_begin(const struct plugin *fresh, const struct proof_sink *sink,
                          struct status *st);
void proof_release(struct proof *proof);

#endif
