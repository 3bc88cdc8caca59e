#include "ocr_make.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RECIPIENT "00010200"
#define AGREEMENT "001008566"

static void room_for(struct ocr_make *m, size_t n) {
    if (m->len + n > m->cap) {
        m->cap = (m->len + n) * 2;
        m->text = realloc(m->text, m->cap);
        if (!m->text) {
            abort();
        }
    }
}

void ocr_make_line(struct ocr_make *m, const char *line) {
    const size_t len = strlen(line);
    room_for(m, 81);
    char *record = m->text + m->len;
    memset(record, '0', 80);
    memcpy(record, line, len < 80 ? len : 80);
    record[80] = '\n';
    m->len += 81;
    m->transmission.n_records++;
    m->assignment.n_records++;
}

void ocr_make_start(struct ocr_make *m, const char *transmission, const char *generated) {
    memset(m, 0, sizeof *m);
    snprintf(m->generated, sizeof m->generated, "%s", generated);
    char line[128];
    snprintf(line, sizeof line, "NY00001000008080%.7s" RECIPIENT, transmission);
    ocr_make_line(m, line);
}

void ocr_make_assignment(struct ocr_make *m, const char *number, const char *account) {
    memset(&m->assignment, 0, sizeof m->assignment);
    char line[128];
    snprintf(line, sizeof line, "NY090020" AGREEMENT "%.7s%.11s", number, account);
    ocr_make_line(m, line);
}

/* YYMMDD compares as text, DDMMYY does not. */
static int earlier(const char *a, const char *b) {
    const char x[6] = {a[4], a[5], a[2], a[3], a[0], a[1]};
    const char y[6] = {b[4], b[5], b[2], b[3], b[0], b[1]};
    return memcmp(x, y, sizeof x) < 0;
}

void ocr_make_payment(struct ocr_make *m, const struct ocr_make_payment *p) {
    struct ocr_make_total *total = &m->assignment;
    const int64_t number = ++total->n_transactions;
    char line[128];
    snprintf(line, sizeof line, "NY09%02d30%07" PRId64 "%.6s1320101464%c%017" PRId64 "%25s000000",
             p->type, number, p->settled, p->ore < 0 ? '-' : '0', p->ore < 0 ? -p->ore : p->ore,
             p->kid ? p->kid : "");
    ocr_make_line(m, line);
    snprintf(line, sizeof line, "NY09%02d31%07" PRId64 "0000000000%.9s0000000%.6s%.11s", p->type,
             number, p->archive ? p->archive : "000000000", p->ordered ? p->ordered : "000000",
             p->payer ? p->payer : "00000000000");
    ocr_make_line(m, line);
    if (p->text) {
        snprintf(line, sizeof line, "NY09%02d32%07" PRId64 "%-40s", p->type, number, p->text);
        ocr_make_line(m, line);
    }
    total->sum += p->ore;
    if (!total->first[0] || earlier(p->settled, total->first)) {
        memcpy(total->first, p->settled, 6);
    }
    if (!total->last[0] || earlier(total->last, p->settled)) {
        memcpy(total->last, p->settled, 6);
    }
}

static void assignment_end(struct ocr_make *m, const char *code) {
    const struct ocr_make_total *total = &m->assignment;
    char line[128];
    snprintf(line, sizeof line, "%s%08" PRId64 "%08" PRId64 "%017" PRId64 "%.6s%.6s%.6s", code,
             total->n_transactions, total->n_records + 1, total->sum, m->generated,
             total->first[0] ? total->first : "000000", total->last[0] ? total->last : "000000");
    m->transmission.n_transactions += total->n_transactions;
    m->transmission.sum += total->sum;
    ocr_make_line(m, line);
}

void ocr_make_assignment_end(struct ocr_make *m) { assignment_end(m, "NY090088"); }

void ocr_make_agreements(struct ocr_make *m, int n, const char *account) {
    memset(&m->assignment, 0, sizeof m->assignment);
    char line[128];
    snprintf(line, sizeof line, "NY2124200000000000000002%.11s", account);
    ocr_make_line(m, line);
    for (int i = 1; i <= n; i++) {
        snprintf(line, sizeof line, "NY219470%07d1%25s%c", i, "000112000507155",
                 i % 2 ? 'J' : 'N');
        ocr_make_line(m, line);
    }
    m->assignment.n_transactions = n;
    assignment_end(m, "NY212488");
}

void ocr_make_agreement(struct ocr_make *m, const char *account, const char *kid,
                        char registration, char notice) {
    char line[128];
    memset(&m->assignment, 0, sizeof m->assignment);
    snprintf(line, sizeof line, "NY2124200000000000000003%.11s", account);
    ocr_make_line(m, line);
    snprintf(line, sizeof line, "NY2194700000001%c%25s%c", registration, kid, notice);
    ocr_make_line(m, line);
    m->assignment.n_transactions = 1;
    assignment_end(m, "NY212488");
}

void ocr_make_end(struct ocr_make *m) {
    const struct ocr_make_total *total = &m->transmission;
    char line[128];
    snprintf(line, sizeof line, "NY000089%08" PRId64 "%08" PRId64 "%017" PRId64 "%.6s",
             total->n_transactions, total->n_records + 1, total->sum, m->generated);
    ocr_make_line(m, line);
}

void ocr_make_crlf(struct ocr_make *m) {
    const size_t n = m->len / 81;
    room_for(m, n);
    for (size_t i = n; i > 0; i--) { /* from the end: each moves into free room */
        char *to = m->text + (i - 1) * 82;
        memmove(to, m->text + (i - 1) * 81, 80);
        memcpy(to + 80, "\r\n", 2);
    }
    m->len += n;
}

void ocr_make_free(struct ocr_make *m) {
    free(m->text);
    memset(m, 0, sizeof *m);
}
