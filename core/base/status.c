/* status.c - the text of a failure, and the list of faults. */
#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/check.h"

/* vsnprintf cuts at a byte; a sequence cut in two is taken away whole. */
static void drop_broken_tail(char *text) {
    text[text_head(text_of(text), SIZE_MAX).len] = '\0';
}

int status_fail(struct status *st, int code, const char *format, ...) {
    ensure(code < 0);
    if (st != NULL && st->code == STATUS_OK) {
        va_list args;
        va_start(args, format);
        int n = vsnprintf(st->text, sizeof st->text, format, args);
        va_end(args);
        if (n >= (int)sizeof st->text) {
            drop_broken_tail(st->text);
        }
        st->code = code;
    }
    return code;
}

int status_prefix(struct status *st, const char *format, ...) {
    if (st->code == STATUS_OK) {
        return STATUS_OK;
    }
    char before[sizeof st->text];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(before, sizeof before, format, args);
    va_end(args);
    drop_broken_tail(before);

    char what[sizeof st->text];
    memcpy(what, st->text, sizeof what);
    int n = snprintf(st->text, sizeof st->text, "%s: %s", before, what);
    if (n >= (int)sizeof st->text) {
        drop_broken_tail(st->text);
    }
    return st->code;
}

void faults_init(struct faults *f, struct arena *arena, size_t n_max) {
    *f = (struct faults){.arena = arena, .n_max = n_max};
}

void faults_add(struct faults *f, const char *format, ...) {
    if (f->n == f->n_max) {
        f->n_dropped++;
        return;
    }
    if (f->n == f->cap) {
        size_t cap = f->cap > 0 ? f->cap * 2 : 8;
        struct text *items = arena_take_n(f->arena, cap, sizeof *items);
        if (f->n > 0) {
            memcpy(items, f->items, f->n * sizeof *items);
        }
        f->items = items;
        f->cap = cap;
    }
    va_list args;
    va_start(args, format);
    f->items[f->n++] = arena_vprintf(f->arena, format, args);
    va_end(args);
}
