/* inquire.c - see inquire.h. */
#include "engine/inquire.h"

#include "base/check.h"
#include "engine/inquire_parts.h"
#include "engine/step.h"
#include "engine/view.h"
#include "law/law.h"

#define WAVE_MAX WASH_MANY_MAX
#define ASK_MS 30000
#define MANY_MS 120000
#define RECALL_MS 10000

static const enum effect_kind kinds[] = {EFFECT_SCORE, EFFECT_WASH};
#define N_KINDS (sizeof kinds / sizeof kinds[0])

/* Those that stand in this state and whose day has come: outbox_ready minds it of planned ones only. */
static int ready(struct engine *e, enum effect_kind kind, enum effect_state state,
                 struct arena *arena, struct outbox_row **out, uint32_t *n, struct status *st) {
    const struct outbox_filter f = {.kind = kind, .state = state, .today = e->today,
        .minute = engine_minute(e), .n_max = WAVE_MAX};
    uint32_t kept = 0;
    const int rc = outbox_ready(e->db, &f, arena, out, n, st);
    for (uint32_t i = 0; i < *n && rc == STATUS_OK; i++) {
        if ((*out)[i].not_before <= e->today) {
            (*out)[kept++] = (*out)[i];
        }
    }
    *n = kept;
    return rc;
}

int inquire_has_work(struct engine *e, bool *has, struct status *st) {
    struct arena arena;
    uint32_t n = 0;
    int rc = STATUS_OK;
    arena_init(&arena);
    for (size_t i = 0; i < 2 * N_KINDS && rc == STATUS_OK && n == 0; i++) {
        struct outbox_row *rows;
        rc = ready(e, kinds[i / 2], i % 2 ? EFFECT_ASKED : EFFECT_PLANNED, &arena, &rows, &n, st);
    }
    *has = n > 0;
    arena_fini(&arena);
    return rc;
}

/* ---- may it still be asked ----------------------------------------------------------------------- */

/* The case as it was before it asked: the question must not stand in its own way. */
static void without_question(struct case_view *v, const struct hash *key, struct arena *arena) {
    struct krav_case *c = &v->c;
    uint32_t n = 0;
    struct inquiry_note *rest = arena_take_n(arena, c->n_inquiries + 1u, sizeof *rest);
    for (uint32_t i = 0; i < c->n_inquiries; i++) {
        if (!hash_eq(&c->inquiries[i].key, key)) {
            rest[n++] = c->inquiries[i];
        }
    }
    c->inquiries = rest;
    c->n_inquiries = n;
}

static int put_off(struct inquiring *w, struct inquiry *q, day until, struct status *st) {
    q->row.state = EFFECT_PLANNED;
    q->row.not_before = until;
    return outbox_move(w->e->db, &q->row, st);
}

/* Judged again on the day it is asked: what has happened since may forbid it. */
static int look(struct inquiring *w, struct inquiry *q, struct status *st) {
    struct case_view *v = arena_take(&w->arena, sizeof *v);
    const struct action a = {
        .kind = w->kind == EFFECT_SCORE ? ACTION_SCORE : ACTION_WASH};
    struct verdict verdict;
    int rc = engine_view(w->e, q->row.effect.case_id, NULL, &w->arena, v, st);
    if (rc) {
        return rc;
    }
    q->party = v->debtor;
    q->exposure = v->snapshot.open;
    if (w->e->today > q->row.effect.last_day) {
        return inquiry_end(w, q, EFFECT_WITHDRAWN, TEXT("expired"), st);
    }
    if (w->plugin.len == 0) {
        return inquiry_end(w, q, EFFECT_WITHDRAWN, TEXT("no_provider"), st);
    }
    if (w->kind == EFFECT_SCORE) {
        q->known = arena_take_n(&w->arena, KNOWN_MAX, sizeof *q->known);
        rc = known_gather(w->e, &v->c, &w->arena, q->known, &q->n_known, st);
    }
    without_question(v, &q->row.effect.key, &w->arena);
    law_judge(&(struct law_question){w->e->law, &v->snapshot, &a, true, NULL}, &verdict);
    q->goes = rc == STATUS_OK && verdict.kind == VERDICT_ALLOWED;
    if (rc || q->goes) {
        return rc;
    }
    return verdict.kind == VERDICT_NOT_BEFORE
               ? put_off(w, q, verdict.not_before, st)
               : inquiry_end(w, q, EFFECT_WITHDRAWN, verdict.reason, st);
}

static int keep_asked(struct inquiring *w, struct inquiry *q, struct status *st) {
    q->row.state = EFFECT_ASKED;
    q->row.attempts++;
    q->row.plugin = w->plugin;
    return outbox_move(w->e->db, &q->row, st);
}

