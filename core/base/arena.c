/* arena.c - blocks in a chain, newest first, each at least as large as all before it.
 *
 *     head ──▶ [64 KiB][####......] ──▶ [32 KiB][########]
 *
 * Blocks come zeroed; arena_reset zeroes what was used of the one it keeps.  So taking is a
 * comparison and an addition. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdalign.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"

#define BLOCK_SIZE_MIN ((size_t)32 * 1024)

struct arena_block {
    struct arena_block *next;
    size_t size, used;
    alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *a) {
    *a = (struct arena){NULL, 0};
}

static void blocks_free(struct arena_block *block) {
    while (block != NULL) {
        struct arena_block *next = block->next;
        mem_free(block);
        block = next;
    }
}

void arena_fini(struct arena *a) {
    blocks_free(a->head);
    arena_init(a);
}

void arena_reset(struct arena *a) {
    a->n_bytes = 0;
    if (a->head == NULL) {
        return;
    }
    blocks_free(a->head->next);
    a->head->next = NULL;
    memset(a->head->bytes, 0, a->head->used);
    a->head->used = 0;
}

static void block_add(struct arena *a, size_t size) {
    size_t wanted = a->head != NULL ? size_mul(a->head->size, 2) : BLOCK_SIZE_MIN;
    if (wanted < size) {
        wanted = size;
    }
    struct arena_block *block = mem_alloc(size_add(sizeof *block, wanted));
    block->size = wanted;
    block->next = a->head;
    a->head = block;
}

void *arena_take(struct arena *a, size_t size) {
    size_t unit = alignof(max_align_t);
    size = size_add(size > 0 ? size : 1, unit - 1) / unit * unit;
    if (a->head == NULL || size > a->head->size - a->head->used) {
        block_add(a, size);
    }
    void *taken = a->head->bytes + a->head->used;
    a->head->used += size;
    a->n_bytes += size;
    return taken;
}

void *arena_take_n(struct arena *a, size_t n, size_t size) {
    return arena_take(a, size_mul(n, size));
}

struct text arena_text(struct arena *a, struct text t) {
    if (t.ptr == NULL) {
        return t;
    }
    return (struct text){arena_cstr(a, t), t.len};
}

const char *arena_cstr(struct arena *a, struct text t) {
    char *copy = arena_take(a, size_add(t.len, 1));
    if (t.len > 0) {
        memcpy(copy, t.ptr, t.len);
    }
    return copy;
}

struct text arena_printf(struct arena *a, const char *format, ...) {
    va_list args;
    va_start(args, format);
    struct text t = arena_vprintf(a, format, args);
    va_end(args);
    return t;
}

struct text arena_vprintf(struct arena *a, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    ensure(n >= 0);
    size_t size = (size_t)n + 1;
    char *out = arena_take(a, size);
    (void)vsnprintf(out, size, format, args);
    return (struct text){out, (size_t)n};
}

void *arena_push(struct arena *a, void *items_ptr, uint32_t *n, size_t size) {
    /* items_ptr is "pointer to pointer to element" of any type: it is read and written as
     * bytes, since C has no type for that. */
    char *old;
    memcpy(&old, items_ptr, sizeof old);
    ensure(*n < UINT32_MAX);
    char *items = arena_take_n(a, (size_t)*n + 1, size);
    if (*n > 0) {
        memcpy(items, old, *n * size);
    }
    memcpy(items_ptr, &items, sizeof items);
    return items + size * (*n)++;
}
