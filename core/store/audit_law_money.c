/* audit_law_money.c - what was charged and what interest was posted: each check is one query, one
 * sentence per fault.  Amounts below what the law allows are nobody's harm. */
#include <stddef.h>

#include "store/audit_law_parts.h"

/* "case 100000001: step 12: heavy_costs: " */
#define CHARGE(rest) "format('case %d: step %d: %s: " rest "', c.case_id, "                        \
    STEP_OF_EVENT("c.at") ", c.fee"
#define LETTER_FEE "c.fee IN ('reminder_fee', 'notice_fee')"
/* CROSS: SQLite is to begin with the charges, since it cannot know how few there are. */
#define WITH_LETTER "charge c CROSS JOIN letter l ON l.at = c.letter"

/* A cap in øre, with the fraction up: one and a half for a business, one and a quarter where the
 * claim bears no VAT that the creditor could deduct. */
#define CAP(w, light, heavy, day)                                                                  \
    "(" light " * (1 + " heavy ") * " SATS(day) " * (2 + " w ".business) * (4 + " w                \
    ".without_vat) + 799) / 800"
#define TABLE_BEGINS DAY_NUMBER("'2010-01-01'")

/* ---- fees of letters ------------------------------------------------------------------------- */

static const char FEE_WITHOUT_LETTER[] =
    "SELECT " CHARGE("%d øre without a letter of its kind (inkassoforskriften § 1-2)")
    ", c.amount) FROM charge c LEFT JOIN letter l ON l.at = c.letter WHERE c.ours"
    " AND c.fee IN ('reminder_fee', 'notice_fee', 'own_demand_fee') AND l.kind IS NOT"
    " CASE c.fee WHEN 'reminder_fee' THEN 'reminder' WHEN 'notice_fee' THEN 'collection_notice'"
    " ELSE '' END";

static const char FEE_TOO_EARLY[] =
    "SELECT " CHARGE("claim %d fell due %s, and fourteen days had not passed"
                     " (inkassoforskriften § 1-2)")
    ", a.claim, " DAY_SHOWN("a.effective") ") FROM " WITH_LETTER
    " CROSS JOIN about a ON a.letter = l.at WHERE c.ours AND " LETTER_FEE " AND a.open"
    " AND l.sent < a.effective + 14";

/* A twentieth, or what older claims bore; whole kroner from 2026, half up. */
static const char FEE_TOO_LARGE[] =
    "SELECT " CHARGE("%d øre, and the fee was %d (inkassoforskriften § 1-2)")
    ", c.amount, c.lawful) FROM (SELECT c.*, CASE WHEN c.sent >= " DAY_NUMBER("'2026-01-01'")
    "  THEN (c.part + 50) / 100 * 100 ELSE c.part END AS lawful FROM (SELECT c.*, l.sent, "
    SATS("l.sent") " / CASE WHEN min(l.sent,"
    "     (SELECT min(effective) FROM about WHERE letter = l.at)) >= " DAY_NUMBER("'2020-10-01'")
    "     THEN 20 ELSE 10 END AS part FROM " WITH_LETTER
    "   WHERE c.ours AND c.sats IS NOT NULL AND " LETTER_FEE ") c) c WHERE c.amount > c.lawful";

static const char FEE_NOT_QUOTED[] =
    "SELECT " CHARGE("%d øre, and the letter said %d (inkassoloven § 17)")
    ", c.amount, l.fee) FROM " WITH_LETTER " WHERE c.ours AND c.amount > l.fee";

/* § 1-3, for each claim: letters with a fee within the six months before this one. */
#define FEE_BEFORE                                                                                 \
    WITH_LETTER " CROSS JOIN about a ON a.letter = l.at AND a.open"                                \
    " CROSS JOIN about b ON b.case_id = a.case_id AND b.claim = a.claim"                           \
    " CROSS JOIN letter p ON p.at = b.letter AND p.at < l.asked AND p.fee > 0"                     \
    " AND l.composed <= " MONTHS_ON("p.sent", "6") " WHERE c.ours AND " LETTER_FEE

static const char FEE_AFTER_NOTICE[] =
    "SELECT " CHARGE("claim %d had a fee with the %s (inkassoforskriften § 1-3)")
    ", a.claim, " SHOWN("p") ") FROM " FEE_BEFORE " AND p.kind <> 'reminder'";

static const char FEE_TOO_SOON_AGAIN[] =
    "SELECT " CHARGE("claim %d had a fee with the %s, whose fourteen days had not passed"
                     " (inkassoforskriften § 1-3)")
    ", a.claim, " SHOWN("p") ") FROM " FEE_BEFORE " AND p.kind = 'reminder'"
    " AND (p.deadline IS NULL OR p.deadline - p.sent < 14 OR p.deadline >= l.composed)";

