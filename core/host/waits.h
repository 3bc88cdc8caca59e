/* waits.h - why not yet: what a case waits for, each thing with its day, truest first.
 *
 *     a case on a day + what the rules want of it then ──▶ closed | parked | objection | held | ...
 *
 * Each has a sentence for a caseworker, in English, and in bokmål for the creditor and for the debtor;
 * they are one table (waits.c) and say nothing that a person wrote.  What the creditor reads holds
 * nothing of the debtor's person.  Memory: the arena. */
#ifndef KRAV_HOST_WAITS_H
#define KRAV_HOST_WAITS_H

#include "host/forecast.h"

#define WAITS_MAX 24

enum wait_kind {
    WAIT_CLOSED = 1, WAIT_MERGED, WAIT_PARKED, WAIT_DIED, WAIT_BANKRUPT, WAIT_DEBT_SETTLEMENT,
    WAIT_DISSOLVED, WAIT_COMPLAINT, WAIT_OBJECTION, WAIT_UPHELD, WAIT_HELD, WAIT_HELD_UNTIL, WAIT_DEFERRED, WAIT_PLAN,
    WAIT_PLAN_MISSED, WAIT_FILED, WAIT_FILING_ASKED, WAIT_CREDITOR, WAIT_ANSWER, WAIT_LETTER,
    WAIT_DEADLINE, WAIT_CALL, WAIT_LAW_REFUSES, WAIT_LAW, WAIT_RULES, WAIT_LOOK,
    WAIT_KINDS
};

struct wait {
    enum wait_kind kind;
    day since, until;          /* DAY_NONE: not known, or none */
    struct text what, what_no; /* what it is about, in English and in bokmål */
    struct text reason;        /* of the law; absent otherwise */
};
struct waits {
    struct wait items[WAITS_MAX]; /* the first is the one to name where one is named */
    uint32_t n;
};

/* `today`: what the rules want today; NULL where they are not asked. */
void waits_of(const struct sheet *s, const struct forecast *today, struct waits *out);
bool waits_has(const struct waits *w, enum wait_kind kind);
/* The debtor's own person is why: the creditor is told that a person looks at it, and no more. */
bool waits_are_personal(const struct waits *w);
const char *wait_id(enum wait_kind kind); /* stable: "objection" */

enum reader { READER_CASEWORKER = 1, READER_CREDITOR, READER_DEBTOR };
/* One or two sentences; to a caseworker without a full stop. */
struct text wait_say(const struct wait *w, enum reader reader, const struct sheet *s);

/* [{id, since, until, reason, english, norwegian}] */
void waits_json(struct json *j, const char *key, const struct waits *w, const struct sheet *s);

#endif
