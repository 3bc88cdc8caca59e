#include "card.h"

#include <stdlib.h>
#include <string.h>

#include "krav/check.h"
#include "krav/easy.h"

#define LABEL_MAX 40   /* bytes: what krav takes */
#define BECAUSE_MAX 200
#define VALID_MAX 365
#define DIGITS_MAX 18

const char *const card_names[] = {
    "open_cases", "closed_cases", "paid_cases", "written_off_cases", "judged_cases",
    "broken_plans", "running_plans", "objections", "payments", "letters", "returned_mail",
    "debt_in_all_ore", "debt_here_ore", "days_overdue", "months_known",
    /* of the subject itself */
    "business", "exposure_ore", NULL};

struct reading {
    struct card *card;
    int line;
    bool ok, has_model, has_base, has_bounds;
    void (*fault)(void *ctx, int line, const char *why);
    void *ctx;
};

static void wrong(struct reading *r, const char *why) {
    r->ok = false;
    r->fault(r->ctx, r->line, why);
}

/* ---- words ---------------------------------------------------------------------------------- */

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

static krav_str trim(krav_str s) {
    while (s.len > 0 && is_blank(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len > 0 && is_blank(s.ptr[s.len - 1])) {
        s.len--;
    }
    return s;
}

/* The next word of *rest, which is what follows it. */
static krav_str word(krav_str *rest) {
    *rest = trim(*rest);
    krav_str w = {rest->ptr, 0};
    while (w.len < rest->len && !is_blank(rest->ptr[w.len])) {
        w.len++;
    }
    rest->ptr += w.len;
    rest->len -= w.len;
    *rest = trim(*rest);
    return w;
}

static bool number(krav_str s, int64_t least, int64_t most, int64_t *out) {
    const bool negative = s.len > 0 && s.ptr[0] == '-';
    size_t i = s.len > 0 && (negative || s.ptr[0] == '+');
    int64_t n = 0;
    if (i == s.len || s.len - i > DIGITS_MAX) {
        return false;
    }
    for (; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9') {
            return false;
        }
        n = 10 * n + (s.ptr[i] - '0');
    }
    *out = negative ? -n : n;
    return *out >= least && *out <= most;
}

static bool points(krav_str s, int32_t *out) {
    int64_t n = 0;
    const bool ok = number(s, -CARD_POINTS_MAX, CARD_POINTS_MAX, &n);
    *out = (int32_t)n;
    return ok;
}

static bool is_plain(krav_str s, size_t max) {
    for (size_t i = 0; i < s.len;) {
        const unsigned char *at = (const unsigned char *)s.ptr + i;
        const size_t n = krav_utf8_at(at, s.len - i);
        if (n == 0 || krav_utf8_is_control(at)) {
            return false;
        }
        i += n;
    }
    return s.len > 0 && s.len <= max;
}

/* ---- lines ---------------------------------------------------------------------------------- */

static bool compare_read(krav_str s, enum card_compare *out) {
    static const char *const words[] = {[CARD_LESS] = "<",        [CARD_LESS_EQUAL] = "<=",
                                        [CARD_EQUAL] = "==",      [CARD_NOT] = "!=",
                                        [CARD_MORE_EQUAL] = ">=", [CARD_MORE] = ">"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (krav_str_eq(s, krav_str_of(words[i]))) {
            *out = (enum card_compare)i;
            return true;
        }
    }
    return false;
}

static bool is_name(krav_str s) {
    for (size_t i = 0; card_names[i]; i++) {
        if (krav_str_eq(s, krav_str_of(card_names[i]))) {
            return true;
        }
    }
    return false;
}

