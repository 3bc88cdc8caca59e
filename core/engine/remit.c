/* remit.c - the steps of a settlement; see remit.h. */
#include "engine/remit.h"

#include "base/check.h"
#include "engine/batch.h"
#include "engine/commit.h"
#include "engine/funds.h"
#include "engine/step.h"
#include "store/outbox.h"
#include "store/remittances.h"
#include "store/tasks.h"

#define ACTOR TEXT("remit")
#define CONTENT_BYTES_MAX (64u << 20)
#define MESSAGE_NAME_MAX 60 /* bytes of a department's name in what the bank passes on */

/* One chunk's settlements, and the batch that pays them. */
struct wave {
    struct engine *e;
    struct arena arena;   /* of the chunk */
    struct arena scratch; /* of one creditor */
    bool regardless;      /* of the day and the least amount */
    struct remittance rows[BATCH_TRANSFERS_MAX]; uint32_t n;
    struct transfer transfers[BATCH_TRANSFERS_MAX]; uint32_t n_transfers;
    ore sum;
    uint32_t n_settled;   /* of all chunks */
    struct status *st;
};

/* Nothing to pay is settled all the same: our share is released, and the creditor told. */
static bool is_enough(const struct wave *w, const struct remit_plan *p, bool must) {
    const ore amount = p->event.amount;
    return remit_is_needed(p) &&
           (w->regardless || must || amount == 0 || amount >= p->terms.payout_min);
}

static int keep(struct wave *w, struct text bytes, const struct document_row *about,
                struct hash *hash) {
    struct document_row row = *about;
    const int rc = documents_put(&w->e->documents, bytes, hash, w->st);
    row.on = w->e->today;
    row.hash = *hash;
    return rc ? rc : documents_add(w->e->db, &row, w->st);
}

static int keep_statement(struct wave *w, const struct statement *s, struct remittance *row) {
    struct buf b;
    struct document_row about = {.step = row->step, .media_type = TEXT("application/json"),
        .what = TEXT("settlement")};
    buf_init(&b, CONTENT_BYTES_MAX);
    record_write(&statement_record, s, &b);
    ensure(b.len <= RECORD_SIZE_MAX && !b.overflowed); /* STATEMENT_TEXT_MAX sees to it */
    int rc = keep(w, buf_text(&b), &about, &row->statement);
    buf_clear(&b);
    statement_csv(s, &b);
    about.media_type = TEXT("text/csv");
    rc = rc ? rc : keep(w, buf_text(&b), &about, &row->sheet);
    buf_fini(&b);
    return rc;
}

static void add_transfer(struct wave *w, const struct remit_plan *p) {
    struct arena *a = &w->arena;
    const struct text id = arena_text(a, p->statement.id);
    w->transfers[w->n_transfers++] = (struct transfer){.id = id,
        .on = day_bank_day_from(w->e->today), .amount = p->event.amount,
        .to_account = p->statement.account, .to_name = p->creditor->name,
        .message = p->department.len == 0
                       ? arena_printf(a, "Avregning %.*s", TEXT_ARG(id))
                       : arena_printf(a, "Avregning %.*s, avdeling %.*s", TEXT_ARG(id),
                                      TEXT_ARG(text_head(p->department, MESSAGE_NAME_MAX)))};
    w->sum = money_add(w->sum, p->event.amount);
}

/* The statement names its own step, which is the next one: nobody writes between. */
static int settle(struct wave *w, struct remit_plan *p) {
    struct engine *e = w->e;
    struct remittance *row = &w->rows[w->n];
    const struct event *ev = &p->event;
    *row = (struct remittance){.step = e->head.id + 1, .creditor = p->creditor->id,
        .on = e->today, .total = ev->total, .amount = ev->amount, .share = ev->costs_agency,
        .commission = ev->commission, .vat = ev->vat, .over = ev->over,
        .through_set = p->through, .purse = ev->purse,
        .state = ev->amount > 0 ? REMIT_UNDERWAY : REMIT_SETTLED};
    p->statement.id = p->event.ref = remit_id(row->step, &w->scratch);
    int rc = keep_statement(w, &p->statement, row);
    const struct fact fact = {.kind = FACT_REMITTED, .subject = SUBJECT_CREDITOR,
        .subject_id = p->creditor->id, .actor = ACTOR, .legal_day = e->today,
        .booked_day = e->today, .amount = ev->amount, .document = row->statement};
    int64_t step = 0;
    rc = rc ? rc : engine_book_step(e, &fact, ev, 1, &step, w->st);
    if (rc) {
        return rc;
    }
    ensure(step == row->step);
    if (ev->amount > 0) {
        add_transfer(w, p);
    }
    w->n++;
    w->n_settled++;
    e->counters.facts++;
    return STATUS_OK;
}

static int raise_too_large(struct wave *w, const struct client_money *m, const char *why) {
    const struct task_row task = {.step = w->e->head.id, .owner = TASK_OPERATOR,
        .reason = m->purse == 0
                      ? arena_printf(&w->arena, "settlement_%lld", (long long)m->creditor)
                      : arena_printf(&w->arena, "settlement_%lld_%lld", (long long)m->creditor,
                                     (long long)m->purse),
        .text = arena_text(&w->arena, text_of(why)), .opened = w->e->today, .due = w->e->today};
    int64_t id = 0;
    bool is_new = false;
    return tasks_raise(w->e->db, &task, &id, &is_new, w->st);
}

