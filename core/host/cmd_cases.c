/* cmd_cases.c - krav cases: the list. */
#include "host/commands.h"
#include "host/home.h"
#include "host/json.h"
#include "host/show.h"
#include "host/table.h"
#include "store/cases.h"

static const char *flags_of(struct cli *cli, const struct case_line *l) {
    const char *closed = l->closed == DAY_NONE ? "" : " closed";
    struct text t = arena_printf(&cli->arena, "%s%s%s%s", l->disputed ? " disputed" : "",
                                 l->held ? " held" : "", l->parked.len > 0 ? " parked" : "",
                                 closed);
    if (l->n_tasks > 0) {
        t = arena_printf(&cli->arena, "%s %u task%s", t.ptr, (unsigned)l->n_tasks,
                         l->n_tasks == 1 ? "" : "s");
    }
    return t.len > 0 ? t.ptr + 1 : "";
}

static void print_lines(struct cli *cli, const struct case_line *lines, uint32_t n) {
    struct table t;
    table_begin(&t, "lllllrl");
    table_heads(&t, "case", "creditor", "debtor", "stage", "next day", "principal", "flags", NULL);
    for (uint32_t i = 0; i < n; i++) {
        const struct case_line *l = &lines[i];
        table_int(&t, l->id);
        table_text(&t, l->creditor_name);
        table_text(&t, l->debtor_name);
        table_text(&t, l->stage);
        table_cell(&t, cli_day(cli, l->next_day));
        table_cell(&t, cli_ore(cli, l->principal_open));
        table_cell(&t, flags_of(cli, l));
    }
    table_print(&t);
    (void)printf("%u case%s\n", (unsigned)n, n == 1 ? "" : "s");
}

static void json_lines(const struct engine *e, const struct case_line *lines, uint32_t n) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '[');
    for (uint32_t i = 0; i < n; i++) {
        const struct case_line *l = &lines[i];
        const struct creditor *c = engine_creditor(e, l->creditor);
        json_open(&j, NULL, '{');
        json_int(&j, "case", l->id);
        json_text(&j, "creditor", c ? c->org : (struct text){NULL, 0});
        json_text(&j, "creditor_name", l->creditor_name);
        json_text(&j, "debtor", l->debtor_name);
        json_text(&j, "stage", show_absent(l->stage));
        json_day(&j, "opened", l->opened);
        json_day(&j, "closed", l->closed);
        json_day(&j, "next_day", l->next_day);
        json_int(&j, "principal_ore", l->principal_open);
        json_bool(&j, "disputed", l->disputed);
        json_bool(&j, "held", l->held);
        json_text(&j, "parked", show_absent(l->parked));
        json_int(&j, "tasks", l->n_tasks);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_print(&j);
}

static int list(struct home *h, const char *org, struct case_filter *f) {
    struct cli *cli = h->cli;
    struct case_line *lines;
    uint32_t n = 0;
    if (org) {
        const struct creditor *c = engine_creditor_by_org(h->engine, text_of(org));
        if (!c) {
            return status_fail(&cli->st, STATUS_NOT_FOUND, "cases: %s: no such creditor", org);
        }
        f->creditor = c->id;
    }
    const int rc = cases_list(h->engine->db, f, &cli->arena, &lines, &n, &cli->st);
    if (rc) {
        return rc;
    }
    if (cli->json) {
        json_lines(h->engine, lines, n);
    } else {
        print_lines(cli, lines, n);
    }
    return STATUS_OK;
}

int command_cases(struct cli *cli) {
    struct home h;
    int64_t limit = INT32_MAX;
    struct case_filter f = {.stage = text_of(cli_option(cli, "--stage")),
        .attention = cli_flag(cli, "--attention")};
    const char *creditor = cli_option(cli, "--creditor");
    (void)cli_int_option(cli, "--limit", &limit);
    if (!cli_done(cli)) {
        return 2;
    }
    if (limit < 1 || limit > INT32_MAX) {
        return cli_usage(cli, "--limit: a whole number from 1");
    }
    f.n_max = (uint32_t)limit;
    if (home_open(cli, DB_READ, &h)) {
        return 1;
    }
    const int rc = list(&h, creditor, &f);
    home_close(&h);
    return rc ? cli_fail(cli) : 0;
}
