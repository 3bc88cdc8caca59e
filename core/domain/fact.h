/* fact.h - something that happened outside, as recorded: ids, days, øre and reason codes only.
 *
 * Names, addresses and free text are never here: they live in erasable tables and are referred
 * to by a salted hash (`text_hash`), so that erasing them leaves the chain whole. */
#ifndef KRAV_DOMAIN_FACT_H
#define KRAV_DOMAIN_FACT_H

#include "base/day.h"
#include "base/hash.h"
#include "base/money.h"
#include "base/record.h"
#include "domain/action.h"
#include "domain/vocabulary.h"

/* settle_dispute: how an objection ended (fact.stage). */
#define OUTCOME_UPHELD "upheld"
#define OUTCOME_PARTLY "partly"
#define OUTCOME_REJECTED "rejected"
#define OUTCOME_GROUNDLESS "groundless" /* rejected, and obviously without ground */
#define OUTCOME_WITHDRAWN "withdrawn" /* by the debtor; also after it was rejected */

/* What a case's objection is called when it is a complaint before the board. */
#define DISPUTE_COMPLAINT "complaint"

struct fact {
    enum fact_kind kind;
    enum subject subject;
    int64_t subject_id;
    struct text actor;   /* "agenda", "erp_csv", "kari": plugin, part of krav, or user */
    day legal_day;       /* when it counts (the order was handed to the bank) */
    day booked_day;      /* when we learned it */
    struct text source;  /* outside identity "namespace:id": the same fact never counts twice */
    ore amount;
    struct text kid;
    enum agenda_why why; /* day_reached */
    struct text reason;  /* reason code: of a dispute, hold, refusal */
    struct hash key;     /* the effect that a receipt or quote is about */
    struct hash document;
    struct hash text_hash;
    day until;           /* hold: last day.  paid: the day that counts against a quote's deadline,
                            when the bank does not say when the order was handed in */
    int64_t about;       /* step or task it answers or takes back; move_payment: the other case */
    struct text stage;   /* settle-dispute: outcome word; paid: DEBIT_BY_BANK, if the bank says so */
    struct action *actions; /* FACT_ACT: what a person proposes */
    uint32_t n_actions;
    struct text reverses;   /* payment_reversed: the source of the payment that went back */
    struct hash payer;      /* paid: the payer's account and name; refund: whose to pay to */
    struct text reference;  /* filed, filing_result: the court's own number; score_received: model */
    int32_t points;         /* score_received */
};
extern const struct record fact_record;

/* True if `kind` may have this subject; and if rules run after it. */
bool fact_runs_rules(enum fact_kind kind);
enum subject fact_subject(enum fact_kind kind);

#endif
