/* reading.c - see reading.h. */
#include "rules/reading.h"

#include "base/check.h"
#include "rules/bundle.h"

#include <string.h>

/* ---- writing --------------------------------------------------------------------------------- */

static void add_escaped(struct buf *b, struct text t) {
    size_t done = 0;
    for (size_t i = 0; i < t.len; i++) {
        const char ch = t.ptr[i];
        if (ch == ' ' || ch == '%') {
            buf_add(b, (struct text){t.ptr + done, i - done});
            buf_add_str(b, ch == ' ' ? "%20" : "%25");
            done = i + 1;
        }
    }
    buf_add(b, (struct text){t.ptr + done, t.len - done});
}

/* " PREFIXNAME=" in one go: a decision that wants something has read a dozen. */
static void add_name(struct buf *b, struct text prefix, struct text name) {
    const size_t blank = b->len > 0;
    char *at = buf_grow(b, blank + prefix.len + name.len + 1);
    if (at == NULL) {
        return;
    }
    at[0] = ' ';
    at += blank;
    memcpy(at, prefix.ptr, prefix.len);
    memcpy(at + prefix.len, name.ptr, name.len);
    at[prefix.len + name.len] = '=';
}

static void add_value(struct buf *b, struct value v) {
    char text[DAY_TEXT];
    switch (v.type) {
    case VALUE_BOOL: buf_add_char(b, v.number != 0 ? '1' : '0'); break;
    case VALUE_INT:
    case VALUE_ORE: buf_add_i64(b, v.number); break;
    case VALUE_DAY:
        if (v.number != DAY_NONE) {
            buf_add_str(b, day_format((day)v.number, text));
        }
        break;
    case VALUE_TEXT: add_escaped(b, v.text); break;
    case VALUE_NIL: break;
    }
}

/* The lowest bit that is set, taken out; the bits are not all zero. */
static uint32_t take_bit(uint64_t *bits) {
    const uint32_t i = (uint32_t)__builtin_ctzll(*bits);
    *bits &= *bits - 1;
    return i;
}

struct text reading_write(const struct reading *r, const struct snapshot *s,
                          const struct level *level, struct buf *out, struct arena *arena) {
    buf_clear(out);
    for (uint32_t word = 0; word < READING_FIELDS_MAX / 64; word++) {
        for (uint64_t left = r->fields[word]; left != 0;) {
            const struct snapshot_field *f = &snapshot_fields[word * 64 + take_bit(&left)];
            add_name(out, TEXT(""), text_of(f->name));
            add_value(out, f->get(s));
        }
    }
    if (r->level && level) {
        add_name(out, TEXT(""), TEXT("level"));
        buf_add(out, level->name);
        for (uint64_t left = r->params; left != 0;) {
            const struct param *p = &level->params[take_bit(&left)];
            add_name(out, TEXT("level."), p->name);
            buf_add_i64(out, param_value(p, s->agreement));
        }
    }
    return out->overflowed ? TEXT("")
           : out->len > 0  ? arena_text(arena, buf_text(out))
                           : (struct text){NULL, 0};
}

/* ---- reading --------------------------------------------------------------------------------- */

static struct text unescaped(struct text t, struct arena *arena) {
    char *out = arena_take(arena, t.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < t.len; i++) {
        const bool escaped = t.ptr[i] == '%' && i + 2 < t.len;
        out[n++] = !escaped ? t.ptr[i] : t.ptr[i + 2] == '0' ? ' ' : '%';
        i += escaped ? 2 : 0;
    }
    return (struct text){out, n};
}

bool reading_next(struct text *rest, struct arena *arena, struct text *name, struct text *value) {
    struct text pair;
    if (rest->len == 0 || !text_cut(rest, ' ', &pair) || !text_cut(&pair, '=', name)) {
        return false;
    }
    *value = pair.len > 0 ? unescaped(pair, arena) : (struct text){NULL, 0};
    return true;
}

static bool value_of(const struct snapshot_field *f, struct text written, struct value *out) {
    day d = DAY_NONE;
    *out = (struct value){.type = f->type};
    switch (f->type) {
    case VALUE_INT:
        if (written.len == 0) { /* a number that may be nil, as score.points */
            out->type = VALUE_NIL;
            return true;
        }
        return text_to_i64(written, &out->number);
    case VALUE_BOOL:
    case VALUE_ORE: return text_to_i64(written, &out->number);
    case VALUE_DAY:
        if (written.len > 0 && !day_parse(written, &d)) {
            return false;
        }
        out->number = d;
        return true;
    case VALUE_TEXT: out->text = written; return true;
    case VALUE_NIL: return true;
    }
    return false;
}

struct again {
    struct arena *arena;
    struct view_override *overrides;
    struct agreement agreement;
    struct status *st;
};

/* "level=normal", "level.calls=2", or a field of the case. */
static int take(struct again *a, struct text name, struct text value) {
    const char *nearest = NULL;
    if (text_is(name, "level")) {
        a->agreement.level = value;
        return STATUS_OK;
    }
    if (text_starts(name, TEXT("level."))) {
        struct override *o = arena_push(a->arena, &a->agreement.overrides,
                                        &a->agreement.n_overrides, sizeof *o);
        o->name = (struct text){name.ptr + 6, name.len - 6};
        return text_to_i64(value, &o->value)
                   ? STATUS_OK
                   : status_fail(a->st, STATUS_INVALID, "%.*s: not a number", TEXT_ARG(name));
    }
    const int field = view_field(name, a->arena, &nearest);
    if (field < 0) {
        return status_fail(a->st, STATUS_INVALID, "%.*s: not a field of a case", TEXT_ARG(name));
    }
    a->overrides[field].given = true;
    return value_of(&snapshot_fields[field], value, &a->overrides[field].value)
               ? STATUS_OK
               : status_fail(a->st, STATUS_INVALID, "%.*s: not a value of this field",
                             TEXT_ARG(name));
}

int rules_again(struct bundle *b, struct text stage, struct text read, struct arena *arena,
                struct decision *out, struct status *st) {
    const struct krav_case none = {0};
    struct again a = {.arena = arena, .st = st,
        .overrides = arena_take_n(arena, n_snapshot_fields, sizeof *a.overrides)};
    struct text rest = read, name, value;
    int rc = STATUS_OK;
    while (rc == STATUS_OK && reading_next(&rest, arena, &name, &value)) {
        rc = take(&a, name, value);
    }
    const struct snapshot s = {.c = &none, .agreement = &a.agreement};
    const struct decide_input in = {.snapshot = &s, .overrides = a.overrides, .only_given = true,
        .stage = stage};
    return rc ? rc : decide_run(b, &in, arena, out, st);
}
