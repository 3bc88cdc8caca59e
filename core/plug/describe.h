/* describe.h - what a library says of itself, asked in a worker that does nothing else.
 *
 * A constructor that crashes or hangs costs that worker, and gives a reason. */
#ifndef KRAV_PLUG_DESCRIBE_H
#define KRAV_PLUG_DESCRIBE_H

#include "base/status.h"
#include "wire/records.h"

struct description { /* owns; the descriptor borrows from it */
    uint8_t *bytes;
    struct wire_pool pool;
    struct wire_descriptor descriptor;
};

void description_fini(struct description *d);
/* From a HELLO frame's body.  False if it does not hold exactly one. */
bool description_read(struct description *d, const struct wire_in *body);
/* True if both say the same, byte for byte. */
bool description_eq(const struct description *d, const struct wire_in *body);

/* Runs `krav-worker --describe` to its end on a loop of its own; at most limit_ms. */
int describe_run(const char *worker_path, const char *so, int64_t limit_ms, struct description *d,
                 struct status *st) NODISCARD;

#endif
