/* refund_bank.c - the bank's word, or a provider's, about money that goes back. */
#include "engine/refund.h"

#include "engine/bank_word.h"
#include "engine/step.h"
#include "store/inbox.h"
#include "store/provider_refunds.h"
#include "store/refunds.h"
#include "store/tasks.h"

struct word_of_bank {
    struct engine *e;
    struct fact fact;
    struct refund_row r;
    struct text why; /* of a provider that did not take it; absent: of the bank */
    struct arena *arena;
    struct status *st;
};

static int raise_task(struct word_of_bank *w, const char *reason, enum task_owner owner,
                      const char *text) {
    char amount[MONEY_TEXT];
    const struct task_row task = {.case_id = w->r.case_id, .step = w->e->head.id, .owner = owner,
        .reason = arena_printf(w->arena, "%s_%lld", reason, (long long)w->e->head.id),
        .text = arena_printf(w->arena, "%s kroner that go back: %s",
                             money_format(w->fact.amount ? w->fact.amount : w->r.amount, amount),
                             text),
        .opened = w->e->today, .due = day_add_bank_days(w->e->today, 1)};
    int64_t id = 0;
    bool is_new = false;
    return tasks_raise(w->e->db, &task, &id, &is_new, w->st);
}

static int record_in_book(struct word_of_bank *w, const struct event *events, uint32_t n) {
    struct fact fact = w->fact;
    int64_t step = 0;
    fact.subject = SUBJECT_BOOK;
    fact.subject_id = 0;
    return engine_book_step(w->e, &fact, events, n, &step, w->st);
}

/* Recorded, and nothing moves: a person looks at both books. */
static int does_not_fit(struct word_of_bank *w, const char *reason, const char *text) {
    w->fact.reason = text_of(reason);
    const int rc = record_in_book(w, NULL, 0);
    return rc ? rc : raise_task(w, reason, TASK_SUPERVISOR, text);
}

/* Money of a case: its own step, which folds what it had to give back. */
static int record_in_case(struct word_of_bank *w) {
    struct step_input in = {.fact = w->fact};
    struct step_outcome out;
    in.fact.subject = SUBJECT_CASE;
    in.fact.subject_id = w->r.case_id;
    in.fact.key = w->r.key;
    return engine_step(w->e, &in, w->arena, &out, w->st);
}

static int record_in_suspense(struct word_of_bank *w) {
    const struct event paid = {.kind = EVENT_REFUND_SETTLED, .day = w->fact.legal_day,
        .amount = w->r.amount, .id = w->r.step, .ref = w->fact.reverses};
    struct event failed[2] = {paid, paid};
    failed[0].amount = -w->r.amount; /* what came back after it was paid */
    failed[1].kind = EVENT_REFUND_REOPENED;
    if (w->fact.kind == FACT_REFUND_CONFIRMED) {
        return record_in_book(w, &paid, 1);
    }
    const bool came_back = w->r.way == REFUND_WAY_SETTLED;
    const int rc = record_in_book(w, came_back ? failed : failed + 1, came_back ? 2 : 1);
    return rc ? rc : waiting_again(w->e->db, w->r.step, w->st);
}

/* What goes back at a provider is taken from the agency's own there (posting.c). */
static int find_place(struct word_of_bank *w) {
    struct provider_refund p;
    struct status none = {0, ""};
    const int rc = provider_refunds_get(w->e->db, w->r.step, w->arena, &p, &none);
    if (rc == STATUS_OK) {
        w->fact.reverses = p.source;
    }
    return rc == STATUS_OK || rc == STATUS_NOT_FOUND ? STATUS_OK
                                                     : status_fail(w->st, rc, "%s", none.text);
}

static const char *what_to_do(struct word_of_bank *w) {
    const char *how = w->r.case_id != 0
                          ? "ask for the account (krav tell CASE refund --account NUMBER)"
                          : "ask for the account (krav match NO --refund --account NUMBER)";
    return arena_cstr(w->arena, w->why.len > 0
                                    ? arena_printf(w->arena, "the provider did not take them (%.*s): "
                                                   "%s", TEXT_ARG(w->why), how)
                                    : arena_printf(w->arena, "they did not arrive: %s", how));
}

