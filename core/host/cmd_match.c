/* cmd_match.c - krav match: money and facts that wait for their case, with the cases they might belong
 * to; and a person's word that they do. */
#include "host/commands.h"
#include "host/home.h"
#include "host/json.h"
#include "host/show.h"
#include "host/table.h"
#include "domain/identity.h"
#include "engine/doors.h"
#include "engine/intake.h"
#include "engine/refund.h"
#include "store/inbox.h"
#include "store/matches.h"

/* Who it is from and what was written, as the record says; absent once it is erased. */
static struct incoming record_of(struct cli *cli, const struct waiting_row *row) {
    struct incoming in = {0};
    struct status unreadable = {0, ""};
    if (row->body.len == 0 ||
        record_read(&incoming_record, row->body, &cli->arena, &in, &unreadable)) {
        return (struct incoming){0};
    }
    return in;
}

static struct text from_whom(const struct incoming *in) {
    return in->payer_name.len > 0 ? in->payer_name : in->debtor_name;
}

/* Cases that money might belong to; none for what is no money. */
static int proposals(struct home *h, const struct waiting_row *row, const struct incoming *in,
                     struct match **out, uint32_t *n) {
    const struct match_wanted wanted = {in->payer_name, in->text, row->amount};
    *n = 0;
    return row->kind == FACT_PAID ? matches_find(h->engine->db, &wanted, &h->cli->arena, out, n,
                                                 &h->cli->st)
                                  : STATUS_OK;
}

/* Something that waits, as it is shown. */
struct sight {
    const struct waiting_row *row;
    struct incoming in;
    struct match *matches; uint32_t n_matches;
};

static int look(struct home *h, const struct waiting_row *rows, uint32_t n, struct sight **out) {
    int rc = STATUS_OK;
    *out = arena_take_n(&h->cli->arena, n ? n : 1, sizeof **out);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        struct sight *s = &(*out)[i];
        s->row = &rows[i];
        s->in = record_of(h->cli, s->row);
        rc = proposals(h, s->row, &s->in, &s->matches, &s->n_matches);
    }
    return rc;
}

static struct text in_words(struct cli *cli, const struct match *matches, uint32_t n) {
    struct text all = {NULL, 0};
    for (uint32_t i = 0; i < n; i++) {
        all = arena_printf(&cli->arena, "%.*s%s%lld (%s)", TEXT_ARG(all), i ? ", " : "",
                           (long long)matches[i].case_id, matches[i].why);
    }
    return all;
}

static void print_waiting(struct cli *cli, const struct sight *all, uint32_t n) {
    struct table t;
    ore sum = 0;
    table_begin(&t, "rlllrlll");
    table_heads(&t, "no", "arrived", "fact", "waits for", "amount", "from", "text", "perhaps",
                NULL);
    for (uint32_t i = 0; i < n; i++) {
        const struct sight *s = &all[i];
        table_int(&t, s->row->id);
        table_cell(&t, cli_day(cli, s->row->arrived));
        table_cell(&t, words_name(&fact_kinds, (int)s->row->kind));
        table_text(&t, s->row->reference);
        table_cell(&t, cli_ore(cli, s->row->amount));
        table_text(&t, from_whom(&s->in));
        table_text(&t, s->in.text);
        table_text(&t, in_words(cli, s->matches, s->n_matches));
        sum = money_add(sum, s->row->kind == FACT_PAID ? s->row->amount : 0);
    }
    table_print(&t);
    (void)printf("%u waiting, of which money %s\n", (unsigned)n, cli_ore(cli, sum));
}

