/* refunds_out.c - see refunds_out.h. */
#include "host/refunds_out.h"

#include "host/table.h"

void refunds_print(struct cli *cli, const struct krav_case *c) {
    struct table t;
    if (c->n_refunds == 0) {
        return;
    }
    table_begin(&t, "lrl");
    t.indent = "  ";
    table_heads(&t, "asked", "amount", "state", NULL);
    for (uint32_t i = 0; i < c->n_refunds; i++) {
        const struct refund_note *r = &c->refunds[i];
        table_cell(&t, cli_day(cli, r->on));
        table_cell(&t, cli_ore(cli, r->amount));
        table_cell(&t, words_name(&refund_states, (int)r->state));
    }
    (void)puts("\nGoes back");
    table_print(&t);
}

void refunds_json(struct json *j, const char *name, const struct krav_case *c) {
    json_open(j, name, '[');
    for (uint32_t i = 0; i < c->n_refunds; i++) {
        const struct refund_note *r = &c->refunds[i];
        json_open(j, NULL, '{');
        json_day(j, "on", r->on);
        json_int(j, "amount_ore", r->amount);
        json_str(j, "state", words_name(&refund_states, (int)r->state));
        json_close(j, '}');
    }
    json_close(j, ']');
}
