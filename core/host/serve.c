/* serve.c - see serve.h. */
#include "host/serve.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"
#include "engine/day.h"
#include "engine/files.h"
#include "host/commands.h"
#include "host/http.h"
#include "host/notify.h"

#define TICK_MS 500
#define REST_MS 2000       /* a file whose content is this old has come to rest */
#define RULES_REST_MS 1000
#define FAILED_MS 5000
#define STOP_SECONDS_MAX 30

/* ---- callbacks: they only note -------------------------------------------------------------- */

static void on_tick(uv_timer_t *timer) { ((struct serve *)timer->data)->look = true; }

static void on_signal(uv_signal_t *signal_handle, int number) {
    struct serve *s = signal_handle->data;
    if (number == SIGHUP) {
        s->reload = true;
    } else {
        s->stop = true;
        (void)alarm(STOP_SECONDS_MAX); /* the default ends us: a stop at any moment is safe */
    }
}

static void on_in(uv_fs_event_t *watch, const char *name, int events, int status) {
    (void)name, (void)events, (void)status;
    ((struct serve *)watch->data)->look = true;
}

static void on_rules(uv_fs_event_t *watch, const char *name, int events, int status) {
    (void)name, (void)events, (void)status;
    ((struct serve *)watch->data)->rules_changed_ms = clock_mono_ms();
}

/* ---- what the engine asks of us --------------------------------------------------------------- */

/* Files that were renamed into place, or that nobody has written to for a while. */
static bool file_is_whole(void *ctx, const char *dir, const char *name) {
    char path[4096];
    struct stat info;
    (void)ctx;
    const int n = snprintf(path, sizeof path, "%s/%s", dir, name);
    if (n < 0 || n >= (int)sizeof path || stat(path, &info) != 0) {
        return false;
    }
    const instant written = (instant)info.st_mtim.tv_sec * 1000 + info.st_mtim.tv_nsec / 1000000;
    return clock_now_ms() - written >= REST_MS;
}

/* Between two chunks of long work: hear who is there, and let a person's word through. */
static bool breathe(void *ctx) {
    struct serve *s = ctx;
    (void)uv_run(&s->home.loop, UV_RUN_NOWAIT);
    plug_turn(s->home.desk->plug);
    serve_requests(s, true);
    return !s->stop;
}

/* ---- work --------------------------------------------------------------------------------------- */

static void say(struct serve *s, enum log_level level, const char *what, const char *text) {
    log_line(&s->cli->log, clock_now_ms(), level, what, "%s", text);
}

static void on_file(void *ctx, const struct file_report *r) {
    struct serve *s = ctx;
    log_line(&s->cli->log, clock_now_ms(), r->is_rejected ? LOG_WARNING : LOG_INFO, "intake",
             "file=%.*s plugin=%.*s state=%s taken=%lld duplicates=%lld unmatched=%lld refused=%lld "
             "sum_ore=%lld", TEXT_ARG(r->file), TEXT_ARG(r->plugin),
             r->is_rejected ? "rejected" : r->is_duplicate ? "duplicate" : "taken",
             (long long)r->taken, (long long)r->duplicates, (long long)r->unmatched,
             (long long)r->rejected, (long long)r->sum);
}

/* A wall home's day is Oslo's: after an outage every due case is decided once, as of today. */
static int turn_day(struct serve *s) {
    struct engine *e = s->home.engine;
    const day today = clock_oslo_day(clock_now_ms());
    if (e->clock != CLOCK_WALL || today == e->today) {
        return STATUS_OK;
    }
    const int rc = day_witness(e, &s->cli->st);
    e->today = today;
    plug_set_today(s->home.desk->plug, today);
    say(s, LOG_INFO, "day", "a new day");
    return rc;
}

static int do_day(struct serve *s) {
    struct engine *e = s->home.engine;
    const struct day_work work = {home_desk, &s->home};
    struct day_report r;
    const int rc = day_finish(e, &work, &r, &s->cli->st);
    const struct counters *c = &r.counters;
    if (c->facts > 0 || c->parked > 0) {
        log_line(&s->cli->log, clock_now_ms(), LOG_INFO, "day",
                 "looked_at=%lld facts=%lld decisions=%lld letters=%lld refused=%lld parked=%lld",
                 (long long)c->looked_at, (long long)c->facts, (long long)c->decisions,
                 (long long)c->letters_sent, (long long)c->refused, (long long)c->parked);
    }
    return rc;
}

/* Its report is in the log; what is not well changes nothing. */
static void reload(struct serve *s) {
    const char *what = s->reload ? NULL : "--rules"; /* only those changed, and came to rest */
    s->reload = false;
    s->rules_changed_ms = 0;
    notify_manager("RELOADING=1");
    (void)serve_self(s, "reload", what);
    notify_manager("READY=1");
}

/* A failure is told once in a while, and tried again with the next turn's news. */
static void tell_shadows(struct serve *s) {
    struct status st = {0, ""};
    if (clock_mono_ms() >= s->not_before_ms &&
        shadows_tell(s->home.engine, s->home.desk, &s->shadows, &st)) {
        s->not_before_ms = clock_mono_ms() + FAILED_MS;
        say(s, LOG_ERROR, "plugin", st.text);
    }
}

