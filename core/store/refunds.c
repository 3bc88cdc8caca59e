/* refunds.c - see refunds.h. */
#include "store/refunds.h"

#include "store/query.h"

static const struct word way_rows[] = {
    {REFUND_WAY_PLANNED, "planned", "planlagt", "Goes with the next batch."},
    {REFUND_WAY_UNDERWAY, "underway", "underveis", "Given to the bank, or about to be."},
    {REFUND_WAY_SETTLED, "settled", "tilbakebetalt", "The bank has paid it."},
    {REFUND_WAY_REOPENED, "reopened", "kom ikke fram", "It did not arrive."},
};
const struct words refund_ways = WORDS("refund way", way_rows);

#define COLUMNS "step, case_id, creditor, on_day, amount, state, key, payer, batch"

static const char INSERT_ROW[] =
    "INSERT INTO refunds (" COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
static const char SELECT_ROW[] = "SELECT " COLUMNS " FROM refunds WHERE step = ?";
static const char SELECT_PLANNED[] =
    "SELECT " COLUMNS " FROM refunds WHERE state = 'planned'"
    " AND step NOT IN (SELECT step FROM refunds_at_provider) ORDER BY step LIMIT ?";
static const char SELECT_BATCH[] =
    "SELECT " COLUMNS " FROM refunds WHERE batch = ? ORDER BY step LIMIT ?";
static const char UPDATE_STATE[] =
    "UPDATE refunds SET state = ?2, batch = coalesce(?3, batch) WHERE step = ?1 AND state ="
    " CASE ?2 WHEN 'underway' THEN 'planned' WHEN 'settled' THEN 'underway' ELSE state END"
    " AND state <> ?2 RETURNING step";

static const char UPDATE_BATCH[] =
    "UPDATE refunds SET batch = ?2 WHERE step = ?1 AND state = 'underway' RETURNING step";

int refunds_add(struct db *db, const struct refund_row *r, struct status *st) {
    struct query q = query_start(db, "refunds_add", INSERT_ROW, st);
    query_bind_int(&q, r->step);
    query_bind_int(&q, r->case_id);
    query_bind_int(&q, r->creditor);
    query_bind_int(&q, r->on);
    query_bind_int(&q, r->amount);
    query_bind_word(&q, &refund_ways, (int)r->way);
    query_bind_hash(&q, &r->key);
    query_bind_hash(&q, &r->payer);
    query_bind_hash(&q, &r->batch);
    return query_run(&q);
}

static struct refund_row row_of(struct query *q) {
    return (struct refund_row){
        .step = query_int(q, 0),
        .case_id = query_int(q, 1),
        .creditor = query_int(q, 2),
        .on = query_int32(q, 3),
        .amount = query_int(q, 4),
        .way = (enum refund_way)query_word(q, 5, &refund_ways),
        .key = query_hash(q, 6),
        .payer = query_hash(q, 7),
        .batch = query_hash(q, 8),
    };
}

int refunds_get(struct db *db, int64_t step, struct refund_row *out, struct status *st) {
    bool found = false;
    struct query q = query_start(db, "refunds_get", SELECT_ROW, st);
    query_bind_int(&q, step);
    if (query_next(&q)) {
        found = true;
        *out = row_of(&q);
    }
    return query_end_one(&q, found, "refund %lld does not exist", (long long)step);
}

int refunds_move(struct db *db, int64_t step, enum refund_way to, const struct hash *batch,
                 struct status *st) {
    static const struct hash none = {{0}};
    struct query q = query_start(db, "refunds_move", UPDATE_STATE, st);
    query_bind_int(&q, step);
    query_bind_word(&q, &refund_ways, (int)to);
    query_bind_hash(&q, batch ? batch : &none);
    return query_end_changed(&q, "refund %lld: cannot become %s", (long long)step,
                             words_name(&refund_ways, (int)to));
}

int refunds_rebatch(struct db *db, int64_t step, const struct hash *batch, struct status *st) {
    struct query q = query_start(db, "refunds_rebatch", UPDATE_BATCH, st);
    query_bind_int(&q, step);
    query_bind_hash(&q, batch);
    return query_end_changed(&q, "refund %lld: is not under way", (long long)step);
}

int refunds_list(struct db *db, const struct hash *batch, uint32_t n_max, struct arena *arena,
                 struct refund_row **out, uint32_t *n, struct status *st) {
    struct rows rows = {.arena = arena, .size = sizeof(struct refund_row)};
    struct query q =
        query_start(db, "refunds_list", batch ? SELECT_BATCH : SELECT_PLANNED, st);
    if (batch) {
        query_bind_hash(&q, batch);
    }
    query_bind_int(&q, n_max);
    while (query_next(&q)) {
        struct refund_row *row = rows_add(&rows);
        *row = row_of(&q);
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(&q);
}

int refunds_planned(struct db *db, bool *any, struct status *st) {
    *any = false;
    struct query q = query_start(db, "refunds_planned", SELECT_PLANNED, st);
    query_bind_int(&q, 1);
    while (query_next(&q)) {
        *any = true;
    }
    return query_end(&q);
}
