/* letter_literals.c - see letter_literals.h. */
#include "domain/letter_literals.h"

#define ACCOUNT_DIGITS 11 /* a phone number has ten at most, with its country */

static const char *const money_words[] = {"kr", "kroner", "krone", "nok", "øre", "eur", "euro", NULL};
static const char *const percent_words[] = {"prosent", "pst", NULL};
static const char *const period_words[] = {
    "dag", "dager", "dagers", "virkedager", "bankdager", "hverdager", "døgn", "uke", "uker",
    "ukers", "måned", "måneder", "måneders", "time", "timer", "timers", NULL};
static const char *const months[] = {
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
    "november", "desember", "jan", "feb", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov",
    "des", NULL};
static const char *const account_words[] = {"kid", "konto", "kontonr", "kontonummer", "iban", NULL};
static const char *const hour_words[] = {"kl", "klokken", "klokka", NULL};

static char at_of(struct text t, size_t i) { return i < t.len ? t.ptr[i] : '\0'; }

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Of a word: a letter, or a byte of one. */
static bool is_letter(struct text t, size_t i) {
    const unsigned char c = (unsigned char)at_of(t, i);
    const bool nbsp = c == 0xA0 && i > 0 && (unsigned char)t.ptr[i - 1] == 0xC2;
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0x80 && c != 0xC2 && !nbsp);
}

/* The bytes of one blank at i; 0: none stands there. */
static size_t blank_at(struct text t, size_t i) {
    const char c = at_of(t, i);
    if (i < t.len && (c == ' ' || c == '\n' || c == '\t' || c == '\r')) {
        return 1;
    }
    return (unsigned char)c == 0xC2 && (unsigned char)at_of(t, i + 1) == 0xA0 ? 2 : 0;
}

static size_t skip_blanks(struct text t, size_t i) {
    for (size_t n = blank_at(t, i); n > 0; n = blank_at(t, i)) {
        i += n;
    }
    return i;
}

/* Small letters of ASCII and of Latin-1, as UTF-8 has them. */
static char lower(struct text t, size_t i) {
    const unsigned char c = (unsigned char)t.ptr[i];
    const bool latin = i > 0 && (unsigned char)t.ptr[i - 1] == 0xC3 && c >= 0x80 && c <= 0x9E;
    return (char)((c >= 'A' && c <= 'Z') || latin ? c + 0x20 : c);
}

static bool says(struct text t, size_t begin, size_t end, const char *const *words) {
    for (; *words; words++) {
        const struct text w = text_of(*words);
        size_t n = 0;
        while (begin + n < end && n < w.len && lower(t, begin + n) == w.ptr[n]) {
            n++;
        }
        if (n == w.len && begin + n == end) {
            return true;
        }
    }
    return false;
}

/* The end of the word that begins at i, if it is one of these; 0 if not. */
static size_t word_at(struct text t, size_t i, const char *const *words) {
    size_t end = i;
    while (is_letter(t, end)) {
        end++;
    }
    return end > i && says(t, i, end, words) ? end : 0;
}

/* Is the word before i one of these?  Blanks and what may stand between are passed over. */
static bool word_before(struct text t, size_t i, const char *const *words) {
    while (i > 0 && !is_letter(t, i - 1) && !is_digit(t.ptr[i - 1]) &&
           t.ptr[i - 1] != LITERAL_FIELD) {
        i--;
    }
    size_t begin = i;
    while (begin > 0 && is_letter(t, begin - 1)) {
        begin--;
    }
    return begin < i && says(t, begin, i, words);
}

/* ---- numbers --------------------------------------------------------------------------------- */

struct number {
    size_t begin, end; /* with what groups its digits */
    int digits;
};

/* "1 250,00", "15.08.2026", "22 00 00 00". */
static struct number number_at(struct text t, size_t i) {
    struct number n = {.begin = i, .end = i};
    while (i < t.len) {
        const size_t blank = at_of(t, i) == '\n' ? 0 : blank_at(t, i);
        const size_t sign = at_of(t, i) == '.' || at_of(t, i) == ',' ? 1 : blank;
        if (is_digit(t.ptr[i])) {
            n.digits++;
            n.end = ++i;
        } else if (sign > 0 && is_digit(at_of(t, i + sign))) {
            i += sign;
        } else {
            break;
        }
    }
    return n;
}

/* At most two digits from *i on; 100 if there are none or more. */
static int two_digits(struct text t, size_t *i) {
    int value = 100;
    for (int n = 0; is_digit(at_of(t, *i)); n++, (*i)++) {
        value = n == 0 ? t.ptr[*i] - '0' : n == 1 ? value * 10 + t.ptr[*i] - '0' : 100;
    }
    return value;
}

