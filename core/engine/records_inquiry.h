/* records_inquiry.h - the SDK's records for what is known about a debtor: scores and registers.  Part
 * of the border of records.h: what a plugin answers is checked here. */
#ifndef KRAV_ENGINE_RECORDS_INQUIRY_H
#define KRAV_ENGINE_RECORDS_INQUIRY_H

#include "domain/party.h"
#include "engine/known.h"
#include "plug/plug.h"

#define WASH_MANY_MAX 100

struct subject_form { /* whom it is about; as krav_subject */
    const struct party *party;
    ore exposure;
    const struct known *known; uint32_t n_known; /* only for a score */
};

struct score_answer {
    bool usable;         /* else it cannot be right, or there is none */
    int32_t points;
    day as_of, until;
    struct text label, model;
    struct text parts;   /* one line each: "+20 no case before this one" */
};
/* From the answer to `score`, copied. */
struct score_answer score_answer_of(const struct plug_answer *answer, struct arena *arena);

struct person_answer {
    bool usable;
    day since;
    struct text status;  /* one of krav_person's words */
    struct text id, name, address1, address2, postcode, city, country;
};
/* From the answer to `wash` (one) or `wash_many`, copied. */
struct person_answer *person_answers_of(const struct plug_answer *answer, struct arena *arena,
                                        uint32_t *n);

/* Each: the call's id, or 0 with st. */
uint64_t records_score(struct plug *p, const struct plug_call *call, const struct subject_form *f,
                       struct arena *arena, struct status *st);
uint64_t records_wash(struct plug *p, const struct plug_call *call, const struct subject_form *f,
                      struct arena *arena, struct status *st);
uint64_t records_wash_many(struct plug *p, const struct plug_call *call,
                           const struct subject_form *forms, uint32_t n, struct arena *arena,
                           struct status *st);

#endif
