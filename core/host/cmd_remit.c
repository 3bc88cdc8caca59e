/* cmd_remit.c - krav remit: what creditors have with us, and the settlements made with them. */
#include "engine/day.h"
#include "engine/remit.h"
#include "host/commands.h"
#include "host/home.h"
#include "host/json.h"
#include "host/show.h"
#include "host/table.h"
#include "store/outbox.h"
#include "store/remittances.h"

#define SHOWN_MAX 20
#define JSON_MAX 1000

struct owed { /* to one creditor, if it were settled now */
    const struct creditor *creditor;
    struct client_money money;
    struct event event;
    uint32_t n_payments;
    struct text department; /* settled apart; absent: the creditor itself */
    day next;
};

struct remit_sheet {
    struct home *home;
    int64_t creditor;  /* 0: all */
    struct owed *owed; uint32_t n_owed;
    struct remittance *made; uint32_t n_made;
    int64_t n_underway;
    ore underway;
    bool settled_now;
    uint32_t n_settled;
};

static int look_at(struct remit_sheet *s, const struct client_money *m, struct arena *scratch) {
    struct home *h = s->home;
    struct remit_plan p;
    struct owed o = {.money = *m};
    arena_reset(scratch);
    int rc = remit_look(h->engine, m, scratch, &p, &h->cli->st);
    rc = rc ? rc : remit_due(h->engine, m, &o.next, &h->cli->st);
    if (rc || (!s->creditor && !remit_is_needed(&p) && m->owes == 0)) {
        return rc;
    }
    o.creditor = p.creditor;
    o.department = arena_text(&h->cli->arena, p.department);
    o.event = p.event;
    o.n_payments = p.n_payments;
    o.next = remit_is_needed(&p) ? day_bank_day_from(o.next < h->engine->today ? h->engine->today
                                                                              : o.next)
                                 : DAY_NONE;
    s->owed[s->n_owed++] = o;
    return STATUS_OK;
}

static int read_owed(struct remit_sheet *s) {
    struct cli *cli = s->home->cli;
    struct db *db = s->home->engine->db;
    struct client_money *all;
    struct arena scratch;
    uint32_t n = 0;
    int rc = client_money_all(db, s->creditor, &cli->arena, &all, &n, &cli->st);
    if (rc) {
        return rc;
    }
    s->owed = arena_take_n(&cli->arena, n ? n : 1, sizeof *s->owed);
    arena_init(&scratch);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        rc = look_at(s, &all[i], &scratch);
    }
    arena_fini(&scratch);
    return rc;
}

static int read_sheet(struct remit_sheet *s) {
    struct cli *cli = s->home->cli;
    struct db *db = s->home->engine->db;
    const struct remit_filter f = {.creditor = s->creditor,
        .n_max = cli->json ? JSON_MAX : SHOWN_MAX};
    int rc = read_owed(s);
    rc = rc ? rc : remittances_list(db, &f, &cli->arena, &s->made, &s->n_made, &cli->st);
    return rc ? rc : remittances_underway(db, &s->n_underway, &s->underway, &cli->st);
}

/* The file that the payout went into; absent while it is not known. */
static struct text file_of(const struct remit_sheet *s, const struct remittance *r) {
    struct status none = {0, ""};
    struct outbox_row row;
    if (hash_is_zero(&r->batch) || outbox_get(s->home->engine->db, &r->batch,
                                              &s->home->cli->arena, &row, &none) != STATUS_OK) {
        return (struct text){NULL, 0};
    }
    return show_absent(row.reference);
}

/* ---- for people ------------------------------------------------------------------------------ */

static struct text department_of(const struct remit_sheet *s, int64_t purse) {
    const struct engine *e = s->home->engine;
    for (uint32_t i = 0; i < e->n_purses; i++) {
        if (e->purses[i].id == purse) {
            return e->purses[i].department;
        }
    }
    return (struct text){NULL, 0};
}

