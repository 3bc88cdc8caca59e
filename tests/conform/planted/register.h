/* register.h - the honest part of krav.wash/1: a register of what an id itself says.  An id that
 * is not one is not found. */
#ifndef REGISTER_H
#define REGISTER_H

#include "sane.h"

#define REGISTER_MAX 100

static inline krav_person register_person(const krav_subject *subject) {
    krav_person p = {.size = sizeof p};
    if (subject->kind == 2 && krav_check_org(subject->id)) {
        p.status = KRAV_STR("active");
        p.id = subject->id;
    } else if (subject->kind == 1 && krav_check_national_id(subject->id)) {
        p.status = KRAV_STR("living");
        p.id = subject->id;
    } else {
        p.status = KRAV_STR("not_found");
    }
    return p;
}

static inline int32_t register_wash(krav_plugin *plugin, const krav_call *call,
                                    const krav_subject *subject) {
    const krav_person p = register_person(subject);
    krav_answer_done(krav_frame_of(plugin)->host, call, KRAV_STR_ABSENT, &p);
    return KRAV_OK;
}

static inline int32_t register_wash_many(krav_plugin *plugin, const krav_call *call,
                                         const krav_subjects *subjects) {
    krav_person found[REGISTER_MAX];
    if (subjects->n_subjects > REGISTER_MAX || !subjects->subjects) {
        krav_answer_refused(krav_frame_of(plugin)->host, call, KRAV_STR("1 to 100 at once"));
        return KRAV_OK;
    }
    for (uint32_t i = 0; i < subjects->n_subjects; i++) {
        found[i] = register_person(&subjects->subjects[i]);
    }
    const krav_persons all = {
        .size = sizeof all, .n_persons = subjects->n_subjects, .persons = found};
    krav_answer_done(krav_frame_of(plugin)->host, call, KRAV_STR_ABSENT, &all);
    return KRAV_OK;
}

#endif /* REGISTER_H */
