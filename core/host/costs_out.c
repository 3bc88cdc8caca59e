/* costs_out.c - see costs_out.h.
 *
 *     steps ──fold, up to the event that settled the amount──▶ case just before ──▶ law_explain_charge
 *
 * So a cost is explained by what was recorded at the time, however long ago. */
#include "host/costs_out.h"

#include "host/json.h"
#include "host/show.h"
#include "host/table.h"
#include "law/costs_lost.h"

/* ---- the case as it was -------------------------------------------------------------------- */

struct place { /* an event among the steps */
    uint32_t step, event;
};

/* The amount of a letter's cost was settled when the letter was composed, the last time if it was
 * composed anew; of others, when they were charged: cost number `index` by the event of that
 * number. */
static bool find_settling(const struct sheet *s, uint32_t index, struct place *at) {
    const struct cost *cost = &s->c.costs[index];
    const bool of_letter = !hash_is_zero(&cost->key);
    uint32_t n_charged = 0;
    bool found = false;
    for (uint32_t i = 0; i < s->n_steps; i++) {
        for (uint32_t k = 0; k < s->steps[i].n_events; k++) {
            const struct event *e = &s->steps[i].events[k];
            const bool charges = e->kind == EVENT_FEE_CHARGED && n_charged++ == index;
            const bool composes = e->kind == EVENT_LETTER_COMPOSED && hash_eq(&e->key, &cost->key);
            if (of_letter ? composes : charges) {
                *at = (struct place){i, k};
                found = true;
            }
        }
    }
    return found;
}

/* The case up to that event, and without it. */
static int fold_before(const struct sheet *s, const struct place *at, struct krav_case *c) {
    struct cli *cli = s->home->cli;
    int rc = STATUS_OK;
    *c = (struct krav_case){.id = s->c.id};
    for (uint32_t i = 0; i <= at->step && rc == STATUS_OK; i++) {
        const uint32_t n = i < at->step ? s->steps[i].n_events : at->event;
        for (uint32_t k = 0; k < n && rc == STATUS_OK; k++) {
            rc = case_fold(c, &s->steps[i].events[k], &cli->arena, &cli->st);
        }
    }
    return rc;
}

int costs_explain(const struct sheet *s, uint32_t index, struct charge_explained *x) {
    const struct engine *e = s->home->engine;
    struct status *st = &s->home->cli->st;
    struct krav_case before;
    struct snapshot snapshot;
    struct place at;
    if (!find_settling(s, index, &at)) {
        return status_fail(st, STATUS_CORRUPT, "case %lld: cost %u: no event charged it",
                           (long long)s->c.id, (unsigned)index + 1);
    }
    int rc = fold_before(s, &at, &before);
    if (rc) {
        return rc;
    }
    const day on = s->steps[at.step].events[at.event].day;
    const struct snapshot_input in = {on, NULL, &before, &s->debtor, s->creditor,
        engine_agreement(e, before.creditor, before.department, on), &e->law->interest};
    rc = snapshot_make(&in, &snapshot, st);
    rc = rc ? rc : law_explain_charge(e->law, &snapshot, &s->c.costs[index], x, st);
    if (rc == STATUS_NOT_FOUND) { /* a figure that the book does not know, for what was taken over */
        *x = (struct charge_explained){.by = EXPLAINED_NOT, .on = on,
            .untold = arena_cstr(&s->home->cli->arena, text_of(st->text))};
        *st = (struct status){0};
        rc = STATUS_OK;
    }
    return rc;
}

/* ---- what happens to it ------------------------------------------------------------------- */

static day state_since(const struct sheet *s, const struct cost *cost) {
    switch (costs_state(&s->c, cost)) {
    case COST_LOST: return cost->lost_on;
    case COST_BLOCKED: return s->c.disputed_since;
    case COST_RESTORED: return cost->restored_on;
    case COST_CLAIMED: break;
    }
    return cost->charged;
}

static const char *state_paragraph(const struct sheet *s, const struct cost *cost) {
    const struct engine *e = s->home->engine;
    const struct snapshot now = {.today = e->today, .c = &s->c,
        .principal_open = case_principal_open(&s->c)};
    const bool was_lost = cost->lost_on != DAY_NONE;
    return was_lost ? arena_cstr(&s->home->cli->arena, cost->lost_by)
                    : costs_state_paragraph(e->law, &now, cost);
}

static void print_state(struct cli *cli, const struct sheet *s, const struct cost *cost) {
    const enum cost_state state = costs_state(&s->c, cost);
    if (state != COST_CLAIMED) {
        (void)printf("  %s since %s (%s%s%.*s)\n", words_name(&cost_states, (int)state),
                     cli_day(cli, state_since(s, cost)), state_paragraph(s, cost),
                     cost->lost_why.len > 0 ? ": " : "", TEXT_ARG(cost->lost_why));
    }
}

