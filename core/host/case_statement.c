/* case_statement.c - see case_statement.h. */
#include "host/case_statement.h"

#include "domain/kid.h"
#include "domain/plan.h"
#include "host/costs_out.h"
#include "host/json.h"
#include "host/show.h"
#include "host/table.h"
#include "law/costs_lost.h"
#include "law/explain.h"

/* What is known of the costs and of the interest of a case, once, for both forms. */
struct told_cost {
    const struct cost *cost;
    const char *paragraph;
    enum cost_state state;
};
struct told_interest { /* of one claim */
    struct interest_result r;
    const char *untold; /* why it cannot be reckoned; NULL */
};
struct told_case {
    const struct sheet *s;
    struct told_cost *costs;
    struct told_interest *interest; /* one per claim */
};

/* As domain/interest.c reckons it: from the day after the effective due day, or after what an older
 * system had reckoned. */
static void reckon(struct cli *cli, const struct sheet *s, uint32_t i, struct told_interest *out) {
    const struct engine *e = s->home->engine;
    const struct claim *claim = &s->c.claims[i].claim;
    const day until = case_is_open(&s->c) && s->why_not.len == 0 ? e->today : s->c.interest_until;
    struct status why = {0, ""};
    *out = (struct told_interest){0};
    if (claim->due == DAY_NONE) {
        return;
    }
    const struct interest_input in = {.principal = claim->principal,
        .due = claim->interest_to != DAY_NONE ? claim->interest_to : day_bank_day_from(claim->due),
        .until = until, .agreed_bp = claim->rate_bp, .moves = s->c.moves,
        .n_moves = s->c.n_moves, .claim = claim->number};
    if (until != DAY_NONE && interest_compute(&in, &e->law->interest, &cli->arena, &out->r, &why)) {
        out->untold = arena_cstr(&cli->arena, text_of(why.text));
    }
}

static int tell_all(struct cli *cli, const struct sheet *s, struct told_case *out) {
    *out = (struct told_case){.s = s};
    out->costs = arena_take_n(&cli->arena, s->c.n_costs + 1u, sizeof *out->costs);
    out->interest = arena_take_n(&cli->arena, s->c.n_claims + 1u, sizeof *out->interest);
    for (uint32_t i = 0; i < s->c.n_claims; i++) {
        reckon(cli, s, i, &out->interest[i]);
    }
    for (uint32_t i = 0; i < s->c.n_costs; i++) {
        struct charge_explained x = {0};
        const int rc = costs_explain(s, i, &x);
        if (rc) {
            return rc;
        }
        out->costs[i] = (struct told_cost){&s->c.costs[i], x.paragraph ? x.paragraph : "",
                                           costs_state(&s->c, &s->c.costs[i])};
    }
    return STATUS_OK;
}

static const char *norwegian(const struct words *w, int value) {
    const struct word *word = words_by_value(w, value);
    return word ? word->norwegian : "?";
}

/* ---- as text --------------------------------------------------------------------------------- */

static void print_claims(struct cli *cli, const struct sheet *s) {
    struct table t;
    (void)puts("\nHva kravet gjelder");
    table_begin(&t, "lllllrrl");
    table_heads(&t, "Faktura", "Fakturadato", "Levert", "Forfall", "Kreditors nr.", "Hovedstol",
                "Gjenstår", "Gjelder", NULL);
    for (uint32_t i = 0; i < s->c.n_claims; i++) {
        const struct claim *c = &s->c.claims[i].claim;
        table_text(&t, c->invoice);
        table_cell(&t, cli_day(cli, c->issued));
        table_cell(&t, cli_day(cli, c->delivered));
        table_cell(&t, cli_day(cli, c->due));
        table_text(&t, c->source);
        table_cell(&t, cli_ore(cli, c->principal));
        table_cell(&t, cli_ore(cli, s->c.claims[i].open));
        table_text(&t, sheet_words(s, &c->text_hash));
    }
    table_print(&t);
}

