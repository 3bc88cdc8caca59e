#include "file.h"

#include "krav/check.h"
#include "krav/easy.h"

#include <stdlib.h>

#include "debits.h"

#define CENTRE "00008080"

/* ---- one record ------------------------------------------------------------------------------ */

struct record {
    char text[AG_LINE];
};

/* Positions are the specification's: from 1, both ends included. */
static struct record record_of(const char *code) {
    struct record r;
    memset(r.text, '0', sizeof r.text);
    memcpy(r.text, code, 8);
    return r;
}

static void put_number(struct record *r, int from, int to, int64_t value) {
    for (int i = to - 1; i >= from - 1; i--) {
        r->text[i] = (char)('0' + value % 10);
        value /= 10;
    }
}

static void put_blanks(struct record *r, int from, int to) {
    memset(r->text + from - 1, ' ', (size_t)(to - from + 1));
}

static void put_day(struct record *r, int from, krav_day day) {
    int year = 0, month = 0, mday = 0;
    krav_day_split(day, &year, &month, &mday);
    put_number(r, from, from + 1, mday);
    put_number(r, from + 2, from + 3, month);
    put_number(r, from + 4, from + 5, year % 100);
}

static void put_bytes(struct record *r, int from, krav_str s) {
    memcpy(r->text + from - 1, s.ptr, s.len);
}

/* Left-aligned; what ISO-8859-1 does not have becomes a question mark. */
static void put_text(struct record *r, int from, int to, krav_str s) {
    int at = from - 1;
    put_blanks(r, from, to);
    for (size_t i = 0; i < s.len && at < to;) {
        const unsigned char *c = (const unsigned char *)s.ptr + i;
        const size_t n = krav_utf8_at(c, s.len - i);
        r->text[at++] = n == 1                                ? (char)c[0]
                        : n == 2 && (c[0] == 0xc2 || c[0] == 0xc3) ? (char)((c[0] & 3) << 6 | (c[1] & 0x3f))
                                                                   : '?';
        i += n > 0 ? n : 1;
    }
}

static void put_right(struct record *r, int from, int to, krav_str s) {
    put_blanks(r, from, to);
    put_bytes(r, to - (int)s.len + 1, s);
}

static void add(struct ag_file *f, const struct record *r) {
    if (f->len + AG_LINE + 2 > f->size) {
        const size_t size = f->size > 0 ? f->size * 2 : 8192;
        char *grown = f->failed ? NULL : realloc(f->bytes, size);
        if (!grown) {
            f->failed = 1;
            return;
        }
        f->bytes = grown;
        f->size = size;
    }
    memcpy(f->bytes + f->len, r->text, AG_LINE);
    memcpy(f->bytes + f->len + AG_LINE, "\r\n", 2);
    f->len += AG_LINE + 2;
    f->n_records++;
}

/* ---- requests and deletions ------------------------------------------------------------------ */

static void debit_write(struct ag_file *f, const krav_debit *d, int64_t number) {
    const int is_asked = d->kind == KRAV_DEBIT_ASK;
    const int tells = is_asked && d->notice == 1;
    struct record r = record_of(!is_asked ? "NY219330" : tells ? "NY212130" : "NY210230");
    put_number(&r, 9, 15, number);
    put_day(&r, 16, d->due);
    put_blanks(&r, 22, 32);
    put_number(&r, 33, 49, d->amount);
    put_right(&r, 50, 74, d->kid);
    add(f, &r);
    r = record_of(!is_asked ? "NY219331" : tells ? "NY212131" : "NY210231");
    put_number(&r, 9, 15, number);
    put_text(&r, 16, 25, d->payer_name);
    put_blanks(&r, 26, 50);
    put_text(&r, 51, 75, d->reference);
    add(f, &r);
    if (tells && d->text.len > 0) { /* only the bank's notice has room for it */
        r = record_of("NY212149");
        put_number(&r, 9, 15, number);
        put_number(&r, 16, 16, 4);
        put_number(&r, 17, 19, 1);
        put_number(&r, 20, 20, 1);
        put_text(&r, 21, 60, d->text);
        add(f, &r);
    }
}

static void assignment_write(struct ag_file *f, const krav_debits *b, int32_t kind,
                             int64_t number) {
    const struct ag_total total = debits_total(b, kind);
    const int is_asked = kind == KRAV_DEBIT_ASK;
    const int64_t before = f->n_records;
    int64_t transaction = 0;
    if (total.n == 0) {
        return;
    }
    struct record r = record_of(is_asked ? "NY210020" : "NY213620");
    put_number(&r, 18, 24, number);
    put_bytes(&r, 25, b->to_account);
    add(f, &r);
    for (uint32_t i = 0; i < b->n_debits; i++) {
        if (b->debits[i].kind == kind) {
            debit_write(f, &b->debits[i], ++transaction);
        }
    }
    r = record_of(is_asked ? "NY210088" : "NY213688");
    put_number(&r, 9, 16, total.n);
    put_number(&r, 17, 24, f->n_records - before + 1);
    put_number(&r, 25, 41, total.sum);
    put_day(&r, 42, total.first);
    put_day(&r, 48, total.last);
    add(f, &r);
}

void file_write(struct ag_file *f, krav_str customer, const krav_debits *b) {
    const struct ag_total asked = debits_total(b, KRAV_DEBIT_ASK);
    const struct ag_total deleted = debits_total(b, KRAV_DEBIT_DELETE);
    struct record r = record_of("NY000010");
    put_bytes(&r, 9, customer);
    put_number(&r, 17, 23, b->number);
    put_bytes(&r, 24, KRAV_STR(CENTRE));
    add(f, &r);
    assignment_write(f, b, KRAV_DEBIT_ASK, 2 * b->number - 1);
    assignment_write(f, b, KRAV_DEBIT_DELETE, 2 * b->number);
    r = record_of("NY000089");
    put_number(&r, 9, 16, asked.n + deleted.n);
    put_number(&r, 17, 24, f->n_records + 1);
    put_number(&r, 25, 41, asked.sum + deleted.sum);
    put_day(&r, 42, asked.n == 0 || (deleted.n > 0 && deleted.first < asked.first)
                        ? deleted.first
                        : asked.first);
    add(f, &r);
}

void file_free(struct ag_file *f) {
    free(f->bytes);
    *f = (struct ag_file){0};
}
