/* audit_law_limitation.c - limitation, looked at once more: nothing is asked, charged, agreed or
 * filed on a claim that was lost by time (foreldelsesloven §§ 1, 24).
 *
 *     mark     what gives a claim more time: known from `at` until `till`; made on `day`, gives it
 *              until `by`; own: for as long again as the claim's own years; always: also late
 *     late     something that was done with a claim whose first period was over
 *
 * As wide as may be: a mark is about all claims of its case, and §§ 10 and 28 are not held to their
 * bounds.  An acknowledgement or a step that came too late gives nothing all the same. */
#include <stddef.h>

#include "store/audit_law_parts.h"

const char law_limitation_tables[] =
    "CREATE TABLE mark (case_id INT, at INT, till INT, day INT, by INT, own INT, always INT)"
    " STRICT;"
    "CREATE INDEX mark_by_case ON mark (case_id);"
    "CREATE TABLE late (id INTEGER PRIMARY KEY, case_id INT, claim INT, at INT, day INT, years INT,"
    " lapsed INT, what TEXT) STRICT;";

#define NEVER "1 << 30"
#define LATE "INSERT INTO late (case_id, claim, at, day, years, lapsed, what) "
#define ITS_END YEARS_ON("k.begins", "k.years")
/* Ten years from each; one from a step that came to nothing (§ 22); none where nothing is owed. */
#define GIVEN(outcome)                                                                             \
    "CASE WHEN " outcome " IN ('withdrawn', 'denied') THEN 0 WHEN " outcome " IN ('dismissed',"    \
    " 'discontinued') THEN " MONTHS_ON("f.day", "12") " ELSE " MONTHS_ON("f.day", "120") " END"

#define DONE_WITH(at, day, of)                                                                     \
    " JOIN old k ON k.case_id = " of ".case_id AND k.at < " at " AND k.first < " day               \
    " AND " OPEN_ON("k", day) " AND " NEVER_UNDONE_AFTER(of ".case_id", at)

const char law_limitation_marks[] =
    /* §§ 15-18, 21: a filing is pending until it has ended, and then its outcome counts. */
    "INSERT INTO mark SELECT f.case_id, f.at, coalesce((SELECT min(o.at) FROM filing o"
    "  WHERE o.case_id = f.case_id AND o.kind = 'filing_ended' AND o.what = f.what AND o.ends"
    "  AND o.at > f.at), 1 << 62), f.day, " NEVER ", 0, 0 FROM filing f WHERE f.kind = 'filed';"
    "INSERT INTO mark SELECT f.case_id, f.at, 1 << 62, coalesce((SELECT max(o.day) FROM filing o"
    "  WHERE o.case_id = f.case_id AND o.kind = 'filed' AND o.what = f.what AND o.at < f.at),"
    "  f.day), " GIVEN("f.outcome") ", 0, 0 FROM filing f WHERE f.kind = 'filing_ended' AND f.ends;"
    "INSERT INTO mark SELECT f.case_id, f.at, 1 << 62, f.day, " MONTHS_ON("f.day", "120")
    ", 0, 1 FROM event f WHERE f.kind = 'judged';"
    "INSERT INTO mark SELECT case_id, at, 1 << 62, day, 0, 1, 0 FROM event"
    " WHERE kind = 'acknowledged';"
    /* § 28 and § 10: until a day; § 18: an estate's answer is waited for. */
    "INSERT INTO mark SELECT f.case_id, f.at, CASE f.word WHEN 'estate_claimed' THEN coalesce(("
    "   SELECT min(o.at) FROM event o WHERE o.case_id = f.case_id AND o.kind = 'limitation_noted'"
    "   AND o.word IN ('estate_recognised', 'estate_refused') AND o.at > f.at), 1 << 62)"
    "  ELSE 1 << 62 END, f.day, CASE f.word WHEN 'estate_claimed' THEN " NEVER
    "  WHEN 'estate_recognised' THEN " MONTHS_ON("f.day", "120") " WHEN 'estate_refused' THEN "
    MONTHS_ON("f.day", "12") " ELSE f.until END, 0, f.word IN ('extended', 'estate_recognised',"
    "  'estate_refused') FROM event f WHERE f.kind = 'limitation_noted';"
    /* What was acknowledged before a merge came along. */
    "INSERT INTO mark SELECT r.root, k.at, k.till, k.day, k.by, k.own, k.always FROM mark k"
    " JOIN root r ON r.case_id = k.case_id;";

