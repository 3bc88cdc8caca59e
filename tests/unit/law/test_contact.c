/* Contact by phone and by electronic channels: hours, how often, and who wants none. */
#include "unit/law/newact_desk.h"

#include "base/clock.h"
#include "law/contact.h"

#define H(hour) ((hour) * 60)

/* ---- hours ----------------------------------------------------------------------------------- */

static void test_contact_is_open_keeps_the_hours_to_the_minute(void **state) {
    (void)state;
    static const struct {
        const char *on;
        int from, until; /* hours; 0: none */
    } days[] = {
        {"2027-01-04", 8, 21}, /* Monday */
        {"2027-01-08", 8, 21}, /* Friday */
        {"2027-01-09", 9, 15}, /* Saturday */
        {"2027-01-10", 0, 0},  /* Sunday */
        {"2027-01-01", 0, 0},  {"2027-03-25", 0, 0}, /* skjærtorsdag */
        {"2027-03-27", 9, 15}, /* the Saturday of Easter is no holiday by law */
        {"2027-05-06", 0, 0},  /* Kristi himmelfartsdag */
        {"2027-05-17", 0, 0},  {"2026-05-01", 0, 0},
        {"2026-12-24", 0, 0},  {"2026-12-31", 0, 0}, {"2026-12-23", 8, 21},
        {"2026-12-30", 8, 21}, {"2027-05-18", 8, 21},
    };
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        const day d = on(days[i].on);
        const bool any = days[i].until > 0;
        assert_false(contact_is_open(NULL, (struct contact_moment){d, 0}));
        assert_false(contact_is_open(NULL, (struct contact_moment){d, H(24) - 1}));
        assert_int_equal(contact_is_open(NULL, (struct contact_moment){d, H(12)}), any);
        if (any) {
            assert_false(contact_is_open(NULL, (struct contact_moment){d, H(days[i].from) - 1}));
            assert_true(contact_is_open(NULL, (struct contact_moment){d, H(days[i].from)}));
            assert_true(contact_is_open(NULL, (struct contact_moment){d, H(days[i].until) - 1}));
            assert_false(contact_is_open(NULL, (struct contact_moment){d, H(days[i].until)}));
        }
    }
}

static void test_the_eves_may_be_opened_by_a_setting(void **state) {
    (void)state;
    struct law_switches acts = {0};
    struct status st = {0};
    const day eve = on("2026-12-24"), last = on("2026-12-31");
    assert_int_equal(contact_hours_of(&acts, eve).until, 0);
    assert_int_equal(contact_hours_of(&acts, last).until, 0);
    assert_int_equal(switch_set(&acts, TEXT("contact_on_eves"), TEXT("maybe"), &st),
                     STATUS_INVALID);
    assert_int_equal(switch_set(&acts, TEXT("contact_on_eves"), TEXT("yes"), &st), STATUS_OK);
    assert_int_equal(contact_hours_of(&acts, eve).until, H(21)); /* both are Thursdays */
    assert_int_equal(contact_hours_of(&acts, last).from, H(8));
    assert_int_equal(contact_hours_of(&acts, on("2026-12-25")).until, 0);
    assert_int_equal(switch_set(&acts, TEXT("contact_on_eves"), TEXT("no"), &st), STATUS_OK);
    assert_int_equal(contact_hours_of(&acts, eve).until, 0);
}

static void assert_next(const char *from, int32_t minute, const char *to, int32_t at) {
    const struct contact_moment next =
        contact_next(NULL, (struct contact_moment){on(from), minute});
    assert_int_equal(next.day, on(to));
    assert_int_equal(next.minute, at);
    assert_true(contact_is_open(NULL, next));
}

