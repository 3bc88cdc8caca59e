/* cmd_work.c - krav take and krav day. */
#include <string.h>

#include "engine/day.h"
#include "engine/files.h"
#include "engine/routes.h"
#include "host/commands.h"
#include "host/home.h"
#include "host/json.h"

/* ---- take ---------------------------------------------------------------------------------- */

struct taking {
    struct home *home;
    struct json json;
    bool any_rejected;
};

static const char *state_of(const struct file_report *r) {
    return r->is_rejected ? "rejected" : r->is_duplicate ? "duplicate" : "taken";
}

static void print_report(struct taking *t, const struct file_report *r) {
    struct cli *cli = t->home->cli;
    (void)printf("%.*s: %s", TEXT_ARG(r->file), state_of(r));
    if (!r->is_rejected && !r->is_duplicate) {
        (void)printf(" by %.*s: %lld %.*s, %lld duplicates, %lld unmatched, %lld refused, sum %s",
                     TEXT_ARG(r->plugin), (long long)r->taken, TEXT_ARG(r->kind),
                     (long long)r->duplicates, (long long)r->unmatched, (long long)r->rejected,
                     cli_ore(cli, r->sum));
    }
    (void)putchar('\n');
    (void)fflush(stdout); /* so that the reasons follow, wherever both go */
    for (size_t i = 0; i < r->faults.n; i++) {
        (void)fprintf(stderr, "krav: take: %.*s: %.*s\n", TEXT_ARG(r->file),
                      TEXT_ARG(r->faults.items[i]));
    }
    if (r->faults.n_dropped > 0) {
        (void)fprintf(stderr, "krav: take: %.*s: and %zu more\n", TEXT_ARG(r->file),
                      r->faults.n_dropped);
    }
}

/* "line 12: why" is split again for those who read JSON. */
static void json_fault(struct json *j, struct text fault) {
    struct text rest = fault, head;
    int64_t line = 0;
    if (text_starts(fault, TEXT("line ")) && text_cut(&rest, ':', &head) &&
        text_to_i64((struct text){head.ptr + 5, head.len - 5}, &line)) {
        fault = text_trim(rest);
    }
    json_open(j, NULL, '{');
    json_int(j, "line", line);
    json_text(j, "reason", fault);
    json_close(j, '}');
}

static void json_report(struct json *j, const struct file_report *r) {
    json_open(j, NULL, '{');
    json_text(j, "file", r->file);
    json_text(j, "plugin", r->plugin);
    json_text(j, "kind", r->kind);
    json_str(j, "state", state_of(r));
    json_int(j, "taken", r->taken);
    json_int(j, "duplicates", r->duplicates);
    json_int(j, "rejected", r->rejected);
    json_int(j, "unmatched", r->unmatched);
    json_int(j, "sum_ore", r->sum);
    json_open(j, "errors", '[');
    for (size_t i = 0; i < r->faults.n; i++) {
        json_fault(j, r->faults.items[i]);
    }
    json_close(j, ']');
    json_close(j, '}');
}

static void on_report(void *ctx, const struct file_report *r) {
    struct taking *t = ctx;
    t->any_rejected = t->any_rejected || r->is_rejected;
    if (t->home->cli->json) {
        json_report(&t->json, r);
    } else {
        print_report(t, r);
    }
}

static int take_each(struct taking *t, struct desk *d) {
    struct cli *cli = t->home->cli;
    int rc = STATUS_OK;
    for (const char *path; rc == STATUS_OK && (path = cli_word(cli)) != NULL;) {
        struct arena arena;
        struct file_report r;
        arena_init(&arena);
        rc = files_take(t->home->engine, d, path, &arena, &r, &cli->st);
        if (rc == STATUS_OK) {
            on_report(t, &r);
        }
        arena_fini(&arena);
    }
    return rc;
}

