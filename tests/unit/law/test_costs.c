/* test_costs.c - the cap on what a debtor owes for collection, compensation and court fees. */
#include "unit/law/law_desk.h"

#include <string.h>

#include "law/costs.h"
#include "unit/law/cap_rows.h"

#define KR(kroner) ((ore)(kroner) * 100)

static struct cap cap_of(const struct cap_question *q) {
    struct cap c;
    struct status st = {0};
    int rc = costs_cap(law_builtin(), q, &c, &st);
    assert_string_equal(st.text, "");
    assert_int_equal(rc, STATUS_OK);
    return c;
}

static void expect_fault(const struct cap_question *q, int code, const char *words) {
    struct cap c;
    struct status st = {0};
    assert_int_equal(costs_cap(law_builtin(), q, &c, &st), code);
    assert_non_null(strstr(st.text, words));
}

static struct cap_question consumer(ore amount, const char *due, const char *covered) {
    return (struct cap_question){.amount = amount, .due = on(due), .covered = on(covered),
                                 .debtor = DEBTOR_CONSUMER, .claim_vat_liable = true};
}

/* ---- the table of caps --------------------------------------------------------------------- */

static void expect_row(const struct expected_cap *row, ore amount, const char *due,
                       const char *covered, int64_t exact_hundredths) {
    struct cap_question q = consumer(amount, due, covered);
    q.debtor = row->debtor;
    q.claim_vat_liable = row->claim_vat_liable;
    q.heavy = row->heavy;
    struct cap c = cap_of(&q);
    assert_int_equal(c.cap, exact_hundredths / 100);
    assert_int_equal(c.factor_hundredths, row->factor_hundredths);
    assert_int_equal(c.multiplier_thousandths, row->multiplier_thousandths);
    assert_int_equal(c.band_above, KR(row->over));
    assert_int_equal(c.band_up_to, row->up_to == NO_BOUND ? MONEY_MAX : KR(row->up_to));
    assert_int_equal(c.uplift, 0);
    assert_string_equal(c.paragraph, row->heavy ? "inkassoforskriften §§ 2-1, 2-3"
                                                : "inkassoforskriften §§ 2-1, 2-2");
}

static void test_costs_cap_gives_every_row_at_both_ends_of_its_band(void **state) {
    (void)state;
    assert_int_equal(N_EXPECTED_CAPS, 96);
    for (size_t i = 0; i < N_EXPECTED_CAPS; i++) {
        const struct expected_cap *row = &expected_caps[i];
        const ore least = KR(row->over) + 1;
        const ore most = row->up_to == NO_BOUND ? MONEY_MAX : KR(row->up_to);
        const char *first = row->is_new ? "2020-10-01" : "2010-01-01";
        const char *last = row->is_new ? "2025-12-31" : "2020-09-30";
        expect_row(row, least, last, "2025-12-31", row->cap_at_700);
        expect_row(row, most, last, "2025-12-31", row->cap_at_700);
        expect_row(row, least, first, "2026-01-01", row->cap_at_750);
        expect_row(row, most, first, "2026-01-01", row->cap_at_750);
    }
}

static void test_costs_cap_takes_the_sats_of_the_day_of_cover(void **state) {
    (void)state;
    struct cap_question q = consumer(KR(8000), "2010-01-01", "2010-12-31");
    assert_int_equal(cap_of(&q).cap, KR(600));
    q.covered = on("2011-01-01");
    assert_int_equal(cap_of(&q).cap, KR(610));
    q.covered = on("2016-06-01");
    assert_int_equal(cap_of(&q).rate, KR(670));
}

/* The claim's due day chooses the table, on both sides of the change. */
static void test_costs_cap_changes_table_between_two_due_days(void **state) {
    (void)state;
    struct cap_question q = consumer(KR(400), "2020-09-30", "2021-01-01");
    assert_int_equal(cap_of(&q).cap, KR(350));
    q.due = on("2020-10-01");
    assert_int_equal(cap_of(&q).cap, KR(175));
}

