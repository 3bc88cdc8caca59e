/* plugin.c - payment requests as files for the banks' centre: krav.collect/1.
 *
 * A batch is one file, KEY.txt.  That it is there is the memory of what was asked for, so that the same
 * key twice makes one file, and recall() has only to look. */
#include "krav/check.h"
#include "krav/easy.h"
#include "krav/plugin.h"

#include <stdlib.h>

#include "debits.h"
#include "file.h"

#define KEY_MAX 128
#define NAME_BYTES (KEY_MAX + 4)
#define CUSTOMER_DIGITS 8

struct avtalegiro {
    krav_plugin plugin; /* first: the host's pointer is ours */
    const krav_host *host;
    const krav_host_files *files;
    krav_str customer;
    struct ag_faults faults;
};

/* Keys are hex, so that they name files as they are.  Absent if this one is not. */
static krav_str name_of(char out[NAME_BYTES], krav_str key) {
    if (key.len == 0 || key.len > KEY_MAX) {
        return (krav_str){NULL, 0};
    }
    for (size_t i = 0; i < key.len; i++) {
        const char c = key.ptr[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            return (krav_str){NULL, 0};
        }
        out[i] = c;
    }
    memcpy(out + key.len, ".txt", 4);
    return (krav_str){out, key.len + 4};
}

static void answer_put(const struct avtalegiro *p, const krav_call *call, krav_str name,
                       int32_t rc) {
    if (rc == KRAV_OK) {
        krav_answer_done(p->host, call, name, NULL);
    } else if (rc == KRAV_E_IO) { /* the file may be there: recall() will look */
        krav_answer_unknown(p->host, call, KRAV_STR("the file could not be written"));
    } else {
        krav_answer_retry(p->host, call, KRAV_STR("files cannot be written now"));
    }
}

static int32_t collect(krav_plugin *plugin, const krav_call *call, const krav_debits *debits) {
    struct avtalegiro *p = plugin->impl;
    char bytes[NAME_BYTES];
    const krav_str name = name_of(bytes, call->key);
    if (name.len == 0) {
        return KRAV_E_INVALID;
    }
    const int32_t have = p->files->have(p->host, name);
    if (have != 0) {
        answer_put(p, call, name, have == 1 ? KRAV_OK : have);
        return KRAV_OK;
    }
    if (p->customer.len == 0) {
        krav_answer_refused(p->host, call, KRAV_STR("the setting customer_unit is missing"));
        return KRAV_OK;
    }
    if (!debits_check(debits, call->today, &p->faults)) {
        krav_answer_refused(p->host, call, (krav_str){p->faults.bytes, p->faults.len});
        return KRAV_OK;
    }
    struct ag_file file = {0};
    file_write(&file, p->customer, debits);
    if (file.failed) {
        krav_answer_retry(p->host, call, KRAV_STR("not enough memory"));
    } else {
        answer_put(p, call, name, p->files->put(p->host, name, (krav_str){file.bytes, file.len}));
    }
    file_free(&file);
    return KRAV_OK;
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    const struct avtalegiro *p = plugin->impl;
    char bytes[NAME_BYTES];
    const krav_str name = name_of(bytes, call->key);
    if (name.len == 0) {
        return KRAV_E_INVALID;
    }
    const int32_t have = p->files->have(p->host, name);
    if (have == 1) {
        krav_answer_done(p->host, call, name, NULL);
    } else if (have == 0) {
        krav_answer_retry(p->host, call, KRAV_STR("the file was never written"));
    } else {
        krav_answer_unknown(p->host, call, KRAV_STR("the folder could not be looked into"));
    }
    return KRAV_OK;
}

static const krav_collect table = {.collect = collect};

static int32_t start(krav_plugin *plugin) {
    struct avtalegiro *p = plugin->impl;
    p->files = p->host->extension(p->host, KRAV_HOST_FILES);
    const krav_host_settings *settings = p->host->extension(p->host, KRAV_HOST_SETTINGS);
    if (!p->files || !settings) {
        return KRAV_E_UNSUPPORTED;
    }
    p->customer = settings->text(p->host, "customer_unit");
    if (p->customer.len > 0 &&
        (p->customer.len != CUSTOMER_DIGITS || !krav_check_all_digits(p->customer))) {
        krav_log(p->host, KRAV_LOG_ERROR, KRAV_STR("customer_unit is not eight digits"));
        return KRAV_E_INVALID;
    }
    return KRAV_OK;
}

static void destroy(krav_plugin *plugin) { free(plugin->impl); }

static const void *extension(krav_plugin *plugin, const char *id) {
    (void)plugin;
    return strcmp(id, KRAV_COLLECT) == 0 ? &table : NULL;
}

static krav_plugin *create(const krav_host *host, const krav_descriptor *descriptor) {
    struct avtalegiro *p = calloc(1, sizeof *p);
    if (!p) {
        return NULL;
    }
    p->host = host;
    p->plugin.descriptor = descriptor;
    p->plugin.impl = p;
    p->plugin.start = start;
    p->plugin.destroy = destroy;
    p->plugin.extension = extension;
    p->plugin.recall = recall;
    return &p->plugin;
}

static const char *const provides[] = {KRAV_COLLECT, NULL};
static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_SETTINGS, NULL};

static const krav_option options[] = {
    {.name = "customer_unit", .help = "the agency's customer unit id (kundeenhet) at the banks'"
     " centre, eight digits", .type = KRAV_TEXT, .flags = KRAV_REQUIRED},
    {.name = NULL},
};

static const krav_descriptor descriptor = {
    .size = sizeof descriptor,
    .id = "krav.avtalegiro",
    .name = "Payment requests as AvtaleGiro",
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
