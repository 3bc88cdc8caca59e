/* rules_bench.c - see rules_bench.h. */
#include "host/rules_bench.h"

#include "engine/bundle_dir.h"
#include "host/show.h"
#include "rules/syntax.h"
#include "store/library.h"

#include <sys/stat.h>
#include <unistd.h>

#define FAULTS_SHOWN 200

static void begin(struct bench *b, struct cli *cli, const char *dir) {
    *b = (struct bench){.cli = cli, .dir = dir};
    faults_init(&b->faults, &cli->arena, FAULTS_SHOWN);
}

int bench_read(struct bench *b, struct cli *cli, const char *dir) {
    begin(b, cli, dir);
    if (!dir) {
        b->dir = arena_cstr(&cli->arena, arena_printf(&cli->arena, "%s/rules", cli->home));
    }
    const int rc =
        bundle_source_check(b->dir, home_share_dir(cli), &b->source, &b->faults, &cli->st);
    if (rc) { /* what could be read may have faults of its own */
        syntax_check(&b->source, &b->faults);
        return status_prefix(&cli->st, "rules");
    }
    b->hash = bundle_source_hash(&b->source);
    return STATUS_OK;
}

static bool is_folder(const char *name) {
    struct stat info;
    return stat(name, &info) == 0 && S_ISDIR(info.st_mode);
}

int bench_fetch(struct bench *b, struct cli *cli, struct db *db, const char *name) {
    struct text bytes;
    if (name && is_folder(name)) {
        return bench_read(b, cli, name);
    }
    begin(b, cli, name);
    int rc = name ? library_find(db, text_of(name), &b->hash, &cli->st)
                  : library_active(db, &b->hash, &cli->st);
    rc = rc ? rc : library_get(db, &b->hash, &cli->arena, &bytes, &cli->st);
    rc = rc ? rc : record_read(&bundle_source_record, bytes, &cli->arena, &b->source, &cli->st);
    if (rc == STATUS_OK) {
        char hex[HASH_HEX];
        b->dir = arena_cstr(&cli->arena, arena_printf(&cli->arena, "%.12s",
                                                      hash_hex(&b->hash, hex)));
    }
    return rc;
}

int bench_test(struct bench *b, struct bundle *bundle, const struct engine *book) {
    const struct test_question q = {.rules = bundle, .law = law_builtin(),
        .breathe = book ? book->breathe : NULL, .breathe_ctx = book ? book->breathe_ctx : NULL};
    return lab_test(&q, &b->cli->arena, &b->report, &b->faults, &b->cli->st);
}

int bench_load(struct bench *b, struct bundle **out) {
    return bundle_new(&b->source, &b->faults, out, &b->cli->st);
}

int bench_suits(struct bench *b, const struct bundle *bundle, const struct engine_config *home) {
    const struct providers has = engine_providers(home);
    providers_check(bundle, &has, &b->faults);
    return faults_any(&b->faults)
               ? status_fail(&b->cli->st, STATUS_INVALID, "rules: %zu faults in this home",
                             b->faults.n)
               : STATUS_OK;
}

int bench_suits_home(struct bench *b, const struct bundle *bundle) {
    struct cli *cli = b->cli;
    const char *conf =
        arena_cstr(&cli->arena, arena_printf(&cli->arena, "%s/krav.conf", cli->home));
    struct home h;
    if (access(conf, F_OK) != 0) {
        return STATUS_OK;
    }
    const int rc = home_read(cli, &h);
    for (size_t i = 0; i < h.faults.n; i++) {
        faults_add(&b->faults, "%.*s", TEXT_ARG(h.faults.items[i]));
    }
    return rc ? rc : bench_suits(b, bundle, &h.config);
}

int bench_open(struct bench *b, struct cli *cli, const char *dir, struct bundle **out) {
    return bench_read(b, cli, dir) || bench_load(b, out) ? show_failure(cli, &b->faults) : 0;
}
