/* intake_money.c - payments: matched by account and KID, or put in suspense with a task; booked
 * on the day they came, never lost. */
#include "engine/intake_parts.h"

#include "domain/kid.h"
#include "engine/step.h"
#include "store/cases.h"
#include "store/inbox.h"
#include "store/tasks.h"

int intake_task(struct intake *t, struct text reason, const char *text) {
    const struct task_row task = {.step = t->e->head.id, .owner = TASK_CASEWORKER,
        .reason = reason, .text = text_of(text), .opened = t->e->today, .due = t->e->today + 3};
    int64_t id = 0;
    bool is_new = false;
    return tasks_raise(t->e->db, &task, &id, &is_new, t->st);
}

void payment_days(const struct engine *e, const struct incoming *in, struct fact *fact,
                  int32_t grace_bank_days) {
    fact->legal_day = in->ordered ? in->ordered : in->booked;
    if (fact->legal_day > e->today) {
        fact->legal_day = e->today; /* a bank that is ahead of us does not make interest run */
    }
    if (in->ordered == DAY_NONE) {
        day d = fact->legal_day;
        for (int32_t n = 0; n < grace_bank_days; d--) {
            n += day_is_bank_day(d - 1);
        }
        fact->until = d;
    }
}

/* The case that this KID means: ours by arithmetic, or a creditor's if only one has it. */
static int find_case(struct intake *t, int64_t *case_id, struct krav_case *c, const char **why) {
    int64_t ids[4];
    uint32_t n = 0;
    int purpose = 0;
    struct status st = {0, ""};
    *why = "unknown_kid";
    if (!kid_parse(t->in->kid, case_id, &purpose) ||
        cases_load(t->e->db, *case_id, t->arena, c, &st) != STATUS_OK) {
        const int rc = foreign_kid_find(t->e->db, t->in->kid, ids, &n, t->st);
        *case_id = n == 1 ? ids[0] : 0;
        *why = n > 1 ? "several_cases" : t->in->kid.len == 0 ? "no_kid" : "unknown_kid";
        if (rc || n != 1) {
            return rc;
        }
        const int loaded = cases_load(t->e->db, *case_id, t->arena, c, t->st);
        if (loaded) {
            return loaded;
        }
    }
    if (!case_is_open(c)) {
        *case_id = 0;
        *why = "case_closed";
    }
    return STATUS_OK;
}

static int pay_case(struct intake *t, struct text source, int64_t case_id,
                    const struct krav_case *c, int64_t *step_id) {
    const struct agreement *a = engine_agreement(t->e, c->creditor, c->department, t->e->today);
    struct step_input step = {.fact = intake_fact(t, FACT_PAID, case_id, source)};
    struct step_outcome out;
    step.fact.amount = t->in->amount;
    step.fact.kid = t->in->kid;
    payment_days(t->e, t->in, &step.fact, a ? a->grace_bank_days : 0);
    const int rc = engine_step(t->e, &step, t->arena, &out, t->st);
    *step_id = out.step;
    return rc;
}

static int set_aside(struct intake *t, struct text source, const char *why) {
    struct fact fact = intake_fact(t, FACT_MONEY_UNMATCHED, 0, source);
    int64_t step_id = 0;
    fact.amount = t->in->amount;
    fact.kid = t->in->kid;
    fact.reason = text_of(why);
    payment_days(t->e, t->in, &fact, 0);
    const struct event e = {.kind = EVENT_MONEY_SET_ASIDE, .day = fact.legal_day,
        .amount = t->in->amount, .ref = source, .word = fact.reason};
    const struct text reference = t->in->kid.len > 0
                                      ? arena_printf(t->arena, "kid:%.*s", TEXT_ARG(t->in->kid))
                                      : TEXT("none");
    t->taken = TAKEN_UNMATCHED;
    int rc = engine_book_step(t->e, &fact, &e, 1, &step_id, t->st);
    rc = rc ? rc : intake_keep_waiting(t, source, reference, step_id, t->in->kind);
    rc = rc ? rc : intake_mark(t, source, step_id);
    return rc ? rc : intake_task(t, TEXT("unmatched_money"),
                                 "Money came that belongs to no open case: krav match");
}

int intake_money(struct intake *t, struct text source) {
    struct krav_case c;
    const char *why = "reversal";
    int64_t case_id = 0, step_id = 0;
    int rc = t->in->kind == FACT_PAID ? find_case(t, &case_id, &c, &why) : STATUS_OK;
    if (rc) {
        return rc;
    }
    if (case_id == 0) {
        return set_aside(t, source, why);
    }
    rc = pay_case(t, source, case_id, &c, &step_id);
    return rc ? rc : intake_mark(t, source, step_id);
}

/* Takes one waiting row out: money leaves suspense and is paid in, a credit note is applied. */
static int settle_one(struct intake *t, const struct waiting_row *row, int64_t case_id) {
    struct incoming in;
    struct krav_case c;
    int64_t step_id = 0;
    int rc = record_read(&incoming_record, row->body, t->arena, &in, t->st);
    rc = rc ? rc : cases_load(t->e->db, case_id, t->arena, &c, t->st);
    if (rc) {
        return rc;
    }
    struct intake own = {.e = t->e, .in = &in, .actor = t->actor, .arena = t->arena,
        .taken = TAKEN_NEW, .st = t->st};
    if (row->kind == FACT_PAID && !case_is_open(&c)) {
        return STATUS_OK; /* closed meanwhile: the money waits for a person */
    }
    if (row->kind == FACT_PAID) {
        struct fact fact = intake_fact(&own, FACT_MONEY_MATCHED, 0, row->source);
        fact.amount = row->amount;
        fact.about = row->step;
        const struct event e = {.kind = EVENT_MONEY_TAKEN_OUT, .day = t->e->today,
            .amount = row->amount, .ref = row->source};
        rc = engine_book_step(t->e, &fact, &e, 1, &step_id, t->st);
        rc = rc ? rc : pay_case(&own, row->source, case_id, &c, &step_id);
    } else if (row->kind == FACT_NOTE) {
        rc = intake_document_of_case(&own, row->source, case_id, &step_id);
    } else {
        const struct creditor *creditor = engine_creditor_by_org(t->e, in.creditor_org);
        struct step_input step = {.fact = intake_fact(&own, row->kind, case_id, row->source)};
        struct step_outcome out;
        step.fact.amount = in.amount;
        step.fact.legal_day = intake_reduction_day(t->e, &in);
        rc = creditor ? invoice_find(t->e->db, creditor->id, in.invoice, &case_id,
                                     &step.claim_number, t->st)
                      : STATUS_OK;
        rc = rc ? rc : engine_step(t->e, &step, t->arena, &out, t->st);
        if (rc == STATUS_REFUSED) { /* more than is open: it waits on, the claim is taken */
            *t->st = (struct status){0, ""};
            return STATUS_OK;
        }
        step_id = out.step;
    }
    return rc ? rc : waiting_settle(t->e->db, row->id, step_id, t->st);
}

static int wake_reference(struct intake *t, struct text reference, int64_t case_id) {
    struct waiting_row *rows;
    uint32_t n = 0;
    int rc = waiting_by_reference(t->e->db, reference, t->arena, &rows, &n, t->st);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        rc = settle_one(t, &rows[i], case_id);
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
    return rc ? rc
              : wake_reference(t, arena_printf(t->arena, "kid:%s", kid_make(case_id, 0, kid)),
                               case_id);
}
