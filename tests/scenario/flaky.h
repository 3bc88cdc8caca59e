/* flaky.h - what a plugin that fails as its options say has in common with the next.
 *
 * Every worker is a new process, so what it did stands in its directory, a file for each act:
 *
 *     sent-KEY-N      the N-th time that this effect really happened: N must never be 2
 *     asked-KEY-N     the N-th call for it
 *     recalled-KEY-N  the N-th recall() for it
 *
 * With `times` = 1 only the first call of each effect fails. */
#ifndef SCENARIO_FLAKY_H
#define SCENARIO_FLAKY_H

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "krav/easy.h"

#define NAME_SIZE 64

struct flaky {
    krav_plugin plugin; /* first: the host's pointer is ours */
    const krav_host *host;
    const krav_host_files *files;
    const krav_host_settings *settings;
};

/* The one thing that it does, and may fail at. */
struct flaky_work {
    const char *option; /* says how; `good`: as it should */
    const char *good;
    const char *refused, *retry, *done; /* what it answers */
};

static inline int is_set(const struct flaky *f, const char *option, const char *value) {
    return krav_str_eq(f->settings->text(f->host, option), krav_str_of(value));
}

static inline krav_str name_of(char out[NAME_SIZE], const char *what, krav_str key, int n) {
    const int len = snprintf(out, NAME_SIZE, "%s-%.16s-%d", what, key.ptr, n);
    return (krav_str){out, (size_t)len};
}

/* How often it happened to this effect. */
static inline int count(const struct flaky *f, const char *what, krav_str key) {
    char name[NAME_SIZE];
    int n = 0;
    while (f->files->have(f->host, name_of(name, what, key, n + 1)) == 1) {
        n++;
    }
    return n;
}

static inline void note(const struct flaky *f, const char *what, krav_str key) {
    char name[NAME_SIZE];
    (void)f->files->put(f->host, name_of(name, what, key, count(f, what, key) + 1),
                        KRAV_STR("x"));
}

static inline int32_t fail(const struct flaky *f, const krav_call *call,
                           const struct flaky_work *w) {
    char done_and_crash[NAME_SIZE], done_and_doubt[NAME_SIZE];
    (void)snprintf(done_and_crash, sizeof done_and_crash, "%s_and_crash", w->good);
    (void)snprintf(done_and_doubt, sizeof done_and_doubt, "%s_and_doubt", w->good);
    if (is_set(f, w->option, done_and_crash) || is_set(f, w->option, done_and_doubt)) {
        note(f, "sent", call->key);
    }
    if (is_set(f, w->option, "crash") || is_set(f, w->option, done_and_crash)) {
        (void)raise(SIGKILL); /* no last words, whatever the sanitizer would like to say */
    }
    if (is_set(f, w->option, "refuse")) {
        krav_answer_refused(f->host, call, krav_str_of(w->refused));
    } else if (is_set(f, w->option, "retry")) {
        krav_answer_retry(f->host, call, krav_str_of(w->retry));
    } else {
        krav_answer_unknown(f->host, call, KRAV_STR("the line went dead"));
    }
    return KRAV_OK;
}

/* After note(f, "asked", ...): does the work, or fails at it. */
static inline int32_t work(const struct flaky *f, const krav_call *call,
                           const struct flaky_work *w) {
    const int64_t times = f->settings->integer(f->host, "times");
    if (!is_set(f, w->option, w->good) && (times == 0 || count(f, "asked", call->key) <= times)) {
        return fail(f, call, w);
    }
    note(f, "sent", call->key);
    krav_answer_done(f->host, call, krav_str_of(w->done), NULL);
    return KRAV_OK;
}

static inline int32_t flaky_recall(krav_plugin *plugin, const krav_call *call) {
    const struct flaky *f = plugin->impl;
    note(f, "recalled", call->key);
    if (is_set(f, "recall", "doubt")) {
        krav_answer_unknown(f->host, call, KRAV_STR("nobody remembers"));
    } else if (count(f, "sent", call->key) > 0) {
        krav_answer_done(f->host, call, KRAV_STR("recalled"), NULL);
    } else {
        krav_answer_retry(f->host, call, KRAV_STR("it never went out"));
    }
    return KRAV_OK;
}

static inline int32_t flaky_start(krav_plugin *plugin) {
    struct flaky *f = plugin->impl;
    f->files = f->host->extension(f->host, KRAV_HOST_FILES);
    f->settings = f->host->extension(f->host, KRAV_HOST_SETTINGS);
    return f->files && f->settings ? KRAV_OK : KRAV_E_UNSUPPORTED;
}

static inline void flaky_destroy(krav_plugin *plugin) { free(plugin->impl); }

static inline krav_plugin *flaky_create(const krav_host *host, const krav_descriptor *descriptor,
                                        const void *(*extension)(krav_plugin *, const char *)) {
    struct flaky *f = calloc(1, sizeof *f);
    if (!f) {
        return NULL;
    }
    f->host = host;
    f->plugin.descriptor = descriptor;
    f->plugin.impl = f;
    f->plugin.start = flaky_start;
    f->plugin.destroy = flaky_destroy;
    f->plugin.extension = extension;
    f->plugin.recall = flaky_recall;
    return &f->plugin;
}

#endif