static void test_contact_next_is_now_or_the_beginning_of_the_next_window(void **state) {
    (void)state;
    assert_next("2026-10-02", H(8), "2026-10-02", H(8));
    assert_next("2026-10-02", H(21) - 1, "2026-10-02", H(21) - 1);
    assert_next("2026-10-02", H(8) - 1, "2026-10-02", H(8));
    assert_next("2026-10-02", 0, "2026-10-02", H(8));
    assert_next("2026-10-02", H(21), "2026-10-03", H(9));      /* Friday evening */
    assert_next("2026-10-03", H(15) - 1, "2026-10-03", H(15) - 1);
    assert_next("2026-10-03", H(15), "2026-10-05", H(8));      /* Saturday, over Sunday */
    assert_next("2026-10-04", H(12), "2026-10-05", H(8));
    assert_next("2024-05-16", H(22), "2024-05-18", H(9));      /* over 17 May, a Friday */
    assert_next("2026-12-23", H(21), "2026-12-28", H(8));      /* over Christmas */
    assert_next("2026-12-30", H(21), "2027-01-02", H(9));      /* over New Year */
    assert_int_equal(contact_day_from(NULL, on("2027-01-09")), on("2027-01-09"));
    assert_int_equal(contact_day_from(NULL, on("2027-01-10")), on("2027-01-11"));
}

/* Minutes are those of the clock on the wall, on the days too when it is moved: both Sundays, so the
 * window after is what could go wrong, by an hour. */
static void test_hours_follow_the_clock_when_it_is_moved(void **state) {
    (void)state;
    static const struct {
        const char *monday;
        int64_t utc_hour; /* at which eight in the morning comes, in UTC */
    } switches[] = {{"2026-03-30", 6}, {"2026-10-26", 7}, {"2026-03-23", 7}, {"2026-10-19", 6}};
    for (size_t i = 0; i < sizeof switches / sizeof switches[0]; i++) {
        const day d = on(switches[i].monday);
        const instant eight = (instant)(d - 719163) * 86400000 + switches[i].utc_hour * 3600000;
        for (int late = 0; late < 2; late++) {
            const instant at = eight - 60000 * !late;
            const struct contact_moment m = {clock_oslo_day(at), clock_oslo_minute(at)};
            assert_int_equal(m.day, d);
            assert_int_equal(contact_is_open(NULL, m), late);
        }
    }
}

/* ---- calls ----------------------------------------------------------------------------------- */

static struct verdict call(struct desk *k, const char *today) {
    return desk_judge(k, today, (struct action){.kind = ACTION_CALL, .what = TEXT("why")});
}

static void test_a_call_waits_for_a_day_with_hours(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-09-01");
    assert_verdict(call(&k, "2026-10-03"), "allowed"); /* Saturday */
    assert_verdict(call(&k, "2026-10-04"), "call_hours 2026-10-05");
    assert_verdict(call(&k, "2026-12-24"), "call_hours 2026-12-28");
    desk_open(&k, "2024-03-01");
    assert_verdict(call(&k, "2024-05-16"), "allowed");
    assert_verdict(call(&k, "2024-05-17"), "call_hours 2024-05-18");
    assert_verdict(call(&k, "2024-05-19"), "call_hours 2024-05-21"); /* first and second of Whitsun */
}

static void test_a_call_cites_the_act_of_2026_once_it_is_switched_on(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    desk_open(&k, "2026-09-01");
    new_law_open(&n);
    k.law = &n.law;
    assert_verdict(call(&k, "2026-10-04"), "call_hours 2026-10-05");
    new_law_switch(&n, NEW_15_HOURS, "2026-10-01", 0);
    assert_newer(call(&k, "2026-10-04"), "call_hours 2026-10-05", "inkassoloven (2026) § 15");
}

