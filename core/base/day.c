/* day.c - day numbers by closed formulas.
 *
 * A year is counted from 1 March, so that the leap day is its last day and every month's start
 * is a straight line: (153 * m + 2) / 5 days after 1 March, m = 0 for March.  400 years have
 * 146097 days. */
#include "base/day.h"

#include "base/check.h"

#define DAYS_BEFORE_MARCH_1 306 /* from 1 March of year 0 to 1 January of year 1 */

static bool is_leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool day_exists(int year, int month, int mday) {
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && mday >= 1 &&
           mday <= month_days(year, month);
}

day day_of(int year, int month, int mday) {
    if (!day_exists(year, month, mday)) {
        return DAY_NONE;
    }
    int m = (month + 9) % 12; /* 0 = March */
    int y = month > 2 ? year : year - 1;
    return y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + mday - DAYS_BEFORE_MARCH_1;
}

struct ymd day_ymd(day d) {
    if (d == DAY_NONE) {
        return (struct ymd){0, 0, 0};
    }
    ensure(d > 0);
    ensure(d <= DAY_MAX);
    int n = d - 1 + DAYS_BEFORE_MARCH_1;
    int era = n / 146097;
    int in_era = n % 146097;
    int y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    int in_year = in_era - (365 * y + y / 4 - y / 100);
    int m = (5 * in_year + 2) / 153;
    int month = m < 10 ? m + 3 : m - 9;
    return (struct ymd){
        .year = era * 400 + y + (month <= 2 ? 1 : 0),
        .month = month,
        .day = in_year - (153 * m + 2) / 5 + 1,
    };
}

/* The number of n digits at s, or -1. */
static int digits_at(const char *s, int n) {
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9') {
            return -1;
        }
        value = value * 10 + (s[i] - '0');
    }
    return value;
}

bool day_parse(struct text iso, day *d) {
    if (iso.len != 10 || iso.ptr[4] != '-' || iso.ptr[7] != '-') {
        return false;
    }
    /* digits_at gives -1 for what is no number, and no such day exists. */
    day parsed =
        day_of(digits_at(iso.ptr, 4), digits_at(iso.ptr + 5, 2), digits_at(iso.ptr + 8, 2));
    if (parsed == DAY_NONE) {
        return false;
    }
    *d = parsed;
    return true;
}

const char *day_format(day d, char out[DAY_TEXT]) {
    char *p = out;
    if (d != DAY_NONE) {
        struct ymd date = day_ymd(d);
        p = text_put_digits(p, date.year, 4);
        *p++ = '-';
        p = text_put_digits(p, date.month, 2);
        *p++ = '-';
        p = text_put_digits(p, date.day, 2);
    } else {
        *p++ = '-';
    }
    *p = '\0';
    return out;
}

const char *day_format_no(day d, char out[DAY_TEXT]) {
    char *p = out;
    if (d != DAY_NONE) {
        struct ymd date = day_ymd(d);
        p = text_put_digits(p, date.day, 2);
        *p++ = '.';
        p = text_put_digits(p, date.month, 2);
        *p++ = '.';
        p = text_put_digits(p, date.year, 4);
    } else {
        *p++ = '-';
    }
    *p = '\0';
    return out;
}

int day_weekday(day d) {
    ensure(d > 0);
    return (d - 1) % 7 + 1; /* 0001-01-01 was a Monday */
}

int day_in_year(int year) {
    return is_leap(year) ? 366 : 365;
}

/* Meeus, Jones and Butcher, for the Gregorian calendar. */
day day_easter(int year) {
    int a = year % 19, b = year / 100, c = year % 100;
    int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int from_march = h + l - 7 * m + 114;
    return day_of(year, from_march / 31, from_march % 31 + 1);
}

bool day_is_holiday(day d) {
    struct ymd date = day_ymd(d);
    int month_day = date.month * 100 + date.day;
    switch (month_day) {
    case 101: /* første nyttårsdag */
    case 501: /* lov 1947-04-26 nr 1 § 1 */
    case 517:
    case 1225: /* første og annen juledag */
    case 1226:
        return true;
    default:
        break;
    }
    /* The movable ones of lov 1995-02-24 nr 12 § 2 lie between 19 March and 14 June. */
    if (date.month < 3 || date.month > 6) {
        return false;
    }
    switch (d - day_easter(date.year)) {
    case -3: /* skjærtorsdag */
    case -2: /* langfredag */
    case 0:  /* første og annen påskedag */
    case 1:
    case 39: /* Kristi himmelfartsdag */
    case 49: /* første og annen pinsedag */
    case 50:
        return true;
    default:
        return false;
    }
}

bool day_is_bank_day(day d) {
    return day_weekday(d) <= 5 && !day_is_holiday(d);
}

day day_bank_day_from(day d) {
    while (d < DAY_MAX && !day_is_bank_day(d)) {
        d++;
    }
    return d;
}

day day_add_bank_days(day d, int n) {
    ensure(d > 0);
    ensure(n >= 0);
    for (int i = 0; i < n && d < DAY_MAX; i++) {
        d = day_bank_day_from(d + 1);
    }
    return d;
}

day day_add_months(day d, int n) {
    ensure(d > 0);
    struct ymd date = day_ymd(d);
    int64_t months = (int64_t)date.year * 12 + (date.month - 1) + n;
    if (months < 12) {
        return 1;
    }
    if (months >= 10000 * 12) {
        return DAY_MAX;
    }
    int year = (int)(months / 12);
    int month = (int)(months % 12) + 1;
    int last = month_days(year, month);
    return day_of(year, month, date.day < last ? date.day : last);
}
