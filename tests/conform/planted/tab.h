/* tab.h - the honest part of the planted intakes: a small payment format with a trailer.
 *
 *     TAB;1
 *     P;source id;kid;account;amount in øre, signed;YYYY-MM-DD
 *     T;count;sum
 *
 * A negative amount is a reversal.  sample.tab is such a file. */
#ifndef TAB_H
#define TAB_H

#include "sane.h"

#include "krav/lines.h"
#include "krav/twopass.h"

#define TAB_NEEDS static const char *const needs[] = {KRAV_HOST_FACTS, KRAV_HOST_LOG, NULL}

enum { TAB_BAD = 0, TAB_HEAD, TAB_PAYMENT, TAB_TRAILER };

struct tab_row {
    krav_payment payment;
    int64_t count;
    krav_ore sum;
};

/* The next field up to ';'; the last one ends the line. */
static inline krav_str tab_field(krav_str *rest) {
    krav_str field = *rest;
    const char *end = rest->len > 0 ? memchr(rest->ptr, ';', rest->len) : NULL;
    if (end) {
        field.len = (size_t)(end - rest->ptr);
        rest->ptr = end + 1;
        rest->len -= field.len + 1;
    } else {
        *rest = KRAV_STR_ABSENT;
    }
    return field;
}

static inline int tab_int(krav_str s, int64_t *value) {
    const int negative = s.len > 0 && s.ptr[0] == '-';
    const krav_str digits = {s.ptr + negative, s.len - (size_t)negative};
    if (digits.len < 1 || digits.len > 15 || !krav_check_all_digits(digits)) {
        return 0;
    }
    *value = 0;
    for (size_t i = 0; i < digits.len; i++) {
        *value = *value * 10 + (digits.ptr[i] - '0');
    }
    *value = negative ? -*value : *value;
    return 1;
}

static inline krav_day tab_day(krav_str s) {
    int64_t y = 0;
    int64_t m = 0;
    int64_t d = 0;
    if (s.len != 10 || !tab_int((krav_str){s.ptr, 4}, &y) ||
        !tab_int((krav_str){s.ptr + 5, 2}, &m) || !tab_int((krav_str){s.ptr + 8, 2}, &d)) {
        return 0;
    }
    return krav_day_of((int)y, (int)m, (int)d);
}

static inline int tab_payment(krav_str rest, struct tab_row *row) {
    krav_payment *p = &row->payment;
    *p = (krav_payment){.size = sizeof *p};
    p->source_id = tab_field(&rest);
    p->kid = tab_field(&rest);
    p->account = tab_field(&rest);
    const int has_amount = tab_int(tab_field(&rest), &p->amount);
    p->booked = tab_day(tab_field(&rest));
    p->kind = p->amount < 0 ? KRAV_PAYMENT_REVERSAL : KRAV_PAYMENT_IN;
    return has_amount && p->amount != 0 && p->booked != 0 && rest.len == 0 &&
                   p->source_id.len > 0 && p->source_id.len <= 40 &&
                   krav_check_all_digits(p->source_id) && krav_check_kid(p->kid) &&
                   krav_check_account(p->account)
               ? TAB_PAYMENT
               : TAB_BAD;
}

static inline int tab_row(krav_str line, struct tab_row *row) {
    if (krav_str_eq(line, KRAV_STR("TAB;1"))) {
        return TAB_HEAD;
    }
    const krav_str word = tab_field(&line);
    if (krav_str_eq(word, KRAV_STR("P"))) {
        return tab_payment(line, row);
    }
    if (krav_str_eq(word, KRAV_STR("T")) && tab_int(tab_field(&line), &row->count) &&
        tab_int(tab_field(&line), &row->sum) && line.len == 0) {
        return TAB_TRAILER;
    }
    return TAB_BAD;
}

struct tab_state { /* where in a file one pass is */
    int64_t line;
    int64_t ended; /* the line of the trailer */
};

static inline void tab_fault(krav_twopass *pass, krav_tally *tally, int64_t line,
                             krav_str reason) {
    tally->n_faults++;
    krav_twopass_fault(pass, line, reason);
}

/* One line, wherever it stands. */
static inline int32_t tab_take(krav_twopass *pass, krav_tally *tally, struct tab_state *at,
                               krav_str line) {
    struct tab_row row = {0};
    const int what = tab_row(line, &row);
    at->line++;
    if (what == TAB_BAD || at->ended || (what == TAB_HEAD) != (at->line == 1)) {
        tab_fault(pass, tally, at->line, KRAV_STR("this line does not belong here"));
        return KRAV_OK;
    }
    if (what == TAB_TRAILER) {
        at->ended = at->line;
        if (row.count != tally->n_records || row.sum != tally->sum) {
            tab_fault(pass, tally, at->line, KRAV_STR("count or sum is another"));
        }
    }
    if (what == TAB_PAYMENT) {
        tally->n_records++;
        tally->sum += row.payment.amount;
        row.payment.line = at->line;
        return pass->submits ? krav_twopass_payment(pass, &row.payment) : KRAV_OK;
    }
    return KRAV_OK;
}

static inline int32_t tab_pass(krav_twopass *pass, krav_tally *tally) {
    struct krav_lines lines;
    struct tab_state at = {0};
    krav_str line;
    krav_lines_open(&lines, pass->fd);
    int got = krav_lines_next(&lines, &line);
    while (got == KRAV_LINE || got == KRAV_LINE_TOO_LONG) {
        const int32_t rc = tab_take(pass, tally, &at, line);
        if (rc != KRAV_OK) {
            return rc;
        }
        got = krav_lines_next(&lines, &line);
    }
    if (got == KRAV_LINE_NONE && !at.ended) {
        tab_fault(pass, tally, at.line, KRAV_STR("the file ends without its trailer"));
    }
    return got == KRAV_LINE_NONE ? KRAV_OK : got;
}

static inline void tab_done(krav_plugin *plugin, const krav_call *call, const krav_tally *tally) {
    const krav_file_result result = {.size = sizeof result,
                                     .kind = KRAV_STR("payments"),
                                     .n_records = (uint64_t)tally->n_records,
                                     .sum = tally->sum};
    krav_answer_done(krav_frame_of(plugin)->host, call, KRAV_STR_ABSENT, &result);
}

static inline int32_t tab_begin_with(krav_plugin *plugin, const krav_call *call, int fd,
                                     krav_twopass_read *read) {
    krav_tally tally;
    if (krav_twopass_take(plugin, call, fd, read, KRAV_STR("the file has faults"), &tally)) {
        tab_done(plugin, call, &tally);
    }
    return KRAV_OK;
}

static inline int32_t tab_begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                                int64_t size) {
    (void)name;
    (void)size;
    return tab_begin_with(plugin, call, fd, tab_pass);
}

static inline int32_t tab_recognise(krav_plugin *plugin, krav_str head, krav_str name) {
    (void)plugin;
    (void)name;
    return head.len >= 5 && memcmp(head.ptr, "TAB;1", 5) == 0 ? 90 : 0;
}

#endif /* TAB_H */
