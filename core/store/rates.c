/* rates.c - see rates.h. */
#include "store/rates.h"

#include "store/query.h"

static const char INSERT_RATE[] =
    "INSERT INTO rates (kind, from_day, to_day, hundredths, source, file, step)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)";
static const char SELECT_RATES[] =
    "SELECT kind, from_day, to_day, hundredths, source, file, step FROM rates ORDER BY id";
static const char SELECT_FILE[] = "SELECT 1 FROM rates WHERE file = ? LIMIT 1";
static const char RATE_STEPS[] =
    "SELECT format('rate %d: step %d did not set it from its file', r.id, r.step) FROM rates r"
    " WHERE NOT EXISTS (SELECT 1 FROM steps t WHERE t.id = r.step AND t.fact = 'rates_set'"
    "  AND json_extract(t.body, '$.fact.document') = lower(hex(r.file)))";
static const char STEP_RATES[] =
    "SELECT format('step %d: set rates, and the book has none of them', t.id) FROM steps t"
    " WHERE t.fact = 'rates_set' AND NOT EXISTS (SELECT 1 FROM rates r WHERE r.step = t.id)";

int stored_rates_add(struct db *db, const struct stored_rate *r, struct status *st) {
    struct query q = query_start(db, "stored_rates_add", INSERT_RATE, st);
    query_bind_text(&q, r->kind);
    query_bind_int(&q, r->from);
    query_bind_int(&q, r->to);
    query_bind_int(&q, r->hundredths);
    query_bind_text(&q, r->source);
    query_bind_hash(&q, &r->file);
    query_bind_int(&q, r->step);
    return query_run(&q);
}

int stored_rates_all(struct db *db, struct arena *arena, struct stored_rate **out, uint32_t *n,
                     struct status *st) {
    struct rows rows = {.arena = arena, .size = sizeof(struct stored_rate)};
    struct query q = query_start(db, "stored_rates_all", SELECT_RATES, st);
    while (query_next(&q)) {
        struct stored_rate *r = rows_add(&rows);
        r->kind = query_copy(&q, 0, arena);
        r->from = query_int32(&q, 1);
        r->to = query_int32(&q, 2);
        r->hundredths = query_int(&q, 3);
        r->source = query_copy(&q, 4, arena);
        r->file = query_hash(&q, 5);
        r->step = query_int(&q, 6);
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(&q);
}

int stored_rates_of_file(struct db *db, const struct hash *file, bool *any, struct status *st) {
    *any = false;
    struct query q = query_start(db, "stored_rates_of_file", SELECT_FILE, st);
    query_bind_hash(&q, file);
    while (query_next(&q)) {
        *any = true;
    }
    return query_end(&q);
}

static int faults_of(struct db *db, const char *sql, struct faults *f, struct status *st) {
    struct query q = query_start(db, "stored_rates_audit", sql, st);
    while (query_next(&q)) {
        const struct text why = query_text(&q, 0);
        faults_add(f, "%.*s", TEXT_ARG(why));
    }
    return query_end(&q);
}

int stored_rates_audit(struct db *db, struct faults *f, struct status *st) {
    const int rc = faults_of(db, RATE_STEPS, f, st);
    return rc ? rc : faults_of(db, STEP_RATES, f, st);
}
