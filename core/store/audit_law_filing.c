/* audit_law_filing.c - filings, looked at once more: what came before them and in time, and what
 * the debtor was charged around them.
 *
 * A filing is pending from `filed` until an answer that ends it: a wage deduction and a bankruptcy
 * go on, and so does a petition by invoice that was judged by the board.  It is judged by the day
 * it was made, which may be before the day it was told. */
#include "store/audit_law_parts.h"

#include <stddef.h>

const char law_filing_tables[] =
    "CREATE TABLE filing (at INTEGER PRIMARY KEY, case_id INT, kind TEXT, what TEXT, day INT,"
    " outcome TEXT, amount INT, awarded INT, ends INT) STRICT;"
    "CREATE INDEX filing_by_case ON filing (case_id, kind, at);";

const char law_filings[] =
    "INSERT INTO filing SELECT at, case_id, kind, ref, day, outcome, amount, coalesce(total, 0),"
    " kind = 'filing_ended' AND outcome NOT IN ('wage_deduction', 'bankruptcy_opened')"
    " AND NOT (ref = 'enforcement' AND outcome IN ('judgment', 'settlement'))"
    " FROM event WHERE kind IN ('filed', 'filing_ended');";

/* ---- what came before ------------------------------------------------------------------------ */

#define FILED(rest) "format('case %d: step %d: %s filed %s: " rest "', f.case_id, f.at / 10000,"   \
    " f.what, " DAY_SHOWN("f.day")
#define OPEN_CLAIMS                                                                                \
    "claim k ON k.case_id = f.case_id AND k.at < f.at AND " OPEN_ON("k", "f.day")                  \
    " AND " NEVER_UNDONE_AFTER("f.case_id", "f.at")
#define HAD(of_kind) MISSED(of_kind, "f.case_id", "k.number", "f.at", "f.day")
/* The debtor objects, or the board looks at a complaint. */
#define OBJECTED(which)                                                                            \
    "EXISTS (SELECT 1 FROM stop s JOIN event d ON d.at = s.from_at WHERE s.case_id = f.case_id"    \
    " AND d.kind = 'dispute_opened' AND s.from_at < f.at AND s.to_at > f.at" which ")"

/* inkassoloven § 12: what is disputed goes to the board without notice and demand. */
static const char NO_NOTICE[] =
    "SELECT " FILED("claim %d had no %s whose fourteen days had passed (%s)") ", k.number,"
    " coalesce(w.shown, 'notice'), coalesce(w.why, '?')) FROM filing f JOIN " OPEN_CLAIMS
    " LEFT JOIN letter_word w ON w.kind = CASE f.what WHEN 'conciliation' THEN 'legal_notice'"
    "  ELSE f.what || '_notice' END WHERE f.kind = 'filed'"
    " AND NOT (f.what = 'conciliation' AND " OBJECTED("") ") AND NOT " HAD("w.kind") ")";

/* inkassoloven §§ 10, 11: the steps rest on a demand that was missed and is six months old at most;
 * after a judgment the officer asks for none. */
static const char NO_DEMAND[] =
    "SELECT " FILED("claim %d had no payment demand of the last six months that was missed"
                    " (inkassoloven §§ 10, 11)") ", k.number) FROM filing f JOIN " OPEN_CLAIMS
    " WHERE f.kind = 'filed' AND f.what IN ('conciliation', 'enforcement')"
    " AND NOT (f.what = 'conciliation' AND " OBJECTED("") ")"
    " AND NOT (f.what = 'enforcement' AND EXISTS (SELECT 1 FROM event j"
    "  WHERE j.case_id = f.case_id AND j.kind = 'judged' AND j.at < f.at))"
    " AND NOT " HAD("'payment_demand'") " AND f.day <= " MONTHS_ON("n.sent", "6") ")";

/* tvangsfullbyrdelsesloven § 4-18: a year; konkursloven § 63: two weeks. */
static const char SPENT[] =
    "SELECT " FILED("the notice for claim %d was too old (%s)") ", k.number, CASE f.what"
    " WHEN 'enforcement' THEN 'tvangsfullbyrdelsesloven § 4-18' ELSE 'konkursloven § 63' END)"
    " FROM filing f JOIN " OPEN_CLAIMS " WHERE f.kind = 'filed'"
    " AND f.what IN ('enforcement', 'bankruptcy') AND " HAD("f.what || '_notice'") ")"
    " AND NOT " HAD("f.what || '_notice'") " AND f.day <= CASE f.what WHEN 'enforcement' THEN "
    MONTHS_ON("n.deadline", "12") " ELSE n.deadline + 14 END)";

/* konkursloven § 63: a business, four weeks after a demand that was missed. */
static const char SERVED[] =
    "SELECT format('case %d: step %d: bankruptcy notice served %s: %s (konkursloven § 63)',"
    " f.case_id, f.at / 10000, " DAY_SHOWN("f.day") ", CASE WHEN s.business THEN"
    "  format('claim %d had no payment demand of four weeks before', k.number)"
    "  ELSE 'the debtor is no business' END) FROM event f JOIN suit s ON s.case_id = f.case_id"
    " JOIN " OPEN_CLAIMS " WHERE f.kind = 'notice_served' AND NOT (s.business AND "
    HAD("'payment_demand'") " AND n.sent + 28 <= f.day))";
static const char BANKRUPT_CONSUMER[] =
    "SELECT " FILED("the debtor is no business (konkursloven § 63)") ") FROM filing f"
    " JOIN suit s ON s.case_id = f.case_id WHERE f.kind = 'filed' AND f.what = 'bankruptcy'"
    " AND NOT s.business";

