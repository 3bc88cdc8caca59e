/* values.h - the texts of single fields: amounts, days, accounts.
 *
 * A function that can fail gives NULL when the text could be read, and otherwise why not, in
 * words that stand after the name of the field: "DueDate is a day that does not exist". */
#ifndef EHF_VALUES_H
#define EHF_VALUES_H

#include "krav/plugin.h"

#define VALUE_ORE_MAX 100000000000000LL /* 10^14 øre: more than that is a mistake */

/* "1250.00", "-1250", "0.5": never through floating point. */
const char *value_amount(krav_str text, krav_ore *ore);
/* "2026-11-23", of the years 1900 to 2199. */
const char *value_day(krav_str text, krav_day *day);
/* "8601 11 17947", "NO93 8601 1117 947": the eleven digits of a Norwegian account. */
const char *value_account(krav_str text, char bban[11]);
/* Valid UTF-8 without control characters; XML gives no other but lets some of those through. */
const char *value_clean(krav_str text);
/* How many of its bytes, at most `max`, can be shown without cutting a character; for "%.*s". */
int value_shown(krav_str text, size_t max);

#endif
