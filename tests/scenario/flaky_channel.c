/* flaky_channel.c - a channel that delivers letters and fails as its options say.
 *
 * Every worker is a new process, so what it did stands in its directory, a file for each act:
 *
 *     sent-KEY-N      the N-th time that this letter went out: N must never be 2
 *     asked-KEY-N     the N-th send() for it
 *     recalled-KEY-N  the N-th recall() for it
 *     pages-KEY-N     the pages that came with the N-th send(), if any did
 *
 * With `times` = 1 only the first send() of each letter fails. */
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

static int is_set(const struct flaky *f, const char *option, const char *value) {
    return krav_str_eq(f->settings->text(f->host, option), krav_str_of(value));
}

static krav_str name_of(char out[NAME_SIZE], const char *what, krav_str key, int n) {
    const int len = snprintf(out, NAME_SIZE, "%s-%.16s-%d", what, key.ptr, n);
    return (krav_str){out, (size_t)len};
}

/* How often it happened to this letter. */
static int count(const struct flaky *f, const char *what, krav_str key) {
    char name[NAME_SIZE];
    int n = 0;
    while (f->files->have(f->host, name_of(name, what, key, n + 1)) == 1) {
        n++;
    }
    return n;
}

static void note(const struct flaky *f, const char *what, krav_str key) {
    char name[NAME_SIZE];
    (void)f->files->put(f->host, name_of(name, what, key, count(f, what, key) + 1),
                        KRAV_STR("x"));
}

static int32_t fail(const struct flaky *f, const krav_call *call) {
    if (is_set(f, "send", "deliver_and_crash")) {
        note(f, "sent", call->key);
    }
    if (is_set(f, "send", "crash") || is_set(f, "send", "deliver_and_crash")) {
        (void)raise(SIGKILL); /* no last words, whatever the sanitizer would like to say */
    }
    if (is_set(f, "send", "deliver_and_doubt")) {
        note(f, "sent", call->key);
    }
    if (is_set(f, "send", "refuse")) {
        krav_answer_refused(f->host, call, KRAV_STR("no such address"));
    } else if (is_set(f, "send", "retry")) {
        krav_answer_retry(f->host, call, KRAV_STR("the printer is out of paper"));
    } else {
        krav_answer_unknown(f->host, call, KRAV_STR("the line went dead"));
    }
    return KRAV_OK;
}

static int32_t send_letter(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const struct flaky *f = plugin->impl;
    char name[NAME_SIZE];
    note(f, "asked", call->key);
    if (letter->bytes.len > 0) {
        const int n = count(f, "asked", call->key);
        (void)f->files->put(f->host, name_of(name, "pages", call->key, n), letter->bytes);
    }
    const int64_t times = f->settings->integer(f->host, "times");
    if (!is_set(f, "send", "deliver") && (times == 0 || count(f, "asked", call->key) <= times)) {
        return fail(f, call);
    }
    note(f, "sent", call->key);
    krav_answer_done(f->host, call, KRAV_STR("by the flaky channel"), NULL);
    return KRAV_OK;
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
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

static const krav_channel channel = {.send = send_letter};

static const void *extension(krav_plugin *plugin, const char *id) {
    (void)plugin;
    return strcmp(id, KRAV_CHANNEL) == 0 ? &channel : NULL;
}

static int32_t start(krav_plugin *plugin) {
    struct flaky *f = plugin->impl;
    f->files = f->host->extension(f->host, KRAV_HOST_FILES);
    f->settings = f->host->extension(f->host, KRAV_HOST_SETTINGS);
    return f->files && f->settings ? KRAV_OK : KRAV_E_UNSUPPORTED;
}

static void destroy(krav_plugin *plugin) { free(plugin->impl); }

static krav_plugin *create(const krav_host *host, const krav_descriptor *descriptor) {
    struct flaky *f = calloc(1, sizeof *f);
    if (!f) {
        return NULL;
    }
    f->host = host;
    f->plugin.descriptor = descriptor;
    f->plugin.impl = f;
    f->plugin.start = start;
    f->plugin.destroy = destroy;
    f->plugin.extension = extension;
    f->plugin.recall = recall;
    return &f->plugin;
}

static const char *const provides[] = {KRAV_CHANNEL, NULL};
static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_SETTINGS, NULL};
static const krav_option options[] = {
    {.name = "send", .fallback = "deliver", .type = KRAV_TEXT,
     .help = "deliver, crash, deliver_and_crash, doubt, deliver_and_doubt, retry or refuse"},
    {.name = "recall", .fallback = "honest", .type = KRAV_TEXT, .help = "honest or doubt"},
    {.name = "times", .fallback = "0", .type = KRAV_INTEGER, .min = 0, .max = 100,
     .help = "how often send fails for each letter; 0 = always"},
    {.name = NULL},
};

static const krav_descriptor descriptor = {
    .size = sizeof descriptor,
    .id = "krav.test.flaky",
    .name = "Flaky channel",
    .version = "1.0.0",
    .vendor = "krav",
    .license = "see LICENSE",
    .provides = provides,
    .needs = needs,
    .options = options,
};
static const krav_descriptor *const descriptors[] = {&descriptor, NULL};

KRAV_EXPORT const krav_entry krav_plugin_entry = {
    .magic = KRAV_MAGIC,
    .abi_major = KRAV_ABI_MAJOR,
    .abi_minor = KRAV_ABI_MINOR,
    .size = sizeof krav_plugin_entry,
    .descriptors = descriptors,
    .create = create,
};
