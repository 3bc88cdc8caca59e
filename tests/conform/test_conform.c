/* The kit catches each misdeed by the test that is there for it, and finds nothing else wrong. */
#include "unit/base/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "conform/conform.h"

#define WORKER KRAV_BIN "/krav-worker"

struct misdeed {
    const char *name, *only, *test;
    enum conform_result result;
    const char *says;
};

static char sample[] = "/tmp/krav-conform-sample-XXXXXX";

static void run(const char *so, const char *only, struct conform_report *report) {
    const struct conform_config config = {.so = so, .worker = WORKER, .only = only, .seed = 1,
                                          .samples = {sample}, .n_samples = 1};
    char why[600];
    if (!conform_run(&config, report, why, sizeof why)) {
        fail_msg("%s: %s", so, why);
    }
}

static const struct conform_outcome *outcome_of(const struct conform_report *r,
                                                const char *test) {
    for (size_t i = 0; i < r->n_outcomes; i++) {
        if (strcmp(r->outcomes[i].test, test) == 0) {
            return &r->outcomes[i];
        }
    }
    fail_msg("%s did not run", test);
    return NULL;
}

static void catches(const struct misdeed *m) {
    char so[300];
    struct conform_report report;
    (void)snprintf(so, sizeof so, "%s/../tests/conform/bad_%s.so", KRAV_BIN, m->name);
    run(so, m->only, &report);
    const struct conform_outcome *o = outcome_of(&report, m->test);
    if (o->result != m->result || !strstr(o->reason, m->says)) {
        fail_msg("bad_%s: %s: %s, \"%s\"; not %s, \"%s\"", m->name, m->test,
                 conform_result_name(o->result), o->reason, conform_result_name(m->result),
                 m->says);
    }
    conform_report_fini(&report);
}

static const struct misdeed misdeeds[] = {
    {"prints", "life", "life.prints", CONFORM_FAIL, "hello"},
    {"signals", "life", "life.manners", CONFORM_FAIL, "signal 15"},
    {"environment", "life", "life.manners", CONFORM_FAIL, "the environment"},
    {"chdir", "life", "life.manners", CONFORM_FAIL, "the working directory"},
    {"logs_bytes", "life", "life.logs", CONFORM_FAIL, "not UTF-8"},
    {"logs_much", "life", "life.logs", CONFORM_FAIL, "over 1000 bytes"},
    {"crash_nul", "calls.hostile", "calls.hostile", CONFORM_CRASH, "to_name: NUL bytes"},
    {"crash_absent", "calls.hostile", "calls.hostile", CONFORM_CRASH, "body: absent"},
    {"hang_negative", "calls.hostile", "calls.hostile", CONFORM_HANG, "amount: -1"},
    {"two_answers", "calls.answer", "calls.answer", CONFORM_FAIL, "nothing was open"},
    {"forgets", "calls.answer", "calls.answer", CONFORM_HANG, "nothing came"},
    {"writes_wire", "calls.answer", "calls.answer", CONFORM_FAIL, "wrote there"},
    {"twice", "effects", "effects.same_key", CONFORM_FAIL, "two references"},
    {"references", "effects", "effects.same_key", CONFORM_FAIL, "two references"},
    {"recall_done", "effects", "effects.never", CONFORM_FAIL, "says DONE"},
    {"recall_retry", "effects", "effects.recall", CONFORM_FAIL, "says RETRY"},
    {"recall_retry", "effects", "effects.kill", CONFORM_FAIL, "never happened"},
    {"early", "intake", "intake.refuses", CONFORM_FAIL, "were submitted"},
    {"silent", "intake", "intake.refuses", CONFORM_FAIL, "without a single fault"},
    {"other_records", "intake", "intake.samples", CONFORM_FAIL, "other records"},
    {"count", "intake", "intake.samples", CONFORM_FAIL, "counts"},
    {"sum", "intake", "intake.samples", CONFORM_FAIL, "sums to"},
    {"score_range", "tables", "tables.whole", CONFORM_FAIL, "0 to 100"},
    {"empty_table", "tables", "tables.whole", CONFORM_FAIL, "is NULL"},
    {"no_recall", "tables", "tables.whole", CONFORM_FAIL, "recall() is NULL"},
    {"leaks", "life.rounds", "life.rounds", CONFORM_FAIL, "memory"},
    {"leaks_files", "life.rounds", "life.rounds", CONFORM_FAIL, "open files"},
    {"one_instance", "life.pair", "life.pair", CONFORM_FAIL, "start() gives"},
    {"bounds", "options", "options.bounds", CONFORM_FAIL, "number = 10"},
    {"crash_bounds", "options", "options.bounds", CONFORM_CRASH, "signal"},
    {"hang_destroy", "life.drain", "life.drain", CONFORM_HANG, "destroying"},
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) /* those have no fence */
    {"opens_file", "life", "life.manners", CONFORM_FAIL, "files (KRAV_USES_FILES)"},
    {"locale", "life", "life.manners", CONFORM_FAIL, "openat"}, /* what a locale is read with */
    {"eats_memory", "calls.answer", "calls.answer", CONFORM_FAIL, "MiB of memory"},
