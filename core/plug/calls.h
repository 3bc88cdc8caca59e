/* calls.h - the calls in flight to one plugin: each is taken out exactly once. */
#ifndef KRAV_PLUG_CALLS_H
#define KRAV_PLUG_CALLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wire/records.h"

struct call {
    uint64_t id;
    enum wire_ask ask;
    uint32_t n_faults;   /* of a file session */
    uint32_t n_spoiled;  /* of its records: text that is not UTF-8 */
    uint32_t n_records;
    int64_t deadline_ms; /* monotonic */
};

struct calls {
    struct call *items;
    size_t n, cap;
};

void calls_fini(struct calls *c);
void calls_add(struct calls *c, const struct call *call);
struct call *calls_find(struct calls *c, uint64_t id); /* NULL if it is not open */
bool calls_take(struct calls *c, uint64_t id, struct call *out);
/* One whose deadline is at or before now_ms; INT64_MAX takes any. */
bool calls_take_due(struct calls *c, int64_t now_ms, struct call *out);
int64_t calls_next_deadline_ms(const struct calls *c); /* INT64_MAX if there is none */
size_t calls_count(const struct calls *c, enum wire_ask ask);

#endif
