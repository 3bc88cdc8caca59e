/* cmd_home.c - krav init and krav check. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/book.h"
#include "engine/bundle_dir.h"
#include "engine/disk.h"
#include "host/commands.h"
#include "host/home.h"
#include "host/rates_dir.h"
#include "host/json.h"
#include "store/audit.h"

/* A home is built beside its place and moved there whole, so a failed init leaves nothing. */
struct making {
    struct cli *cli;
    const char *home;   /* where it will be */
    const char *build;  /* where it is made */
    const char *share;
    bool example;
    enum clock_kind clock;
    day first_day;
};

static const char *at(struct cli *cli, const char *dir, const char *name) {
    return arena_cstr(&cli->arena, arena_printf(&cli->arena, "%s/%s", dir, name));
}

static int remove_tree(const char *dir, int depth) {
    DIR *d = opendir(dir);
    char path[4096];
    for (const struct dirent *e; d && depth < 8 && (e = readdir(d)) != NULL;) {
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0) {
            (void)snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
            if (e->d_type == DT_DIR) {
                (void)remove_tree(path, depth + 1);
            } else {
                (void)unlink(path);
            }
        }
    }
    if (d) {
        (void)closedir(d);
    }
    return rmdir(dir);
}

static int copy_tree(struct cli *cli, const char *from, const char *to, int depth) {
    DIR *d = opendir(from);
    int rc = d && depth < 8 ? disk_make_dir(to, &cli->st)
                            : status_fail(&cli->st, STATUS_IO, "init: %s: %s", from,
                                          strerror(errno));
    for (const struct dirent *e; rc == STATUS_OK && (e = readdir(d)) != NULL;) {
        if (e->d_type == DT_DIR && e->d_name[0] != '.') {
            rc = copy_tree(cli, at(cli, from, e->d_name), at(cli, to, e->d_name), depth + 1);
        } else if (e->d_type == DT_REG && disk_name_is_plain(e->d_name)) {
            rc = disk_copy(at(cli, from, e->d_name), to, e->d_name, &cli->st);
        }
    }
    if (d) {
        (void)closedir(d);
    }
    return rc;
}

static int make_dirs(struct making *m) {
    static const char *const dirs[] = {"", "rates", "secrets", "in", "out", "documents", "run"};
    int rc = STATUS_OK;
    for (size_t i = 0; i < sizeof dirs / sizeof dirs[0] && rc == STATUS_OK; i++) {
        rc = disk_make_dir(at(m->cli, m->build, dirs[i]), &m->cli->st);
    }
    if (rc == STATUS_OK && chmod(at(m->cli, m->build, "secrets"), 0700) != 0) {
        rc = status_fail(&m->cli->st, STATUS_IO, "init: secrets: %s", strerror(errno));
    }
    return rc ? rc
              : copy_tree(m->cli, at(m->cli, m->share, "standard"), at(m->cli, m->build, "rules"),
                          0);
}

/* krav.conf comes from the share directory, with its clock line in front. */
static int make_conf(struct making *m) {
    struct buf conf;
    struct status *st = &m->cli->st;
    char piece[4096];
    FILE *f = fopen(at(m->cli, m->share, m->example ? "example/krav.conf" : "example/empty.conf"),
                    "re");
    if (!f) {
        return status_fail(st, STATUS_IO, "init: %s: %s", m->share, strerror(errno));
    }
    buf_init(&conf, 1u << 20);
    buf_addf(&conf, "[home]\nclock = %s\n\n", m->clock == CLOCK_WALL ? "wall" : "book");
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;) {
        buf_add(&conf, (struct text){piece, n});
    }
    (void)fclose(f);
    const int rc = disk_write(m->build, "krav.conf", buf_text(&conf), st);
    buf_fini(&conf);
    return rc;
}

typedef int import_fn(struct engine *e, const struct conf *file, uint32_t *n,
                      struct faults *faults, struct status *st);

static int import_example(struct making *m, struct engine *e, const char *name, import_fn *import,
                          struct faults *faults) {
    struct conf conf;
    uint32_t n = 0;
    int rc = conf_read(at(m->cli, m->share, name), &m->cli->arena, faults, &conf, &m->cli->st);
    return rc ? rc : import(e, &conf, &n, faults, &m->cli->st);
}

