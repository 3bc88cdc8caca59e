/* cmd_book.c - krav creditor and krav agreement: list, show, import. */
#include "engine/book.h"
#include "host/commands.h"
#include "host/home.h"
#include "host/json.h"
#include "host/show.h"
#include "host/table.h"

#include <string.h>

typedef int import_fn(struct engine *e, const struct conf *file, uint32_t *n,
                      struct faults *faults, struct status *st);

/* What creditor and agreement do alike is written once, over this. */
struct dossier {
    const char *name;
    import_fn *import;
    bool needs_rules; /* levels and overrides are checked against the active bundle */
    void (*print)(struct cli *cli, const struct engine *e, const struct creditor *only);
    void (*print_json)(const struct engine *e, const struct creditor *only);
};

/* ---- creditors ----------------------------------------------------------------------------- */

static void print_creditors(struct cli *cli, const struct engine *e, const struct creditor *only) {
    struct table t;
    (void)cli;
    table_begin(&t, "lllll");
    table_heads(&t, "creditor", "name", "account", "e-mail", "address", NULL);
    for (uint32_t i = 0; i < e->n_creditors; i++) {
        const struct creditor *c = &e->creditors[i];
        if (!only || only == c) {
            table_text(&t, c->org);
            table_text(&t, c->name);
            table_text(&t, c->account);
            table_text(&t, c->email);
            table_text(&t, c->address);
        }
    }
    table_print(&t);
}

static void json_creditor(struct json *j, const struct creditor *c) {
    json_open(j, NULL, '{');
    json_text(j, "org", c->org);
    json_text(j, "name", c->name);
    json_text(j, "address", show_absent(c->address));
    json_text(j, "email", show_absent(c->email));
    json_text(j, "account", show_absent(c->account));
    json_close(j, '}');
}

static void json_creditors(const struct engine *e, const struct creditor *only) {
    struct json j;
    json_begin(&j);
    if (only) {
        json_creditor(&j, only);
    } else {
        json_open(&j, NULL, '[');
        for (uint32_t i = 0; i < e->n_creditors; i++) {
            json_creditor(&j, &e->creditors[i]);
        }
        json_close(&j, ']');
    }
    json_print(&j);
}

/* ---- agreements ---------------------------------------------------------------------------- */

static const char *order_of(struct cli *cli, const struct agreement *a) {
    return arena_printf(&cli->arena, "%s %s %s", words_name(&components, (int)a->order1),
                        words_name(&components, (int)a->order2),
                        words_name(&components, (int)a->order3)).ptr;
}

/* What is cheaper than the law allows: "light 80 %, letter 30,00". */
static const char *prices_of(struct cli *cli, const struct agreement *a) {
    struct text t = {"", 0};
    if (a->light_rebate > 0) {
        t = arena_printf(&cli->arena, "light %d %%", 100 - (int)a->light_rebate);
    }
    if (a->heavy_rebate > 0) {
        t = arena_printf(&cli->arena, "%.*s%sheavy %d %%", TEXT_ARG(t), t.len > 0 ? ", " : "",
                         100 - (int)a->heavy_rebate);
    }
    if (a->letter_fee_max > 0) {
        t = arena_printf(&cli->arena, "%.*s%sletter %s", TEXT_ARG(t), t.len > 0 ? ", " : "",
                         cli_ore(cli, a->letter_fee_max));
    }
    return t.len > 0 ? t.ptr : "the law's";
}

static void print_agreements(struct cli *cli, const struct engine *e,
                             const struct creditor *only) {
    struct table t;
    table_begin(&t, "lllllllrrrrll");
    table_heads(&t, "creditor", "department", "from", "to", "level", "letter fees", "prices",
                "remainder", "grace", "payout", "commission", "allocation", "overrides", NULL);
    for (uint32_t i = 0; i < e->n_agreements; i++) {
        const struct agreement *a = &e->agreements[i];
        const struct creditor *c = engine_creditor(e, a->creditor);
        if (only && c != only) {
            continue;
        }
        struct text overrides = {NULL, 0};
        for (uint32_t k = 0; k < a->n_overrides; k++) {
            overrides = arena_printf(&cli->arena, "%.*s%s%.*s=%lld", TEXT_ARG(overrides),
                                     k ? " " : "", TEXT_ARG(a->overrides[k].name),
                                     (long long)a->overrides[k].value);
        }
        table_text(&t, c ? c->org : TEXT("-"));
        table_text(&t, a->department.len ? a->department : TEXT("-"));
        table_cell(&t, cli_day(cli, a->from));
        table_cell(&t, cli_day(cli, a->to));
        table_text(&t, a->level);
        table_cell(&t, a->letter_fees ? words_name(&owners, (int)a->letter_fee_owner) : "none");
        table_cell(&t, prices_of(cli, a));
        table_cell(&t, cli_ore(cli, a->remainder_max));
        table_int(&t, a->grace_bank_days);
        table_int(&t, a->payout_every);
        table_cellf(&t, "%s %%%s", show_percent(cli, a->commission_bp, ','),
                    a->vat_deducted ? "" : " no VAT");
        table_cell(&t, order_of(cli, a));
        table_text(&t, overrides);
    }
    table_print(&t);
}

