/* bench_day.c - a night: a tenth of the book is due, and every due case moves to a stage and
 * promises a letter; and a night on which nothing is due. */
#include <stdio.h>
#include <stdlib.h>

#include "engine/day.h"
#include "engine/intake.h"
#include "floor.h"
#include "guard.h"
#include "meter.h"
#include "office.h"
#include "store/agenda.h"

#define NIGHTS   5
#define SEEKS    2000
#define CHUNK    1000
#define REST_DUE 200 /* days from now: the cases that are not due on any of the nights */

/* Every tenth case wakes on each of the nights, a night's cases spread over the whole book. */
static void fill(struct office *o, int64_t n) {
    struct status st = {0, ""};
    struct arena arena;
    const day first = o->e.today + 14; /* a Monday; five working days follow */
    arena_init(&arena);
    bench_must(engine_chunk_begin(&o->e, &st), &st, "begin");
    for (int64_t i = 0; i < n; i++) {
        enum taken taken;
        const day due = i % 10 < NIGHTS ? first + (day)(i % 10) : o->e.today + REST_DUE;
        const struct incoming in = office_claim(o, due, &arena);
        bench_must(intake_record(&o->e, &in, TEXT("bench"), &arena, &taken, &st), &st, "claim");
        bench_must(engine_chunk_breathe(&o->e, &st), &st, "commit");
        arena_reset(&arena);
    }
    bench_must(engine_chunk_commit(&o->e, &st), &st, "commit");
    arena_fini(&arena);
}

/* The next night on which anything is due; *n: how many cases acted. */
static struct lap night(struct office *o, int64_t *n) {
    struct status st = {0, ""};
    const int64_t before = o->e.counters.facts;
    bench_must(agenda_next_day(o->e.db, o->e.today, &o->e.today, &st), &st, "next day");
    const struct lap begun = lap_begin();
    bench_must(day_agenda(&o->e, &st), &st, "night");
    const struct lap lap = lap_end(&begun);
    *n = o->e.counters.facts - before;
    return lap;
}

static void idle(struct office *o, struct floor *f, const char *figure) {
    struct series s = {.figure = figure, .unit = "us"};
    struct status st = {0, ""};
    for (int i = 0; i < NIGHTS; i++) {
        const int64_t from = meter_ns();
        for (int k = 0; k < SEEKS; k++) {
            bench_must(day_agenda(&o->e, &st), &st, "idle night");
        }
        const int64_t ns = meter_ns() - from;
        series_add(&s, (double)ns / SEEKS / 1e3,
                   (double)floor_seek(f, o->e.today, SEEKS) / SEEKS / 1e3);
    }
    series_print(&s);
}

/* Of the processor's work: waiting for the disk is nobody's. */
static void note_guard(const struct guard_time *before, int64_t worked_ns) {
    const struct guard_time now = guard_time();
    const double ns = (double)(now.ns - before->ns), n = (double)(now.n - before->n);
    meter_note("  of its work", "%.1f %% law: %.0f verdicts of %.2f us, under a clock",
               100 * ns / (double)worked_ns, n, ns / (n > 0 ? n : 1) / 1e3);
}

void bench_day(int64_t n_cases) {
    struct office o;
    char copy[300], figure[64], nothing[64];
    office_open(&o);
    const int64_t from = meter_ns();
    fill(&o, n_cases);
    const double fill_s = (double)(meter_ns() - from) / 1e9;
    (void)snprintf(copy, sizeof copy, "%s/floor.db", o.dir);
    (void)snprintf(figure, sizeof figure, "night, 10 %% of %lld cases act", (long long)n_cases);
    (void)snprintf(nothing, sizeof nothing, "night, nothing due, %lld cases", (long long)n_cases);
    office_copy_book(&o, copy);
    struct series s = {.figure = figure, .unit = "cases/s"};
    const struct floor_places places = {.path = copy, .book = o.db};
    struct floor *f = NULL;
    int64_t peak = 0, worked_ns = 0;
    const struct guard_time before = guard_time();
    for (int i = 0; i < NIGHTS; i++) {
        int64_t n = 0;
        const struct lap ours = night(&o, &n);
        worked_ns += ours.cpu_ns;
        if (!f) { /* what comes from here on is the floor's memory, not ours */
            peak = meter_peak_kib();
            f = floor_open(&places);
        }
        const struct lap floor = floor_replay(f, &o.e.head, CHUNK);
        series_add_laps(&s, n, &ours, &floor);
    }
    series_print(&s);
    note_guard(&before, worked_ns);
    idle(&o, f, nothing);
    meter_note("  peak memory", "%.0f MiB; the book was made in %.1f s (%.0f claims/s)",
               (double)peak / 1024, fill_s, (double)n_cases / fill_s);
    floor_close(f);
    office_close(&o);
}
