#include "ocr.h"

#include "krav/check.h"
#include "krav/easy.h"

#include "fields.h"
#include "payment.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#define CENTRE "00008080"           /* the data transmitter of every incoming file */
#define SUM_MAX 99999999999999999LL /* 17 digits, what a trailer can say */

/* ---- faults ---------------------------------------------------------------------------------- */

/* Bytes of the file may stand in a message, and Latin-1 there would not be UTF-8: what is not
 * plain ASCII becomes a question mark.  The messages themselves are ASCII. */
__attribute__((format(printf, 3, 0))) static krav_str said(char *out, size_t size,
                                                           const char *format, va_list args) {
    const int n = vsnprintf(out, size, format, args);
    const size_t len = n < 0 ? 0 : (size_t)n < size ? (size_t)n : size - 1;
    for (size_t i = 0; i < len; i++) {
        out[i] = out[i] >= ' ' && out[i] <= '~' ? out[i] : '?';
    }
    return (krav_str){out, len};
}

void ocr_fault(struct ocr *o, const char *format, ...) {
    char text[256];
    va_list args;
    va_start(args, format);
    const krav_str reason = said(text, sizeof text, format, args);
    va_end(args);
    o->n_faults++;
    o->sink->fault(o->sink->ctx, o->line, reason);
}

void ocr_note(struct ocr *o, const char *format, ...) {
    char text[256];
    va_list args;
    va_start(args, format);
    const krav_str reason = said(text, sizeof text, format, args);
    va_end(args);
    o->sink->note(o->sink->ctx, o->line, reason);
}

/* ---- totals ---------------------------------------------------------------------------------- */

void ocr_add(struct ocr *o, struct ocr_total *total, krav_ore amount) {
    krav_ore sum = 0;
    if (__builtin_add_overflow(total->sum, amount, &sum) || sum > SUM_MAX || sum < -SUM_MAX) {
        ocr_fault(o, "the sum goes past the 17 digits of a trailer");
        ocr_lose_count(o);
        return;
    }
    total->sum = sum;
}

void ocr_lose_count(struct ocr *o) { o->lost = o->assignment.lost = 1; }

static void check_number(struct ocr *o, const char *what, int64_t said_there, int64_t counted) {
    if (said_there < 0) {
        ocr_fault(o, "%s: not a number", what);
    } else if (said_there != counted) {
        ocr_fault(o, "%s: the trailer says %" PRId64 ", but there are %" PRId64, what, said_there,
                  counted);
    }
}

static void check_day(struct ocr *o, const char *what, krav_day said_there, krav_day found) {
    if (said_there < 0) {
        ocr_fault(o, "%s: no such day", what);
    } else if (found != 0 && said_there != found) {
        ocr_fault(o, "%s: not the one of the payments", what);
    }
}

/* ---- transmission ---------------------------------------------------------------------------- */

static void transmission_start(struct ocr *o, const char *record) {
    if (memcmp(record + 8, CENTRE, 8) != 0) {
        ocr_fault(o, "start of transmission: data transmitter %.8s: incoming files have " CENTRE,
                  record + 8);
    }
    if (field_number(record, 17, 23) < 0 || field_number(record, 24, 31) < 0) {
        ocr_fault(o, "start of transmission: number %.7s or recipient %.8s: not digits",
                  record + 16, record + 23);
    }
    memcpy(o->transmission, record + 16, sizeof o->transmission);
    memcpy(o->recipient, record + 23, sizeof o->recipient);
    snprintf(o->file_id, sizeof o->file_id, "%.8s/%.7s/%.8s", record + 8, o->transmission,
             o->recipient);
}

static void transmission_end(struct ocr *o, const char *record) {
    if (!o->lost) {
        check_number(o, "end of transmission: transactions", field_number(record, 9, 16),
                     o->total.n_transactions);
        check_number(o, "end of transmission: records", field_number(record, 17, 24),
                     o->total.n_records);
        check_number(o, "end of transmission: sum", field_number(record, 25, 41),
                     o->total.sum);
    }
    o->created = field_day(record, 42);
    if (o->created <= 0) {
        ocr_fault(o, "end of transmission: date generated %.6s: no such day", record + 41);
    }
}

/* ---- assignments ----------------------------------------------------------------------------- */

static void assignment_start(struct ocr *o, const char *record) {
    o->assignment = (struct ocr_assignment){.line = o->line, .total = {.n_records = 1}};
    memcpy(o->assignment.code, record, sizeof o->assignment.code);
    memcpy(o->assignment.number, record + 17, sizeof o->assignment.number);
    memcpy(o->assignment.account, record + 24, sizeof o->assignment.account);
    if (field_number(record, 9, 24) < 0) {
        ocr_fault(o, "start of assignment: agreement %.9s or assignment number %.7s: not digits",
                  record + 8, record + 17);
    }
}

static void payments_start(struct ocr *o, const char *record) {
    assignment_start(o, record);
    if (!krav_check_account((krav_str){record + 24, 11})) {
        ocr_fault(o, "start of assignment: account %.11s: not an account number", record + 24);
    }
}

