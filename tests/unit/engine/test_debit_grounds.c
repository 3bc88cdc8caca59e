/* test_debit_grounds.c - what takes a request back before its day, what keeps it from going at all, and
 * what becomes of a batch that never came to the bank. */
#include "debit_desk.h"

/* ---- grounds ---------------------------------------------------------------------------------- */

static const struct ground {
    const char *name, *what, *reason;
    int64_t parts, days;
    const char *first, *with; /* with: a name, an address or a sender, by `what` */
    const char *why;          /* NULL: nothing is taken back */
    bool anew;                /* something else is asked for when the bank has the deletion */
} grounds[] = {
    {.name = "an objection", .what = "dispute", .reason = "goods", .why = "open_objection"},
    {.name = "a complaint", .what = "complaint", .why = "open_objection"},
    {.name = "a hold", .what = "hold", .reason = "syk", .why = "held"},
    {.name = "time that is given", .what = "defer", .days = 10, .why = "deferred"},
    {.name = "a plan that ends", .what = "end_plan", .why = "no_plan"},
    {.name = "other sums", .what = "adjust_plan", .reason = "syk", .parts = 6,
     .why = "asks_too_much", .anew = true},
    {.name = "other days", .what = "adjust_plan", .reason = "syk", .parts = 3,
     .first = "2026-06-20", .why = "debit_no_instalment"},
    {.name = "a claim that is withdrawn", .what = "withdraw", .reason = "feil", .why = "closed"},
    {.name = "a death", .what = "died", .why = "debtor_died"},
    {.name = "a bankruptcy", .what = "bankrupt", .why = "bankrupt"},
    {.name = "a debt settlement", .what = "debt_settlement", .why = "debt_settlement"},
    {.name = "a guardian", .what = "guardian", .with = "Vera Verge, Gata 1, 0001 Oslo",
     .why = "guardian"},
    {.name = "a message", .what = "message_in", .reason = "hei", .with = "debtor"},
    {.name = "an address", .what = "moved", .with = "Gata 2; 0002 Oslo"},
};

static struct tell tell_of(const struct ground *g, int64_t id) {
    struct tell t = {.case_id = id, .what = text_of(g->what), .parts = g->parts, .days = g->days,
        .reason = g->reason ? text_of(g->reason) : (struct text){NULL, 0},
        .first = g->first ? on(g->first) : DAY_NONE};
    const struct text with = g->with ? text_of(g->with) : (struct text){NULL, 0};
    *(text_is(t.what, "guardian") ? &t.name : text_is(t.what, "moved") ? &t.address : &t.sender) =
        with;
    return t;
}

static void take_back(const struct ground *g) {
    void *fresh = NULL;
    struct outbox_row row;
    struct told told;
    assert_int_equal(debit_begin(&fresh), 0);
    struct house *h = fresh;
    const int64_t id = asked_case(h);
    OK(h, house_say(h, tell_of(g, id), &told));
    live(h, "2026-05-02");
    const struct debit_batch b = look(h, &row);
    if (b.n_debits != (g->why != NULL)) {
        fail_msg("%s: %u debits", g->name, (unsigned)b.n_debits);
    }
    const struct debit_note *d = note(h, id, 0);
    assert_int_equal(d->state, g->why ? DEBIT_DELETED : DEBIT_ASKED);
    if (g->why) {
        if (!text_is(d->why, g->why)) {
            fail_msg("%s: %.*s", g->name, TEXT_ARG(d->why));
        }
        assert_true(b.debits[0].deletes && b.debits[0].amount == d->amount);
        assert_int_equal(b.debits[0].due, d->due);
        hand_in(h, &row);
        assert_int_equal(way_of(h, id, true), DEBIT_WAY_DONE);
        live(h, "2026-05-03");
        assert_int_equal(look(h, &row).n_debits, g->anew);
    }
    house_whole(h);
    assert_int_equal(house_end(&fresh), 0);
}

static void test_each_ground_takes_the_request_back(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof grounds / sizeof grounds[0]; i++) {
        take_back(&grounds[i]);
    }
}

static void test_an_instalment_paid_otherwise_is_taken_back(void **state) {
    struct house *h = *state;
    const int64_t id = asked_case(h);
    assert_int_equal(house_take(h, a_payment("p1", kid_of(h, id), note(h, id, 0)->amount,
                                             h->e.today)), TAKEN_NEW);
    live(h, "2026-05-02");
    assert_int_equal(ask(h), 1);
    assert_int_equal(note(h, id, 0)->state, DEBIT_DELETED);
    assert_true(text_is(note(h, id, 0)->why, "debit_no_instalment"));
    house_whole(h);
}

/* The payer's bank has ended it: nothing to take back, and nothing more to ask for. */
static void test_a_mandate_that_ends_takes_nothing_back(void **state) {
    struct house *h = *state;
    const int64_t id = asked_case(h);
    mandate(h, id, MANDATE_ENDED);
    live(h, "2026-06-01");
    assert_int_equal(ask(h), 0);
    assert_int_equal(note(h, id, 0)->state, DEBIT_ASKED);
    house_whole(h);
}

