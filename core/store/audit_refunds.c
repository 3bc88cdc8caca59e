/* audit_refunds.c - the way back of money, checked by SQL: refunds against the ledger and their
 * batches, posting sets that take another back, and what closed cases still hold. */
#include "store/audit.h"

#include "store/audit_look.h"

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
    " LEFT JOIN outbox o ON o.key = r.batch AND o.kind IN ('payout', 'payback') WHERE r.state = 'underway'"
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

/* inkassoloven §§ 8, 16: a case that is over holds no money that nobody was asked to give back.
 * What was asked before it closed ended with it; a task raised since is a person's to end. */
static const char KEPT[] =
    "SELECT format('case %d: is closed with %d øre that were too much, and nobody is asked to give"
    " them back', c.id, json_extract(c.state, '$.overpaid_ore')) FROM cases c"
    " WHERE c.closed <> 0 AND c.merged_into = 0 AND json_extract(c.state, '$.overpaid_ore') > 0"
    " AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.case_id = c.id"
    "  AND t.reason IN ('overpaid', 'refund_failed') AND (t.done = 0 OR t.step >="
    "   (SELECT max(s.id) FROM steps s WHERE s.case_id = c.id"
    "    AND instr(s.body, '\"kind\":\"closed\"') > 0)))";

int audit_refunds(struct db *db, struct faults *f, struct status *st) {
    static const char *const checks[] = {REFUND_LEDGER, REFUND_BATCH, REVERSAL, KEPT, NULL};
    return audit_look(db, checks, f, st);
}
