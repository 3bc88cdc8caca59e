#include "plug/plug.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/check.h"
#include "base/clock.h"
#include "plug/house.h"
#include "plug/shadow.h"
#include "plug/talk.h"

#define MAX_NAME 64

static int64_t or_else(int64_t given, int64_t otherwise) { return given ? given : otherwise; }

static struct plug_policy policy_complete(const struct plug_policy *given) {
    return (struct plug_policy){
        .backoff_ms = or_else(given->backoff_ms, 200),
        .backoff_most_ms = or_else(given->backoff_most_ms, 60000),
        .long_rest_ms = or_else(given->long_rest_ms, 60000),
        .start_ms = or_else(given->start_ms, 10000),
        .hang_ms = or_else(given->hang_ms, 5000),
        .describe_ms = or_else(given->describe_ms, 2000),
        .drain_ms = or_else(given->drain_ms, 30000),
        .end_ms = or_else(given->end_ms, 5000),
        .prove_ms = or_else(given->prove_ms, 12000),
        .n_in_flight = (uint32_t)or_else(given->n_in_flight, 256),
        .n_sessions = (uint32_t)or_else(given->n_sessions, 8),
        .n_records = (uint32_t)or_else(given->n_records, 20000000),
        .n_stray = (uint32_t)or_else(given->n_stray, 10000),
    };
}

struct plug *plug_new(const struct plug_config *config) {
    struct plug *p = mem_alloc(sizeof *p);
    p->home.config = *config;
    p->home.config.policy = policy_complete(&config->policy);
    p->home.run_dir = mem_copy_string(config->run_dir);
    p->home.worker_path = mem_copy_string(config->worker_path);
    p->home.kit_path = config->kit_path ? mem_copy_string(config->kit_path) : NULL;
    p->home.kit_dir = config->kit_dir ? mem_copy_string(config->kit_dir) : NULL;
    p->home.n_open = 1;
    uv_timer_init(config->loop, &p->turn);
    p->turn.data = p;
    return p;
}

static void on_turn_closed(uv_handle_t *handle) {
    struct plug *p = handle->data;
    p->home.n_open--;
}

void plug_free(struct plug *p) {
    uv_loop_t *loop = p->home.config.loop;
    for (size_t i = 0; i < p->n; i++) {
        plugin_close(p->plugins[i]);
    }
    for (size_t i = 0; i < p->n_leaving; i++) {
        plugin_close(p->leaving[i]);
    }
    uv_close((uv_handle_t *)&p->turn, on_turn_closed);
    while (p->home.n_open > 0) {
        uv_run(loop, UV_RUN_ONCE);
    }
    free(p->plugins);
    free(p->leaving);
    free(p->home.run_dir);
    free(p->home.worker_path);
    free(p->home.kit_path);
    free(p->home.kit_dir);
    free(p);
}

void plug_set_today(struct plug *p, day today) { p->home.config.today = today; }

/* ---- plugins ----------------------------------------------------------------------------------- */

struct plugin *house_find(const struct plug *p, struct text name) {
    for (size_t i = 0; i < p->n; i++) {
        if (text_eq(p->plugins[i]->name, name)) {
            return p->plugins[i];
        }
    }
    return NULL;
}

/* The name becomes a file's name. */
static bool name_is_fit(struct text name) {
    for (size_t i = 0; i < name.len; i++) {
        if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_-", name.ptr[i]) || !name.ptr[i]) {
            return false;
        }
    }
    return name.len > 0 && name.len <= MAX_NAME;
}

