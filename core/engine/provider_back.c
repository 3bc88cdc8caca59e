/* provider_back.c - see provider_back.h. */
#include "engine/provider_back.h"

#include "engine/commit.h"
#include "engine/provider.h"
#include "engine/provider_ask.h"
#include "engine/refund.h"
#include "store/movements.h"
#include "store/provider_refunds.h"
#include "store/tasks.h"

#define AT_ONCE 64
#define STATUS_MS 8000
#define ATTEMPTS_MAX 3 /* of one day */
#define LATE_BANK_DAYS 5

/* ---- what can go back ------------------------------------------------------------------------ */

int provider_back_find(struct engine *e, const struct krav_case *c, ore amount,
                       struct text *source, ore *room, struct status *st) {
    int rc = STATUS_OK;
    *source = (struct text){NULL, 0};
    *room = 0;
    for (uint32_t i = c->n_payments; i-- > 0 && rc == STATUS_OK && source->len == 0;) {
        const struct payment_note *p = &c->payments[i];
        ore of_it = 0;
        if (!p->undone && !p->direct && provider_brought(e->config->checkout_plugin, p->source)) {
            rc = provider_refunds_room(e->db, p->source, &of_it, st);
            *room = money_max(*room, of_it);
            *source = of_it >= amount ? p->source : *source;
        }
    }
    return rc;
}

int provider_back_promise(struct engine *e, int64_t step, const struct event *ev,
                          struct arena *arena, struct status *st) {
    struct movement m;
    if (!event_is_at_provider(ev) || !hash_is_zero(&ev->content)) {
        return STATUS_OK;
    }
    const int rc = movements_by_source(e->db, ev->ref, arena, &m, st);
    return rc ? rc : provider_refunds_add(e->db, step, ev->ref, m.reference, st);
}

/* ---- one refund ------------------------------------------------------------------------------ */

struct giving_back {
    struct engine *e;
    struct provider_refund p;
    struct provider_ask ask;
    ore back; /* of the payment, as the provider said last; -1: it did not */
};

static struct hash key_of(const struct provider_refund *p) {
    struct hash_parts h;
    char step[30];
    (void)snprintf(step, sizeof step, "%lld", (long long)p->r.step);
    hash_begin(&h);
    hash_add(&h, TEXT("payback"));
    hash_add(&h, p->source);
    hash_add(&h, text_of(step));
    return hash_end(&h);
}

static int promise(struct giving_back *g) {
    struct engine *e = g->e;
    struct effect effect = {.key = key_of(&g->p), .kind = EFFECT_PAYBACK, .planned = e->today};
    struct step s = {.fact = {.kind = FACT_PAYOUT_BATCHED, .subject = SUBJECT_BOOK,
        .actor = TEXT("refund"), .legal_day = e->today, .booked_day = e->today,
        .amount = g->p.r.amount, .source = g->p.source, .about = g->p.r.step},
        .effects = &effect, .n_effects = 1};
    int rc = engine_chunk_begin(e, g->ask.st);
    rc = rc ? rc : commit_book_step(e, &s, g->ask.arena, g->ask.st);
    rc = rc ? rc
            : refunds_move(e->db, g->p.r.step, REFUND_WAY_UNDERWAY, &effect.key, g->ask.st);
    g->p.r.batch = effect.key;
    return rc ? rc : engine_chunk_commit(e, g->ask.st);
}

static uint64_t call_refund(void *ctx, const struct plug_call *call) {
    struct giving_back *g = ctx;
    struct status why = {0, ""};
    return records_refund_payment(g->ask.d->plug, call, g->p.payment, g->p.r.amount, &why);
}

/* What the provider says has gone back, less what we know of, is this one if it is large enough. */
static int is_back(struct giving_back *g, bool *is) {
    ore known = 0;
    const int rc = provider_refunds_known(g->e->db, g->p.payment, &known, g->ask.st);
    *is = g->back >= 0 && g->back - known >= g->p.r.amount;
    return rc;
}

static int happened(void *ctx, bool *is) {
    struct giving_back *g = ctx;
    struct plug_call call = provider_call(&g->ask, STATUS_MS);
    struct status why = {0, ""};
    desk_clear(g->ask.d);
    const struct question *q = provider_await(
        g->e, g->ask.d, records_payment_status(g->ask.d->plug, &call, g->p.payment, &why));
    if (!q || q->outcome != OUTCOME_DONE || !q->payment.known) {
        return STATUS_BUSY;
    }
    g->back = q->payment.refunded;
    return is_back(g, is);
}

