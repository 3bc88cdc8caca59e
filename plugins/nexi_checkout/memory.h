/* memory.h - the payments that were opened, so that poll() knows what to ask about, and the same key
 * twice gives the same page.
 *
 * One file in out/, a line each, written whole at every change before anything goes on:
 *
 *     MARKER  PAYMENT-ID  AMOUNT  KID  DAY  URL
 *
 * At most MEMORY_MAX stand in it; who was opened longest ago goes first.  Owned: memory_fini. */
#ifndef NEXI_MEMORY_H
#define NEXI_MEMORY_H

#include "message.h"

#define MEMORY_MAX 5000
#define MEMORY_DAYS 60 /* so long after it was opened is a payment asked about */

struct opened {
    char marker[NEXI_MARKER + 1];
    char id[NEXI_ID_MAX + 1];
    char kid[NEXI_KID_MAX + 1];
    char url[NEXI_URL_MAX + 1];
    krav_ore amount;
    krav_day on;
};

struct memory {
    struct opened *items;
    size_t n, cap;
};

void memory_fini(struct memory *m);
/* Adds what stands in `text`; lines that are none are left out. */
void memory_read(struct memory *m, krav_str text);
/* All of it; NULL: no memory.  free() it. */
char *memory_text(const struct memory *m, size_t *len);

const struct opened *memory_by_marker(const struct memory *m, const char *marker);
const struct opened *memory_by_id(const struct memory *m, const char *id);
/* False: no memory. */
bool memory_add(struct memory *m, const struct opened *o);
/* Forgets what is older than MEMORY_DAYS. */
void memory_age(struct memory *m, krav_day today);

#endif
