/* plug.h - the plugins of one home, each in its own `krav-worker`, and the calls to them.
 *
 *     found ─▶ read ─▶ trial ─▶ ready ⇄ busy ─▶ draining ─▶ gone
 *       │       │        │ ▲       │                          ▲
 *       └───────┴────────┤ └─ resting (its worker died; ──────┤
 *                        │             starts again later)    │
 *                        └─▶ rejected (the reason is kept) ───┘
 *
 * A question gets an id and is answered to the sink exactly once: by the plugin, or as UNKNOWN
 * when its deadline passes or the worker dies.  Answers after that are counted and dropped.
 * There is no other way to run a plugin: nothing is ever loaded into this process.
 *
 * One thread, one libuv loop (the caller's).  The sink is called from inside uv_run, and must
 * record and return; what it is given is borrowed until it does.  Asking from inside the sink is
 * fine, running the loop is not.  The wire raises no SIGPIPE; the process should ignore it for
 * its own pipes.
 *
 * Memory: plug_new/plug_free own everything; options are copied. */
#ifndef KRAV_PLUG_PLUG_H
#define KRAV_PLUG_PLUG_H

#include <uv.h>

#include "base/day.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/status.h"
#include "base/text.h"
#include "wire/records.h"

enum plug_state {
    PLUG_FOUND = 1, /* copied to run/plugins/HASH/, digest compared with the pin   */
    PLUG_READ,      /* described by a worker of its own, options checked           */
    PLUG_TRIAL,     /* its worker is starting                                      */
    PLUG_READY,     /* nothing in flight                                           */
    PLUG_BUSY,      /* calls in flight                                             */
    PLUG_DRAINING,  /* finishing; no more calls                                    */
    PLUG_GONE,      /* its worker has ended                                        */
    PLUG_RESTING,   /* its worker died; tried again after a while                  */
    PLUG_REJECTED   /* not usable until somebody changes something                 */
};
const char *plug_state_name(enum plug_state s);
bool plug_state_may_move(enum plug_state from, enum plug_state to);

struct plug_answer {
    uint64_t call;
    enum wire_ask ask;
    struct text plugin;
    int32_t outcome;        /* KRAV_DONE, KRAV_REFUSED, KRAV_RETRY, KRAV_UNKNOWN            */
    int64_t retry_after_ms; /* RETRY: 0 = host decides                                      */
    struct text reference, reason;
    const void *result; /* the ask's result record (wire_ask_row), e.g. krav_file_result;
                           NULL if none; for RECOGNISE a struct wire_likeness            */
};

struct plug_sink {
    void *ctx;
    void (*answer)(void *ctx, const struct plug_answer *answer);
    /* A record of an open file session; `record` is the krav_* struct of `fact`. */
    void (*record)(void *ctx, uint64_t call, enum wire_fact fact, const void *record);
    void (*fault)(void *ctx, uint64_t call, int64_t line, struct text reason);
    /* What "secret:NAME" stands for, into `out`; false if there is none.  May be NULL. */
    bool (*secret)(void *ctx, struct text name, struct buf *out);
    /* What is in the file that a setting names, into `out`; false if there is none.  May be NULL. */
    bool (*file)(void *ctx, struct text path, struct buf *out);
};

/* Numbers for tests; zero means the value in the comment. */
struct plug_policy {
    int64_t backoff_ms;      /* 200: the first rest, doubled at each death          */
    int64_t backoff_most_ms; /* 60,000                                              */
    int64_t long_rest_ms;    /* 60,000: after a death before the first answer       */
    int64_t start_ms;        /* 10,000: for HELLO and READY, from spawning          */
    int64_t hang_ms;         /* 5,000: to show life after a deadline passed         */
    int64_t describe_ms;     /* 2,000                                               */
    int64_t drain_ms;        /* 30,000: for who was replaced to finish its calls    */
    int64_t end_ms;          /* 5,000: to end after its farewell                    */
    int64_t prove_ms;        /* 12,000: for the kit's quick part                    */
    uint32_t n_in_flight;    /* 256 calls per plugin; then STATUS_BUSY              */
    uint32_t n_sessions;     /* 8 files per plugin                                  */
    uint32_t n_records;      /* 20,000,000 of one file: more is no file             */
    uint32_t n_stray;        /* 10,000 frames for calls not open, in a worker's life */
};

struct plug_config {
    uv_loop_t *loop;
    const struct plug_sink *sink; /* must outlive the plug */
    const char *run_dir;          /* copies go to run_dir/plugins/ */
    const char *worker_path;      /* the krav-worker executable */
    const struct log *log;
    day today;
    struct plug_policy policy;
    /* The program that proves a new version in a reload, as `KIT plugin check SO --quick`, started
     * in kit_dir: see proof.h.  NULL: nobody is proven. */
    const char *kit_path, *kit_dir;
};

struct plug;
struct plug *plug_new(const struct plug_config *config);
/* Kills what still runs, waits for it, closes all handles: runs the loop for that.  Tells the
 * sink nothing; plug_drain before it answers what is open. */
void plug_free(struct plug *p);
void plug_set_today(struct plug *p, day today);

/* ---- plugins ------------------------------------------------------------------------------- */

struct plug_option {
    struct text name, value;
};

struct plug_add {
    struct text name;  /* as in krav.conf; [a-z0-9_-], at most 64 */
    const char *so;    /* the library as installed */
    const char *out_dir; /* existing directory for krav.host.files/1, or NULL */
    const struct hash *pinned; /* NULL: any */
    const struct plug_option *options;
    size_t n_options;
    uint32_t n_shadow; /* reload: calls that must come out equal before it serves; 0: none */
    struct text refused; /* why it is not to be loaded: it is rejected for that; absent: it is */
    bool is_unproven;  /* reload: it is tried without the kit's word */
};

