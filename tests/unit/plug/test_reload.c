/* Another version in a plugin's place: nothing lost, nothing doubled, and failure changes nothing. */
#include "bench.h"

#define NAME "steady"

static struct plug_add steady(struct bench *b, const char *so, const struct plug_option *options,
                              size_t n) {
    return (struct plug_add){.name = TEXT(NAME), .so = so, .out_dir = b->out, .options = options,
                             .n_options = n};
}

static enum plug_reload reload_to(struct bench *b, const char *so) {
    const struct plug_add a = steady(b, so, NULL, 0);
    const enum plug_reload r = plug_reload(b->plug, &a, &b->faults);
    (void)plug_settle(b->plug, PATIENCE_MS);
    return r;
}

static struct bench *steady_new(const struct plug_policy *policy) {
    struct bench *b = bench_new(policy);
    const struct plug_add a = steady(b, CITIZENS "steady_1.so", NULL, 0);
    assert_int_equal(plug_add(b->plug, &a, &b->faults), STATUS_OK);
    assert_true(plug_settle(b->plug, PATIENCE_MS));
    assert_int_equal(info_of(b, NAME).state, PLUG_READY);
    return b;
}

static void run_until_alone(struct bench *b) {
    const int64_t until = clock_mono_ms() + PATIENCE_MS;
    while (plug_count_beside(b->plug) > 0 && clock_mono_ms() < until) {
        plug_run_once(b->plug, 20);
    }
    assert_int_equal(plug_count_beside(b->plug), 0);
}

static const char *reference_of(struct bench *b, uint64_t call) {
    const char *found = NULL;
    for (size_t i = 0; i < b->n_answers; i++) {
        if (b->answers[i].call == call) {
            assert_null(found); /* answered once */
            found = b->answers[i].reference;
        }
    }
    assert_non_null(found);
    return found;
}

static int count_copies(struct bench *b) {
    char path[120];
    snprintf(path, sizeof path, "%s/plugins", b->run);
    DIR *dir = opendir(path);
    assert_non_null(dir);
    int n = 0;
    for (struct dirent *e; (e = readdir(dir)) != NULL;) {
        n += strlen(e->d_name) == 64;
    }
    closedir(dir);
    return n;
}

static void test_reload_of_the_same_changes_nothing(void **state) {
    (void)state;
    struct bench *b = steady_new(&quick);
    const int64_t since = info_of(b, NAME).since_ms;
    assert_true(since > 0);
    assert_int_equal(reload_to(b, CITIZENS "steady_1.so"), PLUG_RELOAD_SAME);
    assert_int_equal(info_of(b, NAME).since_ms, since);
    assert_int_equal(plug_count_beside(b->plug), 0);
    bench_free(b);
}

static void test_reload_swaps_while_calls_are_in_flight(void **state) {
    (void)state;
    struct bench *b = steady_new(&quick);
    const uint64_t at_old = send_to(b, NAME, "hold", PATIENCE_MS);
    assert_int_equal(reload_to(b, CITIZENS "steady_2.so"), PLUG_RELOAD_TRIAL);
    assert_int_equal(plug_count(b->plug), 1);
    assert_string_equal(info_of(b, NAME).descriptor->version.ptr ? "known" : "", "known");
    const uint64_t at_new = send_to(b, NAME, "1", PATIENCE_MS);
    run_until_answers(b, 2);
    assert_string_equal(reference_of(b, at_old), "1");
    assert_string_equal(reference_of(b, at_new), "2");
    run_until_alone(b);
    assert_int_equal(count_copies(b), 1); /* the old library's copy is gone */
    bench_free(b);
}

