/* audit_law_duty.c - what the agency owes the debtor besides: answers, costs that are lost, money
 * that was too much; and the act of 2026 as far as the book itself says that it was in force.
 *
 * Which provisions were switched on is set in krav.conf, not in the book, and may be another today.
 * But what a provision makes the program do is recorded: a rejected objection's task to decide or
 * drop (§ 25), a silent creditor's (§ 24).  Where one stands the provision was in force for that
 * case, and the rest of it is asked here.  What leaves no trace is not asked. */
#include <stddef.h>

#include "store/audit_law_parts.h"

#define TOLD_IN_STEP(of, reason)                                                                   \
    "EXISTS (SELECT 1 FROM event t WHERE t.kind = 'task_raised' AND t.case_id = " of ".case_id"    \
    " AND t.word = '" reason "' AND t.at / 10000 = " of ".at / 10000)"

/* A provisional answer says that nothing is asked before its day; § 25, § 24 as above. */
const char law_duty_stops[] =
    "INSERT INTO stop SELECT l.case_id, l.at, coalesce((SELECT min(e.at) FROM event e"
    "  WHERE e.case_id = l.case_id AND e.at > l.at AND e.kind IN ('answered', 'dispute_closed',"
    "   'letter_sent') AND (e.kind <> 'letter_sent' OR e.letter IN ('dispute_answer',"
    "   'provisional_answer'))), 1 << 62), l.deadline, 1, 'an answer had been promised',"
    "  'inkassoloven § 8', 0"
    " FROM letter l WHERE l.kind = 'provisional_answer' AND l.deadline IS NOT NULL;"
    "INSERT INTO stop SELECT b.case_id, b.at, coalesce((SELECT min(e.at) FROM event e"
    "  WHERE e.case_id = b.case_id AND e.at > b.at AND e.kind IN ('judged', 'dispute_closed')),"
    "  1 << 62), NULL, 0, 'a rejected objection stood', 'inkassoloven (2026) § 25', 0"
    " FROM event b WHERE b.kind = 'dispute_closed' AND " TOLD_IN_STEP("b", "decide_or_drop") ";"
    "INSERT INTO stop SELECT DISTINCT s.case_id, (SELECT max(q.at) FROM event q"
    "  WHERE q.case_id = s.case_id AND q.kind = 'creditor_asked' AND q.at < s.at),"
    "  coalesce((SELECT min(e.at) FROM event e"
    "  WHERE e.case_id = s.case_id AND e.at > s.at AND e.kind = 'creditor_answered'), 1 << 62),"
    "  NULL, 0, 'the creditor had not answered', 'inkassoloven (2026) § 24', 0"
    " FROM event s WHERE s.kind = 'task_raised' AND s.word = 'creditor_silent';";

/* ---- answers --------------------------------------------------------------------------------- */

#define ENDED "EXISTS (SELECT 1 FROM stop s WHERE s.case_id = e.case_id"                           \
    " AND s.word = 'the case was closed' AND s.from_at < e.at AND s.to_at > e.at)"

/* inkassoloven § 8; § 17 of 2026: a debtor's message is answered within a week, and somebody is
 * told when it comes. */
static const char NOT_TAKEN_UP[] =
    "SELECT format('case %d: step %d: the debtor wrote, and nobody was told to answer within a week"
    " (inkassoloven § 8)', e.case_id, e.at / 10000) FROM event e WHERE e.kind = 'message_noted'"
    " AND e.word = 'debtor' AND NOT " ENDED " AND NOT (" TOLD_IN_STEP("e", "message")
    " AND EXISTS (SELECT 1 FROM event o WHERE o.kind = 'answer_owed' AND o.case_id = e.case_id"
    "  AND o.at / 10000 = e.at / 10000 AND o.until - o.day <= 7))";

/* A week later still a supervisor knows.  A case that is parked or closed waits for a person. */
static const char NOT_ANSWERED[] =
    "SELECT format('case %d: step %d: the debtor has waited for an answer since %s, and no"
    " supervisor was told (inkassoloven § 8)', o.case_id, o.at / 10000, " DAY_SHOWN("o.day") ")"
    " FROM event o JOIN today d ON d.day > o.until + 14 WHERE o.kind = 'answer_owed'"
    " AND NOT EXISTS (SELECT 1 FROM event e WHERE e.case_id = o.case_id AND e.at > o.at"
    "  AND e.kind IN ('answered', 'dispute_closed', 'closed', 'merged_into', 'task_raised',"
    "   'letter_sent') AND CASE e.kind WHEN 'task_raised' THEN e.word = 'answer_overdue'"
    "   WHEN 'letter_sent' THEN e.letter IN ('dispute_answer', 'provisional_answer') ELSE 1 END)"
    " AND NOT EXISTS (SELECT 1 FROM event t WHERE t.case_id = o.case_id AND t.kind = 'parked')";

/* ---- costs that are lost --------------------------------------------------------------------- */

/* inkassoloven § 17; § 18 of 2026: who broke a rule charges nothing more, until it was decided. */
static const char LOST[] =
    "SELECT format('case %d: step %d: %s: %d øre after costs were lost (%s, inkassoloven § 17)',"
    " c.case_id, c.at / 10000, c.fee, c.amount, b.word) FROM event b JOIN charge c"
    " ON c.case_id = b.case_id AND c.asked > b.at JOIN event e ON e.at = c.at"
    " WHERE b.kind = 'costs_lost' AND c.ours AND e.owner <> 'court'"
    " AND (b.owner IS NULL OR e.owner = b.owner) AND NOT EXISTS (SELECT 1 FROM event r"
    "  WHERE r.case_id = b.case_id AND r.kind = 'costs_restored'"
    "  AND r.at BETWEEN b.at AND c.asked)";

/* What was lost is owed again by a recorded decision alone. */
static const char RESTORED[] =
    "SELECT format('case %d: step %d: lost costs are owed again, and nobody decided so"
    " (inkassoloven § 17)', e.case_id, e.at / 10000) FROM event e"
    " WHERE e.kind IN ('costs_restored', 'fee_restored') AND e.fact <> 'restore_costs'";

/* ---- too much -------------------------------------------------------------------------------- */

/* inkassoloven § 16; § 26 of 2026: what is too much goes back at once, or a person is told. */
static const char KEPT[] =
    "SELECT format('case %d: step %d: %d øre too much came, and neither went back nor was anybody"
    " told (inkassoloven § 16)', e.case_id, e.at / 10000, sum(CASE e.kind WHEN 'payment_undone'"
    " THEN -e.amount ELSE e.amount END)) FROM event e WHERE e.kind IN ('payment_allocated',"
    " 'payment_undone') AND e.fact = 'paid' AND e.amount <> 0 GROUP BY e.case_id, e.at / 10000"
    " HAVING sum(CASE e.kind WHEN 'payment_undone' THEN -e.amount ELSE e.amount END) > 0"
    " AND NOT EXISTS (SELECT 1 FROM event t WHERE t.case_id = e.case_id AND t.at / 10000 ="
    "  e.at / 10000 AND t.kind IN ('refunded', 'task_raised') AND (t.kind = 'refunded'"
    "  OR t.word IN ('overpaid', 'set_aside')))";

const char *const law_duty_checks[] = {NOT_TAKEN_UP, NOT_ANSWERED, LOST, RESTORED, KEPT, NULL};
