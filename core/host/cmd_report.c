/* cmd_report.c - krav report: portfolio, letters, creditors. */
#include <string.h>

#include "host/commands.h"
#include "host/home.h"
#include "host/json.h"
#include "host/show.h"
#include "host/table.h"
#include "store/reports.h"

struct report {
    struct home *home;
    bool by_month;
};

static struct text org_of(const struct report *r, int64_t creditor) {
    const struct creditor *c = engine_creditor(r->home->engine, creditor);
    return c ? c->org : (struct text){NULL, 0};
}

static struct text name_of(const struct report *r, int64_t creditor) {
    const struct creditor *c = engine_creditor(r->home->engine, creditor);
    return c ? c->name : TEXT("?");
}

/* ---- portfolio ------------------------------------------------------------------------------- */

static void json_portfolio(const struct report *r, const struct portfolio_row *rows, uint32_t n) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '[');
    for (uint32_t i = 0; i < n; i++) {
        json_open(&j, NULL, '{');
        json_text(&j, "creditor", org_of(r, rows[i].creditor));
        json_text(&j, "creditor_name", name_of(r, rows[i].creditor));
        json_text(&j, "stage", show_absent(rows[i].stage));
        json_int(&j, "cases", rows[i].n);
        json_int(&j, "principal_ore", rows[i].principal);
        json_int(&j, "interest_ore", rows[i].interest);
        json_int(&j, "costs_ore", rows[i].costs);
        json_int(&j, "open_ore", rows[i].principal + rows[i].interest + rows[i].costs);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_print(&j);
}

static void portfolio_cells(struct cli *cli, struct table *t, const struct portfolio_row *row) {
    table_int(t, row->n);
    table_cell(t, cli_ore(cli, row->principal));
    table_cell(t, cli_ore(cli, row->interest));
    table_cell(t, cli_ore(cli, row->costs));
    table_cell(t, cli_ore(cli, row->principal + row->interest + row->costs));
}

static int portfolio(struct report *r) {
    struct cli *cli = r->home->cli;
    struct portfolio_row *rows, all = {0};
    uint32_t n = 0;
    struct table t;
    const int rc = report_portfolio(r->home->engine->db, &cli->arena, &rows, &n, &cli->st);
    if (rc) {
        return rc;
    }
    if (cli->json) {
        json_portfolio(r, rows, n);
        return rc;
    }
    table_begin(&t, "llrrrrr");
    table_heads(&t, "creditor", "stage", "cases", "principal", "interest", "costs", "open", NULL);
    for (uint32_t i = 0; i < n; i++) {
        table_text(&t, name_of(r, rows[i].creditor));
        table_text(&t, rows[i].stage.len > 0 ? rows[i].stage : TEXT("(start)"));
        portfolio_cells(cli, &t, &rows[i]);
        all.n += rows[i].n;
        all.principal = money_add(all.principal, rows[i].principal);
        all.interest = money_add(all.interest, rows[i].interest);
        all.costs = money_add(all.costs, rows[i].costs);
    }
    table_cell(&t, "all");
    table_cell(&t, "");
    portfolio_cells(cli, &t, &all);
    table_print(&t);
    (void)puts("interest as last posted");
    return rc;
}

/* ---- letters --------------------------------------------------------------------------------- */

