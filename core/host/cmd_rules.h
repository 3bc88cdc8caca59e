/* cmd_rules.h - the verbs of krav rules that have files of their own.  Each begins after its own word,
 * and returns the exit code. */
#ifndef KRAV_HOST_CMD_RULES_H
#define KRAV_HOST_CMD_RULES_H

#include "host/cli.h"

int rules_walk(struct cli *cli);     /* cmd_walk.c */
int rules_try(struct cli *cli);      /* cmd_try.c */
int rules_replay(struct cli *cli);   /* cmd_replay.c */
int rules_publish(struct cli *cli);  /* cmd_publish.c */
int rules_rollback(struct cli *cli);
int rules_list(struct cli *cli);
int rules_diff(struct cli *cli);     /* cmd_diff.c */
int rules_page(struct cli *cli);     /* cmd_page.c */
int rules_annotations(struct cli *cli); /* cmd_annotations.c */
int rules_letter(struct cli *cli);   /* cmd_letter.c */

#endif
