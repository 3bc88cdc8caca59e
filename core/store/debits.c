/* debits.c - see debits.h. */
#include "store/debits.h"

#include "store/query.h"

static const struct word way_rows[] = {
    {DEBIT_WAY_PLANNED, "planned", "planlagt", "Goes with the next batch."},
    {DEBIT_WAY_ASKED, "asked", "overlevert", "Handed to the channel, or about to be."},
    {DEBIT_WAY_UNKNOWN, "unknown", "uvisst", "Handed over, and the channel cannot say what became of it."},
    {DEBIT_WAY_DONE, "done", "levert", "In a file for the banks."},
    {DEBIT_WAY_REFUSED, "refused", "avvist", "The channel refused its batch."},
    {DEBIT_WAY_WITHDRAWN, "withdrawn", "trukket", "Its ground went before it was handed over."},
};
const struct words debit_ways = WORDS("request way", way_rows);

#define COLUMNS "key, deletes, request, step, case_id, kid, on_day, due, amount, state, batch"

static const char INSERT_ROW[] =
    "INSERT INTO debits (" COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
static const char SELECT_ROW[] = "SELECT " COLUMNS " FROM debits WHERE key = ?";
static const char SELECT_PLANNED[] =
    "SELECT " COLUMNS " FROM debits WHERE state = 'planned' ORDER BY deletes DESC, due, key LIMIT ?";
static const char SELECT_BATCH[] =
    "SELECT " COLUMNS " FROM debits WHERE batch = ? ORDER BY deletes DESC, due, key";
static const char SELECT_CASE[] =
    "SELECT " COLUMNS " FROM debits WHERE case_id = ? ORDER BY step, deletes";
static const char UPDATE_STATE[] =
    "UPDATE debits SET state = ?2, batch = CASE ?2 WHEN 'planned' THEN NULL ELSE"
    " coalesce(?3, batch) END WHERE key = ?1 AND CASE ?2"
    " WHEN 'asked' THEN state = 'planned' WHEN 'withdrawn' THEN state = 'planned'"
    " WHEN 'unknown' THEN state IN ('asked', 'unknown') ELSE state IN ('asked', 'unknown') END"
    " RETURNING key";
static const char SELECT_CASES[] =
    "SELECT id FROM cases WHERE mandated = 1 AND id > ?1"
    " UNION SELECT case_id FROM debits WHERE deletes = 0 AND due >= ?2 AND case_id > ?1"
    " ORDER BY 1 LIMIT ?3";
static const char COUNT_WAYS[] =
    "SELECT state, count(*) FROM debits WHERE due >= ? GROUP BY state";
static const char COUNT_STANDING[] =
    "SELECT count(*), coalesce(sum(r.amount), 0) FROM debits r WHERE r.due >= ? AND r.deletes = 0"
    " AND r.state IN ('asked', 'unknown', 'done') AND NOT EXISTS (SELECT 1 FROM debits d"
    " WHERE d.request = r.key AND d.deletes = 1 AND d.state NOT IN ('refused', 'withdrawn'))";
static const char COUNT_BATCHES[] =
    "SELECT count(*), coalesce(sum(state <> 'withdrawn'), 0) FROM outbox"
    " WHERE kind = 'collect' AND planned = ?";

int debits_add(struct db *db, const struct debit_row *r, struct status *st) {
    struct query q = query_start(db, "debits_add", INSERT_ROW, st);
    query_bind_hash(&q, &r->key);
    query_bind_int(&q, r->deletes);
    query_bind_hash(&q, &r->request);
    query_bind_int(&q, r->step);
    query_bind_int(&q, r->case_id);
    query_bind_text(&q, r->kid);
    query_bind_int(&q, r->on);
    query_bind_int(&q, r->due);
    query_bind_int(&q, r->amount);
    query_bind_word(&q, &debit_ways, (int)r->way);
    query_bind_hash(&q, &r->batch);
    return query_run(&q);
}

static struct debit_row row_of(struct query *q, struct arena *arena) {
    return (struct debit_row){
        .key = query_hash(q, 0),
        .deletes = query_int(q, 1) != 0,
        .request = query_hash(q, 2),
        .step = query_int(q, 3),
        .case_id = query_int(q, 4),
        .kid = query_copy(q, 5, arena),
        .on = query_int32(q, 6),
        .due = query_int32(q, 7),
        .amount = query_int(q, 8),
        .way = (enum debit_way)query_word(q, 9, &debit_ways),
        .batch = query_hash(q, 10),
    };
}

