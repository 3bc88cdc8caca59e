/* plugs.h - the engine's side of the plugins: asks, waits, and keeps what came back until the
 * tick takes it.  Nothing is done inside a plugin's callback. */
#ifndef KRAV_ENGINE_PLUGS_H
#define KRAV_ENGINE_PLUGS_H

#include "engine/engine.h"
#include "engine/records.h"
#include "engine/records_inquiry.h"
#include "engine/records_outside.h"

/* One question under way and its answer. */
struct question {
    uint64_t call;
    bool answered;
    enum outcome outcome;
    struct text reference, reason; /* arena of the desk */
    int likeness;
    struct file_summary summary;
    struct rendered rendered;
    const struct refused_transfer *refused; uint32_t n_refused; /* of a batch of payouts */
    struct web_response served;  /* of a request                  */
    struct text pay_url;         /* of a payment that was opened  */
    struct pay_state payment;    /* of one that was asked about   */
    struct score_answer score;
    struct person_answer *persons; uint32_t n_persons; /* of a register */
};

#define DESK_QUESTIONS_MAX 1024 /* a wave: rendered, perhaps twice, and sent */

/* What a file session gives back, as it comes. */
struct session_sink {
    void *ctx;
    void (*record)(void *ctx, const struct incoming *in);
    void (*attachment)(void *ctx, struct incoming *in, struct text bytes);
    void (*fault)(void *ctx, int64_t line, struct text reason);
};

struct desk {
    struct engine *e;
    struct plug *plug;
    struct plug_sink sink;
    struct arena arena;            /* texts of answers; reset by desk_clear */
    struct question questions[DESK_QUESTIONS_MAX];
    uint32_t n_questions;
    struct session_sink session;
    uint64_t session_call;
};

/* Starts every configured plugin; those that are rejected are logged and left out (their reasons
 * are in faults).  The loop is the host's. */
int desk_open(struct engine *e, uv_loop_t *loop, struct faults *faults, struct desk *d,
              struct status *st) NODISCARD;
void desk_close(struct desk *d);
/* One plugin anew, as its section of krav.conf now is; see plug_reload. */
enum plug_reload desk_reload(struct desk *d, const struct plugin_setting *p,
                             struct faults *faults);
void desk_clear(struct desk *d);

/* True once the plugin takes calls; waits a few seconds for it to start. */
bool desk_ready(struct desk *d, struct text plugin);
/* As desk_ready, and a plugin that rests after a death is started at once: for what may be asked
 * twice. */
bool desk_wake(struct desk *d, struct text plugin);
/* The question for a call just made; NULL when call is 0. */
struct question *desk_ask(struct desk *d, uint64_t call);
/* Runs the loop until every question is answered: each has a deadline, so this ends. */
void desk_wait(struct desk *d);

#endif
