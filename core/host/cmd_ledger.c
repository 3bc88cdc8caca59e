/* cmd_ledger.c - krav ledger: the trial balance, the postings of one case or creditor, and the chart of
 * accounts.
 *
 * The trial balance is for whoever audits: debit and credit each add up to the same, and an account
 * of the whole book that stands where it must never is marked.  Either fault is exit 1. */
#include <string.h>

#include "domain/chart.h"
#include "host/commands.h"
#include "host/home.h"
#include "host/json.h"
#include "host/report_out.h"
#include "host/show.h"
#include "host/table.h"
#include "store/ledger.h"

struct ledger_sheet {
    struct ledger_filter filter;
    struct ledger_balance *balances; uint32_t n_balances;
    struct ledger_line *lines;       uint32_t n_lines;
    bool with_lines; /* of one case or creditor */
    bool judged;     /* the whole book by booked day: no account may stand where it must never */
    uint32_t n_forbidden;
    ore sum;
    enum report_form form;
};

static const char *norwegian_of(enum account account) {
    const struct word *w = words_by_value(&accounts, (int)account);
    return w ? w->norwegian : "?";
}

static bool is_forbidden(const struct ledger_sheet *l, const struct ledger_balance *b) {
    return l->judged && chart_forbids(b->account, b->balance);
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
        l->n_forbidden += is_forbidden(l, &l->balances[i]);
    }
    return rc;
}

/* ---- as rows --------------------------------------------------------------------------------- */

static const struct report_column TRIAL_COLUMNS[] = {
    {.name = "account", .kind = CELL_TEXT, .doc = "The account (krav ledger --accounts)."},
    {.name = "konto", .kind = CELL_TEXT, .doc = "Its Norwegian name."},
    {.name = "debit", .kind = CELL_ORE, .doc = "Its balance, where that is above zero."},
    {.name = "credit", .kind = CELL_ORE, .doc = "Its balance without the sign, where below zero."},
    {.name = "balance", .kind = CELL_ORE, .doc = "Debit less credit."},
    {.name = "fault", .kind = CELL_TEXT, .doc = "What its standing there would mean."},
};
static const struct report_kind trial = {
    .name = "ledger", .adds_up = true, .columns = TRIAL_COLUMNS,
    .n_columns = sizeof TRIAL_COLUMNS / sizeof TRIAL_COLUMNS[0],
};

static struct report_rows trial_rows(struct cli *cli, const struct ledger_sheet *l) {
    struct report_rows rows = {.kind = &trial, .n = l->n_balances,
        .cells = arena_take_n(&cli->arena, (size_t)l->n_balances * trial.n_columns + 1,
                              sizeof(struct report_cell))};
    for (uint32_t i = 0; i < l->n_balances; i++) {
        const struct ledger_balance *b = &l->balances[i];
        struct report_cell *row = &rows.cells[i * trial.n_columns];
        row[0].text = text_of(words_name(&accounts, (int)b->account));
        row[1].text = text_of(norwegian_of(b->account));
        row[2] = (struct report_cell){.number = money_max(b->balance, 0), .none = b->balance <= 0};
        row[3] = (struct report_cell){.number = money_max(-b->balance, 0), .none = b->balance >= 0};
        row[4].number = b->balance;
        row[5].text = text_of(is_forbidden(l, b) ? chart_of(b->account)->never : NULL);
    }
    return rows;
}

/* ---- as text --------------------------------------------------------------------------------- */

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
    const struct report_rows rows = trial_rows(cli, l);
    if (l->with_lines) {
        print_lines(cli, l);
    }
    report_print(cli, &rows, FORM_TABLE);
    if (l->n_forbidden > 0) {
        (void)printf("%u account%s where it must never stand\n", (unsigned)l->n_forbidden,
                     l->n_forbidden == 1 ? " stands" : "s stand");
    }
    (void)printf("%s: %s\n", l->sum == 0 ? "sums to zero" : "DOES NOT SUM TO ZERO",
                 cli_ore(cli, l->sum));
}

/* ---- as JSON --------------------------------------------------------------------------------- */

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

static void json_balance(struct json *j, const struct ledger_sheet *l,
                         const struct ledger_balance *b) {
    json_open(j, NULL, '{');
    json_str(j, "account", words_name(&accounts, (int)b->account));
    json_str(j, "norwegian", norwegian_of(b->account));
    json_int(j, "balance_ore", b->balance);
    json_int(j, "debit_ore", money_max(b->balance, 0));
    json_int(j, "credit_ore", money_max(-b->balance, 0));
    json_bool(j, "must_never", is_forbidden(l, b));
    json_close(j, '}');
}

