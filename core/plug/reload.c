/* reload.c - another version in a plugin's place, while calls flow; the picture is in house.h.
 *
 * Whatever fails on the way keeps who serves, and says why: in the faults, in `failed`, in the
 * log.  Calls under way are answered by whom they were put to. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/check.h"
#include "base/clock.h"
#include "plug/house.h"
#include "plug/shadow.h"
#include "plug/start.h"

/* ---- leaving ----------------------------------------------------------------------------------- */

void house_leave(struct plug *p, struct plugin *leaver) {
    p->leaving = mem_resize(p->leaving, p->n_leaving * sizeof(struct plugin *),
                            (p->n_leaving + 1) * sizeof(struct plugin *));
    p->leaving[p->n_leaving++] = leaver;
    house_leave_beside(p, leaver);
    plugin_drain(leaver, p->home.config.policy.drain_ms);
    if (leaver->is_mute) {
        plugin_kill(leaver, "it is not tried any more"); /* nobody waits for its answers */
    }
}

void house_leave_beside(struct plug *p, struct plugin *serving) {
    if (serving->heir) {
        struct plugin *heir = serving->heir;
        serving->heir = NULL;
        house_leave(p, heir);
    }
    if (serving->shadow) {
        struct plugin *tried = shadow_end(serving->shadow);
        serving->shadow = NULL;
        house_leave(p, tried);
    }
}

static bool copy_is_used(const struct plug *p, const char *so) {
    bool used = false;
    for (size_t i = 0; i < p->n + p->n_leaving; i++) {
        const struct plugin *pl = i < p->n ? p->plugins[i] : p->leaving[i - p->n];
        used = used || (pl->so && strcmp(pl->so, so) == 0) ||
               (pl->heir && pl->heir->so && strcmp(pl->heir->so, so) == 0) ||
               (pl->shadow && pl->shadow->tried->so && strcmp(pl->shadow->tried->so, so) == 0);
    }
    return used;
}

/* The copy of a library that nobody will start again goes with the last who used it. */
static void forget(const struct plug *p, struct plugin *gone) {
    char *copy = gone->so ? mem_copy_string(gone->so) : NULL;
    plugin_close(gone);
    if (copy && !copy_is_used(p, copy)) {
        (void)unlink(copy);
        *strrchr(copy, '/') = '\0';
        (void)rmdir(copy); /* stays if another plugin has a copy there */
    }
    free(copy);
}

/* ---- looking anew ------------------------------------------------------------------------------ */

static void failure_keep(struct plugin *serving, struct text why) {
    snprintf(serving->failed, sizeof serving->failed, "%.*s", TEXT_ARG(why));
    serving->failed_at_ms = clock_now_ms();
    plugin_log(serving, LOG_ERROR, "reload: kept as it was: %s", serving->failed);
}

static bool is_same(const struct plugin *one, const struct plugin *fresh) {
    const struct hash setting = one->described
                                    ? start_hash(fresh, &one->description.descriptor)
                                    : (struct hash){0};
    return one->described && hash_eq(&one->digest, &fresh->digest) &&
           hash_eq(&one->setting, &setting);
}

/* A directory of its own, empty: what a shadow writes is looked at by nobody. */
static char *scratch_make(struct plug *p, struct text name) {
    struct buf path;
    buf_init(&path, 4096);
    buf_addf(&path, "%s/plugins/scratch-%.*s", p->home.run_dir, TEXT_ARG(name));
    (void)mkdir(path.ptr, 0700); /* there already, or its worker says that it cannot open it */
    return path.ptr;
}

static enum plug_reload fresh_place(struct plug *p, struct plugin *serving, struct plugin *fresh,
                                    const struct plug_add *add) {
    const uint32_t n_shadow = add->n_shadow;
    const bool serves = serving->state != PLUG_REJECTED;
    house_leave_beside(p, serving);
    serving->failed[0] = '\0';
    if (n_shadow > 0 && serves) {
        free(fresh->out_dir);
        fresh->out_dir = scratch_make(p, fresh->name);
        serving->shadow = shadow_new(fresh, n_shadow);
    } else {
        serving->heir = fresh;
    }
    if (p->home.kit_path && !add->is_unproven) {
        plugin_prove(fresh);
    } else {
        plugin_begin(fresh);
    }
    return serving->heir ? PLUG_RELOAD_TRIAL : PLUG_RELOAD_SHADOW;
}

/* What is under way already, if this is what is wanted: 0 if it is not. */
static enum plug_reload already(struct plug *p, struct plugin *serving, const struct plugin *fresh,
                                uint32_t n_shadow) {
    if (is_same(serving, fresh)) {
        house_leave_beside(p, serving); /* back to what serves: nothing else is wanted */
        return PLUG_RELOAD_SAME;
    }
    if (serving->heir && is_same(serving->heir, fresh)) {
        return PLUG_RELOAD_TRIAL;
    }
    if (serving->shadow && is_same(serving->shadow->tried, fresh)) {
        serving->shadow->is_promoted |= n_shadow == 0;
        return PLUG_RELOAD_SHADOW;
    }
    return 0;
}

enum plug_reload plug_reload(struct plug *p, const struct plug_add *add, struct faults *faults) {
    struct plugin *serving = house_find(p, add->name);
    if (!serving) {
        return plug_add(p, add, faults) == STATUS_OK ? PLUG_RELOAD_ADDED : PLUG_RELOAD_KEPT;
    }
    if (add->refused.len > 0) {
        failure_keep(serving, add->refused);
        return PLUG_RELOAD_KEPT;
    }
    const size_t before = faults->n;
    struct plugin *fresh = plugin_new(&p->home, add);
    if (plugin_find(fresh, add, faults) == STATUS_OK) {
        const enum plug_reload found = already(p, serving, fresh, add->n_shadow);
        if (found) {
            forget(p, fresh);
            return found;
        }
        if (plugin_read(fresh, add, faults) == STATUS_OK) {
            return fresh_place(p, serving, fresh, add);
        }
    }
    failure_keep(serving, faults->n > before ? faults->items[before] : text_of(fresh->reason));
    forget(p, fresh);
    return PLUG_RELOAD_KEPT;
}

