/* show.h - what several commands print alike: cases named on the command line, events, effects
 * and verdicts as words, and faults or a failure as errors. */
#ifndef KRAV_HOST_SHOW_H
#define KRAV_HOST_SHOW_H

#include "domain/step.h"
#include "host/cli.h"
#include "host/json.h"
#include "store/db.h"

#define SHOW_KEY 12 /* digits of a hash that tell it apart for a person */

/* A case number or a KID of ours.  False: neither, and usage has been printed. */
bool show_case_number(struct cli *cli, const char *word, int64_t *number);

/* STATUS_NOT_FOUND, in the words that all commands use, unless the book has this case. */
int show_case_exists(struct cli *cli, struct db *db, int64_t number) NODISCARD;

/* The faults if there are any, else cli->st; returns 1. */
int show_failure(struct cli *cli, const struct faults *faults);

const char *show_hash(struct cli *cli, const struct hash *h); /* its first digits; "-" if zero */
/* Basis points as percent, "12.25"; comma for people, '.' for programs. */
const char *show_percent(struct cli *cli, int32_t bp, char separator);

/* One line each, in the command's arena: "letter_planned collection_notice, 14 days, key ..." */
const char *show_event(struct cli *cli, const struct event *e);
const char *show_action(struct cli *cli, const struct action *a);
const char *show_verdict(struct cli *cli, const struct verdict *v);
const char *show_effect(struct cli *cli, const struct effect *e);

/* An empty text from the book as absent, which JSON writes as null. */
static inline struct text show_absent(struct text t) {
    return t.len > 0 ? t : (struct text){NULL, 0};
}

/* {kind, not_before, reason, paragraph, english, norwegian} */
void show_verdict_json(struct json *j, const char *key, const struct verdict *v);

#endif