static int take_poll(struct taking *t, struct desk *d, const char *plugin) {
    struct arena arena;
    struct file_report r;
    arena_init(&arena);
    const int rc = routes_poll(t->home->engine, d, text_of(plugin), &arena, &r, &t->home->cli->st);
    if (rc == STATUS_OK) {
        on_report(t, &r);
    }
    arena_fini(&arena);
    return rc;
}

int command_take(struct cli *cli) {
    struct home h;
    struct taking t = {.home = &h};
    const char *poll = cli_option(cli, "--poll");
    for (int i = 0; i < cli->n_words; i++) {
        if (strncmp(cli->words[i], "--", 2) == 0) {
            return cli_usage(cli, "%s: not understood here", cli->words[i]);
        }
    }
    int rc = home_open(cli, DB_WRITE, &h);
    rc = rc ? rc : home_load_rules(&h);
    if (rc) {
        return rc;
    }
    struct desk *d = home_desk(&h, &cli->st);
    json_begin(&t.json);
    json_open(&t.json, NULL, '[');
    rc = d ? files_take_waiting(h.engine, d, on_report, &t, &cli->st) : cli->st.code;
    rc = rc || !poll ? rc : take_poll(&t, d, poll);
    rc = rc ? rc : take_each(&t, d);
    json_close(&t.json, ']');
    if (cli->json) {
        json_print(&t.json);
    } else {
        buf_fini(&t.json.out);
    }
    home_close(&h);
    return rc ? cli_fail(cli) : t.any_rejected ? 1 : 0;
}

/* ---- day ----------------------------------------------------------------------------------- */

static void print_day(struct cli *cli, const struct day_report *r) {
    const struct counters *c = &r->counters;
    (void)printf("%s  looked at %lld, facts %lld, decisions %lld, letters sent %lld, "
                 "refused by law %lld, parked %lld\n", cli_day(cli, r->day),
                 (long long)c->looked_at, (long long)c->facts, (long long)c->decisions,
                 (long long)c->letters_sent, (long long)c->refused, (long long)c->parked);
}

static void json_day_report(struct json *j, const struct day_report *r) {
    json_open(j, NULL, '{');
    json_day(j, "day", r->day);
    json_int(j, "looked_at", r->counters.looked_at);
    json_int(j, "facts", r->counters.facts);
    json_int(j, "decisions", r->counters.decisions);
    json_int(j, "events", r->counters.events);
    json_open(j, "effects", '{');
    for (size_t i = 0; i < effect_kinds.n; i++) {
        const struct word *w = words_at(&effect_kinds, i);
        if (r->counters.effects[w->value] > 0) {
            json_int(j, w->name, r->counters.effects[w->value]);
        }
    }
    json_close(j, '}');
    json_int(j, "letters_sent", r->counters.letters_sent);
    json_int(j, "refused", r->counters.refused);
    json_int(j, "parked", r->counters.parked);
    json_close(j, '}');
}

struct days {
    struct home *home;
    struct json json;
};

static void silent(void *ctx, const struct file_report *r) {
    struct days *d = ctx;
    log_line(&d->home->cli->log, clock_now_ms(), LOG_WARNING, "intake",
             "a file left by an earlier process was taken: %.*s", TEXT_ARG(r->file));
}

static int one_day(struct days *d, bool quiet_if_idle) {
    struct home *h = d->home;
    const struct day_work work = {home_desk, h};
    struct day_report r;
    const int rc = day_finish(h->engine, &work, &r, &h->cli->st);
    if (rc || (quiet_if_idle && r.counters.looked_at == 0 && r.counters.facts == 0)) {
        return rc;
    }
    if (h->cli->json) {
        json_day_report(&d->json, &r);
    } else {
        print_day(h->cli, &r);
    }
    return STATUS_OK;
}

/* Those that are polled by the clock in krav serve are asked once here; one that cannot be asked
 * stops no day's work. */
