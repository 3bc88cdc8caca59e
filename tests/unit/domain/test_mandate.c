/* Tests of mandates (AvtaleGiro): what is told becomes an event, and folds into the case. */
#include "unit/base/cmocka_all.h"

#include "domain/mandate.h"

#define KID "10000000102"
#define OTHER_KID "10000000201"

struct desk {
    struct arena arena;
    struct status st;
    struct krav_case c;
};

static struct desk desk_new(void) {
    struct desk d = {.c = {.id = 100000001, .opened = day_of(2026, 9, 1)}};
    arena_init(&d.arena);
    return d;
}

/* Applies and folds; how many events there were. */
static uint32_t told(struct desk *d, const char *word, const char *kid, day on) {
    const struct fact fact = {.kind = FACT_MANDATE, .subject = SUBJECT_CASE, .legal_day = on,
        .booked_day = on, .kid = text_of(kid), .reason = text_of(word)};
    const struct apply_input in = {.c = &d->c, .fact = &fact};
    struct events events = {.arena = &d->arena};
    assert_int_equal(apply_mandate(&in, &events, &d->st), STATUS_OK);
    for (uint32_t i = 0; i < events.n; i++) {
        assert_int_equal(case_fold(&d->c, &events.items[i], &d->arena, &d->st), STATUS_OK);
    }
    return events.n;
}

static void test_mandate_stands_until_it_ends(void **state) {
    (void)state;
    struct desk d = desk_new();
    const day on = day_of(2026, 9, 3);
    assert_int_equal(told(&d, MANDATE_NOTICE, KID, on), 1);
    assert_int_equal(d.c.mandate_since, on);
    assert_true(d.c.mandate_notice);
    assert_true(text_is(d.c.mandate_kid, KID));
    assert_int_equal(told(&d, MANDATE_NOTICE, KID, on + 1), 0); /* told again */
    assert_int_equal(told(&d, MANDATE_NO_NOTICE, KID, on + 2), 1);
    assert_false(d.c.mandate_notice);
    assert_int_equal(told(&d, MANDATE_ENDED, KID, on + 3), 1);
    assert_int_equal(d.c.mandate_since, DAY_NONE);
    assert_int_equal(d.c.mandate_kid.len, 0);
    assert_int_equal(told(&d, MANDATE_ENDED, KID, on + 4), 0);
    arena_fini(&d.arena);
}

static void test_mandate_of_another_kid_ends_nothing(void **state) {
    (void)state;
    struct desk d = desk_new();
    const day on = day_of(2026, 9, 3);
    assert_int_equal(told(&d, MANDATE_NOTICE, KID, on), 1);
    assert_int_equal(told(&d, MANDATE_ENDED, OTHER_KID, on), 0);
    assert_int_equal(d.c.mandate_since, on);
    assert_int_equal(told(&d, MANDATE_NO_NOTICE, OTHER_KID, on + 1), 1); /* the newest stands */
    assert_true(text_is(d.c.mandate_kid, OTHER_KID));
    assert_int_equal(told(&d, MANDATE_ENDED, KID, on + 2), 0);
    assert_int_equal(d.c.mandate_since, on + 1);
    arena_fini(&d.arena);
}

static void test_mandate_refuses_what_it_cannot_be(void **state) {
    (void)state;
    struct desk d = desk_new();
    const struct fact facts[] = {
        {.kind = FACT_MANDATE, .kid = TEXT(KID), .reason = TEXT("perhaps")},
        {.kind = FACT_MANDATE, .reason = TEXT(MANDATE_NOTICE)}};
    const struct event events[] = {
        {.kind = EVENT_MANDATE_SET, .day = 1, .ref = TEXT(KID), .word = TEXT("perhaps")},
        {.kind = EVENT_MANDATE_SET, .day = 1, .word = TEXT(MANDATE_NOTICE)},
        {.kind = EVENT_MANDATE_SET, .ref = TEXT(KID), .word = TEXT(MANDATE_NOTICE)},
        {.kind = EVENT_MANDATE_SET, .day = 1, .ref = TEXT(KID), .word = TEXT(MANDATE_ENDED)}};
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        const struct apply_input in = {.c = &d.c, .fact = &facts[i]};
        struct events out = {.arena = &d.arena};
        assert_int_equal(apply_mandate(&in, &out, &d.st), STATUS_REFUSED);
        assert_int_equal(out.n, 0);
    }
    for (size_t i = 0; i < sizeof events / sizeof events[0]; i++) {
        assert_int_equal(case_fold(&d.c, &events[i], &d.arena, &d.st), STATUS_CORRUPT);
    }
    arena_fini(&d.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mandate_stands_until_it_ends),
        cmocka_unit_test(test_mandate_of_another_kid_ends_nothing),
        cmocka_unit_test(test_mandate_refuses_what_it_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
