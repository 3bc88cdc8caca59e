/* explain_for.h - krav explain CASE --for creditor|debtor: where the case stands, in calm bokmål.
 *
 *     recorded events, the law's reasons, what is waited for ──▶ sentences
 *
 * A creditor reads a sentence or two: where it stands, what was done last, what comes and when.  A
 * debtor reads what is owed and why, what the law made wait, what comes, and what he can do.  Nothing
 * that a person wrote is in it, and a creditor sees nothing of the debtor's person. */
#ifndef KRAV_HOST_EXPLAIN_FOR_H
#define KRAV_HOST_EXPLAIN_FOR_H

#include "host/explain_now.h"

/* Text or JSON, as the command line says.  Fail into the command's status. */
int explain_for_creditor(struct cli *cli, const struct sheet *s, const struct now *now) NODISCARD;
int explain_for_debtor(struct cli *cli, const struct sheet *s, const struct now *now) NODISCARD;

/* ---- what both say --------------------------------------------------------------------------- */

struct text explain_date(struct cli *cli, day d); /* 02.09.2026 */
/* What is waited for, and the next step with its first lawful day: one paragraph. */
struct text explain_next(const struct sheet *s, const struct now *now, enum reader reader);
/* {what, from, looked_at}; null where no step comes by itself. */
void explain_next_json(struct json *j, const char *key, const struct sheet *s,
                       const struct now *now);

#endif