/* On its day it may still be taken back, on the day after no more. */
static void test_a_deletion_goes_until_the_due_day(void **state) {
    struct house *h = *state;
    const int64_t id = asked_case(h);
    live(h, "2026-05-15");
    OK(h, house_tell(h, id, "dispute", "goods"));
    assert_int_equal(ask(h), 1);
    assert_int_equal(note(h, id, 0)->state, DEBIT_DELETED);
    house_whole(h);
}

static void test_after_the_due_day_nothing_is_taken_back(void **state) {
    struct house *h = *state;
    const int64_t id = asked_case(h);
    live(h, "2026-05-16");
    OK(h, house_tell(h, id, "dispute", "goods"));
    assert_int_equal(ask(h), 0);
    assert_int_equal(note(h, id, 0)->state, DEBIT_ASKED);
    house_whole(h);
}

/* ---- what never went --------------------------------------------------------------------------- */

/* Planned, and then stopped before the batch was made. */
static void test_what_is_stopped_in_between_is_withdrawn(void **state) {
    struct house *h = *state;
    struct outbox_row row;
    bool any = true;
    const int64_t id = plan_case(h, "5001", KARI, MANDATE_NOTICE);
    live(h, "2026-05-01");
    OK(h, debits_look(&h->e, &h->st));
    assert_int_equal(way_of(h, id, false), DEBIT_WAY_PLANNED);
    OK(h, house_tell(h, id, "dispute", "goods"));
    OK(h, debits_batch(&h->e, &row, &any, &h->arena, &h->st));
    assert_false(any);
    assert_int_equal(way_of(h, id, false), DEBIT_WAY_WITHDRAWN);
    assert_int_equal(note(h, id, 0)->state, DEBIT_NOT_TAKEN);
    assert_true(text_is(note(h, id, 0)->why, "open_objection"));
    house_whole(h);
}

static void test_nobody_is_asked_who_disputes_or_is_held(void **state) {
    struct house *h = *state;
    const int64_t kari = plan_case(h, "5001", KARI, MANDATE_NOTICE);
    const int64_t ola = plan_case(h, "5002", OLA, MANDATE_NOTICE);
    OK(h, house_tell(h, kari, "dispute", "goods"));
    OK(h, house_tell(h, ola, "hold", "syk"));
    for (const char *const *d = (const char *const[]){"2026-05-01", "2026-05-14", NULL}; *d; d++) {
        live(h, *d);
        assert_int_equal(ask(h), 0);
    }
    house_whole(h);
}

static void test_one_batch_a_day(void **state) {
    struct house *h = *state;
    struct outbox_row row;
    const int64_t id = asked_case(h);
    OK(h, house_tell(h, id, "dispute", "goods"));
    assert_int_equal(look(h, &row).n_debits, 0); /* it waits for tomorrow's */
    assert_int_equal(way_of(h, id, true), DEBIT_WAY_PLANNED);
    live(h, "2026-05-02");
    assert_int_equal(ask(h), 1);
    house_whole(h);
}

/* It never arrived: made anew, under another key, the same day with the same number. */
static void test_a_batch_that_never_arrived_is_made_anew(void **state) {
    struct house *h = *state;
    struct outbox_row row, again;
    const int64_t id = plan_case(h, "5001", KARI, MANDATE_NOTICE);
    live(h, "2026-05-01");
    const struct debit_batch first = look(h, &row);
    OK(h, engine_chunk_begin(&h->e, &h->st));
    OK(h, debits_not_taken(&h->e, &row, TEXT("not_taken"), false, &h->arena, &h->st));
    OK(h, engine_chunk_commit(&h->e, &h->st));
    assert_int_equal(way_of(h, id, false), DEBIT_WAY_PLANNED);
    const struct debit_batch second = look(h, &again);
    assert_int_equal(second.n_debits, 1);
    assert_int_equal(second.number, first.number);
    assert_false(hash_eq(&row.effect.key, &again.effect.key));
    assert_true(hash_eq(&first.debits[0].key, &second.debits[0].key)); /* it is the same request */
    hand_in(h, &again);
    assert_int_equal(house_case(h, id)->n_debits, 1);
    house_whole(h);
}

/* Refused: nobody was asked, and tomorrow it is asked for anew. */
static void test_what_is_refused_is_asked_for_tomorrow(void **state) {
    struct house *h = *state;
    struct outbox_row row;
    const int64_t id = plan_case(h, "5001", KARI, MANDATE_NOTICE);
    live(h, "2026-05-01");
    (void)look(h, &row);
    OK(h, engine_chunk_begin(&h->e, &h->st));
    OK(h, debits_not_taken(&h->e, &row, TEXT("refused_by_channel"), true, &h->arena, &h->st));
    OK(h, engine_chunk_commit(&h->e, &h->st));
    assert_int_equal(note(h, id, 0)->state, DEBIT_NOT_TAKEN);
    assert_int_equal(look(h, &row).n_debits, 0);
    live(h, "2026-05-02");
    assert_int_equal(ask(h), 1);
    assert_int_equal(note(h, id, 1)->state, DEBIT_ASKED);
    assert_false(hash_eq(&note(h, id, 0)->key, &note(h, id, 1)->key));
    house_whole(h);
}

