/* vocabulary.h - the closed vocabularies of the business, each one table.
 *
 * One row gives the enum, the word in JSON, in Lua and on the command line, the Norwegian term
 * and the documentation (`krav help words` prints them).  The tables are complete for the whole
 * design: a word that this build cannot yet carry out is refused by name, never misread.
 *
 * Numbers are internal; words are what is stored, so rows may be added anywhere. */
#ifndef KRAV_DOMAIN_VOCABULARY_H
#define KRAV_DOMAIN_VOCABULARY_H

#include "base/words.h"

/* Whom a fact is about. */
enum subject { SUBJECT_CASE = 1, SUBJECT_PARTY, SUBJECT_CREDITOR, SUBJECT_BOOK };

/* What happened outside.  Only case facts run rules. */
enum fact_kind {
    FACT_CLAIM_RECEIVED = 1, FACT_OPENING, FACT_CREDIT_NOTE, FACT_PAID, FACT_PAID_DIRECT,
    FACT_PAYMENT_REVERSED, FACT_COMPOSED, FACT_RECEIPT, FACT_NOT_SENT, FACT_LETTER_RETURNED,
    FACT_DELIVERY_SILENT, FACT_DAY_REACHED, FACT_DISPUTE, FACT_DISPUTE_SETTLED, FACT_HOLD,
    FACT_RELEASE, FACT_NOTE, FACT_CONTACT, FACT_MESSAGE_IN, FACT_COMPLAINT,
    FACT_CREDITOR_ANSWERED, FACT_SCORE_RECEIVED, FACT_WASH_RECEIVED, FACT_FILING_RESULT,
    FACT_ACKNOWLEDGED, FACT_ACT, FACT_DIED, FACT_BANKRUPT, FACT_BANKRUPTCY_ENDED,
    FACT_DEBT_SETTLEMENT, FACT_GUARDIAN, FACT_MOVED, FACT_PROTECTED_ADDRESS,
    FACT_CONTACT_OPT_OUT, FACT_CREDITOR_SET, FACT_AGREEMENT_SET, FACT_RATES_SET, FACT_USER_SET,
    FACT_BUNDLE_PUBLISHED, FACT_DAY_OPENED, FACT_MONEY_UNMATCHED, FACT_MONEY_MATCHED,
    FACT_KEPT_WAITING, FACT_STATEMENT_LINE, FACT_REMITTED, FACT_PAYOUT_BATCHED,
    FACT_PAYOUT_CONFIRMED, FACT_PAYOUT_FAILED, FACT_SHORTAGE, FACT_PAYMENT_MOVED,
    FACT_REFUND_CONFIRMED, FACT_REFUND_FAILED, FACT_MONEY_RETURNED, FACT_BREACH, FACT_COSTS_RESTORED,
    FACT_ANSWERED, FACT_REPRESENTATIVE, FACT_LIMITATION_AGREED,
    FACT_LIMITATION_EXTENDED, FACT_ESTATE_CLAIMED, FACT_ESTATE_RECOGNISED, FACT_ESTATE_REFUSED,
    FACT_MERGED, FACT_MERGED_INTO, FACT_KEEP_APART, FACT_STATEMENT,
    FACT_RECONCILED, FACT_FUNDS_BROKEN, FACT_PAYOUTS_RELEASED, FACT_REACHED_AT, FACT_NEWER_ENFORCEMENT,
    FACT_MANDATE, FACT_PURSE_OPENED,
    FACT_DEBIT_ASKED, FACT_DEBIT_DELETED, FACT_DEBIT_NOT_TAKEN, FACT_DEBITS_BATCHED,
    FACT_WINDING_UP, FACT_DISSOLVED, FACT_RENAMED,
    FACT_PAY_OPENED, FACT_PROVIDER_SETTLED, FACT_PAGE_WITHDRAWN,
    FACT_KINDS
};
struct fact_word {
    struct word word;
    enum subject subject;
    bool runs_rules; /* the case is decided again after it */
};
extern const struct words fact_kinds; /* rows: struct fact_word */
extern const struct words subjects;

