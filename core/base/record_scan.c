/* record_scan.c - JSON's tokens, strictly (RFC 8259), and no others. */
#include "base/record_scan.h"

#include <string.h>

#include "base/check.h"

int scan_fail_code(struct scan *in, int code, const char *why) {
    if (in->field_name.len == 0) {
        return status_fail(in->st, code, "%s: byte %zu: %s", in->record_name,
                           (size_t)(in->p - in->start), why);
    }
    return status_fail(in->st, code, "%s: field '%.*s': byte %zu: %s", in->record_name,
                       TEXT_ARG(in->field_name), (size_t)(in->p - in->start), why);
}

int scan_fail(struct scan *in, const char *why) {
    return scan_fail_code(in, STATUS_INVALID, why);
}

static void scan_blanks(struct scan *in) {
    while (in->p < in->end &&
           (*in->p == ' ' || *in->p == '\t' || *in->p == '\n' || *in->p == '\r')) {
        in->p++;
    }
}

char scan_peek(struct scan *in) {
    scan_blanks(in);
    return in->p < in->end ? *in->p : '\0';
}

bool scan_take(struct scan *in, char c) {
    ensure(c != '\0');
    if (scan_peek(in) == c) {
        in->p++;
        return true;
    }
    return false;
}

/* The four digits of \uXXXX at s, or -1. */
static int32_t hex4(const char *s, const char *end) {
    int32_t value = 0;
    if (end - s < 4) {
        return -1;
    }
    for (int i = 0; i < 4; i++) {
        int digit;
        if (s[i] >= '0' && s[i] <= '9') {
            digit = s[i] - '0';
        } else if (s[i] >= 'a' && s[i] <= 'f') {
            digit = s[i] - 'a' + 10;
        } else if (s[i] >= 'A' && s[i] <= 'F') {
            digit = s[i] - 'A' + 10;
        } else {
            return -1;
        }
        value = value * 16 + digit;
    }
    return value;
}

static char *put_utf8(char *out, int32_t code) {
    if (code < 0x80) {
        *out++ = (char)code;
    } else if (code < 0x800) {
        *out++ = (char)(0xC0 | code >> 6);
        *out++ = (char)(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        *out++ = (char)(0xE0 | code >> 12);
        *out++ = (char)(0x80 | (code >> 6 & 0x3F));
        *out++ = (char)(0x80 | (code & 0x3F));
    } else {
        *out++ = (char)(0xF0 | code >> 18);
        *out++ = (char)(0x80 | (code >> 12 & 0x3F));
        *out++ = (char)(0x80 | (code >> 6 & 0x3F));
        *out++ = (char)(0x80 | (code & 0x3F));
    }
    return out;
}

/* After "\u": one code point, of one or two units, appended to *out. */
static int read_code_point(struct scan *in, char **out) {
    int32_t code = hex4(in->p, in->end);
    if (code < 0) {
        return scan_fail(in, "\\u needs four hexadecimal digits");
    }
    if (code == 0) {
        return scan_fail(in, "NUL is not allowed in a text");
    }
    in->p += 4;
    if (code >= 0xD800 && code <= 0xDFFF) {
        int32_t low = -1;
        if (code <= 0xDBFF && in->end - in->p >= 6 && in->p[0] == '\\' && in->p[1] == 'u') {
            low = hex4(in->p + 2, in->end);
        }
        if (low < 0xDC00 || low > 0xDFFF) {
            return scan_fail(in, "half of a surrogate pair");
        }
        in->p += 6;
        code = 0x10000 + (code - 0xD800) * 0x400 + (low - 0xDC00);
    }
    *out = put_utf8(*out, code);
    return STATUS_OK;
}

/* After a backslash. */
static int read_escape(struct scan *in, char **out) {
    static const char names[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    char c = in->p < in->end ? *in->p : '\0';
    const char *found = c != '\0' ? strchr(names, c) : NULL;
    if (found != NULL) {
        in->p++;
        *(*out)++ = meant[found - names];
        return STATUS_OK;
    }
    if (c == 'u') {
        in->p++;
        return read_code_point(in, out);
    }
    return scan_fail(in, "unknown escape");
}

/* A string without escapes is a slice of the input, any other is unescaped into the arena,
 * where it is never longer than it was. */
int scan_string(struct scan *in, struct text *t) {
    if (!scan_take(in, '"')) {
        return scan_fail(in, "a string is expected");
    }
    const char *start = in->p;
    char *copy = NULL, *out = NULL;
    for (; in->p < in->end && *in->p != '"'; in->p++) {
        if ((unsigned char)*in->p < 0x20) {
            return scan_fail(in, "a control character in a string");
        }
        if (*in->p == '\\' && copy == NULL) {
            const char *close = in->p;
            while (close < in->end && *close != '"') {
                close += *close == '\\' && close + 1 < in->end ? 2 : 1;
            }
            copy = arena_take(in->arena, (size_t)(close - start));
            memcpy(copy, start, (size_t)(in->p - start));
            out = copy + (in->p - start);
        }
        if (*in->p == '\\') {
            in->p++;
            int code = read_escape(in, &out);
            if (code != STATUS_OK) {
                return code;
            }
            in->p--; /* the loop steps over the last character */
        } else if (out != NULL) {
            *out++ = *in->p;
        }
    }
    if (in->p == in->end) {
        return scan_fail(in, "the text ends inside a string");
    }
    *t = copy != NULL ? (struct text){copy, (size_t)(out - copy)}
                      : (struct text){start, (size_t)(in->p - start)};
    if (!text_is_utf8(*t)) {
        return scan_fail(in, "not UTF-8");
    }
    in->p++;
    return STATUS_OK;
}

int scan_int(struct scan *in, int64_t least, int64_t most, int64_t *value) {
    char first = scan_peek(in);
    const char *start = in->p, *p = start;
    if (first == '-') {
        p++;
    }
    const char *digits = p;
    while (p < in->end && *p >= '0' && *p <= '9') {
        p++;
    }
    if (p == digits || (*digits == '0' && p - digits > 1)) {
        return scan_fail(in, "a whole number is expected");
    }
    if (p < in->end && (*p == '.' || *p == 'e' || *p == 'E')) {
        return scan_fail(in, "a whole number is expected, without fraction or exponent");
    }
    int64_t v;
    if (!text_to_i64((struct text){start, (size_t)(p - start)}, &v) || v < least || v > most) {
        return scan_fail(in, "the number is out of range");
    }
    in->p = p;
    *value = v;
    return STATUS_OK;
}

int scan_bool(struct scan *in, bool *value) {
    (void)scan_peek(in);
    struct text rest = {in->p, (size_t)(in->end - in->p)};
    bool is_true = text_starts(rest, TEXT("true"));
    if (!is_true && !text_starts(rest, TEXT("false"))) {
        return scan_fail(in, "true or false is expected");
    }
    in->p += is_true ? 4 : 5;
    *value = is_true;
    return STATUS_OK;
}
