/* One turn of the loop: what it writes, what it refuses, and that one case's trouble is its own. */
#include "unit/engine/house.h"

/* Rules that break over a large claim. */
#define BROKEN                                                                                     \
    ONE_STAGE("decide = function (c)\n"                                                           \
              "  if c.open >= 200000 then error('no such thing') end\n"                           \
              "  return { look_again { after = 5 } } end")

static void test_engine_step_takes_a_claim_to_its_first_letter(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    const struct krav_case *c = house_case(h, id);
    struct outbox_row *rows;
    assert_int_equal(id, FIRST_CASE);
    assert_text(c->stage, "reminder");
    assert_int_equal(c->n_letters, 1);
    assert_int_equal(c->letters[0].state, LETTER_PLANNED);
    assert_int_equal(house_rows(h, EFFECT_PLANNED, &rows), 1);
    assert_true(hash_eq(&rows[0].effect.key, &c->letters[0].key));
    assert_int_equal(house_balance(h, id, ACCOUNT_PRINCIPAL), 125000);
    assert_int_equal(house_agenda(h, id, AGENDA_SILENCE), h->e.today + 14);
    house_whole(h);
}

static void test_engine_step_receipt_starts_the_clock_and_charges_the_fee(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    assert_int_equal(house_send(h), 1);
    const struct krav_case *c = house_case(h, id);
    assert_int_equal(c->letters[0].state, LETTER_SENT);
    assert_int_equal(c->letters[0].deadline, h->e.today + 14);
    assert_int_equal(case_costs_open_of(c, OWNER_CREDITOR), 3800); /* 1/20 of 750, to the krone */
    assert_int_equal(house_agenda(h, id, AGENDA_SILENCE), DAY_NONE);
    assert_int_equal(house_agenda(h, id, AGENDA_RULE), h->e.today + 14 + 6);
    house_whole(h);
}

static void test_engine_step_a_look_that_changes_nothing_is_no_step(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    (void)house_send(h);
    const int64_t head = h->e.head.id;
    struct step_outcome out;
    OK(h, house_fact(h, (struct fact){.kind = FACT_DAY_REACHED, .subject_id = id,
                                      .why = AGENDA_RULE}, &out));
    assert_int_equal(out.step, 0);
    assert_int_equal(h->e.head.id, head);
    assert_int_equal(out.case_id, id);
    house_whole(h);
}

/* The due row is looked at and gone; the case still has one. */
static void test_engine_step_an_empty_look_moves_the_agenda(void **state) {
    struct house *h = *state;
    house_rules(h, ONE_STAGE("decide = function (c) return {} end"));
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    assert_int_equal(house_agenda(h, id, AGENDA_IDLE), h->e.today + 30);
    house_day(h, "2026-04-01");
    assert_int_equal(house_agenda(h, id, AGENDA_IDLE), on("2026-05-01"));
    house_whole(h);
}

static void test_engine_step_refused_list_applies_only_notes_and_tasks(void **state) {
    struct house *h = *state;
    house_rules(h, ONE_STAGE("decide = function (c)\n"
                             "  return { note 'tried',\n"
                             "           task { who = 'caseworker', text = 'look' },\n"
                             "           hold { what = 'x' },\n"
                             "           send { letter = 'payment_demand', days = 14 } } end"));
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    struct step_outcome out;
    OK(h, house_fact(h, (struct fact){.kind = FACT_CONTACT, .subject_id = id}, &out));
    assert_text(house_case(h, id)->parked, "");
    assert_int_equal(out.worst.kind, VERDICT_FORBIDDEN);
    assert_text(out.worst.reason, "no_notice");
    const struct krav_case *c = house_case(h, id);
    assert_int_equal(c->held_since, DAY_NONE);
    assert_int_equal(c->n_letters, 0);
    assert_true(house_task(h, id, "rule:reminder")); /* the rule's own: named after its stage */
    assert_true(house_task(h, id, "no_notice"));
    assert_int_equal(house_agenda(h, id, AGENDA_PERSON), h->e.today + 14);
    house_whole(h);
}

static void test_engine_step_not_before_books_the_laws_day(void **state) {
    struct house *h = *state;
    house_rules(h, ONE_STAGE("enter = function (c)\n"
                             "  return { send { letter = 'reminder', days = 14 } } end,\n"
                             "  decide = function (c)\n"
                             "    if c.letter_waiting then return {} end\n"
                             "    return { hold { what = 'x' },\n"
                             "             send { letter = 'collection_notice',\n"
                             "                    days = 14 } } end"));
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    (void)house_send(h); /* the receipt makes the rule ask again: too soon */
    assert_int_equal(house_agenda(h, id, AGENDA_LAW), h->e.today + 15);
    assert_int_equal(house_case(h, id)->held_since, DAY_NONE);
    assert_false(house_task(h, id, "deadline_running")); /* a day, no person */
    house_whole(h);
}

