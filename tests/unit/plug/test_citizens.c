/* Bad citizens: whatever a plugin does, each call is answered once and the host goes on. */
#include "bench.h"

static void test_death_answers_unknown_once_and_rests(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    add_ready(b, "crash_begin");
    begin_on(b, "crash_begin", "x");
    begin_on(b, "crash_begin", "x");
    run_until_answers(b, 2);
    assert_int_equal(b->answers[0].outcome, KRAV_UNKNOWN);
    assert_int_equal(b->answers[1].outcome, KRAV_UNKNOWN);
    assert_int_equal(info_of(b, "crash_begin").state, PLUG_RESTING); /* a long one */
    struct status st = {0};
    const struct plug_call call = call_to("crash_begin", 1000);
    assert_int_equal(plug_recall(b->plug, &call, &st), 0);
    assert_int_equal(st.code, STATUS_BUSY);
    st = (struct status){0};
    assert_int_equal(plug_retry(b->plug, TEXT("crash_begin"), &st), STATUS_OK);
    run_until_state(b, "crash_begin", PLUG_READY);
    bench_free(b);
}

static void test_deaths_restart_and_the_fifth_rejects(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    add_ready(b, "exits");
    for (size_t i = 1; i <= 5; i++) {
        send_to(b, "exits", "1", PATIENCE_MS);
        send_to(b, "exits", NULL, PATIENCE_MS);
        run_until_answers(b, 2 * i);
        assert_int_equal(b->answers[2 * i - 2].outcome, KRAV_DONE); /* what it said counts */
        assert_int_equal(b->answers[2 * i - 1].outcome, KRAV_UNKNOWN);
        assert_string_equal(b->answers[2 * i - 1].reason, i < 5 ? "its worker ended with code 3"
            : "its worker ended with code 3; it died 5 times within an hour");
        run_until_state(b, "exits", i < 5 ? PLUG_READY : PLUG_REJECTED);
    }
    assert_int_equal(info_of(b, "exits").n_deaths, 5);
    struct status st = {0};
    assert_int_equal(plug_retry(b->plug, TEXT("exits"), &st), STATUS_OK);
    run_until_state(b, "exits", PLUG_READY);
    bench_free(b);
}

static void test_deadline_answers_unknown_and_ends_a_hanging_worker(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    add_ready(b, "hang");
    send_to(b, "hang", NULL, 20);
    run_until_answers(b, 1);
    assert_int_equal(b->answers[0].outcome, KRAV_UNKNOWN);
    assert_string_equal(b->answers[0].reason, "no answer before the deadline");
    run_until_state(b, "hang", PLUG_RESTING);
    assert_non_null(strstr(info_of(b, "hang").reason.ptr, "hangs"));
    bench_free(b);
}

/* The cancel that follows a deadline makes answers_late answer: too late. */
static void test_late_answers_are_counted_and_dropped(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    add_ready(b, "answers_late");
    send_to(b, "answers_late", NULL, 20);
    run_until_answers(b, 1);
    assert_int_equal(b->answers[0].outcome, KRAV_UNKNOWN);
    const int64_t until = clock_mono_ms() + PATIENCE_MS;
    while (info_of(b, "answers_late").n_late == 0 && clock_mono_ms() < until) {
        plug_run_once(b->plug, 100);
    }
    assert_int_equal(info_of(b, "answers_late").n_late, 1);
    assert_int_equal(b->n_answers, 1);
    assert_int_equal(info_of(b, "answers_late").state, PLUG_READY);
    bench_free(b);
}

/* plug_cancel asks the plugin to hurry; its answer in time counts. */
static void test_plug_cancel_is_answered_by_the_plugin(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    add_ready(b, "answers_late");
    plug_cancel(b->plug, send_to(b, "answers_late", NULL, PATIENCE_MS));
    run_until_answers(b, 1);
    assert_int_equal(b->answers[0].outcome, KRAV_DONE);
    assert_string_equal(b->answers[0].reference, "late");
    bench_free(b);
}

static void test_plug_drain_kills_after_its_limit(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    add_ready(b, "never_answers");
    send_to(b, "never_answers", NULL, PATIENCE_MS);
    send_to(b, "never_answers", NULL, PATIENCE_MS);
    plug_drain(b->plug, 30);
    assert_int_equal(b->n_answers, 2);
    assert_int_equal(b->answers[0].outcome, KRAV_UNKNOWN);
    assert_int_equal(b->answers[1].outcome, KRAV_UNKNOWN);
    assert_int_equal(info_of(b, "never_answers").state, PLUG_GONE);
    bench_free(b);
}

static void test_second_answers_are_dropped(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    add_ready(b, "answers_twice");
    send_to(b, "answers_twice", NULL, PATIENCE_MS);
    run_until_answers(b, 1);
    assert_int_equal(b->answers[0].outcome, KRAV_DONE);
    plug_drain(b->plug, PATIENCE_MS);
    assert_int_equal(b->n_answers, 1);
    assert_true(info_of(b, "answers_twice").n_late >= 2); /* told by the worker's farewell */
    bench_free(b);
}

static void test_forged_frames_change_nothing_else(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    add_ready(b, "forger");
    send_to(b, "forger", NULL, PATIENCE_MS);
    run_until_answers(b, 1);
    send_to(b, "forger", NULL, PATIENCE_MS);
    run_until_answers(b, 2);
    assert_int_equal(b->n_records, 0); /* a send() is no file session */
    assert_true(info_of(b, "forger").n_late >= 3);
    bench_free(b);
}

static void test_garbage_ends_the_worker(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    add_ready(b, "garbage");
    send_to(b, "garbage", NULL, PATIENCE_MS);
    run_until_answers(b, 1);
    assert_int_equal(b->answers[0].outcome, KRAV_UNKNOWN);
    assert_non_null(strstr(b->answers[0].reason, "not the protocol"));
    bench_free(b);
}

