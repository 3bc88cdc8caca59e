/* cmd_law_more.c - krav law costs, dates: each reads its options, asks the one function
 * of core/law that knows, and prints the answer with its paragraphs. */
#include "host/cmd_law_more.h"

#include "base/words.h"
#include "host/home_law.h"
#include "host/json.h"
#include "host/table.h"
#include "law/costs.h"
#include "law/dates.h"

#include <string.h>

#define INSTALMENTS_MAX 1000

/* value / 10^digits without needless zeros: "0.8", "14.4", "1". */
static const char *decimal(struct cli *cli, int32_t value, int digits, char separator) {
    int32_t scale = 1;
    for (int i = 0; i < digits; i++) {
        scale *= 10;
    }
    int32_t rest = value % scale;
    if (rest == 0) {
        return arena_printf(&cli->arena, "%d", (int)(value / scale)).ptr;
    }
    while (rest % 10 == 0) {
        rest /= 10;
        digits--;
    }
    return arena_printf(&cli->arena, "%d%c%0*d", (int)(value / scale), separator, digits,
                        (int)rest).ptr;
}

/* The core's sentence names the verb and the reason; the command puts its own name before it. */
static int fail(struct cli *cli) {
    (void)status_prefix(&cli->st, "law");
    return cli_fail(cli);
}

/* ---- costs --------------------------------------------------------------------------------- */

struct costs_answer {
    struct cap cap;
    bool has_compensation; /* false: a consumer, or no amount is known for the due day */
    ore compensation;
};

static void row(struct table *t, const char *what, const char *value, const char *why) {
    table_cell(t, what);
    table_cell(t, value);
    table_cell(t, why);
}

static void print_costs(struct cli *cli, const struct cap_question *q,
                        const struct costs_answer *a) {
    const struct cap *c = &a->cap;
    struct table t;
    table_begin(&t, "lrl");
    table_heads(&t, "costs", "value", "why", NULL);
    row(&t, "inkassosats (base rate)", cli_ore(cli, c->rate), "inkassoforskriften § 2-1");
    const char *band =
        c->band_up_to == MONEY_MAX
            ? arena_printf(&cli->arena, "claim above %s", cli_ore(cli, c->band_above)).ptr
            : arena_printf(&cli->arena, "claim above %s up to %s", cli_ore(cli, c->band_above),
                           cli_ore(cli, c->band_up_to)).ptr;
    row(&t, q->heavy ? "factor, heavy" : "factor, light",
        decimal(cli, c->factor_hundredths, 2, ','), band);
    row(&t, "multiplier", decimal(cli, c->multiplier_thousandths, 3, ','),
        "1,5 for a business, 1,25 for a claim that is not VAT-liable");
    if (c->uplift > 0) {
        row(&t, "more than four instalments", cli_ore(cli, c->uplift), "inkassoforskriften § 2-4");
    }
    row(&t, "cap", cli_ore(cli, c->cap), c->paragraph);
    if (a->has_compensation) {
        row(&t, "compensation, if claimed", cli_ore(cli, a->compensation),
            "forsinkelsesrenteloven § 3 a");
        row(&t, "cap beside the compensation",
            cli_ore(cli, costs_beside_compensation(c->cap, a->compensation)),
            "inkassoforskriften § 2-6");
    }
    table_print(&t);
}

static void json_compensation(struct json *j, const struct costs_answer *a) {
    if (!a->has_compensation) {
        json_str(j, "compensation", NULL);
        return;
    }
    json_open(j, "compensation", '{');
    json_int(j, "amount_ore", a->compensation);
    json_int(j, "cap_beside_ore", costs_beside_compensation(a->cap.cap, a->compensation));
    json_str(j, "paragraph", "forsinkelsesrenteloven § 3 a, inkassoforskriften § 2-6");
    json_close(j, '}');
}

static void json_costs(struct cli *cli, const struct cap_question *q,
                       const struct costs_answer *a) {
    const struct cap *c = &a->cap;
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_int(&j, "amount_ore", q->amount);
    json_day(&j, "due", q->due);
    json_day(&j, "on", q->covered);
    json_str(&j, "debtor", words_name(&debtor_kinds, (int)q->debtor));
    json_bool(&j, "claim_vat_liable", q->claim_vat_liable);
    json_str(&j, "weight", q->heavy ? "heavy" : "light");
    json_int(&j, "instalments", q->instalments);
    json_int(&j, "cap_ore", c->cap);
    json_int(&j, "rate_ore", c->rate);
    json_str(&j, "factor", decimal(cli, c->factor_hundredths, 2, '.'));
    json_str(&j, "multiplier", decimal(cli, c->multiplier_thousandths, 3, '.'));
    json_int(&j, "uplift_ore", c->uplift);
    json_str(&j, "paragraph", c->paragraph);
    json_str(&j, "source", c->source);
    json_compensation(&j, a);
    json_close(&j, '}');
    json_print(&j);
}

