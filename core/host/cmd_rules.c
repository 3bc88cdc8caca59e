/* cmd_rules.c - krav rules check, test, walk and publish; the walk itself is in cmd_walk.c. */
#include "engine/book.h"
#include "engine/bundle_dir.h"
#include "host/cmd_walk.h"
#include "host/commands.h"
#include "host/home.h"
#include "host/json.h"
#include "host/show.h"
#include "lab/lab.h"

#include <stdlib.h>
#include <string.h>

#define FAULTS_SHOWN 200

/* A working copy of rules, read and, if need be, tested. */
struct bench {
    struct cli *cli;
    const char *dir;
    struct bundle_source source;
    struct hash hash;
    struct faults faults;
    struct test_report report;
};

static int bench_read(struct bench *b, struct cli *cli, const char *dir) {
    *b = (struct bench){.cli = cli, .dir = dir};
    faults_init(&b->faults, &cli->arena, FAULTS_SHOWN);
    if (!dir) {
        b->dir = arena_cstr(&cli->arena, arena_printf(&cli->arena, "%s/rules", cli->home));
    }
    const int rc = bundle_source_read(b->dir, &cli->arena, &b->source, &cli->st);
    if (rc == STATUS_OK) {
        b->hash = bundle_source_hash(&b->source);
    }
    return rc ? status_prefix(&cli->st, "rules") : STATUS_OK;
}

static int bench_test(struct bench *b) {
    return lab_test(&b->source, law_builtin(), &b->cli->arena, &b->report, &b->faults,
                    &b->cli->st);
}

static void json_faults(struct json *j, const struct faults *f) {
    json_open(j, "faults", '[');
    for (size_t i = 0; i < f->n; i++) {
        json_text(j, NULL, f->items[i]);
    }
    json_close(j, ']');
}

static void json_hash(struct json *j, const char *key, const struct hash *h) {
    char hex[HASH_HEX];
    json_str(j, key, hash_hex(h, hex));
}

/* ---- check --------------------------------------------------------------------------------- */

static void json_check(const struct bench *b, const struct bundle *bundle) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_bool(&j, "ok", bundle != NULL);
    json_str(&j, "dir", b->dir);
    json_hash(&j, "bundle", &b->hash);
    json_int(&j, "files", b->source.n_files);
    json_open(&j, "stages", '[');
    for (uint32_t i = 0; bundle && i < bundle_n_stages(bundle); i++) {
        const struct stage_info stage = bundle_stage(bundle, i);
        json_open(&j, NULL, '{');
        json_text(&j, "stage", stage.name);
        json_text(&j, "label", show_absent(stage.label));
        json_text(&j, "file", stage.file);
        json_int(&j, "line", stage.line);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_faults(&j, &b->faults);
    json_close(&j, '}');
    json_print(&j);
}

static int rules_check(struct bench *b) {
    struct cli *cli = b->cli;
    struct bundle *bundle = NULL;
    const int rc = bundle_new(&b->source, &b->faults, &bundle, &cli->st);
    if (cli->json) {
        json_check(b, bundle);
    } else if (rc == STATUS_OK) {
        (void)printf("%s: rules %s: %u files, %u stages: well\n", b->dir,
                     show_hash(cli, &b->hash), (unsigned)b->source.n_files,
                     (unsigned)bundle_n_stages(bundle));
    }
    bundle_free(bundle);
    return rc ? show_failure(cli, &b->faults) : 0;
}

/* ---- test ---------------------------------------------------------------------------------- */

static void print_texts(const char *heading, const struct text *items, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        (void)printf("%s%.*s%s", i == 0 ? heading : ", ", TEXT_ARG(items[i]),
                     i + 1 == n ? "\n" : "");
    }
}

static void print_report(const struct test_report *r) {
    for (uint32_t i = 0; i < r->n_results; i++) {
        const struct test_result *t = &r->results[i];
        (void)printf("%s  %.*s:%d  %.*s%s%.*s\n", t->passed ? "ok  " : "FAIL", TEXT_ARG(t->file),
                     (int)t->line, TEXT_ARG(t->name), t->why.len ? ": " : "", TEXT_ARG(t->why));
    }
    print_texts("stages never entered: ", r->stages_not_entered, r->n_stages_not_entered);
    print_texts("words never used: ", r->words_not_used, r->n_words_not_used);
    (void)printf("%u tests, %u failed\n", (unsigned)r->n_results, (unsigned)r->n_failed);
}

static void json_texts(struct json *j, const char *key, const struct text *items, uint32_t n) {
    json_open(j, key, '[');
    for (uint32_t i = 0; i < n; i++) {
        json_text(j, NULL, items[i]);
    }
    json_close(j, ']');
}

