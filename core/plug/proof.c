#include "plug/proof.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/check.h"

#define MAX_SAID 8192
#define FIXED_WORDS 5

struct proof {
    struct proof_sink sink;
    uv_process_t process;
    uv_pipe_t words; /* what the kit says */
    uv_timer_t limit;
    int *n_open;
    int n_handles;
    char said[MAX_SAID];
    size_t n_said;
    int64_t limit_ms, exit_status;
    int signal;
    bool has_process, exited, ended, is_late, released;
};

/* ---- what it said ------------------------------------------------------------------------------ */

/* "calls.answer: fail: it answered twice"; a line that was begun and not ended is a hang. */
static bool is_fault(struct text line) {
    struct text test;
    if (!text_cut(&line, ':', &test) || !line.ptr) {
        return false;
    }
    line = text_trim(line);
    return line.len == 0 || text_starts(line, TEXT("fail")) ||
           text_starts(line, TEXT("crash")) || text_starts(line, TEXT("hang"));
}

static struct text fault_of(const struct proof *p, struct arena *arena) {
    struct text rest = {p->said, p->n_said}, line, last = TEXT("it said nothing");
    if (p->exited && !p->is_late && p->signal == 0 && p->exit_status == 0) {
        return TEXT("");
    }
    while (text_cut(&rest, '\n', &line)) {
        last = line.len > 0 ? line : last;
        if (is_fault(line)) {
            break;
        }
    }
    return p->is_late
               ? arena_printf(arena, "the kit was not done within %lld ms: %.*s",
                              (long long)p->limit_ms, TEXT_ARG(last))
               : arena_printf(arena, "the kit: %.*s", TEXT_ARG(last));
}

/* ---- the end ------------------------------------------------------------------------------------- */

static void on_closed(uv_handle_t *handle) {
    struct proof *p = handle->data;
    --*p->n_open;
    if (--p->n_handles == 0) {
        free(p);
    }
}

static void close_process(struct proof *p) {
    if (!uv_is_closing((uv_handle_t *)&p->process)) {
        uv_close((uv_handle_t *)&p->process, on_closed);
    }
}

static void conclude(struct proof *p) {
    struct arena arena;
    if (p->released || !p->exited || !p->ended) {
        return;
    }
    arena_init(&arena);
    p->sink.done(p->sink.ctx, fault_of(p, &arena)); /* releases it */
    arena_fini(&arena);
}

static void on_exit_status(uv_process_t *process, int64_t status, int signal) {
    struct proof *p = process->data;
    p->exited = true;
    p->exit_status = status;
    p->signal = signal;
    if (p->released) {
        close_process(p);
    }
    conclude(p);
}

/* With everything that it started: it leads a session of its own. */
static void end_all(const struct proof *p) {
    if (p->has_process && !p->exited) {
        (void)kill(-p->process.pid, SIGKILL);
    }
}

static void on_limit(uv_timer_t *timer) {
    struct proof *p = timer->data;
    p->is_late = true;
    end_all(p);
}

void proof_release(struct proof *p) {
    p->released = true;
    end_all(p);
    uv_close((uv_handle_t *)&p->limit, on_closed);
    uv_close((uv_handle_t *)&p->words, on_closed);
    if (p->exited || !p->has_process) {
        close_process(p); /* else it stays until it is waited for, so that no zombie remains */
    }
}

/* ---- the beginning -------------------------------------------------------------------------------- */

static void on_room(uv_handle_t *handle, size_t wanted, uv_buf_t *buf) {
    struct proof *p = handle->data;
    (void)wanted;
    *buf = uv_buf_init(p->said + p->n_said, (unsigned int)(sizeof p->said - p->n_said));
}

/* More than there is room for ends it like an end of file: the first lines are what counts. */
static void on_words(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf) {
    struct proof *p = stream->data;
    (void)buf;
    if (n < 0) {
        uv_read_stop(stream);
        p->ended = true;
        conclude(p);
    } else {
        p->n_said += (size_t)n;
    }
}

/* The agency's settings as the kit takes them, but for secrets. */
static size_t settings_add(const struct plugin *fresh, const char **argv, size_t n,
                           struct arena *arena) {
    const struct wire_descriptor *d = &fresh->description.descriptor;
    for (size_t i = 0; i < fresh->n_options; i++) {
        const struct plug_option *given = &fresh->options[i];
        bool is_secret = false;
        for (uint32_t k = 0; k < d->n_options; k++) {
            is_secret = is_secret || (d->options[k].type == KRAV_SECRET &&
                                      text_eq(plugin_text(d->options[k].name), given->name));
        }
        if (!is_secret) {
            argv[n++] = "--set";
            argv[n++] = arena_cstr(arena, arena_printf(arena, "%.*s=%.*s", TEXT_ARG(given->name),
                                                       TEXT_ARG(given->value)));
        }
    }
    argv[n] = NULL;
    return n;
}

static int kit_spawn(struct proof *p, const struct plugin *fresh, struct arena *arena) {
    const struct plugin_home *home = fresh->home;
    const char **argv = arena_take(arena, (2 * fresh->n_options + FIXED_WORDS + 1) * sizeof *argv);
    const char *fixed[FIXED_WORDS] = {home->kit_path, "plugin", "check", fresh->so, "--quick"};
    memcpy(argv, fixed, sizeof fixed);
    (void)settings_add(fresh, argv, FIXED_WORDS, arena);
    uv_stdio_container_t stdio[] = {
        {.flags = UV_IGNORE},
        {.flags = UV_CREATE_PIPE | UV_WRITABLE_PIPE, .data.stream = (uv_stream_t *)&p->words},
        {.flags = UV_IGNORE}};
    uv_process_options_t options = {.exit_cb = on_exit_status, .file = home->kit_path,
                                    .cwd = home->kit_dir, .flags = UV_PROCESS_DETACHED,
                                    .stdio_count = 3, .stdio = stdio};
    /* libuv wants char **, and neither writes through it nor keeps it. */
    memcpy(&options.args, &(const char *const *){argv}, sizeof options.args);
    return uv_spawn(home->config.loop, &p->process, &options);
}

struct proof *proof_begin(const struct plugin *fresh, const struct proof_sink *sink,
                          struct status *st) {
    uv_loop_t *loop = fresh->home->config.loop;
    struct proof *p = mem_alloc(sizeof *p);
    struct arena arena;
    *p = (struct proof){.sink = *sink, .n_open = &fresh->home->n_open, .n_handles = 3,
                        .limit_ms = fresh->home->config.policy.prove_ms};
    *p->n_open += 3;
    uv_timer_init(loop, &p->limit);
    (void)uv_pipe_init(loop, &p->words, 0);
    p->limit.data = p->words.data = p->process.data = p;
    arena_init(&arena);
    const int rc = kit_spawn(p, fresh, &arena);
    arena_fini(&arena);
    p->has_process = rc == 0;
    if (rc != 0) {
        (void)status_fail(st, STATUS_IO, "%s: %s", fresh->home->kit_path, uv_strerror(rc));
        proof_release(p);
        return NULL;
    }
    (void)uv_read_start((uv_stream_t *)&p->words, on_room, on_words);
    uv_timer_start(&p->limit, on_limit, (uint64_t)p->limit_ms, 0);
    return p;
}
