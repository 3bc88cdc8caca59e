/* cmd_reconcile.c - krav reconcile: the bank's statement held against the book, to the øre. */
#include "engine/bank.h"
#include "engine/files.h"
#include "engine/funds.h"
#include "host/commands.h"
#include "host/home.h"
#include "host/json.h"
#include "host/show.h"
#include "host/table.h"

#define SHOWN_MAX 1 /* of the statements: the newest */

struct reconciled {
    struct home *home;
    struct bank_look look;      /* what is left open, and how it differs */
    struct statement_row *last; /* NULL: none ever came */
    struct text stopped;        /* why no payout goes out; absent */
    uint32_t n_accepted;
    struct funds funds;
    bool is_whole;
};

static bool is_proven(const struct reconciled *r) {
    return r->last && r->look.n_open == 0 && r->is_whole;
}

/* ---- for people ------------------------------------------------------------------------------ */

static void print_differences(struct cli *cli, const struct reconciled *r) {
    struct table t;
    table_begin(&t, "lllrrrll");
    table_heads(&t, "difference", "day", "entry", "bank", "book", "step", "what", "why", NULL);
    for (uint32_t i = 0; i < r->look.r.n_differences; i++) {
        const struct difference *d = &r->look.r.differences[i];
        const struct word *w = words_by_value(&difference_kinds, (int)d->kind);
        const struct statement_row *s = bank_statement_of(&r->look, d->entry);
        table_cell(&t, w->name);
        table_cell(&t, cli_day(cli, d->day));
        table_text(&t, s ? arena_printf(&cli->arena, "%.*s/%lld", TEXT_ARG(s->name),
                                        (long long)bank_entry_of(d->entry))
                         : TEXT("-"));
        table_cell(&t, cli_ore(cli, d->bank));
        table_cell(&t, cli_ore(cli, d->book));
        table_text(&t, d->step ? arena_printf(&cli->arena, "%lld", (long long)d->step) : TEXT("-"));
        table_text(&t, d->text);
        table_cell(&t, w->doc);
    }
    table_print(&t);
}

static void print_last(struct cli *cli, const struct reconciled *r) {
    const struct statement_row *s = r->last;
    (void)printf("statement %.*s to %s: opening %s, %lld entries, closing %s\n", TEXT_ARG(s->name),
                 cli_day(cli, s->to), cli_ore(cli, s->opening), (long long)s->n_entries,
                 cli_ore(cli, s->closing));
}

static void print_reconciled(struct cli *cli, const struct reconciled *r) {
    if (r->n_accepted > 0) {
        (void)printf("%u lines taken into the book\n", (unsigned)r->n_accepted);
    }
    if (r->last) {
        print_last(cli, r);
    }
    if (is_proven(r)) {
        (void)printf("client account proven to the øre: bank %s, book %s\n",
                     cli_ore(cli, r->last->closing), cli_ore(cli, r->funds.client_bank));
    } else if (!r->last) {
        (void)puts("no statement has come");
    } else if (r->look.n_open > 0) {
        print_differences(cli, r);
        (void)printf("NOT PROVEN: %u statement%s, bank %s, book on that day %s, under way %s\n",
                     (unsigned)r->look.n_open, r->look.n_open == 1 ? "" : "s",
                     cli_ore(cli, r->look.r.closing), cli_ore(cli, r->look.r.book),
                     cli_ore(cli, r->look.r.underway));
    }
    if (!r->is_whole) {
        (void)puts("CLIENT MONEY IS NOT WHOLE (krav verify)");
    }
    if (r->stopped.len > 0) {
        (void)printf("payouts are stopped: %.*s\n", TEXT_ARG(r->stopped));
    }
}

/* ---- as JSON --------------------------------------------------------------------------------- */

static void json_difference(struct json *j, const struct reconciled *r,
                            const struct difference *d) {
    const struct statement_row *s = bank_statement_of(&r->look, d->entry);
    json_open(j, NULL, '{');
    json_str(j, "kind", words_name(&difference_kinds, (int)d->kind));
    json_day(j, "day", d->day);
    json_text(j, "statement", s ? s->name : (struct text){NULL, 0});
    json_int(j, "entry", bank_entry_of(d->entry));
    json_int(j, "part", d->part);
    json_int(j, "bank_ore", d->bank);
    json_int(j, "book_ore", d->book);
    json_int(j, "step", d->step);
    json_text(j, "what", show_absent(d->text));
    json_close(j, '}');
}