static void test_an_open_file_ends_where_it_began(void **state) {
    (void)state;
    struct bench *b = steady_new(&quick);
    const uint64_t at_old = begin_on(b, NAME, "HOLD 30");
    for (const int64_t until = clock_mono_ms() + PATIENCE_MS;
         b->n_records < 10 && clock_mono_ms() < until;) {
        plug_run_once(b->plug, 20);
    }
    (void)reload_to(b, CITIZENS "steady_odd.so");
    const uint64_t at_new = begin_on(b, NAME, "ECHO 5");
    run_until_answers(b, 2);
    assert_string_equal(reference_of(b, at_old), "1");
    assert_string_equal(reference_of(b, at_new), "3");
    assert_int_equal(b->n_records, 35);
    assert_int_equal(b->sum, 30 * 31 / 2 + 5 * 6 / 2 + 5); /* the five, each one more */
    run_until_alone(b);
    bench_free(b);
}

static void test_what_does_not_finish_is_unknown_and_recalled_by_the_new(void **state) {
    (void)state;
    struct plug_policy policy = quick;
    policy.drain_ms = 30;
    struct bench *b = steady_new(&policy);
    send_to(b, NAME, "never", PATIENCE_MS);
    (void)reload_to(b, CITIZENS "steady_2.so");
    run_until_answers(b, 1);
    assert_int_equal(b->answers[0].outcome, KRAV_UNKNOWN);
    assert_non_null(strstr(b->answers[0].reason, "did not finish in time"));
    struct status st = {0};
    const struct plug_call call = call_to(NAME, PATIENCE_MS);
    assert_true(plug_recall(b->plug, &call, &st) != 0);
    run_until_answers(b, 2);
    assert_int_equal(b->answers[1].outcome, KRAV_RETRY); /* the new one's word: it never happened */
    assert_int_equal(info_of(b, NAME).n_deaths, 0);      /* the old one's end is not its death */
    run_until_alone(b);
    bench_free(b);
}

/* Its deadline passes while it is leaving: the answer comes when the process has ended, so that
 * nobody is asked what became of it while it may still be doing it. */
static void test_a_leaver_is_ended_before_its_call_is_unknown(void **state) {
    (void)state;
    struct bench *b = steady_new(&quick);
    send_to(b, NAME, "never", 400);
    (void)reload_to(b, CITIZENS "steady_2.so");
    assert_int_equal(plug_count_beside(b->plug), 1);
    run_until_answers(b, 1);
    struct plug_info info;
    if (plug_count_beside(b->plug) > 0) {
        plug_info_beside(b->plug, 0, &info);
        assert_int_equal(info.state, PLUG_GONE);
    }
    assert_non_null(strstr(b->answers[0].reason, "it is leaving"));
    bench_free(b);
}

static void check_kept(struct bench *b, enum plug_reload result, const char *why) {
    const struct plug_info info = info_of(b, NAME);
    assert_int_equal(plug_count(b->plug), 1);
    if (!info.failed.ptr || !strstr(info.failed.ptr, why)) {
        fail_msg("\"%.*s\" does not say \"%s\" (%d)", TEXT_ARG(info.failed), why, (int)result);
    }
    assert_true(info.failed_at_ms > 0);
    run_until_alone(b);
    const size_t n = b->n_answers;
    const uint64_t call = send_to(b, NAME, "1", PATIENCE_MS);
    run_until_answers(b, n + 1);
    assert_string_equal(reference_of(b, call), "1");
    assert_int_equal(count_copies(b), 1);
}

static void test_a_failure_anywhere_keeps_the_old(void **state) {
    (void)state;
    static const struct {
        const char *so, *why;
        enum plug_reload result;
    } bad[] = {
        {CITIZENS "nowhere.so", "No such file", PLUG_RELOAD_KEPT},
        {CITIZENS "wrong_magic.so", "magic", PLUG_RELOAD_KEPT},
        {CITIZENS "newer_minor.so", "plugin ABI", PLUG_RELOAD_KEPT},
        {CITIZENS "crash_constructor.so", "signal 6", PLUG_RELOAD_KEPT},
        {CITIZENS "hang_constructor.so", "too long", PLUG_RELOAD_KEPT},
        {CITIZENS "start_fails.so", "start() failed", PLUG_RELOAD_TRIAL},
        {CITIZENS "hang_start.so", "did not start in time", PLUG_RELOAD_TRIAL},
    };
    struct plug_policy policy = quick;
    policy.describe_ms = 600;
    policy.start_ms = 600;
    struct bench *b = steady_new(&policy);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(reload_to(b, bad[i].so), bad[i].result);
        check_kept(b, bad[i].result, bad[i].why);
    }
    assert_int_equal(b->faults.n, 5);
    bench_free(b);
}

