/* serve_control.c - the server's end of the control socket: requests come whole, run one by one,
 * and get their output back. */
#include "host/serve.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/check.h"
#include "host/control.h"

struct request {
    uv_pipe_t pipe; /* first: the handle is the request */
    uv_write_t write;
    struct serve *s;
    struct buf in, reply;
    struct request *next;
    bool queued, closing;
};

static void on_closed(uv_handle_t *handle) {
    struct request *r = (struct request *)(void *)handle;
    buf_fini(&r->in);
    buf_fini(&r->reply);
    mem_free(r);
}

static void hang_up(struct request *r) {
    if (!r->closing) {
        r->closing = true;
        uv_close((uv_handle_t *)&r->pipe, on_closed);
    }
}

static void on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *out) {
    (void)handle;
    *out = uv_buf_init(malloc(suggested), (unsigned)suggested); /* freed in on_read */
}

static void enqueue(struct request *r) {
    struct request **last = &r->s->requests;
    while (*last) {
        last = &(*last)->next;
    }
    *last = r;
    r->queued = true;
}

static void on_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *bytes) {
    struct request *r = (struct request *)(void *)stream;
    if (n > 0 && !r->queued) {
        buf_add(&r->in, (struct text){bytes->base, (size_t)n});
    }
    free(bytes->base);
    uint32_t len = 0;
    if (r->in.len >= sizeof len) {
        memcpy(&len, r->in.ptr, sizeof len);
    }
    if (n < 0 && !r->queued) {
        hang_up(r);
    } else if (r->in.overflowed || len > CONTROL_BYTES_MAX) {
        hang_up(r);
    } else if (!r->queued && len > 0 && r->in.len >= sizeof len + len) {
        (void)uv_read_stop(stream);
        enqueue(r);
    }
}

static void on_connection(uv_stream_t *listener, int status) {
    struct serve *s = listener->data;
    if (status < 0) {
        return;
    }
    struct request *r = mem_alloc(sizeof *r);
    r->s = s;
    r->pipe.data = r; /* how serve_hang_up knows ours */
    buf_init(&r->in, CONTROL_BYTES_MAX + 64);
    buf_init(&r->reply, (size_t)1 << 30);
    (void)uv_pipe_init(listener->loop, &r->pipe, 0);
    if (uv_accept(listener, (uv_stream_t *)&r->pipe) != 0 ||
        uv_read_start((uv_stream_t *)&r->pipe, on_alloc, on_read) != 0) {
        hang_up(r);
    }
}

bool serve_listen(struct serve *s) {
    const int fd = control_listen(s->home.config.run_dir);
    s->control.data = s;
    return fd >= 0 && uv_pipe_init(&s->home.loop, &s->control, 0) == 0 &&
           uv_pipe_open(&s->control, fd) == 0 &&
           uv_listen((uv_stream_t *)&s->control, 64, on_connection) == 0;
}

/* ---- running a command with its output caught ---------------------------------------------- */

struct capture {
    int file[2], kept[2]; /* stdout, stderr */
    int cwd;
};

static bool capture_begin(struct capture *c, const char *cwd) {
    (void)fflush(stdout);
    (void)fflush(stderr);
    c->cwd = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = c->cwd >= 0 && chdir(cwd) == 0;
    for (int i = 0; i < 2; i++) {
        c->file[i] = memfd_create("krav-output", MFD_CLOEXEC);
        c->kept[i] = fcntl(i + 1, F_DUPFD_CLOEXEC, 3);
        ok = ok && c->file[i] >= 0 && c->kept[i] >= 0 && dup2(c->file[i], i + 1) == i + 1;
    }
    return ok;
}

static void take_bytes(int fd, struct buf *out) {
    char piece[65536];
    ssize_t n;
    for (off_t at = 0; (n = pread(fd, piece, sizeof piece, at)) > 0; at += n) {
        buf_add(out, (struct text){piece, (size_t)n});
    }
}

static void capture_end(struct capture *c, struct buf *out, struct buf *err) {
    struct buf *caught[] = {out, err};
    (void)fflush(stdout);
    (void)fflush(stderr);
    for (int i = 0; i < 2; i++) {
        if (c->kept[i] >= 0) {
            (void)dup2(c->kept[i], i + 1);
            (void)close(c->kept[i]);
        }
        if (c->file[i] >= 0) {
            take_bytes(c->file[i], caught[i]);
            (void)close(c->file[i]);
        }
    }
    if (c->cwd >= 0) {
        (void)!fchdir(c->cwd); /* where we were a moment ago */
        (void)close(c->cwd);
    }
}

