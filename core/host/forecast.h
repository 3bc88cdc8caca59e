/* forecast.h - why not yet: what the rules would want of a case on a day if nothing else
 * happened, and what the law would say.  Writes nothing. */
#ifndef KRAV_HOST_FORECAST_H
#define KRAV_HOST_FORECAST_H

#include "host/sheet.h"

#define FORECAST_DAYS_MAX 400

struct forecast {
    day on;
    struct text stage, file; /* who would decide, and where */
    int32_t line;
    struct action *actions; uint32_t n_actions;
    struct verdict *verdicts; /* one per action */
    struct verdict worst;     /* kind 0: the law allows all of it */
    struct text read;         /* what the rules read, if they want anything (rules/reading.h) */
};

/* The case as of `on`, decided and judged.  The home's rules must be loaded.  Fails with the
 * reason: the rules failed, or no rate is known for that day.  Memory: the arena. */
int forecast_make(const struct sheet *s, day on, struct arena *arena, struct forecast *out,
                  struct status *st) NODISCARD;

/* True if it would do something: more than looking again. */
bool forecast_does_something(const struct forecast *f);

/* The first day from `from` on, within FORECAST_DAYS_MAX, on which the rules want something that
 * the law allows.  STATUS_NOT_FOUND: none. */
int forecast_first(const struct sheet *s, day from, struct arena *arena, struct forecast *out,
                   struct status *st) NODISCARD;

#endif
