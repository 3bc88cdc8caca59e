/* persons.h - what happens to a person happens in every case of theirs.
 *
 *     news ──▶ the person's row ──▶ one step in each open case, and in the one it was told through
 *
 * The row is outside the chain and may be erased; the steps hold the kind of news, the day and
 * the party's number.  All of it stands in the caller's chunk: all or nothing.  Claims that come
 * later see the row. */
#ifndef KRAV_ENGINE_PERSONS_H
#define KRAV_ENGINE_PERSONS_H

#include "engine/step.h"

struct person_news {
    struct fact fact;        /* subject_id: the case it was told through */
    bool ended;              /* it is so no longer, or never was */
    struct text guardian;    /* FACT_GUARDIAN, REPRESENTATIVE: name and address; RENAMED: the name */
    enum mandate mandate;    /* FACT_GUARDIAN */
    bool not_for_letters;    /* FACT_REPRESENTATIVE */
    struct text address, country; /* FACT_MOVED: see person_address */
    struct text email, phone; /* FACT_REACHED_AT: absent: as it was; "-": none */
};
struct person_step {
    int64_t case_id, step;
};
struct person_changed {
    struct step_outcome told; /* of the case it was told through */
    struct person_step *steps; uint32_t n_steps;
};
/* Memory: the arena. */
int persons_change(struct engine *e, const struct person_news *news, struct arena *arena,
                   struct person_changed *out, struct status *st) NODISCARD;

/* What the fact alone says of the person, as the steps hold it: no names and no places.  False where
 * there is more to it. */
bool person_told(const struct fact *f, bool ended, struct party *p);

/* "STREET; POSTCODE CITY", a second line between if need be; abroad (a country of two letters) the
 * last part stays as it is.  NULL, or what is wrong.  Texts are borrowed. */
const char *person_address(struct text address, struct text country, struct party *p);

/* NULL, or what is wrong with it; "-" and an absent one are well. */
const char *person_email(struct text t);
const char *person_phone(struct text t);

#define OPT_OUT_ELECTRONIC "electronic" /* contact_opt_out, fact.stage: e-mail, SMS, portal, mailbox */

#endif
