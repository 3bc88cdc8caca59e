/* Expected amounts were computed apart from this code, day by day with exact fractions. */
#include "unit/base/cmocka_all.h"

#include "domain/interest.h"

#include <string.h>

#include "base/arena.h"

static day on(const char *iso) {
    day d = DAY_NONE;
    assert_true(day_parse(text_of(iso), &d));
    return d;
}

/* The published rates of the years used here; the whole table is core/law's. */
static struct rate_table rates_2023_to_2026(void) {
    static struct rate_row rows[8];
    static const struct {
        const char *from, *to;
        int32_t bp;
    } halves[] = {{"2023-01-01", "2023-06-30", 1075}, {"2023-07-01", "2023-12-31", 1175},
                  {"2024-01-01", "2024-06-30", 1250}, {"2024-07-01", "2024-12-31", 1250},
                  {"2025-01-01", "2025-06-30", 1250}, {"2025-07-01", "2025-12-31", 1225},
                  {"2026-01-01", "2026-06-30", 1200}, {"2026-07-01", "2026-12-31", 1225}};
    for (size_t i = 0; i < 8; i++) {
        rows[i] = (struct rate_row){on(halves[i].from), on(halves[i].to), halves[i].bp, "test"};
    }
    return (struct rate_table){rows, 8};
}

static void test_interest_compute_agrees_with_exact_fractions(void **state) {
    (void)state;
    static const struct {
        ore principal;
        const char *due, *until;
        int32_t agreed_bp;
        ore interest;
    } rows[] = {
        {10000000, "2025-12-31", "2026-12-31", 0, 1212603}, /* 100 000: 12 126.03 */
        {1000000, "2025-11-15", "2026-02-15", 0, 30562},    /* 10 000: 305.62 */
        {1000000, "2026-03-02", "2026-03-01", 0, 0},        /* before due */
        {1000000, "2026-03-02", "2026-03-02", 0, 0},        /* the due day itself bears none */
        {1000000, "2026-03-02", "2026-03-03", 0, 329},      /* the day after does */
        {1000000, "2023-12-31", "2024-12-31", 0, 125000},   /* 366 of 366 days */
        {1000000, "2024-02-28", "2024-02-29", 0, 342},      /* a leap day, of 366 */
        {1000000, "2024-12-01", "2025-01-31", 0, 20862},    /* /366, then /365 */
        {1000000, "2026-06-29", "2026-06-30", 0, 329},      /* last day of the old rate */
        {1000000, "2026-06-29", "2026-07-01", 0, 664},      /* first day of the new */
        {1000000, "2025-12-31", "2026-12-31", 1500, 150000},
        {1000000, "2026-12-31", "2027-12-31", 1500, 150000}, /* agreed: no table is needed */
        {1, "2026-01-02", "2026-12-31", 0, 0},
        {4, "2024-12-31", "2025-12-31", 1000, 0},           /* 0.4 øre */
        {5, "2024-12-31", "2025-12-31", 1000, 1},           /* 0.5 øre: half up */
    };
    const struct rate_table rates = rates_2023_to_2026();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct interest_input in = {.principal = rows[i].principal,
                                    .due = on(rows[i].due),
                                    .until = on(rows[i].until),
                                    .agreed_bp = rows[i].agreed_bp,
                                    .claim = 1};
        struct interest_result out;
        struct status st = {0};
        assert_int_equal(interest_compute(&in, &rates, NULL, &out, &st), STATUS_OK);
        if (out.total != rows[i].interest) {
            fail_msg("row %zu: %lld", i, (long long)out.total);
        }
        assert_null(out.segments);
    }
}

