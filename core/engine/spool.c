/* spool.c - see spool.h. */
#include "engine/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int spool_open(struct spool *s, const char *dir, struct status *st) {
    *s = (struct spool){0};
    buf_init(&s->line, 1u << 20);
    const int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    s->file = fd >= 0 ? fdopen(fd, "w+") : NULL;
    if (!s->file) {
        return status_fail(st, STATUS_IO, "spool in %s: %s", dir, strerror(errno));
    }
    return STATUS_OK;
}

void spool_close(struct spool *s) {
    if (s->file) {
        (void)fclose(s->file); /* a nameless file: nothing is lost by it */
    }
    free(s->read); /* getline's own */
    buf_fini(&s->line);
}

void spool_add(struct spool *s, const struct incoming *in) {
    buf_clear(&s->line);
    record_write(&incoming_record, in, &s->line);
    buf_add_char(&s->line, '\n');
    s->failed = s->failed || s->line.overflowed ||
                fwrite(s->line.ptr, 1, s->line.len, s->file) != s->line.len;
    s->n++;
}

int spool_rewind(struct spool *s, struct status *st) {
    if (s->failed || fflush(s->file) != 0 || fseek(s->file, 0, SEEK_SET) != 0) {
        return status_fail(st, STATUS_IO, "spool: %s", strerror(errno));
    }
    return STATUS_OK;
}

int spool_next(struct spool *s, struct arena *arena, struct incoming *out, struct status *st) {
    const ssize_t len = getline(&s->read, &s->read_size, s->file);
    if (len <= 0) {
        return ferror(s->file) ? status_fail(st, STATUS_IO, "spool: cannot be read") : 0;
    }
    const struct text line = arena_text(arena, (struct text){s->read, (size_t)len - 1});
    const int rc = record_read(&incoming_record, line, arena, out, st);
    return rc ? rc : 1;
}
