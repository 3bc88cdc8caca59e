/* plugins_reload.h - the plugins of the running service, as krav.conf and their files now are.
 *
 *     krav.conf ─read anew─▶ each section ─▶ plug_reload ─▶ on trial beside who serves ─▶ swap
 *
 * krav.conf is taken whole or not at all: with one fault in it nothing changes.  Between the steps
 * of other work only plugins that are there already are taken (PLUGINS_KNOWN); who is new or gone,
 * and [channels] and [accounts], wait for `krav reload`, when nothing else is under way. */
#ifndef KRAV_HOST_PLUGINS_RELOAD_H
#define KRAV_HOST_PLUGINS_RELOAD_H

#include "host/home.h"
#include "host/json.h"

#define PLUGINS_SHADOW_MAX 100000

enum plugins_which { PLUGINS_KNOWN = 1, PLUGINS_ALL };

struct plugin_reloaded {
    struct text name, version, why; /* why: of what was kept or rejected */
    const char *became;             /* "serves", "added", "shadow", "removed", "kept", "rejected" */
    struct hash digest;             /* of who serves now */
};

struct plugins_reloaded { /* those that were not the same as before; memory: the command's arena */
    struct plugin_reloaded *items;
    uint32_t n;
};

/* `only` absent: all.  The exit code: 1 if anything was kept or rejected.  Where no service runs
 * there is nothing to do: each command takes the plugins as they stand. */
int plugins_reload(struct cli *cli, enum plugins_which which, struct text only,
                   struct plugins_reloaded *out);
void plugins_reload_print(struct cli *cli, const struct plugins_reloaded *r); /* not with --json */
void plugins_reload_json(struct json *j, const char *key, const struct plugins_reloaded *r);

/* The setting `shadow` of a plugin: no, yes (25) or a number of calls. */
bool plugins_shadow(struct text value, uint32_t *n);

#endif