/* What changed.  A case is the fold of its events; postings follow from events alone. */
enum event_kind {
    EVENT_CASE_OPENED = 1, EVENT_CLAIM_ADDED, EVENT_CLAIM_REDUCED, EVENT_LETTER_TAKEN_OVER,
    EVENT_INTEREST_ACCRUED, EVENT_FEE_CHARGED, EVENT_FEE_WAIVED, EVENT_PAYMENT_ALLOCATED,
    EVENT_PAYMENT_UNDONE, EVENT_REMAINDER_WAIVED, EVENT_WRITTEN_OFF, EVENT_REFUNDED,
    EVENT_STAGE_ENTERED, EVENT_LOOK_AFTER_DEADLINE, EVENT_LETTER_PLANNED, EVENT_LETTER_COMPOSED,
    EVENT_LETTER_SENT, EVENT_LETTER_NOT_SENT, EVENT_LETTER_WITHDRAWN, EVENT_LETTER_RETURNED,
    EVENT_DISPUTE_OPENED, EVENT_DISPUTE_CLOSED, EVENT_HOLD_SET, EVENT_HOLD_ENDED,
    EVENT_PLAN_AGREED, EVENT_PLAN_BROKEN, EVENT_PLAN_ENDED, EVENT_DEFERRED, EVENT_CONTACTED,
    EVENT_MESSAGE_NOTED, EVENT_NOTED, EVENT_TASK_RAISED, EVENT_CREDITOR_ASKED,
    EVENT_CREDITOR_ANSWERED, EVENT_SCORE_NOTED, EVENT_WASH_NOTED, EVENT_FILED, EVENT_JUDGED,
    EVENT_ACKNOWLEDGED, EVENT_PERSON_CHANGED, EVENT_PARKED, EVENT_RESUMED, EVENT_MERGED,
    EVENT_CLOSED, EVENT_REOPENED, EVENT_MONEY_SET_ASIDE, EVENT_MONEY_TAKEN_OUT, EVENT_PAID_BEFORE,
    EVENT_REMAINDER_RESTORED, EVENT_REMITTED, EVENT_PAYOUT_SETTLED, EVENT_PAYOUT_REOPENED,
    EVENT_SHORTAGE_COVERED, EVENT_FILING_ASKED, EVENT_FILING_ENDED,
    EVENT_NOTICE_SERVED, EVENT_STAGE_RENAMED,
    EVENT_CALL_ASKED, EVENT_CALLED, EVENT_CALL_ENDED,
    EVENT_ANSWER_OWED, EVENT_ANSWERED, EVENT_COSTS_LOST, EVENT_COSTS_RESTORED,
    EVENT_FEE_RESTORED, EVENT_REVERSED, EVENT_REFUND_SETTLED, EVENT_REFUND_REOPENED,
    EVENT_REFUND_LOST, EVENT_LIMITATION_NOTED, EVENT_INTEREST_LAPSED,
    EVENT_MERGED_INTO, EVENT_KEPT_APART, EVENT_BANK_CHARGED,
    EVENT_PLAN_OFFERED, EVENT_PLAN_ADJUSTED, EVENT_MANDATE_SET,
    EVENT_DEBIT_ASKED, EVENT_DEBIT_DELETED, EVENT_DEBIT_NOT_TAKEN, EVENT_DEBIT_PAID,
    EVENT_INQUIRY_ASKED, EVENT_INQUIRY_ENDED,
    EVENT_PROVIDER_SETTLED,
    EVENT_KINDS
};
extern const struct words event_kinds;

