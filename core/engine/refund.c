/* refund.c - see refund.h: payers, and batches.  The bank's word is in refund_bank.c. */
#include "engine/refund.h"

#include "base/check.h"
#include "domain/identity.h"
#include "engine/batch.h"
#include "engine/commit.h"
#include "engine/intake_parts.h"
#include "engine/provider.h"
#include "engine/step.h"
#include "store/cases.h"
#include "store/inbox.h"
#include "store/outbox.h"
#include "store/parties.h"
#include "store/provider_refunds.h"
#include "store/refunds.h"
#include "store/tasks.h"

#define ID_PREFIX "KRAVT"
#define ID_DIGITS 10
#define ACCOUNT_LEN 11
#define NAME_MAX_BYTES 70
#define CONTENT_BYTES_MAX (64u << 20)
#define ACTOR TEXT("refund")

struct text refund_id(int64_t step, struct arena *arena) {
    char digits[ID_DIGITS];
    (void)text_put_digits(digits, step, ID_DIGITS);
    return arena_printf(arena, ID_PREFIX "%.*s", ID_DIGITS, digits);
}

int64_t refund_step_of(struct text id) {
    int64_t step = 0;
    const size_t before = sizeof ID_PREFIX - 1;
    if (id.len != before + ID_DIGITS || !text_starts(id, TEXT(ID_PREFIX))) {
        return 0;
    }
    const struct text digits = {id.ptr + before, ID_DIGITS};
    return text_all_digits(digits) && text_to_i64(digits, &step) ? step : 0;
}

/* ---- payers ---------------------------------------------------------------------------------- */

int refund_keep_payer(struct engine *e, struct text account, struct text name, struct text about,
                      struct arena *arena, struct hash *hash, struct status *st) {
    *hash = (struct hash){{0}};
    if (identity_account(account) != IDENTITY_OK) {
        return STATUS_OK;
    }
    const struct text words = arena_printf(arena, "%.*s %.*s", TEXT_ARG(account),
                                           TEXT_ARG(text_head(name, NAME_MAX_BYTES)));
    return texts_put(e->db, arena_printf(arena, "payer:%.*s", TEXT_ARG(about)), words, hash, st);
}

int refund_payer(struct engine *e, const struct hash *payer, struct arena *arena,
                 struct text *account, struct text *name, struct status *st) {
    struct text words;
    const int rc = texts_get(e->db, payer, arena, &words, st);
    if (rc == STATUS_NOT_FOUND || (rc == STATUS_OK && words.len < ACCOUNT_LEN + 1)) {
        return status_fail(st, STATUS_REFUSED, "the payer's account is not known any more: give "
                           "it with --account");
    }
    if (rc == STATUS_OK) {
        *account = (struct text){words.ptr, ACCOUNT_LEN};
        *name = (struct text){words.ptr + ACCOUNT_LEN + 1, words.len - ACCOUNT_LEN - 1};
    }
    return rc;
}

/* ---- money that no case knows ---------------------------------------------------------------- */

/* It came by a page of the provider that can still give it back. */
static int goes_back_there(struct engine *e, const struct waiting_row *row, struct text account,
                           bool *there, struct status *st) {
    ore room = 0;
    const bool may = account.len == 0 && row->kind == FACT_PAID &&
                     provider_brought(e->config->checkout_plugin, row->source);
    const int rc = may ? provider_refunds_room(e->db, row->source, &room, st) : STATUS_OK;
    *there = may && room >= row->amount;
    return rc;
}

static int check_waiting(struct intake *t, const struct waiting_row *row, struct text account) {
    if (row->kind != FACT_PAID) {
        return status_fail(t->st, STATUS_REFUSED, "match: %lld: it is no money that came in",
                           (long long)row->id);
    }
    if (row->body.len == 0 && account.len == 0) {
        return status_fail(t->st, STATUS_REFUSED, "match: %lld: its record has been erased: give "
                           "the --account", (long long)row->id);
    }
    return STATUS_OK;
}

