/* bench_rules.c - what an agency waits for when it changes its rules.
 *
 *     publish   a bundle of fifty files compiled and checked      floor: Lua compiles the same texts
 *     memory    of a loaded bundle
 *     replay    a year of a book under the rules of today         floor: its steps, read by SELECT
 *
 * The book of the replay is really lived, day by day and with its letters sent, before it is asked. */
#include <lauxlib.h>
#include <lua.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "domain/kid.h"
#include "engine/bundle_dir.h"
#include "engine/day.h"
#include "engine/intake.h"
#include "lab/replay.h"
#include "meter.h"
#include "office.h"
#include "plug/plug.h"
#include "rules/bundle.h"
#include "store/cases.h"

#define TURNS    7
#define N_FILES  50
#define BUNDLES  40 /* loaded together, to see what one takes */
#define DAYS     363
#define ARRIVING 180 /* days over which the claims come */

/* ---- a bundle of fifty files ----------------------------------------------------------------- */

static const char INIT[] =
    "local W = workflow { id = 'fifty', api = 1 }\n"
    "function W.start (c) return 'stage_1' end\n"
    "W.level 'normal' { label = 'Normal',\n"
    "  patience = int { 3, min = 1, max = 14, says = 'days' },\n"
    "  small_balance = money { 50 * kr, min = 0, max = 500 * kr, says = 'small' } }\n"
    "return W\n";

/* One stage with its helpers, as long as an agency's own files are. */
static struct text stage_file(int i, struct arena *arena) {
    struct text file = arena_printf(arena,
        "-- Stage %d: what it waits for, and what it does when that does not come.\n"
        "W.stage 'stage_%d' {\n  label = 'Stage %d',\n"
        "  enter = function (c)\n"
        "    return { send { letter = 'reminder', days = 14, because = 'stage %d' },\n"
        "             look_again { after_deadline = c.level.patience } }\n"
        "  end,\n"
        "  decide = function (c)\n"
        "    if c.settled then return { close 'paid' } end\n"
        "    if c.open < c.level.small_balance then return { close 'small balance' } end\n"
        "    if c.deadline_missed then return { move 'stage_%d' } end\n"
        "  end,\n}\n", i, i, i, i, i % (N_FILES - 1) + 1);
    for (int k = 0; k < 6; k++) {
        file = arena_printf(arena,
            "%.*s\n-- Whether this is worth another letter: the sum, the days, and who it is.\n"
            "function worth_%d_%d (c, least, days)\n"
            "  if c.debtor.dead or c.debtor.bankrupt or c.disputed then return false end\n"
            "  if c.principal < max(least, 100 * kr) then return false end\n"
            "  local waited = c.claim.due and c.today - c.claim.due or 0\n"
            "  if waited > days and not c.debtor.business then return c.paid > percent(10, c.open) end\n"
            "  return waited > 14 and c.reminders_sent < 3\n"
            "end\n", TEXT_ARG(file), i, k);
    }
    return file;
}

static void fifty_files(struct arena *arena, struct bundle_source *out) {
    out->files = arena_take_n(arena, N_FILES, sizeof *out->files);
    out->n_files = N_FILES;
    out->files[0] = (struct bundle_file){TEXT("init.lua"), text_of(INIT)};
    for (int i = 1; i < N_FILES; i++) {
        out->files[i] = (struct bundle_file){arena_printf(arena, "stage_%02d.lua", i),
            stage_file(i, arena)};
    }
}

static struct bundle *load(const struct bundle_source *s) {
    struct status st = {0, ""};
    struct arena arena;
    struct faults faults;
    struct bundle *b = NULL;
    arena_init(&arena);
    faults_init(&faults, &arena, 20);
    bench_must(bundle_new(s, &faults, &b, &st), &st, "bundle");
    arena_fini(&arena);
    return b;
}

static int64_t compile_run(const struct bundle_source *s) {
    const int64_t from = meter_ns();
    bundle_free(load(s));
    return meter_ns() - from;
}

static int64_t compile_floor(const struct bundle_source *s) {
    const int64_t from = meter_ns();
    lua_State *L = luaL_newstate();
    bench_must(L == NULL, NULL, "Lua");
    for (uint32_t i = 0; i < s->n_files; i++) {
        const struct bundle_file *f = &s->files[i];
        bench_must(luaL_loadbuffer(L, f->content.ptr, f->content.len, "rules"), NULL, "compile");
    }
    lua_close(L);
    return meter_ns() - from;
}

