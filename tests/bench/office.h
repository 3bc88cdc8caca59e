/* office.h - a made-up agency in a directory of its own, with as many claims as one asks for.
 *
 * Owned: office_open / office_close; the directory goes with it.  Everything that goes wrong
 * ends the program with its reason: a benchmark has nobody to tell. */
#ifndef BENCH_OFFICE_H
#define BENCH_OFFICE_H

#include "engine/engine.h"
#include "engine/incoming.h"
#include "engine/plugs.h"

struct office {
    char dir[256];
    char db[300], documents[300], in[300], out[300], run[300];
    struct plugin_setting plugins[3];
    struct engine_config config;
    struct log log;
    struct engine e;
    uv_loop_t loop;
    struct desk *desk; /* NULL until office_desk */
    struct faults faults;
    struct arena arena;
    int64_t n_claims; /* made so far */
    int64_t n_identities;
    char national[12]; /* the debtor of the last claim */
};

/* The office's day is a Monday in spring, far from Easter. */
void office_open(struct office *o);
/* On another first day. */
void office_open_on(struct office *o, day first);
void office_close(struct office *o);
/* All plugins, in their workers. */
struct desk *office_desk(struct office *o);
/* The book is closed (and so whole in one file), copied to `path`, and opened again. */
void office_copy_book(struct office *o, const char *path);

/* The next claim, from a debtor of its own; memory: the arena.  `due`: the invoice's due day. */
struct incoming office_claim(struct office *o, day due, struct arena *arena);
#define CLAIM_PRINCIPAL 189900

void bench_must(int rc, const struct status *st, const char *what);

/* The programs. */
void bench_day(int64_t n_cases);
void bench_intake(int64_t n_records);
void bench_decide(int64_t n_rounds);
void bench_verdict(int64_t n_rounds);
void bench_call(int64_t n_rounds);
void bench_life(int64_t n);
void bench_dispatch(int64_t n_letters);
void bench_serve(int64_t n_files);
void bench_pdf(int64_t n_letters);
void bench_ehf(int64_t n_files);
void bench_money(int64_t n_cases);
void bench_reports(int64_t n_cases);
void bench_rules(int64_t n_cases);

#endif