static const char FEE_THIRD[] =
    "SELECT " CHARGE("claim %d had %d fees already (inkassoforskriften § 1-3)")
    ", a.claim, count(*)) FROM " FEE_BEFORE " AND p.kind = 'reminder' GROUP BY c.at, a.claim"
    " HAVING count(*) > 1";

/* ---- costs of collection --------------------------------------------------------------------- */

static const char LIGHT_WITHOUT_DEMAND[] =
    "SELECT " CHARGE("%d øre without a payment demand (inkassoforskriften § 2-2)")
    ", c.amount) FROM charge c LEFT JOIN letter l ON l.at = c.letter"
    " WHERE c.ours AND c.fee = 'light_costs' AND l.kind IS NOT 'payment_demand'";

static const char HEAVY_TOO_EARLY[] =
    "SELECT " CHARGE("claim %d had no payment demand overrun by more than 28 days"
                     " (inkassoforskriften § 2-3)")
    ", k.number) FROM charge c JOIN claim k ON k.case_id = c.case_id AND k.at < c.at"
    " WHERE c.ours AND c.fee = 'heavy_costs' AND " OPEN_ON("k", "c.day")
    " AND " NEVER_UNDONE_AFTER("c.case_id", "c.at")
    " AND NOT EXISTS (SELECT 1 FROM about b JOIN letter n ON n.at = b.letter"
    "  WHERE b.case_id = k.case_id AND b.claim = k.number AND n.kind = 'payment_demand'"
    "  AND n.at < c.at AND n.gone > c.at AND n.deadline - n.sent >= 14"
    "  AND n.deadline + 28 < c.day)";

static const char UPLIFT_WITHOUT_PLAN[] =
    "SELECT " CHARGE("no plan of more than four instalments was agreed (inkassoforskriften § 2-4)")
    ") FROM charge c WHERE c.ours AND c.fee = 'plan_uplift' AND NOT EXISTS (SELECT 1 FROM event e"
    " WHERE e.case_id = c.case_id AND e.kind IN ('plan_agreed', 'plan_adjusted')"
    " AND e.days > 4 AND e.at < c.at)";

/* Whether VAT and the business factor go on top is not settled: as wide as may be. */
static const char UPLIFT_TOO_LARGE[] =
    "SELECT " CHARGE("%d øre, and at most %d (inkassoforskriften § 2-4)") ", c.amount, c.lawful)"
    " FROM (SELECT c.*, (c.sats * 3 * (2 + w.business) * (4 + w.without_vat) + 15) / 16"
    "  AS lawful FROM charge c JOIN weight w ON w.case_id = c.case_id WHERE c.ours"
    "  AND c.sats IS NOT NULL AND c.fee = 'plan_uplift') c WHERE c.amount > c.lawful";

static const char COMPENSATION_CONSUMER[] =
    "SELECT " CHARGE("a consumer owes none (forsinkelsesrenteloven § 3 a)") ")"
    " FROM charge c JOIN suit s ON s.case_id = c.case_id"
    " WHERE c.ours AND c.fee = 'compensation' AND NOT s.business";

/* The half-year of the due day or any since, and one for each claim. */
#define COMPENSATION(w, day)                                                                       \
    "(SELECT max(f.value) FROM figure f WHERE f.what = 'compensation' AND f.from_day <= " day      \
    " AND f.to_day >= " w ".first_due) * " w ".claims"
static const char COMPENSATION_TOO_LARGE[] =
    "SELECT " CHARGE("%d øre, and at most %d (forsinkelsesrenteloven § 3 a)")
    ", c.amount, c.lawful) FROM (SELECT c.*, " COMPENSATION("w", "c.day") " AS lawful FROM charge c"
    "  JOIN weight w ON w.case_id = c.case_id WHERE c.ours AND c.sats IS NOT NULL"
    "  AND c.fee = 'compensation') c WHERE c.amount > c.lawful";

static const char AFTER_JUDGMENT[] =
    "SELECT DISTINCT " CHARGE("%d øre after a judgment (inkassoloven § 21)") ", c.amount)"
    " FROM charge c JOIN event e ON e.case_id = c.case_id AND e.kind = 'judged' AND e.at < c.asked"
    " WHERE c.ours AND c.fee IN ('light_costs', 'heavy_costs', 'plan_uplift')";

static const char STOPPED[] =
    "SELECT " CHARGE("%d øre while %s (%s)") ", c.amount, s.word, s.why)"
    " FROM charge c JOIN stop s ON s.case_id = c.case_id WHERE c.ours AND c.fee <> 'court_fee'"
    " AND s.costs AND c.asked > s.from_at AND c.asked < s.to_at"
    " AND (s.until IS NULL OR c.composed <= s.until)";

