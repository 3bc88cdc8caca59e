/* provider.h - what the provider of payment pages owes the agency, and its settlements.
 *
 * A debtor who pays at a provider has paid; the agency puts the same sum on the client account at once
 * (doors.h), so that creditors are settled from money that is there.  The provider settles with the
 * agency, on the agency's own account, in lumps and less its fee. */
#ifndef KRAV_ENGINE_PROVIDER_H
#define KRAV_ENGINE_PROVIDER_H

#include "engine/engine.h"

/* Did the money of this source come by this plugin's pages?  False for no plugin. */
bool provider_brought(struct text plugin, struct text source);

struct provider_settlement {
    ore amount;            /* that came */
    ore fee;               /* that it kept */
    day on;
    struct text reference; /* its own; the same one counts once */
    struct text by;
    int64_t waiting;       /* it came to the client account, and waits there; 0: to the agency's own */
};
/* What it owes now. */
int provider_owes(struct engine *e, ore *owes, struct status *st) NODISCARD;
/* A chunk of its own.  STATUS_REFUSED: it owes less than that; STATUS_CONFLICT: recorded before.
 * What waits on the client account is the agency's own: it leaves suspense, and the agency takes it
 * over (a movement of kind own, which the statement proves as others). */
int provider_settled(struct engine *e, const struct provider_settlement *s, struct arena *arena,
                     struct status *st) NODISCARD;

#endif