static struct text whose(struct cli *cli, const struct creditor *c, struct text department) {
    return department.len == 0 ? c->name
                               : arena_printf(&cli->arena, "%.*s, %.*s", TEXT_ARG(c->name),
                                              TEXT_ARG(department));
}

static struct text org_of(struct cli *cli, const struct creditor *c, struct text department) {
    return department.len == 0 ? c->org
                               : arena_printf(&cli->arena, "%.*s/%.*s", TEXT_ARG(c->org),
                                              TEXT_ARG(department));
}

static void print_owed(struct cli *cli, const struct remit_sheet *s) {
    struct table t;
    table_begin(&t, "llrrrrrrl");
    table_heads(&t, "creditor", "name", "held", "ours", "owes us", "commission", "VAT", "to pay",
                "next", NULL);
    for (uint32_t i = 0; i < s->n_owed; i++) {
        const struct owed *o = &s->owed[i];
        table_text(&t, o->creditor->org);
        table_text(&t, whose(cli, o->creditor, o->department));
        table_cell(&t, cli_ore(cli, o->money.held));
        table_cell(&t, cli_ore(cli, o->money.share));
        table_cell(&t, cli_ore(cli, o->money.owes));
        table_cell(&t, cli_ore(cli, o->event.commission));
        table_cell(&t, cli_ore(cli, settle_vat_charged(&o->event)));
        table_cell(&t, cli_ore(cli, o->event.amount));
        table_cell(&t, cli_day(cli, o->next));
    }
    table_print(&t);
}

static void print_made(struct cli *cli, const struct remit_sheet *s) {
    struct table t;
    (void)printf("\n");
    table_begin(&t, "lllrrrrrll");
    table_heads(&t, "settlement", "day", "creditor", "held", "ours", "commission", "set off",
                "paid", "state", "in file", NULL);
    for (uint32_t i = 0; i < s->n_made; i++) {
        const struct remittance *r = &s->made[i];
        const struct creditor *c = engine_creditor(s->home->engine, r->creditor);
        table_text(&t, remit_id(r->step, &cli->arena));
        table_cell(&t, cli_day(cli, r->on));
        table_text(&t, !c ? TEXT("-")
                          : org_of(cli, c, department_of(s, r->purse)));
        table_cell(&t, cli_ore(cli, r->total));
        table_cell(&t, cli_ore(cli, r->share));
        table_cell(&t, cli_ore(cli, r->commission));
        table_cell(&t, cli_ore(cli, r->over));
        table_cell(&t, cli_ore(cli, r->amount));
        table_cell(&t, words_name(&remit_states, (int)r->state));
        table_text(&t, file_of(s, r));
    }
    table_print(&t);
}

static void print_sheet(struct cli *cli, const struct remit_sheet *s) {
    const struct text plugin = s->home->config.payout_plugin;
    if (s->settled_now) {
        (void)printf("%s: settled with %u creditor%s\n", cli_day(cli, s->home->engine->today),
                     (unsigned)s->n_settled, s->n_settled == 1 ? "" : "s");
    }
    if (plugin.len == 0) {
        (void)printf("nothing is settled: krav.conf names no [channels] payout\n");
    }
    if (s->n_owed > 0) {
        print_owed(cli, s);
    } else {
        (void)printf("nothing is owed to creditors\n");
    }
    if (s->n_made > 0) {
        print_made(cli, s);
        (void)printf("under way: %lld, %s\n", (long long)s->n_underway, cli_ore(cli, s->underway));
    }
}

/* ---- as JSON --------------------------------------------------------------------------------- */

static void json_owed(struct json *j, const struct owed *o) {
    json_open(j, NULL, '{');
    json_text(j, "creditor", o->creditor->org);
    json_text(j, "name", o->creditor->name);
    json_text(j, "department", show_absent(o->department));
    json_int(j, "held_ore", o->money.held);
    json_int(j, "share_ore", o->money.share);
    json_int(j, "owes_ore", o->money.owes);
    json_int(j, "payments", o->n_payments);
    json_int(j, "commission_ore", o->event.commission);
    json_int(j, "vat_ore", settle_vat_charged(&o->event));
    json_int(j, "to_pay_ore", o->event.amount);
    json_day(j, "last_settled", o->money.settled);
    json_day(j, "next_settlement", o->next);
    json_close(j, '}');
}