/* Costs and compensation are not added up: the larger of the two (§ 2-6).  Letters' fees are inside
 * the cap, and by themselves they have only their own paragraphs. */
static const char ABOVE_CAP[] =
    "SELECT " CHARGE("%d øre stand, and at most %d (inkassoforskriften §§ 2-2, 2-3)")
    ", c.total, c.lawful) FROM (SELECT c.*, CASE WHEN w.business THEN max(c.cap,"
    "   coalesce(" COMPENSATION("w", "c.day") ", 0)) ELSE c.cap END + c.uplift AS lawful"
    "  FROM (SELECT c.*, " CAP("w", "w.light", "c.heavy", "c.day") " AS cap, c.uplifted * (c.sats"
    "    * 3 * (2 + w.business) * (4 + w.without_vat) + 15) / 16 AS uplift"
    "   FROM (SELECT c.*, EXISTS (SELECT 1 FROM charge h WHERE h.case_id = c.case_id"
    "      AND h.fee = 'heavy_costs' AND h.at <= c.at) AS heavy,"
    "     EXISTS (SELECT 1 FROM charge h WHERE h.case_id = c.case_id"
    "      AND h.fee = 'plan_uplift' AND h.at <= c.at) AS uplifted"
    "    FROM charge c WHERE c.ours AND c.sats IS NOT NULL AND c.fee IN ('light_costs',"
    "     'heavy_costs', 'plan_uplift', 'compensation')) c"
    "   JOIN weight w ON w.case_id = c.case_id AND w.first_due >= " TABLE_BEGINS ") c"
    "  JOIN weight w ON w.case_id = c.case_id) c WHERE c.total > c.lawful";

/* Claims of one creditor on one debtor are one claim to the caps where their demands are of one
 * time: one went while the deadline of the other ran, and neither case was closed. */
static const char NOT_MERGED[] =
    "WITH demanded AS MATERIALIZED (SELECT w.*, l.at, l.asked, l.sent, l.deadline, l.gone, c.amount"
    "  FROM " WITH_LETTER " JOIN weight w ON w.case_id = c.case_id WHERE c.ours"
    "  AND c.sats IS NOT NULL AND c.fee = 'light_costs'),"
    " together AS (SELECT l.at, min(n.case_id) AS low, max(n.case_id) AS high, l.sent,"
    "   sum(n.amount) AS borne, sum(n.principal) AS principal, min(n.first_due) AS first_due,"
    "   max(n.last_due) AS last_due, l.business, max(n.without_vat) AS without_vat"
    "  FROM demanded l JOIN demanded n ON n.creditor = l.creditor AND n.debtor = l.debtor"
    "  AND n.at <= l.at AND n.deadline >= l.sent AND n.gone > l.asked"
    "  WHERE NOT EXISTS (SELECT 1 FROM stop s WHERE s.case_id = n.case_id"
    "   AND s.word = 'the case was closed' AND s.from_at < l.asked AND s.to_at > l.asked)"
    "  GROUP BY l.at HAVING count(DISTINCT n.case_id) > 1)"
    " SELECT format('cases %d and %d: payment demands of %s to one debtor bear %d øre, and merged"
    " at most %d (inkassoloven § 17)', low, high, " DAY_SHOWN("sent") ", borne, lawful)"
    " FROM (SELECT t.*, " CAP("t", LIGHT_BAND("t"), "0", "t.sent") " AS lawful FROM together t"
    "  WHERE t.first_due >= " TABLE_BEGINS ") WHERE borne > lawful";

/* ---- interest -------------------------------------------------------------------------------- */

/* A claim's principal bears from the day after it was due, and each change of it from the day after
 * its own; below nothing it bears nothing.  Whole øre and ten-thousandths of a year's day are
 * summed apart, so that nothing overflows, and rounded once, half up: of claims that were merged,
 * once for each case that they came from. */
