/* bench_dispatch.c - promised letters go out: composed, judged, kept as two documents, recorded,
 * handed to the real letter_text in its worker, and its receipts recorded. */
#include <stdio.h>
#include <sys/stat.h>

#include "engine/dispatch.h"
#include "engine/intake.h"
#include "floor.h"
#include "meter.h"
#include "office.h"

#define WAVES 5
#define CHUNK 256 /* as dispatch does */

/* Overdue claims, each of which promises a reminder at once. */
static void promise(struct office *o, int64_t n) {
    struct status st = {0, ""};
    struct arena arena;
    arena_init(&arena);
    bench_must(engine_chunk_begin(&o->e, &st), &st, "begin");
    for (int64_t i = 0; i < n; i++) {
        enum taken taken;
        const struct incoming in = office_claim(o, o->e.today - 20, &arena);
        bench_must(intake_record(&o->e, &in, TEXT("bench"), &arena, &taken, &st), &st, "claim");
        bench_must(engine_chunk_breathe(&o->e, &st), &st, "commit");
        arena_reset(&arena);
    }
    bench_must(engine_chunk_commit(&o->e, &st), &st, "commit");
    arena_fini(&arena);
}

void bench_dispatch(int64_t n_letters) {
    struct office o;
    char copy[300], documents[300], out[300], sent[400];
    struct series s = {.figure = "dispatch, letters", .unit = "letters/s"};
    struct status st = {0, ""};
    office_open(&o);
    (void)snprintf(copy, sizeof copy, "%s/floor.db", o.dir);
    (void)snprintf(documents, sizeof documents, "%s/floor-documents", o.dir);
    (void)snprintf(out, sizeof out, "%s/floor-out", o.dir);
    (void)snprintf(sent, sizeof sent, "%s/letter_text", o.out);
    bench_must(mkdir(documents, 0700) || mkdir(out, 0700), NULL, documents);
    office_copy_book(&o, copy);
    const struct floor_places places = {.path = copy, .book = o.db,
        .documents_from = o.documents, .documents = documents, .out_from = sent, .out = out};
    struct floor *f = floor_open(&places);
    for (int i = 0; i < WAVES; i++) {
        promise(&o, n_letters);
        (void)floor_replay(f, &o.e.head, CHUNK);
        struct desk *d = office_desk(&o);
        const int64_t before = o.e.counters.letters_sent;
        const struct lap begun = lap_begin();
        bench_must(dispatch_run(&o.e, d, &st), &st, "dispatch");
        const struct lap ours = lap_end(&begun);
        bench_must(o.e.counters.letters_sent - before != n_letters, NULL, "letters not sent");
        const struct lap floor = floor_replay(f, &o.e.head, CHUNK);
        series_add_laps(&s, n_letters, &ours, &floor);
    }
    series_print(&s);
    floor_close(f);
    office_close(&o);
}
