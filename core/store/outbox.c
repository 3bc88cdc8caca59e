/* outbox.c - the lifecycle of effects as a table of moves, and who is first in line. */
#include "store/outbox.h"

#include "base/check.h"
#include "store/query.h"

#define COLUMNS                                                                                    \
    "o.id, o.key, o.step, o.case_id, o.kind, o.letter, o.channel, o.days, o.planned,"              \
    " o.last_day, o.state, o.attempts, o.not_before, o.content, o.document, o.plugin,"             \
    " o.reference, o.reason, o.not_before_minute"
#define OPEN_STATES "('planned', 'composed', 'asked')"
#define QUESTIONS "('score', 'wash')" /* no effect outside: they wait for nothing, and nothing for them */

static const char INSERT_ROW[] =
    "INSERT INTO outbox (key, step, case_id, kind, letter, channel, days, planned, last_day,"
    " state, attempts, not_before, not_before_minute, plugin, reference, reason)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'planned', 0, 0, 0, '', '', '')";
static const char SELECT_KEY[] = "SELECT " COLUMNS " FROM outbox o WHERE o.key = ?";
static const char SELECT_CASE[] =
    "SELECT " COLUMNS " FROM outbox o WHERE o.case_id = ? ORDER BY o.id";
/* The open states are said twice: only then does SQLite see that the partial index will do. */
static const char SELECT_READY[] =
    "SELECT " COLUMNS " FROM outbox o WHERE o.state = ?1 AND o.state IN " OPEN_STATES
    " AND o.id > ?2 AND (o.state <> 'planned' OR o.not_before < ?3"
    "  OR (o.not_before = ?3 AND o.not_before_minute <= ?6))"
    " AND (?7 = '' OR o.channel = ?7)"
    " AND (?5 = '' OR o.kind = ?5)"
    " AND (o.case_id = 0 OR o.kind IN " QUESTIONS
    "  OR NOT EXISTS (SELECT 1 FROM outbox e WHERE e.case_id = o.case_id"
    "  AND e.id < o.id AND e.kind NOT IN " QUESTIONS " AND e.state IN " OPEN_STATES "))"
    " ORDER BY o.id LIMIT ?4";
static const char SELECT_STATE[] = "SELECT state, content FROM outbox WHERE id = ?";
static const char UPDATE_ROW[] =
    "UPDATE outbox SET state = ?, attempts = ?, not_before = ?, content = ?, document = ?,"
    " plugin = ?, reference = ?, reason = ?, not_before_minute = ? WHERE id = ?";
static const char SELECT_NAMED[] =
    "SELECT key FROM outbox WHERE kind = 'payout' AND lower(substr(hex(key), 1, ?1)) = ?2 LIMIT 2";
static const char COUNT_STATE[] = "SELECT count(*) FROM outbox WHERE state = ? AND kind = ?";

/* Which states may follow which; a row may also be written again as it stands, except when it
 * has come to its end. */
#define TO(state) (1U << (state))
static const unsigned moves[] = {
    [EFFECT_PLANNED] = TO(EFFECT_PLANNED) | TO(EFFECT_COMPOSED) | TO(EFFECT_ASKED) |
                       TO(EFFECT_WITHDRAWN),
    [EFFECT_COMPOSED] =
        TO(EFFECT_COMPOSED) | TO(EFFECT_ASKED) | TO(EFFECT_PLANNED) | TO(EFFECT_WITHDRAWN),
    [EFFECT_ASKED] = TO(EFFECT_ASKED) | TO(EFFECT_DONE) | TO(EFFECT_REFUSED) | TO(EFFECT_COMPOSED) |
                     TO(EFFECT_PLANNED),
    [EFFECT_DONE] = 0,
    [EFFECT_REFUSED] = 0,
    [EFFECT_WITHDRAWN] = 0,
};

int outbox_add(struct db *db, const struct effect *e, int64_t step, struct status *st) {
    struct query q = query_start(db, "outbox_add", INSERT_ROW, st);
    query_bind_hash(&q, &e->key);
    query_bind_int(&q, step);
    query_bind_int(&q, e->case_id);
    query_bind_word(&q, &effect_kinds, (int)e->kind);
    query_bind_word(&q, &letter_kinds, (int)e->letter);
    query_bind_word(&q, &channels, (int)e->by);
    query_bind_int(&q, e->days);
    query_bind_int(&q, e->planned);
    query_bind_int(&q, e->last_day);
    return query_run(&q);
}

static struct outbox_row row_of(struct query *q, struct arena *arena) {
    return (struct outbox_row){
        .id = query_int(q, 0),
        .step = query_int(q, 2),
        .effect =
            {
                .key = query_hash(q, 1),
                .case_id = query_int(q, 3),
                .kind = (enum effect_kind)query_word(q, 4, &effect_kinds),
                .letter = (enum letter_kind)query_word(q, 5, &letter_kinds),
                .by = (enum channel)query_word(q, 6, &channels),
                .days = query_int32(q, 7),
                .planned = query_int32(q, 8),
                .last_day = query_int32(q, 9),
            },
        .state = (enum effect_state)query_word(q, 10, &effect_states),
        .attempts = query_int32(q, 11),
        .not_before = query_int32(q, 12),
        .content = query_hash(q, 13),
        .document = query_hash(q, 14),
        .plugin = query_copy(q, 15, arena),
        .reference = query_copy(q, 16, arena),
        .reason = query_copy(q, 17, arena),
        .not_before_minute = query_int32(q, 18),
    };
}