static void test_engine_step_rule_may_not_close_with_money_open_a_person_may(void **state) {
    struct house *h = *state;
    house_rules(h, ONE_STAGE("decide = function (c) return { close 'enough' } end"));
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    struct step_outcome out;
    OK(h, house_fact(h, (struct fact){.kind = FACT_CONTACT, .subject_id = id}, &out));
    assert_int_equal(out.worst.kind, VERDICT_PERSON);
    assert_text(out.worst.reason, "money_open");
    assert_true(case_is_open(house_case(h, id)));
    assert_true(house_task(h, id, "money_open"));
    OK(h, house_tell(h, id, "close", "agreed with the creditor"));
    const struct krav_case *c = house_case(h, id);
    assert_false(case_is_open(c));
    assert_int_equal(house_balance(h, id, ACCOUNT_PRINCIPAL), 0);
    assert_int_equal(house_balance(h, id, ACCOUNT_INTEREST), 0);
    assert_int_equal(c->written_off, 125000 + c->interest_accrued);
    assert_false(house_task(h, id, "money_open")); /* closed with the case */
    house_whole(h);
}

static void test_engine_step_withdraw_takes_back_what_is_planned(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    struct outbox_row *rows;
    OK(h, house_tell(h, id, "withdraw", "the creditor made a mistake"));
    const struct krav_case *c = house_case(h, id);
    assert_text(c->close_why, "withdraw");
    assert_int_equal(c->letters[0].state, LETTER_WITHDRAWN);
    assert_int_equal(house_rows(h, EFFECT_PLANNED, &rows), 0);
    for (int why = 1; why < AGENDA_WHYS; why++) {
        assert_int_equal(house_agenda(h, id, (enum agenda_why)why), DAY_NONE);
    }
    const int64_t head = h->e.head.id;
    FAILS(h, STATUS_REFUSED, "closed", house_tell(h, id, "withdraw", "again"));
    FAILS(h, STATUS_REFUSED, "closed", house_tell(h, id, "write-off", "again"));
    assert_int_equal(h->e.head.id, head);
    house_whole(h);
}

static void test_engine_tell_refuses_what_it_does_not_understand(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    const int64_t head = h->e.head.id;
    FAILS(h, STATUS_INVALID, "not a word", house_tell(h, id, "explode", "x"));
    FAILS(h, STATUS_INVALID, "say why", house_tell(h, id, "note", ""));
    FAILS(h, STATUS_NOT_FOUND, "", house_tell(h, 123456789, "note", "x"));
    FAILS(h, STATUS_INVALID, "--outcome", house_tell(h, id, "settle-dispute", "x"));
    struct told told;
    FAILS(h, STATUS_REFUSED, "no objection",
          house_say(h, (struct tell){.case_id = id, .what = TEXT("settle-dispute"),
              .reason = TEXT("x"), .outcome = TEXT("rejected")}, &told));
    assert_int_equal(h->e.head.id, head);
    assert_false(h->e.in_chunk);
    house_whole(h);
}

static void test_engine_step_dispute_withdraws_letters_and_their_effects(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    struct outbox_row *rows;
    uint32_t n = 0;
    OK(h, house_tell(h, id, "dispute", "never ordered it"));
    assert_int_equal(house_rows(h, EFFECT_PLANNED, &rows), 1); /* the first in line */
    assert_int_equal(rows[0].effect.letter, LETTER_DISPUTE_RECEIVED);
    OK(h, outbox_of_case(h->e.db, id, &h->arena, &rows, &n, &h->st));
    assert_int_equal(n, 3);
    assert_int_equal(rows[0].state, EFFECT_WITHDRAWN);
    const struct krav_case *c = house_case(h, id);
    assert_int_equal(c->letters[0].state, LETTER_WITHDRAWN);
    assert_text(c->stage, "disputed");
    assert_true(house_task(h, id, "objection"));
    assert_int_equal(house_agenda(h, id, AGENDA_DISPUTE), h->e.today + 14);
    /* Answered: the debtor is told, and nothing is asked for until there was time to read it. */
    (void)house_send(h);
    struct told told;
    OK(h, house_say(h, (struct tell){.case_id = id, .what = TEXT("settle-dispute"),
        .reason = TEXT("the creditor was right"), .outcome = TEXT("rejected")}, &told));
    assert_text(house_case(h, id)->stage, "resting");
    assert_int_equal(house_rows(h, EFFECT_PLANNED, &rows), 1);
    assert_int_equal(rows[0].effect.letter, LETTER_DISPUTE_ANSWER);
    assert_int_equal(house_case(h, id)->deferred_until, day_bank_day_from(h->e.today + 14));
    assert_false(house_task(h, id, "objection"));
    house_whole(h);
}

