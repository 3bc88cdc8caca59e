/* Many letters through a plugin whose worker is killed every hundredth time, and replaced meanwhile:
 * each letter happens once.
 *
 *     send ─▶ DONE                     it happened
 *          └▶ UNKNOWN ─▶ recall ─┬─▶ DONE    it happened
 *                                └─▶ RETRY   it did not: send again, under the same key
 *
 * KRAV_TORTURE_CALLS=10000 is the long run; by itself it is 500, each fortieth. */
#include "bench.h"


#define NAME "steady"
#define STR(literal) {(literal), sizeof(literal) - 1}
#define WINDOW 16

struct letter {
    uint64_t call; /* 0: to be asked */
    bool is_done, in_doubt;
};

struct torture {
    struct bench *b;
    struct plug_sink sink;
    struct letter *letters;
    size_t n, n_done, n_unknown, n_sent_again, n_reloads;
    size_t reload_every;
    struct plug_option every; /* of its sends, after which it dies */
};

static void hear(void *ctx, const struct plug_answer *a) {
    struct torture *t = ctx;
    for (size_t i = 0; i < t->n; i++) {
        struct letter *l = &t->letters[i];
        if (l->call == a->call && !l->is_done) {
            l->call = 0;
            t->n_unknown += a->outcome == KRAV_UNKNOWN;
            t->n_sent_again += a->outcome == KRAV_RETRY && l->in_doubt;
            l->in_doubt = a->outcome == KRAV_UNKNOWN;
            l->is_done = a->outcome == KRAV_DONE;
            t->n_done += l->is_done;
            return;
        }
    }
    t->n_done += t->n + 1; /* an answer to nothing: seen at the end */
}

static void ask(struct torture *t, size_t i) {
    char key[32];
    struct status st = {0};
    snprintf(key, sizeof key, "letter-%zu", i);
    const struct plug_call call = {.plugin = TEXT(NAME), .key = text_of(key),
                                   .timeout_ms = PATIENCE_MS};
    const krav_letter letter = {.size = sizeof letter, .kind = STR("reminder"),
                                .body = STR("Hei")};
    struct letter *l = &t->letters[i];
    l->call = l->in_doubt ? plug_recall(t->b->plug, &call, &st)
                          : plug_send_letter(t->b->plug, &call, &letter, &st);
}

/* The operator who never gives up: whoever rests or was rejected starts again at once. */
static void revive(struct torture *t) {
    struct status st = {0};
    const struct plug_info info = info_of(t->b, NAME);
    if (info.state == PLUG_RESTING || info.state == PLUG_REJECTED) {
        assert_int_equal(plug_retry(t->b->plug, TEXT(NAME), &st), STATUS_OK);
    }
}

static void reload(struct torture *t) {
    const struct plug_add a = {.name = TEXT(NAME), .out_dir = t->b->out,
        .so = t->n_reloads % 2 == 0 ? CITIZENS "steady_2.so" : CITIZENS "steady_1.so",
        .options = &t->every, .n_options = 1};
    t->n_reloads++;
    assert_int_equal(plug_reload(t->b->plug, &a, &t->b->faults), PLUG_RELOAD_TRIAL);
}

static void work_all(struct torture *t) {
    size_t first = 0;
    int64_t until = clock_mono_ms() + PATIENCE_MS;
    size_t done_before = 0;
    while (t->n_done < t->n && clock_mono_ms() < until) {
        while (first < t->n && t->letters[first].is_done) {
            first++;
        }
        for (size_t i = first, n_open = 0; i < t->n && n_open < WINDOW; i++) {
            n_open += !t->letters[i].is_done;
            if (!t->letters[i].is_done && t->letters[i].call == 0) {
                ask(t, i);
            }
        }
        plug_run_once(t->b->plug, 20);
        revive(t);
        if (t->n_done >= (t->n_reloads + 1) * t->reload_every && t->n_done < t->n) {
            reload(t);
        }
        if (t->n_done > done_before) {
            done_before = t->n_done;
            until = clock_mono_ms() + PATIENCE_MS;
        }
    }
}

static void count_effects(struct torture *t, size_t *n_once, size_t *n_twice) {
    DIR *dir = opendir(t->b->out);
    assert_non_null(dir);
    *n_once = *n_twice = 0;
    for (struct dirent *e; (e = readdir(dir)) != NULL;) {
        const size_t len = strlen(e->d_name);
        const bool ours = strncmp(e->d_name, "letter-", 7) == 0 && len > 2;
        *n_once += ours && strcmp(e->d_name + len - 2, "-1") == 0;
        *n_twice += ours && strcmp(e->d_name + len - 2, "-2") == 0;
    }
    closedir(dir);
}

static void test_no_letter_is_lost_or_doubled(void **state) {
    (void)state;
    const char *wanted = getenv("KRAV_TORTURE_CALLS");
    int64_t n = 500;
    assert_true(!wanted || (text_to_i64(text_of(wanted), &n) && n > 0));
    struct torture t = {.b = bench_new(&quick), .n = (size_t)n};
    t.every = (struct plug_option){TEXT("every"), wanted ? TEXT("100") : TEXT("40")};
    t.reload_every = t.n / (wanted ? 20 : 4) + 1;
    t.letters = calloc(t.n, sizeof *t.letters);
    t.b->sink.ctx = &t; /* records and faults do not come from letters */
    t.b->sink.answer = hear;
    const struct plug_add a = {.name = TEXT(NAME), .so = CITIZENS "steady_1.so",
                               .out_dir = t.b->out, .options = &t.every, .n_options = 1};
    const int64_t began = clock_mono_ms();
    assert_int_equal(plug_add(t.b->plug, &a, &t.b->faults), STATUS_OK);
    assert_true(plug_settle(t.b->plug, PATIENCE_MS));
    work_all(&t);
    size_t n_once, n_twice;
    count_effects(&t, &n_once, &n_twice);
    print_message("%zu letters, %zu reloads, %zu in doubt, %zu of them sent again, %lld ms\n", t.n,
                  t.n_reloads, t.n_unknown, t.n_sent_again, (long long)(clock_mono_ms() - began));
    assert_int_equal(t.n_done, t.n);
    assert_int_equal(n_once, t.n);
    assert_int_equal(n_twice, 0);
    assert_true(t.n_unknown > t.n / 100); /* it was torture */
    assert_true(t.n_sent_again > 0 && t.n_sent_again < t.n_unknown);
    assert_true(t.n_reloads > 2);
    free(t.letters);
    bench_free(t.b);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_no_letter_is_lost_or_doubled)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
