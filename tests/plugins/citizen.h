/* citizen.h - what the test plugins share, so that each file holds its one trait only. */
#ifndef TEST_CITIZEN_H
#define TEST_CITIZEN_H

#include "krav/frame.h"

static inline const krav_host *host_of(krav_plugin *plugin) { return krav_frame_of(plugin)->host; }

/* Capabilities, for KRAV_PLUGIN. */
#define CITIZEN_HAS_NOTHING(X)
#define CITIZEN_HAS_CHANNEL(X) X(KRAV_CHANNEL, channel)
#define CITIZEN_HAS_INTAKE(X) X(KRAV_INTAKE, intake)

#define CITIZEN_NAMES .name = "Test", .version = "1", .vendor = "krav", .license = "AGPL-3.0"
#define CITIZEN(HAS, ...) KRAV_PLUGIN(krav_frame, HAS, hooks, CITIZEN_NAMES, __VA_ARGS__)

/* Provides nothing; its hooks are the trait. */
#define CITIZEN_IDLE(id_text) CITIZEN(CITIZEN_HAS_NOTHING, .id = (id_text))

/* A channel whose deliver() is the trait. */
#define CITIZEN_CHANNEL(id_text) CITIZEN_CHANNEL_USING(id_text, 0)
#define CITIZEN_CHANNEL_USING(id_text, uses)                                                     \
    static const krav_channel channel = {deliver};                                               \
    static const krav_hooks hooks = {.start = NULL};                                             \
    CITIZEN(CITIZEN_HAS_CHANNEL, .id = (id_text), .flags = (uses))

/* An intake whose begin() is the trait. */
#define CITIZEN_INTAKE(id_text)                                                                  \
    static int32_t recognise(krav_plugin *plugin, krav_str head, krav_str name) {                \
        (void)plugin;                                                                            \
        (void)head;                                                                              \
        (void)name;                                                                              \
        return 1;                                                                                \
    }                                                                                            \
    static const krav_intake intake = {.recognise = recognise, .begin = begin};                  \
    static const krav_hooks hooks = {.start = NULL};                                             \
    CITIZEN(CITIZEN_HAS_INTAKE, .id = (id_text))

/* An entry that is wrong in one number. */
#define CITIZEN_ENTRY(id_text, magic_number, major, minor)                                       \
    static const krav_hooks hooks = {.start = NULL};                                             \
    KRAV_PLUGIN_PARTS(krav_frame, CITIZEN_HAS_NOTHING, hooks, CITIZEN_NAMES, .id = (id_text));   \
    KRAV_EXPORT const krav_entry krav_plugin_entry = {                                           \
        (magic_number), (major), (minor), sizeof(krav_entry), krav_frame_descriptors,            \
        krav_frame_create}

#endif
