/* intake_money.c - payments, and payments that went back: matched by account and KID, or put in
 * suspense with a task; booked on the day they came, never lost. */
#include "engine/intake_parts.h"

#include "domain/kid.h"
#include "engine/debits.h"
#include "engine/refund.h"
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

/* What was merged is where it went; two that went into one are one. */
static int where_they_are(struct intake *t, int64_t ids[5], uint32_t *n) {
    uint32_t kept = 0;
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < *n && rc == STATUS_OK; i++) {
        int64_t id = ids[i];
        uint32_t same = 0;
        rc = cases_follow(t->e->db, &id, t->st);
        while (same < kept && ids[same] != id) {
            same++;
        }
        ids[same] = id;
        kept += same == kept;
    }
    *n = kept;
    return rc;
}

/* The cases that this KID can mean: ours by arithmetic, and those that a creditor or an earlier
 * system gave it to.  An earlier system's may look like one of ours, so both are asked. */
static int cases_of_kid(struct intake *t, int64_t ids[5], uint32_t *n) {
    int64_t own = 0;
    int purpose = 0;
    struct text bytes;
    struct hash hash;
    struct status none = {0, ""};
    *n = 0;
    int rc = t->in->kid.len == 0 ? STATUS_OK
                                 : foreign_kid_find(t->e->db, t->in->kid, ids, n, t->st);
    if (rc == STATUS_OK && kid_parse(t->in->kid, &own, &purpose) &&
        cases_raw(t->e->db, own, t->arena, &bytes, &hash, &none) == STATUS_OK) {
        bool is_there = false;
        for (uint32_t i = 0; i < *n; i++) {
            is_there = is_there || ids[i] == own;
        }
        ids[*n] = own;
        *n += !is_there;
    }
    return rc ? rc : where_they_are(t, ids, n);
}

int intake_find_case(struct intake *t, int64_t *case_id, struct krav_case *c,
                     const char **why) {
    int64_t ids[5];
    uint32_t n = 0;
    int rc = cases_of_kid(t, ids, &n);
    *case_id = n == 1 ? ids[0] : 0;
    *why = n > 1 ? "several_cases" : t->in->kid.len == 0 ? "no_kid" : "unknown_kid";
    if (rc || n != 1) {
        return rc;
    }
    rc = cases_load(t->e->db, *case_id, t->arena, c, t->st);
    if (rc == STATUS_OK && !case_is_open(c)) {
        *case_id = 0;
        *why = "case_closed";
    }
    return rc;
}

int intake_pay_case(struct intake *t, struct text source, int64_t case_id,
                    const struct krav_case *c, int64_t *step_id) {
    const struct agreement *a = engine_agreement(t->e, c->creditor, c->department, t->e->today);
    struct step_input step = {.fact = intake_fact(t, FACT_PAID, case_id, source)};
    struct step_outcome out;
    step.fact.amount = t->in->amount;
    step.fact.kid = t->in->kid;
    step.fact.stage =
        debit_is_bank_type(t->in->bank_type) ? TEXT(DEBIT_BY_BANK) : (struct text){NULL, 0};
    payment_days(t->e, t->in, &step.fact, a ? a->grace_bank_days : 0);
    int rc = refund_keep_payer(t->e, t->in->payer_account, t->in->payer_name, source, t->arena,
                               &step.fact.payer, t->st);
    rc = rc ? rc : engine_step(t->e, &step, t->arena, &out, t->st);
    *step_id = out.step;
    return rc;
}

/* ---- what belongs to no case ---------------------------------------------------------------- */

static struct text kid_reference(struct intake *t) {
    return t->in->kid.len > 0 ? arena_printf(t->arena, "kid:%.*s", TEXT_ARG(t->in->kid))
                              : TEXT("none");
}

int intake_set_aside(struct intake *t, struct text source, const char *why) {
    struct fact fact = intake_fact(t, FACT_MONEY_UNMATCHED, 0, source);
    int64_t step_id = 0;
    fact.amount = t->in->amount;
    fact.kid = t->in->kid;
    fact.reason = text_of(why);
    payment_days(t->e, t->in, &fact, 0);
    const struct event e = {.kind = EVENT_MONEY_SET_ASIDE, .day = fact.legal_day,
        .amount = t->in->amount, .ref = source, .word = fact.reason};
    t->taken = TAKEN_UNMATCHED;
    int rc = engine_book_step(t->e, &fact, &e, 1, &step_id, t->st);
    rc = rc ? rc : intake_keep_waiting(t, source, kid_reference(t), step_id, t->in->kind);
    rc = rc ? rc : intake_mark(t, source, step_id);
    return rc ? rc : intake_task(t, TEXT("unmatched_money"),
                                 "Money came or went back that no open case knows: krav match");
}

