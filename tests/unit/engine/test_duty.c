/* test_duty.c - what is owed to a debtor besides money, through the whole loop: answers and their
 * clock, confirmations, a silent creditor, costs that are lost and restored. */
#include "unit/engine/house.h"

#include "domain/plan.h"
#include "store/parties.h"

#define SAY(id_, ...) ((struct tell){.case_id = (id_), .what = __VA_ARGS__})

static void say(struct house *h, struct tell t) {
    struct told out;
    OK(h, house_say(h, t, &out));
}

static void switch_on(struct house *h, enum provision p, const char *from) {
    h->config.acts.of[p] = (struct law_switch){on(from), 0};
    OK(h, engine_load_book(&h->e, &h->st));
}

static int begin(void **state) {
    const int rc = house_begin(state);
    struct house *h = *state;
    house_rules(h, ONE_STAGE("enter = function (c) return {} end,"
                             " decide = function (c) return {} end"));
    (void)house_claim(h, "A-1", KARI, 100000);
    return rc;
}
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, house_end)

static void writes(struct house *h, const char *from) {
    say(h, SAY(FIRST_CASE, TEXT("message-in"), .reason = TEXT("Hva er dette?"),
               .sender = text_of(from)));
}

/* ---- answers --------------------------------------------------------------------------------- */

/* 2 March and seven days: an answer on the 9th is in time, and on the 10th a supervisor hears. */
static void test_a_message_is_answered_within_a_week(void **state) {
    struct house *h = *state;
    writes(h, "debtor");
    assert_int_equal(house_case(h, FIRST_CASE)->answer.due, on("2026-03-09"));
    assert_int_equal(house_agenda(h, FIRST_CASE, AGENDA_ANSWER), on("2026-03-10"));
    assert_true(house_task(h, FIRST_CASE, "message"));
    house_day(h, "2026-03-09");
    assert_false(house_task(h, FIRST_CASE, "answer_overdue"));
    house_day(h, "2026-03-10");
    assert_true(house_task(h, FIRST_CASE, "answer_overdue"));
    assert_int_equal(house_agenda(h, FIRST_CASE, AGENDA_ANSWER), on("2026-03-17"));
    OK(h, house_tell(h, FIRST_CASE, "answered", "Det er strøm for januar"));
    assert_false(house_task(h, FIRST_CASE, "message"));
    assert_false(house_task(h, FIRST_CASE, "answer_overdue"));
    assert_int_equal(house_agenda(h, FIRST_CASE, AGENDA_ANSWER), DAY_NONE);
    FAILS(h, STATUS_REFUSED, "no message waits", house_tell(h, FIRST_CASE, "answered", "igjen"));
    house_whole(h);
}

static void test_only_the_debtors_messages_start_the_clock(void **state) {
    struct house *h = *state;
    writes(h, "creditor");
    writes(h, "other");
    assert_int_equal(house_case(h, FIRST_CASE)->answer.due, DAY_NONE);
    assert_int_equal(house_agenda(h, FIRST_CASE, AGENDA_ANSWER), DAY_NONE);
    house_whole(h);
}

static void test_the_oldest_message_decides(void **state) {
    struct house *h = *state;
    writes(h, "debtor");
    house_day(h, "2026-03-05");
    writes(h, "debtor");
    assert_int_equal(house_case(h, FIRST_CASE)->answer.owed, on("2026-03-02"));
    assert_int_equal(house_case(h, FIRST_CASE)->answer.due, on("2026-03-09"));
}

static void test_a_provisional_answer_stops_the_clock(void **state) {
    struct house *h = *state;
    FAILS(h, STATUS_REFUSED, "waits for an answer",
          house_say(h, SAY(FIRST_CASE, TEXT("send"), .letter = TEXT("provisional_answer")),
                    &(struct told){0}));
    writes(h, "debtor");
    say(h, SAY(FIRST_CASE, TEXT("send"), .letter = TEXT("provisional_answer"), .days = 10));
    assert_int_equal(house_case(h, FIRST_CASE)->answer.promised, DAY_NONE); /* not sent yet */
    assert_int_equal(house_send(h), 1);
    const struct answer_clock a = house_case(h, FIRST_CASE)->answer;
    assert_int_equal(a.promised, on("2026-03-12"));
    assert_int_equal(a.due, on("2026-03-12"));
    house_day(h, "2026-03-12");
    assert_false(house_task(h, FIRST_CASE, "answer_overdue"));
    house_day(h, "2026-03-13");
    assert_true(house_task(h, FIRST_CASE, "answer_overdue"));
    OK(h, house_tell(h, FIRST_CASE, "answered", "Her er svaret"));
    assert_int_equal(house_case(h, FIRST_CASE)->answer.promised, DAY_NONE);
    house_whole(h);
}