/* inkassoloven §§ 8, 13, 17: what stops the collection stops the courts too; what is disputed may
 * go to the board, but not while a complaint is looked at. */
static const char STOPPED[] =
    "SELECT DISTINCT " FILED("%s (%s)") ", s.word, s.why) FROM filing f JOIN stop s"
    " ON s.case_id = f.case_id AND s.from_at < f.at AND s.to_at > f.at WHERE f.kind = 'filed'"
    " AND (s.until IS NULL OR f.day <= s.until) AND CASE s.word"
    "  WHEN 'an objection was open' THEN f.what <> 'conciliation' OR " OBJECTED(" AND d.word ="
    "   'complaint'")
    "  ELSE s.court END";

/* ---- what was charged ------------------------------------------------------------------------ */

#define CHARGED "SELECT format('case %d: step %d: %s: %d øre "

static const char PENDING[] =
    CHARGED "while a filing is pending (inkassoloven § 21)', c.case_id, c.at / 10000, c.fee,"
    " c.amount) FROM filing p JOIN charge c ON c.case_id = p.case_id WHERE c.ours"
    " AND p.kind = 'filed' AND c.fee IN ('light_costs', 'heavy_costs') AND p.at < c.asked"
    " AND (SELECT sum(CASE WHEN f.kind = 'filed' THEN 1 ELSE -f.ends END) FROM filing f"
    "  WHERE f.case_id = c.case_id AND f.at < c.asked) > 0";

static const char UPLIFT_AFTER[] =
    CHARGED "after a filing (inkassoforskriften § 2-4)', c.case_id, c.at / 10000, c.fee, c.amount)"
    " FROM filing f JOIN charge c ON c.case_id = f.case_id AND c.fee = 'plan_uplift'"
    " WHERE c.ours AND f.kind = 'filed' AND f.at < c.at";

/* By the end of the step that says it was filed.  What was let go with other costs, for a payment
 * or written off, may have been the uplift: it does not stand then. */
static const char UPLIFT_KEPT[] =
    "SELECT format('case %d: step %d: %d øre for instalments stand after a filing"
    " (inkassoforskriften § 2-4)', case_id, step, kept) FROM (SELECT f.case_id, f.at / 10000 AS"
    "  step, (SELECT sum(CASE e.kind WHEN 'fee_charged' THEN e.amount WHEN 'fee_restored' THEN"
    "    e.amount WHEN 'fee_waived' THEN -e.amount WHEN 'remainder_restored' THEN e.costs"
    "    WHEN 'reversed' THEN CASE e.word WHEN 'fee_charged' THEN -e.amount ELSE e.amount END"
    "    ELSE -e.costs END) FROM event e WHERE e.case_id = f.case_id AND e.kind IN ('fee_charged',"
    "    'fee_waived', 'fee_restored', 'reversed', 'remainder_waived', 'remainder_restored',"
    "    'written_off') AND (e.fee = 'plan_uplift' OR e.fee IS NULL)"
    "   AND e.at < (f.at / 10000 + 1) * 10000 AND e.at >= (SELECT min(u.at) FROM event u"
    "    WHERE u.kind = 'fee_charged' AND u.case_id = f.case_id AND u.fee = 'plan_uplift'))"
    "  AS kept FROM filing f WHERE f.kind = 'filed') WHERE kept > 0";

static const char AWARDED[] =
    "SELECT format('case %d: step %d: %d øre awarded, and not charged so (inkassoloven § 21)',"
    " f.case_id, f.at / 10000, f.awarded) FROM filing f WHERE f.awarded > 0 AND NOT EXISTS"
    " (SELECT 1 FROM event e WHERE e.case_id = f.case_id AND e.kind = 'fee_charged'"
    "  AND e.fee = 'court_fee' AND e.amount = f.awarded AND e.at / 10000 = f.at / 10000)";

/* Costs of a court are owed when they were awarded, or as the fee of a notice that was served; what
 * else there may be, a person decided (rettsgebyrloven, tvisteloven ch. 20). */
static const char NOT_AWARDED[] =
    CHARGED "of court costs, and nothing was awarded (inkassoloven § 21)', c.case_id,"
    " c.at / 10000, c.fee, c.amount) FROM charge c JOIN event e ON e.at = c.at WHERE c.ours"
    " AND c.fee = 'court_fee' AND e.fact <> 'act' AND NOT EXISTS (SELECT 1 FROM event o"
    "  WHERE o.at BETWEEN c.at / 10000 * 10000 AND c.at / 10000 * 10000 + 9999"
    "  AND CASE o.kind WHEN 'filing_ended' THEN o.total WHEN 'notice_served' THEN o.amount END"
    "   = c.amount)";

static const char ADVANCED[] =
    "SELECT format('case %d: %d øre of court fees settled with the creditor, and %d advanced',"
    " case_id, settled, advanced) FROM (SELECT case_id,"
    "  sum(CASE kind WHEN 'filing_ended' THEN amount ELSE 0 END) AS settled,"
    "  sum(CASE kind WHEN 'filed' THEN amount ELSE 0 END) AS advanced FROM filing"
    "  GROUP BY case_id) WHERE settled > advanced";

const char *const law_filing_checks[] = {
    NO_NOTICE, NO_DEMAND,    SPENT,       SERVED,  BANKRUPT_CONSUMER, STOPPED,  PENDING,
    UPLIFT_AFTER, UPLIFT_KEPT, AWARDED, NOT_AWARDED, ADVANCED, NULL};
