#include "base64.h"

void base64_begin(struct base64 *b, uint8_t *out, size_t max) {
    *b = (struct base64){.out = out, .max = max};
}

/* One more than the value of a character of the alphabet; 0 of any other. */
static const uint8_t values[256] = {
    ['A'] = 1,  ['B'] = 2,  ['C'] = 3,  ['D'] = 4,  ['E'] = 5,  ['F'] = 6,  ['G'] = 7,  ['H'] = 8,
    ['I'] = 9,  ['J'] = 10, ['K'] = 11, ['L'] = 12, ['M'] = 13, ['N'] = 14, ['O'] = 15, ['P'] = 16,
    ['Q'] = 17, ['R'] = 18, ['S'] = 19, ['T'] = 20, ['U'] = 21, ['V'] = 22, ['W'] = 23, ['X'] = 24,
    ['Y'] = 25, ['Z'] = 26, ['a'] = 27, ['b'] = 28, ['c'] = 29, ['d'] = 30, ['e'] = 31, ['f'] = 32,
    ['g'] = 33, ['h'] = 34, ['i'] = 35, ['j'] = 36, ['k'] = 37, ['l'] = 38, ['m'] = 39, ['n'] = 40,
    ['o'] = 41, ['p'] = 42, ['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46, ['u'] = 47, ['v'] = 48,
    ['w'] = 49, ['x'] = 50, ['y'] = 51, ['z'] = 52, ['0'] = 53, ['1'] = 54, ['2'] = 55, ['3'] = 56,
    ['4'] = 57, ['5'] = 58, ['6'] = 59, ['7'] = 60, ['8'] = 61, ['9'] = 62, ['+'] = 63, ['/'] = 64,
};

static int value_of(char c) { return values[(unsigned char)c] - 1; }

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

/* Whole groups of four, which is nearly all there ever is: how many characters were taken. */
static size_t groups_feed(struct base64 *b, const char *text, size_t len) {
    uint8_t *out = b->out + b->len; /* here, as a byte written could be one of *b */
    size_t room = b->max - b->len;
    size_t i = 0;
    for (; len - i >= 4 && room >= 3; i += 4, out += 3, room -= 3) {
        const int v0 = value_of(text[i]);
        const int v1 = value_of(text[i + 1]);
        const int v2 = value_of(text[i + 2]);
        const int v3 = value_of(text[i + 3]);
        if ((v0 | v1 | v2 | v3) < 0) {
            break;
        }
        out[0] = (uint8_t)(v0 << 2 | v1 >> 4);
        out[1] = (uint8_t)(v1 << 4 | v2 >> 2);
        out[2] = (uint8_t)(v2 << 6 | v3);
    }
    b->len = b->max - room;
    return i;
}

void base64_feed(struct base64 *b, const char *text, size_t len) {
    for (size_t i = 0; i < len && !b->fault; i++) {
        if (b->n_chars == 0 && b->n_padding == 0) {
            i += groups_feed(b, text + i, len - i);
        }
        if (i == len) {
            return;
        }
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
