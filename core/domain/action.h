/* action.h - what a rule or a person wants, as plain data from a closed vocabulary. */
#ifndef KRAV_DOMAIN_ACTION_H
#define KRAV_DOMAIN_ACTION_H

#include "base/day.h"
#include "base/money.h"
#include "base/money.h"
#include "base/record.h"
#include "domain/vocabulary.h"

#define ACTIONS_MAX 32       /* per decision */
#define ACTION_TEXT_MAX 4096 /* bytes, each text */

struct action {
    enum action_kind kind;
    enum letter_kind letter;
    enum channel by;
    int32_t days;           /* send: deadline in days; ask_creditor, defer: days */
    int32_t after;          /* look_again: days from today */
    int32_t after_deadline; /* look_again: days after the letter's deadline; -1 = not given */
    day on;                 /* look_again: that day */
    day until;              /* hold */
    enum fee_kind fee;      /* charge */
    int32_t parts;          /* of a plan */
    day first;              /* of a plan: first instalment */
    enum task_owner who;    /* task */
    struct text stage;      /* move */
    struct text what;       /* file, ask_creditor, close, hold, call: a short reason or subject */
    struct text text;       /* note, task: free words of the rule author (not of a person) */
    struct text because;    /* why, for explain */
    struct text file;       /* where in the rules it was made */
    int32_t line;
    int64_t into;           /* merge: that case; 0 = all that may, into the oldest */
    ore amount;             /* a plan's: of each instalment; 0 = by parts */
    bool uplift;            /* a plan's: the debtor was told of the addition for more than four */
};
extern const struct record action_record;

/* The law's answer to one action, as recorded. */
struct verdict {
    enum verdict_kind kind;
    day not_before;          /* VERDICT_NOT_BEFORE */
    struct text reason;      /* stable id: "notice_period" */
    struct text paragraph;   /* "inkassoloven § 9" */
};
extern const struct record verdict_record;

#endif
