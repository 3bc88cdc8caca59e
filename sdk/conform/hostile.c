#include "conform/hostile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HUGE_BYTES 300000
#define LONG_LIST 3000
#define N_OF(list) (sizeof(list) / sizeof((list)[0]))

static const struct {
    const char *what;
    const char *bytes;
    size_t len;
} strings[] = {
    {"absent", NULL, 0},
    {"empty", "", 0},
    {"huge", NULL, HUGE_BYTES}, /* all 'A' */
    {"invalid UTF-8", "abc\xff\xfe\xc3(\xed\xa0\x80", 10},
    {"NUL bytes", "a\0b\0", 4},
    {"control characters", "a\x01\x1b[2J\r\n\x7f", 9},
    {"a path", "../../../../etc/passwd", 22},
    {"format directives", "%s%s%n%x %1000000d", 18},
    {"markup", "]]></a><!--\"'&;${x}`id`", 23},
    {"wide characters", "\xf0\x9f\x92\xa9\xe2\x80\xae\xcc\x81\xc3\x86", 12},
};

static const int64_t numbers[] = {0, -1, 1, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN};

enum { LIST_NONE, LIST_ONE, LIST_LONG, LIST_WAYS };

static size_t ways(enum wire_type type) {
    switch (type) {
    case WIRE_STR:
        return N_OF(strings);
    case WIRE_32:
    case WIRE_64:
        return N_OF(numbers);
    case WIRE_LIST:
        return LIST_WAYS;
    }
    return 0;
}

uint64_t hostile_random(uint64_t *state) {
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* Fields of the elements of a list count as well, but no list within a list. */
static size_t scalar_count(const struct wire_layout *layout) {
    size_t n = 0;
    for (uint32_t i = 0; i < layout->n; i++) {
        n += layout->fields[i].type == WIRE_LIST ? 0 : ways(layout->fields[i].type);
    }
    return n;
}

size_t hostile_count(const struct wire_layout *layout) {
    size_t n = scalar_count(layout);
    for (uint32_t i = 0; i < layout->n; i++) {
        const struct wire_field *f = &layout->fields[i];
        n += f->type == WIRE_LIST ? LIST_WAYS + scalar_count(f->of) : 0;
    }
    return n;
}

static void set_scalar(struct hostile *h, const struct wire_field *f, char *record, size_t way) {
    if (f->type == WIRE_STR) {
        krav_str s = {strings[way].bytes, strings[way].len};
        if (s.len == HUGE_BYTES) {
            h->huge = h->huge ? h->huge : wire_alloc(HUGE_BYTES);
            s.ptr = memset(h->huge, 'A', HUGE_BYTES);
        }
        memcpy(record + f->offset, &s, sizeof s);
        snprintf(h->what, sizeof h->what, "%s: %s", f->name, strings[way].what);
        return;
    }
    const uint64_t v = (uint64_t)numbers[way];
    const uint32_t narrow = (uint32_t)v;
    if (f->type == WIRE_32) {
        memcpy(record + f->offset, &narrow, sizeof narrow);
    } else {
        memcpy(record + f->offset, &v, sizeof v);
    }
    snprintf(h->what, sizeof h->what, "%s: %lld", f->name,
             f->type == WIRE_32 ? (long long)(int32_t)narrow : (long long)numbers[way]);
}

/* The scalar field that alternative i of a record is about; counts i down to the way. */
static const struct wire_field *scalar_find(const struct wire_layout *layout, size_t *i) {
    for (uint32_t k = 0; k < layout->n; k++) {
        const struct wire_field *f = &layout->fields[k];
        const size_t n = f->type == WIRE_LIST ? 0 : ways(f->type);
        if (*i < n) {
            return f;
        }
        *i -= n;
    }
    return NULL;
}

/* A list of n copies of its first element; of zeroes if there is none. */
static char *list_set(struct hostile *h, const struct wire_field *f, char *record, uint32_t n) {
    const char *old;
    uint32_t n_old;
    memcpy(&old, record + f->offset, sizeof old);
    memcpy(&n_old, record + f->count_offset, sizeof n_old);
    char *items = wire_alloc((size_t)n * f->of->size);
    for (uint32_t i = 0; i < n; i++) {
        memcpy(items + (size_t)i * f->of->size, &f->of->size, sizeof f->of->size);
        if (old && n_old > 0) {
            memcpy(items + (size_t)i * f->of->size, old, f->of->size);
        }
    }
    free(h->list);
    h->list = items;
    memcpy(record + f->offset, &items, sizeof items);
    memcpy(record + f->count_offset, &n, sizeof n);
    return items;
}

static void set_list(struct hostile *h, const struct wire_field *f, size_t way) {
    static const uint32_t counts[] = {[LIST_NONE] = 0, [LIST_ONE] = 1, [LIST_LONG] = LONG_LIST};
    (void)list_set(h, f, (char *)&h->record, counts[way]);
    snprintf(h->what, sizeof h->what, "%s: %u of them", f->name, counts[way]);
}

/* In a list it is the last of two elements that is hostile. */
static void set_one(struct hostile *h, const struct wire_layout *layout, size_t i) {
    const struct wire_field *scalar = scalar_find(layout, &i);
    if (scalar) {
        set_scalar(h, scalar, (char *)&h->record, i);
        return;
    }
    for (uint32_t k = 0; k < layout->n; k++) {
        const struct wire_field *f = &layout->fields[k];
        if (f->type != WIRE_LIST) {
            continue;
        }
        if (i < LIST_WAYS) {
            set_list(h, f, i);
            return;
        }
        i -= LIST_WAYS;
        const struct wire_field *of = scalar_find(f->of, &i);
        if (of) {
            char *items = list_set(h, f, (char *)&h->record, 2);
            set_scalar(h, of, items + f->of->size, i);
            return;
        }
    }
}

void hostile_make(struct hostile *h, const struct wire_layout *layout, const void *good, size_t i,
                  uint64_t seed) {
    *h = (struct hostile){.state = seed * 1000003 + i};
    memcpy(&h->record, good, layout->size);
    const size_t n = hostile_count(layout);
    if (i < n) {
        set_one(h, layout, i);
        return;
    }
    for (int k = 0; k < 4; k++) {
        set_one(h, layout, (size_t)(hostile_random(&h->state) % n));
    }
    snprintf(h->what, sizeof h->what, "four fields at random, number %zu", i);
}

void hostile_fini(struct hostile *h) {
    free(h->list);
    free(h->huge);
    h->list = h->huge = NULL;
}