static int take(struct word_of_bank *w) {
    const bool is_paid = w->fact.kind == FACT_REFUND_CONFIRMED;
    int rc = find_place(w);
    rc = rc ? rc : w->r.case_id != 0 ? record_in_case(w) : record_in_suspense(w);
    rc = rc ? rc
            : refunds_move(w->e->db, w->r.step,
                           is_paid ? REFUND_WAY_SETTLED : REFUND_WAY_REOPENED, NULL, w->st);
    return rc || is_paid ? rc : raise_task(w, "refund_failed", TASK_CASEWORKER, what_to_do(w));
}

static int take_word(struct word_of_bank *w, int64_t step, enum taken *taken) {
    struct status none = {0, ""};
    const bool is_paid = w->fact.kind == FACT_REFUND_CONFIRMED;
    const int rc = refunds_get(w->e->db, step, &w->r, &none);
    if (rc && rc != STATUS_NOT_FOUND) {
        *w->st = none;
        return rc;
    }
    const struct bank_word word = {.is_paid = is_paid, .said = w->fact.amount, .asked = w->r.amount,
        .state = rc || w->r.way == REFUND_WAY_PLANNED ? TRANSFER_UNKNOWN
                 : w->r.way == REFUND_WAY_UNDERWAY    ? TRANSFER_UNDERWAY
                 : w->r.way == REFUND_WAY_SETTLED     ? TRANSFER_PAID
                                                      : TRANSFER_REOPENED};
    const struct bank_fit fit = bank_word_fits(&word);
    *taken = fit.taken;
    return fit.reason               ? does_not_fit(w, fit.reason, fit.text)
           : fit.taken == TAKEN_NEW ? take(w)
                                    : record_in_book(w, NULL, 0);
}

int refund_bank_said(struct engine *e, const struct incoming *in, struct text actor,
                     struct arena *arena, enum taken *taken, struct status *st) {
    const bool is_paid = in->kind == FACT_PAYOUT_CONFIRMED;
    struct word_of_bank w = {.e = e, .arena = arena, .st = st,
        .fact = {.kind = is_paid ? FACT_REFUND_CONFIRMED : FACT_REFUND_FAILED, .actor = actor,
                 .legal_day = in->booked != DAY_NONE && in->booked < e->today ? in->booked
                                                                               : e->today,
                 .booked_day = e->today, .source = incoming_source(in, arena),
                 .amount = in->amount, .text_hash = in->document}};
    return take_word(&w, refund_step_of(in->key), taken);
}

int refund_refused(struct engine *e, const struct hash *batch, struct text actor,
                   struct arena *arena, uint32_t *n, struct status *st) {
    struct refund_row *rows;
    int rc = refunds_list(e->db, batch, UINT32_MAX, arena, &rows, n, st);
    for (uint32_t i = 0; i < *n && rc == STATUS_OK; i++) {
        struct word_of_bank w = {.e = e, .arena = arena, .st = st, .r = rows[i],
            .fact = {.kind = FACT_REFUND_FAILED, .actor = actor, .legal_day = e->today,
                     .booked_day = e->today, .reason = TEXT("refused_by_channel"),
                     .amount = rows[i].amount}};
        rc = rows[i].way == REFUND_WAY_UNDERWAY ? take(&w) : STATUS_OK;
    }
    return rc;
}

int refund_provider_said(struct engine *e, int64_t step, const struct text *refused,
                         struct text actor, struct arena *arena, struct status *st) {
    struct word_of_bank w = {.e = e, .arena = arena, .st = st,
        .why = refused ? *refused : (struct text){NULL, 0},
        .fact = {.kind = refused ? FACT_REFUND_FAILED : FACT_REFUND_CONFIRMED, .actor = actor,
                 .legal_day = e->today, .booked_day = e->today,
                 .reason = refused ? TEXT("refused_by_provider") : (struct text){NULL, 0}}};
    const int rc = refunds_get(e->db, step, &w.r, st);
    w.fact.amount = w.r.amount;
    return rc ? rc : take(&w);
}