static int look_at_all(struct inquiring *w, struct status *st) {
    int rc = engine_chunk_begin(w->e, st);
    for (uint32_t i = 0; i < w->n && rc == STATUS_OK; i++) {
        rc = look(w, &w->all[i], st);
        rc = rc || !w->all[i].goes ? rc : keep_asked(w, &w->all[i], st);
    }
    return rc ? rc : engine_chunk_commit(w->e, st);
}

/* ---- asking --------------------------------------------------------------------------------------- */

static struct plug_call call_for(struct inquiring *w, const struct hash *key, int64_t timeout_ms) {
    char hex[HASH_HEX];
    return (struct plug_call){.plugin = w->plugin, .timeout_ms = timeout_ms, .attempt = 1,
        .key = arena_text(&w->arena, text_of(hash_hex(key, hex))),
        .agency = w->e->config->sender.org};
}

static struct subject_form form_of(const struct inquiry *q) {
    return (struct subject_form){&q->party, q->exposure, q->known, q->n_known};
}

static void ask_one(struct inquiring *w, struct inquiry *q) {
    struct status st = {0, ""};
    const struct plug_call call = call_for(w, &q->row.effect.key, ASK_MS);
    const struct subject_form form = form_of(q);
    const uint64_t id = w->kind == EFFECT_SCORE
                            ? records_score(w->d->plug, &call, &form, &w->arena, &st)
                            : records_wash(w->d->plug, &call, &form, &w->arena, &st);
    q->question = w->d->n_questions < DESK_QUESTIONS_MAX ? desk_ask(w->d, id) : NULL;
    q->question = q->question ? q->question : &w->never;
}

static void take_person(struct inquiry *q) {
    q->person = q->question && q->question->n_persons == 1 ? &q->question->persons[0] : NULL;
}

static void ask_each(struct inquiring *w) {
    for (uint32_t i = 0; i < w->n; i++) {
        if (w->all[i].goes) {
            ask_one(w, &w->all[i]);
        }
    }
    desk_wait(w->d);
    for (uint32_t i = 0; i < w->n; i++) {
        take_person(&w->all[i]);
    }
}

/* A question to all of them at once is of its own name: that of all. */
static struct hash key_of_many(const struct inquiring *w) {
    struct hash_parts h;
    hash_begin(&h);
    hash_add(&h, TEXT("wash_many"));
    for (uint32_t i = 0; i < w->n; i++) {
        if (w->all[i].goes) {
            hash_add(&h, (struct text){(const char *)w->all[i].row.effect.key.bytes, HASH_SIZE});
        }
    }
    return hash_end(&h);
}

/* True if all were answered together.  A plugin without wash_many, or that would not, is asked for
 * each; one that may have been asked is not (then the question stands in q->question). */
static bool ask_together(struct inquiring *w) {
    struct subject_form *forms = arena_take_n(&w->arena, w->n + 1u, sizeof *forms);
    struct status st = {0, ""};
    uint32_t n = 0, at = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        if (w->all[i].goes) {
            forms[n++] = form_of(&w->all[i]);
        }
    }
    if (w->kind != EFFECT_WASH || n < 2) {
        return false;
    }
    const struct hash key = key_of_many(w);
    const struct plug_call call = call_for(w, &key, MANY_MS);
    struct question *all =
        desk_ask(w->d, records_wash_many(w->d->plug, &call, forms, n, &w->arena, &st));
    desk_wait(w->d);
    if (!all || all->outcome == OUTCOME_REFUSED ||
        (all->outcome == OUTCOME_DONE && all->n_persons != n)) {
        return false;
    }
    for (uint32_t i = 0; i < w->n; i++) {
        if (w->all[i].goes) {
            w->all[i].question = all;
            w->all[i].person = all->outcome == OUTCOME_DONE ? &all->persons[at++] : NULL;
        }
    }
    return true;
}

static bool is_unknown(const struct inquiry *q) {
    return q->goes && (!q->question || q->question->outcome == OUTCOME_UNKNOWN);
}

/* What became of those that nobody knows of: DONE means that the answer is there to be had again
 * under the same key, RETRY that it never came; then it is asked.  Else it waits for tomorrow. */
