/* audit.c - each check is one query that gives one sentence per fault.
 *
 * The sentences are made in SQL, beside the condition they speak of, so that reading a check is
 * reading one constant. */
#include "store/audit.h"

#include "store/audit_look.h"
#include "store/audit_merge.h"
#include "store/query.h"
#include "store/schema.h"

static const char INTEGRITY[] = "SELECT 'database: ' || integrity_check FROM pragma_integrity_check"
                                " WHERE integrity_check <> 'ok'";
static const char FOREIGN_KEYS[] =
    "SELECT format('%s row %s: names a row of %s that does not exist', \"table\","
    " coalesce(rowid, '?'), parent) FROM pragma_foreign_key_check";

static const char SET_SUMS[] =
    "SELECT format('posting set %d: sums to %d øre', set_id, sum(amount)) FROM postings"
    " GROUP BY set_id HAVING sum(amount) <> 0";
static const char SET_EMPTY[] =
    "SELECT format('posting set %d: has no postings', s.id) FROM posting_sets s"
    " WHERE NOT EXISTS (SELECT 1 FROM postings p WHERE p.set_id = s.id)";
static const char SET_MISSING[] =
    "SELECT DISTINCT format('posting set %d: has postings but was never closed', p.set_id)"
    " FROM postings p WHERE NOT EXISTS (SELECT 1 FROM posting_sets s WHERE s.id = p.set_id)";
static const char SET_STEP[] =
    "SELECT CASE WHEN t.id IS NULL"
    " THEN format('posting set %d: its step %d does not exist', s.id, s.step)"
    " ELSE format('posting set %d: step %d holds no event %s', s.id, s.step, s.why) END"
    " FROM posting_sets s LEFT JOIN steps t ON t.id = s.step"
    " WHERE t.id IS NULL OR instr(t.body, '\"kind\":\"' || s.why || '\"') = 0";
static const char SET_GAPS[] =
    "SELECT format('posting sets: %d rows, but the last is number %d', count(*), max(id))"
    " FROM posting_sets HAVING count(*) <> coalesce(max(id), 0)";

static const char CLIENT_NEGATIVE[] =
    "SELECT format('creditor %d: client money is short by %d øre', p.creditor, sum(p.amount))"
    " FROM postings p JOIN posting_sets s ON s.id = p.set_id WHERE p.account = 'creditor_payable'"
    " GROUP BY p.creditor, s.purse HAVING sum(p.amount) > 0";
static const char SHARE_NEGATIVE[] =
    "SELECT format('creditor %d: our share is short by %d øre', p.creditor, sum(p.amount))"
    " FROM postings p JOIN posting_sets s ON s.id = p.set_id WHERE p.account = 'agency_share'"
    " GROUP BY p.creditor, s.purse HAVING sum(p.amount) > 0";
static const char CLIENT_CACHE[] =
    "WITH added AS (SELECT p.creditor, s.purse, sum(p.amount) FILTER (WHERE p.account ="
    " 'creditor_payable') AS total, sum(p.amount) FILTER (WHERE p.account = 'agency_share') AS"
    " share, sum(p.amount) FILTER (WHERE p.account = 'creditor_owes') AS owes FROM postings p"
    " JOIN posting_sets s ON s.id = p.set_id WHERE p.account IN ('creditor_payable',"
    " 'agency_share', 'creditor_owes') GROUP BY p.creditor, s.purse)"
    " SELECT format('creditor %d: client money is kept as %d, %d and %d øre, its postings say %d,"
    " %d and %d', c.id, coalesce(m.balance, 0), coalesce(m.share, 0), coalesce(m.owes, 0),"
    " coalesce(a.total, 0), coalesce(a.share, 0), coalesce(a.owes, 0))"
    " FROM (SELECT creditor AS id, purse FROM added UNION SELECT creditor, purse FROM client_money)"
    " c LEFT JOIN added a ON a.creditor = c.id AND a.purse = c.purse"
    " LEFT JOIN client_money m ON m.creditor = c.id AND m.purse = c.purse"
    " WHERE coalesce(m.balance, 0) <> coalesce(a.total, 0)"
    " OR coalesce(m.share, 0) <> coalesce(a.share, 0)"
    " OR coalesce(m.owes, 0) <> coalesce(a.owes, 0)";
