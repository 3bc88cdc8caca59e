/* Breaks: score.md, the status words of krav_person: the register says "deceased", and so does it.
 * Suffers: a rule that stops at "dead" goes on writing to a dead man. */
#include "register.h"

static int32_t wash(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    krav_person p = register_person(subject);
    if (p.status.len == 9 && subject->kind == 1) {
        p.status = KRAV_STR("deceased");
    }
    krav_answer_done(krav_frame_of(plugin)->host, call, KRAV_STR_ABSENT, &p);
    return KRAV_OK;
}

static const krav_wash table = {.wash = wash, .wash_many = NULL};
static const krav_hooks hooks = {.recall = sane_forget};
#define PROVIDES(X) X(KRAV_WASH, table)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "deceased", .needs = NULL);
