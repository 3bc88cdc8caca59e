#include "plug/calls.h"

#include <stdlib.h>

#include "base/check.h"

void calls_fini(struct calls *c) {
    free(c->items);
    *c = (struct calls){0};
}

void calls_add(struct calls *c, const struct call *call) {
    if (c->n == c->cap) {
        const size_t cap = c->cap ? c->cap * 2 : 16;
        c->items = mem_resize(c->items, c->cap * sizeof *c->items, cap * sizeof *c->items);
        c->cap = cap;
    }
    c->items[c->n++] = *call;
}

struct call *calls_find(struct calls *c, uint64_t id) {
    for (size_t i = 0; i < c->n; i++) {
        if (c->items[i].id == id) {
            return &c->items[i];
        }
    }
    return NULL;
}

static void take_at(struct calls *c, struct call *at, struct call *out) {
    *out = *at;
    *at = c->items[--c->n];
}

bool calls_take(struct calls *c, uint64_t id, struct call *out) {
    struct call *at = calls_find(c, id);
    if (at) {
        take_at(c, at, out);
    }
    return at != NULL;
}

bool calls_take_due(struct calls *c, int64_t now_ms, struct call *out) {
    for (size_t i = 0; i < c->n; i++) {
        if (c->items[i].deadline_ms <= now_ms) {
            take_at(c, &c->items[i], out);
            return true;
        }
    }
    return false;
}

int64_t calls_next_deadline_ms(const struct calls *c) {
    int64_t least = INT64_MAX;
    for (size_t i = 0; i < c->n; i++) {
        if (c->items[i].deadline_ms < least) {
            least = c->items[i].deadline_ms;
        }
    }
    return least;
}

size_t calls_count(const struct calls *c, enum wire_ask ask) {
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        n += c->items[i].ask == ask;
    }
    return n;
}
