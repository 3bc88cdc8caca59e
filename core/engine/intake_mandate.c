/* intake_mandate.c - what the bank says of mandates (AvtaleGiro): to the case of the KID. */
#include "domain/mandate.h"
#include "engine/intake_parts.h"
#include "engine/step.h"

/* Recorded; what it was about, a person finds out. */
static int unknown(struct intake *t, struct text source, const char *why) {
    struct fact fact = intake_fact(t, FACT_MANDATE, 0, source);
    int64_t step = 0;
    fact.subject = SUBJECT_BOOK;
    fact.kid = t->in->kid;
    fact.reason = text_of(why);
    t->taken = TAKEN_UNMATCHED;
    int rc = engine_book_step(t->e, &fact, NULL, 0, &step, t->st);
    rc = rc ? rc : intake_mark(t, source, step);
    /* Of a closed case, or a mandate that is gone anyway, nobody has anything to do. */
    const bool matters = !text_is(t->in->reason, MANDATE_ENDED) && fact.reason.len > 0 &&
                         !text_is(fact.reason, "case_closed");
    return rc || !matters
               ? rc
               : intake_task(t, arena_printf(t->arena, "mandate_%lld", (long long)step),
                             "A payer has let us ask his bank (AvtaleGiro) for a KID that no case "
                             "has: see the list from the bank");
}

int intake_mandate(struct intake *t, struct text source) {
    struct krav_case c;
    const char *why = NULL;
    int64_t case_id = 0;
    int rc = intake_find_case(t, &case_id, &c, &why);
    if (rc == STATUS_OK && case_id == 0) {
        return unknown(t, source, why);
    }
    struct step_input step = {.fact = intake_fact(t, FACT_MANDATE, case_id, source)};
    struct step_outcome out = {0};
    step.fact.kid = t->in->kid;
    step.fact.reason = t->in->reason;
    rc = rc ? rc : engine_step(t->e, &step, t->arena, &out, t->st);
    return rc ? rc : intake_mark(t, source, out.step ? out.step : t->e->head.id);
}
