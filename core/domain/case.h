/* case.h - claims of one creditor on one debtor that travel together.
 *
 *     empty ──event──▶ case ──event──▶ case ...        case_fold: pure, total, no tables needed
 *
 * The state below is only ever made by case_fold over recorded events; `krav verify` does it
 * again and compares bytes.  All memory is the arena's of the caller. */
#ifndef KRAV_DOMAIN_CASE_H
#define KRAV_DOMAIN_CASE_H

#include "base/arena.h"
#include "domain/duty.h"
#include "domain/call.h"
#include "domain/debit.h"
#include "domain/event.h"
#include "domain/inquiry.h"

#define CASE_LIST_MAX 4096 /* claims, letters, costs, payments of one case */

struct claim_state {
    struct claim claim;
    ore open;              /* principal still owed */
};

/* A change of a claim's principal: interest is computed from these, exactly, at any time. */
struct principal_move {
    int32_t claim;
    day day;               /* legal day */
    ore amount;            /* negative: less is owed */
    int32_t payment;       /* by which payment, 1..; 0 = otherwise */
};

struct letter_note {
    struct hash key;
    enum letter_kind kind;
    enum letter_state state;
    enum channel by;
    int32_t stage_entry;   /* case.stage_entries when planned; 0 = taken over from the creditor */
    int32_t claim;         /* taken over: which claim it was about; 0 = 1..claims_upto */
    int32_t claims_upto;
    int32_t days;
    day planned, composed, sent, deadline;
    ore quote;             /* what it asked for in all */
    ore fee;               /* of which its own fee, charged when sent */
    ore paid;              /* received in time towards the quote (legal day <= deadline) */
    struct hash content, document;
    struct text reference;
    int32_t payments_before; /* known when it was composed: its quote has taken them in */
    bool by_2026;          /* judged and written by the act of 2026 */
    int32_t claims_after;  /* came by a merge: it is about claims_after + 1..claims_upto */
    ore told;              /* by how much it says that costs may rise if a plan is broken */
};

struct cost {
    enum fee_kind fee;
    enum owner owner;
    ore amount, paid, waived;
    day charged;
    struct hash key;       /* the letter that bore it */
    int32_t claim;
    ore lost;              /* of waived: by a breach or an objection (duty.h) */
    day lost_on, restored_on;
    struct text lost_why;  /* word of `breaches` */
    struct text lost_by;   /* paragraph */
};

struct payment_note {
    struct text source;
    day legal_day, booked_day;
    ore amount, principal, interest, costs_creditor, costs_agency, costs_court, over;
    int32_t lag_days;      /* the bank's own days, given to the payer against deadlines */
    bool undone;
    bool direct;           /* paid to the creditor */
    struct hash payer;     /* account and name of who paid: erasable; zero = not known */
    /* Bound by a merge: it counts towards letters from.., before upto, only.  upto 0: any. */
    int32_t letters_from, letters_upto;
    bool aside;            /* came in bankruptcy or debt settlement: it covers nothing */
};

/* What was waived because a payment fulfilled a quote: owed again if that payment goes back. */
struct waiver {
    struct text source;    /* the payment's */
    ore principal, interest, costs_creditor, costs_agency;
};

/* The debtor's word that the claim is owed, on an earlier day than the last one. */
struct acknowledgement {
    day day;
    int32_t claims_after, claims_upto; /* of these claims only, since a merge; upto 0: of all */
};

/* Monthly instalments (plan.h).  No plan: agreed is DAY_NONE.  `total` holds the interest that was
 * expected until each of them, and the addition that was told of. */
struct plan {
    day agreed, first;
    int32_t parts;
    ore amount;            /* of each; the last covers what is left */
    ore total;             /* of all instalments */
    ore paid;              /* since then */
    int32_t payments_before;
    ore uplift;            /* of the total: the addition for more than four that was told of */
    ore interest_upto;     /* all interest of the case if each instalment comes on its day */
    int32_t done;          /* instalments that had come before the plan was last adjusted */
    int32_t letters_before; /* in the case when it was agreed */
};

