/* record_read.c - JSON to structs, in one pass and without a tree.
 *
 * Recursion goes down the table of the record, at most RECORD_DEPTH_MAX deep. */
#include "base/record.h"

#include <string.h>

#include "base/check.h"
#include "base/day.h"
#include "base/hash.h"
#include "base/money.h"
#include "base/record_scan.h"

#define NAME_SHOWN_MAX 64 /* of a name from outside, in a message */

static int read_word(struct scan *in, const struct words *words, int *value) {
    struct text name;
    int code = scan_string(in, &name);
    if (code != STATUS_OK) {
        return code;
    }
    const struct word *word = words_by_name(words, name);
    if (word == NULL) {
        const char *nearest = words_nearest(words, name);
        struct text why = arena_printf(in->arena, "'%.*s' is not a %s%s%s%s",
                                       TEXT_ARG(text_head(name, NAME_SHOWN_MAX)), words->name,
                                       nearest != NULL ? "; meant '" : "",
                                       nearest != NULL ? nearest : "", nearest != NULL ? "'?" : "");
        return scan_fail(in, why.ptr);
    }
    *value = word->value;
    return STATUS_OK;
}

static int read_word_set(struct scan *in, const struct words *words, uint32_t *set) {
    if (!scan_take(in, '[')) {
        return scan_fail(in, "a list of words is expected");
    }
    if (scan_take(in, ']')) {
        return STATUS_OK;
    }
    do {
        int value = 0;
        int code = read_word(in, words, &value);
        if (code != STATUS_OK) {
            return code;
        }
        ensure(value < 32);
        if ((*set & UINT32_C(1) << value) != 0) {
            return scan_fail(in, "the word stands there twice");
        }
        *set |= UINT32_C(1) << value;
    } while (scan_take(in, ','));
    return scan_take(in, ']') ? STATUS_OK : scan_fail(in, "',' or ']' is expected");
}

static int read_text(struct scan *in, const struct field *f, struct text *t) {
    struct text read;
    int code = scan_string(in, &read);
    if (code != STATUS_OK) {
        return code;
    }
    if (read.len > (f->n_max > 0 ? f->n_max : RECORD_MANY_MAX)) {
        return scan_fail(in, "the text is too long");
    }
    *t = arena_text(in->arena, read);
    return STATUS_OK;
}

static int read_fields(struct scan *in, const struct record *r, void *value, int depth);

/* The array grows privately by doubling, so that a long list is read in linear time. */
static int read_list(struct scan *in, const struct field *f, char *base, int depth) {
    uint32_t n = 0, cap = 0, n_max = f->n_max > 0 ? f->n_max : RECORD_MANY_MAX;
    size_t size = f->of->size;
    struct text name = in->field_name;
    char *items = NULL;
    if (!scan_take(in, '[')) {
        return scan_fail(in, "a list is expected");
    }
    if (scan_take(in, ']')) {
        return STATUS_OK;
    }
    do {
        if (n == n_max) {
            return scan_fail(in, "the list is too long");
        }
        if (n == cap) {
            cap = cap > 0 ? cap * 2 : 4;
            char *grown = arena_take_n(in->arena, cap, size);
            if (n > 0) {
                memcpy(grown, items, n * size);
            }
            items = grown;
        }
        int code = read_fields(in, f->of, items + n * size, depth);
        if (code != STATUS_OK) {
            return code;
        }
        in->field_name = name;
        n++;
    } while (scan_take(in, ','));
    if (!scan_take(in, ']')) {
        return scan_fail(in, "',' or ']' is expected");
    }
    memcpy(base + f->offset, &items, sizeof items);
    memcpy(base + f->count_offset, &n, sizeof n);
    return STATUS_OK;
}

static int read_number(struct scan *in, const struct field *f, char *at) {
    bool is_narrow = f->type == FIELD_INT32;
    int64_t most = is_narrow ? INT32_MAX : f->type == FIELD_ORE ? MONEY_MAX : INT64_MAX;
    int64_t least = is_narrow ? INT32_MIN : f->type == FIELD_ORE ? -MONEY_MAX : INT64_MIN;
    int64_t number;
    int code = scan_int(in, least, most, &number);
    if (code != STATUS_OK) {
        return code;
    }
    int32_t narrow = (int32_t)number;
    if (is_narrow) {
        memcpy(at, &narrow, sizeof narrow);
    } else {
        memcpy(at, &number, sizeof number);
    }
    return STATUS_OK;
}

