/* cmd_report.c - krav report: the list of reports, and any of them. */
#include <string.h>

#include "host/commands.h"
#include "host/home.h"
#include "host/json.h"
#include "host/report_debtor.h"
#include "host/report_out.h"
#include "host/report_promises.h"
#include "host/show.h"
#include "host/table.h"

struct asked {
    const struct report_kind *kind; /* NULL: the list */
    const char *creditor;
    int64_t case_number;            /* 0: not asked for */
    enum report_form form;
    struct report_ask ask;
};

/* ---- the list -------------------------------------------------------------------------------- */

/* Of the store's reports and the one of a case, the i-th; NULL after the last. */
static const struct report_kind *kind_at(uint32_t i) {
    return i < n_report_kinds ? report_kinds[i] : i == n_report_kinds ? &report_debtor : NULL;
}

static void print_kinds(const struct cli *cli) {
    const struct report_kind *kind;
    struct table t;
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '[');
    table_begin(&t, "ll");
    for (uint32_t i = 0; (kind = kind_at(i)) != NULL; i++) {
        json_open(&j, NULL, '{');
        json_str(&j, "report", kind->name);
        json_str(&j, "doc", kind->doc);
        json_close(&j, '}');
        table_cell(&t, kind->name);
        table_cell(&t, kind->doc);
    }
    json_close(&j, ']');
    if (cli->json) {
        json_print(&j);
        buf_fini(&t.cells);
    } else {
        table_print(&t);
        buf_fini(&j.out);
    }
}

static const struct report_kind *find_kind(struct cli *cli, const char *name) {
    struct text all = {NULL, 0};
    const struct report_kind *kind;
    for (uint32_t i = 0; (kind = kind_at(i)) != NULL; i++) {
        if (strcmp(kind->name, name) == 0) {
            return kind;
        }
        all = arena_printf(&cli->arena, "%.*s%s%s", TEXT_ARG(all), i > 0 ? ", " : "", kind->name);
    }
    (void)cli_usage(cli, "report: %s: no such report; there are %.*s", name, TEXT_ARG(all));
    return NULL;
}

/* ---- one of them ----------------------------------------------------------------------------- */

/* An option that says nothing to this report would only seem to have been heard. */
static bool fits(struct cli *cli, const struct asked *a) {
    const struct report_ask *ask = &a->ask;
    const struct {
        bool given;
        unsigned option;
        const char *name;
    } options[] = {{a->creditor != NULL, REPORT_CREDITOR, "--creditor"},
        {ask->department.len > 0, REPORT_DEPARTMENT, "--department"},
        {ask->from != DAY_NONE, REPORT_SPAN, "--from"}, {ask->to != DAY_NONE, REPORT_SPAN, "--to"},
        {ask->as_of != DAY_NONE, REPORT_AS_OF, "--as-of"},
        {ask->by_month, REPORT_BY_MONTH, "--by-month"}};
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        if (options[i].given && !(a->kind->options & options[i].option)) {
            (void)cli_usage(cli, "report: %s: %s says nothing to this report", a->kind->name,
                            options[i].name);
            return false;
        }
    }
    if (ask->from != DAY_NONE && ask->to != DAY_NONE && ask->from > ask->to) {
        (void)cli_usage(cli, "report: --from is after --to");
        return false;
    }
    const bool of_case = a->kind == &report_debtor;
    if (of_case != (a->case_number != 0)) {
        (void)cli_usage(cli, of_case ? "report: debtor: --case CASE is needed"
                                     : "report: --case is for debtor");
        return false;
    }
    return true;
}

static int read_rows(struct home *h, struct asked *a, struct report_rows *rows) {
    struct cli *cli = h->cli;
    if (a->creditor) {
        const struct creditor *c = engine_creditor_by_org(h->engine, text_of(a->creditor));
        if (!c) {
            return status_fail(&cli->st, STATUS_NOT_FOUND, "report: %s: no such creditor",
                               a->creditor);
        }
        a->ask.creditor = c->id;
    }
    a->ask.to = a->ask.to != DAY_NONE ? a->ask.to : h->engine->today;
    a->ask.as_of = a->ask.as_of != DAY_NONE ? a->ask.as_of : h->engine->today;
    const int rc = a->kind->options & REPORT_PROMISES
                       ? report_promises(h->engine, &cli->arena, &a->ask.promises, &cli->st)
                       : STATUS_OK;
    return rc ? rc : report_read(h->engine->db, a->kind, &a->ask, &cli->arena, rows, &cli->st);
}

static int run(struct home *h, struct asked *a) {
    struct report_rows rows;
    int rc = db_look(h->engine->db, &h->cli->st);
    if (rc == STATUS_OK && a->kind == &report_debtor) {
        rc = report_debtor_print(h, a->case_number, a->form);
    } else if (rc == STATUS_OK) {
        rc = read_rows(h, a, &rows);
        if (rc == STATUS_OK) {
            report_print(h->cli, &rows, a->form);
        }
    }
    db_rollback(h->engine->db);
    return rc;
}

static int take_options(struct cli *cli, struct asked *a, bool *columns) {
    a->creditor = cli_option(cli, "--creditor");
    const char *number = cli_option(cli, "--case");
    a->ask.department = text_of(cli_option(cli, "--department"));
    (void)cli_day_option(cli, "--from", &a->ask.from);
    (void)cli_day_option(cli, "--to", &a->ask.to);
    (void)cli_day_option(cli, "--as-of", &a->ask.as_of);
    a->ask.by_month = cli_flag(cli, "--by-month");
    *columns = cli_flag(cli, "--columns");
    a->form = report_form(cli);
    const char *name = cli_word(cli);
    if (!cli_done(cli) || (number && !show_case_number(cli, number, &a->case_number))) {
        return 2;
    }
    a->kind = name ? find_kind(cli, name) : NULL;
    return name && !a->kind ? 2 : 0;
}

int command_report(struct cli *cli) {
    struct home h;
    struct asked a = {0};
    bool columns = false;
    if (take_options(cli, &a, &columns)) {
        return 2;
    }
    if (!a.kind || columns) {
        if (a.kind) {
            report_print_columns(cli, a.kind);
        } else {
            print_kinds(cli);
        }
        return 0;
    }
    if (!fits(cli, &a)) {
        return 2;
    }
    if (home_open(cli, DB_READ, &h)) {
        return 1;
    }
    const int rc = run(&h, &a);
    home_close(&h);
    return rc ? cli_fail(cli) : 0;
}