/* Runs a query that is bound already and gathers its rows. */
static int rows_gather(struct query *q, struct arena *arena, struct outbox_row **out, uint32_t *n) {
    struct rows rows = {.arena = arena, .size = sizeof(struct outbox_row)};
    while (query_next(q)) {
        struct outbox_row *row = rows_add(&rows);
        *row = row_of(q, arena);
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(q);
}

int outbox_get(struct db *db, const struct hash *key, struct arena *arena, struct outbox_row *out,
               struct status *st) {
    bool found = false;
    char hex[HASH_HEX];
    struct query q = query_start(db, "outbox_get", SELECT_KEY, st);
    query_bind_hash(&q, key);
    if (query_next(&q)) {
        found = true;
        *out = row_of(&q, arena);
    }
    return query_end_one(&q, found, "effect %s does not exist", hash_hex(key, hex));
}

int outbox_ready(struct db *db, const struct outbox_filter *f, struct arena *arena,
                 struct outbox_row **out, uint32_t *n, struct status *st) {
    struct query q = query_start(db, "outbox_ready", SELECT_READY, st);
    query_bind_word(&q, &effect_states, (int)f->state);
    query_bind_int(&q, f->after);
    query_bind_int(&q, f->today);
    query_bind_int(&q, f->n_max);
    query_bind_word(&q, &effect_kinds, (int)f->kind);
    query_bind_int(&q, f->minute);
    query_bind_word(&q, &channels, (int)f->by);
    return rows_gather(&q, arena, out, n);
}

/* A letter that may be under way is what it was when it was handed over. */
static int move_check(struct db *db, const struct outbox_row *row, struct status *st) {
    enum effect_state from = (enum effect_state)0;
    struct hash content = {{0}};
    bool found = false;
    struct query q = query_start(db, "outbox_move", SELECT_STATE, st);
    query_bind_int(&q, row->id);
    if (query_next(&q)) {
        found = true;
        from = (enum effect_state)query_word(&q, 0, &effect_states);
        content = query_hash(&q, 1);
    }
    int code = query_end_one(&q, found, "row %lld does not exist", (long long)row->id);
    if (code != STATUS_OK) {
        return code;
    }
    const char *to = words_name(&effect_states, (int)row->state);
    if ((moves[from] & TO(row->state)) == 0) {
        return status_fail(st, STATUS_CORRUPT, "outbox_move: row %lld: from %s to %s",
                           (long long)row->id, words_name(&effect_states, (int)from), to);
    }
    if (from == EFFECT_ASKED && row->state != EFFECT_PLANNED && !hash_eq(&content, &row->content)) {
        return status_fail(st, STATUS_CORRUPT,
                           "outbox_move: row %lld: other content than what was asked for, to %s",
                           (long long)row->id, to);
    }
    return STATUS_OK;
}

int outbox_move(struct db *db, const struct outbox_row *row, struct status *st) {
    ensure(row->state >= EFFECT_PLANNED && row->state <= EFFECT_WITHDRAWN);
    int code = move_check(db, row, st);
    if (code != STATUS_OK) {
        return code;
    }
    struct query q = query_start(db, "outbox_move", UPDATE_ROW, st);
    query_bind_word(&q, &effect_states, (int)row->state);
    query_bind_int(&q, row->attempts);
    query_bind_int(&q, row->not_before);
    query_bind_hash(&q, &row->content);
    query_bind_hash(&q, &row->document);
    query_bind_text(&q, row->plugin);
    query_bind_text(&q, row->reference);
    query_bind_text(&q, row->reason);
    query_bind_int(&q, row->not_before_minute);
    query_bind_int(&q, row->id);
    return query_run(&q);
}

int outbox_payout_named(struct db *db, struct text name, struct hash *key, struct status *st) {
    int n = 0;
    *key = (struct hash){{0}};
    if (name.len < 16 || name.len >= HASH_HEX) {
        return STATUS_OK;
    }
    struct query q = query_start(db, "outbox_payout_named", SELECT_NAMED, st);
    query_bind_int(&q, (int64_t)name.len);
    query_bind_text(&q, name);
    while (query_next(&q)) {
        *key = query_hash(&q, 0);
        n++;
    }
    *key = n == 1 ? *key : (struct hash){{0}};
    return query_end(&q);
}

int outbox_count(struct db *db, enum effect_kind kind, enum effect_state state, int64_t *n,
                 struct status *st) {
    *n = 0;
    struct query q = query_start(db, "outbox_count", COUNT_STATE, st);
    query_bind_word(&q, &effect_states, (int)state);
    query_bind_word(&q, &effect_kinds, (int)kind);
    if (query_next(&q)) {
        *n = query_int(&q, 0);
    }
    return query_end(&q);
}

int outbox_of_case(struct db *db, int64_t case_id, struct arena *arena, struct outbox_row **out,
                   uint32_t *n, struct status *st) {
    struct query q = query_start(db, "outbox_of_case", SELECT_CASE, st);
    query_bind_int(&q, case_id);
    return rows_gather(&q, arena, out, n);
}