#else
    {"locale", "life", "life.manners", CONFORM_FAIL, "the locale"},
#endif
    {"fallback", "descriptor", "descriptor.options", CONFORM_FAIL, "its own fallback"},
    {"id", "descriptor", "descriptor.ids", CONFORM_FAIL, "reversed domain"},
    {"version", "descriptor", "descriptor.ids", CONFORM_FAIL, "is not a version"},
};

static void test_conform_run_catches_each_misdeed(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof misdeeds / sizeof misdeeds[0]; i++) {
        catches(&misdeeds[i]);
    }
}

static void test_conform_run_finds_nothing_wrong_with_a_good_one(void **state) {
    (void)state;
    struct conform_report report;
    run(KRAV_BIN "/../tests/conform/bad_nothing.so", NULL, &report);
    for (size_t i = 0; i < report.n_outcomes; i++) {
        const struct conform_outcome *o = &report.outcomes[i];
        if (o->result != CONFORM_PASS && o->result != CONFORM_SKIP) {
            fail_msg("%s: %s: %s", o->test, conform_result_name(o->result), o->reason);
        }
    }
    assert_true(conform_report_is_good(&report));
    assert_string_equal(report.id, "no.krav.bad.nothing");
    conform_report_fini(&report);
}

/* Libraries that a plugin never comes out of. */
static void test_conform_run_reports_what_cannot_be_loaded(void **state) {
    (void)state;
    static const struct {
        const char *name, *says;
    } rows[] = {{"crash_constructor", "signal 6"}, {"wrong_magic", "magic"},
                {"wrong_major", "plugin ABI"},     {"newer_minor", "plugin ABI"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char so[300];
        struct conform_report report;
        (void)snprintf(so, sizeof so, "%s/../tests/plugins/%s.so", KRAV_BIN, rows[i].name);
        run(so, NULL, &report);
        assert_int_equal(report.n_outcomes, 1);
        assert_int_equal(report.outcomes[0].result, CONFORM_FAIL);
        assert_non_null(strstr(report.outcomes[0].reason, rows[i].says));
        assert_false(conform_report_is_good(&report));
        conform_report_fini(&report);
    }
}

static void test_conform_run_refuses_what_it_cannot_do(void **state) {
    (void)state;
    static const char so[] = KRAV_BIN "/../tests/conform/bad_nothing.so";
    struct conform_report report;
    char why[600];
    struct conform_config config = {.so = "/nowhere.so", .worker = WORKER};
    assert_false(conform_run(&config, &report, why, sizeof why));
    config = (struct conform_config){.so = so, .worker = "/nowhere"};
    assert_false(conform_run(&config, &report, why, sizeof why));
    config = (struct conform_config){.so = so, .worker = WORKER, .only = "no.such"};
    assert_false(conform_run(&config, &report, why, sizeof why));
    config = (struct conform_config){
        .so = so, .worker = WORKER, .settings = {{"colour", "blue"}}, .n_settings = 1};
    assert_false(conform_run(&config, &report, why, sizeof why));
    assert_non_null(strstr(why, "no such option"));
    config.settings[0] = (struct conform_setting){"number", "11"};
    assert_false(conform_run(&config, &report, why, sizeof why));
    assert_non_null(strstr(why, "out of range"));
}

static void test_conform_report_write_is_one_line_with_the_hash(void **state) {
    (void)state;
    char text[20000] = "";
    struct conform_report report;
    run(KRAV_BIN "/../tests/conform/bad_id.so", "descriptor", &report);
    FILE *f = fmemopen(text, sizeof text, "w");
    assert_non_null(f);
    conform_report_write(&report, f);
    assert_int_equal(fclose(f), 0);
    assert_non_null(strstr(text, "{\"kit\":1,\"sha256\":\""));
    assert_non_null(strstr(text, "\"good\":false"));
    assert_non_null(strstr(text, "its id \\\"Bad Plugin\\\" is not"));
    assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
    conform_report_fini(&report);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_conform_run_finds_nothing_wrong_with_a_good_one),
        cmocka_unit_test(test_conform_run_catches_each_misdeed),
        cmocka_unit_test(test_conform_run_reports_what_cannot_be_loaded),
        cmocka_unit_test(test_conform_run_refuses_what_it_cannot_do),
        cmocka_unit_test(test_conform_report_write_is_one_line_with_the_hash),
    };
    const int fd = mkstemp(sample);
    if (fd < 0 || write(fd, "7\n", 2) != 2 || close(fd) != 0) {
        return 1;
    }
    const int rc = cmocka_run_group_tests(tests, NULL, NULL);
    (void)unlink(sample);
    return rc;
}
