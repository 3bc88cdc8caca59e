/* records.h - the tables of all records, the questions a host can ask, and the facts a plugin
 * can submit.  A new capability is a row here and nothing else.
 *
 * The wire_* structs are records of our own: they cross between host and worker, never into a
 * plugin. */
#ifndef KRAV_WIRE_RECORDS_H
#define KRAV_WIRE_RECORDS_H

#include "wire/layout.h"

struct wire_word {
    uint32_t size, reserved;
    krav_str text;
};

struct wire_option {
    uint32_t size, flags;
    krav_str name, help, fallback; /* fallback absent: none */
    int64_t min, max;
    int32_t type, reserved;
};

struct wire_descriptor { /* krav_descriptor and the numbers of krav_entry */
    uint32_t size, flags;
    uint32_t abi_major, abi_minor;
    krav_str id, name, version, vendor, license;
    const struct wire_word *provides;
    const struct wire_word *needs;
    const struct wire_option *options;
    uint32_t n_provides, n_needs, n_options, reserved;
};

struct wire_setting {
    uint32_t size, secret;
    krav_str name, value;
};

struct wire_start {
    uint32_t size;
    krav_day today;
    krav_str out_dir; /* absent: files.put is not offered */
    const struct wire_setting *settings;
    uint32_t n_settings, reserved;
};

struct wire_ready {
    uint32_t size;
    int32_t rc;      /* KRAV_OK, or why not          */
    krav_str reason; /* for a person                 */
    krav_str fence;  /* what the sandbox has in force */
};

struct wire_fault {
    uint32_t size, reserved;
    int64_t line;
    krav_str reason;
};

struct wire_log {
    uint32_t size;
    int32_t level;
    krav_str text;
};

struct wire_head { /* argument of recognise */
    uint32_t size, reserved;
    krav_str head, name;
};

struct wire_likeness { /* result of recognise */
    uint32_t size;
    int32_t score;
};

struct wire_file { /* argument of begin; the descriptor travels beside */
    uint32_t size, reserved;
    krav_str name;
    int64_t n_bytes;
};

extern const struct wire_layout wire_call, wire_answer, wire_letter_line, wire_letter,
    wire_document, wire_transfer, wire_batch, wire_subject, wire_score_result, wire_person,
    wire_filing_form, wire_link, wire_request, wire_response, wire_file_result,
    wire_claim, wire_payment, wire_credit_note, wire_direct_payment, wire_receipt, wire_attachment,
    wire_payout_status, wire_statement_line, wire_statement, wire_debit, wire_debits, wire_mandate,
    wire_refused_transfer, wire_batch_refusal, wire_known, wire_score_part, wire_subjects,
    wire_persons, wire_checkout_form, wire_checkout_ref, wire_checkout_state;
extern const struct wire_layout wire_word, wire_option, wire_descriptor, wire_setting, wire_start,
    wire_ready, wire_fault, wire_log, wire_head, wire_likeness, wire_file;

/* Questions with the plain form  int32_t (*slot)(plugin, call, argument):
 *   name, capability, table type, slot, argument type, argument layout, result layout. */
