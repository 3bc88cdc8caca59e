/* cmd_walk.h - krav rules walk: its options, and the walk itself once the rules are read. */
#ifndef KRAV_HOST_CMD_WALK_H
#define KRAV_HOST_CMD_WALK_H

#include "host/cli.h"
#include "rules/rules.h"

struct walk_options {
    const char *level, *debtor;
    ore amount;
    day due, from, notice_sent;
    int64_t days;
    bool letters; /* with their full text */
};
/* Takes the options out of the words; false when usage has been printed. */
bool walk_read_options(struct cli *cli, struct walk_options *o);
/* Returns the exit code. */
int walk_run(struct cli *cli, const struct bundle_source *source, const struct walk_options *o);

#endif
