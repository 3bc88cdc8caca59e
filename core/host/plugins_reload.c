/* plugins_reload.c - see plugins_reload.h. */
#include "host/plugins_reload.h"

#include <string.h>
#include <sys/stat.h>

#include "host/show.h"

#define SHADOW_YES 25
#define SETTLE_MS 15000

bool plugins_shadow(struct text value, uint32_t *n) {
    int64_t calls = 0;
    if (text_is(value, "no") || text_is(value, "yes")) {
        *n = text_is(value, "yes") ? SHADOW_YES : 0;
        return true;
    }
    if (!text_to_i64(value, &calls) || calls < 1 || calls > PLUGINS_SHADOW_MAX) {
        return false;
    }
    *n = (uint32_t)calls;
    return true;
}

/* ---- one by one ------------------------------------------------------------------------------ */

struct reloading {
    struct cli *cli;
    struct home *serving;
    struct home fresh; /* krav.conf as it is now; its memory is the service's, for good */
    enum plugins_which which;
    struct plugins_reloaded *out;
    struct faults faults;
};

static const struct plugin_setting *setting_of(const struct home *h, struct text name) {
    for (uint32_t i = 0; i < h->config.n_plugins; i++) {
        if (text_eq(h->config.plugins[i].name, name)) {
            return &h->config.plugins[i];
        }
    }
    return NULL;
}

static void note(struct reloading *r, struct text name, const char *became) {
    struct plugin_reloaded *item =
        arena_push(&r->cli->arena, &r->out->items, &r->out->n, sizeof *item);
    *item = (struct plugin_reloaded){.name = name, .became = became};
}

static void reload_one(struct reloading *r, const struct plugin_setting *p) {
    const enum plug_reload found = desk_reload(r->serving->desk, p, &r->faults);
    if (found != PLUG_RELOAD_SAME) {
        note(r, p->name,
             found == PLUG_RELOAD_ADDED    ? "added"
             : found == PLUG_RELOAD_SHADOW ? "shadow"
             : found == PLUG_RELOAD_KEPT   ? "kept"
                                           : "serves");
    }
}

static void remove_missing(struct reloading *r) {
    for (uint32_t i = 0; i < r->serving->config.n_plugins; i++) {
        const struct text name = r->serving->config.plugins[i].name;
        struct status st = {0, ""};
        if (!setting_of(&r->fresh, name) &&
            plug_remove(r->serving->desk->plug, name, &st) == STATUS_OK) {
            note(r, name, "removed");
        }
    }
}

/* What became of the trials, now that they are over. */
static void conclude(struct reloading *r) {
    for (uint32_t i = 0; i < r->out->n; i++) {
        struct plugin_reloaded *item = &r->out->items[i];
        struct plug_info info;
        if (!plug_info_of(r->serving->desk->plug, item->name, &info)) {
            continue;
        }
        item->digest = info.digest;
        if (info.descriptor) {
            const krav_str v = info.descriptor->version;
            item->version = arena_text(&r->cli->arena, (struct text){v.ptr, v.len});
        }
        if (info.state == PLUG_REJECTED || info.state == PLUG_RESTING) {
            item->became = info.failed.len > 0 ? "kept" : "rejected";
            item->why = arena_text(&r->cli->arena, info.failed.len > 0 ? info.failed : info.reason);
        } else if (info.failed.len > 0) {
            item->became = "kept";
            item->why = arena_text(&r->cli->arena, info.failed);
        }
    }
}

/* ---- the settings that go with them ------------------------------------------------------------ */

/* Mid-work the list keeps its names and their order: whoever walks through it does not notice. */
static void take_known(struct reloading *r) {
    struct engine_config *c = &r->serving->config;
    for (uint32_t i = 0; i < c->n_plugins; i++) {
        const struct plugin_setting *p = setting_of(&r->fresh, c->plugins[i].name);
        if (p) {
            c->plugins[i] = *p;
        }
    }
}

