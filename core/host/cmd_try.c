/* cmd_try.c - krav rules try: a case of the book from where it stands, under the working copy of the
 * rules, and under what is said to be otherwise: another level, a payment, an objection. */
#include "engine/view.h"
#include "host/cmd_rules.h"
#include "host/rules_bench.h"
#include "host/show.h"
#include "host/walk_out.h"
#include "rules/level.h"
#include "store/agenda.h"
#include "store/outbox.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_DAYS 365
#define SETS_MAX 32

struct trial {
    struct cli *cli;
    struct home home;
    struct bundle *bundle;
    const char *sets[SETS_MAX]; uint32_t n_sets;
    int64_t number;
    struct case_view view;
    struct walk_start start;
    struct walk_happening happenings[SETS_MAX]; uint32_t n_happenings;
    struct walk_score score;
    int64_t days;
    bool letters;
};

/* ---- what is said to be otherwise ------------------------------------------------------------ */

static int bad_set(struct trial *t, const char *set, const char *why) {
    return status_fail(&t->cli->st, STATUS_INVALID, "--set %s: %s", set, why);
}

/* level.NAME=VALUE: one parameter of the agreement's level. */
static int set_param(struct trial *t, const char *set, struct text name, struct text value) {
    struct agreement *a = &t->start.agreement;
    const struct level *level = level_find(bundle_levels(t->bundle), a->level);
    const struct param *p = level ? level_param(level, name) : NULL;
    struct override *all = arena_take_n(&t->cli->arena, a->n_overrides + 1u, sizeof *all);
    uint32_t n = 0;
    if (!p) {
        return bad_set(t, set, "the level has no such parameter");
    }
    for (uint32_t i = 0; i < a->n_overrides; i++) {
        if (!text_eq(a->overrides[i].name, name)) {
            all[n++] = a->overrides[i];
        }
    }
    all[n].name = name;
    if (!param_parse(p, value, &all[n++].value)) {
        return bad_set(t, set, "not a value of this parameter");
    }
    a->overrides = all;
    a->n_overrides = n;
    return STATUS_OK;
}

/* paid=KR@DAY, dispute=DAY: something that would happen on the way. */
static int set_happening(struct trial *t, const char *set, enum fact_kind kind, struct text value) {
    struct walk_happening *h = &t->happenings[t->n_happenings];
    struct text amount = {NULL, 0};
    *h = (struct walk_happening){.fact = {.kind = kind, .reason = TEXT("try")}};
    if (kind == FACT_PAID &&
        (!text_cut(&value, '@', &amount) || !money_parse(amount, &h->fact.amount) ||
         h->fact.amount <= 0)) {
        return bad_set(t, set, "write paid=KRONER@DAY");
    }
    if (!day_parse(value, &h->on) || h->on < t->home.engine->today) {
        return bad_set(t, set, "needs a day from today on");
    }
    h->fact.source = arena_printf(&t->cli->arena, "try:%u", (unsigned)t->n_happenings);
    t->n_happenings++;
    return STATUS_OK;
}

/* score=40 or score=40:low */
static int set_score(struct trial *t, const char *set, struct text value) {
    struct text points;
    int64_t n = 0;
    if (!text_cut(&value, ':', &points) || !text_to_i64(points, &n) || n < INT32_MIN ||
        n > INT32_MAX || value.len > INQUIRY_WORD_MAX) {
        return bad_set(t, set, "write score=POINTS or score=POINTS:LABEL");
    }
    t->score = (struct walk_score){true, (int32_t)n, value};
    return STATUS_OK;
}

static int take_set(struct trial *t, const char *set) {
    struct text rest = text_of(set), key;
    if (strchr(set, '=') == NULL || !text_cut(&rest, '=', &key)) {
        return bad_set(t, set, "write WHAT=VALUE");
    }
    if (text_is(key, "level")) {
        t->start.agreement.level = rest;
        t->start.agreement.n_overrides = 0; /* they belong to the other level */
        return STATUS_OK;
    }
    if (text_starts(key, TEXT("level."))) {
        return set_param(t, set, (struct text){key.ptr + 6, key.len - 6}, rest);
    }
    if (text_is(key, "paid")) {
        return set_happening(t, set, FACT_PAID, rest);
    }
    if (text_is(key, "score")) {
        return set_score(t, set, rest);
    }
    if (text_is(key, "dispute")) {
        return set_happening(t, set, FACT_DISPUTE, rest);
    }
    return bad_set(t, set, "level=NAME, level.PARAMETER=VALUE, paid=KRONER@DAY, dispute=DAY or score=POINTS");
}

