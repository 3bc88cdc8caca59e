/* documents.h - every document in or out: a file named by the hash of its bytes, written and
 * fsynced (file and directory) before the commit that names it, and a row that says whose it is.
 *
 *     documents/ab/abcdef...  */
#ifndef KRAV_STORE_DOCUMENTS_H
#define KRAV_STORE_DOCUMENTS_H

#include "store/db.h"

/* Writes the file unless it is there already, whole; temp + fsync + rename, and the directory is
 * fsynced.  `dir` must exist. */
int documents_write(const char *dir, struct text bytes, struct hash *hash, struct status *st)
    NODISCARD;
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