static void recall(struct inquiring *w) {
    struct question **asked = arena_take_n(&w->arena, w->n + 1u, sizeof(struct question *));
    bool any = false;
    for (uint32_t i = 0; i < w->n; i++) {
        any = any || is_unknown(&w->all[i]);
    }
    if (!any || !desk_wake(w->d, w->plugin)) { /* it may have died of the question */
        return;
    }
    for (uint32_t i = 0; i < w->n; i++) {
        struct inquiry *q = &w->all[i];
        struct status st = {0, ""};
        if (!is_unknown(q)) {
            continue;
        }
        const struct plug_call call = call_for(w, &q->row.effect.key, RECALL_MS);
        asked[i] = w->d->n_questions < DESK_QUESTIONS_MAX
                       ? desk_ask(w->d, plug_recall(w->d->plug, &call, &st))
                       : NULL;
        q->question = NULL;
    }
    desk_wait(w->d);
    for (uint32_t i = 0; i < w->n; i++) {
        if (asked[i] && (asked[i]->outcome == OUTCOME_DONE || asked[i]->outcome == OUTCOME_RETRY)) {
            ask_one(w, &w->all[i]);
        } else if (asked[i]) {
            w->all[i].question = asked[i];
        }
    }
    desk_wait(w->d);
    for (uint32_t i = 0; i < w->n; i++) {
        take_person(&w->all[i]);
    }
}

static int take_all(struct inquiring *w, struct status *st) {
    int rc = engine_chunk_begin(w->e, st);
    for (uint32_t i = 0; i < w->n && rc == STATUS_OK; i++) {
        rc = w->all[i].goes ? inquiry_take(w, &w->all[i], st) : STATUS_OK;
    }
    return rc ? rc : engine_chunk_commit(w->e, st);
}

/* ---- waves ------------------------------------------------------------------------------------------ */

static int wave_begin(struct inquiring *w, enum effect_state state, struct status *st) {
    struct outbox_row *rows;
    arena_reset(&w->arena);
    desk_clear(w->d);
    const int rc = ready(w->e, w->kind, state, &w->arena, &rows, &w->n, st);
    w->all = arena_take_n(&w->arena, w->n + 1u, sizeof *w->all);
    for (uint32_t i = 0; i < w->n && rc == STATUS_OK; i++) {
        w->all[i] = (struct inquiry){.row = rows[i]};
    }
    return rc;
}

/* Whatever stands as asked was asked by a process that is no more, or had no answer yesterday. */
static int recall_left_over(struct inquiring *w, struct status *st) {
    int rc = wave_begin(w, EFFECT_ASKED, st);
    while (rc == STATUS_OK && w->n > 0) {
        rc = engine_chunk_begin(w->e, st);
        for (uint32_t i = 0; i < w->n && rc == STATUS_OK; i++) {
            struct inquiry *q = &w->all[i];
            struct case_view *v = arena_take(&w->arena, sizeof *v);
            rc = engine_view(w->e, q->row.effect.case_id, NULL, &w->arena, v, st);
            q->party = v->debtor;
            q->exposure = v->snapshot.open;
            q->goes = w->plugin.len > 0 && w->e->today <= q->row.effect.last_day;
            rc = rc || q->goes ? rc : inquiry_end(w, q, EFFECT_REFUSED, TEXT("expired"), st);
        }
        rc = rc ? rc : engine_chunk_commit(w->e, st);
        if (rc == STATUS_OK && w->plugin.len > 0) {
            recall(w);
        }
        rc = rc ? rc : take_all(w, st);
        rc = rc ? rc : wave_begin(w, EFFECT_ASKED, st);
    }
    return rc;
}

static int ask_planned(struct inquiring *w, struct status *st) {
    int rc = wave_begin(w, EFFECT_PLANNED, st);
    while (rc == STATUS_OK && w->n > 0) {
        if (w->plugin.len > 0 && !desk_wake(w->d, w->plugin)) {
            return status_fail(st, STATUS_BUSY, "dispatch: %.*s: cannot be asked now",
                               TEXT_ARG(w->plugin));
        }
        rc = look_at_all(w, st);
        if (rc == STATUS_OK && !ask_together(w)) {
            ask_each(w);
        }
        if (rc == STATUS_OK) {
            recall(w);
            rc = take_all(w, st);
        }
        rc = rc ? rc : engine_breathe(w->e, st);
        rc = rc ? rc : wave_begin(w, EFFECT_PLANNED, st);
    }
    return rc;
}

int inquire_run(struct engine *e, struct desk *d, struct status *st) {
    int rc = STATUS_OK;
    for (size_t i = 0; i < N_KINDS && rc == STATUS_OK; i++) {
        struct inquiring w = {.e = e, .d = d, .kind = kinds[i],
            .plugin = engine_inquirer(e, kinds[i]),
            .never = {.answered = true, .outcome = OUTCOME_RETRY}};
        arena_init(&w.arena);
        rc = recall_left_over(&w, st);
        rc = rc ? rc : ask_planned(&w, st);
        if (rc && e->in_chunk) {
            engine_chunk_drop(e);
        }
        arena_fini(&w.arena);
    }
    return rc;
}
