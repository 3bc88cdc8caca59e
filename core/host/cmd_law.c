/* cmd_law.c - krav law: the statute's arithmetic.  Needs no home; in one, its rates count too. */
#include "host/cmd_law_more.h"
#include "host/commands.h"
#include "host/home_law.h"
#include "host/json.h"
#include "host/show.h"
#include "host/table.h"
#include "law/law.h"

#include <string.h>

#define YEARS_MAX 200     /* of interest: one segment a year, and nobody owes for longer */
#define RATE_BP_MAX 100000 /* 1000 % */

/* ---- interest ------------------------------------------------------------------------------ */

/* Øre with four decimals, rounded half up from the exact fraction. */
static const char *exact_ore(struct cli *cli, const struct interest_segment *s) {
    const wide scaled = s->numerator * 10000;
    const wide rounded = (2 * scaled + s->denominator) / (2 * s->denominator);
    return arena_printf(&cli->arena, "%lld.%04lld", (long long)(rounded / 10000),
                        (long long)(rounded % 10000)).ptr;
}

static void print_interest(struct cli *cli, const struct interest_result *r) {
    struct table t;
    table_begin(&t, "llrrrr");
    table_heads(&t, "from", "to", "days", "percent", "principal", "interest in øre", NULL);
    for (uint32_t i = 0; i < r->n_segments; i++) {
        const struct interest_segment *s = &r->segments[i];
        table_cell(&t, cli_day(cli, s->from));
        table_cell(&t, cli_day(cli, s->to));
        table_int(&t, s->days);
        table_cell(&t, show_percent(cli, s->bp, ','));
        table_cell(&t, cli_ore(cli, s->principal));
        table_cell(&t, exact_ore(cli, s));
    }
    table_print(&t);
    (void)printf("interest %s (forsinkelsesrenteloven §§ 2, 3; rounded once)\n",
                 cli_ore(cli, r->total));
}

static void json_interest(struct cli *cli, const struct interest_input *in,
                          const struct interest_result *r) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_int(&j, "principal_ore", in->principal);
    json_day(&j, "due", in->due);
    json_day(&j, "until", in->until);
    json_int(&j, "interest_ore", r->total);
    json_open(&j, "segments", '[');
    for (uint32_t i = 0; i < r->n_segments; i++) {
        const struct interest_segment *s = &r->segments[i];
        json_open(&j, NULL, '{');
        json_day(&j, "from", s->from);
        json_day(&j, "to", s->to);
        json_int(&j, "days", s->days);
        json_str(&j, "percent", show_percent(cli, s->bp, '.'));
        json_str(&j, "interest_ore_exact", exact_ore(cli, s));
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}

static int law_interest(struct cli *cli) {
    struct interest_input in = {0};
    struct interest_result r;
    ore rate = 0;
    const bool has_principal = cli_ore_option(cli, "--principal", &in.principal);
    const bool has_due = cli_day_option(cli, "--due", &in.due);
    const bool has_until = cli_day_option(cli, "--until", &in.until);
    const char *percent = cli_option(cli, "--rate");
    if (!cli_done(cli)) {
        return 2;
    }
    if (!has_principal || !has_due || !has_until) {
        return cli_usage(cli, "law interest --principal KR --due DAY --until DAY [--rate PERCENT]");
    }
    if (in.principal <= 0) {
        return cli_usage(cli, "--principal: an amount above zero");
    }
    /* A percentage with two decimals is read as kroner are: its hundredths are basis points. */
    if (percent && (!money_parse(text_of(percent), &rate) || rate <= 0 || rate > RATE_BP_MAX)) {
        return cli_usage(cli, "--rate: %s: a percentage above 0 and at most 1000", percent);
    }
    if (in.until == DAY_MAX || in.until - in.due > YEARS_MAX * 366) {
        return cli_usage(cli, "--until: at most %d years after the due day", YEARS_MAX);
    }
    if (in.until < in.due) {
        return cli_usage(cli, "--until: %s: before the due day, %s", cli_day(cli, in.until),
                         cli_day(cli, in.due));
    }
    in.agreed_bp = (int32_t)rate;
    const struct law *law;
    if (home_law(cli, &law) ||
        interest_compute(&in, &law->interest, &cli->arena, &r, &cli->st)) {
        (void)status_prefix(&cli->st, "law");
        return cli_fail(cli);
    }
    if (cli->json) {
        json_interest(cli, &in, &r);
    } else {
        print_interest(cli, &r);
    }
    return 0;
}

