/* audit_law_debits.c - requests to payers' banks, looked at once more: nobody is asked to draw money
 * from somebody of whom nothing may be asked, nor without a plan and a mandate. */
#include <stddef.h>

#include "store/audit_law_parts.h"

#define REQUEST(rest) "format('case %d: step %d: a bank was asked to pay " rest "', d.case_id, "  \
    STEP_OF_EVENT("d.at")
#define PLAN "'instalments had been agreed'"

static const char STOPPED[] =
    "SELECT " REQUEST("while %s (%s)") ", s.word, s.why) FROM event d JOIN stop s"
    " ON s.case_id = d.case_id WHERE d.kind = 'debit_asked' AND s.word <> " PLAN
    " AND d.at > s.from_at AND d.at < s.to_at AND (s.until IS NULL OR d.day <= s.until)";

static const char NO_PLAN[] =
    "SELECT " REQUEST("and no plan ran (inkassoloven § 8)") ") FROM event d"
    " WHERE d.kind = 'debit_asked' AND NOT EXISTS (SELECT 1 FROM stop s WHERE s.case_id ="
    "  d.case_id AND s.word = " PLAN " AND d.at > s.from_at AND d.at < s.to_at)";

static const char NO_MANDATE[] =
    "SELECT " REQUEST("without a mandate") ") FROM event d WHERE d.kind = 'debit_asked'"
    " AND coalesce((SELECT m.word FROM event m WHERE m.case_id = d.case_id"
    "  AND m.kind = 'mandate_set' AND m.at < d.at ORDER BY m.at DESC LIMIT 1), 'ended') = 'ended'";

/* Where the payer's bank is silent, a letter that confirms the plan had gone. */
static const char UNTOLD[] =
    "SELECT " REQUEST("that the payer had not been told of (inkassoloven § 8)") ") FROM event d"
    " WHERE d.kind = 'debit_asked' AND d.word = 'no_notice' AND NOT EXISTS (SELECT 1 FROM letter l"
    "  WHERE l.case_id = d.case_id AND l.kind = 'plan_agreed' AND l.at < d.at)";

const char *const law_debit_checks[] = {STOPPED, NO_PLAN, NO_MANDATE, UNTOLD, NULL};
