/* cmd_plugin.c - krav plugin list, reload, promote and retry. */
#include "host/commands.h"
#include "host/home.h"
#include "host/plugins_out.h"
#include "host/plugins_reload.h"
#include "host/show.h"

#include <string.h>

int command_plugin(struct cli *cli) {
    return cli_usage(cli, "plugin list, plugin reload [NAME], plugin promote NAME or plugin retry "
                     "NAME");
}

/* The word after `plugin`, which chose the command, is taken; the next may name a plugin. */
static const char *take_name(struct cli *cli) {
    (void)cli_word(cli);
    return cli_word(cli);
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
        plugins_json(d->plug);
    } else {
        plugins_print(cli, d->plug);
    }
    return any_rejected(d->plug) ? 1 : 0;
}

int command_plugin_list(struct cli *cli) {
    struct home h;
    if (take_name(cli) || !cli_done(cli)) {
        return cli_usage(cli, "plugin list");
    }
    if (home_open(cli, DB_READ, &h)) {
        return 1;
    }
    const int rc = list(&h);
    home_close(&h);
    return rc;
}

static int no_service(struct cli *cli) {
    (void)status_fail(&cli->st, STATUS_NOT_FOUND, "plugin: no service runs here: each command takes "
                      "the plugins as they stand");
    return cli_fail(cli);
}

int command_plugin_reload(struct cli *cli) {
    struct plugins_reloaded done = {0};
    struct plug_info info;
    const char *name = take_name(cli);
    if (!cli_done(cli)) {
        return cli_usage(cli, "plugin reload [NAME]");
    }
    if (!cli->serving) {
        return no_service(cli);
    }
    if (name && !plug_info_of(cli->serving->desk->plug, text_of(name), &info)) {
        (void)status_fail(&cli->st, STATUS_NOT_FOUND, "plugin: %s: not in the service (krav reload "
                          "takes what is new in krav.conf)", name);
        return cli_fail(cli);
    }
    const int code = plugins_reload(cli, PLUGINS_KNOWN, text_of(name), &done);
    plugins_reload_print(cli, &done);
    if (cli->json) {
        struct json j;
        json_begin(&j);
        plugins_reload_json(&j, NULL, &done);
        json_print(&j);
    } else if (done.n == 0 && code == 0) {
        (void)puts("plugins: the same as before");
    }
    return code;
}

/* What somebody says of one plugin of the service. */
static int say(struct cli *cli, const char *usage,
               int (*what)(struct plug *p, struct text name, struct status *st)) {
    const char *name = take_name(cli);
    if (!name || !cli_done(cli)) {
        return cli_usage(cli, "%s", usage);
    }
    if (!cli->serving) {
        return no_service(cli);
    }
    struct plug *plug = cli->serving->desk->plug;
    if (what(plug, text_of(name), &cli->st)) {
        return cli_fail(cli);
    }
    struct plug_info info;
    (void)plug_settle(plug, 15000);
    if (!plug_info_of(plug, text_of(name), &info)) {
        return 1;
    }
    const bool is_well = info.state == PLUG_READY || info.state == PLUG_BUSY;
    if (cli->json) {
        plugins_json(plug);
        return is_well ? 0 : 1;
    }
    (void)printf("plugin %s: %s, sha256 %s%s%.*s\n", name, plug_state_name(info.state),
                 show_hash(cli, &info.digest), is_well ? "" : ": ", TEXT_ARG(info.reason));
    return is_well ? 0 : 1;
}

int command_plugin_promote(struct cli *cli) {
    return say(cli, "plugin promote NAME", plug_promote);
}

int command_plugin_retry(struct cli *cli) { return say(cli, "plugin retry NAME", plug_retry); }