int plug_add(struct plug *p, const struct plug_add *add, struct faults *faults) {
    if (!name_is_fit(add->name)) {
        faults_add(faults, "plugin %.*s: a name is of a-z, 0-9, _ and -, at most %d",
                   TEXT_ARG(add->name), MAX_NAME);
        return STATUS_INVALID;
    }
    if (house_find(p, add->name)) {
        faults_add(faults, "plugin %.*s: there is one of this name", TEXT_ARG(add->name));
        return STATUS_CONFLICT;
    }
    p->plugins = mem_resize(p->plugins, p->n * sizeof *p->plugins,
                            (p->n + 1) * sizeof *p->plugins);
    p->plugins[p->n] = plugin_new(&p->home, add);
    return plugin_try(p->plugins[p->n++], add, faults);
}

size_t plug_count(const struct plug *p) { return p->n; }

void house_info(const struct plugin *pl, enum plug_role role, struct plug_info *info) {
    *info = (struct plug_info){.name = pl->name,
                               .role = role,
                               .state = pl->state,
                               .reason = text_of(pl->reason),
                               .digest = pl->digest,
                               .descriptor = pl->described ? &pl->description.descriptor : NULL,
                               .fence = pl->fence[0] ? text_of(pl->fence) : (struct text){0},
                               .n_in_flight = pl->calls.n,
                               .n_answered = pl->n_answered,
                               .n_late = pl->n_late,
                               .n_deaths = pl->rest.n_deaths,
                               .since_ms = pl->since_ms,
                               .failed = pl->failed[0] ? text_of(pl->failed) : (struct text){0},
                               .failed_at_ms = pl->failed_at_ms,
                               .comparison = pl->of ? &pl->of->figures : NULL};
}

void plug_info_at(const struct plug *p, size_t i, struct plug_info *info) {
    ensure(i < p->n);
    house_info(p->plugins[i], PLUG_SERVES, info);
}

bool plug_info_of(const struct plug *p, struct text name, struct plug_info *info) {
    const struct plugin *pl = house_find(p, name);
    if (pl) {
        house_info(pl, PLUG_SERVES, info);
    }
    return pl != NULL;
}

int plug_find(const struct plug *p, const char *capability, int from) {
    for (size_t i = from > 0 ? (size_t)from : 0; i < p->n; i++) {
        const struct plugin *pl = p->plugins[i];
        if (pl->state != PLUG_REJECTED && pl->state != PLUG_GONE && talk_provides(pl, capability)) {
            return (int)i;
        }
    }
    return -1;
}

static struct plugin *plugin_required(const struct plug *p, struct text name, struct status *st) {
    struct plugin *pl = house_find(p, name);
    if (!pl) {
        status_fail(st, STATUS_NOT_FOUND, "there is no plugin %.*s", TEXT_ARG(name));
    }
    return pl;
}

int plug_retry(struct plug *p, struct text name, struct status *st) {
    struct plugin *pl = plugin_required(p, name, st);
    if (!pl) {
        return st->code;
    }
    return plugin_retry(pl) ? STATUS_OK
                            : status_fail(st, STATUS_REFUSED, "plugin %.*s is %s: %s",
                                          TEXT_ARG(name), plug_state_name(pl->state), pl->reason);
}

/* ---- asking ------------------------------------------------------------------------------------ */

uint64_t plug_ask(struct plug *p, const struct plug_call *call, enum wire_ask ask,
                  const void *argument, struct status *st) {
    ensure(ask != WIRE_ASK_BEGIN);
    struct plugin *pl = plugin_required(p, call->plugin, st);
    return pl ? talk_ask(pl, call, &(struct question){ask, argument, -1}, st) : 0;
}

uint64_t plug_recognise(struct plug *p, const struct plug_call *call, struct text head,
                        struct text file_name, struct status *st) {
    const struct wire_head argument = {.size = sizeof argument,
                                       .head = {head.ptr, head.len},
                                       .name = {file_name.ptr, file_name.len}};
    return plug_ask(p, call, WIRE_ASK_RECOGNISE, &argument, st);
}

uint64_t plug_send_letter(struct plug *p, const struct plug_call *call, const krav_letter *letter,
                          struct status *st) {
    return plug_ask(p, call, WIRE_ASK_SEND, letter, st);
}

