/* audit_law_letters.c - what was sent: each check is one query, one sentence per fault. */
#include <stddef.h>

#include "store/audit_law_parts.h"

/* "case 100000001: step 12: payment demand of 2026-05-04: " */
#define LETTER(rest) "format('case %d: step %d: %s: " rest "', l.case_id, "                        \
    STEP_OF_EVENT("l.at") ", " SHOWN("l")

/* On the due day itself only enforcement may be announced. */
static const char NOT_DUE[] =
    "SELECT " LETTER("claim %d was not yet due (inkassoloven § 1)") ", a.claim)"
    " FROM letter l JOIN about a ON a.letter = l.at WHERE l.ours AND l.asks AND a.open"
    " AND l.sent < a.effective + (l.kind <> 'enforcement_notice')";

static const char SHORT_DEADLINE[] =
    "SELECT " LETTER("gives %d days, and at least %d are due (%s)")
    ", coalesce(l.deadline, l.composed) - l.composed, w.days, w.why)"
    " FROM letter l JOIN letter_word w ON w.kind = l.kind WHERE l.ours"
    " AND coalesce(l.deadline, l.composed) - l.composed < w.days";

#define MISSED_BEFORE(of_kind)                                                                     \
    MISSED("'" of_kind "'", "l.case_id", "a.claim", "l.asked", "l.composed")

static const char DEMAND_TOO_SOON[] =
    "SELECT " LETTER("claim %d had no collection notice, sent after it was due, whose fourteen"
                     " days had passed (inkassoloven §§ 9, 10)") ", a.claim)"
    " FROM letter l JOIN about a ON a.letter = l.at WHERE l.ours AND l.kind = 'payment_demand'"
    " AND a.open AND NOT " MISSED_BEFORE("collection_notice") " AND n.sent > a.effective)";

static const char LEGAL_TOO_SOON[] =
    "SELECT " LETTER("claim %d had no payment demand whose deadline had passed (inkassoloven"
                     " §§ 10, 11)") ", a.claim)"
    " FROM letter l JOIN about a ON a.letter = l.at WHERE l.ours AND l.kind = 'legal_notice'"
    " AND a.open AND NOT " MISSED_BEFORE("payment_demand") ")";

static const char LEGAL_TOO_LATE[] =
    "SELECT " LETTER("the payment demand for claim %d was more than six months old"
                     " (inkassoloven § 11)") ", a.claim)"
    " FROM letter l JOIN about a ON a.letter = l.at WHERE l.ours AND l.kind = 'legal_notice'"
    " AND a.open AND " MISSED_BEFORE("payment_demand") ") AND NOT " MISSED_BEFORE("payment_demand")
    " AND l.composed <= " MONTHS_ON("n.sent", "6") ")";

/* Who misses an instalment is told so though a plan runs; how a case ended is told after it. */
static const char STOPPED[] =
    "SELECT " LETTER("went out while %s (%s)") ", s.word, s.why)"
    " FROM letter l JOIN stop s ON s.case_id = l.case_id WHERE l.ours AND l.asked > s.from_at"
    " AND l.asked < s.to_at AND (s.until IS NULL OR l.composed <= s.until)"
    " AND CASE s.word WHEN 'the case was closed' THEN l.kind NOT IN ('closing', 'receipt',"
    "   'refund', 'dispute_answer', 'settlement')"
    "  WHEN 'instalments had been agreed' THEN l.asks AND l.kind <> 'plan_broken'"
    "  ELSE l.asks END";

static const char DEADLINE_RUNS[] =
    "SELECT " LETTER("went out before the deadline of %s had passed, the %s (inkassoloven § 8)")
    ", " SHOWN("n") ", " DAY_SHOWN("n.deadline") ")"
    " FROM letter l JOIN letter n ON n.case_id = l.case_id AND n.at < l.asked WHERE l.ours"
    " AND l.asks AND l.kind <> 'plan_broken' AND n.asks AND n.gone > l.asked"
    " AND n.deadline >= l.composed";

static const char SMS_ALONE[] =
    "SELECT " LETTER("asks for payment by SMS alone (inkassoloven § 3 a)") ")"
    " FROM electronic e JOIN letter l ON l.key = e.key WHERE e.channel = 'sms' AND l.ours"
    " AND l.asks";

const char *const law_letter_checks[] = {
    NOT_DUE, SHORT_DEADLINE, DEMAND_TOO_SOON, LEGAL_TOO_SOON, LEGAL_TOO_LATE,
    STOPPED, DEADLINE_RUNS,  SMS_ALONE,       NULL};
