/* story.h - some weeks of an agency, as krav commands and the files they take.
 *
 *     claims of two creditors -> a fortnight of days -> payments -> what people tell, instalments that
 *     their banks are asked for -> days ->
 *     money that goes back, a payment moved, two cases merged, creditors paid ->
 *     the same files again, a large one and a broken one -> days -> the bank's statement -> a day
 *
 * The same seed makes the same bytes.  Dates are those of a home made with `krav init --example`,
 * which begins on 2026-09-01. */
#ifndef CRASH_STORY_H
#define CRASH_STORY_H

#include <stdbool.h>
#include <stdint.h>

#include "run.h"

#define COMMANDS_MAX 32

struct command {
    const char *args[ARGS_MAX];
    bool is_tell;        /* no second time: whether it was recorded decides */
    bool by_hand;        /* on a day of its own choosing: a service works at its own pace */
    /* As the uninterrupted twin lived it. */
    int code;
    int64_t steps, took_us, calls;
};

struct story {
    struct command commands[COMMANDS_MAX];
    int n;
    char *files[16];     /* whole and takeable, in the order they were made */
    int n_files;
    char *words[64];     /* owned: made-up arguments */
    int n_words;
};

/* Writes the files into `dir`; at least 20 claims. */
void story_make(struct story *s, const char *dir, int n_claims, uint64_t seed);
void story_free(struct story *s);

#endif