static void assignment_add(struct ocr *o) {
    const struct ocr_total *total = &o->assignment.total;
    o->total.n_transactions += total->n_transactions;
    ocr_add(o, &o->total, total->sum);
}

static void assignment_check(struct ocr *o, const char *record) {
    const struct ocr_total *total = &o->assignment.total;
    if (!o->assignment.lost) {
        check_number(o, "end of assignment: transactions", field_number(record, 9, 16),
                     total->n_transactions);
        check_number(o, "end of assignment: records", field_number(record, 17, 24),
                     total->n_records);
        check_number(o, "end of assignment: sum", field_number(record, 25, 41), total->sum);
        check_day(o, "end of assignment: first settlement date", field_day(record, 48),
                  total->first);
        check_day(o, "end of assignment: last settlement date", field_day(record, 54), total->last);
    }
    if (field_day(record, 42) < 0) {
        ocr_fault(o, "end of assignment: date generated %.6s: no such day", record + 41);
    }
    assignment_add(o);
}

static void payments_end(struct ocr *o, const char *record) {
    payment_close(o);
    assignment_check(o, record);
}

/* Registration 0: in a list of all; 1: new or changed; 2: deleted. */
static void agreement(struct ocr *o, const char *record) {
    const char notice = record[41];
    o->assignment.total.n_transactions++;
    if (field_number(record, 9, 15) < 0 || record[15] < '0' || record[15] > '2' ||
        (notice != 'J' && notice != 'N')) {
        ocr_fault(o, "AvtaleGiro agreement: serial %.7s, registration %.1s, notice %.1s: not as "
                     "specified", record + 8, record + 15, record + 41);
        return;
    }
    field_text(&o->kid, record, 17, 41);
    if (o->kid.len == 0) {
        ocr_fault(o, "AvtaleGiro agreement: serial %.7s: the KID is missing", record + 8);
        return;
    }
    const int n = snprintf(o->source_id, sizeof o->source_id, "%.7s/%.7s/%.7s", o->transmission,
                           o->assignment.number, record + 8);
    const krav_mandate mandate = {
        .size = sizeof mandate,
        .kind = record[15] == '0'   ? KRAV_MANDATE_LISTED
                : record[15] == '1' ? KRAV_MANDATE_SET
                                    : KRAV_MANDATE_ENDED,
        .line = o->line,
        .source_id = {o->source_id, (size_t)n},
        .kid = field_str(&o->kid),
        .account = {o->assignment.account, sizeof o->assignment.account},
        .notice = notice == 'J' ? 1 : 2,
    };
    o->handed.n_transactions++;
    if (o->sink->mandate && o->rc == KRAV_OK) {
        o->rc = o->sink->mandate(o->sink->ctx, &mandate);
    }
}

/* How another service counts its transactions is its own affair, so its trailer is believed on
 * that and on the sum; its records are counted. */
static void other_end(struct ocr *o, const char *record) {
    struct ocr_total *total = &o->assignment.total;
    const int64_t n = field_number(record, 9, 16);
    const int64_t sum = field_number(record, 25, 41);
    if (n < 0 || sum < 0) {
        ocr_fault(o, "end of assignment: transactions %.8s or sum %.17s: not digits", record + 8,
                  record + 24);
        ocr_lose_count(o);
        return;
    }
    if (!o->assignment.lost) {
        check_number(o, "end of assignment: records", field_number(record, 17, 24),
                     total->n_records);
    }
    total->n_transactions = n;
    total->sum = sum;
    assignment_add(o);
    ocr_note(o, "assignment %.7s of service %.2s, type %.2s: %" PRId64 " records are not used",
             o->assignment.number, o->assignment.code + 2, o->assignment.code + 4,
             total->n_records);
}

/* ---- the grammar ----------------------------------------------------------------------------- */

enum state { START, OPEN, PAYMENTS, ITEM1, ITEM2, ITEM3, AGREEMENTS, OTHER, END };

static const char *const after[] = {
    [START] = "at the beginning of the file",
    [OPEN] = "between assignments",
    [PAYMENTS] = "after the start of an assignment",
    [ITEM1] = "after amount item 1",
    [ITEM2] = "after amount item 2",
    [ITEM3] = "after amount item 3",
    [AGREEMENTS] = "in a list of agreements",
    [OTHER] = "in an assignment of another service",
    [END] = "after the end of the transmission",
};

/* `code` is the first eight characters: ? is anything, = is as in the assignment's start record.
 * The first rule that fits is taken. */
