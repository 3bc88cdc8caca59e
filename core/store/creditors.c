/* creditors.c - creditors, and the dated versions of what was agreed with each.
 *
 *     department A   |--- version 1 ---|--- version 2 -------------▶
 *     (whole)        |--- version 1 ------------------|
 *
 * Versions of one (creditor, department) never overlap.  Dates and the row's number are columns;
 * the terms are the record's canonical JSON without them. */
#include "store/parties.h"

#include "store/query.h"

static const char UPSERT_CREDITOR[] =
    "INSERT INTO creditors (org, name, address, email, account) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (org) DO UPDATE SET name = excluded.name, address = excluded.address,"
    " email = excluded.email, account = excluded.account RETURNING id";
static const char SELECT_CREDITORS[] =
    "SELECT id, org, name, address, email, account FROM creditors ORDER BY id";
static const char END_OLDER[] =
    "UPDATE agreements SET to_day = ?3 - 1 WHERE creditor = ?1 AND department = ?2"
    " AND from_day < ?3 AND (to_day = 0 OR to_day >= ?3)";
static const char UPSERT_AGREEMENT[] =
    "INSERT INTO agreements (creditor, department, from_day, to_day, terms)"
    " VALUES (?, ?, ?, ?, ?) ON CONFLICT (creditor, department, from_day)"
    " DO UPDATE SET to_day = excluded.to_day, terms = excluded.terms RETURNING id";
static const char SELECT_NEXT_FROM[] = "SELECT min(from_day) FROM agreements"
                                       " WHERE creditor = ? AND department = ? AND from_day > ?";
static const char SELECT_AGREEMENTS[] =
    "SELECT id, creditor, department, from_day, to_day, terms FROM agreements"
    " ORDER BY creditor, department, from_day";

#define TERMS_MAX ((size_t)1024 * 1024)

int creditors_put(struct db *db, const struct creditor *c, int64_t *id, struct status *st) {
    *id = 0;
    struct query q = query_start(db, "creditors_put", UPSERT_CREDITOR, st);
    query_bind_text(&q, c->org);
    query_bind_text(&q, c->name);
    query_bind_text(&q, c->address);
    query_bind_text(&q, c->email);
    query_bind_text(&q, c->account);
    while (query_next(&q)) {
        *id = query_int(&q, 0);
    }
    return query_end(&q);
}

int creditors_all(struct db *db, struct arena *arena, struct creditor **out, uint32_t *n,
                  struct status *st) {
    struct rows rows = {.arena = arena, .size = sizeof(struct creditor)};
    struct query q = query_start(db, "creditors_all", SELECT_CREDITORS, st);
    while (query_next(&q)) {
        struct creditor *c = rows_add(&rows);
        c->id = query_int(&q, 0);
        c->org = query_copy(&q, 1, arena);
        c->name = query_copy(&q, 2, arena);
        c->address = query_copy(&q, 3, arena);
        c->email = query_copy(&q, 4, arena);
        c->account = query_copy(&q, 5, arena);
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(&q);
}

/* The last day of a version from `a->from`: as agreed, but before the next version begins. */
static int last_day_of(struct db *db, const struct agreement *a, day *to, struct status *st) {
    day next = DAY_NONE;
    struct query q = query_start(db, "agreements_put", SELECT_NEXT_FROM, st);
    query_bind_int(&q, a->creditor);
    query_bind_text(&q, a->department);
    query_bind_int(&q, a->from);
    if (query_next(&q)) {
        next = query_int32(&q, 0);
    }
    bool reaches_next = next != DAY_NONE && (a->to == DAY_NONE || a->to >= next);
    *to = reaches_next ? next - 1 : a->to;
    return query_end(&q);
}

static int older_end(struct db *db, const struct agreement *a, struct status *st) {
    struct query q = query_start(db, "agreements_put", END_OLDER, st);
    query_bind_int(&q, a->creditor);
    query_bind_text(&q, a->department);
    query_bind_int(&q, a->from);
    return query_run(&q);
}

int agreements_put(struct db *db, const struct agreement *a, int64_t *id, struct status *st) {
    *id = 0;
    day to = DAY_NONE;
    int code = last_day_of(db, a, &to, st);
    if (code == STATUS_OK) {
        code = older_end(db, a, st);
    }
    if (code != STATUS_OK) {
        return code;
    }
    struct agreement terms = *a;
    terms.id = 0;
    terms.from = terms.to = DAY_NONE;
    struct buf json;
    buf_init(&json, TERMS_MAX);
    record_write(&agreement_record, &terms, &json);
    if (json.overflowed) {
        code = status_fail(st, STATUS_LIMIT, "agreements_put: the terms are too long");
    } else {
        struct query q = query_start(db, "agreements_put", UPSERT_AGREEMENT, st);
        query_bind_int(&q, a->creditor);
        query_bind_text(&q, a->department);
        query_bind_int(&q, a->from);
        query_bind_int(&q, to);
        query_bind_text(&q, buf_text(&json));
        while (query_next(&q)) {
            *id = query_int(&q, 0);
        }
        code = query_end(&q);
    }
    buf_fini(&json);
    return code;
}

int agreements_all(struct db *db, struct arena *arena, struct agreement **out, uint32_t *n,
                   struct status *st) {
    struct rows rows = {.arena = arena, .size = sizeof(struct agreement)};
    struct query q = query_start(db, "agreements_all", SELECT_AGREEMENTS, st);
    while (query_next(&q)) {
        struct agreement *a = rows_add(&rows);
        struct status why = {0};
        int64_t id = query_int(&q, 0);
        if (record_read(&agreement_record, query_text(&q, 5), arena, a, &why) != STATUS_OK) {
            query_fail(&q, STATUS_CORRUPT, "agreement %lld: %s", (long long)id, why.text);
        }
        a->id = id;
        a->creditor = query_int(&q, 1);
        a->department = query_copy(&q, 2, arena);
        a->from = query_int32(&q, 3);
        a->to = query_int32(&q, 4);
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(&q);
}
