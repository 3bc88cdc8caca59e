/* krav/frame.h - the frame that every plugin has, so that its file holds only what is its own.
 *
 *     struct brevpost {
 *         krav_frame frame;              // first
 *         int64_t width;
 *     };
 *
 *     static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter);
 *     static const krav_channel channel = {.send = send};
 *
 *     #define PROVIDES(X) X(KRAV_CHANNEL, channel)
 *     static const char *const needs[] = {KRAV_HOST_FILES, NULL};
 *     static const krav_hooks hooks = {.start = start, .recall = recall};
 *     KRAV_PLUGIN(struct brevpost, PROVIDES, hooks, .id = "no.example.brevpost",
 *                 .name = "Brevpost", .version = "1.0.0", .vendor = "Example AS",
 *                 .license = "MIT", .needs = needs, .options = options)
 *
 * The frame allocates the state, zeroed; finds the services that `needs` names before it calls
 * start(), and refuses to start without them; and frees the state behind close().  Plain C; a
 * plugin in C++ fills krav_plugin and krav_entry by itself. */
#ifndef KRAV_FRAME_H
#define KRAV_FRAME_H

#include <stdlib.h>
#include <string.h>

#include "krav/easy.h"

typedef struct krav_hooks { /* each may be NULL; all are as in struct krav_plugin [loop] */
    int32_t (*start)(krav_plugin *plugin);
    void (*drain)(krav_plugin *plugin);
    void (*close)(krav_plugin *plugin); /* gives back what start() took, if it was called at all */
    int32_t (*recall)(krav_plugin *plugin, const krav_call *call);
    void (*cancel)(krav_plugin *plugin, krav_call_id id);
    void (*reply)(krav_plugin *plugin, krav_token token, int32_t rc, krav_str body);
} krav_hooks;

/* The first member of a plugin's state: plugin->impl points at both. */
typedef struct krav_frame {
    krav_plugin plugin;
    const krav_host *host;
    const krav_hooks *hooks;
    /* Those that the descriptor needs; the others are NULL. */
    const krav_host_log *log;
    const krav_host_settings *settings;
    const krav_host_clock *clock;
    const krav_host_facts *facts;
    const krav_host_files *files;
} krav_frame;

static inline krav_frame *krav_frame_of(krav_plugin *plugin) { return (krav_frame *)plugin->impl; }

/* Finds one service; 0 if the host does not have it. */
static inline int krav_frame_find(krav_frame *f, const char *id) {
    const void *table = f->host->extension(f->host, id);
    if (strcmp(id, KRAV_HOST_LOG) == 0) {
        f->log = (const krav_host_log *)table;
    } else if (strcmp(id, KRAV_HOST_SETTINGS) == 0) {
        f->settings = (const krav_host_settings *)table;
    } else if (strcmp(id, KRAV_HOST_CLOCK) == 0) {
        f->clock = (const krav_host_clock *)table;
    } else if (strcmp(id, KRAV_HOST_FACTS) == 0) {
        f->facts = (const krav_host_facts *)table;
    } else if (strcmp(id, KRAV_HOST_FILES) == 0) {
        f->files = (const krav_host_files *)table;
    }
    return table != NULL;
}

static inline int32_t krav_frame_start(krav_plugin *plugin) {
    krav_frame *f = krav_frame_of(plugin);
    const char *const *needs = plugin->descriptor->needs;
    for (size_t i = 0; needs && needs[i]; i++) {
        if (!krav_frame_find(f, needs[i])) {
            return KRAV_E_UNSUPPORTED;
        }
    }
    return f->hooks->start ? f->hooks->start(plugin) : KRAV_OK;
}

static inline void krav_frame_destroy(krav_plugin *plugin) {
    krav_frame *f = krav_frame_of(plugin);
    if (f->hooks->close) {
        f->hooks->close(plugin);
    }
    free(f);
}

/* `state` is zeroed memory of the plugin's own size that begins with a krav_frame; NULL gives NULL. */
static inline krav_plugin *krav_frame_init(void *state, const krav_host *host,
                                           const krav_descriptor *descriptor,
                                           const krav_hooks *hooks,
                                           const void *(*extension)(krav_plugin *, const char *)) {
    krav_frame *f = (krav_frame *)state;
    if (!f) {
        return NULL;
    }
    f->host = host;
    f->hooks = hooks;
    f->plugin.descriptor = descriptor;
    f->plugin.impl = f;
    f->plugin.start = krav_frame_start;
    f->plugin.drain = hooks->drain;
    f->plugin.destroy = krav_frame_destroy;
    f->plugin.extension = extension;
    f->plugin.recall = hooks->recall;
    f->plugin.cancel = hooks->cancel;
    f->plugin.reply = hooks->reply;
    return &f->plugin;
}

#define KRAV_FRAME_ID(id, table) id,
#define KRAV_FRAME_TABLE(id, table)      \
    if (strcmp(krav_wanted, id) == 0) { \
        return &table;                   \
    }

/* All but the entry; for tests of hosts, which want an entry that is wrong. */
#define KRAV_PLUGIN_PARTS(state_type, PROVIDES, the_hooks, ...)                                  \
    static const char *const krav_frame_provides[] = {PROVIDES(KRAV_FRAME_ID) NULL};             \
    static const void *krav_frame_extension(krav_plugin *plugin, const char *krav_wanted) {      \
        (void)plugin;                                                                            \
        (void)krav_wanted;                                                                       \
        PROVIDES(KRAV_FRAME_TABLE)                                                               \
        return NULL;                                                                             \
    }                                                                                            \
    static krav_plugin *krav_frame_create(const krav_host *host, const krav_descriptor *d) {     \
        return krav_frame_init(calloc(1, sizeof(state_type)), host, d, &(the_hooks),             \
                               krav_frame_extension);                                            \
    }                                                                                            \
    static const krav_descriptor krav_frame_descriptor = {                                       \
        .size = sizeof(krav_descriptor), .provides = krav_frame_provides, __VA_ARGS__};          \
    static const krav_descriptor *const krav_frame_descriptors[] = {&krav_frame_descriptor, NULL}

/* PROVIDES(X) is X(capability id, its table) for each; the rest are fields of krav_descriptor. */
#define KRAV_PLUGIN(state_type, PROVIDES, the_hooks, ...)                                        \
    KRAV_PLUGIN_PARTS(state_type, PROVIDES, the_hooks, __VA_ARGS__);                             \
    KRAV_EXPORT const krav_entry krav_plugin_entry = {                                           \
        .magic = KRAV_MAGIC,                                                                     \
        .abi_major = KRAV_ABI_MAJOR,                                                             \
        .abi_minor = KRAV_ABI_MINOR,                                                             \
        .size = sizeof(krav_entry),                                                              \
        .descriptors = krav_frame_descriptors,                                                   \
        .create = krav_frame_create,                                                             \
    }

#endif /* KRAV_FRAME_H */
