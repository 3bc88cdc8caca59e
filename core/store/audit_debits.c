/* audit_debits.c - what payers' banks were asked for, checked by SQL: rows against the journal and
 * their batches, no instalment twice, one batch a day. */
#include "store/audit.h"

#include "store/audit_law_parts.h"
#include "store/query.h"

#define OF(name) "json_extract(e.value, '$." name "')"
/* What the journal says of requests and deletions; the index of the same list is used. */
#define SAID                                                                                       \
    "said AS MATERIALIZED (SELECT s.id AS step, s.case_id, " OF("kind") " = 'debit_deleted' AS"    \
    " deletes, " OF("key") " AS request, " OF("ref") " AS kid, " DAY_NUMBER(OF("until"))           \
    " AS due, " OF("amount_ore") " AS amount FROM steps s, json_each(s.body, '$.events') e"        \
    " WHERE s.fact IN ('debit_asked', 'debit_deleted')"                                            \
    " AND " OF("kind") " IN ('debit_asked', 'debit_deleted'))"

static const char JOURNAL[] =
    "WITH " SAID
    " SELECT format('request %s: is not what step %d says', lower(hex(d.key)), d.step)"
    " FROM debits d WHERE NOT EXISTS (SELECT 1 FROM said s WHERE s.step = d.step"
    "  AND s.case_id = d.case_id AND s.deletes = d.deletes AND s.request = lower(hex(d.request))"
    "  AND s.kid = d.kid AND s.due = d.due AND s.amount = d.amount)"
    " UNION ALL SELECT format('step %d: asks a bank, and no request says so', s.step) FROM said s"
    " WHERE NOT EXISTS (SELECT 1 FROM debits d WHERE d.step = s.step AND d.deletes = s.deletes"
    "  AND lower(hex(d.request)) = s.request)";

static const char BATCH[] =
    "SELECT format('request %s: is %s, and its batch is %s', lower(hex(d.key)), d.state,"
    " coalesce(o.state, 'not there')) FROM debits d LEFT JOIN outbox o ON o.key = d.batch"
    " AND o.kind = 'collect' WHERE d.batch IS NOT NULL AND o.state IS NOT CASE d.state"
    " WHEN 'unknown' THEN 'asked' ELSE d.state END"
    " UNION ALL SELECT format('batch %s: no request is in it', lower(hex(o.key))) FROM outbox o"
    " WHERE o.kind = 'collect' AND o.state <> 'withdrawn'"
    " AND NOT EXISTS (SELECT 1 FROM debits d WHERE d.batch = o.key)";

/* A request counts until it was refused, withdrawn or deleted. */
static const char TWICE[] =
    "SELECT format('KID %s: the bank is asked %d times for what is due on %s', kid, count(*), "
    DAY_SHOWN("due") ") FROM debits r WHERE deletes = 0 AND state NOT IN ('refused', 'withdrawn')"
    " AND NOT EXISTS (SELECT 1 FROM debits d WHERE d.request = r.key AND d.deletes = 1"
    "  AND d.state NOT IN ('refused', 'withdrawn')) GROUP BY kid, due HAVING count(*) > 1";

static const char DELETION[] =
    "SELECT format('deletion %s: of a request that was never made', lower(hex(d.key)))"
    " FROM debits d WHERE d.deletes = 1 AND NOT EXISTS (SELECT 1 FROM debits r"
    "  WHERE r.key = d.request AND r.deletes = 0 AND r.kid = d.kid AND r.due = d.due"
    "  AND r.amount = d.amount AND r.case_id = d.case_id AND r.step < d.step)"
    " UNION ALL SELECT format('request %s: made after its due day', lower(hex(key))) FROM debits"
    " WHERE on_day > due OR (on_day = due AND deletes = 0)";

/* The number of a batch is its day's, so that none repeats. */
static const char DAYS[] =
    "SELECT format('%s: %d batches of requests', " DAY_SHOWN("planned") ", count(*)) FROM outbox"
    " WHERE kind = 'collect' AND state <> 'withdrawn' GROUP BY planned HAVING count(*) > 1";

static const char MANDATED[] =
    "SELECT format('case %d: is kept as one whose bank %s be asked', id,"
    " CASE mandated WHEN 1 THEN 'may' ELSE 'may not' END) FROM cases WHERE mandated <>"
    " (closed = 0 AND json_extract(state, '$.mandate_since') IS NOT NULL"
    "  AND json_extract(state, '$.plan.agreed') IS NOT NULL)";

int audit_debits(struct db *db, struct faults *f, struct status *st) {
    static const char *const checks[] = {JOURNAL, BATCH, TWICE, DELETION, DAYS, MANDATED};
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
