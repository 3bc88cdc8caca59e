#include "manifest.h"

#include "krav/check.h"
#include "krav/easy.h"

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

#define ARG(s) (int)(s).len, (s).len > 0 ? (s).ptr : ""

krav_str manifest_write(const struct manifest *m, char out[MANIFEST_MAX]) {
    const krav_str texts[] = {m->key, m->file, m->media_type, m->kind, m->case_ref};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (!is_plain(texts[i])) {
            return (krav_str){NULL, 0};
        }
    }
    int year = 0;
    int month = 0;
    int mday = 0;
    krav_day_split(m->composed, &year, &month, &mday);
    const int n = snprintf(out, MANIFEST_MAX,
                           "{\"key\":\"%.*s\",\"file\":\"%.*s\",\"media_type\":\"%.*s\","
                           "\"bytes\":%zu,\"kind\":\"%.*s\",\"case\":\"%.*s\","
                           "\"day\":\"%04d-%02d-%02d\"}\n",
                           ARG(m->key), ARG(m->file), ARG(m->media_type), m->n_bytes,
                           ARG(m->kind), ARG(m->case_ref), year, month, mday);
    return (krav_str){out, n > 0 && n < MANIFEST_MAX ? (size_t)n : 0};
}