static void test_interest_compute_follows_the_principal(void **state) {
    (void)state;
    const struct rate_table rates = rates_2023_to_2026();
    const struct {
        const char *until;
        uint32_t n;
        struct principal_move moves[3];
        ore interest;
    } rows[] = {
        {"2026-03-15", 1, {{.claim = 1, .day = on("2026-02-15"), .amount = -400000}}, 15715},
        {"2026-12-31", 1, {{.claim = 1, .day = on("2026-02-15"), .amount = -1000000}}, 10192},
        {"2026-03-15", 1, {{.claim = 1, .day = on("2026-01-10"), .amount = -250000}}, 14548},
        {"2026-04-15",
         2,
         {{.claim = 1, .day = on("2026-02-15"), .amount = -400000},
          {.claim = 1, .day = on("2026-03-15"), .amount = 400000}},
         25907},
        /* on the first bearing day, which still bears interest on the whole */
        {"2026-01-25", 1, {{.claim = 1, .day = on("2026-01-16"), .amount = -400000}}, 2104},
        /* in any order, and another claim's moves do not count */
        {"2026-04-15",
         3,
         {{.claim = 1, .day = on("2026-03-15"), .amount = 400000},
          {.claim = 2, .day = on("2026-02-01"), .amount = -900000},
          {.claim = 1, .day = on("2026-02-15"), .amount = -400000}},
         25907},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct interest_input in = {.principal = 1000000,
                                    .due = on("2026-01-15"),
                                    .until = on(rows[i].until),
                                    .moves = rows[i].moves,
                                    .n_moves = rows[i].n,
                                    .claim = 1};
        struct interest_result out;
        struct status st = {0};
        assert_int_equal(interest_compute(&in, &rates, NULL, &out, &st), STATUS_OK);
        if (out.total != rows[i].interest) {
            fail_msg("row %zu: %lld", i, (long long)out.total);
        }
    }
}

static void test_interest_compute_shows_its_segments(void **state) {
    (void)state;
    const struct rate_table rates = rates_2023_to_2026();
    struct arena arena;
    arena_init(&arena);
    const struct principal_move paid = {.claim = 1, .day = on("2026-02-15"), .amount = -400000};
    struct interest_input in = {.principal = 1000000,
                                .due = on("2025-12-15"),
                                .until = on("2026-07-10"),
                                .moves = &paid,
                                .n_moves = 1,
                                .claim = 1};
    struct interest_result out;
    struct status st = {0};
    assert_int_equal(interest_compute(&in, &rates, &arena, &out, &st), STATUS_OK);
    static const struct {
        const char *from, *to;
        int32_t days, bp;
        ore principal;
    } expected[] = {{"2025-12-16", "2025-12-31", 16, 1225, 1000000},
                    {"2026-01-01", "2026-02-15", 46, 1200, 1000000},
                    {"2026-02-16", "2026-06-30", 135, 1200, 600000},
                    {"2026-07-01", "2026-07-10", 10, 1225, 600000}};
    assert_int_equal(out.n_segments, 4);
    wide sum = 0;
    for (uint32_t i = 0; i < 4; i++) {
        const struct interest_segment *s = &out.segments[i];
        assert_int_equal(s->from, on(expected[i].from));
        assert_int_equal(s->to, on(expected[i].to));
        assert_int_equal(s->days, expected[i].days);
        assert_int_equal(s->bp, expected[i].bp);
        assert_int_equal(s->year_days, 365);
        assert_int_equal(s->principal, expected[i].principal);
        assert_true(s->denominator == out.segments[0].denominator);
        sum += s->numerator;
    }
    assert_int_equal(money_round_half_up(sum, out.segments[0].denominator), out.total);
    arena_fini(&arena);
}

static void test_interest_compute_needs_a_rate_for_every_bearing_day(void **state) {
    (void)state;
    const struct rate_table rates = rates_2023_to_2026();
    static const struct {
        const char *due, *until, *says;
    } rows[] = {
        {"2026-12-30", "2027-01-01", "late interest: 2027-01-01: no rate for this day"},
        {"2022-12-30", "2023-01-01", "late interest: 2022-12-31: no rate for this day"},
    };
    for (size_t i = 0; i < 2; i++) {
        struct interest_input in = {
            .principal = 100, .due = on(rows[i].due), .until = on(rows[i].until), .claim = 1};
        struct interest_result out;
        struct status st = {0};
        assert_int_equal(interest_compute(&in, &rates, NULL, &out, &st), STATUS_NOT_FOUND);
        assert_string_equal(st.text, rows[i].says);
    }
    struct interest_input last = {
        .principal = 100, .due = on("2022-12-31"), .until = on("2026-12-31"), .claim = 1};
    struct interest_result out;
    struct status st = {0};
    assert_int_equal(interest_compute(&last, &rates, NULL, &out, &st), STATUS_OK);
}

static void test_interest_compute_asks_no_rate_for_nothing(void **state) {
    (void)state;
    const struct rate_table rates = rates_2023_to_2026();
    const struct principal_move paid = {.claim = 1, .day = on("2026-12-31"), .amount = -100000};
    struct interest_input in = {.principal = 100000,
                                .due = on("2026-12-30"),
                                .until = on("2029-06-01"),
                                .moves = &paid,
                                .n_moves = 1,
                                .claim = 1};
    struct interest_result out;
    struct status st = {0};
    assert_int_equal(interest_compute(&in, &rates, NULL, &out, &st), STATUS_OK);
    assert_int_equal(out.total, 34); /* one day of 100 000 øre at 12.25 % */
}