static const struct rule {
    enum state from;
    const char *code;
    enum state to;
    void (*take)(struct ocr *o, const char *record);
} rules[] = {
    {START, "NY000010", OPEN, transmission_start},
    {OPEN, "NY090020", PAYMENTS, payments_start},
    {OPEN, "NY212420", AGREEMENTS, assignment_start},
    {OPEN, "NY????20", OTHER, assignment_start},
    {OPEN, "NY000089", END, transmission_end},
    {PAYMENTS, "NY09??30", ITEM1, payment_item1},
    {PAYMENTS, "NY090088", OPEN, payments_end}, /* no payments: nothing wrong with that */
    {ITEM1, "NY09??31", ITEM2, payment_item2},
    {ITEM2, "NY09??32", ITEM3, payment_item3},
    {ITEM2, "NY09??30", ITEM1, payment_item1},
    {ITEM2, "NY090088", OPEN, payments_end},
    {ITEM3, "NY09??30", ITEM1, payment_item1},
    {ITEM3, "NY090088", OPEN, payments_end},
    {AGREEMENTS, "NY219470", AGREEMENTS, agreement},
    {AGREEMENTS, "NY212488", OPEN, assignment_check},
    {OTHER, "NY====88", OPEN, other_end},
    {OTHER, "NY==????", OTHER, NULL},
};
#define N_RULES (sizeof rules / sizeof rules[0])

static int rule_fits(const struct ocr *o, const struct rule *rule, const char *record) {
    for (int i = 0; i < 8; i++) {
        const char want = rule->code[i] == '=' ? o->assignment.code[i] : rule->code[i];
        if (want != '?' && want != record[i]) {
            return 0;
        }
    }
    return 1;
}

/* A record in the wrong place.  The grammar goes on from where that record belongs, so that one
 * missing line is one fault; what was being counted is given up. */
static void record_unexpected(struct ocr *o, const char *record) {
    ocr_fault(o, "record %.8s: not expected %s", record, after[o->state]);
    o->payment.size = 0;
    ocr_lose_count(o);
    for (size_t i = 0; i < N_RULES; i++) {
        if (rules[i].from != OTHER && rule_fits(o, &rules[i], record)) {
            o->state = (int)rules[i].to;
            if (rules[i].take == assignment_start || rules[i].take == payments_start) {
                rules[i].take(o, record);
            }
            return;
        }
    }
}

static void record_take(struct ocr *o, const char *record) {
    o->total.n_records++;
    o->assignment.total.n_records++;
    for (size_t i = 0; i < N_RULES; i++) {
        if ((int)rules[i].from == o->state && rule_fits(o, &rules[i], record)) {
            if (rules[i].take) {
                rules[i].take(o, record);
            }
            o->state = (int)rules[i].to;
            return;
        }
    }
    record_unexpected(o, record);
}

/* ---- lines ----------------------------------------------------------------------------------- */

/* True if the line is a record: 80 characters, none of them a control character. */
static int line_is_record(struct ocr *o, krav_str line) {
    if (line.len != OCR_LINE) {
        ocr_fault(o, "the line has %zu characters, not 80", line.len);
        return 0;
    }
    for (size_t i = 0; i < line.len; i++) {
        const unsigned char c = (unsigned char)line.ptr[i];
        if (c < 0x20 || c == 0x7f) {
            ocr_fault(o, "position %zu: control character %02X", i + 1, (unsigned)c);
            return 0;
        }
    }
    return 1;
}

static void file_end(struct ocr *o) {
    if (o->line == 0) {
        ocr_fault(o, "the file is empty");
    } else if (o->state != END) {
        ocr_fault(o, "the file ends %s: it is not whole", after[o->state]);
    }
}

int32_t ocr_read(struct ocr *o, int fd, const struct ocr_sink *sink) {
    memset(o, 0, offsetof(struct ocr, lines));
    o->sink = sink;
    krav_lines_open(&o->lines, fd);
    while (o->rc == KRAV_OK) {
        krav_str line = {NULL, 0};
        const int got = krav_lines_next(&o->lines, &line);
        if (got < 0) {
            return got;
        }
        if (got == KRAV_LINE_NONE) {
            file_end(o);
            break;
        }
        o->line = o->lines.line;
        if (line.len > 0 && line.ptr[line.len - 1] == '\r') {
            line.len--;
        }
        if (got == KRAV_LINE_TOO_LONG) {
            ocr_fault(o, "the line has more than %d characters, not 80", KRAV_LINE_MAX);
            ocr_lose_count(o);
        } else if (line_is_record(o, line)) {
            record_take(o, line.ptr);
        } else {
            ocr_lose_count(o);
        }
        if (o->n_faults >= OCR_FAULTS_MAX) {
            ocr_fault(o, "too many faults: the rest of the file was not read");
            break;
        }
    }
    return o->rc;
}

int32_t ocr_recognise(krav_str head) {
    if (head.len < 16 || memcmp(head.ptr, "NY000010", 8) != 0) {
        return 0;
    }
    const char *feed = (const char *)memchr(head.ptr, '\n', head.len);
    size_t len = feed ? (size_t)(feed - head.ptr) : head.len;
    if (feed && len > 0 && head.ptr[len - 1] == '\r') {
        len--;
    }
    if (len != OCR_LINE) {
        return 40;
    }
    /* A file on its way out has 00008080 as the recipient; it gets here only by mistake, and
     * then reading it says so. */
    return memcmp(head.ptr + 8, CENTRE, 8) == 0 ? 100 : 60;
}
