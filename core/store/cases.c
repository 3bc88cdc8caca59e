/* cases.c - one rich row per case: its canonical state, the hash of that, and the columns that
 * lists and look-ups need, so that none of them decodes a state. */
#include "store/cases.h"

#include "domain/kid.h"
#include "domain/plan.h"
#include "store/query.h"

static const char SELECT_STATE[] = "SELECT state, hash FROM cases WHERE id = ?";
static const char SELECT_LAST_ID[] = "SELECT max(id) FROM cases";
/* What stands in columns of its own beside the state: all of it follows from the state. */
#define COLUMNS                                                                                    \
    "id, creditor, debtor, department, stage, parked, opened, closed, disputed, held,"             \
    " principal_open, first_due, merged_into, mandated"
#define VALUES "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14"
static const char UPSERT_CASE[] =
    "INSERT INTO cases (" COLUMNS ", hash, state) VALUES (" VALUES ", ?15, ?16)"
    " ON CONFLICT (id) DO UPDATE SET creditor = excluded.creditor, debtor = excluded.debtor,"
    " department = excluded.department, stage = excluded.stage, parked = excluded.parked,"
    " opened = excluded.opened, closed = excluded.closed, disputed = excluded.disputed,"
    " held = excluded.held, principal_open = excluded.principal_open, hash = excluded.hash,"
    " first_due = excluded.first_due, state = excluded.state,"
    " merged_into = excluded.merged_into, mandated = excluded.mandated";
static const char SELECT_SAME[] =
    "SELECT 1 FROM cases WHERE id = ?1 AND (" COLUMNS ") = (" VALUES ")";
static const char SELECT_OPEN[] = "SELECT id FROM cases WHERE creditor = ? AND debtor = ?"
                                  " AND closed = 0 ORDER BY id LIMIT 1";
static const char SELECT_OPEN_OF[] = "SELECT id FROM cases WHERE creditor = ? AND debtor = ?"
                                     " AND closed = 0 ORDER BY id";
static const char SELECT_INTO[] = "SELECT merged_into FROM cases WHERE id = ?";
static const char SELECT_IDS[] = "SELECT id FROM cases WHERE id > ? ORDER BY id LIMIT ?";
static const char COUNT_BY_STAGE[] =
    "SELECT stage, count(*) FROM cases WHERE closed = 0 GROUP BY stage ORDER BY stage";

#define LIST                                                                                       \
    "SELECT c.id, c.creditor, c.debtor, c.stage, c.parked, c.opened, c.closed, c.disputed,"        \
    " c.held, c.principal_open, p.name, k.name,"                                                   \
    " (SELECT min(day) FROM agenda a WHERE a.case_id = c.id),"                                     \
    " (SELECT count(*) FROM tasks t WHERE t.case_id = c.id AND t.done = 0)"                        \
    " FROM cases c LEFT JOIN parties p ON p.id = c.debtor"                                         \
    " LEFT JOIN creditors k ON k.id = c.creditor"                                                  \
    " WHERE c.id > ?1 AND (?2 = 0 OR c.creditor = ?2) AND (?3 = '' OR c.stage = ?3)"               \
    " AND (?4 = 0 OR c.closed = 0)"
static const char SELECT_LIST[] = LIST " ORDER BY c.id LIMIT ?5";
/* Those that need somebody are few: found by their own indexes, not by looking at every case. */
static const char SELECT_ATTENTION[] =
    LIST " AND c.id IN (SELECT id FROM cases WHERE parked <> ''"
         " UNION SELECT case_id FROM tasks WHERE done = 0) ORDER BY c.id LIMIT ?5";

int cases_load(struct db *db, int64_t id, struct arena *arena, struct krav_case *out,
               struct status *st) {
    struct text bytes;
    struct hash hash;
    int code = cases_raw(db, id, arena, &bytes, &hash, st);
    if (code != STATUS_OK) {
        return code;
    }
    struct hash found = hash_of(bytes);
    if (!hash_eq(&found, &hash)) {
        return status_fail(st, STATUS_CORRUPT,
                           "cases_load: case %lld: its state does not match its hash",
                           (long long)id);
    }
    struct status why = {0};
    if (record_read(&case_record, bytes, arena, out, &why) != STATUS_OK) {
        return status_fail(st, STATUS_CORRUPT, "cases_load: case %lld: %s", (long long)id,
                           why.text);
    }
    return STATUS_OK;
}

int cases_next_id(struct db *db, int64_t *id, struct status *st) {
    int64_t last = 0;
    struct query q = query_start(db, "cases_next_id", SELECT_LAST_ID, st);
    if (query_next(&q)) {
        last = query_int(&q, 0);
    }
    int code = query_end(&q);
    if (code != STATUS_OK) {
        return code;
    }
    if (last >= KID_CASE_MAX) {
        return status_fail(st, STATUS_LIMIT, "cases_next_id: case numbers end at %d", KID_CASE_MAX);
    }
    *id = last < CASE_FIRST_ID ? CASE_FIRST_ID : last + 1;
    return STATUS_OK;
}

/* The effective due day of the oldest claim, paid or not; DAY_NONE: there is no claim. */
static day first_due(const struct krav_case *c) {
    day first = DAY_NONE;
    for (uint32_t i = 0; i < c->n_claims; i++) {
        const day due = c->claims[i].claim.due;
        first = first == DAY_NONE || (due != DAY_NONE && due < first) ? due : first;
    }
    return first;
}

