/* party.h - people and firms, creditors, and what was agreed with them.
 *
 * Parties are erasable and stand outside the chain.  Creditors and agreements are dated facts
 * of the book, kept in memory by the engine. */
#ifndef KRAV_DOMAIN_PARTY_H
#define KRAV_DOMAIN_PARTY_H

#include "base/day.h"
#include "base/hash.h"
#include "base/money.h"
#include "base/record.h"
#include "domain/duty.h"
#include "domain/vocabulary.h"

struct party {
    int64_t id;
    enum debtor_kind kind;
    struct text identity; /* national id or organisation number, when lawfully held */
    struct text name, address1, address2, postcode, city, country;
    struct text email, phone;
    bool protected_address, opted_out;
    day died;
    day bankrupt;          /* since; DAY_NONE: not */
    day debt_settlement;   /* opened (gjeldsordning) */
    struct text guardian;  /* name and address of the guardian (verge); absent: none */
    enum mandate mandate;  /* of the guardian, or of a future power of attorney; 0: not known */
    day guardian_since;
    struct text representative; /* name and address, with a written authority or a lawyer */
    day representative_since;
    bool not_for_letters;  /* the representative's authority says so */
    bool opted_out_messages; /* wants no e-mail, SMS, portal or mailbox; opted_out: no calls */
    day newer_enforcement; /* innkrevingsloven applies from; DAY_NONE: not before it does for all */
    day winding_up;        /* a business: since; DAY_NONE: not */
    day dissolved;         /* struck off its register since: it is nobody any more */
};
extern const struct record party_record;

struct creditor {
    int64_t id;
    struct text org;      /* organisation number: its outside identity */
    struct text name, address, email;
    struct text account;  /* where settlements go */
};
extern const struct record creditor_record;

struct override {
    struct text name;
    int64_t value;
};
extern const struct record override_record;

/* What a department may have of its own when it is settled apart. */
enum settle_term {
    SETTLE_ACCOUNT = 1, SETTLE_EVERY, SETTLE_MIN, SETTLE_COMMISSION, SETTLE_VAT
};
extern const struct words settle_terms;

struct agreement {
    int64_t id;
    int64_t creditor;
    struct text department;     /* absent: the whole creditor */
    day from, to;               /* to: DAY_NONE = still valid */
    struct text level;          /* activity level of the bundle */
    struct override *overrides; uint32_t n_overrides;
    enum owner letter_fee_owner;
    bool letter_fees;           /* are reminder and notice fees charged at all */
    enum component order1, order2, order3; /* allocation of part payments */
    ore remainder_max;          /* what may be waived when a quote was paid in time */
    int32_t grace_bank_days;    /* bank days between a deadline and acting on it */
    int32_t payout_every;       /* days between settlements with the creditor */
    int32_t commission_bp;      /* of collected principal and interest, basis points */
    bool vat_deducted;          /* the creditor deducts VAT, so that the debtor pays none */
    ore payout_min;             /* less than this waits for the next settlement */
    /* Prices below the law's, which zeroes leave as they are. */
    int32_t light_rebate, heavy_rebate; /* percent of the cap that is not charged */
    ore letter_fee_max;         /* 0: the law's */
    struct hash page;           /* of the level's page that the creditor signed; zero: none */
    struct text account;        /* of a department: where its own settlements go; absent: the creditor's */
    uint32_t settles;           /* of a department: bits (1 << enum settle_term) of what its own
                                 * settlement has of its own; 0: it is settled with the creditor */
};
extern const struct record agreement_record;

#endif
