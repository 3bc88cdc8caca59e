/* citizen.h - what the test plugins share, so that each file holds its one trait only. */
#ifndef TEST_CITIZEN_H
#define TEST_CITIZEN_H

#include <stdlib.h>
#include <string.h>

#include "krav/easy.h"

struct citizen {
    krav_plugin plugin;
    const krav_host *host;
};

static inline struct citizen *citizen_of(krav_plugin *plugin) { return plugin->impl; }

static inline const krav_host *host_of(krav_plugin *plugin) { return citizen_of(plugin)->host; }

static inline void citizen_destroy(krav_plugin *plugin) { free(citizen_of(plugin)); }

static inline krav_plugin *citizen_new(const krav_host *host, const krav_descriptor *descriptor,
                                       const void *(*extension)(krav_plugin *, const char *)) {
    struct citizen *c = calloc(1, sizeof *c);
    if (!c) {
        return NULL;
    }
    c->host = host;
    c->plugin.descriptor = descriptor;
    c->plugin.impl = c;
    c->plugin.destroy = citizen_destroy;
    c->plugin.extension = extension;
    return &c->plugin;
}

#define CITIZEN_DESCRIPTOR(id_text, uses, provides_list, needs_list, options_list)               \
    static const krav_descriptor descriptor = {.size = sizeof descriptor,                        \
                                               .flags = (uses),                                  \
                                               .id = (id_text),                                  \
                                               .name = "Test",                                   \
                                               .version = "1",                                   \
                                               .vendor = "krav",                                 \
                                               .license = "AGPL-3.0",                            \
                                               .provides = (provides_list),                      \
                                               .needs = (needs_list),                            \
                                               .options = (options_list)};                       \
    static const krav_descriptor *const descriptors[] = {&descriptor, NULL}

#define CITIZEN_ENTRY(magic_number, major, minor)                                                \
    KRAV_EXPORT const krav_entry krav_plugin_entry = {                                           \
        (magic_number), (major), (minor), sizeof(krav_entry), descriptors, create}

/* A channel whose deliver() is the trait. */
#define CITIZEN_CHANNEL(id_text) CITIZEN_CHANNEL_USING(id_text, 0)
#define CITIZEN_CHANNEL_USING(id_text, uses)                                                     \
    static const krav_channel channel = {deliver};                                                  \
    static const void *extension(krav_plugin *plugin, const char *id) {                          \
        (void)plugin;                                                                            \
        return strcmp(id, KRAV_CHANNEL) == 0 ? &channel : NULL;                                  \
    }                                                                                            \
    static const char *const provides[] = {KRAV_CHANNEL, NULL};                                  \
    static krav_plugin *create(const krav_host *host, const krav_descriptor *d) {                \
        return citizen_new(host, d, extension);                                                  \
    }                                                                                            \
    CITIZEN_DESCRIPTOR(id_text, uses, provides, NULL, NULL);                                     \
    CITIZEN_ENTRY(KRAV_MAGIC, KRAV_ABI_MAJOR, KRAV_ABI_MINOR)

/* An intake whose begin() is the trait. */
#define CITIZEN_INTAKE(id_text)                                                                  \
    static int32_t recognise(krav_plugin *plugin, krav_str head, krav_str name) {                \
        (void)plugin;                                                                            \
        (void)head;                                                                              \
        (void)name;                                                                              \
        return 1;                                                                                \
    }                                                                                            \
    static const krav_intake intake = {recognise, begin};                                        \
    static const void *extension(krav_plugin *plugin, const char *id) {                          \
        (void)plugin;                                                                            \
        return strcmp(id, KRAV_INTAKE) == 0 ? &intake : NULL;                                    \
    }                                                                                            \
    static const char *const provides[] = {KRAV_INTAKE, NULL};                                   \
    static krav_plugin *create(const krav_host *host, const krav_descriptor *d) {                \
        return citizen_new(host, d, extension);                                                  \
    }                                                                                            \
    CITIZEN_DESCRIPTOR(id_text, 0, provides, NULL, NULL);                                        \
    CITIZEN_ENTRY(KRAV_MAGIC, KRAV_ABI_MAJOR, KRAV_ABI_MINOR)

#endif
