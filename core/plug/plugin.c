#include "plug/plugin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/clock.h"
#include "plug/fence.h"
#include "plug/image.h"
#include "plug/options.h"
#include "plug/proof.h"
#include "plug/shadow.h"
#include "plug/start.h"
#include "plug/talk.h"

void plugin_log(const struct plugin *p, enum log_level level, const char *format, ...) {
    struct buf line;
    va_list args;
    if (!p->home->config.log) {
        return;
    }
    buf_init(&line, 8192);
    va_start(args, format);
    buf_vaddf(&line, format, args);
    va_end(args);
    log_line(p->home->config.log, clock_now_ms(), level, "plug", "plugin=%.*s %.*s",
             TEXT_ARG(p->name), TEXT_ARG(buf_text(&line)));
    buf_fini(&line);
}

#define SAYING_MS 10000
#define MAX_SAID 200

void plugin_says(struct plugin *p, enum log_level level, const char *how, struct text line) {
    const int64_t now = clock_mono_ms();
    if (p->said_since_ms == 0 || now - p->said_since_ms >= SAYING_MS) {
        if (p->n_said > MAX_SAID) {
            plugin_log(p, LOG_WARNING, "%u more lines of its own were dropped",
                       p->n_said - MAX_SAID);
        }
        p->said_since_ms = now;
        p->n_said = 0;
    }
    if (p->n_said++ < MAX_SAID) {
        plugin_log(p, level, "%s%.*s", how, TEXT_ARG(line));
    }
}

void plugin_move(struct plugin *p, enum plug_state to) {
    ensure(plug_state_may_move(p->state, to));
    p->state = to;
    if (to == PLUG_RESTING || to == PLUG_REJECTED) {
        /* Somebody must look: it will not get better by itself. */
        const bool is_alert = to == PLUG_REJECTED || p->n_answered_life == 0;
        plugin_log(p, is_alert ? LOG_ERROR : LOG_WARNING, "%s: %s", plug_state_name(to), p->reason);
    } else if (to != PLUG_BUSY && to != PLUG_READY) {
        plugin_log(p, LOG_DEBUG, "%s", plug_state_name(to));
    }
}

static int64_t earlier(int64_t a, int64_t b) { return a < b ? a : b; }

static void reason_set(struct plugin *p, struct text why) {
    snprintf(p->reason, sizeof p->reason, "%.*s", TEXT_ARG(why));
}

void plugin_kill(struct plugin *p, const char *why) {
    if (p->remote) {
        p->ending = true;
        reason_set(p, text_of(why));
        remote_kill(p->remote);
    }
}

/* ---- starting a worker ----------------------------------------------------------------------- */

static void life_end(struct plugin *p, struct text why);

static bool on_hello(struct plugin *p, struct wire_frame *f) {
    if (p->greeted) {
        return false;
    }
    p->greeted = true;
    if (p->state != PLUG_TRIAL || !description_eq(&p->description, &f->body)) {
        p->refused = true;
        plugin_kill(p, "it describes itself differently from one time to the next");
        return true;
    }
    if (!start_send(p)) {
        p->refused = true;
        plugin_kill(p, "a secret or a file that its options name cannot be found any more");
    }
    return true;
}

static bool on_ready(struct plugin *p, struct wire_frame *f) {
    struct wire_ready ready;
    struct wire_pool pool = {0};
    if (p->state != PLUG_TRIAL || !wire_decode(&f->body, &wire_ready, &ready, &pool)) {
        return false;
    }
    if (p->refused) {
        return true; /* it is being ended already */
    }
    if (ready.rc != KRAV_OK) {
        p->refused = true;
        reason_set(p, plugin_text(ready.reason));
        return true; /* it ends by itself */
    }
    struct buf fence;
    buf_init(&fence, sizeof p->fence - 1);
    fence_say(text_head(plugin_text(ready.fence), 80), p->description.descriptor.flags, &fence);
    snprintf(p->fence, sizeof p->fence, "%.*s", TEXT_ARG(buf_text(&fence)));
    buf_fini(&fence);
    p->start_by_ms = NEVER;
    p->reason[0] = '\0';
    p->since_ms = clock_now_ms();
    plugin_move(p, PLUG_READY);
    return true;
}