static void bench_compile(const struct bundle_source *s) {
    struct series series = {.figure = "publish, 50 files compiled and checked", .unit = "us"};
    size_t bytes = 0;
    for (uint32_t i = 0; i < s->n_files; i++) {
        bytes += s->files[i].content.len;
    }
    for (int i = 0; i < TURNS; i++) {
        const int64_t ours = compile_run(s);
        series_add(&series, (double)ours / 1e3, (double)compile_floor(s) / 1e3);
    }
    series_print(&series);
    meter_note("  its files", "%.0f KiB", (double)bytes / 1024);
}

static int64_t resident_kib(void) {
    long pages = 0, shared = 0;
    FILE *f = fopen("/proc/self/statm", "re");
    bench_must(f == NULL || fscanf(f, "%*d %ld %ld", &pages, &shared) != 2, NULL, "memory");
    (void)fclose(f);
    return (int64_t)(pages - shared) * (sysconf(_SC_PAGESIZE) / 1024);
}

static void bench_memory(const char *figure, const struct bundle_source *s) {
    struct bundle *bundles[BUNDLES];
    bundle_free(load(s)); /* what the process takes once is taken */
    const int64_t before = resident_kib();
    for (int i = 0; i < BUNDLES; i++) {
        bundles[i] = load(s);
    }
    const int64_t each = (resident_kib() - before) / BUNDLES;
    meter_note(figure, "%.0f KiB in Lua, %lld KiB of the process",
               (double)bundles[0]->program->vm.settled / 1024, (long long)each);
    for (int i = 0; i < BUNDLES; i++) {
        bundle_free(bundles[i]);
    }
}

/* ---- a year of a book ------------------------------------------------------------------------ */

static struct desk *desk_of(void *ctx, struct status *st) {
    (void)st;
    return office_desk(ctx);
}

static void take(struct office *o, const struct incoming *in, struct arena *arena) {
    struct status st = {0, ""};
    enum taken taken;
    bench_must(intake_record(&o->e, in, TEXT("bench"), arena, &taken, &st), &st, "record");
}

/* What comes on a day: its share of the claims, and for every third of those that came two months
 * before, money; every second time all of it. */
static void arrive(struct office *o, int64_t first, int64_t n, int d, struct arena *arena) {
    struct status st = {0, ""};
    char kid[KID_OWN_LEN + 1];
    const int64_t share = (n + ARRIVING - 1) / ARRIVING;
    bench_must(engine_chunk_begin(&o->e, &st), &st, "begin");
    for (int64_t i = 0; i < share && o->n_claims < n; i++) {
        const struct incoming claim = office_claim(o, o->e.today - 10, arena);
        take(o, &claim, arena);
    }
    for (int64_t i = (d - 60) * share; d >= 60 && i < (d - 59) * share && i < o->n_claims; i++) {
        const struct incoming paid = {.kind = FACT_PAID, .line = 1, .booked = o->e.today,
            .ordered = o->e.today, .account = o->config.sender.account,
            .source_id = arena_printf(arena, "p-%lld", (long long)i),
            .kid = text_of(kid_make(first + i, 0, kid)),
            .amount = i % 2 ? CLAIM_PRINCIPAL / 2 : CLAIM_PRINCIPAL + 50000};
        if (i % 3 == 0) {
            take(o, &paid, arena);
        }
    }
    bench_must(engine_chunk_commit(&o->e, &st), &st, "commit");
}

static void live_a_year(struct office *o, int64_t n) {
    const struct day_work work = {desk_of, o};
    struct status st = {0, ""};
    struct day_report report;
    struct arena arena;
    int64_t first = 0;
    arena_init(&arena);
    bench_must(cases_next_id(o->e.db, &first, &st), &st, "next case");
    for (int d = 0; d < DAYS; d++) {
        arrive(o, first, n, d, &arena);
        bench_must(day_finish(&o->e, &work, &report, &st), &st, "day");
        bench_must(day_open(&o->e, o->e.today + 1, &st), &st, "next day");
        plug_set_today(office_desk(o)->plug, o->e.today);
        arena_reset(&arena);
    }
    arena_fini(&arena);
}

