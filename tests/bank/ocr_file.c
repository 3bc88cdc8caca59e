#include "ocr_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "number.h"

#define LINE 80
#define TEXT_MAX 40
#define CENTRE "00008080"     /* who sends: the clearing centre */
#define RECIPIENT "00010200"  /* and to whom: made up, as is the agreement */
#define AGREEMENT "001008566"

/* Years 1990 to 2089 are what two digits can say. */
#define DAY_FIRST day_of(1990, 1, 1)
#define DAY_LAST day_of(2089, 12, 31)

struct ocr_file {
    struct buf *out;
    char day[7];
    uint64_t content; /* drawn from all that is written: tells files of one day apart */
    int day_number;   /* four digits, the same again only after 27 years */
    int64_t n_transactions, n_records, sum;
};

/* ---- what the format cannot carry ------------------------------------------------------------ */

/* The text as ISO-8859-1, at most TEXT_MAX characters; false if it is not, or is longer. */
static bool latin1(struct text t, char out[TEXT_MAX + 1]) {
    size_t n = 0;
    for (size_t i = 0; i < t.len; i++, n++) {
        const unsigned char c = (unsigned char)t.ptr[i];
        if (n == TEXT_MAX || (c >= 0x80 && c != 0xc2 && c != 0xc3)) {
            return false;
        }
        if (c < 0x80) {
            out[n] = t.ptr[i];
            continue;
        }
        const unsigned char next = (unsigned char)t.ptr[++i]; /* it is UTF-8: there is one */
        if (c == 0xc2 && next < 0xa0) {
            return false;
        }
        out[n] = (char)((c == 0xc3 ? 0x40 : 0) | next);
    }
    out[n] = '\0';
    return true;
}

void ocr_file_check(const struct payments *p, struct faults *faults) {
    char text[TEXT_MAX + 1];
    for (size_t i = 0; i < p->n; i++) {
        const struct payment *pay = &p->items[i];
        if (pay->kid.len > 0 && !kid_fits(pay->kid)) {
            faults_add(faults, "KID %.*s: its check digit does not fit, and OCR giro brings only"
                       " payments whose KID does", TEXT_ARG(pay->kid));
        }
        if (!latin1(pay->text, text)) {
            faults_add(faults, "text \"%.*s\": OCR giro takes at most %d characters of ISO-8859-1",
                       TEXT_ARG(pay->text), TEXT_MAX);
        }
        if (pay->ordered != DAY_NONE && pay->ordered < DAY_FIRST) {
            faults_add(faults, "the order's day is before 1990: OCR giro has two digits for it");
        }
    }
}

/* ---- records --------------------------------------------------------------------------------- */

FORMAT(2, 3) static void record(struct ocr_file *f, const char *format, ...) {
    char line[LINE + 48];
    va_list args;
    va_start(args, format);
    const int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    ensure(n > 0 && n <= LINE);
    memset(line + n, '0', (size_t)(LINE - n));
    line[LINE] = '\n';
    buf_add(f->out, (struct text){line, LINE + 1});
    f->n_records++;
}

static void day_put(day d, char out[7]) {
    const struct ymd at = day_ymd(d);
    char *p = text_put_digits(out, at.day, 2);
    p = text_put_digits(p, at.month, 2);
    p = text_put_digits(p, at.year % 100, 2);
    *p = '\0';
}

static int type_of(const struct payment *p) {
    if (p->is_reversal) {
        return p->kid.len > 0 ? 18 : 20;
    }
    return p->is_asked_for ? 15 : p->kid.len > 0 ? 10 : 21;
}

/* Types from 18 on are made with a card: there is no account to tell. */
static void payment_put(struct ocr_file *f, const struct payment *p) {
    const int64_t number = ++f->n_transactions;
    const int type = type_of(p);
    const bool has_account = type < 18 && p->from_account.len > 0;
    const int64_t archive = f->day_number * INT64_C(100000) +
                            (int64_t)((f->content + (uint64_t)number) % 100000);
    char ordered[7] = "000000";
    char text[TEXT_MAX + 1];
    if (p->ordered != DAY_NONE) {
        day_put(p->ordered, ordered);
    }
    record(f, "NY09%02d30%07" PRId64 "%s13%.2s1%05" PRIu64 "0%017" PRId64 "%25.*s", type, number,
           f->day, f->day, f->content / 100000 % 100000, p->amount, TEXT_ARG(p->kid));
    record(f, "NY09%02d31%07" PRId64 "0000000000%09" PRId64 "0000000%s%.*s", type, number, archive,
           ordered, TEXT_ARG(has_account ? p->from_account : TEXT("00000000000")));
    if (p->text.len > 0 && latin1(p->text, text)) {
        record(f, "NY09%02d32%07" PRId64 "%-40s", type, number, text);
    }
    f->sum += p->amount;
}

static uint64_t content_of(struct text account, day booked, const struct payments *p) {
    uint64_t hash = draw_number(draw_text(DRAW_START, account), booked);
    for (size_t i = 0; i < p->n; i++) {
        const struct payment *pay = &p->items[i];
        hash = draw_number(draw_number(hash, pay->amount), pay->ordered);
        hash = draw_number(hash, type_of(pay));
        hash = draw_text(draw_text(hash, pay->kid), pay->text);
        hash = draw_text(hash, pay->from_account);
    }
    return draw_end(hash);
}

void ocr_file_write(struct buf *out, struct text account, day booked, const struct payments *p) {
    ensure(booked >= DAY_FIRST && booked <= DAY_LAST);
    struct ocr_file f = {.out = out, .content = content_of(account, booked, p),
                         .day_number = booked % 10000};
    day_put(booked, f.day);
    record(&f, "NY000010" CENTRE "%04d%03d" RECIPIENT, f.day_number, (int)(f.content % 1000));
    record(&f, "NY090020" AGREEMENT "%07d%.*s", (int)(f.content / 1000 % 10000000),
           TEXT_ARG(account));
    for (size_t i = 0; i < p->n; i++) {
        payment_put(&f, &p->items[i]);
    }
    const char *days = p->n > 0 ? f.day : "000000";
    record(&f, "NY090088%08" PRId64 "%08" PRId64 "%017" PRId64 "%s%s%s", f.n_transactions,
           f.n_records, f.sum, f.day, days, days);
    record(&f, "NY000089%08" PRId64 "%08" PRId64 "%017" PRId64 "%s", f.n_transactions,
           f.n_records + 1, f.sum, f.day);
}
