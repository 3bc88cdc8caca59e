/* The scorecard: every fault at once with its line, and points that always add up. */
#include "unit.h"

#include "card.h"
#include "krav/easy.h"

#include <stdio.h>

static char told[4096];

static void keep(void *ctx, int line, const char *why) {
    (void)ctx;
    const size_t n = strlen(told);
    snprintf(told + n, sizeof told - n, "%d: %s\n", line, why);
}

static bool read_card(struct card *card, const char *text) {
    told[0] = '\0';
    return card_read(card, krav_str_of(text), keep, NULL);
}

static const char GOOD[] =
    "# comment\r\n\nmodel = m 1\nbase=10\nbounds = 0 60\nvalid_days = 7\n"
    "+30 paid_cases >= 1 paid before\n-25 broken_plans > 0 broke one\n"
    "+40 months_known > 12 an old friend\n-1 business == 1 a firm\n"
    "band 0 9 low\nband 10 60 high\n";

static struct card_points points_of(const char *text, const krav_known *known, uint32_t n) {
    static struct card card;
    struct card_points made;
    const krav_subject subject = {.size = sizeof subject, .kind = 1, .known = known, .n_known = n};
    card_free(&card);
    if (!read_card(&card, text)) {
        fail_msg("%s", told);
    }
    card_score(&card, &subject, &made);
    int32_t sum = 0;
    for (uint32_t i = 0; i < made.n_parts; i++) {
        sum += made.parts[i].points;
    }
    assert_int_equal(sum, made.points);
    return made;
}

static krav_known known(const char *name, int64_t value) {
    const krav_known k = {.size = sizeof k, .name = krav_str_of(name), .value = value};
    return k;
}

static void test_score_counts_what_is_known_alone(void **state) {
    (void)state;
    struct card_points p = points_of(GOOD, NULL, 0);
    assert_int_equal(p.points, 10);
    assert_int_equal(p.n_parts, 1);
    assert_true(krav_str_eq(p.label, KRAV_STR("high")));
    const krav_known paid[] = {known("paid_cases", 1), known("broken_plans", 0)};
    p = points_of(GOOD, paid, 2);
    assert_int_equal(p.points, 40);
    assert_int_equal(p.n_parts, 2);
}

static void test_score_stays_in_its_bounds_and_says_so(void **state) {
    (void)state;
    const krav_known much[] = {known("paid_cases", 9), known("months_known", 13)};
    struct card_points p = points_of(GOOD, much, 2);
    assert_int_equal(p.points, 60);
    assert_int_equal(p.n_parts, 4);
    assert_int_equal(p.parts[3].points, -20);
    const krav_known bad = known("broken_plans", 1);
    p = points_of(GOOD, &bad, 1);
    assert_int_equal(p.points, 0);
    assert_int_equal(p.parts[2].points, 15);
    assert_true(krav_str_eq(p.label, KRAV_STR("low")));
}

static void test_each_comparison_at_its_bound(void **state) {
    (void)state;
    static const struct { const char *op; int at4, at5, at6; } rows[] = {
        {"<", 1, 0, 0}, {"<=", 1, 1, 0}, {"==", 0, 1, 0},
        {"!=", 1, 0, 1}, {">=", 0, 1, 1}, {">", 0, 0, 1}};
    for (size_t i = 0; i < 6; i++) {
        char text[200];
        snprintf(text, sizeof text, "model = m\nbase = 0\nbounds = 0 9\n+1 letters %s 5 why\n",
                 rows[i].op);
        const int wanted[] = {rows[i].at4, rows[i].at5, rows[i].at6};
        for (int v = 4; v <= 6; v++) {
            const krav_known k = known("letters", v);
            assert_int_equal(points_of(text, &k, 1).points, wanted[v - 4]);
        }
    }
}

static void test_read_tells_all_faults_with_their_lines(void **state) {
    (void)state;
    static const char *const wanted[] = {
        "1: the base is no whole number", "2: bounds are", "3: the points are no whole number",
        "4: the name is none", "5: the comparison is none", "6: what it is compared with",
        "7: the sentence that says why is missing", "8: a band is", "9: valid_days is 1 to 365",
        "10: neither a rule", "0: the card has no model"};
    struct card card;
    assert_false(read_card(&card, "base = ten\nbounds = 5 5\n+x letters > 1 a\n+1 wealth > 1 a\n"
                                  "+1 letters => 1 a\n+1 letters > one a\n+1 letters > 1\n"
                                  "band 9 1 low\nvalid_days = 366\ncolour = red\n"));
    card_free(&card);
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        if (!strstr(told, wanted[i])) {
            fail_msg("%s is not in:\n%s", wanted[i], told);
        }
    }
    assert_false(read_card(&card, ""));
    card_free(&card);
    /* Points without a band, and with two. */
    assert_false(read_card(&card, "model = m\nbase = 1\nbounds = 0 9\n+1 letters > 1 a\n"
                                  "band 0 4 low\nband 6 9 high\n"));
    assert_string_equal(told, "0: some points are in no band\n");
    card_free(&card);
    assert_false(read_card(&card, "model = m\nbase = 1\nbounds = 0 9\n+1 letters > 1 a\n"
                                  "band 0 5 low\nband 5 9 high\n"));
    assert_string_equal(told, "6: the band has points that another has, too\n");
    card_free(&card);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_score_counts_what_is_known_alone),
        cmocka_unit_test(test_score_stays_in_its_bounds_and_says_so),
        cmocka_unit_test(test_each_comparison_at_its_bound),
        cmocka_unit_test(test_read_tells_all_faults_with_their_lines),
    };
    const int rc = cmocka_run_group_tests(tests, NULL, NULL);
    points_of(GOOD, NULL, 0);
    return rc;
}
