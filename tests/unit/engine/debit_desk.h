/* debit_desk.h - a house where a debtor pays by instalments and let us ask his bank for them. */
#ifndef KRAV_TESTS_ENGINE_DEBIT_DESK_H
#define KRAV_TESTS_ENGINE_DEBIT_DESK_H

#include "house.h"

#include "domain/mandate.h"
#include "domain/plan.h"
#include "engine/debit_batch.h"
#include "engine/debits.h"
#include "engine/debits_parts.h"
#include "law/debits.h"

static inline int debit_begin(void **state) {
    const int rc = house_begin(state);
    struct house *h = *state;
    h->config.request_plugin = TEXT("giro");
    h->config.request_days = DEBIT_DAYS;
    return rc;
}
#define DEBIT_TEST(name) cmocka_unit_test_setup_teardown(name, debit_begin, house_end)

/* The days pass: rules look, letters go. */
static inline void live(struct house *h, const char *upto) {
    while (h->e.today < on(upto)) {
        char next[DAY_TEXT];
        house_day(h, day_format(h->e.today + 1, next));
        (void)house_send(h);
    }
}

static inline void mandate(struct house *h, int64_t id, const char *word) {
    struct step_outcome out;
    OK(h, house_fact(h, (struct fact){.kind = FACT_MANDATE, .subject_id = id,
        .kid = kid_of(h, id), .reason = text_of(word)}, &out));
}

/* 2500,00 in three instalments from 15 May, confirmed by letter; with a mandate, unless word is NULL. */
static inline int64_t plan_case(struct house *h, const char *invoice, struct text debtor,
                                const char *word) {
    struct told told;
    const int64_t id = house_claim(h, invoice, debtor, 250000);
    OK(h, house_say(h, (struct tell){.case_id = id, .what = TEXT("plan"), .parts = 3,
        .first = on("2026-05-15")}, &told));
    if (word) {
        mandate(h, id, word);
    }
    return id;
}

/* The batch of the day as it was handed over; n_debits is 0 if there is none. */
static inline struct debit_batch look(struct house *h, struct outbox_row *row) {
    struct debit_batch batch = {0};
    struct text json;
    bool any = false;
    OK(h, debits_look(&h->e, &h->st));
    OK(h, debits_batch(&h->e, row, &any, &h->arena, &h->st));
    if (any) {
        OK(h, documents_read(h->config.documents_dir, &row->content, &h->arena, &json, &h->st));
        OK(h, record_read(&debit_batch_record, json, &h->arena, &batch, &h->st));
    }
    return batch;
}

/* The channel has it in a file. */
static inline void hand_in(struct house *h, struct outbox_row *row) {
    struct debit_row *rows;
    uint32_t n = 0;
    row->state = EFFECT_DONE;
    row->reference = TEXT("file-1");
    OK(h, engine_chunk_begin(&h->e, &h->st));
    OK(h, outbox_move(h->e.db, row, &h->st));
    OK(h, debits_of_batch(h->e.db, &row->effect.key, &h->arena, &rows, &n, &h->st));
    for (uint32_t i = 0; i < n; i++) {
        OK(h, debits_move(h->e.db, &rows[i].key, DEBIT_WAY_DONE, NULL, &h->st));
    }
    OK(h, engine_chunk_commit(&h->e, &h->st));
}

/* The day's batch, handed in; how many were in it. */
static inline uint32_t ask(struct house *h) {
    struct outbox_row row;
    const struct debit_batch b = look(h, &row);
    if (b.n_debits > 0) {
        hand_in(h, &row);
    }
    return b.n_debits;
}

/* One plan, and its first instalment asked for on the first day that it may be. */
static inline int64_t asked_case(struct house *h) {
    const int64_t id = plan_case(h, "5001", KARI, MANDATE_NOTICE);
    live(h, "2026-05-01");
    assert_int_equal(ask(h), 1);
    return id;
}

static inline const struct debit_note *note(struct house *h, int64_t id, uint32_t i) {
    const struct krav_case *c = house_case(h, id);
    assert_true(i < c->n_debits);
    return &c->debits[i];
}

static inline enum debit_way way_of(struct house *h, int64_t id, bool deletes) {
    struct debit_row *rows;
    uint32_t n = 0;
    enum debit_way way = 0;
    OK(h, debits_of_case(h->e.db, id, &h->arena, &rows, &n, &h->st));
    for (uint32_t i = 0; i < n; i++) {
        way = rows[i].deletes == deletes ? rows[i].way : way;
    }
    return way;
}

static inline struct incoming by_bank(struct house *h, int64_t id, const char *source, ore amount) {
    struct incoming in = a_payment(source, kid_of(h, id), amount, h->e.today);
    in.bank_type = TEXT("15");
    in.ordered = DAY_NONE;
    return in;
}

#endif
