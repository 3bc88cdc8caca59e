/* debit.h - what the payer's bank was asked to pay of a case (AvtaleGiro), as the case remembers it.
 *
 *     asked ──▶ paid            the bank's payment of that sum with that KID came
 *       │  └──▶ not_taken       refused, or its ground went before anybody was handed it
 *       └─────▶ deleted         a deletion of it was promised; if the bank pays all the same: paid
 *
 * One instalment is asked for once: again only after the request was not taken, or deleted.  How far a
 * request or a deletion has come on its way to the bank is in the book's table (store/debits.h).
 * The KID is the mandate's (mandate.h).  All pure. */
#ifndef KRAV_DOMAIN_DEBIT_H
#define KRAV_DOMAIN_DEBIT_H

#include "base/day.h"
#include "base/hash.h"
#include "base/money.h"
#include "base/record.h"
#include "base/words.h"

struct apply_input;
struct events;
struct krav_case;
struct schedule_input;

enum debit_state { DEBIT_ASKED = 1, DEBIT_DELETED, DEBIT_PAID, DEBIT_NOT_TAKEN };
extern const struct words debit_states;

struct debit_note {
    struct hash key;          /* its legal identity (debit_key) */
    struct text kid;
    day due;
    ore amount;
    bool notice;              /* the payer's bank tells him before it pays */
    day asked;
    enum debit_state state;
    day ended;                /* the day of the state, when it is not asked */
    struct text why;          /* deleted, not_taken: reason of the law, or the channel's */
    struct text paid_by;      /* source of the payment that fulfilled it */
};
extern const struct record debit_note_record;

#define DEBIT_BY_BANK "avtalegiro"  /* fact.stage of a payment: the bank paid what we asked for */
#define DEBIT_AFTER_ALL "after_all" /* DEBIT_PAID, word: though a deletion was promised */

/* hash("debit", the claim's outside identity, KID, due day, how many were asked for before). */
struct hash debit_key(const struct krav_case *c, struct text kid, day due);
/* The newest for this KID and day; NULL if there is none. */
const struct debit_note *debit_last(const struct krav_case *c, struct text kid, day due);
const struct debit_note *debit_of(const struct krav_case *c, const struct hash *key);
/* True while the bank may still pay it: asked for, and its day has not passed. */
bool debit_stands(const struct debit_note *d, day today);

/* What of the instalment that falls due that day may be asked for: what is missing of it, and no more
 * than is owed then; 0: nothing, or no instalment does. */
int debit_missing(const struct schedule_input *in, day due, struct arena *arena, ore *missing,
                  struct status *st) NODISCARD;
/* Which instalment of the plan falls due that day, 1..; 0: none. */
int32_t debit_instalment(const struct krav_case *c, day due);

/* FACT_DEBIT_ASKED: key, kid, until (due), amount, reason (MANDATE_NOTICE or MANDATE_NO_NOTICE).
 * FACT_DEBIT_DELETED: key, reason.  FACT_DEBIT_NOT_TAKEN: key, reason, and as stage the event's word
 * of what was not taken. */
int apply_debit(const struct apply_input *in, struct events *out, struct status *st) NODISCARD;
/* FACT_PAID with DEBIT_BY_BANK: which request the payment fulfils. */
void apply_debit_paid(const struct apply_input *in, struct events *out);

#endif
