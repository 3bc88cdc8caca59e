/* krav/capabilities.h - what a plugin may provide: a table of functions and its records for each.
 *
 * Part of krav/plugin.h.  A table is frozen: a change is a new id, such as "krav.channel/2". */
#ifndef KRAV_CAPABILITIES_H
#define KRAV_CAPABILITIES_H

#include "krav/plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- krav.intake/1: files from outside ---------------------------------------------------- */

#define KRAV_INTAKE "krav.intake/1"

typedef struct krav_file_result { /* with DONE */
    uint32_t size;
    uint32_t reserved;
    krav_str kind;       /* "claims", "payments", "receipts", ...   */
    uint64_t n_records;  /* submitted for this file                 */
    krav_ore sum;        /* control sum of their amounts: what went out is negative */
    krav_str made_by;    /* who produced the file, if it says       */
    krav_str file_id;    /* the producer's own number for it        */
    krav_day created;
    int32_t reserved2;
} krav_file_result;

typedef struct krav_intake {
    /* How surely this file is ours: 0 (not ours) to 100, from its first 4 KiB. [loop] */
    int32_t (*recognise)(krav_plugin *plugin, krav_str head, krav_str name);
    /* Reads the file (pread; the host closes fd after the answer) in two passes: everything is
     * validated down to the trailer before the first record is submitted through
     * krav.host.facts/1.  Then DONE with a krav_file_result, or REFUSED after all faults were
     * reported through facts.fault().  May do all of it before returning. [loop] */
    int32_t (*begin)(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size);
    /* Asked now and then, for what no file brings: fetches what is new from outside and submits it
     * as begin() does, then DONE with a krav_file_result.  What was told before may be told again:
     * the host knows a record by its source_id.  NULL if there is nothing to fetch. [loop] */
    int32_t (*poll)(krav_plugin *plugin, const krav_call *call);
} krav_intake;

/* ---- krav.render/1 and krav.channel/1: letters --------------------------------------------- */

typedef struct krav_letter_line { /* one amount by itself */
    uint32_t size, reserved;
    krav_str label;
    krav_ore amount;
} krav_letter_line;

/* The same letter twice: as `body`, for whoever wants plain text, and in parts, for whoever lays
 * out a page: intro, lines with their total, payment (amount, account, KID, deadline), closing.
 * intro and closing are not wrapped; a paragraph ends with an empty line; a line that begins
 * with blanks is indented. */
typedef struct krav_letter {
    uint32_t size;
    krav_day composed;   /* the day the letter bears                          */
    krav_day deadline;   /* pay or answer by; 0 = none                        */
    int32_t asks_payment; /* 1: the deadline is for paying; 0: for answering */
    krav_str kind;       /* "collection_notice", "payment_demand", ...        */
    krav_str to_name;
    krav_str to_address; /* lines joined by \n                                */
    krav_str to_contact; /* e-mail or phone, for channels that want one       */
    krav_str to_id;      /* national id or organisation number; may be absent */
    krav_str kid, account;
    krav_ore amount;     /* to pay; 0 = nothing is asked for                  */
    krav_str language;   /* "nb", "nn", "en"                                  */
    krav_str subject;
    krav_str body;       /* UTF-8 plain text, always present                  */
    krav_str bytes;      /* rendered, e.g. PDF; may be absent                 */
    krav_str media_type; /* of bytes                                          */
    krav_str case_ref;
    krav_str from_name;  /* the agency, or the creditor it writes for         */
    krav_str from_address, from_contact;
    krav_str from_org, from_email;
    krav_str creditor_name;
    krav_str intro;      /* before the amounts                                */
    const krav_letter_line *lines;
    uint32_t n_lines, reserved;
    krav_ore total;      /* of the lines                                      */
    krav_str closing;    /* after the amounts, down to the signature          */
    /* Who gets the same letter too, as a guardian; absent: nobody.  A channel delivers both or neither,
     * and a renderer makes the pages of both, the copy's behind the first. */
    krav_str copy_name;
    krav_str copy_address; /* lines joined by \n                              */
    krav_str copy_contact; /* as to_contact                                   */
    krav_str pay_url;      /* where it can be paid at once; may be absent     */
} krav_letter;

#define KRAV_CHANNEL "krav.channel/1" /* delivers one letter to a person */
typedef struct krav_channel {
    /* [loop] */
    int32_t (*send)(krav_plugin *plugin, const krav_call *call, const krav_letter *letter);
} krav_channel;

#define KRAV_RENDER "krav.render/1" /* makes the bytes of a letter; no effect outside */
typedef struct krav_document { /* with DONE */
    uint32_t size;
    int32_t n_pages; /* 0 = not counted */
    krav_str media_type;
    krav_str bytes;
} krav_document;
typedef struct krav_render {
    /* [loop] */
    int32_t (*render)(krav_plugin *plugin, const krav_call *call, const krav_letter *letter);
} krav_render;

