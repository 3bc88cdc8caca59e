/* debits_look.c - what is to be asked for today, and what is to be taken back; see debits.h. */
#include "engine/debits.h"

#include "base/check.h"
#include "domain/mandate.h"
#include "domain/plan_schedule.h"
#include "engine/book_rates.h"
#include "engine/debits_parts.h"
#include "engine/step.h"
#include "law/debits.h"
#include "store/cases.h"
#include "store/parties.h"

#define CASES_MAX 500
#define ACTOR TEXT("requests")

int debit_case_read(struct debit_case *k, int64_t id) {
    struct engine *e = k->e;
    int rc = cases_load(e->db, id, k->arena, &k->c, k->st);
    rc = rc ? rc : parties_get(e->db, k->c.debtor, k->arena, &k->debtor, k->st);
    const struct snapshot_input in = {.today = e->today, .c = &k->c, .debtor = &k->debtor,
        .creditor = rc ? NULL : engine_creditor(e, k->c.creditor),
        .agreement = rc ? NULL : engine_agreement(e, k->c.creditor, k->c.department, e->today),
        .rates = &e->law->interest};
    return rc ? rc : snapshot_make(&in, &k->s, k->st);
}

int debit_case_ground(const struct debit_case *k, const struct debit_note *d, struct verdict *v) {
    const struct debit_question q = {k->e->law, &k->s, d->kid, d->due, d->amount};
    return law_debit_ground(&q, k->arena, v, k->st);
}

int debit_step(const struct debit_case *k, struct fact fact, int64_t *step) {
    struct step_outcome out;
    fact.subject = SUBJECT_CASE;
    fact.subject_id = k->c.id;
    fact.actor = ACTOR;
    fact.legal_day = fact.booked_day = k->e->today;
    const struct step_input in = {.fact = fact};
    const int rc = engine_step(k->e, &in, k->arena, &out, k->st);
    *step = out.step;
    return rc;
}

/* ---- what is taken back ---------------------------------------------------------------------- */

/* Of the request, and of how many were made before. */
static int deletion_key(const struct debit_case *k, const struct hash *request, struct hash *key) {
    struct debit_row *rows;
    struct hash_parts h;
    char ordinal[4];
    uint32_t n = 0;
    int64_t before = 0;
    const int rc = debits_of_case(k->e->db, k->c.id, k->arena, &rows, &n, k->st);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        before += rows[i].deletes && hash_eq(&rows[i].request, request);
    }
    (void)text_put_digits(ordinal, before, sizeof ordinal);
    hash_begin(&h);
    hash_add(&h, TEXT("debit deletion"));
    hash_add(&h, (struct text){(const char *)request->bytes, HASH_SIZE});
    hash_add(&h, (struct text){ordinal, sizeof ordinal});
    *key = hash_end(&h);
    return rc;
}

static int delete_one(const struct debit_case *k, const struct debit_note *d,
                      const struct verdict *why) {
    struct debit_row row = {.deletes = true, .request = d->key, .case_id = k->c.id, .kid = d->kid,
        .on = k->e->today, .due = d->due, .amount = d->amount, .way = DEBIT_WAY_PLANNED};
    int rc = deletion_key(k, &d->key, &row.key);
    rc = rc ? rc
            : debit_step(k, (struct fact){.kind = FACT_DEBIT_DELETED, .key = d->key,
                                          .reason = why->reason}, &row.step);
    return rc ? rc : debits_add(k->e->db, &row, k->st);
}

/* What nobody was handed yet is judged when it is (debits_batch). */
static int take_back(const struct debit_case *k, const struct debit_note *d) {
    struct debit_row row;
    struct verdict v;
    int rc = debits_get(k->e->db, &d->key, k->arena, &row, k->st);
    if (rc || row.way == DEBIT_WAY_PLANNED) {
        return rc;
    }
    rc = debit_case_ground(k, d, &v);
    return rc || v.kind == VERDICT_ALLOWED ? rc : delete_one(k, d, &v);
}

/* ---- what is asked for ----------------------------------------------------------------------- */

/* Once for each instalment: again only when the request never came to the bank, or its deletion is in
 * the bank's hands, and on a later day. */
static int may_ask_again(const struct debit_case *k, const struct debit_note *last, bool *may) {
    struct debit_row *rows;
    uint32_t n = 0;
    *may = !last || (last->state == DEBIT_NOT_TAKEN && last->ended < k->e->today);
    if (*may || last->state != DEBIT_DELETED || last->ended >= k->e->today) {
        return STATUS_OK;
    }
    const int rc = debits_of_case(k->e->db, k->c.id, k->arena, &rows, &n, k->st);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        *may = *may || (rows[i].deletes && hash_eq(&rows[i].request, &last->key) &&
                        rows[i].way == DEBIT_WAY_DONE);
    }
    return rc;
}

