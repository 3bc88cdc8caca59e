/* plugin.h - one plugin's life: its library's copy, its worker, its rests, its one timer.
 *
 * Owned by the plug; plugin_close returns at once and the loop frees it (home->n_open). */
#ifndef KRAV_PLUG_PLUGIN_H
#define KRAV_PLUG_PLUGIN_H

#include "plug/calls.h"
#include "plug/describe.h"
#include "plug/plug.h"
#include "plug/remote.h"
#include "plug/rest.h"

#define NEVER INT64_MAX

struct plugin_home { /* what all plugins of one plug share */
    struct plug_config config;
    char *run_dir, *worker_path, *kit_path, *kit_dir;
    int n_open; /* libuv handles not yet closed */
    uint64_t last_call;
};

struct proof;
struct shadow;

struct plugin {
    struct plugin_home *home;
    struct text name;
    char *so; /* the copy; NULL until found */
    char *out_dir;
    struct plug_option *options;
    size_t n_options;

    enum plug_state state;
    char reason[512]; /* of resting and rejected; while a worker lives: why it will be ended */
    char fence[400];
    char failed[512]; /* why the last reload kept it; "": it did not fail */
    int64_t failed_at_ms;
    struct hash setting; /* see start_hash */
    struct hash digest;
    struct description description;
    bool described, usable; /* usable: its options are in order, so it can be tried again */

    struct remote *remote; /* NULL: no worker */
    bool refused;          /* this worker said that the plugin does not start */
    bool greeted, ending;  /* it said hello; it has been killed */
    struct calls calls;
    struct rest rest;
    uv_timer_t timer; /* set to the earliest of the following, all monotonic or NEVER */
    int64_t armed_ms, start_by_ms, rest_until_ms, hung_at_ms, drain_by_ms;
    int64_t born_ms;
    int64_t since_ms; /* ready since then, by the wall; 0: not yet */
    uint64_t n_answered, n_answered_life, n_late;
    uint32_t n_stray_life; /* frames for calls that are not open */
    int64_t said_since_ms; /* lines of its own in the log since then: see plugin_says */
    uint32_t n_said;

    struct proof *proof;   /* the kit is looking at it; then it is tried; owned */
    struct plugin *heir;   /* on trial, to take its place; owned */
    struct shadow *shadow; /* who gets copies of its calls; owned */
    struct shadow *of;     /* it is itself the shadow there */
    bool is_mute;          /* tells the sink nothing */
};

struct plugin *plugin_new(struct plugin_home *home, const struct plug_add *add);
void plugin_close(struct plugin *p);
/* The steps of plugin_try: its library copied and hashed; read and its options checked; on trial.
 * Each 0, or STATUS_INVALID: rejected, with all reasons. */
int plugin_find(struct plugin *p, const struct plug_add *add, struct faults *faults);
int plugin_read(struct plugin *p, const struct plug_add *add, struct faults *faults);
void plugin_begin(struct plugin *p);
/* As plugin_begin, once the kit has found no fault; else it is rejected in the kit's words. */
void plugin_prove(struct plugin *p);
int plugin_try(struct plugin *p, const struct plug_add *add, struct faults *faults);
bool plugin_retry(struct plugin *p);
/* After limit_ms its worker is killed; NEVER: the caller does that. */
void plugin_drain(struct plugin *p, int64_t limit_ms);
void plugin_kill(struct plugin *p, const char *why);

/* For talk.c. */
void plugin_move(struct plugin *p, enum plug_state to);
void plugin_arm(struct plugin *p);
void plugin_log(const struct plugin *p, enum log_level level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* What the plugin itself wants in the log: at most 200 lines in ten seconds. */
void plugin_says(struct plugin *p, enum log_level level, const char *how, struct text line);
static inline struct text plugin_text(krav_str s) { return (struct text){s.ptr, s.len}; }

#endif