/* --debtor and --claim-vat-liable: words, so a misspelt one is named. */
static void take_kinds(struct cli *cli, struct cap_question *q, bool *has_both) {
    const char *debtor = cli_option(cli, "--debtor");
    const char *vat = cli_option(cli, "--claim-vat-liable");
    const struct word *kind = words_by_name(&debtor_kinds, text_of(debtor));
    if (debtor && !kind) {
        (void)cli_usage(cli, "--debtor: %s: consumer or business", debtor);
    }
    if (vat && strcmp(vat, "yes") != 0 && strcmp(vat, "no") != 0) {
        (void)cli_usage(cli, "--claim-vat-liable: %s: yes or no", vat);
    }
    q->debtor = kind ? (enum debtor_kind)kind->value : (enum debtor_kind)0;
    q->claim_vat_liable = vat && strcmp(vat, "yes") == 0;
    *has_both = debtor && vat;
}

int law_costs(struct cli *cli) {
    struct cap_question q = {0};
    struct costs_answer a = {0};
    int64_t instalments = 0;
    bool has_kinds;
    q.heavy = cli_flag(cli, "--heavy");
    const bool has_amount = cli_ore_option(cli, "--amount", &q.amount);
    const bool has_due = cli_day_option(cli, "--due", &q.due);
    const bool has_on = cli_day_option(cli, "--on", &q.covered);
    const bool has_plan = cli_int_option(cli, "--instalments", &instalments);
    take_kinds(cli, &q, &has_kinds);
    if (!cli_done(cli)) {
        return 2;
    }
    if (!has_amount || !has_due || !has_on || !has_kinds) {
        return cli_usage(cli, "law costs --amount KR --due DAY --on DAY --debtor consumer|business "
                              "--claim-vat-liable yes|no [--heavy] [--instalments N]");
    }
    if (q.amount <= 0) {
        return cli_usage(cli, "--amount: an amount above zero");
    }
    if (has_plan && (instalments < 1 || instalments > INSTALMENTS_MAX)) {
        return cli_usage(cli, "--instalments: %lld: from 1 to %d", (long long)instalments,
                         INSTALMENTS_MAX);
    }
    q.instalments = (int32_t)instalments;
    const struct law *law;
    if (home_law(cli, &law) || costs_cap(law, &q, &a.cap, &cli->st)) {
        return fail(cli);
    }
    /* The cap stands alone: a due day for which no amount in kroner was set does not take it
     * away, so the reason why there is none is not told. */
    struct status unknown = {0};
    a.has_compensation = q.debtor == DEBTOR_BUSINESS &&
                         costs_compensation(law, q.debtor, q.due, &a.compensation,
                                            &unknown) == STATUS_OK;
    if (cli->json) {
        json_costs(cli, &q, &a);
    } else {
        print_costs(cli, &q, &a);
    }
    return 0;
}

/* ---- dates --------------------------------------------------------------------------------- */

static void print_dates(struct cli *cli, const struct dates *d) {
    struct table t;
    table_begin(&t, "lll");
    table_heads(&t, "day", "what", "paragraph", NULL);
    for (int i = 0; i < DATES; i++) {
        row(&t, cli_day(cli, d->days[i]), date_words[i].english, date_words[i].paragraph);
    }
    table_print(&t);
    if (!d->notice_bears_fee) {
        (void)printf("the notice bears no fee: it is sent before %s (inkassoforskriften § 1-2)\n",
                     cli_day(cli, d->days[DATE_NOTICE_WITH_FEE]));
    }
}

static void json_dates(const struct dates *d) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    for (int i = 0; i < DATES; i++) {
        json_open(&j, date_words[i].name, '{');
        json_day(&j, "day", d->days[i]);
        json_str(&j, "paragraph", date_words[i].paragraph);
        json_close(&j, '}');
    }
    json_bool(&j, "notice_bears_fee", d->notice_bears_fee);
    json_close(&j, '}');
    json_print(&j);
}

int law_dates(struct cli *cli) {
    struct dates_question q = {0};
    struct dates d;
    const bool has_due = cli_day_option(cli, "--due", &q.due);
    (void)cli_day_option(cli, "--notice-sent", &q.notice_sent);
    (void)cli_day_option(cli, "--demand-sent", &q.demand_sent);
    if (!cli_done(cli)) {
        return 2;
    }
    if (!has_due) {
        return cli_usage(cli, "law dates --due DAY [--notice-sent DAY] [--demand-sent DAY]");
    }
    if (dates_of(&q, &d, &cli->st)) {
        return fail(cli);
    }
    if (cli->json) {
        json_dates(&d);
    } else {
        print_dates(cli, &d);
    }
    return 0;
}
