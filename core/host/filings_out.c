/* filings_out.c - see filings_out.h. */
#include "host/filings_out.h"

#include "host/show.h"

static const char *what_came(struct cli *cli, const struct filing_note *n) {
    if (n->decided == DAY_NONE) {
        return "pending";
    }
    return arena_printf(&cli->arena, "%s on %s%s", words_name(&filing_outcomes, (int)n->outcome),
                        cli_day(cli, n->decided), n->ended == DAY_NONE ? ", goes on" : "").ptr;
}

void filings_rows(struct table *t, struct cli *cli, const struct krav_case *c) {
    const struct filing_ask *ask = &c->filing_asked;
    if (ask->kind != 0) {
        table_cell(t, "to be filed");
        table_cellf(t, "%s, asked %s%s%s; document %s", words_name(&filing_kinds, (int)ask->kind),
                    cli_day(cli, ask->on), ask->until == DAY_NONE ? "" : ", at the latest ",
                    ask->until == DAY_NONE ? "" : cli_day(cli, ask->until),
                    show_hash(cli, &ask->paper));
    }
    for (uint32_t i = 0; i < c->n_filings; i++) {
        const struct filing_note *n = &c->filings[i];
        table_cell(t, i == 0 ? "filed" : "");
        table_cellf(t, "%s %s%s%.*s: %s%s%s", cli_day(cli, n->filed),
                    words_name(&filing_kinds, (int)n->kind), n->reference.len > 0 ? ", " : "",
                    TEXT_ARG(n->reference), what_came(cli, n), n->awarded > 0 ? ", awarded " : "",
                    n->awarded > 0 ? cli_ore(cli, n->awarded) : "");
    }
}

static void put_filing(struct json *j, const struct filing_note *n) {
    json_open(j, NULL, '{');
    json_str(j, "kind", words_name(&filing_kinds, (int)n->kind));
    json_day(j, "filed", n->filed);
    json_bool(j, "pending", n->ended == DAY_NONE);
    json_day(j, "decided", n->decided);
    json_day(j, "ended", n->ended);
    json_str(j, "outcome", n->outcome ? words_name(&filing_outcomes, (int)n->outcome) : NULL);
    json_text(j, "reference", show_absent(n->reference));
    json_int(j, "court_fee_ore", n->court_fee);
    json_int(j, "awarded_ore", n->awarded);
    json_bool(j, "by_invoice", n->by_invoice);
    json_close(j, '}');
}

void filings_json(struct json *j, const char *key, const struct krav_case *c) {
    const struct filing_ask *ask = &c->filing_asked;
    char hex[HASH_HEX];
    json_open(j, key, '{');
    json_str(j, "asked", ask->kind ? words_name(&filing_kinds, (int)ask->kind) : NULL);
    json_day(j, "asked_on", ask->on);
    json_day(j, "last_day", ask->until);
    json_str(j, "document", ask->kind ? hash_hex(&ask->paper, hex) : NULL);
    json_open(j, "filed", '[');
    for (uint32_t i = 0; i < c->n_filings; i++) {
        put_filing(j, &c->filings[i]);
    }
    json_close(j, ']');
    json_close(j, '}');
}
