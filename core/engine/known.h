/* known.h - what the agency itself knows of a debtor, as numbers with names: what a score may be made
 * of.  The table of names is `known_words`; a plugin gets those of them that are known. */
#ifndef KRAV_ENGINE_KNOWN_H
#define KRAV_ENGINE_KNOWN_H

#include "engine/engine.h"

struct known {
    const char *name; /* static */
    int64_t value;
};
struct known_word {
    const char *name, *doc;
};
extern const struct known_word known_words[];
extern const uint32_t n_known_words;

#define KNOWN_MAX 32

/* Of the case's debtor, over all of their cases, on the engine's day.  `out` has room for KNOWN_MAX. */
int known_gather(struct engine *e, const struct krav_case *c, struct arena *arena,
                 struct known *out, uint32_t *n, struct status *st) NODISCARD;

#endif
