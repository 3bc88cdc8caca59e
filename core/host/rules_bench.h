/* rules_bench.h - a bundle on the author's bench: read from a folder or from the library, loaded,
 * tested. */
#ifndef KRAV_HOST_RULES_BENCH_H
#define KRAV_HOST_RULES_BENCH_H

#include "host/home.h"
#include "lab/lab.h"

struct bench {
    struct cli *cli;
    const char *dir;              /* or the digits of a published bundle */
    struct bundle_source source;
    struct hash hash;
    struct faults faults;
    struct test_report report;
    const struct plugins_reloaded *reloaded; /* by the same krav reload; NULL: no plugins */
};
/* From a folder; NULL: rules/ of the home.  Statuses; the faults say what is wrong, cli->st the first. */
int bench_read(struct bench *b, struct cli *cli, const char *dir) NODISCARD;
/* A folder if there is one of that name, else a bundle of the library by the first digits of its
 * hash; NULL: the one that is active. */
int bench_fetch(struct bench *b, struct cli *cli, struct db *db, const char *name) NODISCARD;
int bench_load(struct bench *b, struct bundle **out) NODISCARD;
/* Does the home carry out what a bundle without faults asks for by name (rules/providers.h)? */
int bench_suits(struct bench *b, const struct bundle *bundle, const struct engine_config *home)
    NODISCARD;
/* The same for the home that the command stands in; where there is none, everything suits. */
int bench_suits_home(struct bench *b, const struct bundle *bundle) NODISCARD;
/* `book`: the one whose other work has its turn between two tests; NULL: there is none. */
int bench_test(struct bench *b, struct bundle *bundle, const struct engine *book) NODISCARD;
/* Read from a folder (NULL: rules/ of the home) and loaded.  Prints what is wrong; returns the exit
 * code, 0 if it is there. */
int bench_open(struct bench *b, struct cli *cli, const char *dir, struct bundle **out);

#endif
