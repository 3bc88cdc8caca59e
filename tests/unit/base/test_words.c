#include "unit/base/cmocka_all.h"

#include "base/words.h"

struct kind {
    struct word word;
    int weight; /* a row may be larger than its word */
};

static const struct kind rows[] = {
    {{1, "paid", "betalt", ""}, 10},
    {{2, "notice", "varsel", ""}, 20},
    {{4, "demand", "oppfordring", ""}, 40},
    {{3, "no", "nei", ""}, 30},
};
static const struct words kinds = WORDS("fact kind", rows);

static void test_words_are_found_both_ways(void **state) {
    (void)state;
    assert_int_equal(kinds.n, 4);
    for (size_t i = 0; i < kinds.n; i++) {
        const struct word *w = words_at(&kinds, i);
        assert_ptr_equal(w, &rows[i].word);
        assert_ptr_equal(words_by_value(&kinds, w->value), w);
        assert_ptr_equal(words_by_name(&kinds, text_of(w->name)), w);
        assert_string_equal(words_name(&kinds, w->value), w->name);
    }
}

static void test_words_unknown_is_null(void **state) {
    (void)state;
    assert_null(words_by_value(&kinds, 0));
    assert_null(words_by_value(&kinds, -1));
    assert_null(words_by_value(&kinds, 5));
    assert_null(words_by_name(&kinds, TEXT("")));
    assert_null(words_by_name(&kinds, TEXT("Paid")));
    assert_null(words_by_name(&kinds, TEXT("paid ")));
    assert_string_equal(words_name(&kinds, 99), "?");
}

static void past_the_end(void *ctx) {
    (void)words_at(ctx, 4);
}

static void test_words_at_past_the_end_stops(void **state) {
    (void)state;
    struct words copy = kinds;
    assert_true(stops(past_the_end, &copy));
}

static void test_words_nearest_proposes_within_two_edits(void **state) {
    (void)state;
    static const struct {
        const char *misspelt, *nearest;
    } cases[] = {
        {"notice", "notice"},   {"notise", "notice"}, {"ntice", "notice"}, {"notiice", "notice"},
        {"ontice", "notice"},   {"demnad", "demand"}, {"payd", "paid"},    {"n", "no"},
        {"letter", NULL},       {"", NULL},           {"xy", NULL},        {"notxyze", NULL},
        {"noticexx", "notice"}, {"noticexxx", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *found = words_nearest(&kinds, text_of(cases[i].misspelt));
        if (cases[i].nearest == NULL) {
            assert_null(found);
        } else {
            assert_non_null(found);
            assert_string_equal(found, cases[i].nearest);
        }
    }
    char huge[1000] = {0};
    assert_null(words_nearest(&kinds, (struct text){huge, sizeof huge}));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_are_found_both_ways),
        cmocka_unit_test(test_words_unknown_is_null),
        cmocka_unit_test(test_words_at_past_the_end_stops),
        cmocka_unit_test(test_words_nearest_proposes_within_two_edits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
