/* cli.h - one command line of krav-bank: its words and options, taken one by one.
 *
 * Exit codes: 0 done; 1 bad input, and nothing was written; 2 usage. */
#ifndef BANK_CLI_H
#define BANK_CLI_H

#include "base/arena.h"
#include "base/day.h"
#include "base/status.h"

struct cli {
    char **words; /* what is left of the command line; taken words are NULL */
    int n_words;
    bool usage_failed;
    struct arena arena;   /* of the whole command */
    struct faults faults; /* of the input */
    struct status st;
};
void cli_init(struct cli *cli, char **words, int n_words);
void cli_fini(struct cli *cli);

/* Options may stand anywhere, and are taken before words. */
bool cli_flag(struct cli *cli, const char *name);
const char *cli_option(struct cli *cli, const char *name); /* the first that is left, or NULL */
const char *cli_needed(struct cli *cli, const char *name); /* "" after a usage fault */
day cli_day(struct cli *cli, const char *name, bool is_needed); /* DAY_NONE if absent */
int64_t cli_number(struct cli *cli, const char *name, int64_t most, int64_t otherwise);
const char *cli_word(struct cli *cli, const char *what); /* "" after a usage fault */
bool cli_words_left(const struct cli *cli); /* is there another? */
/* True if nothing is left over and all was well-formed. */
bool cli_done(struct cli *cli);

void cli_usage(struct cli *cli, const char *format, ...) FORMAT(2, 3);
/* Prints what went wrong, each fault with `of` before it; returns 1. */
int cli_fail(struct cli *cli, const char *of);

#endif