static void json_reconciled(const struct reconciled *r) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_bool(&j, "proven", is_proven(r));
    json_int(&j, "accepted", r->n_accepted);
    json_text(&j, "statement", r->last ? r->last->name : (struct text){NULL, 0});
    json_day(&j, "to", r->last ? r->last->to : DAY_NONE);
    json_int(&j, "opening_ore", r->last ? r->last->opening : 0);
    json_int(&j, "closing_ore", r->last ? r->last->closing : 0);
    json_int(&j, "client_bank_ore", r->funds.client_bank);
    json_int(&j, "open", r->look.n_open);
    json_int(&j, "book_ore", r->look.r.book);
    json_int(&j, "underway_ore", r->look.r.underway);
    json_bool(&j, "whole", r->is_whole);
    json_text(&j, "stopped", r->stopped);
    json_open(&j, "differences", '[');
    for (uint32_t i = 0; i < r->look.r.n_differences; i++) {
        json_difference(&j, r, &r->look.r.differences[i]);
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}

/* ---- the command ----------------------------------------------------------------------------- */

static int take(struct home *h, const char *path) {
    struct cli *cli = h->cli;
    struct file_report report;
    struct desk *d = home_desk(h, &cli->st);
    int rc = d ? files_take(h->engine, d, path, &cli->arena, &report, &cli->st) : cli->st.code;
    if (rc == STATUS_OK && report.is_rejected) {
        for (size_t i = 0; i < report.faults.n; i++) {
            (void)fprintf(stderr, "krav: reconcile: %s: %.*s\n", path,
                          TEXT_ARG(report.faults.items[i]));
        }
        rc = status_fail(&cli->st, STATUS_INVALID, "reconcile: %s: rejected", path);
    }
    if (rc == STATUS_OK && !text_is(report.kind, "statement records")) {
        rc = status_fail(&cli->st, STATUS_INVALID, "reconcile: %s: taken, but it holds %.*s and no "
                         "statement", path, TEXT_ARG(report.kind));
    }
    return rc;
}

static int read_reconciled(struct reconciled *r) {
    struct cli *cli = r->home->cli;
    struct engine *e = r->home->engine;
    uint32_t n = 0;
    ore by = 0;
    int rc = bank_look(e, UINT32_MAX, &cli->arena, &r->look, &cli->st);
    rc = rc ? rc : statements_list(e->db, false, SHOWN_MAX, &cli->arena, &r->last, &n, &cli->st);
    rc = rc ? rc : funds_read(e->db, &r->funds, &cli->st);
    rc = rc ? rc : funds_stopped(e, &cli->arena, &r->stopped, &cli->st);
    r->last = n > 0 ? r->last : NULL;
    r->is_whole = rc == STATUS_OK && funds_break(&r->funds, &by).len == 0;
    return rc;
}

static int run(struct reconciled *r, const char *path, bool accept, const char *reason) {
    struct home *h = r->home;
    struct cli *cli = h->cli;
    const struct text by = text_of(cli->user[0] ? cli->user : "somebody");
    int rc = path ? take(h, path) : STATUS_OK;
    rc = rc ? rc : funds_hold(h->engine, by, &cli->st);
    if (rc == STATUS_OK && accept) {
        rc = bank_accept(h->engine, by, &cli->arena, &r->n_accepted, &cli->st);
        rc = rc ? rc : funds_hold(h->engine, by, &cli->st);
    }
    rc = rc || !reason ? rc : funds_release(h->engine, by, text_of(reason), &cli->st);
    rc = rc ? rc : read_reconciled(r);
    if (rc == STATUS_OK && cli->json) {
        json_reconciled(r);
    } else if (rc == STATUS_OK) {
        print_reconciled(cli, r);
    }
    return rc;
}

int command_reconcile(struct cli *cli) {
    struct home h;
    struct reconciled r = {.home = &h};
    const bool accept = cli_flag(cli, "--accept");
    const char *reason = cli_option(cli, "--release");
    const char *path = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    int rc = home_open(cli, DB_WRITE, &h);
    rc = rc ? rc : home_load_rules(&h);
    if (rc) {
        return rc;
    }
    rc = run(&r, path, accept, reason);
    home_close(&h);
    return rc ? cli_fail(cli) : reason || is_proven(&r) ? 0 : 1;
}
