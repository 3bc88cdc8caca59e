/* day.h - civil days and the Norwegian calendar.
 *
 * A day is a number: 1 is 0001-01-01 (proleptic Gregorian), so zeroed memory reads "no day".
 * Legal periods are civil days in Oslo, never hours (domstolloven § 148).
 *
 * Days are in 1..DAY_MAX; another number is a programmer error, and DAY_NONE is taken only where
 * a comment says so.  Adding stops at the ends, since a day at the far end may come from outside. */
#ifndef KRAV_BASE_DAY_H
#define KRAV_BASE_DAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

typedef int32_t day;
#define DAY_NONE 0
#define DAY_MAX 3652059 /* 9999-12-31 */

struct ymd {
    int year, month, day;
};

bool day_exists(int year, int month, int mday);
day day_of(int year, int month, int mday); /* DAY_NONE if it does not exist */
struct ymd day_ymd(day d); /* zeros for DAY_NONE */
bool day_parse(struct text iso, day *d); /* "YYYY-MM-DD", exactly */

#define DAY_TEXT 12
const char *day_format(day d, char out[DAY_TEXT]);    /* "2026-09-01"; "-" for none  */
const char *day_format_no(day d, char out[DAY_TEXT]); /* "01.09.2026", for letters   */

int day_weekday(day d); /* 1 Monday ... 7 Sunday */
int day_in_year(int year); /* 365 or 366 */
day day_easter(int year);
/* Public holiday or 1/17 May (lov 1995-02-24 nr 12; lov 1947-04-26 nr 1); not Saturdays. */
bool day_is_holiday(day d);
bool day_is_bank_day(day d);          /* neither Saturday, Sunday nor holiday            */
day day_bank_day_from(day d);         /* d, or the next bank day                         */
day day_add_bank_days(day d, int n);  /* the n-th bank day after d                       */
/* The same date n months on, or the last day of a shorter month (foreldelsesloven § 29). */
day day_add_months(day d, int n);

#endif
