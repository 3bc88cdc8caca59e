/* arena.h - memory that lives as long as one step, one file or one command, and goes at once.
 *
 * Everything taken is zeroed and aligned for any type; nothing is freed by itself.
 * arena_reset keeps the largest block, so a loop of steps settles at no allocation at all. */
#ifndef KRAV_BASE_ARENA_H
#define KRAV_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/text.h"

struct arena_block;
struct arena {
    struct arena_block *head;
    size_t n_bytes; /* handed out since the last reset */
};

void arena_init(struct arena *a);
void arena_fini(struct arena *a);
void arena_reset(struct arena *a);
void *arena_take(struct arena *a, size_t size);
void *arena_take_n(struct arena *a, size_t n, size_t size); /* overflow-checked n * size */
struct text arena_text(struct arena *a, struct text t);     /* a copy; absent stays absent */
struct text arena_printf(struct arena *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
struct text arena_vprintf(struct arena *a, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
const char *arena_cstr(struct arena *a, struct text t); /* NUL-terminated copy */

/* Appends one zeroed element to the array *items of *n elements and returns it.  The array is
 * always copied first: whoever else holds the old one (a copied struct, a record as it was read)
 * sees no change.  That is quadratic, and meant for the short lists of a case; a reader that
 * expects thousands takes its array at once. */
void *arena_push(struct arena *a, void *items_ptr, uint32_t *n, size_t size);

#endif
