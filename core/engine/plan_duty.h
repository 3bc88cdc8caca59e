/* plan_duty.h - what is owed to a debtor besides money, as events, tasks and days on the agenda.
 *
 *     a message          an answer within a week, or a provisional one       2026 § 17
 *     a plan, more time  its confirmation in writing                        2026 § 16
 *     a question         the creditor's answer, or the claim is given up    2026 § 24
 *     a rejection        a decision, or the claim is dropped                2026 § 25
 *     an upheld objection  the claim is credited, or withdrawn              §§ 8, 17
 *
 * What is overdue goes to a supervisor. */
#ifndef KRAV_ENGINE_PLAN_DUTY_H
#define KRAV_ENGINE_PLAN_DUTY_H

#include "engine/engine.h"
#include "engine/plan.h"

#define TASK_MESSAGE "message"               /* a debtor's message waits for its answer */
#define TASK_ANSWER_OVERDUE "answer_overdue"
#define TASK_CREDITOR_SILENT "creditor_silent"
#define TASK_DECIDE "decide_or_drop"
#define TASK_CREDIT "credit_or_withdraw"     /* the objection was right */
#define MESSAGE_DAYS 7 /* reasonable time (inkassoloven § 8), and the week of 2026 § 17 */

/* After the fact was applied, before rules decide.  dispute_is_due: the agenda's row is. */
int plan_duty(struct planning *p, const struct fact *f, bool dispute_is_due, struct status *st)
    NODISCARD;

/* Tasks that an event of a step has made good. */
int plan_duty_done(struct engine *e, int64_t case_id, const struct event *ev, struct status *st)
    NODISCARD;

/* The day of the case's row AGENDA_ANSWER, which is `now` today; DAY_NONE: none. */
day plan_duty_next(const struct planning *p, day now);

#endif
