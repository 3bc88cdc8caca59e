/* cmd_publish.c - krav rules publish, rollback and list; krav reload.
 *
 *     read ─▶ compile ─▶ its own tests ─▶ dry run on every open case ─▶ swap
 *
 * Whatever fails on the way changes nothing and says where.  Between the cases of the dry run others
 * have their turn; the swap itself is one small transaction. */
#include "engine/book.h"
#include "host/cmd_rules.h"
#include "host/commands.h"
#include "host/json.h"
#include "host/plugins_reload.h"
#include "host/rules_bench.h"
#include "host/show.h"
#include "host/table.h"
#include "lab/compare.h"
#include "store/library.h"

#include <string.h>

#define HISTORY_MAX 1000

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

/* A bundle that cannot decide on a case of today would park it. */
static int dry_run(struct bench *b, struct bundle *bundle, struct engine *e,
                   struct comparison *out) {
    struct cli *cli = b->cli;
    int rc = lab_compare(e, e->bundle, bundle, &cli->arena, out, &cli->st);
    if (rc == STATUS_OK && out->failing > 0) {
        faults_add(&b->faults, "rules: case %lld could not be decided: %.*s",
                   (long long)out->failing_case, TEXT_ARG(out->failing_why));
        rc = status_fail(&cli->st, STATUS_INVALID, "rules: %lld open cases would be parked",
                         (long long)out->failing);
        faults_add(&b->faults, "rules: %lld of %lld open cases would be parked: nothing is "
                   "published", (long long)out->failing, (long long)out->cases);
    }
    return rc;
}

static void say_published(const struct bench *b, const struct comparison *c, const char *by) {
    struct cli *cli = b->cli;
    char hex[HASH_HEX];
    if (!cli->json) {
        (void)printf("%s: rules %s: %u tests passed; published by %s\n", b->dir,
                     show_hash(cli, &b->hash), (unsigned)b->report.n_results, by);
        if (c->cases > 0) {
            (void)printf("%lld open cases tried: %lld would be decided otherwise today "
                         "(krav rules diff shows them before)\n", (long long)c->cases,
                         (long long)c->different);
        }
        return;
    }
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_str(&j, "bundle", hash_hex(&b->hash, hex));
    json_int(&j, "files", b->source.n_files);
    json_int(&j, "tests", b->report.n_results);
    json_int(&j, "cases_tried", c->cases);
    json_int(&j, "cases_different", c->different);
    json_str(&j, "by", by);
    if (b->reloaded) {
        plugins_reload_json(&j, "plugins", b->reloaded);
    }
    json_close(&j, '}');
    json_print(&j);
}

/* On STATUS_OK the bundle is the engine's, or its tests failed and it is nobody's. */
static int try_and_swap(struct bench *b, struct bundle *bundle, struct engine *e, const char *by,
                        struct comparison *c) {
    struct cli *cli = b->cli;
    int rc = bench_test(b, bundle, e);
    if (rc || b->report.n_failed > 0) {
        return rc;
    }
    /* What stands against it in the book, all at once, before the cases are tried. */
    rc = book_fits(e, bundle, &b->faults, &cli->st);
    rc = rc ? rc : engine_breathe(e, &cli->st);
    rc = rc ? rc : dry_run(b, bundle, e, c);
    return rc ? rc : book_activate(e, bundle, text_of(by), &b->faults, &cli->st);
}

/* Compiled once: what was tested and tried is what becomes active. */
static int publish(struct bench *b, struct home *h, const char *by) {
    struct comparison c = {0};
    struct bundle *bundle = NULL;
    int rc = bench_load(b, &bundle);
    rc = rc ? rc : bench_suits(b, bundle, h->engine->config);
    rc = rc ? rc : try_and_swap(b, bundle, h->engine, by, &c);
    if (rc || b->report.n_failed > 0) {
        bundle_free(bundle);
        return rc ? show_failure(b->cli, &b->faults) : say_failed_tests(b);
    }
    say_published(b, &c, by);
    return 0;
}

/* Opens the home for writing, with the rules that are active now, if any are. */
static int open_home(struct cli *cli, struct home *h) {
    struct hash active;
    if (home_open(cli, DB_WRITE, h)) {
        return 1;
    }
    if (!h->engine->bundle && library_active(h->engine->db, &active, &cli->st) == STATUS_OK) {
        return home_load_rules(h);
    }
    cli->st = (struct status){0, ""};
    return 0;
}

