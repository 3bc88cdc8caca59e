/* inbox.c - files and their progress, identities seen before, and what waits for its case. */
#include "store/inbox.h"

#include "store/query.h"

static const struct word file_state_rows[] = {
    {FILE_APPLYING, "applying", "leses inn", "Some of its records may be applied."},
    {FILE_DONE, "done", "lest inn", "All of its records are applied."},
    {FILE_REJECTED, "rejected", "avvist", "None of its records was applied."},
};
static const struct words file_states = WORDS("file state", file_state_rows);

static const char SELECT_FILE[] =
    "SELECT hash, name, plugin, kind, state, size, cursor, taken, duplicates, rejected,"
    " unmatched, sum, taken_on FROM files WHERE hash = ?";
static const char UPSERT_FILE[] =
    "INSERT INTO files (hash, name, plugin, kind, state, size, cursor, taken, duplicates,"
    " rejected, unmatched, sum, taken_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (hash) DO UPDATE SET name = excluded.name, plugin = excluded.plugin,"
    " kind = excluded.kind, state = excluded.state, size = excluded.size,"
    " cursor = excluded.cursor, taken = excluded.taken, duplicates = excluded.duplicates,"
    " rejected = excluded.rejected, unmatched = excluded.unmatched, sum = excluded.sum,"
    " taken_on = excluded.taken_on";
static const char SELECT_SOURCE[] = "SELECT step, content FROM sources WHERE source = ?";
static const char INSERT_SOURCE[] = "INSERT INTO sources (source, content, step) VALUES (?, ?, ?)";
static const char INSERT_WAITING[] =
    "INSERT INTO waiting (kind, source, reference, body, amount, arrived, step, settled_by)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, 0) RETURNING id";
static const char AGAIN_WAITING[] = "UPDATE waiting SET settled_by = 0 WHERE settled_by = ?";
static const char SETTLE_WAITING[] =
    "UPDATE waiting SET settled_by = ?2 WHERE id = ?1 AND settled_by = 0 RETURNING id";
#define WAITING_COLUMNS                                                                            \
    "SELECT id, kind, source, reference, body, amount, arrived, step, settled_by FROM waiting"     \
    " WHERE settled_by = 0"
static const char SELECT_WAITING[] = WAITING_COLUMNS " ORDER BY id";
static const char SELECT_WAITING_FOR[] = WAITING_COLUMNS " AND reference = ? ORDER BY id";
static const char SELECT_WAITING_ONE[] = WAITING_COLUMNS " AND id = ?";
static const char SELECT_ANY_WAITING[] =
    "SELECT 1 FROM waiting WHERE settled_by = 0 AND (kind IN (?1, ?2)) = ?3 LIMIT 1";
static const char INSERT_KID[] = "INSERT INTO foreign_kids (creditor, kid, case_id)"
                                 " VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
static const char SELECT_KID[] =
    "SELECT DISTINCT case_id FROM foreign_kids WHERE kid = ? ORDER BY case_id LIMIT 4";
static const char SELECT_KID_OF[] =
    "SELECT case_id FROM foreign_kids WHERE creditor = ? AND kid = ?";
static const char INSERT_INVOICE[] = "INSERT INTO invoices (creditor, invoice, case_id, claim)"
                                     " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
static const char MOVE_INVOICE[] =
    "UPDATE invoices SET case_id = ?3, claim = ?4 WHERE creditor = ?1 AND invoice = ?2"
    " AND case_id = ?5";
static const char SELECT_INVOICE[] =
    "SELECT case_id, claim FROM invoices WHERE creditor = ? AND invoice = ?";

int files_get(struct db *db, const struct hash *hash, struct arena *arena, struct file_row *out,
              struct status *st) {
    bool found = false;
    char hex[HASH_HEX];
    struct query q = query_start(db, "files_get", SELECT_FILE, st);
    query_bind_hash(&q, hash);
    if (query_next(&q)) {
        found = true;
        *out = (struct file_row){
            .hash = query_hash(&q, 0),
            .name = query_copy(&q, 1, arena),
            .plugin = query_copy(&q, 2, arena),
            .kind = query_copy(&q, 3, arena),
            .state = (enum file_state)query_word(&q, 4, &file_states),
            .size = query_int(&q, 5),
            .cursor = query_int(&q, 6),
            .taken = query_int(&q, 7),
            .duplicates = query_int(&q, 8),
            .rejected = query_int(&q, 9),
            .unmatched = query_int(&q, 10),
            .sum = query_int(&q, 11),
            .taken_on = query_int32(&q, 12),
        };
    }
    return query_end_one(&q, found, "file %s was never taken", hash_hex(hash, hex));
}

