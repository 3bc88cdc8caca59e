/* worker.h - one plugin as the service runs it: in its krav-worker, behind core/plug, on a loop
 * of its own.  Owned: worker_open / worker_close. */
#ifndef BENCH_WORKER_H
#define BENCH_WORKER_H

#include "loaded.h"
#include "plug/plug.h"

struct worker {
    struct plug *plug;
    struct heard heard;
    struct text name;
    struct plug_sink sink;
    struct log log;
    uv_loop_t loop;
    char dir[32];
};
void worker_open(struct worker *w, const char *name, const char *so);
void worker_close(struct worker *w);
struct plug_call worker_call(const struct worker *w);
/* Until so many answers have come in all. */
void worker_wait(struct worker *w, int64_t n_answers);

#endif
