/* turn.h - one turn of the loop while it is being taken: what step.c and the core's own tasks share. */
#ifndef KRAV_ENGINE_TURN_H
#define KRAV_ENGINE_TURN_H

#include "engine/plan.h"
#include "engine/step.h"

/* Everything of one turn, so that the parts below need no long argument lists. */
struct turn {
    struct engine *e;
    const struct step_input *in;
    struct arena *arena;
    struct status *st;
    struct krav_case c;
    bool is_new;
    struct party debtor;
    const struct agreement *agreement;
    struct apply_input apply;
    struct events events;
    struct snapshot snapshot;
    struct decision decision;
    struct verdict *verdicts;
    struct verdict worst;
    struct planning plan;
    struct agenda_row now[AGENDA_WHYS]; uint32_t n_now;
    struct step step;
};

/* What the core itself asks a person for, whatever the rules say: before they decide, and after. */
int turn_tasks_before(struct turn *t) NODISCARD;
int turn_tasks_after(struct turn *t) NODISCARD;

#endif
