/* inquire_parts.h - what inquire.c asks and inquire_answer.c records; for nobody else. */
#ifndef KRAV_ENGINE_INQUIRE_PARTS_H
#define KRAV_ENGINE_INQUIRE_PARTS_H

#include "engine/plugs.h"
#include "store/outbox.h"

/* One question about one debtor. */
struct inquiry {
    struct outbox_row row;
    struct party party;
    ore exposure;
    struct known *known; uint32_t n_known;
    bool goes;               /* it is to be asked, or is */
    struct question *question; /* NULL: nobody knows what became of it */
    const struct person_answer *person; /* of a register, if it answered */
};

struct inquiring {
    struct engine *e;
    struct desk *d;
    enum effect_kind kind;
    struct text plugin;
    struct arena arena;
    struct inquiry *all; uint32_t n;
    struct question never;   /* for what could not be handed over: nothing happened */
};

/* There will be no answer: the case hears of it, and the row comes to its end. */
int inquiry_end(struct inquiring *w, struct inquiry *q, enum effect_state end, struct text why,
                struct status *st) NODISCARD;
/* What was answered; UNKNOWN leaves the row as it stands. */
int inquiry_take(struct inquiring *w, struct inquiry *q, struct status *st) NODISCARD;

#endif
