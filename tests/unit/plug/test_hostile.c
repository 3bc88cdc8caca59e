/* Plugins that mean harm: the host lives, each call is answered once, the neighbour notices nothing. */
#include "bench.h"

/* One citizen, and a good one beside it. */
static struct bench *hostile_new(const char *name, const struct plug_policy *policy) {
    struct bench *b = bench_new(policy);
    add_ready(b, name);
    assert_int_equal(add(b, "echo", echo_options, 3), STATUS_OK);
    assert_true(plug_settle(b->plug, PATIENCE_MS));
    return b;
}

static void hostile_free(struct bench *b) {
    const size_t n = b->n_answers;
    send_to(b, "echo", "unhurt", PATIENCE_MS);
    run_until_answers(b, n + 1);
    assert_int_equal(b->answers[n].outcome, KRAV_DONE);
    assert_int_equal(info_of(b, "echo").n_deaths, 0);
    bench_free(b);
}

static void check_unknown(struct bench *b, const char *name, const char *why) {
    run_until_answers(b, 1);
    assert_int_equal(b->answers[0].outcome, KRAV_UNKNOWN);
    if (!strstr(b->answers[0].reason, why)) {
        fail_msg("%s: \"%s\" does not say \"%s\"", name, b->answers[0].reason, why);
    }
    run_until_state(b, name, PLUG_RESTING);
}

static void test_frames_that_are_none_end_the_worker(void **state) {
    (void)state;
    static const char *const kinds[] = {"long", "tiny", "lies", "ready", "bye", "start"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct bench *b = hostile_new("frames", &quick);
        send_to(b, "frames", kinds[i], PATIENCE_MS);
        check_unknown(b, "frames", "not the protocol");
        hostile_free(b);
    }
}

static void test_half_a_frame_is_waited_for_until_the_deadline(void **state) {
    (void)state;
    struct bench *b = hostile_new("frames", &quick);
    send_to(b, "frames", "half", 30);
    check_unknown(b, "frames", "before the deadline");
    hostile_free(b);
}

static void test_a_closed_socket_is_a_death(void **state) {
    (void)state;
    struct bench *b = hostile_new("ends_badly", &quick);
    send_to(b, "ends_badly", "close", PATIENCE_MS);
    check_unknown(b, "ends_badly", "closed the connection");
    hostile_free(b);
}

static void test_records_without_end_are_cut_off(void **state) {
    (void)state;
    struct plug_policy policy = quick;
    policy.n_records = 1000;
    struct bench *b = hostile_new("floods_facts", &policy);
    begin_on(b, "floods_facts", "x");
    check_unknown(b, "floods_facts", "more records than any file");
    assert_int_equal(b->n_records, 1000);
    hostile_free(b);
}

static void test_answers_without_end_are_cut_off(void **state) {
    (void)state;
    struct plug_policy policy = quick;
    policy.n_stray = 500;
    struct bench *b = hostile_new("floods_answers", &policy);
    send_to(b, "floods_answers", NULL, PATIENCE_MS);
    check_unknown(b, "floods_answers", "without being asked");
    assert_true(info_of(b, "floods_answers").n_late >= 500);
    hostile_free(b);
}

static void test_results_not_utf8_are_dropped(void **state) {
    (void)state;
    struct bench *b = hostile_new("spoils_result", &quick);
    struct status st = {0};
    const struct plug_call call = call_to("spoils_result", PATIENCE_MS);
    const krav_subject subject = {.size = sizeof subject, .kind = 1};
    assert_true(plug_ask(b->plug, &call, WIRE_ASK_SCORE, &subject, &st) != 0);
    run_until_answers(b, 1);
    assert_int_equal(b->answers[0].outcome, KRAV_UNKNOWN);
    assert_false(b->answers[0].has_result);
    hostile_free(b);
}

