/* commit.h - one step's writes: journal, case, postings, outbox, agenda, tasks; all or nothing
 * under the caller's savepoint. */
#ifndef KRAV_ENGINE_COMMIT_H
#define KRAV_ENGINE_COMMIT_H

#include "engine/engine.h"

/* Gives `s` its id and the hash of the case after it, and writes everything that it holds.  What it
 * takes back and was paid on already is made good first, in a step of its own (shortage.h). */
int commit_step(struct engine *e, struct step *s, const struct krav_case *c, struct arena *arena,
                struct status *st) NODISCARD;
/* A step of the book or a creditor, with its events and effects, under the caller's savepoint. */
int commit_book_step(struct engine *e, struct step *s, struct arena *arena, struct status *st)
    NODISCARD;
int commit_agenda(struct engine *e, int64_t case_id, const struct agenda_row *rows, uint32_t n,
                  struct status *st) NODISCARD;

#endif
