/* test_debits.c - requests to payers' banks (AvtaleGiro) in a whole book: when each is made, and what
 * is made of it.  What takes one back is in test_debit_grounds.c. */
#include "debit_desk.h"

/* Due on Friday 15 May: from 1 May, once. */
static void test_an_instalment_is_asked_for_once_within_the_window(void **state) {
    struct house *h = *state;
    struct outbox_row row;
    const int64_t id = plan_case(h, "5001", KARI, MANDATE_NOTICE);
    live(h, "2026-04-30");
    assert_int_equal(ask(h), 0);
    live(h, "2026-05-01");
    const struct plan p = house_case(h, id)->plan;
    const struct debit_batch b = look(h, &row);
    assert_int_equal(b.n_debits, 1);
    assert_int_equal(b.number, h->e.today);
    assert_int_equal(b.sum, plan_amount(&p, 1));
    assert_true(text_eq(b.to_account, CLIENT_ACCOUNT));
    assert_int_equal(b.debits[0].due, on("2026-05-15"));
    assert_int_equal(b.debits[0].amount, plan_amount(&p, 1));
    assert_true(text_eq(b.debits[0].kid, kid_of(h, id)));
    assert_true(b.debits[0].notice && !b.debits[0].deletes);
    assert_true(text_is(b.debits[0].text, "Avdrag 1 av 3, sak 100000001"));
    assert_true(text_is(b.debits[0].reference, "Sak 100000001"));
    assert_int_equal(row.state, EFFECT_ASKED); /* committed before anybody hears of it */
    assert_int_equal(way_of(h, id, false), DEBIT_WAY_ASKED);
    hand_in(h, &row);
    assert_int_equal(note(h, id, 0)->state, DEBIT_ASKED);
    for (const char *const *d = (const char *const[]){"2026-05-02", "2026-05-14", "2026-05-15",
                                                      "2026-05-16", NULL}; *d; d++) {
        live(h, *d);
        assert_int_equal(ask(h), 0);
    }
    assert_int_equal(house_case(h, id)->n_debits, 1);
    house_whole(h);
}

/* A mandate that comes late: asked for until the day before, not on the day. */
static void test_nothing_is_asked_for_on_the_due_day(void **state) {
    struct house *h = *state;
    const int64_t late = plan_case(h, "5001", KARI, NULL);
    live(h, "2026-05-14");
    assert_int_equal(ask(h), 0);
    mandate(h, late, MANDATE_NOTICE);
    assert_int_equal(ask(h), 1);
    const int64_t later = plan_case(h, "5002", OLA, NULL);
    live(h, "2026-05-15");
    mandate(h, later, MANDATE_NOTICE);
    assert_int_equal(ask(h), 0);
    house_whole(h);
}

static void test_days_before_are_a_setting(void **state) {
    struct house *h = *state;
    h->config.request_days = 3;
    (void)plan_case(h, "5001", KARI, MANDATE_NOTICE);
    live(h, "2026-05-11");
    assert_int_equal(ask(h), 0);
    live(h, "2026-05-12");
    assert_int_equal(ask(h), 1);
}

/* Two within a long window are two requests; together never more than is owed. */
static void test_two_instalments_in_the_window_are_two_requests(void **state) {
    struct house *h = *state;
    struct outbox_row row;
    h->config.request_days = DEBIT_DAYS_MAX;
    const int64_t id = plan_case(h, "5001", KARI, MANDATE_NOTICE);
    live(h, "2026-05-14");
    const struct plan p = house_case(h, id)->plan;
    const struct debit_batch b = look(h, &row);
    assert_int_equal(b.n_debits, 2);
    assert_int_equal(b.debits[0].due, plan_due(&p, 1));
    assert_int_equal(b.debits[1].due, plan_due(&p, 2));
    assert_int_equal(b.sum, plan_amount(&p, 1) + plan_amount(&p, 2));
    house_whole(h);
}

