/* audit_law.c - lays the book on a desk in memory, and asks. */
#include "store/audit_law.h"

#include "base/check.h"
#include "store/audit_law_parts.h"
#include "store/query.h"

#define FIELD_OF(name) "json_extract(e.value, '$." name "')"
#define SUM_OF(a, b) "coalesce(" FIELD_OF(a) ", 0) + coalesce(" FIELD_OF(b) ", 0)"

static const struct copied EVENTS = {
    "SELECT s.id * 10000 + e.key, s.case_id, s.fact, CASE WHEN s.fact IN ('died', 'bankrupt',"
    " 'debt_settlement') THEN json_extract(s.body, '$.fact.reason') END, "
    FIELD_OF("kind") ", " FIELD_OF("claim") ", " DAY_NUMBER(FIELD_OF("day")) ", "
    DAY_NUMBER(FIELD_OF("until")) ", coalesce(" FIELD_OF("amount_ore") ", 0), "
    SUM_OF("costs_creditor_ore", "costs_agency_ore") ", " FIELD_OF("letter") ", "
    FIELD_OF("days") ", " FIELD_OF("key") ", " FIELD_OF("fee") ", " FIELD_OF("owner") ", "
    FIELD_OF("word")
    " FROM steps s, json_each(s.body, '$.events') e WHERE s.case_id <> 0 AND " FIELD_OF("kind")
    " IN ('letter_taken_over', 'letter_composed', 'letter_sent', 'letter_returned', 'fee_charged',"
    " 'fee_waived', 'fee_restored', 'remainder_waived', 'remainder_restored', 'written_off',"
    " 'payment_undone',"
    " 'interest_accrued', 'dispute_opened', 'dispute_closed', 'hold_set', 'hold_ended',"
    " 'plan_agreed', 'plan_broken', 'plan_ended', 'deferred', 'judged', 'person_changed', 'closed',"
    " 'reopened')",
    "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};

#define CLAIM_OF(name) "json_extract(e.value, '$.claims[0]." name "')"

static const struct copied CLAIMS = {
    "SELECT s.case_id, " CLAIM_OF("number") ", s.id * 10000 + e.key, " CLAIM_OF("principal_ore")
    ", " DAY_NUMBER(CLAIM_OF("due")) ", NULL, coalesce(" CLAIM_OF("rate_bp") ", 0), coalesce("
    CLAIM_OF("vat_liable") ", 0), " DAY_NUMBER(CLAIM_OF("interest_to")) ", coalesce("
    CLAIM_OF("interest_brought_ore") ", 0), 1 FROM steps s, json_each(s.body, '$.events') e"
    " WHERE s.fact IN ('claim_received', 'opening') AND " FIELD_OF("kind") " = 'claim_added'",
    "INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};

/* Which claim a payment went to is the fold's doing, and the fold is checked beside this. */
static const struct copied MOVES = {
    "SELECT c.id, " FIELD_OF("claim") ", " DAY_NUMBER(FIELD_OF("day")) ", " FIELD_OF("amount_ore")
    " FROM cases c, json_each(c.state, '$.moves') e WHERE coalesce(" FIELD_OF("amount_ore")
    ", 0) <> 0",
    "INSERT INTO move VALUES (?, ?, ?, ?)"};

/* A creditor deducts VAT if no agreement of its says otherwise. */
static const struct copied SUITS = {
    "SELECT c.id, c.creditor, c.debtor, p.kind = 'business', coalesce(a.deducts, 0)"
    " FROM cases c JOIN parties p ON p.id = c.debtor LEFT JOIN (SELECT creditor,"
    "  min(coalesce(json_extract(terms, '$.vat_deducted'), 0)) AS deducts FROM agreements"
    "  GROUP BY creditor) a ON a.creditor = c.creditor",
    "INSERT INTO suit VALUES (?, ?, ?, ?, ?)"};

static const struct copied TEXTED = {
    "SELECT lower(hex(key)) FROM outbox WHERE kind = 'letter' AND channel = 'sms'",
    "INSERT INTO sms VALUES (?)"};

/* What the operator imported counts from its day on, over what is written here. */
static const struct copied RATES = {
    "SELECT id, CASE kind WHEN 'inkassosats' THEN 'sats' WHEN 'late_interest' THEN 'late'"
    " ELSE kind END, from_day, to_day, hundredths FROM rates"
    " WHERE kind IN ('inkassosats', 'late_interest', 'compensation')",
    "INSERT INTO imported VALUES (?, ?, ?, ?, ?)"};

/* ---- payouts in time, asked of the book itself ----------------------------------------------- */

/* inkassoloven § 16, inkassoforskriften chapter 4: what is held for a creditor is settled within
 * the time agreed.  Ten days more cover three bank days over any holidays.  A book that has never
 * settled anything is not asked: its agency pays out by other means. */
static const char PAYOUT_LATE[] =
    "WITH today AS (SELECT " DAY_NUMBER("value") " AS day FROM book WHERE name = 'day'),"
    " terms AS (SELECT creditor, max(coalesce(nullif(json_extract(terms, '$.payout_every'), 0),"
    "   31)) + 10 AS days, max(coalesce(json_extract(terms, '$.payout_min_ore'), 0)) AS least"
    "  FROM agreements GROUP BY creditor),"
    " held AS (SELECT p.creditor, t.days, t.least, -sum(p.amount) AS net,"
    "   -coalesce(sum(p.amount) FILTER (WHERE p.account = 'creditor_payable'), 0) AS held,"
    "   -coalesce(sum(p.amount) FILTER (WHERE p.account = 'creditor_payable' AND p.amount < 0"
    "    AND s.booked_day >= d.day - t.days), 0) AS recent"
    "  FROM today d JOIN postings p JOIN posting_sets s ON s.id = p.set_id JOIN terms t"
    "  ON t.creditor = p.creditor WHERE p.account IN ('creditor_payable', 'agency_share',"
    "  'creditor_owes') GROUP BY p.creditor)"
    " SELECT format('creditor %d: %d øre has been held for more than %d days (inkassoloven § 16)',"
    " creditor, held - recent, days) FROM held WHERE held > recent AND held >= least AND net > 0"
    " AND EXISTS (SELECT 1 FROM remittances)";

/* ---- asking ---------------------------------------------------------------------------------- */

static const char COUNTS[] = "SELECT (SELECT count(*) FROM letter WHERE ours),"
                             " (SELECT count(*) FROM charge WHERE ours)";
/* The first day for which a figure was wanted and is none here. */
static const char UNCHECKED[] =
    "SELECT coalesce(min(day), 0) FROM (SELECT c.day FROM charge c WHERE c.ours AND NOT c.known"
    " UNION ALL SELECT max(e.until) FROM event e WHERE e.kind = 'interest_accrued'"
    "  GROUP BY e.case_id HAVING max(e.until) > (SELECT max(to_day) FROM segment))";
static const char BEGIN_DESK[] = "BEGIN";
static const char END_DESK[] = "COMMIT";

static int copy_row(struct query *from, struct db *desk, const char *into, struct status *st) {
    struct query q = query_start(desk, "auditing the law", into, st);
    while (q.code == STATUS_OK && q.n_bound < sqlite3_column_count(from->stmt)) {
        sqlite3_value *value = sqlite3_column_value(from->stmt, q.n_bound);
        const int rc = sqlite3_bind_value(q.stmt, ++q.n_bound, value);
        if (rc != SQLITE_OK) {
            q.code = query_error(desk, q.what, rc, st);
        }
    }
    return query_run(&q);
}

static int copy(struct db *book, struct db *desk, const struct copied *what, struct status *st) {
    struct query q = query_start(book, "auditing the law", what->from, st);
    int code = STATUS_OK;
    while (code == STATUS_OK && query_next(&q)) {
        code = copy_row(&q, desk, what->into, st);
    }
    const int end = query_end(&q);
    return code != STATUS_OK ? code : end;
}

static int run_all(struct db *desk, const char *const *scripts, struct status *st) {
    int code = STATUS_OK;
    for (; code == STATUS_OK && *scripts != NULL; scripts++) {
        code = query_script(desk, "auditing the law", *scripts, st);
    }
    return code;
}

static int lay_out(struct db *book, struct db *desk, struct status *st) {
    static const struct copied *const all[] = {&EVENTS, &CLAIMS, &MOVES, &SUITS, &TEXTED,
                                              &RATES,  &law_merges, &law_merged_claims,
                                              &law_merged_costs, &law_filings};
    int code = query_script(desk, "auditing the law", BEGIN_DESK, st);
    code = code ? code : run_all(desk, law_desk, st);
    for (size_t i = 0; code == STATUS_OK && i < sizeof all / sizeof all[0]; i++) {
        code = copy(book, desk, all[i], st);
    }
    code = code ? code : run_all(desk, law_desk_derived, st);
    return code ? code : query_script(desk, "auditing the law", END_DESK, st);
}

static int ask(struct db *db, const char *check, struct faults *f, struct status *st) {
    struct query q = query_start(db, "auditing the law", check, st);
    while (query_next(&q)) {
        struct text fault = query_text(&q, 0);
        faults_add(f, "%.*s", TEXT_ARG(fault));
    }
    return query_end(&q);
}

static int ask_all(struct db *desk, const char *const *checks, struct faults *f,
                   struct status *st) {
    int code = STATUS_OK;
    for (; code == STATUS_OK && *checks != NULL; checks++) {
        code = ask(desk, *checks, f, st);
    }
    return code;
}

static int count(struct db *desk, struct law_audit *out, struct status *st) {
    struct query q = query_start(desk, "auditing the law", COUNTS, st);
    if (query_next(&q)) {
        out->letters = query_int(&q, 0);
        out->charges = query_int(&q, 1);
    }
    const int code = query_end(&q);
    if (code != STATUS_OK) {
        return code;
    }
    q = query_start(desk, "auditing the law", UNCHECKED, st);
    if (query_next(&q)) {
        out->unchecked = query_int32(&q, 0);
    }
    return query_end(&q);
}

/* Lays the book out.  A book that cannot be read is a fault of the book, and others have been named
 * before: they are not to be lost over it. */
static int lay_out_or_tell(struct db *book, struct db *desk, struct faults *f, bool *laid,
                           struct status *st) {
    const int code = lay_out(book, desk, st);
    *laid = code == STATUS_OK;
    if (code == STATUS_DB || code == STATUS_CORRUPT || code == STATUS_CONFLICT) {
        faults_add(f, "law: the book cannot be held against it: %s", st->text);
        *st = (struct status){0};
        return STATUS_OK;
    }
    return code;
}

static int ask_the_desk(struct db *desk, struct faults *f, struct law_audit *out,
                        struct status *st) {
    int code = ask_all(desk, law_letter_checks, f, st);
    code = code ? code : ask_all(desk, law_money_checks, f, st);
    code = code ? code : ask_all(desk, law_filing_checks, f, st);
    return code ? code : count(desk, out, st);
}

int audit_law(struct db *db, struct faults *f, struct law_audit *out, struct status *st) {
    bool laid = false;
    struct db *desk = mem_alloc(sizeof *desk);
    desk->mode = DB_CREATE;
    *out = (struct law_audit){0};
    const int rc = sqlite3_open(":memory:", &desk->handle);
    int code = rc == SQLITE_OK ? STATUS_OK : query_error(desk, "auditing the law", rc, st);
    if (code == STATUS_OK) { /* a misspelt column must not turn into a text */
        (void)sqlite3_db_config(desk->handle, SQLITE_DBCONFIG_DQS_DML, 0, (int *)NULL);
    }
    code = code ? code : lay_out_or_tell(db, desk, f, &laid, st);
    code = code || !laid ? code : ask_the_desk(desk, f, out, st);
    code = code ? code : ask(db, PAYOUT_LATE, f, st);
    query_forget_all(desk);
    (void)sqlite3_close(desk->handle);
    mem_free(desk);
    return code;
}
