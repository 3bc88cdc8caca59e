/* cmd_status.c - krav status: one line for the morning. */
#include "engine/funds.h"
#include "host/commands.h"
#include "host/home.h"
#include "host/json.h"
#include "host/show.h"
#include "store/cases.h"
#include "store/debits.h"
#include "store/inbox.h"
#include "store/ledger.h"
#include "store/library.h"
#include "store/outbox.h"
#include "store/remittances.h"
#include "store/statements.h"
#include "store/tasks.h"

#define PAGE 1000
#define RATE_DAYS 30 /* before late interest is no longer known, the morning says so */

struct morning {
    int64_t open, disputed, held, parked;
    struct case_count *stages; uint32_t n_stages;
    int64_t planned, composed, asked; /* letters */
    int64_t tasks, late;
    int64_t waiting;
    int64_t payouts;   /* under way, of paid_out together */
    struct debit_counts requests; /* to payers' banks */
    ore money, paid_out, sum;
    day proven_to;     /* the client account, by the bank's statement; DAY_NONE */
    struct text stopped; /* why no payout goes out; absent */
    struct hash rules; /* zero: none */
};

static void count_case(struct morning *m, const struct case_line *l, struct arena *arena) {
    m->open++;
    m->disputed += l->disputed;
    m->held += l->held;
    m->parked += l->parked.len > 0;
    for (uint32_t i = 0; i < m->n_stages; i++) {
        if (text_eq(m->stages[i].stage, l->stage)) {
            m->stages[i].n++;
            return;
        }
    }
    struct case_count *count = arena_push(arena, &m->stages, &m->n_stages, sizeof *count);
    *count = (struct case_count){arena_text(arena, l->stage), 1};
}

/* One pass over the open cases, a page at a time. */
static int count_cases(struct home *h, struct morning *m) {
    struct case_filter f = {.open_only = true, .n_max = PAGE};
    struct arena page;
    uint32_t n = PAGE;
    int rc = STATUS_OK;
    arena_init(&page);
    while (rc == STATUS_OK && n == PAGE) {
        struct case_line *lines;
        arena_reset(&page);
        rc = cases_list(h->engine->db, &f, &page, &lines, &n, &h->cli->st);
        for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
            count_case(m, &lines[i], &h->cli->arena);
            f.after = lines[i].id;
        }
    }
    arena_fini(&page);
    return rc;
}

static int count_waiting(struct home *h, struct morning *m) {
    struct cli *cli = h->cli;
    struct db *db = h->engine->db;
    struct task_row *tasks;
    struct waiting_row *waiting;
    uint32_t n_tasks = 0, n_waiting = 0;
    int rc = tasks_open(db, 0, &cli->arena, &tasks, &n_tasks, &cli->st);
    for (uint32_t i = 0; i < n_tasks && rc == STATUS_OK; i++) {
        m->late += tasks[i].due != DAY_NONE && tasks[i].due < h->engine->today;
    }
    rc = rc ? rc : waiting_list(db, &cli->arena, &waiting, &n_waiting, &cli->st);
    for (uint32_t i = 0; i < n_waiting && rc == STATUS_OK; i++) {
        m->money = money_add(m->money, waiting[i].kind == FACT_PAID ? waiting[i].amount : 0);
    }
    m->tasks = n_tasks;
    m->waiting = n_waiting;
    rc = rc ? rc : outbox_count(db, EFFECT_LETTER, EFFECT_PLANNED, &m->planned, &cli->st);
    rc = rc ? rc : outbox_count(db, EFFECT_LETTER, EFFECT_COMPOSED, &m->composed, &cli->st);
    rc = rc ? rc : outbox_count(db, EFFECT_LETTER, EFFECT_ASKED, &m->asked, &cli->st);
    rc = rc ? rc : debits_count(db, h->engine->today, &m->requests, &cli->st);
    return rc ? rc : remittances_underway(db, &m->payouts, &m->paid_out, &cli->st);
}

static int look_at_bank(struct home *h, struct morning *m) {
    struct cli *cli = h->cli;
    const int rc = statements_proven_to(h->engine->db, &m->proven_to, &cli->st);
    return rc ? rc : funds_stopped(h->engine, &cli->arena, &m->stopped, &cli->st);
}

static int look(struct home *h, struct morning *m) {
    struct cli *cli = h->cli;
    struct ledger_balance *balances;
    const struct ledger_filter all = {0};
    struct status none = {0, ""};
    uint32_t n = 0;
    int rc = count_cases(h, m);
    rc = rc ? rc : count_waiting(h, m);
    rc = rc ? rc : look_at_bank(h, m);
    rc = rc ? rc : ledger_trial(h->engine->db, &all, &cli->arena, &balances, &n, &cli->st);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        m->sum = money_add(m->sum, balances[i].balance);
    }
    if (rc == STATUS_OK && library_active(h->engine->db, &m->rules, &none) != STATUS_OK) {
        m->rules = (struct hash){{0}};
    }
    return rc;
}

