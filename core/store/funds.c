/* funds.c - see funds.h. */
#include "store/funds.h"

#include "store/query.h"

static const char SUM_LEDGER[] =
    "SELECT coalesce(sum(amount) FILTER (WHERE account = 'client_bank'), 0),"
    " coalesce(-sum(amount) FILTER (WHERE account = 'creditor_payable'), 0),"
    " coalesce(-sum(amount) FILTER (WHERE account = 'agency_share'), 0),"
    " coalesce(-sum(amount) FILTER (WHERE account = 'suspense'), 0),"
    " coalesce(-sum(amount) FILTER (WHERE account = 'overpaid'), 0),"
    " coalesce(-sum(amount) FILTER (WHERE account = 'payout_underway'), 0) FROM postings";
static const char SUM_CREDITORS[] =
    "SELECT coalesce(-sum(balance), 0), coalesce(-sum(share), 0),"
    " count(*) FILTER (WHERE balance > 0 OR share > 0),"
    " coalesce(min(creditor) FILTER (WHERE balance > 0 OR share > 0), 0) FROM client_money";
static const char SUM_MOVEMENTS[] =
    "SELECT coalesce(sum(amount), 0), coalesce(sum(amount) FILTER (WHERE statement <> 0), 0)"
    " FROM movements";
static const char LAST_PROVEN[] =
    "SELECT closing FROM statements WHERE state = 'proven' ORDER BY to_day DESC, id DESC LIMIT 1";

/* As the index steps_of_funds says it. */
#define OF_FUNDS                                                                                   \
    "SELECT id, fact, coalesce(json_extract(body, '$.fact.reason'), ''),"                          \
    " coalesce(json_extract(body, '$.fact.amount_ore'), 0) FROM steps"                             \
    " WHERE fact IN ('reconciled', 'funds_broken', 'payouts_released')"
static const char SELECT_LAST[] = OF_FUNDS " ORDER BY id DESC LIMIT 1";
static const char SELECT_BROKEN[] =
    OF_FUNDS " AND fact <> 'payouts_released'"
             " AND coalesce(json_extract(body, '$.fact.reason'), '') <> 'proven'"
             " ORDER BY id DESC LIMIT 1";

int funds_read(struct db *db, struct funds *out, struct status *st) {
    *out = (struct funds){0};
    struct query q = query_start(db, "funds_read", SUM_LEDGER, st);
    if (query_next(&q)) {
        out->client_bank = query_int(&q, 0);
        out->payable = query_int(&q, 1);
        out->share = query_int(&q, 2);
        out->suspense = query_int(&q, 3);
        out->overpaid = query_int(&q, 4);
        out->underway = query_int(&q, 5);
    }
    int rc = query_end(&q);
    if (rc) {
        return rc;
    }
    q = query_start(db, "funds_read", SUM_CREDITORS, st);
    if (query_next(&q)) {
        out->cached_payable = query_int(&q, 0);
        out->cached_share = query_int(&q, 1);
        out->n_negative = query_int(&q, 2);
        out->negative = query_int(&q, 3);
    }
    rc = query_end(&q);
    if (rc) {
        return rc;
    }
    q = query_start(db, "funds_read", SUM_MOVEMENTS, st);
    if (query_next(&q)) {
        out->movements = query_int(&q, 0);
        out->shown = query_int(&q, 1);
    }
    rc = query_end(&q);
    if (rc) {
        return rc;
    }
    q = query_start(db, "funds_read", LAST_PROVEN, st);
    if (query_next(&q)) {
        out->proven = query_int(&q, 0);
        out->any_proven = true;
    }
    return query_end(&q);
}

static int word_of(struct db *db, const char *sql, struct arena *arena, struct funds_word *out,
                   struct status *st) {
    *out = (struct funds_word){0};
    struct query q = query_start(db, "funds_last_word", sql, st);
    if (query_next(&q)) {
        out->step = query_int(&q, 0);
        out->kind = (enum fact_kind)query_word(&q, 1, &fact_kinds);
        out->reason = query_copy(&q, 2, arena);
        out->amount = query_int(&q, 3);
    }
    return query_end(&q);
}

int funds_last_word(struct db *db, struct arena *arena, struct funds_word *last,
                    struct funds_word *broken, struct status *st) {
    const int rc = word_of(db, SELECT_LAST, arena, last, st);
    return rc ? rc : word_of(db, SELECT_BROKEN, arena, broken, st);
}
