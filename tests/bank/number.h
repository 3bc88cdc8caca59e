/* number.h - numbers with check digits, and numbers drawn from content.
 *
 * A bank of its own checks by its own arithmetic, so that krav's is held against another's. */
#ifndef BANK_NUMBER_H
#define BANK_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

bool kid_is_like(struct text kid);     /* 2 to 25 digits, the last of which may be '-' */
bool kid_fits(struct text kid);        /* and its check digit fits, by MOD10 or by MOD11 */
char kid_check_digit(struct text kid); /* MOD10, to be put at the end */
bool account_fits(struct text account); /* eleven digits, MOD11 */
/* "86011117947" or "NO9386011117947": the eleven digits, borrowed; absent if it is neither. */
struct text account_of(struct text text);

/* FNV-1a, each part preceded by its length.  Begin with DRAW_START, end with draw_end, which
 * spreads what differs in a few bits. */
#define DRAW_START UINT64_C(0xcbf29ce484222325)
uint64_t draw_text(uint64_t hash, struct text part);
uint64_t draw_number(uint64_t hash, int64_t part);
uint64_t draw_end(uint64_t hash);

#endif
