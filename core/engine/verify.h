/* verify.h - the whole book, checked from its own journal: the truth against everything that was
 * derived from it.  Writes nothing; names the place of every fault. */
#ifndef KRAV_ENGINE_VERIFY_H
#define KRAV_ENGINE_VERIFY_H

#include "engine/engine.h"
#include "store/audit_law.h"

struct verified {
    int64_t steps, cases, postings, documents, witnesses;
    int64_t decisions;    /* made again from what they had read (verify_decisions.h) */
    struct law_audit law; /* letters and charges held against the law again */
};
/* Faults go to `faults` (bounded).  STATUS_OK whenever it could look at everything. */
int engine_verify(struct engine *e, struct faults *faults, struct verified *out,
                  struct status *st) NODISCARD;

#endif