static int make_book(struct making *m, struct faults *faults) {
    struct cli *cli = m->cli;
    struct engine e;
    struct bundle_source rules;
    const struct engine_config config = {.home = m->build, .db_path = at(cli, m->build, "krav.db"),
        .mode = DB_WRITE, .log = &cli->log};
    int rc = book_create(&config, m->clock, m->first_day, &cli->st);
    rc = rc ? rc : engine_open(&config, &e, &cli->st);
    if (rc) {
        return rc;
    }
    rc = bundle_source_read(at(cli, m->build, "rules"), home_share_dir(cli), &cli->arena, &rules, &cli->st);
    rc = rc ? rc : book_publish(&e, &rules, TEXT("init"), faults, &cli->st);
    if (rc == STATUS_OK && m->example) {
        rc = import_example(m, &e, "example/creditors.ini", book_import_creditors, faults);
        rc = rc ? rc
                : import_example(m, &e, "example/agreements.ini", book_import_agreements, faults);
        rc = rc ? rc
                : copy_tree(cli, at(cli, m->share, "example/files"),
                            at(cli, m->build, "files"), 0);
    }
    engine_close(&e);
    return rc;
}

static int make(struct making *m) {
    struct faults faults;
    faults_init(&faults, &m->cli->arena, 100);
    int rc = make_dirs(m);
    rc = rc ? rc : make_conf(m);
    rc = rc ? rc : make_book(m, &faults);
    if (rc == STATUS_OK && rename(m->build, m->home) != 0) {
        rc = status_fail(&m->cli->st, STATUS_CONFLICT, "init: %s: %s", m->home, strerror(errno));
    }
    if (rc) {
        (void)remove_tree(m->build, 0);
        cli_faults(m->cli, &faults);
        return cli_fail(m->cli);
    }
    return 0;
}

int command_init(struct cli *cli) {
    struct making m = {.cli = cli, .share = home_share_dir(cli)};
    m.example = cli_flag(cli, "--example");
    const char *clock = cli_option(cli, "--clock");
    const bool has_day = cli_day_option(cli, "--day", &m.first_day);
    m.home = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    if (!m.home || (clock && strcmp(clock, "wall") != 0 && strcmp(clock, "book") != 0)) {
        return cli_usage(cli, m.home ? "--clock: wall or book" : "init: name a directory");
    }
    m.clock = (clock ? strcmp(clock, "book") == 0 : m.example) ? CLOCK_BOOK : CLOCK_WALL;
    if (!has_day) {
        m.first_day = m.example && m.clock == CLOCK_BOOK ? day_of(2026, 9, 1)
                                                         : clock_oslo_day(clock_now_ms());
    }
    m.build = arena_cstr(&cli->arena, arena_printf(&cli->arena, "%s.init-%ld", m.home,
                                                   (long)getpid()));
    const int rc = make(&m);
    if (rc == 0 && !cli->json) {
        (void)printf("Made %s (%s clock, %s).\n", m.home,
                     m.clock == CLOCK_WALL ? "wall" : "book", cli_day(cli, m.first_day));
        if (m.example) {
            (void)printf("Try:  krav -C %s take %s/files/claims.csv && krav -C %s day\n", m.home,
                         m.home, m.home);
        }
    }
    return rc;
}

/* ---- check --------------------------------------------------------------------------------- */

static void check_rules(struct home *h) {
    struct bundle_source source;
    struct bundle *b = NULL;
    struct status st = {0, ""};
    if (bundle_source_read(h->rules_dir, home_share_dir(h->cli), &h->cli->arena, &source, &st)) {
        faults_add(&h->faults, "rules: %s", st.text);
        return;
    }
    if (bundle_new(&source, &h->faults, &b, &st) == STATUS_OK) {
        for (uint32_t i = 0; h->is_open && i < h->engine->n_agreements; i++) {
            bundle_check_agreement(b, &h->engine->agreements[i], &h->faults);
        }
        const struct providers has = engine_providers(&h->config);
        providers_check(b, &has, &h->faults);
    }
    bundle_free(b);
}

