/* home.c - see home.h. */
#include "host/home.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"
#include "domain/identity.h"
#include "engine/debits.h"
#include "engine/washing.h"
#include "host/lock.h"
#include "host/plugins_reload.h"
#include "host/settings.h"
#include "law/inquiring.h"

#define FAULTS_MAX 100
#define PUBLIC_URL_MAX 200
#define POLL_MINUTES_MAX (7 * 24 * 60)

static const char *beside(struct cli *cli, const char *relative) {
    char self[4096];
    const ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    self[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(self, '/');
    if (slash) {
        *slash = '\0';
    }
    return arena_cstr(&cli->arena, arena_printf(&cli->arena, "%s/%s", self, relative));
}

const char *home_share_dir(struct cli *cli) { return beside(cli, "../share/krav"); }
const char *home_plugin_dir(struct cli *cli) { return beside(cli, "../lib/krav"); }
const char *home_worker_path(struct cli *cli) { return beside(cli, "krav-worker"); }

static const char *in_home(struct home *h, const char *name) {
    return arena_cstr(&h->cli->arena,
                      arena_printf(&h->cli->arena, "%s/%s", h->cli->home, name));
}

/* ---- krav.conf ---------------------------------------------------------------------------- */

static void check_words(struct home *h, const struct conf *c) {
    for (uint32_t i = 0; i < c->n_entries; i++) {
        const struct conf_entry *e = &c->entries[i];
        const bool ok = (text_is(e->section, "plugin") && e->name.len > 0) || /* its own options */
                        (text_is(e->section, "law") && e->name.len == 0) ||   /* read_acts */
                        (!text_is(e->section, "plugin") && setting_is_known(e->section, e->key));
        if (!ok) {
            faults_add(&h->faults, "krav.conf:%d: [%.*s] %.*s: not a setting krav knows%.*s", e->line,
                       TEXT_ARG(e->section), TEXT_ARG(e->key),
                       TEXT_ARG(setting_near(e->section, e->key, &h->cli->arena)));
        }
    }
}

static const struct text no_name; /* sections that stand once have none */

static struct text setting(const struct conf *c, const char *section, const char *key) {
    return conf_get(c, section, no_name, key);
}

static void read_agency(struct home *h, const struct conf *c) {
    struct sender *s = &h->config.sender;
    s->name = setting(c, "agency", "name");
    s->org = setting(c, "agency", "org");
    s->address = setting(c, "agency", "address");
    s->phone = setting(c, "agency", "phone");
    s->email = setting(c, "agency", "email");
    s->account = setting(c, "agency", "account");
    s->phone_hours = setting(c, "agency", "phone_hours");
    const struct {
        const char *key;
        struct text value;
        enum identity_fault fault;
    } needed[] = {{"name", s->name, IDENTITY_OK}, {"address", s->address, IDENTITY_OK},
        {"org", s->org, identity_org(s->org)}, {"account", s->account,
        identity_account(s->account)}};
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        if (needed[i].value.len == 0 || needed[i].fault != IDENTITY_OK) {
            faults_add(&h->faults, "krav.conf:%d: [agency] %s: %s",
                       conf_line(c, "agency", no_name, needed[i].key), needed[i].key,
                       needed[i].value.len == 0 ? "missing" : identity_says(needed[i].fault));
        }
    }
    const struct text watch = setting(c, "serve", "watch_rules");
    h->watch_rules = text_is(watch, "yes");
    if (watch.len > 0 && !h->watch_rules && !text_is(watch, "no")) {
        faults_add(&h->faults, "krav.conf:%d: [serve] watch_rules: yes or no",
                   conf_line(c, "serve", no_name, "watch_rules"));
    }
    const struct text clock = setting(c, "home", "clock");
    h->clock = text_is(clock, "book") ? CLOCK_BOOK : CLOCK_WALL;
    if (!text_is(clock, "book") && !text_is(clock, "wall")) {
        faults_add(&h->faults, "krav.conf:%d: [home] clock: wall or book",
                   conf_line(c, "home", no_name, "clock"));
    }
}

