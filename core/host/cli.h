/* cli.h - one command line: its words, its output, its exit code.
 *
 * Exit codes: 0 done; 1 refused or failed; 2 usage.  Errors go to stderr as
 * "krav: WHAT: WHICH: WHY".  With --json stdout holds one JSON document and nothing else. */
#ifndef KRAV_HOST_CLI_H
#define KRAV_HOST_CLI_H

#include <stdio.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/log.h"
#include "base/money.h"
#include "base/status.h"

struct cli {
    const char *home;   /* -C, KRAV_HOME or "." */
    bool json;
    char **words;       /* what is left of the command line */
    int n_words;
    struct arena arena; /* of the whole command */
    struct log log;
    struct status st;
    bool usage_failed;
    const char *command;     /* its name: who holds the lock */
    const char *user;        /* who gave it: USER where it was typed; may be "" */
    struct home *serving;    /* the open home when the command came over the control socket */
};

typedef int command_fn(struct cli *cli);
struct command {
    const char *name;   /* "creditor import" has the fn of "creditor" */
    const char *usage;
    const char *doc;
    command_fn *run;
    enum reach {
        REACH_HERE = 0,   /* reads, or needs no home: runs in this process                   */
        REACH_SERVER,     /* writes: goes to krav serve when that holds the book              */
        REACH_AT_ONCE     /* writes one step: runs between two chunks of other work           */
    } reach;
};
extern const struct command commands[];
extern const int n_commands;
/* By its name and, where the first word after it makes a difference ("rules publish"), by that too;
 * NULL: neither. */
const struct command *command_find(const char *name, const char *next);

/* Options may stand anywhere; each call takes its own out of the words. */
bool cli_flag(struct cli *cli, const char *name);                /* --json */
const char *cli_option(struct cli *cli, const char *name);       /* --until DAY; NULL if absent */
bool cli_day_option(struct cli *cli, const char *name, day *out); /* false: absent; faults usage */
bool cli_ore_option(struct cli *cli, const char *name, ore *out);
bool cli_int_option(struct cli *cli, const char *name, int64_t *out);
const char *cli_word(struct cli *cli);                           /* the next word, NULL at the end */
/* Call when all options are taken: true if nothing is left over and all were well-formed. */
bool cli_done(struct cli *cli);

int cli_usage(struct cli *cli, const char *why, ...) FORMAT(2, 3);  /* prints, returns 2 */
int cli_fail(struct cli *cli);                                  /* prints cli->st, returns 1 */
void cli_faults(struct cli *cli, const struct faults *faults);  /* one line each on stderr */

/* Norwegian amount in a rotating static-free buffer: memory of the command's arena. */
const char *cli_ore(struct cli *cli, ore amount);
const char *cli_day(struct cli *cli, day d);

#endif
