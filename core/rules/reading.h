/* reading.h - what a decision read, recorded by the host and not by the author of the rules.
 *
 *     decision ──▶ "open=124300 deadline_missed=1 level=normal level.calls=2" ──▶ the step
 *     step     ──▶ rules_again ──▶ the same actions, or a fault
 *
 * A decision follows from its bundle, its stage and what it read.  All three stand in the step, so it can
 * be made again years later without the case, and be held against what was recorded. */
#ifndef KRAV_RULES_READING_H
#define KRAV_RULES_READING_H

#include "rules/rules.h"

#define READING_FIELDS_MAX 256
#define READING_BYTES_MAX 8192

/* The fields of the snapshot and the parameters of the level that were read, by number. */
struct reading {
    uint64_t fields[READING_FIELDS_MAX / 64];
    uint64_t params;
    bool level;
};

static inline void reading_note(struct reading *r, uint32_t field) {
    r->fields[field / 64] |= (uint64_t)1 << field % 64;
}

struct level;
/* As text: NAME=VALUE with a space between; blanks and % in a value are escaped (%20, %25); what has no
 * value has none after its =.  Made in *work, whose bound is READING_BYTES_MAX: empty if that is too little.
 * Memory: the arena. */
struct text reading_write(const struct reading *r, const struct snapshot *s,
                          const struct level *level, struct buf *work, struct arena *arena);

/* One NAME=VALUE of a reading; false at its end.  The value's memory is the arena's. */
bool reading_next(struct text *rest, struct arena *arena, struct text *name, struct text *value);

/* Makes a decision again from what it read ("" = start).  STATUS_INVALID: it reads something else now,
 * or fails. */
int rules_again(struct bundle *b, struct text stage, struct text read, struct arena *arena,
                struct decision *out, struct status *st) NODISCARD;

#endif
