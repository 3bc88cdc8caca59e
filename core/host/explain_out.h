/* explain_out.h - a decision as it is shown: what was read, what was wanted with the line that asked for
 * it and why, and what the law said to each. */
#ifndef KRAV_HOST_EXPLAIN_OUT_H
#define KRAV_HOST_EXPLAIN_OUT_H

#include "domain/step.h"
#include "host/cli.h"
#include "host/json.h"

void explain_print_read(struct cli *cli, struct text read);
void explain_print_wanted(struct cli *cli, const struct action *actions, uint32_t n);
void explain_print_law(struct cli *cli, const struct action *actions,
                       const struct verdict *verdicts, uint32_t n);
void explain_json_wanted(struct json *j, const struct action *actions,
                         const struct verdict *verdicts, uint32_t n_actions, uint32_t n_verdicts);

#endif