/* An objection has its own row: a fortnight, or the act's week. */
static void test_an_objection_that_nobody_answers_goes_to_a_supervisor(void **state) {
    struct house *h = *state;
    switch_on(h, NEW_17_ANSWERS, "2026-03-01");
    OK(h, house_tell(h, FIRST_CASE, "dispute", "Aldri bestilt"));
    house_day(h, "2026-03-08");
    assert_false(house_task(h, FIRST_CASE, "answer_overdue"));
    house_day(h, "2026-03-09");
    assert_true(house_task(h, FIRST_CASE, "answer_overdue"));
    say(h, SAY(FIRST_CASE, TEXT("settle-dispute"), .reason = TEXT("Kontrakt"),
               .outcome = TEXT("withdrawn")));
    assert_false(house_task(h, FIRST_CASE, "answer_overdue"));
}

/* ---- confirmations --------------------------------------------------------------------------- */

static void test_what_was_agreed_is_confirmed_in_writing(void **state) {
    for (int by_2026 = 0; by_2026 < 2; by_2026++) {
        struct house *h = *state;
        const int64_t id = by_2026 ? house_claim(h, "B-1", OLA, 50000) : FIRST_CASE;
        if (by_2026) {
            switch_on(h, NEW_16_CONFIRMATION, "2026-03-03");
        }
        say(h, SAY(id, TEXT("plan"), .parts = 3, .first = on("2026-04-01")));
        struct outbox_row *rows;
        assert_int_equal(house_rows(h, EFFECT_PLANNED, &rows), 0);
        house_day(h, by_2026 ? "2026-03-04" : "2026-03-03");
        assert_int_equal(house_rows(h, EFFECT_PLANNED, &rows), by_2026);
        if (by_2026) {
            assert_int_equal(rows[0].effect.letter, LETTER_PLAN_AGREED);
            assert_int_equal(rows[0].effect.case_id, id);
        }
    }
    house_whole(*state);
}

static void test_more_time_is_confirmed_in_writing(void **state) {
    struct house *h = *state;
    struct outbox_row *rows;
    switch_on(h, NEW_16_CONFIRMATION, "2026-03-02");
    say(h, SAY(FIRST_CASE, TEXT("defer"), .days = 20));
    house_day(h, "2026-03-03");
    assert_int_equal(house_rows(h, EFFECT_PLANNED, &rows), 1);
    assert_int_equal(rows[0].effect.letter, LETTER_DEFERRAL);
    assert_int_equal(house_send(h), 1);
    house_day(h, "2026-03-04");
    assert_int_equal(house_rows(h, EFFECT_PLANNED, &rows), 0); /* once */
    house_whole(h);
}

/* ---- the creditor ---------------------------------------------------------------------------- */

static void test_a_silent_creditor_gives_the_claim_up(void **state) {
    struct house *h = *state;
    switch_on(h, NEW_24_DOUBT, "2026-03-02");
    house_rules(h, ONE_STAGE("enter = function (c) return { ask_creditor 'levert?' } end,"
                             " decide = function (c) return {} end"));
    const int64_t id = house_claim(h, "B-1", OLA, 50000);
    assert_int_equal(house_case(h, id)->creditor_answer_due, on("2026-03-16"));
    assert_int_equal(house_agenda(h, id, AGENDA_ANSWER), on("2026-03-17"));
    house_day(h, "2026-03-16");
    assert_false(house_task(h, id, "creditor_silent"));
    house_day(h, "2026-03-17");
    assert_true(house_task(h, id, "creditor_silent"));
    OK(h, house_tell(h, id, "creditor-answered", "Ja, 10. januar"));
    assert_false(house_task(h, id, "creditor_silent"));
    assert_int_equal(house_agenda(h, id, AGENDA_ANSWER), DAY_NONE);
    house_whole(h);
}

static void test_a_rejection_asks_for_a_decision(void **state) {
    struct house *h = *state;
    switch_on(h, NEW_25_REJECTED, "2026-03-02");
    OK(h, house_tell(h, FIRST_CASE, "dispute", "Aldri bestilt"));
    say(h, SAY(FIRST_CASE, TEXT("settle-dispute"), .reason = TEXT("Kontrakt"),
               .outcome = TEXT("rejected")));
    assert_true(house_task(h, FIRST_CASE, "decide_or_drop"));
    say(h, SAY(FIRST_CASE, TEXT("settle-dispute"), .reason = TEXT("Han tok feil"),
               .outcome = TEXT("withdrawn")));
    assert_false(house_task(h, FIRST_CASE, "decide_or_drop"));
    const struct krav_case *c = house_case(h, FIRST_CASE);
    assert_int_equal(c->n_objections, 1);
    assert_text(c->objections[0].outcome, "withdrawn");
    house_whole(h);
}