/* words[0]: working directory, words[1]: the user, words[2]: the command. */
static int run_words(struct serve *s, char **words, int n_words, struct buf *out,
                     struct buf *err) {
    const struct command *command = command_find(words[2], n_words > 3 ? words[3] : NULL);
    struct cli cli = {.home = s->cli->home, .words = words + 3, .n_words = n_words - 3,
        .log = s->cli->log, .serving = &s->home, .user = words[1], .command = words[2]};
    struct capture c;
    int code = 1;
    arena_init(&cli.arena);
    cli.json = cli_flag(&cli, "--json");
    if (capture_begin(&c, words[0])) {
        code = command && command->reach != REACH_HERE
                   ? command->run(&cli)
                   : cli_usage(&cli, "%s: not a command of the service", words[2]);
    }
    capture_end(&c, out, err);
    arena_fini(&cli.arena);
    return code;
}

/* ---- the queue ------------------------------------------------------------------------------ */

static void on_written(uv_write_t *write, int status) {
    (void)status; /* who asked is gone: the work is done all the same */
    hang_up((struct request *)(void *)write->handle);
}

static void answer(struct request *r, int code, const struct buf *out, const struct buf *err) {
    const uint32_t head[3] = {(uint32_t)code, (uint32_t)out->len, (uint32_t)err->len};
    buf_add(&r->reply, (struct text){(const char *)head, sizeof head});
    buf_add(&r->reply, buf_text(out));
    buf_add(&r->reply, buf_text(err));
    const uv_buf_t bytes = uv_buf_init(r->reply.ptr, (unsigned)r->reply.len);
    if (uv_write(&r->write, (uv_stream_t *)&r->pipe, &bytes, 1, on_written) != 0) {
        hang_up(r);
    }
}

static void run_request(struct serve *s, struct request *r, char **words, int n_words) {
    struct buf out, err;
    buf_init(&out, (size_t)1 << 29);
    buf_init(&err, (size_t)1 << 24);
    const int64_t began = clock_mono_ms();
    const int code = run_words(s, words, n_words, &out, &err);
    log_line(&s->cli->log, clock_now_ms(), LOG_INFO, "control", "command=%s code=%d ms=%lld",
             words[2], code, (long long)(clock_mono_ms() - began));
    answer(r, code, &out, &err);
    buf_fini(&out);
    buf_fini(&err);
}

static bool may_run(char *const *words, int n_words, bool at_once) {
    const struct command *command = command_find(words[2], n_words > 3 ? words[3] : NULL);
    return !at_once || (command && command->reach == REACH_AT_ONCE);
}

void serve_requests(struct serve *s, bool at_once) {
    struct request **at = &s->requests;
    while (*at) {
        struct request *r = *at;
        char *words[CONTROL_WORDS_MAX];
        int n_words = 0;
        const struct text body = {r->in.ptr + 4, r->in.len - 4};
        if (!control_words(body, words, &n_words)) {
            *at = r->next;
            hang_up(r);
        } else if (!may_run(words, n_words, at_once)) {
            at = &r->next;
        } else {
            *at = r->next; /* out of the line first: what it runs may come here again */
            run_request(s, r, words, n_words);
            at = &s->requests;
        }
    }
}

int serve_self(struct serve *s, const char *command, const char *option) {
    char cwd[] = "/", user[] = "serve", name[64], with[64];
    char *words[] = {cwd, user, name, with};
    struct buf out, err;
    struct text rest, line;
    buf_init(&out, 1u << 24);
    buf_init(&err, 1u << 24);
    (void)snprintf(name, sizeof name, "%s", command);
    (void)snprintf(with, sizeof with, "%s", option ? option : "");
    const int code = run_words(s, words, option ? 4 : 3, &out, &err);
    for (rest = buf_text(&out); text_cut(&rest, '\n', &line) && line.len > 0;) {
        log_line(&s->cli->log, clock_now_ms(), LOG_INFO, command, "%.*s", TEXT_ARG(line));
    }
    for (rest = buf_text(&err); text_cut(&rest, '\n', &line) && line.len > 0;) {
        log_line(&s->cli->log, clock_now_ms(), LOG_ERROR, command, "%.*s", TEXT_ARG(line));
    }
    buf_fini(&out);
    buf_fini(&err);
    return code;
}

/* Whoever is not being answered, even if still speaking. */
static void hang_up_unanswered(uv_handle_t *handle, void *ctx) {
    struct request *r = (struct request *)(void *)handle;
    (void)ctx;
    if (handle->type == UV_NAMED_PIPE && handle->data == handle && r->reply.len == 0) {
        hang_up(r);
    }
}

void serve_hang_up(struct serve *s) {
    s->requests = NULL;
    uv_walk(&s->home.loop, hang_up_unanswered, NULL);
}
