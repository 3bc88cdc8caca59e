/* cmd_ledger.c - krav ledger: the trial balance, and the postings of one case or creditor. */
#include "host/commands.h"
#include "host/home.h"
#include "host/json.h"
#include "host/show.h"
#include "host/table.h"
#include "store/ledger.h"

struct ledger_sheet {
    struct ledger_filter filter;
    struct ledger_balance *balances; uint32_t n_balances;
    struct ledger_line *lines;       uint32_t n_lines;
    bool with_lines; /* of one case or creditor */
    ore sum;
};

static const char *norwegian_of(enum account account) {
    const struct word *w = words_by_value(&accounts, (int)account);
    return w ? w->norwegian : "?";
}

static int read_ledger(struct home *h, struct ledger_sheet *l) {
    struct cli *cli = h->cli;
    int rc = ledger_trial(h->engine->db, &l->filter, &cli->arena, &l->balances, &l->n_balances,
                          &cli->st);
    if (rc == STATUS_OK && l->with_lines) {
        rc = ledger_lines(h->engine->db, &l->filter, INT32_MAX, &cli->arena, &l->lines,
                          &l->n_lines, &cli->st);
    }
    for (uint32_t i = 0; i < l->n_balances && rc == STATUS_OK; i++) {
        l->sum = money_add(l->sum, l->balances[i].balance);
    }
    return rc;
}

static void print_lines(struct cli *cli, const struct ledger_sheet *l) {
    struct table t;
    table_begin(&t, "rrllllr");
    table_heads(&t, "set", "step", "counts", "booked", "event", "account", "amount", NULL);
    for (uint32_t i = 0; i < l->n_lines; i++) {
        const struct ledger_line *line = &l->lines[i];
        table_int(&t, line->set);
        table_int(&t, line->step);
        table_cell(&t, cli_day(cli, line->legal_day));
        table_cell(&t, cli_day(cli, line->booked_day));
        table_cell(&t, words_name(&event_kinds, (int)line->why));
        table_cell(&t, words_name(&accounts, (int)line->account));
        table_cell(&t, cli_ore(cli, line->amount));
    }
    table_print(&t);
    (void)putchar('\n');
}

static void print_ledger(struct cli *cli, const struct ledger_sheet *l) {
    struct table t;
    if (l->with_lines) {
        print_lines(cli, l);
    }
    table_begin(&t, "llr");
    table_heads(&t, "account", "konto", "balance", NULL);
    for (uint32_t i = 0; i < l->n_balances; i++) {
        table_cell(&t, words_name(&accounts, (int)l->balances[i].account));
        table_cell(&t, norwegian_of(l->balances[i].account));
        table_cell(&t, cli_ore(cli, l->balances[i].balance));
    }
    table_print(&t);
    (void)printf("%s: %s\n", l->sum == 0 ? "sums to zero" : "DOES NOT SUM TO ZERO",
                 cli_ore(cli, l->sum));
}

static void json_line(struct json *j, const struct engine *e, const struct ledger_line *line) {
    const struct creditor *c = engine_creditor(e, line->creditor);
    json_open(j, NULL, '{');
    json_int(j, "set", line->set);
    json_int(j, "step", line->step);
    json_int(j, "case", line->case_id);
    json_text(j, "creditor", c ? c->org : (struct text){NULL, 0});
    json_str(j, "event", words_name(&event_kinds, (int)line->why));
    json_day(j, "legal_day", line->legal_day);
    json_day(j, "booked_day", line->booked_day);
    json_str(j, "account", words_name(&accounts, (int)line->account));
    json_int(j, "amount_ore", line->amount);
    json_int(j, "reverses", line->reverses);
    json_close(j, '}');
}

static void json_ledger(const struct engine *e, const struct ledger_sheet *l) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_day(&j, "as_of", l->filter.as_of ? l->filter.as_of : e->today);
    json_open(&j, "accounts", '[');
    for (uint32_t i = 0; i < l->n_balances; i++) {
        json_open(&j, NULL, '{');
        json_str(&j, "account", words_name(&accounts, (int)l->balances[i].account));
        json_str(&j, "norwegian", norwegian_of(l->balances[i].account));
        json_int(&j, "balance_ore", l->balances[i].balance);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_int(&j, "sum_ore", l->sum);
    json_bool(&j, "sums_to_zero", l->sum == 0);
    if (l->with_lines) {
        json_open(&j, "postings", '[');
        for (uint32_t i = 0; i < l->n_lines; i++) {
            json_line(&j, e, &l->lines[i]);
        }
        json_close(&j, ']');
    }
    json_close(&j, '}');
    json_print(&j);
}

static int look(struct home *h, const char *org, struct ledger_sheet *l) {
    struct cli *cli = h->cli;
    int rc = STATUS_OK;
    if (l->filter.case_id != 0) {
        rc = show_case_exists(cli, h->engine->db, l->filter.case_id);
    }
    if (rc == STATUS_OK && org) {
        const struct creditor *c = engine_creditor_by_org(h->engine, text_of(org));
        l->filter.creditor = c ? c->id : 0;
        rc = c ? STATUS_OK
               : status_fail(&cli->st, STATUS_NOT_FOUND, "ledger: %s: no such creditor", org);
    }
    rc = rc ? rc : read_ledger(h, l);
    if (rc) {
        return rc;
    }
    if (cli->json) {
        json_ledger(h->engine, l);
    } else {
        print_ledger(cli, l);
    }
    return STATUS_OK;
}

int command_ledger(struct cli *cli) {
    struct home h;
    struct ledger_sheet l = {0};
    const char *number = cli_option(cli, "--case"), *org = cli_option(cli, "--creditor");
    (void)cli_day_option(cli, "--as-of", &l.filter.as_of);
    if (!cli_done(cli) || (number && !show_case_number(cli, number, &l.filter.case_id))) {
        return 2;
    }
    l.with_lines = number || org;
    if (home_open(cli, DB_READ, &h)) {
        return 1;
    }
    const int rc = look(&h, org, &l);
    home_close(&h);
    return rc ? cli_fail(cli) : l.sum != 0 ? 1 : 0;
}