static bool on_frame(void *ctx, struct wire_frame *f) {
    struct plugin *p = ctx;
    if (f->kind == WIRE_HELLO) {
        return on_hello(p, f);
    }
    if (f->kind == WIRE_READY) {
        return on_ready(p, f);
    }
    return talk_frame(p, f);
}

static void on_output(void *ctx, struct text line) {
    plugin_says(ctx, LOG_WARNING, "printed: ", line);
}

static void on_gone(void *ctx, struct text why) {
    struct plugin *p = ctx;
    remote_release(p->remote);
    p->remote = NULL;
    life_end(p, why);
}

void plugin_begin(struct plugin *p) {
    const struct plug_config *c = &p->home->config;
    const struct remote_args args = {.loop = c->loop,
                                     .worker_path = p->home->worker_path,
                                     .mode = "--serve",
                                     .so = p->so,
                                     .uses = p->description.descriptor.flags & 7u,
                                     .n_open = &p->home->n_open};
    const struct remote_events events = {p, on_frame, on_output, on_gone};
    struct status st = {0};
    plugin_move(p, PLUG_TRIAL);
    p->refused = p->greeted = p->ending = false;
    p->reason[0] = '\0';
    p->since_ms = 0;
    p->n_stray_life = 0;
    p->rest_until_ms = p->hung_at_ms = NEVER;
    p->born_ms = clock_mono_ms();
    p->n_answered_life = 0;
    p->start_by_ms = p->born_ms + c->policy.start_ms;
    p->remote = remote_spawn(&args, &events, &st);
    if (!p->remote) {
        life_end(p, text_of(st.text));
    }
    plugin_arm(p);
}

/* ---- the end of a worker ----------------------------------------------------------------------- */

static void rest_begin(struct plugin *p) {
    const struct plug_policy *policy = &p->home->config.policy;
    const struct rest_policy rests = {policy->backoff_ms, policy->backoff_most_ms,
                                      policy->long_rest_ms};
    const int64_t now = clock_mono_ms();
    const struct rest_life life = {p->born_ms, now, p->n_answered_life};
    uint32_t die = 0;
    (void)uv_random(NULL, NULL, &die, sizeof die, 0, NULL); /* without it: no jitter */
    const int64_t wait = rest_after_death(&p->rest, &rests, &life, die);
    if (wait == REST_NO_MORE) {
        char why[sizeof p->reason];
        snprintf(why, sizeof why, "%.400s; it died %d times within an hour", p->reason,
                 REST_DEATHS);
        reason_set(p, text_of(why));
        plugin_move(p, PLUG_REJECTED);
        return;
    }
    p->rest_until_ms = now + wait;
    plugin_move(p, PLUG_RESTING);
}

/* The state moves before the calls are answered: whoever asks anew from the sink is told so. */
static void life_end(struct plugin *p, struct text why) {
    if (!p->reason[0]) {
        reason_set(p, why);
    }
    p->start_by_ms = p->hung_at_ms = p->drain_by_ms = NEVER;
    if (p->state == PLUG_DRAINING) {
        plugin_move(p, PLUG_GONE);
    } else if (p->refused) {
        plugin_move(p, PLUG_REJECTED);
    } else {
        rest_begin(p);
    }
    talk_bury(p, text_of(p->reason));
    plugin_arm(p);
}

void plugin_drain(struct plugin *p, int64_t limit_ms) {
    p->rest_until_ms = NEVER;
    if (p->proof) {
        proof_release(p->proof);
        p->proof = NULL;
        reason_set(p, TEXT("something else was wanted before it was proven"));
        p->state = PLUG_GONE; /* it never ran */
    }
    if (limit_ms < NEVER) {
        p->drain_by_ms = earlier(p->drain_by_ms, clock_mono_ms() + limit_ms);
    }
    if (p->state == PLUG_RESTING || (p->state == PLUG_REJECTED && !p->remote)) {
        plugin_move(p, PLUG_GONE);
    } else if (p->state == PLUG_TRIAL) {
        plugin_move(p, PLUG_DRAINING);
        remote_kill(p->remote);
    } else if (p->state == PLUG_READY || p->state == PLUG_BUSY) {
        plugin_move(p, PLUG_DRAINING);
        struct wire_out *out = remote_out(p->remote);
        (void)wire_end(out, wire_begin(out, WIRE_DRAIN, 0));
        remote_push(p->remote);
    }
    plugin_arm(p);
}

