#include "text.h"

#include <stdlib.h>
#include <string.h>

void text_add(struct text *t, krav_str s) {
    if (t->failed || s.len == 0) {
        return;
    }
    if (s.len > TEXT_BYTES_MAX - t->len) {
        t->failed = 1;
        return;
    }
    if (t->len + s.len > t->cap) {
        size_t cap = t->cap ? t->cap : 4096;
        while (cap < t->len + s.len) {
            cap *= 2;
        }
        char *bytes = realloc(t->bytes, cap);
        if (!bytes) {
            t->failed = 1;
            return;
        }
        t->bytes = bytes;
        t->cap = cap;
    }
    memcpy(t->bytes + t->len, s.ptr, s.len);
    t->len += s.len;
}

void text_put(struct text *t, const char *s) { text_add(t, (krav_str){s, strlen(s)}); }

void text_free(struct text *t) {
    free(t->bytes);
    *t = (struct text){NULL, 0, 0, 0};
}