int plug_remove(struct plug *p, struct text name, struct status *st) {
    for (size_t i = 0; i < p->n; i++) {
        struct plugin *pl = p->plugins[i];
        if (text_eq(pl->name, name)) {
            memmove(&p->plugins[i], &p->plugins[i + 1],
                    (--p->n - i) * sizeof(struct plugin *)); /* the others keep their order */
            house_leave(p, pl);
            return STATUS_OK;
        }
    }
    return status_fail(st, STATUS_NOT_FOUND, "there is no plugin %.*s", TEXT_ARG(name));
}

int plug_promote(struct plug *p, struct text name, struct status *st) {
    struct plugin *serving = house_find(p, name);
    if (!serving || !serving->shadow) {
        return status_fail(st, STATUS_NOT_FOUND, "plugin %.*s: nothing is tried in its shadow",
                           TEXT_ARG(name));
    }
    serving->shadow->is_promoted = true;
    return STATUS_OK;
}

/* ---- between two turns of the loop ------------------------------------------------------------- */

/* The version that was a shadow begins anew: with the place for its files, and believed. */
static void shadow_promote(struct plug *p, struct plugin *serving) {
    struct arena arena;
    struct faults faults;
    struct plugin *tried = serving->shadow->tried;
    const struct plug_add add = {.name = serving->name, .so = tried->so, .pinned = &tried->digest,
                                 .out_dir = serving->out_dir, .options = tried->options,
                                 .n_options = tried->n_options,
                                 .is_unproven = true}; /* it was, before it was a shadow */
    arena_init(&arena);
    faults_init(&faults, &arena, 20);
    plugin_log(tried, LOG_INFO, "as a shadow: %u calls equal, %u different: %s",
               serving->shadow->figures.n_equal, serving->shadow->figures.n_different,
               serving->shadow->is_promoted ? "somebody says that it serves" : "it serves");
    struct plugin *heir = plugin_new(&p->home, &add);
    if (plugin_find(heir, &add, &faults) == STATUS_OK &&
        plugin_read(heir, &add, &faults) == STATUS_OK) {
        (void)fresh_place(p, serving, heir, &add);
    } else {
        failure_keep(serving, faults.items[0]);
        plugin_close(heir);
        house_leave_beside(p, serving);
    }
    arena_fini(&arena);
}

static bool has_failed(const struct plugin *p) {
    return p->state == PLUG_RESTING || p->state == PLUG_REJECTED || p->state == PLUG_GONE;
}

static bool is_ready(const struct plugin *p) {
    return p->state == PLUG_READY || p->state == PLUG_BUSY;
}

static void shadow_turn(struct plug *p, struct plugin *serving) {
    const struct shadow *s = serving->shadow;
    const struct plug_comparison *f = &s->figures;
    if (has_failed(s->tried)) {
        char why[sizeof serving->failed];
        snprintf(why, sizeof why, "as a shadow: %.480s", s->tried->reason);
        failure_keep(serving, text_of(why));
        house_leave_beside(p, serving);
    } else if (is_ready(s->tried) &&
               (s->is_promoted || (f->n_equal >= f->n_wanted && f->n_different == 0))) {
        shadow_promote(p, serving);
    }
}

static void heir_turn(struct plug *p, size_t i) {
    struct plugin *serving = p->plugins[i], *heir = serving->heir;
    if (has_failed(heir)) {
        failure_keep(serving, text_of(heir->reason));
        house_leave_beside(p, serving);
    } else if (is_ready(heir)) {
        char hex[HASH_HEX];
        serving->heir = NULL;
        p->plugins[i] = heir;
        plugin_log(heir, LOG_INFO, "reload: serves now, sha256=%s; the one before finishes %zu calls",
                   hash_hex(&heir->digest, hex), serving->calls.n);
        house_leave(p, serving);
    }
}

void plug_turn(struct plug *p) {
    for (size_t i = 0; i < p->n; i++) {
        if (p->plugins[i]->shadow) {
            shadow_turn(p, p->plugins[i]);
        }
        if (p->plugins[i]->heir) {
            heir_turn(p, i);
        }
    }
    for (size_t i = p->n_leaving; i-- > 0;) {
        if (p->leaving[i]->state == PLUG_GONE) {
            struct plugin *gone = p->leaving[i];
            p->leaving[i] = p->leaving[--p->n_leaving];
            forget(p, gone);
        }
    }
}

/* ---- who is there ------------------------------------------------------------------------------ */

size_t plug_count_beside(const struct plug *p) {
    size_t n = p->n_leaving;
    for (size_t i = 0; i < p->n; i++) {
        n += (p->plugins[i]->heir != NULL) + (size_t)(p->plugins[i]->shadow != NULL);
    }
    return n;
}

void plug_info_beside(const struct plug *p, size_t at, struct plug_info *info) {
    for (size_t i = 0; i < p->n; i++) {
        const struct plugin *pl = p->plugins[i];
        if (pl->heir && at-- == 0) {
            house_info(pl->heir, PLUG_HEIR, info);
            return;
        }
        if (pl->shadow && at-- == 0) {
            house_info(pl->shadow->tried, PLUG_SHADOW, info);
            return;
        }
    }
    ensure(at < p->n_leaving);
    house_info(p->leaving[at], PLUG_LEAVES, info);
}