static void test_plans_of_two_kids_go_in_one_batch(void **state) {
    struct house *h = *state;
    struct outbox_row row;
    const int64_t kari = plan_case(h, "5001", KARI, MANDATE_NOTICE);
    const int64_t ola = plan_case(h, "5002", OLA, MANDATE_NO_NOTICE);
    (void)plan_case(h, "5003", TEXT("15867030058"), NULL); /* no mandate: not asked for */
    live(h, "2026-05-01");
    const struct debit_batch b = look(h, &row);
    assert_int_equal(b.n_debits, 2);
    assert_true(text_eq(b.debits[0].kid, kid_of(h, kari)) !=
                text_eq(b.debits[1].kid, kid_of(h, kari)));
    assert_true(text_eq(b.debits[0].kid, kid_of(h, ola)) !=
                text_eq(b.debits[1].kid, kid_of(h, ola)));
    hand_in(h, &row);
    OK(h, house_tell(h, kari, "dispute", "goods"));
    live(h, "2026-05-02");
    const struct debit_batch next = look(h, &row);
    assert_int_equal(next.n_debits, 1);
    assert_true(next.debits[0].deletes && text_eq(next.debits[0].kid, kid_of(h, kari)));
    assert_int_equal(next.number, b.number + 1);
    house_whole(h);
}

/* Part of it has come: what is missing is asked for, and a smaller part takes the larger one's place
 * once the bank has the deletion. */
static void test_what_is_missing_is_asked_for(void **state) {
    struct house *h = *state;
    struct outbox_row row;
    const int64_t id = plan_case(h, "5001", KARI, MANDATE_NOTICE);
    live(h, "2026-04-20");
    assert_int_equal(house_take(h, a_payment("p1", kid_of(h, id), 10000, h->e.today)), TAKEN_NEW);
    live(h, "2026-05-01");
    const struct plan p = house_case(h, id)->plan;
    struct debit_batch b = look(h, &row);
    assert_int_equal(b.debits[0].amount, plan_amount(&p, 1) - 10000);
    hand_in(h, &row);
    assert_int_equal(house_take(h, a_payment("p2", kid_of(h, id), 5000, h->e.today)), TAKEN_NEW);
    live(h, "2026-05-02");
    b = look(h, &row);
    assert_int_equal(b.n_debits, 1);
    assert_true(b.debits[0].deletes);
    assert_int_equal(b.debits[0].amount, plan_amount(&p, 1) - 10000); /* told again as it was */
    assert_true(text_is(note(h, id, 0)->why, "asks_too_much"));
    live(h, "2026-05-03");
    struct outbox_row tomorrow;
    assert_int_equal(look(h, &tomorrow).n_debits, 0); /* nobody knows what became of the deletion */
    hand_in(h, &row);
    live(h, "2026-05-04");
    b = look(h, &row);
    assert_int_equal(b.n_debits, 1);
    assert_false(b.debits[0].deletes);
    assert_int_equal(b.debits[0].amount, plan_amount(&p, 1) - 15000);
    house_whole(h);
}

/* Whom the bank does not tell, our letter must have told. */
static void test_without_notice_from_the_bank_the_plan_was_told(void **state) {
    struct house *h = *state;
    struct outbox_row row;
    struct verdict v;
    h->config.request_days = DEBIT_DAYS_MAX;
    live(h, "2026-04-01");
    const int64_t id = plan_case(h, "5001", KARI, MANDATE_NO_NOTICE);
    struct debit_case k = {.e = &h->e, .arena = &h->arena, .st = &h->st};
    OK(h, debit_case_read(&k, id));
    const struct debit_question q = {h->e.law, &k.s, kid_of(h, id), on("2026-05-15"), 100};
    OK(h, law_debit_ask(&q, &h->arena, &v, &h->st));
    assert_true(text_is(v.reason, "debit_untold"));
    assert_int_equal(look(h, &row).n_debits, 0);
    live(h, "2026-04-03");
    const struct debit_batch b = look(h, &row);
    assert_int_equal(b.n_debits, 1);
    assert_false(b.debits[0].notice);
    assert_int_equal(b.debits[0].text.len, 0);
    house_whole(h);
}