static void take_all(struct reloading *r) {
    struct engine_config *c = &r->serving->config;
    const struct engine_config *f = &r->fresh.config;
    c->plugins = f->plugins;
    c->n_plugins = f->n_plugins;
    c->letter_plugin = f->letter_plugin;
    c->letter_renderer = f->letter_renderer;
    c->payout_plugin = f->payout_plugin;
    c->request_plugin = f->request_plugin;
    c->checkout_plugin = f->checkout_plugin;
    c->score_plugin = f->score_plugin;
    c->wash_plugin = f->wash_plugin;
    c->wash_days = f->wash_days;
    c->booked_by = f->booked_by;
    memcpy(c->electronic, f->electronic, sizeof c->electronic);
    for (uint32_t i = 0; i < c->n_plugins; i++) {
        (void)mkdir(arena_cstr(&r->cli->arena,
                               arena_printf(&r->cli->arena, "%s/%.*s", c->in_dir,
                                            TEXT_ARG(c->plugins[i].name))), 0750);
    }
}

static int reload_read(struct reloading *r) {
    struct cli *service = r->serving->cli; /* what is read lives as long as the service */
    struct status before = service->st;
    service->st = (struct status){0, ""};
    const int rc = home_read(service, &r->fresh);
    cli_faults(r->cli, &r->fresh.faults);
    if (rc) {
        (void)status_fail(&r->cli->st, rc, "%s", service->st.text);
    }
    service->st = before;
    return rc;
}

int plugins_reload(struct cli *cli, enum plugins_which which, struct text only,
                   struct plugins_reloaded *out) {
    struct reloading r = {.cli = cli, .serving = cli->serving, .which = which, .out = out};
    if (!cli->serving) {
        return 0;
    }
    faults_init(&r.faults, &cli->arena, 100);
    if (reload_read(&r)) {
        return cli_fail(cli);
    }
    const uint32_t n = r.fresh.config.n_plugins;
    for (uint32_t i = 0; i < n; i++) {
        const struct plugin_setting *p = &r.fresh.config.plugins[i];
        const bool known = setting_of(r.serving, p->name) != NULL;
        if ((which == PLUGINS_ALL || known) && (!only.ptr || text_eq(only, p->name))) {
            reload_one(&r, p);
        }
    }
    if (which == PLUGINS_ALL) {
        remove_missing(&r);
        take_all(&r);
    } else {
        take_known(&r);
    }
    (void)plug_settle(r.serving->desk->plug, SETTLE_MS);
    conclude(&r);
    cli_faults(cli, &r.faults);
    bool all_well = true;
    for (uint32_t i = 0; i < out->n; i++) {
        all_well = all_well && !out->items[i].why.len;
    }
    return all_well ? 0 : 1;
}

/* ---- telling ----------------------------------------------------------------------------------- */

void plugins_reload_print(struct cli *cli, const struct plugins_reloaded *r) {
    for (uint32_t i = 0; i < r->n && !cli->json; i++) {
        const struct plugin_reloaded *p = &r->items[i];
        (void)printf("plugin %.*s: %s%s%.*s", TEXT_ARG(p->name), p->became,
                     p->version.len > 0 ? ", version " : "", TEXT_ARG(p->version));
        if (!hash_is_zero(&p->digest)) {
            (void)printf(", sha256 %s", show_hash(cli, &p->digest));
        }
        (void)printf("%s%.*s\n", p->why.len > 0 ? ": " : "", TEXT_ARG(p->why));
    }
}

void plugins_reload_json(struct json *j, const char *key, const struct plugins_reloaded *r) {
    char hex[HASH_HEX];
    json_open(j, key, '[');
    for (uint32_t i = 0; i < r->n; i++) {
        const struct plugin_reloaded *p = &r->items[i];
        json_open(j, NULL, '{');
        json_text(j, "plugin", p->name);
        json_str(j, "became", p->became);
        json_text(j, "version", show_absent(p->version));
        json_str(j, "sha256", hash_is_zero(&p->digest) ? NULL : hash_hex(&p->digest, hex));
        json_text(j, "why", show_absent(p->why));
        json_close(j, '}');
    }
    json_close(j, ']');
}
