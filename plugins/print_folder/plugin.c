/* plugin.c - letters as files for a print room: krav.channel/1.
 *
 * A letter is two files, KEY.pdf (or KEY.txt) and then KEY.json.  The second is the signal: a
 * letter is in the folder when its manifest is, and not before.  The manifest's existence is also
 * the memory of what was sent, so that sending twice makes one letter. */
#include "krav/easy.h"
#include "krav/plugin.h"

#include <stdlib.h>
#include <string.h>

#include "manifest.h"

#define KEY_MAX 128
#define NAME_MAX_BYTES (KEY_MAX + 6)

struct print_folder {
    krav_plugin plugin; /* first: the host's pointer is ours */
    const krav_host *host;
    const krav_host_files *files;
};

/* Keys are hex, so that they name files as they are.  Absent if this one is not. */
static krav_str name_of(char out[NAME_MAX_BYTES], krav_str key, const char *ending) {
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
    memcpy(out + key.len, ending, strlen(ending));
    return (krav_str){out, key.len + strlen(ending)};
}

static void answer_put(const struct print_folder *p, const krav_call *call, krav_str file,
                       int32_t rc) {
    if (rc == KRAV_OK) {
        krav_answer_done(p->host, call, file, NULL);
    } else if (rc == KRAV_E_IO) { /* the manifest may be there: recall() will look */
        krav_answer_unknown(p->host, call, KRAV_STR("the letter's files could not be written"));
    } else {
        krav_answer_retry(p->host, call, KRAV_STR("letters cannot be written now"));
    }
}

static int32_t send_letter(krav_plugin *plugin, const krav_call *call, const krav_letter *l) {
    const struct print_folder *p = plugin->impl;
    const int has_pages = l->bytes.len > 0;
    char file[NAME_MAX_BYTES], sign[NAME_MAX_BYTES], line[MANIFEST_MAX];
    const krav_str sign_name = name_of(sign, call->key, ".json");
    const krav_str file_name = name_of(file, call->key, has_pages ? ".pdf" : ".txt");
    if (sign_name.len == 0) {
        return KRAV_E_INVALID;
    }
    const int32_t have = p->files->have(p->host, sign_name);
    if (have != 0) {
        answer_put(p, call, sign_name, have == 1 ? KRAV_OK : have);
        return KRAV_OK;
    }
    if (has_pages && !krav_str_eq(l->media_type, KRAV_STR("application/pdf"))) {
        krav_answer_refused(p->host, call, KRAV_STR("the print room takes PDF or plain text"));
        return KRAV_OK;
    }
    const krav_str content = has_pages ? l->bytes : l->body;
    const struct manifest m = {.key = call->key, .file = file_name, .n_bytes = content.len,
        .media_type = has_pages ? l->media_type : KRAV_STR("text/plain; charset=utf-8"),
        .kind = l->kind, .case_ref = l->case_ref, .composed = l->composed,
        .to = l->to_name, .copy_to = l->copy_name, .deadline = l->deadline,
        .kid = l->asks_payment ? l->kid : KRAV_STR(""),
        .amount = l->asks_payment ? l->amount : 0};
    const krav_str manifest = manifest_write(&m, line);
    if (content.len == 0 || l->composed < 1 || manifest.len == 0) {
        krav_answer_refused(p->host, call, KRAV_STR("the letter has no text or no day, or its "
                                                    "kind or case is not plain text"));
        return KRAV_OK;
    }
    int32_t rc = p->files->put(p->host, file_name, content);
    rc = rc == KRAV_OK ? p->files->put(p->host, sign_name, manifest) : rc;
    answer_put(p, call, sign_name, rc);
    return KRAV_OK;
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    const struct print_folder *p = plugin->impl;
    char sign[NAME_MAX_BYTES];
    const krav_str name = name_of(sign, call->key, ".json");
    if (name.len == 0) {
        return KRAV_E_INVALID;
    }
    const int32_t have = p->files->have(p->host, name);
    if (have == 1) {
        krav_answer_done(p->host, call, name, NULL);
    } else if (have == 0) {
        krav_answer_retry(p->host, call, KRAV_STR("the letter never came to the folder"));
    } else {
        krav_answer_unknown(p->host, call, KRAV_STR("the folder could not be looked into"));
    }
    return KRAV_OK;
}

static const krav_channel channel = {.send = send_letter};

static int32_t start(krav_plugin *plugin) {
    struct print_folder *p = plugin->impl;
    p->files = p->host->extension(p->host, KRAV_HOST_FILES);
    return p->files ? KRAV_OK : KRAV_E_UNSUPPORTED;
}

static void destroy(krav_plugin *plugin) { free(plugin->impl); }

static const void *extension(krav_plugin *plugin, const char *id) {
    (void)plugin;
    return strcmp(id, KRAV_CHANNEL) == 0 ? &channel : NULL;
}

static krav_plugin *create(const krav_host *host, const krav_descriptor *descriptor) {
    struct print_folder *p = calloc(1, sizeof *p);
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

static const char *const provides[] = {KRAV_CHANNEL, NULL};
static const char *const needs[] = {KRAV_HOST_FILES, NULL};

static const krav_descriptor descriptor = {
    .size = sizeof descriptor,
    .id = "krav.print_folder",
    .name = "Letters for a print room",
    .version = "1.0.0",
    .vendor = "krav",
    .license = "see LICENSE",
    .provides = provides,
    .needs = needs,
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
