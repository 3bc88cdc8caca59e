/* cmd_call.c - krav call: may this debtor be called now, and if not, why and from when?
 *
 * Asked by a caseworker with the phone in hand, so it knows the hour: the wall's, or that of a book
 * clock's day.  Exit 0 whatever the answer is: it is an answer. */
#include "engine/contacts.h"
#include "engine/view.h"
#include "host/commands.h"
#include "host/home.h"
#include "host/json.h"
#include "host/show.h"
#include "law/contact.h"

#define MINUTE_TEXT 6

static const char *minute_text(int32_t minute, char out[MINUTE_TEXT]) {
    char *p = text_put_digits(out, minute / 60, 2);
    *p++ = ':';
    p = text_put_digits(p, minute % 60, 2);
    *p = '\0';
    return out;
}

static void print_answer(struct cli *cli, const struct case_view *v, const struct call_answer *a) {
    char minute[MINUTE_TEXT];
    const struct party *p = &v->debtor;
    if (a->verdict.kind == VERDICT_ALLOWED) {
        (void)printf("case %lld: may be called now, until %s\n", (long long)v->c.id,
                     minute_text(a->until, minute));
        (void)printf("  %.*s, %.*s\n", TEXT_ARG(p->name), TEXT_ARG(p->phone));
    } else {
        const struct reason *r = law_reason(a->verdict.reason);
        (void)printf("case %lld: not now: %s (%.*s)\n", (long long)v->c.id, r ? r->english : "",
                     TEXT_ARG(a->verdict.paragraph));
        if (a->from.day != DAY_NONE) {
            (void)printf("  from %s %s\n", cli_day(cli, a->from.day),
                         minute_text(a->from.minute, minute));
        }
    }
    (void)printf("  calls that count, over all cases: %d of %d today, %d of %d in seven days, "
                 "%d of %d in thirty-one\n", (int)a->counts.day, CALLS_A_DAY, (int)a->counts.week,
                 CALLS_A_WEEK, (int)a->counts.month, CALLS_A_MONTH);
}

static void json_answer(const struct case_view *v, const struct call_answer *a) {
    const bool now = a->verdict.kind == VERDICT_ALLOWED;
    char minute[MINUTE_TEXT];
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_int(&j, "case", v->c.id);
    json_bool(&j, "allowed", now);
    json_text(&j, "phone", now ? v->debtor.phone : (struct text){NULL, 0});
    show_verdict_json(&j, "verdict", &a->verdict);
    json_day(&j, "from_day", a->from.day);
    json_str(&j, "from_time",
             a->from.day != DAY_NONE ? minute_text(a->from.minute, minute) : NULL);
    json_str(&j, "until_time", now ? minute_text(a->until, minute) : NULL);
    json_int(&j, "calls_today", a->counts.day);
    json_int(&j, "calls_in_seven_days", a->counts.week);
    json_int(&j, "calls_in_thirty_one_days", a->counts.month);
    json_close(&j, '}');
    json_print(&j);
}

static int answer(struct home *h, int64_t number) {
    struct cli *cli = h->cli;
    struct engine *e = h->engine;
    struct case_view v;
    struct call_answer a;
    int rc = show_case_exists(cli, e->db, number);
    rc = rc ? rc : engine_view(e, number, NULL, &cli->arena, &v, &cli->st);
    rc = rc ? rc : contacts_elsewhere(e, &cli->arena, &v.snapshot, &cli->st);
    if (rc) {
        return rc;
    }
    contact_may_call(e->law, &v.snapshot, (struct contact_moment){e->today, engine_minute(e)}, &a);
    if (cli->json) {
        json_answer(&v, &a);
    } else {
        print_answer(cli, &v, &a);
    }
    return STATUS_OK;
}

int command_call(struct cli *cli) {
    struct home h;
    int64_t number = 0;
    const char *word = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    if (!word) {
        return cli_usage(cli, "call: name a case, by its number or a KID");
    }
    if (!show_case_number(cli, word, &number)) {
        return 2;
    }
    if (home_open(cli, DB_READ, &h)) {
        return 1;
    }
    int rc = db_look(h.engine->db, &cli->st);
    rc = rc ? rc : answer(&h, number);
    db_rollback(h.engine->db);
    home_close(&h);
    return rc ? cli_fail(cli) : 0;
}
