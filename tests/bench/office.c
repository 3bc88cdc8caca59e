/* office.c - see office.h. */
#include "office.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/conf.h"
#include "engine/book.h"
#include "engine/bundle_dir.h"
#include "engine/disk.h"

void bench_must(int rc, const struct status *st, const char *what) {
    if (rc) {
        (void)fprintf(stderr, "bench: %s: %s\n", what, st ? st->text : "failed");
        exit(1);
    }
}

static void make_dirs(struct office *o) {
    const char *base = getenv("KRAV_BENCH_DIR");
    struct status st = {0, ""};
    (void)snprintf(o->dir, sizeof o->dir, "%.200s/krav-bench-XXXXXX", base ? base : "/tmp");
    bench_must(mkdtemp(o->dir) == NULL, NULL, "making a directory");
    (void)snprintf(o->db, sizeof o->db, "%s/krav.db", o->dir);
    (void)snprintf(o->documents, sizeof o->documents, "%s/documents", o->dir);
    (void)snprintf(o->in, sizeof o->in, "%s/in", o->dir);
    (void)snprintf(o->out, sizeof o->out, "%s/out", o->dir);
    (void)snprintf(o->run, sizeof o->run, "%s/run", o->dir);
    const char *dirs[] = {o->documents, o->in, o->out, o->run};
    for (size_t i = 0; i < sizeof dirs / sizeof dirs[0]; i++) {
        bench_must(disk_make_dir(dirs[i], &st), &st, dirs[i]);
    }
}

static void configure(struct office *o) {
    static const char *const names[] = {"erp_csv", "ocr_giro", "letter_text"};
    for (int i = 0; i < 3; i++) {
        const struct text so = arena_printf(&o->arena, KRAV_PLUGINS "/%s.so", names[i]);
        o->plugins[i] =
            (struct plugin_setting){.name = text_of(names[i]), .so = arena_cstr(&o->arena, so)};
    }
    o->log = (struct log){STDERR_FILENO, LOG_ERROR};
    o->config = (struct engine_config){.home = o->dir, .db_path = o->db,
        .documents_dir = o->documents, .in_dir = o->in, .out_dir = o->out, .run_dir = o->run,
        .worker_path = KRAV_BIN "/krav-worker", .plugins = o->plugins, .n_plugins = 3,
        .letter_plugin = TEXT("letter_text"), .log = &o->log, .mode = DB_WRITE,
        .sender = {.name = TEXT("Eksempel Inkasso AS"), .org = TEXT("312597772"),
            .address = TEXT("Lillegata 1, 0150 Oslo"), .phone = TEXT("22 00 00 00"),
            .email = TEXT("post@eksempel.invalid"), .account = TEXT("12345678903")}};
}

typedef int import_fn(struct engine *e, const struct conf *file, uint32_t *n,
                      struct faults *faults, struct status *st);

static void import(struct office *o, const char *path, import_fn *into) {
    struct conf conf;
    struct status st = {0, ""};
    uint32_t n = 0;
    bench_must(conf_read(path, &o->arena, &o->faults, &conf, &st), &st, path);
    bench_must(into(&o->e, &conf, &n, &o->faults, &st), &st, path);
}

void office_open(struct office *o) { office_open_on(o, day_of(2026, 3, 2)); }

void office_open_on(struct office *o, day first) {
    struct status st = {0, ""};
    struct bundle_source rules;
    *o = (struct office){.n_claims = 0};
    arena_init(&o->arena);
    faults_init(&o->faults, &o->arena, 20);
    make_dirs(o);
    configure(o);
    bench_must(book_create(&o->config, CLOCK_BOOK, first, &st), &st, "book");
    bench_must(engine_open(&o->config, &o->e, &st), &st, "engine");
    bench_must(bundle_source_read(KRAV_SCRIPTS "/standard", NULL, &o->arena, &rules, &st), &st, "rules");
    bench_must(book_publish(&o->e, &rules, TEXT("bench"), &o->faults, &st), &st, "rules");
    import(o, KRAV_SCRIPTS "/example/creditors.ini", book_import_creditors);
    import(o, KRAV_SCRIPTS "/example/agreements.ini", book_import_agreements);
}

