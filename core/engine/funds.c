/* funds.c - see funds.h. */
#include "engine/funds.h"

#include "engine/bank.h"
#include "engine/step.h"
#include "store/parties.h"
#include "store/tasks.h"

#define ACTOR TEXT("funds")
#define ALARM TEXT("client_money")

struct text funds_break(const struct funds *f, ore *by) {
    const ore whose = f->payable + f->share + f->suspense + f->overpaid + f->underway;
    *by = f->client_bank - whose;
    if (*by != 0) {
        return TEXT("not_explained");
    }
    *by = f->n_negative;
    if (*by != 0) {
        return TEXT("creditor_negative");
    }
    *by = f->payable + f->share - f->cached_payable - f->cached_share;
    if (*by != 0) {
        return TEXT("creditors_differ");
    }
    *by = f->client_bank - f->movements;
    if (*by != 0) {
        return TEXT("movements_differ");
    }
    *by = f->any_proven ? f->shown - f->proven : 0;
    return *by != 0 ? TEXT("statement_differs") : (struct text){NULL, 0};
}

int funds_alarm(struct engine *e, struct text text, struct status *st) {
    const struct task_row task = {.step = e->head.id, .owner = TASK_SUPERVISOR, .reason = ALARM,
        .text = text, .opened = e->today, .due = e->today};
    int64_t id = 0;
    bool is_new = false;
    return tasks_raise(e->db, &task, &id, &is_new, st);
}

int funds_calm(struct engine *e, struct status *st) {
    return tasks_done_of_case(e->db, 0, ALARM, e->today, st);
}

static int record_break(struct engine *e, struct text reason, ore by, struct arena *arena,
                        struct status *st) {
    const struct fact fact = {.kind = FACT_FUNDS_BROKEN, .subject = SUBJECT_BOOK, .actor = ACTOR,
        .legal_day = e->today, .booked_day = e->today, .amount = by, .reason = reason};
    char amount[MONEY_TEXT];
    int64_t step = 0;
    int rc = engine_chunk_begin(e, st);
    rc = rc ? rc : engine_book_step(e, &fact, NULL, 0, &step, st);
    rc = rc ? rc
            : funds_alarm(e, arena_printf(arena, "Client money is not whole (%.*s, %s): payouts are "
                          "stopped: krav verify, krav reconcile", TEXT_ARG(reason),
                          money_format(by, amount)), st);
    rc = rc ? rc : engine_chunk_commit(e, st);
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    return rc;
}

/* The same break that was told before stands as it was left: stopped, or released. */
static int check(struct engine *e, struct arena *arena, struct status *st) {
    struct funds f;
    struct funds_word last, broken;
    ore by = 0;
    int rc = funds_read(e->db, &f, st);
    rc = rc ? rc : funds_last_word(e->db, arena, &last, &broken, st);
    const struct text reason = rc ? (struct text){NULL, 0} : funds_break(&f, &by);
    if (rc || reason.len == 0 ||
        (broken.kind == FACT_FUNDS_BROKEN && text_eq(broken.reason, reason) &&
         broken.amount == by && !text_eq(last.reason, FUNDS_PROVEN))) {
        return rc;
    }
    return record_break(e, reason, by, arena, st);
}

int funds_hold(struct engine *e, struct text by, struct status *st) {
    struct arena arena;
    arena_init(&arena);
    int rc = check(e, &arena, st);
    rc = rc ? rc : bank_reconcile(e, by, &arena, st);
    arena_fini(&arena);
    return rc;
}

int funds_day(struct engine *e, struct status *st) {
    struct arena arena;
    int rc = STATUS_OK;
    arena_init(&arena);
    if (e->summed_on != e->today) {
        rc = check(e, &arena, st);
        e->summed_on = rc ? e->summed_on : e->today;
    }
    rc = rc ? rc : bank_reconcile(e, ACTOR, &arena, st);
    arena_fini(&arena);
    return rc;
}

int funds_stopped(struct engine *e, struct arena *arena, struct text *why, struct status *st) {
    struct funds_word last, broken;
    const int rc = funds_last_word(e->db, arena, &last, &broken, st);
    const bool stopped = last.kind == FACT_FUNDS_BROKEN ||
                         (last.kind == FACT_RECONCILED && !text_eq(last.reason, FUNDS_PROVEN));
    *why = rc || !stopped ? (struct text){NULL, 0}
           : last.kind == FACT_RECONCILED
               ? arena_printf(arena, "the client account differs from the bank's statement (step "
                              "%lld): krav reconcile", (long long)last.step)
               : arena_printf(arena, "client money is not whole: %.*s (step %lld): krav verify, krav "
                              "reconcile", TEXT_ARG(last.reason), (long long)last.step);
    return rc;
}

int funds_may_pay(struct engine *e, bool *may, struct status *st) {
    struct arena arena;
    struct text why;
    arena_init(&arena);
    const int rc = funds_stopped(e, &arena, &why, st);
    *may = rc == STATUS_OK && why.len == 0;
    arena_fini(&arena);
    return rc;
}

int funds_insist(struct engine *e, struct status *st) {
    struct arena arena;
    struct text why;
    arena_init(&arena);
    int rc = funds_stopped(e, &arena, &why, st);
    if (rc == STATUS_OK && why.len > 0) {
        rc = status_fail(st, STATUS_REFUSED, "remit: payouts are stopped: %.*s", TEXT_ARG(why));
    }
    arena_fini(&arena);
    return rc;
}

static int release(struct engine *e, struct text by, struct text reason, struct arena *arena,
                   struct status *st) {
    struct text why;
    int64_t step = 0;
    int rc = funds_stopped(e, arena, &why, st);
    if (rc == STATUS_OK && why.len == 0) {
        return status_fail(st, STATUS_REFUSED, "reconcile: payouts are not stopped");
    }
    if (rc == STATUS_OK && reason.len == 0) {
        return status_fail(st, STATUS_REFUSED, "reconcile: payouts are released with a reason only");
    }
    struct fact fact = {.kind = FACT_PAYOUTS_RELEASED, .subject = SUBJECT_BOOK, .actor = by,
        .legal_day = e->today, .booked_day = e->today};
    rc = rc ? rc : engine_chunk_begin(e, st);
    rc = rc ? rc : texts_put(e->db, TEXT("payouts_released"), reason, &fact.text_hash, st);
    rc = rc ? rc : engine_book_step(e, &fact, NULL, 0, &step, st);
    rc = rc ? rc : funds_calm(e, st);
    return rc ? rc : engine_chunk_commit(e, st);
}

int funds_release(struct engine *e, struct text by, struct text reason, struct status *st) {
    struct arena arena;
    arena_init(&arena);
    const int rc = release(e, by, reason, &arena, st);
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    arena_fini(&arena);
    return rc;
}
