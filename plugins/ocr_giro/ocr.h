/* ocr.h - the OCR giro file: incoming payments with KID, as the bank's data centre sends them.
 *
 *     NY000010                          transmission
 *       NY090020                        assignment: payments to one account
 *         NY09tt30 NY09tt31 [NY09tt32]  one payment: amount items 1, 2 and 3
 *       NY090088                        count, records, sum and days of the assignment
 *       NY212420 NY219470 NY212488      AvtaleGiro agreements: which payers' banks may be asked
 *       NYssTT20 ... NYssTT88           assignments of other services: counted, not used
 *     NY000089                          count, records and sum of the transmission
 *
 * Nothing here knows the host.  ocr_read() goes through the file once; the first time with
 * `payment` NULL, so that all of it is checked down to the last trailer, and the second time
 * with `payment` set.  Memory is one struct ocr, whatever the size of the file; the caller owns
 * it.  Everything handed to a callback is lent until the callback returns. */
#ifndef OCR_H
#define OCR_H

#include "krav/lines.h"
#include "krav/plugin.h"

#define OCR_LINE 80
#define OCR_FAULTS_MAX 1000          /* after so many the rest is not read */
#define OCR_ORE_MAX 100000000000000LL /* 10^14 ore: more than that is a damaged file */

struct ocr_sink {
    void *ctx;
    void (*fault)(void *ctx, int64_t line, krav_str reason);    /* the file is refused */
    void (*note)(void *ctx, int64_t line, krav_str reason);     /* worth a look, no more */
    int32_t (*payment)(void *ctx, const krav_payment *payment); /* NULL in the first pass */
    int32_t (*mandate)(void *ctx, const krav_mandate *mandate); /* as payment */
};

struct ocr_total { /* what stands between a start record and its end record */
    int64_t n_transactions, n_records;
    krav_ore sum; /* as the file reckons it: reversals added, credit notes taken off */
    krav_day first, last;
};

struct ocr_text { /* a field in UTF-8, where a character of ISO-8859-1 takes one byte or two */
    size_t len;
    char bytes[2 * OCR_LINE];
};

struct ocr_assignment {
    int64_t line; /* of the start record */
    char code[8]; /* first characters of the start record: NYssTT20 */
    char number[7], account[11];
    int lost; /* as in struct ocr */
    struct ocr_total total;
    int64_t last_number; /* of the last transaction */
};

struct ocr { /* one pass through one file */
    const struct ocr_sink *sink;
    int state;
    int lost;   /* a record was missing or broken, so totals say nothing any more */
    int32_t rc; /* what ended the pass early; KRAV_OK otherwise */
    int64_t line;
    int64_t n_faults;
    char transmission[7], recipient[8];
    struct ocr_total total; /* of the transmission */
    struct ocr_assignment assignment;
    krav_payment payment; /* being put together from its amount items */
    struct ocr_text kid, archive_ref, payer_account, text;
    char source_id[64], transaction[7], payment_type[2];
    /* The result. */
    struct ocr_total handed; /* the payments as handed over: reversals and credit notes negative */
    krav_day created;
    char file_id[32]; /* transmitter, transmission number and recipient */
    struct krav_lines lines;
};

/* KRAV_OK when the whole file was read, with or without faults (o->n_faults); otherwise what
 * the operating system or the callback said. */
int32_t ocr_read(struct ocr *o, int fd, const struct ocr_sink *sink);

/* How surely a file that begins with `head` is one of these: 0 to 100. */
int32_t ocr_recognise(krav_str head);

#endif
