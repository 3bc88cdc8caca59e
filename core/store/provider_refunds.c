/* provider_refunds.c - see provider_refunds.h. */
#include "store/provider_refunds.h"

#include "store/query.h"

#define COLUMNS                                                                                    \
    "SELECT r.step, r.case_id, r.creditor, r.on_day, r.amount, r.state, r.key, r.batch, p.source,"  \
    " p.payment, p.told FROM refunds_at_provider p JOIN refunds r ON r.step = p.step"

static const char INSERT[] =
    "INSERT INTO refunds_at_provider (step, source, payment, told) VALUES (?, ?, ?, '')";
static const char SELECT_STEP[] = COLUMNS " WHERE p.step = ?";
static const char SELECT_DUE[] =
    COLUMNS " LEFT JOIN outbox o ON o.key = r.batch WHERE r.state IN ('planned', 'underway')"
            " AND (r.state = 'planned' OR o.state = 'asked'"
            "  OR (o.state IN ('planned', 'composed') AND o.not_before <= ?1))"
            " ORDER BY r.step LIMIT ?2";
static const char SELECT_LATE[] =
    COLUMNS " WHERE r.state IN ('planned', 'underway') AND r.state = 'underway' AND r.on_day < ?"
            " ORDER BY r.step";
static const char SELECT_TOLD[] =
    COLUMNS " WHERE p.payment = ?1 AND r.state IN ('underway', 'settled')"
            " AND (p.told = ?2 OR (p.told = '' AND r.amount = ?3)) ORDER BY p.told <> ?2, r.step LIMIT 1";
static const char NAME[] =
    "UPDATE refunds_at_provider SET told = ?2 WHERE step = ?1 AND told IN ('', ?2) RETURNING step";
static const char SELECT_ROOM[] =
    "SELECT CASE WHEN g.failed > 0 THEN 0 ELSE max(0, m.amount - g.amount) END FROM movements m,"
    " (SELECT coalesce(sum(r.state = 'reopened'), 0) AS failed, coalesce(sum(r.amount), 0) AS amount"
    "  FROM refunds_at_provider p JOIN refunds r ON r.step = p.step WHERE p.source = ?1) g"
    " WHERE m.source = ?1 AND m.source <> ''";
static const char SELECT_KNOWN[] =
    "SELECT coalesce((SELECT sum(back) FROM pages WHERE payment = ?1 AND payment <> ''), 0)"
    " + coalesce((SELECT sum(r.amount) FROM refunds_at_provider p JOIN refunds r ON r.step = p.step"
    "  WHERE p.payment = ?1 AND r.state = 'settled'), 0)";

int provider_refunds_add(struct db *db, int64_t step, struct text source, struct text payment,
                         struct status *st) {
    struct query q = query_start(db, "provider_refunds_add", INSERT, st);
    query_bind_int(&q, step);
    query_bind_text(&q, source);
    query_bind_text(&q, payment);
    return query_run(&q);
}

static struct provider_refund row_of(struct query *q, struct arena *arena) {
    return (struct provider_refund){
        .r = {.step = query_int(q, 0), .case_id = query_int(q, 1), .creditor = query_int(q, 2),
              .on = query_int32(q, 3), .amount = query_int(q, 4),
              .way = (enum refund_way)query_word(q, 5, &refund_ways), .key = query_hash(q, 6),
              .batch = query_hash(q, 7)},
        .source = query_copy(q, 8, arena),
        .payment = query_copy(q, 9, arena),
        .told = query_copy(q, 10, arena),
    };
}

int provider_refunds_get(struct db *db, int64_t step, struct arena *arena,
                         struct provider_refund *out, struct status *st) {
    bool found = false;
    struct query q = query_start(db, "provider_refunds_get", SELECT_STEP, st);
    query_bind_int(&q, step);
    if (query_next(&q)) {
        found = true;
        *out = row_of(&q, arena);
    }
    return query_end_one(&q, found, "refund %lld goes by bank", (long long)step);
}

static int gather(struct query *q, struct arena *arena, struct provider_refund **out,
                  uint32_t *n) {
    struct rows rows = {.arena = arena, .size = sizeof(struct provider_refund)};
    while (query_next(q)) {
        struct provider_refund *row = rows_add(&rows);
        *row = row_of(q, arena);
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(q);
}

int provider_refunds_due(struct db *db, day today, uint32_t n_max, struct arena *arena,
                         struct provider_refund **out, uint32_t *n, struct status *st) {
    struct query q = query_start(db, "provider_refunds_due", SELECT_DUE, st);
    query_bind_int(&q, today);
    query_bind_int(&q, n_max);
    return gather(&q, arena, out, n);
}

int provider_refunds_late(struct db *db, day on, struct arena *arena, struct provider_refund **out,
                          uint32_t *n, struct status *st) {
    struct query q = query_start(db, "provider_refunds_late", SELECT_LATE, st);
    query_bind_int(&q, on);
    return gather(&q, arena, out, n);
}

int provider_refunds_told(struct db *db, const struct provider_word *w, struct arena *arena,
                          struct provider_refund *out, struct status *st) {
    bool found = false;
    struct query q = query_start(db, "provider_refunds_told", SELECT_TOLD, st);
    query_bind_text(&q, w->payment);
    query_bind_text(&q, w->told);
    query_bind_int(&q, w->amount);
    if (query_next(&q)) {
        found = true;
        *out = row_of(&q, arena);
    }
    return query_end_one(&q, found, "no refund of ours");
}

int provider_refunds_name(struct db *db, int64_t step, struct text told, struct status *st) {
    struct query q = query_start(db, "provider_refunds_name", NAME, st);
    query_bind_int(&q, step);
    query_bind_text(&q, told);
    return query_end_changed(&q, "refund %lld: has another name at the provider", (long long)step);
}

static int sum_of(struct query *q, ore *sum) {
    *sum = 0;
    while (query_next(q)) {
        *sum = query_int(q, 0);
    }
    return query_end(q);
}

int provider_refunds_room(struct db *db, struct text source, ore *room, struct status *st) {
    struct query q = query_start(db, "provider_refunds_room", SELECT_ROOM, st);
    query_bind_text(&q, source);
    return sum_of(&q, room);
}

int provider_refunds_known(struct db *db, struct text payment, ore *back, struct status *st) {
    struct query q = query_start(db, "provider_refunds_known", SELECT_KNOWN, st);
    query_bind_text(&q, payment);
    return sum_of(&q, back);
}