/* ---- costs ----------------------------------------------------------------------------------- */

/* A reminder with 38,00 that are the agency's, and a payment of 100,00 that covered it first. */
static void charge_and_pay(struct house *h) {
    house_import(h, "[agreement 311758489]\nfrom = 2026-02-01\nlevel = normal\n"
                    "letter_fee_owner = agency\n", true);
    house_rules(h, NULL);
    (void)house_claim(h, "C-1", OLA, 100000);
    assert_int_equal(house_send(h), 1);
    house_day(h, "2026-03-03");
    assert_int_equal(house_take(h, a_payment("p1", kid_of(h, FIRST_CASE + 1), 10000, h->e.today)),
                     TAKEN_NEW);
}

static void test_a_breach_gives_back_what_was_paid_of_costs(void **state) {
    struct house *h = *state;
    charge_and_pay(h);
    const int64_t id = FIRST_CASE + 1;
    const struct krav_case *c = house_case(h, id);
    assert_int_equal(c->costs[0].paid, 3800);
    const ore principal = case_principal_open(c);
    say(h, SAY(id, TEXT("breach"), .reason = TEXT("Ringte om natten"), .rule = TEXT("contact")));
    c = house_case(h, id);
    assert_int_equal(c->costs[0].paid, 0);
    assert_int_equal(c->costs[0].waived, 3800);
    assert_int_equal(c->costs[0].lost, 3800);
    assert_text(c->costs[0].lost_why, "contact");
    assert_int_equal(case_principal_open(c), principal - 3800); /* it went to the claim instead */
    assert_int_equal(house_balance(h, id, ACCOUNT_AGENCY_SHARE), 0);
    assert_true(c->costs_lost.since != DAY_NONE);
    house_whole(h);
    OK(h, house_tell(h, id, "restore-costs", "Nemnda kom til at det ikke var brudd"));
    c = house_case(h, id);
    assert_int_equal(c->costs_lost.since, DAY_NONE);
    assert_int_equal(cost_open(&c->costs[0]), 3800);
    assert_int_equal(c->costs[0].lost, 0);
    assert_int_equal(c->costs[0].restored_on, h->e.today);
    FAILS(h, STATUS_REFUSED, "no breach", house_tell(h, id, "restore-costs", "igjen"));
    house_whole(h);
}

/* Who has paid everything gets it back, and the agency what it has taken as income. */
static void test_a_breach_after_all_was_paid_is_overpaid(void **state) {
    struct house *h = *state;
    charge_and_pay(h);
    const int64_t id = FIRST_CASE + 1;
    const ore open = house_view(h, id)->snapshot.open;
    assert_int_equal(house_take(h, a_payment("p2", kid_of(h, id), open, h->e.today)), TAKEN_NEW);
    assert_int_equal(house_case(h, id)->overpaid, 0);
    say(h, SAY(id, TEXT("breach"), .reason = TEXT("x"), .rule = TEXT("good_practice")));
    assert_int_equal(house_case(h, id)->overpaid, 3800);
    assert_int_equal(house_balance(h, id, ACCOUNT_OVERPAID), -3800);
    assert_true(house_task(h, id, "overpaid"));
    house_whole(h);
}

/* 1988: broken §§ 9-11 lose the agency's costs alone. */
static void test_a_breach_of_the_notice_leaves_the_creditors_fee(void **state) {
    struct house *h = *state;
    house_rules(h, NULL);
    (void)house_claim(h, "C-1", OLA, 100000);
    assert_int_equal(house_send(h), 1);
    const int64_t id = FIRST_CASE + 1;
    assert_int_equal(house_case(h, id)->costs[0].owner, OWNER_CREDITOR);
    say(h, SAY(id, TEXT("breach"), .reason = TEXT("x"), .rule = TEXT("notice")));
    assert_int_equal(cost_open(&house_case(h, id)->costs[0]), 3800);
    assert_true(house_case(h, id)->costs_lost.agency_only);
    switch_on(h, NEW_18_OBJECTION, "2026-03-02");
    say(h, SAY(id, TEXT("breach"), .reason = TEXT("x"), .rule = TEXT("notice")));
    assert_int_equal(cost_open(&house_case(h, id)->costs[0]), 0);
    assert_false(house_case(h, id)->costs_lost.agency_only);
    house_whole(h);
}

