#include "plug/describe.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "plug/remote.h"

void description_fini(struct description *d) {
    wire_pool_fini(&d->pool);
    free(d->bytes);
    *d = (struct description){0};
}

static bool all_utf8(const struct wire_descriptor *d) {
    const krav_str texts[] = {d->id, d->name, d->version, d->vendor, d->license};
    bool fine = true;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        fine = fine && text_is_utf8((struct text){texts[i].ptr, texts[i].len});
    }
    for (uint32_t i = 0; i < d->n_options; i++) {
        const struct wire_option *o = &d->options[i];
        fine = fine && text_is_utf8((struct text){o->name.ptr, o->name.len}) &&
               text_is_utf8((struct text){o->help.ptr, o->help.len});
    }
    return fine;
}

bool description_read(struct description *d, const struct wire_in *body) {
    d->bytes = mem_alloc(body->left ? body->left : 1);
    memcpy(d->bytes, body->ptr, body->left);
    struct wire_in in = {.ptr = d->bytes, .left = body->left};
    return wire_decode(&in, &wire_descriptor, &d->descriptor, &d->pool) && wire_in_ends(&in) &&
           all_utf8(&d->descriptor);
}

bool description_eq(const struct description *d, const struct wire_in *body) {
    struct wire_out out = {0};
    const bool encoded = wire_encode(&out, &wire_descriptor, &d->descriptor);
    const bool equal = encoded && out.len == body->left && memcmp(out.ptr, body->ptr, out.len) == 0;
    wire_out_fini(&out);
    return equal;
}

struct asking {
    struct description *d;
    struct status *st;
    bool described, gone, late;
    struct remote *remote;
};

static bool on_frame(void *ctx, struct wire_frame *f) {
    struct asking *a = ctx;
    struct wire_ready ready;
    struct wire_pool pool = {0};
    if (f->kind == WIRE_HELLO && !a->described) {
        a->described = description_read(a->d, &f->body);
        return a->described;
    }
    if (f->kind != WIRE_READY || !wire_decode(&f->body, &wire_ready, &ready, &pool)) {
        return false;
    }
    status_fail(a->st, STATUS_INVALID, "%.*s", (int)ready.reason.len, ready.reason.ptr);
    return true;
}

static void on_output(void *ctx, struct text line) {
    (void)ctx;
    (void)line; /* said again, and logged, when it is started */
}

static void on_gone(void *ctx, struct text why) {
    struct asking *a = ctx;
    a->gone = true;
    if (a->late) {
        status_fail(a->st, STATUS_INVALID, "describing it took too long");
    } else if (!a->described) {
        status_fail(a->st, STATUS_INVALID, "while it was read, %.*s", TEXT_ARG(why));
    }
    remote_release(a->remote);
}

static void on_late(uv_timer_t *timer) {
    struct asking *a = timer->data;
    a->late = true;
    remote_kill(a->remote);
}

int describe_run(const char *worker_path, const char *so, int64_t limit_ms, struct description *d,
                 struct status *st) {
    uv_loop_t loop;
    uv_timer_t timer;
    int n_open = 0;
    if (uv_loop_init(&loop) != 0) {
        return status_fail(st, STATUS_IO, "no event loop");
    }
    struct asking asking = {.d = d, .st = st};
    const struct remote_args args = {.loop = &loop,
                                     .worker_path = worker_path,
                                     .mode = "--describe",
                                     .so = so,
                                     .n_open = &n_open};
    const struct remote_events events = {&asking, on_frame, on_output, on_gone};
    uv_timer_init(&loop, &timer);
    timer.data = &asking;
    asking.remote = remote_spawn(&args, &events, st);
    if (asking.remote) {
        uv_timer_start(&timer, on_late, (uint64_t)limit_ms, 0);
        while (!asking.gone) {
            uv_run(&loop, UV_RUN_ONCE);
        }
    }
    uv_close((uv_handle_t *)&timer, NULL);
    uv_run(&loop, UV_RUN_DEFAULT);
    ensure(n_open == 0 && uv_loop_close(&loop) == 0);
    if (st->code == STATUS_OK && !asking.described) {
        status_fail(st, STATUS_INVALID, "it did not describe itself");
    }
    return st->code;
}
