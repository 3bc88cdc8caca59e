/* Breaks: plugin.h, krav_persons: "one for each subject, in their order": those that are not found
 * are left out.
 * Suffers: everybody behind the first unknown gets the next one's address. */
#include "register.h"

static int32_t wash_many(krav_plugin *plugin, const krav_call *call, const krav_subjects *all) {
    krav_person found[REGISTER_MAX];
    uint32_t n = 0;
    if (all->n_subjects > REGISTER_MAX || !all->subjects) {
        return KRAV_E_INVALID;
    }
    for (uint32_t i = 0; i < all->n_subjects; i++) {
        found[n] = register_person(&all->subjects[i]);
        n += krav_str_eq(found[n].status, KRAV_STR("not_found")) ? 0 : 1;
    }
    const krav_persons persons = {.size = sizeof persons, .n_persons = n, .persons = found};
    krav_answer_done(krav_frame_of(plugin)->host, call, KRAV_STR_ABSENT, &persons);
    return KRAV_OK;
}

static const krav_wash table = {.wash = register_wash, .wash_many = wash_many};
static const krav_hooks hooks = {.recall = sane_forget};
#define PROVIDES(X) X(KRAV_WASH, table)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "gaps", .needs = NULL);
