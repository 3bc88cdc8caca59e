/* bank.h - statements of the client account: taken from files, held against the book, and what a
 * person takes from them into the book.
 *
 *     file ─▶ lines, statement ─▶ reconcile ─▶ proven: its movements are shown, payouts may go out
 *                                    └─ differs: each difference with its cause, payouts stop
 *                                          └─ accept: what is at the bank alone comes into the book
 *
 * Statements that are not proven are held against the book together, from the oldest on: what one
 * has a day too early or too late, the next one has. */
#ifndef KRAV_ENGINE_BANK_H
#define KRAV_ENGINE_BANK_H

#include "domain/reconcile.h"
#include "engine/intake_parts.h"
#include "store/statements.h"

/* A record of a statement's file, inside the open chunk. */
int bank_take(struct intake *t, struct text source) NODISCARD;

/* How the statements that are not proven stand against the book; reads only. */
struct bank_look {
    struct statement_row *open; uint32_t n_open;
    struct reconciliation r;    /* of all of them; meaningless when there are none */
};
/* Of `n` of the open ones, from the oldest on. */
int bank_look(struct engine *e, uint32_t n, struct arena *arena, struct bank_look *out,
              struct status *st) NODISCARD;
/* The statement that a difference stands in, and its entry there. */
const struct statement_row *bank_statement_of(const struct bank_look *look, int64_t entry);
int64_t bank_entry_of(int64_t entry);

/* Holds each against the book and records what came of it, if that is news.  The lines of payouts
 * are the bank's word, too.  A chunk of its own. */
int bank_reconcile(struct engine *e, struct text by, struct arena *arena, struct status *st)
    NODISCARD;
/* What stands at the bank alone comes into the book: money in as a payment, charges as the agency's
 * own.  *n: of how many lines.  A chunk of its own; reconcile after it. */
int bank_accept(struct engine *e, struct text by, struct arena *arena, uint32_t *n,
                struct status *st) NODISCARD;

#endif