#define WIRE_PLAIN_ASKS(X)                                                                       \
    X(SEND, KRAV_CHANNEL, krav_channel, send, krav_letter, &wire_letter, NULL)                   \
    X(RENDER, KRAV_RENDER, krav_render, render, krav_letter, &wire_letter, &wire_document)       \
    X(PAY, KRAV_PAYOUT, krav_payout, pay, krav_batch, &wire_batch, &wire_batch_refusal)          \
    X(SCORE, KRAV_SCORE, krav_score, score, krav_subject, &wire_subject, &wire_score_result)     \
    X(WASH, KRAV_WASH, krav_wash, wash, krav_subject, &wire_subject, &wire_person)               \
    X(FILE_FORM, KRAV_FILING, krav_filing, file, krav_filing_form, &wire_filing_form, NULL)      \
    X(CHECKOUT, KRAV_CHECKOUT, krav_checkout, open, krav_checkout_form, &wire_checkout_form,     \
      &wire_link)                                                                                \
    X(SERVE, KRAV_ROUTES, krav_routes, serve, krav_request, &wire_request, &wire_response)       \
    X(COLLECT, KRAV_COLLECT, krav_collect, collect, krav_debits, &wire_debits, NULL)             \
    X(WASH_MANY, KRAV_WASH, krav_wash, wash_many, krav_subjects, &wire_subjects, &wire_persons)  \
    X(STATUS, KRAV_CHECKOUT, krav_checkout, status, krav_checkout_ref, &wire_checkout_ref,       \
      &wire_checkout_state)                                                                      \
    X(CHARGE, KRAV_CHECKOUT, krav_checkout, charge, krav_checkout_ref, &wire_checkout_ref,       \
      &wire_checkout_state)                                                                      \
    X(REFUND, KRAV_CHECKOUT, krav_checkout, refund, krav_checkout_ref, &wire_checkout_ref,       \
      &wire_checkout_state)                                                                      \
    X(WITHDRAW, KRAV_CHECKOUT, krav_checkout, withdraw, krav_checkout_ref, &wire_checkout_ref,   \
      &wire_checkout_state)

enum wire_ask {
    WIRE_ASK_RECALL = 1, /* no argument                      */
    WIRE_ASK_RECOGNISE,  /* wire_head gives wire_likeness    */
    WIRE_ASK_BEGIN,      /* wire_file gives krav_file_result */
    WIRE_ASK_POLL,       /* no argument; gives krav_file_result */
#define WIRE_ASK_ENUM(NAME, capability, table, slot, type, argument, result) WIRE_ASK_##NAME,
    WIRE_PLAIN_ASKS(WIRE_ASK_ENUM)
#undef WIRE_ASK_ENUM
    WIRE_ASK_END
};

struct wire_ask_row {
    const char *name, *capability;             /* capability NULL: every plugin */
    const struct wire_layout *argument, *result; /* NULL: none                   */
};
const struct wire_ask_row *wire_ask_row(uint32_t ask); /* NULL if there is none */
/* True of the questions that a plugin may submit facts under. */
bool wire_ask_brings_facts(enum wire_ask ask);

enum wire_fact {
    WIRE_FACT_CLAIM = 1,
    WIRE_FACT_PAYMENT,
    WIRE_FACT_CREDIT_NOTE,
    WIRE_FACT_DIRECT_PAYMENT,
    WIRE_FACT_RECEIPT,
    WIRE_FACT_ATTACHMENT,
    WIRE_FACT_PAYOUT_STATUS,
    WIRE_FACT_STATEMENT_LINE,
    WIRE_FACT_STATEMENT,
    WIRE_FACT_MANDATE
};
const struct wire_layout *wire_fact_layout(uint32_t fact); /* NULL if there is none */

/* Room for any decoded record: of a fact, an argument or a result. */
union wire_any_record {
    krav_claim claim;
    krav_payment payment;
    krav_credit_note credit_note;
    krav_direct_payment direct_payment;
    krav_receipt receipt;
    krav_attachment attachment;
    krav_payout_status payout_status;
    krav_statement_line statement_line;
    krav_statement statement;
    krav_mandate mandate;
    krav_debits debits;
    krav_batch_refusal batch_refusal;
    krav_letter letter;
    krav_batch batch;
    krav_subject subject;
    krav_filing_form filing_form;
    krav_checkout_form checkout_form;
    krav_checkout_ref checkout_ref;
    krav_checkout_state checkout_state;
    krav_subjects subjects;
    krav_persons persons;
    krav_request request;
    krav_document document;
    krav_score_result score_result;
    krav_person person;
    krav_link link;
    krav_response response;
    krav_file_result file_result;
    struct wire_head head;
    struct wire_likeness likeness;
    struct wire_file file;
};

#endif
