/* cmd_page.c - krav rules page: what a level promises, for a creditor to sign. */
#include "host/cmd_rules.h"
#include "host/json.h"
#include "host/rules_bench.h"
#include "host/show.h"
#include "rules/page.h"

struct asked {
    const char *level, *org, *department, *bundle;
};

static void show(struct cli *cli, const struct home *h, struct text page) {
    const struct hash hash = page_hash(page);
    char hex[HASH_HEX];
    if (cli->json) {
        struct json j;
        json_begin(&j);
        json_open(&j, NULL, '{');
        json_text(&j, "page", page);
        json_str(&j, "hash", hash_hex(&hash, hex));
        json_close(&j, '}');
        json_print(&j);
        return;
    }
    (void)printf("%.*s\nInkassobyrå: %.*s, org.nr. %.*s\n\n"
                 "Sted og dato: ______________________\n\n"
                 "For kreditor: ______________________    For byrået: ______________________\n\n"
                 "Sidens kjennetegn: %s\n",
                 TEXT_ARG(page), TEXT_ARG(h->engine->config->sender.name),
                 TEXT_ARG(h->engine->config->sender.org), hash_hex(&hash, hex));
}

/* The agreement in force, if it names this level: with its overrides.  Else the level as declared. */
static struct agreement agreement_of(const struct engine *e, const struct creditor *c,
                                     const struct asked *q) {
    struct agreement a = {.creditor = c->id, .department = text_of(q->department),
        .level = text_of(q->level)};
    const struct agreement *now = engine_agreement(e, c->id, a.department, e->today);
    if (now && text_eq(now->level, a.level)) {
        a.overrides = now->overrides;
        a.n_overrides = now->n_overrides;
    }
    return a;
}

static int page(struct cli *cli, const struct home *h, const struct asked *q) {
    struct bench b;
    struct bundle *bundle = NULL;
    struct text text;
    const struct creditor blank = {.name = TEXT("____________________"), .org = TEXT("_________")};
    const struct creditor *c = q->org ? engine_creditor_by_org(h->engine, text_of(q->org)) : &blank;
    if (!c) {
        (void)status_fail(&cli->st, STATUS_NOT_FOUND, "creditor %s: not in the book", q->org);
        return cli_fail(cli);
    }
    if (bench_fetch(&b, cli, h->engine->db, q->bundle) || bench_load(&b, &bundle)) {
        return show_failure(cli, &b.faults);
    }
    const struct agreement a = agreement_of(h->engine, c, q);
    const int rc = page_of(bundle, c, &a, &cli->arena, &text, &cli->st);
    if (rc == STATUS_OK) {
        show(cli, h, text);
    }
    bundle_free(bundle);
    return rc ? cli_fail(cli) : 0;
}

int rules_page(struct cli *cli) {
    struct home h;
    struct asked q = {.org = cli_option(cli, "--creditor"),
        .department = cli_option(cli, "--department")};
    q.level = cli_word(cli);
    q.bundle = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    if (!q.level) {
        return cli_usage(cli, "rules page LEVEL [BUNDLE] [--creditor ORG] [--department NAME]");
    }
    if (home_open(cli, DB_READ, &h)) {
        return 1;
    }
    const int code = page(cli, &h, &q);
    home_close(&h);
    return code;
}
