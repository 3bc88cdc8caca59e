/* dispatch.c - see dispatch.h. */
#include "engine/dispatch.h"

#include "engine/compose.h"
#include "engine/render.h"
#include "engine/step.h"

#define WAVE_MAX 256
#define SEND_MS 30000
#define RECALL_MS 10000
#define RECALL_TRIES 5
#define ATTEMPTS_A_DAY 3 /* then a try each day: a channel in doubt would be asked for ever */

struct wave {
    struct engine *e;
    struct desk *d;
    enum channel by;             /* one channel at a time, so that a dead one stops no other */
    struct text plugin;          /* who sends by it */
    bool is_down;                /* it takes no calls now */
    struct arena arena;
    struct composed *letters;
    struct question **questions; /* parallel; NULL: could not be asked */
    bool *recalled;              /* parallel: the answer is to a recall */
    uint32_t n;
    struct question unknown;     /* what a dead process left us with */
};

int dispatch_has_work(struct engine *e, bool *has, struct status *st) {
    static const enum effect_state states[] = {EFFECT_PLANNED, EFFECT_COMPOSED, EFFECT_ASKED};
    struct arena arena;
    uint32_t n = 0;
    int rc = STATUS_OK;
    arena_init(&arena);
    for (int i = 0; i < 3 && rc == STATUS_OK && n == 0; i++) {
        const struct outbox_filter f = {.kind = EFFECT_LETTER, .state = states[i],
            .today = e->today, .minute = engine_minute(e), .n_max = 1};
        struct outbox_row *rows;
        rc = outbox_ready(e->db, &f, &arena, &rows, &n, st);
    }
    *has = n > 0;
    arena_fini(&arena);
    return rc;
}

static struct text key_hex(struct arena *arena, const struct outbox_row *row) {
    char hex[HASH_HEX];
    return arena_text(arena, text_of(hash_hex(&row->effect.key, hex)));
}

static struct plug_call call_for(struct wave *w, const struct outbox_row *row,
                                 int64_t timeout_ms) {
    return (struct plug_call){.plugin = row->plugin, .key = key_hex(&w->arena, row),
        .timeout_ms = timeout_ms, .attempt = (uint32_t)row->attempts,
        .agency = w->e->config->sender.org};
}

/* A channel that rests after a death is called back: recalls are harmless, sends are counted. */
static bool channel_ready(struct wave *w) {
    w->is_down = !desk_wake(w->d, w->plugin);
    return !w->is_down;
}

int dispatch_receipt(struct engine *e, struct outbox_row *row, struct text reference,
                     struct arena *arena, struct status *st) {
    const struct step_input in = {.fact = {.kind = FACT_RECEIPT, .subject = SUBJECT_CASE,
        .subject_id = row->effect.case_id, .actor = row->plugin, .legal_day = e->today,
        .booked_day = e->today, .key = row->effect.key, .document = row->document,
        .reason = reference}};
    struct step_outcome out;
    row->state = EFFECT_DONE;
    row->reference = reference.len > 0 ? reference : TEXT("done");
    e->counters.letters_sent++;
    const int rc = engine_step(e, &in, arena, &out, st);
    return rc ? rc : outbox_move(e->db, row, st);
}

/* What an answer means for its row.  UNKNOWN leaves it as it stands: asked. */
static int take_answer(struct wave *w, struct outbox_row *row, const struct question *q,
                       bool recalled, struct status *st) {
    const enum outcome outcome = q ? q->outcome : OUTCOME_RETRY;
    if (outcome == OUTCOME_DONE) {
        return dispatch_receipt(w->e, row, q->reference, &w->arena, st);
    }
    if (outcome == OUTCOME_REFUSED) {
        return compose_not_sent(w->e, row, EFFECT_REFUSED, TEXT("refused_by_channel"), &w->arena,
                                st);
    }
    if (outcome != OUTCOME_RETRY) {
        return STATUS_OK;
    }
    /* Nothing happened.  Never handed over, or never arrived: again as it is.  The channel wants
     * to wait: composed anew tomorrow. */
    const bool again = (!q || recalled) && row->attempts < ATTEMPTS_A_DAY;
    row->state = again ? EFFECT_COMPOSED : EFFECT_PLANNED;
    row->not_before = again ? row->not_before : w->e->today + 1;
    row->not_before_minute = again ? row->not_before_minute : 0;
    return outbox_move(w->e->db, row, st);
}

