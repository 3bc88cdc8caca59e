/* intake_waiting.c - the waiting room: what came before its claim is settled when that comes. */
#include "engine/intake_parts.h"

#include "domain/kid.h"
#include "engine/step.h"
#include "store/cases.h"
#include "store/inbox.h"
#include "store/tasks.h"

static bool is_money(enum fact_kind kind) {
    return kind == FACT_PAID || kind == FACT_PAYMENT_REVERSED;
}

int intake_waited(struct intake *t, const struct waiting_row *row, int64_t step) {
    bool any = true;
    int rc = waiting_settle(t->e->db, row->id, step, t->st);
    rc = rc ? rc
            : tasks_done_of_case(t->e->db, 0,
                                 arena_printf(t->arena, "twin_%lld", (long long)row->step),
                                 t->e->today, t->st);
    rc = rc ? rc : waiting_any(t->e->db, is_money(row->kind), &any, t->st);
    return rc || any ? rc
                     : tasks_done_of_case(t->e->db, 0,
                                          is_money(row->kind) ? TEXT("unmatched_money")
                                                              : TEXT("waiting"),
                                          t->e->today, t->st);
}

/* Money leaves suspense and goes to the case.  It waits on, for a person, when the case was closed
 * meanwhile, and when it is the return of a payment that the case does not have. */
static int settle_money(struct intake *t, const struct waiting_row *row, int64_t case_id) {
    struct krav_case c;
    int64_t step_id = 0;
    int rc = cases_follow(t->e->db, &case_id, t->st);
    rc = rc ? rc : cases_load(t->e->db, case_id, t->arena, &c, t->st);
    if (rc) {
        return rc;
    }
    const bool is_reversal = row->kind == FACT_PAYMENT_REVERSED;
    const struct payment_note *original = is_reversal ? intake_original(t->in, &c) : NULL;
    if (is_reversal ? original == NULL : !case_is_open(&c)) {
        return STATUS_OK;
    }
    rc = intake_out_of_suspense(t, row, &step_id);
    rc = rc           ? rc
         : is_reversal ? intake_take_back(t, row->source, case_id, original, &step_id)
                       : intake_pay_case(t, row->source, case_id, &c, &step_id);
    return rc ? rc : intake_waited(t, row, step_id);
}

static int settle_document(struct intake *t, const struct waiting_row *row, int64_t case_id) {
    int64_t step_id = 0;
    const int rc = intake_document_of_case(t, row->source, case_id, &step_id);
    return rc ? rc : intake_waited(t, row, step_id);
}

/* A credit note or direct payment; what is more than is open waits on, and the claim is taken. */
static int settle_reduction(struct intake *t, const struct waiting_row *row, int64_t case_id) {
    const struct creditor *creditor = engine_creditor_by_org(t->e, t->in->creditor_org);
    struct step_input step = {.fact = intake_fact(t, row->kind, case_id, row->source)};
    struct step_outcome out;
    step.fact.amount = t->in->amount;
    step.fact.legal_day = intake_reduction_day(t->e, t->in);
    int rc = creditor ? invoice_find(t->e->db, creditor->id, t->in->invoice, &case_id,
                                     &step.claim_number, t->st)
                      : STATUS_OK;
    rc = rc ? rc : engine_step(t->e, &step, t->arena, &out, t->st);
    if (rc == STATUS_REFUSED) {
        *t->st = (struct status){0, ""};
        return STATUS_OK;
    }
    return rc ? rc : intake_waited(t, row, out.step);
}

int intake_settle(struct intake *t, const struct waiting_row *row, int64_t case_id) {
    struct incoming in;
    const int rc = record_read(&incoming_record, row->body, t->arena, &in, t->st);
    struct intake own = {.e = t->e, .in = &in, .actor = t->actor, .arena = t->arena,
        .taken = TAKEN_NEW, .st = t->st};
    return rc                       ? rc
           : is_money(row->kind)    ? settle_money(&own, row, case_id)
           : row->kind == FACT_NOTE ? settle_document(&own, row, case_id)
                                    : settle_reduction(&own, row, case_id);
}

static int wake_reference(struct intake *t, struct text reference, int64_t case_id) {
    struct waiting_row *rows;
    uint32_t n = 0;
    int rc = waiting_by_reference(t->e->db, reference, t->arena, &rows, &n, t->st);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        rc = intake_settle(t, &rows[i], case_id);
    }
    return rc;
}

int intake_wake_waiting(struct intake *t, const struct creditor *creditor, int64_t case_id) {
    int rc = STATUS_OK;
    char kid[KID_OWN_LEN + 1];
    if (t->in->invoice.len > 0) {
        rc = wake_reference(t, intake_invoice_reference(t, creditor->org, t->in->invoice),
                            case_id);
    }
    if (rc == STATUS_OK && t->in->foreign_kid.len > 0) {
        rc = wake_reference(t, arena_printf(t->arena, "kid:%.*s", TEXT_ARG(t->in->foreign_kid)),
                            case_id);
    }
    if (rc == STATUS_OK && t->in->before.kid.len > 0) {
        rc = wake_reference(t, arena_printf(t->arena, "kid:%.*s", TEXT_ARG(t->in->before.kid)),
                            case_id);
    }
    return rc ? rc
              : wake_reference(t, arena_printf(t->arena, "kid:%s", kid_make(case_id, 0, kid)),
                               case_id);
}

/* ---- by a person ----------------------------------------------------------------------------- */

static int place(struct intake *t, const struct waiting_row *row, int64_t case_id) {
    struct waiting_row still;
    struct status gone = {0, ""};
    if (!is_money(row->kind)) {
        return status_fail(t->st, STATUS_REFUSED, "match: %lld: it is no money, and waits for %.*s",
                           (long long)row->id, TEXT_ARG(row->reference));
    }
    if (row->body.len == 0) {
        return status_fail(t->st, STATUS_REFUSED, "match: %lld: its record has been erased",
                           (long long)row->id);
    }
    const int rc = intake_settle(t, row, case_id);
    if (rc == STATUS_OK &&
        waiting_get(t->e->db, row->id, t->arena, &still, &gone) == STATUS_OK) {
        return status_fail(t->st, STATUS_REFUSED, "match: %lld: case %lld cannot take it: %s",
                           (long long)row->id, (long long)case_id,
                           row->kind == FACT_PAID ? "it is closed"
                                                  : "it has no such payment to take back");
    }
    return rc;
}

int intake_place(struct engine *e, int64_t waiting, int64_t case_id, struct text by,
                 struct arena *arena, struct status *st) {
    struct intake t = {.e = e, .actor = by, .arena = arena, .taken = TAKEN_NEW, .st = st};
    struct waiting_row row;
    int rc = waiting_get(e->db, waiting, arena, &row, st);
    rc = rc ? rc : engine_chunk_begin(e, st);
    rc = rc ? rc : place(&t, &row, case_id);
    rc = rc ? rc : engine_chunk_commit(e, st);
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    return rc;
}
