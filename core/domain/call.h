/* call.h - attempts to reach the debtor by phone, as a case remembers them.
 *
 *     asked ─▶ called ─▶ asked again ...       a caseworker is asked once, and tells of each attempt
 *       └────▶ ended                           nobody called in time, or it may not be any more
 *
 * Every attempt counts against the limits of good practice, whoever answered; what the limits are, and
 * that they are counted over all cases of the debtor, is the law's (law/contact.h). */
#ifndef KRAV_DOMAIN_CALL_H
#define KRAV_DOMAIN_CALL_H

#include "base/day.h"
#include "base/record.h"
#include "base/words.h"

enum call_outcome { CALL_REACHED = 1, CALL_NO_ANSWER, CALL_WRONG_NUMBER };
extern const struct words call_outcomes;

#define CALL_TASK "call"      /* the reason of the task that asks for it */
#define CALL_CHANNEL "phone"  /* fact.stage of a call */

struct call_note {
    day day;
    enum call_outcome outcome;
    int32_t stage_entry;      /* case.stage_entries when it was made */
};
extern const struct record call_note_record;

/* A call that a caseworker was asked for.  None: on is DAY_NONE. */
struct call_ask {
    day on, until;            /* until: the last day; then nobody has called */
    struct text why;          /* in the rule author's words */
};
extern const struct record call_ask_record;

#endif
