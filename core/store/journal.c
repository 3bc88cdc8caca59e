/* journal.c - appending to the chain and reading along it. */
#include "store/journal.h"

#include "store/query.h"

#define COLUMNS "id, case_id, at, booked_day, body, previous, hash"

static const char SELECT_HEAD[] = "SELECT id, hash FROM steps ORDER BY id DESC LIMIT 1";
static const char INSERT_STEP[] =
    "INSERT INTO steps (id, case_id, fact, booked_day, at, body, previous, hash)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
static const char SELECT_ALL[] = "SELECT " COLUMNS " FROM steps WHERE id > ? ORDER BY id";
/* The second condition lets the partial index be used. */
static const char SELECT_OF_CASE[] =
    "SELECT " COLUMNS " FROM steps WHERE id > ? AND case_id = ? AND case_id <> 0 ORDER BY id";
static const char COUNT_ALL[] = "SELECT count(*) FROM steps";
static const char COUNT_OF_CASE[] = "SELECT count(*) FROM steps WHERE case_id = ? AND case_id <> 0";

int journal_head(struct db *db, struct journal_head *out, struct status *st) {
    *out = (struct journal_head){0};
    struct query q = query_start(db, "journal_head", SELECT_HEAD, st);
    if (query_next(&q)) {
        out->id = query_int(&q, 0);
        out->hash = query_hash(&q, 1);
    }
    return query_end(&q);
}

int journal_append(struct db *db, struct journal_head *head, const struct step *step,
                   struct text body, int64_t at, struct status *st) {
    if (step->id != head->id + 1) {
        return status_fail(st, STATUS_CORRUPT,
                           "journal_append: step %lld does not follow step %lld",
                           (long long)step->id, (long long)head->id);
    }
    struct hash hash = step_hash(&head->hash, body);
    struct query q = query_start(db, "journal_append", INSERT_STEP, st);
    query_bind_int(&q, step->id);
    query_bind_int(&q, step->case_id);
    query_bind_word(&q, &fact_kinds, (int)step->fact.kind);
    query_bind_int(&q, step->fact.booked_day);
    query_bind_int(&q, at);
    query_bind_text(&q, body);
    query_bind_hash(&q, &head->hash);
    query_bind_hash(&q, &hash);
    int code = query_run(&q);
    if (code == STATUS_OK) {
        *head = (struct journal_head){step->id, hash};
    }
    return code;
}

int journal_walk(struct db *db, int64_t case_id, int64_t after_id, journal_visit *visit, void *ctx,
                 struct status *st) {
    bool stop = false;
    struct query q =
        query_start(db, "journal_walk", case_id == 0 ? SELECT_ALL : SELECT_OF_CASE, st);
    query_bind_int(&q, after_id);
    if (case_id != 0) {
        query_bind_int(&q, case_id);
    }
    while (!stop && query_next(&q)) {
        struct journal_row row = {
            .id = query_int(&q, 0),
            .case_id = query_int(&q, 1),
            .at = query_int(&q, 2),
            .booked_day = query_int32(&q, 3),
            .body = query_text(&q, 4),
            .previous = query_hash(&q, 5),
            .hash = query_hash(&q, 6),
        };
        stop = q.code != STATUS_OK || visit(ctx, &row) != 0;
    }
    return query_end(&q);
}

int journal_count(struct db *db, int64_t case_id, int64_t *n, struct status *st) {
    *n = 0;
    struct query q = query_start(db, "journal_count", case_id == 0 ? COUNT_ALL : COUNT_OF_CASE, st);
    if (case_id != 0) {
        query_bind_int(&q, case_id);
    }
    if (query_next(&q)) {
        *n = query_int(&q, 0);
    }
    return query_end(&q);
}
