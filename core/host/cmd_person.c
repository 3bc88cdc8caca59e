/* cmd_person.c - krav person: everything on one person, for whoever has them on the phone. */
#include "domain/kid.h"
#include "domain/plan.h"
#include "host/commands.h"
#include "host/messages.h"
#include "host/person_out.h"
#include "host/show.h"
#include "store/cases.h"
#include "store/parties.h"

struct dossier {
    struct home *home;
    struct party party;
    struct sheet *cases; uint32_t n_cases;
    ore open;
    struct messages messages;
};

/* ---- reading --------------------------------------------------------------------------------- */

/* By a number of theirs, else by one of their cases. */
static int find_party(struct dossier *d, const char *word, int64_t *id) {
    struct cli *cli = d->home->cli;
    struct db *db = d->home->engine->db;
    struct status unknown = {0, ""};
    struct krav_case c;
    int64_t number = 0;
    int purpose = 0;
    int rc = parties_find(db, text_of(word), id, &unknown);
    if (rc != STATUS_NOT_FOUND) {
        return rc ? status_fail(&cli->st, rc, "%s", unknown.text) : STATUS_OK;
    }
    if (!kid_parse(text_of(word), &number, &purpose) && !text_to_i64(text_of(word), &number)) {
        number = 0;
    }
    unknown = (struct status){0, ""};
    rc = cases_load(db, number, &cli->arena, &c, &unknown);
    if (rc == STATUS_NOT_FOUND) {
        return status_fail(&cli->st, rc, "person: no case has this number, and nobody is known "
                                         "by it");
    }
    *id = c.debtor;
    return rc ? status_fail(&cli->st, rc, "%s", unknown.text) : STATUS_OK;
}

static int read_dossier(struct dossier *d, const char *word) {
    struct home *h = d->home;
    struct cli *cli = h->cli;
    int64_t id = 0, *numbers = NULL;
    uint32_t n = 0;
    int rc = find_party(d, word, &id);
    rc = rc ? rc : parties_get(h->engine->db, id, &cli->arena, &d->party, &cli->st);
    rc = rc ? rc
            : parties_cases(h->engine->db, id, false, &cli->arena, &numbers, &n, &cli->st);
    d->cases = arena_take_n(&cli->arena, n + 1u, sizeof *d->cases);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        struct sheet *s = &d->cases[d->n_cases++];
        rc = sheet_read(h, numbers[i], s);
        if (rc == STATUS_OK) {
            d->open = money_add(d->open, s->balances.open);
            messages_add(s, &d->messages);
        }
    }
    messages_sort(&d->messages);
    return rc;
}

/* News of the person stands in each of the cases that were open: it is shown once. */
static bool is_news(const struct dossier *d, uint32_t of_case, const struct fact *f) {
    if (fact_subject(f->kind) != SUBJECT_PARTY) {
        return false;
    }
    for (uint32_t i = 0; i < of_case; i++) {
        for (uint32_t k = 0; k < d->cases[i].n_steps; k++) {
            const struct fact *g = &d->cases[i].steps[k].fact;
            if (g->kind == f->kind && g->legal_day == f->legal_day &&
                g->booked_day == f->booked_day && text_eq(g->reason, f->reason) &&
                hash_eq(&g->text_hash, &f->text_hash)) {
                return false;
            }
        }
    }
    return true;
}

/* ---- as text --------------------------------------------------------------------------------- */

static void print_cases(struct cli *cli, const struct dossier *d) {
    struct table t;
    table_begin(&t, "llllllrrrr");
    t.indent = "  ";
    table_heads(&t, "case", "creditor", "stage", "phase", "opened", "closed", "principal",
                "interest", "costs", "open", NULL);
    for (uint32_t i = 0; i < d->n_cases; i++) {
        const struct sheet *s = &d->cases[i];
        table_int(&t, s->c.id);
        table_text(&t, s->creditor ? s->creditor->name : TEXT("-"));
        table_text(&t, s->c.stage);
        table_cell(&t, words_name(&phases, (int)s->phase));
        table_cell(&t, cli_day(cli, s->c.opened));
        table_cell(&t, cli_day(cli, s->c.closed));
        table_cell(&t, cli_ore(cli, s->balances.principal));
        table_cell(&t, cli_ore(cli, s->balances.interest));
        table_cell(&t, cli_ore(cli, s->balances.costs));
        table_cell(&t, cli_ore(cli, s->balances.open));
    }
    (void)printf("\nCases: %s open in all\n", cli_ore(cli, d->open));
    table_print(&t);
}

