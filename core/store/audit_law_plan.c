/* audit_law_plan.c - instalments, looked at once more: how plans end, and what a plan case bears.
 *
 * That nothing is asked for beside a kept plan is a stop (audit_law_desk.c); how large the addition
 * may be, and when there is one, stands with the other costs (audit_law_money.c, _filing.c). */
#include <stddef.h>

#include "store/audit_law_parts.h"

/* God inkassoskikk: a plan ends by itself only after a letter about the missing instalment whose
 * deadline has passed.  What a person does is a person's. */
static const char NOT_WARNED[] =
    "SELECT format('case %d: step %d: a plan was broken off, and no letter about the missing"
    " instalment had run out (inkassoloven § 8)', p.case_id, p.at / 10000) FROM event p"
    " WHERE p.kind = 'plan_broken' AND p.fact <> 'act' AND NOT EXISTS (SELECT 1 FROM letter l"
    "  WHERE l.case_id = p.case_id AND l.kind = 'plan_broken' AND l.at < p.at AND l.gone > p.at"
    "  AND l.deadline < p.day AND l.at > (SELECT max(a.at) FROM event a WHERE a.case_id = p.case_id"
    "   AND a.kind IN ('plan_agreed', 'plan_adjusted') AND a.at < p.at))";

/* Lovavdelingen 96/928: who agreed to a plan without saying that costs would rise has waived the
 * rise, and who said by how much, what is more.  That it was agreed shows in its confirmation, or
 * in that it was broken; what was said, in what the confirmation told of. */
static const char HEAVY_UNTOLD[] =
    "SELECT format('case %d: step %d: %s: %d øre after a plan, and its confirmation told of %d"
    " (inkassoforskriften §§ 2-3, 2-4)', case_id, at / 10000, fee, amount, coalesce(told, 0))"
    " FROM (SELECT c.*, (SELECT count(*) FROM event p WHERE p.case_id = c.case_id"
    "   AND p.kind = 'plan_broken' AND p.at < c.at) AS broken, count(l.at) AS confirmed,"
    "  min(coalesce(t.told, 0)) FILTER (WHERE l.at IS NOT NULL) AS told FROM charge c"
    "  LEFT JOIN letter l ON l.case_id = c.case_id AND l.kind = 'plan_agreed' AND l.at < c.at"
    "  LEFT JOIN event t ON t.at = l.asked AND t.kind = 'letter_composed'"
    "  WHERE c.ours AND c.fee = 'heavy_costs' GROUP BY c.at)"
    " WHERE broken > confirmed OR (confirmed > 0 AND amount > told)";

/* § 2-4: the addition is agreed with the plan, or not owed. */
static const char UPLIFT_UNTOLD[] =
    "SELECT format('case %d: step %d: %s: %d øre, and the plan told of %d (inkassoforskriften"
    " § 2-4)', case_id, at / 10000, fee, amount, told) FROM (SELECT c.*,"
    "  coalesce(p.told, 0) AS told FROM charge c JOIN event p ON p.at = (SELECT max(x.at)"
    "   FROM event x WHERE x.case_id = c.case_id AND x.kind IN ('plan_agreed', 'plan_adjusted')"
    "   AND x.at < c.at)"
    "  WHERE c.ours AND c.fee = 'plan_uplift') WHERE amount > told";

const char *const law_plan_checks[] = {NOT_WARNED, HEAVY_UNTOLD, UPLIFT_UNTOLD, NULL};
