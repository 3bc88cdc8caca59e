/* A shadow: copies of calls, compared, never believed; effects are never copied. */
#include "bench.h"

#include "plug/difference.h"

#define NAME "steady"
#define STR(literal) {(literal), sizeof(literal) - 1}

static struct plug_add steady(struct bench *b, const char *so, uint32_t n_shadow) {
    return (struct plug_add){.name = TEXT(NAME), .so = so, .out_dir = b->out,
                             .n_shadow = n_shadow};
}

static enum plug_reload reload_to(struct bench *b, const char *so, uint32_t n_shadow) {
    const struct plug_add a = steady(b, so, n_shadow);
    const enum plug_reload r = plug_reload(b->plug, &a, &b->faults);
    (void)plug_settle(b->plug, PATIENCE_MS);
    return r;
}

/* steady_1 serves, and `so` is its shadow. */
static struct bench *shadow_new(const char *so, uint32_t n_shadow) {
    struct bench *b = bench_new(&quick);
    const struct plug_add a = steady(b, CITIZENS "steady_1.so", 0);
    assert_int_equal(plug_add(b->plug, &a, &b->faults), STATUS_OK);
    assert_true(plug_settle(b->plug, PATIENCE_MS));
    assert_int_equal(reload_to(b, so, n_shadow), PLUG_RELOAD_SHADOW);
    return b;
}

static struct plug_info shadow_info(struct bench *b) {
    struct plug_info info = {0};
    for (size_t i = 0; i < plug_count_beside(b->plug); i++) {
        plug_info_beside(b->plug, i, &info);
        if (info.role == PLUG_SHADOW) {
            return info;
        }
    }
    return (struct plug_info){0};
}

static uint32_t n_compared(struct bench *b) {
    const struct plug_info info = shadow_info(b);
    return info.comparison ? info.comparison->n_equal + info.comparison->n_different +
                                 info.comparison->n_skipped
                           : 0;
}

static void run_until_compared(struct bench *b, uint32_t n) {
    const int64_t until = clock_mono_ms() + PATIENCE_MS;
    while (n_compared(b) < n && clock_mono_ms() < until) {
        plug_run_once(b->plug, 20);
    }
    assert_int_equal(n_compared(b), n);
}

static void run_until_alone(struct bench *b) {
    const int64_t until = clock_mono_ms() + PATIENCE_MS;
    while (plug_count_beside(b->plug) > 0 && clock_mono_ms() < until) {
        plug_run_once(b->plug, 20);
    }
    assert_int_equal(plug_count_beside(b->plug), 0);
}

static uint64_t score_by(struct bench *b, krav_ore exposure) {
    struct status st = {0};
    const struct plug_call call = call_to(NAME, PATIENCE_MS);
    const krav_subject subject = {.size = sizeof subject, .kind = 1, .exposure = exposure};
    const uint64_t id = plug_ask(b->plug, &call, WIRE_ASK_SCORE, &subject, &st);
    assert_int_equal(st.code, STATUS_OK);
    return id;
}

static const char *version_now(struct bench *b) {
    score_by(b, 1);
    run_until_answers(b, b->n_answers + 1);
    return b->answers[b->n_answers - 1].reference;
}

static void test_it_serves_after_enough_that_is_equal(void **state) {
    (void)state;
    struct bench *b = shadow_new(CITIZENS "steady_2.so", 3);
    for (size_t i = 1; i <= 3; i++) {
        assert_string_equal(version_now(b), "1"); /* the old one's word, until it is enough */
        if (i < 3) {
            run_until_compared(b, (uint32_t)i);
        }
    }
    run_until_alone(b);
    assert_string_equal(version_now(b), "2");
    assert_int_equal(b->n_answers, 4); /* nobody heard the copies */
    bench_free(b);
}

static void test_files_are_compared_record_by_record(void **state) {
    (void)state;
    struct bench *b = shadow_new(CITIZENS "steady_2.so", 2);
    begin_on(b, NAME, "ECHO 3000");
    run_until_answers(b, 1);
    assert_int_equal(b->n_records, 3000); /* once */
    run_until_compared(b, 1);
    assert_int_equal(shadow_info(b).comparison->n_equal, 1);
    begin_on(b, NAME, "ECHO 2");
    run_until_answers(b, 2);
    run_until_alone(b);
    assert_string_equal(version_now(b), "2");
    bench_free(b);
}

static void test_it_does_not_serve_while_anything_differs(void **state) {
    (void)state;
    struct bench *b = shadow_new(CITIZENS "steady_odd.so", 2);
    begin_on(b, NAME, "ECHO 3");
    run_until_answers(b, 1);
    assert_int_equal(b->sum, 6); /* what counts is the old one's */
    run_until_compared(b, 1);
    for (uint32_t i = 0; i < 4; i++) {
        begin_on(b, NAME, "ECHO 0");
        run_until_answers(b, 2 + i);
        run_until_compared(b, 2 + i); /* before the test writes over the file */
    }
    const struct plug_comparison *c = shadow_info(b).comparison;
    assert_int_equal(c->n_different, 1);
    assert_int_equal(c->n_equal, 4); /* more than was wanted, and yet */
    assert_string_equal(c->difference.ptr, "begin, piece 1: krav_payment: amount 1 / 2");
    assert_string_equal(version_now(b), "1");
    assert_log_has(b, "it differs from who serves");
    /* Until somebody says so. */
    struct status st = {0};
    assert_int_equal(plug_promote(b->plug, TEXT(NAME), &st), STATUS_OK);
    assert_true(plug_settle(b->plug, PATIENCE_MS));
    assert_string_equal(version_now(b), "3");
    run_until_alone(b);
    assert_int_equal(plug_promote(b->plug, TEXT(NAME), &st), STATUS_NOT_FOUND);
    bench_free(b);
}

