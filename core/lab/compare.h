/* compare.h - two bundles on every open case of the book: what would they want today?
 *
 *     open case ─▶ snapshot of today ─▶ rules_decide by each ─▶ the same list, or another
 *
 * Decides and judges nothing for good: reads the book, writes nothing.  What is the same in many
 * cases is told once, with how many and one of them.  A decision that fails is told with its place. */
#ifndef KRAV_LAB_COMPARE_H
#define KRAV_LAB_COMPARE_H

#include "engine/engine.h"

#define COMPARE_LINES_MAX 200

struct compare_line {
    struct text stage;       /* in which the cases stand */
    struct text was, now;    /* what each bundle wants: "nothing", "send reminder; look_again" */
    int64_t n, example;      /* cases, one of them */
};
struct comparison {
    int64_t cases, different, failing; /* failing: the second bundle cannot decide */
    struct compare_line *lines; uint32_t n_lines;
    int64_t untold;          /* different cases that no line had room for */
    int64_t failing_case;
    struct text failing_why; /* FILE:LINE: ..., of the first */
};
/* `was` NULL: only whether `now` can decide.  Other work may go on between the cases
 * (engine_breathe).  Memory: the arena. */
int lab_compare(struct engine *book, struct bundle *was, struct bundle *now, struct arena *arena,
                struct comparison *out, struct status *st) NODISCARD;

#endif
