/* event.c - see event.h. */
#include "domain/event.h"

#include <string.h>

#include "base/arena.h"
#include "base/check.h"
#include "domain/fact.h"

struct event *events_add(struct events *e, enum event_kind kind, day on) {
    if (e->n == e->cap) {
        const uint32_t cap = e->cap ? e->cap * 2 : 8;
        struct event *grown = arena_take_n(e->arena, cap, sizeof *grown);
        if (e->n > 0) {
            memcpy(grown, e->items, e->n * sizeof *grown);
        }
        e->items = grown;
        e->cap = cap;
    }
    struct event *added = &e->items[e->n++];
    added->kind = kind;
    added->day = on;
    return added;
}

static const struct fact_word *fact_row(enum fact_kind kind) {
    const struct fact_word *row = (const struct fact_word *)words_by_value(&fact_kinds, (int)kind);
    ensure(row != NULL);
    return row;
}

bool fact_runs_rules(enum fact_kind kind) { return fact_row(kind)->runs_rules; }

enum subject fact_subject(enum fact_kind kind) { return fact_row(kind)->subject; }