bool plugin_retry(struct plugin *p) {
    const bool still = p->state == PLUG_RESTING || p->state == PLUG_REJECTED;
    if (!still || !p->usable || p->remote) {
        return false;
    }
    p->rest = (struct rest){0};
    plugin_begin(p);
    return true;
}

/* ---- time ---------------------------------------------------------------------------------------- */

static void on_timer(uv_timer_t *timer) {
    struct plugin *p = timer->data;
    const int64_t now = clock_mono_ms();
    p->armed_ms = NEVER;
    if (p->rest_until_ms <= now) {
        plugin_begin(p);
    }
    if (p->start_by_ms <= now) {
        p->start_by_ms = NEVER;
        plugin_kill(p, "it did not start in time");
    }
    if (p->hung_at_ms <= now) {
        p->hung_at_ms = NEVER;
        plugin_kill(p, "it hangs: it did not answer in time, nor show that it lives");
    }
    if (p->drain_by_ms <= now) {
        p->drain_by_ms = NEVER;
        plugin_kill(p, "it was replaced, and did not finish in time");
    }
    talk_expire(p, now);
    plugin_arm(p);
}

void plugin_arm(struct plugin *p) {
    int64_t next = earlier(earlier(p->start_by_ms, p->rest_until_ms), p->hung_at_ms);
    next = earlier(next, p->drain_by_ms);
    if (!talk_waits_for_end(p)) {
        next = earlier(next, calls_next_deadline_ms(&p->calls));
    }
    if (next == p->armed_ms) {
        return;
    }
    p->armed_ms = next;
    if (next == NEVER) {
        uv_timer_stop(&p->timer);
        return;
    }
    const int64_t now = clock_mono_ms();
    uv_timer_start(&p->timer, on_timer, next > now ? (uint64_t)(next - now) : 0, 0);
}

/* ---- birth ----------------------------------------------------------------------------------------- */

static struct text text_keep(struct text t) {
    char *copy = mem_alloc(t.len + 1);
    if (t.len > 0) {
        memcpy(copy, t.ptr, t.len);
    }
    return (struct text){copy, t.len};
}

struct plugin *plugin_new(struct plugin_home *home, const struct plug_add *add) {
    struct plugin *p = mem_alloc(sizeof *p);
    p->home = home;
    p->name = text_keep(add->name);
    p->out_dir = add->out_dir ? mem_copy_string(add->out_dir) : NULL;
    p->options = mem_alloc(size_mul(add->n_options + 1, sizeof *p->options));
    p->n_options = add->n_options;
    for (size_t i = 0; i < add->n_options; i++) {
        p->options[i].name = text_keep(add->options[i].name);
        p->options[i].value = text_keep(add->options[i].value);
    }
    p->state = PLUG_FOUND;
    p->armed_ms = p->start_by_ms = p->rest_until_ms = p->hung_at_ms = p->drain_by_ms = NEVER;
    uv_timer_init(home->config.loop, &p->timer);
    p->timer.data = p;
    home->n_open++;
    return p;
}

static int reject(struct plugin *p, struct text why) {
    reason_set(p, why);
    plugin_move(p, PLUG_REJECTED);
    return STATUS_INVALID;
}