static void json_ledger(const struct engine *e, const struct ledger_sheet *l) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_day(&j, "as_of", l->filter.as_of ? l->filter.as_of : e->today);
    json_str(&j, "by", l->filter.by_legal ? "legal" : "booked");
    json_open(&j, "accounts", '[');
    for (uint32_t i = 0; i < l->n_balances; i++) {
        json_balance(&j, l, &l->balances[i]);
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

/* ---- the chart ------------------------------------------------------------------------------- */

static const struct report_column CHART_COLUMNS[] = {
    {.name = "account", .kind = CELL_TEXT, .doc = "The account."},
    {.name = "konto", .kind = CELL_TEXT, .doc = "Its Norwegian name."},
    {.name = "books", .kind = CELL_TEXT, .doc = "Whose it is."},
    {.name = "side", .kind = CELL_TEXT, .doc = "Where it normally stands."},
    {.name = "only", .kind = CELL_TEXT, .doc = "only: never on the other side, of the whole book."},
    {.name = "doc", .kind = CELL_TEXT, .doc = "What it is."},
    {.name = "other_side", .kind = CELL_TEXT, .doc = "What the other side means, or would mean."},
};
static const struct report_kind chart = {
    .name = "chart", .columns = CHART_COLUMNS,
    .note = "debit is positive, credit negative; all accounts together are zero",
    .n_columns = sizeof CHART_COLUMNS / sizeof CHART_COLUMNS[0],
};

static void print_chart(struct cli *cli, enum report_form form) {
    struct report_rows rows = {.kind = &chart, .n = (uint32_t)accounts.n,
        .cells = arena_take_n(&cli->arena, accounts.n * chart.n_columns,
                              sizeof(struct report_cell))};
    for (uint32_t i = 0; i < rows.n; i++) {
        const struct word *w = words_at(&accounts, i);
        const struct chart_row *row = chart_of((enum account)w->value);
        const char *texts[] = {w->name, w->norwegian, row->books,
            words_name(&sides, (int)row->side), row->only ? "only" : "", w->doc, row->never};
        for (uint32_t k = 0; k < chart.n_columns; k++) {
            rows.cells[i * chart.n_columns + k].text = text_of(texts[k]);
        }
    }
    report_print(cli, &rows, form);
}

/* ---- the command ----------------------------------------------------------------------------- */

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
    if (l->form == FORM_JSON) {
        json_ledger(h->engine, l);
    } else if (l->form == FORM_CSV) {
        const struct report_rows rows = trial_rows(cli, l);
        report_print(cli, &rows, FORM_CSV);
    } else {
        print_ledger(cli, l);
    }
    return STATUS_OK;
}

/* --by booked|legal; what it means without a day, nobody could tell. */
static bool take_by(struct cli *cli, struct ledger_filter *f) {
    const char *by = cli_option(cli, "--by");
    if (!by) {
        return true;
    }
    f->by_legal = strcmp(by, "legal") == 0;
    if (!f->by_legal && strcmp(by, "booked") != 0) {
        (void)cli_usage(cli, "ledger: --by %s: booked or legal", by);
    } else if (f->as_of == DAY_NONE) {
        (void)cli_usage(cli, "ledger: --by needs --as-of DAY");
    }
    return !cli->usage_failed;
}

int command_ledger(struct cli *cli) {
    struct home h;
    struct ledger_sheet l = {0};
    const char *number = cli_option(cli, "--case"), *org = cli_option(cli, "--creditor");
    const bool only_chart = cli_flag(cli, "--accounts");
    (void)cli_day_option(cli, "--as-of", &l.filter.as_of);
    const bool by = take_by(cli, &l.filter);
    l.form = report_form(cli);
    if (!cli_done(cli) || !by || (number && !show_case_number(cli, number, &l.filter.case_id))) {
        return 2;
    }
    if (only_chart && (number || org || l.filter.as_of != DAY_NONE)) {
        return cli_usage(cli, "ledger: --accounts is the whole book's, on any day");
    }
    if (only_chart) {
        print_chart(cli, l.form);
        return 0;
    }
    l.with_lines = number || org;
    l.judged = !l.with_lines && !l.filter.by_legal;
    if (home_open(cli, DB_READ, &h)) {
        return 1;
    }
    const int rc = look(&h, org, &l);
    home_close(&h);
    return rc ? cli_fail(cli) : l.sum != 0 || l.n_forbidden > 0 ? 1 : 0;
}