static int find_payer(struct intake *t, const struct waiting_row *row, struct text account,
                      struct hash *payer) {
    struct incoming in = {.kind = FACT_PAID};
    int rc = row->body.len == 0
                 ? STATUS_OK
                 : record_read(&incoming_record, row->body, t->arena, &in, t->st);
    rc = rc ? rc
            : refund_keep_payer(t->e, account.len > 0 ? account : in.payer_account, in.payer_name,
                                row->source, t->arena, payer, t->st);
    if (rc == STATUS_OK && hash_is_zero(payer)) {
        return status_fail(t->st, STATUS_REFUSED, "match: %lld: %s: give the --account",
                           (long long)row->id,
                           text_starts(row->source, TEXT(PROVIDER_ACCOUNT))
                               ? "the provider that it was paid at does not take it back"
                               : "the bank did not say from which account it came");
    }
    return rc;
}

static int give_back(struct intake *t, const struct waiting_row *row, struct text account,
                     bool there) {
    struct hash payer = {{0}};
    int64_t step = 0;
    int rc = there ? STATUS_OK : check_waiting(t, row, account);
    rc = rc || there ? rc : find_payer(t, row, account, &payer);
    struct fact fact = intake_fact(t, FACT_MONEY_RETURNED, 0, row->source);
    fact.amount = row->amount;
    fact.about = row->step;
    fact.payer = payer;
    const struct event e = {.kind = EVENT_REFUNDED, .day = t->e->today, .amount = row->amount,
        .ref = row->source, .content = payer};
    rc = rc ? rc : engine_book_step(t->e, &fact, &e, 1, &step, t->st);
    return rc ? rc : intake_waited(t, row, step);
}

static int no_channel(struct status *st) {
    return status_fail(st, STATUS_REFUSED, "krav.conf: [channels] payout: missing: nobody can take "
                       "payouts to the bank");
}

int refund_waiting(struct engine *e, int64_t waiting, struct text account, struct text by,
                   struct arena *arena, struct status *st) {
    struct intake t = {.e = e, .actor = by, .arena = arena, .taken = TAKEN_NEW, .st = st};
    struct waiting_row row;
    bool there = false;
    int rc = waiting_get(e->db, waiting, arena, &row, st);
    rc = rc ? rc : goes_back_there(e, &row, account, &there, st);
    if (rc == STATUS_OK && !there && e->config->payout_plugin.len == 0) {
        return no_channel(st);
    }
    rc = rc ? rc : engine_chunk_begin(e, st);
    rc = rc ? rc : give_back(&t, &row, account, there);
    rc = rc ? rc : engine_chunk_commit(e, st);
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    return rc;
}

/* ---- batches --------------------------------------------------------------------------------- */

struct wave {
    struct engine *e;
    struct arena arena;
    struct transfer transfers[BATCH_TRANSFERS_MAX]; uint32_t n;
    int64_t steps[BATCH_TRANSFERS_MAX]; /* of the refunds, beside their transfers */
    ore sum;
    struct status *st;
};

/* A name is asked for by the bank: whoever paid, or the debtor. */
static int payee_name(struct wave *w, const struct refund_row *r, struct text *name) {
    struct krav_case c;
    struct party debtor;
    if (name->len > 0 || r->case_id == 0) {
        *name = name->len > 0 ? *name : TEXT("Kontohaver");
        return STATUS_OK;
    }
    int rc = cases_load(w->e->db, r->case_id, &w->arena, &c, w->st);
    rc = rc ? rc : parties_get(w->e->db, c.debtor, &w->arena, &debtor, w->st);
    *name = rc || debtor.name.len == 0 ? TEXT("Kontohaver") : debtor.name;
    return rc;
}