/* One filing that was made, of the claims 1..claims_upto.  It is pending until it has ended, and
 * pending too while a wage deduction that it led to lasts. */
struct filing_note {
    enum filing_kind kind;
    day filed;
    day decided;           /* the day of the outcome; DAY_NONE = none yet */
    day ended;             /* DAY_NONE = pending (foreldelsesloven § 21 no. 1) */
    enum filing_outcome outcome;
    struct text reference; /* the court's */
    int32_t claims_upto;
    ore court_fee;         /* what the agency paid for the creditor */
    ore awarded;           /* of costs, to be paid by the debtor */
    bool by_invoice;       /* enforcement without a judgment (tvangsfullbyrdelsesloven § 7-2 f) */
};

/* What was told of limitation: until when it is put off, or how an estate answered. */
struct limitation_note {
    enum limitation_note_kind kind;
    day day, until;
};

/* A filing that a person was asked to make.  None: kind is 0. */
struct filing_ask {
    enum filing_kind kind;
    day on, until;         /* until: the last lawful day to file; DAY_NONE = no such day */
    struct hash paper;     /* the filing record that was made for it */
};

/* Overpaid money that goes back. */
struct refund_note {
    struct hash key;
    day on;
    ore amount;
    enum refund_state state;
    struct hash payer;     /* whom to: as in struct payment_note */
};

/* A case whose claims came here by a merge (merge.h): first.., so many of them. */
struct merged_note {
    int64_t case_id;
    day on, opened;        /* opened: that case */
    int32_t first, claims;
};

/* A posting set that was taken back by name: never twice. */
struct reversed_note {
    int64_t step;
    int32_t line;          /* of the step's posting sets, 1.. */
};

struct krav_case {
    int64_t id;
    int64_t creditor;      /* store row ids */
    int64_t debtor;
    struct text department;
    day opened, closed;
    struct text close_why;
    struct text stage;     /* of the bundle; absent before the first decision */
    struct text came_from; /* the stage before */
    day stage_since;
    int32_t stage_entries;
    int32_t look_after_deadline; /* days + 1 after the next letter's deadline; 0 = none */
    struct text parked;    /* reason code; absent = not parked */
    day disputed_since;    /* DAY_NONE = no open objection */
    struct text dispute_reason;
    int32_t n_disputes;
    day held_since, held_until;
    struct text hold_why;
    ore interest_accrued;  /* posted so far */
    ore interest_paid, interest_waived;
    day interest_until;    /* the day up to which interest was last posted */
    ore overpaid;
    ore written_off;
    day creditor_asked, creditor_answer_due;
    struct claim_state *claims;        uint32_t n_claims;
    struct principal_move *moves;      uint32_t n_moves;
    struct letter_note *letters;       uint32_t n_letters;
    struct cost *costs;                uint32_t n_costs;
    struct payment_note *payments;     uint32_t n_payments;
    int64_t steps;         /* recorded so far: the fold's own count */
    struct plan plan;
    int32_t n_plans_broken;
    day deferred_until;    /* the debtor was given time, this day included */
    day judged;            /* an enforcement basis (tvangsgrunnlag) since */
    struct text judgment;
    day acknowledged;      /* the debtor's word (foreldelsesloven § 14); what was told last */
    ore paid_before;       /* taken over: paid before the case came to us */
    day paid_before_on;
    struct waiver *waivers;            uint32_t n_waivers;
    day rejected_since;    /* the last objection was rejected, and not withdrawn since */
    struct acknowledgement *acknowledged_before; uint32_t n_acknowledged_before;
    struct filing_note *filings;       uint32_t n_filings; /* in the order they were made */
    struct filing_ask filing_asked;
    struct answer_clock answer;
    struct costs_lost costs_lost;
    bool rejected_groundless; /* the objection of rejected_since was obviously groundless */
    day deferred_on;       /* the day that time was given on */
    struct objection *objections;      uint32_t n_objections;
    struct limitation_note *limitation_notes; uint32_t n_limitation_notes;
    ore interest_lapsed;   /* of interest_waived: lost by time */
    struct refund_note *refunds;       uint32_t n_refunds;
    struct reversed_note *reversed;    uint32_t n_reversed;
    struct call_note *calls;           uint32_t n_calls; /* attempts, in the order told */
    struct call_ask call_asked;
    struct merged_note *merged;        uint32_t n_merged; /* that came here */
    int64_t merged_into;   /* the case that its claims went to; 0 = they are here */
    day separate_since;    /* the debtor asked that it be kept apart; DAY_NONE: not */
    struct plan offer;     /* instalments that were offered and not answered (plan.h) */
    day mandate_since;     /* the payer's bank may be asked for money; DAY_NONE: not (mandate.h) */
    struct text mandate_kid; /* with this KID */
    bool mandate_notice;   /* it tells the payer before */
    day upheld_since;      /* the last objection was right, and the claim not credited since */
    day right_since;       /* an objection was right, in whole or in part: no costs any more */
    struct debit_note *debits;         uint32_t n_debits; /* what the payer's bank was asked for */
    struct inquiry_note *inquiries;    uint32_t n_inquiries; /* scores and registers */
};
extern const struct record case_record;
extern const struct record merged_record, acknowledgement_record, plan_record;

