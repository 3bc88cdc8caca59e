/* documents.c - files by hash, and the rows that say whose they are.
 *
 * A file is written beside its place and renamed into it, and file and directory are synced, or
 * the name might not survive.  All of it happens before the commit that names the hash: a file
 * that nobody names is only litter.  A file that was put and not synced may be torn after a power
 * cut, so whatever stands under a hash is read, and hashed, before it is taken for the document. */
#include "store/documents.h"

#include "base/check.h"

#include "store/query.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_SIZE         4096
#define DOCUMENT_SIZE_MAX ((off_t)256 * 1024 * 1024)

static const char INSERT_ROW[] =
    "INSERT INTO documents (hash, case_id, step, media_type, what, on_day, incoming)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)";
#define COLUMNS "SELECT hash, case_id, step, media_type, what, on_day, incoming FROM documents"
static const char SELECT_CASE[] = COLUMNS " WHERE case_id = ? ORDER BY id";
static const char SELECT_ALL[] = COLUMNS " ORDER BY id";

/* The three names a document has to do with. */
struct place {
    char file[PATH_SIZE], shelf[PATH_SIZE], draft[PATH_SIZE];
};

static int failed(const char *what, const char *path, struct status *st) {
    int error = errno;
    return status_fail(st, error == ENOENT ? STATUS_NOT_FOUND : STATUS_IO, "document: %s %s: %s",
                       what, path, strerror(error));
}

static int place_of(const char *dir, const struct hash *hash, struct place *p, struct status *st) {
    char hex[HASH_HEX];
    (void)hash_hex(hash, hex);
    if (strlen(dir) > PATH_SIZE - 2 * HASH_HEX) {
        return status_fail(st, STATUS_LIMIT, "document: the directory's path is too long");
    }
    (void)snprintf(p->shelf, PATH_SIZE, "%s/%.2s", dir, hex);
    (void)snprintf(p->file, PATH_SIZE, "%s/%.2s/%s", dir, hex, hex);
    (void)snprintf(p->draft, PATH_SIZE, "%s/%.2s/.%s.draft", dir, hex, hex);
    return STATUS_OK;
}

/* A file or a directory. */
static int path_sync(const char *path, struct status *st) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return failed("opening", path, st);
    }
    int code = fsync(fd) == 0 ? STATUS_OK : failed("syncing", path, st);
    (void)close(fd); /* nothing was written through it */
    return code;
}

static int all_write(int fd, struct text bytes, const char *path, struct status *st) {
    size_t n = 0;
    while (n < bytes.len) {
        ssize_t written = write(fd, bytes.ptr + n, bytes.len - n);
        if (written < 0 && errno != EINTR) {
            return failed("writing", path, st);
        }
        n += written > 0 ? (size_t)written : 0;
    }
    return STATUS_OK;
}

static int draft_write(struct place *p, struct text bytes, bool synced, struct status *st) {
    /* One process writes at a time, so the draft of one that was killed is simply written over. */
    int fd = open(p->draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        return failed("making", p->draft, st);
    }
    int code = all_write(fd, bytes, p->draft, st);
    if (code == STATUS_OK && synced && fsync(fd) != 0) {
        code = failed("syncing", p->draft, st);
    }
    if (close(fd) != 0 && code == STATUS_OK) {
        code = failed("closing", p->draft, st);
    }
    if (code == STATUS_OK && rename(p->draft, p->file) != 0) {
        code = failed("renaming", p->draft, st);
    }
    if (code != STATUS_OK) {
        (void)unlink(p->draft); /* litter at worst */
    }
    return code;
}

/* True if the file is there and holds what its name says: one that rotted is written again. */
static bool is_whole(const char *path, const struct hash *hash) {
    struct hash found = {{0}};
    uint64_t size;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    int code = hash_file(fd, &found, &size, NULL);
    (void)close(fd);
    return code == STATUS_OK && hash_eq(&found, hash);
}

int documents_write(const char *dir, struct text bytes, struct hash *hash, struct status *st) {
    struct place p;
    *hash = hash_of(bytes);
    int code = place_of(dir, hash, &p, st);
    if (code != STATUS_OK) {
        return code;
    }
    if (mkdir(p.shelf, 0700) == 0) {
        code = path_sync(dir, st);
    } else if (errno != EEXIST) {
        code = failed("making", p.shelf, st);
    }
    if (code == STATUS_OK && !is_whole(p.file, hash)) {
        code = draft_write(&p, bytes, true, st);
    } else if (code == STATUS_OK) {
        /* Whoever wrote it may have died before it was synced. */
        code = path_sync(p.file, st);
    }
    return code == STATUS_OK ? path_sync(p.shelf, st) : code;
}

static void fresh_add(struct documents *d, const struct hash *hash) {
    if (d->n_fresh == d->cap) {
        const size_t cap = d->cap > 0 ? size_mul(d->cap, 2) : 64, size = sizeof *d->fresh;
        d->fresh = mem_resize(d->fresh, size_mul(d->cap, size), size_mul(cap, size));
        d->cap = cap;
    }
    d->fresh[d->n_fresh++] = *hash;
}

