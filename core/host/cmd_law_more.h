/* cmd_law_more.h - the verbs of krav law that have a file of their own. */
#ifndef KRAV_HOST_CMD_LAW_MORE_H
#define KRAV_HOST_CMD_LAW_MORE_H

#include "host/cli.h"

int law_acts(struct cli *cli);
int law_costs(struct cli *cli);
int law_dates(struct cli *cli);
int law_limitation(struct cli *cli);

#endif