static void test_costs_cap_of_the_worked_examples(void **state) {
    (void)state;
    struct cap_question q = consumer(KR(1899), "2026-03-01", "2026-05-20");
    assert_int_equal(cap_of(&q).cap, KR(300));
    q.heavy = true;
    q.covered = on("2026-05-25");
    assert_int_equal(cap_of(&q).cap, KR(600));

    q = (struct cap_question){.amount = KR(60000), .due = on("2026-03-01"),
                              .covered = on("2026-06-01"), .debtor = DEBTOR_BUSINESS,
                              .heavy = true};
    assert_int_equal(cap_of(&q).cap, KR(10125));

    q = consumer(50000, "2026-03-01", "2026-06-01");
    assert_int_equal(cap_of(&q).cap, 18750);
    q.amount = 50001;
    assert_int_equal(cap_of(&q).cap, 26250);

    q = consumer(KR(8000), "2019-05-10", "2026-02-01");
    q.heavy = true;
    assert_int_equal(cap_of(&q).cap, KR(1500));

    q = consumer(KR(30000), "2026-03-01", "2026-06-01");
    q.instalments = 5;
    assert_int_equal(cap_of(&q).cap, KR(2325));
    q.instalments = 4;
    assert_int_equal(cap_of(&q).cap, KR(1200));

    q = consumer(KR(5000), "2026-07-01", "2026-09-01");
    q.debtor = DEBTOR_BUSINESS;
    const ore light = cap_of(&q).cap;
    assert_int_equal(light, KR(900));
    assert_int_equal(costs_beside_compensation(light, KR(430)), KR(470));
}

/* ---- the uplift ---------------------------------------------------------------------------- */

static void test_costs_cap_uplift_bears_neither_factor(void **state) {
    (void)state;
    struct cap_question q = consumer(KR(100), "2026-03-01", "2026-06-01");
    q.debtor = DEBTOR_BUSINESS;
    q.claim_vat_liable = false;
    q.instalments = 5;
    struct cap c = cap_of(&q);
    assert_int_equal(c.uplift, KR(1125));
    assert_int_equal(c.cap, 35156 + KR(1125)); /* 351.5625 is rounded down */
    assert_string_equal(c.paragraph, "inkassoforskriften §§ 2-1, 2-2, 2-4");
    q.heavy = true;
    assert_string_equal(cap_of(&q).paragraph, "inkassoforskriften §§ 2-1, 2-3, 2-4");
}

static void test_costs_cap_uplift_ends_before_a_court(void **state) {
    (void)state;
    struct cap_question q = consumer(KR(30000), "2026-03-01", "2026-06-01");
    q.instalments = 12;
    q.before_court = true;
    struct cap c = cap_of(&q);
    assert_int_equal(c.uplift, 0);
    assert_int_equal(c.cap, KR(1200));
    assert_string_equal(c.paragraph, "inkassoforskriften §§ 2-1, 2-2");
}

/* ---- what has no answer -------------------------------------------------------------------- */

static void test_costs_cap_of_days_without_a_row_is_an_error(void **state) {
    (void)state;
    struct cap_question q = consumer(KR(1000), "2009-12-31", "2026-06-01");
    expect_fault(&q, STATUS_NOT_FOUND, "2009-12-31");
    struct law empty = *law_builtin();
    empty.inkassosats.n--; /* as if nothing were known from 2026 */
    q = consumer(KR(1000), "2025-12-31", "2026-01-01");
    struct cap c;
    struct status st = {0};
    assert_int_equal(costs_cap(&empty, &q, &c, &st), STATUS_NOT_FOUND);
    assert_non_null(strstr(st.text, "2026-01-01"));
}

static void test_costs_cap_refuses_questions_without_meaning(void **state) {
    (void)state;
    const struct cap_question good = consumer(KR(1000), "2026-03-01", "2026-03-01");
    (void)cap_of(&good);
    static const ore amounts[] = {0, -1, INT64_MIN, MONEY_MAX + 1, INT64_MAX};
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++) {
        struct cap_question q = good;
        q.amount = amounts[i];
        expect_fault(&q, STATUS_INVALID, "amount");
    }
    struct cap_question q = good;
    q.covered = on("2026-02-28");
    expect_fault(&q, STATUS_INVALID, "2026-02-28");
    q = good;
    q.covered = DAY_NONE;
    expect_fault(&q, STATUS_INVALID, "days");
    q = good;
    q.debtor = (enum debtor_kind)0;
    expect_fault(&q, STATUS_INVALID, "debtor");
    q = good;
    q.instalments = -1;
    expect_fault(&q, STATUS_INVALID, "instalments");
}

/* ---- properties ---------------------------------------------------------------------------- */

#define ROUNDS 20000

static uint64_t next_random(uint64_t *seed) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 33;
}

