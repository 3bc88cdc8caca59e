/* audit_refunds.c - the way back of money, checked by SQL: refunds against the ledger and their
 * batches, and posting sets that take another back. */
#include "store/audit.h"

#include "store/query.h"

/* A refund's row against its step's postings, and both ways. */
static const char REFUND_LEDGER[] =
    "WITH posted AS (SELECT s.step, -sum(p.amount) AS amount, max(p.case_id) AS case_id"
    " FROM posting_sets s JOIN postings p ON p.set_id = s.id WHERE s.why = 'refunded'"
    " AND p.account = 'payout_underway' GROUP BY s.step)"
    " SELECT format('refund %d: is not what its step posted', r.step) FROM refunds r"
    " LEFT JOIN posted p ON p.step = r.step"
    " WHERE p.step IS NULL OR p.amount <> r.amount OR p.case_id <> r.case_id"
    " UNION ALL SELECT format('step %d: money goes back, and no refund says so', p.step)"
    " FROM posted p LEFT JOIN refunds r ON r.step = p.step WHERE r.step IS NULL";
/* What is under way is in a batch that was not refused. */
static const char REFUND_BATCH[] =
    "SELECT format('refund %d: is under way, and no payout is', r.step) FROM refunds r"
    " LEFT JOIN outbox o ON o.key = r.batch AND o.kind = 'payout' WHERE r.state = 'underway'"
    " AND (o.id IS NULL OR o.state IN ('refused', 'withdrawn'))"
    " UNION ALL SELECT format('refund %d: is %s, and was in no batch', step, state) FROM refunds"
    " WHERE state = 'settled' AND batch IS NULL";
/* A set that takes another back is of the same case, later, and nowhere larger. */
static const char REVERSAL[] =
    "SELECT DISTINCT format('posting set %d: takes back more than set %d posted', s.id, s.reverses)"
    " FROM posting_sets s JOIN postings p ON p.set_id = s.id LEFT JOIN postings o"
    " ON o.set_id = s.reverses AND o.account = p.account AND o.case_id = p.case_id"
    " AND o.creditor = p.creditor WHERE s.reverses IS NOT NULL AND (s.reverses >= s.id"
    " OR o.amount IS NULL OR sign(o.amount) = sign(p.amount) OR abs(p.amount) > abs(o.amount))"
    " UNION ALL SELECT format('posting set %d: its step does not say that it takes back set %d',"
    " s.id, r.id) FROM posting_sets s JOIN posting_sets r ON r.id = s.reverses"
    " JOIN steps t ON t.id = s.step WHERE instr(t.body, '\"undoes\":\"' || r.why || '\"') = 0"
    " OR instr(t.body, '\"id\":' || r.step || ',') = 0"
    " UNION ALL SELECT format('posting set %d: takes back, and does not say what', id)"
    " FROM posting_sets WHERE (why = 'reversed') <> (reverses IS NOT NULL)"
    " UNION ALL SELECT format('posting set %d: was taken back %d times', reverses, count(*))"
    " FROM posting_sets WHERE reverses IS NOT NULL GROUP BY reverses HAVING count(*) > 1";

int audit_refunds(struct db *db, struct faults *f, struct status *st) {
    static const char *const checks[] = {REFUND_LEDGER, REFUND_BATCH, REVERSAL};
    int code = STATUS_OK;
    for (size_t i = 0; i < sizeof checks / sizeof checks[0] && code == STATUS_OK; i++) {
        struct query q = query_start(db, "auditing", checks[i], st);
        while (query_next(&q)) {
            const struct text fault = query_text(&q, 0);
            faults_add(f, "%.*s", TEXT_ARG(fault));
        }
        code = query_end(&q);
    }
    return code;
}