static void check_book(struct home *h) {
    struct status st = {0, ""};
    h->config.mode = DB_READ;
    if (engine_open(&h->config, h->engine, &st)) {
        faults_add(&h->faults, "book: %s", st.text);
        return;
    }
    h->is_open = true;
    if (h->engine->clock != h->clock) {
        faults_add(&h->faults, "krav.conf: [home] clock: the book was made with the other clock");
    }
    if (audit_database(h->engine->db, &h->faults, &st)) {
        faults_add(&h->faults, "book: %s", st.text);
    }
}

/* Who is to ask payers' banks must know how. */
/* Whoever is named for this has it: krav.collect/1 of `requests`. */
static void check_provides(struct home *h, struct desk *d, const char *key, struct text plugin,
                           const char *capability) {
    struct plug_info info;
    bool provides = false;
    if (plugin.len == 0 || !plug_info_of(d->plug, plugin, &info)) {
        return; /* of what is not there, its own fault says so */
    }
    if (!desk_ready(d, plugin) || !plug_info_of(d->plug, plugin, &info)) {
        faults_add(&h->faults, "krav.conf: [channels] %s: %.*s cannot be started", key,
                   TEXT_ARG(plugin));
        return;
    }
    for (uint32_t i = 0; info.descriptor && i < info.descriptor->n_provides; i++) {
        const krav_str word = info.descriptor->provides[i].text;
        provides = provides || text_is((struct text){word.ptr, word.len}, capability);
    }
    if (!provides) {
        faults_add(&h->faults, "krav.conf: [channels] %s: %.*s does not provide %s", key,
                   TEXT_ARG(plugin), capability);
    }
}

static void check_plugins(struct home *h) {
    struct status st = {0, ""};
    struct desk *d = home_desk(h, &st);
    if (!d) {
        faults_add(&h->faults, "plugins: %s", st.text);
        return;
    }
    const struct {
        const char *key;
        struct text plugin;
        bool needed;
    } named[] = {{"letter", h->config.letter_plugin, true},
        {"render", h->config.letter_renderer, false},
        {"payout", h->config.payout_plugin, false},
        {"requests", h->config.request_plugin, false},
        {"score", h->config.score_plugin, false},
        {"wash", h->config.wash_plugin, false},
        {"mailbox", h->config.electronic[CHANNEL_MAILBOX], false},
        {"email", h->config.electronic[CHANNEL_EMAIL], false},
        {"sms", h->config.electronic[CHANNEL_SMS], false},
        {"portal", h->config.electronic[CHANNEL_PORTAL], false}};
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        struct plug_info info;
        if ((named[i].needed || named[i].plugin.len > 0) &&
            !plug_info_of(d->plug, named[i].plugin, &info)) {
            faults_add(&h->faults, "krav.conf: [channels] %s: names no plugin of this home",
                       named[i].key);
        }
    }
    check_provides(h, d, "requests", h->config.request_plugin, "krav.collect/1");
    check_provides(h, d, "score", h->config.score_plugin, "krav.score/1");
    check_provides(h, d, "wash", h->config.wash_plugin, "krav.wash/1");
}

int command_check(struct cli *cli) {
    struct home h;
    if (!cli_done(cli)) {
        return 2;
    }
    if (home_read(cli, &h) == STATUS_IO) {
        return cli_fail(cli);
    }
    check_book(&h);
    check_rules(&h);
    if (h.is_open) {
        rates_dir_check(&h);
        check_plugins(&h);
    }
    const bool ok = !faults_any(&h.faults);
    if (cli->json) {
        struct json j;
        json_begin(&j);
        json_open(&j, NULL, '{');
        json_bool(&j, "ok", ok);
        json_open(&j, "faults", '[');
        for (size_t i = 0; i < h.faults.n; i++) {
            json_text(&j, NULL, h.faults.items[i]);
        }
        json_close(&j, ']');
        json_close(&j, '}');
        json_print(&j);
    } else if (ok) {
        (void)printf("Settings, rules, plugins and book are well.\n");
    } else {
        cli_faults(cli, &h.faults);
    }
    home_close(&h);
    return ok ? 0 : 1;
}
