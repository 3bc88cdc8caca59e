/* provider_back.h - money that goes back at the provider where it was paid, to the card or account
 * that it came from.
 *
 *     refunded ─▶ planned ─▶ underway, its effect asked ─┬─ DONE ──▶ settled when the provider says so,
 *                    (provider_ask.h)                    │           in its answer, by webhook or poll
 *                                                        ├─ REFUSED ▶ reopened, with why: by bank
 *                                                        └─ UNKNOWN ▶ recall, and what the provider
 *                                                                     says has gone back of it
 *
 * A refund that was made in the provider's own portal is told as any: it is one of ours if one of
 * that sum is under way, else the payment went back (door_money). */
#ifndef KRAV_ENGINE_PROVIDER_BACK_H
#define KRAV_ENGINE_PROVIDER_BACK_H

#include "domain/case.h"
#include "engine/intake_parts.h"
#include "engine/plugs.h"

/* The payment that this much can go back of at the provider: *source absent if none can; *room: the
 * most that one can. */
int provider_back_find(struct engine *e, const struct krav_case *c, ore amount,
                       struct text *source, ore *room, struct status *st) NODISCARD;
/* Kept beside a refund that was promised; nothing for one that goes by bank. */
int provider_back_promise(struct engine *e, int64_t step, const struct event *ev,
                          struct arena *arena, struct status *st) NODISCARD;

int provider_back_has_work(struct engine *e, bool *has, struct status *st) NODISCARD;
int provider_back_run(struct engine *e, struct desk *d, struct status *st) NODISCARD;

/* The provider tells that money went back: is it a refund of ours?  Then it is settled. */
int provider_back_told(struct intake *t, struct text source, bool *ours) NODISCARD;

#endif