/* inkassoloven (2026) § 17, switched on by the settings: seven days where there were fourteen. */
static void test_engine_step_answers_an_objection_within_a_week(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    h->config.acts.of[NEW_17_ANSWERS].from = h->e.today;
    OK(h, house_tell(h, id, "dispute", "never ordered it"));
    assert_int_equal(house_agenda(h, id, AGENDA_DISPUTE), h->e.today + 7);
    struct task_row *rows;
    uint32_t n = 0;
    OK(h, tasks_open(h->e.db, id, &h->arena, &rows, &n, &h->st));
    assert_int_equal(n, 1);
    assert_text(rows[0].reason, "objection");
    assert_int_equal(rows[0].due, h->e.today + 7);
    house_whole(h);
}

/* inkassoloven (2026) § 25: a rejected objection is no way back to reminders, until the debtor
 * withdraws it. */
static void test_engine_step_asks_nothing_after_a_rejected_objection(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    struct told told;
    struct tell answer = {.case_id = id, .what = TEXT("settle-dispute"),
        .reason = TEXT("the creditor was right"), .outcome = TEXT("rejected")};
    h->config.acts.of[NEW_25_REJECTED].from = h->e.today;
    OK(h, house_tell(h, id, "dispute", "never ordered it"));
    OK(h, house_say(h, answer, &told));
    (void)house_send(h);
    house_day(h, "2026-05-04"); /* long after the time that was given to read the answer */
    (void)house_send(h);
    const struct krav_case *c = house_case(h, id);
    assert_int_equal(c->rejected_since, on("2026-03-02"));
    assert_null(case_last_sent(c, LETTER_REMINDER));
    assert_true(house_task(h, id, "rejected"));
    answer.outcome = TEXT("withdrawn");
    OK(h, house_say(h, answer, &told));
    (void)house_send(h);
    c = house_case(h, id);
    assert_int_equal(c->rejected_since, DAY_NONE);
    assert_non_null(case_last_sent(c, LETTER_REMINDER));
    house_whole(h);
}

static void test_engine_step_rules_that_fail_park_one_case_only(void **state) {
    struct house *h = *state;
    house_rules(h, BROKEN);
    const int64_t good = house_claim(h, "5001", KARI, 125000);
    const int64_t bad = house_claim(h, "5002", OLA, 250000);
    house_day(h, "2026-03-03"); /* nothing is due: both are decided when they wake */
    house_day(h, "2026-04-01");
    assert_int_equal(house_case(h, good)->parked.len, 0);
    assert_int_equal(house_agenda(h, good, AGENDA_RULE), h->e.today + 5);
    assert_text(house_case(h, bad)->parked, "rules_failed");
    assert_true(house_task(h, bad, "rules_failed"));
    assert_int_equal(house_agenda(h, bad, AGENDA_PERSON), h->e.today + 14);
    house_whole(h);
    /* A parked case takes facts, and asks no rule. */
    const int64_t decisions = h->e.counters.decisions;
    assert_int_equal(house_take(h, a_payment("p1", kid_of(h, bad), 1000, h->e.today)), TAKEN_NEW);
    assert_int_equal(h->e.counters.decisions, decisions);
    assert_text(house_case(h, bad)->parked, "rules_failed");
    /* Better rules, and a person lets it go on. */
    house_rules(h, NULL);
    OK(h, house_tell(h, bad, "release", ""));
    assert_int_equal(house_case(h, bad)->parked.len, 0);
    assert_false(house_task(h, bad, "rules_failed"));
    house_whole(h);
}

static void test_engine_step_an_ended_agreement_parks_its_cases_only(void **state) {
    struct house *h = *state;
    const int64_t fjord = house_claim(h, "5001", KARI, 125000);
    struct incoming other = a_claim("6001", OLA, 90000);
    other.creditor_org = BAKKEN;
    assert_int_equal(house_take(h, other), TAKEN_NEW);
    const int64_t bakken = fjord + 1;
    (void)house_send(h);
    house_import(h, "[agreement 311758489]\nfrom = 2026-01-01\nto = 2026-03-10\nlevel = normal\n",
                 true);
    house_day(h, "2026-03-22"); /* both are due */
    assert_text(house_case(h, fjord)->parked, "step_failed");
    assert_true(house_task(h, fjord, "step_failed"));
    assert_text(house_case(h, bakken)->stage, "notice");
    house_whole(h);
}

static void test_engine_step_a_question_to_the_creditor_is_part_of_the_case(void **state) {
    struct house *h = *state;
    house_rules(h, ONE_STAGE("decide = function (c)\n"
                             "  return { ask_creditor { what = 'proof', days = 7 } } end"));
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    struct step_outcome out;
    OK(h, house_fact(h, (struct fact){.kind = FACT_CONTACT, .subject_id = id}, &out));
    assert_int_equal(house_case(h, id)->creditor_answer_due, h->e.today + 7);
    house_whole(h);
}

