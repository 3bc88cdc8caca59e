/* walk.h - what came of one unpaid claim, day by day: the letters the debtor got, what was charged,
 * whom krav asked, and what the law did not let happen.
 *
 * Pure data in the words of the domain.  lab/walk.h makes it; tests in Lua (bench_walk.h) and
 * `krav rules walk` show it.  Memory: the arena of whoever walked. */
#ifndef KRAV_RULES_WALK_H
#define KRAV_RULES_WALK_H

#include "domain/action.h"
#include "domain/letter.h"
#include "domain/step.h"

#define WALK_DAYS_MAX 3660

enum walk_kind {
    WALK_LETTER = 1, /* a letter went out: letter; verdict if waiting gave it a fee  */
    WALK_EVENT,      /* something changed in the case: event                         */
    WALK_REFUSED,    /* the law said not yet, no, or ask a person: action, verdict   */
    WALK_ASKED       /* a plugin was asked, and nobody answers in a walk: effect     */
};
struct walk_entry {
    enum walk_kind kind;
    day on;
    struct text stage; /* in which it happened; a stage's own arrival is in it */
    const struct letter *letter;
    const struct event *event;
    const struct action *action;
    const struct verdict *verdict;
    const struct effect *effect;
};

enum walk_end {
    WALK_DAYS = 1, /* the days were over                                        */
    WALK_CLOSED,   /* the case closed                                           */
    WALK_NO_RATE,  /* a day has no statutory rate: end_why                      */
    WALK_PARKED    /* a rule failed and a person must let the case go: end_why  */
};
struct walk {
    struct walk_entry *entries; uint32_t n_entries, cap;
    struct text level;
    day first, last;
    enum walk_end end;
    struct text end_why;
    struct text stage;         /* at the end */
    ore open;                  /* and what was owed then */
    bool used[ACTION_KINDS];   /* what the rules wanted, lawful or not */
};

#endif
