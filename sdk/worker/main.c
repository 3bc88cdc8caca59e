/* krav-worker - holds one plugin, so that a plugin's mistakes end a worker and not the host.
 *
 *     krav-worker --describe SO [--fd N]             HELLO or READY(refused) on N (default 1)
 *     krav-worker --serve SO --fd N [--uses FLAGS]   HELLO, wait for START, READY, then calls
 *         --mode MODE                                for krav plugin check and run: see probe.h
 *
 * FLAGS are the KRAV_USES_* bits that --describe reported: they set the fence in which the
 * library's constructors run the second time.  What the library says then is compared. */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "worker/describe.h"
#include "worker/forbidden.h"
#include "worker/loader.h"
#include "worker/probe.h"
#include "worker/sandbox.h"
#include "worker/worker.h"

#define WHY 1024

struct arguments {
    const char *so;
    bool serve;
    int fd;
    uint32_t uses;
    enum probe_mode mode;
};

static bool number_read(const char *text, long max, long *out) {
    char *end;
    errno = 0;
    *out = strtol(text, &end, 10);
    return errno == 0 && end != text && *end == '\0' && *out >= 0 && *out <= max;
}

static bool arguments_read(int argc, char **argv, struct arguments *a) {
    *a = (struct arguments){.fd = STDOUT_FILENO};
    for (int i = 1; i + 1 < argc; i += 2) {
        long n;
        if (strcmp(argv[i], "--describe") == 0 || strcmp(argv[i], "--serve") == 0) {
            a->serve = argv[i][2] == 's';
            a->so = argv[i + 1];
        } else if (strcmp(argv[i], "--fd") == 0 && number_read(argv[i + 1], 1023, &n)) {
            a->fd = (int)n;
        } else if (strcmp(argv[i], "--uses") == 0 && number_read(argv[i + 1], 7, &n)) {
            a->uses = (uint32_t)n;
        } else if (strcmp(argv[i], "--mode") == 0 && probe_mode_of(argv[i + 1]) != PROBE_NONE) {
            a->mode = probe_mode_of(argv[i + 1]);
        } else {
            return false;
        }
    }
    return a->so && argc % 2 == 1 && (!a->serve || a->fd > STDERR_FILENO);
}

static void ready_send(struct worker *w, int32_t rc, const char *reason, const char *fence) {
    const struct wire_ready record = {.size = sizeof record,
                                      .rc = rc,
                                      .reason = {reason, strlen(reason)},
                                      .fence = {fence, strlen(fence)}};
    link_send(&w->link, WIRE_READY, 0, &wire_ready, &record);
    link_flush(&w->link);
}

/* The START frame's bytes, moved to pages that are neither swapped nor dumped: they may hold
 * secrets.  They live as long as the process. */
static bool start_keep(struct worker *w, const struct wire_frame *f) {
    const size_t n = f->body.left ? f->body.left : 1;
    uint8_t *bytes = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (bytes == MAP_FAILED) {
        return false;
    }
    (void)mlock(bytes, n); /* a small limit may forbid it */
    (void)madvise(bytes, n, MADV_DONTDUMP);
    memcpy(bytes, f->body.ptr, f->body.left);
    struct wire_in in = {.ptr = bytes, .left = f->body.left};
    return wire_decode(&in, &wire_start, &w->start, &w->start_pool) && wire_in_ends(&in);
}

/* Waits for START; everything that came with it is wiped from the stream's buffer. */
static bool start_receive(struct worker *w, struct wire_stream *stream) {
    struct wire_frame f;
    int got;
    while ((got = wire_stream_next(stream, &f)) == 0) {
        if (!worker_read(w, stream, NULL)) {
            return false;
        }
    }
    if (got < 0 || f.kind != WIRE_START || !start_keep(w, &f)) {
        return false;
    }
    explicit_bzero(stream->ptr, stream->begin);
    atomic_store(&w->today, w->start.today);
    return true;
}

static bool out_open(struct worker *w, const krav_descriptor *d) {
    bool needed = false;
    for (size_t i = 0; d->needs && d->needs[i]; i++) {
        needed |= strcmp(d->needs[i], KRAV_HOST_FILES) == 0;
    }
    if (!needed || !w->start.out_dir.ptr) {
        return true;
    }
    char *path = wire_alloc(w->start.out_dir.len + 1);
    memcpy(path, w->start.out_dir.ptr, w->start.out_dir.len);
    w->out_fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(path);
    return w->out_fd >= 0;
}