/* § 18: an objection that should have come earlier leaves what was charged since. */
static void test_a_late_objection_leaves_later_costs(void **state) {
    struct house *h = *state;
    charge_and_pay(h);
    const int64_t id = FIRST_CASE + 1;
    switch_on(h, NEW_18_OBJECTION, "2026-03-02");
    OK(h, house_tell(h, id, "dispute", "feil"));
    say(h, SAY(id, TEXT("settle-dispute"), .reason = TEXT("x"), .outcome = TEXT("rejected"),
               .should = on("2026-03-02")));
    assert_int_equal(house_case(h, id)->costs[0].lost, 0); /* charged on that very day */
    say(h, SAY(id, TEXT("settle-dispute"), .reason = TEXT("x"), .outcome = TEXT("withdrawn"),
               .should = on("2026-03-03")));
    assert_int_equal(house_case(h, id)->costs[0].lost, 3800);
    house_whole(h);
}

/* ---- addressees ------------------------------------------------------------------------------ */

static void test_a_representative_gets_the_letter(void **state) {
    struct house *h = *state;
    struct outbox_row *rows;
    struct letter l;
    struct text json;
    switch_on(h, NEW_28_REPRESENTATIVE, "2026-03-02");
    FAILS(h, STATUS_INVALID, "signed authority",
          house_say(h, SAY(FIRST_CASE, TEXT("representative"),
                           .name = TEXT("Rita Rett, Gata 3, 0155 Oslo")), &(struct told){0}));
    say(h, SAY(FIRST_CASE, TEXT("representative"), .lawyer = true,
               .name = TEXT("Rita Rett, Gata 3, 0155 Oslo")));
    writes(h, "debtor");
    say(h, SAY(FIRST_CASE, TEXT("send"), .letter = TEXT("provisional_answer")));
    assert_int_equal(house_compose(h), 1);
    assert_int_equal(house_rows(h, EFFECT_ASKED, &rows), 1);
    OK(h, documents_read(h->documents, &rows[0].content, &h->arena, &json, &h->st));
    OK(h, record_read(&letter_record, json, &h->arena, &l, &h->st));
    assert_text(l.to_name, "Rita Rett");
    assert_text(l.to_address, "For Kari Prøve\nGata 3\n0155 Oslo");
    assert_int_equal(l.addressed, ADDRESSED_REPRESENTATIVE);
    house_receive(h);
    say(h, SAY(FIRST_CASE, TEXT("representative"), .ended = true));
    assert_int_equal(house_view(h, FIRST_CASE)->debtor.representative.len, 0);
    house_whole(h);
}

/* inkassoloven (2026) § 30: the same letter to both, as one promise and one receipt. */
static void test_a_guardian_gets_the_letter_too(void **state) {
    struct house *h = *state;
    struct outbox_row *rows;
    struct letter l;
    struct text json;
    switch_on(h, NEW_30_GUARDIAN, "2026-03-02");
    say(h, SAY(FIRST_CASE, TEXT("guardian"), .name = TEXT("Vera Verge, Torget 2, 0155 Oslo")));
    writes(h, "debtor");
    say(h, SAY(FIRST_CASE, TEXT("send"), .letter = TEXT("provisional_answer")));
    assert_int_equal(house_compose(h), 1);
    assert_int_equal(house_rows(h, EFFECT_ASKED, &rows), 1);
    OK(h, documents_read(h->documents, &rows[0].content, &h->arena, &json, &h->st));
    OK(h, record_read(&letter_record, json, &h->arena, &l, &h->st));
    assert_text(l.to_name, "Kari Prøve");
    assert_text(l.copy_name, "Vera Verge");
    assert_text(l.copy_address, "Verge for Kari Prøve\nTorget 2\n0155 Oslo");
    assert_int_equal(l.addressed, ADDRESSED_WITH_GUARDIAN);
    house_receive(h);
    house_whole(h);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_a_message_is_answered_within_a_week),
        TEST(test_only_the_debtors_messages_start_the_clock),
        TEST(test_the_oldest_message_decides),
        TEST(test_a_provisional_answer_stops_the_clock),
        TEST(test_an_objection_that_nobody_answers_goes_to_a_supervisor),
        TEST(test_what_was_agreed_is_confirmed_in_writing),
        TEST(test_more_time_is_confirmed_in_writing),
        TEST(test_a_silent_creditor_gives_the_claim_up),
        TEST(test_a_rejection_asks_for_a_decision),
        TEST(test_a_breach_gives_back_what_was_paid_of_costs),
        TEST(test_a_breach_after_all_was_paid_is_overpaid),
        TEST(test_a_breach_of_the_notice_leaves_the_creditors_fee),
        TEST(test_a_late_objection_leaves_later_costs),
        TEST(test_a_representative_gets_the_letter),
        TEST(test_a_guardian_gets_the_letter_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
