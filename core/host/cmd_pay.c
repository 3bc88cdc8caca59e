/* cmd_pay.c - krav pay-link: where the debtor of a case can pay at once, for a caseworker to give; and
 * krav provider: what the provider of those pages owes the agency, and has settled. */
#include "engine/pay.h"
#include "engine/provider.h"
#include "host/commands.h"
#include "host/home.h"
#include "host/json.h"

static int print_link(struct cli *cli, int64_t case_id, struct text url, const struct pay *pay) {
    if (!cli->json) {
        (void)printf("%.*s\n", TEXT_ARG(url));
        return 0;
    }
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_int(&j, "case", case_id);
    json_text(&j, "url", url);
    json_int(&j, "amount_ore", pay->amount);
    json_text(&j, "kid", pay->kid);
    json_close(&j, '}');
    json_print(&j);
    return 0;
}

static int link_of(struct cli *cli, struct home *h, int64_t case_id) {
    char code[PAY_CODE];
    struct text url;
    struct pay pay;
    struct status *st = &cli->st;
    int rc = pay_link(h->engine, case_id, NULL, &cli->arena, &url, st);
    rc = rc ? rc : pay_code(h->engine, case_id, NULL, code, st);
    rc = rc ? rc : pay_look(h->engine, text_of(code), &cli->arena, &pay, st);
    if (rc) {
        return cli_fail(cli);
    }
    if (url.len == 0 || pay.way != PAY_OWED) {
        (void)status_fail(st, STATUS_REFUSED, "pay-link: %s",
                          url.len == 0 ? "krav.conf has no [http] public_url or no [channels] checkout"
                          : pay.way == PAY_UNKNOWN ? "no such case"
                                                   : "nothing is owed on this case now");
        return cli_fail(cli);
    }
    return print_link(cli, case_id, url, &pay);
}

int command_pay_link(struct cli *cli) {
    struct home h;
    int64_t case_id = 0;
    const char *word = cli_word(cli);
    if (!word || !text_to_i64(text_of(word), &case_id)) {
        return cli_usage(cli, "pay-link: the case's number");
    }
    if (!cli_done(cli)) {
        return 2;
    }
    int rc = home_open(cli, DB_READ, &h);
    if (rc) {
        return rc;
    }
    rc = link_of(cli, &h, case_id);
    home_close(&h);
    return rc;
}

/* ---- krav provider ----------------------------------------------------------------------------- */

static int print_owes(struct cli *cli, struct home *h) {
    ore owes = 0;
    if (provider_owes(h->engine, &owes, &cli->st)) {
        return cli_fail(cli);
    }
    if (!cli->json) {
        (void)printf("%s kroner at the provider\n", cli_ore(cli, owes));
        return 0;
    }
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_int(&j, "owes_ore", owes);
    json_close(&j, '}');
    json_print(&j);
    return 0;
}

int command_provider(struct cli *cli) {
    struct home h;
    struct provider_settlement s = {.on = DAY_NONE};
    const bool is_told = cli_ore_option(cli, "--settled", &s.amount);
    const char *reference = cli_option(cli, "--reference"), *lump = cli_option(cli, "--lump");
    (void)cli_ore_option(cli, "--fee", &s.fee);
    (void)cli_day_option(cli, "--on", &s.on);
    const bool is_settled = is_told || lump;
    const bool is_known = is_told ? !lump && s.amount > 0
                                  : !lump || (text_to_i64(text_of(lump), &s.waiting) && s.waiting > 0);
    if (!is_known || (is_settled && (s.fee < 0 || !reference || !reference[0]))) {
        return cli_usage(cli, "provider: --settled KR (what came to the agency's account) or --lump NO "
                              "(what waits on the client account: krav match), --fee KR (what it kept) "
                              "and --reference TEXT (its own)");
    }
    if (!cli_done(cli)) {
        return 2;
    }
    int rc = home_open(cli, DB_WRITE, &h);
    if (rc) {
        return rc;
    }
    s.on = s.on == DAY_NONE ? h.engine->today : s.on;
    s.reference = text_of(reference);
    s.by = text_of(cli->user && cli->user[0] ? cli->user : "somebody");
    rc = is_settled && provider_settled(h.engine, &s, &cli->arena, &cli->st)
             ? cli_fail(cli)
             : print_owes(cli, &h);
    home_close(&h);
    return rc;
}