static const char CLIENT_BANK[] =
    "SELECT format('client account: differs by %d øre from whose money it is', sum(amount))"
    " FROM postings WHERE account IN ('client_bank', 'creditor_payable', 'agency_share',"
    " 'suspense', 'overpaid', 'payout_underway') HAVING sum(amount) <> 0";

/* Money of a purse is of the creditor whose department it is, and posted after it was opened. */
static const char PURSES[] =
    "SELECT DISTINCT format('posting set %d: is in purse %d, which its creditor does not have',"
    " s.id, s.purse) FROM posting_sets s JOIN postings p ON p.set_id = s.id"
    " LEFT JOIN steps t ON t.id = s.purse AND t.fact = 'purse_opened' AND t.id < s.step"
    " WHERE s.purse <> 0 AND (t.id IS NULL"
    " OR p.creditor IS NOT json_extract(t.body, '$.fact.subject_id'))";

/* A settlement's row against the postings of its step, and both ways. */
static const char REMIT_LEDGER[] =
    "WITH posted AS (SELECT s.step, sum(p.amount) FILTER (WHERE p.account = 'creditor_payable') AS"
    " total, sum(p.amount) FILTER (WHERE p.account = 'payout_underway') AS amount,"
    " sum(p.amount) FILTER (WHERE p.account = 'agency_share') AS share,"
    " sum(p.amount) FILTER (WHERE p.account = 'vat') AS vat,"
    " sum(p.amount) FILTER (WHERE p.account = 'creditor_owes') AS over, max(p.creditor) AS creditor,"
    " s.purse"
    " FROM posting_sets s JOIN postings p ON p.set_id = s.id WHERE s.why = 'remitted'"
    " GROUP BY s.step)"
    " SELECT format('settlement %d: is not what its step posted', r.step) FROM remittances r"
    " LEFT JOIN posted p ON p.step = r.step WHERE r.total <> coalesce(p.total, 0)"
    " OR r.amount <> -coalesce(p.amount, 0) OR r.share <> coalesce(p.share, 0)"
    " OR r.vat <> -coalesce(p.vat, 0) OR r.over <> -coalesce(p.over, 0)"
    " OR r.creditor <> coalesce(p.creditor, r.creditor)"
    " OR r.purse <> coalesce(p.purse, json_extract((SELECT body FROM steps WHERE id = r.step),"
    " '$.events[0].purse'), 0)"
    " UNION ALL SELECT format('step %d: settled with a creditor, and no settlement says so', t.id)"
    " FROM steps t LEFT JOIN remittances r ON r.step = t.id"
    " WHERE t.fact = 'remitted' AND r.step IS NULL"
    " UNION ALL SELECT format('settlement %d: its step settled with nobody', r.step)"
    " FROM remittances r LEFT JOIN steps t ON t.id = r.step WHERE t.fact IS NOT 'remitted'";
static const char REMIT_UNDERWAY_SUM[] =
    "SELECT format('creditor %d: payouts under way differ by %d øre from its settlements',"
    " creditor, sum(amount)) FROM (SELECT creditor, amount FROM postings"
    " WHERE account = 'payout_underway' UNION ALL SELECT creditor, amount FROM remittances"
    " WHERE state = 'underway' UNION ALL SELECT creditor, amount FROM refunds"
    " WHERE state IN ('planned', 'underway')) GROUP BY creditor HAVING sum(amount) <> 0";
/* What is under way is in a batch that was not refused; what a batch pays is what was promised, with
 * what went on in a batch of its own when some of its transfers were refused. */
static const char REMIT_BATCH[] =
    "SELECT format('settlement %d: is under way, and no payout is', r.step) FROM remittances r"
    " LEFT JOIN outbox o ON o.key = r.batch AND o.kind = 'payout'"
    " WHERE r.state = 'underway' AND (r.amount = 0 OR o.id IS NULL"
    " OR o.state IN ('refused', 'withdrawn'))"
    " UNION ALL SELECT format('effect %s: pays for settlements of %d øre, and its step says %d',"
    " lower(hex(o.key)), coalesce(sum(r.amount), 0), json_extract(t.body, '$.fact.amount_ore'))"
    " FROM outbox o JOIN steps t ON t.id = o.step LEFT JOIN (SELECT lower(hex(batch)) AS batch, amount"
    " FROM remittances UNION ALL SELECT lower(hex(batch)), amount FROM refunds"
    " UNION ALL SELECT json_extract(c.body, '$.fact.key'), json_extract(c.body, '$.fact.amount_ore')"
    " FROM outbox x JOIN steps c ON c.id = x.step WHERE x.kind = 'payout') r"
    " ON r.batch = lower(hex(o.key))"
    " WHERE o.kind = 'payout' GROUP BY o.id"
    " HAVING coalesce(sum(r.amount), 0) IS NOT json_extract(t.body, '$.fact.amount_ore')";
