/* plan_out.c - see plan_out.h. */
#include "host/plan_out.h"

#include "domain/plan.h"
#include "host/table.h"

struct instalment {
    day due;
    ore amount, paid;
    const char *state; /* "paid", "partly", "missing", "waits" */
};

/* `left`: what has come since the agreement and covered no earlier instalment. */
static struct instalment instalment_of(const struct plan_view *v, int32_t k, ore *left) {
    struct instalment i = {.due = plan_due(v->plan, k), .amount = plan_amount(v->plan, k)};
    i.paid = money_min(*left, i.amount);
    *left -= i.paid;
    const bool late = v->today > day_add_bank_days(i.due, v->grace_bank_days);
    i.state = i.paid == i.amount ? "paid" : late ? "missing" : i.paid > 0 ? "partly" : "waits";
    return i;
}

void plan_print(struct cli *cli, const struct plan_view *v) {
    struct table t;
    ore left = v->plan->paid;
    table_begin(&t, "rlrrl");
    t.indent = "  ";
    table_heads(&t, "no", "due", "amount", "paid", "", NULL);
    for (int32_t k = 1; k <= v->plan->parts; k++) {
        const struct instalment i = instalment_of(v, k, &left);
        table_int(&t, k);
        table_cell(&t, cli_day(cli, i.due));
        table_cell(&t, cli_ore(cli, i.amount));
        table_cell(&t, cli_ore(cli, i.paid));
        table_cell(&t, i.state);
    }
    table_print(&t);
}

void plan_json(struct json *j, const char *key, const struct plan_view *v) {
    const struct plan *p = v->plan;
    ore left = p->paid;
    if (!plan_runs(p)) {
        json_str(j, key, NULL);
        return;
    }
    json_open(j, key, '{');
    json_day(j, "agreed", p->agreed);
    json_int(j, "parts", p->parts);
    json_int(j, "total_ore", p->total);
    json_int(j, "paid_ore", p->paid);
    json_int(j, "uplift_ore", p->uplift);
    json_int(j, "done_before", p->done);
    json_open(j, "instalments", '[');
    for (int32_t k = 1; k <= p->parts; k++) {
        const struct instalment i = instalment_of(v, k, &left);
        json_open(j, NULL, '{');
        json_int(j, "number", k);
        json_day(j, "due", i.due);
        json_int(j, "amount_ore", i.amount);
        json_int(j, "paid_ore", i.paid);
        json_str(j, "state", i.state);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

/* ---- day by day, with the interest ----------------------------------------------------------- */

int schedule_print(struct cli *cli, const struct schedule_input *in, const struct plan *plan) {
    struct plan_schedule s;
    struct table t;
    bool estimate = false;
    const int rc = plan_schedule_left(in, plan, &cli->arena, &s, &cli->st);
    if (rc) {
        return rc;
    }
    table_begin(&t, "rlrrrl");
    t.indent = "  ";
    table_heads(&t, "no", "due", "amount", "of it interest", "left", "", NULL);
    for (uint32_t i = 0; i < s.n_rows; i++) {
        const struct schedule_row *row = &s.rows[i];
        table_int(&t, (int64_t)i + 1);
        table_cell(&t, cli_day(cli, row->due));
        table_cell(&t, cli_ore(cli, row->amount));
        table_cell(&t, cli_ore(cli, row->interest));
        table_cell(&t, cli_ore(cli, row->left));
        table_cell(&t, row->estimate ? "estimate" : "");
        estimate = estimate || row->estimate;
    }
    table_print(&t);
    (void)printf("  %s in all, of which %s is interest that runs until then%s\n",
                 cli_ore(cli, s.total), cli_ore(cli, s.interest),
                 estimate ? "; estimate: the rate of that day is not set yet" : "");
    if (plan->uplift > 0) {
        (void)printf("  and at most %s is the addition for more than four instalments "
                     "(inkassoforskriften § 2-4)\n", cli_ore(cli, plan->uplift));
    }
    (void)puts("  a missed one is asked for by letter, with fourteen days to pay; only then may "
               "the plan end");
    return STATUS_OK;
}

int schedule_json(struct cli *cli, struct json *j, const char *key,
                  const struct schedule_input *in, const struct plan *plan) {
    struct plan_schedule s = {.n_rows = 0};
    const int rc = plan_runs(plan) ? plan_schedule_left(in, plan, &cli->arena, &s, &cli->st) : 0;
    if (rc || !plan_runs(plan)) {
        json_str(j, key, NULL);
        return rc;
    }
    json_open(j, key, '{');
    json_int(j, "owed_ore", s.owed);
    json_int(j, "interest_ore", s.interest);
    json_int(j, "uplift_ore", plan->uplift);
    json_str(j, "uplift_by", plan->uplift > 0 ? "inkassoforskriften § 2-4" : NULL);
    json_int(j, "total_ore", s.total);
    json_open(j, "instalments", '[');
    for (uint32_t i = 0; i < s.n_rows; i++) {
        const struct schedule_row *row = &s.rows[i];
        json_open(j, NULL, '{');
        json_day(j, "due", row->due);
        json_int(j, "amount_ore", row->amount);
        json_int(j, "interest_ore", row->interest);
        json_int(j, "left_ore", row->left);
        json_bool(j, "estimate", row->estimate);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
    return STATUS_OK;
}