/* ---- its answer ------------------------------------------------------------------------------ */

static int raise_task(struct giving_back *g, const char *reason, struct text text) {
    const struct task_row task = {.case_id = g->p.r.case_id, .step = g->p.r.step,
        .owner = TASK_SUPERVISOR,
        .reason = arena_printf(g->ask.arena, "%s_%lld", reason, (long long)g->p.r.step),
        .text = text, .opened = g->e->today, .due = g->e->today};
    int64_t id = 0;
    bool is_new = false;
    return tasks_raise(g->e->db, &task, &id, &is_new, g->ask.st);
}

/* The plugin took it; the money is back when the provider says that it is, perhaps just now. */
static int done(struct giving_back *g, const struct question *q) {
    struct outbox_row *row = &g->ask.row;
    bool is = false;
    const bool named = q && q->reference.len > 0 && !text_eq(q->reference, g->p.payment);
    row->state = EFFECT_DONE;
    row->reference = q && q->reference.len > 0 ? arena_text(g->ask.arena, q->reference)
                                               : TEXT("seen_at_provider");
    g->back = q && q->payment.known ? q->payment.refunded : g->back;
    int rc = is_back(g, &is);
    rc = rc || !named ? rc
                      : provider_refunds_name(g->e->db, g->p.r.step, row->reference, g->ask.st);
    rc = rc ? rc : outbox_move(g->e->db, row, g->ask.st);
    return rc || !is ? rc
                     : refund_provider_said(g->e, g->p.r.step, NULL, row->plugin, g->ask.arena,
                                            g->ask.st);
}

static int refused(struct giving_back *g, const struct question *q) {
    struct outbox_row *row = &g->ask.row;
    const struct text why = q->reason.len > 0 && !text_has_control(q->reason)
                                ? arena_text(g->ask.arena, text_head(q->reason, 200))
                                : TEXT("no reason given");
    row->state = EFFECT_REFUSED;
    row->reason = why;
    const int rc = outbox_move(g->e->db, row, g->ask.st);
    return rc ? rc
              : refund_provider_said(g->e, g->p.r.step, &why, row->plugin, g->ask.arena, g->ask.st);
}

/* Nothing happened: again at once a few times, and then tomorrow. */
static int later(struct giving_back *g) {
    struct outbox_row *row = &g->ask.row;
    const bool again = row->attempts > 0 && row->attempts < ATTEMPTS_MAX;
    row->state = again ? EFFECT_COMPOSED : EFFECT_PLANNED;
    row->not_before = again ? row->not_before : g->e->today + 1;
    row->attempts = again ? row->attempts : 0;
    const int rc = outbox_move(g->e->db, row, g->ask.st);
    return rc || again
               ? rc
               : raise_task(g, "refund_waits",
                            arena_printf(g->ask.arena, "Money goes back at the provider: the plugin "
                                         "%.*s puts it off until tomorrow", TEXT_ARG(row->plugin)));
}

static int take_answer(struct giving_back *g, enum outcome outcome, const struct question *q) {
    int rc = engine_chunk_begin(g->e, g->ask.st);
    if (rc == STATUS_OK) {
        rc = outcome == OUTCOME_DONE                ? done(g, q)
             : outcome == OUTCOME_REFUSED           ? refused(g, q)
             : outcome == OUTCOME_RETRY             ? later(g)
                                                    : raise_task(g, "refund_in_doubt",
                                                   TEXT("Nobody can say whether money went back at "
                                                        "the provider: look in its portal"));
    }
    return rc ? rc : engine_chunk_commit(g->e, g->ask.st);
}

static int give_back(struct giving_back *g) {
    const struct question *q = NULL;
    enum outcome outcome = OUTCOME_RETRY;
    int rc = g->p.r.way == REFUND_WAY_PLANNED ? promise(g) : STATUS_OK;
    rc = rc ? rc : outbox_get(g->e->db, &g->p.r.batch, g->ask.arena, &g->ask.row, g->ask.st);
    if (rc) {
        return rc;
    }
    if (g->ask.row.plugin.len == 0) {
        g->ask.row.plugin = g->e->config->checkout_plugin;
    }
    do {
        rc = provider_ask(&g->ask, &outcome, &q);
        rc = rc ? rc : take_answer(g, outcome, q);
    } while (rc == STATUS_OK && g->ask.row.state == EFFECT_COMPOSED);
    return rc;
}