static const char REMIT_PERIODS[] =
    "SELECT format('settlement %d: counts payments again that were settled before', step)"
    " FROM (SELECT step, through_set, lag(through_set, 1, 0) OVER (PARTITION BY creditor, purse"
    "  ORDER BY step) AS before FROM remittances) WHERE through_set < before";
static const char REMIT_DOCUMENTS[] =
    "SELECT format('settlement %d: its statement is not among the documents', r.step)"
    " FROM remittances r WHERE EXISTS (SELECT 1 FROM (SELECT r.statement AS hash"
    "  UNION ALL SELECT r.sheet UNION ALL SELECT r.pages) h WHERE h.hash IS NOT NULL"
    "  AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.hash = h.hash AND d.step = r.step))";

static const char OPEN_ASLEEP[] =
    "SELECT format('case %d: is open and never wakes', c.id) FROM cases c"
    " WHERE c.closed = 0 AND NOT EXISTS (SELECT 1 FROM agenda a WHERE a.case_id = c.id)";
static const char CLOSED_AWAKE[] =
    "SELECT DISTINCT CASE WHEN c.id IS NULL"
    " THEN format('case %d: does not exist and is on the agenda', a.case_id)"
    " ELSE format('case %d: is closed and on the agenda', a.case_id) END"
    " FROM agenda a LEFT JOIN cases c ON c.id = a.case_id WHERE c.id IS NULL OR c.closed <> 0";

static const char EFFECT_STEP[] =
    "SELECT format('effect %s: step %d of case %d does not promise it', lower(hex(o.key)),"
    " o.step, o.case_id) FROM outbox o LEFT JOIN steps t ON t.id = o.step"
    " WHERE t.id IS NULL OR t.case_id <> o.case_id OR instr(t.body, lower(hex(o.key))) = 0";
static const char EFFECT_DONE[] =
    "SELECT format('effect %s: is done without a reference', lower(hex(key))) FROM outbox"
    " WHERE state = 'done' AND reference = ''";
static const char EFFECT_TWO[] =
    "SELECT format('case %d: %d effects under way at once', case_id, count(*)) FROM outbox"
    " WHERE state = 'asked' AND case_id <> 0 AND kind NOT IN ('score', 'wash')"
    " GROUP BY case_id HAVING count(*) > 1";
/* A question that has come to its end did so in a step that names it. */
static const char QUESTION_ENDED[] =
    "SELECT format('question %s: is %s, and no step says what came of it', lower(hex(o.key)), o.state)"
    " FROM outbox o WHERE o.kind IN ('score', 'wash') AND o.state IN ('done', 'refused', 'withdrawn')"
    " AND NOT EXISTS (SELECT 1 FROM steps t WHERE t.case_id = o.case_id AND t.id > o.step"
    "  AND instr(t.body, lower(hex(o.key))) > 0)";

static const char CASE_NAMES[] =
    "SELECT CASE WHEN k.id IS NULL"
    " THEN format('case %d: its creditor %d does not exist', c.id, c.creditor)"
    " ELSE format('case %d: its debtor %d does not exist', c.id, c.debtor) END"
    " FROM cases c LEFT JOIN creditors k ON k.id = c.creditor"
    " LEFT JOIN parties p ON p.id = c.debtor WHERE k.id IS NULL OR p.id IS NULL";
static const char CASE_DAYS[] =
    "SELECT format('case %d: is closed before it was opened', id) FROM cases"
    " WHERE closed <> 0 AND closed < opened";
static const char CASE_STEPS[] =
    "SELECT format('case %d: has no step', c.id) FROM cases c WHERE NOT EXISTS"
    " (SELECT 1 FROM steps t WHERE t.case_id = c.id AND t.case_id <> 0)";
static const char STEP_CASES[] =
    "SELECT format('step %d: its case %d does not exist', t.id, t.case_id) FROM steps t"
    " WHERE t.case_id <> 0 AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = t.case_id)";

