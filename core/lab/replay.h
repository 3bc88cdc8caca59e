/* replay.h - recorded history under other rules, without touching the book.
 *
 *     each case:  what came from outside ─▶ life.h with the other rules ─▶ what it would have come to
 *                                                                         beside what it did come to
 *
 * Answers of plugins are told again as they were; a letter that was never sent is taken to arrive.
 * Nobody pays earlier or later for another letter: what people would have done is not known.  The
 * same book, days and rules give the same answer and the same hash. */
#ifndef KRAV_LAB_REPLAY_H
#define KRAV_LAB_REPLAY_H

#include "engine/engine.h"

#define REPLAY_MOVERS 20

struct replay_sum {
    int64_t letters[LETTER_KINDS][CHANNEL_PORTAL + 1];
    int64_t filings, tasks, parked, closed;
    ore costs; /* charged, less what was waived */
};
struct replay_case {
    int64_t id;                  /* 0: none */
    struct text path_then, path_now; /* stages, with a space between */
    int64_t letters_then, letters_now;
    ore costs_then, costs_now;
};
struct replay {
    int64_t cases;      /* replayed */
    int64_t changed;    /* of which took another path */
    int64_t strange;    /* of which met a fact that does not fit them any more */
    int64_t skipped;    /* could not be replayed: what they owe has no rate, for one */
    struct text skipped_why; /* of the first */
    struct replay_sum then, now;
    struct replay_case movers[REPLAY_MOVERS]; /* the biggest changes, biggest first */
    struct hash hash;   /* of all that would have happened */
};

struct replay_question {
    const struct engine_config *config; /* the book, read only */
    const struct bundle_source *rules;
    day from, to;                       /* both included */
    uint32_t threads;                   /* at least 1 */
};
/* Memory of *out: the arena.  Opens the book once for each thread. */
int lab_replay(const struct replay_question *q, struct arena *arena, struct replay *out,
               struct status *st) NODISCARD;

#endif