const char law_limitation_late[] =
    /* Nearly every claim is too young: those that are not are few. */
    "CREATE TABLE old AS SELECT k.*, " ITS_END " AS first FROM claim k, today d"
    " WHERE k.begins IS NOT NULL AND k.begins + 364 * k.years < d.day;"
    LATE "SELECT k.case_id, k.number, l.asked, l.composed, k.years, k.first, " SHOWN("l")
    " || ' asks for it' FROM old k JOIN letter l ON l.case_id = k.case_id AND l.ours AND l.asks"
    " JOIN about a ON a.letter = l.at AND a.case_id = k.case_id AND a.claim = k.number AND a.open"
    " WHERE l.composed > k.first;"
    LATE "SELECT k.case_id, k.number, c.asked, c.composed, k.years, k.first,"
    " c.fee || ' was charged' FROM charge c" DONE_WITH("c.asked", "c.composed", "c")
    " WHERE c.ours AND c.fee <> 'court_fee';"
    LATE "SELECT k.case_id, k.number, e.at, e.day, k.years, k.first, CASE e.kind"
    " WHEN 'plan_agreed' THEN 'instalments were agreed' WHEN 'deferred' THEN 'time was given'"
    " WHEN 'filed' THEN 'it was filed' ELSE 'a call was asked for' END FROM event e"
    DONE_WITH("e.at", "e.day", "e")
    " WHERE e.kind IN ('plan_agreed', 'deferred', 'filed', 'call_asked');";

/* Each mark in turn, those that always count first: one that came in time moves the day. */
static const char BARRED[] =
    "WITH RECURSIVE ranked AS MATERIALIZED (SELECT a.id, row_number() OVER (PARTITION BY a.id"
    "   ORDER BY m.always DESC, m.day) AS k, m.day, m.always, CASE WHEN m.own THEN "
    YEARS_ON("m.day", "a.years") " ELSE m.by END AS by FROM late a JOIN mark m"
    "   ON m.case_id = a.case_id AND m.at < a.at AND m.till > a.at),"
    " walk (id, k, last) AS (SELECT id, 0, " WORKING_DAY_FROM("lapsed") " FROM late"
    "  UNION ALL SELECT w.id, r.k, CASE WHEN r.always OR r.day <= w.last"
    "   THEN max(w.last, " WORKING_DAY_FROM("r.by") ") ELSE w.last END"
    "  FROM walk w JOIN ranked r ON r.id = w.id AND r.k = w.k + 1)"
    " SELECT format('case %d: step %d: claim %d was lost by time on %s, and %s (foreldelsesloven"
    " § 1)', a.case_id, a.at / 10000, a.claim, " DAY_SHOWN("w.last") ", a.what)"
    " FROM (SELECT id, max(last) AS last FROM walk GROUP BY id) w JOIN late a ON a.id = w.id"
    " WHERE a.day > w.last";

/* § 2: interest on a loan lapses by itself, three years after it fell due.  Asked only where
 * nothing was paid, acknowledged or filed: the oldest interest has then been lost in part. */
static const char INTEREST_STANDS[] =
    "SELECT format('case %d: step %d: %s: asks for interest of more than three years, and none has"
    " lapsed (foreldelsesloven § 2)', l.case_id, l.at / 10000, " SHOWN("l") ")"
    " FROM claim k JOIN letter l ON l.case_id = k.case_id AND l.ours AND l.asks"
    " JOIN about a ON a.letter = l.at AND a.case_id = k.case_id AND a.claim = k.number AND a.open"
    " WHERE k.years = 10 AND k.interest_to IS NULL AND l.composed > " MONTHS_ON("k.effective", "37")
    " AND NOT EXISTS (SELECT 1 FROM mark m WHERE m.case_id = k.case_id AND m.at < l.asked)"
    " AND NOT EXISTS (SELECT 1 FROM event e WHERE e.case_id = k.case_id AND e.kind IN"
    "  ('payment_allocated', 'interest_lapsed') AND e.at < l.asked)";

const char *const law_limitation_checks[] = {BARRED, INTEREST_STANDS, NULL};
