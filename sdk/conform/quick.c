#include "conform/quick.h"

#include <string.h>

/* Those that take long are left out: bounds, rounds, hostile arguments, kills. */
static const char *const of_all[] = {"load.opens", "load.one_export", "load.same",
                                     "descriptor.texts", "descriptor.ids", "descriptor.options"};
static const char *const of_caged[] = {
    "tables.whole", "options.start", "life.drain", "life.manners", "life.prints", "calls.answer",
    "calls.deadline", "calls.cancel", "calls.drain", "effects.same_key", "effects.recall",
    "effects.never", "render.same", "money.sums", "money.all_or_none", "score.sane", "wash.sane",
    "intake.recognise"};

static bool is_among(const char *test, const char *const *list, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (strcmp(test, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

bool quick_is_caged(const struct wire_descriptor *d) {
    for (uint32_t i = 0; i < d->n_options; i++) {
        if (d->options[i].type == KRAV_SECRET) {
            return false;
        }
    }
    return (d->flags & KRAV_USES_NETWORK) == 0;
}

bool quick_wants(const char *test, bool is_caged) {
    return is_among(test, of_all, sizeof of_all / sizeof of_all[0]) ||
           (is_caged && is_among(test, of_caged, sizeof of_caged / sizeof of_caged[0]));
}