/* What a kill or a lost plugin leaves undone stands in the book and is found here again. */
static void work(struct serve *s) {
    serve_requests(s, false);
    serve_http(s);
    const bool rules_rested =
        s->rules_changed_ms > 0 && clock_mono_ms() - s->rules_changed_ms >= RULES_REST_MS;
    if (s->reload || rules_rested) {
        reload(s);
    }
    tell_shadows(s);
    if (!s->look || s->stop || clock_mono_ms() < s->not_before_ms) {
        return;
    }
    s->look = false;
    s->cli->st = (struct status){0, ""};
    serve_polls(s);
    int rc = turn_day(s);
    if (rc == STATUS_OK && files_any_waiting(s->home.engine)) {
        rc = files_take_waiting(s->home.engine, s->home.desk, on_file, s, &s->cli->st);
    }
    rc = rc ? rc : do_day(s);
    if (rc && !s->stop) {
        s->not_before_ms = clock_mono_ms() + FAILED_MS;
        say(s, LOG_ERROR, "serve", s->cli->st.text);
    }
}

/* ---- start and stop ------------------------------------------------------------------------------ */

static void watch(struct serve *s, const char *dir, uv_fs_event_cb callback) {
    uv_fs_event_t *w = &s->watches[s->n_watches];
    w->data = s;
    if (s->n_watches < SERVE_WATCHES_MAX && uv_fs_event_init(&s->home.loop, w) == 0) {
        s->n_watches++;
        if (uv_fs_event_start(w, callback, dir, 0) != 0) {
            say(s, LOG_WARNING, "watch", dir); /* the tick looks all the same */
        }
    }
}

static void watch_all(struct serve *s) {
    struct home *h = &s->home;
    for (uint32_t i = 0; i < h->config.n_plugins; i++) {
        const char *dir = arena_cstr(&s->cli->arena, arena_printf(&s->cli->arena, "%s/%.*s",
                                     h->config.in_dir, TEXT_ARG(h->config.plugins[i].name)));
        (void)mkdir(dir, 0750); /* there already, most often */
        watch(s, dir, on_in);
    }
    if (h->watch_rules) {
        watch(s, h->rules_dir, on_rules);
    }
}

static bool start(struct serve *s) {
    static const int numbers[] = {SIGTERM, SIGINT, SIGHUP};
    struct home *h = &s->home;
    if (!home_desk(h, &s->cli->st)) {
        return false;
    }
    cli_faults(s->cli, &h->faults);
    if (!serve_http_open(s)) { /* first: what fails here leaves nothing open */
        return false;
    }
    if (!serve_listen(s)) {
        (void)status_fail(&s->cli->st, STATUS_IO, "serve: run/control.sock cannot be made");
        return false;
    }
    (void)uv_timer_init(&h->loop, &s->tick);
    s->tick.data = s;
    (void)uv_timer_start(&s->tick, on_tick, 0, TICK_MS);
    for (int i = 0; i < 3; i++) {
        (void)uv_signal_init(&h->loop, &s->signals[i]);
        s->signals[i].data = s;
        (void)uv_signal_start(&s->signals[i], on_signal, numbers[i]);
    }
    watch_all(s);
    h->engine->breathe = breathe;
    h->engine->breathe_ctx = s;
    h->engine->file_is_whole = file_is_whole;
    return true;
}

static void close_handle(uv_handle_t *handle) {
    if (!uv_is_closing(handle)) {
        uv_close(handle, NULL);
    }
}

static void stop(struct serve *s) {
    notify_manager("STOPPING=1");
    say(s, LOG_INFO, "serve", "stopping");
    s->home.engine->breathe = NULL;
    http_close(s->http);
    s->http = NULL;
    close_handle((uv_handle_t *)&s->control);
    close_handle((uv_handle_t *)&s->tick);
    for (int i = 0; i < 3; i++) {
        close_handle((uv_handle_t *)&s->signals[i]);
    }
    for (uint32_t i = 0; i < s->n_watches; i++) {
        close_handle((uv_handle_t *)&s->watches[i]);
    }
    serve_hang_up(s);
    for (int i = 0; i < 100 && uv_run(&s->home.loop, UV_RUN_NOWAIT) != 0; i++) {
        plug_run_once(s->home.desk->plug, 1);
    }
    struct status st = {0, ""};
    if (day_witness(s->home.engine, &st)) {
        say(s, LOG_ERROR, "serve", st.text);
    }
}

int command_serve(struct cli *cli) {
    if (!cli_done(cli)) {
        return 2;
    }
    struct serve *s = mem_alloc(sizeof *s);
    s->cli = cli;
    cli->log = (struct log){fcntl(2, F_DUPFD_CLOEXEC, 3), LOG_INFO};
    int rc = home_open(cli, DB_WRITE, &s->home);
    rc = rc ? rc : home_load_rules(&s->home);
    if (rc == 0 && !start(s)) {
        rc = cli_fail(cli);
    } else if (rc == 0) {
        notify_manager("READY=1");
        say(s, LOG_INFO, "serve", "ready");
        while (!s->stop) {
            (void)uv_run(&s->home.loop, UV_RUN_ONCE);
            plug_turn(s->home.desk->plug);
            work(s);
        }
        stop(s);
    }
    home_close(&s->home);
    mem_free(s);
    return rc;
}
