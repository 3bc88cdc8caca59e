/* event.h - what changed in a case.  A case is the fold of its events (case.h), and its postings
 * follow from them alone (posting.h): an event carries every øre it moves, so neither needs a
 * rate table to be read again in ten years. */
#ifndef KRAV_DOMAIN_EVENT_H
#define KRAV_DOMAIN_EVENT_H

#include "base/day.h"
#include "base/hash.h"
#include "base/money.h"
#include "base/record.h"
#include "domain/filing.h"
#include "domain/limitation_words.h"
#include "domain/vocabulary.h"

/* One claim of a case, as handed over. */
struct claim {
    int32_t number;        /* 1.. within the case */
    struct text source;    /* "creditor org:outside id" */
    struct text invoice;
    ore principal;         /* outstanding when handed over, without fees and interest */
    day issued, due, delivered; /* due: the effective day (moved off weekends and holidays) */
    day due_stated;        /* as on the invoice, when that differs */
    int32_t rate_bp;       /* agreed late interest (businesses only), basis points; 0 = statutory */
    bool vat_liable;       /* more than half stems from VAT-liable activity (INKF § 2-2) */
    bool term_agreed;      /* the due date was agreed beforehand (foreldelsesloven § 3) */
    struct text department;
    struct hash text_hash; /* what the claim is about: erasable */
    /* Taken over: interest up to and including interest_to is interest_brought, and runs anew from
     * the day after.  DAY_NONE: it runs from the due day. */
    day interest_to;
    ore interest_brought;
    enum claim_basis basis; /* 0: not said (foreldelsesloven § 5) */
    int32_t lot;           /* interest is rounded once with these: the first claim's number; 0 = 1 (merge.h) */
};
extern const struct record claim_record;

struct krav_case;
struct plan;

struct event {
    enum event_kind kind;
    int32_t claim;          /* number within the case, 0 = the case as a whole */
    day day, until;
    ore amount;             /* the whole; parts below add up to it where they are used */
    ore principal, interest, costs_creditor, costs_agency, costs_court, over;
    enum letter_kind letter;
    enum channel by;
    int32_t days;
    struct hash key;        /* effect */
    struct hash content;    /* the composed letter's content record */
    struct hash document;   /* the bytes sent or received */
    enum fee_kind fee;
    enum owner owner;
    struct text word;       /* stage, reason code, what */
    struct text ref;        /* outside reference: payment source, provider's receipt.
                             * DISPUTE_CLOSED: how it ended */
    int64_t id;             /* party, task, step: by kind */
    int64_t creditor;       /* CASE_OPENED */
    struct claim *claims;   /* CLAIM_ADDED: one */
    uint32_t n_claims;
    ore total;              /* of a plan: of all instalments.  REMITTED: collected */
    ore commission, vat;    /* REMITTED: the agency's price for it, without VAT; all VAT */
    bool direct;            /* PAYMENT_ALLOCATED, UNDONE: paid to the creditor, never held by us */
    enum filing_kind filing;      /* FILING_ASKED, FILED, FILING_ENDED */
    enum filing_outcome outcome;  /* FILING_ENDED */
    enum event_kind undoes; /* REVERSED: what it takes back, of step `id`; `until` was its day */
    int32_t line;           /* REVERSED: which posting set of that step, 1.. */
    struct krav_case *cases; /* MERGED: one, as it was when it came (merge.h) */
    uint32_t n_cases;
    ore uplift;             /* of a plan's total: the addition that was told of */
    ore told;               /* LETTER_COMPOSED: by how much it says that costs may rise */
    int32_t done;           /* PLAN_ADJUSTED: instalments that had come before */
    struct plan *was;       /* PLAN_ADJUSTED: one, as it was until then */
    uint32_t n_was;
    int32_t points;         /* SCORE_NOTED */
    int64_t purse;          /* of a settlement: the department's own (store/purses.h); 0: the creditor's */
};
extern const struct record event_record;

/* Money whose source (ref) begins so was paid at a provider of payment pages. */
#define PROVIDER_ACCOUNT "provider:"
static inline bool event_is_at_provider(const struct event *e) {
    return text_starts(e->ref, TEXT(PROVIDER_ACCOUNT));
}

#define EVENT_ASIDE "set_aside"   /* PAYMENT_ALLOCATED, word: it covers nothing, and is not ours to keep */
#define EVENT_BY_2026 "act_2026" /* LETTER_COMPOSED, word: by which act it was judged and written */

struct events { /* grows in an arena */
    struct arena *arena;
    struct event *items;
    uint32_t n, cap;
};
struct event *events_add(struct events *e, enum event_kind kind, day on);

#endif