/* ---- all of them ----------------------------------------------------------------------------- */

static int late(struct engine *e, struct arena *arena, struct provider_refund **rows, uint32_t *n,
                struct status *st) {
    day since = e->today;
    for (int i = 0; i < LATE_BANK_DAYS; since--) {
        i += day_is_bank_day(since - 1);
    }
    return provider_refunds_late(e->db, since, arena, rows, n, st);
}

static int remind(struct engine *e, struct arena *arena, struct status *st) {
    struct provider_refund *rows;
    uint32_t n = 0;
    int rc = late(e, arena, &rows, &n, st);
    rc = rc || n == 0 ? rc : engine_chunk_begin(e, st);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        struct giving_back g = {.e = e, .p = rows[i], .ask = {.arena = arena, .st = st}};
        rc = raise_task(&g, "refund_late",
                        arena_printf(arena, "The provider has not said that money went back: look in "
                                     "its portal (krav remit --paid or --failed %.*s)",
                                     TEXT_ARG(refund_id(rows[i].r.step, arena))));
    }
    return rc || n == 0 ? rc : engine_chunk_commit(e, st);
}

int provider_back_has_work(struct engine *e, bool *has, struct status *st) {
    struct provider_refund *rows;
    struct arena arena;
    uint32_t n = 0;
    arena_init(&arena);
    int rc = provider_refunds_due(e->db, e->today, 1, &arena, &rows, &n, st);
    rc = rc || n > 0 ? rc : late(e, &arena, &rows, &n, st);
    *has = n > 0;
    arena_fini(&arena);
    return rc;
}

int provider_back_run(struct engine *e, struct desk *d, struct status *st) {
    struct provider_refund *rows;
    struct arena list, arena;
    uint32_t n = 0;
    arena_init(&list);
    arena_init(&arena);
    int rc = provider_refunds_due(e->db, e->today, AT_ONCE, &list, &rows, &n, st);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        struct giving_back g = {.e = e, .p = rows[i], .back = -1,
            .ask = {.e = e, .d = d, .arena = &arena, .st = st, .case_id = rows[i].r.case_id,
                    .call = call_refund, .happened = happened}};
        arena_reset(&arena);
        g.ask.ctx = &g;
        rc = give_back(&g);
    }
    rc = rc ? rc : remind(e, &arena, st);
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    arena_fini(&arena);
    arena_fini(&list);
    return rc;
}

/* ---- what the provider tells ----------------------------------------------------------------- */

/* Somebody made it in the portal before the plugin was asked again: then it is not. */
static int end_effect(struct intake *t, const struct hash *key) {
    struct outbox_row row;
    const int rc = outbox_get(t->e->db, key, t->arena, &row, t->st);
    if (rc || row.state == EFFECT_DONE) {
        return rc;
    }
    row.reference = t->in->source_id;
    row.state = row.state == EFFECT_ASKED ? EFFECT_DONE : EFFECT_WITHDRAWN;
    return outbox_move(t->e->db, &row, t->st);
}

int provider_back_told(struct intake *t, struct text source, bool *ours) {
    const struct provider_word w = {t->in->reference, t->in->source_id, -t->in->amount};
    struct provider_refund p;
    struct status none = {0, ""};
    int rc = w.payment.len > 0 ? provider_refunds_told(t->e->db, &w, t->arena, &p, &none)
                               : STATUS_NOT_FOUND;
    *ours = rc == STATUS_OK;
    if (rc) {
        return rc == STATUS_NOT_FOUND ? STATUS_OK : status_fail(t->st, rc, "%s", none.text);
    }
    rc = provider_refunds_name(t->e->db, p.r.step, w.told, t->st);
    if (rc == STATUS_OK && p.r.way == REFUND_WAY_UNDERWAY) {
        rc = refund_provider_said(t->e, p.r.step, NULL, t->actor, t->arena, t->st);
        rc = rc ? rc : end_effect(t, &p.r.batch);
    } else {
        t->taken = TAKEN_DUPLICATE;
    }
    return rc ? rc : intake_mark(t, source, t->e->head.id);
}