static void test_who_is_not_called(void **state) {
    (void)state;
    const char *today = "2026-10-01";
    struct desk k;
    desk_open(&k, "2026-09-01");
    assert_verdict(call(&k, "2026-09-01"), "not_due 2026-09-02");
    assert_verdict(call(&k, "2026-09-02"), "allowed");
    k.debtor.opted_out = true;
    assert_verdict(call(&k, today), "opted_out");
    k.debtor.opted_out = false;
    k.debtor.opted_out_messages = true; /* says nothing of calls */
    k.debtor.protected_address = true;  /* a call shows no address */
    assert_verdict(call(&k, today), "allowed");
    k.debtor.phone = (struct text){NULL, 0};
    assert_verdict(call(&k, today), "person: no_phone");
    desk_open(&k, "2026-09-01");
    k.debtor.died = on("2026-09-10");
    assert_verdict(call(&k, today), "debtor_died");
    desk_open(&k, "2026-09-01");
    k.debtor.bankrupt = on("2026-09-10");
    assert_verdict(call(&k, today), "bankrupt");
    desk_open(&k, "2026-09-01");
    k.debtor.debt_settlement = on("2026-09-10");
    assert_verdict(call(&k, today), "debt_settlement");
    desk_open(&k, "2026-09-01");
    k.debtor.guardian = TEXT("Vera Verge, Torget 2");
    assert_verdict(call(&k, today), "person: guardian");
    desk_open(&k, "2026-09-01");
    k.c.disputed_since = on("2026-09-20");
    assert_verdict(call(&k, today), "open_objection");
    desk_open(&k, "2026-09-01");
    k.c.held_since = on("2026-09-20");
    assert_verdict(call(&k, today), "held");
    k.c.held_until = on("2026-10-03"); /* over on a Sunday: the Monday after */
    assert_verdict(call(&k, today), "call_hours 2026-10-05");
    desk_open(&k, "2026-09-01");
    desk_agree_plan(&k, "2026-09-20", "2026-10-20", 4);
    assert_verdict(call(&k, today), "plan_runs");
    desk_open(&k, "2026-09-01");
    (void)desk_add_letter(&k, LETTER_REMINDER, "2026-09-21", 14, 0); /* until the fifth */
    assert_verdict(call(&k, today), "deadline_running 2026-10-06");
    assert_verdict(call(&k, "2026-10-06"), "allowed");
}

/* §§ 28-30 of 2026: who is written to instead of the debtor is not rung by a rule either. */
static void test_a_represented_debtor_is_not_called(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    desk_open(&k, "2026-09-01");
    new_law_open(&n);
    k.law = &n.law;
    k.debtor.representative = TEXT("Rita Rådgiver, Torget 3");
    k.debtor.representative_since = on("2026-09-10");
    assert_verdict(call(&k, "2026-10-01"), "allowed");
    new_law_switch(&n, NEW_28_REPRESENTATIVE, "2026-10-01", 0);
    assert_verdict(call(&k, "2026-09-30"), "allowed");
    assert_verdict(call(&k, "2026-10-01"), "person: addressee_by_letter");
}

#define CALLS 20
struct calls {
    struct call_note here[CALLS];
    day elsewhere[CALLS];
    uint32_t n_elsewhere;
};

/* Every second attempt stands in another case. */
static void put_call(struct desk *k, struct calls *calls, const char *date) {
    k->c.calls = calls->here;
    if ((k->c.n_calls + calls->n_elsewhere) % 2 == 0) {
        calls->here[k->c.n_calls++] = (struct call_note){.day = on(date), .outcome = CALL_NO_ANSWER};
    } else {
        calls->elsewhere[calls->n_elsewhere++] = on(date);
    }
}

static const struct snapshot *look(struct desk *k, const struct calls *calls, const char *today) {
    (void)desk_look(k, today);
    k->snapshot.calls_elsewhere = calls->elsewhere;
    k->snapshot.n_calls_elsewhere = calls->n_elsewhere;
    return &k->snapshot;
}

static struct verdict call_after(struct desk *k, const struct calls *calls, const char *today) {
    const struct action action = {.kind = ACTION_CALL};
    const struct law_question q = {desk_law(k), look(k, calls, today), &action, false, NULL};
    struct verdict v;
    law_judge(&q, &v);
    return v;
}

