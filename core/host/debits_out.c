/* debits_out.c - see debits_out.h. */
#include "host/debits_out.h"

#include "host/show.h"
#include "host/table.h"
#include "store/debits.h"

/* How far the newest of it has come on its way to the bank: the deletion's, if there is one. */
static const char *way_of(const struct sheet *s, const struct debit_note *d) {
    const char *way = "";
    for (uint32_t i = 0; i < s->n_debits; i++) {
        if (hash_eq(&s->debits[i].request, &d->key)) {
            way = words_name(&debit_ways, (int)s->debits[i].way);
        }
    }
    return way;
}

static struct text what_became(struct cli *cli, const struct sheet *s, const struct debit_note *d) {
    const char *way = way_of(s, d);
    switch (d->state) {
    case DEBIT_PAID:
        return arena_printf(&cli->arena, "paid %s by %.*s", cli_day(cli, d->ended),
                            TEXT_ARG(d->paid_by));
    case DEBIT_DELETED:
        return arena_printf(&cli->arena, "deleted %s: %.*s; deletion %s", cli_day(cli, d->ended),
                            TEXT_ARG(d->why), way);
    case DEBIT_NOT_TAKEN:
        return arena_printf(&cli->arena, "not taken: %.*s", TEXT_ARG(d->why));
    case DEBIT_ASKED:
    default:
        return d->due < s->home->engine->today
                   ? TEXT("its day has passed, and the bank has not paid it")
                   : arena_printf(&cli->arena, "stands; %s", way);
    }
}

void debits_print(struct cli *cli, const struct sheet *s) {
    struct table t;
    if (s->c.n_debits == 0) {
        return;
    }
    table_begin(&t, "llrll");
    t.indent = "  ";
    table_heads(&t, "asked", "due", "amount", "KID", "what became of it", NULL);
    for (uint32_t i = 0; i < s->c.n_debits; i++) {
        const struct debit_note *d = &s->c.debits[i];
        table_cell(&t, cli_day(cli, d->asked));
        table_cell(&t, cli_day(cli, d->due));
        table_cell(&t, cli_ore(cli, d->amount));
        table_text(&t, d->kid);
        table_text(&t, what_became(cli, s, d));
    }
    (void)puts("\nAsked of the payer's bank (AvtaleGiro)");
    table_print(&t);
}

void debits_json(struct json *j, const char *name, const struct sheet *s) {
    char hex[HASH_HEX];
    json_open(j, name, '[');
    for (uint32_t i = 0; i < s->c.n_debits; i++) {
        const struct debit_note *d = &s->c.debits[i];
        json_open(j, NULL, '{');
        json_day(j, "asked", d->asked);
        json_day(j, "due", d->due);
        json_int(j, "amount_ore", d->amount);
        json_text(j, "kid", d->kid);
        json_bool(j, "notice", d->notice);
        json_str(j, "state", words_name(&debit_states, (int)d->state));
        json_str(j, "way", way_of(s, d));
        json_day(j, "ended", d->ended);
        json_text(j, "why", show_absent(d->why));
        json_text(j, "paid_by", show_absent(d->paid_by));
        json_str(j, "key", hash_hex(&d->key, hex));
        json_close(j, '}');
    }
    json_close(j, ']');
}
