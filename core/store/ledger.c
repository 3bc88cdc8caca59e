/* ledger.c - posting sets in, balances and lines out.
 *
 * The order of a set's writes: client money first, since its check is the one that may say no
 * for the world's reasons; then the postings; last the row that closes the set, whose trigger
 * adds them up once more. */
#include "store/ledger.h"

#include "base/check.h"
#include "store/client_money.h"
#include "store/query.h"

static const char SELECT_NEXT_ID[] = "SELECT coalesce(max(id), 0) + 1 FROM posting_sets";
static const char INSERT_POSTING[] =
    "INSERT INTO postings (set_id, line, account, case_id, creditor, amount)"
    " VALUES (?, ?, ?, ?, ?, ?)";
static const char INSERT_SET[] =
    "INSERT INTO posting_sets (id, step, why, legal_day, booked_day, reverses, purse)"
    " VALUES (?, ?, ?, ?, ?, nullif(?, 0), ?)";

static const char SELECT_SET_OF[] =
    "SELECT DISTINCT s.id FROM postings p JOIN posting_sets s ON s.id = p.set_id"
    " WHERE p.case_id = ?1 AND p.case_id <> 0 AND s.step = ?2 ORDER BY s.id LIMIT 1 OFFSET ?3";

/* ?1 case, ?2 creditor, ?3 day; 0 leaves each out.  ?4: the day is a legal one. */
#define FILTER                                                                                     \
    " FROM postings p JOIN posting_sets s ON s.id = p.set_id"                                      \
    " WHERE (?2 = 0 OR p.creditor = ?2) AND (?3 = 0 OR iif(?4, s.legal_day, s.booked_day) <= ?3)"
#define OF_CASE       " AND p.case_id = ?1 AND p.case_id <> 0"
#define OF_ALL        " AND ?1 = 0"
/* Added up here: SQLite would sort all postings by account first. */
#define TRIAL_COLUMNS "SELECT p.account, p.amount"
#define LINE_COLUMNS                                                                               \
    "SELECT p.set_id, s.step, p.case_id, p.creditor, s.reverses, s.why, s.legal_day,"              \
    " s.booked_day, p.account, p.amount, s.purse"

static const char TRIAL_OF_CASE[] = TRIAL_COLUMNS FILTER OF_CASE;
static const char TRIAL_OF_ALL[] = TRIAL_COLUMNS FILTER OF_ALL;
static const char LINES_OF_CASE[] =
    LINE_COLUMNS FILTER OF_CASE " ORDER BY p.set_id, p.line LIMIT ?5";
static const char LINES_OF_ALL[] = LINE_COLUMNS FILTER OF_ALL " ORDER BY p.set_id, p.line LIMIT ?5";
static const char WALK[] = LINE_COLUMNS
    " FROM postings p JOIN posting_sets s ON s.id = p.set_id ORDER BY p.set_id, p.line";

static int set_check(const struct posting_set *set, struct status *st) {
    wide sum = 0;
    for (uint32_t i = 0; i < set->n; i++) {
        const struct posting *p = &set->postings[i];
        if ((p->account == ACCOUNT_CREDITOR_PAYABLE || p->account == ACCOUNT_AGENCY_SHARE) &&
            p->creditor == 0) {
            return status_fail(st, STATUS_CORRUPT,
                               "ledger_post: step %lld: client money of no creditor",
                               (long long)set->step);
        }
        sum += p->amount;
    }
    if (set->n == 0 || sum != 0) {
        char off[MONEY_TEXT];
        bool fits = sum >= -MONEY_MAX && sum <= MONEY_MAX;
        return status_fail(st, STATUS_CORRUPT,
                           "ledger_post: step %lld: %s: %u postings that sum to %s",
                           (long long)set->step, words_name(&event_kinds, (int)set->why), set->n,
                           fits ? money_format((ore)sum, off) : "far too much");
    }
    return STATUS_OK;
}

static int posting_insert(struct db *db, int64_t set_id, uint32_t line, const struct posting *p,
                          struct status *st) {
    struct query q = query_start(db, "ledger_post", INSERT_POSTING, st);
    query_bind_int(&q, set_id);
    query_bind_int(&q, line);
    query_bind_word(&q, &accounts, (int)p->account);
    query_bind_int(&q, p->case_id);
    query_bind_int(&q, p->creditor);
    query_bind_int(&q, p->amount);
    return query_run(&q);
}

static int next_set_id(struct db *db, int64_t *id, struct status *st) {
    struct query q = query_start(db, "ledger_post", SELECT_NEXT_ID, st);
    if (query_next(&q)) {
        *id = query_int(&q, 0);
    }
    return query_end(&q);
}