static void print_interest(struct cli *cli, const struct told_case *told) {
    const struct sheet *s = told->s;
    struct table t;
    (void)puts("\nForsinkelsesrente");
    table_begin(&t, "lllrrrr");
    table_heads(&t, "Faktura", "Fra", "Til", "Dager", "Prosent", "Av", "Rente", NULL);
    for (uint32_t i = 0; i < s->c.n_claims; i++) {
        const struct claim *c = &s->c.claims[i].claim;
        const struct interest_result *r = &told->interest[i].r;
        if (c->interest_brought > 0) {
            table_text(&t, c->invoice);
            table_cell(&t, "");
            table_cell(&t, cli_day(cli, c->interest_to));
            table_cell(&t, "");
            table_cell(&t, "");
            table_cell(&t, "overtatt");
            table_cell(&t, cli_ore(cli, c->interest_brought));
        }
        for (uint32_t k = 0; k < r->n_segments; k++) {
            const struct interest_segment *g = &r->segments[k];
            table_text(&t, c->invoice);
            table_cell(&t, cli_day(cli, g->from));
            table_cell(&t, cli_day(cli, g->to));
            table_int(&t, g->days);
            table_cell(&t, show_percent(cli, g->bp, ','));
            table_cell(&t, cli_ore(cli, g->principal));
            table_cell(&t, cli_ore(cli, money_round_half_up(g->numerator, g->denominator)));
        }
    }
    table_print(&t);
    (void)printf("  Påløpt i alt %s, av dette betalt %s og frafalt %s. Hvert tidsrom er avrundet; "
                 "summen er det ikke.\n",
                 cli_ore(cli, s->balances.interest + s->c.interest_paid + s->c.interest_waived),
                 cli_ore(cli, s->c.interest_paid), cli_ore(cli, s->c.interest_waived));
}

static void print_costs(struct cli *cli, const struct told_case *told) {
    struct table t;
    (void)puts("\nKostnader");
    table_begin(&t, "llrrrll");
    table_heads(&t, "Dato", "Hva", "Beløp", "Betalt", "Frafalt", "Status", "Hjemmel", NULL);
    for (uint32_t i = 0; i < told->s->c.n_costs; i++) {
        const struct told_cost *x = &told->costs[i];
        table_cell(&t, cli_day(cli, x->cost->charged));
        table_cell(&t, norwegian(&fee_kinds, (int)x->cost->fee));
        table_cell(&t, cli_ore(cli, x->cost->amount));
        table_cell(&t, cli_ore(cli, x->cost->paid));
        table_cell(&t, cli_ore(cli, x->cost->waived));
        table_cell(&t, norwegian(&cost_states, (int)x->state));
        table_cell(&t, x->paragraph);
    }
    table_print(&t);
}

static void print_payments(struct cli *cli, const struct sheet *s) {
    struct table t;
    (void)puts("\nBetalinger");
    table_begin(&t, "lrrrrrl");
    table_heads(&t, "Dato", "Beløp", "Kostnader", "Rente", "Hovedstol", "For mye", "", NULL);
    for (uint32_t i = 0; i < s->c.n_payments; i++) {
        const struct payment_note *p = &s->c.payments[i];
        if (p->undone) {
            continue;
        }
        table_cell(&t, cli_day(cli, p->legal_day));
        table_cell(&t, cli_ore(cli, p->amount));
        table_cell(&t, cli_ore(cli, p->costs_creditor + p->costs_agency + p->costs_court));
        table_cell(&t, cli_ore(cli, p->interest));
        table_cell(&t, cli_ore(cli, p->principal));
        table_cell(&t, cli_ore(cli, p->over));
        table_cell(&t, p->direct ? "til kreditor" : "");
    }
    table_print(&t);
    if (s->agreement) {
        (void)printf("  Delbetalinger dekker først %s, så %s og til slutt %s.\n",
                     norwegian(&components, (int)s->agreement->order1),
                     norwegian(&components, (int)s->agreement->order2),
                     norwegian(&components, (int)s->agreement->order3));
    }
}