/* Copies, describes (in a child, waits at most describe_ms), checks all options and starts the
 * worker; the plugin is then in trial.  On failure all reasons are in `faults` and the plugin
 * stands in the list as rejected; STATUS_INVALID.  A name in use: STATUS_CONFLICT. */
int plug_add(struct plug *p, const struct plug_add *add, struct faults *faults) NODISCARD;

enum plug_role {
    PLUG_SERVES = 1,
    PLUG_HEIR,   /* on trial, to take the place of who serves             */
    PLUG_SHADOW, /* gets copies of calls, and its answers are only compared */
    PLUG_LEAVES  /* replaced or removed; finishing                        */
};

/* How a shadow compares with who serves. */
struct plug_comparison {
    uint32_t n_wanted, n_equal, n_different, n_skipped; /* skipped: it was busy, or not ready */
    struct text difference;                             /* the first, masked; absent: none   */
};

struct plug_info {
    struct text name;
    enum plug_role role;
    enum plug_state state;
    struct text reason; /* of resting and rejected */
    struct hash digest;
    const struct wire_descriptor *descriptor; /* NULL until read */
    struct text fence; /* what the sandbox has in force; absent until ready */
    size_t n_in_flight;
    uint64_t n_answered, n_late; /* late: answers and records for calls no longer open */
    uint32_t n_deaths;
    int64_t since_ms;          /* ready since then, by the wall; 0: not yet */
    struct text failed;        /* why the last reload kept it as it was; absent: it did not fail */
    int64_t failed_at_ms;
    const struct plug_comparison *comparison; /* of a SHADOW */
};

size_t plug_count(const struct plug *p);
void plug_info_at(const struct plug *p, size_t i, struct plug_info *info);
bool plug_info_of(const struct plug *p, struct text name, struct plug_info *info);
/* The index of the next plugin from `from` on that provides the capability and is not rejected
 * or gone; -1 if there is none. */
int plug_find(const struct plug *p, const char *capability, int from);
/* Ends a rest, or takes a plugin that was rejected for its deaths on trial again. */
int plug_retry(struct plug *p, struct text name, struct status *st) NODISCARD;

/* ---- reload: reload.c ---------------------------------------------------------------------- */

enum plug_reload {
    PLUG_RELOAD_SAME = 1, /* the same library, and options that come to the same          */
    PLUG_RELOAD_ADDED,    /* a name that was not there: in trial, as by plug_add           */
    PLUG_RELOAD_TRIAL,    /* starting beside who serves                                   */
    PLUG_RELOAD_SHADOW,   /* starting beside who serves, for copies of its calls only      */
    PLUG_RELOAD_KEPT      /* it does not pass: who serves stays; the reasons are in faults */
};
/* Looks at the library and the options anew.  What becomes of a trial is seen after plug_settle:
 * who serves, and what `failed` says. */
enum plug_reload plug_reload(struct plug *p, const struct plug_add *add, struct faults *faults);
/* It gets no more calls, and is gone when it has answered those it has. */
int plug_remove(struct plug *p, struct text name, struct status *st) NODISCARD;
/* The shadow's version serves, whatever was compared: it goes on trial with what is its own. */
int plug_promote(struct plug *p, struct text name, struct status *st) NODISCARD;
/* Between two turns of the loop: puts heirs that are ready in their places, drops those that
 * failed, ends who has finished.  plug_run_once does it; whoever runs the loop otherwise calls it. */
void plug_turn(struct plug *p);
/* Heirs, shadows and leavers: those beside plug_count. */
size_t plug_count_beside(const struct plug *p);
void plug_info_beside(const struct plug *p, size_t i, struct plug_info *info);

/* ---- asking -------------------------------------------------------------------------------- */

struct plug_call {
    struct text plugin;
    struct text key;      /* of the effect; may be absent where there is none */
    int64_t timeout_ms;   /* > 0; also told to the plugin */
    uint32_t attempt;     /* 0 counts as 1 */
    struct text agency, case_ref;
};

/* Each returns the call's id, or 0 with st: NOT_FOUND, BUSY (resting, in trial or too much in
 * flight), REFUSED (rejected or leaving), INVALID (it does not provide that; malformed record).
 * `argument` is the record of the ask's row; NULL where it has none.  Not for BEGIN. */
uint64_t plug_ask(struct plug *p, const struct plug_call *call, enum wire_ask ask,
                  const void *argument, struct status *st);
uint64_t plug_recognise(struct plug *p, const struct plug_call *call, struct text head,
                        struct text file_name, struct status *st);
uint64_t plug_send_letter(struct plug *p, const struct plug_call *call, const krav_letter *letter,
                          struct status *st);
uint64_t plug_recall(struct plug *p, const struct plug_call *call, struct status *st);

struct plug_file {
    int fd; /* open for reading; duplicated, stays the caller's */
    struct text name;
    int64_t size;
};
uint64_t plug_begin_file(struct plug *p, const struct plug_call *call,
                         const struct plug_file *file, struct status *st);
/* Best effort: the call is still answered. */
void plug_cancel(struct plug *p, uint64_t call);

/* ---- the loop ------------------------------------------------------------------------------ */

/* One turn: waits for something to happen, at most timeout_ms.  Not from inside the sink. */
void plug_run_once(struct plug *p, int timeout_ms);
/* Runs until no plugin is in trial, heirs and shadows included.  False if timeout_ms passed. */
bool plug_settle(struct plug *p, int timeout_ms);
/* Lets all finish; runs the loop until they are gone or limit_ms passed, then kills.  Calls
 * still open are answered UNKNOWN. */
void plug_drain(struct plug *p, int limit_ms);

#endif