/* In a column that names a case or a step, 0 stands for none. */
#define CASE_OF(what, name, table)                                                                 \
    "SELECT format('" what " %s: its case %d does not exist', x." name ", x.case_id)"              \
    " FROM " table " x WHERE x.case_id <> 0"                                                       \
    " AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = x.case_id)"
#define STEP_OF(what, name, table, column)                                                         \
    "SELECT format('" what " %s: its step %d does not exist', x." name ", x." column ")"           \
    " FROM " table " x WHERE x." column " <> 0"                                                    \
    " AND NOT EXISTS (SELECT 1 FROM steps t WHERE t.id = x." column ")"

static const char TASK_CASE[] = CASE_OF("task", "id", "tasks");
static const char TASK_STEP[] = STEP_OF("task", "id", "tasks", "step");
static const char DOCUMENT_CASE[] = CASE_OF("document", "id", "documents");
static const char DOCUMENT_STEP[] = STEP_OF("document", "id", "documents", "step");
static const char SOURCE_STEP[] = STEP_OF("source", "source", "sources", "step");
static const char KID_CASE[] = CASE_OF("KID", "kid", "foreign_kids");
static const char INVOICE_CASE[] = CASE_OF("invoice", "invoice", "invoices");
static const char WAITING_STEP[] = STEP_OF("waiting", "id", "waiting", "step");
static const char SETTLED_STEP[] = STEP_OF("waiting", "id", "waiting", "settled_by");
static const char ACTIVE_STEP[] = STEP_OF("activation", "id", "activations", "step");

int audit_look(struct db *db, const char *const *checks, struct faults *f, struct status *st) {
    int code = STATUS_OK;
    for (; code == STATUS_OK && *checks != NULL; checks++) {
        struct query q = query_start(db, "auditing", *checks, st);
        while (query_next(&q)) {
            struct text fault = query_text(&q, 0);
            faults_add(f, "%.*s", TEXT_ARG(fault));
        }
        code = query_end(&q);
    }
    return code;
}

int audit_database(struct db *db, struct faults *f, struct status *st) {
    static const char *const checks[] = {INTEGRITY, FOREIGN_KEYS, NULL};
    int version = 0;
    int code = schema_version(db, &version, st);
    if (code == STATUS_OK && version != SCHEMA_VERSION) {
        faults_add(f, "schema: version %d, and this krav has %d", version, SCHEMA_VERSION);
    }
    if (code == STATUS_OK) {
        code = schema_compare(db, f, st);
    }
    return code == STATUS_OK ? audit_look(db, checks, f, st) : code;
}

int audit_ledger(struct db *db, struct faults *f, struct status *st) {
    static const char *const checks[] = {SET_SUMS, SET_EMPTY, SET_MISSING,
                                         SET_STEP, SET_GAPS,  NULL};
    return audit_look(db, checks, f, st);
}

int audit_client_money(struct db *db, struct faults *f, struct status *st) {
    static const char *const checks[] = {CLIENT_NEGATIVE, SHARE_NEGATIVE, CLIENT_CACHE,
                                         CLIENT_BANK, PURSES, NULL};
    return audit_look(db, checks, f, st);
}

int audit_settlements(struct db *db, struct faults *f, struct status *st) {
    static const char *const checks[] = {REMIT_LEDGER,  REMIT_UNDERWAY_SUM, REMIT_BATCH,
                                         REMIT_PERIODS, REMIT_DOCUMENTS,    NULL};
    return audit_look(db, checks, f, st);
}

int audit_wakeups(struct db *db, struct faults *f, struct status *st) {
    static const char *const checks[] = {OPEN_ASLEEP, CLOSED_AWAKE, NULL};
    return audit_look(db, checks, f, st);
}

int audit_outbox(struct db *db, struct faults *f, struct status *st) {
    static const char *const checks[] = {EFFECT_STEP, EFFECT_DONE, EFFECT_TWO, QUESTION_ENDED, NULL};
    return audit_look(db, checks, f, st);
}

int audit_cases(struct db *db, struct faults *f, struct status *st) {
    static const char *const checks[] = {CASE_NAMES,   CASE_DAYS,   CASE_STEPS,    STEP_CASES,
                                         TASK_CASE,    TASK_STEP,   DOCUMENT_CASE, DOCUMENT_STEP,
                                         SOURCE_STEP,  KID_CASE,    INVOICE_CASE,  WAITING_STEP,
                                         SETTLED_STEP, ACTIVE_STEP, merges_match,  NULL};
    return audit_look(db, checks, f, st);
}
