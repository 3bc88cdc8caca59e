/* provider_ask.h - one effect at the provider of payment pages, asked for so that it happens once:
 *
 *     planned ─▶ asked (committed) ─▶ the plugin ─┬─ DONE, REFUSED
 *                  ▲                              ├─ RETRY    nothing happened: the caller says when
 *                  └── recall: RETRY ◀────────────┴─ UNKNOWN  what became of it?
 *
 * Whatever stands as asked when we come here is recalled first.  People are heard while a provider
 * is slow. */
#ifndef KRAV_ENGINE_PROVIDER_ASK_H
#define KRAV_ENGINE_PROVIDER_ASK_H

#include "engine/plugs.h"
#include "store/outbox.h"

struct provider_ask {
    struct engine *e;
    struct desk *d;
    struct arena *arena;
    struct status *st;
    struct outbox_row row;
    int64_t case_id; /* for the plugin's log; 0 */
    void *ctx;
    /* Asks for it: the call's id, or 0. */
    uint64_t (*call)(void *ctx, const struct plug_call *call);
    /* Did it happen after all?  Asked where the plugin says that it may be asked for again; NULL: the
     * key alone makes it one. */
    int (*happened)(void *ctx, bool *happened);
};

/* The answer to a call just made, NULL if nobody was asked; a stop of the service is UNKNOWN. */
const struct question *provider_await(struct engine *e, struct desk *d, uint64_t call);
struct plug_call provider_call(const struct provider_ask *a, int64_t timeout_ms);
/* Writes the row in this state, in a chunk of its own. */
int provider_row_move(struct provider_ask *a, enum effect_state to) NODISCARD;
/* *q: the last answer, for what came with it, good until the desk is cleared; NULL: nobody was asked, or
 * it happened after all, which nobody answered. */
int provider_ask(struct provider_ask *a, enum outcome *outcome, const struct question **q) NODISCARD;

#endif