/* Amounts of every size: most of them near and below the largest bound. */
static ore random_amount(uint64_t *seed) {
    static const ore sizes[] = {100000, 1000000, 10000000, 50000000};
    return 1 + (ore)next_random(seed) % sizes[next_random(seed) % 4];
}

static struct cap_question random_question(uint64_t *seed) {
    struct cap_question q = {.amount = random_amount(seed)};
    q.due = day_of(2010, 1, 1) + (day)(next_random(seed) % 6000);
    q.covered = q.due + (day)(next_random(seed) % 2000);
    q.debtor = next_random(seed) % 2 == 0 ? DEBTOR_CONSUMER : DEBTOR_BUSINESS;
    q.claim_vat_liable = next_random(seed) % 2 == 0;
    q.heavy = next_random(seed) % 2 == 0;
    q.instalments = (int32_t)(next_random(seed) % 8);
    return q;
}

static void test_costs_cap_never_falls_as_the_claim_grows(void **state) {
    (void)state;
    uint64_t seed = 1;
    for (int i = 0; i < ROUNDS; i++) {
        struct cap_question q = random_question(&seed);
        const ore cap = cap_of(&q).cap;
        q.amount += random_amount(&seed);
        assert_true(cap_of(&q).cap >= cap);
        struct cap_question light = q;
        light.heavy = false;
        q.heavy = true;
        assert_true(cap_of(&q).cap >= cap_of(&light).cap);
    }
}

static void test_costs_cap_is_never_exceeded_by_rounding(void **state) {
    (void)state;
    uint64_t seed = 2;
    for (int i = 0; i < ROUNDS; i++) {
        const struct cap_question q = random_question(&seed);
        const struct cap c = cap_of(&q);
        const wide exact = (wide)c.rate * c.factor_hundredths * c.multiplier_thousandths +
                           (q.instalments > 4 ? (wide)c.rate * 150000 : 0);
        assert_true((wide)c.cap * 100000 <= exact);
        assert_true(((wide)c.cap + 1) * 100000 > exact);
    }
}

/* ---- compensation, letters, courts --------------------------------------------------------- */

struct dated {
    const char *from, *to;
    int kroner;
};

static const struct dated compensations[] = {
    {"2013-07-01", "2013-12-31", 300}, {"2014-01-01", "2014-06-30", 320},
    {"2014-07-01", "2014-12-31", 320}, {"2015-01-01", "2015-06-30", 330},
    {"2015-07-01", "2015-12-31", 330}, {"2016-01-01", "2016-06-30", 370},
    {"2016-07-01", "2016-12-31", 370}, {"2017-01-01", "2017-06-30", 360},
    {"2017-07-01", "2017-12-31", 370}, {"2018-01-01", "2018-06-30", 380},
    {"2018-07-01", "2018-12-31", 380}, {"2019-01-01", "2019-06-30", 380},
    {"2019-07-01", "2019-12-31", 390}, {"2020-01-01", "2020-06-30", 400},
    {"2020-07-01", "2020-12-31", 430}, {"2021-01-01", "2021-06-30", 420},
    {"2021-07-01", "2021-12-31", 400}, {"2022-01-01", "2022-06-30", 390},
    {"2022-07-01", "2022-12-31", 400}, {"2023-01-01", "2023-06-30", 410},
    {"2023-07-01", "2023-12-31", 460}, {"2024-01-01", "2024-06-30", 470},
    {"2024-07-01", "2024-12-31", 460}, {"2025-01-01", "2025-06-30", 470},
    {"2025-07-01", "2025-12-31", 460}, {"2026-01-01", "2026-06-30", 460},
    {"2026-07-01", "2026-12-31", 430},
};
static const struct dated units[] = {
    {"2000-01-01", "2000-12-31", 600}, {"2001-01-01", "2001-12-31", 655},
    {"2002-01-01", "2002-12-31", 670}, {"2003-01-01", "2003-06-30", 700},
    {"2003-07-01", "2004-06-30", 740}, {"2004-07-01", "2005-12-31", 845},
    {"2006-01-01", "2015-12-31", 860}, {"2016-01-01", "2016-12-31", 1025},
    {"2017-01-01", "2017-12-31", 1049}, {"2018-01-01", "2018-12-31", 1130},
    {"2019-01-01", "2019-12-31", 1150}, {"2020-01-01", "2020-12-31", 1172},
    {"2021-01-01", "2021-12-31", 1199}, {"2022-01-01", "2022-12-31", 1223},
    {"2023-01-01", "2023-12-31", 1243}, {"2024-01-01", "2024-12-31", 1277},
    {"2025-01-01", "2025-12-31", 1314}, {"2026-01-01", "2026-12-31", 1345},
};
static const struct dated conciliation_fees[] = {
    {"2006-01-01", "2015-12-31", 860}, {"2016-01-01", "2016-12-31", 1025},
    {"2017-01-01", "2017-12-31", 1049}, {"2018-01-01", "2018-12-31", 1130},
    {"2019-01-01", "2019-12-31", 1322}, {"2020-01-01", "2020-12-31", 1347},
    {"2021-01-01", "2021-12-31", 1378}, {"2022-01-01", "2022-12-31", 1345},
    {"2023-01-01", "2023-12-31", 1367}, {"2024-01-01", "2024-06-30", 1404},
    {"2024-07-01", "2024-12-31", 1966}, {"2025-01-01", "2025-12-31", 2023},
    {"2026-01-01", "2026-12-31", 2071},
};
static const struct dated enforcement_fees[] = {
    {"2007-01-01", "2015-12-31", 1591}, {"2016-01-01", "2016-12-31", 1742},
    {"2017-01-01", "2017-12-31", 1783}, {"2018-01-01", "2018-12-31", 1921},
    {"2019-01-01", "2019-12-31", 1955}, {"2020-01-01", "2020-12-31", 1992},
    {"2021-01-01", "2021-12-31", 1498}, {"2022-01-01", "2022-12-31", 1479},
    {"2023-01-01", "2023-12-31", 1504}, {"2024-01-01", "2024-12-31", 1545},
    {"2025-01-01", "2025-12-31", 906}, {"2026-01-01", "2026-12-31", 928},
};