/* Replaced, it must go: whatever it does in drain() or destroy(). */
static void check_leaving(const char *kind, size_t n_before, const char *why) {
    struct plug_policy policy = quick;
    struct status st = {0};
    policy.drain_ms = policy.end_ms = 50;
    struct bench *b = hostile_new("ends_badly", &policy);
    send_to(b, "ends_badly", kind, PATIENCE_MS);
    if (n_before > 0) {
        run_until_answers(b, n_before);
    }
    assert_int_equal(plug_remove(b->plug, TEXT("ends_badly"), &st), STATUS_OK);
    run_until_answers(b, 1);
    const int64_t until = clock_mono_ms() + PATIENCE_MS;
    while (plug_count_beside(b->plug) > 0 && clock_mono_ms() < until) {
        plug_run_once(b->plug, 20);
    }
    assert_int_equal(plug_count_beside(b->plug), 0);
    if (n_before == 0) {
        assert_int_equal(b->answers[0].outcome, KRAV_UNKNOWN);
        assert_non_null(strstr(b->answers[0].reason, why));
    }
    hostile_free(b);
}

static void test_leaving_ends_whatever_the_plugin_does(void **state) {
    (void)state;
    check_leaving("exit", 0, "ended with code 0");
    check_leaving("drain", 0, "did not finish in time");
    check_leaving("destroy", 1, "");
}

static void test_nothing_is_inherited(void **state) {
    (void)state;
    struct bench *b = hostile_new("looks_around", &quick);
    assert_int_equal(setenv("KRAV_TEST_SECRET", "hemmelig", 1), 0);
    const int stray = open("/dev/null", O_RDONLY | O_CLOEXEC);
    struct status st = {0};
    assert_int_equal(plug_remove(b->plug, TEXT("looks_around"), &st), STATUS_OK);
    add_ready(b, "looks_around"); /* spawned with all that open */
    send_to(b, "looks_around", NULL, PATIENCE_MS);
    run_until_answers(b, 1);
    assert_string_equal(b->answers[0].reference, "fds 0 1 2 3; env PATH");
    close(stray);
    assert_int_equal(unsetenv("KRAV_TEST_SECRET"), 0);
    hostile_free(b);
}

/* The fence itself is not there in a sanitized build. */
static void skip_unfenced(struct bench *b, const char *name) {
    if (strstr(info_of(b, name).fence.ptr, "not filtered")) {
        bench_free(b);
        skip();
    }
}

static void test_the_network_is_no_way_home(void **state) {
    (void)state;
    struct bench *b = hostile_new("reaches_out", &quick);
    skip_unfenced(b, "reaches_out");
    const bool landlock = strstr(info_of(b, "reaches_out").fence.ptr, "Landlock:") != NULL;
    char path[100];
    snprintf(path, sizeof path, "%s/krav.db", b->dir);
    close(open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
    struct status st = {0};
    const struct plug_call call = call_to("reaches_out", PATIENCE_MS);
    const krav_letter letter = {.size = sizeof letter, .body = {path, strlen(path)}};
    assert_true(plug_send_letter(b->plug, &call, &letter, &st) != 0);
    run_until_answers(b, 1);
    assert_string_equal(b->answers[0].reference,
                        landlock ? "internet system " : "internet system home ");
    hostile_free(b);
}

static void test_memory_has_an_end(void **state) {
    (void)state;
    struct bench *b = hostile_new("eats_memory", &quick);
    skip_unfenced(b, "eats_memory");
    send_to(b, "eats_memory", NULL, PATIENCE_MS);
    run_until_answers(b, 1);
    assert_string_equal(b->answers[0].reference, "stopped");
    hostile_free(b);
}

static void test_the_fence_is_told_in_plain_words(void **state) {
    (void)state;
    struct bench *b = hostile_new("reaches_out", &quick);
    const char *fence = info_of(b, "reaches_out").fence.ptr;
    assert_non_null(strstr(fence, "64 descriptors"));
    assert_non_null(strstr(fence, strstr(fence, "not filtered") ? "paths are not fenced in"
                                                                 : "internet sockets only"));
    bench_free(b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_frames_that_are_none_end_the_worker),
        cmocka_unit_test(test_half_a_frame_is_waited_for_until_the_deadline),
        cmocka_unit_test(test_a_closed_socket_is_a_death),
        cmocka_unit_test(test_records_without_end_are_cut_off),
        cmocka_unit_test(test_answers_without_end_are_cut_off),
        cmocka_unit_test(test_results_not_utf8_are_dropped),
        cmocka_unit_test(test_leaving_ends_whatever_the_plugin_does),
        cmocka_unit_test(test_nothing_is_inherited),
        cmocka_unit_test(test_the_network_is_no_way_home),
        cmocka_unit_test(test_memory_has_an_end),
        cmocka_unit_test(test_the_fence_is_told_in_plain_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