static void bind_columns(struct query *q, const struct krav_case *c) {
    query_bind_int(q, c->id);
    query_bind_int(q, c->creditor);
    query_bind_int(q, c->debtor);
    query_bind_text(q, c->department);
    query_bind_text(q, c->stage);
    query_bind_text(q, c->parked);
    query_bind_int(q, c->opened);
    query_bind_int(q, c->closed);
    query_bind_int(q, c->disputed_since != DAY_NONE);
    query_bind_int(q, c->held_since != DAY_NONE);
    query_bind_int(q, case_principal_open(c));
    query_bind_int(q, first_due(c));
    query_bind_int(q, c->merged_into);
    query_bind_int(q, case_is_open(c) && c->mandate_since != DAY_NONE && plan_runs(&c->plan));
}

int cases_save(struct db *db, const struct krav_case *c, struct text bytes, const struct hash *hash,
               struct status *st) {
    struct query q = query_start(db, "cases_save", UPSERT_CASE, st);
    bind_columns(&q, c);
    query_bind_hash(&q, hash);
    query_bind_text(&q, bytes);
    return query_run(&q);
}

int cases_columns_match(struct db *db, const struct krav_case *c, bool *match, struct status *st) {
    struct query q = query_start(db, "cases_columns_match", SELECT_SAME, st);
    bind_columns(&q, c);
    *match = query_next(&q);
    return query_end(&q);
}

int cases_find_open(struct db *db, int64_t creditor, int64_t debtor, int64_t *id,
                    struct status *st) {
    *id = 0;
    struct query q = query_start(db, "cases_find_open", SELECT_OPEN, st);
    query_bind_int(&q, creditor);
    query_bind_int(&q, debtor);
    if (query_next(&q)) {
        *id = query_int(&q, 0);
    }
    return query_end(&q);
}

int cases_open_of(struct db *db, int64_t creditor, int64_t debtor, struct arena *arena,
                  int64_t **ids, uint32_t *n, struct status *st) {
    struct rows rows = {.arena = arena, .size = sizeof(int64_t)};
    struct query q = query_start(db, "cases_open_of", SELECT_OPEN_OF, st);
    query_bind_int(&q, creditor);
    query_bind_int(&q, debtor);
    while (query_next(&q)) {
        int64_t *id = rows_add(&rows);
        *id = query_int(&q, 0);
    }
    *ids = rows.items;
    *n = rows.n;
    return query_end(&q);
}

int cases_follow(struct db *db, int64_t *id, struct status *st) {
    int code = STATUS_OK;
    for (int64_t into = *id; into != 0 && code == STATUS_OK;) {
        *id = into;
        into = 0;
        struct query q = query_start(db, "cases_follow", SELECT_INTO, st);
        query_bind_int(&q, *id);
        if (query_next(&q)) {
            into = query_int(&q, 0);
        }
        code = query_end(&q);
    }
    return code;
}

int cases_list(struct db *db, const struct case_filter *f, struct arena *arena,
               struct case_line **out, uint32_t *n, struct status *st) {
    struct rows rows = {.arena = arena, .size = sizeof(struct case_line)};
    struct query q =
        query_start(db, "cases_list", f->attention ? SELECT_ATTENTION : SELECT_LIST, st);
    query_bind_int(&q, f->after);
    query_bind_int(&q, f->creditor);
    query_bind_text(&q, f->stage);
    query_bind_int(&q, f->open_only);
    query_bind_int(&q, f->n_max);
    while (query_next(&q)) {
        struct case_line *line = rows_add(&rows);
        line->id = query_int(&q, 0);
        line->creditor = query_int(&q, 1);
        line->debtor = query_int(&q, 2);
        line->stage = query_copy(&q, 3, arena);
        line->parked = query_copy(&q, 4, arena);
        line->opened = query_int32(&q, 5);
        line->closed = query_int32(&q, 6);
        line->disputed = query_int(&q, 7) != 0;
        line->held = query_int(&q, 8) != 0;
        line->principal_open = query_int(&q, 9);
        line->debtor_name = query_copy(&q, 10, arena);
        line->creditor_name = query_copy(&q, 11, arena);
        line->next_day = query_int32(&q, 12);
        line->n_tasks = (uint32_t)query_int(&q, 13);
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(&q);
}

int cases_raw(struct db *db, int64_t id, struct arena *arena, struct text *bytes, struct hash *hash,
              struct status *st) {
    bool found = false;
    struct query q = query_start(db, "reading a case", SELECT_STATE, st);
    query_bind_int(&q, id);
    if (query_next(&q)) {
        found = true;
        *bytes = query_copy(&q, 0, arena);
        *hash = query_hash(&q, 1);
    }
    return query_end_one(&q, found, "case %lld does not exist", (long long)id);
}

int cases_ids(struct db *db, int64_t after, uint32_t n_max, int64_t *ids, uint32_t *n,
              struct status *st) {
    *n = 0;
    struct query q = query_start(db, "cases_ids", SELECT_IDS, st);
    query_bind_int(&q, after);
    query_bind_int(&q, n_max);
    while (query_next(&q)) {
        ids[(*n)++] = query_int(&q, 0);
    }
    return query_end(&q);
}

int cases_count_by_stage(struct db *db, struct arena *arena, struct case_count **out, uint32_t *n,
                         struct status *st) {
    struct rows rows = {.arena = arena, .size = sizeof(struct case_count)};
    struct query q = query_start(db, "cases_count_by_stage", COUNT_BY_STAGE, st);
    while (query_next(&q)) {
        struct case_count *count = rows_add(&rows);
        count->stage = query_copy(&q, 0, arena);
        count->n = query_int(&q, 1);
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(&q);
}