/* NULL, or why the plugin cannot serve. */
static const char *plugin_start(struct worker *w, const krav_entry *entry, enum probe_mode mode,
                                const char **fence) {
    const krav_descriptor *d = entry->descriptors[0];
    if (!out_open(w, d)) {
        return "its out/ directory cannot be opened";
    }
    const struct sandbox s = {.flags = d->flags, .out_fd = w->out_fd,
                              .is_open = mode == PROBE_OPEN, .tells = mode == PROBE_WATCH};
    if (!sandbox_enter(SANDBOX_SERVING, &s, fence)) {
        return "the sandbox could not be put in force";
    }
    w->plugin = entry->create(&w->host, d);
    if (!w->plugin) {
        return "create() returned nothing";
    }
    if (!w->plugin->extension || !w->plugin->destroy) {
        return "the plugin lacks extension() or destroy()";
    }
    const int32_t rc = w->plugin->start ? w->plugin->start(w->plugin) : KRAV_OK;
    return rc == KRAV_OK ? NULL : "start() failed";
}

/* What the plugin changed, or tried to, in the READY that ends a watch. */
static void watch_end(struct worker *w, const struct surroundings *before, bool fenced,
                      uint32_t flags) {
    char why[PROBE_WHY], names[PROBE_WHY / 2];
    bool ok = surroundings_equal(before, fenced, (flags & KRAV_USES_THREADS) != 0, why);
    if (ok && forbidden_names(names, sizeof names)) {
        snprintf(why, sizeof why, "forbidden: %s", names);
        ok = false;
    }
    ready_send(w, ok ? KRAV_OK : KRAV_E_STATE, ok ? "" : why, "");
}

static int serve(struct worker *w, const krav_entry *entry, enum probe_mode mode,
                 const struct surroundings *before, struct wire_stream *stream) {
    const char *fence = "";
    const char *why = plugin_start(w, entry, mode, &fence);
    ready_send(w, why ? KRAV_E_STATE : KRAV_OK, why ? why : "", fence);
    if (why) {
        if (w->plugin && w->plugin->destroy) { /* what start() took before it failed */
            w->plugin->destroy(w->plugin);
        }
        return EXIT_FAILURE;
    }
    worker_serve(w, stream);
    const uint32_t flags = entry->descriptors[0]->flags;
    w->plugin->destroy(w->plugin);
    if (mode == PROBE_WATCH) {
        watch_end(w, before, strstr(fence, "seccomp,") != NULL, flags);
    }
    link_flush(&w->link); /* its last words */
    return EXIT_SUCCESS;
}

static int probe(struct worker *w, const krav_entry *entry, enum probe_mode mode) {
    char why[PROBE_WHY] = "";
    bool ok = out_open(w, entry->descriptors[0]);
    if (!ok) {
        snprintf(why, sizeof why, "its out/ directory cannot be opened");
    } else {
        ok = mode == PROBE_TABLES   ? probe_tables(w, entry, why)
             : mode == PROBE_ROUNDS ? probe_rounds(w, entry, why)
                                    : probe_pair(w, entry, why);
    }
    ready_send(w, ok ? KRAV_OK : KRAV_E_STATE, why, "none: a probe");
    return EXIT_SUCCESS;
}

static int started(struct worker *w, const krav_entry *entry, enum probe_mode mode,
                   const struct surroundings *before) {
    struct wire_stream stream = {0};
    int rc = EXIT_FAILURE;
    describe_send(&w->link, entry);
    link_flush(&w->link);
    if (start_receive(w, &stream)) {
        rc = mode == PROBE_TABLES || mode == PROBE_ROUNDS || mode == PROBE_PAIR
                 ? probe(w, entry, mode)
                 : serve(w, entry, mode, before, &stream);
    }
    wire_stream_fini(&stream);
    return rc;
}

int main(int argc, char **argv) {
    struct arguments a;
    if (!arguments_read(argc, argv, &a)) {
        fputs("usage: krav-worker --describe SO [--fd N] | --serve SO --fd N [--uses FLAGS]\n",
              stderr);
        return 2;
    }
    sandbox_inherit_only(a.fd);
    struct worker *w = wire_alloc(sizeof *w);
    w->out_fd = -1;
    link_init(&w->link, a.fd);
    worker_host_init(w);

    char why[WHY] = "";
    const char *fence = "";
    const bool is_open = a.mode != PROBE_NONE && a.mode != PROBE_WATCH;
    const struct sandbox loading = {.flags = a.uses, .out_fd = -1, .is_open = is_open,
                                    .tells = a.mode == PROBE_WATCH};
    struct surroundings before = {.mask = -1};
    if (a.mode == PROBE_WATCH) {
        surroundings_take(&before, false);
    }
    const krav_entry *entry = NULL;
    if (sandbox_enter(SANDBOX_LOADING, &loading, &fence)) {
        entry = loader_open(a.so, why, sizeof why);
    } else {
        snprintf(why, sizeof why, "the sandbox could not be put in force");
    }
    int rc = EXIT_SUCCESS;
    if (!entry) {
        ready_send(w, KRAV_E_INVALID, why, fence);
        rc = EXIT_FAILURE;
    } else if (a.serve) {
        rc = started(w, entry, a.mode, &before);
    } else {
        describe_send(&w->link, entry);
        link_flush(&w->link);
    }
    wire_pool_fini(&w->start_pool);
    wire_out_fini(&w->link.out);
    free(w->calls);
    free(w);
    return rc;
}