/* ---- replayed, and only read ----------------------------------------------------------------- */

static int64_t replay(const struct replay_question *q, struct replay *out) {
    struct status st = {0, ""};
    struct arena arena;
    arena_init(&arena);
    const int64_t from = meter_ns();
    bench_must(lab_replay(q, &arena, out, &st), &st, "replay");
    const int64_t ns = meter_ns() - from;
    bench_must(out->cases == 0 || out->changed > 0, NULL, "the same rules took another path");
    arena_fini(&arena);
    return ns;
}

static const char STEPS_OF[] =
    "SELECT body FROM steps WHERE case_id = ? AND case_id <> 0 ORDER BY id";

/* Every step of every case, case by case as a replay needs them. */
static int64_t read_steps(const char *path, int64_t *n_steps) {
    sqlite3 *book = NULL;
    sqlite3_stmt *cases = NULL, *steps = NULL;
    int64_t bytes = 0;
    *n_steps = 0;
    const int64_t from = meter_ns();
    bench_must(sqlite3_open_v2(path, &book, SQLITE_OPEN_READONLY, NULL) ||
                   sqlite3_prepare_v2(book, "SELECT id FROM cases ORDER BY id", -1, &cases, NULL) ||
                   sqlite3_prepare_v2(book, STEPS_OF, -1, &steps, NULL), NULL, "floor");
    while (sqlite3_step(cases) == SQLITE_ROW) {
        (void)sqlite3_bind_int64(steps, 1, sqlite3_column_int64(cases, 0));
        while (sqlite3_step(steps) == SQLITE_ROW) {
            bytes += sqlite3_column_text(steps, 0) ? sqlite3_column_bytes(steps, 0) : 0;
            ++*n_steps;
        }
        (void)sqlite3_reset(steps);
    }
    (void)sqlite3_finalize(cases);
    (void)sqlite3_finalize(steps);
    bench_must(sqlite3_close(book) || bytes == 0, NULL, "floor");
    return meter_ns() - from;
}

static void bench_replay(int64_t n_cases, const struct bundle_source *rules) {
    struct office o;
    struct replay r;
    char figure[64];
    int64_t n_steps = 0;
    struct series s = {.figure = figure, .unit = "cases/s"};
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    (void)snprintf(figure, sizeof figure, "replay, a year of %lld cases", (long long)n_cases);
    office_open_on(&o, day_of(2026, 1, 2));
    const int64_t from = meter_ns();
    live_a_year(&o, n_cases);
    const double lived_s = (double)(meter_ns() - from) / 1e9;
    struct engine_config config = o.config;
    config.mode = DB_READ;
    struct replay_question q = {.config = &config, .rules = rules, .from = 1, .to = o.e.today,
        .threads = 1};
    for (int i = 0; i < TURNS; i++) {
        const int64_t ours = replay(&q, &r);
        const int64_t floor = read_steps(o.db, &n_steps);
        series_add(&s, meter_per_second(r.cases, ours), meter_per_second(r.cases, floor));
    }
    series_print(&s);
    meter_note("  the book", "%.1f steps a case, lived in %.0f s; %lld cases could not be replayed",
               (double)n_steps / (double)r.cases, lived_s, (long long)r.skipped);
    q.threads = cores < 1 ? 1 : cores > 8 ? 8 : (uint32_t)cores;
    const double rate = meter_per_second(r.cases, replay(&q, &r));
    meter_note("  on all cores", "%.0f cases/s on %u; 100,000 cases in %.0f s", rate, q.threads,
               100000 / rate);
    office_close(&o);
}

void bench_rules(int64_t n_cases) {
    struct status st = {0, ""};
    struct arena arena;
    struct bundle_source fifty, standard;
    arena_init(&arena);
    fifty_files(&arena, &fifty);
    bench_must(bundle_source_read(KRAV_SCRIPTS "/standard", NULL, &arena, &standard, &st), &st,
               "rules");
    bench_compile(&fifty);
    bench_memory("memory of a bundle, 50 files", &fifty);
    bench_memory("memory of a bundle, standard", &standard);
    bench_replay(n_cases, &standard);
    arena_fini(&arena);
}