static int read_day_or_hash(struct scan *in, const struct field *f, char *at) {
    struct text t;
    day d;
    struct hash h;
    int code = scan_string(in, &t);
    if (code != STATUS_OK) {
        return code;
    }
    if (f->type == FIELD_DAY) {
        if (!day_parse(t, &d)) {
            return scan_fail(in, "a day is expected, as \"2026-10-02\"");
        }
        memcpy(at, &d, sizeof d);
    } else {
        if (!hash_parse(t, &h)) {
            return scan_fail(in, "a hash is expected: 64 digits of 0-9a-f");
        }
        memcpy(at, &h, sizeof h);
    }
    return STATUS_OK;
}

static int read_value(struct scan *in, const struct field *f, char *base, int depth) {
    char *at = base + f->offset;
    int code, word = 0;
    bool flag = false;
    uint32_t set = 0;
    struct text t = {NULL, 0};
    switch (f->type) {
    case FIELD_BOOL:
        code = scan_bool(in, &flag);
        memcpy(at, &flag, sizeof flag);
        return code;
    case FIELD_INT:
    case FIELD_INT32:
    case FIELD_ORE:
        return read_number(in, f, at);
    case FIELD_DAY:
    case FIELD_HASH:
        return read_day_or_hash(in, f, at);
    case FIELD_WORD:
        code = read_word(in, f->words, &word);
        memcpy(at, &word, sizeof word);
        return code;
    case FIELD_WORD_SET:
        code = read_word_set(in, f->words, &set);
        memcpy(at, &set, sizeof set);
        return code;
    case FIELD_TEXT:
        code = read_text(in, f, &t);
        memcpy(at, &t, sizeof t);
        return code;
    case FIELD_RECORD:
        return read_fields(in, f->of, at, depth + 1);
    case FIELD_LIST:
        return read_list(in, f, base, depth + 1);
    }
    ensure(false); /* no such type */
    return STATUS_INVALID;
}

/* The field's place in the table, or -1.  Canonical text has the table's order, so the search
 * begins at `from`, after the field read last. */
static int field_index(const struct record *r, struct text name, uint32_t from) {
    for (uint32_t k = 0; k < r->n; k++) {
        uint32_t i = (from + k) % r->n;
        if (text_is(name, r->fields[i].name)) {
            return (int)i;
        }
    }
    return -1;
}

static int read_fields(struct scan *in, const struct record *r, void *value, int depth) {
    uint64_t seen[RECORD_FIELDS_MAX / 64] = {0};
    uint32_t next = 0;
    ensure(r->n <= RECORD_FIELDS_MAX);
    if (depth > RECORD_DEPTH_MAX) {
        return scan_fail_code(in, STATUS_LIMIT, "nested too deeply");
    }
    if (!scan_take(in, '{')) {
        return scan_fail(in, "a record is expected");
    }
    if (scan_take(in, '}')) {
        return STATUS_OK;
    }
    do {
        struct text name;
        int code = scan_string(in, &name);
        if (code != STATUS_OK) {
            return code;
        }
        in->field_name = text_head(name, NAME_SHOWN_MAX);
        int index = field_index(r, name, next);
        if (index < 0) {
            return scan_fail(in, "unknown field");
        }
        if ((seen[index / 64] & UINT64_C(1) << index % 64) != 0) {
            return scan_fail(in, "the field stands there twice");
        }
        if (!scan_take(in, ':')) {
            return scan_fail(in, "':' is expected");
        }
        code = read_value(in, &r->fields[index], value, depth);
        if (code != STATUS_OK) {
            return code;
        }
        in->field_name = (struct text){NULL, 0};
        seen[index / 64] |= UINT64_C(1) << index % 64;
        next = (uint32_t)index + 1;
    } while (scan_take(in, ','));
    return scan_take(in, '}') ? STATUS_OK : scan_fail(in, "',' or '}' is expected");
}

int record_read(const struct record *r, struct text json, struct arena *arena, void *value,
                struct status *st) {
    struct scan in = {
        .start = json.ptr,
        .p = json.ptr,
        .end = json.len > 0 ? json.ptr + json.len : json.ptr,
        .record_name = r->name,
        .arena = arena,
        .st = st,
    };
    memset(value, 0, r->size);
    if (json.len > RECORD_SIZE_MAX) {
        return scan_fail_code(&in, STATUS_LIMIT, "larger than 16 MiB");
    }
    int code = read_fields(&in, r, value, 1);
    if (code != STATUS_OK) {
        return code;
    }
    (void)scan_peek(&in);
    return in.p == in.end ? STATUS_OK : scan_fail(&in, "something follows the record");
}
