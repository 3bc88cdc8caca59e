#include "orders.h"

#include <string.h>

#include "number.h"

#define NAME_CHARACTERS_MAX 70  /* of a name in ISO 20022 as Norwegian banks have it */
#define TEXT_CHARACTERS_MAX 140 /* of one Ustrd */
#define SHOWN(t) TEXT_ARG(text_head((t), 80))

struct line {
    int number;
    struct faults *faults;
    day booked;
    struct payment payment;
    bool is_twice;
};

static size_t characters_of(struct text t) {
    size_t n = 0;
    for (size_t i = 0; i < t.len; i++) {
        n += ((unsigned char)t.ptr[i] & 0xC0) != 0x80;
    }
    return n;
}

/* The next word; a quote opens after '=' and lasts to the next one.  False at the end, and after
 * a fault when a quote is not closed. */
static bool next_word(struct line *l, struct text *rest, struct text *word) {
    *rest = text_trim(*rest);
    bool is_quoted = false;
    size_t n = 0;
    for (; n < rest->len && (is_quoted || (rest->ptr[n] != ' ' && rest->ptr[n] != '\t')); n++) {
        if (rest->ptr[n] == '"' && (is_quoted || (n > 0 && rest->ptr[n - 1] == '='))) {
            is_quoted = !is_quoted;
        }
    }
    *word = (struct text){rest->ptr, n};
    *rest = (struct text){rest->ptr + n, rest->len - n};
    if (is_quoted) {
        faults_add(l->faults, "line %d: a quote is not closed: %.*s", l->number, SHOWN(*word));
        return false;
    }
    return n > 0;
}

static struct text unquoted(struct text t) {
    const bool has = t.len >= 2 && t.ptr[0] == '"' && t.ptr[t.len - 1] == '"';
    return has ? (struct text){t.ptr + 1, t.len - 2} : t;
}

/* ---- what a line may say --------------------------------------------------------------------- */

static const char *take_ordered(struct line *l, struct text value) {
    day ordered = DAY_NONE;
    if (!day_parse(value, &ordered)) {
        return "is not a day such as 2026-11-20";
    }
    l->payment.ordered = ordered;
    return ordered > l->booked ? "is after the day on which the bank books it" : NULL;
}

static const char *take_from(struct line *l, struct text value) {
    l->payment.from_account = value;
    return value.len == 11 && text_all_digits(value) ? NULL : "is not eleven digits";
}

static const char *take_words(struct text value, struct text *to, size_t characters_max) {
    *to = value;
    if (!text_is_utf8(value) || text_has_control(value) || text_trim(value).len == 0 ||
        memchr(value.ptr, '\t', value.len) || memchr(value.ptr, '\r', value.len)) {
        return "is empty or is not plain UTF-8 text";
    }
    return characters_of(value) > characters_max ? "is too long" : NULL;
}

static const char *take_name(struct line *l, struct text value) {
    return take_words(value, &l->payment.from_name, NAME_CHARACTERS_MAX);
}

static const char *take_text(struct line *l, struct text value) {
    return take_words(value, &l->payment.text, TEXT_CHARACTERS_MAX);
}

static const char *take_twice(struct line *l, struct text value) {
    l->is_twice = true;
    return value.ptr ? "takes no value" : NULL;
}

static const char *take_reversal(struct line *l, struct text value) {
    l->payment.is_reversal = true;
    return value.ptr ? "takes no value" : NULL;
}

static const struct key {
    const char *name;
    bool has_value;
    const char *(*take)(struct line *l, struct text value); /* NULL, or what is wrong */
} keys[] = {
    {"ordered", true, take_ordered}, {"from", true, take_from},
    {"name", true, take_name},       {"text", true, take_text},
    {"twice", false, take_twice},    {"reversal", false, take_reversal},
};
#define N_KEYS (sizeof keys / sizeof keys[0])

/* `seen` has a bit for each key that the line has had. */
static void word_take(struct line *l, struct text word, unsigned *seen) {
    struct text name, value = word;
    (void)text_cut(&value, '=', &name); /* without '=' the value becomes absent */
    for (size_t i = 0; i < N_KEYS; i++) {
        if (!text_is(name, keys[i].name)) {
            continue;
        }
        const unsigned bit = 1u << i;
        const char *why = (*seen & bit) != 0                ? "stands twice"
                          : keys[i].has_value && !value.ptr ? "has no value"
                                                            : keys[i].take(l, unquoted(value));
        *seen |= bit;
        if (why) {
            faults_add(l->faults, "line %d: %s: %s", l->number, keys[i].name, why);
        }
        return;
    }
    faults_add(l->faults, "line %d: %.*s: not something that an order can say", l->number,
               SHOWN(word));
}

static void kid_take(struct line *l, struct text word) {
    if (!text_is(word, "-")) {
        l->payment.kid = word;
        if (!kid_is_like(word)) {
            faults_add(l->faults, "line %d: KID \"%.*s\": not 2 to 25 digits", l->number,
                       SHOWN(word));
        }
    }
}

static void amount_take(struct line *l, struct text word) {
    int64_t amount = 0;
    if (!text_to_i64(word, &amount) || amount < 1 || amount > MONEY_MAX) {
        faults_add(l->faults, "line %d: amount \"%.*s\": not whole øre above zero", l->number,
                   SHOWN(word));
    }
    l->payment.amount = amount;
}

static void line_take(struct line *l, struct text rest) {
    struct text word;
    unsigned seen = 0;
    if (!next_word(l, &rest, &word)) {
        return;
    }
    kid_take(l, word);
    if (!next_word(l, &rest, &word)) {
        faults_add(l->faults, "line %d: no amount", l->number);
        return;
    }
    amount_take(l, word);
    while (next_word(l, &rest, &word)) {
        word_take(l, word, &seen);
    }
    if ((l->payment.kid.len > 0) == (l->payment.text.len > 0)) {
        faults_add(l->faults, "line %d: a payment has either a KID or a text", l->number);
    }
}

void orders_read(struct text lines, day booked, struct arena *arena, struct faults *faults,
                 struct payments *out) {
    struct text rest = lines, text;
    size_t n_lines = 0;
    while (text_cut(&rest, '\n', &text)) {
        n_lines += rest.ptr || text.len > 0 ? 1 : 0; /* nothing follows the last line end */
    }
    *out = (struct payments){NULL, 0};
    if (n_lines > ORDERS_MAX) {
        faults_add(faults, "has %zu lines: at most %d are taken", n_lines, ORDERS_MAX);
        return;
    }
    out->items = arena_take_n(arena, 2 * n_lines + 2, sizeof *out->items);
    for (int number = 1; text_cut(&lines, '\n', &text); number++) {
        text = text_trim(text);
        if (text.len == 0 || text.ptr[0] == '#') {
            continue;
        }
        struct line l = {.number = number, .faults = faults, .booked = booked};
        line_take(&l, text);
        for (int i = 0; i < (l.is_twice ? 2 : 1); i++) {
            out->items[out->n++] = l.payment;
        }
    }
    if (out->n == 0) {
        faults_add(faults, "holds no orders");
    }
}