/* ---- rates --------------------------------------------------------------------------------- */

static const struct rate_row *interest_on(const struct law *law, day on) {
    const struct rate_row *found = NULL;
    for (uint32_t i = 0; i < law->interest.n; i++) {
        const struct rate_row *row = &law->interest.rows[i];
        found = on >= row->from && on <= row->to ? row : found;
    }
    return found;
}

static const struct amount_row *amount_on(const struct amount_table *t, day on) {
    const struct amount_row *found = NULL;
    for (uint32_t i = 0; i < t->n; i++) {
        const struct amount_row *row = &t->rows[i];
        found = on >= row->from && (row->to == DAY_NONE || on <= row->to) ? row : found;
    }
    return found;
}

static void print_rates(struct cli *cli, const struct rate_row *interest,
                        const struct amount_row *sats) {
    struct table t;
    table_begin(&t, "lrlll");
    table_heads(&t, "rate", "value", "from", "to", "source", NULL);
    table_cell(&t, "forsinkelsesrente (late interest, % a year)");
    table_cell(&t, interest ? show_percent(cli, interest->bp, ',') : "-");
    table_cell(&t, cli_day(cli, interest ? interest->from : DAY_NONE));
    table_cell(&t, cli_day(cli, interest ? interest->to : DAY_NONE));
    table_cell(&t, interest ? interest->source : "no rate is known for this day");
    table_cell(&t, "inkassosats (kroner)");
    table_cell(&t, sats ? cli_ore(cli, sats->amount) : "-");
    table_cell(&t, cli_day(cli, sats ? sats->from : DAY_NONE));
    table_cell(&t, cli_day(cli, sats ? sats->to : DAY_NONE));
    table_cell(&t, sats ? sats->source : "no amount is known for this day");
    table_print(&t);
}

static void json_rates(struct cli *cli, day on, const struct rate_row *interest,
                       const struct amount_row *sats) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_day(&j, "on", on);
    json_open(&j, "interest", '{');
    json_str(&j, "percent", interest ? show_percent(cli, interest->bp, '.') : NULL);
    json_day(&j, "from", interest ? interest->from : DAY_NONE);
    json_day(&j, "to", interest ? interest->to : DAY_NONE);
    json_str(&j, "source", interest ? interest->source : NULL);
    json_close(&j, '}');
    json_open(&j, "inkassosats", '{');
    if (sats) {
        json_int(&j, "amount_ore", sats->amount);
    } else {
        json_str(&j, "amount_ore", NULL);
    }
    json_day(&j, "from", sats ? sats->from : DAY_NONE);
    json_day(&j, "to", sats ? sats->to : DAY_NONE);
    json_str(&j, "source", sats ? sats->source : NULL);
    json_close(&j, '}');
    json_close(&j, '}');
    json_print(&j);
}

static int law_rates(struct cli *cli) {
    const struct law *law;
    day on = DAY_NONE;
    const bool has_day = cli_day_option(cli, "--on", &on);
    if (!cli_done(cli)) {
        return 2;
    }
    if (!has_day) {
        return cli_usage(cli, "law rates --on DAY");
    }
    if (home_law(cli, &law)) {
        return cli_fail(cli);
    }
    const struct rate_row *interest = interest_on(law, on);
    const struct amount_row *sats = amount_on(&law->inkassosats, on);
    if (cli->json) {
        json_rates(cli, on, interest, sats);
    } else {
        print_rates(cli, interest, sats);
    }
    if (!interest || !sats) {
        (void)status_fail(&cli->st, STATUS_NOT_FOUND, "law: rates: %s: not every rate is known "
                          "for this day", cli_day(cli, on));
        return cli_fail(cli);
    }
    return 0;
}

int command_law(struct cli *cli) {
    static const struct {
        const char *name;
        command_fn *run;
    } verbs[] = {{"interest", law_interest}, {"rates", law_rates}, {"costs", law_costs},
                 {"dates", law_dates}, {"limitation", law_limitation}, {"acts", law_acts}};
    const char *verb = cli_word(cli);
    for (size_t i = 0; verb && i < sizeof verbs / sizeof verbs[0]; i++) {
        if (strcmp(verb, verbs[i].name) == 0) {
            return verbs[i].run(cli);
        }
    }
    return cli_usage(cli, "law interest|costs|dates|limitation|rates|acts ...");
}
