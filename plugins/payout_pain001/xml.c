#include "xml.h"

#include "krav/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add(struct xml *x, const char *bytes, size_t len) {
    if (x->failed) {
        return;
    }
    if (len > XML_BYTES_MAX - x->len) {
        x->failed = XML_TOO_LONG;
        return;
    }
    if (x->len + len > x->size) {
        const size_t size = x->size > 0 ? x->size * 2 : 65536;
        char *grown = realloc(x->bytes, size > x->len + len ? size : x->len + len);
        if (!grown) {
            x->failed = XML_NO_MEMORY;
            return;
        }
        x->bytes = grown;
        x->size = size > x->len + len ? size : x->len + len;
    }
    memcpy(x->bytes + x->len, bytes, len);
    x->len += len;
}

static void add_word(struct xml *x, const char *word) { add(x, word, strlen(word)); }

static void indent(struct xml *x) {
    for (int i = 0; i < x->depth; i++) {
        add(x, "  ", 2);
    }
}

static void tag(struct xml *x, const char *before, const char *name, const char *after) {
    add_word(x, before);
    add_word(x, name);
    add_word(x, after);
}

void xml_open(struct xml *x, const char *name) {
    indent(x);
    tag(x, "<", name, ">\n");
    x->depth++;
}

void xml_close(struct xml *x, const char *name) {
    x->depth--;
    indent(x);
    tag(x, "</", name, ">\n");
}

/* One character of `n` bytes.  XML has no U+FFFE and U+FFFF. */
static void add_character(struct xml *x, const char *s, size_t n) {
    switch (*s) {
    case '&':
        add_word(x, "&amp;");
        break;
    case '<':
        add_word(x, "&lt;");
        break;
    case '>':
        add_word(x, "&gt;");
        break;
    case '"':
        add_word(x, "&quot;");
        break;
    case '\'':
        add_word(x, "&apos;");
        break;
    default:
        if (n == 3 && (memcmp(s, "\xef\xbf\xbe", 3) == 0 || memcmp(s, "\xef\xbf\xbf", 3) == 0)) {
            add_word(x, "?");
        } else {
            add(x, s, n);
        }
    }
}

static void add_text(struct xml *x, krav_str text, size_t max) {
    size_t n_written = 0;
    int is_blank = 0; /* one is owed before the next character */
    for (size_t i = 0; i < text.len;) {
        const unsigned char *s = (const unsigned char *)text.ptr + i;
        const size_t n = krav_utf8_at(s, text.len - i);
        if (n == 0) { /* the batch has been checked */
            return;
        }
        i += n;
        if (*s == ' ' || krav_utf8_is_control(s)) {
            is_blank = n_written > 0;
            continue;
        }
        if (n_written + (size_t)is_blank + 1 > max) {
            return;
        }
        if (is_blank) {
            add_word(x, " ");
        }
        add_character(x, (const char *)s, n);
        n_written += (size_t)is_blank + 1;
        is_blank = 0;
    }
}

void xml_text(struct xml *x, const char *name, krav_str text, size_t max) {
    indent(x);
    tag(x, "<", name, ">");
    add_text(x, text, max);
    tag(x, "</", name, ">\n");
}

void xml_line(struct xml *x, const char *format, ...) {
    char line[256];
    va_list args;
    va_start(args, format);
    const int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    indent(x);
    add(x, line, n < 0 ? 0 : (size_t)n < sizeof line ? (size_t)n : sizeof line - 1);
    add(x, "\n", 1);
}

void xml_free(struct xml *x) {
    free(x->bytes);
    *x = (struct xml){0};
}
