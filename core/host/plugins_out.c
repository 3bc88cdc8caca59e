/* plugins_out.c - see plugins_out.h. */
#include "host/plugins_out.h"

#include "host/json.h"
#include "host/show.h"
#include "host/table.h"

static struct text of_str(krav_str s) { return (struct text){s.ptr, s.len}; }

static const char *role_name(enum plug_role role) {
    static const char *const names[] = {"", "serves", "on trial", "shadow", "leaving"};
    return names[role];
}

static struct text provides_of(struct cli *cli, const struct plug_info *info) {
    struct text all = {NULL, 0};
    for (uint32_t i = 0; info->descriptor && i < info->descriptor->n_provides; i++) {
        all = arena_printf(&cli->arena, "%.*s%s%.*s", TEXT_ARG(all), i ? " " : "",
                           TEXT_ARG(of_str(info->descriptor->provides[i].text)));
    }
    return all;
}

/* Those that serve, then those beside them. */
static void info_at(const struct plug *p, size_t i, struct plug_info *info) {
    if (i < plug_count(p)) {
        plug_info_at(p, i, info);
    } else {
        plug_info_beside(p, i - plug_count(p), info);
    }
}

static size_t count_all(const struct plug *p) { return plug_count(p) + plug_count_beside(p); }

static void row(struct cli *cli, struct table *t, const struct plug_info *info) {
    char since[INSTANT_TEXT] = "-";
    table_text(t, info->name);
    table_text(t, info->descriptor ? of_str(info->descriptor->version) : TEXT("-"));
    table_cellf(t, "%s%s%s", plug_state_name(info->state),
                info->role == PLUG_SERVES ? "" : ", ",
                info->role == PLUG_SERVES ? "" : role_name(info->role));
    table_cell(t, info->since_ms > 0 ? clock_format(info->since_ms, since) : since);
    table_text(t, provides_of(cli, info));
    table_cell(t, show_hash(cli, &info->digest));
    table_int(t, (int64_t)info->n_in_flight);
    table_int(t, (int64_t)info->n_answered);
    table_int(t, info->n_deaths);
    table_text(t, info->reason);
}

/* What does not fit a cell: the fence, the last reload that failed, and how a shadow compares. */
static void notes(const struct plug_info *info) {
    const struct plug_comparison *c = info->comparison;
    char at[INSTANT_TEXT];
    if (info->fence.len > 0 && info->role == PLUG_SERVES) {
        (void)printf("%.*s: sandbox: %.*s\n", TEXT_ARG(info->name), TEXT_ARG(info->fence));
    }
    if (info->failed.len > 0) {
        (void)printf("%.*s: the reload of %s failed: %.*s\n", TEXT_ARG(info->name),
                     clock_format(info->failed_at_ms, at), TEXT_ARG(info->failed));
    }
    if (c && info->role == PLUG_SHADOW) {
        (void)printf("%.*s: in its shadow: %u of %u calls equal, %u different, %u not compared\n",
                     TEXT_ARG(info->name), c->n_equal, c->n_wanted, c->n_different, c->n_skipped);
        if (c->difference.len > 0) {
            (void)printf("%.*s: it differs (who serves / the shadow): %.*s\n"
                         "%.*s: it serves when somebody says: krav plugin promote %.*s\n",
                         TEXT_ARG(info->name), TEXT_ARG(c->difference), TEXT_ARG(info->name),
                         TEXT_ARG(info->name));
        }
    }
}

void plugins_print(struct cli *cli, const struct plug *p) {
    struct table t;
    struct plug_info info;
    table_begin(&t, "llllllrrrl");
    table_heads(&t, "plugin", "version", "state", "since", "provides", "digest", "in flight",
                "answered", "deaths", "reason", NULL);
    for (size_t i = 0; i < count_all(p); i++) {
        info_at(p, i, &info);
        row(cli, &t, &info);
    }
    table_print(&t);
    for (size_t i = 0; i < count_all(p); i++) {
        info_at(p, i, &info);
        notes(&info);
    }
}

static void json_instant(struct json *j, const char *key, int64_t at) {
    char text[INSTANT_TEXT];
    json_str(j, key, at > 0 ? clock_format(at, text) : NULL);
}

static void json_shadow(struct json *j, const struct plug_comparison *c) {
    json_open(j, "shadow", '{');
    json_int(j, "wanted", c->n_wanted);
    json_int(j, "equal", c->n_equal);
    json_int(j, "different", c->n_different);
    json_int(j, "not_compared", c->n_skipped);
    json_text(j, "difference", show_absent(c->difference));
    json_close(j, '}');
}

static void json_plugin(struct json *j, const struct plug_info *info) {
    char hex[HASH_HEX];
    json_open(j, NULL, '{');
    json_text(j, "plugin", info->name);
    json_str(j, "role", role_name(info->role));
    json_str(j, "state", plug_state_name(info->state));
    json_text(j, "reason", show_absent(info->reason));
    json_instant(j, "since", info->since_ms);
    json_str(j, "sha256", hash_is_zero(&info->digest) ? NULL : hash_hex(&info->digest, hex));
    json_text(j, "sandbox", show_absent(info->fence));
    json_int(j, "in_flight", (int64_t)info->n_in_flight);
    json_int(j, "answered", (int64_t)info->n_answered);
    json_int(j, "late", (int64_t)info->n_late);
    json_int(j, "deaths", info->n_deaths);
    json_text(j, "failed_reload", show_absent(info->failed));
    json_instant(j, "failed_reload_at", info->failed.len > 0 ? info->failed_at_ms : 0);
    if (info->comparison) {
        json_shadow(j, info->comparison);
    }
    if (info->descriptor) {
        json_text(j, "id", of_str(info->descriptor->id));
        json_text(j, "version", of_str(info->descriptor->version));
        json_text(j, "vendor", show_absent(of_str(info->descriptor->vendor)));
    }
    json_open(j, "provides", '[');
    for (uint32_t i = 0; info->descriptor && i < info->descriptor->n_provides; i++) {
        json_text(j, NULL, of_str(info->descriptor->provides[i].text));
    }
    json_close(j, ']');
    json_close(j, '}');
}

void plugins_json(const struct plug *p) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '[');
    for (size_t i = 0; i < count_all(p); i++) {
        struct plug_info info;
        info_at(p, i, &info);
        json_plugin(&j, &info);
    }
    json_close(&j, ']');
    json_print(&j);
}