static void json_matches(struct json *j, const struct match *matches, uint32_t n) {
    json_open(j, "perhaps", '[');
    for (uint32_t i = 0; i < n; i++) {
        json_open(j, NULL, '{');
        json_int(j, "case", matches[i].case_id);
        json_str(j, "why", matches[i].why);
        json_text(j, "debtor", matches[i].debtor);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void json_waiting(const struct sight *all, uint32_t n) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '[');
    for (uint32_t i = 0; i < n; i++) {
        const struct sight *s = &all[i];
        json_open(&j, NULL, '{');
        json_int(&j, "waiting", s->row->id);
        json_str(&j, "kind", words_name(&fact_kinds, (int)s->row->kind));
        json_text(&j, "source", s->row->source);
        json_text(&j, "reference", show_absent(s->row->reference));
        json_int(&j, "amount_ore", s->row->amount);
        json_day(&j, "arrived", s->row->arrived);
        json_int(&j, "step", s->row->step);
        json_text(&j, "from", show_absent(from_whom(&s->in)));
        json_text(&j, "text", show_absent(s->in.text));
        json_matches(&j, s->matches, s->n_matches);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_print(&j);
}

static int list(struct home *h) {
    struct cli *cli = h->cli;
    struct waiting_row *rows;
    struct sight *all = NULL;
    uint32_t n = 0;
    int rc = waiting_list(h->engine->db, &cli->arena, &rows, &n, &cli->st);
    rc = rc ? rc : look(h, rows, n, &all);
    if (rc) {
        return rc;
    }
    if (cli->json) {
        json_waiting(all, n);
    } else {
        print_waiting(cli, all, n);
    }
    return STATUS_OK;
}

static int place(struct home *h, int64_t waiting, int64_t case_id) {
    struct cli *cli = h->cli;
    const struct text by = text_of(cli->user[0] ? cli->user : "somebody");
    const int rc = intake_place(h->engine, waiting, case_id, by, &cli->arena, &cli->st);
    if (rc == STATUS_OK && cli->json) {
        struct json j;
        json_begin(&j);
        json_open(&j, NULL, '{');
        json_int(&j, "waiting", waiting);
        json_int(&j, "case", case_id);
        json_close(&j, '}');
        json_print(&j);
    } else if (rc == STATUS_OK) {
        (void)printf("%lld: placed on case %lld\n", (long long)waiting, (long long)case_id);
    }
    return rc;
}

static int give_back(struct home *h, int64_t waiting, const char *account) {
    struct cli *cli = h->cli;
    const struct text by = text_of(cli->user[0] ? cli->user : "somebody");
    const int rc = refund_waiting(h->engine, waiting, text_of(account), by, &cli->arena, &cli->st);
    if (rc == STATUS_OK && cli->json) {
        struct json j;
        json_begin(&j);
        json_open(&j, NULL, '{');
        json_int(&j, "waiting", waiting);
        json_bool(&j, "goes_back", true);
        json_close(&j, '}');
        json_print(&j);
    } else if (rc == STATUS_OK) {
        (void)printf("%lld: goes back to its payer with the next batch\n", (long long)waiting);
    }
    return rc;
}

static int same(struct home *h, int64_t waiting) {
    struct cli *cli = h->cli;
    const struct text by = text_of(cli->user[0] ? cli->user : "somebody");
    const int rc = door_same(h->engine, waiting, by, &cli->arena, &cli->st);
    if (rc == STATUS_OK && cli->json) {
        struct json j;
        json_begin(&j);
        json_open(&j, NULL, '{');
        json_int(&j, "waiting", waiting);
        json_bool(&j, "same", true);
        json_close(&j, '}');
        json_print(&j);
    } else if (rc == STATUS_OK) {
        (void)printf("%lld: the same payment as one that is booked: taken out again\n",
                     (long long)waiting);
    }
    return rc;
}

int command_match(struct cli *cli) {
    struct home h;
    int64_t waiting = 0, case_id = 0;
    const bool refund = cli_flag(cli, "--refund"), is_same = cli_flag(cli, "--same");
    const char *account = cli_option(cli, "--account");
    const char *which = cli_word(cli), *where = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    if (which && (!text_to_i64(text_of(which), &waiting) || waiting < 1)) {
        return cli_usage(cli, "match: %s: not the number of something that waits", which);
    }
    if ((account && !refund) || (refund && (!which || where))) {
        return cli_usage(cli, "match: NO --refund [--account NUMBER] sends that money back");
    }
    if (account && identity_account(text_of(account)) != IDENTITY_OK) {
        return cli_usage(cli, "match: --account: %s: %s", account,
                         identity_says(identity_account(text_of(account))));
    }
    if (is_same && (!which || where || refund)) {
        return cli_usage(cli, "match: NO --same: it is the same payment as one that is booked");
    }
    if (which && !where && !refund && !is_same) {
        return cli_usage(cli, "match: name the case, too");
    }
    if (where && !show_case_number(cli, where, &case_id)) {
        return 2;
    }
    if (home_open(cli, which ? DB_WRITE : DB_READ, &h)) {
        return 1;
    }
    int rc = which ? home_load_rules(&h) : STATUS_OK;
    rc = rc       ? rc
         : refund ? give_back(&h, waiting, account)
         : is_same ? same(&h, waiting)
         : which  ? place(&h, waiting, case_id)
                  : list(&h);
    home_close(&h);
    return rc ? cli_fail(cli) : 0;
}
