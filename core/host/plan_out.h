/* plan_out.h - an instalment plan as it is shown: each instalment with its day, its amount, what of
 * it has come, and whether it is missing. */
#ifndef KRAV_HOST_PLAN_OUT_H
#define KRAV_HOST_PLAN_OUT_H

#include "domain/plan_schedule.h"
#include "host/cli.h"
#include "host/json.h"

struct plan_view {
    const struct plan *plan;
    day today;
    int32_t grace_bank_days; /* of the agreement: the payer's */
};
/* Each instalment that is left, with the interest until then, by today's rates; what is added, what
 * happens to a missed one.  NULL: no agreement, no plan: nothing. */
int schedule_print(struct cli *cli, const struct schedule_input *in, const struct plan *plan);
int schedule_json(struct cli *cli, struct json *j, const char *key,
                  const struct schedule_input *in, const struct plan *plan);

void plan_print(struct cli *cli, const struct plan_view *v);
void plan_json(struct json *j, const char *key, const struct plan_view *v); /* null: no plan runs */

#endif
