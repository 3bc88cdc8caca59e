/* flaky_bank.c - takes batches of payouts, and of requests to payers' banks, and fails as its options
 * say (flaky.h); and
 *
 *     batch-KEY-N     its transfers, as they came with the N-th pay(), or what was asked for and deleted,
 *                     as it came with the N-th collect() */
#include "flaky.h"

static const struct flaky_work paying = {.option = "pay", .good = "take",
    .refused = "no such account", .retry = "the bank is closed", .done = "batch.xml"};

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
    return work(f, call, &paying);
}

static const krav_payout payout = {.pay = pay};

static const struct flaky_work collecting = {.option = "collect", .good = "take",
    .refused = "no such customer", .retry = "the centre is closed", .done = "requests.txt"};

static int32_t collect(krav_plugin *plugin, const krav_call *call, const krav_debits *debits) {
    const struct flaky *f = plugin->impl;
    char name[NAME_SIZE], text[4096];
    size_t len = 0;
    note(f, "asked", call->key);
    for (uint32_t i = 0; i < debits->n_debits && len < sizeof text - 200; i++) {
        const krav_debit *d = &debits->debits[i];
        len += (size_t)snprintf(text + len, sizeof text - len, "%s %.*s %lld\n",
                                d->kind == KRAV_DEBIT_ASK ? "ask" : "delete", (int)d->kid.len,
                                d->kid.ptr, (long long)d->amount);
    }
    (void)f->files->put(f->host, name_of(name, "batch", call->key, count(f, "asked", call->key)),
                        (krav_str){text, len});
    return work(f, call, &collecting);
}

static const krav_collect collector = {.collect = collect};

static const void *extension(krav_plugin *plugin, const char *id) {
    (void)plugin;
    return strcmp(id, KRAV_PAYOUT) == 0    ? (const void *)&payout
           : strcmp(id, KRAV_COLLECT) == 0 ? (const void *)&collector
                                           : NULL;
}

static krav_plugin *create(const krav_host *host, const krav_descriptor *descriptor) {
    return flaky_create(host, descriptor, extension);
}

static const char *const provides[] = {KRAV_PAYOUT, KRAV_COLLECT, NULL};
static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_SETTINGS, NULL};
static const krav_option options[] = {
    {.name = "pay", .fallback = "take", .type = KRAV_TEXT,
     .help = "take, crash, take_and_crash, doubt, take_and_doubt, retry or refuse"},
    {.name = "collect", .fallback = "take", .type = KRAV_TEXT,
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
