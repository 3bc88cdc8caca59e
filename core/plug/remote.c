#include "plug/remote.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/check.h"
#include "wire/socket.h"

#define WORKER_FD 3
#define MAX_FILES 16
#define MAX_LINE 1000
#define READS_A_TURN 16
#define KEPT_BUFFER ((size_t)1 << 20)

struct sending {
    size_t at; /* offset in `out` of the frame it goes with */
    int fd;
};

struct remote {
    struct remote_events events;
    int *n_open;
    int n_handles;
    uv_process_t process;
    uv_poll_t wire, captured;
    uv_prepare_t flush; /* active while `out` holds something new */
    int wire_fd, captured_fd;

    struct wire_stream stream;
    struct wire_out out;
    size_t sent;
    struct sending files[MAX_FILES];
    size_t n_files;

    char line[MAX_LINE];
    size_t line_len;

    bool exited, wire_ended, released;
    char why[128];
};

static void why_set(struct remote *r, const char *why) {
    if (why && !r->why[0]) {
        snprintf(r->why, sizeof r->why, "%s", why);
    }
}

/* ---- what the plugin prints ------------------------------------------------------------------ */

static void line_end(struct remote *r) {
    if (r->line_len > 0) {
        r->events.output(r->events.ctx, (struct text){r->line, r->line_len});
    }
    r->line_len = 0;
}

static void captured_read(struct remote *r) {
    char bytes[4096];
    ssize_t n = 0;
    for (int turn = 0; turn < READS_A_TURN; turn++) {
        n = read(r->captured_fd, bytes, sizeof bytes);
        if (n <= 0) {
            break;
        }
        for (ssize_t i = 0; i < n; i++) {
            if (bytes[i] == '\n' || r->line_len == sizeof r->line) {
                line_end(r);
            }
            if (bytes[i] != '\n') {
                r->line[r->line_len++] = bytes[i];
            }
        }
    }
    if (n == 0) {
        uv_poll_stop(&r->captured);
    }
}

static void on_captured(uv_poll_t *handle, int status, int events) {
    (void)status;
    (void)events;
    captured_read(handle->data);
}

/* ---- reading --------------------------------------------------------------------------------- */

static void wire_end_reading(struct remote *r, const char *why) {
    why_set(r, why);
    r->wire_ended = true;
    uv_poll_stop(&r->wire);
    uv_prepare_stop(&r->flush);
    remote_kill(r); /* one that cannot be talked to is of no use */
}

static void frames_handle(struct remote *r) {
    struct wire_frame frame;
    int got = 0;
    while ((got = wire_stream_next(&r->stream, &frame)) == 1) {
        if (!r->events.frame(r->events.ctx, &frame)) {
            got = -1;
            break;
        }
    }
    if (got < 0 && !r->wire_ended) {
        wire_end_reading(r, "its worker sent something that is not the protocol");
    }
}

/* Returns false when there is nothing more to read for now. */
static bool wire_read(struct remote *r) {
    size_t room;
    uint8_t *at = wire_stream_room(&r->stream, &room);
    const ssize_t n = wire_receive(r->wire_fd, at, room, NULL);
    if (n > 0) {
        wire_stream_filled(&r->stream, (size_t)n);
        frames_handle(r);
        return !r->wire_ended;
    }
    if (n < 0 && errno == EINTR) {
        return true;
    }
    if (n == 0 || errno != EAGAIN) {
        wire_end_reading(r, NULL); /* why is told by how the process ended */
    }
    return false;
}

/* ---- writing --------------------------------------------------------------------------------- */

static void on_wire(uv_poll_t *handle, int status, int events);

static void wire_watch(struct remote *r, bool writable) {
    uv_poll_start(&r->wire, writable ? UV_READABLE | UV_WRITABLE : UV_READABLE, on_wire);
}

/* One write: up to the next frame that brings a file, or beginning with it. */
static ssize_t write_some(struct remote *r) {
    size_t end = r->out.len;
    int fd = -1;
    if (r->n_files > 0) {
        if (r->files[0].at == r->sent) {
            fd = r->files[0].fd;
            end = r->n_files > 1 ? r->files[1].at : end;
        } else {
            end = r->files[0].at;
        }
    }
    const ssize_t n = wire_send(r->wire_fd, r->out.ptr + r->sent, end - r->sent, fd);
    if (n > 0 && fd >= 0) {
        close(fd);
        r->n_files--;
        memmove(r->files, r->files + 1, r->n_files * sizeof r->files[0]);
    }
    return n;
}

