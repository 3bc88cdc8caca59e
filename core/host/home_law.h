/* home_law.h - the law of the home a command stands in, for commands that need no home.
 *
 * Where there is a book its own rates count; where there is none, the built-in tables alone. */
#ifndef KRAV_HOST_HOME_LAW_H
#define KRAV_HOST_HOME_LAW_H

#include "host/cli.h"
#include "law/rates.h"

/* Memory: the command's arena.  A book that cannot be read is a failure, in cli->st: nothing is
 * reckoned with half the rates. */
int home_rates(struct cli *cli, struct rates *out) NODISCARD;
int home_law(struct cli *cli, const struct law **out) NODISCARD;

#endif