static int letters(struct report *r) {
    struct cli *cli = r->home->cli;
    struct letters_row *rows;
    uint32_t n = 0;
    struct table t;
    struct json j;
    const int rc =
        report_letters(r->home->engine->db, r->by_month, &cli->arena, &rows, &n, &cli->st);
    if (rc) {
        return rc;
    }
    json_begin(&j);
    json_open(&j, NULL, '[');
    table_begin(&t, r->by_month ? "lllr" : "llr");
    if (r->by_month) {
        table_heads(&t, "month", "letter", "by", "sent", NULL);
    } else {
        table_heads(&t, "letter", "by", "sent", NULL);
    }
    for (uint32_t i = 0; i < n; i++) {
        const char *letter = words_name(&letter_kinds, (int)rows[i].letter);
        const char *by = words_name(&channels, (int)rows[i].by);
        json_open(&j, NULL, '{');
        json_text(&j, "month", show_absent(rows[i].month));
        json_str(&j, "letter", letter);
        json_str(&j, "by", by);
        json_int(&j, "sent", rows[i].n);
        json_close(&j, '}');
        if (r->by_month) {
            table_text(&t, rows[i].month);
        }
        table_cell(&t, letter);
        table_cell(&t, by);
        table_int(&t, rows[i].n);
    }
    json_close(&j, ']');
    if (cli->json) {
        json_print(&j);
        buf_fini(&t.cells);
    } else {
        table_print(&t);
        buf_fini(&j.out);
    }
    return rc;
}

/* ---- creditors ------------------------------------------------------------------------------- */

static void json_creditors(const struct report *r, const struct creditor_row *rows, uint32_t n) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '[');
    for (uint32_t i = 0; i < n; i++) {
        json_open(&j, NULL, '{');
        json_text(&j, "creditor", org_of(r, rows[i].creditor));
        json_text(&j, "creditor_name", name_of(r, rows[i].creditor));
        json_int(&j, "received_ore", rows[i].received);
        json_int(&j, "paid_direct_ore", rows[i].direct);
        json_int(&j, "paid_out_ore", rows[i].paid_out);
        json_int(&j, "underway_ore", rows[i].underway);
        json_int(&j, "held_ore", rows[i].held);
        json_int(&j, "owed_by_creditor_ore", rows[i].owes);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_print(&j);
}

static int creditors(struct report *r) {
    struct cli *cli = r->home->cli;
    struct creditor_row *rows;
    uint32_t n = 0;
    struct table t;
    const int rc = report_creditors(r->home->engine->db, &cli->arena, &rows, &n, &cli->st);
    if (rc) {
        return rc;
    }
    if (cli->json) {
        json_creditors(r, rows, n);
        return rc;
    }
    table_begin(&t, "llrrrrrr");
    table_heads(&t, "creditor", "org", "received", "paid directly", "paid out", "underway", "held",
                "owes us", NULL);
    for (uint32_t i = 0; i < n; i++) {
        const struct creditor_row *c = &rows[i];
        const ore sums[] = {c->received, c->direct, c->paid_out, c->underway, c->held, c->owes};
        table_text(&t, name_of(r, c->creditor));
        table_text(&t, org_of(r, c->creditor));
        for (size_t k = 0; k < sizeof sums / sizeof sums[0]; k++) {
            table_cell(&t, cli_ore(cli, sums[k]));
        }
    }
    table_print(&t);
    return rc;
}

/* ---- the command ----------------------------------------------------------------------------- */

static const struct {
    const char *name;
    int (*run)(struct report *r);
} reports[] = {{"portfolio", portfolio}, {"letters", letters}, {"creditors", creditors}};
#define N_REPORTS (sizeof reports / sizeof reports[0])

int command_report(struct cli *cli) {
    struct home h;
    struct report r = {.home = &h, .by_month = cli_flag(cli, "--by-month")};
    const char *name = cli_word(cli);
    size_t which = 0;
    if (!cli_done(cli)) {
        return 2;
    }
    while (which < N_REPORTS && (!name || strcmp(reports[which].name, name) != 0)) {
        which++;
    }
    if (which == N_REPORTS) {
        return cli_usage(cli, "report: %s: portfolio, letters or creditors", name ? name : "which");
    }
    if (r.by_month && reports[which].run != letters) {
        return cli_usage(cli, "report: --by-month is for letters");
    }
    if (home_open(cli, DB_READ, &h)) {
        return 1;
    }
    int rc = db_look(h.engine->db, &cli->st);
    rc = rc ? rc : reports[which].run(&r);
    db_rollback(h.engine->db);
    home_close(&h);
    return rc ? cli_fail(cli) : 0;
}