int ledger_post(struct db *db, const struct posting_set *set, int64_t *id, struct status *st) {
    *id = 0;
    int code = set_check(set, st);
    if (code == STATUS_OK) {
        code = next_set_id(db, id, st);
    }
    if (code == STATUS_OK) {
        code = client_money_post(db, set, st);
    }
    for (uint32_t i = 0; code == STATUS_OK && i < set->n; i++) {
        code = posting_insert(db, *id, i + 1, &set->postings[i], st);
    }
    if (code != STATUS_OK) {
        return code;
    }
    struct query q = query_start(db, "ledger_post", INSERT_SET, st);
    query_bind_int(&q, *id);
    query_bind_int(&q, set->step);
    query_bind_word(&q, &event_kinds, (int)set->why);
    query_bind_int(&q, set->legal_day);
    query_bind_int(&q, set->booked_day);
    query_bind_int(&q, set->reverses);
    query_bind_int(&q, set->purse);
    return query_run(&q);
}

int ledger_set_of(struct db *db, int64_t case_id, int64_t step, int32_t line, int64_t *id,
                  struct status *st) {
    bool found = false;
    struct query q = query_start(db, "ledger_set_of", SELECT_SET_OF, st);
    query_bind_int(&q, case_id);
    query_bind_int(&q, step);
    query_bind_int(&q, line - 1);
    if (query_next(&q)) {
        found = true;
        *id = query_int(&q, 0);
    }
    return query_end_one(&q, found, "step %lld has no posting set %d", (long long)step, (int)line);
}

static void filter_bind(struct query *q, const struct ledger_filter *f) {
    query_bind_int(q, f->case_id);
    query_bind_int(q, f->creditor);
    query_bind_int(q, f->as_of);
    query_bind_int(q, f->by_legal);
}

int ledger_trial(struct db *db, const struct ledger_filter *f, struct arena *arena,
                 struct ledger_balance **out, uint32_t *n, struct status *st) {
    ore balances[ACCOUNTS] = {0};
    bool touched[ACCOUNTS] = {false};
    struct query q =
        query_start(db, "ledger_trial", f->case_id == 0 ? TRIAL_OF_ALL : TRIAL_OF_CASE, st);
    filter_bind(&q, f);
    while (query_next(&q)) {
        int account = query_word(&q, 0, &accounts);
        ensure(account < ACCOUNTS);
        balances[account] = money_add(balances[account], query_int(&q, 1));
        touched[account] = true;
    }
    struct rows rows = {.arena = arena, .size = sizeof(struct ledger_balance)};
    for (size_t i = 0; i < accounts.n; i++) {
        int account = words_at(&accounts, i)->value;
        if (touched[account]) {
            struct ledger_balance *b = rows_add(&rows);
            *b = (struct ledger_balance){(enum account)account, balances[account]};
        }
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(&q);
}

static struct ledger_line line_of(struct query *q) {
    return (struct ledger_line){
        .set = query_int(q, 0),
        .step = query_int(q, 1),
        .case_id = query_int(q, 2),
        .creditor = query_int(q, 3),
        .reverses = query_int(q, 4),
        .why = (enum event_kind)query_word(q, 5, &event_kinds),
        .legal_day = query_int32(q, 6),
        .booked_day = query_int32(q, 7),
        .account = (enum account)query_word(q, 8, &accounts),
        .amount = query_int(q, 9),
        .purse = query_int(q, 10),
    };
}

int ledger_lines(struct db *db, const struct ledger_filter *f, uint32_t n_max, struct arena *arena,
                 struct ledger_line **out, uint32_t *n, struct status *st) {
    struct rows rows = {.arena = arena, .size = sizeof(struct ledger_line)};
    struct query q =
        query_start(db, "ledger_lines", f->case_id == 0 ? LINES_OF_ALL : LINES_OF_CASE, st);
    filter_bind(&q, f);
    query_bind_int(&q, n_max);
    while (query_next(&q)) {
        struct ledger_line *line = rows_add(&rows);
        *line = line_of(&q);
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(&q);
}

int ledger_walk(struct db *db, ledger_visit *visit, void *ctx, struct status *st) {
    bool stop = false;
    struct query q = query_start(db, "ledger_walk", WALK, st);
    while (!stop && query_next(&q)) {
        struct ledger_line line = line_of(&q);
        stop = q.code != STATUS_OK || visit(ctx, &line) != 0;
    }
    return query_end(&q);
}