int intake_out_of_suspense(struct intake *t, const struct waiting_row *row, int64_t *step_id) {
    struct fact fact = intake_fact(t, FACT_MONEY_MATCHED, 0, row->source);
    fact.amount = row->amount;
    fact.about = row->step;
    const struct event e = {.kind = EVENT_MONEY_TAKEN_OUT, .day = t->e->today,
        .amount = row->amount, .ref = row->source};
    return engine_book_step(t->e, &fact, &e, 1, step_id, t->st);
}

/* ---- payments that went back ---------------------------------------------------------------- */

/* Sources of money begin with the account that it came to. */
static bool is_of_account(struct text source, struct text account) {
    return source.len > account.len && text_starts(source, account) &&
           source.ptr[account.len] == ':';
}

const struct payment_note *intake_original(const struct incoming *in, const struct krav_case *c) {
    for (uint32_t i = c->n_payments; i-- > 0 && !in->netted;) {
        const struct payment_note *p = &c->payments[i];
        if (!p->undone && !p->direct && p->amount == -in->amount && p->legal_day <= in->booked &&
            is_of_account(p->source, in->account)) {
            return p;
        }
    }
    return NULL;
}

int intake_take_back(struct intake *t, struct text source, int64_t case_id,
                     const struct payment_note *original, int64_t *step_id) {
    struct step_input step = {.fact = intake_fact(t, FACT_PAYMENT_REVERSED, case_id, source)};
    struct step_outcome out;
    step.fact.amount = t->in->amount;
    step.fact.kid = t->in->kid;
    step.fact.reverses = original->source;
    step.fact.legal_day = t->in->booked < t->e->today ? t->in->booked : t->e->today;
    const int rc = engine_step(t->e, &step, t->arena, &out, t->st);
    *step_id = out.step;
    return rc;
}

/* The payment that went back may itself have found no case: then both leave the waiting room. */
static int take_back_waiting(struct intake *t, struct text source, bool *found) {
    struct waiting_row *rows;
    uint32_t n = 0;
    int64_t step_id = 0;
    *found = false;
    int rc = t->in->kid.len == 0 ? STATUS_OK
                                 : waiting_by_reference(t->e->db, kid_reference(t), t->arena, &rows,
                                                        &n, t->st);
    while (rc == STATUS_OK && !*found && n-- > 0) { /* the newest first */
        *found = rows[n].kind == FACT_PAID && rows[n].amount == -t->in->amount &&
                 is_of_account(rows[n].source, t->in->account);
    }
    if (rc || !*found) {
        return rc;
    }
    rc = intake_out_of_suspense(t, &rows[n], &step_id);
    rc = rc ? rc : intake_waited(t, &rows[n], step_id);
    return rc ? rc : intake_mark(t, source, step_id);
}

/* The one case, open or closed, that has the payment; 0 with why if there is none, or several. */
static int find_original(struct intake *t, int64_t *case_id, const struct payment_note **original,
                         const char **why) {
    int64_t ids[5];
    uint32_t n = 0, n_found = 0;
    int rc = cases_of_kid(t, ids, &n);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        struct krav_case *c = arena_take(t->arena, sizeof *c);
        rc = cases_load(t->e->db, ids[i], t->arena, c, t->st);
        const struct payment_note *p = rc ? NULL : intake_original(t->in, c);
        if (p) {
            *original = p;
            *case_id = ids[i];
            n_found++;
        }
    }
    *case_id = n_found == 1 ? *case_id : 0;
    *why = n_found > 1 ? "several_cases" : "no_such_payment";
    return rc;
}

static int reversal(struct intake *t, struct text source) {
    const struct payment_note *original = NULL;
    const char *why = "netted_credit";
    int64_t case_id = 0, step_id = 0;
    bool found = false;
    if (t->in->netted) { /* what it is taken off is for a person to say */
        return intake_set_aside(t, source, why);
    }
    int rc = take_back_waiting(t, source, &found);
    if (rc || found) {
        return rc;
    }
    rc = find_original(t, &case_id, &original, &why);
    if (rc == STATUS_OK && case_id == 0) {
        return intake_set_aside(t, source, why);
    }
    rc = rc ? rc : intake_take_back(t, source, case_id, original, &step_id);
    return rc ? rc : intake_mark(t, source, step_id);
}

/* ---- money ---------------------------------------------------------------------------------- */

int intake_money(struct intake *t, struct text source) {
    struct krav_case c;
    const char *why = NULL;
    int64_t case_id = 0, step_id = 0;
    if (t->in->kind == FACT_PAYMENT_REVERSED) {
        return reversal(t, source);
    }
    int rc = intake_find_case(t, &case_id, &c, &why);
    if (rc == STATUS_OK && case_id == 0) {
        return intake_set_aside(t, source, why);
    }
    rc = rc ? rc : intake_pay_case(t, source, case_id, &c, &step_id);
    return rc ? rc : intake_mark(t, source, step_id);
}