/* A deletion that was refused: what stands at the bank is the request, and it is taken back anew. */
static void test_a_refused_deletion_is_made_anew(void **state) {
    struct house *h = *state;
    struct outbox_row row;
    const int64_t id = asked_case(h);
    OK(h, house_tell(h, id, "dispute", "goods"));
    live(h, "2026-05-02");
    (void)look(h, &row);
    OK(h, engine_chunk_begin(&h->e, &h->st));
    OK(h, debits_not_taken(&h->e, &row, TEXT("refused_by_channel"), true, &h->arena, &h->st));
    OK(h, engine_chunk_commit(&h->e, &h->st));
    assert_int_equal(note(h, id, 0)->state, DEBIT_ASKED);
    live(h, "2026-05-03");
    assert_int_equal(ask(h), 1);
    assert_int_equal(note(h, id, 0)->state, DEBIT_DELETED);
    house_whole(h);
}

/* ---- planted faults ----------------------------------------------------------------------------- */

static const struct {
    const char *sql, *found;
} planted[] = {
    {"UPDATE debits SET amount = amount + 1 WHERE deletes = 0", "is not what step"},
    {"UPDATE debits SET due = due + 1 WHERE deletes = 1", "of a request that was never made"},
    {"DELETE FROM debits WHERE deletes = 1", "asks a bank, and no request says so"},
    {"DELETE FROM debits", "no request is in it"},
    {"UPDATE debits SET state = 'done' WHERE state = 'asked'", "is done, and its batch is asked"},
    {"UPDATE debits SET on_day = due", "made after its due day"},
    {"INSERT INTO debits SELECT randomblob(32), 0, randomblob(32), step, case_id, kid, on_day, due,"
     " amount, state, batch FROM debits WHERE deletes = 0 UNION ALL SELECT randomblob(32), 0,"
     " randomblob(32), step, case_id, kid, on_day, due, amount, state, batch FROM debits"
     " WHERE deletes = 0", "is asked 2 times for what is due on 2026-05-15"},
    {"UPDATE outbox SET planned = (SELECT min(planned) FROM outbox WHERE kind = 'collect')"
     " WHERE kind = 'collect'", "2026-05-01: 2 batches of requests"},
    {"UPDATE cases SET mandated = 0", "is kept as one whose bank may not be asked"},
};

static void test_planted_faults_are_found(void **state) {
    struct house *h = *state;
    struct outbox_row row;
    struct verified v;
    char keep[320], back[480];
    const int64_t id = asked_case(h);
    (void)plan_case(h, "5002", OLA, MANDATE_NOTICE);
    OK(h, house_tell(h, id, "dispute", "goods"));
    live(h, "2026-05-02");
    assert_int_equal(look(h, &row).n_debits, 2);
    house_whole(h);
    engine_close(&h->e);
    (void)snprintf(keep, sizeof keep, "cp '%s' '%s/kept'", h->db, h->dir);
    (void)snprintf(back, sizeof back, "cp '%s/kept' '%s' && rm -f '%s-wal'", h->dir, h->db, h->db);
    assert_int_equal(system(keep), 0);
    for (size_t i = 0; i < sizeof planted / sizeof planted[0]; i++) {
        house_raw(h, planted[i].sql);
        house_open(h, DB_WRITE);
        const char *faults = house_faults(h, &v);
        if (strstr(faults, planted[i].found) == NULL) {
            fail_msg("%s: no \"%s\" in: %s", planted[i].sql, planted[i].found, faults);
        }
        engine_close(&h->e);
        assert_int_equal(system(back), 0);
    }
    house_open(h, DB_WRITE);
    house_whole(h);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_ground_takes_the_request_back),
        DEBIT_TEST(test_an_instalment_paid_otherwise_is_taken_back),
        DEBIT_TEST(test_a_mandate_that_ends_takes_nothing_back),
        DEBIT_TEST(test_a_deletion_goes_until_the_due_day),
        DEBIT_TEST(test_after_the_due_day_nothing_is_taken_back),
        DEBIT_TEST(test_what_is_stopped_in_between_is_withdrawn),
        DEBIT_TEST(test_nobody_is_asked_who_disputes_or_is_held),
        DEBIT_TEST(test_one_batch_a_day),
        DEBIT_TEST(test_a_batch_that_never_arrived_is_made_anew),
        DEBIT_TEST(test_what_is_refused_is_asked_for_tomorrow),
        DEBIT_TEST(test_a_refused_deletion_is_made_anew),
        DEBIT_TEST(test_planted_faults_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
