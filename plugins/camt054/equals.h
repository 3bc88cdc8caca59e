/* equals.h - how many payments of one notification have looked the same so far.
 *
 * Two payments with the same reference, day, amount, KID, text and payer are told apart by their
 * order alone.  Only 64 bits of each are kept, 16 bytes with its count.  When two that differ have
 * the same 64 bits, the later is number 2 for no reason, the same each time the file is read, and
 * nothing is lost.
 *
 * Owned: equals_fini() frees it; equals_forget() keeps the memory for the next notification. */
#ifndef CAMT_EQUALS_H
#define CAMT_EQUALS_H

#include <stddef.h>
#include <stdint.h>

struct equals_slot {
    uint64_t hash;
    uint64_t count; /* 0 = free */
};

struct equals {
    struct equals_slot *slots;
    size_t n, n_slots; /* n_slots is a power of two, or 0 */
};

void equals_forget(struct equals *e);
void equals_fini(struct equals *e);
/* 1 for the first with that hash, then 2, 3, ...; 0 when there is no memory. */
uint64_t equals_count(struct equals *e, uint64_t hash);

#define EQUALS_HASH_START UINT64_C(0xcbf29ce484222325)
/* FNV-1a, with the length before the bytes so that "ab", "c" is not "a", "bc". */
uint64_t equals_hash(uint64_t hash, const char *bytes, size_t len);

#endif
