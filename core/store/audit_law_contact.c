/* audit_law_contact.c - calls and electronic messages, looked at once more.
 *
 *     rang     every attempt, by debtor
 *     opted    the debtor wants no calls (phone), or no electronic messages: from when, until when
 *
 * What a person did against the rules is recorded all the same, and a supervisor is told of it in
 * the same step: a fault is what nobody was told of.  Calls are counted over all cases of the
 * debtor. */
#include <stddef.h>

#include "store/audit_law_parts.h"

const char law_contact_tables[] =
    "CREATE TABLE rang (debtor INT, day INT, at INT, case_id INT, PRIMARY KEY (debtor, day, at))"
    " STRICT, WITHOUT ROWID;"
    "CREATE TABLE opted (debtor INT, phone INT, from_at INT, to_at INT) STRICT;"
    "CREATE INDEX opted_by_debtor ON opted (debtor, phone);";

/* An opt-out is told once of a person and noted in each of the open cases: the first counts. */
const char law_contacts[] =
    "INSERT INTO rang SELECT s.debtor, e.day, e.at, e.case_id FROM event e JOIN suit s"
    " ON s.case_id = e.case_id WHERE e.kind = 'called';"
    "INSERT INTO opted WITH told AS (SELECT s.debtor, coalesce(e.ref, 'phone') <> 'electronic' AS"
    "  phone, e.reason IS 'ended' AS ended, e.at FROM event e JOIN suit s ON s.case_id = e.case_id"
    "  WHERE e.kind = 'person_changed' AND e.word = 'contact_opt_out')"
    " SELECT t.debtor, t.phone, t.at, coalesce((SELECT min(n.at) FROM told n WHERE n.debtor ="
    "  t.debtor AND n.phone = t.phone AND n.ended AND n.at > t.at), 1 << 62) FROM told t"
    " WHERE NOT t.ended;";

#define CALL(rest) "format('case %d: step %d: call of %s: " rest "', c.case_id, c.at / 10000, "    \
    DAY_SHOWN("c.day")
#define NOBODY_TOLD                                                                                \
    "NOT EXISTS (SELECT 1 FROM event t WHERE t.kind = 'task_raised' AND t.case_id = c.case_id"     \
    " AND t.word = 'call_breach' AND t.at / 10000 = c.at / 10000)"

/* inkassoloven § 8 and the supervisor's practice: one a day, five in any seven days, fifteen in any
 * thirty-one.  A call that is told of late is held against those around it. */
static const char TOO_OFTEN[] =
    "WITH most (days, n) AS (VALUES (1, 1), (7, 5), (31, 15))"
    " SELECT " CALL("one of %d within %d days, and at most %d may be (inkassoloven § 8)")
    ", max(n), days, most) FROM (SELECT c.*, m.days, m.n AS most, (SELECT count(*) FROM rang o"
    "  WHERE o.debtor = c.debtor AND o.at <= c.at AND o.day > z.day - m.days AND o.day <= z.day)"
    "  AS n FROM rang c JOIN most m JOIN rang z ON z.debtor = c.debtor AND z.at <= c.at"
    "  AND z.day BETWEEN c.day AND c.day + m.days - 1) c WHERE n > most AND " NOBODY_TOLD
    " GROUP BY c.at, days";

/* Sundays and holidays.  Whether 24 and 31 December are days like others is the agency's choice. */
static const char CLOSED_DAY[] =
    "SELECT " CALL("a Sunday or holiday (inkassoloven § 8)") ") FROM event c"
    " WHERE c.kind = 'called' AND (c.day % 7 = 0 OR c.day IN (SELECT day FROM holiday))"
    " AND " NOBODY_TOLD;

static const char OPTED_OUT[] =
    "SELECT " CALL("the debtor wanted no calls (inkassoloven § 8)") ") FROM event c JOIN suit s"
    " ON s.case_id = c.case_id JOIN opted o ON o.debtor = s.debtor AND o.phone"
    " AND c.at > o.from_at AND c.at < o.to_at WHERE c.kind = 'called' AND " NOBODY_TOLD;

/* What is asked of a caseworker is this program's doing, and nothing excuses it: a call asks for
 * payment as a letter does.  Who misses an instalment may be called though a plan runs. */
static const char ASKED[] =
    "SELECT DISTINCT format('case %d: step %d: a call was asked for while %s (%s)', c.case_id,"
    " c.at / 10000, s.word, s.why) FROM event c JOIN stop s ON s.case_id = c.case_id"
    " AND c.at > s.from_at AND c.at < s.to_at AND (s.until IS NULL OR c.day <= s.until)"
    " WHERE c.kind = 'call_asked' AND s.word <> 'instalments had been agreed'"
    " UNION ALL SELECT format('case %d: step %d: a call was asked for, and the debtor wanted none"
    " (inkassoloven § 8)', c.case_id, c.at / 10000) FROM event c JOIN suit s"
    " ON s.case_id = c.case_id JOIN opted o ON o.debtor = s.debtor AND o.phone"
    " AND c.at > o.from_at AND c.at < o.to_at WHERE c.kind = 'call_asked'";

/* inkassoloven § 3 a: whoever wants no electronic messages gets none, whatever they are about. */
static const char MESSAGED[] =
    "SELECT format('case %d: step %d: %s: went by %s, and the debtor wanted no electronic messages"
    " (inkassoloven § 3 a)', l.case_id, l.at / 10000, " SHOWN("l") ", m.channel)"
    " FROM opted o JOIN suit s ON s.debtor = o.debtor JOIN letter l ON l.case_id = s.case_id"
    " AND l.asked > o.from_at AND l.asked < o.to_at JOIN electronic m ON m.key = l.key"
    " WHERE NOT o.phone AND l.ours AND l.kind NOT IN ('creditor_question', 'settlement')";

const char *const law_contact_checks[] = {TOO_OFTEN, CLOSED_DAY, OPTED_OUT, ASKED, MESSAGED, NULL};