static void test_effects_are_never_copied(void **state) {
    (void)state;
    struct bench *b = shadow_new(CITIZENS "steady_2.so", 3);
    send_to(b, NAME, "1", PATIENCE_MS);
    struct status st = {0};
    const struct plug_call call = call_to(NAME, PATIENCE_MS);
    assert_true(plug_recall(b->plug, &call, &st) != 0);
    run_until_answers(b, 2);
    score_by(b, 1); /* the shadow is asked after the letter, and answers after it */
    run_until_answers(b, 3);
    run_until_compared(b, 1);
    assert_int_equal(shadow_info(b).n_answered, 1);
    char path[120];
    snprintf(path, sizeof path, "%s/key-1-1", b->out);
    assert_int_equal(access(path, F_OK), 0);
    snprintf(path, sizeof path, "%s/key-1-2", b->out);
    assert_int_equal(access(path, F_OK), -1);
    snprintf(path, sizeof path, "%s/plugins/scratch-steady/key-1-1", b->run);
    assert_int_equal(access(path, F_OK), -1);
    bench_free(b);
}

static void test_what_has_effects_only_has_no_shadow(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    add_ready(b, "prints");
    const struct plug_add a = {.name = TEXT("prints"), .so = CITIZENS "answers_twice.so",
                               .out_dir = b->out, .n_shadow = 3};
    assert_int_equal(plug_reload(b->plug, &a, &b->faults), PLUG_RELOAD_KEPT);
    assert_non_null(strstr(info_of(b, "prints").failed.ptr, "without effect"));
    bench_free(b);
}

static void test_a_shadow_that_dies_is_dropped(void **state) {
    (void)state;
    struct bench *b = shadow_new(CITIZENS "steady_dies.so", 3);
    assert_string_equal(version_now(b), "1");
    run_until_alone(b);
    assert_non_null(strstr(info_of(b, NAME).failed.ptr, "as a shadow: its worker"));
    assert_int_equal(info_of(b, NAME).n_deaths, 0); /* not the death of who serves */
    assert_string_equal(version_now(b), "1");
    bench_free(b);
}

static void test_the_death_of_who_serves_proves_nothing(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    const struct plug_add a = steady(b, CITIZENS "steady_dies.so", 0);
    assert_int_equal(plug_add(b->plug, &a, &b->faults), STATUS_OK);
    assert_true(plug_settle(b->plug, PATIENCE_MS));
    assert_int_equal(reload_to(b, CITIZENS "steady_2.so", 1), PLUG_RELOAD_SHADOW);
    score_by(b, 1);
    run_until_answers(b, 1);
    assert_int_equal(b->answers[0].outcome, KRAV_UNKNOWN);
    run_until_compared(b, 1);
    assert_int_equal(shadow_info(b).comparison->n_skipped, 1);
    assert_int_equal(shadow_info(b).comparison->n_different, 0);
    /* Without the word in its section, the shadow serves at the next reload. */
    assert_int_equal(reload_to(b, CITIZENS "steady_2.so", 0), PLUG_RELOAD_SHADOW);
    assert_string_equal(version_now(b), "2");
    bench_free(b);
}

static void test_going_back_drops_the_shadow(void **state) {
    (void)state;
    struct bench *b = shadow_new(CITIZENS "steady_2.so", 3);
    assert_int_equal(reload_to(b, CITIZENS "steady_2.so", 3), PLUG_RELOAD_SHADOW);
    assert_int_equal(plug_count_beside(b->plug), 1); /* the same one goes on */
    assert_int_equal(reload_to(b, CITIZENS "steady_1.so", 3), PLUG_RELOAD_SAME);
    run_until_alone(b);
    assert_string_equal(version_now(b), "1");
    bench_free(b);
}

static void test_texts_are_told_by_their_shape(void **state) {
    (void)state;
    struct wire_out a = {0}, c = {0};
    const krav_payment one = {.size = sizeof one, .amount = 125000, .kid = STR("1234567897"),
                              .payer_name = STR("Kari Nordmann")};
    krav_payment other = one;
    other.kid = (krav_str)STR("123456789");
    other.payer_name = (krav_str)STR("K\xc3\xa5re N.");
    other.amount = 1250;
    assert_true(wire_encode(&a, &wire_payment, &one) && wire_encode(&c, &wire_payment, &other));
    struct buf out;
    buf_init(&out, 1000);
    difference_say(&wire_payment, (struct wire_in){.ptr = a.ptr, .left = a.len},
                   (struct wire_in){.ptr = c.ptr, .left = c.len}, &out);
    assert_non_null(strstr(out.ptr, "kid \"9999999999\" / \"999999999\""));
    assert_non_null(strstr(out.ptr, "amount 125000 / 1250"));
    assert_non_null(strstr(out.ptr, "payer_name \"Aaaa Aaaaaaaa\" / \"Aaaa A.\""));
    assert_null(strstr(out.ptr, "Kari"));
    buf_fini(&out);
    wire_out_fini(&a);
    wire_out_fini(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_serves_after_enough_that_is_equal),
        cmocka_unit_test(test_files_are_compared_record_by_record),
        cmocka_unit_test(test_it_does_not_serve_while_anything_differs),
        cmocka_unit_test(test_effects_are_never_copied),
        cmocka_unit_test(test_what_has_effects_only_has_no_shadow),
        cmocka_unit_test(test_a_shadow_that_dies_is_dropped),
        cmocka_unit_test(test_the_death_of_who_serves_proves_nothing),
        cmocka_unit_test(test_going_back_drops_the_shadow),
        cmocka_unit_test(test_texts_are_told_by_their_shape),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