/* What it needs of the host must be there before it is asked to run. */
static void needs_check(const struct plugin *p, const struct plug_add *add,
                        struct faults *faults) {
    static const char *const offered[] = {KRAV_HOST_LOG, KRAV_HOST_SETTINGS, KRAV_HOST_CLOCK,
                                          KRAV_HOST_FACTS, KRAV_HOST_FILES};
    const struct wire_descriptor *d = &p->description.descriptor;
    for (uint32_t i = 0; i < d->n_needs; i++) {
        const struct text need = plugin_text(d->needs[i].text);
        bool known = false;
        for (size_t k = 0; k < sizeof offered / sizeof offered[0]; k++) {
            known |= text_is(need, offered[k]);
        }
        if (!known) {
            faults_add(faults, "%.*s: needs %.*s, which this krav does not offer",
                       TEXT_ARG(p->name), TEXT_ARG(need));
        } else if (text_is(need, KRAV_HOST_FILES) && !p->out_dir) {
            faults_add(faults, "%.*s: needs a directory for its files", TEXT_ARG(p->name));
        }
    }
    if (add->n_shadow > 0 && !shadow_can(p)) {
        faults_add(faults, "%.*s: shadow: nothing that it does can be tried without effect",
                   TEXT_ARG(p->name));
    }
}

int plugin_find(struct plugin *p, const struct plug_add *add, struct faults *faults) {
    struct status st = {0};
    if (image_take(add->so, p->home->run_dir, p->name, add->pinned, &p->so, &p->digest, &st) != 0) {
        faults_add(faults, "%.*s: %s", TEXT_ARG(p->name), st.text);
        return reject(p, text_of(st.text));
    }
    return STATUS_OK;
}

int plugin_read(struct plugin *p, const struct plug_add *add, struct faults *faults) {
    const struct plug_config *c = &p->home->config;
    struct status st = {0};
    if (describe_run(p->home->worker_path, p->so, c->policy.describe_ms, &p->description, &st)) {
        faults_add(faults, "%.*s: %s", TEXT_ARG(p->name), st.text);
        return reject(p, text_of(st.text));
    }
    p->described = true;
    plugin_move(p, PLUG_READ);
    const size_t before = faults->n;
    needs_check(p, add, faults);
    options_check(&p->description.descriptor, add, c->sink, faults);
    p->setting = start_hash(p, &p->description.descriptor);
    if (faults->n > before) {
        return reject(p, faults->items[before]);
    }
    p->usable = true;
    return STATUS_OK;
}

static void on_proven(void *ctx, struct text fault) {
    struct plugin *p = ctx;
    proof_release(p->proof);
    p->proof = NULL;
    if (fault.len > 0) {
        (void)reject(p, fault);
    } else {
        plugin_begin(p);
    }
}

void plugin_prove(struct plugin *p) {
    struct status st = {0};
    p->proof = proof_begin(p, &(struct proof_sink){p, on_proven}, &st);
    if (!p->proof) {
        (void)reject(p, text_of(st.text));
    }
}

int plugin_try(struct plugin *p, const struct plug_add *add, struct faults *faults) {
    if (add->refused.len > 0) {
        return reject(p, add->refused);
    }
    int rc = plugin_find(p, add, faults);
    rc = rc ? rc : plugin_read(p, add, faults);
    if (rc == STATUS_OK) {
        plugin_begin(p);
    }
    return rc;
}

static void text_drop(struct text t) {
    char *owned;
    memcpy(&owned, &t.ptr, sizeof owned); /* it was ours to begin with; the type borrows */
    free(owned);
}

static void on_timer_closed(uv_handle_t *handle) {
    struct plugin *p = handle->data;
    p->home->n_open--;
    for (size_t i = 0; i < p->n_options; i++) {
        text_drop(p->options[i].name);
        text_drop(p->options[i].value);
    }
    free(p->options);
    description_fini(&p->description);
    calls_fini(&p->calls);
    text_drop(p->name);
    free(p->out_dir);
    free(p->so);
    free(p);
}

void plugin_close(struct plugin *p) {
    if (p->heir) {
        plugin_close(p->heir);
    }
    shadow_close(p->shadow);
    if (p->proof) {
        proof_release(p->proof);
        p->proof = NULL;
    }
    if (p->remote) {
        remote_release(p->remote);
        p->remote = NULL;
    }
    uv_close((uv_handle_t *)&p->timer, on_timer_closed);
}
