/* probe.h - what can be seen of a plugin from inside its process only; for `krav plugin check`.
 *
 *     tables   what it claims to provide is there, whole, and the same each time
 *     rounds   create, start, drain, destroy, 200 times: nothing is left behind
 *     pair     two instances at once, ended in either order
 *     watch    it serves as ever; when it has ended, what it changed around it is told
 *
 * A probe ends with a READY frame: KRAV_OK, or KRAV_E_STATE and what was seen.  No sandbox holds
 * in the first three, which look into /proc. */
#ifndef KRAV_WORKER_PROBE_H
#define KRAV_WORKER_PROBE_H

#include "worker/worker.h"

#define PROBE_WHY 1024

enum probe_mode { PROBE_NONE, PROBE_TABLES, PROBE_ROUNDS, PROBE_PAIR, PROBE_WATCH, PROBE_OPEN };
/* PROBE_NONE if there is no such word.  "open": it serves without a sandbox, for a debugger. */
enum probe_mode probe_mode_of(const char *word);

/* True if nothing is wrong; `why` says what is, or what is worth a word. */
bool probe_tables(struct worker *w, const krav_entry *entry, char why[PROBE_WHY]);
bool probe_rounds(struct worker *w, const krav_entry *entry, char why[PROBE_WHY]);
bool probe_pair(struct worker *w, const krav_entry *entry, char why[PROBE_WHY]);

/* What a plugin leaves alone. */
#define PROBE_SIGNALS 65
struct surroundings {
    char cwd[4096], locale[1024];
    uint64_t environment; /* a sum over all of it */
    int mask;             /* -1: it cannot be asked for here */
    bool blocked[PROBE_SIGNALS], is_threaded;
    void (*handlers[PROBE_SIGNALS])(int);
};
void surroundings_take(struct surroundings *s, bool fenced);
bool surroundings_equal(const struct surroundings *before, bool fenced, bool threads_allowed,
                        char why[PROBE_WHY]);

#endif
