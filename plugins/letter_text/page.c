#include "page.h"

#include "krav/check.h"
#include "krav/easy.h"

#include "wrap.h"

#include <stdio.h>
#include <stdlib.h>

#define MARGIN 8
#define RIGHT_WIDTH 26 /* the column with date and case */
#define WINDOW_WIDTH 40

enum { ROW_SENDER = 2, ROW_WINDOW = 10, ROW_SUBJECT = 18, ROW_SLIP = 59, ROW_END = 66 };
enum { SENDER_ROWS = 7, WINDOW_ROWS = 6, SHORT_MAX = 200, ADDRESS_MAX = 1000 };

static const struct words {
    const char *language;
    const char *date, *case_ref, *page, *slip, *account, *kid, *amount, *deadline, *payee;
} languages[] = {
    {"nb", "Dato", "Sak", "Side", "Innbetaling", "Konto", "KID", "Bel\xc3\xb8p",
     "Betalingsfrist", "Mottaker"},
    {"nn", "Dato", "Sak", "Side", "Innbetaling", "Konto", "KID", "Bel\xc3\xb8p",
     "Betalingsfrist", "Mottakar"},
    {"en", "Date", "Case", "Page", "Payment", "Account", "KID", "Amount", "Pay by", "Payee"},
};

static const struct words *words_of(krav_str language) {
    for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
        if (krav_str_eq(language, krav_str_of(languages[i].language))) {
            return &languages[i];
        }
    }
    return &languages[0]; /* Norwegian, when nothing else is said */
}

/* ---- writing --------------------------------------------------------------------------------- */

static void put(struct page *p, const char *s, size_t len) {
    if (len == 0 || p->failed) {
        return;
    }
    if (len > p->cap - p->len) {
        const size_t cap = (p->cap + len) * 2;
        char *text = realloc(p->text, cap);
        if (!text) {
            p->failed = 1;
            return;
        }
        p->text = text;
        p->cap = cap;
    }
    memcpy(p->text + p->len, s, len);
    p->len += len;
}

static void put_blanks(struct page *p, int n) {
    for (int i = 0; i < n; i++) {
        put(p, " ", 1);
    }
}

/* One row: `left` at the margin and, if there is one, `right` in its column. */
static void put_row(struct page *p, krav_str left, krav_str right) {
    if (left.len > 0 || right.len > 0) {
        put_blanks(p, MARGIN);
        put(p, left.ptr, left.len);
    }
    if (right.len > 0) {
        put_blanks(p, p->width - RIGHT_WIDTH - wrap_width(left));
        put(p, right.ptr, right.len);
    }
    put(p, "\n", 1);
    p->row++;
}

static void go_to(struct page *p, int row) {
    while (p->row < row) {
        put_row(p, (krav_str){NULL, 0}, (krav_str){NULL, 0});
    }
}

static krav_str labelled(char *out, size_t size, const char *label, krav_str value) {
    const int n = snprintf(out, size, "%s: %.*s", label, (int)value.len,
                           value.len > 0 ? value.ptr : "");
    return (krav_str){out, n < 0 ? 0 : (size_t)n < size ? (size_t)n : size - 1};
}

static krav_str day_text(char out[16], krav_day day) {
    int year = 0;
    int month = 0;
    int mday = 0;
    krav_day_split(day, &year, &month, &mday);
    const int n = snprintf(out, 16, "%02d.%02d.%04d", mday, month, year);
    return (krav_str){out, n < 0 ? 0 : (size_t)n};
}

/* ---- the parts of the sheet ------------------------------------------------------------------ */

/* Name, address and contact, each on rows of its own. */
static krav_str joined(char *out, size_t size, krav_str a, krav_str b, krav_str c) {
    size_t len = 0;
    const krav_str parts[] = {a, b, c};
    for (size_t i = 0; i < 3; i++) {
        if (parts[i].len > 0 && len + 1 + parts[i].len <= size) {
            if (len > 0) {
                out[len++] = '\n';
            }
            memcpy(out + len, parts[i].ptr, parts[i].len);
            len += parts[i].len;
        }
    }
    return (krav_str){out, len};
}