static void json_agreement(struct json *j, const struct engine *e, const struct agreement *a) {
    const struct creditor *c = engine_creditor(e, a->creditor);
    const enum component order[] = {a->order1, a->order2, a->order3};
    json_open(j, NULL, '{');
    json_text(j, "creditor", c ? c->org : (struct text){NULL, 0});
    json_text(j, "creditor_name", c ? c->name : (struct text){NULL, 0});
    json_text(j, "department", show_absent(a->department));
    json_day(j, "from", a->from);
    json_day(j, "to", a->to);
    json_text(j, "level", a->level);
    json_bool(j, "letter_fees", a->letter_fees);
    json_str(j, "letter_fee_owner", words_name(&owners, (int)a->letter_fee_owner));
    json_open(j, "allocation", '[');
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        json_str(j, NULL, words_name(&components, (int)order[i]));
    }
    json_close(j, ']');
    json_int(j, "remainder_max_ore", a->remainder_max);
    json_int(j, "grace_bank_days", a->grace_bank_days);
    json_int(j, "payout_every", a->payout_every);
    json_int(j, "payout_min_ore", a->payout_min);
    json_int(j, "commission_bp", a->commission_bp);
    json_str(j, "vat", a->vat_deducted ? "deducted" : "not_deducted");
    json_int(j, "light_costs_percent", 100 - a->light_rebate);
    json_int(j, "heavy_costs_percent", 100 - a->heavy_rebate);
    if (a->letter_fee_max > 0) {
        json_int(j, "letter_fee_ore", a->letter_fee_max);
    } else {
        json_str(j, "letter_fee_ore", NULL); /* the law's */
    }
    char page[HASH_HEX];
    json_str(j, "page", hash_is_zero(&a->page) ? NULL : hash_hex(&a->page, page));
    json_open(j, "overrides", '[');
    for (uint32_t i = 0; i < a->n_overrides; i++) {
        json_record(j, NULL, &override_record, &a->overrides[i]);
    }
    json_close(j, ']');
    json_close(j, '}');
}

static void json_agreements(const struct engine *e, const struct creditor *only) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '[');
    for (uint32_t i = 0; i < e->n_agreements; i++) {
        if (!only || e->agreements[i].creditor == only->id) {
            json_agreement(&j, e, &e->agreements[i]);
        }
    }
    json_close(&j, ']');
    json_print(&j);
}

/* ---- both ---------------------------------------------------------------------------------- */

static int import_file(struct home *h, const struct dossier *d, const char *path) {
    struct cli *cli = h->cli;
    struct faults faults;
    struct conf conf;
    uint32_t n = 0;
    struct status no_rules = {0, ""};
    faults_init(&faults, &cli->arena, 1000);
    int rc = d->needs_rules ? engine_load_rules(h->engine, &no_rules) : STATUS_OK;
    if (rc && rc != STATUS_NOT_FOUND) { /* a new home has none yet */
        (void)status_fail(&cli->st, rc, "%s", no_rules.text);
        return cli_fail(cli);
    }
    rc = conf_read(path, &cli->arena, &faults, &conf, &cli->st);
    rc = rc ? rc : d->import(h->engine, &conf, &n, &faults, &cli->st);
    if (rc) {
        return show_failure(cli, &faults);
    }
    if (cli->json) {
        struct json j;
        json_begin(&j);
        json_open(&j, NULL, '{');
        json_str(&j, "file", path);
        json_int(&j, "imported", n);
        json_close(&j, '}');
        json_print(&j);
    } else {
        (void)printf("%s: %u %s%s imported\n", path, (unsigned)n, d->name, n == 1 ? "" : "s");
    }
    return 0;
}

static int show_some(struct home *h, const struct dossier *d, const char *org) {
    struct cli *cli = h->cli;
    const struct creditor *only = NULL;
    if (org) {
        only = engine_creditor_by_org(h->engine, text_of(org));
        if (!only) {
            (void)status_fail(&cli->st, STATUS_NOT_FOUND, "%s: %s: no such creditor", d->name, org);
            return cli_fail(cli);
        }
    }
    if (cli->json) {
        d->print_json(h->engine, only);
    } else {
        d->print(cli, h->engine, only);
    }
    return 0;
}

static int run(struct cli *cli, const struct dossier *d) {
    struct home h;
    const char *verb = cli_word(cli), *what = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    const bool is_import = verb && what && strcmp(verb, "import") == 0;
    const bool is_look = verb && strcmp(verb, what ? "show" : "list") == 0;
    if (!is_import && !is_look) {
        return cli_usage(cli, "%s list | show ORG | import FILE", d->name);
    }
    if (home_open(cli, is_import ? DB_WRITE : DB_READ, &h)) {
        return 1;
    }
    const int rc = is_import ? import_file(&h, d, what) : show_some(&h, d, what);
    home_close(&h);
    return rc;
}

int command_creditor(struct cli *cli) {
    const struct dossier d = {"creditor", book_import_creditors, false, print_creditors,
        json_creditors};
    return run(cli, &d);
}

int command_agreement(struct cli *cli) {
    const struct dossier d = {"agreement", book_import_agreements, true, print_agreements,
        json_agreements};
    return run(cli, &d);
}
