/* home.h - an agency home: its paths, its krav.conf, its lock.
 *
 *     krav.conf  rules/  rates/  secrets/  in/  out/  documents/  krav.db  run/ */
#ifndef KRAV_HOST_HOME_H
#define KRAV_HOST_HOME_H

#include <uv.h>

#include "base/conf.h"
#include "engine/plugs.h"
#include "host/cli.h"

struct home {
    struct cli *cli;
    struct engine_config config;
    const char *rules_dir, *conf_path;
    enum clock_kind clock;   /* as krav.conf says */
    bool watch_rules;        /* [serve] watch_rules */
    struct text http_listen; /* [http] listen; absent: no listener */
    struct engine *engine;   /* own_engine, or the serving process's */
    struct engine own_engine;
    bool is_open;
    bool is_borrowed;        /* a command that runs inside krav serve: nothing here is its own */
    int lock_fd;
    uv_loop_t loop;
    bool loop_open;
    struct desk *desk;       /* NULL until plugins are needed */
    struct faults faults;
};

/* Where the program's own parts are, from where it stands itself. */
const char *home_share_dir(struct cli *cli);   /* .../share/krav */
const char *home_plugin_dir(struct cli *cli);  /* .../lib/krav */
const char *home_worker_path(struct cli *cli); /* .../bin/krav-worker */

/* Reads krav.conf into h->config; all faults of it in h->faults and STATUS_INVALID. */
int home_read(struct cli *cli, struct home *h);
/* home_read, then the book.  Writing takes the lock first: STATUS_BUSY says who holds it.  Inside
 * krav serve (cli->serving) the open book is borrowed instead.
 * Prints what is wrong; returns the exit code, 0 if it is open. */
int home_open(struct cli *cli, enum db_mode mode, struct home *h);
void home_close(struct home *h);
/* Rules and plugins, when a command needs them.  Exit codes; a failure closes the home. */
int home_load_rules(struct home *h);
struct desk *home_desk(void *home, struct status *st); /* a desk_needed */

#endif