/* What a rule or a person wants. */
enum action_kind {
    ACTION_SEND = 1, ACTION_CALL, ACTION_MOVE, ACTION_LOOK_AGAIN, ACTION_CHARGE, ACTION_SCORE,
    ACTION_WASH, ACTION_PLAN, ACTION_DEFER, ACTION_HOLD, ACTION_RELEASE, ACTION_MERGE,
    ACTION_FILE, ACTION_ASK_CREDITOR, ACTION_TASK, ACTION_WRITE_OFF, ACTION_NOTE, ACTION_CLOSE,
    ACTION_WITHDRAW, ACTION_REVERSE, ACTION_END_PLAN, ACTION_REFUND, ACTION_FILED, ACTION_NOTICE_SERVED,
    ACTION_OFFER_PLAN, ACTION_ACCEPT_PLAN, ACTION_ADJUST_PLAN,
    ACTION_KINDS
};
/* Which fields of struct action a row uses; Lua constructors and checks follow from it. */
enum action_field {
    AF_LETTER = 1 << 0, AF_BY = 1 << 1, AF_DAYS = 1 << 2, AF_BECAUSE = 1 << 3, AF_STAGE = 1 << 4,
    AF_ON = 1 << 5, AF_AFTER = 1 << 6, AF_AFTER_DEADLINE = 1 << 7, AF_WHAT = 1 << 8,
    AF_WHO = 1 << 9, AF_TEXT = 1 << 10, AF_UNTIL = 1 << 11, AF_PARTS = 1 << 12,
    AF_FIRST = 1 << 13, AF_FEE = 1 << 14
};
struct action_word {
    struct word word;
    unsigned fields;      /* enum action_field bits that may be given */
    unsigned required;    /* and those that must be */
    unsigned positional;  /* the one field of the short form: move "notice"; 0 if none */
    bool person_only;     /* not a word of the rule language */
    bool carried_out;     /* this build can; otherwise a person is asked */
};
extern const struct words action_kinds; /* rows: struct action_word */

/* Names of the fields above, as in Lua: bit order. */
extern const struct words action_fields;

/* Messages to debtors and creditors. */
enum letter_kind {
    LETTER_REMINDER = 1, LETTER_COLLECTION_NOTICE, LETTER_PAYMENT_DEMAND, LETTER_LEGAL_NOTICE,
    LETTER_ENFORCEMENT_NOTICE, LETTER_BANKRUPTCY_NOTICE, LETTER_MONITORING, LETTER_PLAN_OFFER,
    LETTER_PLAN_AGREED, LETTER_PLAN_BROKEN, LETTER_DEFERRAL, LETTER_DISPUTE_RECEIVED,
    LETTER_DISPUTE_ANSWER, LETTER_RECEIPT, LETTER_REFUND, LETTER_CLOSING, LETTER_ESTATE_CLAIM,
    LETTER_CREDITOR_QUESTION, LETTER_SETTLEMENT, LETTER_PROVISIONAL_ANSWER,
    LETTER_PLAN_REMINDER,
    LETTER_KINDS
};
/* What the text of a letter may have to hold: which kind must, letter_demands.h says. */
enum letter_part {
    PART_CREDITOR = 1, PART_CLAIM, PART_AMOUNTS, PART_TOTAL, PART_INTEREST, PART_DEADLINE,
    PART_PAYMENT, PART_OBJECTION, PART_CONSEQUENCE, PART_BOARD, PART_DEBTOR, PART_SENDER,
    PART_INVOICE_DATE, PART_ESTIMATE, PART_HELP, PART_PHONE_HOURS, PART_CONCERN, /* the act of 2026 */
    PART_BREACH_COSTS, PART_OPENING, PART_INSTALMENTS, PART_COVERED,
    PART_PARTS
};
struct letter_word {
    struct word word;
    bool asks_payment;    /* has a deadline and a quote */
    int days_min;         /* shortest deadline the law accepts, civil days from sending */
    bool asks_all;        /* all that is owed: who pays it in time owes nothing more */
};
extern const struct words letter_kinds; /* rows: struct letter_word */
extern const struct words letter_parts;

enum letter_state {
    LETTER_PLANNED = 1, LETTER_COMPOSED, LETTER_SENT, LETTER_NOT_SENT, LETTER_WITHDRAWN,
    LETTER_RETURNED
};
extern const struct words letter_states;

enum channel { CHANNEL_LETTER = 1, CHANNEL_MAILBOX, CHANNEL_EMAIL, CHANNEL_SMS, CHANNEL_PORTAL };
extern const struct words channels;

