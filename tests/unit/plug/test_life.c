/* Plugins that must not run, and the states a plugin may be in. */
#include "bench.h"

static void test_plug_add_reports_all_options_at_once(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    const struct plug_option options[] = {
        {TEXT("times"), TEXT("11")},       {TEXT("loud"), TEXT("perhaps")},
        {TEXT("token"), TEXT("hemmelig")}, {TEXT("home"), TEXT("ftp://x")},
        {TEXT("colour"), TEXT("blue")},    {TEXT("times"), TEXT("3")}};
    assert_int_equal(add(b, "echo", options, 6), STATUS_INVALID);
    assert_int_equal(b->faults.n, 7); /* and greeting is missing */
    assert_int_equal(info_of(b, "echo").state, PLUG_REJECTED);
    bench_free(b);
}

static void test_plug_add_refuses_an_unknown_secret(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    const struct plug_option options[] = {{TEXT("greeting"), TEXT("hei")},
                                          {TEXT("token"), TEXT("secret:other")}};
    assert_int_equal(add(b, "echo", options, 2), STATUS_INVALID);
    assert_int_equal(b->faults.n, 1);
    bench_free(b);
}

static void check_rejected(const char *name, const char *why) {
    struct bench *b = bench_new(&(struct plug_policy){.describe_ms = 400});
    assert_int_equal(add(b, name, NULL, 0), STATUS_INVALID);
    const struct plug_info info = info_of(b, name);
    assert_int_equal(info.state, PLUG_REJECTED);
    if (!strstr(info.reason.ptr, why)) {
        fail_msg("%s: \"%s\" does not say \"%s\"", name, info.reason.ptr, why);
    }
    assert_int_equal(b->faults.n, 1);
    struct status st = {0};
    assert_int_equal(plug_retry(b->plug, text_of(name), &st), STATUS_REFUSED);
    bench_free(b);
}

static void test_plug_add_rejects_bad_libraries(void **state) {
    (void)state;
    check_rejected("crash_constructor", "signal 6");
    check_rejected("hang_constructor", "too long");
    check_rejected("wrong_magic", "magic");
    check_rejected("wrong_major", "plugin ABI 2.0");
    check_rejected("newer_minor", "plugin ABI 1.1");
    check_rejected("nowhere", "No such file");
}

static void test_plug_add_compares_the_pin(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    const struct hash other = hash_of(TEXT("another library"));
    const struct plug_add a = {
        .name = TEXT("prints"), .so = CITIZENS "prints.so", .pinned = &other};
    assert_int_equal(plug_add(b->plug, &a, &b->faults), STATUS_INVALID);
    assert_int_equal(info_of(b, "prints").state, PLUG_REJECTED);
    const struct hash right = info_of(b, "prints").digest;
    const struct plug_add again = {
        .name = TEXT("prints2"), .so = CITIZENS "prints.so", .pinned = &right};
    assert_int_equal(plug_add(b->plug, &again, &b->faults), STATUS_OK);
    assert_true(plug_settle(b->plug, PATIENCE_MS));
    bench_free(b);
}

static void test_plug_add_refuses_unmet_needs(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    const struct plug_add a = {
        .name = TEXT("echo"), .so = CITIZENS "echo.so", .options = echo_options, .n_options = 3};
    assert_int_equal(plug_add(b->plug, &a, &b->faults), STATUS_INVALID);
    assert_int_equal(b->faults.n, 1); /* it has no out/ */
    assert_int_equal(add(b, "needs_more", NULL, 0), STATUS_INVALID);
    assert_int_equal(b->faults.n, 2);
    bench_free(b);
}

static void test_plug_add_refuses_names(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    add_ready(b, "prints");
    assert_int_equal(add(b, "prints", NULL, 0), STATUS_CONFLICT);
    assert_int_equal(add(b, "../prints", NULL, 0), STATUS_INVALID);
    assert_int_equal(plug_count(b->plug), 1);
    bench_free(b);
}

static void test_plug_settle_rejects_a_start_that_fails(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    assert_int_equal(add(b, "start_fails", NULL, 0), STATUS_OK);
    assert_true(plug_settle(b->plug, PATIENCE_MS));
    assert_int_equal(info_of(b, "start_fails").state, PLUG_REJECTED);
    assert_string_equal(info_of(b, "start_fails").reason.ptr, "start() failed");
    assert_log_has(b, "the moon is wrong");
    bench_free(b);
}

static void test_plug_settle_does_not_wait_for_ever(void **state) {
    (void)state;
    struct bench *b = bench_new(&(struct plug_policy){.start_ms = 300});
    assert_int_equal(add(b, "hang_start", NULL, 0), STATUS_OK);
    assert_true(plug_settle(b->plug, PATIENCE_MS));
    assert_int_equal(info_of(b, "hang_start").state, PLUG_RESTING);
    assert_string_equal(info_of(b, "hang_start").reason.ptr, "it did not start in time");
    bench_free(b);
}

static void test_plug_state_may_move_only_as_drawn(void **state) {
    (void)state;
    assert_true(plug_state_may_move(PLUG_FOUND, PLUG_READ));
    assert_true(plug_state_may_move(PLUG_READY, PLUG_BUSY));
    assert_true(plug_state_may_move(PLUG_RESTING, PLUG_TRIAL));
    assert_true(plug_state_may_move(PLUG_REJECTED, PLUG_GONE)); /* replaced by a better one */
    assert_false(plug_state_may_move(PLUG_REJECTED, PLUG_READY));
    assert_false(plug_state_may_move(PLUG_FOUND, PLUG_READY)); /* never unread */
    assert_false(plug_state_may_move(PLUG_READ, PLUG_READY));  /* never untried */
    assert_false(plug_state_may_move(PLUG_DRAINING, PLUG_READY));
    for (int to = PLUG_FOUND; to <= PLUG_REJECTED; to++) {
        assert_false(plug_state_may_move(PLUG_GONE, (enum plug_state)to));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plug_add_reports_all_options_at_once),
        cmocka_unit_test(test_plug_add_refuses_an_unknown_secret),
        cmocka_unit_test(test_plug_add_rejects_bad_libraries),
        cmocka_unit_test(test_plug_add_compares_the_pin),
        cmocka_unit_test(test_plug_add_refuses_unmet_needs),
        cmocka_unit_test(test_plug_add_refuses_names),
        cmocka_unit_test(test_plug_settle_rejects_a_start_that_fails),
        cmocka_unit_test(test_plug_settle_does_not_wait_for_ever),
        cmocka_unit_test(test_plug_state_may_move_only_as_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
