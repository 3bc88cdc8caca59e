/* library.c - bundles that stay, and the list of activations whose last row is in force. */
#include "store/library.h"

#include "store/query.h"

static const char SELECT_BYTES[] = "SELECT bytes FROM bundles WHERE hash = ?";
static const char INSERT_BUNDLE[] = "INSERT INTO bundles (hash, on_day, bytes) VALUES (?, ?, ?)"
                                    " ON CONFLICT (hash) DO NOTHING";
static const char INSERT_ACTIVATION[] = "INSERT INTO activations (step, hash) VALUES (?, ?)";
static const char SELECT_ACTIVE[] = "SELECT hash FROM activations ORDER BY id DESC LIMIT 1";

int library_put(struct db *db, const struct hash *hash, struct text bytes, day on,
                struct status *st) {
    struct query q = query_start(db, "library_put", INSERT_BUNDLE, st);
    query_bind_hash(&q, hash);
    query_bind_int(&q, on);
    query_bind_bytes(&q, bytes);
    return query_run(&q);
}

int library_get(struct db *db, const struct hash *hash, struct arena *arena, struct text *bytes,
                struct status *st) {
    bool found = false;
    char hex[HASH_HEX];
    struct query q = query_start(db, "library_get", SELECT_BYTES, st);
    query_bind_hash(&q, hash);
    if (query_next(&q)) {
        found = true;
        *bytes = query_copy(&q, 0, arena);
    }
    return query_end_one(&q, found, "bundle %s is not in the library", hash_hex(hash, hex));
}

int library_activate(struct db *db, const struct hash *hash, int64_t step, struct status *st) {
    bool found = false;
    char hex[HASH_HEX];
    struct query q = query_start(db, "library_activate", SELECT_BYTES, st);
    query_bind_hash(&q, hash);
    found = query_next(&q);
    int code = query_end_one(&q, found, "bundle %s is not in the library", hash_hex(hash, hex));
    if (code != STATUS_OK) {
        return code;
    }
    q = query_start(db, "library_activate", INSERT_ACTIVATION, st);
    query_bind_int(&q, step);
    query_bind_hash(&q, hash);
    return query_run(&q);
}

int library_active(struct db *db, struct hash *hash, struct status *st) {
    bool found = false;
    *hash = (struct hash){{0}};
    struct query q = query_start(db, "library_active", SELECT_ACTIVE, st);
    if (query_next(&q)) {
        found = true;
        *hash = query_hash(&q, 0);
    }
    return query_end_one(&q, found, "no bundle was ever published");
}
