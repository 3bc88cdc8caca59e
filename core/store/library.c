/* library.c - bundles that stay, and the list of activations whose last row is in force. */
#include "store/library.h"

#include "store/query.h"

static const char SELECT_BYTES[] = "SELECT bytes FROM bundles WHERE hash = ?";
static const char INSERT_BUNDLE[] = "INSERT INTO bundles (hash, on_day, bytes) VALUES (?, ?, ?)"
                                    " ON CONFLICT (hash) DO NOTHING";
static const char INSERT_ACTIVATION[] = "INSERT INTO activations (step, hash) VALUES (?, ?)";
static const char SELECT_HISTORY[] =
    "SELECT a.hash, a.step, s.booked_day, s.body ->> '$.fact.actor'"
    " FROM activations a JOIN steps s ON s.id = a.step ORDER BY a.id DESC LIMIT ?";
static const char SELECT_BY_DIGITS[] =
    "SELECT hash FROM bundles WHERE substr(lower(hex(hash)), 1, length(?1)) = ?1 LIMIT 2";
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

int library_history(struct db *db, uint32_t n_max, struct arena *arena, struct activation **out,
                    uint32_t *n, struct status *st) {
    *out = NULL;
    *n = 0;
    struct query q = query_start(db, "library_history", SELECT_HISTORY, st);
    query_bind_int(&q, n_max);
    while (query_next(&q)) {
        struct activation *a = arena_push(arena, out, n, sizeof *a);
        a->hash = query_hash(&q, 0);
        a->step = query_int(&q, 1);
        a->on = query_int32(&q, 2);
        a->by = query_copy(&q, 3, arena);
    }
    return query_end(&q);
}

int library_find(struct db *db, struct text digits, struct hash *out, struct status *st) {
    uint32_t n = 0;
    struct query q = query_start(db, "library_find", SELECT_BY_DIGITS, st);
    query_bind_text(&q, digits);
    while (query_next(&q)) {
        *out = query_hash(&q, 0);
        n++;
    }
    const int rc = query_end(&q);
    return rc || n == 1 ? rc
                        : status_fail(st, STATUS_NOT_FOUND, "rules %.*s: %s", TEXT_ARG(digits),
                                      n == 0 ? "never published here" : "more than one bundle");
}