static void files_drop(struct remote *r) {
    for (size_t i = 0; i < r->n_files; i++) {
        close(r->files[i].fd);
    }
    r->n_files = 0;
}

/* Moves what is unsent to the front, when that is less than what goes. */
static void sent_forget(struct remote *r) {
    const size_t gone = r->sent;
    if (gone < r->out.len - gone) {
        return;
    }
    memmove(r->out.ptr, r->out.ptr + gone, r->out.len - gone);
    r->out.len -= gone;
    r->sent = 0;
    for (size_t i = 0; i < r->n_files; i++) {
        r->files[i].at -= gone;
    }
}

static void wire_write(struct remote *r) {
    uv_prepare_stop(&r->flush);
    while (r->sent < r->out.len) {
        const ssize_t n = write_some(r);
        if (n > 0) {
            r->sent += (size_t)n;
        } else if (n < 0 && errno == EAGAIN) {
            sent_forget(r);
            wire_watch(r, true);
            return;
        } else if (n >= 0 || errno != EINTR) {
            /* What it sent before may still be there to read; reading will meet the end. */
            files_drop(r);
            break;
        }
    }
    /* Letters and secrets went through here: they need not stay. */
    explicit_bzero(r->out.ptr, r->out.len);
    r->sent = r->out.len = 0;
    if (r->out.cap > KEPT_BUFFER) {
        wire_out_fini(&r->out);
    }
    wire_watch(r, false);
}

static void on_flush(uv_prepare_t *handle) { wire_write(handle->data); }

static void on_wire(uv_poll_t *handle, int status, int events) {
    struct remote *r = handle->data;
    if (status == 0 && (events & UV_WRITABLE)) {
        wire_write(r);
    }
    if (status != 0 || (events & UV_READABLE)) {
        for (int turn = 0; turn < READS_A_TURN && wire_read(r); turn++) {
        }
    }
}

struct wire_out *remote_out(struct remote *r) { return &r->out; }

size_t remote_queued(const struct remote *r) { return r->out.len - r->sent; }

void remote_push(struct remote *r) {
    if (!r->wire_ended && !r->released) {
        uv_prepare_start(&r->flush, on_flush);
    }
}

bool remote_takes_file(const struct remote *r) { return r->n_files < MAX_FILES; }

void remote_push_fd(struct remote *r, size_t begin, int fd) {
    ensure(remote_takes_file(r));
    r->files[r->n_files++] = (struct sending){begin, fd};
    remote_push(r);
}

/* ---- life and death ---------------------------------------------------------------------------- */

static void on_exit_status(uv_process_t *process, int64_t status, int term_signal) {
    struct remote *r = process->data;
    r->exited = true;
    char why[64];
    if (term_signal == SIGKILL && r->wire_ended) {
        snprintf(why, sizeof why, "its worker closed the connection");
    } else if (term_signal) {
        snprintf(why, sizeof why, "its worker was ended by signal %d", term_signal);
    } else {
        snprintf(why, sizeof why, "its worker ended with code %d", (int)status);
    }
    /* What it said before it died counts. */
    while (!r->wire_ended && wire_read(r)) {
    }
    captured_read(r);
    line_end(r);
    why_set(r, why);
    if (!r->wire_ended) {
        r->wire_ended = true;
        uv_poll_stop(&r->wire);
        uv_prepare_stop(&r->flush);
    }
    r->events.gone(r->events.ctx, text_of(r->why));
}

static void remote_free(struct remote *r) {
    files_drop(r);
    close(r->wire_fd);
    close(r->captured_fd);
    wire_stream_fini(&r->stream);
    wire_out_fini(&r->out);
    free(r);
}

static void on_closed(uv_handle_t *handle) {
    struct remote *r = handle->data;
    (*r->n_open)--;
    if (--r->n_handles == 0) {
        remote_free(r);
    }
}

