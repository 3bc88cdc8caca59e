/* remit_bank.c - the bank's word about a payout, and payouts that will not come. */
#include "engine/remit.h"

#include "engine/bank_word.h"
#include "engine/step.h"
#include "store/remittances.h"
#include "store/tasks.h"

struct word_of_bank {
    struct engine *e;
    const struct incoming *in;
    struct fact fact;
    struct remittance r;
    struct arena *arena;
    struct status *st;
};

static int raise_task(struct word_of_bank *w, const char *reason, enum task_owner owner,
                 const char *text) {
    char amount[MONEY_TEXT];
    const struct task_row task = {.step = w->e->head.id, .owner = owner,
        .reason = arena_printf(w->arena, "%s_%lld", reason, (long long)w->e->head.id),
        .text = arena_printf(w->arena, "%.*s, %s kroner: %s%s%.*s", TEXT_ARG(w->in->key),
                             money_format(w->in->amount ? w->in->amount : w->r.amount, amount),
                             text, w->in->reason.len > 0 ? ": " : "", TEXT_ARG(w->in->reason)),
        .opened = w->e->today, .due = day_add_bank_days(w->e->today, 1)};
    int64_t id = 0;
    bool is_new = false;
    return tasks_raise(w->e->db, &task, &id, &is_new, w->st);
}

static int record(struct word_of_bank *w, const struct event *events, uint32_t n) {
    int64_t step = 0;
    return engine_book_step(w->e, &w->fact, events, n, &step, w->st);
}

/* Recorded, and nothing moves: a person looks at both books. */
static int does_not_fit(struct word_of_bank *w, const char *reason, const char *text) {
    w->fact.reason = text_of(reason);
    const int rc = record(w, NULL, 0);
    return rc ? rc : raise_task(w, reason, TASK_SUPERVISOR, text);
}

static struct event of(const struct word_of_bank *w, enum event_kind kind, ore amount) {
    return (struct event){.kind = kind, .day = w->fact.legal_day, .amount = amount,
        .id = w->r.step, .creditor = w->r.creditor, .purse = w->r.purse, .ref = w->in->reference};
}

static int paid(struct word_of_bank *w) {
    const struct event settled = of(w, EVENT_PAYOUT_SETTLED, w->r.amount);
    const int rc = record(w, &settled, 1);
    return rc ? rc : remittances_move(w->e->db, w->r.step, REMIT_SETTLED, w->st);
}

/* What was paid once and came back takes that word back first. */
static int not_paid(struct word_of_bank *w) {
    const bool came_back = w->r.state == REMIT_SETTLED;
    const struct event events[] = {of(w, EVENT_PAYOUT_SETTLED, -w->r.amount),
        of(w, EVENT_PAYOUT_REOPENED, w->r.amount)};
    int rc = record(w, came_back ? events : events + 1, came_back ? 2 : 1);
    rc = rc ? rc : remittances_move(w->e->db, w->r.step, REMIT_REOPENED, w->st);
    return rc ? rc
              : raise_task(w, "payout_failed", TASK_CASEWORKER,
                      "The bank did not pay a creditor: look at its account; it is paid with the "
                      "next settlement (krav remit --now)");
}

int remit_reopen(struct engine *e, int64_t step, const struct fact *fact, struct status *st) {
    const struct incoming nothing = {0};
    struct word_of_bank w = {.e = e, .in = &nothing, .fact = *fact, .st = st};
    int rc = remittances_get(e->db, step, &w.r, st);
    w.fact.subject_id = w.r.creditor;
    w.fact.amount = w.r.amount;
    const struct event reopened = of(&w, EVENT_PAYOUT_REOPENED, w.r.amount);
    rc = rc ? rc : record(&w, &reopened, 1);
    return rc ? rc : remittances_move(e->db, step, REMIT_REOPENED, st);
}

static int find(struct word_of_bank *w, bool *found) {
    struct status none = {0, ""};
    const int64_t step = remit_step_of(w->in->key);
    const int rc = step ? remittances_get(w->e->db, step, &w->r, &none) : STATUS_NOT_FOUND;
    *found = rc == STATUS_OK && w->r.amount > 0;
    if (rc && rc != STATUS_NOT_FOUND) {
        *w->st = none;
        return rc;
    }
    return STATUS_OK;
}

static int take_word(struct word_of_bank *w, enum taken *taken) {
    const bool is_paid = w->fact.kind == FACT_PAYOUT_CONFIRMED;
    bool found = false;
    int rc = find(w, &found);
    if (rc) {
        return rc;
    }
    const struct bank_word word = {.is_paid = is_paid, .said = w->in->amount, .asked = w->r.amount,
        .state = !found                          ? TRANSFER_UNKNOWN
                 : w->r.state == REMIT_UNDERWAY ? TRANSFER_UNDERWAY
                 : w->r.state == REMIT_SETTLED  ? TRANSFER_PAID
                                                : TRANSFER_REOPENED};
    const struct bank_fit fit = bank_word_fits(&word);
    *taken = fit.taken;
    w->fact.subject_id = found ? w->r.creditor : 0;
    if (fit.reason) {
        return does_not_fit(w, fit.reason, fit.text);
    }
    if (fit.taken != TAKEN_NEW) {
        return record(w, NULL, 0); /* told again in other words: known, and kept */
    }
    return is_paid ? paid(w) : not_paid(w);
}

int remit_bank_said(struct engine *e, const struct incoming *in, struct text actor,
                    struct arena *arena, enum taken *taken, struct status *st) {
    const day on = in->booked != DAY_NONE && in->booked < e->today ? in->booked : e->today;
    struct word_of_bank w = {.e = e, .in = in, .arena = arena, .st = st,
        .fact = {.kind = in->kind, .subject = SUBJECT_CREDITOR, .actor = actor,
                 .legal_day = on, .booked_day = e->today, .source = incoming_source(in, arena),
                 .amount = in->amount, .text_hash = in->document}};
    return take_word(&w, taken);
}
