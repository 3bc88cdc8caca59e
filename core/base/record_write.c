/* record_write.c - structs to canonical JSON; on the path of every step, so it appends straight
 * into the buffer and formats nothing through printf. */
#include "base/record.h"

#include <string.h>

#include "base/check.h"
#include "base/day.h"
#include "base/hash.h"
#include "base/money.h"

/* What JSON demands to be escaped: the letter of its short form, or 'u'; 0 for the rest. */
static char escape_of(unsigned char c) {
    switch (c) {
    case '"':
        return '"';
    case '\\':
        return '\\';
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return c < 0x20 ? 'u' : 0;
    }
}

void json_string(struct buf *out, struct text t) {
    size_t from = 0; /* what lies between here and i goes as it is */
    buf_add_char(out, '"');
    for (size_t i = 0; i < t.len; i++) {
        unsigned char c = (unsigned char)t.ptr[i];
        if (c >= 0x20 && c != '"' && c != '\\') {
            continue;
        }
        buf_add(out, (struct text){t.ptr + from, i - from});
        from = i + 1;
        char escape[6] = {'\\', escape_of(c),           '0',
                          '0',  (char)('0' + (c >> 4)), "0123456789abcdef"[c & 15]};
        buf_add(out, (struct text){escape, escape[1] == 'u' ? 6 : 2});
    }
    if (from < t.len) {
        buf_add(out, (struct text){t.ptr + from, t.len - from});
    }
    buf_add_char(out, '"');
}

/* For what needs no escaping: names, days, hashes. */
static void add_quoted(struct buf *out, const char *s) {
    size_t len = strlen(s);
    char *p = buf_grow(out, len + 2);
    if (p != NULL) {
        p[0] = '"';
        memcpy(p + 1, s, len);
        p[len + 1] = '"';
    }
}

static void add_name(struct buf *out, const char *name, bool is_first) {
    if (!is_first) {
        buf_add_char(out, ',');
    }
    add_quoted(out, name);
    buf_add_char(out, ':');
}

static bool is_zero(const void *at, size_t size) {
    const char *bytes = at;
    return bytes[0] == 0 && (size == 1 || memcmp(bytes, bytes + 1, size - 1) == 0);
}

static bool write_fields(const struct record *r, const void *value, struct buf *out, int depth);

static size_t value_size(const struct field *f) {
    switch (f->type) {
    case FIELD_BOOL:
        return sizeof(bool);
    case FIELD_INT:
        return sizeof(int64_t);
    case FIELD_INT32:
        return sizeof(int32_t);
    case FIELD_ORE:
        return sizeof(ore);
    case FIELD_DAY:
        return sizeof(day);
    case FIELD_WORD:
        return sizeof(int);
    case FIELD_WORD_SET:
        return sizeof(uint32_t);
    case FIELD_HASH:
        return sizeof(struct hash);
    case FIELD_TEXT:
    case FIELD_RECORD:
    case FIELD_LIST:
        break;
    }
    ensure(false); /* the others have no one size */
    return 0;
}

static void write_word_set(const struct field *f, uint32_t bits, struct buf *out) {
    char before = '[';
    for (int value = 0; value < 32; value++) {
        if ((bits & (UINT32_C(1) << value)) != 0) {
            const struct word *word = words_by_value(f->words, value);
            ensure(word != NULL);
            buf_add_char(out, before);
            add_quoted(out, word->name);
            before = ',';
        }
    }
    buf_add_char(out, ']');
}

