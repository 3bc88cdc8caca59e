#include "wrap.h"

#include "krav/check.h"

static int is_continuation(char c) { return ((unsigned char)c & 0xc0) == 0x80; }

int wrap_width(krav_str text) {
    int n = 0;
    for (size_t i = 0; i < text.len; i++) {
        n += !is_continuation(text.ptr[i]);
    }
    return n;
}

int wrap_next(krav_str *rest, int width, krav_str *row) {
    if (rest->len == 0) {
        return 0;
    }
    const char *s = rest->ptr;
    size_t end = 0;   /* of what fits */
    size_t blank = 0; /* the last blank in it; 0 = none */
    int n = 0;
    while (end < rest->len && s[end] != '\n') {
        if (!is_continuation(s[end]) && n++ == width) {
            break;
        }
        blank = s[end] == ' ' ? end : blank;
        end++;
    }
    size_t next = end;
    if (end < rest->len && (s[end] == '\n' || s[end] == ' ')) {
        next = end + 1;
    } else if (end < rest->len && blank > 0) {
        end = blank;
        next = blank + 1;
    }
    while (end > 0 && s[end - 1] == ' ') {
        end--;
    }
    *row = (krav_str){s, end};
    rest->ptr += next;
    rest->len -= next;
    return 1;
}

int wrap_count(krav_str text, int width) {
    krav_str row;
    int n = 0;
    while (wrap_next(&text, width, &row)) {
        n++;
    }
    return n;
}

int wrap_is_clean(krav_str text, int lines) {
    const unsigned char *s = (const unsigned char *)text.ptr;
    for (size_t i = 0; i < text.len;) {
        const size_t n = krav_utf8_at(s + i, text.len - i);
        if (n == 0 || (krav_utf8_is_control(s + i) && !(lines && s[i] == '\n'))) {
            return 0;
        }
        i += n;
    }
    return 1;
}
