/* purity.c - a reader of Lua 5.4's dump format (ldump.c) that looks at four opcodes.
 *
 * Every read is bounded; a truncated or odd dump sets `bad` and reads zeros from there on. */
#include "rules/purity.h"

#include "base/check.h"

#include <string.h>

#include <lua.h>

_Static_assert(LUA_VERSION_NUM == 504, "the dump format below is Lua 5.4's");

enum { OP_SETUPVAL = 10, OP_GETTABUP = 11, OP_SETTABUP = 15 }; /* lopcodes.h, 5.4 */
enum { ABSOLUTE_LINE = -128, DEPTH_MAX = 200 };
enum {
    TAG_NIL = 0x00,
    TAG_FALSE = 0x01,
    TAG_TRUE = 0x11,
    TAG_INT = 0x03,
    TAG_FLOAT = 0x13,
    TAG_SHORT = 0x04,
    TAG_LONG = 0x14
};

struct reader {
    const unsigned char *at, *end;
    bool bad;
};

struct scan {
    struct reader r;
    struct arena *arena;
    struct findings *out;
    uint32_t cap;
    enum purity_of of;
};

/* One function's parts, where they lie in the dump. */
struct proto {
    const struct proto *around; /* NULL: the one that was dumped */
    int32_t line;
    const unsigned char *upvalues; /* of each: is it a local of the one around, which one, kind */
    uint32_t n_upvalues;
    uint32_t n_code, n_constants, n_lines, n_absolute, n_names;
    const unsigned char *code, *lines;
    struct text *constants; /* absent unless a text */
    struct text *names;     /* of upvalues */
    int32_t *absolute;
};

static unsigned read_byte(struct reader *r) {
    if (r->at == r->end) {
        r->bad = true;
        return 0;
    }
    return *r->at++;
}

static const unsigned char *read_block(struct reader *r, size_t n) {
    if ((size_t)(r->end - r->at) < n) {
        r->bad = true;
        return NULL;
    }
    const unsigned char *block = r->at;
    r->at += n;
    return block;
}

/* Seven bits a byte, the most significant first; the last byte has the high bit. */
static uint64_t read_size(struct reader *r) {
    uint64_t value = 0;
    for (int i = 0; i < 10 && !r->bad; i++) {
        unsigned byte = read_byte(r);
        value = value << 7 | (byte & 0x7f);
        if (byte & 0x80) {
            return value;
        }
    }
    r->bad = true;
    return 0;
}

/* A count of things that take at least one byte each, so a lie cannot make us allocate. */
static uint32_t read_count(struct reader *r) {
    uint64_t n = read_size(r);
    if (n > (uint64_t)(r->end - r->at)) {
        r->bad = true;
        return 0;
    }
    return (uint32_t)n;
}

static struct text read_string(struct reader *r) {
    uint64_t size = read_size(r); /* length + 1; 0 = none */
    if (size == 0) {
        return (struct text){NULL, 0};
    }
    const unsigned char *block = read_block(r, (size_t)(size - 1));
    return (struct text){(const char *)block, block ? (size_t)(size - 1) : 0};
}

static bool read_header(struct reader *r) {
    static const unsigned char magic[] = {0x1b, 'L',  'u',  'a',  0x54, 0x00,
                                          0x19, 0x93, '\r', '\n', 0x1a, '\n'};
    const unsigned char *block = read_block(r, sizeof magic);
    if (block == NULL || memcmp(block, magic, sizeof magic) != 0) {
        return false;
    }
    if (read_byte(r) != 4 || read_byte(r) != sizeof(lua_Integer) ||
        read_byte(r) != sizeof(lua_Number)) {
        return false;
    }
    lua_Integer i = 0;
    lua_Number f = 0;
    const unsigned char *ints = read_block(r, sizeof i);
    const unsigned char *numbers = read_block(r, sizeof f);
    if (ints == NULL || numbers == NULL) {
        return false;
    }
    memcpy(&i, ints, sizeof i);
    memcpy(&f, numbers, sizeof f);
    (void)read_byte(r); /* number of upvalues of the main function */
    return !r->bad && i == 0x5678 && f > 370 && f < 371;
}

static void read_constants(struct scan *s, struct proto *p) {
    p->n_constants = read_count(&s->r);
    p->constants = arena_take_n(s->arena, p->n_constants + 1u, sizeof *p->constants);
    for (uint32_t i = 0; i < p->n_constants && !s->r.bad; i++) {
        switch (read_byte(&s->r)) {
        case TAG_NIL:
        case TAG_FALSE:
        case TAG_TRUE:
            break;
        case TAG_INT:
        case TAG_FLOAT:
            (void)read_block(&s->r, 8);
            break;
        case TAG_SHORT:
        case TAG_LONG:
            p->constants[i] = read_string(&s->r);
            break;
        default:
            s->r.bad = true;
        }
    }
}

static void read_debug(struct scan *s, struct proto *p) {
    struct reader *r = &s->r;
    p->n_lines = read_count(r);
    p->lines = read_block(r, p->n_lines);
    p->n_absolute = read_count(r);
    p->absolute = arena_take_n(s->arena, p->n_absolute + 1u, sizeof *p->absolute);
    for (uint32_t i = 0; i < p->n_absolute && !r->bad; i++) {
        (void)read_size(r); /* instruction: the line table marks the same place */
        p->absolute[i] = (int32_t)read_size(r);
    }
    uint32_t n_locals = read_count(r);
    for (uint32_t i = 0; i < n_locals && !r->bad; i++) {
        (void)read_string(r);
        (void)read_size(r);
        (void)read_size(r);
    }
    p->n_names = read_count(r);
    p->names = arena_take_n(s->arena, p->n_names + 1u, sizeof *p->names);
    for (uint32_t i = 0; i < p->n_names && !r->bad; i++) {
        p->names[i] = read_string(r);
    }
}

