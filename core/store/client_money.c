/* client_money.c - see client_money.h. */
#include "store/client_money.h"

#include "store/query.h"

/* As the index postings_to_settle says it. */
#define TO_SETTLE "account IN ('creditor_payable', 'agency_share', 'creditor_owes')"

static const char INSERT_CREDITOR[] = "INSERT INTO client_money (creditor, purse, balance, share,"
                                      " owes) VALUES (?, ?, 0, 0, 0) ON CONFLICT DO NOTHING";
/* The row's checks would refuse it, but would not say how much is missing. */
static const char ADD[] =
    "UPDATE client_money SET balance = balance + ?2, share = share + ?3, owes = owes + ?4"
    " WHERE creditor = ?1 AND purse = ?5 AND balance + ?2 <= 0 AND share + ?3 <= 0"
    " RETURNING balance";

#define MONEY                                                                                      \
    "SELECT m.creditor, -m.balance, -m.share, m.owes, coalesce(r.through_set, 0),"                 \
    " coalesce(r.on_day, 0), m.purse FROM client_money m LEFT JOIN remittances r ON r.step ="      \
    " (SELECT max(step) FROM remittances WHERE creditor = m.creditor AND purse = m.purse)"
static const char SELECT_ONE[] = MONEY " WHERE m.creditor = ? AND m.purse = ?";
static const char SELECT_ALL[] = MONEY " JOIN creditors c ON c.id = m.creditor WHERE ?1 IN (0, c.id)"
                                       " ORDER BY c.org, m.purse";
static const char SELECT_SINCE[] =
    "SELECT coalesce(booked_day, 0) FROM posting_sets WHERE id ="
    " (SELECT min(p.set_id) FROM postings p JOIN posting_sets s ON s.id = p.set_id"
    "  WHERE p.creditor = ? AND s.purse = ? AND p." TO_SETTLE ")";
/* What is owed to the creditor is a credit. */
static const char SELECT_WAITS[] =
    "SELECT coalesce(booked_day, 0) FROM posting_sets WHERE id ="
    " (SELECT p.set_id FROM postings p JOIN posting_sets s ON s.id = p.set_id"
    "  WHERE p.creditor = ?1 AND p.set_id > ?2 AND s.purse = ?3 AND p." TO_SETTLE
    "  AND p.account = 'creditor_payable' AND p.amount < 0 ORDER BY p.set_id LIMIT 1)";
static const char SELECT_PAID[] =
    "SELECT p.set_id, p.case_id, p.account, p.amount FROM posting_sets s"
    " JOIN postings p ON p.set_id = s.id WHERE s.id IN (SELECT set_id FROM postings"
    "  WHERE creditor = ?1 AND " TO_SETTLE " AND set_id > ?2 AND set_id <= ?3)"
    " AND s.purse = ?4 AND s.why IN ('payment_allocated', 'payment_undone') ORDER BY p.set_id, p.line";
static const char SELECT_LAST[] = "SELECT coalesce(max(id), 0) FROM posting_sets";

static int add(struct db *db, int64_t creditor, const struct client_money *change,
               struct status *st) {
    bool held = false;
    struct query q = query_start(db, "ledger_post", INSERT_CREDITOR, st);
    query_bind_int(&q, creditor);
    query_bind_int(&q, change->purse);
    int code = query_run(&q);
    if (code != STATUS_OK) {
        return code;
    }
    q = query_start(db, "ledger_post", ADD, st);
    query_bind_int(&q, creditor);
    query_bind_int(&q, -change->held);
    query_bind_int(&q, -change->share);
    query_bind_int(&q, change->owes);
    query_bind_int(&q, change->purse);
    while (query_next(&q)) {
        held = true;
    }
    code = query_end(&q);
    if (code == STATUS_OK && !held) {
        char wanted[MONEY_TEXT], share[MONEY_TEXT];
        return status_fail(st, STATUS_CORRUPT,
                           "ledger_post: creditor %lld: the client account holds less than %s for "
                           "it, or less than %s of our share (inkassoloven § 16)",
                           (long long)creditor, money_format(-change->held, wanted),
                           money_format(-change->share, share));
    }
    return code;
}

static bool counts(const struct posting *p) {
    return p->account == ACCOUNT_CREDITOR_PAYABLE || p->account == ACCOUNT_AGENCY_SHARE ||
           p->account == ACCOUNT_CREDITOR_OWES;
}

/* One change per creditor of the set, in the set's purse, so that the order of its postings does not matter. */
int client_money_post(struct db *db, const struct posting_set *set, struct status *st) {
    for (uint32_t i = 0; i < set->n; i++) {
        struct client_money change = {.creditor = set->postings[i].creditor, .purse = set->purse};
        bool is_first = counts(&set->postings[i]);
        for (uint32_t j = 0; j < set->n && is_first; j++) {
            const struct posting *p = &set->postings[j];
            if (!counts(p) || p->creditor != change.creditor) {
                continue;
            }
            is_first = j >= i;
            ore *sum = p->account == ACCOUNT_CREDITOR_PAYABLE ? &change.held
                       : p->account == ACCOUNT_AGENCY_SHARE   ? &change.share
                                                              : &change.owes;
            *sum = money_add(*sum, sum == &change.owes ? p->amount : -p->amount);
        }
        if (is_first && (change.held != 0 || change.share != 0 || change.owes != 0)) {
            const int code = add(db, change.creditor, &change, st);
            if (code != STATUS_OK) {
                return code;
            }
        }
    }
    return STATUS_OK;
}

