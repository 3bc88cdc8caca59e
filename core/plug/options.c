#include "plug/options.h"

#include <string.h>

struct check {
    const struct plug_sink *sink;
    struct faults *faults;
};

static struct text text_from(krav_str s) { return (struct text){s.ptr, s.len}; }

struct text option_value(const struct wire_option *o, const struct plug_option *given, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (text_eq(given[i].name, text_from(o->name))) {
            return given[i].value;
        }
    }
    return text_from(o->fallback);
}

bool option_secret(const struct plug_sink *sink, struct text value, struct buf *out) {
    const size_t n = sizeof OPTION_SECRET_PREFIX - 1;
    if (!sink->secret || !text_starts(value, TEXT(OPTION_SECRET_PREFIX)) || value.len == n) {
        return false;
    }
    return sink->secret(sink->ctx, (struct text){value.ptr + n, value.len - n}, out) &&
           !out->overflowed;
}

bool option_file(const struct plug_sink *sink, struct text value, struct buf *out) {
    return sink->file && sink->file(sink->ctx, value, out) && !out->overflowed;
}

static bool is_boolean(struct text v) {
    return text_is(v, "yes") || text_is(v, "no") || text_is(v, "true") || text_is(v, "false") ||
           text_is(v, "1") || text_is(v, "0");
}

static bool is_url(struct text v) {
    const bool web = text_starts(v, TEXT("https://")) || text_starts(v, TEXT("http://"));
    return web && v.len > 8 && !text_has_control(v) && !memchr(v.ptr, ' ', v.len);
}

/* What is wrong with the value's form, or NULL. */
static const char *form_fault(const struct wire_option *o, struct text v, int64_t *measure) {
    *measure = (int64_t)v.len;
    switch (o->type) {
    case KRAV_INTEGER:
        return text_to_i64(v, measure) ? NULL : "must be a whole number";
    case KRAV_BOOLEAN:
        *measure = 0;
        return is_boolean(v) ? NULL : "must be yes or no";
    case KRAV_URL:
        return is_url(v) ? NULL : "must be a web address (https://...)";
    case KRAV_SECRET:
        return text_starts(v, TEXT(OPTION_SECRET_PREFIX)) ? NULL : "must be \"secret:NAME\"";
    default:
        return text_is_utf8(v) && !text_has_control(v) ? NULL
                                                       : "must be UTF-8 without control characters";
    }
}

static void secret_check(const struct check *c, const struct wire_option *o, struct text v) {
    struct buf secret;
    buf_init(&secret, OPTION_SECRET_MAX);
    if (!option_secret(c->sink, v, &secret)) {
        faults_add(c->faults, "%.*s: %.*s: there is no such secret, here or readable",
                   TEXT_ARG(text_from(o->name)), TEXT_ARG(v));
    }
    if (secret.ptr) {
        explicit_bzero(secret.ptr, secret.len);
    }
    buf_fini(&secret);
}

static void file_check(const struct check *c, const struct wire_option *o, struct text v) {
    struct buf bytes;
    const struct text name = text_from(o->name);
    buf_init(&bytes, OPTION_FILE_MAX);
    const bool read = option_file(c->sink, v, &bytes);
    const int64_t n = (int64_t)bytes.len;
    if (!read) {
        faults_add(c->faults, "%.*s: %.*s: there is no such file in the home, or it cannot be read "
                   "or is over 1 MiB", TEXT_ARG(name), TEXT_ARG(v));
    } else if ((o->min != 0 || o->max != 0) && (n < o->min || n > o->max)) {
        faults_add(c->faults, "%.*s: %.*s: must have %lld to %lld bytes, and has %lld",
                   TEXT_ARG(name), TEXT_ARG(v), (long long)o->min, (long long)o->max,
                   (long long)n);
    }
    buf_fini(&bytes);
}

static void value_check(const struct check *c, const struct wire_option *o, struct text v) {
    int64_t measure;
    const struct text name = text_from(o->name);
    const char *fault = form_fault(o, v, &measure);
    if (fault) {
        faults_add(c->faults, "%.*s: %s", TEXT_ARG(name), fault);
    } else if (o->type == KRAV_FILE) {
        file_check(c, o, v);
    } else if ((o->min != 0 || o->max != 0) && o->type != KRAV_BOOLEAN &&
               (measure < o->min || measure > o->max)) {
        faults_add(c->faults, "%.*s: must %s %lld to %lld", TEXT_ARG(name),
                   o->type == KRAV_INTEGER ? "lie in" : "have a length in bytes of",
                   (long long)o->min, (long long)o->max);
    } else if (o->type == KRAV_SECRET) {
        secret_check(c, o, v);
    }
}

static bool is_known(const struct wire_descriptor *d, struct text name) {
    for (uint32_t i = 0; i < d->n_options; i++) {
        if (text_eq(text_from(d->options[i].name), name)) {
            return true;
        }
    }
    return false;
}

void options_check(const struct wire_descriptor *d, const struct plug_add *add,
                   const struct plug_sink *sink, struct faults *faults) {
    const struct check c = {sink, faults};
    for (size_t i = 0; i < add->n_options; i++) {
        const struct text name = add->options[i].name;
        if (!is_known(d, name)) {
            faults_add(faults, "%.*s: the plugin has no such option", TEXT_ARG(name));
        }
        for (size_t j = 0; j < i; j++) {
            if (text_eq(add->options[j].name, name)) {
                faults_add(faults, "%.*s: given twice", TEXT_ARG(name));
            }
        }
    }
    for (uint32_t i = 0; i < d->n_options; i++) {
        const struct wire_option *o = &d->options[i];
        const struct text v = option_value(o, add->options, add->n_options);
        if (v.ptr) {
            value_check(&c, o, v);
        } else if (o->flags & KRAV_REQUIRED) {
            faults_add(faults, "%.*s: must be set (%.*s)", TEXT_ARG(text_from(o->name)),
                       TEXT_ARG(text_from(o->help)));
        }
    }
}
