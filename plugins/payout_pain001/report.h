/* report.h - a pain.002 file: what the bank says of a payment file that it was given.
 *
 *     OrgnlGrpInfAndSts        the file as a whole: MsgId of ours, GrpSts
 *     OrgnlPmtInfAndSts        the transfers of one day: PmtInfId of ours, PmtInfSts
 *       TxInfAndSts            one transfer: EndToEndId of ours, TxSts, why
 *
 * A word about a transfer counts before one about the day or the file it is in: what these say is
 * told last, and of the transfers that nothing else was told of.  RJCT and CANC are refused, ACSC and
 * ACCC are paid; all others are on the way, and change nothing.
 *
 * Nothing here knows the host.  report_read() goes through the file once; the first time with `told`
 * NULL, so that all of it is checked, and the second time with `told` set.  Memory is one struct
 * report and the parser.  What is handed to a callback is lent until it returns. */
#ifndef PAIN_REPORT_H
#define PAIN_REPORT_H

#include "krav/plugin.h"

#include <expat.h>

#define REPORT_BYTES_MAX (64 << 20)
#define REPORT_VALUE_MAX 300
#define REPORT_PATH_MAX 512
#define REPORT_DEPTH_MAX 32
#define REPORT_FAULTS_MAX 1000

/* In the order of what holds them, so that each holder's can be forgotten at once. */
enum report_field {
    REPORT_ID,
    REPORT_CREATED,
    GROUP_ID,
    GROUP_NAME,
    GROUP_STATUS,
    GROUP_REASON,
    GROUP_REASON_OWN,
    GROUP_TEXT,
    PART_ID,
    PART_STATUS,
    PART_REASON,
    PART_REASON_OWN,
    PART_TEXT,
    TX_INSTRUCTION,
    TX_END_TO_END,
    TX_STATUS,
    TX_REASON,
    TX_REASON_OWN,
    TX_TEXT,
    TX_ACCEPTED,
    TX_REFERENCE,
    TX_AMOUNT,
    REPORT_FIELDS
};

struct report_value {
    int64_t line; /* 0 = it does not stand there */
    size_t len;
    char bytes[REPORT_VALUE_MAX];
};

struct report_sink {
    void *ctx;
    void (*fault)(void *ctx, int64_t line, krav_str reason);  /* the file is refused */
    void (*remark)(void *ctx, int64_t line, krav_str reason); /* worth a look, no more */
    int32_t (*told)(void *ctx, const krav_payout_status *status); /* NULL in the first pass */
};

struct report { /* one pass through one file */
    const struct report_sink *sink;
    XML_Parser parser;
    int32_t rc;    /* what ended the pass early; KRAV_OK otherwise */
    int is_stopped; /* the rest cannot be read */
    int64_t n_faults;
    int depth;
    size_t path_len;
    size_t path_ends[REPORT_DEPTH_MAX + 1]; /* where the path of each level ends */
    char path[REPORT_PATH_MAX];
    int field;     /* whose text is being read; -1 = none */
    int is_blank;  /* a blank is owed before its next character */
    int is_euro;   /* the transfer's amount is in another currency than NOK */
    int64_t n_parts;     /* OrgnlPmtInfAndSts so far */
    int64_t n_of_part;   /* transfers of the one at hand */
    int64_t n_underway;  /* words that change nothing */
    krav_day created;
    int64_t n_told;
    krav_ore sum;        /* of what was told as paid */
    struct report_value values[REPORT_FIELDS];
};

int32_t report_read(struct report *r, int fd, const struct report_sink *sink);
/* How surely a file that begins with `head` is one of these: 0 to 100. */
int32_t report_recognise(krav_str head);
/* The bank's own number for it; absent if it is not there.  Lent until the next pass. */
krav_str report_id(const struct report *r);

#endif