static const char *read_by(struct cli *cli) {
    const char *by = cli_option(cli, "--by");
    by = by ? by : cli->user[0] ? cli->user : "somebody";
    const struct text who = text_of(by);
    if (!text_is_utf8(who) || text_has_control(who) || who.len == 0 || who.len > 100) {
        (void)cli_usage(cli, "--by: plain UTF-8 of at most 100 bytes");
        return NULL;
    }
    return by;
}

static int publish_folder(struct cli *cli, const char *dir, const char *by,
                          const struct plugins_reloaded *plugins) {
    struct bench b;
    struct home h;
    if (bench_read(&b, cli, dir)) {
        return show_failure(cli, &b.faults);
    }
    b.reloaded = plugins;
    if (open_home(cli, &h)) {
        return 1;
    }
    const int code = publish(&b, &h, by);
    home_close(&h);
    return code;
}

int rules_publish(struct cli *cli) {
    const char *by = read_by(cli);
    const char *dir = cli_word(cli);
    return by && cli_done(cli) ? publish_folder(cli, dir, by, NULL) : 2;
}

/* Plugins and rules each by itself: what fails of the one does not hold up the other. */
int command_reload(struct cli *cli) {
    struct plugins_reloaded plugins = {0};
    const bool rules_only = cli_flag(cli, "--rules");
    if (!cli_done(cli)) {
        return 2;
    }
    int code = 0;
    if (!rules_only) {
        code = plugins_reload(cli, PLUGINS_ALL, (struct text){NULL, 0}, &plugins);
        plugins_reload_print(cli, &plugins);
    }
    cli->st = (struct status){0, ""};
    const int published = publish_folder(cli, NULL, "reload", rules_only ? NULL : &plugins);
    return published ? published : code;
}

/* ---- back, and the list ---------------------------------------------------------------------- */

/* The bundle before the one that is active: the last other one. */
static int find_before(struct cli *cli, struct db *db, const char **digits) {
    struct activation *all;
    uint32_t n = 0;
    char hex[HASH_HEX];
    const int rc = library_history(db, HISTORY_MAX, &cli->arena, &all, &n, &cli->st);
    for (uint32_t i = 1; i < n && rc == STATUS_OK; i++) {
        if (!hash_eq(&all[i].hash, &all[0].hash)) {
            *digits = arena_cstr(&cli->arena, text_of(hash_hex(&all[i].hash, hex)));
            return STATUS_OK;
        }
    }
    return rc ? rc : status_fail(&cli->st, STATUS_NOT_FOUND, "rules: none were active before these");
}

int rules_rollback(struct cli *cli) {
    struct bench b;
    struct home h;
    const char *by = read_by(cli);
    const char *digits = cli_word(cli);
    if (!by || !cli_done(cli)) {
        return 2;
    }
    if (open_home(cli, &h)) {
        return 1;
    }
    int code = 1;
    if ((!digits && find_before(cli, h.engine->db, &digits)) ||
        bench_fetch(&b, cli, h.engine->db, digits)) {
        code = cli_fail(cli);
    } else {
        code = publish(&b, &h, by);
    }
    home_close(&h);
    return code;
}

static void print_history(struct cli *cli, const struct activation *all, uint32_t n) {
    struct table t;
    table_begin(&t, "lllrl");
    table_heads(&t, "", "rules", "since", "step", "by", NULL);
    for (uint32_t i = 0; i < n; i++) {
        table_cell(&t, i == 0 ? "active" : "");
        table_cell(&t, show_hash(cli, &all[i].hash));
        table_cell(&t, cli_day(cli, all[i].on));
        table_int(&t, all[i].step);
        table_text(&t, all[i].by);
    }
    table_print(&t);
}

static void json_history(const struct activation *all, uint32_t n) {
    char hex[HASH_HEX];
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '[');
    for (uint32_t i = 0; i < n; i++) {
        json_open(&j, NULL, '{');
        json_str(&j, "bundle", hash_hex(&all[i].hash, hex));
        json_bool(&j, "active", i == 0);
        json_day(&j, "since", all[i].on);
        json_int(&j, "step", all[i].step);
        json_text(&j, "by", all[i].by);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_print(&j);
}

int rules_list(struct cli *cli) {
    struct home h;
    struct activation *all;
    uint32_t n = 0;
    if (!cli_done(cli)) {
        return 2;
    }
    if (home_open(cli, DB_READ, &h)) {
        return 1;
    }
    int code = 0;
    if (library_history(h.engine->db, HISTORY_MAX, &cli->arena, &all, &n, &cli->st)) {
        code = cli_fail(cli);
    } else if (cli->json) {
        json_history(all, n);
    } else {
        print_history(cli, all, n);
    }
    home_close(&h);
    return code;
}
