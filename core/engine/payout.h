/* payout.h - batches of payouts on their way to the bank, as letters are dispatched (dispatch.h):
 *
 *     planned ─▶ asked ─┬─ DONE ───▶ done: in the file that the reference names
 *        ▲              ├─ REFUSED ▶ refused: every settlement of it is owed again, a task; or
 *        │              │            those that are named, and the others go anew (payout_split.h)
 *        └─── RETRY ────┤
 *                       └─ UNKNOWN ▶ recall: what became of it?  never handed over again blindly
 *
 * The batch is kept by hash before it is promised, and is the same in every attempt.  That money
 * moved is a later word of the bank's (remit.h). */
#ifndef KRAV_ENGINE_PAYOUT_H
#define KRAV_ENGINE_PAYOUT_H

#include "engine/plugs.h"

int payout_has_work(struct engine *e, bool *has, struct status *st) NODISCARD;
/* A plugin that cannot be reached leaves all as it stands, and a task for the operator. */
int payout_run(struct engine *e, struct desk *d, struct status *st) NODISCARD;

#endif
