/* statements.c - see statements.h. */
#include "store/statements.h"

#include "store/query.h"

static const struct word state_rows[] = {
    {STATEMENT_READ, "read", "lest", "It came, and nobody has held it against the book."},
    {STATEMENT_DIFFERS, "differs", "avvik", "Bank and book differ."},
    {STATEMENT_PROVEN, "proven", "avstemt", "Bank and book agree to the øre."},
};
const struct words statement_states = WORDS("statement state", state_rows);

static const char INSERT[] =
    "INSERT INTO statements (step, name, from_day, to_day, opening, closing, n_entries, state,"
    " said, file) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)";
static const char INSERT_LINE[] =
    "INSERT INTO statement_lines (statement, entry, part, day, amount, kid, end_to_end, reference,"
    " type, text, payer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
static const char SELECT_LINES[] =
    "SELECT entry, part, day, amount, kid, end_to_end, reference, type, text, payer"
    " FROM statement_lines WHERE statement = ? ORDER BY entry, part";
static const char MOVE[] =
    "UPDATE statements SET state = ?2, said = ?3 WHERE id = ?1 AND state <> 'proven' RETURNING id";
static const char SELECT_ROWS[] =
    "SELECT * FROM (SELECT id, step, name, from_day, to_day, opening, closing, n_entries, state,"
    " said, file FROM statements WHERE ?1 = 0 OR state <> 'proven'"
    " ORDER BY to_day DESC, id DESC LIMIT ?2) ORDER BY to_day, id";

static const char SELECT_PROVEN[] =
    "SELECT coalesce(max(to_day), 0) FROM statements WHERE state = 'proven'";

int statements_add(struct db *db, const struct statement_row *row, struct status *st) {
    struct query q = query_start(db, "statements_add", INSERT, st);
    query_bind_int(&q, row->step);
    query_bind_text(&q, row->name);
    query_bind_int(&q, row->from);
    query_bind_int(&q, row->to);
    query_bind_int(&q, row->opening);
    query_bind_int(&q, row->closing);
    query_bind_int(&q, row->n_entries);
    query_bind_word(&q, &statement_states, STATEMENT_READ);
    query_bind_hash(&q, &row->file);
    return query_run(&q);
}

int statements_line_add(struct db *db, struct text statement, const struct bank_line *line,
                        struct status *st) {
    struct query q = query_start(db, "statements_line_add", INSERT_LINE, st);
    query_bind_text(&q, statement);
    query_bind_int(&q, line->entry);
    query_bind_int(&q, line->part);
    query_bind_int(&q, line->day);
    query_bind_int(&q, line->amount);
    query_bind_text(&q, line->kid);
    query_bind_text(&q, line->end_to_end);
    query_bind_text(&q, line->reference);
    query_bind_text(&q, line->type);
    query_bind_text(&q, line->text);
    query_bind_text(&q, line->payer);
    return query_run(&q);
}

int statements_lines(struct db *db, struct text statement, struct arena *arena,
                     struct bank_line **out, uint32_t *n, struct status *st) {
    struct rows rows = {.arena = arena, .size = sizeof(struct bank_line)};
    struct query q = query_start(db, "statements_lines", SELECT_LINES, st);
    query_bind_text(&q, statement);
    while (query_next(&q)) {
        struct bank_line *l = rows_add(&rows);
        *l = (struct bank_line){
            .entry = query_int(&q, 0),
            .part = query_int(&q, 1),
            .day = query_int32(&q, 2),
            .amount = query_int(&q, 3),
            .kid = query_copy(&q, 4, arena),
            .end_to_end = query_copy(&q, 5, arena),
            .reference = query_copy(&q, 6, arena),
            .type = query_copy(&q, 7, arena),
            .text = query_copy(&q, 8, arena),
            .payer = query_copy(&q, 9, arena),
        };
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(&q);
}

int statements_move(struct db *db, int64_t id, enum statement_state state, int64_t said,
                    struct status *st) {
    bool found = false;
    struct query q = query_start(db, "statements_move", MOVE, st);
    query_bind_int(&q, id);
    query_bind_word(&q, &statement_states, (int)state);
    query_bind_int(&q, said);
    while (query_next(&q)) {
        found = true;
    }
    return query_end_one(&q, found, "statement %lld is proven already", (long long)id);
}

int statements_list(struct db *db, bool open_only, uint32_t n_max, struct arena *arena,
                    struct statement_row **out, uint32_t *n, struct status *st) {
    struct rows rows = {.arena = arena, .size = sizeof(struct statement_row)};
    struct query q = query_start(db, "statements_list", SELECT_ROWS, st);
    query_bind_int(&q, open_only);
    query_bind_int(&q, n_max);
    while (query_next(&q)) {
        struct statement_row *r = rows_add(&rows);
        *r = (struct statement_row){
            .id = query_int(&q, 0),
            .step = query_int(&q, 1),
            .name = query_copy(&q, 2, arena),
            .from = query_int32(&q, 3),
            .to = query_int32(&q, 4),
            .opening = query_int(&q, 5),
            .closing = query_int(&q, 6),
            .n_entries = query_int(&q, 7),
            .state = (enum statement_state)query_word(&q, 8, &statement_states),
            .said = query_int(&q, 9),
            .file = query_hash(&q, 10),
        };
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(&q);
}

int statements_proven_to(struct db *db, day *to, struct status *st) {
    *to = DAY_NONE;
    struct query q = query_start(db, "statements_proven_to", SELECT_PROVEN, st);
    if (query_next(&q)) {
        *to = query_int32(&q, 0);
    }
    return query_end(&q);
}
