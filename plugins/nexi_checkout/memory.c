/* memory.c - see memory.h. */
#include "memory.h"

#include <stdio.h>
#include <stdlib.h>

#define LINE_MAX_BYTES (sizeof(struct opened) + 60)

void memory_fini(struct memory *m) {
    free(m->items);
    *m = (struct memory){NULL, 0, 0};
}

static void forget(struct memory *m, size_t n) {
    memmove(m->items, m->items + n, (m->n - n) * sizeof *m->items);
    m->n -= n;
}

bool memory_add(struct memory *m, const struct opened *o) {
    if (m->n == MEMORY_MAX) {
        forget(m, 1);
    }
    if (m->n == m->cap) {
        const size_t cap = m->cap ? m->cap * 2 : 64;
        struct opened *items = realloc(m->items, cap * sizeof *items);
        if (!items) {
            return false;
        }
        m->items = items;
        m->cap = cap;
    }
    m->items[m->n++] = *o;
    return true;
}

void memory_age(struct memory *m, krav_day today) {
    size_t old = 0;
    while (old < m->n && m->items[old].on + MEMORY_DAYS < today) {
        old++;
    }
    if (old > 0) {
        forget(m, old);
    }
}

const struct opened *memory_by_marker(const struct memory *m, const char *marker) {
    for (size_t i = m->n; i-- > 0;) {
        if (strcmp(m->items[i].marker, marker) == 0) {
            return &m->items[i];
        }
    }
    return NULL;
}

const struct opened *memory_by_id(const struct memory *m, const char *id) {
    for (size_t i = m->n; i-- > 0;) {
        if (strcmp(m->items[i].id, id) == 0) {
            return &m->items[i];
        }
    }
    return NULL;
}

/* The next field, up to a tab or the line's end. */
static bool field(krav_str *line, char *out, size_t size) {
    size_t n = 0;
    while (n < line->len && line->ptr[n] != '\t') {
        n++;
    }
    const bool fits = n > 0 && n < size && memchr(line->ptr, '\0', n) == NULL;
    if (fits) {
        memcpy(out, line->ptr, n);
        out[n] = '\0';
    }
    const size_t cut = n < line->len ? n + 1 : n;
    line->ptr += cut;
    line->len -= cut;
    return fits;
}

static void read_line(struct memory *m, krav_str line) {
    struct opened o = {.amount = 0};
    char amount[24], on[12];
    if (field(&line, o.marker, sizeof o.marker) && field(&line, o.id, sizeof o.id) &&
        field(&line, amount, sizeof amount) && field(&line, o.kid, sizeof o.kid) &&
        field(&line, on, sizeof on) && field(&line, o.url, sizeof o.url)) {
        o.amount = strtoll(amount, NULL, 10);
        o.on = (krav_day)strtol(on, NULL, 10);
        (void)memory_add(m, &o);
    }
}

void memory_read(struct memory *m, krav_str text) {
    while (text.len > 0) {
        const char *end = memchr(text.ptr, '\n', text.len);
        const size_t n = end ? (size_t)(end - text.ptr) : text.len;
        read_line(m, (krav_str){text.ptr, n});
        const size_t cut = end ? n + 1 : n;
        text.ptr += cut;
        text.len -= cut;
    }
}

char *memory_text(const struct memory *m, size_t *len) {
    const size_t size = m->n * LINE_MAX_BYTES + 1;
    char *text = malloc(size);
    *len = 0;
    for (size_t i = 0; text && i < m->n; i++) {
        const struct opened *o = &m->items[i];
        const int n = snprintf(text + *len, size - *len, "%s\t%s\t%lld\t%s\t%d\t%s\n", o->marker,
                               o->id, (long long)o->amount, o->kid, (int)o->on, o->url);
        *len += n > 0 ? (size_t)n : 0;
    }
    return text;
}
