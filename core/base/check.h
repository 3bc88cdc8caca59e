/* check.h - programmer errors stop the process, in production too.
 *
 * A krav process may die at any instruction without losing or doubling anything (that is
 * tested by killing it), so a broken assumption is met by stopping, never by going on.
 * The same holds for memory: mem_* never return NULL; out of memory is a stop. */
#ifndef KRAV_BASE_CHECK_H
#define KRAV_BASE_CHECK_H

#include <stddef.h>

#define ensure(cond) ((cond) ? (void)0 : check_failed(#cond, __FILE__, __LINE__))

_Noreturn void check_failed(const char *what, const char *file, int line);

void *mem_alloc(size_t size) __attribute__((malloc));               /* zeroed */
void *mem_resize(void *ptr, size_t old_size, size_t new_size);      /* new tail is zeroed */
char *mem_copy_string(const char *s);
void mem_free(void *ptr); /* NULL is fine */

/* a * b, a + b for sizes; overflow is a programmer error. */
size_t size_mul(size_t a, size_t b);
size_t size_add(size_t a, size_t b);

#endif
