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
