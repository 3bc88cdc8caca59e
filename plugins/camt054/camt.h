/* camt.h - a camt.054 file: notifications of what came in to accounts, as the bank sends them; or a
 * camt.053 file: its statements, which have the same parts and balances besides (statement.h).
 *
 *     bytes ─expat─▶ elements ─(fields.h)─▶ values[field] ─▶ entry.h ─▶ payment.h ─▶ the sink
 *
 *     Ntfctn, Stmt           one account
 *       Ntry                 one line of the bank's book
 *         NtryDtls/TxDtls    one payment, or of money out one transfer of ours (payout.h); an
 *                            entry without any is one payment by itself
 *
 * Nothing here knows the host.  camt_read() goes through the file once; the first time with
 * `payment` NULL, so that all of it is checked, and the second time with `payment` set.  Memory
 * is one struct camt and the parser, whatever the size of the file, and in the second pass the
 * few bytes of equals.h for each payment of a notification.  The caller owns it: camt_init /
 * camt_fini.  Everything handed to a callback is lent until the callback returns. */
#ifndef CAMT_H
#define CAMT_H

#include "krav/plugin.h"

#include <expat.h>

#include "equals.h"
#include "fields.h"

#define CAMT_VALUE_MAX 300       /* bytes of a field: 70 characters and more */
#define CAMT_TEXT_MAX 600        /* of all texts of a transaction, joined */
#define CAMT_ID_MAX 64           /* of a reference; the scheme's limit is 35 characters */
#define CAMT_PIECES_MAX 100      /* of structured remittance in one transaction */
#define CAMT_DEPTH_MAX 64
#define CAMT_PIECE_BYTES (1 << 20) /* of any text or tag */
#define CAMT_FAULTS_MAX 1000     /* after so many the rest is not read */

struct camt_value {
    int64_t line; /* 0 = it does not stand there */
    uint32_t len;
    char currency[4]; /* of an amount: its attribute Ccy, if that is three letters */
    char bytes[CAMT_VALUE_MAX];
};

struct camt_text {
    uint32_t len;
    int is_full; /* it was cut */
    char bytes[CAMT_TEXT_MAX];
};

struct camt_piece { /* of structured remittance: what one part of a payment is for */
    int64_t line;
    int is_scor;
    uint32_t ref_len, number_len;
    char ref[CAMT_ID_MAX], number[CAMT_ID_MAX]; /* KID; number of an invoice or credit note */
    int has_amount;
    krav_ore amount; /* a credit note's is negative */
};

struct camt_sum {
    int64_t n;
    krav_ore sum;
};

struct camt_sink {
    void *ctx;
    void (*fault)(void *ctx, int64_t line, krav_str reason);    /* the file is refused */
    void (*remark)(void *ctx, int64_t line, krav_str reason);   /* worth a look, no more */
    int32_t (*payment)(void *ctx, const krav_payment *payment); /* NULL in the first pass */
    int32_t (*payout)(void *ctx, const krav_payout_status *status); /* as payment */
    int32_t (*line)(void *ctx, const krav_statement_line *line);    /* as payment */
    int32_t (*statement)(void *ctx, const krav_statement *statement); /* as payment */
    int64_t bytes_max;
};

struct camt_balance { /* of a statement */
    int64_t line; /* 0 = it does not stand there */
    krav_ore amount; /* signed */
    krav_day day;
};

struct camt_notification { /* or a statement */
    int64_t line;
    int is_begun;        /* its account has been read */
    int is_lost;         /* an amount could not be read: its totals say nothing any more */
    char account[11];
    struct camt_sum credits, debits;                  /* all entries, for the totals */
    struct camt_sum left_debits, left_open, left_undone; /* entries that are not handed over */
    struct camt_balance opening, previous, closing;
    int64_t balance_line; /* of the one at hand */
    int64_t n_taken;      /* entries of a statement that were handed over */
    krav_ore booked;      /* what they come to */
};

struct camt_entry {
    int64_t line;
    int is_begun;    /* its own fields have been read; details are next */
    int is_taken;    /* it is handed over */
    int is_reversal; /* money that came in before and goes back */
    int is_payout;   /* money out: its transactions may be transfers of ours */
    int is_lost;     /* its details cannot be summed */
    krav_ore amount; /* signed as its payments are */
    krav_day booked;
    struct camt_sum txs;
    struct camt_sum payouts; /* of money out: the transfers of ours */
    int64_t n_parts;  /* of a statement's entry, handed over */
    int64_t n_silent; /* transactions of it that do not say their amount */
    int64_t n_block; /* transactions of the NtryDtls at hand */
    int64_t n_txs;   /* and of all of them */
};

struct camt { /* one pass through one file */
    const struct camt_sink *sink;
    XML_Parser parser;
    int32_t rc;      /* what ended the pass early; KRAV_OK otherwise */
    int stopped;     /* the rest cannot be read */
    int64_t n_faults;
    /* Where the parser is. */
    int depth;
    const char *space; /* the namespace of the document */
    uint16_t nodes[CAMT_DEPTH_MAX + 1]; /* of the tree; 0 = of no interest, or the root */
    int is_statement;  /* camt.053 */
    int is_body;       /* within BkToCstmrDbtCdtNtfctn, or BkToCstmrStmt */
    int field;         /* whose text is being read; -1 = none */
    int64_t n_text;    /* bytes of the text at hand */
    int is_blank;      /* a blank is owed before its next character */
    int is_long;       /* it did not fit */
    uint32_t text_len;
    int64_t text_line;
    char currency[4];
    char text[CAMT_TEXT_MAX];
    /* What is being read. */
    struct camt_notification notification;
    struct camt_entry entry;
    int64_t tx_line; /* of the transaction at hand; 0 = none */
    int n_pieces;    /* may be above CAMT_PIECES_MAX, and then the last are not kept */
    struct camt_text words; /* of the transaction */
    struct camt_tree tree;
    struct equals equals;
    /* The result. */
    int64_t n_notifications;
    struct camt_sum handed;
    krav_day created;
    uint32_t file_id_len, bank_len;
    char file_id[CAMT_VALUE_MAX], bank[CAMT_VALUE_MAX];
    struct camt_value values[CAMT_FIELDS];
    struct camt_piece pieces[CAMT_PIECES_MAX];
};

void camt_init(struct camt *c);
void camt_fini(struct camt *c);

/* KRAV_OK when the file was read, with or without faults (c->n_faults); otherwise what the
 * operating system or the callback said, or KRAV_E_NOMEM. */
int32_t camt_read(struct camt *c, int fd, const struct camt_sink *sink);

/* How surely a file that begins with `head` is one of these: 0 to 100. */
int32_t camt_recognise(krav_str head);

/* For the other files of this directory. */
void camt_fault(struct camt *c, int64_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void camt_remark(struct camt *c, int64_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* A fault after which nothing more is read. */
void camt_stop(struct camt *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
void camt_end_early(struct camt *c, int32_t rc);
int64_t camt_line(const struct camt *c);
krav_str camt_str(const struct camt *c, enum camt_field field); /* absent if it is not there */
void camt_forget(struct camt *c, enum camt_field first, enum camt_field last);
void camt_handle_elements(struct camt *c);
/* Adds to a sum; false, after a fault, when it goes past what anybody has. */
int camt_add(struct camt *c, int64_t line, struct camt_sum *sum, krav_ore amount);

#define CAMT_SHOWN(s) value_shown((s), 100), (s).ptr /* for "%.*s" */

#endif
