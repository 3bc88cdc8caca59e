/* values.h - the texts of single fields: amounts, days, words.
 *
 * Each function gives NULL when the text could be read, and otherwise why not, in words that
 * stand after the name of the column: "column due: no such day". */
#ifndef ERP_VALUES_H
#define ERP_VALUES_H

#include "krav/plugin.h"

#define VALUE_ORE_MAX 100000000000000LL /* 10^14 øre: more than that is a mistake */

/* "1234", "1234,5", "1234.50": kroner, never through floating point. */
const char *value_amount(krav_str text, krav_ore *ore);
/* "9,25": per cent, up to 100. */
const char *value_rate(krav_str text, int32_t *hundredths);
/* "2026-11-23" or "23.11.2026", of the years 1900 to 2199. */
const char *value_day(krav_str text, krav_day *day);
/* yes, no, ja, nei, true, false, 1, 0. */
const char *value_yes_no(krav_str text, int32_t *yes_no);
/* Valid UTF-8 without control characters. */
const char *value_clean(krav_str text);
/* The words of a list such as "consumer=1 business=2", in lower or upper case. */
int value_word(krav_str text, const char *list, int32_t *value);

#endif
