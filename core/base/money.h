/* money.h - amounts in whole øre, never floating point.
 *
 * Sums that leave the int64 range are programmer errors here: what enters from outside is
 * bounded by money_parse and the readers (MONEY_MAX), so no sum of a case can get there. */
#ifndef KRAV_BASE_MONEY_H
#define KRAV_BASE_MONEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

typedef int64_t ore;
__extension__ typedef __int128 wide; /* intermediates: øre x rate x days passes int64 */

#define MONEY_MAX ((ore)100000000000000) /* 1,000 billion kroner: larger input is refused */

ore money_add(ore a, ore b);
ore money_sub(ore a, ore b);
static inline ore money_min(ore a, ore b) { return a < b ? a : b; }
static inline ore money_max(ore a, ore b) { return a > b ? a : b; }

/* numerator / denominator rounded half up (away from zero on a tie); denominator > 0. */
ore money_round_half_up(wide numerator, wide denominator);

/* Kroner with '.' or ',' and one or two decimals, or none; optional '-'; a blank or U+00A0 may
 * group thousands ("1 250,00").  False if malformed or beyond MONEY_MAX. */
bool money_parse(struct text kroner, ore *amount);

#define MONEY_TEXT 32
/* Norwegian: "1 250,00", "-38,00".  Writes at most MONEY_TEXT bytes with NUL; returns `out`. */
const char *money_format(ore amount, char out[MONEY_TEXT]);

#endif
