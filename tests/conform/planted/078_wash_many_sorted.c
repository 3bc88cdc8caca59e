/* Breaks: plugin.h, krav_persons "in their order": the register sorts by id, and so is its answer.
 * Suffers: addresses, deaths and guardians go to the wrong people. */
#include "register.h"

static int by_id(const void *a, const void *b) {
    const krav_str x = ((const krav_person *)a)->id;
    const krav_str y = ((const krav_person *)b)->id;
    const size_t n = x.len < y.len ? x.len : y.len;
    const int order = n > 0 ? memcmp(x.ptr, y.ptr, n) : 0;
    return order != 0 ? order : (x.len > y.len) - (x.len < y.len);
}

static int32_t wash_many(krav_plugin *plugin, const krav_call *call, const krav_subjects *all) {
    krav_person found[REGISTER_MAX];
    if (all->n_subjects > REGISTER_MAX || !all->subjects) {
        return KRAV_E_INVALID;
    }
    for (uint32_t i = 0; i < all->n_subjects; i++) {
        found[i] = register_person(&all->subjects[i]);
    }
    qsort(found, all->n_subjects, sizeof found[0], by_id);
    const krav_persons persons = {
        .size = sizeof persons, .n_persons = all->n_subjects, .persons = found};
    krav_answer_done(krav_frame_of(plugin)->host, call, KRAV_STR_ABSENT, &persons);
    return KRAV_OK;
}

static const krav_wash table = {.wash = register_wash, .wash_many = wash_many};
static const krav_hooks hooks = {.recall = sane_forget};
#define PROVIDES(X) X(KRAV_WASH, table)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "sorted", .needs = NULL);