#define YEAR_PARTS "1335900000" /* 10000 * 365 * 366 */
static const char INTEREST[] =
    "WITH posted AS (SELECT coalesce(r.root, e.case_id) AS case_id, sum(e.amount) AS amount,"
    "  max(e.until) AS until, max(e.at) AS at FROM event e LEFT JOIN root r"
    "  ON r.case_id = e.case_id WHERE e.kind = 'interest_accrued' GROUP BY 1),"
    " moved AS (SELECT c.case_id, c.number, c.lot, c.principal AS amount, p.until, c.rate_bp,"
    "   coalesce(c.interest_to, c.effective) + 1 AS since FROM posted p"
    "   JOIN claim c ON c.case_id = p.case_id"
    "  UNION ALL SELECT c.case_id, c.number, c.lot, m.amount, p.until, c.rate_bp,"
    "   max(coalesce(c.interest_to, c.effective), m.day) + 1 FROM posted p"
    "   JOIN claim c ON c.case_id = p.case_id JOIN move m ON m.case_id = c.case_id"
    "   AND m.claim = c.number),"
    " bearing AS (SELECT case_id, lot, rate_bp, since, max(0, sum(sum(amount)) OVER w) AS amount,"
    "   min(until, coalesce(lead(since) OVER w - 1, until)) AS until FROM moved"
    "   GROUP BY case_id, number, since WINDOW w AS (PARTITION BY case_id, number ORDER BY since)),"
    " part AS (SELECT b.case_id, b.lot, b.amount * s.bp * (min(b.until, s.to_day)"
    "   - max(b.since, s.from_day) + 1) AS n, s.days FROM bearing b JOIN segment s"
    "   ON s.from_day <= b.until AND s.to_day >= b.since WHERE b.rate_bp = 0 AND b.since <= b.until"
    "  UNION ALL SELECT b.case_id, b.lot, b.amount * b.rate_bp * (min(b.until, y.last)"
    "   - max(b.since, y.first) + 1), y.last - y.first + 1 FROM bearing b JOIN year y"
    "   ON y.first <= b.until AND y.last >= b.since WHERE b.rate_bp <> 0 AND b.since <= b.until),"
    " exact AS (SELECT case_id, sum(n / (10000 * days)) AS whole,"
    "   sum(n % (10000 * days) * (731 - days)) AS rest FROM part GROUP BY case_id, lot),"
    " rounded AS (SELECT case_id, sum(whole + (2 * rest + " YEAR_PARTS ") / (2 * " YEAR_PARTS ")"
    "   - ((2 * rest + " YEAR_PARTS ") % (2 * " YEAR_PARTS ") < 0)) AS amount FROM exact"
    "  GROUP BY case_id),"
    " due AS (SELECT p.*, coalesce(x.amount, 0) + (SELECT sum(c.brought) FROM claim c"
    "   WHERE c.case_id = p.case_id) AS lawful FROM posted p LEFT JOIN rounded x"
    "  ON x.case_id = p.case_id WHERE p.until <= (SELECT max(to_day) FROM segment))"
    " SELECT format('case %d: step %d: interest: %d øre posted to %s, and the simple interest is"
    " %d (forsinkelsesrenteloven §§ 2, 3)', case_id, " STEP_OF_EVENT("at") ", amount, "
    DAY_SHOWN("until") ", lawful) FROM due WHERE amount <> lawful";

/* § 4: what was agreed with a consumer binds only where it is no more than the statute's. */
static const char CONSUMER_RATE[] =
    "SELECT format('case %d: claim %d: bears %d hundredths of a percent, agreed with a consumer"
    " (forsinkelsesrenteloven § 4)', c.case_id, c.number, c.rate_bp)"
    " FROM claim c JOIN suit s ON s.case_id = c.case_id WHERE NOT s.business"
    " AND c.rate_bp > (SELECT max(bp) FROM segment WHERE to_day >= c.effective)";

/* avtaleloven § 36: far above the statute's is no agreement.  How far a business may go is set in
 * krav.conf, twenty points at most: beyond that no setting can have allowed it. */
static const char BUSINESS_RATE[] =
    "SELECT format('case %d: claim %d: bears %d hundredths of a percent, far above the statutory"
    " rate of its due day (avtaleloven § 36)', c.case_id, c.number, c.rate_bp)"
    " FROM claim c JOIN suit s ON s.case_id = c.case_id WHERE s.business AND c.rate_bp <> 0"
    " AND c.rate_bp NOT BETWEEN 1 AND (SELECT max(bp) FROM segment WHERE c.effective"
    "  BETWEEN from_day AND to_day) + 2000";

const char *const law_money_checks[] = {
    FEE_WITHOUT_LETTER,   FEE_TOO_EARLY,       FEE_TOO_LARGE,         FEE_NOT_QUOTED,
    FEE_AFTER_NOTICE,     FEE_TOO_SOON_AGAIN,  FEE_THIRD,             LIGHT_WITHOUT_DEMAND,
    HEAVY_TOO_EARLY,      UPLIFT_WITHOUT_PLAN, UPLIFT_TOO_LARGE,      COMPENSATION_CONSUMER,
    AFTER_JUDGMENT,       STOPPED,             COMPENSATION_TOO_LARGE, ABOVE_CAP,
    NOT_MERGED,           INTEREST,            CONSUMER_RATE,         BUSINESS_RATE, NULL};