static int add_transfer(struct wave *w, const struct refund_row *r) {
    struct text account, name;
    struct status gone = {0, ""};
    int rc = refund_payer(w->e, &r->payer, &w->arena, &account, &name, &gone);
    if (rc == STATUS_REFUSED) { /* erased in between: it stays planned until a person helps */
        const struct task_row task = {.case_id = r->case_id, .step = r->step,
            .owner = TASK_CASEWORKER,
            .reason = arena_printf(&w->arena, "refund_%lld", (long long)r->step),
            .text = arena_text(&w->arena, text_of(gone.text)), .opened = w->e->today,
            .due = w->e->today};
        int64_t id = 0;
        bool is_new = false;
        return tasks_raise(w->e->db, &task, &id, &is_new, w->st);
    }
    rc = rc ? rc : payee_name(w, r, &name);
    if (rc) {
        return rc;
    }
    w->steps[w->n] = r->step;
    w->transfers[w->n++] = (struct transfer){.id = refund_id(r->step, &w->arena),
        .on = day_bank_day_from(w->e->today), .amount = r->amount, .to_account = account,
        .to_name = name,
        .message = r->case_id != 0
                       ? arena_printf(&w->arena, "Tilbakebetaling, sak %lld", (long long)r->case_id)
                       : TEXT("Tilbakebetaling")};
    w->sum = money_add(w->sum, r->amount);
    return STATUS_OK;
}

static int keep_batch(struct wave *w, struct hash *content) {
    const struct sender *from = &w->e->config->sender;
    const struct batch batch = {.from_account = from->account, .from_name = from->name,
        .from_org = from->org, .transfers = w->transfers, .n_transfers = w->n, .sum = w->sum};
    struct document_row row = {.step = w->e->head.id + 1, .on = w->e->today,
        .media_type = TEXT("application/json"), .what = TEXT("payout")};
    struct buf b;
    buf_init(&b, CONTENT_BYTES_MAX);
    record_write(&batch_record, &batch, &b);
    int rc = documents_put(&w->e->documents, buf_text(&b), content, w->st);
    row.hash = *content;
    rc = rc ? rc : documents_add(w->e->db, &row, w->st);
    buf_fini(&b);
    return rc;
}

static int promise(struct wave *w) {
    struct engine *e = w->e;
    struct hash_parts h;
    struct outbox_row row;
    hash_begin(&h);
    hash_add(&h, ACTOR);
    hash_add(&h, (struct text){(const char *)e->head.hash.bytes, HASH_SIZE});
    struct effect effect = {.key = hash_end(&h), .kind = EFFECT_PAYOUT, .planned = e->today};
    struct step s = {.fact = {.kind = FACT_PAYOUT_BATCHED, .subject = SUBJECT_BOOK,
        .actor = ACTOR, .legal_day = e->today, .booked_day = e->today, .amount = w->sum},
        .effects = &effect, .n_effects = 1};
    int rc = keep_batch(w, &s.fact.document);
    rc = rc ? rc : commit_book_step(e, &s, &w->arena, w->st);
    rc = rc ? rc : outbox_get(e->db, &effect.key, &w->arena, &row, w->st);
    row.content = s.fact.document;
    rc = rc ? rc : outbox_move(e->db, &row, w->st);
    for (uint32_t i = 0; i < w->n && rc == STATUS_OK; i++) {
        rc = refunds_move(e->db, w->steps[i], REFUND_WAY_UNDERWAY, &effect.key, w->st);
    }
    return rc;
}

static int batch_all(struct wave *w) {
    struct refund_row *rows;
    uint32_t n = 0;
    int rc = engine_chunk_begin(w->e, w->st);
    rc = rc ? rc : refunds_list(w->e->db, NULL, BATCH_TRANSFERS_MAX, &w->arena, &rows, &n, w->st);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        rc = add_transfer(w, &rows[i]);
    }
    rc = rc || w->n == 0 ? rc : promise(w);
    return rc ? rc : engine_chunk_commit(w->e, w->st);
}

/* What does not fit in one batch goes with the next look, which comes soon. */
int refund_day(struct engine *e, struct status *st) {
    bool any = false;
    int rc = e->config->payout_plugin.len > 0 && day_is_bank_day(e->today)
                 ? refunds_planned(e->db, &any, st)
                 : STATUS_OK;
    if (rc || !any) {
        return rc;
    }
    struct wave *w = mem_alloc(sizeof *w);
    w->e = e;
    w->st = st;
    arena_init(&w->arena);
    rc = batch_all(w);
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    arena_fini(&w->arena);
    mem_free(w);
    return rc;
}