static const char *stage_name(struct cli *cli, const struct case_count *c) {
    return c->stage.len > 0 ? arena_cstr(&cli->arena, c->stage) : "(start)";
}

/* The last day whose rate is known: after it the day stands still. */
static day interest_known_to(const struct engine *e) {
    return e->law->interest.rows[e->law->interest.n - 1].to;
}

static void print_morning(struct cli *cli, const struct engine *e, const struct morning *m) {
    (void)printf("%s: %lld open case%s", cli_day(cli, e->today), (long long)m->open,
                 m->open == 1 ? "" : "s");
    for (uint32_t i = 0; i < m->n_stages; i++) {
        (void)printf("%s%s %lld%s", i == 0 ? " (" : ", ", stage_name(cli, &m->stages[i]),
                     (long long)m->stages[i].n, i + 1 == m->n_stages ? ")" : "");
    }
    (void)printf("; letters %lld waiting, %lld asked; %lld tasks, %lld late; %lld parked, "
                 "%lld disputed, %lld held; money waiting %s; payouts %lld, %s; ledger %s; rules %s",
                 (long long)(m->planned + m->composed), (long long)m->asked, (long long)m->tasks,
                 (long long)m->late, (long long)m->parked, (long long)m->disputed,
                 (long long)m->held, cli_ore(cli, m->money), (long long)m->payouts, cli_ore(cli, m->paid_out),
                 m->sum == 0 ? "sums to zero" : "DOES NOT SUM TO ZERO", show_hash(cli, &m->rules));
    if (m->requests.standing > 0) {
        (void)printf("; requests at payers' banks %lld, %s", (long long)m->requests.standing,
                     cli_ore(cli, m->requests.standing_ore));
    }
    if (m->proven_to != DAY_NONE) {
        (void)printf("; client account proven to %s", cli_day(cli, m->proven_to));
    }
    if (m->stopped.len > 0) {
        (void)printf("; PAYOUTS STOPPED: %.*s", TEXT_ARG(m->stopped));
    }
    if (interest_known_to(e) < e->today + RATE_DAYS) {
        (void)printf("; late interest known to %s (krav rates import)",
                     cli_day(cli, interest_known_to(e)));
    }
    (void)putchar('\n');
}

static void json_morning(struct cli *cli, const struct engine *e, const struct morning *m) {
    struct json j;
    char hex[HASH_HEX];
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_day(&j, "day", e->today);
    json_str(&j, "clock", e->clock == CLOCK_BOOK ? "book" : "wall");
    json_int(&j, "open", m->open);
    json_open(&j, "stages", '{');
    for (uint32_t i = 0; i < m->n_stages; i++) {
        json_int(&j, stage_name(cli, &m->stages[i]), m->stages[i].n);
    }
    json_close(&j, '}');
    json_int(&j, "disputed", m->disputed);
    json_int(&j, "held", m->held);
    json_int(&j, "parked", m->parked);
    json_int(&j, "letters_waiting", m->planned + m->composed);
    json_int(&j, "letters_asked", m->asked);
    json_int(&j, "tasks", m->tasks);
    json_int(&j, "tasks_late", m->late);
    json_int(&j, "waiting", m->waiting);
    json_int(&j, "waiting_ore", m->money);
    json_int(&j, "payouts_underway", m->payouts);
    json_int(&j, "payouts_underway_ore", m->paid_out);
    json_int(&j, "requests_standing", m->requests.standing);
    json_int(&j, "requests_standing_ore", m->requests.standing_ore);
    json_int(&j, "requests_planned", m->requests.n[DEBIT_WAY_PLANNED]);
    json_int(&j, "requests_unknown", m->requests.n[DEBIT_WAY_ASKED] +
                                         m->requests.n[DEBIT_WAY_UNKNOWN]);
    json_int(&j, "ledger_sum_ore", m->sum);
    json_bool(&j, "ledger_sums_to_zero", m->sum == 0);
    json_day(&j, "client_account_proven_to", m->proven_to);
    json_text(&j, "payouts_stopped", m->stopped);
    json_str(&j, "rules", hash_is_zero(&m->rules) ? NULL : hash_hex(&m->rules, hex));
    json_day(&j, "interest_known_to", interest_known_to(e));
    json_int(&j, "steps", e->head.id);
    json_close(&j, '}');
    json_print(&j);
}

int command_status(struct cli *cli) {
    struct home h;
    struct morning m = {0};
    if (!cli_done(cli)) {
        return 2;
    }
    if (home_open(cli, DB_READ, &h)) {
        return 1;
    }
    const int rc = look(&h, &m);
    if (rc == STATUS_OK && cli->json) {
        json_morning(cli, h.engine, &m);
    } else if (rc == STATUS_OK) {
        print_morning(cli, h.engine, &m);
    }
    home_close(&h);
    return rc ? cli_fail(cli) : m.sum != 0 ? 1 : 0;
}
