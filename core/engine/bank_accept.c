/* bank_accept.c - what stands at the bank alone is taken into the book by a person's word. */
#include "engine/bank.h"

#include "engine/step.h"
#include "store/movements.h"
#include "store/tasks.h"

struct accepting {
    struct engine *e;
    const struct bank_look *look;
    struct text by;
    struct arena *arena;
    struct status *st;
};

static const struct bank_line *line_of(const struct accepting *a, const struct difference *d) {
    for (uint32_t i = 0; i < a->look->r.n_lines; i++) {
        const struct bank_line *l = &a->look->r.lines[i];
        if (l->entry == d->entry && l->part == d->part) {
            return l;
        }
    }
    return NULL;
}

static int raise_task(const struct accepting *a, const char *reason, ore amount, const char *what) {
    char shown[MONEY_TEXT];
    const struct task_row task = {.step = a->e->head.id, .owner = TASK_SUPERVISOR,
        .reason = arena_printf(a->arena, "%s_%lld", reason, (long long)a->e->head.id),
        .text = arena_printf(a->arena, "%s kroner %s", money_format(amount, shown), what),
        .opened = a->e->today, .due = day_add_bank_days(a->e->today, 1)};
    int64_t id = 0;
    bool is_new = false;
    return tasks_raise(a->e->db, &task, &id, &is_new, a->st);
}

/* As any payment: to its case by KID, or into suspense. */
static int take_in(const struct accepting *a, const struct difference *d,
                   const struct bank_line *l) {
    const struct statement_row *s = bank_statement_of(a->look, d->entry);
    const struct incoming in = {.kind = FACT_PAID, .account = a->e->config->sender.account,
        .source_id = arena_printf(a->arena, "statement:%.*s/%lld.%lld", TEXT_ARG(s->name),
                                  (long long)bank_entry_of(d->entry), (long long)d->part),
        .kid = l->kid, .reference = l->reference, .payer_name = l->payer, .text = l->text,
        .bank_type = l->type, .amount = d->bank, .booked = d->day};
    enum taken taken = TAKEN_NEW;
    const int rc = intake_record(a->e, &in, a->by, a->arena, &taken, a->st);
    return rc || d->kind != DIFFERS_INTEREST
               ? rc
               : raise_task(a, "bank_interest", d->bank,
                            "of interest on the client account belong to the clients, unless agreed "
                            "otherwise: they wait in suspense (krav match)");
}

/* The bank took it from the clients' money: the agency makes it good, at once in the book. */
static int make_good(const struct accepting *a, const struct difference *d,
                     const struct bank_line *l) {
    const struct statement_row *s = bank_statement_of(a->look, d->entry);
    const struct event charged = {.kind = EVENT_BANK_CHARGED, .day = a->e->today,
        .amount = -d->bank, .ref = l->reference};
    const struct fact fact = {.kind = FACT_STATEMENT_LINE, .subject = SUBJECT_BOOK, .actor = a->by,
        .legal_day = d->day, .booked_day = a->e->today, .amount = d->bank, .about = s->step,
        .source = arena_printf(a->arena, "%.*s:charge:%.*s/%lld.%lld",
                               TEXT_ARG(a->e->config->sender.account), TEXT_ARG(s->name),
                               (long long)bank_entry_of(d->entry), (long long)d->part)};
    int64_t step = 0, id = 0;
    int rc = engine_book_step(a->e, &fact, &charged, 1, &step, a->st);
    const struct movement out = {.step = step, .kind = MOVEMENT_CHARGE, .day = d->day,
        .amount = d->bank, .reference = l->reference, .source = fact.source};
    const struct movement in = {.step = step, .kind = MOVEMENT_OWN, .day = a->e->today,
        .amount = -d->bank};
    rc = rc ? rc : movements_add(a->e->db, &out, &id, a->st);
    rc = rc ? rc : movements_add(a->e->db, &in, &id, a->st);
    return rc ? rc
              : raise_task(a, "bank_charge", -d->bank,
                           "left the client account without belonging to anybody's payout: pay them "
                           "into it");
}

/* What was there before the book's first statement is money whose case nobody knows. */
static int take_opening(const struct accepting *a, const struct difference *d) {
    const struct incoming in = {.kind = FACT_PAID, .account = a->e->config->sender.account,
        .source_id = arena_printf(a->arena, "statement:%.*s/opening",
                                  TEXT_ARG(a->look->open[0].name)),
        .text = TEXT("opening balance"), .amount = d->bank - d->book,
        .booked = a->look->r.from - 1};
    enum taken taken = TAKEN_NEW;
    return intake_record(a->e, &in, a->by, a->arena, &taken, a->st);
}

static int accept_one(const struct accepting *a, const struct difference *d, uint32_t *n) {
    const struct bank_line *l = line_of(a, d);
    const bool is_opening = d->kind == DIFFERS_OPENING && a->look->r.is_first &&
                            d->day == a->look->r.from && d->bank > d->book;
    if (!is_opening && !(l && difference_can_be_accepted(d->kind))) {
        return STATUS_OK;
    }
    *n += 1;
    return is_opening ? take_opening(a, d) : d->bank > 0 ? take_in(a, d, l) : make_good(a, d, l);
}

int bank_accept(struct engine *e, struct text by, struct arena *arena, uint32_t *n,
                struct status *st) {
    struct bank_look look;
    *n = 0;
    int rc = bank_look(e, UINT32_MAX, arena, &look, st);
    const struct accepting a = {e, &look, by, arena, st};
    rc = rc ? rc : engine_chunk_begin(e, st);
    for (uint32_t i = 0; i < look.r.n_differences && rc == STATUS_OK; i++) {
        rc = accept_one(&a, &look.r.differences[i], n);
    }
    rc = rc ? rc : engine_chunk_commit(e, st);
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    return rc;
}