static struct client_money row_of(struct query *q) {
    return (struct client_money){
        .creditor = query_int(q, 0),
        .held = query_int(q, 1),
        .share = query_int(q, 2),
        .owes = query_int(q, 3),
        .through_set = query_int(q, 4),
        .settled = query_int32(q, 5),
        .purse = query_int(q, 6),
    };
}

int client_money_of(struct db *db, int64_t creditor, int64_t purse, struct client_money *out,
                    struct status *st) {
    *out = (struct client_money){.creditor = creditor, .purse = purse};
    struct query q = query_start(db, "client_money_of", SELECT_ONE, st);
    query_bind_int(&q, creditor);
    query_bind_int(&q, purse);
    if (query_next(&q)) {
        *out = row_of(&q);
    }
    return query_end(&q);
}

int client_money_all(struct db *db, int64_t creditor, struct arena *arena,
                     struct client_money **out, uint32_t *n, struct status *st) {
    struct rows rows = {.arena = arena, .size = sizeof(struct client_money)};
    struct query q = query_start(db, "client_money_all", SELECT_ALL, st);
    query_bind_int(&q, creditor);
    while (query_next(&q)) {
        struct client_money *row = rows_add(&rows);
        *row = row_of(&q);
    }
    if (creditor != 0 && rows.n == 0) {
        struct client_money *row = rows_add(&rows);
        *row = (struct client_money){.creditor = creditor};
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(&q);
}

int client_money_since(struct db *db, const struct client_money *whose, day *since,
                       struct status *st) {
    *since = DAY_NONE;
    struct query q = query_start(db, "client_money_since", SELECT_SINCE, st);
    query_bind_int(&q, whose->creditor);
    query_bind_int(&q, whose->purse);
    if (query_next(&q)) {
        *since = query_int32(&q, 0);
    }
    return query_end(&q);
}

int client_money_waits_since(struct db *db, const struct client_money *whose, day *since,
                             struct status *st) {
    *since = DAY_NONE;
    struct query q = query_start(db, "client_money_waits_since", SELECT_WAITS, st);
    query_bind_int(&q, whose->creditor);
    query_bind_int(&q, whose->through_set);
    query_bind_int(&q, whose->purse);
    if (query_next(&q)) {
        *since = query_int32(&q, 0);
    }
    return query_end(&q);
}

/* Adds one posting of a payment: what the debtor owes less is what came in. */
static void gather(struct paid_set *p, enum account account, ore amount) {
    switch ((int)account) {
    case ACCOUNT_PRINCIPAL:
        p->principal -= amount;
        break;
    case ACCOUNT_INTEREST:
        p->interest -= amount;
        break;
    case ACCOUNT_COSTS_CREDITOR:
        p->costs_creditor -= amount;
        break;
    case ACCOUNT_COSTS_AGENCY:
        p->costs_agency -= amount;
        break;
    case ACCOUNT_COSTS_COURT:
        p->costs_court -= amount;
        break;
    case ACCOUNT_CLIENT_BANK:
        p->direct = false;
        break;
    default:
        break;
    }
}

int client_money_paid(struct db *db, const struct client_money *whose, int64_t through,
                      uint32_t n_max, struct arena *arena, struct paid_set **out, uint32_t *n,
                      struct status *st) {
    struct rows rows = {.arena = arena, .size = sizeof(struct paid_set)};
    struct paid_set *last = NULL;
    struct query q = query_start(db, "client_money_paid", SELECT_PAID, st);
    query_bind_int(&q, whose->creditor);
    query_bind_int(&q, whose->through_set);
    query_bind_int(&q, through);
    query_bind_int(&q, whose->purse);
    while (query_next(&q)) {
        const int64_t set = query_int(&q, 0);
        if (!last || last->set != set) {
            if (rows.n == n_max) {
                query_fail(&q, STATUS_LIMIT, "more than %u payments at once", (unsigned)n_max);
                break;
            }
            last = rows_add(&rows);
            *last = (struct paid_set){.set = set, .case_id = query_int(&q, 1), .direct = true};
        }
        gather(last, (enum account)query_word(&q, 2, &accounts), query_int(&q, 3));
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(&q);
}

int ledger_last_set(struct db *db, int64_t *id, struct status *st) {
    *id = 0;
    struct query q = query_start(db, "ledger_last_set", SELECT_LAST, st);
    if (query_next(&q)) {
        *id = query_int(&q, 0);
    }
    return query_end(&q);
}