static void rule_read(struct reading *r, krav_str rest) {
    struct card_rule rule = {0};
    if (!points(word(&rest), &rule.points)) {
        wrong(r, "the points are no whole number, or too many");
    }
    rule.name = word(&rest);
    if (!is_name(rule.name)) {
        wrong(r, "the name is none that is known of a debtor");
    }
    if (!compare_read(word(&rest), &rule.compare)) {
        wrong(r, "the comparison is none of < <= == != >= >");
    }
    if (!number(word(&rest), -INT64_MAX, INT64_MAX, &rule.value)) {
        wrong(r, "what it is compared with is no whole number");
    }
    rule.because = rest;
    if (!is_plain(rest, BECAUSE_MAX)) {
        wrong(r, "the sentence that says why is missing, or over 200 bytes");
    }
    if (r->card->n_rules == CARD_RULES_MAX) {
        wrong(r, "there are over 80 rules");
    } else {
        r->card->rules[r->card->n_rules++] = rule;
    }
}

static void band_read(struct reading *r, krav_str rest) {
    struct card *c = r->card;
    struct card_band band = {0};
    if (!points(word(&rest), &band.from) || !points(word(&rest), &band.to) ||
        band.from > band.to) {
        wrong(r, "a band is: band FROM TO LABEL");
    }
    band.label = rest;
    if (!is_plain(rest, LABEL_MAX)) {
        wrong(r, "the label is missing, or over 40 bytes");
    }
    for (size_t i = 0; i < c->n_bands; i++) {
        if (band.from <= c->bands[i].to && band.to >= c->bands[i].from) {
            wrong(r, "the band has points that another has, too");
        }
    }
    if (c->n_bands == CARD_BANDS_MAX) {
        wrong(r, "there are over 20 bands");
    } else {
        c->bands[c->n_bands++] = band;
    }
}

static void once(struct reading *r, bool *seen) {
    if (*seen) {
        wrong(r, "it stands twice");
    }
    *seen = true;
}

static void setting_read(struct reading *r, krav_str name, krav_str value) {
    struct card *c = r->card;
    int64_t days = 0;
    if (krav_str_eq(name, KRAV_STR("model"))) {
        once(r, &r->has_model);
        c->model = value;
        if (!is_plain(value, LABEL_MAX)) {
            wrong(r, "the model is missing, or over 40 bytes");
        }
    } else if (krav_str_eq(name, KRAV_STR("base"))) {
        once(r, &r->has_base);
        if (!points(value, &c->base)) {
            wrong(r, "the base is no whole number, or too much");
        }
    } else if (krav_str_eq(name, KRAV_STR("bounds"))) {
        once(r, &r->has_bounds);
        if (!points(word(&value), &c->least) || !points(word(&value), &c->most) ||
            value.len > 0 || c->least >= c->most) {
            wrong(r, "bounds are: bounds = LEAST MOST");
        }
    } else if (krav_str_eq(name, KRAV_STR("valid_days"))) {
        if (!number(value, 1, VALID_MAX, &days)) {
            wrong(r, "valid_days is 1 to 365");
        }
        c->valid_days = (int32_t)days;
    } else {
        wrong(r, "neither a rule, a band, model, base, bounds nor valid_days");
    }
}

static void line_read(struct reading *r, krav_str line) {
    line = trim(line);
    krav_str rest = line;
    const krav_str first = line.len > 0 && line.ptr[0] != '#' ? word(&rest) : KRAV_STR_ABSENT;
    if (first.len == 0) {
        return;
    }
    if (first.ptr[0] == '+' || first.ptr[0] == '-') {
        rule_read(r, line);
    } else if (krav_str_eq(first, KRAV_STR("band"))) {
        band_read(r, rest);
    } else {
        const char *equals = memchr(line.ptr, '=', line.len);
        const size_t n = equals ? (size_t)(equals - line.ptr) : line.len;
        const krav_str name = {line.ptr, n};
        const krav_str value = {line.ptr + n + (equals ? 1 : 0), line.len - n - (equals ? 1 : 0)};
        setting_read(r, trim(name), trim(value));
    }
}

