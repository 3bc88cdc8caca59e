/* cmd_rules.c - krav rules check and test; the other verbs have files of their own. */
#include "host/cmd_rules.h"
#include "host/commands.h"
#include "host/json.h"
#include "host/rules_bench.h"
#include "host/show.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WATCH_NS 300000000L

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
    json_open(&j, "letters", '[');
    for (int kind = 1; bundle && kind < LETTER_KINDS; kind++) {
        const struct bundle_file *text = bundle_letter(bundle, (enum letter_kind)kind);
        if (text) {
            json_open(&j, NULL, '{');
            json_str(&j, "letter", words_name(&letter_kinds, kind));
            json_text(&j, "file", text->path);
            json_close(&j, '}');
        }
    }
    json_close(&j, ']');
    json_faults(&j, &b->faults);
    json_close(&j, '}');
    json_print(&j);
}

static void print_letters(const struct bundle *bundle) {
    const char *before = "letters with a text of their own: ";
    for (int kind = 1; kind < LETTER_KINDS; kind++) {
        if (bundle_letter(bundle, (enum letter_kind)kind)) {
            (void)printf("%s%s", before, words_name(&letter_kinds, kind));
            before = ", ";
        }
    }
    (void)printf("%s", before[0] == ',' ? "\n" : "");
}

static int rules_check(struct bench *b) {
    struct cli *cli = b->cli;
    struct bundle *bundle = NULL;
    int rc = bench_load(b, &bundle);
    rc = rc ? rc : bench_suits_home(b, bundle);
    if (cli->json) {
        json_check(b, rc ? NULL : bundle);
    } else if (rc == STATUS_OK) {
        (void)printf("%s: rules %s: %u files, %u stages: well\n", b->dir,
                     show_hash(cli, &b->hash), (unsigned)b->source.n_files,
                     (unsigned)bundle_n_stages(bundle));
        print_letters(bundle);
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
    struct bundle *bundle = NULL;
    int rc = bench_load(b, &bundle);
    rc = rc ? rc : bench_test(b, bundle, NULL);
    bundle_free(bundle);
    if (b->cli->json) {
        json_report(b, rc == STATUS_OK);
    } else if (rc == STATUS_OK) {
        print_report(&b->report);
    }
    return rc ? show_failure(b->cli, &b->faults) : b->report.n_failed > 0 ? 1 : 0;
}

/* ---- the verbs ------------------------------------------------------------------------------- */

static int with_folder(struct cli *cli, int (*run)(struct bench *)) {
    struct bench b;
    const char *dir = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    return bench_read(&b, cli, dir) ? show_failure(cli, &b.faults) : run(&b);
}

static int verb_check(struct cli *cli) { return with_folder(cli, rules_check); }

/* Again whenever a file of the bundle changed, until somebody ends it.  A folder that cannot be read
 * for a moment (an editor writes) is read again. */
static int watch(struct cli *cli, const char *dir) {
    const struct timespec pause = {0, WATCH_NS};
    struct hash seen = {{0}};
    bool told = false;
    do {
        struct cli once = *cli;
        struct bench b;
        arena_init(&once.arena);
        once.st = (struct status){0};
        if (bench_read(&b, &once, dir)) {
            (void)(told ? 0 : show_failure(&once, &b.faults));
            told = true;
        } else if (!hash_eq(&b.hash, &seen)) {
            seen = b.hash;
            told = false;
            (void)rules_test(&b);
            (void)printf("--- %s: waiting for a change; Ctrl-C ends it\n", show_hash(&once, &seen));
            (void)fflush(stdout);
        }
        arena_fini(&once.arena);
    } while (nanosleep(&pause, NULL) == 0);
    return 0;
}

static int verb_test(struct cli *cli) {
    if (!cli_flag(cli, "--watch")) {
        return with_folder(cli, rules_test);
    }
    const char *dir = cli_word(cli);
    return cli_done(cli) ? watch(cli, dir) : 2;
}

static const struct verb {
    const char *name;
    command_fn *run;
} verbs[] = {
    {"check", verb_check},       {"test", verb_test},     {"walk", rules_walk},
    {"try", rules_try},          {"publish", rules_publish}, {"list", rules_list},
    {"rollback", rules_rollback}, {"diff", rules_diff},    {"replay", rules_replay},
    {"page", rules_page},        {"annotations", rules_annotations}, {"letter", rules_letter},
};

int command_rules(struct cli *cli) {
    for (size_t i = 0; cli->n_words > 0 && i < sizeof verbs / sizeof verbs[0]; i++) {
        if (strcmp(cli->words[0], verbs[i].name) == 0) {
            (void)cli_word(cli);
            return verbs[i].run(cli);
        }
    }
    return cli_usage(cli, "rules check | test | walk | try | diff | replay | page | letter | annotations | "
                          "publish | list | rollback");
}