static int settle_one(struct wave *w, const struct client_money *m) {
    struct remit_plan p;
    struct status why = {0, ""};
    day due = DAY_NONE, last = DAY_NONE;
    int rc = w->regardless ? STATUS_OK : remit_due(w->e, m, &due, w->st);
    if (rc || due > w->e->today) {
        return rc;
    }
    rc = remit_last_day(w->e, m, &last, w->st);
    if (rc) {
        return rc;
    }
    arena_reset(&w->scratch);
    rc = remit_look(w->e, m, &w->scratch, &p, &why);
    if (rc == STATUS_LIMIT) {
        return raise_too_large(w, m, why.text);
    }
    if (rc) {
        *w->st = why;
        return rc;
    }
    /* The next turn is tomorrow: what may not wait past its last day goes on that day. */
    const bool must = last != DAY_NONE && last <= w->e->today;
    return is_enough(w, &p, must) ? settle(w, &p) : STATUS_OK;
}

/* ---- the batch ------------------------------------------------------------------------------- */

/* The chain's hash stands for everything that led to this batch: no other book, and no other life
 * of this one, can ask for something else under the same key. */
static struct hash batch_key(const struct engine *e) {
    struct hash_parts h;
    hash_begin(&h);
    hash_add(&h, TEXT("payout"));
    hash_add(&h, (struct text){(const char *)e->head.hash.bytes, HASH_SIZE});
    return hash_end(&h);
}

static int keep_batch(struct wave *w, struct hash *content) {
    const struct sender *from = &w->e->config->sender;
    const struct batch batch = {.from_account = from->account, .from_name = from->name,
        .from_org = from->org, .transfers = w->transfers, .n_transfers = w->n_transfers,
        .sum = w->sum};
    const struct document_row about = {.step = w->e->head.id + 1,
        .media_type = TEXT("application/json"), .what = TEXT("payout")};
    struct buf b;
    buf_init(&b, CONTENT_BYTES_MAX);
    record_write(&batch_record, &batch, &b);
    const int rc = keep(w, buf_text(&b), &about, content);
    buf_fini(&b);
    return rc;
}

static int promise(struct wave *w, struct hash *key) {
    struct engine *e = w->e;
    struct effect effect = {.key = batch_key(e), .kind = EFFECT_PAYOUT, .planned = e->today};
    struct step s = {.fact = {.kind = FACT_PAYOUT_BATCHED, .subject = SUBJECT_BOOK,
        .actor = ACTOR, .legal_day = e->today, .booked_day = e->today, .amount = w->sum},
        .effects = &effect, .n_effects = 1};
    struct outbox_row row;
    *key = effect.key;
    int rc = keep_batch(w, &s.fact.document);
    rc = rc ? rc : commit_book_step(e, &s, &w->arena, w->st);
    rc = rc ? rc : outbox_get(e->db, key, &w->arena, &row, w->st);
    row.content = s.fact.document;
    return rc ? rc : outbox_move(e->db, &row, w->st);
}

static int finish_chunk(struct wave *w) {
    struct hash key = {{0}};
    int rc = w->n_transfers > 0 ? promise(w, &key) : STATUS_OK;
    for (uint32_t i = 0; i < w->n && rc == STATUS_OK; i++) {
        if (w->rows[i].amount > 0) {
            w->rows[i].batch = key;
        }
        rc = remittances_add(w->e->db, &w->rows[i], w->st);
    }
    w->n = w->n_transfers = 0;
    w->sum = 0;
    return rc ? rc : engine_chunk_commit(w->e, w->st);
}

static int settle_all(struct wave *w, const struct client_money *all, uint32_t n) {
    int rc = engine_chunk_begin(w->e, w->st);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        rc = settle_one(w, &all[i]);
        if (rc == STATUS_OK && w->n == BATCH_TRANSFERS_MAX) { /* one chunk, one file for the bank */
            rc = finish_chunk(w);
            arena_reset(&w->arena);
            rc = rc ? rc : engine_breathe(w->e, w->st);
            rc = rc ? rc : engine_chunk_begin(w->e, w->st);
        }
    }
    return rc ? rc : finish_chunk(w);
}

static int run(struct engine *e, int64_t only, bool regardless, uint32_t *n_settled,
               struct status *st) {
    struct wave *w = mem_alloc(sizeof *w);
    struct arena list;
    struct client_money *all;
    uint32_t n = 0;
    w->e = e;
    w->regardless = regardless;
    w->st = st;
    arena_init(&list);
    arena_init(&w->arena);
    arena_init(&w->scratch);
    int rc = client_money_all(e->db, only, &list, &all, &n, st);
    rc = rc ? rc : settle_all(w, all, n);
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    *n_settled = w->n_settled;
    arena_fini(&list);
    arena_fini(&w->arena);
    arena_fini(&w->scratch);
    mem_free(w);
    return rc;
}

int remit_day(struct engine *e, struct status *st) {
    uint32_t n = 0;
    if (e->config->payout_plugin.len == 0 || e->settled_on == e->today ||
        !day_is_bank_day(e->today)) {
        return STATUS_OK;
    }
    bool may = false;
    int rc = funds_may_pay(e, &may, st);
    if (rc || !may) {
        return rc;
    }
    rc = run(e, 0, false, &n, st);
    e->settled_on = rc ? e->settled_on : e->today;
    return rc;
}

int remit_now(struct engine *e, int64_t creditor, uint32_t *n, struct status *st) {
    *n = 0;
    if (e->config->payout_plugin.len == 0) {
        return status_fail(st, STATUS_REFUSED, "remit: krav.conf: [channels] payout: missing: "
                           "nobody can take payouts to the bank");
    }
    const int rc = funds_insist(e, st);
    return rc ? rc : run(e, creditor, true, n, st);
}
