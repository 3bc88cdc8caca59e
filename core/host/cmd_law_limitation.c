/* cmd_law_limitation.c - krav law limitation: one claim, what happened to it, and when it is lost. */
#include "host/cmd_law_more.h"

#include "base/words.h"
#include "domain/limitation_question.h"
#include "host/limitation_out.h"
#include "host/json.h"

#define USAGE                                                                                      \
    "law limitation --due DAY [--basis sale|loan|debt_instrument|seller_credit|other] "            \
    "[--acknowledged DAY] [--judgment DAY] [--filing conciliation|enforcement|bankruptcy "         \
    "--filed DAY [--ended DAY --outcome WORD]] [--agreed DAY --agreed-until DAY] "                 \
    "[--extended DAY --extended-until DAY] [--interest-due DAY]"

/* The core's sentence names the verb and the reason; the command puts its own name before it. */
static int fail(struct cli *cli) {
    (void)status_prefix(&cli->st, "law");
    return cli_fail(cli);
}

static int word_option(struct cli *cli, const char *option, const struct words *words) {
    const char *value = cli_option(cli, option);
    const struct word *row = value ? words_by_name(words, text_of(value)) : NULL;
    if (value && !row) {
        const char *near = words_nearest(words, text_of(value));
        (void)cli_usage(cli, "%s: %s: no such %s%s%s%s", option, value, words->name,
                        near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
    }
    return row ? row->value : 0;
}

static void take(struct cli *cli, struct limitation_question *q) {
    (void)cli_day_option(cli, "--acknowledged", &q->acknowledged);
    (void)cli_day_option(cli, "--judgment", &q->judgment);
    (void)cli_day_option(cli, "--filed", &q->filed);
    (void)cli_day_option(cli, "--ended", &q->ended);
    (void)cli_day_option(cli, "--agreed", &q->agreed);
    (void)cli_day_option(cli, "--agreed-until", &q->agreed_until);
    (void)cli_day_option(cli, "--extended", &q->extended);
    (void)cli_day_option(cli, "--extended-until", &q->extended_until);
    (void)cli_day_option(cli, "--interest-due", &q->interest_due);
    q->basis = (enum claim_basis)word_option(cli, "--basis", &claim_bases);
    q->filing = (enum filing_kind)word_option(cli, "--filing", &filing_kinds);
    q->outcome = (enum filing_outcome)word_option(cli, "--outcome", &filing_outcomes);
}

/* ---- the answer ------------------------------------------------------------------------------ */

static void print(struct cli *cli, const struct limitation_question *q,
                  const struct limitation *l) {
    limitation_print_periods(cli, l->periods, l->n_periods);
    if (q->interest_due != DAY_NONE) {
        (void)printf("interest that fell due %s %s %s\n", cli_day(cli, q->interest_due),
                     l->interest_lapses == LIMITATION_NEVER ? "does not lapse by itself:"
                                                            : "lapses after",
                     l->interest_lapses == LIMITATION_NEVER ? "foreldelsesloven § 21"
                                                            : cli_day(cli, l->interest_lapses));
    }
    if (l->lapses == LIMITATION_NEVER) {
        (void)printf("nothing lapses while it is pending (foreldelsesloven § 21)\n");
        return;
    }
    (void)printf("lapses after %s; warnings", cli_day(cli, l->lapses));
    for (int i = 0; i < LIMITATION_WARNINGS; i++) {
        (void)printf("%s %s (%d days)", i > 0 ? "," : "", cli_day(cli, l->warnings[i]),
                     (int)limitation_warning_days[i]);
    }
    (void)printf("\n");
}

static void print_json(const struct limitation_question *q, const struct limitation *l) {
    const bool pending = l->lapses == LIMITATION_NEVER;
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_day(&j, "lapses", pending ? DAY_NONE : l->lapses);
    json_day(&j, "lost_from", pending ? DAY_NONE : l->lapses + 1);
    json_bool(&j, "pending", pending);
    json_str(&j, "paragraph", limitation_paragraph(&l->running));
    limitation_json_periods(&j, l->periods, l->n_periods);
    json_open(&j, "warnings", '[');
    for (int i = 0; i < LIMITATION_WARNINGS && !pending; i++) {
        json_open(&j, NULL, '{');
        json_int(&j, "days", limitation_warning_days[i]);
        json_day(&j, "day", l->warnings[i]);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    if (q->interest_due != DAY_NONE) {
        json_open(&j, "interest", '{');
        json_day(&j, "due", q->interest_due);
        json_day(&j, "lapses", l->interest_lapses == LIMITATION_NEVER ? DAY_NONE
                                                                      : l->interest_lapses);
        json_close(&j, '}');
    }
    json_close(&j, '}');
    json_print(&j);
}

int law_limitation(struct cli *cli) {
    struct limitation_question q = {0};
    struct limitation l;
    const bool has_due = cli_day_option(cli, "--due", &q.due);
    take(cli, &q);
    if (!cli_done(cli)) {
        return 2;
    }
    if (!has_due) {
        return cli_usage(cli, USAGE);
    }
    if ((q.filing != 0) != (q.filed != DAY_NONE)) {
        return cli_usage(cli, "--filing, --filed: a filing has a kind and a day");
    }
    if (limitation_of(&q, &cli->arena, &l, &cli->st)) {
        return fail(cli);
    }
    if (cli->json) {
        print_json(&q, &l);
    } else {
        print(cli, &q, &l);
    }
    return 0;
}
