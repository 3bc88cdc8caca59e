/* compose.c - see compose.h. */
#include "engine/compose.h"

#include "engine/step.h"
#include "engine/view.h"
#include "store/documents.h"
#include "store/parties.h"

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

static int compose(struct engine *e, const struct case_view *v, const struct outbox_row *row,
                   struct arena *arena, struct letter *out, struct status *st) {
    char hex[HASH_HEX];
    struct verdict why;
    struct letter_input in = {.kind = row->effect.letter, .by = row->effect.by,
        .days = row->effect.days, .key = row->effect.key, .snapshot = &v->snapshot,
        .sender = &e->config->sender};
    int rc = law_letter_fee(e->law, &v->snapshot, row->effect.letter, &in.fee, &why, st);
    rc = rc ? rc : law_interest_rate(e->law, e->today, &in.rate_bp, st);
    rc = rc ? rc
            : texts_salt(e->db, text_of(hash_hex(&row->effect.key, hex)), &in.salt, st);
    rc = rc ? rc : read_descriptions(e, &v->c, arena, &in.descriptions, st);
    if (rc == STATUS_OK) {
        letter_compose(&in, arena, out);
    }
    return rc;
}

static int keep(struct engine *e, const struct outbox_row *row, const struct buf *bytes,
                const char *media_type, const char *what, struct hash *hash, struct status *st) {
    int rc = documents_write(e->config->documents_dir, buf_text(bytes), hash, st);
    const struct document_row doc = {.hash = *hash, .case_id = row->effect.case_id,
        .step = e->head.id + 1, .media_type = text_of(media_type), .what = text_of(what),
        .on = e->today};
    return rc ? rc : documents_add(e->db, &doc, st);
}

static int keep_letter(struct engine *e, const struct letter *l, struct outbox_row *row,
                       struct status *st) {
    struct buf b;
    buf_init(&b, 4u << 20);
    record_write(&letter_record, l, &b);
    int rc = keep(e, row, &b, "application/json", "content", &row->content, st);
    buf_clear(&b);
    letter_subject(l, &b);
    buf_add_str(&b, "\n\n");
    letter_body(l, &b);
    rc = rc ? rc
            : keep(e, row, &b, "text/plain", words_name(&letter_kinds, (int)l->kind),
                   &row->document, st);
    buf_fini(&b);
    return rc;
}

int compose_letter(struct engine *e, const struct outbox_row *row, struct arena *arena,
                   struct composed *out, struct status *st) {
    struct case_view *v = arena_take(arena, sizeof *v);
    struct verdict verdict = {0};
    *out = (struct composed){.row = *row};
    int rc = engine_view(e, row->effect.case_id, NULL, arena, v, st);
    if (rc) {
        return rc;
    }
    if (e->today > row->effect.last_day) {
        return compose_not_sent(e, &out->row, EFFECT_WITHDRAWN, TEXT("too_late"), arena, st);
    }
    rc = compose(e, v, row, arena, &out->letter, st);
    if (rc) {
        return rc;
    }
    law_judge_letter(e->law, &v->snapshot, &out->letter, &verdict);
    if (verdict.kind == VERDICT_NOT_BEFORE && verdict.not_before <= row->effect.last_day) {
        out->row.not_before = verdict.not_before;
        return outbox_move(e->db, &out->row, st);
    }
    if (verdict.kind != VERDICT_ALLOWED) {
        e->counters.refused++;
        return compose_not_sent(e, &out->row, EFFECT_WITHDRAWN, verdict.reason, arena, st);
    }
    rc = keep_letter(e, &out->letter, &out->row, st);
    const struct letter_quote quote = {out->letter.deadline, out->letter.total, out->letter.fee,
        out->row.content};
    const struct step_input in = {.fact = letter_fact(e, FACT_COMPOSED, row), .quote = &quote};
    struct step_outcome outcome;
    rc = rc ? rc : engine_step(e, &in, arena, &outcome, st);
    out->row.state = EFFECT_ASKED;
    out->row.attempts++;
    out->row.plugin = e->config->letter_plugin;
    out->ready = true;
    return rc ? rc : outbox_move(e->db, &out->row, st);
}

int compose_again(struct engine *e, const struct outbox_row *row, struct arena *arena,
                  struct composed *out, struct status *st) {
    struct text json;
    *out = (struct composed){.row = *row};
    int rc = documents_read(e->config->documents_dir, &row->content, arena, &json, st);
    rc = rc ? rc : record_read(&letter_record, json, arena, &out->letter, st);
    if (rc) {
        return rc;
    }
    out->ready = out->letter.composed == e->today;
    out->row.state = out->ready ? EFFECT_ASKED : EFFECT_PLANNED;
    out->row.attempts += out->ready;
    return outbox_move(e->db, &out->row, st);
}
