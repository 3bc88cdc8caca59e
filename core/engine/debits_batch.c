/* debits_batch.c - the day's batch: judged once more, kept by hash, and handed over by its commit; see
 * debits.h. */
#include "engine/debits.h"

#include "base/check.h"
#include "domain/kid.h"
#include "domain/mandate.h"
#include "engine/commit.h"
#include "engine/debit_batch.h"
#include "engine/debits_parts.h"
#include "law/debits.h"
#include "store/outbox.h"

#define ACTOR TEXT("requests")
#define CONTENT_BYTES_MAX (64u << 20)
#define ASKED TEXT("debit_asked")     /* words of event_kinds */
#define DELETED TEXT("debit_deleted")

static const struct field debit_table[] = {
    FIELD(FIELD_HASH, struct debit, key),
    FIELD(FIELD_BOOL, struct debit, deletes),
    FIELD_AS("amount_ore", FIELD_ORE, struct debit, amount),
    FIELD(FIELD_DAY, struct debit, due),
    FIELD(FIELD_BOOL, struct debit, notice),
    FIELD(FIELD_TEXT, struct debit, kid),
    FIELD(FIELD_TEXT, struct debit, reference),
    FIELD(FIELD_TEXT, struct debit, text),
};
static const struct record debit_record = RECORD("debit", struct debit, debit_table);

static const struct field batch_table[] = {
    FIELD(FIELD_TEXT, struct debit_batch, to_account),
    FIELD(FIELD_INT, struct debit_batch, number),
    FIELD_MANY(struct debit_batch, debits, debit_record, DEBITS_MAX),
    FIELD_AS("sum_ore", FIELD_ORE, struct debit_batch, sum),
};
const struct record debit_batch_record =
    RECORD("batch of requests", struct debit_batch, batch_table);

/* What is being put together. */
struct gathering {
    struct engine *e;
    struct arena *arena;   /* of the batch */
    struct arena scratch;  /* of one case */
    struct debit_batch batch;
    struct status *st;
};

/* ---- what goes, and what is withdrawn --------------------------------------------------------- */

static int not_taken(const struct debit_case *k, const struct debit_row *row, struct text reason) {
    int64_t step = 0;
    return debit_step(k, (struct fact){.kind = FACT_DEBIT_NOT_TAKEN, .key = row->request,
                                       .stage = row->deletes ? DELETED : ASKED, .reason = reason},
                      &step);
}

static int withdraw(const struct debit_case *k, const struct debit_row *row, struct text reason) {
    const int rc = debits_move(k->e->db, &row->key, DEBIT_WAY_WITHDRAWN, NULL, k->st);
    return rc ? rc : not_taken(k, row, reason);
}

/* Binding: why this may not go any more; absent: it may. */
static int judge_request(const struct debit_case *k, const struct debit_note *d,
                         struct text *why) {
    const struct debit_question q = {k->e->law, &k->s, d->kid, d->due, d->amount};
    struct verdict v;
    if (d->state != DEBIT_ASKED) {
        *why = d->why.len > 0 ? d->why : TEXT("debit_no_instalment");
        return STATUS_OK;
    }
    const int rc = law_debit_ask(&q, k->arena, &v, k->st);
    *why = rc || v.kind == VERDICT_ALLOWED ? (struct text){NULL, 0} : v.reason;
    return rc;
}

/* A deletion is too late after its day, and pointless where the request never came to the bank. */
static int judge_deletion(const struct debit_case *k, const struct debit_row *row,
                          struct text *why) {
    struct debit_row request;
    const int rc = debits_get(k->e->db, &row->request, k->arena, &request, k->st);
    const bool there = rc == STATUS_OK && (request.way == DEBIT_WAY_ASKED ||
                       request.way == DEBIT_WAY_UNKNOWN || request.way == DEBIT_WAY_DONE);
    *why = row->due < k->e->today ? TEXT("too_late") : !there ? TEXT("not_at_the_bank")
                                                             : (struct text){NULL, 0};
    return rc;
}

