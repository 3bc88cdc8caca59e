/* step.h - one turn of the loop: one read, four pure functions, one write. */
#ifndef KRAV_ENGINE_STEP_H
#define KRAV_ENGINE_STEP_H

#include "domain/apply.h"
#include "engine/engine.h"

struct step_input {
    struct fact fact;                /* subject_id: the case; 0 with claim: a new case */
    int64_t creditor, debtor;        /* of a new case */
    const struct claim *claim;
    const struct earlier_letter *earlier; uint32_t n_earlier;
    int32_t claim_number;
    const struct letter_quote *quote;
    const struct opening *opening;
    const struct krav_case *merging; /* what comes with FACT_MERGED */
    bool more_come;                  /* and more: the rules wait for the last */
    const struct step *undone;   /* an act that takes it back (tell: reverse) */
    /* A replay: what the fact itself came to is as it was recorded. */
    const struct event *recorded; uint32_t n_recorded;
};

struct step_outcome {
    int64_t case_id;
    int64_t step;       /* 0: nothing changed, no step was made */
    struct krav_case c; /* after; arena memory */
    struct verdict worst; /* the verdict that stopped the list; kind 0 if none did */
};

/* Takes the fact through apply, decide, judge, plan and commit, under a savepoint of the open
 * chunk.  STATUS_REFUSED: the fact cannot be applied; nothing changed.  A rule that fails does
 * not fail the step: the case is parked with the reason.  Memory: the arena. */
int engine_step(struct engine *e, const struct step_input *in, struct arena *arena,
                struct step_outcome *out, struct status *st) NODISCARD;

/* A fact of the book, a creditor or a party: recorded with its events' postings, no case. */
int engine_book_step(struct engine *e, const struct fact *fact, const struct event *events,
                     uint32_t n_events, int64_t *step, struct status *st) NODISCARD;

/* Parks a case whose step could not be made, in a step of its own. */
int engine_park(struct engine *e, int64_t case_id, struct text reason, struct text why,
                struct arena *arena, struct status *st) NODISCARD;

/* Sets one row of a case's agenda, or takes it away (DAY_NONE).  `rows` has room for AGENDA_WHYS. */
void agenda_put(struct agenda_row *rows, uint32_t *n, const struct agenda_row *row);

/* A case that stands in no book, with its place on the agenda. */
struct standing {
    struct krav_case c;
    struct party debtor;
    struct agenda_row agenda[AGENDA_WHYS]; uint32_t n_agenda;
    struct arena *arena;
};
/* The same turn without the book: reads and writes nothing but *of.  Of the engine it needs law,
 * bundle, today, creditors and agreements.  After a failure *of is of no more use. */
int step_alone(struct engine *e, const struct step_input *in, struct standing *of,
               struct step *out, struct status *st) NODISCARD;

/* What an action leaves open is filled in before it is judged, so that what is judged is what is
 * done: a letter without days gets the shortest lawful deadline. */
void step_complete(struct action *a);

/* hash(claim's outside identity, letter kind, ordinal): the legal identity of a letter. */
struct hash letter_key(const struct krav_case *c, enum letter_kind kind, int ordinal);

#endif