static void json_made(struct json *j, const struct remit_sheet *s, const struct remittance *r) {
    const struct creditor *c = engine_creditor(s->home->engine, r->creditor);
    char hex[HASH_HEX];
    json_open(j, NULL, '{');
    json_text(j, "id", remit_id(r->step, &s->home->cli->arena));
    json_int(j, "step", r->step);
    json_day(j, "day", r->on);
    json_text(j, "creditor", c ? c->org : (struct text){NULL, 0});
    json_text(j, "department", show_absent(department_of(s, r->purse)));
    json_int(j, "held_ore", r->total);
    json_int(j, "share_ore", r->share);
    json_int(j, "commission_ore", r->commission);
    json_int(j, "vat_ore", r->vat);
    json_int(j, "set_off_ore", r->over);
    json_int(j, "paid_out_ore", r->amount);
    json_str(j, "state", words_name(&remit_states, (int)r->state));
    json_text(j, "file", file_of(s, r));
    json_str(j, "statement", hash_hex(&r->statement, hex));
    json_str(j, "sheet", hash_hex(&r->sheet, hex));
    json_str(j, "pages", hash_is_zero(&r->pages) ? NULL : hash_hex(&r->pages, hex));
    json_close(j, '}');
}

static void json_sheet(const struct remit_sheet *s) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_day(&j, "day", s->home->engine->today);
    json_text(&j, "payout_plugin", show_absent(s->home->config.payout_plugin));
    json_int(&j, "settled_now", s->n_settled);
    json_open(&j, "owed", '[');
    for (uint32_t i = 0; i < s->n_owed; i++) {
        json_owed(&j, &s->owed[i]);
    }
    json_close(&j, ']');
    json_int(&j, "underway", s->n_underway);
    json_int(&j, "underway_ore", s->underway);
    json_open(&j, "settlements", '[');
    for (uint32_t i = 0; i < s->n_made; i++) {
        json_made(&j, s, &s->made[i]);
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}

/* ---- the command ----------------------------------------------------------------------------- */

static int settle_now(struct remit_sheet *s) {
    struct home *h = s->home;
    const struct day_work work = {home_desk, h};
    const int rc = remit_now(h->engine, s->creditor, &s->n_settled, &h->cli->st);
    return rc ? rc : day_pay(h->engine, &work, &h->cli->st);
}

static int run(struct remit_sheet *s, const char *org) {
    struct home *h = s->home;
    struct cli *cli = h->cli;
    const struct creditor *c = org ? engine_creditor_by_org(h->engine, text_of(org)) : NULL;
    if (org && !c) {
        return status_fail(&cli->st, STATUS_NOT_FOUND, "remit: %s: no such creditor", org);
    }
    s->creditor = c ? c->id : 0;
    int rc = s->settled_now ? settle_now(s) : STATUS_OK;
    rc = rc ? rc : read_sheet(s);
    if (rc) {
        return rc;
    }
    if (cli->json) {
        json_sheet(s);
    } else {
        print_sheet(cli, s);
    }
    return STATUS_OK;
}

int command_remit(struct cli *cli) {
    struct home h;
    struct remit_sheet s = {.home = &h};
    const char *org = cli_option(cli, "--creditor");
    s.settled_now = cli_flag(cli, "--now");
    if (!cli_done(cli)) {
        return 2;
    }
    if (home_open(cli, s.settled_now ? DB_WRITE : DB_READ, &h)) {
        return 1;
    }
    const int rc = run(&s, org);
    home_close(&h);
    return rc ? cli_fail(cli) : 0;
}