static void test_the_law_names_what_is_missing(void **state) {
    struct house *h = *state;
    struct verdict v;
    const int64_t id = plan_case(h, "5001", KARI, NULL);
    struct debit_case k = {.e = &h->e, .arena = &h->arena, .st = &h->st};
    OK(h, debit_case_read(&k, id));
    struct debit_question q = {h->e.law, &k.s, kid_of(h, id), on("2026-05-15"), 100};
    OK(h, law_debit_ask(&q, &h->arena, &v, &h->st));
    assert_true(text_is(v.reason, "no_mandate"));
    mandate(h, id, MANDATE_NOTICE);
    OK(h, debit_case_read(&k, id));
    OK(h, law_debit_ask(&q, &h->arena, &v, &h->st));
    assert_int_equal(v.kind, VERDICT_ALLOWED);
    q.kid = TEXT("1000000024"); /* of another case */
    OK(h, law_debit_ask(&q, &h->arena, &v, &h->st));
    assert_true(text_is(v.reason, "no_mandate"));
    q.kid = kid_of(h, id);
    q.due = on("2026-05-18");
    OK(h, law_debit_ground(&q, &h->arena, &v, &h->st));
    assert_true(text_is(v.reason, "debit_no_instalment"));
}

/* ---- the bank pays ---------------------------------------------------------------------------- */

static void test_the_bank_s_payment_fulfils_its_request(void **state) {
    struct house *h = *state;
    const int64_t id = asked_case(h);
    const ore amount = note(h, id, 0)->amount;
    live(h, "2026-05-15");
    assert_int_equal(house_take(h, a_payment("p0", kid_of(h, id), amount, h->e.today)), TAKEN_NEW);
    assert_int_equal(note(h, id, 0)->state, DEBIT_ASKED); /* by hand: it may still be paid */
    assert_int_equal(house_take(h, by_bank(h, id, "p1", amount)), TAKEN_NEW);
    const struct debit_note *d = note(h, id, 0);
    assert_int_equal(d->state, DEBIT_PAID);
    assert_true(text_is(d->paid_by, "12345678903:p1"));
    assert_false(house_task(h, id, "request_paid"));
    house_whole(h);
}

static void test_another_sum_fulfils_nothing(void **state) {
    struct house *h = *state;
    const int64_t id = asked_case(h);
    live(h, "2026-05-15");
    assert_int_equal(house_take(h, by_bank(h, id, "p1", note(h, id, 0)->amount - 1)), TAKEN_NEW);
    assert_int_equal(note(h, id, 0)->state, DEBIT_ASKED);
    house_whole(h);
}

/* Money that came though we took the request back is booked, and a person looks. */
static void test_paid_after_a_deletion_is_a_task(void **state) {
    struct house *h = *state;
    const int64_t id = asked_case(h);
    OK(h, house_tell(h, id, "dispute", "goods"));
    live(h, "2026-05-14");
    assert_int_equal(ask(h), 1);
    live(h, "2026-05-15");
    assert_int_equal(house_take(h, by_bank(h, id, "p1", note(h, id, 0)->amount)), TAKEN_NEW);
    assert_int_equal(note(h, id, 0)->state, DEBIT_PAID);
    assert_true(house_task(h, id, "request_paid"));
    house_whole(h);
}

/* No cover: nothing comes, and the plan's own law goes on; the next one is asked for in its turn. */
static void test_what_is_not_paid_is_a_missing_instalment(void **state) {
    struct house *h = *state;
    const int64_t id = asked_case(h);
    live(h, "2026-05-31");
    const struct plan p = house_case(h, id)->plan;
    assert_true(plan_missing(&p, 3, h->e.today) > 0);
    assert_int_equal(ask(h), 0);
    live(h, "2026-06-01");
    assert_int_equal(ask(h), 1);
    assert_int_equal(note(h, id, 1)->due, on("2026-06-15"));
    assert_int_equal(note(h, id, 1)->amount, plan_amount(&p, 2));
    house_whole(h);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DEBIT_TEST(test_an_instalment_is_asked_for_once_within_the_window),
        DEBIT_TEST(test_nothing_is_asked_for_on_the_due_day),
        DEBIT_TEST(test_days_before_are_a_setting),
        DEBIT_TEST(test_two_instalments_in_the_window_are_two_requests),
        DEBIT_TEST(test_plans_of_two_kids_go_in_one_batch),
        DEBIT_TEST(test_what_is_missing_is_asked_for),
        DEBIT_TEST(test_without_notice_from_the_bank_the_plan_was_told),
        DEBIT_TEST(test_the_law_names_what_is_missing),
        DEBIT_TEST(test_the_bank_s_payment_fulfils_its_request),
        DEBIT_TEST(test_another_sum_fulfils_nothing),
        DEBIT_TEST(test_paid_after_a_deletion_is_a_task),
        DEBIT_TEST(test_what_is_not_paid_is_a_missing_instalment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