/* On the payer's statement, and in the bank's notice: a sheet's width each. */
static void write_words(struct gathering *g, const struct krav_case *c, struct debit *d) {
    const int32_t k = debit_instalment(c, d->due);
    d->reference = arena_printf(g->arena, "Sak %lld", (long long)c->id);
    if (!d->deletes && d->notice && k > 0) {
        d->text = arena_printf(g->arena, "Avdrag %d av %d, sak %lld", (int)(c->plan.done + k),
                               (int)plan_parts_in_all(&c->plan), (long long)c->id);
    }
}

static void add(struct gathering *g, const struct debit_case *k, const struct debit_row *row,
                const struct debit_note *note) {
    struct debit *d = &g->batch.debits[g->batch.n_debits++];
    *d = (struct debit){.key = row->key, .deletes = row->deletes, .amount = row->amount,
        .due = row->due, .notice = note->notice, .kid = row->kid};
    write_words(g, &k->c, d);
    g->batch.sum = money_add(g->batch.sum, row->amount);
}

static int gather_one(struct gathering *g, const struct debit_row *row) {
    struct debit_case k = {.e = g->e, .arena = &g->scratch, .st = g->st};
    struct text why = {NULL, 0};
    arena_reset(&g->scratch);
    int rc = debit_case_read(&k, row->case_id);
    const struct debit_note *note = rc ? NULL : debit_of(&k.c, &row->request);
    if (rc || !note) {
        return rc ? rc : status_fail(g->st, STATUS_CORRUPT, "case %lld: does not know of its "
                                     "request", (long long)row->case_id);
    }
    rc = row->deletes ? judge_deletion(&k, row, &why) : judge_request(&k, note, &why);
    if (rc || why.len > 0) {
        return rc ? rc : withdraw(&k, row, why);
    }
    add(g, &k, row, note);
    return STATUS_OK;
}

/* ---- the batch -------------------------------------------------------------------------------- */

static int keep(struct gathering *g, struct hash *content) {
    struct document_row row = {.step = g->e->head.id + 1, .on = g->e->today,
        .media_type = TEXT("application/json"), .what = TEXT("requests")};
    struct buf b;
    buf_init(&b, CONTENT_BYTES_MAX);
    record_write(&debit_batch_record, &g->batch, &b);
    ensure(!b.overflowed && b.len <= RECORD_SIZE_MAX); /* DEBITS_MAX sees to it */
    int rc = documents_put(&g->e->documents, buf_text(&b), content, g->st);
    row.hash = *content;
    rc = rc ? rc : documents_add(g->e->db, &row, g->st);
    buf_fini(&b);
    return rc;
}

/* hash("collect", account, day, how many of that day never came to be). */
static struct hash batch_key(const struct gathering *g, int64_t ordinal) {
    struct hash_parts h;
    char on[DAY_TEXT], digits[4];
    (void)text_put_digits(digits, ordinal, sizeof digits);
    hash_begin(&h);
    hash_add(&h, TEXT("collect"));
    hash_add(&h, g->batch.to_account);
    hash_add(&h, text_of(day_format(g->e->today, on)));
    hash_add(&h, (struct text){digits, sizeof digits});
    return hash_end(&h);
}

/* Asked at once: there is no time between its making and its being handed over. */
static int promise(struct gathering *g, int64_t ordinal, struct outbox_row *made) {
    struct engine *e = g->e;
    struct effect effect = {.key = batch_key(g, ordinal), .kind = EFFECT_COLLECT,
        .planned = e->today};
    struct step s = {.fact = {.kind = FACT_DEBITS_BATCHED, .subject = SUBJECT_BOOK,
        .actor = ACTOR, .legal_day = e->today, .booked_day = e->today, .amount = g->batch.sum},
        .effects = &effect, .n_effects = 1};
    int rc = keep(g, &s.fact.document);
    rc = rc ? rc : commit_book_step(e, &s, g->arena, g->st);
    rc = rc ? rc : outbox_get(e->db, &effect.key, g->arena, made, g->st);
    if (rc) {
        return rc;
    }
    made->content = s.fact.document;
    made->state = EFFECT_ASKED;
    made->attempts = 1;
    made->plugin = e->config->request_plugin;
    rc = outbox_move(e->db, made, g->st);
    for (uint32_t i = 0; i < g->batch.n_debits && rc == STATUS_OK; i++) {
        rc = debits_move(e->db, &g->batch.debits[i].key, DEBIT_WAY_ASKED, &effect.key, g->st);
    }
    return rc;
}

