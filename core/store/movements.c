/* movements.c - see movements.h. */
#include "store/movements.h"

#include "store/query.h"

static const char INSERT[] =
    "INSERT INTO movements (step, kind, day, amount, kid, key, reference, source, door, lot,"
    " confirmed, statement, entry) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0) RETURNING id";
#define COLUMNS                                                                                    \
    "SELECT id, step, kind, day, amount, kid, key, reference, source, door, lot, confirmed,"       \
    " statement, entry FROM movements"
static const char SELECT_ALIKE[] =
    COLUMNS " WHERE kind = 'payment' AND kid = ?1 AND amount = ?2 AND ?1 <> ''"
            " AND abs(day - ?3) <= ?4 ORDER BY day, id";
static const char SELECT_ALIKE_BY_REFERENCE[] =
    COLUMNS " WHERE kind = 'payment' AND kid = '' AND amount = ?1 AND reference = ?2"
            " AND reference <> '' ORDER BY day, id";
static const char SELECT_BY_SOURCE[] = COLUMNS " WHERE source = ? AND source <> ''";
static const char SELECT_OPEN[] = COLUMNS " WHERE statement = 0 AND day <= ? ORDER BY day, id";
static const char SELECT_SHOWN[] =
    "SELECT coalesce(sum(amount), 0) FROM movements WHERE statement <> 0";
static const char CONFIRM[] =
    "UPDATE movements SET confirmed = ?2 WHERE id = ?1 AND confirmed = '' RETURNING id";
static const char SHOW[] =
    "UPDATE movements SET statement = ?2, entry = ?3 WHERE id = ?1 AND statement = 0 RETURNING id";
static const char REMOVE[] = "DELETE FROM movements WHERE id = ? AND statement = 0 RETURNING id";

static const char NAME[] = "UPDATE movements SET key = ?2, reference = ?3"
                           " WHERE step > ?1 AND kind = 'payout' AND key = ''";
static const char SELECT_KEY[] = "SELECT 1 FROM movements WHERE key = ? AND key <> ''"
                                 " AND amount = ? LIMIT 1";

int movements_add(struct db *db, const struct movement *m, int64_t *id, struct status *st) {
    struct query q = query_start(db, "movements_add", INSERT, st);
    query_bind_int(&q, m->step);
    query_bind_word(&q, &movement_kinds, (int)m->kind);
    query_bind_int(&q, m->day);
    query_bind_int(&q, m->amount);
    query_bind_text(&q, m->kid);
    query_bind_text(&q, m->key);
    query_bind_text(&q, m->reference);
    query_bind_text(&q, m->source);
    query_bind_text(&q, m->door);
    query_bind_text(&q, m->lot);
    query_bind_text(&q, m->confirmed);
    *id = 0;
    while (query_next(&q)) {
        *id = query_int(&q, 0);
    }
    return query_end(&q);
}

static int gather(struct query *q, struct arena *arena, struct movement **out, uint32_t *n) {
    struct rows rows = {.arena = arena, .size = sizeof(struct movement)};
    while (query_next(q)) {
        struct movement *m = rows_add(&rows);
        *m = (struct movement){
            .id = query_int(q, 0),
            .step = query_int(q, 1),
            .kind = (enum movement_kind)query_word(q, 2, &movement_kinds),
            .day = query_int32(q, 3),
            .amount = query_int(q, 4),
            .kid = query_copy(q, 5, arena),
            .key = query_copy(q, 6, arena),
            .reference = query_copy(q, 7, arena),
            .source = query_copy(q, 8, arena),
            .door = query_copy(q, 9, arena),
            .lot = query_copy(q, 10, arena),
            .confirmed = query_copy(q, 11, arena),
            .statement = query_int(q, 12),
            .entry = query_int(q, 13),
        };
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(q);
}

int movements_alike(struct db *db, const struct movement *like, int32_t days, struct arena *arena,
                    struct movement **out, uint32_t *n, struct status *st) {
    struct query q;
    if (like->kid.len == 0) {
        q = query_start(db, "movements_alike", SELECT_ALIKE_BY_REFERENCE, st);
        query_bind_int(&q, like->amount);
        query_bind_text(&q, like->reference);
        return gather(&q, arena, out, n);
    }
    q = query_start(db, "movements_alike", SELECT_ALIKE, st);
    query_bind_text(&q, like->kid);
    query_bind_int(&q, like->amount);
    query_bind_int(&q, like->day);
    query_bind_int(&q, days);
    return gather(&q, arena, out, n);
}

int movements_by_source(struct db *db, struct text source, struct arena *arena,
                        struct movement *out, struct status *st) {
    struct movement *rows;
    uint32_t n = 0;
    struct query q = query_start(db, "movements_by_source", SELECT_BY_SOURCE, st);
    query_bind_text(&q, source);
    const int rc = gather(&q, arena, &rows, &n);
    if (rc == STATUS_OK && n == 0) {
        return status_fail(st, STATUS_NOT_FOUND, "%.*s: no movement of the client account",
                           TEXT_ARG(source));
    }
    *out = n ? rows[0] : (struct movement){0};
    return rc;
}

int movements_open(struct db *db, day until, struct arena *arena, struct movement **out,
                   uint32_t *n, struct status *st) {
    struct query q = query_start(db, "movements_open", SELECT_OPEN, st);
    query_bind_int(&q, until);
    return gather(&q, arena, out, n);
}

int movements_shown(struct db *db, ore *sum, struct status *st) {
    *sum = 0;
    struct query q = query_start(db, "movements_shown", SELECT_SHOWN, st);
    if (query_next(&q)) {
        *sum = query_int(&q, 0);
    }
    return query_end(&q);
}

static int one(struct query *q, int64_t id) {
    bool found = false;
    while (query_next(q)) {
        found = true;
    }
    return query_end_one(q, found, "movement %lld cannot be changed so", (long long)id);
}

int movements_confirm(struct db *db, int64_t id, struct text source, struct status *st) {
    struct query q = query_start(db, "movements_confirm", CONFIRM, st);
    query_bind_int(&q, id);
    query_bind_text(&q, source);
    return one(&q, id);
}

int movements_show(struct db *db, const struct movement *m, int64_t statement, struct status *st) {
    struct query q = query_start(db, "movements_show", SHOW, st);
    query_bind_int(&q, m->id);
    query_bind_int(&q, statement);
    query_bind_int(&q, m->entry);
    return one(&q, m->id);
}

int movements_name(struct db *db, int64_t step, struct text key, struct text reference,
                   struct status *st) {
    struct query q = query_start(db, "movements_name", NAME, st);
    query_bind_int(&q, step);
    query_bind_text(&q, key);
    query_bind_text(&q, reference);
    return query_run(&q);
}

int movements_has(struct db *db, struct text key, ore amount, bool *has, struct status *st) {
    struct query q = query_start(db, "movements_has", SELECT_KEY, st);
    query_bind_text(&q, key);
    query_bind_int(&q, amount);
    *has = query_next(&q);
    return query_end(&q);
}

int movements_remove(struct db *db, int64_t id, struct status *st) {
    struct query q = query_start(db, "movements_remove", REMOVE, st);
    query_bind_int(&q, id);
    return one(&q, id);
}