static void test_one_call_a_day(void **state) {
    (void)state;
    struct desk k;
    struct calls calls = {0};
    desk_open(&k, "2026-09-01");
    put_call(&k, &calls, "2026-10-01");
    assert_verdict(call_after(&k, &calls, "2026-10-01"), "call_limit 2026-10-02");
    assert_verdict(call_after(&k, &calls, "2026-10-02"), "allowed");
    /* In another case only, and on a Saturday: the next day is a Sunday. */
    calls = (struct calls){.elsewhere = {on("2026-10-03")}, .n_elsewhere = 1};
    k.c.n_calls = 0;
    assert_verdict(call_after(&k, &calls, "2026-10-03"), "call_hours 2026-10-05");
}

static void test_five_calls_in_seven_days(void **state) {
    (void)state;
    static const char *const days[] = {"2026-10-01", "2026-10-02", "2026-10-03", "2026-10-05"};
    struct desk k;
    struct calls calls = {0};
    desk_open(&k, "2026-09-01");
    for (size_t i = 0; i < 4; i++) {
        put_call(&k, &calls, days[i]);
    }
    assert_verdict(call_after(&k, &calls, "2026-10-06"), "allowed"); /* the fifth */
    put_call(&k, &calls, "2026-10-06");
    assert_verdict(call_after(&k, &calls, "2026-10-07"), "call_limit 2026-10-08");
    assert_verdict(call_after(&k, &calls, "2026-10-08"), "allowed"); /* the first is a week old */
}

/* Fifteen from 1 September: the sixteenth waits for 2 October, though September is over and thirty
 * days are past. */
static void test_fifteen_calls_in_thirty_one_days(void **state) {
    (void)state;
    static const char *const days[] = {"2026-09-01", "2026-09-02", "2026-09-03", "2026-09-04",
        "2026-09-05", "2026-09-10", "2026-09-11", "2026-09-12", "2026-09-14", "2026-09-15",
        "2026-09-21", "2026-09-22", "2026-09-23", "2026-09-24"};
    struct desk k;
    struct calls calls = {0};
    desk_open(&k, "2026-08-03");
    for (size_t i = 0; i < 14; i++) {
        put_call(&k, &calls, days[i]);
    }
    assert_verdict(call_after(&k, &calls, "2026-09-25"), "allowed"); /* the fifteenth */
    put_call(&k, &calls, "2026-09-25");
    assert_verdict(call_after(&k, &calls, "2026-09-30"), "call_limit 2026-10-02");
    assert_verdict(call_after(&k, &calls, "2026-10-01"), "call_limit 2026-10-02");
    assert_verdict(call_after(&k, &calls, "2026-10-02"), "allowed");
    const struct call_counts n = contact_calls(look(&k, &calls, "2026-09-25"), on("2026-09-25"));
    assert_int_equal(n.day, 1);
    assert_int_equal(n.week, 5);
    assert_int_equal(n.month, 15);
}

/* Nobody is asked twice: what is asked for already waits for nothing more. */
static void test_a_call_that_is_asked_for_waits_for_no_day(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-09-01");
    k.c.call_asked = (struct call_ask){on("2026-10-02"), on("2026-10-16"), TEXT("why")};
    assert_verdict(call(&k, "2026-10-04"), "allowed");
    k.debtor.opted_out = true;
    assert_verdict(call(&k, "2026-10-04"), "opted_out");
}

static void assert_may(struct desk *k, const struct calls *calls, const char *today,
                       int32_t minute, const char *expected, const char *from, int32_t at) {
    struct call_answer a;
    contact_may_call(desk_law(k), look(k, calls, today),
                     (struct contact_moment){on(today), minute}, &a);
    assert_verdict(a.verdict, expected);
    assert_int_equal(a.from.day, from ? on(from) : DAY_NONE);
    assert_int_equal(a.from.minute, at);
}

