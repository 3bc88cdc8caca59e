/* matches.c - see matches.h. */
#include "store/matches.h"

#include "store/query.h"

/* A number of fewer than four characters stands in too many texts.  Letters' sums are in the cached
 * case; only cases that are open are looked at. */
static const char FIND[] =
    "WITH hit (case_id, strength) AS ("
    " SELECT case_id, 1 FROM invoices WHERE length(invoice) >= 4 AND instr(?2, invoice) > 0"
    " UNION ALL SELECT c.id, 2 FROM cases c JOIN parties p ON p.id = c.debtor"
    "  WHERE c.closed = 0 AND ?1 <> '' AND lower(p.name) = lower(?1)"
    " UNION ALL SELECT id, 3 FROM cases WHERE closed = 0 AND principal_open = ?3"
    " UNION ALL SELECT c.id, 3 FROM cases c, json_each(c.state, '$.letters') l"
    "  WHERE c.closed = 0 AND json_extract(l.value, '$.quote_ore') = ?3)"
    " SELECT c.id, min(h.strength), p.name FROM hit h JOIN cases c ON c.id = h.case_id"
    " JOIN parties p ON p.id = c.debtor WHERE c.closed = 0"
    " GROUP BY c.id ORDER BY min(h.strength), c.id LIMIT ?4";

int matches_find(struct db *db, const struct match_wanted *wanted, struct arena *arena,
                 struct match **out, uint32_t *n, struct status *st) {
    static const char *const whys[] = {"", "invoice", "name", "amount"};
    struct rows rows = {.arena = arena, .size = sizeof(struct match)};
    struct query q = query_start(db, "matches_find", FIND, st);
    query_bind_text(&q, wanted->name);
    query_bind_text(&q, wanted->words);
    query_bind_int(&q, wanted->amount);
    query_bind_int(&q, MATCHES_MAX);
    while (query_next(&q)) {
        struct match *m = rows_add(&rows);
        m->case_id = query_int(&q, 0);
        m->why = whys[query_int32(&q, 1)];
        m->debtor = query_copy(&q, 2, arena);
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(&q);
}
