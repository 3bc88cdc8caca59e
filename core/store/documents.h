/* documents.h - every document in or out: a file named by the hash of its bytes, on disk before
 * the commit that names it, and a row that says whose it is.
 *
 *     documents/ab/abcdef...
 *
 * One document is synced by itself (documents_write).  The many of a wave are put one by one and
 * synced once: an fsync each for file and directory costs more than all the rest of a letter.
 *
 *     documents_put ... documents_put ─▶ documents_sync ─▶ commit */
#ifndef KRAV_STORE_DOCUMENTS_H
#define KRAV_STORE_DOCUMENTS_H

#include "store/db.h"

/* Writes the file unless it is there already, whole; temp + fsync + rename, and the directory is
 * fsynced.  `dir` must exist. */
int documents_write(const char *dir, struct text bytes, struct hash *hash, struct status *st)
    NODISCARD;

/* Documents that are put and not yet synced; {.dir = ...} has none.  Owned: what it holds goes
 * with documents_sync or documents_forget. */
struct documents {
    const char *dir;
    bool waits;         /* something was put: fd and fresh are in use */
    int fd;             /* of dir; opened before the first write, so that no write's failure is
                           missed by the sync */
    struct hash *fresh; /* the files that were made */
    size_t n_fresh, cap;
};
/* As documents_write, but the file is on disk only after the next documents_sync. */
int documents_put(struct documents *d, struct text bytes, struct hash *hash, struct status *st)
    NODISCARD;
/* Everything that was put is on disk, or STATUS_IO: then it is forgotten. */
int documents_sync(struct documents *d, struct status *st) NODISCARD;
/* The commit will not come.  The files are taken away: after a failed sync the kernel goes on
 * showing bytes that it could not write, and a later put must not find them. */
void documents_forget(struct documents *d);

/* STATUS_NOT_FOUND; STATUS_CORRUPT if the bytes do not match the hash. */
int documents_read(const char *dir, const struct hash *hash, struct arena *arena,
                   struct text *bytes, struct status *st) NODISCARD;

struct document_row {
    struct hash hash;
    int64_t case_id, step;
    struct text media_type; /* "text/plain", "application/json" */
    struct text what;       /* "collection_notice", "content" */
    day on;
    bool incoming;
};
int documents_add(struct db *db, const struct document_row *row, struct status *st) NODISCARD;
int documents_of_case(struct db *db, int64_t case_id, struct arena *arena,
                      struct document_row **out, uint32_t *n, struct status *st) NODISCARD;
typedef int documents_visit(void *ctx, const struct document_row *row);
int documents_walk(struct db *db, documents_visit *visit, void *ctx, struct status *st) NODISCARD;

#endif
