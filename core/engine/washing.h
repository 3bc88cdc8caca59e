/* washing.h - the registers asked by themselves about every business with an open case.
 *
 *     last asked wash_days ago, or never ──▶ wash, judged as a person's ──▶ outbox ──▶ inquire.h
 *
 * Each day at most WASHES_A_DAY questions, those first who have waited longest; the law's own pace
 * (law/inquiring.h) stands above it.  The questions go out with the day's work, a hundred at once. */
#ifndef KRAV_ENGINE_WASHING_H
#define KRAV_ENGINE_WASHING_H

#include "engine/engine.h"

#define WASHES_A_DAY 500
#define WASH_DAYS_MAX 366

/* Once a day, and nothing unless krav.conf says [channels] wash_days. */
int washing_day(struct engine *e, struct status *st) NODISCARD;
/* About this debtor now; *reason: what the law answers if it may not be (STATUS_REFUSED). */
int washing_ask(struct engine *e, int64_t case_id, struct text by, struct arena *arena,
                struct status *reason) NODISCARD;

#endif
