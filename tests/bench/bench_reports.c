/* bench_reports.c - a trial balance, the daily proof of client funds and an ageing over a large book,
 * each against plain SQL that only reads the rows they are made of.
 *
 *     trial balance   every posting once, joined to the day it was booked
 *     client funds    every posting once, and what is kept beside them
 *     ageing          the same as the first, and of every case the columns that it is put in its place by
 *
 * A third of the claims were paid in part, so that their cases have interest and two payments'
 * worth of postings. */
#include <sqlite3.h>
#include <stdio.h>

#include "domain/kid.h"
#include "engine/funds.h"
#include "engine/intake.h"
#include "meter.h"
#include "office.h"
#include "store/cases.h"
#include "store/ledger.h"
#include "store/reports.h"

#define TURNS 5

static void take(struct office *o, const struct incoming *in, struct arena *arena) {
    struct status st = {0, ""};
    enum taken taken;
    bench_must(intake_record(&o->e, in, TEXT("bench"), arena, &taken, &st), &st, "record");
    bench_must(engine_chunk_breathe(&o->e, &st), &st, "commit");
    arena_reset(arena);
}

static void fill(struct office *o, int64_t n) {
    struct status st = {0, ""};
    struct arena arena;
    int64_t first = 0;
    char kid[KID_OWN_LEN + 1];
    arena_init(&arena);
    bench_must(cases_next_id(o->e.db, &first, &st), &st, "next case");
    bench_must(engine_chunk_begin(&o->e, &st), &st, "begin");
    for (int64_t i = 0; i < n; i++) {
        const struct incoming claim = office_claim(o, o->e.today - 1 - (day)(i % 60), &arena);
        take(o, &claim, &arena);
    }
    for (int64_t i = 0; i < n; i += 3) {
        const struct incoming paid = {.kind = FACT_PAID, .line = 1, .booked = o->e.today,
            .ordered = o->e.today, .account = o->config.sender.account,
            .source_id = arena_printf(&arena, "p-%lld", (long long)i),
            .kid = text_of(kid_make(first + i, 0, kid)), .amount = CLAIM_PRINCIPAL / 2};
        take(o, &paid, &arena);
    }
    bench_must(engine_chunk_commit(&o->e, &st), &st, "commit");
    arena_fini(&arena);
}

/* ---- ours ------------------------------------------------------------------------------------ */

static ore trial(struct office *o, struct arena *arena) {
    struct status st = {0, ""};
    const struct ledger_filter f = {.as_of = o->e.today};
    struct ledger_balance *rows;
    uint32_t n = 0;
    ore owed = 0;
    bench_must(ledger_trial(o->e.db, &f, arena, &rows, &n, &st), &st, "trial balance");
    for (uint32_t i = 0; i < n; i++) {
        owed -= rows[i].account == ACCOUNT_COLLECTABLE ? rows[i].balance : 0;
    }
    return owed;
}

static ore funds(struct office *o, struct arena *arena) {
    struct status st = {0, ""};
    struct funds f;
    ore by = 0;
    (void)arena;
    bench_must(funds_read(o->e.db, &f, &st), &st, "client funds");
    bench_must(funds_break(&f, &by).len > 0, NULL, "client funds are not whole");
    return f.client_bank;
}

static ore ageing(struct office *o, struct arena *arena) {
    struct status st = {0, ""};
    const struct report_kind *kind = report_find(TEXT("ageing"));
    const struct report_ask ask = {.to = o->e.today, .as_of = o->e.today};
    struct report_rows rows;
    bench_must(report_read(o->e.db, kind, &ask, arena, &rows, &st), &st, "ageing");
    return report_sum(&rows, kind->n_columns - 1).number;
}

/* ---- the floor ------------------------------------------------------------------------------- */

static const char POSTINGS[] =
    "SELECT sum(p.amount) FILTER (WHERE p.amount > 0), count(s.booked_day)"
    " FROM postings p JOIN posting_sets s ON s.id = p.set_id";
static const char AMOUNTS[] = "SELECT sum(amount) FILTER (WHERE amount > 0), count(*) FROM postings";
static const char CASES[] =
    "SELECT sum(first_due + creditor + length(department)), count(*) FROM cases";

static void scan(sqlite3 *book, const char *sql) {
    sqlite3_stmt *stmt = NULL;
    bench_must(sqlite3_prepare_v2(book, sql, -1, &stmt, NULL), NULL, sqlite3_errmsg(book));
    bench_must(sqlite3_step(stmt) != SQLITE_ROW || sqlite3_column_int64(stmt, 1) == 0, NULL, "scan");
    bench_must(sqlite3_finalize(stmt), NULL, "scan");
}

typedef ore report_fn(struct office *o, struct arena *arena);

static ore measure(struct office *o, sqlite3 *book, const char *figure, report_fn *report,
                   const char *const floor[2]) {
    struct series s = {.figure = figure, .unit = "us"};
    struct arena arena;
    ore owed = 0;
    arena_init(&arena);
    for (int i = 0; i < TURNS; i++) {
        const int64_t from = meter_ns();
        owed = report(o, &arena);
        const int64_t between = meter_ns();
        scan(book, floor[0]);
        if (floor[1]) {
            scan(book, floor[1]);
        }
        series_add(&s, (double)(between - from) / 1e3, (double)(meter_ns() - between) / 1e3);
        arena_reset(&arena);
    }
    series_print(&s);
    arena_fini(&arena);
    return owed;
}

void bench_reports(int64_t n_cases) {
    struct office o;
    sqlite3 *book = NULL;
    static const char *const postings[] = {POSTINGS, NULL}, *const cases[] = {POSTINGS, CASES};
    static const char *const amounts[] = {AMOUNTS, NULL};
    char first[64], second[64], third[64];
    office_open(&o);
    fill(&o, n_cases);
    bench_must(sqlite3_open_v2(o.db, &book, SQLITE_OPEN_READONLY, NULL), NULL, "floor");
    (void)snprintf(first, sizeof first, "trial balance, %lld cases", (long long)n_cases);
    (void)snprintf(second, sizeof second, "ageing, %lld cases", (long long)n_cases);
    (void)snprintf(third, sizeof third, "client funds proven, %lld cases", (long long)n_cases);
    const ore owed = measure(&o, book, first, trial, postings);
    bench_must(measure(&o, book, third, funds, amounts) <= 0, NULL, "no client funds");
    bench_must(measure(&o, book, second, ageing, cases) != owed, NULL,
               "the ageing is not the trial balance");
    bench_must(sqlite3_close(book), NULL, "floor");
    office_close(&o);
}
