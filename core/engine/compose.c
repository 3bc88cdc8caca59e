/* compose.c - see compose.h. */
#include "engine/compose.h"

#include "base/check.h"
#include "domain/plan_schedule.h"
#include "engine/pay.h"
#include "engine/step.h"
#include "engine/view.h"
#include "law/contact.h"
#include "store/documents.h"
#include "store/parties.h"
#include "store/tasks.h"

#define NOT_RENDERED TEXT("letter_not_rendered") /* the task of a letter without pages */

static struct fact letter_fact(const struct engine *e, enum fact_kind kind,
                               const struct outbox_row *row) {
    return (struct fact){.kind = kind, .subject = SUBJECT_CASE,
        .subject_id = row->effect.case_id, .actor = TEXT("dispatch"), .legal_day = e->today,
        .booked_day = e->today, .key = row->effect.key};
}

int compose_not_sent(struct engine *e, struct outbox_row *row, enum effect_state end,
                     struct text reason, struct arena *arena, struct status *st) {
    struct step_input in = {.fact = letter_fact(e, FACT_NOT_SENT, row)};
    struct step_outcome out;
    in.fact.reason = reason;
    row->state = end;
    row->reason = reason;
    const int rc = engine_step(e, &in, arena, &out, st);
    return rc ? rc : outbox_move(e->db, row, st);
}

static int read_descriptions(struct engine *e, const struct krav_case *c, struct arena *arena,
                             const struct text **out, struct status *st) {
    struct text *texts = arena_take_n(arena, c->n_claims, sizeof *texts);
    for (uint32_t i = 0; i < c->n_claims; i++) {
        const struct hash *h = &c->claims[i].claim.text_hash;
        const int rc = hash_is_zero(h) ? STATUS_NOT_FOUND
                                       : texts_get(e->db, h, arena, &texts[i], st);
        if (rc && rc != STATUS_NOT_FOUND) {
            return rc;
        }
    }
    st->code = STATUS_OK; /* an erased text is no failure */
    *out = texts;
    return STATUS_OK;
}

static int read_texts(struct engine *e, const struct krav_case *c, const struct hash *key,
                      struct arena *arena, struct letter_texts *out, struct status *st) {
    char hex[HASH_HEX];
    const int rc = texts_salt(e->db, text_of(hash_hex(key, hex)), &out->salt, st);
    return rc ? rc : read_descriptions(e, c, arena, &out->descriptions, st);
}

/* What the next instalment comes to by today's rates: the last covers what is left then. */
static int next_instalment(const struct engine *e, const struct snapshot *s, struct arena *arena,
                           ore *next, struct status *st) {
    struct plan_schedule left;
    const struct schedule_input in = {s->c, s->agreement, &e->law->interest, s->today};
    if (!s->plan_runs || s->open <= 0) {
        return STATUS_OK;
    }
    const int rc = plan_schedule_left(&in, &s->c->plan, arena, &left, st);
    *next = rc == STATUS_OK && left.n_rows > 0 ? left.rows[0].amount : 0;
    return rc;
}

/* Whoever reads it on a screen can pay from there; on paper nobody types a link. */
static int add_link(const struct engine *e, const struct snapshot *s, struct arena *arena,
                    struct letter *l, struct status *st) {
    const bool asks = l->total > 0 && l->kid.len > 0 && l->account.len > 0;
    return !asks || l->by == CHANNEL_LETTER || !e->db
               ? STATUS_OK
               : pay_link(e, s->c->id, &l->key, arena, &l->pay_url, st);
}

static int compose(struct engine *e, const struct snapshot *s, const struct letter_texts *texts,
                   struct arena *arena, struct composed *c, struct status *st) {
    const struct effect *effect = &c->row.effect;
    struct letter_input in = {.kind = effect->letter, .by = effect->by, .days = effect->days,
        .key = effect->key, .salt = texts->salt, .snapshot = s, .sender = &e->config->sender,
        .descriptions = texts->descriptions};
    int rc = law_letter_fee(e->law, s, effect->letter, &in.fee, &c->fee, st);
    rc = rc ? rc : law_interest_rate(e->law, e->today, &in.rate_bp, st);
    struct law_letter_terms terms = {0};
    rc = rc ? rc : law_letter_terms(e->law, s, effect->letter, &terms, st);
    in.by_2026 = terms.by_2026;
    in.estimate = terms.estimate;
    in.addressed = terms.addressed;
    in.told = terms.told;
    const struct bundle_file *text = e->bundle ? bundle_letter(e->bundle, in.kind) : NULL;
    if (text) {
        in.template = text->content;
        in.rules = bundle_hash(e->bundle);
    }
    rc = rc ? rc : next_instalment(e, s, arena, &in.next, st);
    if (rc == STATUS_OK) {
        letter_compose(&in, arena, &c->letter);
        rc = add_link(e, s, arena, &c->letter, st);
    }
    return rc;
}

