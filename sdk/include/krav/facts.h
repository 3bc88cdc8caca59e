/* krav/facts.h - what files bring: the records that a plugin submits through krav.host.facts/1.
 *
 * As everywhere, they begin with `size` and grow only at the tail; absent and 0 are "not said". */
#ifndef KRAV_FACTS_H
#define KRAV_FACTS_H

#include "krav/values.h"

typedef struct krav_claim {
    uint32_t size;
    int32_t debtor_kind;      /* 1 consumer, 2 business                             */
    int64_t line;             /* where in the file, for messages; 0 = not known     */
    krav_str source_id;       /* the outside's own id, unique within the creditor   */
    krav_str creditor_org, department, portfolio, creditor_ref;
    krav_str debtor_id;       /* national id or organisation number; may be absent  */
    krav_str debtor_name, address1, address2, postcode, city, country, email, phone;
    krav_str invoice_no, description;
    krav_str kid;             /* the creditor's own                                 */
    krav_str currency;        /* absent = NOK                                       */
    krav_ore principal;       /* still owed when handed over, without costs and interest */
    krav_ore reminder_fee, second_reminder_fee, notice_fee;
    krav_day issued, due, delivered;
    krav_day interest_from;   /* 0 = from the due day                               */
    krav_day reminder_sent, reminder_deadline;
    krav_day second_reminder_sent, second_reminder_deadline;
    krav_day notice_sent, notice_deadline; /* collection notice                     */
    int32_t rate_bp;          /* agreed interest, 1/100 %; 0 = none agreed          */
    int32_t vat_liable;       /* the creditor: 1 yes, 2 no, 0 unknown               */
    int32_t disputed;         /* 1 yes, 2 no, 0 unknown                             */
    int32_t term_agreed;      /* the due day was agreed: 1 yes, 2 no, 0 unknown     */
    /* A case that is running already, taken over from an earlier system.  Absent or 0: a claim
     * that begins here. */
    krav_str old_kid;         /* the KID that the earlier system gave out; claims that share
                               * one are of one case */
    krav_str judgment;        /* "judgment", "settlement" or "default_judgment"     */
    krav_ore light_costs, heavy_costs, court_costs; /* charged before, still owed    */
    krav_ore interest_brought; /* interest up to and including interest_to, still owed */
    krav_ore paid_before;     /* by the debtor, in all, before the takeover         */
    krav_day demand_sent, demand_deadline; /* payment demand                        */
    krav_day legal_notice_sent, legal_notice_deadline;
    krav_day interest_to;     /* interest runs anew from the day after              */
    krav_day paid_last;       /* of what was paid before                            */
    krav_day judged;
    krav_day case_opened;
    int32_t costs_owner;      /* whose light and heavy costs are: 1 agency, 2 creditor, 0 agency */
    int32_t basis;            /* 1 sale, 2 money loan, 3 debt instrument, 4 seller's credit, 5 other,
                               * 0 not said                                           */
} krav_claim;

enum { KRAV_PAYMENT_IN = 1, KRAV_PAYMENT_REVERSAL = 2, KRAV_PAYMENT_NETTED_CREDIT = 3 };

typedef struct krav_payment {
    uint32_t size;
    int32_t kind;           /* KRAV_PAYMENT_*                                       */
    int64_t line;
    krav_str source_id;     /* unique within the receiving account                  */
    krav_str kid;
    krav_str account;       /* receiving                                            */
    krav_str payer_account, payer_name, text, archive_ref;
    krav_str type;          /* the bank's own word or code                          */
    krav_str currency;      /* absent = NOK                                         */
    krav_ore amount;        /* signed: a reversal is negative                       */
    krav_day booked;        /* settlement day                                       */
    krav_day ordered;       /* when the payer handed the order in; 0 = not known    */
} krav_payment;

