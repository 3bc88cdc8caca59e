/* flaky_renderer - a renderer that dies on letters that say DIE, turns down those that say NO,
 * gives no pages for those that say EMPTY, and makes a pretend PDF of all others. */
#include "krav/easy.h"
#include "krav/plugin.h"

#include <stdlib.h>
#include <string.h>

static krav_plugin self;

static int says(const krav_letter *l, const char *word) {
    return memmem(l->body.ptr, l->body.len, word, strlen(word)) != NULL;
}

static int32_t render(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const krav_host *host = plugin->impl;
    krav_document document = {.size = sizeof document, .n_pages = 1,
                              .media_type = KRAV_STR("application/pdf"),
                              .bytes = letter->subject};
    if (says(letter, "DIE")) {
        abort();
    }
    if (says(letter, "NO")) {
        krav_answer_refused(host, call, KRAV_STR("it says no"));
        return KRAV_OK;
    }
    if (says(letter, "EMPTY")) {
        document.bytes.len = 0;
    }
    krav_answer_done(host, call, call->key, &document);
    return KRAV_OK;
}

static const krav_render renderer = {.render = render};

static const void *extension(krav_plugin *plugin, const char *id) {
    (void)plugin;
    return strcmp(id, KRAV_RENDER) == 0 ? &renderer : NULL;
}

static void destroy(krav_plugin *plugin) { (void)plugin; }

static krav_plugin *create(const krav_host *host, const krav_descriptor *descriptor) {
    self.descriptor = descriptor;
    memcpy(&self.impl, &host, sizeof host); /* a pointer to const, kept where there is room */
    self.extension = extension;
    self.destroy = destroy;
    return &self;
}

static const char *const provides[] = {KRAV_RENDER, NULL};
static const krav_descriptor descriptor = {.size = sizeof descriptor, .id = "test.flaky_renderer",
    .name = "A renderer that fails", .version = "1", .vendor = "krav", .license = "see LICENSE",
    .provides = provides};
static const krav_descriptor *const descriptors[] = {&descriptor, NULL};

KRAV_EXPORT const krav_entry krav_plugin_entry = {
    .magic = KRAV_MAGIC,
    .abi_major = KRAV_ABI_MAJOR,
    .abi_minor = KRAV_ABI_MINOR,
    .size = sizeof krav_plugin_entry,
    .descriptors = descriptors,
    .create = create,
};