static void remove_tree(const char *dir) {
    char command[400];
    (void)snprintf(command, sizeof command, "rm -rf '%s'", dir);
    bench_must(system(command), NULL, "cleaning up");
}

void office_close(struct office *o) {
    if (o->desk) {
        desk_close(o->desk);
        free(o->desk);
        (void)uv_run(&o->loop, UV_RUN_NOWAIT);
        (void)uv_loop_close(&o->loop);
    }
    engine_close(&o->e);
    arena_fini(&o->arena);
    remove_tree(o->dir);
}

struct desk *office_desk(struct office *o) {
    struct status st = {0, ""};
    if (!o->desk) {
        bench_must(uv_loop_init(&o->loop), NULL, "loop");
        o->desk = calloc(1, sizeof *o->desk);
        bench_must(o->desk == NULL, NULL, "memory");
        bench_must(desk_open(&o->e, &o->loop, &o->faults, o->desk, &st) || faults_any(&o->faults),
                   &st, "plugins");
    }
    return o->desk;
}

void office_copy_book(struct office *o, const char *path) {
    struct status st = {0, ""};
    const day today = o->e.today;
    char command[800];
    engine_close(&o->e);
    (void)snprintf(command, sizeof command, "cp '%s' '%s'", o->db, path);
    bench_must(system(command), NULL, "copying the book");
    bench_must(engine_open(&o->config, &o->e, &st), &st, "engine");
    bench_must(engine_load_rules(&o->e, &st), &st, "rules");
    o->e.today = today;
}

/* The control digits of nine digits; false if they have none. */
static bool national_check(char id[12]) {
    static const int first[] = {3, 7, 6, 1, 8, 9, 4, 5, 2};
    static const int second[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    int sum = 0;
    for (int i = 0; i < 9; i++) {
        sum += first[i] * (id[i] - '0');
    }
    const int k1 = (11 - sum % 11) % 11;
    id[9] = (char)('0' + k1);
    sum = 0;
    for (int i = 0; i < 10; i++) {
        sum += second[i] * (id[i] - '0');
    }
    const int k2 = (11 - sum % 11) % 11;
    id[10] = (char)('0' + k2);
    id[11] = '\0';
    return k1 < 10 && k2 < 10;
}

#define NATIONAL_IDS ((int64_t)28 * 12 * 50 * 500)
#define NATIONAL_STRIDE 3141599 /* coprime to it */

/* Synthetic national ids (month + 80), all different, scattered as those of a real file are: the
 * index over them must not be made to look cheap. */
static void national_next(struct office *o) {
    char *id = o->national;
    do {
        const int64_t n = o->n_identities++ * NATIONAL_STRIDE % NATIONAL_IDS;
        char *p = text_put_digits(id, n / (500 * 50 * 12) + 1, 2);
        p = text_put_digits(p, n / (500 * 50) % 12 + 81, 2);
        p = text_put_digits(p, n / 500 % 50 + 50, 2);
        (void)text_put_digits(p, n % 500, 3);
    } while (!national_check(id));
}

struct incoming office_claim(struct office *o, day due, struct arena *arena) {
    const int64_t n = ++o->n_claims;
    national_next(o);
    return (struct incoming){.kind = FACT_CLAIM_RECEIVED, .line = n + 1,
        .source_id = arena_printf(arena, "F-%lld", (long long)n),
        .creditor_org = TEXT("311758489"),
        .invoice = arena_printf(arena, "%lld", (long long)(100000 + n)),
        .description = arena_printf(arena, "Strøm for måler %lld", (long long)n),
        .debtor_kind = DEBTOR_CONSUMER, .debtor_id = arena_text(arena, text_of(o->national)),
        .debtor_name = arena_printf(arena, "Kari Eksempel %lld", (long long)n),
        .address1 = arena_printf(arena, "Storgata %lld", (long long)(n % 200 + 1)),
        .postcode = TEXT("0155"), .city = TEXT("Oslo"), .principal = CLAIM_PRINCIPAL,
        .issued = due - 14, .due = due};
}
