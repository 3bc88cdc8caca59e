/* clock.c - the wall clock, and Oslo's offset from UTC.
 *
 * Both switches of a year happen at 01:00 UTC, when Oslo shows 02:00 and 03:00: never at a
 * midnight, and never near a change of year.  The formula is today's rule for every year; it is
 * only asked about the time since krav exists. */
#include "base/clock.h"

#include <string.h>
#include <time.h>

#include "base/check.h"

#define HOUR_MS  INT64_C(3600000)
#define DAY_MS   (24 * HOUR_MS)
#define DAY_1970 719163

static int64_t clock_read_ms(clockid_t id) {
    struct timespec t;
    ensure(clock_gettime(id, &t) == 0);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

instant clock_now_ms(void) {
    return clock_read_ms(CLOCK_REALTIME);
}

int64_t clock_mono_ms(void) {
    return clock_read_ms(CLOCK_MONOTONIC);
}

/* The civil day and the milliseconds since its midnight, of a clock that shows `at`. */
static day split(instant at, int64_t *in_day_ms) {
    int64_t days = at / DAY_MS, rest = at % DAY_MS;
    if (rest < 0) {
        days--;
        rest += DAY_MS;
    }
    ensure(days > -DAY_1970);
    ensure(days <= DAY_MAX - DAY_1970);
    *in_day_ms = rest;
    return (day)(days + DAY_1970);
}

/* Of a month with 31 days, as March and October are. */
static day last_sunday(int year, int month) {
    day last = day_of(year, month, 31);
    return last - day_weekday(last) % 7;
}

static instant oslo_face(instant at) {
    int64_t in_day_ms;
    int year = day_ymd(split(at, &in_day_ms)).year;
    instant begins = (last_sunday(year, 3) - DAY_1970) * DAY_MS + HOUR_MS;
    instant ends = (last_sunday(year, 10) - DAY_1970) * DAY_MS + HOUR_MS;
    return at + (at >= begins && at < ends ? 2 * HOUR_MS : HOUR_MS);
}

day clock_oslo_day(instant at) {
    int64_t in_day_ms;
    return split(oslo_face(at), &in_day_ms);
}

int clock_oslo_minute(instant at) {
    int64_t in_day_ms;
    (void)split(oslo_face(at), &in_day_ms);
    return (int)(in_day_ms / 60000);
}

instant clock_oslo_midnight(day d) {
    int year = day_ymd(d).year;
    /* On the days of the switches the switch is still to come at midnight. */
    bool is_summer = d > last_sunday(year, 3) && d <= last_sunday(year, 10);
    return (d - DAY_1970) * DAY_MS - (is_summer ? 2 * HOUR_MS : HOUR_MS);
}

const char *clock_format(instant at, char out[INSTANT_TEXT]) {
    int64_t in_day_ms;
    char *p = out;
    day d = split(at, &in_day_ms);
    p += strlen(day_format(d, out));
    *p++ = 'T';
    p = text_put_digits(p, in_day_ms / HOUR_MS, 2);
    *p++ = ':';
    p = text_put_digits(p, in_day_ms / 60000 % 60, 2);
    *p++ = ':';
    p = text_put_digits(p, in_day_ms / 1000 % 60, 2);
    *p++ = '.';
    p = text_put_digits(p, in_day_ms % 1000, 3);
    *p++ = 'Z';
    *p = '\0';
    return out;
}
