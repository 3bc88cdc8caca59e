/* Breaks: krav_option, "fallback: the value when unset", and it lies outside min and max.
 * Suffers: an agency that sets nothing runs with a value that it could not have set. */
#include "sane.h"

static const krav_option options[] = {{.name = "width", .help = "columns", .type = KRAV_INTEGER,
                                       .min = 40, .max = 100, .fallback = "132"},
                                      {.name = NULL}};
static const krav_channel channel = {.send = sane_send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "fallback", .needs = needs, .options = options);