/* ---- as text ------------------------------------------------------------------------------- */

static void row(struct table *t, const char *what, const char *value, const char *why) {
    table_cell(t, what);
    table_cell(t, value);
    table_cell(t, why);
}

static const char *band_of(struct cli *cli, const struct ceiling *all) {
    const struct cap *cap = &all->cap;
    const char *upper =
        cap->band_up_to == MONEY_MAX
            ? "" : arena_printf(&cli->arena, " up to %s", cli_ore(cli, cap->band_up_to)).ptr;
    return arena_printf(&cli->arena, "principal %s: above %s%s, due %s",
                        cli_ore(cli, all->principal), cli_ore(cli, cap->band_above), upper,
                        cli_day(cli, all->due)).ptr;
}

static void add_letter(struct table *t, struct cli *cli, const struct charge_explained *x) {
    if (x->share > 0) {
        row(t, "inkassosats", cli_ore(cli, x->rate), "inkassoforskriften § 1-1");
        row(t, "a letter's share", arena_printf(&cli->arena, "1/%d", (int)x->share).ptr, "");
    }
    row(t, "fee of the law", cli_ore(cli, x->letter.lawful), x->paragraph);
    if (x->letter.price < x->letter.lawful) {
        row(t, "price", cli_ore(cli, x->letter.price), "the agreement with the creditor");
    }
}

static void add_cap(struct table *t, struct cli *cli, const struct sheet *s,
                    const struct charge_explained *x) {
    const struct ceiling *all = &x->ceiling;
    const struct cap *cap = &all->cap;
    const bool business = s->debtor.kind == DEBTOR_BUSINESS;
    row(t, "inkassosats", cli_ore(cli, x->rate), "inkassoforskriften § 2-1");
    table_cell(t, "factor");
    table_cellf(t, "%d,%02d", (int)(cap->factor_hundredths / 100),
                (int)(cap->factor_hundredths % 100));
    table_cell(t, band_of(cli, all));
    table_cell(t, "multiplier");
    table_cellf(t, "%d,%03d", (int)(cap->multiplier_thousandths / 1000),
                (int)(cap->multiplier_thousandths % 1000));
    table_cellf(t, "%s, %s", business ? "business" : "consumer",
                all->claim_vat_liable ? "no VAT added" : "VAT added");
    row(t, "cap", cli_ore(cli, cap->cap), cap->paragraph);
    if (all->percent < 100) {
        row(t, arena_printf(&cli->arena, "price, %d %% of it", (int)all->percent).ptr,
            cli_ore(cli, all->most), "the agreement with the creditor");
    }
    row(t, "charged before", cli_ore(cli, all->charged), "");
    if (all->borne > 0) {
        row(t, "borne before it came", cli_ore(cli, all->borne),
            "the larger of the two counts");
    }
}

static void add_uplift(struct table *t, struct cli *cli, const struct charge_explained *x) {
    row(t, "inkassosats", cli_ore(cli, x->rate), "inkassoforskriften § 2-1");
    row(t, "uplift", cli_ore(cli, x->ceiling.cap.uplift),
        "1,5 times it: a plan of more than four instalments");
    row(t, "cap with it", cli_ore(cli, x->ceiling.cap.cap), x->ceiling.cap.paragraph);
    row(t, "charged before", cli_ore(cli, x->ceiling.charged), "");
}

static void add_compensation(struct table *t, struct cli *cli, const struct charge_explained *x) {
    table_cell(t, "compensation");
    table_cell(t, cli_ore(cli, x->compensation.least));
    table_cellf(t, "a business, due %s", cli_day(cli, x->compensation.due));
    row(t, "charged before", cli_ore(cli, x->compensation.stands), "");
}

static void print_cost(struct cli *cli, const struct sheet *s, const struct cost *cost,
                       const struct charge_explained *x) {
    struct table t;
    (void)printf("\n%s, %s, charged %s: %s\n", words_name(&fee_kinds, (int)cost->fee),
                 words_name(&owners, (int)cost->owner), cli_day(cli, cost->charged),
                 cli_ore(cli, cost->amount));
    print_state(cli, s, cost);
    if (x->by == EXPLAINED_NOT) {
        (void)printf("  %s\n", x->untold);
        return;
    }
    table_begin(&t, "lrl");
    t.indent = "  ";
    if (x->by == EXPLAINED_LETTER_FEE) {
        add_letter(&t, cli, x);
    } else if (x->by == EXPLAINED_CAP) {
        add_cap(&t, cli, s, x);
    } else if (x->by == EXPLAINED_UPLIFT) {
        add_uplift(&t, cli, x);
    } else {
        add_compensation(&t, cli, x);
    }
    table_cell(&t, "so, by the law of the day");
    table_cell(&t, cli_ore(cli, x->reckoned));
    table_cellf(&t, "%s; %s", cli_day(cli, x->on), x->paragraph);
    table_print(&t);
    if (x->reckoned != cost->amount) {
        (void)puts("  not what was charged, which stands: the agreement, a rate or the debtor's kind "
                   "was rewritten since");
    }
}