uint64_t plug_recall(struct plug *p, const struct plug_call *call, struct status *st) {
    return plug_ask(p, call, WIRE_ASK_RECALL, NULL, st);
}

uint64_t plug_begin_file(struct plug *p, const struct plug_call *call,
                         const struct plug_file *file, struct status *st) {
    struct plugin *pl = plugin_required(p, call->plugin, st);
    if (!pl) {
        return 0;
    }
    const int fd = fcntl(file->fd, F_DUPFD_CLOEXEC, 0);
    if (fd < 0) {
        status_fail(st, STATUS_IO, "%.*s: %s", TEXT_ARG(file->name), strerror(errno));
        return 0;
    }
    const struct wire_file argument = {.size = sizeof argument,
                                       .name = {file->name.ptr, file->name.len},
                                       .n_bytes = file->size};
    const struct question q = {WIRE_ASK_BEGIN, &argument, fd};
    const uint64_t id = talk_ask(pl, call, &q, st);
    if (id == 0) {
        close(fd);
    }
    return id;
}

void plug_cancel(struct plug *p, uint64_t call) {
    for (size_t i = 0; i < p->n + p->n_leaving; i++) {
        struct plugin *pl = i < p->n ? p->plugins[i] : p->leaving[i - p->n];
        if (pl->remote && calls_find(&pl->calls, call)) {
            talk_cancel(pl, call);
        }
    }
}

/* ---- the loop ---------------------------------------------------------------------------------- */

static void on_turn(uv_timer_t *timer) { (void)timer; }

void plug_run_once(struct plug *p, int timeout_ms) {
    if (timeout_ms <= 0) {
        uv_run(p->home.config.loop, UV_RUN_NOWAIT);
    } else {
        uv_update_time(p->home.config.loop);
        uv_timer_start(&p->turn, on_turn, (uint64_t)timeout_ms, 0);
        uv_run(p->home.config.loop, UV_RUN_ONCE);
        uv_timer_stop(&p->turn);
    }
    plug_turn(p);
}

/* Turns the loop until it holds of nobody; false if the time is up first. */
static bool run_while(struct plug *p, bool (*holds)(const struct plugin *), int timeout_ms) {
    const int64_t until = clock_mono_ms() + timeout_ms;
    plug_turn(p);
    for (;;) {
        bool any = false;
        for (size_t i = 0; i < p->n; i++) {
            any |= holds(p->plugins[i]);
        }
        for (size_t i = 0; i < p->n_leaving; i++) {
            any |= p->leaving[i]->state != PLUG_GONE && holds(p->leaving[i]);
        }
        const int64_t left = until - clock_mono_ms();
        if (!any || left <= 0) {
            return !any;
        }
        plug_run_once(p, left > INT_MAX ? INT_MAX : (int)left);
    }
}

static bool is_in_trial(const struct plugin *p) {
    return p->state == PLUG_TRIAL || p->heir != NULL ||
           (p->shadow && (p->shadow->tried->state == PLUG_TRIAL || p->shadow->tried->proof));
}

static bool has_worker(const struct plugin *p) { return p->remote != NULL; }

bool plug_settle(struct plug *p, int timeout_ms) { return run_while(p, is_in_trial, timeout_ms); }

#define KILL_MS 10000 /* for the kernel to end a killed process */

void plug_drain(struct plug *p, int limit_ms) {
    for (size_t i = 0; i < p->n; i++) {
        house_leave_beside(p, p->plugins[i]);
        plugin_drain(p->plugins[i], NEVER);
    }
    if (run_while(p, has_worker, limit_ms)) {
        return;
    }
    for (size_t i = 0; i < p->n + p->n_leaving; i++) {
        plugin_kill(i < p->n ? p->plugins[i] : p->leaving[i - p->n],
                    "it did not finish in time when all was closed");
    }
    (void)run_while(p, has_worker, KILL_MS);
}
