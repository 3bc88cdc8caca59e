#include "unit/base/cmocka_all.h"

#include <stdalign.h>
#include <string.h>

#include "base/arena.h"

static void test_arena_take_is_zeroed_and_aligned(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    for (int round = 0; round < 3; round++) {
        for (size_t size = 0; size < 500; size++) {
            char *p = arena_take(&a, size);
            assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
            for (size_t i = 0; i < size; i++) {
                assert_int_equal(p[i], 0);
            }
            memset(p, 0x5A, size);
        }
        assert_true(a.n_bytes > 0);
        arena_reset(&a);
        assert_int_equal(a.n_bytes, 0);
    }
    arena_fini(&a);
}

static void test_arena_reset_settles_at_one_block(void **state) {
    (void)state;
    struct arena a;
    void *first[4];
    arena_init(&a);
    for (int round = 0; round < 4; round++) {
        first[round] = arena_take(&a, 1000);
        for (int i = 0; i < 200; i++) {
            (void)arena_take(&a, 1000);
        }
        arena_reset(&a);
    }
    assert_ptr_equal(first[2], first[3]);
    arena_fini(&a);
    arena_fini(&a); /* twice is harmless */
}

static void test_arena_takes_what_is_larger_than_a_block(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    char *large = arena_take(&a, 1000000);
    large[999999] = 1;
    char *after = arena_take_n(&a, 3, 5);
    memset(after, 1, 15);
    assert_int_equal(large[999998], 0);
    arena_fini(&a);
}

static void take_too_many(void *ctx) {
    (void)arena_take_n(ctx, SIZE_MAX / 2, 3);
}

static void test_arena_take_n_overflow_stops(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    assert_true(stops(take_too_many, &a));
    arena_fini(&a);
}

static void test_arena_text_copies_and_keeps_absence(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct text t = TEXT("Fjord");
    struct text copy = arena_text(&a, t);
    assert_text(copy, "Fjord");
    assert_ptr_not_equal(copy.ptr, t.ptr);
    assert_null(arena_text(&a, text_of(NULL)).ptr);
    assert_non_null(arena_text(&a, TEXT("")).ptr);
    assert_string_equal(arena_cstr(&a, (struct text){"abcdef", 3}), "abc");
    assert_string_equal(arena_cstr(&a, text_of(NULL)), "");
    assert_text(arena_printf(&a, "%s %d", "case", 7), "case 7");
    arena_fini(&a);
}

static void test_arena_push_leaves_other_holders_alone(void **state) {
    (void)state;
    struct arena a;
    struct list {
        int *items;
        uint32_t n;
    };
    struct list one = {NULL, 0};
    arena_init(&a);
    for (int i = 0; i < 3; i++) {
        int *pushed = arena_push(&a, &one.items, &one.n, sizeof *one.items);
        assert_int_equal(*pushed, 0);
        *pushed = 10 + i;
    }
    struct list two = one;
    *(int *)arena_push(&a, &one.items, &one.n, sizeof *one.items) = 100;
    *(int *)arena_push(&a, &two.items, &two.n, sizeof *two.items) = 200;
    assert_int_equal(one.n, 4);
    assert_int_equal(two.n, 4);
    assert_int_equal(one.items[3], 100);
    assert_int_equal(two.items[3], 200);
    one.items[0] = -1;
    assert_int_equal(two.items[0], 10);

    /* An array that is not the arena's is copied too. */
    const int elsewhere[] = {1, 2, 3};
    int *items = (int[]){1, 2, 3};
    uint32_t n = 3;
    *(int *)arena_push(&a, &items, &n, sizeof *items) = 4;
    assert_memory_equal(items, elsewhere, sizeof elsewhere);
    assert_int_equal(items[3], 4);
    arena_fini(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena_take_is_zeroed_and_aligned),
        cmocka_unit_test(test_arena_reset_settles_at_one_block),
        cmocka_unit_test(test_arena_takes_what_is_larger_than_a_block),
        cmocka_unit_test(test_arena_take_n_overflow_stops),
        cmocka_unit_test(test_arena_text_copies_and_keeps_absence),
        cmocka_unit_test(test_arena_push_leaves_other_holders_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
