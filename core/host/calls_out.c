/* calls_out.c - see calls_out.h. */
#include "host/calls_out.h"

#define ATTEMPTS_SHOWN 5

void calls_rows(struct table *t, struct cli *cli, const struct krav_case *c) {
    if (c->call_asked.on != DAY_NONE) {
        table_cell(t, "to be called");
        table_cellf(t, "asked %s, until %s: %.*s", cli_day(cli, c->call_asked.on),
                    cli_day(cli, c->call_asked.until), TEXT_ARG(c->call_asked.why));
    }
    const uint32_t first = c->n_calls > ATTEMPTS_SHOWN ? c->n_calls - ATTEMPTS_SHOWN : 0;
    for (uint32_t i = first; i < c->n_calls; i++) {
        table_cell(t, i == first ? "called" : "");
        table_cellf(t, "%s: %s", cli_day(cli, c->calls[i].day),
                    words_name(&call_outcomes, (int)c->calls[i].outcome));
    }
}

void calls_json(struct json *j, const char *key, const struct krav_case *c) {
    json_open(j, key, '{');
    json_day(j, "asked", c->call_asked.on);
    json_day(j, "until", c->call_asked.until);
    json_text(j, "why", c->call_asked.why.len > 0 ? c->call_asked.why : (struct text){NULL, 0});
    json_open(j, "attempts", '[');
    for (uint32_t i = 0; i < c->n_calls; i++) {
        json_open(j, NULL, '{');
        json_day(j, "day", c->calls[i].day);
        json_str(j, "outcome", words_name(&call_outcomes, (int)c->calls[i].outcome));
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}
