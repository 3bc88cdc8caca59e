/* floor.h - the floor: the same rows, written once more by plain SQL.
 *
 *     book before ──copy──▶ floor.db ◀── replay ── the rows that the engine wrote ◀── krav.db
 *
 * What the engine wrote for its steps is read from its book (off the clock) and done again on a
 * copy of the book as it was: the same reads, savepoints, chunks, triggers, indexes and chain,
 * with prepared statements and nothing else.  Nothing is decided, judged, folded or encoded: no
 * program that keeps such a book can be faster by much.  At the end the copy's chain has the same
 * head, so nothing was left out.
 *
 * Owned: floor_open / floor_close. */
#ifndef BENCH_FLOOR_H
#define BENCH_FLOOR_H

#include "meter.h"
#include "store/journal.h"

struct floor;

/* `path`: the copy, `book`: the book as the engine goes on writing it.  `documents` and `out`:
 * directories of the floor's own, or NULL where no letters are sent. */
struct floor_places {
    const char *path, *book;
    const char *documents_from, *documents;
    const char *out_from, *out;
};
struct floor *floor_open(const struct floor_places *places);
void floor_close(struct floor *f);

/* Replays the engine's steps up to and with `head` in chunks of n_chunk; the time on the clock. */
struct lap floor_replay(struct floor *f, const struct journal_head *head, uint32_t n_chunk);
/* Looks for what is due, as the engine does, and finds nothing: ns for `n` times. */
int64_t floor_seek(struct floor *f, day today, int n);

#endif