static void print_plans(struct cli *cli, const struct dossier *d) {
    for (uint32_t i = 0; i < d->n_cases; i++) {
        const struct plan_view v = sheet_plan(&d->cases[i]);
        if (plan_runs(v.plan)) {
            (void)printf("\nInstalments of case %lld: %s, agreed %s\n",
                         (long long)d->cases[i].c.id, cli_ore(cli, v.plan->total),
                         cli_day(cli, v.plan->agreed));
            plan_print(cli, &v);
        }
    }
}

static void print_news(struct cli *cli, const struct dossier *d) {
    struct table t;
    table_begin(&t, "llll");
    t.indent = "  ";
    for (uint32_t i = 0; i < d->n_cases; i++) {
        for (uint32_t k = 0; k < d->cases[i].n_steps; k++) {
            const struct fact *f = &d->cases[i].steps[k].fact;
            if (is_news(d, i, f)) {
                table_cell(&t, cli_day(cli, f->legal_day));
                table_cellf(&t, "%s%s%.*s", words_name(&fact_kinds, (int)f->kind),
                            f->reason.len ? " " : "", TEXT_ARG(f->reason));
                table_text(&t, f->actor);
                table_text(&t, sheet_words(&d->cases[i], &f->text_hash));
            }
        }
    }
    if (t.n_cells > 0) {
        (void)puts("\nNews of the person");
    }
    table_print(&t);
}

static void print_dossier(struct cli *cli, const struct dossier *d) {
    struct table t;
    table_begin(&t, "ll");
    person_rows(&t, cli, &d->party);
    table_print(&t);
    print_cases(cli, d);
    print_plans(cli, d);
    print_news(cli, d);
    messages_print(cli, &d->messages, true);
    for (uint32_t i = 0; i < d->n_cases; i++) {
        documents_print(cli, d->cases[i].documents, d->cases[i].n_documents, true);
    }
}

/* ---- as JSON --------------------------------------------------------------------------------- */

static void json_case(struct json *j, const struct sheet *s) {
    const struct plan_view plan = sheet_plan(s);
    json_open(j, NULL, '{');
    json_int(j, "case", s->c.id);
    json_text(j, "creditor", s->creditor ? s->creditor->org : (struct text){NULL, 0});
    json_text(j, "creditor_name", s->creditor ? s->creditor->name : (struct text){NULL, 0});
    json_text(j, "stage", show_absent(s->c.stage));
    json_str(j, "phase", words_name(&phases, (int)s->phase));
    json_day(j, "opened", s->c.opened);
    json_day(j, "closed", s->c.closed);
    json_day(j, "next_day", sheet_next_day(s));
    json_int(j, "principal_ore", s->balances.principal);
    json_int(j, "interest_ore", s->balances.interest);
    json_int(j, "costs_ore", s->balances.costs);
    json_int(j, "paid_ore", s->balances.paid);
    json_int(j, "open_ore", s->balances.open);
    plan_json(j, "plan", &plan);
    documents_json(j, "documents", s->documents, s->n_documents);
    json_close(j, '}');
}

static void json_news(struct json *j, const struct dossier *d) {
    json_open(j, "news", '[');
    for (uint32_t i = 0; i < d->n_cases; i++) {
        for (uint32_t k = 0; k < d->cases[i].n_steps; k++) {
            const struct fact *f = &d->cases[i].steps[k].fact;
            if (is_news(d, i, f)) {
                json_open(j, NULL, '{');
                json_str(j, "kind", words_name(&fact_kinds, (int)f->kind));
                json_day(j, "day", f->legal_day);
                json_bool(j, "ended", text_is(f->reason, "ended"));
                json_text(j, "by", show_absent(f->actor));
                json_text(j, "text", show_absent(sheet_words(&d->cases[i], &f->text_hash)));
                json_close(j, '}');
            }
        }
    }
    json_close(j, ']');
}

static void json_dossier(const struct dossier *d) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    person_json(&j, &d->party);
    json_int(&j, "open_ore", d->open);
    json_open(&j, "cases", '[');
    for (uint32_t i = 0; i < d->n_cases; i++) {
        json_case(&j, &d->cases[i]);
    }
    json_close(&j, ']');
    json_news(&j, d);
    messages_json(&j, "messages", &d->messages);
    json_close(&j, '}');
    json_print(&j);
}

int command_person(struct cli *cli) {
    struct home h;
    struct dossier d = {.home = &h};
    const char *word = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    if (!word) {
        return cli_usage(cli, "person: a case, a national id or an organisation number");
    }
    if (home_open(cli, DB_READ, &h)) {
        return 1;
    }
    int rc = db_look(h.engine->db, &cli->st);
    rc = rc ? rc : read_dossier(&d, word);
    if (rc == STATUS_OK && cli->json) {
        json_dossier(&d);
    } else if (rc == STATUS_OK) {
        print_dossier(cli, &d);
    }
    db_rollback(h.engine->db);
    home_close(&h);
    return rc ? cli_fail(cli) : 0;
}
