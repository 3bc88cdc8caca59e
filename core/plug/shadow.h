/* shadow.h - a new version tried on copies of the calls that the one in force gets.
 *
 *     ask ─┬─▶ who serves ─▶ records, faults, answer ─┬─▶ the sink
 *          └─▶ the shadow ─▶ records, faults, answer ─┴─▶ compared, one by one, and dropped
 *
 * Copied is only what has no effect outside: recognise, begin, render, score, wash.  A call is
 * equal when both bring the same records and faults in the same order, the same outcome and the
 * same result; reference and reason may differ.  The side that is ahead waits in a queue: what it
 * brought beyond 4 MiB is held as hashes, and beyond 100,000 pieces the call is not compared.
 *
 * What differs is told by field, with texts masked to their shape ("Aaaa 99").
 *
 * Owned by the plugin that serves; owns the plugin that is tried. */
#ifndef KRAV_PLUG_SHADOW_H
#define KRAV_PLUG_SHADOW_H

#include "plug/talk.h"

enum shadow_side { SHADOW_SERVING, SHADOW_TRIED };

/* What a side brought: a fact (enum wire_fact), or one of these; answers with their outcome. */
enum { SHADOW_FAULT = 1000, SHADOW_ANSWER = 2000 };

struct shadow_pair; /* one call and its copy */

struct shadow {
    struct plugin *tried;
    struct shadow_pair *pairs;
    size_t n_pairs, cap_pairs;
    struct plug_comparison figures;
    char difference[300];
    bool is_promoted; /* somebody said so */
};

/* True if it provides anything that can be tried without effect. */
bool shadow_can(const struct plugin *p);
struct shadow *shadow_new(struct plugin *tried, uint32_t n_wanted);
/* The comparison is over; the tried plugin goes to whoever calls. */
struct plugin *shadow_end(struct shadow *s);
/* Both at once, with the plug; NULL is fine. */
void shadow_close(struct shadow *s);

/* The two calls are one question. */
void shadow_pair_add(struct shadow *s, enum wire_ask ask, uint64_t serving, uint64_t tried);

/* For talk.c: a question was put to who serves; a piece came from either side. */
void shadow_ask(struct shadow *s, const struct plug_call *call, const struct question *q,
                uint64_t id);
void shadow_hear(struct shadow *s, enum shadow_side side, uint64_t id, uint32_t what,
                 const struct wire_in *body);

#endif
