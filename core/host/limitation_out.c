/* limitation_out.c - see limitation_out.h. */
#include "host/limitation_out.h"

#include "domain/interest_lapse.h"
#include "host/show.h"
#include "host/table.h"

static bool pending(day lapses) { return lapses == LIMITATION_NEVER; }

/* ---- periods --------------------------------------------------------------------------------- */

void limitation_print_periods(struct cli *cli, const struct limitation_period *periods,
                              uint32_t n) {
    struct table t;
    table_begin(&t, "lllrlll");
    table_heads(&t, "period from", "interrupted", "since", "years", "ends", "last day", "paragraph",
                NULL);
    for (uint32_t i = 0; i < n; i++) {
        const struct limitation_period *p = &periods[i];
        const bool none = p->lapses == DAY_NONE;
        table_cell(&t, limitation_words[p->start].name);
        table_cell(&t, p->start == FROM_DUE ? "-" : cli_day(cli, p->interrupted));
        table_cell(&t, cli_day(cli, p->from));
        if (p->years > 0) {
            table_int(&t, p->years);
        } else {
            table_cell(&t, "-");
        }
        table_cell(&t, pending(p->lapses) ? "pending" : cli_day(cli, p->ends));
        table_cell(&t, pending(p->lapses) ? "-" : cli_day(cli, p->lapses));
        table_cellf(&t, "%s%s", limitation_paragraph(p),
                    p->counts ? "" : none ? "; came to nothing" : "; too late");
    }
    table_print(&t);
}

void limitation_json_periods(struct json *j, const struct limitation_period *periods, uint32_t n) {
    json_open(j, "periods", '[');
    for (uint32_t i = 0; i < n; i++) {
        const struct limitation_period *p = &periods[i];
        json_open(j, NULL, '{');
        json_str(j, "start", limitation_words[p->start].name);
        json_day(j, "interrupted", p->start == FROM_DUE ? DAY_NONE : p->interrupted);
        json_day(j, "from", p->from);
        json_int(j, "years", p->years);
        json_day(j, "ends", pending(p->lapses) ? DAY_NONE : p->ends);
        json_day(j, "lapses", pending(p->lapses) ? DAY_NONE : p->lapses);
        json_bool(j, "pending", pending(p->lapses));
        json_bool(j, "counts", p->counts);
        json_str(j, "paragraph", limitation_paragraph(p));
        json_close(j, '}');
    }
    json_close(j, ']');
}

/* ---- a case ---------------------------------------------------------------------------------- */

static const char *lapse_text(struct cli *cli, day lapses, day today) {
    return pending(lapses)      ? "nothing lapses while it is pending"
           : lapses == DAY_NONE ? "-"
                                : arena_printf(&cli->arena, "%s%s", cli_day(cli, lapses),
                                               today > lapses ? ", lost by time since" : "").ptr;
}

static void print_costs(struct cli *cli, const struct sheet *s) {
    const day today = s->home->engine->today;
    struct table t;
    if (case_costs_open(&s->c) == 0) {
        return;
    }
    table_begin(&t, "llrl");
    t.indent = "  ";
    table_heads(&t, "fee", "charged", "open", "last day", NULL);
    for (uint32_t i = 0; i < s->c.n_costs; i++) {
        const struct cost *cost = &s->c.costs[i];
        if (cost_open(cost) > 0) {
            table_cell(&t, words_name(&fee_kinds, (int)cost->fee));
            table_cell(&t, cli_day(cli, cost->charged));
            table_cell(&t, cli_ore(cli, cost_open(cost)));
            table_cell(&t, lapse_text(cli, limitation_of_cost(&s->c, i), today));
        }
    }
    (void)puts("\nCosts, by themselves");
    table_print(&t);
}

static void print(struct cli *cli, const struct sheet *s) {
    const struct krav_case *c = &s->c;
    const day today = s->home->engine->today;
    (void)printf("Case %lld: limitation (foreldelsesloven)\n", (long long)c->id);
    for (uint32_t i = 0; i < c->n_claims; i++) {
        struct limitation_period *periods;
        const uint32_t n = limitation_periods(c, i, &cli->arena, &periods);
        (void)printf("\nClaim %d, %.*s: %s open; last day %s\n", (int)c->claims[i].claim.number,
                     TEXT_ARG(c->claims[i].claim.invoice), cli_ore(cli, c->claims[i].open),
                     lapse_text(cli, limitation_of_claim(c, i), today));
        limitation_print_periods(cli, periods, n);
    }
    const day first = interest_lapses_first(c, today);
    if (first != DAY_NONE || c->interest_lapsed != 0) {
        (void)printf("\nInterest, by itself: %s is lost; the next last day %s\n",
                     cli_ore(cli, c->interest_lapsed), cli_day(cli, first));
    }
    print_costs(cli, s);
}

static void json_lapse(struct json *j, day lapses) {
    json_day(j, "lapses", pending(lapses) ? DAY_NONE : lapses);
    json_bool(j, "pending", pending(lapses));
}

static void print_json(struct cli *cli, const struct sheet *s) {
    const struct krav_case *c = &s->c;
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_int(&j, "case", c->id);
    json_open(&j, "claims", '[');
    for (uint32_t i = 0; i < c->n_claims; i++) {
        struct limitation_period *periods;
        const uint32_t n = limitation_periods(c, i, &cli->arena, &periods);
        const struct claim *claim = &c->claims[i].claim;
        json_open(&j, NULL, '{');
        json_int(&j, "number", claim->number);
        json_text(&j, "invoice", show_absent(claim->invoice));
        json_str(&j, "basis", claim->basis ? words_name(&claim_bases, (int)claim->basis) : NULL);
        json_int(&j, "open_ore", c->claims[i].open);
        json_lapse(&j, limitation_of_claim(c, i));
        limitation_json_periods(&j, periods, n);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_open(&j, "interest", '{');
    json_int(&j, "lapsed_ore", c->interest_lapsed);
    json_day(&j, "lapses", interest_lapses_first(c, s->home->engine->today));
    json_close(&j, '}');
    json_open(&j, "costs", '[');
    for (uint32_t i = 0; i < c->n_costs; i++) {
        if (cost_open(&c->costs[i]) > 0) {
            json_open(&j, NULL, '{');
            json_str(&j, "fee", words_name(&fee_kinds, (int)c->costs[i].fee));
            json_day(&j, "charged", c->costs[i].charged);
            json_int(&j, "open_ore", cost_open(&c->costs[i]));
            json_lapse(&j, limitation_of_cost(c, i));
            json_close(&j, '}');
        }
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}

int limitation_case_print(struct cli *cli, const struct sheet *s) {
    if (cli->json) {
        print_json(cli, s);
    } else {
        print(cli, s);
    }
    return STATUS_OK;
}