static void test_interest_compute_is_exact_for_the_largest_principal(void **state) {
    (void)state;
    struct rate_row all = {on("1990-01-01"), on("2030-12-31"), 10000, "test"};
    const struct rate_table rates = {&all, 1};
    struct interest_input in = {
        .principal = MONEY_MAX, .due = on("1993-12-31"), .until = on("2026-12-31"), .claim = 1};
    struct interest_result out;
    struct status st = {0};
    assert_int_equal(interest_compute(&in, &rates, NULL, &out, &st), STATUS_OK);
    assert_int_equal(out.total, 33 * MONEY_MAX); /* 33 whole years at 100 %, leap years too */
}

static void test_interest_of_case_rounds_the_sum_once(void **state) {
    (void)state;
    const struct rate_table rates = rates_2023_to_2026();
    struct claim_state claims[2] = {
        {.claim = {.number = 1, .principal = 5, .due = on("2024-12-31"), .rate_bp = 1000}},
        {.claim = {.number = 2, .principal = 5, .due = on("2024-12-31"), .rate_bp = 1000}}};
    struct krav_case c = {.claims = claims, .n_claims = 2};
    struct status st = {0};
    ore total;
    assert_int_equal(interest_of_case(&c, &rates, on("2025-12-31"), &total, &st), STATUS_OK);
    assert_int_equal(total, 1); /* 0.5 + 0.5, not 1 + 1 */
}

static void test_interest_of_case_adds_up_claims_from_their_due_days(void **state) {
    (void)state;
    const struct rate_table rates = rates_2023_to_2026();
    struct claim_state claims[3] = {
        {.claim = {.number = 1, .principal = 125000, .due = on("2026-09-01")}},
        {.claim = {.number = 2, .principal = 99900, .due = on("2026-10-01")}},
        {.claim = {.number = 3, .principal = 50000, .due = on("2026-12-01")}}}; /* not yet due */
    struct krav_case c = {.claims = claims, .n_claims = 3};
    struct status st = {0};
    ore total;
    assert_int_equal(interest_of_case(&c, &rates, on("2026-11-23"), &total, &st), STATUS_OK);
    assert_int_equal(total, 5259);
}

static void test_interest_of_case_begins_after_a_weekend(void **state) {
    (void)state;
    const struct rate_table rates = rates_2023_to_2026();
    struct claim_state claim = {
        .claim = {.number = 1, .principal = 125000, .due = on("2026-08-29")}}; /* Saturday */
    struct krav_case c = {.claims = &claim, .n_claims = 1};
    struct status st = {0};
    ore total;
    assert_int_equal(interest_of_case(&c, &rates, on("2026-08-31"), &total, &st), STATUS_OK);
    assert_int_equal(total, 0);
    assert_int_equal(interest_of_case(&c, &rates, on("2026-11-23"), &total, &st), STATUS_OK);
    assert_int_equal(total, 3524);
}

static void test_interest_of_case_names_the_missing_rate(void **state) {
    (void)state;
    const struct rate_table rates = rates_2023_to_2026();
    struct claim_state claim = {.claim = {.number = 1, .principal = 100, .due = on("2026-09-01")}};
    struct krav_case c = {.claims = &claim, .n_claims = 1};
    struct status st = {0};
    ore total;
    assert_int_equal(interest_of_case(&c, &rates, on("2027-01-01"), &total, &st),
                     STATUS_NOT_FOUND);
    assert_non_null(strstr(st.text, "2027-01-01"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_interest_compute_agrees_with_exact_fractions),
        cmocka_unit_test(test_interest_compute_follows_the_principal),
        cmocka_unit_test(test_interest_compute_shows_its_segments),
        cmocka_unit_test(test_interest_compute_needs_a_rate_for_every_bearing_day),
        cmocka_unit_test(test_interest_compute_asks_no_rate_for_nothing),
        cmocka_unit_test(test_interest_compute_is_exact_for_the_largest_principal),
        cmocka_unit_test(test_interest_of_case_rounds_the_sum_once),
        cmocka_unit_test(test_interest_of_case_adds_up_claims_from_their_due_days),
        cmocka_unit_test(test_interest_of_case_begins_after_a_weekend),
        cmocka_unit_test(test_interest_of_case_names_the_missing_rate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