/* ---- as JSON ------------------------------------------------------------------------------- */

static void json_cap(struct json *j, const struct ceiling *all) {
    json_int(j, "principal_ore", all->principal);
    json_day(j, "due", all->due);
    json_bool(j, "claim_vat_liable", all->claim_vat_liable);
    json_int(j, "band_above_ore", all->cap.band_above);
    if (all->cap.band_up_to == MONEY_MAX) {
        json_str(j, "band_up_to_ore", NULL);
    } else {
        json_int(j, "band_up_to_ore", all->cap.band_up_to);
    }
    json_int(j, "factor_hundredths", all->cap.factor_hundredths);
    json_int(j, "multiplier_thousandths", all->cap.multiplier_thousandths);
    json_int(j, "cap_ore", all->cap.cap);
    json_int(j, "uplift_ore", all->cap.uplift);
    json_int(j, "price_percent", all->percent);
    json_int(j, "price_ore", all->most);
    json_int(j, "charged_before_ore", all->charged);
    json_int(j, "borne_before_ore", all->borne);
    json_str(j, "source", all->cap.source);
}

static void json_numbers(struct json *j, const struct charge_explained *x) {
    json_day(j, "law_of", x->on);
    json_str(j, "paragraph", x->paragraph);
    json_int(j, "rate_ore", x->rate);
    if (x->by == EXPLAINED_LETTER_FEE) {
        json_int(j, "share", x->share);
        json_int(j, "lawful_ore", x->letter.lawful);
        json_int(j, "price_ore", x->letter.price);
    } else if (x->by == EXPLAINED_COMPENSATION) {
        json_int(j, "compensation_ore", x->compensation.least);
        json_day(j, "due", x->compensation.due);
        json_int(j, "charged_before_ore", x->compensation.stands);
    } else {
        json_cap(j, &x->ceiling);
    }
    json_int(j, "reckoned_ore", x->reckoned);
}

static void json_cost(struct json *j, const struct sheet *s, const struct cost *cost,
                      const struct charge_explained *x) {
    json_open(j, NULL, '{');
    json_str(j, "fee", words_name(&fee_kinds, (int)cost->fee));
    json_str(j, "owner", words_name(&owners, (int)cost->owner));
    json_day(j, "charged", cost->charged);
    json_int(j, "amount_ore", cost->amount);
    json_str(j, "untold", x->untold);
    json_str(j, "state", words_name(&cost_states, (int)costs_state(&s->c, cost)));
    json_day(j, "state_since", state_since(s, cost));
    json_str(j, "state_paragraph", state_paragraph(s, cost));
    json_str(j, "lost_because",
             cost->lost_why.len > 0 ? arena_cstr(&s->home->cli->arena, cost->lost_why) : NULL);
    json_int(j, "lost_ore", cost->lost);
    if (x->by != EXPLAINED_NOT) {
        json_open(j, "explained", '{');
        json_numbers(j, x);
        json_close(j, '}');
    }
    json_close(j, '}');
}

/* ---- both ---------------------------------------------------------------------------------- */

int costs_print(struct cli *cli, const struct sheet *s) {
    struct charge_explained *all = arena_take_n(&cli->arena, s->c.n_costs + 1u, sizeof *all);
    struct json j;
    for (uint32_t i = 0; i < s->c.n_costs; i++) {
        const int rc = costs_explain(s, i, &all[i]);
        if (rc) {
            return rc;
        }
    }
    if (cli->json) {
        json_begin(&j);
        json_open(&j, NULL, '{');
        json_int(&j, "case", s->c.id);
        json_open(&j, "costs", '[');
        for (uint32_t i = 0; i < s->c.n_costs; i++) {
            json_cost(&j, s, &s->c.costs[i], &all[i]);
        }
        json_close(&j, ']');
        json_close(&j, '}');
        json_print(&j);
        return STATUS_OK;
    }
    (void)printf("Case %lld: %u cost%s\n", (long long)s->c.id, (unsigned)s->c.n_costs,
                 s->c.n_costs == 1 ? "" : "s");
    for (uint32_t i = 0; i < s->c.n_costs; i++) {
        print_cost(cli, s, &s->c.costs[i], &all[i]);
    }
    return STATUS_OK;
}
