/* remittances.c - see remittances.h. */
#include "store/remittances.h"

#include "store/query.h"

static const struct word state_rows[] = {
    {REMIT_UNDERWAY, "underway", "underveis", "Given to the bank, or about to be."},
    {REMIT_SETTLED, "settled", "utbetalt", "Paid out, or nothing to pay."},
    {REMIT_REOPENED, "reopened", "kom ikke fram", "Not paid out: owed again."},
};
const struct words remit_states = WORDS("remittance state", state_rows);

#define COLUMNS                                                                                    \
    "step, creditor, on_day, total, amount, share, commission, vat, over, through_set, state,"     \
    " batch, statement, sheet, pages, written, not_before, purse"

static const char INSERT_ROW[] = "INSERT INTO remittances (" COLUMNS ")"
                                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
static const char SELECT_ROW[] = "SELECT " COLUMNS " FROM remittances WHERE step = ?";
/* ?1 creditor, ?2 batch, ?3 state, ?4 unwritten on, ?5 most; the newest first, turned below. */
static const char SELECT_SOME[] =
    "SELECT " COLUMNS " FROM remittances WHERE (?1 = 0 OR creditor = ?1)"
    " AND (?2 IS NULL OR batch = ?2) AND (?3 = '' OR state = ?3)"
    " AND (?4 = 0 OR (written = 0 AND not_before <= ?4)) ORDER BY step DESC LIMIT ?5";
/* The same for what is asked every few seconds, so that the partial index is used. */
static const char SELECT_UNWRITTEN[] =
    "SELECT " COLUMNS " FROM remittances WHERE written = 0 AND not_before <= ?"
    " ORDER BY step DESC LIMIT ?";
static const char UPDATE_STATE[] =
    "UPDATE remittances SET state = ?2 WHERE step = ?1 AND state <> ?2"
    " AND (state = 'underway' OR ?2 = 'reopened') RETURNING step";
static const char UPDATE_BATCH[] =
    "UPDATE remittances SET batch = ?2 WHERE step = ?1 AND state = 'underway' RETURNING step";
static const char UPDATE_FILES[] =
    "UPDATE remittances SET pages = ?, written = ?, not_before = ? WHERE step = ?";
static const char COUNT_BEFORE[] =
    "SELECT count(*) FROM remittances WHERE creditor = ? AND on_day = ? AND step < ?";
static const char COUNT_UNDERWAY[] =
    "SELECT count(*), coalesce(sum(amount), 0) FROM remittances WHERE state = 'underway'";

int remittances_add(struct db *db, const struct remittance *r, struct status *st) {
    struct query q = query_start(db, "remittances_add", INSERT_ROW, st);
    query_bind_int(&q, r->step);
    query_bind_int(&q, r->creditor);
    query_bind_int(&q, r->on);
    query_bind_int(&q, r->total);
    query_bind_int(&q, r->amount);
    query_bind_int(&q, r->share);
    query_bind_int(&q, r->commission);
    query_bind_int(&q, r->vat);
    query_bind_int(&q, r->over);
    query_bind_int(&q, r->through_set);
    query_bind_word(&q, &remit_states, (int)r->state);
    query_bind_hash(&q, &r->batch);
    query_bind_hash(&q, &r->statement);
    query_bind_hash(&q, &r->sheet);
    query_bind_hash(&q, &r->pages);
    query_bind_int(&q, r->written);
    query_bind_int(&q, r->not_before);
    query_bind_int(&q, r->purse);
    return query_run(&q);
}

static struct remittance row_of(struct query *q) {
    return (struct remittance){
        .step = query_int(q, 0),
        .creditor = query_int(q, 1),
        .on = query_int32(q, 2),
        .total = query_int(q, 3),
        .amount = query_int(q, 4),
        .share = query_int(q, 5),
        .commission = query_int(q, 6),
        .vat = query_int(q, 7),
        .over = query_int(q, 8),
        .through_set = query_int(q, 9),
        .state = (enum remit_state)query_word(q, 10, &remit_states),
        .batch = query_hash(q, 11),
        .statement = query_hash(q, 12),
        .sheet = query_hash(q, 13),
        .pages = query_hash(q, 14),
        .written = query_int(q, 15) != 0,
        .not_before = query_int32(q, 16),
        .purse = query_int(q, 17),
    };
}

