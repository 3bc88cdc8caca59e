/* intake_parts.h - what intake.c and intake_money.c share; for nobody else. */
#ifndef KRAV_ENGINE_INTAKE_PARTS_H
#define KRAV_ENGINE_INTAKE_PARTS_H

#include "domain/apply.h"
#include "engine/intake.h"

struct waiting_row;

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
int intake_mandate(struct intake *t, struct text source) NODISCARD;
/* intake_receipt.c: what became of a letter, by its key. */
void intake_receipt_check(struct engine *e, const struct incoming *in, struct arena *arena,
                          struct faults *faults);
int intake_receipt(struct intake *t, struct text source) NODISCARD;
/* The open case that the KID means; 0, and why there is none. */
int intake_find_case(struct intake *t, int64_t *case_id, struct krav_case *c, const char **why)
    NODISCARD;
int intake_set_aside(struct intake *t, struct text source, const char *why) NODISCARD;
/* What waits goes to this case, if that can take it. */
int intake_settle(struct intake *t, const struct waiting_row *row, int64_t case_id) NODISCARD;
/* The same, for a case that is known. */
int intake_pay_case(struct intake *t, struct text source, int64_t case_id,
                    const struct krav_case *c, int64_t *step) NODISCARD;
/* The newest payment of the case that this reversal can be of; NULL if there is none. */
const struct payment_note *intake_original(const struct incoming *in, const struct krav_case *c);
int intake_take_back(struct intake *t, struct text source, int64_t case_id,
                     const struct payment_note *original, int64_t *step) NODISCARD;
/* Money leaves suspense. */
int intake_out_of_suspense(struct intake *t, const struct waiting_row *row, int64_t *step)
    NODISCARD;
/* The row waits no longer; when it was the last, neither does the task that asks for a person. */
int intake_waited(struct intake *t, const struct waiting_row *row, int64_t step) NODISCARD;

/* A running case (intake_opening.c): every reason why it cannot be taken over.  `is_new`: the
 * record was not taken before. */
void intake_opening_check(struct engine *e, const struct incoming *in, bool is_new,
                          struct arena *arena, struct faults *faults);
/* The case that the claim's old KID tells: 0 if none has come.  STATUS_REFUSED: it is no case that
 * the claim can join. */
int intake_running_case(struct intake *t, int64_t creditor, int64_t *case_id) NODISCARD;
struct opening intake_opening(const struct incoming *in);
/* What is about a claim that has not come yet. */
int intake_wait_for_invoice(struct intake *t, struct text source, const struct creditor *creditor,
                            struct text invoice) NODISCARD;
/* An attachment: into its claim's case, or kept until the claim comes. */
int intake_document(struct intake *t, struct text source) NODISCARD;
int intake_document_of_case(struct intake *t, struct text source, int64_t case_id, int64_t *step)
    NODISCARD;

#endif