static void test_costs_compensation_of_every_half_year(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof compensations / sizeof compensations[0]; i++) {
        const struct dated *row = &compensations[i];
        ore first = 0, last = 0;
        struct status st = {0};
        assert_int_equal(costs_compensation(law_builtin(), DEBTOR_BUSINESS, on(row->from), &first,
                                            &st), 0);
        assert_int_equal(costs_compensation(law_builtin(), DEBTOR_BUSINESS, on(row->to), &last,
                                            &st), 0);
        assert_int_equal(first, KR(row->kroner));
        assert_int_equal(last, KR(row->kroner));
    }
}

static void test_costs_compensation_is_never_guessed_nor_a_consumers(void **state) {
    (void)state;
    static const char *const days[] = {"2013-06-30", "2027-01-01"};
    ore amount = 0;
    for (size_t i = 0; i < 2; i++) {
        struct status st = {0};
        assert_int_equal(costs_compensation(law_builtin(), DEBTOR_BUSINESS, on(days[i]), &amount,
                                            &st), STATUS_NOT_FOUND);
        assert_non_null(strstr(st.text, days[i]));
    }
    struct status st = {0};
    assert_int_equal(costs_compensation(law_builtin(), DEBTOR_CONSUMER, on("2026-01-01"), &amount,
                                        &st), STATUS_REFUSED);
}

static void test_costs_beside_compensation_totals_the_larger(void **state) {
    (void)state;
    static const ore pairs[][2] = {{90000, 43000}, {43000, 43000}, {18750, 43000}, {0, 43000},
                                   {90000, 0}, {43001, 43000}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        const ore costs = pairs[i][0], compensation = pairs[i][1];
        assert_int_equal(compensation + costs_beside_compensation(costs, compensation),
                         money_max(costs, compensation));
    }
}

static void test_costs_letter_fee_on_known_days(void **state) {
    (void)state;
    static const struct {
        const char *sent;
        ore reminder, own_demand;
    } rows[] = {{"2002-03-01", 5200, 15600}, {"2016-12-31", 6700, 20100},
                {"2020-09-30", 7000, 21000}, {"2020-10-01", 3500, 10500},
                {"2025-12-31", 3500, 10500}, {"2026-01-01", 3800, 11300}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ore fee = 0;
        struct status st = {0};
        assert_int_equal(costs_letter_fee(law_builtin(), FEE_SHARE_REMINDER, on(rows[i].sent),
                                          &fee, &st), 0);
        assert_int_equal(fee, rows[i].reminder);
        assert_int_equal(costs_letter_fee(law_builtin(), FEE_SHARE_OWN_DEMAND, on(rows[i].sent),
                                          &fee, &st), 0);
        assert_int_equal(fee, rows[i].own_demand);
    }
    ore fee = 0;
    struct status st = {0};
    assert_int_equal(costs_letter_fee(law_builtin(), FEE_SHARE_OWN_DEMAND, on("2002-02-28"), &fee,
                                      &st), STATUS_NOT_FOUND);
}