/* ---- krav.payout/1: money out -------------------------------------------------------------- */

#define KRAV_PAYOUT "krav.payout/1"
typedef struct krav_transfer {
    uint32_t size;
    krav_day on;
    krav_ore amount;
    krav_str id; /* end-to-end id, unique in the batch; comes back from the bank */
    krav_str to_account, to_name, kid, message;
} krav_transfer;
typedef struct krav_batch {
    uint32_t size;
    uint32_t n_transfers;
    const krav_transfer *transfers;
    krav_str from_account, from_name, from_org;
    krav_ore sum; /* of all transfers */
    krav_str currency;
} krav_batch;
typedef struct krav_refused_transfer {
    uint32_t size, reserved;
    krav_str id, reason;
} krav_refused_transfer;
typedef struct krav_batch_refusal { /* with REFUSED: what is wrong is these transfers alone */
    uint32_t size;
    uint32_t n_transfers;
    const krav_refused_transfer *transfers;
} krav_batch_refusal;
typedef struct krav_payout {
    /* One batch, one file.  DONE means "in the file `reference`"; that money moved is a fact
     * that arrives later.  All transfers or none: REFUSED with a krav_batch_refusal lets the host
     * ask for the others under another key. [loop] */
    int32_t (*pay)(krav_plugin *plugin, const krav_call *call, const krav_batch *batch);
} krav_payout;

/* ---- krav.collect/1: asking payers' banks for money ------------------------------------------ */

#define KRAV_COLLECT "krav.collect/1"
enum { KRAV_DEBIT_ASK = 1, KRAV_DEBIT_DELETE = 2 };
typedef struct krav_debit {
    uint32_t size;
    int32_t kind;    /* KRAV_DEBIT_*; DELETE: one asked for before, told again as it was */
    krav_ore amount;
    krav_day due;
    int32_t notice;  /* the payer's bank tells him before it pays: 1 yes, 2 no */
    krav_str kid;
    krav_str payer_name, reference, text; /* may be absent */
} krav_debit;
typedef struct krav_debits {
    uint32_t size;
    uint32_t n_debits;
    const krav_debit *debits;
    krav_str to_account;
    krav_ore sum;    /* of all */
    int64_t number;  /* of this batch, 1 to 4999999: no other has had it for a year and more */
} krav_debits;
typedef struct krav_collect {
    /* One batch, one file.  DONE means "in the file `reference`"; that a payer paid is a payment
     * that comes later.  All or none. [loop] */
    int32_t (*collect)(krav_plugin *plugin, const krav_call *call, const krav_debits *debits);
} krav_collect;

/* ---- krav.score/1 and krav.wash/1: what is known about a debtor ---------------------------- */

typedef struct krav_known { /* one thing that the agency itself knows of a debtor, as a number */
    uint32_t size, reserved;
    krav_str name; /* "open_cases", "paid_cases", "broken_plans", "days_overdue", ... */
    int64_t value;
} krav_known;

typedef struct krav_subject {
    uint32_t size;
    int32_t kind;        /* 1 consumer, 2 business */
    krav_str id;         /* national id or organisation number; may be absent */
    krav_str name, address, postcode, city, country;
    krav_ore exposure;   /* what is owed */
    const krav_known *known; /* for a score: what is known, and nothing that is not */
    uint32_t n_known, reserved;
} krav_subject;

#define KRAV_SCORE "krav.score/1"
typedef struct krav_score_part { /* why: the points that one thing gave, or took */
    uint32_t size;
    int32_t points;
    krav_str what; /* for a person to read */
} krav_score_part;
typedef struct krav_score_result { /* with DONE */
    uint32_t size;
    int32_t points;
    krav_day as_of;
    krav_day valid_to; /* 0 = not said */
    krav_str model, label;
    const krav_score_part *parts; /* their sum is points; or none, if it is not explained */
    uint32_t n_parts, reserved;
} krav_score_result;
typedef struct krav_score {
    /* [loop] */
    int32_t (*score)(krav_plugin *plugin, const krav_call *call, const krav_subject *subject);
} krav_score;

