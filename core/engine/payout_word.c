/* payout_word.c - see payout_word.h. */
#include "engine/payout_word.h"

#include "engine/refund.h"
#include "engine/remit.h"
#include "engine/step.h"
#include "store/movements.h"
#include "store/outbox.h"
#include "store/parties.h"
#include "store/refunds.h"
#include "store/remittances.h"
#include "store/tasks.h"

struct said {
    struct engine *e;
    const struct incoming *in;
    struct text actor;
    struct arena *arena;
    enum taken *taken;
    struct status *st;
};

/* ---- the batch ------------------------------------------------------------------------------- */

/* The effect that the transfer went out with; zero if there is none, or the transfer is none. */
static int batch_of(struct engine *e, struct text id, struct hash *batch, struct status *st) {
    struct remittance r = {0};
    struct refund_row f = {0};
    struct status none = {0, ""};
    const int64_t refund = refund_step_of(id), step = remit_step_of(id);
    const int rc = refund ? refunds_get(e->db, refund, &f, &none)
                   : step ? remittances_get(e->db, step, &r, &none)
                          : STATUS_NOT_FOUND;
    *batch = refund ? f.batch : r.batch;
    if (rc && rc != STATUS_NOT_FOUND) {
        *st = none;
        return rc;
    }
    return STATUS_OK;
}

/* Whoever speaks of it has it. */
static int arrived(struct said *w, const struct hash *batch) {
    struct outbox_row row;
    struct status none = {0, ""};
    if (hash_is_zero(batch) ||
        outbox_get(w->e->db, batch, w->arena, &row, &none) != STATUS_OK ||
        row.state != EFFECT_ASKED) {
        return STATUS_OK;
    }
    row.state = EFFECT_DONE;
    row.reference = w->in->reference.len > 0 ? w->in->reference : TEXT("told_by_bank");
    const int rc = outbox_move(w->e->db, &row, w->st);
    return rc ? rc
              : tasks_done_of_case(w->e->db, 0, TEXT("payout_in_doubt"), w->e->today, w->st);
}

/* ---- one transfer ---------------------------------------------------------------------------- */

static int say(struct said *w, const struct incoming *in, enum taken *taken) {
    const int64_t before = w->e->head.id;
    struct hash batch;
    int rc = refund_step_of(in->key) != 0
                 ? refund_bank_said(w->e, in, w->actor, w->arena, taken, w->st)
                 : remit_bank_said(w->e, in, w->actor, w->arena, taken, w->st);
    rc = rc ? rc : movements_name(w->e->db, before, in->key, in->reference, w->st);
    rc = rc ? rc : batch_of(w->e, in->key, &batch, w->st);
    return rc ? rc : arrived(w, &batch);
}

/* ---- a whole file ---------------------------------------------------------------------------- */

static int say_of(struct said *w, struct text id, uint32_t *n) {
    struct incoming one = *w->in;
    enum taken taken;
    one.key = id;
    one.message = (struct text){NULL, 0};
    (*n)++;
    return say(w, &one, &taken);
}

static int say_of_all(struct said *w, const struct hash *batch, uint32_t *n_said) {
    const struct remit_filter f = {.batch = batch, .state = REMIT_UNDERWAY};
    struct remittance *rows;
    struct refund_row *refunds;
    uint32_t n = 0, n_refunds = 0;
    int rc = remittances_list(w->e->db, &f, w->arena, &rows, &n, w->st);
    rc = rc ? rc
            : refunds_list(w->e->db, batch, UINT32_MAX, w->arena, &refunds, &n_refunds, w->st);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        rc = say_of(w, remit_id(rows[i].step, w->arena), n_said);
    }
    for (uint32_t i = 0; i < n_refunds && rc == STATUS_OK; i++) {
        if (refunds[i].way == REFUND_WAY_UNDERWAY) {
            rc = say_of(w, refund_id(refunds[i].step, w->arena), n_said);
        }
    }
    return rc;
}

/* Recorded, and nothing moves. */
static int note(struct said *w, const char *reason) {
    const struct fact fact = {.kind = w->in->kind, .subject = SUBJECT_CREDITOR,
        .actor = w->actor, .legal_day = w->e->today, .booked_day = w->e->today,
        .source = incoming_source(w->in, w->arena), .reason = text_of(reason)};
    int64_t step = 0;
    return engine_book_step(w->e, &fact, NULL, 0, &step, w->st);
}

static int unknown_file(struct said *w) {
    const struct task_row task = {.owner = TASK_SUPERVISOR, .opened = w->e->today,
        .due = day_add_bank_days(w->e->today, 1),
        .reason = arena_printf(w->arena, "payout_unknown_%lld", (long long)w->e->head.id + 1),
        .text = arena_printf(w->arena, "The bank speaks of a payment file that we do not know: "
                             "%.*s", TEXT_ARG(w->in->message)), .step = w->e->head.id + 1};
    int64_t id = 0;
    bool is_new = false;
    *w->taken = TAKEN_UNMATCHED;
    const int rc = note(w, "payout_unknown");
    return rc ? rc : tasks_raise(w->e->db, &task, &id, &is_new, w->st);
}