/* "08:00": when a book clock's day does its work. */
static void read_hour(struct home *h, const struct conf *c) {
    struct text rest = setting(c, "home", "hour"), hours;
    int64_t hour = 0, minute = 0;
    if (rest.len == 0) {
        return;
    }
    const bool ok = text_cut(&rest, ':', &hours) && hours.len == 2 && rest.len == 2 &&
                    text_all_digits(hours) && text_all_digits(rest) &&
                    text_to_i64(hours, &hour) && text_to_i64(rest, &minute) && hour < 24 &&
                    minute < 60 && hour + minute > 0 && h->clock == CLOCK_BOOK;
    h->config.day_minute = ok ? (int32_t)(hour * 60 + minute) : 0;
    if (!ok) {
        faults_add(&h->faults, "krav.conf:%d: [home] hour: 00:01 to 23:59, of a book clock",
                   conf_line(c, "home", no_name, "hour"));
    }
}

static const char *path_of(struct home *h, struct text path) {
    const char *cstr = arena_cstr(&h->cli->arena, path);
    return path.len > 0 && path.ptr[0] == '/' ? cstr : in_home(h, cstr);
}

/* One of the keys that are krav's own (settings.h). */
static void read_plugin_key(struct home *h, const struct conf_entry *e, struct plugin_setting *p) {
    int64_t n = 0;
    if (text_is(e->key, "so")) {
        p->so = path_of(h, e->value);
    } else if (text_is(e->key, "conformance")) {
        p->conformance = path_of(h, e->value);
    } else if (text_is(e->key, "sha256")) {
        if (!hash_parse(e->value, &p->pinned)) {
            faults_add(&h->faults, "krav.conf:%d: sha256: 64 hex digits", e->line);
        }
    } else if (text_is(e->key, "poll_minutes")) {
        if (!text_to_i64(e->value, &n) || n < 1 || n > POLL_MINUTES_MAX) {
            faults_add(&h->faults, "krav.conf:%d: poll_minutes: 1 to %d", e->line,
                       POLL_MINUTES_MAX);
        }
        p->poll_minutes = (int32_t)n;
    } else if (text_is(e->key, "shadow")) {
        if (!plugins_shadow(e->value, &p->n_shadow)) {
            faults_add(&h->faults, "krav.conf:%d: shadow: yes, no, or how many calls (1 to %d)",
                       e->line, PLUGINS_SHADOW_MAX);
        }
    } else if (text_is(e->key, "prove")) {
        p->is_unproven = text_is(e->value, "no");
        if (!p->is_unproven && !text_is(e->value, "yes")) {
            faults_add(&h->faults, "krav.conf:%d: prove: yes or no", e->line);
        }
    } else {
        ensure(text_is(e->key, "run"));
        if (!text_is(e->value, "isolated")) {
            faults_add(&h->faults, "krav.conf:%d: run: this build runs plugins isolated only",
                       e->line);
        }
    }
}

static void read_plugin(struct home *h, const struct conf *c, struct text name,
                        struct plugin_setting *p) {
    struct arena *a = &h->cli->arena;
    p->name = name;
    p->so = arena_cstr(a, arena_printf(a, "%s/%.*s.so", home_plugin_dir(h->cli), TEXT_ARG(name)));
    for (uint32_t i = 0; i < c->n_entries; i++) {
        const struct conf_entry *e = &c->entries[i];
        if (!text_is(e->section, "plugin") || !text_eq(e->name, name)) {
            continue;
        }
        if (setting_is_known(e->section, e->key)) {
            read_plugin_key(h, e, p);
        } else {
            struct plug_option *o = arena_push(a, &p->options, &p->n_options, sizeof *o);
            *o = (struct plug_option){e->key, e->value};
        }
    }
}

/* When a request goes to the payer's bank (engine/debits.h). */
static void read_requests(struct home *h, const struct conf *c) {
    const struct text days = setting(c, "channels", "request_days");
    int64_t n = DEBIT_DAYS;
    if (days.len > 0 && (!text_to_i64(days, &n) || n < 1 || n > DEBIT_DAYS_MAX)) {
        faults_add(&h->faults, "krav.conf:%d: [channels] request_days: 1 to %d",
                   conf_line(c, "channels", no_name, "request_days"), DEBIT_DAYS_MAX);
        n = DEBIT_DAYS;
    }
    h->config.request_plugin = setting(c, "channels", "requests");
    h->config.request_days = (int32_t)n;
}

