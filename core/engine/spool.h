/* spool.h - the records of one file session, one canonical JSON line each, in a nameless file:
 * memory stays flat whatever the file's size, and a crash leaves nothing behind. */
#ifndef KRAV_ENGINE_SPOOL_H
#define KRAV_ENGINE_SPOOL_H

#include <stdio.h>

#include "engine/incoming.h"

struct spool {
    FILE *file;
    int64_t n;
    struct buf line;
    char *read;         /* getline's buffer */
    size_t read_size;
    bool failed;
};
int spool_open(struct spool *s, const char *dir, struct status *st) NODISCARD;
void spool_close(struct spool *s);
void spool_add(struct spool *s, const struct incoming *in); /* a failure shows in spool_rewind */
int spool_rewind(struct spool *s, struct status *st) NODISCARD;
/* 1 and a record, 0 at the end, or negative. */
int spool_next(struct spool *s, struct arena *arena, struct incoming *out, struct status *st)
    NODISCARD;

#endif
