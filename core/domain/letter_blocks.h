/* letter_blocks.h - the parts of a letter that krav words itself, each written from the content record.
 *
 * All write text of ours (letter_layout.h) and end in an empty line, or write nothing; but amounts
 * and payment are plain lines in columns, which stand in the body alone, since a renderer sets them
 * as a table and a slip.  Only for letter*.c. */
#ifndef KRAV_DOMAIN_LETTER_BLOCKS_H
#define KRAV_DOMAIN_LETTER_BLOCKS_H

#include "domain/letter.h"

typedef void letter_block_fn(struct buf *out, const struct letter *l);

void block_creditor(struct buf *out, const struct letter *l);
void block_opening(struct buf *out, const struct letter *l);
void block_covered(struct buf *out, const struct letter *l);
void block_claims(struct buf *out, const struct letter *l);
/* What the amounts are, or that there are none: just before them. */
void block_announce(struct buf *out, const struct letter *l);
void block_amounts(struct buf *out, const struct letter *l);
void block_payment(struct buf *out, const struct letter *l);
void block_instalments(struct buf *out, const struct letter *l);
void block_interest(struct buf *out, const struct letter *l);
void block_consequence(struct buf *out, const struct letter *l);
void block_estimate(struct buf *out, const struct letter *l);
void block_objection(struct buf *out, const struct letter *l);
void block_help(struct buf *out, const struct letter *l);
void block_board(struct buf *out, const struct letter *l);
void block_greeting(struct buf *out, const struct letter *l);

/* 12345678903 as 1234.56.78903; another form is left as it is. */
void block_account(struct buf *out, struct text account);

#endif
