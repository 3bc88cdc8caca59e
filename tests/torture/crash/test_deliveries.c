/* test_deliveries.c - every file comes one to five times, under other names, with other line ends,
 * in any order, by several processes at once, days between; and the book is as if each had come
 * once, when it first came. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "bench.h"

/* The name a file came under, and files that only repeat what others said. */
static const char *const DELIVERY_MAY_CHANGE[] = {"files", NULL};

#define AT_ONCE_MAX 3

/* The file under another name. */
static char *disguise(struct bench *b, const char *file, int number) {
    char name[64];
    (void)snprintf(name, sizeof name, "delivery_%d_%s", number, strrchr(file, '/') + 1);
    char *path = path_of(b->files, name);
    tree_remove(path);
    (void)unlink(path);
    tree_copy(file, path);
    return path;
}

/* Up to three processes with the same file; those that find the book held come again. */
static void deliver(struct bench *b, const char *home, const char *file, int n_at_once) {
    const char *const take[] = {"take", file, NULL};
    char *log = path_of(b->dir, "other.log");
    pid_t pids[AT_ONCE_MAX];
    for (int n_left = n_at_once; n_left > 0;) {
        int n_done = 0;
        for (int i = 0; i < n_left; i++) {
            pids[i] = krav_start(&b->stage, home, take, log);
        }
        for (int i = 0; i < n_left; i++) {
            const int code = krav_wait(pids[i]);
            assert_in_range(code, 0, 1);
            n_done += code == 0;
        }
        assert_true(n_done > 0); /* one of them held the book */
        n_left -= n_done;
    }
    free(log);
}

static void pass_days(struct bench *b, const char *home) {
    static const char *const day[] = {"day", NULL};
    const struct ending e = in_peace(b, home, day);
    assert_int_equal(e.code, 0);
}

struct delivery {
    int file; /* -1: a day passes */
    bool is_first;
};

static int draw_deliveries(struct bench *b, struct delivery *out) {
    bool seen[16] = {false};
    int n = 0;
    for (int f = 0; f < b->story.n_files; f++) {
        for (int i = 1 + (int)dice_roll(&b->dice, 5); i > 0; i--) {
            out[n++].file = f;
        }
    }
    for (int i = 0; i < 12; i++) {
        out[n++].file = -1;
    }
    for (int i = n - 1; i > 0; i--) {
        const int k = (int)dice_roll(&b->dice, (uint64_t)i + 1), kept = out[i].file;
        out[i].file = out[k].file;
        out[k].file = kept;
    }
    for (int i = 0; i < n; i++) {
        out[i].is_first = out[i].file < 0 || !seen[out[i].file];
        if (out[i].file >= 0) {
            seen[out[i].file] = true;
        }
    }
    return n;
}

static void test_a_file_taken_again_changes_nothing(void **state) {
    struct bench *b = *state;
    struct delivery all[64];
    char *once = bench_home(b, "once"), *often = bench_home(b, "often");
    int n_extra = 0;
    for (int round = 0; round < b->n_rounds; round++) {
        const int n = draw_deliveries(b, all);
        be_born(b, once);
        be_born(b, often);
        for (int i = 0; i < n; i++) {
            if (all[i].file < 0) {
                pass_days(b, once);
                pass_days(b, often);
                continue;
            }
            const char *file = b->story.files[all[i].file];
            char *other = disguise(b, file, i);
            const int n_at_once = 1 + (int)dice_roll(&b->dice, AT_ONCE_MAX);
            if (all[i].is_first) {
                deliver(b, once, file, 1);
            }
            deliver(b, often, other, n_at_once);
            n_extra += n_at_once - all[i].is_first;
            (void)unlink(other);
            free(other);
        }
        expect_verified(b, often, "deliveries");
        expect_same(b, once, often, DELIVERY_MAY_CHANGE);
    }
    (void)printf("crash: %d deliveries too many in %d rounds, no effect\n", n_extra, b->n_rounds);
    free(once);
    free(often);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_file_taken_again_changes_nothing),
    };
    return cmocka_run_group_tests(tests, bench_open, bench_close);
}