/* A value that is a few bytes and not zero. */
static void write_scalar(const struct field *f, const char *at, struct buf *out) {
    int64_t wide_int;
    int32_t narrow;
    uint32_t bits;
    struct hash hash;
    char day_text[DAY_TEXT], hex[HASH_HEX];
    switch (f->type) {
    case FIELD_BOOL:
        buf_add(out, TEXT("true"));
        return;
    case FIELD_INT:
    case FIELD_ORE:
        memcpy(&wide_int, at, sizeof wide_int);
        ensure(f->type == FIELD_INT || (wide_int >= -MONEY_MAX && wide_int <= MONEY_MAX));
        buf_add_i64(out, wide_int);
        return;
    case FIELD_INT32:
        memcpy(&narrow, at, sizeof narrow);
        buf_add_i64(out, narrow);
        return;
    case FIELD_DAY:
        memcpy(&narrow, at, sizeof narrow);
        add_quoted(out, day_format(narrow, day_text));
        return;
    case FIELD_WORD: {
        int value;
        memcpy(&value, at, sizeof value);
        const struct word *word = words_by_value(f->words, value);
        ensure(word != NULL);
        add_quoted(out, word->name);
        return;
    }
    case FIELD_WORD_SET:
        memcpy(&bits, at, sizeof bits);
        write_word_set(f, bits, out);
        return;
    case FIELD_HASH:
        memcpy(&hash, at, sizeof hash);
        add_quoted(out, hash_hex(&hash, hex));
        return;
    case FIELD_TEXT:
    case FIELD_RECORD:
    case FIELD_LIST:
        break;
    }
    ensure(false); /* no scalar */
}

static void write_list(const struct field *f, const char *items, uint32_t n, struct buf *out,
                       int depth) {
    ensure(n <= (f->n_max > 0 ? f->n_max : RECORD_MANY_MAX));
    buf_add_char(out, '[');
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0) {
            buf_add_char(out, ',');
        }
        (void)write_fields(f->of, items + (size_t)i * f->of->size, out, depth);
    }
    buf_add_char(out, ']');
}

/* One field with its name; false, and nothing written, if it is to be left out. */
static bool write_field(const struct field *f, const char *base, struct buf *out, bool is_first,
                        int depth) {
    const char *at = base + f->offset;
    size_t before = out->len;
    struct text t;
    uint32_t n;
    const char *items;
    switch (f->type) {
    case FIELD_TEXT:
        memcpy(&t, at, sizeof t);
        if (t.len == 0) {
            return false;
        }
        ensure(t.len <= (f->n_max > 0 ? f->n_max : RECORD_MANY_MAX));
        ensure(text_is_utf8(t));
        ensure(memchr(t.ptr, '\0', t.len) == NULL);
        add_name(out, f->name, is_first);
        json_string(out, t);
        return true;
    case FIELD_LIST:
        memcpy(&items, at, sizeof items);
        memcpy(&n, base + f->count_offset, sizeof n);
        if (n == 0) {
            return false;
        }
        add_name(out, f->name, is_first);
        write_list(f, items, n, out, depth + 1);
        return true;
    case FIELD_RECORD:
        /* Whether it is empty is known when it has been written: {} is taken back. */
        add_name(out, f->name, is_first);
        if (!write_fields(f->of, at, out, depth + 1)) {
            buf_cut(out, before);
            return false;
        }
        return true;
    case FIELD_BOOL:
    case FIELD_INT:
    case FIELD_INT32:
    case FIELD_ORE:
    case FIELD_DAY:
    case FIELD_WORD:
    case FIELD_HASH:
    case FIELD_WORD_SET:
        break;
    }
    if (is_zero(at, value_size(f))) {
        return false;
    }
    add_name(out, f->name, is_first);
    write_scalar(f, at, out);
    return true;
}

/* True if any field was written. */
static bool write_fields(const struct record *r, const void *value, struct buf *out, int depth) {
    ensure(depth <= RECORD_DEPTH_MAX);
    bool any = false;
    buf_add_char(out, '{');
    for (uint32_t i = 0; i < r->n; i++) {
        if (write_field(&r->fields[i], value, out, !any, depth)) {
            any = true;
        }
    }
    buf_add_char(out, '}');
    return any;
}

void record_write(const struct record *r, const void *value, struct buf *out) {
    (void)write_fields(r, value, out, 1);
}

bool record_eq(const struct record *r, const void *a, const void *b) {
    struct buf text_a, text_b;
    buf_init(&text_a, RECORD_SIZE_MAX);
    buf_init(&text_b, RECORD_SIZE_MAX);
    record_write(r, a, &text_a);
    record_write(r, b, &text_b);
    ensure(!text_a.overflowed);
    ensure(!text_b.overflowed);
    bool equal = text_eq(buf_text(&text_a), buf_text(&text_b));
    buf_fini(&text_a);
    buf_fini(&text_b);
    return equal;
}
