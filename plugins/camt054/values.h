/* values.h - the texts of single fields: amounts, days, accounts.
 *
 * A function that can fail gives NULL when the text could be read, and otherwise why not, in
 * words that stand after the name of the field: "Amt has more than two decimals". */
#ifndef CAMT_VALUES_H
#define CAMT_VALUES_H

#include "krav/plugin.h"

#define VALUE_ORE_MAX 100000000000000LL /* 10^14 øre: more than that is a damaged file */

/* "1250.00", "1250", "0.5", "8.85000": unsigned, never through floating point. */
const char *value_amount(krav_str text, krav_ore *ore);
/* "12", at most 10^9. */
const char *value_count(krav_str text, int64_t *count);
/* "2026-11-20", or the day of "2026-11-20T17:35:00+01:00" as it stands; years 1900 to 2199. */
const char *value_day(krav_str text, krav_day *day);
/* "86011117947", "NO9386011117947": the eleven digits of a Norwegian account. */
const char *value_account(krav_str text, char bban[11]);
/* Valid UTF-8 without control characters; XML gives no other but lets some of those through. */
const char *value_clean(krav_str text);
/* How many of its bytes, at most `max`, can be shown without cutting a character; for "%.*s". */
int value_shown(krav_str text, size_t max);

#endif
