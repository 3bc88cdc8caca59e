/* audit_law.c - lays the book on a desk in memory, and asks. */
#include "store/audit_law.h"

#include "base/check.h"
#include "store/audit_law_parts.h"
#include "store/query.h"

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
    "SELECT coalesce(min(day), 0) FROM (SELECT c.day FROM charge c WHERE c.ours AND c.sats IS NULL"
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
    int code = query_script(desk, "auditing the law", BEGIN_DESK, st);
    code = code ? code : run_all(desk, law_desk, st);
    for (const struct copied *c = law_copies; code == STATUS_OK && c->from != NULL; c++) {
        code = copy(book, desk, c, st);
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
    static const char *const *const all[] = {law_letter_checks, law_money_checks,
                                             law_filing_checks, law_contact_checks,
                                             law_plan_checks,   law_duty_checks, law_debit_checks,
                                             law_limitation_checks};
    int code = STATUS_OK;
    for (size_t i = 0; code == STATUS_OK && i < sizeof all / sizeof all[0]; i++) {
        code = ask_all(desk, all[i], f, st);
    }
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
