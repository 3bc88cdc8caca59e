/* clock.h - the one place that asks what time it is, and Oslo time as a closed formula.
 *
 * Oslo is UTC+1, and UTC+2 from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last
 * Sunday of October (forskrift om sommertid, FOR-2002-05-03-1137 § 1; EU directive 2000/84/EC).
 * No tzdata: a bare machine has none.  Only host/ and plug/ call clock_now_ms and
 * clock_mono_ms. */
#ifndef KRAV_BASE_CLOCK_H
#define KRAV_BASE_CLOCK_H

#include <stdint.h>

#include "base/day.h"

typedef int64_t instant; /* UTC milliseconds since 1970 */

instant clock_now_ms(void);  /* [any] wall clock */
int64_t clock_mono_ms(void); /* [any] for deadlines; never goes back */

day clock_oslo_day(instant at);
int clock_oslo_minute(instant at);  /* minutes since Oslo midnight, 0..1439 by the clock face */
instant clock_oslo_midnight(day d); /* the instant at which day d begins in Oslo */

#define INSTANT_TEXT 32
const char *clock_format(instant at, char out[INSTANT_TEXT]); /* RFC 3339, UTC, ms */

#endif