static void poll_all(struct days *d) {
    struct home *h = d->home;
    for (uint32_t i = 0; i < h->config.n_plugins; i++) {
        const struct plugin_setting *p = &h->config.plugins[i];
        struct status st = {0, ""};
        struct arena arena;
        struct file_report r;
        struct desk *desk = p->poll_minutes > 0 ? home_desk(h, &st) : NULL;
        if (p->poll_minutes == 0) {
            continue;
        }
        arena_init(&arena);
        if (!desk || routes_poll(h->engine, desk, p->name, &arena, &r, &st)) {
            log_line(&h->cli->log, clock_now_ms(), LOG_WARNING, "poll", "plugin=%.*s %s",
                     TEXT_ARG(p->name), st.text);
        } else if (r.is_rejected) {
            cli_faults(h->cli, &r.faults);
        }
        arena_fini(&arena);
    }
}

/* What a killed process left is finished first; then day by day, each with its own work. */
static int work_until(struct days *d, day until) {
    struct home *h = d->home;
    struct engine *e = h->engine;
    int rc = STATUS_OK;
    if (files_any_waiting(e)) {
        struct desk *desk = home_desk(h, &h->cli->st);
        rc = desk ? files_take_waiting(e, desk, silent, d, &h->cli->st) : h->cli->st.code;
    }
    if (rc == STATUS_OK) {
        poll_all(d);
    }
    rc = rc ? rc : one_day(d, e->clock == CLOCK_BOOK);
    while (rc == STATUS_OK && e->today < until) {
        rc = day_open(e, e->today + 1, &h->cli->st);
        if (rc == STATUS_OK && h->desk) {
            plug_set_today(h->desk->plug, e->today);
        }
        rc = rc ? rc : one_day(d, false);
    }
    return rc ? rc : day_witness(e, &h->cli->st);
}

static int dry_run(struct days *d, day until) {
    struct home *h = d->home;
    struct status *st = &h->cli->st;
    const day today = h->engine->today;
    struct day_report r = {.day = today};
    int rc = STATUS_OK;
    for (day on = h->engine->today; on <= until && rc == STATUS_OK; on++) {
        h->engine->today = on;
        rc = day_would(h->engine, &r.counters, st);
        r.day = on;
        if (rc == STATUS_OK && h->cli->json) {
            json_day_report(&d->json, &r);
        } else if (rc == STATUS_OK) {
            (void)printf("%s  %lld cases due\n", cli_day(h->cli, on),
                         (long long)r.counters.looked_at);
        }
    }
    h->engine->today = today; /* the engine may be the serving process's */
    return rc;
}

int command_day(struct cli *cli) {
    struct home h;
    struct days d = {.home = &h};
    day until = DAY_NONE;
    const bool has_until = cli_day_option(cli, "--until", &until);
    const bool is_dry = cli_flag(cli, "--dry-run");
    if (!cli_done(cli)) {
        return 2;
    }
    int rc = home_open(cli, is_dry ? DB_READ : DB_WRITE, &h);
    rc = rc ? rc : home_load_rules(&h);
    if (rc) {
        return rc;
    }
    struct engine *e = h.engine;
    if (has_until && (e->clock == CLOCK_WALL || until < e->today)) {
        home_close(&h);
        (void)status_fail(&cli->st, STATUS_REFUSED, e->clock == CLOCK_WALL
                              ? "day: --until: this home's day is Oslo's: only book clocks are moved"
                              : "day: --until: the book has passed that day already");
        return cli_fail(cli);
    }
    until = has_until ? until : e->clock == CLOCK_BOOK ? e->today + 1 : e->today;
    json_begin(&d.json);
    json_open(&d.json, NULL, '[');
    rc = is_dry ? dry_run(&d, until) : work_until(&d, until);
    json_close(&d.json, ']');
    if (cli->json) {
        json_print(&d.json);
    } else {
        buf_fini(&d.json.out);
    }
    home_close(&h);
    return rc ? cli_fail(cli) : 0;
}