int files_put(struct db *db, const struct file_row *row, struct status *st) {
    struct query q = query_start(db, "files_put", UPSERT_FILE, st);
    query_bind_hash(&q, &row->hash);
    query_bind_text(&q, row->name);
    query_bind_text(&q, row->plugin);
    query_bind_text(&q, row->kind);
    query_bind_word(&q, &file_states, (int)row->state);
    query_bind_int(&q, row->size);
    query_bind_int(&q, row->cursor);
    query_bind_int(&q, row->taken);
    query_bind_int(&q, row->duplicates);
    query_bind_int(&q, row->rejected);
    query_bind_int(&q, row->unmatched);
    query_bind_int(&q, row->sum);
    query_bind_int(&q, row->taken_on);
    return query_run(&q);
}

/* Looks; `found` tells, without a failure. */
static int source_look(struct db *db, struct text source, bool *found, int64_t *step,
                       struct hash *content, struct status *st) {
    *found = false;
    struct query q = query_start(db, "looking for a source", SELECT_SOURCE, st);
    query_bind_text(&q, source);
    if (query_next(&q)) {
        *found = true;
        *step = query_int(&q, 0);
        *content = query_hash(&q, 1);
    }
    return query_end(&q);
}

int sources_take(struct db *db, struct text source, const struct hash *content, int64_t step,
                 bool *same_content, struct status *st) {
    bool found;
    int64_t earlier;
    struct hash taken;
    *same_content = false;
    int code = source_look(db, source, &found, &earlier, &taken, st);
    if (code != STATUS_OK) {
        return code;
    }
    if (found) {
        *same_content = hash_eq(&taken, content);
        return status_fail(st, STATUS_CONFLICT, "%.*s: taken already by step %lld, with %s content",
                           TEXT_ARG(source), (long long)earlier,
                           *same_content ? "the same" : "other");
    }
    struct query q = query_start(db, "sources_take", INSERT_SOURCE, st);
    query_bind_text(&q, source);
    query_bind_hash(&q, content);
    query_bind_int(&q, step);
    return query_run(&q);
}

int sources_find(struct db *db, struct text source, int64_t *step, struct hash *content,
                 struct status *st) {
    bool found;
    int code = source_look(db, source, &found, step, content, st);
    if (code == STATUS_OK && !found) {
        return status_fail(st, STATUS_NOT_FOUND, "%.*s: never taken", TEXT_ARG(source));
    }
    return code;
}

int waiting_add(struct db *db, const struct waiting_row *row, int64_t *id, struct status *st) {
    *id = 0;
    struct query q = query_start(db, "waiting_add", INSERT_WAITING, st);
    query_bind_word(&q, &fact_kinds, (int)row->kind);
    query_bind_text(&q, row->source);
    query_bind_text(&q, row->reference);
    query_bind_text(&q, row->body);
    query_bind_int(&q, row->amount);
    query_bind_int(&q, row->arrived);
    query_bind_int(&q, row->step);
    while (query_next(&q)) {
        *id = query_int(&q, 0);
    }
    return query_end(&q);
}

int waiting_again(struct db *db, int64_t step, struct status *st) {
    struct query q = query_start(db, "waiting_again", AGAIN_WAITING, st);
    query_bind_int(&q, step);
    return query_run(&q);
}

int waiting_settle(struct db *db, int64_t id, int64_t step, struct status *st) {
    bool found = false;
    struct query q = query_start(db, "waiting_settle", SETTLE_WAITING, st);
    query_bind_int(&q, id);
    query_bind_int(&q, step);
    while (query_next(&q)) {
        found = true;
    }
    return query_end_one(&q, found, "nothing waits with number %lld", (long long)id);
}