static int gather(struct gathering *g, int64_t ordinal, struct outbox_row *made) {
    struct debit_row *rows;
    uint32_t n = 0;
    int rc = engine_chunk_begin(g->e, g->st);
    rc = rc ? rc : debits_planned(g->e->db, DEBITS_MAX, g->arena, &rows, &n, g->st);
    g->batch.debits = arena_take_n(g->arena, n ? n : 1, sizeof *g->batch.debits);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        rc = gather_one(g, &rows[i]);
    }
    rc = rc || g->batch.n_debits == 0 ? rc : promise(g, ordinal, made);
    return rc ? rc : engine_chunk_commit(g->e, g->st);
}

int debits_batch(struct engine *e, struct outbox_row *made, bool *any, struct arena *arena,
                 struct status *st) {
    struct gathering g = {.e = e, .arena = arena, .st = st,
        .batch = {.to_account = e->config->sender.account, .number = e->today}};
    int64_t ordinal = 0;
    bool stands = false;
    *any = false;
    int rc = debits_batches(e->db, e->today, &ordinal, &stands, st);
    if (rc || stands) {
        return rc;
    }
    arena_init(&g.scratch);
    rc = gather(&g, ordinal, made);
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    *any = rc == STATUS_OK && g.batch.n_debits > 0;
    arena_fini(&g.scratch);
    return rc;
}

/* ---- once more ---------------------------------------------------------------------------------- */

static int stands(struct debit_case *k, const struct debit_row *row, bool *may) {
    struct text why = {NULL, 0};
    int rc = debit_case_read(k, row->case_id);
    const struct debit_note *note = rc ? NULL : debit_of(&k->c, &row->request);
    rc = rc || !note      ? rc
         : row->deletes ? judge_deletion(k, row, &why)
                        : judge_request(k, note, &why);
    *may = rc == STATUS_OK && note && why.len == 0;
    return rc;
}

int debits_still_stand(struct engine *e, const struct outbox_row *row, struct arena *arena,
                       bool *all, struct status *st) {
    struct debit_row *rows;
    struct arena scratch;
    uint32_t n = 0;
    int rc = debits_of_batch(e->db, &row->effect.key, arena, &rows, &n, st);
    *all = n > 0;
    arena_init(&scratch);
    for (uint32_t i = 0; i < n && rc == STATUS_OK && *all; i++) {
        struct debit_case k = {.e = e, .arena = &scratch, .st = st};
        arena_reset(&scratch);
        rc = stands(&k, &rows[i], all);
    }
    arena_fini(&scratch);
    return rc;
}

/* ---- what never came to the bank -------------------------------------------------------------- */

static int end_row(struct engine *e, const struct debit_row *row, struct text reason, bool refused,
                   struct status *st) {
    struct debit_case k = {.e = e, .st = st};
    struct arena arena;
    int rc = debits_move(e->db, &row->key, refused ? DEBIT_WAY_REFUSED : DEBIT_WAY_PLANNED, NULL,
                         st);
    if (rc || !refused) {
        return rc;
    }
    arena_init(&arena);
    k.arena = &arena;
    k.c.id = row->case_id;
    rc = not_taken(&k, row, reason);
    arena_fini(&arena);
    return rc;
}

int debits_not_taken(struct engine *e, struct outbox_row *row, struct text reason, bool refused,
                     struct arena *arena, struct status *st) {
    struct debit_row *rows;
    uint32_t n = 0;
    int rc = debits_of_batch(e->db, &row->effect.key, arena, &rows, &n, st);
    row->reason = reason;
    row->state = refused ? EFFECT_REFUSED : EFFECT_PLANNED;
    rc = rc ? rc : outbox_move(e->db, row, st);
    if (rc == STATUS_OK && !refused) { /* what is asked for next is judged, and made, anew */
        row->state = EFFECT_WITHDRAWN;
        rc = outbox_move(e->db, row, st);
    }
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        rc = end_row(e, &rows[i], reason, refused, st);
    }
    return rc;
}