int documents_put(struct documents *d, struct text bytes, struct hash *hash, struct status *st) {
    struct place p;
    *hash = hash_of(bytes);
    int code = place_of(d->dir, hash, &p, st);
    if (code == STATUS_OK && !d->waits) {
        d->fd = open(d->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        d->waits = d->fd >= 0;
        code = d->waits ? STATUS_OK : failed("opening", d->dir, st);
    }
    if (code == STATUS_OK && mkdir(p.shelf, 0700) != 0 && errno != EEXIST) {
        code = failed("making", p.shelf, st);
    }
    if (code == STATUS_OK && !is_whole(p.file, hash)) {
        code = draft_write(&p, bytes, false, st);
        if (code == STATUS_OK) {
            fresh_add(d, hash);
        }
    }
    return code;
}

int documents_sync(struct documents *d, struct status *st) {
    if (d->waits && syncfs(d->fd) != 0) {
        int code = failed("syncing", d->dir, st);
        documents_forget(d);
        return code;
    }
    d->n_fresh = 0; /* they stay */
    documents_forget(d);
    return STATUS_OK;
}

void documents_forget(struct documents *d) {
    struct place p;
    for (size_t i = 0; i < d->n_fresh; i++) {
        if (place_of(d->dir, &d->fresh[i], &p, NULL) == STATUS_OK) {
            (void)unlink(p.file); /* litter at worst */
        }
    }
    if (d->waits) {
        (void)close(d->fd); /* nothing was written through it */
    }
    mem_free(d->fresh);
    *d = (struct documents){.dir = d->dir};
}

static int all_read(int fd, const char *path, struct arena *arena, struct text *bytes,
                    struct status *st) {
    struct stat about;
    if (fstat(fd, &about) != 0) {
        return failed("reading", path, st);
    }
    if (!S_ISREG(about.st_mode) || about.st_size > DOCUMENT_SIZE_MAX) {
        return status_fail(st, STATUS_LIMIT, "document: %s: not a file, or too large", path);
    }
    size_t size = (size_t)about.st_size, n = 0;
    char *content = arena_take(arena, size + 1);
    while (n < size) {
        ssize_t got = read(fd, content + n, size - n);
        if (got < 0 && errno != EINTR) {
            return failed("reading", path, st);
        }
        if (got == 0) {
            break; /* shorter than it was: its hash will not match */
        }
        n += got > 0 ? (size_t)got : 0;
    }
    *bytes = (struct text){content, n};
    return STATUS_OK;
}

int documents_read(const char *dir, const struct hash *hash, struct arena *arena,
                   struct text *bytes, struct status *st) {
    struct place p;
    int code = place_of(dir, hash, &p, st);
    if (code != STATUS_OK) {
        return code;
    }
    int fd = open(p.file, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return failed("opening", p.file, st);
    }
    code = all_read(fd, p.file, arena, bytes, st);
    (void)close(fd);
    if (code != STATUS_OK) {
        return code;
    }
    struct hash found = hash_of(*bytes);
    if (!hash_eq(&found, hash)) {
        return status_fail(st, STATUS_CORRUPT, "document: %s: its bytes have another hash", p.file);
    }
    return STATUS_OK;
}

int documents_add(struct db *db, const struct document_row *row, struct status *st) {
    struct query q = query_start(db, "documents_add", INSERT_ROW, st);
    query_bind_hash(&q, &row->hash);
    query_bind_int(&q, row->case_id);
    query_bind_int(&q, row->step);
    query_bind_text(&q, row->media_type);
    query_bind_text(&q, row->what);
    query_bind_int(&q, row->on);
    query_bind_int(&q, row->incoming);
    return query_run(&q);
}

/* Texts borrowed from the row at hand. */
static struct document_row row_of(struct query *q) {
    return (struct document_row){
        .hash = query_hash(q, 0),
        .case_id = query_int(q, 1),
        .step = query_int(q, 2),
        .media_type = query_text(q, 3),
        .what = query_text(q, 4),
        .on = query_int32(q, 5),
        .incoming = query_int(q, 6) != 0,
    };
}

int documents_of_case(struct db *db, int64_t case_id, struct arena *arena,
                      struct document_row **out, uint32_t *n, struct status *st) {
    struct rows rows = {.arena = arena, .size = sizeof(struct document_row)};
    struct query q = query_start(db, "documents_of_case", SELECT_CASE, st);
    query_bind_int(&q, case_id);
    while (query_next(&q)) {
        struct document_row *row = rows_add(&rows);
        *row = row_of(&q);
        row->media_type = arena_text(arena, row->media_type);
        row->what = arena_text(arena, row->what);
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(&q);
}

int documents_walk(struct db *db, documents_visit *visit, void *ctx, struct status *st) {
    bool stop = false;
    struct query q = query_start(db, "documents_walk", SELECT_ALL, st);
    while (!stop && query_next(&q)) {
        struct document_row row = row_of(&q);
        stop = q.code != STATUS_OK || visit(ctx, &row) != 0;
    }
    return query_end(&q);
}