static int ask_one(const struct debit_case *k, day due, ore amount) {
    const struct text kid = k->c.mandate_kid;
    const struct debit_question q = {k->e->law, &k->s, kid, due, amount};
    struct debit_row row = {.key = debit_key(&k->c, kid, due), .case_id = k->c.id, .kid = kid,
        .on = k->e->today, .due = due, .amount = amount, .way = DEBIT_WAY_PLANNED};
    struct verdict v;
    bool may = false;
    int rc = may_ask_again(k, debit_last(&k->c, kid, due), &may);
    rc = rc || !may ? rc : law_debit_ask(&q, k->arena, &v, k->st);
    if (rc || !may || v.kind != VERDICT_ALLOWED) {
        return rc;
    }
    const struct fact fact = {.kind = FACT_DEBIT_ASKED, .key = row.key, .kid = kid, .until = due,
        .amount = amount,
        .reason = k->c.mandate_notice ? TEXT(MANDATE_NOTICE) : TEXT(MANDATE_NO_NOTICE)};
    row.request = row.key;
    rc = debit_step(k, fact, &row.step);
    return rc ? rc : debits_add(k->e->db, &row, k->st);
}

static int ask_for_instalments(const struct debit_case *k) {
    const struct krav_case *c = &k->c;
    const struct schedule_input in = {c, k->s.agreement, &k->e->law->interest, k->e->today};
    const day today = k->e->today, last = today + k->e->config->request_days;
    int rc = STATUS_OK;
    if (c->mandate_since == DAY_NONE || !plan_runs(&c->plan) || !case_is_open(c)) {
        return STATUS_OK;
    }
    for (int32_t n = plan_next(&c->plan); n <= c->plan.parts && rc == STATUS_OK; n++) {
        const day due = plan_due(&c->plan, n);
        ore missing = 0;
        if (due > last) {
            break;
        }
        rc = due <= today ? STATUS_OK : debit_missing(&in, due, k->arena, &missing, k->st);
        rc = rc || missing == 0 ? rc : ask_one(k, due, missing);
    }
    return rc;
}

/* ---- case by case ---------------------------------------------------------------------------- */

/* Deleted first: what takes its place is asked for another day.  Without an agreement no step can be
 * made of the case at all. */
static int look_at(struct engine *e, int64_t id, struct arena *arena, struct status *st) {
    struct debit_case k = {.e = e, .arena = arena, .st = st};
    int rc = debit_case_read(&k, id);
    if (rc || k.s.agreement == NULL) {
        return rc;
    }
    for (uint32_t i = 0; i < k.c.n_debits && rc == STATUS_OK; i++) {
        const struct debit_note *d = &k.c.debits[i];
        rc = debit_stands(d, e->today) ? take_back(&k, d) : STATUS_OK;
    }
    return rc ? rc : ask_for_instalments(&k);
}

/* What goes wrong with one case parks it; the others go on. */
static int look_safely(struct engine *e, int64_t id, struct arena *arena, struct status *st) {
    struct status why = {0, ""};
    const int rc = look_at(e, id, arena, &why);
    if (rc == STATUS_OK) {
        return rc;
    }
    if (rc == STATUS_DB || rc == STATUS_IO || !db_in_transaction(e->db) || book_lacks_rate(e, rc)) {
        *st = why;
        return rc;
    }
    return engine_park(e, id, TEXT("step_failed"), text_of(why.text), arena, st);
}

int debits_look(struct engine *e, struct status *st) {
    int64_t *ids = mem_alloc(CASES_MAX * sizeof *ids);
    struct arena arena;
    uint32_t n = CASES_MAX;
    int64_t after = 0;
    arena_init(&arena);
    int rc = STATUS_OK;
    while (rc == STATUS_OK && n == CASES_MAX) {
        rc = debits_cases(e->db, e->today, after, CASES_MAX, ids, &n, st);
        rc = rc || n == 0 ? rc : engine_chunk_begin(e, st);
        for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
            arena_reset(&arena);
            rc = look_safely(e, ids[i], &arena, st);
            after = ids[i];
            rc = rc ? rc : engine_chunk_breathe(e, st);
        }
        rc = rc || n == 0 ? rc : engine_chunk_commit(e, st);
    }
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    arena_fini(&arena);
    mem_free(ids);
    return rc;
}