static void test_contact_may_call_knows_the_hour(void **state) {
    (void)state;
    struct desk k;
    struct calls calls = {0};
    struct call_answer a;
    desk_open(&k, "2026-09-01");
    assert_may(&k, &calls, "2026-10-01", H(8) - 1, "call_hours 2026-10-01", "2026-10-01", H(8));
    assert_may(&k, &calls, "2026-10-01", H(8), "allowed", "2026-10-01", H(8));
    assert_may(&k, &calls, "2026-10-01", H(21), "call_hours 2026-10-02", "2026-10-02", H(8));
    assert_may(&k, &calls, "2026-10-02", H(21), "call_hours 2026-10-03", "2026-10-03", H(9));
    contact_may_call(desk_law(&k), look(&k, &calls, "2026-10-03"),
                     (struct contact_moment){on("2026-10-03"), H(12)}, &a);
    assert_int_equal(a.until, H(15));
    put_call(&k, &calls, "2026-10-03");
    assert_may(&k, &calls, "2026-10-03", H(12), "call_limit 2026-10-05", "2026-10-05", H(8));
    /* Somebody is asked to call: that does not make it later. */
    k.c.call_asked = (struct call_ask){on("2026-10-02"), on("2026-10-16"), TEXT("why")};
    assert_may(&k, &calls, "2026-10-05", H(12), "allowed", "2026-10-05", H(12));
    k.debtor.opted_out = true;
    assert_may(&k, &calls, "2026-10-05", H(12), "opted_out", NULL, 0);
}

static void assert_attempt(struct desk *k, const struct calls *calls, const char *today,
                           const char *date, const char *expected) {
    struct verdict v;
    contact_judge_attempt(desk_law(k), look(k, calls, today), on(date), &v);
    assert_verdict(v, expected);
}

static void test_an_attempt_is_held_against_every_window_that_it_stands_in(void **state) {
    (void)state;
    struct desk k;
    struct calls calls = {0};
    desk_open(&k, "2026-09-01");
    put_call(&k, &calls, "2026-10-01");
    assert_attempt(&k, &calls, "2026-10-09", "2026-10-01", "allowed");
    put_call(&k, &calls, "2026-10-01");
    assert_attempt(&k, &calls, "2026-10-09", "2026-10-01", "call_limit");
    k.c.n_calls = 0;
    calls = (struct calls){0};
    put_call(&k, &calls, "2026-10-05");
    put_call(&k, &calls, "2026-10-06");
    put_call(&k, &calls, "2026-10-07");
    put_call(&k, &calls, "2026-10-08");
    put_call(&k, &calls, "2026-10-02"); /* told late: the fifth in the seven days that end on the 8th */
    assert_attempt(&k, &calls, "2026-10-09", "2026-10-02", "allowed");
    put_call(&k, &calls, "2026-10-03"); /* and this is the sixth, though four were made after it */
    assert_attempt(&k, &calls, "2026-10-09", "2026-10-03", "call_limit");
    k.c.n_calls = 0;
    calls = (struct calls){0};
    put_call(&k, &calls, "2026-10-04");
    assert_attempt(&k, &calls, "2026-10-09", "2026-10-04", "call_hours");
    assert_attempt(&k, &calls, "2026-10-09", "2026-10-03", "allowed");
    k.debtor.opted_out = true;
    assert_attempt(&k, &calls, "2026-10-09", "2026-10-03", "opted_out");
}

/* ---- letters by electronic channels ---------------------------------------------------------- */

static struct verdict send_by(struct desk *k, const char *today, enum channel by) {
    return desk_judge(k, today, (struct action){.kind = ACTION_SEND, .letter = LETTER_REMINDER,
                                                .by = by, .days = 14});
}

static void test_who_wants_no_electronic_messages_gets_none(void **state) {
    (void)state;
    static const enum channel electronic[] = {CHANNEL_EMAIL, CHANNEL_MAILBOX, CHANNEL_PORTAL};
    struct desk k;
    desk_open(&k, "2026-09-01");
    for (size_t i = 0; i < sizeof electronic / sizeof electronic[0]; i++) {
        k.debtor.opted_out_messages = false;
        k.debtor.opted_out = true; /* of calls: says nothing here */
        assert_verdict(send_by(&k, "2026-10-01", electronic[i]), "allowed");
        k.debtor.opted_out_messages = true;
        assert_verdict(send_by(&k, "2026-10-01", electronic[i]), "opted_out_electronic");
    }
    assert_verdict(send_by(&k, "2026-10-01", CHANNEL_LETTER), "allowed");
    assert_verdict(desk_judge(&k, "2026-10-01", (struct action){.kind = ACTION_SEND,
                              .letter = LETTER_CREDITOR_QUESTION, .by = CHANNEL_EMAIL}),
                   "allowed"); /* it is for the creditor */
}