static int compare_days(const void *a, const void *b) {
    const day x = ((const struct walk_happening *)a)->on, y = ((const struct walk_happening *)b)->on;
    return (x > y) - (x < y);
}

static int take_sets(struct trial *t) {
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < t->n_sets && rc == STATUS_OK; i++) {
        rc = take_set(t, t->sets[i]);
    }
    qsort(t->happenings, t->n_happenings, sizeof t->happenings[0], compare_days);
    return rc;
}

/* ---- where the case stands ------------------------------------------------------------------- */

static int read_start(struct trial *t) {
    struct cli *cli = t->cli;
    struct db *db = t->home.engine->db;
    struct walk_start *s = &t->start;
    struct outbox_row *rows;
    uint32_t n = 0;
    int rc = show_case_exists(cli, db, t->number);
    rc = rc ? rc : engine_view(t->home.engine, t->number, NULL, &cli->arena, &t->view, &cli->st);
    rc = rc ? rc : agenda_of_case(db, t->number, s->agenda, AGENDA_WHYS, &s->n_agenda, &cli->st);
    rc = rc ? rc : outbox_of_case(db, t->number, &cli->arena, &rows, &n, &cli->st);
    if (rc) {
        return rc;
    }
    struct outbox_row *promised = arena_take_n(&cli->arena, n + 1u, sizeof *promised);
    for (uint32_t i = 0; i < n; i++) {
        if (rows[i].effect.kind == EFFECT_LETTER && rows[i].state == EFFECT_PLANNED) {
            promised[s->n_promised++] = rows[i];
        }
    }
    s->promised = promised;
    s->c = &t->view.c;
    s->debtor = &t->view.debtor;
    s->creditor = t->view.creditor;
    s->agreement = *t->view.agreement;
    return STATUS_OK;
}

/* ---- the command ----------------------------------------------------------------------------- */

static void json_case(struct json *j, const struct walk_out *s) {
    (void)s;
    json_str(j, "question", "try");
}

static int try_and_show(struct trial *t) {
    struct cli *cli = t->cli;
    const struct engine *e = t->home.engine;
    struct walk walk;
    int rc = read_start(t);
    rc = rc ? rc : take_sets(t);
    if (rc) {
        return cli_fail(cli);
    }
    const struct walk_question q = {.sender = &e->config->sender, .from = e->today,
        .days = (int32_t)t->days, .happenings = t->happenings, .n_happenings = t->n_happenings,
        .score = t->score};
    if (lab_try(t->bundle, e->law, &t->start, &q, &cli->arena, &walk, &cli->st)) {
        return cli_fail(cli);
    }
    const struct walk_out s = {cli, t->bundle, &q, &walk,
        arena_printf(&cli->arena, "case %lld from %s on, if nothing else happens",
                     (long long)t->number, cli_day(cli, e->today)),
        json_case, t->letters};
    walk_show(&s);
    return walk.end == WALK_PARKED ? 1 : 0;
}

static int run(struct trial *t, const char *dir) {
    struct cli *cli = t->cli;
    struct bench b;
    if (bench_open(&b, cli, dir, &t->bundle)) {
        return 1;
    }
    int code = home_open(cli, DB_READ, &t->home) ? 1 : 0;
    if (code == 0) {
        code = try_and_show(t);
        home_close(&t->home);
    }
    bundle_free(t->bundle);
    return code;
}

int rules_try(struct cli *cli) {
    struct trial *t = arena_take(&cli->arena, sizeof *t);
    *t = (struct trial){.cli = cli, .days = DEFAULT_DAYS};
    const char *number = cli_option(cli, "--case");
    (void)cli_int_option(cli, "--days", &t->days);
    t->letters = cli_flag(cli, "--letters");
    for (const char *set; (set = cli_option(cli, "--set")) != NULL;) {
        if (t->n_sets == SETS_MAX) {
            return cli_usage(cli, "--set: at most %d", SETS_MAX);
        }
        t->sets[t->n_sets++] = set;
    }
    const char *dir = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    if (!number) {
        return cli_usage(cli, "rules try --case CASE [DIR] [--days N] [--set WHAT=VALUE]...");
    }
    if (t->days < 1 || t->days > WALK_DAYS_MAX) {
        return cli_usage(cli, "--days: between 1 and %d", WALK_DAYS_MAX);
    }
    return show_case_number(cli, number, &t->number) ? run(t, dir) : 2;
}
