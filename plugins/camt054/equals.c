#include "equals.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS_FIRST 1024
#define PRIME UINT64_C(0x100000001b3)

void equals_fini(struct equals *e) {
    free(e->slots);
    *e = (struct equals){0};
}

void equals_forget(struct equals *e) {
    if (e->n > 0) {
        memset(e->slots, 0, e->n_slots * sizeof e->slots[0]);
        e->n = 0;
    }
}

static struct equals_slot *slot_of(struct equals_slot *slots, size_t n_slots, uint64_t hash) {
    size_t i = (size_t)(hash ^ (hash >> 32)) & (n_slots - 1);
    while (slots[i].count > 0 && slots[i].hash != hash) {
        i = (i + 1) & (n_slots - 1);
    }
    return &slots[i];
}

/* At most half of the slots are taken.  False when there is no memory. */
static int make_room(struct equals *e) {
    if (e->n < e->n_slots / 2) {
        return 1;
    }
    const size_t n_slots = e->n_slots > 0 ? e->n_slots * 2 : SLOTS_FIRST;
    struct equals_slot *slots = calloc(n_slots, sizeof slots[0]);
    if (!slots) {
        return 0;
    }
    for (size_t i = 0; i < e->n_slots; i++) {
        if (e->slots[i].count > 0) {
            *slot_of(slots, n_slots, e->slots[i].hash) = e->slots[i];
        }
    }
    free(e->slots);
    e->slots = slots;
    e->n_slots = n_slots;
    return 1;
}

uint64_t equals_count(struct equals *e, uint64_t hash) {
    if (!make_room(e)) {
        return 0;
    }
    struct equals_slot *slot = slot_of(e->slots, e->n_slots, hash);
    e->n += slot->count == 0;
    slot->hash = hash;
    return ++slot->count;
}

uint64_t equals_hash(uint64_t hash, const char *bytes, size_t len) {
    for (size_t left = len; left > 0; left >>= 8) {
        hash = (hash ^ (left & 0xff)) * PRIME;
    }
    hash = (hash ^ '/') * PRIME;
    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ (unsigned char)bytes[i]) * PRIME;
    }
    return hash;
}
