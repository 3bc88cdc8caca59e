/* level.h - activity levels: how hard to work each claim, as typed and bounded parameters.
 *
 *     level "gentle" { calls = int { 0, min = 0, max = 2, says = "..." } }
 *     agreement: gentle, calls = 1      ──▶  c.level.calls is 1
 *
 * Every level of a bundle declares the same parameters with the same types, so a rule may read
 * c.level without asking which one it is.  Memory: the arena of the program. */
#ifndef KRAV_RULES_LEVEL_H
#define KRAV_RULES_LEVEL_H

#include "base/arena.h"
#include "base/status.h"
#include "domain/party.h"

#define LEVELS_MAX       32
#define LEVEL_PARAMS_MAX 64
#define LEVEL_LIST_MAX   16

enum param_type { PARAM_INT = 1, PARAM_MONEY, PARAM_DAYS_LIST, PARAM_CHOICE };

struct param {
    struct text name, says;
    int32_t line;          /* where it is declared: the order in which people read them */
    enum param_type type;
    int64_t value;    /* CHOICE: 1.. into list_words */
    int64_t min, max; /* INT and MONEY; CHOICE: 1 and the number of words */
    int64_t days[LEVEL_LIST_MAX];
    struct text words[LEVEL_LIST_MAX];
    struct text shows[LEVEL_LIST_MAX]; /* CHOICE: for people; the words themselves if not said */
    uint32_t n_list;
    struct text counts; /* INT: what fulfils it, each time it is done; absent: nothing is counted */
};
struct level {
    struct text name, label, file;
    int32_t line;
    uint32_t layer; /* of the bundle: which one declared it last (layers.h) */
    struct param *params;
    uint32_t n_params;
};
struct level_set {
    struct level *items;
    uint32_t n;
};

const struct level *level_find(const struct level_set *s, struct text name);
const struct param *level_param(const struct level *l, struct text name);
const char *level_nearest(const struct level_set *s, struct text name, struct arena *arena);
const char *param_nearest(const struct level *l, struct text name, struct arena *arena);

/* What a parameter may promise a number of (counts = "reminder"): a kind of letter, COUNTS_CALL or
 * COUNTS_FILING. */
#define COUNTS_CALL "call"
#define COUNTS_FILING "filing"
bool counts_known(struct text word);
const char *counts_nearest(struct text word);
/* The agreement's override of a parameter, else its own value. */
int64_t param_value(const struct param *p, const struct agreement *a);
/* A value as a person writes it: a whole number, kroner for money, a word of a choice or its number.
 * Its bounds are not judged here.  False: not understood, or not to be written (days_list). */
bool param_parse(const struct param *p, struct text written, int64_t *value);
/* Every level has the parameters of the first. */
void level_set_check(const struct level_set *s, struct faults *faults);
/* The agreement's level exists and its overrides fit the bounds. */
void level_set_check_agreement(const struct level_set *s, const struct agreement *a,
                               struct faults *faults);

#endif