static int take_answers(struct wave *w, struct status *st) {
    int rc = engine_chunk_begin(w->e, st);
    for (uint32_t i = 0; i < w->n && rc == STATUS_OK; i++) {
        if (w->letters[i].ready) {
            rc = take_answer(w, &w->letters[i].row, w->questions[i], w->recalled[i], st);
        }
    }
    return rc ? rc : engine_chunk_commit(w->e, st);
}

/* Asks what became of rows that stand as asked; a worker that died gets time to come back.  False
 * if it did not: a channel that says it does not know may leave a row as it stands, one that cannot
 * be asked may not, or the book's day would move on over letters that went out today. */
static bool recall_unknown(struct wave *w) {
    for (int tries = 0; tries < RECALL_TRIES; tries++) {
        bool any = false;
        for (uint32_t i = 0; i < w->n; i++) {
            struct question *q = w->questions[i];
            if (!w->letters[i].ready || !q || q->outcome != OUTCOME_UNKNOWN) {
                continue;
            }
            struct status st = {0, ""};
            const struct plug_call call = call_for(w, &w->letters[i].row, RECALL_MS);
            struct question *again = w->d->n_questions < DESK_QUESTIONS_MAX
                                         ? desk_ask(w->d, plug_recall(w->d->plug, &call, &st))
                                         : NULL;
            w->questions[i] = again ? again : &w->unknown;
            w->recalled[i] = true;
            any = true;
        }
        if (!any) {
            return true;
        }
        if (!channel_ready(w)) {
            return false;
        }
        desk_wait(w->d);
    }
    return true;
}

/* The wave's end: what is unknown is asked for again, and what is known is written. */
static int conclude(struct wave *w, struct status *st) {
    const bool asked = recall_unknown(w);
    const int rc = take_answers(w, st);
    return rc || asked ? rc
                       : status_fail(st, STATUS_BUSY, "dispatch: %.*s: cannot say now what became "
                                     "of letters", TEXT_ARG(w->plugin));
}

static int look_at_wave(struct wave *w, const struct outbox_row *rows, struct status *st) {
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < w->n && rc == STATUS_OK; i++) {
        rc = compose_look(w->e, &rows[i], &w->arena, &w->letters[i], st);
    }
    return rc;
}

static int keep_wave(struct wave *w, struct status *st) {
    int rc = engine_chunk_begin(w->e, st);
    for (uint32_t i = 0; i < w->n && rc == STATUS_OK; i++) {
        rc = compose_keep(w->e, &w->letters[i], &w->arena, st);
    }
    return rc ? rc : engine_chunk_commit(w->e, st);
}

static void hand_over(struct wave *w) {
    for (uint32_t i = 0; i < w->n; i++) {
        struct composed *l = &w->letters[i];
        if (l->ready) {
            struct status st = {0, ""};
            const struct plug_call call = call_for(w, &l->row, SEND_MS);
            const struct outgoing o = {&l->letter, l->rendered};
            w->questions[i] = desk_ask(
                w->d, records_send_letter(w->d->plug, &call, &o, &w->arena, &st));
        }
    }
    desk_wait(w->d);
}

static void wave_begin(struct wave *w, uint32_t n) {
    desk_clear(w->d);
    w->n = n;
    w->letters = arena_take_n(&w->arena, n, sizeof *w->letters);
    w->questions = arena_take_n(&w->arena, n, sizeof(struct question *));
    w->recalled = arena_take_n(&w->arena, n, sizeof(bool));
}

