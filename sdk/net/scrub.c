#include "net/scrub.h"

#include <stdlib.h>
#include <string.h>

#include "krav/check.h"
#include "net/bytes.h"

#define ID_DIGITS 11
#define ID_SPACED 12 /* "ddmmyy nnnnn" */

/* ---- encodings -------------------------------------------------------------------------------- */

size_t scrub_base64(krav_str in, bool for_url, char *out) {
    static const char common[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";
    size_t n = 0;
    for (size_t i = 0; i < in.len; i += 3) {
        const size_t left = in.len - i < 3 ? in.len - i : 3;
        unsigned long three = 0;
        for (size_t k = 0; k < 3; k++) {
            three = three << 8 | (k < left ? (unsigned char)in.ptr[i + k] : 0);
        }
        for (size_t k = 0; k <= left; k++) {
            const size_t at = (three >> (18 - 6 * k)) & 63;
            out[n++] = common[for_url && at >= 62 ? at + 2 : at];
        }
    }
    return n;
}

static void needle_add(struct scrub *s, const char *bytes, size_t len, const char *instead) {
    for (size_t i = 0; i < s->n; i++) {
        if (s->needles[i].len == len && memcmp(s->needles[i].bytes, bytes, len) == 0) {
            return;
        }
    }
    if (s->n == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 32;
        s->needles = net_grow(s->needles, s->cap * sizeof *s->needles);
    }
    char *copy = net_grow(NULL, len);
    memcpy(copy, bytes, len);
    s->needles[s->n++] = (struct scrub_needle){copy, len, instead};
}

/* What is the same in the base64 of every text that has the secret behind `before` bytes, counted
 * modulo 3: the characters that hold bits of the secret alone. */
static void add_base64(struct scrub *s, krav_str secret, const char *instead) {
    char *shifted = net_grow(NULL, secret.len + 2);
    char *out = net_grow(NULL, 4 * (secret.len + 2) / 3 + 4);
    for (size_t before = 0; before < 3; before++) {
        memset(shifted, 0, before);
        memcpy(shifted + before, secret.ptr, secret.len);
        const krav_str in = {shifted, before + secret.len};
        const size_t first = (8 * before + 5) / 6, end = 8 * in.len / 6;
        for (int url = 0; url < 2; url++) {
            scrub_base64(in, url, out);
            needle_add(s, out + first, end - first, instead);
        }
    }
    net_wipe(shifted, secret.len + 2);
    net_wipe(out, 4 * (secret.len + 2) / 3 + 4);
    free(shifted);
    free(out);
}

static bool is_unreserved(unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           c == '-' || c == '.' || c == '_' || c == '~';
}

enum spelling { PERCENT, PERCENT_FORM, HEX, JSON, N_SPELLINGS };

static const char *digits_of(bool capital) {
    return capital ? "0123456789ABCDEF" : "0123456789abcdef";
}

/* One byte of the secret in that spelling, at most six characters. */
static size_t spell(enum spelling spelling, bool capital, unsigned char c, char *out) {
    const char *hex = digits_of(capital);
    const char pair[2] = {hex[c >> 4], hex[c & 15]};
    if (spelling == HEX) {
        memcpy(out, pair, 2);
        return 2;
    }
    if (spelling == JSON) {
        static const char plain[] = "\"\\/\b\f\n\r\t", letter[] = "\"\\/bfnrt";
        const char *at = c ? strchr(plain, c) : NULL;
        /* Where a slash is escaped depends on the writer: `capital` stands for one who does. */
        if (at && (c != '/' || capital)) {
            out[0] = '\\';
            out[1] = letter[at - plain];
            return 2;
        }
        out[0] = (char)c;
        return 1;
    }
    if (spelling == PERCENT_FORM && c == ' ') {
        out[0] = '+';
        return 1;
    }
    if (is_unreserved(c)) {
        out[0] = (char)c;
        return 1;
    }
    out[0] = '%';
    memcpy(out + 1, pair, 2);
    return 3;
}

static void add_spellings(struct scrub *s, krav_str secret, const char *instead) {
    char *out = net_grow(NULL, 6 * secret.len);
    for (int spelling = PERCENT; spelling < N_SPELLINGS; spelling++) {
        for (int capital = 0; capital < 2; capital++) {
            size_t n = 0;
            for (size_t i = 0; i < secret.len; i++) {
                n += spell((enum spelling)spelling, capital, (unsigned char)secret.ptr[i], out + n);
            }
            needle_add(s, out, n, instead);
        }
    }
    net_wipe(out, 6 * secret.len);
    free(out);
}

static void add_as(struct scrub *s, krav_str secret, const char *instead) {
    needle_add(s, secret.ptr, secret.len, instead);
    add_spellings(s, secret, instead);
    add_base64(s, secret, instead);
}

void scrub_add(struct scrub *s, krav_str secret) {
    if (secret.len == 0) {
        return;
    }
    if (secret.len < SCRUB_LEAST) {
        s->too_short = true;
        return;
    }
    add_as(s, secret, SCRUB_SECRET);
}

/* ---- national ids ------------------------------------------------------------------------------ */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* The length of the national id that stands alone at `at`, or 0; its digits in `id`. */
static size_t id_at(krav_str text, size_t at, char id[ID_DIGITS]) {
    if (!is_digit(text.ptr[at]) || (at > 0 && is_digit(text.ptr[at - 1]))) {
        return 0;
    }
    size_t n = 0, len = 0;
    while (at + len < text.len && n < ID_DIGITS && len < ID_SPACED) {
        const char c = text.ptr[at + len];
        if (is_digit(c)) {
            id[n++] = c;
        } else if (len != 6 || c != ' ') {
            break;
        }
        len++;
    }
    const bool alone = at + len >= text.len || !is_digit(text.ptr[at + len]);
    const krav_str digits = {id, n};
    return n == ID_DIGITS && alone && krav_check_national_id(digits) ? len : 0;
}

void scrub_add_ids(struct scrub *s, krav_str text) {
    char id[ID_DIGITS];
    for (size_t i = 0; i < text.len; i++) {
        const size_t len = id_at(text, i, id);
        if (len > 0) {
            const krav_str digits = {id, ID_DIGITS}, written = {text.ptr + i, len};
            add_as(s, digits, SCRUB_ID);
            add_as(s, written, SCRUB_ID);
            i += len - 1;
        }
    }
}

/* ---- taking out and finding --------------------------------------------------------------------- */

/* The longest needle that stands at `at`, or NULL. */
static const struct scrub_needle *needle_at(const struct scrub *s, krav_str text, size_t at) {
    const struct scrub_needle *found = NULL;
    for (size_t i = 0; i < s->n; i++) {
        const struct scrub_needle *needle = &s->needles[i];
        if (needle->len <= text.len - at && (!found || needle->len > found->len) &&
            memcmp(text.ptr + at, needle->bytes, needle->len) == 0) {
            found = needle;
        }
    }
    return found;
}

char *scrub_apply(const struct scrub *s, krav_str text, size_t *len) {
    size_t cap = text.len + 64, n = 0;
    char *out = net_grow(NULL, cap);
    for (size_t i = 0; i < text.len;) {
        const struct scrub_needle *needle = needle_at(s, text, i);
        const char *piece = needle ? needle->instead : text.ptr + i;
        const size_t n_piece = needle ? strlen(piece) : 1;
        if (n + n_piece > cap) {
            out = net_grow_wiped(out, cap, 2 * cap + n_piece);
            cap = 2 * cap + n_piece;
        }
        memcpy(out + n, piece, n_piece);
        n += n_piece;
        i += needle ? needle->len : 1;
    }
    *len = n;
    return out;
}

bool scrub_finds(const struct scrub *s, krav_str text) {
    char id[ID_DIGITS];
    for (size_t i = 0; i < text.len; i++) {
        if (needle_at(s, text, i) || id_at(text, i, id) > 0) {
            return true;
        }
    }
    return false;
}

void scrub_fini(struct scrub *s) {
    for (size_t i = 0; i < s->n; i++) {
        net_wipe(s->needles[i].bytes, s->needles[i].len);
        free(s->needles[i].bytes);
    }
    free(s->needles);
    *s = (struct scrub){0};
}
