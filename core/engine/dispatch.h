/* dispatch.h - carries promised effects out, and brings what became of them back as facts.
 *
 *     planned ─compose─▶ asked ─┬─ DONE ───▶ receipt: the legal clock starts, the fee is owed
 *      ▲                        ├─ REFUSED ▶ not sent, a person is asked
 *      └────── RETRY ───────────┤
 *                               └─ UNKNOWN ▶ recall: what became of it?  never sent again blindly
 *
 * Waves of up to 256: look and judge, render, commit as asked, hand over, wait for all answers,
 * record them in the outbox's order, so that the same life gives the same book. */
#ifndef KRAV_ENGINE_DISPATCH_H
#define KRAV_ENGINE_DISPATCH_H

#include "engine/plugs.h"
#include "store/outbox.h"

/* True if anything stands in the outbox that today's dispatch would touch. */
int dispatch_has_work(struct engine *e, bool *has, struct status *st) NODISCARD;
/* Until nothing more can be done today. */
int dispatch_run(struct engine *e, struct desk *d, struct status *st) NODISCARD;
/* A letter that stands as asked has been sent: its receipt, inside an open chunk. */
int dispatch_receipt(struct engine *e, struct outbox_row *row, struct text reference,
                     struct arena *arena, struct status *st) NODISCARD;

#endif
