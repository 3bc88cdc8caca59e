/* plan_schedule.h - an instalment plan day by day and øre by øre, before anybody says yes to it.
 *
 *     a copy of the case ──pay──▶ ──pay──▶ ...  each on its day, as real payments are allocated
 *           │                 the last instalment: what is owed then, to the øre
 *           ▼
 *     rows: day, amount, interest that ran since the row before, what is left
 *
 * Interest is reckoned by the rates that are known; beyond them by the last one, and the rows are
 * marked as estimates.  Pure; all memory is the caller's arena. */
#ifndef KRAV_DOMAIN_PLAN_SCHEDULE_H
#define KRAV_DOMAIN_PLAN_SCHEDULE_H

#include "domain/interest.h"
#include "domain/party.h"
#include "domain/plan.h"

struct schedule_input {
    const struct krav_case *c;
    const struct agreement *agreement;
    const struct rate_table *rates;
    day today;
};

/* Either how many parts, or how many kroner each. */
struct plan_terms {
    int32_t parts;
    ore each;
    day first;
    ore uplift; /* added on the day it is agreed; 0: none */
};

struct schedule_row {
    day due;
    ore amount;
    ore interest;  /* runs from the row before, or from today, until then */
    ore left;      /* owed after it */
    bool estimate; /* a rate on the way there is not known yet */
};

struct plan_schedule {
    struct plan plan; /* as an event would make it */
    struct schedule_row *rows; uint32_t n_rows;
    ore owed;         /* today, without what is below */
    ore interest;     /* in all rows */
    ore uplift;
    ore total;        /* of all rows */
};

/* STATUS_INVALID, with the reason, where the terms make no plan: more than sixty parts, or fewer
 * kroner than parts. */
int plan_schedule_make(const struct schedule_input *in, const struct plan_terms *terms,
                       struct arena *arena, struct plan_schedule *out, struct status *st)
    NODISCARD;

/* What is left of a plan that runs or was offered: those instalments that have not come, as they
 * were agreed, and the interest that they hold.  The last is no more than what is owed then. */
int plan_schedule_left(const struct schedule_input *in, const struct plan *plan,
                       struct arena *arena, struct plan_schedule *out, struct status *st)
    NODISCARD;

#endif