/* "15.08.2026", "15.8.", "15/8", "15-08-2026"; the end of it, 0 if it is no day. */
static size_t day_at(struct text t, size_t i) {
    const int on = two_digits(t, &i);
    const char sign = at_of(t, i);
    if (on < 1 || on > 31 || (sign != '.' && sign != '/' && sign != '-')) {
        return 0;
    }
    i++;
    const int month = two_digits(t, &i);
    if (month < 1 || month > 12) {
        return 0;
    }
    const bool more = at_of(t, i) == sign;
    const bool year = more && is_digit(at_of(t, i + 1));
    for (i += more; is_digit(at_of(t, i)); i++) {
    }
    return sign == '/' || year || (more && sign == '.') ? i : 0;
}

/* "2026-08-15" */
static size_t iso_day_at(struct text t, size_t i) {
    static const char pattern[] = "dddd-dd-dd";
    for (size_t k = 0; pattern[k]; k++) {
        const char c = at_of(t, i + k);
        if (pattern[k] == 'd' ? !is_digit(c) : c != '-') {
            return 0;
        }
    }
    return i + sizeof pattern - 1;
}

/* "15. august" */
static size_t named_day_at(struct text t, const struct number *n) {
    const size_t dot = n->end + (at_of(t, n->end) == '.');
    return word_at(t, skip_blanks(t, dot), months);
}

/* ",-" as a price has it. */
static size_t price_sign_at(struct text t, size_t i) {
    const bool dash = at_of(t, i + 1) == '-';
    const bool long_dash = i + 4 <= t.len && (unsigned char)t.ptr[i + 1] == 0xE2 &&
                           (unsigned char)t.ptr[i + 2] == 0x80;
    return at_of(t, i) != ',' ? 0 : dash ? i + 2 : long_dash ? i + 4 : 0;
}

/* ---- what a number is ------------------------------------------------------------------------ */

static size_t money_at(struct text t, const struct number *n) {
    const size_t after = skip_blanks(t, n->end), price = price_sign_at(t, n->end);
    const size_t unit = word_at(t, after, money_words);
    return price ? price : unit ? unit : word_before(t, n->begin, money_words) ? n->end : 0;
}

static size_t percent_at(struct text t, const struct number *n) {
    const size_t after = skip_blanks(t, n->end);
    return at_of(t, after) == '%' ? after + 1 : word_at(t, after, percent_words);
}

static size_t period_at(struct text t, const struct number *n) {
    const size_t dash = n->end + (at_of(t, n->end) == '-');
    return word_at(t, skip_blanks(t, dash), period_words);
}

static size_t date_at(struct text t, const struct number *n) {
    const size_t iso = iso_day_at(t, n->begin), named = named_day_at(t, n);
    const bool hour = word_before(t, n->begin, hour_words);
    return iso ? iso : named ? named : hour ? 0 : day_at(t, n->begin);
}

static size_t account_at(struct text t, const struct number *n) {
    return n->digits >= ACCOUNT_DIGITS || word_before(t, n->begin, account_words) ? n->end : 0;
}

/* "1 {amount}" would be read as more. */
static size_t before_field(struct text t, const struct number *n) {
    return at_of(t, skip_blanks(t, n->end)) == LITERAL_FIELD ? n->end : 0;
}

static const struct {
    size_t (*end)(struct text t, const struct number *n);
    const char *what, *instead;
} kinds[] = {
    {date_at, "a day", "write {deadline} or {today}, or say it in {payment}"},
    {money_at, "an amount of money", "write {amount}, {total} or {fee}, or leave it to {amounts}"},
    {percent_at, "a rate", "write {interest.rate}, or leave it to {interest}"},
    {period_at, "a number of days", "write {deadline}"},
    {account_at, "a number to pay to", "write {kid} or {account}, or leave it to {payment}"},
    {before_field, "a number just before a field", "part them by a word"},
};

bool literal_next(struct text t, size_t *at, struct literal *out) {
    while (*at < t.len) {
        if (!is_digit(t.ptr[*at])) {
            (*at)++;
            continue;
        }
        const struct number n = number_at(t, *at);
        *at = n.end;
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
            const size_t end = kinds[i].end(t, &n);
            if (end > 0) {
                *out = (struct literal){n.begin, {t.ptr + n.begin, end - n.begin}, kinds[i].what,
                                        kinds[i].instead};
                *at = end;
                return true;
            }
        }
    }
    return false;
}
