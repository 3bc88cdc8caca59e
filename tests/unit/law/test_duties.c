#include "unit/law/newact_desk.h"

#include "law/addressees.h"
#include "law/duties.h"

static void test_law_answer_days_is_a_week_from_its_day(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    desk_open(&k, "2026-08-03");
    new_law_open(&n);
    assert_int_equal(law_answer_days(NULL, desk_look(&k, "2026-10-01"), 14), 14);
    assert_int_equal(law_answer_days(law_builtin(), desk_look(&k, "2026-10-01"), 14), 14);
    assert_int_equal(law_answer_days(&n.law, desk_look(&k, "2026-10-01"), 14), 14);
    new_law_switch(&n, NEW_17_ANSWERS, "2026-10-01", 0);
    assert_int_equal(law_answer_days(&n.law, desk_look(&k, "2026-09-30"), 14), 14);
    assert_int_equal(law_answer_days(&n.law, desk_look(&k, "2026-10-01"), 14), 7);
    assert_int_equal(law_answer_days(&n.law, desk_look(&k, "2026-10-01"), 3), 3);
}

static void test_law_payout_last_day_is_the_fourteenth(void **state) {
    (void)state;
    struct new_law n;
    struct law_moment m = {.act = on("2027-01-01")};
    new_law_open(&n);
    assert_int_equal(law_payout_last_day(&n.law, &m), DAY_NONE);
    new_law_switch(&n, NEW_26_PAYOUT, "2027-01-01", 0);
    assert_int_equal(law_payout_last_day(&n.law, &m), on("2027-01-15"));
    m.act--;
    assert_int_equal(law_payout_last_day(&n.law, &m), DAY_NONE);
    m.act = DAY_MAX - 1;
    assert_int_equal(law_payout_last_day(&n.law, &m), DAY_MAX);
}

static void test_addressees_of_follows_the_act(void **state) {
    (void)state;
    static const struct {
        struct addressee_facts facts;
        unsigned to;
    } rows[] = {
        {{0}, TO_DEBTOR},
        {{.minor = true}, TO_GUARDIAN},
        {{.minor = true, .representative = true}, TO_GUARDIAN},
        {{.minor = true, .minor_for_weighty_reasons = true}, TO_DEBTOR},
        {{.guardian = true}, TO_DEBTOR | TO_GUARDIAN},
        {{.guardian = true, .chosen = TO_DEBTOR}, TO_DEBTOR},
        {{.guardian = true, .chosen = TO_GUARDIAN}, TO_GUARDIAN},
        {{.guardian = true, .guardian_not_for_this = true}, TO_DEBTOR},
        {{.guardian = true, .guardian_not_for_this = true, .chosen = TO_GUARDIAN}, TO_DEBTOR},
        {{.guardian = true, .capacity_restricted = true}, TO_GUARDIAN},
        {{.guardian = true, .capacity_restricted = true, .chosen = TO_DEBTOR}, TO_GUARDIAN},
        {{.guardian = true, .capacity_restricted = true, .representative = true}, TO_GUARDIAN},
        {{.chosen = TO_GUARDIAN}, TO_DEBTOR}, /* no guardian to choose */
        {{.representative = true}, TO_REPRESENTATIVE},
        {{.representative = true, .guardian = true}, TO_REPRESENTATIVE},
        {{.representative = true, .representative_not_for_letters = true}, TO_DEBTOR},
        {{.future_power = FUTURE_POWER_COVERS}, TO_ATTORNEY},
        {{.future_power = FUTURE_POWER_UNSURE}, TO_DEBTOR | TO_ATTORNEY},
        {{.future_power = FUTURE_POWER_COVERS, .guardian = true}, TO_DEBTOR | TO_GUARDIAN},
    };
    const struct law_moment m = {.act = on("2027-01-01")}, before = {.act = on("2026-12-31")};
    struct new_law n;
    new_law_open(&n);
    for (enum provision p = NEW_28_REPRESENTATIVE; p <= NEW_30_GUARDIAN; p++) {
        new_law_switch(&n, p, "2027-01-01", 0);
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(addressees_of(&n.acts, &m, &rows[i].facts), rows[i].to);
        assert_int_equal(addressees_of(&n.acts, &before, &rows[i].facts), TO_DEBTOR);
        assert_int_equal(addressees_of(NULL, &m, &rows[i].facts), TO_DEBTOR);
    }
}

/* Each of the three has a switch of its own. */
static void test_addressees_of_asks_each_switch(void **state) {
    (void)state;
    const struct law_moment m = {.act = on("2027-01-01")};
    const struct addressee_facts all = {.minor = true, .guardian = true, .representative = true};
    struct new_law n;
    new_law_open(&n);
    new_law_switch(&n, NEW_30_GUARDIAN, "2027-01-01", 0);
    assert_int_equal(addressees_of(&n.acts, &m, &all), TO_DEBTOR | TO_GUARDIAN);
    new_law_switch(&n, NEW_28_REPRESENTATIVE, "2027-01-01", 0);
    assert_int_equal(addressees_of(&n.acts, &m, &all), TO_REPRESENTATIVE);
    new_law_switch(&n, NEW_29_MINOR, "2027-01-01", 0);
    assert_int_equal(addressees_of(&n.acts, &m, &all), TO_GUARDIAN);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_law_answer_days_is_a_week_from_its_day),
        cmocka_unit_test(test_law_payout_last_day_is_the_fourteenth),
        cmocka_unit_test(test_addressees_of_follows_the_act),
        cmocka_unit_test(test_addressees_of_asks_each_switch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