/* Promises to touch the world. */
enum effect_kind {
    EFFECT_LETTER = 1, EFFECT_SCORE, EFFECT_WASH, EFFECT_FILING, EFFECT_PAYOUT, EFFECT_CHECKOUT,
    EFFECT_COLLECT, EFFECT_PAYBACK, EFFECT_PAGE_END, EFFECT_KINDS
};
extern const struct words effect_kinds;
enum effect_state {
    EFFECT_PLANNED = 1, /* promised, not yet composed                                   */
    EFFECT_COMPOSED,    /* composed, judged, stored; never handed to a plugin            */
    EFFECT_ASKED,       /* handed to a plugin: from here on it may have happened         */
    EFFECT_DONE,        /* the plugin said so, with a reference                          */
    EFFECT_REFUSED,     /* the plugin said it did not and will not happen                */
    EFFECT_WITHDRAWN    /* taken back before anything was handed over, or past last day  */
};
extern const struct words effect_states;

/* The law's four answers. */
enum verdict_kind { VERDICT_ALLOWED = 1, VERDICT_NOT_BEFORE, VERDICT_FORBIDDEN, VERDICT_PERSON };
extern const struct words verdict_kinds;

/* Lawful fees, named by rules, priced by law. */
enum fee_kind {
    FEE_REMINDER = 1, FEE_COLLECTION_NOTICE, FEE_OWN_DEMAND, FEE_LIGHT, FEE_HEAVY,
    FEE_PLAN_UPLIFT, FEE_COMPENSATION, FEE_COURT, FEE_TAKEN_OVER
};
extern const struct words fee_kinds;
enum owner { OWNER_CREDITOR = 1, OWNER_AGENCY, OWNER_COURT };
extern const struct words owners;

enum component { COMPONENT_COSTS = 1, COMPONENT_INTEREST, COMPONENT_PRINCIPAL };
extern const struct words components;

enum debtor_kind { DEBTOR_CONSUMER = 1, DEBTOR_BUSINESS };
extern const struct words debtor_kinds;

/* How far money that goes back to its payer has come. */
enum refund_state { REFUND_UNDERWAY = 1, REFUND_SETTLED, REFUND_REOPENED };
extern const struct words refund_states;

/* Why a case is on the agenda.  Rules own one row of a case, the core the others. */
enum agenda_why {
    AGENDA_RULE = 1, AGENDA_LAW, AGENDA_HOLD_END, AGENDA_DISPUTE, AGENDA_SILENCE, AGENDA_PERSON,
    AGENDA_INSTALMENT, AGENDA_DEFERRAL, AGENDA_DEMAND_LIFE, AGENDA_LIMITATION, AGENDA_IDLE,
    AGENDA_ANSWER, AGENDA_DEDUCTION, AGENDA_WHYS
};
extern const struct words agenda_whys;

/* The statutory phase, computed from recorded letters, never set. */
enum phase { PHASE_BEFORE = 1, PHASE_NOTICE, PHASE_COLLECTION, PHASE_HEAVY, PHASE_LEGAL,
    PHASE_MONITORING, PHASE_CLOSED };
extern const struct words phases;

/* The chart of accounts.  Debit positive; every set sums to zero. */
enum account {
    ACCOUNT_PRINCIPAL = 1, ACCOUNT_INTEREST, ACCOUNT_COSTS_CREDITOR, ACCOUNT_COSTS_AGENCY,
    ACCOUNT_COSTS_COURT, ACCOUNT_COLLECTABLE, ACCOUNT_CLIENT_BANK, ACCOUNT_CREDITOR_PAYABLE,
    ACCOUNT_CREDITOR_OWES, ACCOUNT_SUSPENSE, ACCOUNT_OVERPAID, ACCOUNT_AGENCY_SHARE,
    ACCOUNT_AGENCY_BANK, ACCOUNT_AGENCY_INCOME, ACCOUNT_VAT, ACCOUNT_COURT_ADVANCED,
    ACCOUNT_PAYOUT_UNDERWAY, ACCOUNT_AT_PROVIDER, ACCOUNTS
};
extern const struct words accounts;

enum task_owner { TASK_CASEWORKER = 1, TASK_CREDITOR, TASK_OPERATOR, TASK_SUPERVISOR };
extern const struct words task_owners;

#endif