static int waiting_gather(struct query *q, struct arena *arena, struct waiting_row **out,
                          uint32_t *n) {
    struct rows rows = {.arena = arena, .size = sizeof(struct waiting_row)};
    while (query_next(q)) {
        struct waiting_row *row = rows_add(&rows);
        row->id = query_int(q, 0);
        row->kind = (enum fact_kind)query_word(q, 1, &fact_kinds);
        row->source = query_copy(q, 2, arena);
        row->reference = query_copy(q, 3, arena);
        row->body = query_copy(q, 4, arena);
        row->amount = query_int(q, 5);
        row->arrived = query_int32(q, 6);
        row->step = query_int(q, 7);
        row->settled_by = query_int(q, 8);
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(q);
}

int waiting_by_reference(struct db *db, struct text reference, struct arena *arena,
                         struct waiting_row **out, uint32_t *n, struct status *st) {
    struct query q = query_start(db, "waiting_by_reference", SELECT_WAITING_FOR, st);
    query_bind_text(&q, reference);
    return waiting_gather(&q, arena, out, n);
}

int waiting_get(struct db *db, int64_t id, struct arena *arena, struct waiting_row *out,
                struct status *st) {
    struct waiting_row *rows;
    uint32_t n = 0;
    struct query q = query_start(db, "waiting_get", SELECT_WAITING_ONE, st);
    query_bind_int(&q, id);
    const int rc = waiting_gather(&q, arena, &rows, &n);
    if (rc == STATUS_OK && n == 0) {
        return status_fail(st, STATUS_NOT_FOUND, "nothing waits with number %lld", (long long)id);
    }
    *out = n ? rows[0] : (struct waiting_row){0};
    return rc;
}

int waiting_any(struct db *db, bool money, bool *any, struct status *st) {
    struct query q = query_start(db, "waiting_any", SELECT_ANY_WAITING, st);
    query_bind_word(&q, &fact_kinds, FACT_PAID);
    query_bind_word(&q, &fact_kinds, FACT_PAYMENT_REVERSED);
    query_bind_int(&q, money);
    *any = query_next(&q);
    return query_end(&q);
}

int waiting_list(struct db *db, struct arena *arena, struct waiting_row **out, uint32_t *n,
                 struct status *st) {
    struct query q = query_start(db, "waiting_list", SELECT_WAITING, st);
    return waiting_gather(&q, arena, out, n);
}

int foreign_kid_add(struct db *db, int64_t creditor, struct text kid, int64_t case_id,
                    struct status *st) {
    int64_t stored = 0;
    struct query q = query_start(db, "foreign_kid_add", INSERT_KID, st);
    query_bind_int(&q, creditor);
    query_bind_text(&q, kid);
    query_bind_int(&q, case_id);
    int code = query_run(&q);
    if (code != STATUS_OK) {
        return code;
    }
    q = query_start(db, "foreign_kid_add", SELECT_KID_OF, st);
    query_bind_int(&q, creditor);
    query_bind_text(&q, kid);
    if (query_next(&q)) {
        stored = query_int(&q, 0);
    }
    code = query_end(&q);
    if (code == STATUS_OK && stored != case_id) {
        return status_fail(st, STATUS_CONFLICT, "KID %.*s: belongs to case %lld already",
                           TEXT_ARG(kid), (long long)stored);
    }
    return code;
}

int foreign_kid_find(struct db *db, struct text kid, int64_t ids[4], uint32_t *n,
                     struct status *st) {
    *n = 0;
    struct query q = query_start(db, "foreign_kid_find", SELECT_KID, st);
    query_bind_text(&q, kid);
    while (query_next(&q)) {
        ids[(*n)++] = query_int(&q, 0);
    }
    return query_end(&q);
}

int invoice_add(struct db *db, int64_t creditor, struct text invoice, int64_t case_id,
                int32_t claim, struct status *st) {
    int64_t stored_case = 0;
    int32_t stored_claim = 0;
    struct query q = query_start(db, "invoice_add", INSERT_INVOICE, st);
    query_bind_int(&q, creditor);
    query_bind_text(&q, invoice);
    query_bind_int(&q, case_id);
    query_bind_int(&q, claim);
    int code = query_run(&q);
    if (code == STATUS_OK) {
        code = invoice_find(db, creditor, invoice, &stored_case, &stored_claim, st);
    }
    if (code == STATUS_OK && (stored_case != case_id || stored_claim != claim)) {
        return status_fail(st, STATUS_CONFLICT, "invoice %.*s: is claim %d of case %lld already",
                           TEXT_ARG(invoice), (int)stored_claim, (long long)stored_case);
    }
    return code;
}

int invoice_move(struct db *db, const struct invoice_place *p, int64_t from, struct status *st) {
    struct query q = query_start(db, "invoice_move", MOVE_INVOICE, st);
    query_bind_int(&q, p->creditor);
    query_bind_text(&q, p->invoice);
    query_bind_int(&q, p->case_id);
    query_bind_int(&q, p->claim);
    query_bind_int(&q, from);
    return query_run(&q);
}

int invoice_find(struct db *db, int64_t creditor, struct text invoice, int64_t *case_id,
                 int32_t *claim, struct status *st) {
    bool found = false;
    struct query q = query_start(db, "invoice_find", SELECT_INVOICE, st);
    query_bind_int(&q, creditor);
    query_bind_text(&q, invoice);
    if (query_next(&q)) {
        found = true;
        *case_id = query_int(&q, 0);
        *claim = query_int32(&q, 1);
    }
    return query_end_one(&q, found, "invoice %.*s is in no case", TEXT_ARG(invoice));
}
