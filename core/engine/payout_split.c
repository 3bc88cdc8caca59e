/* payout_split.c - see payout_split.h. */
#include "engine/payout_split.h"

#include "engine/batch.h"
#include "engine/commit.h"
#include "engine/payout_word.h"
#include "engine/refund.h"
#include "engine/remit.h"
#include "store/refunds.h"
#include "store/remittances.h"

#define ACTOR TEXT("payout")
#define CONTENT_BYTES_MAX (64u << 20)

struct splitting {
    struct engine *e;
    struct outbox_row *row;
    const struct question *q;
    struct arena *arena;
    struct status *st;
    struct batch batch;         /* as it was */
    struct transfer *kept; uint32_t n_kept;
    ore sum;
};

static const struct refused_transfer *refusal_of(const struct question *q, struct text id) {
    for (uint32_t i = 0; i < q->n_refused; i++) {
        if (text_eq(q->refused[i].id, id)) {
            return &q->refused[i];
        }
    }
    return NULL;
}

static int read_batch(struct splitting *s) {
    struct text json;
    int rc = documents_read(s->e->config->documents_dir, &s->row->content, s->arena, &json, s->st);
    rc = rc ? rc : record_read(&batch_record, json, s->arena, &s->batch, s->st);
    if (rc) {
        return rc;
    }
    s->kept = arena_take_n(s->arena, s->batch.n_transfers, sizeof *s->kept);
    for (uint32_t i = 0; i < s->batch.n_transfers; i++) {
        if (!refusal_of(s->q, s->batch.transfers[i].id)) {
            s->kept[s->n_kept++] = s->batch.transfers[i];
            s->sum = money_add(s->sum, s->batch.transfers[i].amount);
        }
    }
    return STATUS_OK;
}

/* ---- the others ------------------------------------------------------------------------------ */

static int keep_content(struct splitting *s, struct hash *content) {
    struct batch rest = s->batch;
    struct document_row about = {.step = s->e->head.id + 1, .on = s->e->today,
        .media_type = TEXT("application/json"), .what = TEXT("payout")};
    struct buf b;
    rest.transfers = s->kept;
    rest.n_transfers = s->n_kept;
    rest.sum = s->sum;
    buf_init(&b, CONTENT_BYTES_MAX);
    record_write(&batch_record, &rest, &b);
    int rc = documents_put(&s->e->documents, buf_text(&b), content, s->st);
    about.hash = *content;
    rc = rc ? rc : documents_add(s->e->db, &about, s->st);
    buf_fini(&b);
    return rc;
}

/* What is left of a batch is always the same, and so is its key. */
static struct hash key_of_rest(const struct splitting *s) {
    struct hash_parts h;
    hash_begin(&h);
    hash_add(&h, TEXT("payout rest"));
    hash_add(&h, (struct text){(const char *)s->row->effect.key.bytes, HASH_SIZE});
    return hash_end(&h);
}

static int promise_rest(struct splitting *s, struct hash *key) {
    struct engine *e = s->e;
    struct effect effect = {.key = key_of_rest(s), .kind = EFFECT_PAYOUT, .planned = e->today};
    struct step step = {.fact = {.kind = FACT_PAYOUT_BATCHED, .subject = SUBJECT_BOOK,
        .actor = ACTOR, .legal_day = e->today, .booked_day = e->today, .amount = s->sum,
        .key = s->row->effect.key}, .effects = &effect, .n_effects = 1};
    struct outbox_row row;
    *key = effect.key;
    int rc = keep_content(s, &step.fact.document);
    rc = rc ? rc : commit_book_step(e, &step, s->arena, s->st);
    rc = rc ? rc : outbox_get(e->db, key, s->arena, &row, s->st);
    row.content = step.fact.document;
    return rc ? rc : outbox_move(e->db, &row, s->st);
}

static int move_rest(struct splitting *s, const struct hash *key) {
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < s->n_kept && rc == STATUS_OK; i++) {
        const int64_t refund = refund_step_of(s->kept[i].id);
        rc = refund ? refunds_rebatch(s->e->db, refund, key, s->st)
                    : remittances_rebatch(s->e->db, remit_step_of(s->kept[i].id), key, s->st);
    }
    return rc;
}

/* ---- those that were named ------------------------------------------------------------------- */

static int reopen_named(struct splitting *s) {
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < s->batch.n_transfers && rc == STATUS_OK; i++) {
        const struct transfer *t = &s->batch.transfers[i];
        const struct refused_transfer *r = refusal_of(s->q, t->id);
        const struct incoming in = {.kind = FACT_PAYOUT_FAILED, .key = t->id,
            .source_id = t->id, .amount = t->amount, .booked = s->e->today,
            .reason = r ? r->reason : t->id};
        enum taken taken;
        rc = r ? payout_bank_said(s->e, &in, s->row->plugin, s->arena, &taken, s->st) : STATUS_OK;
    }
    return rc;
}

int payout_split(struct engine *e, struct outbox_row *row, const struct question *q,
                 struct arena *arena, bool *split, struct status *st) {
    struct splitting s = {.e = e, .row = row, .q = q, .arena = arena, .st = st};
    struct hash key;
    int rc = q->n_refused > 0 ? read_batch(&s) : STATUS_OK;
    *split = s.n_kept > 0 && s.n_kept < s.batch.n_transfers;
    if (rc || !*split) {
        return rc;
    }
    row->state = EFFECT_REFUSED;
    row->reason = TEXT("transfers_refused");
    rc = outbox_move(e->db, row, st);
    rc = rc ? rc : promise_rest(&s, &key);
    rc = rc ? rc : move_rest(&s, &key);
    return rc ? rc : reopen_named(&s);
}