/* An electronic letter whose turn comes outside the hours waits for the next window, within its
 * life, and is composed then.  True if it waits, or came too late for any. */
static bool waits_for_hours(const struct engine *e, const struct snapshot *s, struct composed *c) {
    const struct contact_moment now = {e->today, engine_minute(e)};
    const struct contact_moment from = contact_letter_from(e->law, s, &c->letter, now);
    if (from.day == now.day && from.minute == now.minute) {
        return false;
    }
    if (from.day > c->row.effect.last_day) {
        c->turn = TURN_NEVER;
        c->row.reason = TEXT("contact_hours");
    } else {
        c->turn = TURN_LATER;
        c->row.state = EFFECT_PLANNED;
        c->row.not_before = from.day;
        c->row.not_before_minute = from.minute;
    }
    return true;
}

/* ---- looking: nothing is written ------------------------------------------------------------- */

int compose_turn(struct engine *e, const struct snapshot *s, const struct letter_texts *texts,
                 struct arena *arena, struct composed *c, struct status *st) {
    const struct verdict *v = &c->verdict;
    if (e->today > c->row.effect.last_day) {
        c->turn = TURN_NEVER;
        c->row.reason = TEXT("too_late");
        return STATUS_OK;
    }
    const int rc = compose(e, s, texts, arena, c, st);
    if (rc) {
        return rc;
    }
    law_judge_letter(e->law, s, &c->letter, &c->verdict);
    if (v->kind == VERDICT_NOT_BEFORE && v->not_before <= c->row.effect.last_day) {
        c->turn = TURN_LATER;
        c->row.not_before = v->not_before;
        c->row.not_before_minute = 0;
    } else if (v->kind != VERDICT_ALLOWED) {
        e->counters.refused++;
        c->turn = TURN_NEVER;
        c->row.reason = v->reason;
    } else if (!waits_for_hours(e, s, c)) {
        c->turn = TURN_FIRST;
    }
    return STATUS_OK;
}

static int look_afresh(struct engine *e, struct arena *arena, struct composed *c,
                       struct status *st) {
    struct case_view *v = arena_take(arena, sizeof *v);
    struct letter_texts texts = {0};
    int rc = engine_view(e, c->row.effect.case_id, NULL, arena, v, st);
    rc = rc ? rc : read_texts(e, &v->c, &c->row.effect.key, arena, &texts, st);
    return rc ? rc : compose_turn(e, &v->snapshot, &texts, arena, c, st);
}

/* The pages that were kept with it, if there were any: never made anew, since a later renderer
 * might make others. */
static int read_rendered(struct engine *e, struct arena *arena, struct composed *c,
                         struct status *st) {
    struct document_row *rows;
    uint32_t n = 0;
    int rc = documents_of_case(e->db, c->row.effect.case_id, arena, &rows, &n, st);
    for (uint32_t i = 0; rc == STATUS_OK && i < n; i++) {
        const bool sent = hash_eq(&rows[i].hash, &c->row.document);
        if (sent && !text_is(rows[i].media_type, "text/plain")) {
            c->rendered.media_type = rows[i].media_type;
            return documents_read(e->config->documents_dir, &rows[i].hash, arena,
                                  &c->rendered.bytes, st);
        }
    }
    return rc;
}

/* It never arrived, and somebody may have objected, paid or died since: what was lawful an hour ago
 * is asked again. */
static int still_lawful(struct engine *e, struct arena *arena, struct composed *c,
                        struct status *st) {
    struct case_view *v = arena_take(arena, sizeof *v);
    struct verdict verdict = {0};
    const int rc = engine_view(e, c->row.effect.case_id, NULL, arena, v, st);
    if (rc) {
        return rc;
    }
    law_judge_letter(e->law, &v->snapshot, &c->letter, &verdict);
    if (verdict.kind != VERDICT_ALLOWED) {
        e->counters.refused++;
        c->turn = TURN_NEVER;
        c->row.reason = verdict.reason;
    } else {
        (void)waits_for_hours(e, &v->snapshot, c);
    }
    return STATUS_OK;
}

static int look_again(struct engine *e, struct arena *arena, struct composed *c,
                      struct status *st) {
    struct text json;
    int rc = documents_read(e->config->documents_dir, &c->row.content, arena, &json, st);
    rc = rc ? rc : record_read(&letter_record, json, arena, &c->letter, st);
    if (rc) {
        return rc;
    }
    if (c->letter.composed != e->today) {
        c->turn = TURN_LATER;
        c->row.state = EFFECT_PLANNED;
        return STATUS_OK;
    }
    c->turn = TURN_AGAIN;
    rc = still_lawful(e, arena, c, st);
    return rc || c->turn != TURN_AGAIN ? rc : read_rendered(e, arena, c, st);
}

