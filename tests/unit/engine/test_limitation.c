/* Limitation as a book watches it: the warnings, and what a rule may not do any more. */
#include "unit/engine/house.h"

#define ASKS_NOTHING ONE_STAGE("decide = function (c) return {} end")

/* Due on 3 April 2023: three years on is Good Friday, so the last day is Tuesday 7 April 2026. */
static int64_t old_claim(struct house *h) {
    struct incoming in = a_claim("5001", OLA, 125000);
    in.issued = on("2023-03-20");
    in.due = on("2023-04-03");
    assert_int_equal(house_take(h, in), TAKEN_NEW);
    return FIRST_CASE;
}

static void test_limitation_is_on_the_agenda_from_the_first_day(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", OLA, 125000); /* due on 2 February 2026 */
    assert_int_equal(house_agenda(h, id, AGENDA_LIMITATION), on("2029-02-02") - 90);
    assert_false(house_task(h, id, "limitation"));
    struct step_outcome out;
    OK(h, house_fact(h, (struct fact){.kind = FACT_ACKNOWLEDGED, .subject_id = id,
                                      .legal_day = on("2026-03-02")}, &out));
    OK(h, house_fact(h, (struct fact){.kind = FACT_ACKNOWLEDGED, .subject_id = id,
                                      .legal_day = on("2026-02-27")}, &out)); /* told later */
    assert_int_equal(house_agenda(h, id, AGENDA_LIMITATION), on("2029-03-02") - 90);
    assert_int_equal(house_take(h, a_payment("p", kid_of(h, id), 200000, h->e.today)), TAKEN_NEW);
    assert_int_equal(house_agenda(h, id, AGENDA_LIMITATION), DAY_NONE);
    house_whole(h);
}

static void test_limitation_is_told_of_when_it_comes_near(void **state) {
    struct house *h = *state;
    house_rules(h, ASKS_NOTHING);
    const int64_t id = old_claim(h); /* 36 days are left */
    assert_true(house_task(h, id, "limitation_90"));
    assert_int_equal(house_agenda(h, id, AGENDA_LIMITATION), on("2026-03-08"));
    assert_int_equal(house_agenda(h, id, AGENDA_IDLE), on("2026-04-01")); /* beside it */
    house_day(h, "2026-03-07");
    assert_false(house_task(h, id, "limitation_30"));
    house_day(h, "2026-03-08");
    assert_true(house_task(h, id, "limitation_30"));
    assert_int_equal(house_agenda(h, id, AGENDA_LIMITATION), on("2026-03-31"));
    house_day(h, "2026-04-07"); /* the computer stood still on the day itself */
    assert_true(house_task(h, id, "limitation_7"));
    assert_false(house_task(h, id, "time_barred"));
    assert_int_equal(house_agenda(h, id, AGENDA_LIMITATION), on("2026-04-08"));
    house_day(h, "2026-04-08");
    assert_true(house_task(h, id, "time_barred"));
    assert_int_equal(house_agenda(h, id, AGENDA_LIMITATION), DAY_NONE);
    assert_int_not_equal(house_agenda(h, id, AGENDA_IDLE), DAY_NONE);
    house_whole(h);
}

static void test_limitation_stops_the_rules_and_asks_a_person(void **state) {
    struct house *h = *state;
    house_rules(h, ONE_STAGE("decide = function (c)\n"
                             "  if c.claim.lapses > day('2026-04-07') then error('wrong') end\n"
                             "  if c.today <= c.claim.lapses then return {} end\n"
                             "  return { send { letter = 'reminder', days = 14 } } end"));
    const int64_t id = old_claim(h);
    house_day(h, "2026-04-08");
    assert_text(house_case(h, id)->parked, "");
    assert_int_equal(house_case(h, id)->n_letters, 0);
    assert_true(house_task(h, id, "time_barred"));
    house_whole(h);
}

/* A loan lives for ten years; its interest goes after three, and a person is told before. */
static void test_interest_is_told_of_before_it_goes(void **state) {
    struct house *h = *state;
    house_rules(h, ASKS_NOTHING);
    struct incoming in = a_claim("5002", OLA, 3650000);
    in.issued = on("2023-05-02");
    in.due = on("2023-06-01");
    in.basis = BASIS_LOAN;
    assert_int_equal(house_take(h, in), TAKEN_NEW);
    const int64_t id = FIRST_CASE;
    assert_false(house_task(h, id, "interest_lapses"));
    assert_false(house_task(h, id, "limitation"));
    assert_int_equal(house_agenda(h, id, AGENDA_LIMITATION), on("2026-06-02") - 90);
    house_day(h, "2026-03-03");
    assert_false(house_task(h, id, "interest_lapses"));
    house_day(h, "2026-03-04");
    assert_true(house_task(h, id, "interest_lapses"));
    assert_int_equal(house_agenda(h, id, AGENDA_LIMITATION), on("2026-06-03"));
    house_day(h, "2026-06-02");
    assert_int_equal(house_case(h, id)->interest_lapsed, 0);
    house_day(h, "2026-06-03");
    assert_true(house_case(h, id)->interest_lapsed > 0);
    house_whole(h);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_limitation_is_on_the_agenda_from_the_first_day),
        HOUSE_TEST(test_limitation_is_told_of_when_it_comes_near),
        HOUSE_TEST(test_limitation_stops_the_rules_and_asks_a_person),
        HOUSE_TEST(test_interest_is_told_of_before_it_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
