/* washes.c - see washes.h. */
#include "store/washes.h"

#include "store/query.h"

static const char SELECT_DUE[] =
    "SELECT min(c.id), c.debtor, coalesce((SELECT max(o.planned) FROM cases k"
    " JOIN outbox o ON o.case_id = k.id WHERE k.debtor = c.debtor AND o.kind = 'wash'), 0) AS asked"
    " FROM cases c JOIN parties p ON p.id = c.debtor"
    " WHERE c.closed = 0 AND p.kind = 'business' AND p.identity <> '' AND p.dissolved = 0"
    " GROUP BY c.debtor HAVING asked < ? ORDER BY asked, c.debtor LIMIT ?";
static const char COUNT_ON[] =
    "SELECT count(*) FROM outbox WHERE kind = 'wash' AND planned = ?";

int washes_due(struct db *db, day before, uint32_t n_max, struct arena *arena,
               struct wash_due **out, uint32_t *n, struct status *st) {
    struct query q = query_start(db, "washes_due", SELECT_DUE, st);
    query_bind_int(&q, before);
    query_bind_int(&q, n_max);
    *out = NULL;
    *n = 0;
    while (query_next(&q)) {
        struct wash_due *row = arena_push(arena, out, n, sizeof *row);
        *row = (struct wash_due){query_int(&q, 0), query_int(&q, 1), query_int32(&q, 2)};
    }
    return query_end(&q);
}

int washes_on(struct db *db, day on, int64_t *n, struct status *st) {
    struct query q = query_start(db, "washes_on", COUNT_ON, st);
    query_bind_int(&q, on);
    const bool found = query_next(&q);
    *n = found ? query_int(&q, 0) : 0;
    return query_end(&q);
}
