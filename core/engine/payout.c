/* payout.c - see payout.h. */
#include "engine/payout.h"

#include "engine/funds.h"
#include "engine/payout_split.h"
#include "engine/refund.h"
#include "engine/remit.h"
#include "store/outbox.h"
#include "store/remittances.h"
#include "store/tasks.h"

#define PAY_MS 60000
#define RECALL_MS 10000
#define RECALL_TRIES 3
#define ATTEMPTS_MAX 3 /* of one day's dispatch, where the answer is that it never arrived */
#define BATCHES_MAX 64
#define WAITS TEXT("payout_waits")     /* the plugin cannot be reached */
#define IN_DOUBT TEXT("payout_in_doubt") /* it can, and does not know */

struct turn {
    struct engine *e;
    struct desk *d;
    struct arena arena; /* of one batch */
    struct status *st;
};

static int ready(struct engine *e, enum effect_state state, int64_t after, struct arena *arena,
                 struct outbox_row **rows, uint32_t *n, struct status *st) {
    const struct outbox_filter f = {.kind = EFFECT_PAYOUT, .state = state, .today = e->today,
        .after = after, .n_max = BATCHES_MAX};
    return outbox_ready(e->db, &f, arena, rows, n, st);
}

int payout_has_work(struct engine *e, bool *has, struct status *st) {
    static const enum effect_state states[] = {EFFECT_PLANNED, EFFECT_COMPOSED, EFFECT_ASKED};
    struct arena arena;
    uint32_t n = 0;
    int rc = STATUS_OK;
    arena_init(&arena);
    for (int i = 0; i < 3 && rc == STATUS_OK && n == 0; i++) {
        struct outbox_row *rows;
        rc = ready(e, states[i], 0, &arena, &rows, &n, st);
    }
    *has = n > 0;
    arena_fini(&arena);
    return rc;
}

static int move(struct turn *t, const struct outbox_row *row) {
    int rc = engine_chunk_begin(t->e, t->st);
    rc = rc ? rc : outbox_move(t->e->db, row, t->st);
    return rc ? rc : engine_chunk_commit(t->e, t->st);
}

/* ---- the answer ------------------------------------------------------------------------------ */

static int raise_task(struct turn *t, struct text reason, enum task_owner owner, struct text text) {
    const struct task_row task = {.step = t->e->head.id, .owner = owner, .reason = reason,
        .text = text, .opened = t->e->today, .due = t->e->today};
    int64_t id = 0;
    bool is_new = false;
    return tasks_raise(t->e->db, &task, &id, &is_new, t->st);
}

/* A task for the operator that stands until a batch is done. */
static int stuck(struct turn *t, struct text reason, const char *why) {
    int rc = engine_chunk_begin(t->e, t->st);
    rc = rc ? rc
            : raise_task(t, reason, TASK_OPERATOR,
                    arena_printf(&t->arena, "Payouts: the plugin %.*s %s",
                                 TEXT_ARG(t->e->config->payout_plugin), why));
    return rc ? rc : engine_chunk_commit(t->e, t->st);
}

static int done(struct turn *t, struct outbox_row *row, const struct question *q) {
    row->state = EFFECT_DONE;
    row->reference = q->reference.len > 0 ? q->reference : TEXT("done");
    int rc = engine_chunk_begin(t->e, t->st);
    rc = rc ? rc : outbox_move(t->e->db, row, t->st);
    rc = rc ? rc : tasks_done_of_case(t->e->db, 0, WAITS, t->e->today, t->st);
    rc = rc ? rc : tasks_done_of_case(t->e->db, 0, IN_DOUBT, t->e->today, t->st);
    return rc ? rc : engine_chunk_commit(t->e, t->st);
}

static struct text reason_of(const struct question *q, struct text fallback) {
    return q->reason.len > 0 && !text_has_control(q->reason) ? text_head(q->reason, 300) : fallback;
}

/* Every settlement of the batch is owed again. */
static int refuse_all(struct turn *t, struct outbox_row *row, const struct question *q) {
    const struct remit_filter f = {.batch = &row->effect.key, .state = REMIT_UNDERWAY};
    const struct text why = reason_of(q, TEXT("no reason given"));
    struct remittance *rows;
    uint32_t n = 0;
    int rc = remittances_list(t->e->db, &f, &t->arena, &rows, &n, t->st);
    const struct fact fact = {.kind = FACT_PAYOUT_FAILED, .subject = SUBJECT_CREDITOR,
        .actor = row->plugin, .legal_day = t->e->today, .booked_day = t->e->today,
        .key = row->effect.key, .reason = TEXT("refused_by_channel")};
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        rc = remit_reopen(t->e, rows[i].step, &fact, t->st);
    }
    uint32_t n_refunds = 0;
    rc = rc ? rc
            : refund_refused(t->e, &row->effect.key, row->plugin, &t->arena, &n_refunds, t->st);
    n += n_refunds;
    row->state = EFFECT_REFUSED;
    row->reason = TEXT("refused_by_channel");
    rc = rc ? rc : outbox_move(t->e->db, row, t->st);
    rc = rc ? rc
            : raise_task(t, arena_printf(&t->arena, "payout_refused_%lld", (long long)row->step),
                    TASK_SUPERVISOR,
                    arena_printf(&t->arena, "A batch of %u payouts was refused, and is paid with "
                                 "the next settlement (krav remit --now): %.*s", (unsigned)n,
                                 TEXT_ARG(why)));
    return rc;
}

