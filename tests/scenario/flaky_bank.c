/* flaky_bank.c - takes batches of payouts, and fails as its options say.  After flaky_channel.c:
 *
 *     sent-KEY-N      the N-th time that this batch went to the bank: N must never be 2
 *     asked-KEY-N     the N-th pay() for it
 *     recalled-KEY-N  the N-th recall() for it
 *     batch-KEY-N     its transfers, as they came with the N-th pay()
 *
 * With `times` = 1 only the first pay() of each batch fails. */
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

/* How often it happened to this batch. */
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
    if (is_set(f, "pay", "take_and_crash")) {
        note(f, "sent", call->key);
    }
    if (is_set(f, "pay", "crash") || is_set(f, "pay", "take_and_crash")) {
        (void)raise(SIGKILL); /* no last words, whatever the sanitizer would like to say */
    }
    if (is_set(f, "pay", "take_and_doubt")) {
        note(f, "sent", call->key);
    }
    if (is_set(f, "pay", "refuse")) {
        krav_answer_refused(f->host, call, KRAV_STR("no such account"));
    } else if (is_set(f, "pay", "retry")) {
        krav_answer_retry(f->host, call, KRAV_STR("the bank is closed"));
    } else {
        krav_answer_unknown(f->host, call, KRAV_STR("the line went dead"));
    }
    return KRAV_OK;
}

static void keep(const struct flaky *f, const krav_call *call, const krav_batch *batch) {
    char name[NAME_SIZE], text[4096];
    size_t len = 0;
    for (uint32_t i = 0; i < batch->n_transfers && len < sizeof text - 200; i++) {
        const krav_transfer *t = &batch->transfers[i];
        len += (size_t)snprintf(text + len, sizeof text - len, "%.*s %.*s %lld\n", (int)t->id.len,
                                t->id.ptr, (int)t->to_account.len, t->to_account.ptr,
                                (long long)t->amount);
    }
    (void)f->files->put(f->host, name_of(name, "batch", call->key, count(f, "asked", call->key)),
                        (krav_str){text, len});
}

static int32_t pay(krav_plugin *plugin, const krav_call *call, const krav_batch *batch) {
    const struct flaky *f = plugin->impl;
    note(f, "asked", call->key);
    keep(f, call, batch);
    const int64_t times = f->settings->integer(f->host, "times");
    if (!is_set(f, "pay", "take") && (times == 0 || count(f, "asked", call->key) <= times)) {
        return fail(f, call);
    }
    note(f, "sent", call->key);
    krav_answer_done(f->host, call, KRAV_STR("batch.xml"), NULL);
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

static const krav_payout payout = {.pay = pay};

static const void *extension(krav_plugin *plugin, const char *id) {
    (void)plugin;
    return strcmp(id, KRAV_PAYOUT) == 0 ? &payout : NULL;
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

static const char *const provides[] = {KRAV_PAYOUT, NULL};
static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_SETTINGS, NULL};
static const krav_option options[] = {
    {.name = "pay", .fallback = "take", .type = KRAV_TEXT,
     .help = "take, crash, take_and_crash, doubt, take_and_doubt, retry or refuse"},
    {.name = "recall", .fallback = "honest", .type = KRAV_TEXT, .help = "honest or doubt"},
    {.name = "times", .fallback = "0", .type = KRAV_INTEGER, .min = 0, .max = 100,
     .help = "how often pay fails for each batch; 0 = always"},
    {.name = NULL},
};

static const krav_descriptor descriptor = {
    .size = sizeof descriptor,
    .id = "krav.test.flaky.bank",
    .name = "Flaky bank",
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