/* The fee that cases are charged and the fee that is asked for here are one and the same. */
static void test_costs_letter_fee_is_the_fee_of_cases(void **state) {
    (void)state;
    static const char *const days[] = {"2019-06-03", "2020-09-30", "2020-10-01", "2025-12-31",
                                       "2026-01-02"};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        struct desk k;
        desk_open(&k, "2019-05-10");
        desk_keep_alive(&k);
        ore charged = 0, fee = 0;
        struct verdict why;
        struct status st = {0};
        assert_int_equal(law_letter_fee(law_builtin(), desk_look(&k, days[i]), LETTER_REMINDER,
                                        &charged, &why, &st), 0);
        assert_int_equal(costs_letter_fee(law_builtin(), FEE_SHARE_REMINDER, on(days[i]), &fee,
                                          &st), 0);
        assert_true(fee > 0);
        assert_int_equal(charged, fee);
    }
}

static void expect_court_fees(enum court_step step, const struct dated *rows, size_t n) {
    for (size_t i = 0; i < n; i++) {
        ore first = 0, last = 0;
        struct status st = {0};
        assert_int_equal(costs_court_fee(law_builtin(), step, on(rows[i].from), &first, &st), 0);
        assert_int_equal(costs_court_fee(law_builtin(), step, on(rows[i].to), &last, &st), 0);
        assert_int_equal(first, KR(rows[i].kroner));
        assert_int_equal(last, KR(rows[i].kroner));
    }
    ore fee = 0;
    struct status st = {0};
    assert_int_equal(costs_court_fee(law_builtin(), step, on(rows[0].from) - 1, &fee, &st),
                     STATUS_NOT_FOUND);
}

static void test_costs_court_fee_of_every_year(void **state) {
    (void)state;
    expect_court_fees(COURT_CONCILIATION, conciliation_fees,
                      sizeof conciliation_fees / sizeof conciliation_fees[0]);
    expect_court_fees(COURT_ENFORCEMENT, enforcement_fees,
                      sizeof enforcement_fees / sizeof enforcement_fees[0]);
    ore fee = 0;
    struct status st = {0};
    assert_int_equal(costs_court_fee(law_builtin(), (enum court_step)0, on("2026-01-01"), &fee,
                                     &st), STATUS_INVALID);
}

static void test_rettsgebyr_of_every_year(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        ore first = 0, last = 0;
        struct status st = {0};
        assert_int_equal(law_amount(&law_builtin()->rettsgebyr, on(units[i].from), &first, &st), 0);
        assert_int_equal(law_amount(&law_builtin()->rettsgebyr, on(units[i].to), &last, &st), 0);
        assert_int_equal(first, KR(units[i].kroner));
        assert_int_equal(last, KR(units[i].kroner));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_costs_cap_gives_every_row_at_both_ends_of_its_band),
        cmocka_unit_test(test_costs_cap_takes_the_sats_of_the_day_of_cover),
        cmocka_unit_test(test_costs_cap_changes_table_between_two_due_days),
        cmocka_unit_test(test_costs_cap_of_the_worked_examples),
        cmocka_unit_test(test_costs_cap_uplift_bears_neither_factor),
        cmocka_unit_test(test_costs_cap_uplift_ends_before_a_court),
        cmocka_unit_test(test_costs_cap_of_days_without_a_row_is_an_error),
        cmocka_unit_test(test_costs_cap_refuses_questions_without_meaning),
        cmocka_unit_test(test_costs_cap_never_falls_as_the_claim_grows),
        cmocka_unit_test(test_costs_cap_is_never_exceeded_by_rounding),
        cmocka_unit_test(test_costs_compensation_of_every_half_year),
        cmocka_unit_test(test_costs_compensation_is_never_guessed_nor_a_consumers),
        cmocka_unit_test(test_costs_beside_compensation_totals_the_larger),
        cmocka_unit_test(test_costs_letter_fee_on_known_days),
        cmocka_unit_test(test_costs_letter_fee_is_the_fee_of_cases),
        cmocka_unit_test(test_costs_court_fee_of_every_year),
        cmocka_unit_test(test_rettsgebyr_of_every_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
