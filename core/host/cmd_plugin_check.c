/* cmd_plugin_check.c - krav plugin check: the conformance kit on one library.  Needs no home. */
#include "host/commands.h"
#include "host/home.h"
#include "host/plugin_words.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "conform/conform.h"

static int list_tests(void) {
    for (const struct conform_test *t = conform_tests; t->name; t++) {
        (void)printf("%-20s %s\n%20s If it fails: %s\n", t->name, t->what, "", t->advice);
    }
    return 0;
}

/* Line by line, with the test's name first: if it is ended, the last line says in what. */
static void quick_begins(void *ctx, const char *test) {
    (void)ctx;
    (void)printf("%s: ", test);
    (void)fflush(stdout);
}

static void quick_show(void *ctx, const struct conform_outcome *o) {
    (void)ctx;
    (void)printf("%s%s%s\n", conform_result_name(o->result), o->reason[0] ? ": " : "", o->reason);
    (void)fflush(stdout);
}

static void show(void *ctx, const struct conform_outcome *o) {
    (void)ctx;
    (void)printf("%-5s %-20s %5lld ms  %s\n", conform_result_name(o->result), o->test,
                 (long long)o->ms, o->reason);
    if (o->result == CONFORM_FAIL || o->result == CONFORM_CRASH || o->result == CONFORM_HANG) {
        (void)printf("%5s %s\n", "", conform_test_find(o->test)->advice);
    }
    (void)fflush(stdout);
}

bool plugin_settings_take(struct cli *cli, struct conform_setting *settings, size_t *n) {
    const char *word;
    while ((word = cli_option(cli, "--set")) != NULL) {
        const char *sign = strchr(word, '=');
        if (!sign || sign == word || *n == CONFORM_MAX_SETTINGS) {
            cli_usage(cli, "--set %s: must be NAME=VALUE", word);
            return false;
        }
        const struct text name = {word, (size_t)(sign - word)};
        settings[(*n)++] = (struct conform_setting){
            arena_cstr(&cli->arena, arena_printf(&cli->arena, "%.*s", TEXT_ARG(name))), sign + 1};
    }
    return true;
}

const char *plugin_so_take(struct cli *cli) {
    const char *word = cli_word(cli);
    char real[PATH_MAX];
    /* What cannot be found is named as it was given. */
    return word && realpath(word, real) ? arena_cstr(&cli->arena, text_of(real)) : word;
}

static bool report_keep(struct cli *cli, const struct conform_report *report, const char *path) {
    FILE *f = fopen(path, "we");
    if (f) {
        conform_report_write(report, f);
    }
    if (!f || fclose(f) != 0) {
        status_fail(&cli->st, STATUS_IO, "%s: cannot be written", path);
        return false;
    }
    return true;
}

static int tell(struct cli *cli, const struct conform_report *r, const char *report_path) {
    if (cli->json) {
        conform_report_write(r, stdout);
    } else {
        (void)printf("%s %s: %zu passed, %zu failed, %zu crashed, %zu hung, %zu warnings, %zu "
                     "skipped; seed %llu, %lld ms\n", r->id, r->version, r->n_of[CONFORM_PASS],
                     r->n_of[CONFORM_FAIL], r->n_of[CONFORM_CRASH], r->n_of[CONFORM_HANG],
                     r->n_of[CONFORM_WARN], r->n_of[CONFORM_SKIP], (unsigned long long)r->seed,
                     (long long)r->ms);
    }
    if (report_path && !report_keep(cli, r, report_path)) {
        return cli_fail(cli);
    }
    return conform_report_is_good(r) ? 0 : 1;
}

int command_plugin_check(struct cli *cli) {
    struct conform_config config = {.worker = home_worker_path(cli), .seed = 1};
    int64_t number;
    const bool list = cli_flag(cli, "--list");
    const char *report_path = cli_option(cli, "--report");
    config.only = cli_option(cli, "--only");
    config.quick = cli_flag(cli, "--quick");
    if (cli_int_option(cli, "--seed", &number)) {
        config.seed = (uint64_t)number;
    }
    if (cli_int_option(cli, "--memory", &number)) {
        config.memory_mib = number;
    }
    const char *sample;
    while ((sample = cli_option(cli, "--sample")) && config.n_samples < CONFORM_MAX_SAMPLES) {
        config.samples[config.n_samples++] = sample;
    }
    if (!plugin_settings_take(cli, config.settings, &config.n_settings)) {
        return 2;
    }
    (void)cli_word(cli); /* "check" */
    config.so = plugin_so_take(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    if (list) {
        return list_tests();
    }
    if (!config.so) {
        return cli_usage(cli, "plugin check: which .so?");
    }
    config.progress = cli->json ? NULL : config.quick ? quick_show : show;
    config.begins = cli->json || !config.quick ? NULL : quick_begins;
    struct conform_report report;
    char why[600];
    if (!conform_run(&config, &report, why, sizeof why)) {
        status_fail(&cli->st, STATUS_INVALID, "%s", why);
        return cli_fail(cli);
    }
    const int rc = tell(cli, &report, report_path);
    conform_report_fini(&report);
    return rc;
}