typedef struct krav_credit_note {
    uint32_t size;
    krav_day issued;
    int64_t line;
    krav_str source_id, creditor_org, invoice_no;
    krav_ore amount; /* positive */
} krav_credit_note;

typedef struct krav_direct_payment { /* the debtor paid the creditor */
    uint32_t size;
    krav_day paid;
    int64_t line;
    krav_str source_id, creditor_org, invoice_no;
    krav_ore amount; /* positive */
} krav_direct_payment;

typedef struct krav_receipt { /* what became of an effect, told later */
    uint32_t size;
    int32_t outcome; /* KRAV_DONE ... */
    int64_t line;
    krav_str key;    /* of the effect */
    krav_str reference, reason;
    krav_day on;
    int32_t reserved;
} krav_receipt;

typedef struct krav_attachment { /* a document that came with a claim, such as its invoice */
    uint32_t size, reserved;
    int64_t line;
    krav_str source_id;  /* of the claim: its source_id, or its invoice number     */
    krav_str creditor_org;
    krav_str name;       /* for people; never a path                               */
    krav_str media_type;
    krav_str bytes;      /* at most 4 MiB                                          */
} krav_attachment;

typedef struct krav_payout_status { /* what the bank says of a transfer of krav.payout/1 */
    uint32_t size;
    int32_t outcome;    /* KRAV_DONE: paid.  KRAV_REFUSED: it was not and will not be   */
    int64_t line;
    krav_str id;        /* of the transfer: its end-to-end id                           */
    krav_str account;   /* that was paid from                                           */
    krav_str reference; /* the bank's own                                               */
    krav_str reason;    /* why not                                                      */
    krav_ore amount;    /* of the transfer, positive; 0 = not said                      */
    krav_day on;
    int32_t reserved;
    krav_str message;   /* id is absent: of all transfers of this payment file that nothing else
                         * was told of; its name in the file, such as MsgId of a pain.001 */
} krav_payout_status;

/* A bank's statement of one account: its lines first, then the statement itself.  Opening plus all
 * entries is closing: the plugin has checked it.  Nothing is booked from a statement; the book is
 * held against it. */
typedef struct krav_statement_line {
    uint32_t size;
    krav_day booked;
    int64_t line;
    krav_str statement;     /* its id                                                   */
    krav_str account;
    int64_t entry;          /* 1.. within the statement                                 */
    int64_t part;           /* 0: the entry; 1..: what it is made of, when that is said */
    krav_ore amount;        /* signed: money out is negative.  Of a part, 0 = not said  */
    krav_str kid, end_to_end, reference; /* reference: the bank's own                   */
    krav_str payer_name, payer_account, text;
    krav_str type;          /* the bank's own word or code                              */
    krav_day value;         /* 0 = not said                                             */
    int32_t reserved;
} krav_statement_line;

typedef struct krav_statement {
    uint32_t size;
    krav_day from;          /* first day; 0 = not said                                  */
    int64_t line;
    krav_str id;            /* the bank's own                                           */
    krav_str account;
    krav_ore opening, closing; /* booked, signed                                        */
    int64_t n_entries;
    krav_day to;            /* the day of the closing balance                           */
    int32_t reserved;
} krav_statement;

/* A payer's word to his bank that it may pay what we ask it for (AvtaleGiro), or that it may no
 * longer.  LISTED: it stands in a list of all that are in force. */
enum { KRAV_MANDATE_LISTED = 1, KRAV_MANDATE_SET = 2, KRAV_MANDATE_ENDED = 3 };

typedef struct krav_mandate {
    uint32_t size;
    int32_t kind;       /* KRAV_MANDATE_*                                           */
    int64_t line;
    krav_str source_id; /* unique within the receiving account                      */
    krav_str kid;
    krav_str account;   /* receiving                                                */
    int32_t notice;     /* the payer's bank tells him before it pays: 1 yes, 2 no   */
    krav_day on;        /* 0 = not said                                             */
} krav_mandate;

#endif /* KRAV_FACTS_H */