/* What was done, and what a letter that is underway or a day that was given announces. */
static void print_steps(struct cli *cli, const struct sheet *s) {
    struct table t;
    (void)puts("\nInnkrevingsskritt");
    table_begin(&t, "lll");
    table_heads(&t, "Dato", "Hva", "Frist", NULL);
    for (uint32_t i = 0; i < s->c.n_letters; i++) {
        const struct letter_note *l = &s->c.letters[i];
        const bool started = l->state == LETTER_SENT || l->state == LETTER_RETURNED;
        const bool announced = l->state == LETTER_PLANNED || l->state == LETTER_COMPOSED;
        if (started || announced) {
            table_cell(&t, started ? cli_day(cli, l->sent) : "varslet");
            table_cell(&t, norwegian(&letter_kinds, (int)l->kind));
            table_cell(&t, cli_day(cli, l->deadline));
        }
    }
    for (uint32_t i = 0; i < s->c.n_filings; i++) {
        const struct filing_note *f = &s->c.filings[i];
        table_cell(&t, cli_day(cli, f->filed));
        table_cell(&t, norwegian(&filing_kinds, (int)f->kind));
        table_cell(&t, "");
    }
    if (s->c.judged != DAY_NONE) {
        table_cell(&t, cli_day(cli, s->c.judged));
        table_cell(&t, "avgjørelse");
        table_cell(&t, "");
    }
    table_print(&t);
    if (s->c.disputed_since != DAY_NONE) {
        (void)printf("  Innsigelse fra %s: innkrevingen er stanset.\n",
                     cli_day(cli, s->c.disputed_since));
    }
    if (plan_runs(&s->c.plan)) {
        (void)printf("  Avdragsordning avtalt %s: %d avdrag fra %s.\n",
                     cli_day(cli, s->c.plan.agreed), (int)s->c.plan.parts,
                     cli_day(cli, s->c.plan.first));
    }
    if (s->c.deferred_until != DAY_NONE) {
        (void)printf("  Betalingsutsettelse til %s.\n", cli_day(cli, s->c.deferred_until));
    }
}

static void print_all(struct cli *cli, const struct told_case *told) {
    const struct sheet *s = told->s;
    const struct balances *b = &s->balances;
    char kid[KID_OWN_LEN + 1];
    (void)printf("Opplysninger om sak %lld, KID %s, per %s\n", (long long)s->c.id,
                 kid_make(s->c.id, 0, kid), cli_day(cli, s->home->engine->today));
    (void)printf("Skyldner: %.*s\n", TEXT_ARG(s->debtor.name));
    if (s->creditor) {
        (void)printf("Kreditor: %.*s (org.nr. %.*s)%s%.*s%s%.*s\n", TEXT_ARG(s->creditor->name),
                     TEXT_ARG(s->creditor->org), s->creditor->address.len ? ", " : "",
                     TEXT_ARG(s->creditor->address), s->creditor->email.len ? ", " : "",
                     TEXT_ARG(s->creditor->email));
    }
    print_claims(cli, s);
    print_interest(cli, told);
    print_costs(cli, told);
    print_payments(cli, s);
    (void)printf("\nGjenstår: hovedstol %s, rente %s, kostnader %s, i alt %s kroner\n",
                 cli_ore(cli, b->principal), cli_ore(cli, b->interest), cli_ore(cli, b->costs),
                 cli_ore(cli, b->open));
    if (s->why_not.len > 0) {
        (void)puts("  Renten er tatt med til den dagen den sist ble bokført.");
    }
    print_steps(cli, s);
}

/* ---- as JSON --------------------------------------------------------------------------------- */