int remittances_get(struct db *db, int64_t step, struct remittance *out, struct status *st) {
    bool found = false;
    struct query q = query_start(db, "remittances_get", SELECT_ROW, st);
    query_bind_int(&q, step);
    if (query_next(&q)) {
        found = true;
        *out = row_of(&q);
    }
    return query_end_one(&q, found, "step %lld settled with nobody", (long long)step);
}

int remittances_move(struct db *db, int64_t step, enum remit_state to, struct status *st) {
    struct query q = query_start(db, "remittances_move", UPDATE_STATE, st);
    query_bind_int(&q, step);
    query_bind_word(&q, &remit_states, (int)to);
    return query_end_changed(&q, "step %lld: cannot become %s", (long long)step,
                             words_name(&remit_states, (int)to));
}

int remittances_rebatch(struct db *db, int64_t step, const struct hash *batch,
                        struct status *st) {
    struct query q = query_start(db, "remittances_rebatch", UPDATE_BATCH, st);
    query_bind_int(&q, step);
    query_bind_hash(&q, batch);
    return query_end_changed(&q, "step %lld: is not underway", (long long)step);
}

int remittances_keep_files(struct db *db, const struct remittance *r, struct status *st) {
    struct query q = query_start(db, "remittances_keep_files", UPDATE_FILES, st);
    query_bind_hash(&q, &r->pages);
    query_bind_int(&q, r->written);
    query_bind_int(&q, r->not_before);
    query_bind_int(&q, r->step);
    return query_run(&q);
}

int remittances_list(struct db *db, const struct remit_filter *f, struct arena *arena,
                     struct remittance **out, uint32_t *n, struct status *st) {
    static const struct hash none;
    struct rows rows = {.arena = arena, .size = sizeof(struct remittance)};
    const bool unwritten = f->unwritten_on && !f->creditor && !f->batch && !f->state;
    struct query q =
        query_start(db, "remittances_list", unwritten ? SELECT_UNWRITTEN : SELECT_SOME, st);
    if (!unwritten) {
        query_bind_int(&q, f->creditor);
        query_bind_hash(&q, f->batch ? f->batch : &none);
        query_bind_word(&q, &remit_states, (int)f->state);
    }
    query_bind_int(&q, f->unwritten_on);
    query_bind_int(&q, f->n_max ? (int64_t)f->n_max : -1);
    while (query_next(&q)) {
        struct remittance *r = rows_add(&rows);
        *r = row_of(&q);
    }
    struct remittance *items = rows.items;
    for (uint32_t i = 0; i < rows.n / 2; i++) {
        const struct remittance kept = items[i];
        items[i] = items[rows.n - 1 - i];
        items[rows.n - 1 - i] = kept;
    }
    *out = items;
    *n = rows.n;
    return query_end(&q);
}

int remittances_before(struct db *db, const struct remittance *r, int64_t *n, struct status *st) {
    *n = 0;
    struct query q = query_start(db, "remittances_before", COUNT_BEFORE, st);
    query_bind_int(&q, r->creditor);
    query_bind_int(&q, r->on);
    query_bind_int(&q, r->step);
    if (query_next(&q)) {
        *n = query_int(&q, 0);
    }
    return query_end(&q);
}

int remittances_underway(struct db *db, int64_t *n, ore *sum, struct status *st) {
    *n = *sum = 0;
    struct query q = query_start(db, "remittances_underway", COUNT_UNDERWAY, st);
    if (query_next(&q)) {
        *n = query_int(&q, 0);
        *sum = query_int(&q, 1);
    }
    return query_end(&q);
}