static void test_options_are_checked_all_at_once(void **state) {
    (void)state;
    struct bench *b = steady_new(&quick);
    const struct plug_option options[] = {
        {TEXT("every"), TEXT("often")}, {TEXT("token"), TEXT("x")}, {TEXT("colour"), TEXT("blue")}};
    const struct plug_add a = steady(b, CITIZENS "steady_2.so", options, 3);
    assert_int_equal(plug_reload(b->plug, &a, &b->faults), PLUG_RELOAD_KEPT);
    assert_int_equal(b->faults.n, 3);
    check_kept(b, PLUG_RELOAD_KEPT, "no such option");
    bench_free(b);
}

static void test_changed_options_are_a_reload(void **state) {
    (void)state;
    struct bench *b = steady_new(&quick);
    const struct plug_option options[] = {{TEXT("token"), TEXT("secret:test")}};
    const struct plug_add a = steady(b, CITIZENS "steady_1.so", options, 1);
    assert_int_equal(plug_reload(b->plug, &a, &b->faults), PLUG_RELOAD_TRIAL);
    assert_true(plug_settle(b->plug, PATIENCE_MS));
    assert_int_equal(plug_reload(b->plug, &a, &b->faults), PLUG_RELOAD_SAME);
    run_until_alone(b);
    assert_int_equal(count_copies(b), 1); /* one library, used again */
    bench_free(b);
}

static void test_the_pin_is_honoured(void **state) {
    (void)state;
    struct bench *b = steady_new(&quick);
    const struct hash old = info_of(b, NAME).digest;
    struct plug_add a = steady(b, CITIZENS "steady_2.so", NULL, 0);
    a.pinned = &old;
    assert_int_equal(plug_reload(b->plug, &a, &b->faults), PLUG_RELOAD_KEPT);
    check_kept(b, PLUG_RELOAD_KEPT, "is pinned");
    bench_free(b);
}

static void test_who_is_not_proven_is_not_tried(void **state) {
    (void)state;
    struct bench *b = bench_new_proving(
        &quick, "echo \"$@\" >>kit.log; echo load.opens: pass; echo calls.answer: fail: twice\nexit 1");
    const struct plug_option options[] = {{TEXT("token"), TEXT("secret:test")},
                                          {TEXT("every"), TEXT("2")}};
    struct plug_add a = steady(b, CITIZENS "steady_1.so", NULL, 0);
    assert_int_equal(plug_add(b->plug, &a, &b->faults), STATUS_OK);
    assert_true(plug_settle(b->plug, PATIENCE_MS));
    char path[100], words[2000];
    snprintf(path, sizeof path, "%s/kit.log", b->dir);
    assert_int_equal(access(path, F_OK), -1); /* a start proves nothing */
    assert_int_equal(reload_to(b, CITIZENS "steady_2.so"), PLUG_RELOAD_TRIAL);
    check_kept(b, PLUG_RELOAD_KEPT, "calls.answer: fail: twice");
    a = steady(b, CITIZENS "steady_2.so", options, 2);
    (void)plug_reload(b->plug, &a, &b->faults);
    (void)plug_settle(b->plug, PATIENCE_MS);
    FILE *f = fopen(path, "re");
    assert_non_null(f);
    words[fread(words, 1, sizeof words - 1, f)] = '\0';
    assert_int_equal(fclose(f), 0);
    assert_non_null(strstr(words, "plugin check "));
    assert_non_null(strstr(words, "--quick --set every=2"));
    assert_null(strstr(words, "token")); /* nor is a secret lent */
    a.is_unproven = true; /* somebody wants it so */
    (void)plug_reload(b->plug, &a, &b->faults);
    assert_true(plug_settle(b->plug, PATIENCE_MS));
    const uint64_t call = send_to(b, NAME, "1", PATIENCE_MS);
    run_until_answers(b, b->n_answers + 1);
    assert_string_equal(reference_of(b, call), "2");
    bench_free(b);
}

