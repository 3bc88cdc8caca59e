/* flaky_channel.c - a channel that delivers letters and fails as its options say (flaky.h); and
 *
 *     pages-KEY-N     the pages that came with the N-th send(), if any did */
#include "flaky.h"

static const struct flaky_work delivering = {.option = "send", .good = "deliver",
    .refused = "no such address", .retry = "the printer is out of paper",
    .done = "by the flaky channel"};

static int32_t send_letter(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const struct flaky *f = plugin->impl;
    char name[NAME_SIZE];
    note(f, "asked", call->key);
    if (letter->bytes.len > 0) {
        const int n = count(f, "asked", call->key);
        (void)f->files->put(f->host, name_of(name, "pages", call->key, n), letter->bytes);
    }
    return work(f, call, &delivering);
}

static const krav_channel channel = {.send = send_letter};

static const void *extension(krav_plugin *plugin, const char *id) {
    (void)plugin;
    return strcmp(id, KRAV_CHANNEL) == 0 ? &channel : NULL;
}

static krav_plugin *create(const krav_host *host, const krav_descriptor *descriptor) {
    return flaky_create(host, descriptor, extension);
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
