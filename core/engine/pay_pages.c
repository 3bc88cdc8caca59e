/* pay_pages.c - see pay_pages.h. */
#include "engine/pay_pages.h"

#include "engine/commit.h"
#include "engine/provider_ask.h"
#include "store/pages.h"

#define AT_ONCE 64
#define ATTEMPTS_MAX 3
#define RECALL_MS 8000

/* ---- what became of an opening --------------------------------------------------------------- */

int pay_page_opened(struct engine *e, struct outbox_row *row, struct text reference,
                    struct status *st) {
    row->state = EFFECT_DONE;
    row->reference = reference.len > 0 ? reference : TEXT("opened");
    const int rc = outbox_move(e->db, row, st);
    return rc ? rc : pages_move(e->db, &row->effect.key, PAGE_OPEN, row->reference, st);
}

int pay_page_failed(struct engine *e, struct outbox_row *row, enum effect_state to,
                    struct status *st) {
    row->state = to;
    const int rc = outbox_move(e->db, row, st);
    return rc || to == EFFECT_COMPOSED
               ? rc
               : pages_move(e->db, &row->effect.key, PAGE_FAILED, (struct text){NULL, 0}, st);
}

static int openings(struct engine *e, uint32_t n_max, struct arena *arena,
                    struct outbox_row **rows, uint32_t *n, struct status *st) {
    const struct outbox_filter f = {.kind = EFFECT_CHECKOUT, .state = EFFECT_ASKED,
        .today = e->today, .n_max = n_max};
    return outbox_ready(e->db, &f, arena, rows, n, st);
}

/* Asked by a process that is no more, or nobody knew: whoever presses today gets it, if it is there. */
static int recall(struct provider_ask *a) {
    const struct plug_call call = provider_call(a, RECALL_MS);
    struct status why = {0, ""};
    desk_clear(a->d);
    const struct question *q = desk_ready(a->d, a->row.plugin)
                                   ? provider_await(a->e, a->d,
                                                    plug_recall(a->d->plug, &call, &why))
                                   : NULL;
    if (!q || q->outcome == OUTCOME_UNKNOWN) {
        return STATUS_OK;
    }
    const bool is_old = a->row.effect.planned < a->e->today;
    int rc = engine_chunk_begin(a->e, a->st);
    if (rc == STATUS_OK && q->outcome == OUTCOME_DONE) {
        rc = pay_page_opened(a->e, &a->row, arena_text(a->arena, q->reference), a->st);
    } else if (rc == STATUS_OK && q->outcome == OUTCOME_REFUSED) {
        rc = pay_page_failed(a->e, &a->row, EFFECT_REFUSED, a->st);
    } else if (rc == STATUS_OK) {
        rc = pay_page_failed(a->e, &a->row, EFFECT_COMPOSED, a->st);
        rc = rc || !is_old ? rc : pay_page_failed(a->e, &a->row, EFFECT_WITHDRAWN, a->st);
    }
    return rc ? rc : engine_chunk_commit(a->e, a->st);
}

static int recall_all(struct engine *e, struct desk *d, struct arena *arena, struct status *st) {
    struct outbox_row *rows;
    uint32_t n = 0;
    int rc = openings(e, AT_ONCE, arena, &rows, &n, st);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        struct provider_ask a = {.e = e, .d = d, .arena = arena, .st = st, .row = rows[i]};
        rc = recall(&a);
    }
    return rc;
}

/* ---- withdrawing ----------------------------------------------------------------------------- */

struct ending {
    struct engine *e;
    struct page page;
    struct provider_ask ask;
};

static struct hash end_key(const struct page *p) {
    struct hash_parts h;
    hash_begin(&h);
    hash_add(&h, TEXT("page_end"));
    hash_add(&h, (struct text){(const char *)p->key.bytes, HASH_SIZE});
    return hash_end(&h);
}

static int promise(struct ending *g) {
    struct engine *e = g->e;
    struct effect effect = {.key = end_key(&g->page), .kind = EFFECT_PAGE_END,
        .planned = e->today};
    struct step s = {.fact = {.kind = FACT_PAGE_WITHDRAWN, .subject = SUBJECT_BOOK,
        .actor = TEXT("pay"), .legal_day = e->today, .booked_day = e->today,
        .amount = g->page.amount, .about = g->page.step}, .effects = &effect, .n_effects = 1};
    int rc = engine_chunk_begin(e, g->ask.st);
    rc = rc ? rc : commit_book_step(e, &s, g->ask.arena, g->ask.st);
    rc = rc ? rc
            : pages_move(e->db, &g->page.key, PAGE_ENDING, (struct text){NULL, 0}, g->ask.st);
    return rc ? rc : engine_chunk_commit(e, g->ask.st);
}

