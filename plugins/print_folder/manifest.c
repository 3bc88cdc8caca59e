#include "manifest.h"

#include "krav/check.h"
#include "krav/easy.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#define TEXT_MAX 200

/* True if it can stand between quotes as it is: no quotes, no backslash, no control characters. */
static int is_plain(krav_str s) {
    const unsigned char *p = (const unsigned char *)s.ptr;
    for (size_t i = 0; i < s.len;) {
        const size_t n = krav_utf8_at(p + i, s.len - i);
        if (n == 0 || krav_utf8_is_control(p + i) || p[i] == '"' || p[i] == '\\') {
            return 0;
        }
        i += n;
    }
    return s.len <= TEXT_MAX;
}

/* Adds text to a line of MANIFEST_MAX bytes; *len is MANIFEST_MAX when there is no room. */
__attribute__((format(printf, 3, 4))) static void add(char *out, size_t *len, const char *format,
                                                      ...) {
    va_list args;
    va_start(args, format);
    const int n = vsnprintf(out + *len, MANIFEST_MAX - *len, format, args);
    va_end(args);
    *len = n >= 0 && (size_t)n < MANIFEST_MAX - *len ? *len + (size_t)n : MANIFEST_MAX;
}

static void add_day(char *out, size_t *len, const char *name, krav_day day) {
    int year = 0;
    int month = 0;
    int mday = 0;
    krav_day_split(day, &year, &month, &mday);
    add(out, len, ",\"%s\":\"%04d-%02d-%02d\"", name, year, month, mday);
}

static void add_name(char *out, size_t *len, const char *name, krav_str s) {
    const unsigned char *p = (const unsigned char *)s.ptr;
    add(out, len, ",\"%s\":\"", name);
    for (size_t i = 0; i < s.len && i < TEXT_MAX;) {
        const size_t n = krav_utf8_at(p + i, s.len - i);
        if (n == 0 || krav_utf8_is_control(p + i)) {
            add(out, len, " ");
        } else {
            const int is_special = p[i] == '"' || p[i] == '\\';
            add(out, len, "%s%.*s", is_special ? "\\" : "", (int)n, s.ptr + i);
        }
        i += n > 0 ? n : 1;
    }
    add(out, len, "\"");
}

#define ARG(s) (int)(s).len, (s).len > 0 ? (s).ptr : ""

krav_str manifest_write(const struct manifest *m, char out[MANIFEST_MAX]) {
    const krav_str texts[] = {m->key, m->file, m->media_type, m->kind, m->case_ref, m->kid};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (!is_plain(texts[i])) {
            return (krav_str){NULL, 0};
        }
    }
    size_t len = 0;
    add(out, &len, "{\"key\":\"%.*s\",\"file\":\"%.*s\",\"media_type\":\"%.*s\",\"bytes\":%zu,"
        "\"kind\":\"%.*s\",\"case\":\"%.*s\"", ARG(m->key), ARG(m->file), ARG(m->media_type),
        m->n_bytes, ARG(m->kind), ARG(m->case_ref));
    add_day(out, &len, "day", m->composed);
    add_name(out, &len, "to", m->to);
    if (m->copy_to.len > 0) {
        add_name(out, &len, "copy_to", m->copy_to);
    }
    if (m->amount > 0) {
        add(out, &len, ",\"kid\":\"%.*s\",\"amount_ore\":%" PRId64, ARG(m->kid), m->amount);
    }
    if (m->deadline > 0) {
        add_day(out, &len, "deadline", m->deadline);
    }
    add(out, &len, "}\n");
    return (krav_str){out, len < MANIFEST_MAX ? len : 0};
}