static int refuse(struct turn *t, struct outbox_row *row, const struct question *q) {
    bool split = false;
    int rc = engine_chunk_begin(t->e, t->st);
    rc = rc ? rc : payout_split(t->e, row, q, &t->arena, &split, t->st);
    rc = rc || split ? rc : refuse_all(t, row, q);
    return rc ? rc : engine_chunk_commit(t->e, t->st);
}

/* UNKNOWN leaves the row as it stands, asked, with a task. */
static int take_answer(struct turn *t, struct outbox_row *row, const struct question *q,
                       bool recalled) {
    const enum outcome outcome = q ? q->outcome : OUTCOME_RETRY;
    if (outcome == OUTCOME_DONE) {
        return done(t, row, q);
    }
    if (outcome == OUTCOME_REFUSED) {
        return refuse(t, row, q);
    }
    if (outcome != OUTCOME_RETRY) {
        return stuck(t, IN_DOUBT, "cannot say what became of a batch: look in its files");
    }
    /* It never arrived, as the plugin itself says: the same again at once.  Or it wants to wait. */
    const bool again = recalled && row->attempts < ATTEMPTS_MAX;
    row->state = again ? EFFECT_COMPOSED : EFFECT_PLANNED;
    row->not_before = again ? row->not_before : t->e->today + 1;
    row->attempts = again ? row->attempts : 0;
    const int rc = move(t, row);
    return rc || again ? rc : stuck(t, WAITS, q ? "puts a batch off until tomorrow"
                                                : "does not take payouts");
}

static struct plug_call call_for(struct turn *t, const struct outbox_row *row,
                                 int64_t timeout_ms) {
    char hex[HASH_HEX];
    return (struct plug_call){.plugin = row->plugin, .timeout_ms = timeout_ms,
        .key = arena_text(&t->arena, text_of(hash_hex(&row->effect.key, hex))),
        .attempt = (uint32_t)row->attempts, .agency = t->e->config->sender.org};
}

/* What became of a batch that somebody was asked for: the answer, UNKNOWN while nobody can say. */
static int recall(struct turn *t, struct outbox_row *row) {
    struct question *q = NULL;
    for (int tries = 0; tries < RECALL_TRIES && (!q || q->outcome == OUTCOME_UNKNOWN); tries++) {
        struct status st = {0, ""};
        const struct plug_call call = call_for(t, row, RECALL_MS);
        if (!desk_wake(t->d, row->plugin)) {
            break;
        }
        q = desk_ask(t->d, plug_recall(t->d->plug, &call, &st));
        desk_wait(t->d);
    }
    return q ? take_answer(t, row, q, true) : stuck(t, WAITS, "cannot be used now");
}

/* ---- the turns ------------------------------------------------------------------------------- */

static int hand_over(struct turn *t, struct outbox_row *row) {
    struct text json;
    struct batch batch;
    struct status st = {0, ""};
    int rc = documents_read(t->e->config->documents_dir, &row->content, &t->arena, &json, t->st);
    rc = rc ? rc : record_read(&batch_record, json, &t->arena, &batch, t->st);
    row->state = EFFECT_ASKED;
    row->attempts++;
    row->plugin = t->e->config->payout_plugin;
    rc = rc ? rc : move(t, row); /* from here on it may have happened */
    if (rc) {
        return rc;
    }
    desk_clear(t->d);
    const struct plug_call call = call_for(t, row, PAY_MS);
    struct question *q =
        desk_ask(t->d, records_pay_batch(t->d->plug, &call, &batch, &t->arena, &st));
    desk_wait(t->d);
    return q && q->outcome == OUTCOME_UNKNOWN ? recall(t, row) : take_answer(t, row, q, false);
}

/* Whatever stands as asked when we come here was asked by a process that is no more, or nobody
 * could say what became of it. */
static int recall_all(struct turn *t) {
    struct outbox_row *rows;
    struct arena list;
    uint32_t n = 0;
    arena_init(&list);
    int rc = ready(t->e, EFFECT_ASKED, 0, &list, &rows, &n, t->st);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        arena_reset(&t->arena);
        desk_clear(t->d);
        rc = recall(t, &rows[i]);
    }
    arena_fini(&list);
    return rc;
}

/* One by one: what never arrived comes before what is planned. */
static int next(struct turn *t, struct outbox_row **row, struct status *st) {
    static const enum effect_state states[] = {EFFECT_COMPOSED, EFFECT_PLANNED};
    uint32_t n = 0;
    int rc = STATUS_OK;
    *row = NULL;
    for (int i = 0; i < 2 && rc == STATUS_OK && n == 0; i++) {
        struct outbox_row *rows;
        rc = ready(t->e, states[i], 0, &t->arena, &rows, &n, st);
        *row = n > 0 ? rows : NULL;
    }
    return rc;
}

static int hand_over_all(struct turn *t) {
    for (;;) {
        struct outbox_row *row;
        arena_reset(&t->arena);
        int rc = next(t, &row, t->st);
        if (rc || !row) {
            return rc;
        }
        if (!desk_wake(t->d, t->e->config->payout_plugin)) {
            return stuck(t, WAITS, "cannot be used now");
        }
        rc = hand_over(t, row);
        rc = rc ? rc : engine_breathe(t->e, t->st);
        if (rc) {
            return rc;
        }
    }
}

int payout_run(struct engine *e, struct desk *d, struct status *st) {
    struct turn t = {.e = e, .d = d, .st = st};
    arena_init(&t.arena);
    bool may = false;
    int rc = recall_all(&t); /* what may have happened is asked for, whatever stands now */
    rc = rc ? rc : funds_may_pay(e, &may, st);
    rc = rc || !may ? rc : hand_over_all(&t);
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    arena_fini(&t.arena);
    return rc;
}
