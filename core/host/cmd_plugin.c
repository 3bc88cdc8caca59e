/* cmd_plugin.c - krav plugin list: the plugins of this home, started, and what became of them. */
#include "host/commands.h"
#include "host/home.h"
#include "host/json.h"
#include "host/show.h"
#include "host/table.h"

#include <string.h>

static struct text of_str(krav_str s) { return (struct text){s.ptr, s.len}; }

static struct text provides_of(struct cli *cli, const struct plug_info *info) {
    struct text all = {NULL, 0};
    for (uint32_t i = 0; info->descriptor && i < info->descriptor->n_provides; i++) {
        all = arena_printf(&cli->arena, "%.*s%s%.*s", TEXT_ARG(all), i ? " " : "",
                           TEXT_ARG(of_str(info->descriptor->provides[i].text)));
    }
    return all;
}

static void print_plugins(struct cli *cli, const struct plug *p) {
    struct table t;
    table_begin(&t, "lllllll");
    table_heads(&t, "plugin", "version", "state", "provides", "digest", "sandbox", "reason", NULL);
    for (size_t i = 0; i < plug_count(p); i++) {
        struct plug_info info;
        plug_info_at(p, i, &info);
        table_text(&t, info.name);
        table_text(&t, info.descriptor ? of_str(info.descriptor->version) : TEXT("-"));
        table_cell(&t, plug_state_name(info.state));
        table_text(&t, provides_of(cli, &info));
        table_cell(&t, show_hash(cli, &info.digest));
        table_text(&t, info.fence.len ? info.fence : TEXT("-"));
        table_text(&t, info.reason);
    }
    table_print(&t);
}

static void json_plugin(struct json *j, const struct plug_info *info) {
    char hex[HASH_HEX];
    json_open(j, NULL, '{');
    json_text(j, "plugin", info->name);
    json_str(j, "state", plug_state_name(info->state));
    json_text(j, "reason", show_absent(info->reason));
    json_str(j, "sha256", hash_is_zero(&info->digest) ? NULL : hash_hex(&info->digest, hex));
    json_text(j, "sandbox", show_absent(info->fence));
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

static bool any_rejected(const struct plug *p) {
    for (size_t i = 0; i < plug_count(p); i++) {
        struct plug_info info;
        plug_info_at(p, i, &info);
        if (info.state == PLUG_REJECTED) {
            return true;
        }
    }
    return false;
}

static int list(struct home *h) {
    struct cli *cli = h->cli;
    const struct desk *d = home_desk(h, &cli->st);
    if (!d) {
        return cli_fail(cli);
    }
    if (cli->json) {
        struct json j;
        json_begin(&j);
        json_open(&j, NULL, '[');
        for (size_t i = 0; i < plug_count(d->plug); i++) {
            struct plug_info info;
            plug_info_at(d->plug, i, &info);
            json_plugin(&j, &info);
        }
        json_close(&j, ']');
        json_print(&j);
    } else {
        print_plugins(cli, d->plug);
    }
    return any_rejected(d->plug) ? 1 : 0;
}

int command_plugin(struct cli *cli) {
    struct home h;
    const char *verb = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    if (!verb || strcmp(verb, "list") != 0) {
        return cli_usage(cli, "plugin list");
    }
    if (home_open(cli, DB_READ, &h)) {
        return 1;
    }
    const int rc = list(&h);
    home_close(&h);
    return rc;
}
