/* audit_law_filing.c - filings, looked at once more: what the debtor was charged around them.
 *
 * A filing is pending from `filed` until an answer that ends it: a wage deduction and a bankruptcy go
 * on, and so does a petition by invoice that was judged by the board. */
#include "store/audit_law_parts.h"

#include <stddef.h>

#define FIELD_OF(name) "json_extract(e.value, '$." name "')"

const char law_filing_tables[] =
    "CREATE TABLE filing (at INTEGER PRIMARY KEY, case_id INT, kind TEXT, amount INT, awarded INT,"
    " ends INT) STRICT;"
    "CREATE INDEX filing_by_case ON filing (case_id, kind, at);";

const struct copied law_filings = {
    "SELECT s.id * 10000 + e.key, s.case_id, " FIELD_OF("kind") ", coalesce("
    FIELD_OF("amount_ore") ", 0), coalesce(" FIELD_OF("total_ore") ", 0), "
    FIELD_OF("kind") " = 'filing_ended' AND " FIELD_OF("outcome")
    " NOT IN ('wage_deduction', 'bankruptcy_opened') AND NOT (" FIELD_OF("filing")
    " = 'enforcement' AND " FIELD_OF("outcome") " IN ('judgment', 'settlement'))"
    " FROM steps s, json_each(s.body, '$.events') e"
    " WHERE s.case_id <> 0 AND " FIELD_OF("kind") " IN ('filed', 'filing_ended')",
    "INSERT INTO filing VALUES (?, ?, ?, ?, ?, ?)"};

#define CHARGED "SELECT format('case %d: step %d: %s: %d øre "

static const char PENDING[] =
    CHARGED "while a filing is pending (inkassoloven § 21)', c.case_id, c.at / 10000, c.fee,"
    " c.amount) FROM charge c WHERE c.ours AND c.fee IN ('light_costs', 'heavy_costs')"
    " AND (SELECT sum(CASE WHEN f.kind = 'filed' THEN 1 ELSE -f.ends END) FROM filing f"
    "  WHERE f.case_id = c.case_id AND f.at < c.asked) > 0";

static const char UPLIFT_AFTER[] =
    CHARGED "after a filing (inkassoforskriften § 2-4)', c.case_id, c.at / 10000, c.fee, c.amount)"
    " FROM charge c WHERE c.ours AND c.fee = 'plan_uplift' AND EXISTS (SELECT 1 FROM filing f"
    "  WHERE f.case_id = c.case_id AND f.kind = 'filed' AND f.at < c.at)";

/* By the end of the step that says it was filed. */
static const char UPLIFT_KEPT[] =
    "SELECT format('case %d: step %d: %d øre for instalments stand after a filing"
    " (inkassoforskriften § 2-4)', case_id, step, kept) FROM (SELECT f.case_id, f.at / 10000 AS"
    "  step, (SELECT sum(CASE e.kind WHEN 'fee_waived' THEN -e.amount ELSE e.amount END)"
    "   FROM event e WHERE e.case_id = f.case_id AND e.fee = 'plan_uplift' AND e.kind IN"
    "   ('fee_charged', 'fee_waived', 'fee_restored') AND e.at < (f.at / 10000 + 1) * 10000)"
    "  AS kept FROM filing f WHERE f.kind = 'filed') WHERE kept > 0";

static const char AWARDED[] =
    "SELECT format('case %d: step %d: %d øre awarded, and not charged so (inkassoloven § 21)',"
    " f.case_id, f.at / 10000, f.awarded) FROM filing f WHERE f.awarded > 0 AND NOT EXISTS"
    " (SELECT 1 FROM event e WHERE e.case_id = f.case_id AND e.kind = 'fee_charged'"
    "  AND e.fee = 'court_fee' AND e.amount = f.awarded AND e.at / 10000 = f.at / 10000)";

static const char ADVANCED[] =
    "SELECT format('case %d: %d øre of court fees settled with the creditor, and %d advanced',"
    " case_id, settled, advanced) FROM (SELECT case_id,"
    "  sum(CASE kind WHEN 'filing_ended' THEN amount ELSE 0 END) AS settled,"
    "  sum(CASE kind WHEN 'filed' THEN amount ELSE 0 END) AS advanced FROM filing"
    "  GROUP BY case_id) WHERE settled > advanced";

const char *const law_filing_checks[] = {PENDING, UPLIFT_AFTER, UPLIFT_KEPT, AWARDED, ADVANCED,
                                         NULL};