static int say_of_file(struct said *w) {
    struct hash batch;
    uint32_t n = 0;
    int rc = outbox_payout_named(w->e->db, w->in->message, &batch, w->st);
    if (rc == STATUS_OK && hash_is_zero(&batch)) {
        return unknown_file(w);
    }
    rc = rc ? rc : say_of_all(w, &batch, &n);
    rc = rc ? rc : arrived(w, &batch);
    *w->taken = n > 0 ? TAKEN_NEW : TAKEN_DUPLICATE;
    return rc || n > 0 ? rc : note(w, "nothing_under_way");
}

int payout_bank_said(struct engine *e, const struct incoming *in, struct text actor,
                     struct arena *arena, enum taken *taken, struct status *st) {
    struct said w = {e, in, actor, arena, taken, st};
    return in->key.len > 0 ? say(&w, in, taken) : say_of_file(&w);
}

/* ---- by hand --------------------------------------------------------------------------------- */

static int refuse(struct text id, struct status *st, const char *why) {
    return status_fail(st, STATUS_REFUSED, "remit: %.*s: %s", TEXT_ARG(id), why);
}

/* Its state as a word, and the day it was ordered: NULL when there is no such thing. */
static const char *state_of(struct engine *e, struct text id, bool *is_underway, day *ordered) {
    struct remittance r;
    struct refund_row f;
    struct status none = {0, ""};
    const int64_t refund = refund_step_of(id), step = remit_step_of(id);
    if (refund && refunds_get(e->db, refund, &f, &none) == STATUS_OK) {
        *is_underway = f.way == REFUND_WAY_UNDERWAY;
        *ordered = f.on;
        return words_name(&refund_ways, (int)f.way);
    }
    if (step && remittances_get(e->db, step, &r, &none) == STATUS_OK && r.amount > 0) {
        *is_underway = r.state == REMIT_UNDERWAY;
        *ordered = r.on;
        return words_name(&remit_states, (int)r.state);
    }
    return NULL;
}

/* Only what the bank has for certain: a batch that may still be handed over could be paid after
 * somebody said that it would not. */
static int may_say(struct engine *e, const struct payout_word *p, struct text id,
                   struct arena *arena, struct status *st) {
    bool is_underway = false;
    day ordered = DAY_NONE;
    struct hash batch;
    struct outbox_row row;
    const char *state = state_of(e, id, &is_underway, &ordered);
    if (!state || !is_underway) {
        return refuse(id, st, state ? arena_cstr(arena, arena_printf(arena, "it is not under way "
                                                                     "but %s", state))
                                    : "no such settlement, or nothing was to be paid");
    }
    if (p->on > e->today || (p->on != DAY_NONE && p->on < ordered)) {
        return refuse(id, st, "the day is ahead of us, or before it was ordered");
    }
    int rc = batch_of(e, id, &batch, st);
    rc = rc ? rc : outbox_get(e->db, &batch, arena, &row, st);
    if (rc == STATUS_OK && row.state != EFFECT_DONE) {
        return refuse(id, st, "it is not certain that the bank has been asked: krav day asks the "
                              "plugin first");
    }
    return rc;
}

static struct text id_of(struct engine *e, struct text said, struct arena *arena) {
    int64_t step = 0;
    struct refund_row f;
    struct status none = {0, ""};
    if (!text_all_digits(said) || !text_to_i64(said, &step)) {
        return said;
    }
    return refunds_get(e->db, step, &f, &none) == STATUS_OK ? refund_id(step, arena)
                                                            : remit_id(step, arena);
}

int payout_by_hand(struct engine *e, const struct payout_word *p, struct arena *arena,
                   struct text *id, struct status *st) {
    enum taken taken;
    *id = id_of(e, p->id, arena);
    struct incoming in = {.kind = p->is_paid ? FACT_PAYOUT_CONFIRMED : FACT_PAYOUT_FAILED,
        .key = *id, .source_id = *id, .booked = p->on != DAY_NONE ? p->on : e->today,
        .reason = TEXT("told by hand")};
    struct said w = {e, &in, p->by, arena, &taken, st};
    int rc = may_say(e, p, *id, arena, st);
    rc = rc ? rc : engine_chunk_begin(e, st);
    rc = rc ? rc
            : texts_put(e->db, arena_printf(arena, "step:%lld", (long long)e->head.id + 1),
                        p->why, &in.document, st);
    rc = rc ? rc : say(&w, &in, &taken);
    if (rc == STATUS_OK && taken != TAKEN_NEW) {
        rc = refuse(*id, st, "it does not fit the book");
    }
    rc = rc ? rc : engine_chunk_commit(e, st);
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    return rc;
}
