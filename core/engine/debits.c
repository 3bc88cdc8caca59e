/* debits.c - the batch on its way: handed over, answered, recalled; see debits.h. */
#include "engine/debits.h"

#include "engine/debit_batch.h"
#include "store/outbox.h"
#include "store/tasks.h"

#define COLLECT_MS 60000
#define RECALL_MS 10000
#define RECALL_TRIES 3
#define ATTEMPTS_MAX 3 /* of one run, where the answer is that it never arrived */
#define BATCHES_MAX 64
#define WAITS TEXT("requests_wait")        /* the plugin cannot be reached */
#define IN_DOUBT TEXT("requests_in_doubt") /* it can, and does not know */
#define LOOKED "requests_looked"           /* in the book: the day of the last look */

struct turn {
    struct engine *e;
    struct desk *d;
    struct arena arena; /* of one batch */
    struct status *st;
    bool same;          /* it never arrived, and may go as it is */
    bool anew;          /* it never arrived, and something in it may not: made anew */
};

bool debit_is_bank_type(struct text bank_type) {
    return text_is(bank_type, "15") || text_is(bank_type, "232");
}

static int asked(struct engine *e, struct arena *arena, struct outbox_row **rows, uint32_t *n,
                 struct status *st) {
    const struct outbox_filter f = {.kind = EFFECT_COLLECT, .state = EFFECT_ASKED,
        .today = e->today, .n_max = BATCHES_MAX};
    return outbox_ready(e->db, &f, arena, rows, n, st);
}

static int looked_today(struct engine *e, struct arena *arena, bool *looked, struct status *st) {
    struct text on;
    char today[DAY_TEXT];
    struct status none = {0, ""};
    const int rc = db_value_get(e->db, LOOKED, arena, &on, &none);
    *looked = rc == STATUS_OK && text_is(on, day_format(e->today, today));
    if (rc && rc != STATUS_NOT_FOUND) {
        *st = none;
        return rc;
    }
    return STATUS_OK;
}

static int is_to_ask(struct engine *e, struct arena *arena, uint32_t *n, struct status *st) {
    struct debit_row *planned;
    int64_t id = 0;
    bool looked = false;
    int rc = debits_planned(e->db, 1, arena, &planned, n, st);
    rc = rc || *n > 0 ? rc : looked_today(e, arena, &looked, st);
    return rc || *n > 0 || looked ? rc : debits_cases(e->db, e->today, 0, 1, &id, n, st);
}

int debits_has_work(struct engine *e, bool *has, struct status *st) {
    struct arena arena;
    struct outbox_row *rows;
    uint32_t n = 0;
    *has = false;
    if (e->config->request_plugin.len == 0) {
        return STATUS_OK;
    }
    arena_init(&arena);
    int rc = asked(e, &arena, &rows, &n, st);
    rc = rc || n > 0 || e->requested_on == e->today ? rc : is_to_ask(e, &arena, &n, st);
    *has = n > 0;
    arena_fini(&arena);
    return rc;
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
    const struct text text =
        arena_printf(&t->arena, "AvtaleGiro requests: the plugin %.*s %s",
                     TEXT_ARG(t->e->config->request_plugin), why);
    int rc = engine_chunk_begin(t->e, t->st);
    rc = rc ? rc : raise_task(t, reason, TASK_OPERATOR, text);
    return rc ? rc : engine_chunk_commit(t->e, t->st);
}

static int move_rows(struct turn *t, const struct outbox_row *row, enum debit_way to) {
    struct debit_row *rows;
    uint32_t n = 0;
    int rc = debits_of_batch(t->e->db, &row->effect.key, &t->arena, &rows, &n, t->st);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        rc = debits_move(t->e->db, &rows[i].key, to, NULL, t->st);
    }
    return rc;
}

static int done(struct turn *t, struct outbox_row *row, const struct question *q) {
    row->state = EFFECT_DONE;
    row->reference = q->reference.len > 0 ? q->reference : TEXT("done");
    int rc = engine_chunk_begin(t->e, t->st);
    rc = rc ? rc : outbox_move(t->e->db, row, t->st);
    rc = rc ? rc : move_rows(t, row, DEBIT_WAY_DONE);
    rc = rc ? rc : tasks_done_of_case(t->e->db, 0, WAITS, t->e->today, t->st);
    rc = rc ? rc : tasks_done_of_case(t->e->db, 0, IN_DOUBT, t->e->today, t->st);
    return rc ? rc : engine_chunk_commit(t->e, t->st);
}

/* What is still wanted is asked for anew tomorrow, which may be refused again. */
static int refuse(struct turn *t, struct outbox_row *row, const struct question *q) {
    const struct text why = q->reason.len > 0 && !text_has_control(q->reason)
                                ? text_head(q->reason, 300)
                                : TEXT("no reason given");
    const struct text text = arena_printf(&t->arena, "A batch of AvtaleGiro requests was refused; "
                                          "nobody was asked: %.*s", TEXT_ARG(why));
    int rc = engine_chunk_begin(t->e, t->st);
    rc = rc ? rc
            : debits_not_taken(t->e, row, TEXT("refused_by_channel"), true, &t->arena, t->st);
    rc = rc ? rc
            : raise_task(t, arena_printf(&t->arena, "requests_refused_%lld", (long long)row->step),
                         TASK_OPERATOR, text);
    return rc ? rc : engine_chunk_commit(t->e, t->st);
}

