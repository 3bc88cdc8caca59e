/* krav/easy.h - small inline helpers for plugin authors.  Optional; no state, nothing hidden. */
#ifndef KRAV_EASY_H
#define KRAV_EASY_H

#include <string.h>

#include "krav/plugin.h"

/* A literal as krav_str: KRAV_STR("claims"). */
#ifdef __cplusplus
#define KRAV_STR(literal) (krav_str{(literal), sizeof(literal) - 1})
#define KRAV_STR_ABSENT (krav_str{nullptr, 0})
#define KRAV_EASY_ZERO {}
#else
#define KRAV_STR(literal) ((krav_str){(literal), sizeof(literal) - 1})
#define KRAV_STR_ABSENT ((krav_str){NULL, 0})
#define KRAV_EASY_ZERO {0}
#endif

static inline krav_str krav_str_of(const char *s) {
    krav_str t = {s, s ? strlen(s) : 0};
    return t;
}

static inline int krav_str_eq(krav_str a, krav_str b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* ---- answers ------------------------------------------------------------------------------ */

static inline void krav_answer_with(const krav_host *host, const krav_call *call, int32_t outcome,
                                    krav_str text, const void *result) {
    krav_answer a = KRAV_EASY_ZERO;
    a.size = (uint32_t)sizeof a;
    a.outcome = outcome;
    if (outcome == KRAV_DONE) {
        a.reference = text;
    } else {
        a.reason = text;
    }
    a.result = result;
    host->answer(host, call->id, &a);
}

/* `result` is the asked function's result record, or NULL. */
static inline void krav_answer_done(const krav_host *host, const krav_call *call,
                                    krav_str reference, const void *result) {
    krav_answer_with(host, call, KRAV_DONE, reference, result);
}
static inline void krav_answer_refused(const krav_host *host, const krav_call *call,
                                       krav_str reason) {
    krav_answer_with(host, call, KRAV_REFUSED, reason, NULL);
}
static inline void krav_answer_retry(const krav_host *host, const krav_call *call,
                                     krav_str reason) {
    krav_answer_with(host, call, KRAV_RETRY, reason, NULL);
}
static inline void krav_answer_unknown(const krav_host *host, const krav_call *call,
                                       krav_str reason) {
    krav_answer_with(host, call, KRAV_UNKNOWN, reason, NULL);
}

/* ---- days --------------------------------------------------------------------------------- */

/* The day of a date, or 0 if there is no such date (years 1 to 9999). */
static inline krav_day krav_day_of(int year, int month, int mday) {
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || year > 9999 || month < 1 || month > 12 || mday < 1) {
        return 0;
    }
    const int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (mday > length[month - 1] + (month == 2 ? leap : 0)) {
        return 0;
    }
    const int y = year - 1;
    const int days = y * 365 + y / 4 - y / 100 + y / 400;
    return (krav_day)(days + before[month - 1] + (month > 2 ? leap : 0) + mday);
}

/* A day outside the years 1 to 9999 gives the nearest one within. */
static inline void krav_day_split(krav_day day, int *year, int *month, int *mday) {
    const krav_day last = 3652059; /* 9999-12-31 */
    day = day < 1 ? 1 : day > last ? last : day;
    /* A first guess that is never too late, then whole years and months forward. */
    int y = (int)((int64_t)(day - 1) * 400 / 146097) + 1;
    while (y > 1 && krav_day_of(y, 1, 1) > day) {
        y--;
    }
    while (y < 9999 && krav_day_of(y + 1, 1, 1) <= day) {
        y++;
    }
    int m = 1;
    while (m < 12 && krav_day_of(y, m + 1, 1) <= day) {
        m++;
    }
    *year = y;
    *month = m;
    *mday = (int)(day - krav_day_of(y, m, 1)) + 1;
}

/* ---- the calling side of common services -------------------------------------------------- */

static inline void krav_log(const krav_host *host, int32_t level, krav_str text) {
    const krav_host_log *log = (const krav_host_log *)host->extension(host, KRAV_HOST_LOG);
    if (log) {
        log->write(host, level, text);
    }
}

#endif /* KRAV_EASY_H */