static void test_who_is_proven_serves_and_calls_flow_meanwhile(void **state) {
    (void)state;
    struct bench *b = bench_new_proving(&quick, "while [ ! -e go ]; do :; done; echo load.opens: pass");
    struct plug_add a = steady(b, CITIZENS "steady_1.so", NULL, 0);
    assert_int_equal(plug_add(b->plug, &a, &b->faults), STATUS_OK);
    assert_true(plug_settle(b->plug, PATIENCE_MS));
    a.so = CITIZENS "steady_2.so";
    assert_int_equal(plug_reload(b->plug, &a, &b->faults), PLUG_RELOAD_TRIAL);
    const uint64_t meanwhile = send_to(b, NAME, "1", PATIENCE_MS);
    run_until_answers(b, 1);
    assert_string_equal(reference_of(b, meanwhile), "1");
    assert_int_equal(plug_count_beside(b->plug), 1);
    char path[100];
    snprintf(path, sizeof path, "%s/go", b->dir);
    close(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    assert_true(plug_settle(b->plug, PATIENCE_MS));
    const uint64_t after = send_to(b, NAME, "1", PATIENCE_MS);
    run_until_answers(b, 2);
    assert_string_equal(reference_of(b, after), "2");
    bench_free(b);
}

/* A kit that hangs, or cannot be started, or is not waited for. */
static void test_a_kit_without_an_answer_keeps_the_old(void **state) {
    (void)state;
    struct plug_policy policy = quick;
    policy.prove_ms = 100;
    struct bench *b = bench_new_proving(&policy, "printf 'calls.answer: '; while :; do :; done");
    struct plug_add a = steady(b, CITIZENS "steady_1.so", NULL, 0);
    assert_int_equal(plug_add(b->plug, &a, &b->faults), STATUS_OK);
    (void)reload_to(b, CITIZENS "steady_2.so");
    check_kept(b, PLUG_RELOAD_KEPT, "not done within 100 ms: calls.answer: ");
    a.so = CITIZENS "steady_2.so";
    assert_int_equal(plug_reload(b->plug, &a, &b->faults), PLUG_RELOAD_TRIAL);
    a.so = CITIZENS "steady_odd.so"; /* overtaken while it is proven */
    assert_int_equal(plug_reload(b->plug, &a, &b->faults), PLUG_RELOAD_TRIAL);
    (void)plug_settle(b->plug, PATIENCE_MS);
    assert_int_equal(unlink(b->kit), 0);
    (void)reload_to(b, CITIZENS "steady_2.so");
    check_kept(b, PLUG_RELOAD_KEPT, "no such file");
    bench_free(b);
}

static void test_a_good_version_ends_a_rejection(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    struct plug_add a = steady(b, CITIZENS "wrong_magic.so", NULL, 0);
    assert_int_equal(plug_add(b->plug, &a, &b->faults), STATUS_INVALID);
    a.n_shadow = 5; /* there is nobody to compare with */
    a.so = CITIZENS "steady_1.so";
    assert_int_equal(plug_reload(b->plug, &a, &b->faults), PLUG_RELOAD_TRIAL);
    assert_true(plug_settle(b->plug, PATIENCE_MS));
    assert_int_equal(info_of(b, NAME).state, PLUG_READY);
    run_until_alone(b);
    bench_free(b);
}

static void test_plugins_appear_and_are_removed(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    assert_int_equal(reload_to(b, CITIZENS "steady_1.so"), PLUG_RELOAD_ADDED);
    assert_int_equal(info_of(b, NAME).state, PLUG_READY);
    const uint64_t held = send_to(b, NAME, "hold", PATIENCE_MS);
    struct status st = {0};
    assert_int_equal(plug_remove(b->plug, TEXT(NAME), &st), STATUS_OK);
    const struct plug_call call = call_to(NAME, 1000);
    assert_int_equal(plug_recall(b->plug, &call, &st), 0);
    assert_int_equal(st.code, STATUS_NOT_FOUND);
    run_until_answers(b, 1);
    assert_string_equal(reference_of(b, held), "1");
    run_until_alone(b);
    assert_int_equal(count_copies(b), 0);
    assert_int_equal(plug_remove(b->plug, TEXT(NAME), &st), STATUS_NOT_FOUND);
    bench_free(b);
}

/* Reloaded again before the first has its place: the last word counts. */
static void test_reloads_may_overtake_each_other(void **state) {
    (void)state;
    struct bench *b = steady_new(&quick);
    const struct plug_add second = steady(b, CITIZENS "steady_2.so", NULL, 0);
    const struct plug_add odd = steady(b, CITIZENS "steady_odd.so", NULL, 0);
    assert_int_equal(plug_reload(b->plug, &second, &b->faults), PLUG_RELOAD_TRIAL);
    assert_int_equal(plug_reload(b->plug, &second, &b->faults), PLUG_RELOAD_TRIAL);
    assert_int_equal(plug_count_beside(b->plug), 1); /* the same trial goes on */
    assert_int_equal(plug_reload(b->plug, &odd, &b->faults), PLUG_RELOAD_TRIAL);
    assert_true(plug_settle(b->plug, PATIENCE_MS));
    const uint64_t call = send_to(b, NAME, "1", PATIENCE_MS);
    run_until_answers(b, 1);
    assert_string_equal(reference_of(b, call), "3");
    run_until_alone(b);
    bench_free(b);
}

static void test_plug_drain_ends_all_versions(void **state) {
    (void)state;
    struct bench *b = steady_new(&quick);
    send_to(b, NAME, "never", PATIENCE_MS);
    send_to(b, NAME, "hold", PATIENCE_MS);
    (void)reload_to(b, CITIZENS "steady_2.so");
    send_to(b, NAME, "hold", PATIENCE_MS);
    plug_drain(b->plug, 500);
    assert_int_equal(b->n_answers, 3);
    assert_int_equal(info_of(b, NAME).state, PLUG_GONE);
    bench_free(b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reload_of_the_same_changes_nothing),
        cmocka_unit_test(test_reload_swaps_while_calls_are_in_flight),
        cmocka_unit_test(test_an_open_file_ends_where_it_began),
        cmocka_unit_test(test_what_does_not_finish_is_unknown_and_recalled_by_the_new),
        cmocka_unit_test(test_a_leaver_is_ended_before_its_call_is_unknown),
        cmocka_unit_test(test_a_failure_anywhere_keeps_the_old),
        cmocka_unit_test(test_options_are_checked_all_at_once),
        cmocka_unit_test(test_changed_options_are_a_reload),
        cmocka_unit_test(test_the_pin_is_honoured),
        cmocka_unit_test(test_who_is_not_proven_is_not_tried),
        cmocka_unit_test(test_who_is_proven_serves_and_calls_flow_meanwhile),
        cmocka_unit_test(test_a_kit_without_an_answer_keeps_the_old),
        cmocka_unit_test(test_a_good_version_ends_a_rejection),
        cmocka_unit_test(test_plugins_appear_and_are_removed),
        cmocka_unit_test(test_reloads_may_overtake_each_other),
        cmocka_unit_test(test_plug_drain_ends_all_versions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