#define KRAV_WASH "krav.wash/1" /* population and business registers */
typedef struct krav_person { /* with DONE */
    uint32_t size;
    krav_day since;
    /* "living", "dead", "emigrated", "protected"; "active", "bankrupt", "winding_up", "dissolved";
     * "not_found" */
    krav_str status;
    krav_str id; /* the id in force now */
    krav_str name, address1, address2, postcode, city, country;
    krav_str guardian_id, guardian_name;
} krav_person;
typedef struct krav_subjects {
    uint32_t size;
    uint32_t n_subjects;
    const krav_subject *subjects;
} krav_subjects;
typedef struct krav_persons { /* with DONE: one for each subject, in their order */
    uint32_t size;
    uint32_t n_persons;
    const krav_person *persons;
} krav_persons;
typedef struct krav_wash {
    /* [loop] */
    int32_t (*wash)(krav_plugin *plugin, const krav_call *call, const krav_subject *subject);
    /* At most 100 at once; all are answered or none.  NULL: they are asked one by one. [loop] */
    int32_t (*wash_many)(krav_plugin *plugin, const krav_call *call,
                         const krav_subjects *subjects);
} krav_wash;

/* ---- krav.filing/1, krav.checkout/1, krav.routes/1 ------------------------------------------ */

#define KRAV_FILING "krav.filing/1" /* the conciliation board, the courts, enforcement */
typedef struct krav_filing_form {
    uint32_t size;
    krav_day on;
    krav_str kind; /* "conciliation", "enforcement", ... */
    krav_str creditor_org, creditor_name;
    krav_str debtor_id, debtor_name, debtor_address;
    krav_ore principal, interest, costs;
    krav_str body, bytes, media_type, case_ref;
} krav_filing_form;
typedef struct krav_filing {
    /* [loop] */
    int32_t (*file)(krav_plugin *plugin, const krav_call *call, const krav_filing_form *form);
} krav_filing;

#define KRAV_CHECKOUT "krav.checkout/1" /* a page where the debtor pays at once */
typedef struct krav_checkout_form {
    uint32_t size, reserved;
    krav_ore amount;
    krav_str currency, kid, description;
    krav_str return_url;  /* where the payer goes after it; may be absent */
    krav_str payer_name, payer_email, payer_phone, language; /* may be absent */
    krav_ms expires;      /* 0 = as the provider has it */
} krav_checkout_form;
typedef struct krav_link { /* with DONE; the answer's reference is the provider's id of the payment */
    uint32_t size, reserved;
    krav_str url;
    krav_ms expires; /* 0 = not said */
} krav_link;
typedef struct krav_checkout_ref { /* a payment that was opened */
    uint32_t size, reserved;
    krav_str reference; /* the provider's id */
    krav_ore amount;    /* to charge or refund; 0 = all of it */
    krav_str reason;    /* may be absent */
} krav_checkout_ref;
typedef struct krav_checkout_state { /* with DONE; all amounts since it was opened */
    uint32_t size;
    int32_t ended; /* 1: it will not be paid any more */
    krav_str reference, kid, currency;
    krav_ore asked, held, charged, refunded; /* held: promised by his bank, not charged */
    krav_day charged_on; /* 0 = not yet */
    int32_t reserved;
} krav_checkout_state;
typedef struct krav_checkout {
    /* Money moves at the provider only by charge() and refund(), or by the payer himself if the
     * plugin is set to charge at once.  That money came is a payment like any other: through
     * poll(), serve() or the bank, under one source_id, whoever tells first. [loop] */
    int32_t (*open)(krav_plugin *plugin, const krav_call *call, const krav_checkout_form *form);
    int32_t (*status)(krav_plugin *plugin, const krav_call *call, const krav_checkout_ref *ref);
    int32_t (*charge)(krav_plugin *plugin, const krav_call *call, const krav_checkout_ref *ref);
    int32_t (*refund)(krav_plugin *plugin, const krav_call *call, const krav_checkout_ref *ref);
    /* The payer can no longer pay by it. [loop] */
    int32_t (*withdraw)(krav_plugin *plugin, const krav_call *call, const krav_checkout_ref *ref);
} krav_checkout;

#define KRAV_ROUTES "krav.routes/1" /* webhooks under /p/<plugin id>/ */
typedef struct krav_request {
    uint32_t size, reserved;
    krav_str method;
    krav_str path;    /* what stands behind /p/<plugin id>, with its "/" */
    krav_str query;   /* without "?"; not decoded */
    krav_str headers; /* "name: value\n" each; names in small letters */
    krav_str body, peer;
} krav_request;
typedef struct krav_response { /* with DONE */
    uint32_t size;
    int32_t status;
    krav_str content_type, body;
    krav_str location; /* of a redirection */
} krav_response;
typedef struct krav_routes {
    /* May submit facts under the call's id.  They are committed before the response goes out; if
     * that fails, the caller is told 503 instead, and comes again. [loop] */
    int32_t (*serve)(krav_plugin *plugin, const krav_call *call, const krav_request *request);
} krav_routes;

#ifdef __cplusplus
}
#endif

#endif /* KRAV_CAPABILITIES_H */
