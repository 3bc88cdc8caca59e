/* duty.h - the words of what the agency owes a debtor besides money: answers, rules that were kept
 * or broken, and whom it writes to.
 *
 *     breach   ──▶ costs lost ──a recorded decision──▶ restored       inkassoloven § 17; 2026 § 18
 *     message  ──▶ answer owed ──provisional answer──▶ promised ──▶ answered            2026 § 17
 *     objection ─▶ open ──▶ upheld | partly | rejected | groundless | withdrawn         2026 § 25
 *                           upheld ──credited, or partly after all──▶ the rest, without costs  § 17
 *
 * Only words and small records; static tables. */
#ifndef KRAV_DOMAIN_DUTY_H
#define KRAV_DOMAIN_DUTY_H

#include "base/day.h"
#include "base/hash.h"
#include "base/money.h"
#include "base/record.h"

/* Why costs are lost: a rule that was broken towards this debtor, or his objection. */
enum breach {
    BREACH_GOOD_PRACTICE = 1, BREACH_ORDER, BREACH_NOTICE, BREACH_DEMAND, BREACH_LEGAL_NOTICE,
    BREACH_CONTACT, BREACH_INFORMATION, BREACH_ANSWER, BREACH_MERGE, BREACH_DOUBT,
    BREACH_CLIENT_MONEY, BREACH_ADDRESSEE, BREACH_OBJECTION, BREACHES
};
extern const struct words breaches;

/* Of a guardian (verge): what the mandate says of collection, and what the debtor chose. */
enum mandate {
    MANDATE_COVERS = 1, MANDATE_EXCLUDES, MANDATE_RESTRICTED, MANDATE_POWER, MANDATE_POWER_UNSURE,
    MANDATE_CHOSE_DEBTOR, MANDATE_CHOSE_GUARDIAN
};
extern const struct words mandates;

/* To whom a letter about the debtor is addressed.  As known: to the debtor, by the address of a
 * guardian if there is one. */
enum addressed {
    ADDRESSED_AS_KNOWN, ADDRESSED_DEBTOR, ADDRESSED_GUARDIAN, ADDRESSED_REPRESENTATIVE,
    ADDRESSED_ATTORNEY, ADDRESSED_WITH_GUARDIAN, ADDRESSED_WITH_ATTORNEY
};
extern const struct words addressees;

/* How an objection ended (fact.stage); how that is told. */
enum dispute_outcome {
    ENDED_UPHELD = 1, ENDED_PARTLY, ENDED_REJECTED, ENDED_GROUNDLESS, ENDED_WITHDRAWN
};
extern const struct words dispute_outcomes;

/* What happens to one cost, as it is shown. */
enum cost_state { COST_CLAIMED = 1, COST_BLOCKED, COST_LOST, COST_RESTORED };
extern const struct words cost_states;

/* ---- in a case ------------------------------------------------------------------------------- */

/* One objection or complaint: the register of inkassoloven (2026) § 25. */
struct objection {
    day made, handled;     /* handled: DAY_NONE = open */
    struct text what;      /* code: "complaint", or as it was told; absent otherwise */
    struct hash words;     /* what it is about: erasable */
    struct text outcome;   /* word of `dispute_outcomes` */
    struct hash answer;    /* the reasons that were given: erasable */
};
extern const struct record objection_record;

/* What a debtor waits for.  All DAY_NONE: nothing. */
struct answer_clock {
    day owed;              /* since: the oldest message that has no answer */
    day due;               /* the last day for it */
    day promised;          /* a provisional answer named this day */
};
extern const struct record answer_clock_record;

/* The case bears no more costs.  since DAY_NONE: it may. */
struct costs_lost {
    day since;
    struct text why;       /* word of `breaches` */
    bool agency_only;      /* 1988 § 17: the agency's alone */
};
extern const struct record costs_lost_record;

#endif