static int in_doubt(struct turn *t, const struct outbox_row *row) {
    int rc = engine_chunk_begin(t->e, t->st);
    rc = rc ? rc : move_rows(t, row, DEBIT_WAY_UNKNOWN);
    rc = rc ? rc : engine_chunk_commit(t->e, t->st);
    return rc ? rc : stuck(t, IN_DOUBT, "cannot say what became of a batch: look in its files");
}

/* Today's batch goes again as it was made, if all of it still may; else it is made anew. */
static int go_again(struct turn *t, struct outbox_row *row) {
    bool stands = false;
    int rc = row->effect.planned == t->e->today && row->attempts < ATTEMPTS_MAX
                 ? debits_still_stand(t->e, row, &t->arena, &stands, t->st)
                 : STATUS_OK;
    t->same = stands;
    return rc;
}

static int never_arrived(struct turn *t, struct outbox_row *row) {
    int rc = engine_chunk_begin(t->e, t->st);
    rc = rc ? rc : debits_not_taken(t->e, row, TEXT("not_taken"), false, &t->arena, t->st);
    return rc ? rc : engine_chunk_commit(t->e, t->st);
}

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
        return in_doubt(t, row);
    }
    int rc = recalled ? go_again(t, row) : STATUS_OK;
    if (rc || t->same) {
        return rc;
    }
    rc = never_arrived(t, row);
    t->anew = recalled;
    return rc || recalled ? rc : stuck(t, WAITS, q ? "puts a batch off until tomorrow"
                                                   : "does not take requests");
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

static int hand_over_once(struct turn *t, struct outbox_row *row) {
    struct text json;
    struct debit_batch batch;
    struct status st = {0, ""};
    int rc = documents_read(t->e->config->documents_dir, &row->content, &t->arena, &json, t->st);
    rc = rc ? rc : record_read(&debit_batch_record, json, &t->arena, &batch, t->st);
    if (rc) {
        return rc;
    }
    desk_clear(t->d);
    const struct plug_call call = call_for(t, row, COLLECT_MS);
    struct question *q =
        desk_ask(t->d, records_collect(t->d->plug, &call, &batch, &t->arena, &st));
    desk_wait(t->d);
    return q && q->outcome == OUTCOME_UNKNOWN ? recall(t, row) : take_answer(t, row, q, false);
}

static int count_attempt(struct turn *t, struct outbox_row *row) {
    row->attempts++;
    int rc = engine_chunk_begin(t->e, t->st);
    rc = rc ? rc : outbox_move(t->e->db, row, t->st);
    return rc ? rc : engine_chunk_commit(t->e, t->st);
}

/* The row stands as asked. */
static int hand_over(struct turn *t, struct outbox_row *row) {
    t->same = false;
    int rc = hand_over_once(t, row);
    while (rc == STATUS_OK && t->same) {
        t->same = false;
        rc = count_attempt(t, row);
        rc = rc ? rc : hand_over_once(t, row);
    }
    return rc;
}

/* Whatever stands as asked when we come here was asked by a process that is no more, or nobody
 * could say what became of it. */
static int recall_all(struct turn *t) {
    struct outbox_row *rows;
    struct arena list;
    uint32_t n = 0;
    arena_init(&list);
    int rc = asked(t->e, &list, &rows, &n, t->st);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        arena_reset(&t->arena);
        desk_clear(t->d);
        t->same = false;
        rc = recall(t, &rows[i]);
        rc = rc || !t->same ? rc : count_attempt(t, &rows[i]);
        rc = rc || !t->same ? rc : hand_over(t, &rows[i]);
    }
    arena_fini(&list);
    return rc;
}

/* Once a day, whatever becomes of the process: what is told after it waits for tomorrow's. */
static int look_once(struct turn *t) {
    struct engine *e = t->e;
    char today[DAY_TEXT];
    bool looked = false;
    int rc = looked_today(e, &t->arena, &looked, t->st);
    if (rc || looked) {
        return rc;
    }
    rc = debits_look(e, t->st);
    rc = rc ? rc : engine_chunk_begin(e, t->st);
    rc = rc ? rc : db_value_put(e->db, LOOKED, text_of(day_format(e->today, today)), t->st);
    return rc ? rc : engine_chunk_commit(e, t->st);
}

static int ask_today(struct turn *t) {
    bool any = true;
    t->anew = true;
    int rc = look_once(t);
    for (int i = 0; i < ATTEMPTS_MAX && rc == STATUS_OK && any && t->anew; i++) {
        struct outbox_row row;
        t->anew = false;
        arena_reset(&t->arena);
        rc = debits_batch(t->e, &row, &any, &t->arena, t->st);
        rc = rc || !any ? rc : hand_over(t, &row);
    }
    return rc;
}

int debits_run(struct engine *e, struct desk *d, struct status *st) {
    struct turn t = {.e = e, .d = d, .st = st};
    arena_init(&t.arena);
    int rc = recall_all(&t); /* what may have happened is asked for, whatever stands now */
    if (rc == STATUS_OK && e->requested_on != e->today) {
        const bool awake = desk_wake(d, e->config->request_plugin);
        rc = awake ? ask_today(&t) : stuck(&t, WAITS, "cannot be used now");
        e->requested_on = rc == STATUS_OK && awake ? e->today : e->requested_on;
    }
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    arena_fini(&t.arena);
    return rc;
}