/* What only the whole card shows. */
static void whole_check(struct reading *r) {
    const struct card *c = r->card;
    r->line = 0;
    if (!r->has_model) {
        wrong(r, "the card has no model");
    }
    if (!r->has_base || !r->has_bounds) {
        wrong(r, "the card has no base, or no bounds");
    }
    if (c->n_rules == 0) {
        wrong(r, "the card has no rules");
    }
    for (int32_t at = c->least; c->n_bands > 0 && at <= c->most;) {
        const struct card_band *in = NULL;
        for (size_t i = 0; i < c->n_bands; i++) {
            in = at >= c->bands[i].from && at <= c->bands[i].to ? &c->bands[i] : in;
        }
        if (!in) {
            wrong(r, "some points are in no band");
            return;
        }
        at = in->to + 1;
    }
}

bool card_read(struct card *card, krav_str text,
               void (*fault)(void *ctx, int line, const char *why), void *ctx) {
    struct reading r = {.card = card, .ok = true, .fault = fault, .ctx = ctx};
    *card = (struct card){.text = malloc(text.len + 1)};
    if (!card->text) {
        wrong(&r, "out of memory");
        return false;
    }
    if (text.len > 0) {
        memcpy(card->text, text.ptr, text.len);
    }
    krav_str rest = {card->text, text.len};
    while (rest.len > 0) {
        const char *end = memchr(rest.ptr, '\n', rest.len);
        const krav_str line = {rest.ptr, end ? (size_t)(end - rest.ptr) : rest.len};
        const size_t taken = line.len + (end ? 1 : 0);
        r.line++;
        line_read(&r, line);
        rest.ptr += taken;
        rest.len -= taken;
    }
    whole_check(&r);
    return r.ok;
}

void card_free(struct card *card) {
    free(card->text);
    *card = (struct card){0};
}

/* ---- points --------------------------------------------------------------------------------- */

static bool known_of(const krav_subject *s, krav_str name, int64_t *value) {
    if (krav_str_eq(name, KRAV_STR("business"))) {
        *value = s->kind == 2;
        return true;
    }
    if (krav_str_eq(name, KRAV_STR("exposure_ore"))) {
        *value = s->exposure;
        return true;
    }
    for (uint32_t i = 0; i < s->n_known; i++) {
        if (krav_str_eq(s->known[i].name, name)) {
            *value = s->known[i].value;
            return true;
        }
    }
    return false;
}

static bool holds(const struct card_rule *rule, int64_t value) {
    switch (rule->compare) {
    case CARD_LESS: return value < rule->value;
    case CARD_LESS_EQUAL: return value <= rule->value;
    case CARD_EQUAL: return value == rule->value;
    case CARD_NOT: return value != rule->value;
    case CARD_MORE_EQUAL: return value >= rule->value;
    case CARD_MORE: return value > rule->value;
    }
    return false;
}

static void add_part(struct card_points *out, int32_t n, krav_str what) {
    out->parts[out->n_parts++] =
        (krav_score_part){.size = sizeof(krav_score_part), .points = n, .what = what};
    out->points += n;
}

void card_score(const struct card *card, const krav_subject *subject, struct card_points *out) {
    *out = (struct card_points){0};
    add_part(out, card->base, KRAV_STR("base"));
    for (size_t i = 0; i < card->n_rules; i++) {
        int64_t value = 0;
        if (known_of(subject, card->rules[i].name, &value) && holds(&card->rules[i], value)) {
            add_part(out, card->rules[i].points, card->rules[i].because);
        }
    }
    if (out->points < card->least) {
        add_part(out, card->least - out->points, KRAV_STR("no card gives less"));
    } else if (out->points > card->most) {
        add_part(out, card->most - out->points, KRAV_STR("no card gives more"));
    }
    for (size_t i = 0; i < card->n_bands; i++) {
        if (out->points >= card->bands[i].from && out->points <= card->bands[i].to) {
            out->label = card->bands[i].label;
        }
    }
}
