/* explain_now.h - why not yet: what a case waits for, what the rules and the law say today, and the
 * first lawful day of what comes next.
 *
 *     sheet ──▶ today's forecast ──▶ waits ──▶ the first day on which something would be done
 *
 * Memory: the command's arena. */
#ifndef KRAV_HOST_EXPLAIN_NOW_H
#define KRAV_HOST_EXPLAIN_NOW_H

#include "host/forecast.h"
#include "host/waits.h"

struct now {
    bool asked;                 /* the rules are asked: the case is neither closed nor parked */
    struct forecast today;      /* if asked */
    struct waits waits;
    struct forecast first;      /* if has_first */
    bool has_first;
    struct text why_no_first;
};

/* Loads the rules where they are asked.  Fails into the command's status. */
int explain_now(const struct sheet *s, struct now *out) NODISCARD;
void explain_now_print(struct cli *cli, const struct sheet *s, const struct now *now);
void explain_now_json(struct json *j, const struct sheet *s, const struct now *now);

#endif
