/* conformance.h - the report of `krav plugin check` that an agency may ask of a plugin.
 *
 *     [plugin brevpost]
 *     conformance = reports/brevpost.json
 *
 * The report must be of this very library, by its hash, and nothing in it may have failed. */
#ifndef KRAV_ENGINE_CONFORMANCE_H
#define KRAV_ENGINE_CONFORMANCE_H

#include "base/hash.h"
#include "base/status.h"

/* False, with a fault, if the report does not speak for the library at `so`; otherwise `of` is the
 * library's hash, and no other may be loaded in its place. */
bool conformance_holds(const char *report, const char *so, struct hash *of,
                       struct faults *faults);

#endif