/* Whatever stands as asked when we come here was asked by a process that is no more. */
static int recall_left_over(struct wave *w, struct status *st) {
    int64_t after = 0;
    for (;;) {
        const struct outbox_filter f = {.kind = EFFECT_LETTER, .state = EFFECT_ASKED,
            .today = w->e->today, .after = after, .n_max = WAVE_MAX, .by = w->by};
        struct outbox_row *rows;
        uint32_t n = 0;
        arena_reset(&w->arena);
        int rc = outbox_ready(w->e->db, &f, &w->arena, &rows, &n, st);
        if (rc || n == 0) {
            return rc;
        }
        wave_begin(w, n);
        for (uint32_t i = 0; i < n; i++) {
            w->letters[i] = (struct composed){.ready = true, .row = rows[i]};
            /* An attempt that died with its process says nothing of the channel. */
            w->letters[i].row.attempts -= rows[i].attempts > 0;
            w->questions[i] = &w->unknown;
        }
        after = rows[n - 1].id;
        rc = conclude(w, st);
        if (rc) {
            return rc;
        }
    }
}

/* What was composed and never arrived comes before what is planned: it stood in line first. */
static int next_rows(struct wave *w, struct outbox_row **rows, uint32_t *n, struct status *st) {
    struct outbox_filter f = {.kind = EFFECT_LETTER, .state = EFFECT_COMPOSED,
        .today = w->e->today, .n_max = WAVE_MAX, .minute = engine_minute(w->e), .by = w->by};
    arena_reset(&w->arena);
    const int rc = outbox_ready(w->e->db, &f, &w->arena, rows, n, st);
    f.state = EFFECT_PLANNED;
    return rc || *n > 0 ? rc : outbox_ready(w->e->db, &f, &w->arena, rows, n, st);
}

/* krav.conf names nobody for this channel any more: rules hear of it, and may write on paper. */
static int give_back(struct wave *w, struct outbox_row *rows, uint32_t n, struct status *st) {
    int rc = engine_chunk_begin(w->e, st);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        rc = compose_not_sent(w->e, &rows[i], EFFECT_WITHDRAWN, TEXT("no_provider"), &w->arena,
                              st);
    }
    return rc ? rc : engine_chunk_commit(w->e, st);
}

static int send_planned(struct wave *w, struct status *st) {
    for (;;) {
        struct outbox_row *rows;
        uint32_t n = 0;
        int rc = next_rows(w, &rows, &n, st);
        if (rc || n == 0) {
            return rc;
        }
        if (w->by != CHANNEL_LETTER && w->plugin.len == 0) {
            return give_back(w, rows, n, st);
        }
        if (!channel_ready(w)) {
            return status_fail(st, STATUS_BUSY, "dispatch: %.*s: cannot send letters now",
                               TEXT_ARG(w->plugin));
        }
        wave_begin(w, n);
        rc = look_at_wave(w, rows, st);
        rc = rc ? rc : render_letters(w->d, w->letters, n, &w->arena, st);
        rc = rc ? rc : keep_wave(w, st);
        if (rc) {
            return rc;
        }
        hand_over(w);
        rc = conclude(w, st);
        rc = rc ? rc : engine_breathe(w->e, st);
        if (rc) {
            return rc;
        }
    }
}

static int run_channel(struct wave *w, enum channel by, struct status *st) {
    w->by = by;
    w->plugin = engine_channel(w->e, by);
    w->is_down = false;
    int rc = recall_left_over(w, st);
    rc = rc ? rc : send_planned(w, st);
    if (rc && w->e->in_chunk) {
        engine_chunk_drop(w->e);
    }
    return rc;
}

int dispatch_run(struct engine *e, struct desk *d, struct status *st) {
    struct wave w = {.e = e, .d = d,
        .unknown = {.answered = true, .outcome = OUTCOME_UNKNOWN}};
    arena_init(&w.arena);
    int rc = STATUS_OK;
    for (size_t i = 0; i < channels.n; i++) {
        struct status why = {0, ""};
        const int one = run_channel(&w, (enum channel)words_at(&channels, i)->value, &why);
        if (one && rc == STATUS_OK) {
            rc = one;
            *st = why;
        }
        if (one && !w.is_down) {
            break;
        }
    }
    arena_fini(&w.arena);
    return rc;
}
