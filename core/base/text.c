/* text.c - borrowed text and bounded builders.
 *
 * memcmp and memcpy may not be given NULL, even for no bytes at all; so every call of theirs
 * stands behind a test of the length. */
#include "base/text.h"

#include <stdio.h>
#include <string.h>

#include "base/check.h"

struct text text_of(const char *s) {
    return (struct text){s, s != NULL ? strlen(s) : 0};
}

bool text_eq(struct text a, struct text b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool text_is(struct text a, const char *s) {
    return text_eq(a, text_of(s));
}

int text_cmp(struct text a, struct text b) {
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common > 0 ? memcmp(a.ptr, b.ptr, common) : 0;
    if (order != 0) {
        return order;
    }
    return (a.len > b.len) - (a.len < b.len);
}

bool text_starts(struct text a, struct text prefix) {
    return a.len >= prefix.len && text_eq((struct text){a.ptr, prefix.len}, prefix);
}

bool text_ends(struct text a, struct text suffix) {
    if (a.len < suffix.len) {
        return false;
    }
    return suffix.len == 0 || memcmp(a.ptr + (a.len - suffix.len), suffix.ptr, suffix.len) == 0;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct text text_trim(struct text a) {
    while (a.len > 0 && is_blank(a.ptr[a.len - 1])) {
        a.len--;
    }
    while (a.len > 0 && is_blank(a.ptr[0])) {
        a.ptr++;
        a.len--;
    }
    return a;
}

bool text_cut(struct text *rest, char sep, struct text *head) {
    if (rest->ptr == NULL) {
        return false;
    }
    const char *found = rest->len > 0 ? memchr(rest->ptr, sep, rest->len) : NULL;
    if (found == NULL) {
        *head = *rest;
        *rest = (struct text){NULL, 0};
        return true;
    }
    *head = (struct text){rest->ptr, (size_t)(found - rest->ptr)};
    *rest = (struct text){found + 1, rest->len - head->len - 1};
    return true;
}

bool text_all_digits(struct text a) {
    for (size_t i = 0; i < a.len; i++) {
        if (a.ptr[i] < '0' || a.ptr[i] > '9') {
            return false;
        }
    }
    return a.len > 0;
}

/* The length of the UTF-8 sequence at s, which has n > 0 bytes; 0 if it is not one.
 * The second byte's range is what excludes overlongs, surrogates and the far end
 * (Unicode 15, table 3-7). */
static size_t utf8_length(const unsigned char *s, size_t n) {
    unsigned char lead = s[0], low = 0x80, high = 0xBF;
    size_t len;
    if (lead < 0x80) {
        return 1;
    } else if (lead >= 0xC2 && lead <= 0xDF) {
        len = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        len = 3;
        low = lead == 0xE0 ? 0xA0 : 0x80;
        high = lead == 0xED ? 0x9F : 0xBF;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        len = 4;
        low = lead == 0xF0 ? 0x90 : 0x80;
        high = lead == 0xF4 ? 0x8F : 0xBF;
    } else {
        return 0;
    }
    if (n < len || s[1] < low || s[1] > high) {
        return 0;
    }
    for (size_t i = 2; i < len; i++) {
        if (s[i] < 0x80 || s[i] > 0xBF) {
            return 0;
        }
    }
    return len;
}

bool text_is_utf8(struct text a) {
    const unsigned char *s = (const unsigned char *)a.ptr;
    size_t i = 0;
    while (i < a.len) {
        /* Nearly all text is ASCII: eight bytes at a time. */
        uint64_t eight;
        if (a.len - i >= sizeof eight) {
            memcpy(&eight, s + i, sizeof eight);
            if ((eight & UINT64_C(0x8080808080808080)) == 0) {
                i += sizeof eight;
                continue;
            }
        }
        size_t len = utf8_length(s + i, a.len - i);
        if (len == 0) {
            return false;
        }
        i += len;
    }
    return true;
}

struct text text_head(struct text a, size_t max) {
    size_t len = a.len < max ? a.len : max, lead = len;
    while (lead > 0 && len - lead < 3 && ((unsigned char)a.ptr[lead - 1] & 0xC0) == 0x80) {
        lead--;
    }
    if (lead > 0 && utf8_length((const unsigned char *)a.ptr + lead - 1, len - lead + 1) == 0) {
        len = lead - 1;
    }
    return (struct text){a.ptr, len};
}

bool text_has_control(struct text a) {
    for (size_t i = 0; i < a.len; i++) {
        unsigned char c = (unsigned char)a.ptr[i];
        if ((c < 0x20 && !is_blank(a.ptr[i])) || c == 0x7F) {
            return true;
        }
    }
    return false;
}

bool text_to_i64(struct text a, int64_t *value) {
    bool negative = a.len > 0 && a.ptr[0] == '-';
    size_t i = negative ? 1 : 0;
    if (i == a.len) {
        return false;
    }
    /* Gathered below zero, where there is room for one more. */
    int64_t v = 0;
    for (; i < a.len; i++) {
        if (a.ptr[i] < '0' || a.ptr[i] > '9') {
            return false;
        }
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_sub_overflow(v, a.ptr[i] - '0', &v)) {
            return false;
        }
    }
    if (!negative && v == INT64_MIN) {
        return false;
    }
    *value = negative ? v : -v;
    return true;
}

char *text_put_digits(char *out, int64_t value, int n) {
    ensure(value >= 0);
    for (int i = n - 1; i >= 0; i--) {
        out[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return out + n;
}

void buf_init(struct buf *b, size_t max) {
    ensure(max < SIZE_MAX);
    *b = (struct buf){.max = max};
}

void buf_fini(struct buf *b) {
    mem_free(b->ptr);
    *b = (struct buf){.max = b->max};
}

void buf_clear(struct buf *b) {
    b->len = 0;
    b->overflowed = false;
    if (b->ptr != NULL) {
        b->ptr[0] = '\0';
    }
}

char *buf_grow(struct buf *b, size_t n) {
    if (b->overflowed || n > b->max - b->len) {
        b->overflowed = true;
        return NULL;
    }
    size_t need = b->len + n + 1;
    if (need > b->cap) {
        size_t cap = b->cap < 64 ? 64 : b->cap;
        while (cap < need) {
            cap = cap <= b->max / 2 ? cap * 2 : b->max + 1;
        }
        b->ptr = mem_resize(b->ptr, b->cap, cap);
        b->cap = cap;
    }
    char *start = b->ptr + b->len;
    b->len += n;
    b->ptr[b->len] = '\0';
    return start;
}

void buf_cut(struct buf *b, size_t len) {
    ensure(len <= b->len);
    b->len = len;
    if (b->ptr != NULL) {
        b->ptr[len] = '\0';
    }
}

void buf_add(struct buf *b, struct text t) {
    char *room = buf_grow(b, t.len);
    if (room != NULL && t.len > 0) {
        memcpy(room, t.ptr, t.len);
    }
}

void buf_add_str(struct buf *b, const char *s) {
    buf_add(b, text_of(s));
}

void buf_add_char(struct buf *b, char c) {
    char *room = buf_grow(b, 1);
    if (room != NULL) {
        *room = c;
    }
}

void buf_add_i64(struct buf *b, int64_t v) {
    char digits[20];
    size_t at = sizeof digits;
    uint64_t rest = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (v < 0) {
        digits[--at] = '-';
    }
    buf_add(b, (struct text){digits + at, sizeof digits - at});
}

void buf_addf(struct buf *b, const char *format, ...) {
    va_list args;
    va_start(args, format);
    buf_vaddf(b, format, args);
    va_end(args);
}

void buf_vaddf(struct buf *b, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    ensure(n >= 0);
    char *room = buf_grow(b, (size_t)n);
    if (room != NULL) {
        (void)vsnprintf(room, (size_t)n + 1, format, args);
    }
}

struct text buf_text(const struct buf *b) {
    return (struct text){b->ptr, b->len};
}