static void test_engine_step_refused_fact_changes_nothing(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    const struct hash head = h->e.head.hash;
    struct step_outcome out;
    FAILS(h, STATUS_REFUSED, "neither held nor parked",
          house_fact(h, (struct fact){.kind = FACT_RELEASE, .subject_id = id}, &out));
    FAILS(h, STATUS_NOT_FOUND, "",
          house_fact(h, (struct fact){.kind = FACT_RELEASE, .subject_id = id + 1}, &out));
    assert_true(hash_eq(&h->e.head.hash, &head));
    house_whole(h);
}

static void test_engine_step_a_held_case_rests_until_the_day_after(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    struct step_outcome out;
    OK(h, house_fact(h, (struct fact){.kind = FACT_HOLD, .subject_id = id,
                                      .until = on("2026-03-20"), .reason = TEXT("ill")}, &out));
    assert_int_equal(house_agenda(h, id, AGENDA_HOLD_END), on("2026-03-21"));
    assert_int_equal(house_case(h, id)->letters[0].state, LETTER_WITHDRAWN);
    house_day(h, "2026-03-20");
    assert_true(house_view(h, id)->snapshot.held);
    house_day(h, "2026-03-21");
    assert_int_equal(house_case(h, id)->held_since, DAY_NONE);
    assert_int_equal(house_agenda(h, id, AGENDA_HOLD_END), DAY_NONE);
    house_whole(h);
}

static void test_engine_step_silence_is_told_even_when_a_rule_wakes_too(void **state) {
    struct house *h = *state;
    house_rules(h, ONE_STAGE("enter = function (c)\n"
                             "  return { send { letter = 'reminder', days = 14 },\n"
                             "                                look_again { after = 14 } } end,\n"
                             "  decide = function (c) return {} end"));
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    (void)house_compose(h); /* asked, and never a word */
    house_day(h, "2026-03-16");
    assert_true(house_task(h, id, "no_receipt"));
    house_whole(h);
}

/* The same life gives the same book, to the last hash. */
static void test_engine_step_is_deterministic(void **state) {
    struct house *h = *state;
    struct hash first = {{0}};
    for (int round = 0; round < 2; round++) {
        void *own = NULL;
        struct house *k = h;
        if (round == 1) {
            assert_int_equal(house_begin(&own), 0);
            k = own;
        }
        struct incoming claim = a_claim("5001", KARI, 125000);
        claim.description = (struct text){NULL, 0}; /* its hash is salted by the book's secret */
        assert_int_equal(house_take(k, claim), TAKEN_NEW);
        assert_int_equal(house_take(k, a_payment("p", kid_of(k, FIRST_CASE), 5000, k->e.today)),
                         TAKEN_NEW);
        house_day(k, "2026-03-19");
        if (round == 0) {
            first = k->e.head.hash;
        } else {
            assert_true(hash_eq(&first, &k->e.head.hash));
            assert_int_equal(house_end(&own), 0);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_engine_step_takes_a_claim_to_its_first_letter),
        HOUSE_TEST(test_engine_step_receipt_starts_the_clock_and_charges_the_fee),
        HOUSE_TEST(test_engine_step_a_look_that_changes_nothing_is_no_step),
        HOUSE_TEST(test_engine_step_an_empty_look_moves_the_agenda),
        HOUSE_TEST(test_engine_step_refused_list_applies_only_notes_and_tasks),
        HOUSE_TEST(test_engine_step_not_before_books_the_laws_day),
        HOUSE_TEST(test_engine_step_rule_may_not_close_with_money_open_a_person_may),
        HOUSE_TEST(test_engine_step_withdraw_takes_back_what_is_planned),
        HOUSE_TEST(test_engine_tell_refuses_what_it_does_not_understand),
        HOUSE_TEST(test_engine_step_dispute_withdraws_letters_and_their_effects),
        HOUSE_TEST(test_engine_step_answers_an_objection_within_a_week),
        HOUSE_TEST(test_engine_step_asks_nothing_after_a_rejected_objection),
        HOUSE_TEST(test_engine_step_rules_that_fail_park_one_case_only),
        HOUSE_TEST(test_engine_step_an_ended_agreement_parks_its_cases_only),
        HOUSE_TEST(test_engine_step_a_question_to_the_creditor_is_part_of_the_case),
        HOUSE_TEST(test_engine_step_refused_fact_changes_nothing),
        HOUSE_TEST(test_engine_step_a_held_case_rests_until_the_day_after),
        HOUSE_TEST(test_engine_step_silence_is_told_even_when_a_rule_wakes_too),
        HOUSE_TEST(test_engine_step_is_deterministic),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
