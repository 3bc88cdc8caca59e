/* check.c - stopping, and memory that never fails. */
#include "base/check.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void check_failed(const char *what, const char *file, int line) {
    /* stderr is unbuffered: the line is out before the process is gone. */
    (void)fprintf(stderr, "%s:%d: broken assumption: %s\n", file, line, what);
    abort();
}

void *mem_alloc(size_t size) {
    void *ptr = calloc(1, size > 0 ? size : 1);
    ensure(ptr != NULL);
    return ptr;
}

void *mem_resize(void *ptr, size_t old_size, size_t new_size) {
    char *grown = realloc(ptr, new_size > 0 ? new_size : 1);
    ensure(grown != NULL);
    if (new_size > old_size) {
        memset(grown + old_size, 0, new_size - old_size);
    }
    return grown;
}

void mem_free(void *ptr) {
    free(ptr);
}

char *mem_copy_string(const char *s) {
    size_t size = strlen(s) + 1;
    return memcpy(mem_alloc(size), s, size);
}

size_t size_mul(size_t a, size_t b) {
    ensure(b == 0 || a <= SIZE_MAX / b);
    return a * b;
}

size_t size_add(size_t a, size_t b) {
    ensure(a <= SIZE_MAX - b);
    return a + b;
}
