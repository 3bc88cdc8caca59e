/* Options: what the descriptor says of them, and what start() makes of values. */
#include <stdio.h>
#include <string.h>

#include "conform/options.h"
#include "conform/tests.h"
#include "krav/easy.h"

static bool is_option_name(krav_str s) {
    for (size_t i = 0; i < s.len; i++) {
        const char c = s.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (i > 0 && ((c >= '0' && c <= '9') || c == '_')))) {
            return false;
        }
    }
    return s.len > 0 && s.len <= 40;
}

static void check_option(struct trial *t, const struct wire_option *o) {
    static const char *const reserved[] = {
        "so", "run", "sha256", "conformance", "poll_minutes", "shadow", "prove"};
    const krav_str n = o->name;
    const char *fault = o->fallback.ptr ? option_fault(o, o->fallback) : NULL;
    if (!is_option_name(n)) {
        trial_fail(t, "option \"%.*s\": a name is small letters, digits and _", (int)n.len, n.ptr);
    } else if (fault) {
        trial_fail(t, "option %.*s: its own fallback %s", (int)n.len, n.ptr, fault);
    } else if (o->fallback.ptr && (o->type == KRAV_SECRET || o->type == KRAV_FILE)) {
        trial_fail(t, "option %.*s: a secret or a file has no fallback", (int)n.len, n.ptr);
    } else if (o->help.len == 0) {
        trial_fail(t, "option %.*s: it has no help", (int)n.len, n.ptr);
    } else if (o->fallback.ptr && (o->flags & KRAV_REQUIRED)) {
        trial_warn(t, "option %.*s is required and has a fallback: it is never missing",
                   (int)n.len, n.ptr);
    }
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++) {
        if (krav_str_eq(n, krav_str_of(reserved[i]))) {
            trial_fail(t, "option %.*s: the host keeps that name in krav.conf for itself",
                       (int)n.len, n.ptr);
        }
    }
}

void test_descriptor_options(struct trial *t) {
    const struct wire_descriptor *d = &t->kit->descriptor;
    for (uint32_t i = 0; i < d->n_options; i++) {
        check_option(t, &d->options[i]);
        for (uint32_t k = 0; k < i; k++) {
            if (krav_str_eq(d->options[k].name, d->options[i].name)) {
                trial_fail(t, "option %.*s stands there twice", (int)d->options[i].name.len,
                           d->options[i].name.ptr);
            }
        }
    }
}

static void probe(struct trial *t, const char *mode) {
    if (t->kit->not_started[0]) {
        trial_skip(t, "%s", t->kit->not_started);
        return;
    }
    if (trial_start_with(t, mode, t->kit->settings, t->kit->n_settings)) {
        if (t->client.ready_reason[0]) {
            trial_warn(t, "%.500s", t->client.ready_reason);
        }
        (void)client_end(&t->client, CLIENT_PATIENCE_MS);
    }
}

void test_tables_whole(struct trial *t) { probe(t, "tables"); }
void test_life_rounds(struct trial *t) { probe(t, "rounds"); }
void test_life_pair(struct trial *t) { probe(t, "pair"); }

/* ---- start() ------------------------------------------------------------------------------------ */

void test_options_start(struct trial *t) {
    if (t->kit->unset[0]) {
        trial_skip(t, "it needs settings that cannot be guessed: %s", t->kit->unset);
    } else {
        (void)trial_start_with(t, NULL, t->kit->settings, t->kit->n_settings);
    }
}

/* Starts with one value changed; what start() says to it is its own business unless it must. */
static bool start_with(struct trial *t, uint32_t option, krav_str value, bool must) {
    struct wire_setting settings[CONFORM_MAX_SETTINGS];
    memcpy(settings, t->kit->settings, sizeof settings);
    settings[option].value = value;
    t->may_refuse = true;
    const bool started = trial_start_with(t, NULL, settings, t->kit->n_settings);
    t->may_refuse = false;
    if (!started && must && trial_goes_on(t)) {
        const krav_str name = settings[option].name;
        trial_fail(t, "it does not start with %.*s = %.*s, which its own bounds allow; it logged: "
                   "%.200s", (int)name.len, name.ptr, (int)value.len, value.ptr,
                   t->client.log_len ? t->client.log : "nothing");
    }
    return trial_goes_on(t);
}

void test_options_missing(struct trial *t) {
    const struct wire_descriptor *d = &t->kit->descriptor;
    bool any = false;
    for (uint32_t i = 0; i < d->n_options && i < CONFORM_MAX_SETTINGS; i++) {
        if (d->options[i].flags & KRAV_REQUIRED) {
            any = true;
            if (!start_with(t, i, KRAV_STR_ABSENT, false)) {
                return;
            }
        }
    }
    if (!any) {
        trial_skip(t, "it has no required option");
    }
}

static bool bounds_of_integer(struct trial *t, uint32_t i, const struct wire_option *o) {
    const int64_t values[] = {o->min, o->max, o->min - (o->min > INT64_MIN),
                              o->max + (o->max < INT64_MAX), INT64_MIN, INT64_MAX};
    const bool bounded = o->min != 0 || o->max != 0;
    for (size_t k = 0; k < sizeof values / sizeof values[0]; k++) {
        char digits[24];
        const int n = snprintf(digits, sizeof digits, "%lld", (long long)values[k]);
        if (!start_with(t, i, (krav_str){digits, (size_t)n}, bounded && k < 2)) {
            return false;
        }
    }
    return true;
}

void test_options_bounds(struct trial *t) {
    const struct wire_descriptor *d = &t->kit->descriptor;
    static const char long_text[10000] = ""; /* NUL bytes, all of them */
    static const krav_str odd[] = {{"", 0}, {"\xff\xfe", 2}, {"%s%n", 4},
                                   {long_text, sizeof long_text}};
    if (d->n_options == 0 || t->kit->not_started[0]) {
        trial_skip(t, "%s", d->n_options == 0 ? "it has no options" : t->kit->not_started);
        return;
    }
    for (uint32_t i = 0; i < d->n_options && i < CONFORM_MAX_SETTINGS; i++) {
        const struct wire_option *o = &d->options[i];
        if (o->type == KRAV_INTEGER) {
            if (!bounds_of_integer(t, i, o)) {
                return;
            }
            continue;
        }
        if (o->type == KRAV_BOOLEAN &&
            (!start_with(t, i, KRAV_STR("yes"), true) || !start_with(t, i, KRAV_STR("no"), true))) {
            return;
        }
        for (size_t k = 0; k < sizeof odd / sizeof odd[0]; k++) {
            if (!start_with(t, i, odd[k], false)) {
                return;
            }
        }
    }
}
