/* routes.h - a request from outside to one plugin, such as a provider's webhook.
 *
 *     request ─▶ plugin: serve() ─▶ its facts, checked and committed ─▶ response
 *                                      └─ any fault, any failure: 503, and the caller comes again
 *
 * The response goes out only when what came with it stands in the book: all of it, in one chunk. */
#ifndef KRAV_ENGINE_ROUTES_H
#define KRAV_ENGINE_ROUTES_H

#include "engine/session.h"

struct routed {
    struct web_response response; /* always something to say; memory: the arena */
    struct file_report report;    /* what came with it; report.faults say why it is 503 */
};

/* Never fails: what goes wrong is the response 503, or 404 for a plugin that takes no requests,
 * and the reason is in st. */
void routes_serve(struct engine *e, struct desk *d, struct text plugin,
                  const struct web_request *r, struct arena *arena, struct routed *out,
                  struct status *st);

/* Asks a plugin for what is new: krav.intake/1 poll(); its records go the way of a file's.  0 also
 * when they were rejected: see the report, whose `file` is "poll of NAME". */
int routes_poll(struct engine *e, struct desk *d, struct text plugin, struct arena *arena,
                struct file_report *out, struct status *st) NODISCARD;

#endif
