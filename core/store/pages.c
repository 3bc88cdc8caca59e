/* pages.c - see pages.h. */
#include "store/pages.h"

#include "store/query.h"

static const struct word state_rows[] = {
    {PAGE_OPENING, "opening", "åpnes", "The provider was asked for it."},
    {PAGE_OPEN, "open", "åpen", "It can be paid by."},
    {PAGE_ENDING, "ending", "trekkes", "The provider is asked to take it back."},
    {PAGE_ENDED, "ended", "trukket", "Nobody can pay by it any more."},
    {PAGE_KEPT, "kept", "beholdt", "It could not be taken back: it is paid, or being paid."},
    {PAGE_FAILED, "failed", "mislyktes", "No page came of it."},
};
const struct words page_states = WORDS("page state", state_rows);

#define COLUMNS "p.key, p.step, p.case_id, p.amount, p.state, p.payment, p.paid, p.back"

static const char INSERT[] =
    "INSERT INTO pages (key, step, case_id, amount, state, payment, paid, back)"
    " VALUES (?, ?, ?, ?, 'opening', '', 0, 0)";
static const char MOVE[] =
    "UPDATE pages SET state = ?2, payment = CASE ?2 WHEN 'open' THEN ?3 ELSE payment END"
    " WHERE key = ?1 AND CASE ?2 WHEN 'open' THEN state IN ('opening', 'failed')"
    " WHEN 'failed' THEN state = 'opening' WHEN 'ending' THEN state = 'open'"
    " ELSE state = 'ending' END RETURNING step";
static const char COUNT_TAKEN_BACK[] =
    "SELECT count(*) FROM pages WHERE case_id = ? AND state IN ('ending', 'ended')";
static const char SELECT_TO_END[] =
    "SELECT " COLUMNS " FROM pages p JOIN cases c ON c.id = p.case_id"
    " WHERE p.state IN ('opening', 'open', 'ending') AND (?1 = 0 OR p.case_id = ?1)"
    " AND (p.state = 'ending' OR (p.state = 'open' AND p.paid = 0 AND (c.closed <> 0"
    "  OR c.disputed <> 0 OR c.held <> 0 OR EXISTS (SELECT 1 FROM pages n"
    "   WHERE n.case_id = p.case_id AND n.step > p.step AND n.amount <> p.amount"
    "   AND n.state = 'open')))) ORDER BY p.step LIMIT ?2";
static const char ADD_PAID[] = "UPDATE pages SET paid = paid + ?2 WHERE payment = ?1 AND payment <> ''";
static const char ADD_BACK[] = "UPDATE pages SET back = back - ?2 WHERE payment = ?1 AND payment <> ''";

int pages_add(struct db *db, const struct page *p, struct status *st) {
    struct query q = query_start(db, "pages_add", INSERT, st);
    query_bind_hash(&q, &p->key);
    query_bind_int(&q, p->step);
    query_bind_int(&q, p->case_id);
    query_bind_int(&q, p->amount);
    return query_run(&q);
}

int pages_move(struct db *db, const struct hash *key, enum page_state to, struct text payment,
               struct status *st) {
    char hex[HASH_HEX];
    struct query q = query_start(db, "pages_move", MOVE, st);
    query_bind_hash(&q, key);
    query_bind_word(&q, &page_states, (int)to);
    query_bind_text(&q, payment);
    return query_end_changed(&q, "page %s: cannot become %s", hash_hex(key, hex),
                             words_name(&page_states, (int)to));
}

int pages_taken_back(struct db *db, int64_t case_id, int64_t *n, struct status *st) {
    *n = 0;
    struct query q = query_start(db, "pages_taken_back", COUNT_TAKEN_BACK, st);
    query_bind_int(&q, case_id);
    while (query_next(&q)) {
        *n = query_int(&q, 0);
    }
    return query_end(&q);
}

int pages_to_end(struct db *db, int64_t case_id, uint32_t n_max, struct arena *arena,
                 struct page **out, uint32_t *n, struct status *st) {
    struct rows rows = {.arena = arena, .size = sizeof(struct page)};
    struct query q = query_start(db, "pages_to_end", SELECT_TO_END, st);
    query_bind_int(&q, case_id);
    query_bind_int(&q, n_max);
    while (query_next(&q)) {
        struct page *p = rows_add(&rows);
        *p = (struct page){.key = query_hash(&q, 0), .step = query_int(&q, 1),
            .case_id = query_int(&q, 2), .amount = query_int(&q, 3),
            .state = (enum page_state)query_word(&q, 4, &page_states),
            .payment = query_copy(&q, 5, arena), .paid = query_int(&q, 6),
            .back = query_int(&q, 7)};
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(&q);
}

int pages_moved(struct db *db, struct text payment, ore amount, struct status *st) {
    struct query q = query_start(db, "pages_moved", amount > 0 ? ADD_PAID : ADD_BACK, st);
    query_bind_text(&q, payment);
    query_bind_int(&q, amount);
    return query_run(&q);
}
