/* report_promises.h - what the levels of the active rules promise a number of, for the report.
 *
 *     reminders = int { 1, ..., counts = "reminder" }  ──▶  [{level, name, says, counts, value}, ...]
 *
 * The store counts what was done, and knows no rules. */
#ifndef KRAV_HOST_REPORT_PROMISES_H
#define KRAV_HOST_REPORT_PROMISES_H

#include "engine/engine.h"

/* JSON for report_ask.promises.  Loads the rules.  Memory: the arena. */
int report_promises(struct engine *e, struct arena *arena, struct text *out, struct status *st)
    NODISCARD;

#endif
