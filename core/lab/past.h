/* past.h - a case's recorded life, cut where a replay begins.
 *
 *     steps before `from` ─fold─▶ where it stood          steps from..to ─▶ what came from outside
 *
 * What came from outside is told again: claims, money, people's words, what channels refused.  What
 * krav itself did (looks, letters composed and received) is not: that is what is tried anew. */
#ifndef KRAV_LAB_PAST_H
#define KRAV_LAB_PAST_H

#include "domain/step.h"
#include "engine/engine.h"

struct outside {
    const struct step *step;
    bool after_work;  /* the book had done work on this case that day before it came */
    bool before_work; /* and did some after it */
};
struct past {
    const struct step *steps; uint32_t n_steps; /* all up to `to`, in order */
    uint32_t first;                             /* of them, the first on or after `from` */
    struct krav_case c;                         /* as it stood before that one; zeroed: not yet */
    struct party debtor;                        /* as far as it is known what was known then */
    struct agenda_row agenda[AGENDA_WHYS]; uint32_t n_agenda;
    const struct outside *outside; uint32_t n_outside;
};
/* Memory: the arena.  STATUS_CORRUPT where the steps do not follow from each other. */
int past_read(struct db *db, int64_t case_id, day from, day to, struct arena *arena,
              struct past *out, struct status *st) NODISCARD;

/* The channel refused this letter. */
bool past_refused(const struct past *p, const struct hash *key);
/* The person's news was that it is so no longer (engine/persons.h). */
static inline bool past_is_ended(const struct fact *f) { return text_is(f->reason, "ended"); }

#endif