static void add(struct scan *s, enum finding_kind kind, struct text name, int32_t line) {
    if (s->out->n == FINDINGS_MAX) {
        s->r.bad = true; /* what is not looked at is not let through */
        return;
    }
    if (s->out->n == s->cap) {
        uint32_t cap = s->cap ? 2 * s->cap : 64;
        struct finding *items = arena_take_n(s->arena, cap, sizeof *items);
        if (s->out->n > 0) {
            memcpy(items, s->out->items, s->out->n * sizeof *items);
        }
        s->out->items = items;
        s->cap = cap;
    }
    s->out->items[s->out->n++] = (struct finding){kind, arena_text(s->arena, name), line};
}

static struct text name_at(const struct text *list, uint32_t n, unsigned i) {
    return i < n ? list[i] : (struct text){NULL, 0};
}

/* Was the variable behind this upvalue there before the function that was dumped was called, or is it
 * a local of a file's body? */
static bool outlives(const struct scan *s, const struct proto *p, unsigned upvalue) {
    for (; p->around != NULL; p = p->around) {
        if (upvalue >= p->n_upvalues) {
            return true; /* an odd dump: nothing is known of it */
        }
        if (p->upvalues[3 * upvalue] != 0) {
            return s->of == PURITY_FILE && p->around->around == NULL;
        }
        upvalue = p->upvalues[3 * upvalue + 1];
    }
    return true;
}

static void add_write(struct scan *s, const struct proto *p, unsigned upvalue, int32_t line,
                      enum finding_kind kind) {
    if (outlives(s, p, upvalue)) {
        add(s, kind, name_at(p->names, p->n_names, upvalue), line);
    } else {
        s->out->asks_closures = true;
    }
}

static void scan_code(struct scan *s, const struct proto *p) {
    int32_t line = p->line;
    uint32_t next_absolute = 0;
    for (uint32_t pc = 0; pc < p->n_code; pc++) {
        if (pc < p->n_lines) {
            int delta = (signed char)p->lines[pc];
            if (delta != ABSOLUTE_LINE) {
                line += delta;
            } else if (next_absolute < p->n_absolute) {
                line = p->absolute[next_absolute++];
            }
        }
        uint32_t code;
        memcpy(&code, p->code + (size_t)pc * 4, 4);
        unsigned op = code & 0x7f, a = code >> 7 & 0xff, b = code >> 16 & 0xff, c = code >> 24;
        if (op == OP_SETUPVAL) {
            add_write(s, p, b, line, FINDING_WRITES_LOCAL);
        } else if (op == OP_GETTABUP && text_is(name_at(p->names, p->n_names, b), "_ENV")) {
            add(s, FINDING_READS_GLOBAL, name_at(p->constants, p->n_constants, c), line);
        } else if (op == OP_SETTABUP) {
            struct text table = name_at(p->names, p->n_names, a);
            struct text key = name_at(p->constants, p->n_constants, b);
            if (!text_is(table, "_ENV")) {
                add_write(s, p, a, line, FINDING_WRITES_SHARED);
            } else {
                add(s, p->around == NULL ? FINDING_SETS_GLOBAL : FINDING_WRITES_GLOBAL, key, line);
            }
        }
    }
}

static void scan_function(struct scan *s, const struct proto *around, int depth) {
    struct reader *r = &s->r;
    if (depth > DEPTH_MAX) {
        r->bad = true;
        return;
    }
    struct proto p = {.around = around};
    (void)read_string(r); /* source */
    p.line = (int32_t)read_size(r);
    (void)read_size(r); /* last line */
    (void)read_block(r, 3);
    p.n_code = read_count(r);
    p.code = read_block(r, (size_t)p.n_code * 4);
    read_constants(s, &p);
    p.n_upvalues = read_count(r);
    p.upvalues = read_block(r, (size_t)p.n_upvalues * 3);
    uint32_t n_functions = read_count(r);
    for (uint32_t i = 0; i < n_functions && !r->bad; i++) {
        scan_function(s, &p, depth + 1);
    }
    if (!r->bad) {
        read_debug(s, &p);
    }
    if (!r->bad) {
        scan_code(s, &p);
    }
}

int purity_scan(struct text bytecode, enum purity_of of, struct arena *arena,
                struct findings *out, struct status *st) {
    *out = (struct findings){0};
    struct scan s = {.arena = arena, .out = out, .of = of};
    s.r.at = (const unsigned char *)bytecode.ptr;
    s.r.end = s.r.at + bytecode.len;
    if (!read_header(&s.r)) {
        return status_fail(st, STATUS_UNSUPPORTED,
                           "the Lua library writes another format than 5.4's: rules cannot be "
                           "checked");
    }
    scan_function(&s, NULL, 0);
    if (s.r.bad || s.r.at != s.r.end) {
        return status_fail(st, STATUS_UNSUPPORTED, "the compiled rules could not be read back, or are too large");
    }
    return STATUS_OK;
}
