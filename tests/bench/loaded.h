/* loaded.h - one plugin loaded into this process, as a worker loads it, with a host that counts
 * what it is told and keeps the last pages: a plugin's own code, without isolation.
 *
 * Owned: loaded_open / loaded_close.  The library stays, as threads of it may. */
#ifndef BENCH_LOADED_H
#define BENCH_LOADED_H

#include "base/text.h"
#include "krav/plugin.h"

/* What a plugin has said. */
struct heard {
    int64_t n_answers, n_failed;  /* failed: anything but DONE */
    int64_t n_records, n_faults;
    struct buf document;          /* the last one */
};
void heard_init(struct heard *h);
void heard_fini(struct heard *h);
void heard_answer(struct heard *h, int32_t outcome, const krav_document *document);

struct loaded {
    krav_host host; /* host.impl is this struct */
    krav_plugin *plugin;
    struct heard heard;
};
void loaded_open(struct loaded *l, const char *so);
void loaded_close(struct loaded *l);
/* The table of a capability. */
const void *loaded_table(const struct loaded *l, const char *capability);
/* The call that every question comes with. */
krav_call loaded_call(void);

#endif