int debits_get(struct db *db, const struct hash *key, struct arena *arena, struct debit_row *out,
               struct status *st) {
    bool found = false;
    char hex[HASH_HEX];
    struct query q = query_start(db, "debits_get", SELECT_ROW, st);
    query_bind_hash(&q, key);
    if (query_next(&q)) {
        found = true;
        *out = row_of(&q, arena);
    }
    return query_end_one(&q, found, "request %s does not exist", hash_hex(key, hex));
}

int debits_move(struct db *db, const struct hash *key, enum debit_way to,
                const struct hash *batch, struct status *st) {
    static const struct hash none = {{0}};
    bool moved = false;
    char hex[HASH_HEX];
    struct query q = query_start(db, "debits_move", UPDATE_STATE, st);
    query_bind_hash(&q, key);
    query_bind_word(&q, &debit_ways, (int)to);
    query_bind_hash(&q, batch ? batch : &none);
    while (query_next(&q)) {
        moved = true;
    }
    const int code = query_end(&q);
    return code != STATUS_OK || moved
               ? code
               : status_fail(st, STATUS_CORRUPT, "request %s: cannot become %s",
                             hash_hex(key, hex), words_name(&debit_ways, (int)to));
}

static int gather(struct query *q, struct arena *arena, struct debit_row **out, uint32_t *n) {
    struct rows rows = {.arena = arena, .size = sizeof(struct debit_row)};
    while (query_next(q)) {
        struct debit_row *row = rows_add(&rows);
        *row = row_of(q, arena);
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(q);
}

int debits_planned(struct db *db, uint32_t n_max, struct arena *arena, struct debit_row **out,
                   uint32_t *n, struct status *st) {
    struct query q = query_start(db, "debits_planned", SELECT_PLANNED, st);
    query_bind_int(&q, n_max);
    return gather(&q, arena, out, n);
}

int debits_of_batch(struct db *db, const struct hash *batch, struct arena *arena,
                    struct debit_row **out, uint32_t *n, struct status *st) {
    struct query q = query_start(db, "debits_of_batch", SELECT_BATCH, st);
    query_bind_hash(&q, batch);
    return gather(&q, arena, out, n);
}

int debits_of_case(struct db *db, int64_t case_id, struct arena *arena, struct debit_row **out,
                   uint32_t *n, struct status *st) {
    struct query q = query_start(db, "debits_of_case", SELECT_CASE, st);
    query_bind_int(&q, case_id);
    return gather(&q, arena, out, n);
}

int debits_cases(struct db *db, day today, int64_t after, uint32_t n_max, int64_t *ids,
                 uint32_t *n, struct status *st) {
    *n = 0;
    struct query q = query_start(db, "debits_cases", SELECT_CASES, st);
    query_bind_int(&q, after);
    query_bind_int(&q, today);
    query_bind_int(&q, n_max);
    while (query_next(&q)) {
        ids[(*n)++] = query_int(&q, 0);
    }
    return query_end(&q);
}

int debits_count(struct db *db, day today, struct debit_counts *out, struct status *st) {
    *out = (struct debit_counts){0};
    struct query q = query_start(db, "debits_count", COUNT_WAYS, st);
    query_bind_int(&q, today);
    while (query_next(&q)) {
        const int way = query_word(&q, 0, &debit_ways);
        out->n[way] = query_int(&q, 1);
    }
    const int code = query_end(&q);
    if (code != STATUS_OK) {
        return code;
    }
    q = query_start(db, "debits_count", COUNT_STANDING, st);
    query_bind_int(&q, today);
    if (query_next(&q)) {
        out->standing = query_int(&q, 0);
        out->standing_ore = query_int(&q, 1);
    }
    return query_end(&q);
}

int debits_batches(struct db *db, day on, int64_t *n, bool *stands, struct status *st) {
    struct query q = query_start(db, "debits_batches", COUNT_BATCHES, st);
    query_bind_int(&q, on);
    if (query_next(&q)) {
        *n = query_int(&q, 0);
        *stands = query_int(&q, 1) > 0;
    }
    return query_end(&q);
}
