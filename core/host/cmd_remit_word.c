/* cmd_remit_word.c - krav remit confirm and refuse: what a person found out at a bank that says
 * nothing. */
#include "engine/payout_word.h"
#include "host/commands.h"
#include "host/home.h"
#include "host/json.h"

#define WHY_MAX 4000

static void print(struct cli *cli, const struct payout_word *p, struct text id) {
    if (cli->json) {
        struct json j;
        json_begin(&j);
        json_open(&j, NULL, '{');
        json_text(&j, "id", id);
        json_str(&j, "state", p->is_paid ? "settled" : "reopened");
        json_close(&j, '}');
        json_print(&j);
        return;
    }
    (void)printf("%.*s: %s\n", TEXT_ARG(id),
                 p->is_paid ? "paid by the bank"
                            : "not paid: owed again, and a task says so");
}

int command_remit_word(struct cli *cli) {
    struct home h;
    struct text id;
    struct payout_word p = {.by = text_of(cli->user[0] ? cli->user : "somebody")};
    (void)cli_day_option(cli, "--on", &p.on);
    const char *what = cli_word(cli), *which = cli_word(cli), *why = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    p.is_paid = text_is(text_of(what), "confirm");
    if (!which || !why) {
        return cli_usage(cli, "remit %s: name the settlement, and say why", what);
    }
    p.id = text_of(which);
    p.why = text_trim(text_of(why));
    if (p.why.len == 0 || p.why.len > WHY_MAX || !text_is_utf8(p.why) ||
        text_has_control(p.why)) {
        return cli_usage(cli, "remit %s: why: plain UTF-8 of at most %d bytes", what, WHY_MAX);
    }
    if (home_open(cli, DB_WRITE, &h)) {
        return 1;
    }
    int rc = home_load_rules(&h); /* a refund is its case's */
    rc = rc ? rc : payout_by_hand(h.engine, &p, &cli->arena, &id, &cli->st);
    if (rc == STATUS_OK) {
        print(cli, &p, id);
    }
    home_close(&h);
    return rc ? cli_fail(cli) : 0;
}
