/* cmd_walk.c - krav rules walk: what a debtor who never pays would get, and when.  Needs no home;
 * in one, its rates count too.
 *
 * The days are chosen so that a year fits into the rates of interest that are known; they do not
 * depend on today: the same rules give the same walk.  The claim comes to us fourteen days after
 * it is due, when a letter may first bear a fee (inkassoforskriften § 1-2). */
#include "host/cmd_rules.h"

#include "host/home_law.h"
#include "host/rules_bench.h"
#include "host/show.h"
#include "host/walk_out.h"
#include "lab/invented.h"
#include "lab/walk.h"

#include <string.h>

#define DEFAULT_DUE "2025-06-16"
#define DEFAULT_AMOUNT 189900
#define DEFAULT_DAYS 365
#define HANDED_OVER_DAYS 14
#define NOTICE_DAYS 14
#define LAST_DAY (DAY_MAX - 2 * WALK_DAYS_MAX) /* to begin on, with room for all that follows */

struct walk_options {
    const char *level, *debtor;
    ore amount;
    day due, from, notice_sent;
    int64_t days;
    bool letters; /* with their full text */
};

/* ---- options ------------------------------------------------------------------------------- */

/* Whatever day is given, the others follow from it. */
static void choose_days(struct walk_options *o) {
    if (o->due == DAY_NONE) {
        const day known = o->notice_sent != DAY_NONE ? o->notice_sent : o->from;
        if (known > HANDED_OVER_DAYS) {
            o->due = known - HANDED_OVER_DAYS;
        } else {
            (void)day_parse(TEXT(DEFAULT_DUE), &o->due);
        }
    }
    if (o->from == DAY_NONE) {
        o->from = o->due + HANDED_OVER_DAYS;
        if (o->notice_sent != DAY_NONE) {
            o->from = day_bank_day_from(o->notice_sent + NOTICE_DAYS) + 1;
        }
    }
}

static bool read_options(struct cli *cli, struct walk_options *o) {
    *o = (struct walk_options){.amount = DEFAULT_AMOUNT, .days = DEFAULT_DAYS};
    o->level = cli_option(cli, "--level");
    o->debtor = cli_option(cli, "--debtor");
    (void)cli_ore_option(cli, "--amount", &o->amount);
    (void)cli_day_option(cli, "--due", &o->due);
    (void)cli_day_option(cli, "--from", &o->from);
    (void)cli_day_option(cli, "--notice-sent", &o->notice_sent);
    (void)cli_int_option(cli, "--days", &o->days);
    o->letters = cli_flag(cli, "--letters");
    if (cli->usage_failed) {
        return false;
    }
    if (o->amount <= 0) {
        (void)cli_usage(cli, "--amount: an amount above zero");
    } else if (o->days < 1 || o->days > WALK_DAYS_MAX) {
        (void)cli_usage(cli, "--days: between 1 and %d", WALK_DAYS_MAX);
    } else if (o->debtor && !words_by_name(&debtor_kinds, text_of(o->debtor))) {
        (void)cli_usage(cli, "--debtor: consumer or business, not %s", o->debtor);
    } else if (o->due > LAST_DAY || o->from > LAST_DAY || o->notice_sent > LAST_DAY) {
        (void)cli_usage(cli, "--due, --from, --notice-sent: too far ahead");
    } else {
        choose_days(o);
        if (o->notice_sent > o->from) {
            (void)cli_usage(cli, "--notice-sent: after the claim came to us (--from %s)",
                            cli_day(cli, o->from));
        }
    }
    return !cli->usage_failed;
}

/* ---- the walk ------------------------------------------------------------------------------ */

static void json_claim(struct json *j, const struct walk_out *s) {
    const struct walk_question *q = s->question;
    json_str(j, "debtor", words_name(&debtor_kinds, (int)q->debtor.kind));
    json_int(j, "principal_ore", q->principal);
    json_day(j, "due", q->due);
}

static int walk_and_show(struct cli *cli, struct bundle *b, const struct walk_options *o) {
    const struct word *kind = o->debtor ? words_by_name(&debtor_kinds, text_of(o->debtor))
                                        : words_by_value(&debtor_kinds, DEBTOR_CONSUMER);
    const struct sender sender = invented_sender();
    const struct earlier_letter notice = {LETTER_COLLECTION_NOTICE, o->notice_sent,
        o->notice_sent ? day_bank_day_from(o->notice_sent + NOTICE_DAYS) : DAY_NONE, 0};
    const struct walk_question q = {.level = text_of(o->level),
        .debtor = invented_debtor((enum debtor_kind)kind->value), .sender = &sender,
        .invoice = TEXT("1001"), .principal = o->amount, .due = o->due, .from = o->from,
        .days = (int32_t)o->days, .earlier = &notice, .n_earlier = o->notice_sent != DAY_NONE};
    struct walk walk;
    const struct law *law;
    if (home_law(cli, &law) || lab_walk(b, law, &q, &cli->arena, &walk, &cli->st)) {
        return cli_fail(cli);
    }
    const struct walk_out s = {cli, b, &q, &walk,
        arena_printf(&cli->arena, "a claim of %s on a %s, due %s, that nobody pays",
                     cli_ore(cli, q.principal), kind->name, cli_day(cli, q.due)),
        json_claim, o->letters};
    walk_show(&s);
    return walk.end == WALK_PARKED ? 1 : 0;
}

int rules_walk(struct cli *cli) {
    struct bench b;
    struct walk_options o;
    struct bundle *bundle = NULL;
    if (!read_options(cli, &o)) {
        return 2;
    }
    const char *dir = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    if (bench_open(&b, cli, dir, &bundle)) {
        return 1;
    }
    const int code = walk_and_show(cli, bundle, &o);
    bundle_free(bundle);
    return code;
}
