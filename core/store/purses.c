/* purses.c - see purses.h. */
#include "store/purses.h"

#include "store/query.h"

/* As the index steps_of_purses says it. */
static const char SELECT_ALL[] =
    "SELECT id, json_extract(body, '$.fact.subject_id'), json_extract(body, '$.fact.reason')"
    " FROM steps WHERE fact = 'purse_opened' ORDER BY id";

int purses_all(struct db *db, struct arena *arena, struct purse **out, uint32_t *n,
               struct status *st) {
    struct rows rows = {.arena = arena, .size = sizeof(struct purse)};
    struct query q = query_start(db, "purses_all", SELECT_ALL, st);
    while (query_next(&q)) {
        struct purse *p = rows_add(&rows);
        *p = (struct purse){query_int(&q, 0), query_int(&q, 1), query_copy(&q, 2, arena)};
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(&q);
}