#define JOINED_MAX (SHORT_MAX + ADDRESS_MAX + SHORT_MAX + 3)

static krav_str sender_of(char out[JOINED_MAX], const krav_letter *l) {
    return joined(out, JOINED_MAX, l->from_name, l->from_address, l->from_contact);
}

static krav_str receiver_of(char out[JOINED_MAX], const krav_letter *l) {
    return joined(out, JOINED_MAX, l->to_name, l->to_address, (krav_str){NULL, 0});
}

static void put_sender(struct page *p, const krav_letter *l, const struct words *w) {
    char joint[JOINED_MAX];
    char date[16];
    char right[2][SHORT_MAX + 40];
    const krav_str rights[] = {
        labelled(right[0], sizeof right[0], w->date, day_text(date, l->composed)),
        l->case_ref.len > 0 ? labelled(right[1], sizeof right[1], w->case_ref, l->case_ref)
                            : (krav_str){NULL, 0},
    };
    krav_str rest = sender_of(joint, l);
    go_to(p, ROW_SENDER);
    for (int i = 0; i < 2 || rest.len > 0; i++) {
        krav_str row = {NULL, 0};
        wrap_next(&rest, p->width - RIGHT_WIDTH - 2, &row);
        put_row(p, row, i < 2 ? rights[i] : (krav_str){NULL, 0});
    }
}

static void put_window(struct page *p, const krav_letter *l) {
    char joint[JOINED_MAX];
    krav_str rest = receiver_of(joint, l);
    krav_str row;
    go_to(p, ROW_WINDOW);
    while (wrap_next(&rest, WINDOW_WIDTH, &row)) {
        put_row(p, row, (krav_str){NULL, 0});
    }
}

static void page_break(struct page *p, const krav_letter *l, const struct words *w) {
    char text[SHORT_MAX + 60];
    put(p, "\f", 1);
    p->row = 0;
    p->n_pages++;
    const int n = snprintf(text, sizeof text, "%s %d, %s: %.*s", w->page, p->n_pages, w->case_ref,
                           (int)l->case_ref.len, l->case_ref.len > 0 ? l->case_ref.ptr : "");
    go_to(p, ROW_SENDER);
    put_row(p, (krav_str){text, n < 0 ? 0 : (size_t)n}, (krav_str){NULL, 0});
    go_to(p, ROW_SENDER + 2);
}

static void put_body(struct page *p, const krav_letter *l, const struct words *w) {
    krav_str row;
    krav_str rest = l->subject;
    go_to(p, ROW_SUBJECT);
    while (wrap_next(&rest, p->width, &row)) {
        put_row(p, row, (krav_str){NULL, 0});
    }
    go_to(p, p->row + 1);
    rest = l->body;
    while (wrap_next(&rest, p->width, &row)) {
        if (p->row == ROW_END) {
            page_break(p, l, w);
        }
        put_row(p, row, (krav_str){NULL, 0});
    }
}

/* 12345678903 is written 1234.56.78903; what is no account number stays as it is. */
static krav_str account_text(char out[16], krav_str account) {
    if (account.len != 11 || !krav_check_all_digits(account)) {
        return account;
    }
    const int n = snprintf(out, 16, "%.4s.%.2s.%.5s", account.ptr, account.ptr + 4,
                           account.ptr + 6);
    return (krav_str){out, n < 0 ? 0 : (size_t)n};
}

/* 1234567 øre are written 12 345,67 kr. */
static krav_str amount_text(char out[48], krav_ore ore) {
    char digits[24];
    const int n = snprintf(digits, sizeof digits, "%lld", (long long)(ore / 100));
    size_t len = 0;
    for (int i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0) {
            out[len++] = ' ';
        }
        out[len++] = digits[i];
    }
    const int tail = snprintf(out + len, 48 - len, ",%02d kr", (int)(ore % 100));
    return (krav_str){out, len + (tail < 0 ? 0 : (size_t)tail)};
}

