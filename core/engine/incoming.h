/* incoming.h - one record from outside, as domain data: what an intake plugin submitted, before
 * it is a fact.  Its canonical JSON is what the spool holds, what is hashed to tell a repeated
 * record from a changed one, and what waits in the waiting room. */
#ifndef KRAV_ENGINE_INCOMING_H
#define KRAV_ENGINE_INCOMING_H

#include "base/record.h"
#include "domain/fact.h"
#include "domain/limitation_words.h"

/* Where an earlier system had come with the claim's case.  All zero: a claim that begins here. */
struct takeover {
    struct text kid;       /* that it gave out; claims that share one are of one case */
    day opened;
    day demand_sent, demand_deadline;
    day legal_notice_sent, legal_notice_deadline;
    ore light, heavy, court; /* costs charged before, still owed */
    bool creditors_costs;  /* light and heavy are the creditor's; else the agency's */
    ore interest_brought;  /* still owed, up to and including interest_to */
    day interest_to;
    ore paid_before;
    day paid_last;
    day judged;
    struct text judgment;
};

/* Of a bank's statement, and of one line of it. */
struct on_statement {
    struct text name;      /* the statement's own id */
    int64_t entry, part;   /* of a line */
    int64_t n_entries;     /* of the statement, as the rest */
    ore opening, closing;
    day from;              /* to: booked */
};

struct incoming {
    enum fact_kind kind;   /* claim_received, paid, payment_reversed, credit_note, paid_direct,
                              receipt, note (an attachment), payout_confirmed, payout_failed,
                              statement_line, statement */
    int64_t line;          /* where in the file; not part of its identity */
    struct text source_id;
    /* claims, credit notes, direct payments */
    struct text creditor_org, department, creditor_ref, invoice, description, foreign_kid;
    enum debtor_kind debtor_kind;
    struct text debtor_id, debtor_name, address1, address2, postcode, city, country, email, phone;
    ore principal;
    day issued, due, delivered;
    day reminder_sent, reminder_deadline;
    ore reminder_fee;
    day reminder2_sent, reminder2_deadline;
    ore reminder2_fee;
    day notice_sent, notice_deadline;
    ore notice_fee;
    int32_t rate_bp;
    bool vat_liable, term_agreed, disputed;
    day interest_from;     /* DAY_NONE: from the due day */
    struct takeover before;
    /* money */
    struct text kid, account, payer_account, payer_name, text, bank_type;
    ore amount;            /* signed */
    day booked, ordered;
    bool netted;           /* a credit note that the payer took off, not a payment that went back */
    /* attachments: source_id is the claim's, or its invoice number; the bytes are kept already.
     * payouts: the words of the person who says it, kept too */
    struct hash document;
    struct text document_name, media_type;
    /* receipts, and payouts with account, amount and booked: key is the transfer's id */
    struct text key, reference, reason;
    int64_t outcome;
    enum claim_basis basis; /* of a claim */
    /* statement_line, and statement */
    struct on_statement bank;
    struct text message;   /* payouts: key is absent, and it is about this whole file of ours */
};
extern const struct record incoming_record;

/* Money at the provider of payment pages, not in the bank: its account is PROVIDER_ACCOUNT and the
 * plugin. */
bool incoming_at_provider(const struct incoming *in);
/* True of a claim whose case is running already. */
bool incoming_is_takeover(const struct incoming *in);

/* "creditor:id" for what creditors send, "account:id" for money.  An attachment has no id of its
 * own, and is known by all that it is; so is word of a payout, which the bank may change, and of a
 * letter, which may come back after it was sent. */
struct text incoming_source(const struct incoming *in, struct arena *arena);
/* Of everything but the line. */
struct hash incoming_hash(const struct incoming *in);

#endif