/* How old a register's word may become (engine/washing.h); the law's own pace bounds it from below. */
static void read_wash(struct home *h, const struct conf *c) {
    const struct text days = setting(c, "channels", "wash_days");
    int64_t n = 0;
    const bool ok = days.len == 0 || (text_to_i64(days, &n) &&
                                      (n == 0 || (n >= WASH_EVERY_DAYS && n <= WASH_DAYS_MAX)));
    h->config.wash_plugin = setting(c, "channels", "wash");
    if (!ok) {
        faults_add(&h->faults, "krav.conf:%d: [channels] wash_days: 0, or %d to %d",
                   conf_line(c, "channels", no_name, "wash_days"), WASH_EVERY_DAYS, WASH_DAYS_MAX);
    } else if (n > 0 && h->config.wash_plugin.len == 0) {
        faults_add(&h->faults, "krav.conf:%d: [channels] wash_days: wash = NAME is missing: nobody "
                   "asks the registers", conf_line(c, "channels", no_name, "wash_days"));
    }
    h->config.wash_days = ok ? (int32_t)n : 0;
}

/* The listener, and who has pages to pay at.  Links are made only where they lead to something. */
static void read_http(struct home *h, const struct conf *c) {
    struct text url = setting(c, "http", "public_url");
    h->http_listen = setting(c, "http", "listen");
    h->config.checkout_plugin = setting(c, "channels", "checkout");
    while (url.len > 0 && url.ptr[url.len - 1] == '/') {
        url.len--;
    }
    const bool ok = url.len == 0 || text_starts(url, TEXT("https://")) ||
                    text_starts(url, TEXT("http://127.0.0.1"));
    if (!ok || url.len > PUBLIC_URL_MAX) {
        faults_add(&h->faults, "krav.conf:%d: [http] public_url: https:// and at most %d bytes",
                   conf_line(c, "http", no_name, "public_url"), PUBLIC_URL_MAX);
    }
    h->config.public_url = url;
}

static void read_plugins(struct home *h, const struct conf *c) {
    for (int i = conf_next_section(c, "plugin", 0); i >= 0;
         i = conf_next_section(c, "plugin", i + 1)) {
        struct plugin_setting *p = arena_push(&h->cli->arena, &h->config.plugins,
                                              &h->config.n_plugins, sizeof *p);
        read_plugin(h, c, c->entries[i].name, p);
    }
    h->config.letter_plugin = setting(c, "channels", "letter");
    h->config.letter_renderer = setting(c, "channels", "render");
    h->config.payout_plugin = setting(c, "channels", "payout");
    h->config.score_plugin = setting(c, "channels", "score");
    h->config.booked_by = setting(c, "accounts", "booked_by");
    bool is_known = h->config.booked_by.len == 0;
    for (uint32_t i = 0; i < h->config.n_plugins; i++) {
        is_known = is_known || text_eq(h->config.plugins[i].name, h->config.booked_by);
    }
    if (!is_known) {
        faults_add(&h->faults, "krav.conf:%d: [accounts] booked_by: no [plugin %.*s] stands here",
                   conf_line(c, "accounts", no_name, "booked_by"),
                   TEXT_ARG(h->config.booked_by));
    }
    for (int by = CHANNEL_MAILBOX; by <= CHANNEL_PORTAL; by++) {
        h->config.electronic[by] = setting(c, "channels", words_name(&channels, by));
    }
}

/* Each refusal says which provision, and which slot the regulation has not filled. */
static void read_acts(struct home *h, const struct conf *c) {
    for (uint32_t i = 0; i < c->n_entries; i++) {
        const struct conf_entry *e = &c->entries[i];
        struct status st = {0};
        if (text_is(e->section, "law") && switch_set(&h->config.acts, e->key, e->value, &st)) {
            const struct text near = setting_is_known(e->section, e->key)
                                         ? TEXT("")
                                         : setting_near(e->section, e->key, &h->cli->arena);
            faults_add(&h->faults, "krav.conf:%d: [law] %.*s: %s%.*s", e->line, TEXT_ARG(e->key),
                       st.text, TEXT_ARG(near));
        }
    }
}

