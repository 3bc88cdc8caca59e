/* snapshot.h - the case as a rule or the law sees it on a day: state plus what follows from it.
 *
 * `snapshot_fields` lists every field a rule may read: its dotted Lua name, type, documentation
 * and getter.  The Lua view, `krav help words` and the test runner's case_like all follow it. */
#ifndef KRAV_DOMAIN_SNAPSHOT_H
#define KRAV_DOMAIN_SNAPSHOT_H

#include "domain/case.h"
#include "domain/fact.h"
#include "domain/interest.h"
#include "domain/party.h"

struct sibling;
struct snapshot {
    day today;
    const struct fact *fact;            /* why we look */
    const struct krav_case *c;
    const struct party *debtor;
    const struct creditor *creditor;
    const struct agreement *agreement;
    ore principal_open, interest_open, costs_open, open; /* as of today */
    bool settled;          /* nothing owed */
    bool disputed, held;
    day deadline;          /* of the last letter sent in this stage; DAY_NONE if none */
    bool deadline_missed;  /* that deadline is past, its quote unpaid, no later letter waiting */
    bool letter_waiting;   /* one of this stage is planned or composed, not yet sent */
    day oldest_due;
    bool notice_missed;    /* a collection notice's deadline passed unpaid (inkassoloven § 9) */
    bool reminder_missed;
    bool demand_missed;    /* a payment demand's deadline passed unpaid (inkassoloven § 10) */
    bool legal_notice_missed;
    bool deferred;         /* the debtor was given time, today included */
    bool plan_runs, plan_missed; /* an instalment is missing, the payer's bank days counted */
    day plan_next;         /* due day of the next instalment; DAY_NONE: none, or all came */
    enum phase phase;
    day lapses;            /* limitation: last day for the first open claim; DAY_NONE: no principal */
    bool minor;            /* the debtor is under eighteen, or was when an open claim arose */
    bool barred;           /* that day has passed (foreldelsesloven § 1) */
    /* Days of attempts to call this debtor in their other cases; the engine brings them where a
     * call is judged, and a rule does not see them. */
    const day *calls_elsewhere; uint32_t n_calls_elsewhere;
    /* Other open cases of this creditor on this debtor (sibling.h), and what follows from them: this
     * case together with those that are demanded today, or were with it; NULL if it is alone. */
    const struct sibling *siblings; uint32_t n_siblings;
    const struct krav_case *together_now, *together_then;
    uint32_t n_mergeable;  /* with which the law lets a rule merge it today */
};

/* Memory borrowed from the arguments.  Fails only where interest has no rate. */
struct snapshot_input {
    day today;
    const struct fact *fact;
    const struct krav_case *c;
    const struct party *debtor;
    const struct creditor *creditor;
    const struct agreement *agreement;
    const struct rate_table *rates;
};
int snapshot_make(const struct snapshot_input *in, struct snapshot *out, struct status *st)
    NODISCARD;

enum value_type { VALUE_NIL, VALUE_BOOL, VALUE_INT, VALUE_ORE, VALUE_DAY, VALUE_TEXT };
struct value {
    enum value_type type;
    int64_t number; /* BOOL, INT, ORE, DAY */
    struct text text;
};
struct snapshot_field {
    const char *name; /* "open", "debtor.kind", "claim.due" */
    enum value_type type;
    const char *doc;
    struct value (*get)(const struct snapshot *s);
};
extern const struct snapshot_field snapshot_fields[];
extern const uint32_t n_snapshot_fields;

#endif