static uint64_t call_withdraw(void *ctx, const struct plug_call *call) {
    struct ending *g = ctx;
    struct status why = {0, ""};
    return records_withdraw_payment(g->ask.d->plug, call, g->page.payment, &why);
}

/* As well as can be: what could not be taken back in a few tries stands, and if somebody pays by it, it
 * is taken as any payment. */
static int take_answer(struct ending *g, enum outcome outcome) {
    struct outbox_row *row = &g->ask.row;
    const bool is_done = outcome == OUTCOME_DONE;
    const bool gave_up = outcome == OUTCOME_REFUSED ||
                         (row->state == EFFECT_ASKED && row->attempts >= ATTEMPTS_MAX);
    int rc = engine_chunk_begin(g->e, g->ask.st);
    if (rc == STATUS_OK && (is_done || gave_up)) {
        row->state = is_done ? EFFECT_DONE : EFFECT_REFUSED;
        row->reference = is_done ? g->page.payment : row->reference;
        row->reason = is_done                        ? row->reason
                      : outcome == OUTCOME_REFUSED ? TEXT("paid_or_being_paid")
                                                   : TEXT("no_answer");
        rc = pages_move(g->e->db, &g->page.key, is_done ? PAGE_ENDED : PAGE_KEPT,
                        (struct text){NULL, 0}, g->ask.st);
    } else if (outcome == OUTCOME_RETRY) {
        row->state = EFFECT_PLANNED;
    }
    rc = rc ? rc : outbox_move(g->e->db, row, g->ask.st);
    return rc ? rc : engine_chunk_commit(g->e, g->ask.st);
}

static int end_page(struct ending *g) {
    const struct hash key = end_key(&g->page);
    const struct question *q = NULL;
    enum outcome outcome = OUTCOME_RETRY;
    int rc = g->page.state == PAGE_OPEN ? promise(g) : STATUS_OK;
    rc = rc ? rc : outbox_get(g->e->db, &key, g->ask.arena, &g->ask.row, g->ask.st);
    g->ask.row.plugin = g->e->config->checkout_plugin;
    rc = rc ? rc : provider_ask(&g->ask, &outcome, &q);
    return rc ? rc : take_answer(g, outcome);
}

static int end_pages(struct engine *e, struct desk *d, int64_t case_id, struct arena *arena,
                     struct status *st) {
    struct page *rows;
    uint32_t n = 0;
    int rc = pages_to_end(e->db, case_id, AT_ONCE, arena, &rows, &n, st);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        struct ending g = {.e = e, .page = rows[i], .ask = {.e = e, .d = d, .arena = arena,
            .st = st, .case_id = rows[i].case_id, .call = call_withdraw}};
        g.ask.ctx = &g;
        rc = end_page(&g);
    }
    return rc;
}

/* ---- all of them ----------------------------------------------------------------------------- */

int pay_pages_has_work(struct engine *e, bool *has, struct status *st) {
    struct outbox_row *rows;
    struct page *pages;
    struct arena arena;
    uint32_t n = 0, n_pages = 0;
    arena_init(&arena);
    int rc = openings(e, 1, &arena, &rows, &n, st);
    rc = rc ? rc : pages_to_end(e->db, 0, 1, &arena, &pages, &n_pages, st);
    *has = n > 0 || n_pages > 0;
    arena_fini(&arena);
    return rc;
}

static int run(struct engine *e, struct desk *d, int64_t case_id, struct status *st) {
    struct arena arena;
    arena_init(&arena);
    int rc = case_id == 0 ? recall_all(e, d, &arena, st) : STATUS_OK;
    rc = rc ? rc : end_pages(e, d, case_id, &arena, st);
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    arena_fini(&arena);
    return rc;
}

int pay_pages_run(struct engine *e, struct desk *d, struct status *st) { return run(e, d, 0, st); }

int pay_pages_end(struct engine *e, struct desk *d, int64_t case_id, struct status *st) {
    return run(e, d, case_id, st);
}