int home_read(struct cli *cli, struct home *h) {
    struct conf conf;
    *h = (struct home){.cli = cli, .lock_fd = -1};
    h->engine = &h->own_engine;
    faults_init(&h->faults, &cli->arena, FAULTS_MAX);
    char real[PATH_MAX]; /* workers stand elsewhere: every path is absolute */
    if (!realpath(cli->home, real)) {
        return status_fail(&cli->st, STATUS_IO, "home: %s: %s", cli->home, strerror(errno));
    }
    cli->home = arena_cstr(&cli->arena, text_of(real));
    h->config = (struct engine_config){.home = cli->home, .db_path = in_home(h, "krav.db"),
        .documents_dir = in_home(h, "documents"), .in_dir = in_home(h, "in"),
        .out_dir = in_home(h, "out"), .run_dir = in_home(h, "run"),
        .worker_path = home_worker_path(cli), .kit_path = beside(cli, "krav"), .log = &cli->log};
    h->rules_dir = in_home(h, "rules");
    h->conf_path = in_home(h, "krav.conf");
    int rc = conf_read(h->conf_path, &cli->arena, &h->faults, &conf, &cli->st);
    if (rc) {
        return rc;
    }
    check_words(h, &conf);
    read_agency(h, &conf);
    read_hour(h, &conf);
    read_plugins(h, &conf);
    read_requests(h, &conf);
    read_wash(h, &conf);
    read_http(h, &conf);
    read_acts(h, &conf);
    return faults_any(&h->faults)
               ? status_fail(&cli->st, STATUS_INVALID, "krav.conf: %zu faults", h->faults.n)
               : STATUS_OK;
}

/* ---- the book ----------------------------------------------------------------------------- */

static int take_lock(struct home *h) {
    struct status *st = &h->cli->st;
    if (mkdir(h->config.run_dir, 0750) != 0 && errno != EEXIST) {
        return status_fail(st, STATUS_IO, "run: %s: %s", h->config.run_dir, strerror(errno));
    }
    return lock_take(in_home(h, "run/lock"), h->cli->command, &h->lock_fd, st);
}

static void borrow(struct cli *cli, struct home *h) {
    *h = *cli->serving;
    h->cli = cli;
    h->is_borrowed = true;
    faults_init(&h->faults, &cli->arena, FAULTS_MAX);
}

int home_open(struct cli *cli, enum db_mode mode, struct home *h) {
    if (cli->serving) {
        borrow(cli, h);
        return 0;
    }
    int rc = home_read(cli, h);
    h->config.mode = mode;
    rc = rc || mode == DB_READ ? rc : take_lock(h);
    rc = rc ? rc : engine_open(&h->config, h->engine, &cli->st);
    h->is_open = rc == STATUS_OK;
    if (rc == STATUS_OK && h->engine->clock != h->clock) {
        rc = status_fail(&cli->st, STATUS_INVALID, "krav.conf: [home] clock: the book was made "
                         "with the other clock");
    }
    if (rc) {
        cli_faults(cli, &h->faults);
        (void)cli_fail(cli);
        home_close(h);
        return 1;
    }
    return 0;
}

void home_close(struct home *h) {
    if (h->is_borrowed) {
        return;
    }
    if (h->desk) {
        desk_close(h->desk);
        mem_free(h->desk);
        h->desk = NULL;
    }
    if (h->loop_open) {
        (void)uv_run(&h->loop, UV_RUN_NOWAIT);
        (void)uv_loop_close(&h->loop);
        h->loop_open = false;
    }
    if (h->is_open) {
        engine_close(h->engine);
        h->is_open = false;
    }
    if (h->lock_fd >= 0) {
        (void)close(h->lock_fd);
        h->lock_fd = -1;
    }
}

int home_load_rules(struct home *h) {
    if (h->is_borrowed && h->engine->bundle) {
        return 0;
    }
    if (engine_load_rules(h->engine, &h->cli->st)) {
        home_close(h);
        return cli_fail(h->cli);
    }
    return 0;
}

struct desk *home_desk(void *home, struct status *st) {
    struct home *h = home;
    if (h->desk) {
        return h->desk;
    }
    if (!h->loop_open && uv_loop_init(&h->loop) != 0) {
        (void)status_fail(st, STATUS_IO, "event loop: cannot be made");
        return NULL;
    }
    h->loop_open = true;
    h->desk = mem_alloc(sizeof *h->desk);
    if (desk_open(h->engine, &h->loop, &h->faults, h->desk, st)) {
        return NULL;
    }
    return h->desk;
}