/* Folds one event into *c, which owns its lists and may be changed in place.  An event that cannot follow (a receipt for no letter, a payment of
 * more principal than is open) is STATUS_CORRUPT with the reason: the caller's plan was wrong
 * and nothing may be committed. */
int case_fold(struct krav_case *c, const struct event *e, struct arena *arena, struct status *st)
    NODISCARD;

/* All events of one recorded step, and the count of steps. */
int case_fold_step(struct krav_case *c, const struct event *events, uint32_t n,
                   struct arena *arena, struct status *st) NODISCARD;
/* A copy that shares nothing that a fold may change. */
void case_copy(const struct krav_case *from, struct arena *arena, struct krav_case *to);

static inline bool case_is_open(const struct krav_case *c) { return c->closed == DAY_NONE; }
/* What was found not to be owed is not collected, unless a court has said otherwise since. */
static inline bool case_upheld(const struct krav_case *c) {
    return c->upheld_since != DAY_NONE && c->judged < c->upheld_since;
}
/* The part of `interest_total` (all interest up to some day) that is still owed. */
ore case_interest_open(const struct krav_case *c, ore interest_total);
static inline ore cost_open(const struct cost *cost) {
    return cost->amount - cost->paid - cost->waived;
}
ore case_principal_open(const struct krav_case *c);
ore case_costs_open(const struct krav_case *c);
ore case_costs_open_of(const struct krav_case *c, enum owner owner);
const struct claim_state *case_claim(const struct krav_case *c, int32_t number);
const struct letter_note *case_letter(const struct krav_case *c, const struct hash *key);
/* The last letter of a kind that was sent (ours or taken over), NULL if none. */
const struct letter_note *case_last_sent(const struct krav_case *c, enum letter_kind kind);
bool letter_covers(const struct letter_note *l, int32_t claim);
/* Letters of this kind planned so far, withdrawn and unsent ones included: the next ordinal - 1. */
int case_letters_of(const struct krav_case *c, enum letter_kind kind);
/* The last filing that is pending; NULL if none is. */
const struct filing_note *case_filing_pending(const struct krav_case *c);
/* Money of this source was set aside here once: a person who moves it to this very case takes it
 * after all, as an estate's dividend. */
bool case_set_aside(const struct krav_case *c, struct text source);
/* The newest refund that was not turned back; NULL if none stands. */
const struct refund_note *case_refund(const struct krav_case *c);
/* A person was asked to make this filing, and it is not so long ago that it is asked again. */
#define FILING_ASK_DAYS 30
bool case_filing_asked(const struct krav_case *c, enum filing_kind kind, day today);
enum phase case_phase(const struct krav_case *c);

#endif
