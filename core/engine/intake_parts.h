/* intake_parts.h - what intake.c and intake_money.c share; for nobody else. */
#ifndef KRAV_ENGINE_INTAKE_PARTS_H
#define KRAV_ENGINE_INTAKE_PARTS_H

#include "engine/intake.h"

struct intake {
    struct engine *e;
    const struct incoming *in;
    struct text actor;
    struct arena *arena;
    enum taken taken;
    struct status *st;
    struct hash content; /* of the record, as it is told apart from a changed one */
};

struct fact intake_fact(const struct intake *t, enum fact_kind kind, int64_t case_id,
                        struct text source);
int intake_mark(struct intake *t, struct text source, int64_t step) NODISCARD;
int intake_keep_waiting(struct intake *t, struct text source, struct text reference, int64_t step,
                        enum fact_kind kind) NODISCARD;
int intake_task(struct intake *t, struct text reason, const char *text) NODISCARD;
struct text intake_invoice_reference(const struct intake *t, struct text org,
                                     struct text invoice);
/* What waited for the claim that has just come: by invoice, by the creditor's KID, by our KID. */
int intake_wake_waiting(struct intake *t, const struct creditor *creditor, int64_t case_id)
    NODISCARD;
/* The day less is owed from; a date ahead of us does not keep interest running. */
static inline day intake_reduction_day(const struct engine *e, const struct incoming *in) {
    return in->issued != DAY_NONE && in->issued < e->today ? in->issued : e->today;
}
int intake_money(struct intake *t, struct text source) NODISCARD;
/* What is about a claim that has not come yet. */
int intake_wait_for_invoice(struct intake *t, struct text source, const struct creditor *creditor,
                            struct text invoice) NODISCARD;
/* An attachment: into its claim's case, or kept until the claim comes. */
int intake_document(struct intake *t, struct text source) NODISCARD;
int intake_document_of_case(struct intake *t, struct text source, int64_t case_id, int64_t *step)
    NODISCARD;

#endif
