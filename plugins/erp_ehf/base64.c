#include "base64.h"

void base64_begin(struct base64 *b, uint8_t *out, size_t max) {
    *b = (struct base64){.out = out, .max = max};
}

static int value_of(char c) {
    return c >= 'A' && c <= 'Z'   ? c - 'A'
           : c >= 'a' && c <= 'z' ? c - 'a' + 26
           : c >= '0' && c <= '9' ? c - '0' + 52
           : c == '+'             ? 62
           : c == '/'             ? 63
                                  : -1;
}

/* Four characters are three bytes, less one for each that is padding. */
static void group_end(struct base64 *b) {
    const size_t n = 3 - (size_t)b->n_padding;
    const uint32_t spare = b->n_padding == 2 ? 0xffff : b->n_padding == 1 ? 0xff : 0;
    if (b->bits & spare) {
        b->fault = "is not base64: its last character has bits too many";
        return;
    }
    if (b->max - b->len < n) {
        b->fault = "is larger than 4 MiB";
        return;
    }
    for (size_t i = 0; i < n; i++) {
        b->out[b->len++] = (uint8_t)(b->bits >> (16 - 8 * i));
    }
    b->bits = 0;
    b->n_chars = 0;
}

static void char_feed(struct base64 *b, char c) {
    const int value = value_of(c);
    if (c == '=' && b->n_chars >= 2) {
        b->n_padding++;
    } else if (value < 0) {
        b->fault = "is not base64";
        return;
    } else if (b->n_padding > 0) {
        b->fault = "is not base64: it goes on after its padding";
        return;
    }
    b->bits = b->bits << 6 | (value < 0 ? 0 : (uint32_t)value);
    if (++b->n_chars == 4) {
        group_end(b);
    }
}

void base64_feed(struct base64 *b, const char *text, size_t len) {
    for (size_t i = 0; i < len && !b->fault; i++) {
        const char c = text[i];
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
            char_feed(b, c);
        }
    }
}

const char *base64_end(struct base64 *b) {
    if (!b->fault && b->n_chars != 0) {
        b->fault = "is not base64: it ends in the middle of a group of four";
    }
    if (!b->fault && b->len == 0) {
        b->fault = "is empty";
    }
    return b->fault;
}