int compose_look(struct engine *e, const struct outbox_row *row, struct arena *arena,
                 struct composed *out, struct status *st) {
    *out = (struct composed){.row = *row};
    return row->state == EFFECT_PLANNED ? look_afresh(e, arena, out, st)
                                        : look_again(e, arena, out, st);
}

void compose_put_off(const struct engine *e, struct composed *c, struct text why) {
    c->turn = TURN_LATER;
    c->row.not_before = e->today + 1;
    c->row.not_before_minute = 0;
    c->unrendered = why.len > 0 ? why : TEXT("no answer");
}

/* ---- keeping: all writes, in the open chunk -------------------------------------------------- */

static int keep(struct engine *e, const struct document_row *about, struct text bytes,
                struct hash *hash, struct status *st) {
    struct document_row doc = *about;
    const int rc = documents_put(&e->documents, bytes, hash, st);
    doc.hash = *hash;
    return rc ? rc : documents_add(e->db, &doc, st);
}

/* Content, plain text, and pages if there are any: the last is what is sent. */
static int keep_letter(struct engine *e, struct composed *c, struct status *st) {
    struct buf b;
    buf_init(&b, 4u << 20);
    record_write(&letter_record, &c->letter, &b);
    struct document_row doc = {.case_id = c->row.effect.case_id, .step = e->head.id + 1,
        .media_type = TEXT("application/json"), .what = TEXT("content"), .on = e->today};
    int rc = keep(e, &doc, buf_text(&b), &c->row.content, st);
    buf_clear(&b);
    letter_subject(&c->letter, &b);
    buf_add_str(&b, "\n\n");
    letter_body(&c->letter, &b);
    doc.media_type = TEXT("text/plain");
    doc.what = text_of(words_name(&letter_kinds, (int)c->letter.kind));
    rc = rc ? rc : keep(e, &doc, buf_text(&b), &c->row.document, st);
    buf_fini(&b);
    if (rc == STATUS_OK && c->rendered.bytes.len > 0) {
        doc.media_type = c->rendered.media_type;
        rc = keep(e, &doc, c->rendered.bytes, &c->row.document, st);
    }
    return rc;
}

static int keep_first(struct engine *e, struct composed *c, struct arena *arena,
                      struct status *st) {
    const struct letter *l = &c->letter;
    int rc = keep_letter(e, c, st);
    const struct letter_quote quote = {l->deadline, l->total, l->fee, c->row.content, l->by_2026,
        l->told};
    const struct step_input in = {.fact = letter_fact(e, FACT_COMPOSED, &c->row),
        .quote = &quote};
    struct step_outcome outcome;
    return rc ? rc : engine_step(e, &in, arena, &outcome, st);
}

static int keep_asked(struct engine *e, struct composed *c, struct status *st) {
    c->row.state = EFFECT_ASKED;
    c->row.attempts++;
    c->row.plugin = engine_channel(e, c->row.effect.by);
    c->ready = true;
    return outbox_move(e->db, &c->row, st);
}

static int raise_unrendered(struct engine *e, const struct composed *c, struct arena *arena,
                            struct status *st) {
    const struct task_row task = {.case_id = c->row.effect.case_id, .step = e->head.id,
        .owner = TASK_OPERATOR, .reason = NOT_RENDERED,
        .text = arena_printf(arena, "A letter could not be made into pages: %.*s",
                             TEXT_ARG(c->unrendered)),
        .opened = e->today, .due = e->today + 1};
    int64_t id = 0;
    bool is_new = false;
    return tasks_raise(e->db, &task, &id, &is_new, st);
}

int compose_keep(struct engine *e, struct composed *c, struct arena *arena, struct status *st) {
    int rc = STATUS_OK;
    if (c->turn != TURN_LATER && c->row.not_before != DAY_NONE) { /* it was put off once */
        rc = tasks_done_of_case(e->db, c->row.effect.case_id, NOT_RENDERED, e->today, st);
    }
    if (rc) {
        return rc;
    }
    switch (c->turn) {
    case TURN_FIRST:
        rc = keep_first(e, c, arena, st);
        return rc ? rc : keep_asked(e, c, st);
    case TURN_AGAIN:
        return keep_asked(e, c, st);
    case TURN_LATER:
        rc = c->unrendered.len > 0 ? raise_unrendered(e, c, arena, st) : STATUS_OK;
        return rc ? rc : outbox_move(e->db, &c->row, st);
    case TURN_NEVER:
        return compose_not_sent(e, &c->row, EFFECT_WITHDRAWN, c->row.reason, arena, st);
    }
    ensure(false);
    return STATUS_CORRUPT;
}