static void json_claim(struct json *j, const struct told_case *told, uint32_t i) {
    const struct claim_state *state = &told->s->c.claims[i];
    const struct claim *c = &state->claim;
    json_open(j, NULL, '{');
    json_text(j, "source", c->source);
    json_text(j, "invoice", show_absent(c->invoice));
    json_day(j, "issued", c->issued);
    json_day(j, "delivered", c->delivered);
    json_day(j, "due", c->due);
    json_text(j, "subject", show_absent(sheet_words(told->s, &c->text_hash)));
    json_int(j, "principal_ore", c->principal);
    json_int(j, "open_ore", state->open);
    json_int(j, "interest_brought_ore", c->interest_brought);
    json_str(j, "interest_unknown_because", told->interest[i].untold);
    json_open(j, "interest", '[');
    for (uint32_t k = 0; k < told->interest[i].r.n_segments; k++) {
        const struct interest_segment *g = &told->interest[i].r.segments[k];
        json_open(j, NULL, '{');
        json_day(j, "from", g->from);
        json_day(j, "to", g->to);
        json_int(j, "days", g->days);
        json_int(j, "rate_bp", g->bp);
        json_int(j, "principal_ore", g->principal);
        json_int(j, "interest_ore", money_round_half_up(g->numerator, g->denominator));
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

static void json_costs(struct json *j, const struct told_case *told) {
    json_open(j, "costs", '[');
    for (uint32_t i = 0; i < told->s->c.n_costs; i++) {
        const struct told_cost *x = &told->costs[i];
        json_open(j, NULL, '{');
        json_str(j, "fee", words_name(&fee_kinds, (int)x->cost->fee));
        json_day(j, "charged", x->cost->charged);
        json_int(j, "amount_ore", x->cost->amount);
        json_int(j, "paid_ore", x->cost->paid);
        json_int(j, "waived_ore", x->cost->waived);
        json_str(j, "state", words_name(&cost_states, (int)x->state));
        json_str(j, "paragraph", x->paragraph);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void json_payments(struct json *j, const struct sheet *s) {
    json_open(j, "payments", '[');
    for (uint32_t i = 0; i < s->c.n_payments; i++) {
        const struct payment_note *p = &s->c.payments[i];
        if (!p->undone) {
            json_open(j, NULL, '{');
            json_day(j, "legal_day", p->legal_day);
            json_int(j, "amount_ore", p->amount);
            json_int(j, "costs_ore", p->costs_creditor + p->costs_agency + p->costs_court);
            json_int(j, "interest_ore", p->interest);
            json_int(j, "principal_ore", p->principal);
            json_int(j, "over_ore", p->over);
            json_bool(j, "direct", p->direct);
            json_close(j, '}');
        }
    }
    json_close(j, ']');
    json_open(j, "allocation_order", '[');
    for (int i = 0; s->agreement && i < 3; i++) {
        const enum component order[] = {s->agreement->order1, s->agreement->order2,
                                        s->agreement->order3};
        json_str(j, NULL, words_name(&components, (int)order[i]));
    }
    json_close(j, ']');
}

static void json_steps(struct json *j, const struct sheet *s) {
    json_open(j, "steps", '[');
    for (uint32_t i = 0; i < s->c.n_letters; i++) {
        const struct letter_note *l = &s->c.letters[i];
        if (l->state != LETTER_NOT_SENT && l->state != LETTER_WITHDRAWN) {
            json_open(j, NULL, '{');
            json_str(j, "letter", words_name(&letter_kinds, (int)l->kind));
            json_day(j, "sent", l->sent);
            json_day(j, "deadline", l->deadline);
            json_close(j, '}');
        }
    }
    json_close(j, ']');
    json_open(j, "filings", '[');
    for (uint32_t i = 0; i < s->c.n_filings; i++) {
        json_open(j, NULL, '{');
        json_str(j, "filing", words_name(&filing_kinds, (int)s->c.filings[i].kind));
        json_day(j, "filed", s->c.filings[i].filed);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_day(j, "disputed_since", s->c.disputed_since);
    json_day(j, "deferred_until", s->c.deferred_until);
    json_day(j, "judged", s->c.judged);
    const struct plan_view plan = sheet_plan(s);
    plan_json(j, "plan", &plan);
}

static void json_all(const struct told_case *told) {
    const struct sheet *s = told->s;
    char kid[KID_OWN_LEN + 1];
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_int(&j, "case", s->c.id);
    json_str(&j, "kid", kid_make(s->c.id, 0, kid));
    json_day(&j, "today", s->home->engine->today);
    json_text(&j, "debtor", s->debtor.name);
    json_text(&j, "creditor_org", s->creditor ? s->creditor->org : (struct text){NULL, 0});
    json_text(&j, "creditor", s->creditor ? s->creditor->name : (struct text){NULL, 0});
    json_text(&j, "creditor_address",
              s->creditor ? show_absent(s->creditor->address) : (struct text){NULL, 0});
    json_text(&j, "creditor_email",
              s->creditor ? show_absent(s->creditor->email) : (struct text){NULL, 0});
    json_str(&j, "original_creditor", NULL); /* of an assigned claim: recorded nowhere */
    json_open(&j, "claims", '[');
    for (uint32_t i = 0; i < s->c.n_claims; i++) {
        json_claim(&j, told, i);
    }
    json_close(&j, ']');
    json_costs(&j, told);
    json_payments(&j, s);
    json_int(&j, "principal_ore", s->balances.principal);
    json_int(&j, "interest_ore", s->balances.interest);
    json_int(&j, "costs_ore", s->balances.costs);
    json_int(&j, "open_ore", s->balances.open);
    json_text(&j, "as_posted_because", show_absent(s->why_not));
    json_steps(&j, s);
    json_close(&j, '}');
    json_print(&j);
}

int case_statement_print(struct cli *cli, const struct sheet *s) {
    struct told_case told;
    const int rc = tell_all(cli, s, &told);
    if (rc == STATUS_OK && cli->json) {
        json_all(&told);
    } else if (rc == STATUS_OK) {
        print_all(cli, &told);
    }
    return rc;
}