static void test_a_channel_needs_its_address(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-09-01");
    k.debtor.email = (struct text){NULL, 0};
    assert_verdict(send_by(&k, "2026-10-01", CHANNEL_EMAIL), "no_electronic_address");
    assert_verdict(send_by(&k, "2026-10-01", CHANNEL_PORTAL), "allowed");
    k.debtor.phone = (struct text){NULL, 0};
    assert_verdict(desk_judge(&k, "2026-10-01", (struct action){.kind = ACTION_SEND,
                              .letter = LETTER_RECEIPT, .by = CHANNEL_SMS}),
                   "no_electronic_address");
}

static void assert_goes(const struct law *law, struct desk *k, struct letter l, const char *today,
                        int32_t minute, const char *to, int32_t at) {
    const struct contact_moment from = contact_letter_from(
        law, desk_look(k, today), &l, (struct contact_moment){on(today), minute});
    assert_int_equal(from.day, on(to));
    assert_int_equal(from.minute, at);
}

static void test_an_electronic_letter_waits_for_the_hours_once_they_bind(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    const struct letter email = {.kind = LETTER_REMINDER, .by = CHANNEL_EMAIL};
    const struct letter paper = {.kind = LETTER_REMINDER, .by = CHANNEL_LETTER};
    const struct letter asks = {.kind = LETTER_CREDITOR_QUESTION, .by = CHANNEL_EMAIL};
    desk_open(&k, "2026-09-01");
    new_law_open(&n);
    assert_goes(&n.law, &k, email, "2026-10-02", H(22), "2026-10-02", H(22));
    new_law_switch(&n, NEW_15_HOURS, "2026-10-02", 0);
    assert_goes(&n.law, &k, email, "2026-10-01", H(22), "2026-10-01", H(22)); /* the day before */
    assert_goes(&n.law, &k, email, "2026-10-02", H(22), "2026-10-03", H(9));
    assert_goes(&n.law, &k, email, "2026-10-02", H(8) - 1, "2026-10-02", H(8));
    assert_goes(&n.law, &k, email, "2026-10-02", H(8), "2026-10-02", H(8));
    assert_goes(&n.law, &k, paper, "2026-10-02", H(22), "2026-10-02", H(22));
    assert_goes(&n.law, &k, asks, "2026-10-02", H(22), "2026-10-02", H(22));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_contact_is_open_keeps_the_hours_to_the_minute),
        cmocka_unit_test(test_the_eves_may_be_opened_by_a_setting),
        cmocka_unit_test(test_contact_next_is_now_or_the_beginning_of_the_next_window),
        cmocka_unit_test(test_hours_follow_the_clock_when_it_is_moved),
        cmocka_unit_test(test_a_call_waits_for_a_day_with_hours),
        cmocka_unit_test(test_a_call_cites_the_act_of_2026_once_it_is_switched_on),
        cmocka_unit_test(test_who_is_not_called),
        cmocka_unit_test(test_a_represented_debtor_is_not_called),
        cmocka_unit_test(test_one_call_a_day),
        cmocka_unit_test(test_five_calls_in_seven_days),
        cmocka_unit_test(test_fifteen_calls_in_thirty_one_days),
        cmocka_unit_test(test_a_call_that_is_asked_for_waits_for_no_day),
        cmocka_unit_test(test_contact_may_call_knows_the_hour),
        cmocka_unit_test(test_an_attempt_is_held_against_every_window_that_it_stands_in),
        cmocka_unit_test(test_who_wants_no_electronic_messages_gets_none),
        cmocka_unit_test(test_a_channel_needs_its_address),
        cmocka_unit_test(test_an_electronic_letter_waits_for_the_hours_once_they_bind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