static void put_slip_row(struct page *p, const char *label, krav_str value) {
    char text[SHORT_MAX + 60];
    const int pad = 16 - wrap_width(krav_str_of(label));
    const int n = snprintf(text, sizeof text, "%s%*s%.*s", label, pad > 0 ? pad : 1, "",
                           (int)value.len, value.ptr);
    if (value.len > 0) {
        put_row(p, (krav_str){text, n < 0 ? 0 : (size_t)n}, (krav_str){NULL, 0});
    }
}

static void put_slip(struct page *p, const krav_letter *l, const struct words *w) {
    char rule[PAGE_WIDTH_MAX];
    char account[16];
    char amount[48];
    char deadline[16];
    if (p->row >= ROW_SLIP) {
        page_break(p, l, w);
    }
    go_to(p, ROW_SLIP);
    memset(rule, '-', sizeof rule);
    put_row(p, (krav_str){rule, (size_t)p->width}, (krav_str){NULL, 0});
    put_row(p, krav_str_of(w->slip), (krav_str){NULL, 0});
    put_slip_row(p, w->payee, l->from_name);
    put_slip_row(p, w->account, account_text(account, l->account));
    put_slip_row(p, w->kid, l->kid);
    put_slip_row(p, w->amount, amount_text(amount, l->amount));
    if (l->deadline > 0) {
        put_slip_row(p, w->deadline, day_text(deadline, l->deadline));
    }
}

/* ---- the whole letter ------------------------------------------------------------------------ */

static const char *refuses_fields(const krav_letter *l) {
    const krav_str shorts[] = {l->to_name, l->subject, l->case_ref, l->from_name, l->from_contact,
                               l->kid, l->account};
    for (size_t i = 0; i < sizeof shorts / sizeof shorts[0]; i++) {
        if (shorts[i].len > SHORT_MAX) {
            return "a name, subject or reference is longer than 200 bytes";
        }
        if (!wrap_is_clean(shorts[i], 0)) {
            return "a name, subject or reference is not plain UTF-8 text";
        }
    }
    if (l->to_address.len > ADDRESS_MAX || l->from_address.len > ADDRESS_MAX) {
        return "an address is longer than 1000 bytes";
    }
    if (!wrap_is_clean(l->to_address, 1) || !wrap_is_clean(l->from_address, 1) ||
        !wrap_is_clean(l->body, 1)) {
        return "an address or the body is not plain UTF-8 text";
    }
    return NULL;
}

const char *page_refuses(const krav_letter *l, int sheet_width) {
    char joint[JOINED_MAX];
    if (l->body.len == 0 || l->to_name.len == 0) {
        return l->body.len == 0 ? "the letter has no body" : "the letter has no receiver's name";
    }
    if (l->body.len > PAGE_BODY_MAX) {
        return "the body is longer than 256 KiB";
    }
    if (l->composed < 1 || l->deadline < 0) {
        return "the letter bears no day";
    }
    if (l->amount < 0 || (l->amount > 0 && l->account.len == 0)) {
        return l->amount < 0 ? "the amount is negative" : "there is an amount but no account";
    }
    const char *fault = refuses_fields(l);
    if (fault) {
        return fault;
    }
    if (wrap_count(receiver_of(joint, l), WINDOW_WIDTH) > WINDOW_ROWS) {
        return "the address does not fit the envelope's window";
    }
    const int sender_width = sheet_width - 2 * MARGIN - RIGHT_WIDTH - 2;
    if (wrap_count(sender_of(joint, l), sender_width) > SENDER_ROWS) {
        return "the sender's address has too many lines";
    }
    return NULL;
}

int page_make(struct page *p, const krav_letter *l, int sheet_width) {
    const struct words *w = words_of(l->language);
    memset(p, 0, sizeof *p);
    p->width = sheet_width - 2 * MARGIN;
    p->n_pages = 1;
    put_sender(p, l, w);
    put_window(p, l);
    put_body(p, l, w);
    if (l->amount > 0) {
        put_slip(p, l, w);
    }
    return !p->failed;
}

void page_fini(struct page *p) {
    free(p->text);
    p->text = NULL;
}