static void json_report(const struct bench *b, bool loaded) {
    const struct test_report *r = &b->report;
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_bool(&j, "ok", loaded && r->n_failed == 0);
    json_hash(&j, "bundle", &b->hash);
    json_open(&j, "tests", '[');
    for (uint32_t i = 0; i < r->n_results; i++) {
        const struct test_result *t = &r->results[i];
        json_open(&j, NULL, '{');
        json_text(&j, "name", t->name);
        json_text(&j, "file", t->file);
        json_int(&j, "line", t->line);
        json_bool(&j, "passed", t->passed);
        json_text(&j, "why", show_absent(t->why));
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_int(&j, "failed", r->n_failed);
    json_texts(&j, "stages_not_entered", r->stages_not_entered, r->n_stages_not_entered);
    json_texts(&j, "words_not_used", r->words_not_used, r->n_words_not_used);
    json_faults(&j, &b->faults);
    json_close(&j, '}');
    json_print(&j);
}

static int rules_test(struct bench *b) {
    const int rc = bench_test(b);
    if (b->cli->json) {
        json_report(b, rc == STATUS_OK);
    } else if (rc == STATUS_OK) {
        print_report(&b->report);
    }
    return rc ? show_failure(b->cli, &b->faults) : b->report.n_failed > 0 ? 1 : 0;
}

/* ---- publish ------------------------------------------------------------------------------- */

static int say_failed_tests(const struct bench *b) {
    for (uint32_t i = 0; i < b->report.n_results; i++) {
        const struct test_result *t = &b->report.results[i];
        if (!t->passed) {
            (void)fprintf(stderr, "krav: rules: %.*s:%d: %.*s: %.*s\n", TEXT_ARG(t->file),
                          (int)t->line, TEXT_ARG(t->name), TEXT_ARG(t->why));
        }
    }
    (void)fprintf(stderr, "krav: rules: %u of %u tests failed: nothing is published\n",
                  (unsigned)b->report.n_failed, (unsigned)b->report.n_results);
    return 1;
}

static int rules_publish(struct bench *b, const char *by) {
    struct cli *cli = b->cli;
    struct home h;
    if (bench_test(b)) {
        return show_failure(cli, &b->faults);
    }
    if (b->report.n_failed > 0) {
        return say_failed_tests(b);
    }
    if (home_open(cli, DB_WRITE, &h)) {
        return 1;
    }
    const int rc = book_publish(h.engine, &b->source, text_of(by), &b->faults, &b->hash, &cli->st);
    home_close(&h);
    if (rc) {
        return show_failure(cli, &b->faults);
    }
    if (cli->json) {
        struct json j;
        json_begin(&j);
        json_open(&j, NULL, '{');
        json_hash(&j, "bundle", &b->hash);
        json_int(&j, "files", b->source.n_files);
        json_int(&j, "tests", b->report.n_results);
        json_str(&j, "by", by);
        json_close(&j, '}');
        json_print(&j);
    } else {
        (void)printf("%s: rules %s: %u tests passed; published by %s\n", b->dir,
                     show_hash(cli, &b->hash), (unsigned)b->report.n_results, by);
    }
    return 0;
}

static int rules_walk(struct cli *cli) {
    struct bench b;
    struct walk_options options;
    if (!walk_read_options(cli, &options)) {
        return 2;
    }
    const char *dir = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    return bench_read(&b, cli, dir) ? cli_fail(cli) : walk_run(cli, &b.source, &options);
}

int command_rules(struct cli *cli) {
    struct bench b;
    if (cli->n_words > 0 && strcmp(cli->words[0], "walk") == 0) {
        (void)cli_word(cli);
        return rules_walk(cli);
    }
    const char *by = cli_option(cli, "--by");
    const char *verb = cli_word(cli), *dir = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    const bool is_check = verb && strcmp(verb, "check") == 0;
    const bool is_test = verb && strcmp(verb, "test") == 0;
    const bool is_publish = verb && strcmp(verb, "publish") == 0;
    if (!is_check && !is_test && !is_publish) {
        return cli_usage(cli, "rules check | test | walk | publish [DIR]");
    }
    by = by ? by : cli->user[0] ? cli->user : "somebody";
    const struct text who = text_of(by);
    if (!text_is_utf8(who) || text_has_control(who) || who.len == 0 || who.len > 100) {
        return cli_usage(cli, "--by: plain UTF-8 of at most 100 bytes");
    }
    if (bench_read(&b, cli, dir)) {
        return cli_fail(cli);
    }
    return is_check ? rules_check(&b) : is_test ? rules_test(&b) : rules_publish(&b, by);
}

/* krav reload: what stands in rules/ becomes active, or nothing changes. */
int command_reload(struct cli *cli) {
    struct bench b;
    if (!cli_done(cli)) {
        return 2;
    }
    if (bench_read(&b, cli, NULL)) {
        return cli_fail(cli);
    }
    return rules_publish(&b, "reload");
}