static void close_all(struct remote *r) {
    uv_close((uv_handle_t *)&r->process, on_closed);
    uv_close((uv_handle_t *)&r->wire, on_closed);
    uv_close((uv_handle_t *)&r->captured, on_closed);
    uv_close((uv_handle_t *)&r->flush, on_closed);
}

static void on_exit_released(uv_process_t *process, int64_t status, int term_signal) {
    (void)status;
    (void)term_signal;
    close_all(process->data);
}

void remote_kill(struct remote *r) {
    if (!r->exited) {
        uv_process_kill(&r->process, SIGKILL);
    }
}

void remote_release(struct remote *r) {
    ensure(!r->released);
    r->released = true;
    if (r->exited) {
        close_all(r);
        return;
    }
    /* The process handle stays until the child is waited for, so that no zombie remains. */
    uv_poll_stop(&r->wire);
    uv_poll_stop(&r->captured);
    uv_prepare_stop(&r->flush);
    r->process.exit_cb = on_exit_released;
    remote_kill(r);
}

/* The child gets four descriptors and a bare environment; the sanitizers' options pass, since a
 * sanitized worker reads them. */
static int spawn_process(struct remote *r, const struct remote_args *a, int wire_end, int out_end) {
    char uses[16], fd[16];
    snprintf(uses, sizeof uses, "%u", a->uses);
    snprintf(fd, sizeof fd, "%d", WORKER_FD);
    const char *argv[] = {a->worker_path, a->mode, a->so, "--fd", fd, "--uses", uses, NULL};
    static const char *const passed[] = {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS",
                                         "LSAN_OPTIONS"};
    char variables[4][512];
    const char *env[6] = {"PATH=/usr/bin:/bin"};
    size_t n_env = 1;
    for (size_t i = 0; i < 4; i++) {
        const char *value = getenv(passed[i]);
        if (value) {
            snprintf(variables[i], sizeof variables[i], "%s=%s", passed[i], value);
            env[n_env++] = variables[i];
        }
    }
    uv_stdio_container_t stdio[] = {{.flags = UV_IGNORE},
                                    {.flags = UV_INHERIT_FD, .data.fd = out_end},
                                    {.flags = UV_INHERIT_FD, .data.fd = out_end},
                                    {.flags = UV_INHERIT_FD, .data.fd = wire_end}};
    uv_process_options_t options = {.exit_cb = on_exit_status,
                                    .file = a->worker_path,
                                    .cwd = "/",
                                    .stdio_count = 4,
                                    .stdio = stdio};
    /* libuv wants char **, and neither writes through it nor keeps it. */
    memcpy(&options.args, &(const char *const *){argv}, sizeof options.args);
    memcpy(&options.env, &(const char *const *){env}, sizeof options.env);
    return uv_spawn(a->loop, &r->process, &options);
}

struct remote *remote_spawn(const struct remote_args *args, const struct remote_events *events,
                            struct status *st) {
    int pair[2], pipe_ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        status_fail(st, STATUS_IO, "socketpair: %s", strerror(errno));
        return NULL;
    }
    if (pipe2(pipe_ends, O_CLOEXEC) != 0) {
        status_fail(st, STATUS_IO, "pipe: %s", strerror(errno));
        close(pair[0]);
        close(pair[1]);
        return NULL;
    }
    struct remote *r = mem_alloc(sizeof *r);
    r->events = *events;
    r->n_open = args->n_open;
    r->wire_fd = pair[0];
    r->captured_fd = pipe_ends[0];
    ensure(uv_poll_init(args->loop, &r->wire, r->wire_fd) == 0); /* fresh and pollable */
    ensure(uv_poll_init(args->loop, &r->captured, r->captured_fd) == 0);
    uv_prepare_init(args->loop, &r->flush);
    r->wire.data = r->captured.data = r->flush.data = r->process.data = r;
    r->n_handles = 4;
    *r->n_open += r->n_handles;
    const int rc = spawn_process(r, args, pair[1], pipe_ends[1]);
    close(pair[1]);
    close(pipe_ends[1]);
    if (rc != 0) {
        status_fail(st, STATUS_IO, "%s: %s", args->worker_path, uv_strerror(rc));
        r->exited = true;
        remote_release(r);
        return NULL;
    }
    wire_watch(r, false);
    uv_poll_start(&r->captured, UV_READABLE, on_captured);
    return r;
}