static void test_prints_are_logged_as_warnings(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    add_ready(b, "prints");
    send_to(b, "prints", NULL, PATIENCE_MS);
    run_until_answers(b, 1);
    plug_drain(b->plug, PATIENCE_MS);
    assert_log_has(b, "warning plug plugin=prints printed: hello from stdout");
    assert_log_has(b, "printed: and from stderr");
    bench_free(b);
}

static void test_huge_records_are_refused_to_their_face(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    add_ready(b, "huge");
    begin_on(b, "huge", "x");
    run_until_answers(b, 1);
    assert_int_equal(b->n_records, 1); /* the one of 7 MiB */
    assert_int_equal(b->answers[0].outcome, KRAV_UNKNOWN);
    assert_non_null(strstr(b->answers[0].reason, "8 MiB"));
    assert_int_equal(info_of(b, "huge").state, PLUG_READY);
    bench_free(b);
}

static void test_submits_after_the_answer_are_refused(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    add_ready(b, "submits_after");
    begin_on(b, "submits_after", "x");
    run_until_answers(b, 1);
    assert_string_equal(b->answers[0].reference, "told so");
    begin_on(b, "submits_after", "x"); /* it lives, so it was refused and did not abort */
    run_until_answers(b, 2);
    assert_int_equal(b->n_records, 0);
    assert_int_equal(b->n_faults, 0);
    bench_free(b);
}

static void test_faults_are_bounded_and_counted(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    add_ready(b, "many_faults");
    begin_on(b, "many_faults", "x");
    run_until_answers(b, 1);
    assert_int_equal(b->answers[0].outcome, KRAV_REFUSED);
    assert_int_equal(b->n_faults, 201);
    assert_string_equal(b->last_fault, "and 300 faults more");
    bench_free(b);
}

static void test_records_not_utf8_refuse_the_file(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    add_ready(b, "not_utf8");
    begin_on(b, "not_utf8", "x");
    run_until_answers(b, 1);
    assert_int_equal(b->answers[0].outcome, KRAV_REFUSED);
    assert_int_equal(b->n_records, 0);
    assert_int_equal(b->n_faults, 1);
    assert_int_equal(b->last_fault_line, 12);
    assert_string_equal(b->answers[0].reference, "(not UTF-8)");
    bench_free(b);
}

static void test_sandbox_holds(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    add_ready(b, "escapes");
    const struct plug_info info = info_of(b, "escapes");
    if (strstr(info.fence.ptr, "no seccomp")) {
        bench_free(b);
        skip(); /* sanitizers need what the filter forbids */
    }
    send_to(b, "escapes", NULL, PATIENCE_MS);
    run_until_answers(b, 1);
    assert_int_equal(b->answers[0].outcome, KRAV_DONE);
    assert_string_equal(b->answers[0].reference, "");
    bench_free(b);
}

/* With USES_FILES a plugin may read; writing stays with files.put. */
static void test_sandbox_lets_through_what_is_declared(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    add_ready(b, "reads_files");
    const bool landlock = strstr(info_of(b, "reads_files").fence.ptr, "limits, seccomp, Landlock");
    send_to(b, "reads_files", NULL, PATIENCE_MS);
    run_until_answers(b, 1);
    assert_non_null(strstr(b->answers[0].reference, "read "));
    if (landlock) {
        assert_null(strstr(b->answers[0].reference, "write "));
    }
    bench_free(b);
}

static void test_answers_may_come_from_any_thread(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    add_ready(b, "threads");
    for (int i = 0; i < 100; i++) {
        send_to(b, "threads", "1", PATIENCE_MS);
    }
    plug_drain(b->plug, PATIENCE_MS);
    assert_int_equal(b->n_answers, 100);
    for (size_t i = 0; i < 100; i++) {
        assert_int_equal(b->answers[i].outcome, KRAV_DONE);
    }
    bench_free(b);
}

static void test_what_a_plugin_says_is_bounded(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    add_ready(b, "chatters");
    send_to(b, "chatters", NULL, PATIENCE_MS);
    run_until_answers(b, 1);
    struct stat st;
    assert_int_equal(fstat(b->log.fd, &st), 0);
    assert_true(st.st_size < 40000); /* of 10,000 lines */
    assert_log_has(b, "chatter 199");
    bench_free(b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_death_answers_unknown_once_and_rests),
        cmocka_unit_test(test_deaths_restart_and_the_fifth_rejects),
        cmocka_unit_test(test_deadline_answers_unknown_and_ends_a_hanging_worker),
        cmocka_unit_test(test_late_answers_are_counted_and_dropped),
        cmocka_unit_test(test_plug_cancel_is_answered_by_the_plugin),
        cmocka_unit_test(test_plug_drain_kills_after_its_limit),
        cmocka_unit_test(test_second_answers_are_dropped),
        cmocka_unit_test(test_forged_frames_change_nothing_else),
        cmocka_unit_test(test_garbage_ends_the_worker),
        cmocka_unit_test(test_prints_are_logged_as_warnings),
        cmocka_unit_test(test_huge_records_are_refused_to_their_face),
        cmocka_unit_test(test_submits_after_the_answer_are_refused),
        cmocka_unit_test(test_faults_are_bounded_and_counted),
        cmocka_unit_test(test_records_not_utf8_refuse_the_file),
        cmocka_unit_test(test_sandbox_holds),
        cmocka_unit_test(test_sandbox_lets_through_what_is_declared),
        cmocka_unit_test(test_answers_may_come_from_any_thread),
        cmocka_unit_test(test_what_a_plugin_says_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
