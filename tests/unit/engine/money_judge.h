/* money_judge.h - the auditor of a book: what must be true of its money after every step.
 *
 *     journal ──▶ every case folded anew, each payment's parts worked out again
 *     ledger  ──▶ read with plain SQL, by case and account
 *     the test's own memory of what the bank moved ──▶ client_bank and agency_bank together
 *
 * The three must agree.  Owned: judge_open / judge_close; a book of at most JUDGE_CASES. */
#ifndef KRAV_TESTS_ENGINE_MONEY_JUDGE_H
#define KRAV_TESTS_ENGINE_MONEY_JUDGE_H

#include "unit/engine/undo_desk.h"

#include "domain/chart.h"
#include "engine/funds.h"

#define JUDGE_CASES 24

struct judge {
    struct house *h;
    sqlite3 *book;
    struct arena arena;             /* of the folded cases */
    int64_t step, set;              /* looked at so far */
    struct krav_case cases[JUDGE_CASES];
    ore ledger[JUDGE_CASES + 1][ACCOUNTS]; /* [0]: of no case */
    ore book_of[ACCOUNTS];          /* all of it */
    int64_t n_steps, n_payments;    /* looked at, in all books */
    char what[96];                  /* the last act, for whoever looks at a failure */
};

static inline void judge_must(const struct judge *j, bool holds, const char *why, ...)
    __attribute__((format(printf, 3, 4)));
static inline void judge_must(const struct judge *j, bool holds, const char *why, ...) {
    char date[DAY_TEXT], text[256];
    va_list args;
    if (!holds) {
        va_start(args, why);
        (void)vsnprintf(text, sizeof text, why, args);
        va_end(args);
        fail_msg("%s, step %lld, after %s: %s", day_format(j->h->e.today, date),
                 (long long)j->h->e.head.id, j->what, text);
    }
}

static inline void judge_open(struct judge *j, struct house *h) {
    j->h = h;
    j->step = h->e.head.id;
    j->set = 0;
    memset(j->cases, 0, sizeof j->cases);
    arena_init(&j->arena);
    assert_int_equal(sqlite3_open_v2(h->db, &j->book, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
}

static inline void judge_close(struct judge *j) {
    assert_int_equal(sqlite3_close(j->book), SQLITE_OK);
    arena_fini(&j->arena);
}

static inline sqlite3_stmt *judge_ask(struct judge *j, const char *sql) {
    sqlite3_stmt *q = NULL;
    if (sqlite3_prepare_v2(j->book, sql, -1, &q, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", sql, sqlite3_errmsg(j->book));
    }
    return q;
}

static inline int64_t judge_number(struct judge *j, const char *sql) {
    sqlite3_stmt *q = judge_ask(j, sql);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    const int64_t n = sqlite3_column_int64(q, 0);
    (void)sqlite3_finalize(q);
    return n;
}

/* ---- the journal ----------------------------------------------------------------------------- */

static inline struct krav_case *judge_case(struct judge *j, int64_t id) {
    judge_must(j, id >= FIRST_CASE && id < FIRST_CASE + JUDGE_CASES, "case %lld", (long long)id);
    return &j->cases[id - FIRST_CASE];
}

static inline ore judge_part(ore *left, ore open) {
    const ore part = *left < open ? *left : open;
    *left -= part;
    return part;
}

/* Component by component, as agreed; of costs the court's first, then the creditor's, then ours. */
static inline void judge_order(struct judge *j, const struct krav_case *c, const struct event *e) {
    struct status st = {0, ""};
    const struct agreement *a = engine_agreement(&j->h->e, c->creditor, c->department,
                                                 j->h->e.today);
    const enum component agreed[] = {a->order1, a->order2, a->order3};
    const enum component direct[] = {COMPONENT_PRINCIPAL, COMPONENT_INTEREST, COMPONENT_COSTS};
    /* What went back to its payer stays what was too much, though more is owed by now. */
    const ore gone = money_min(e->over, money_max(0, -c->overpaid));
    ore left = e->amount - gone, interest = 0, all = 0, principal = 0, costs[3] = {0, 0, 0};
    assert_int_equal(interest_of_case(c, &j->h->e.law->interest, e->day, &all, &st), STATUS_OK);
    const ore owed = all - c->interest_paid - c->interest_waived;
    for (int i = 0; i < 3; i++) {
        const enum component what = e->direct ? direct[i] : agreed[i];
        if (what == COMPONENT_PRINCIPAL) {
            principal = judge_part(&left, case_principal_open(c));
        } else if (what == COMPONENT_INTEREST) {
            interest = judge_part(&left, owed > 0 ? owed : 0);
        } else {
            costs[0] = judge_part(&left, case_costs_open_of(c, OWNER_COURT));
            costs[1] = judge_part(&left, case_costs_open_of(c, OWNER_CREDITOR));
            costs[2] = judge_part(&left, case_costs_open_of(c, OWNER_AGENCY));
        }
    }
    judge_must(j, e->principal == principal && e->interest == interest && e->over == left + gone &&
                      e->costs_court == costs[0] && e->costs_creditor == costs[1] &&
                      e->costs_agency == costs[2],
               "case %lld: %lld øre were not taken in the agreed order", (long long)c->id,
               (long long)e->amount);
    j->n_payments++;
}

static inline int judge_step(void *ctx, const struct journal_row *row) {
    struct judge *j = ctx;
    struct status st = {0, ""};
    struct step step;
    j->step = row->id;
    j->n_steps++;
    if (row->case_id == 0) {
        return 0;
    }
    struct krav_case *c = judge_case(j, row->case_id);
    assert_int_equal(record_read(&step_record, arena_text(&j->arena, row->body), &j->arena, &step,
                                 &st), STATUS_OK);
    c->id = row->case_id;
    for (uint32_t i = 0; i < step.n_events; i++) {
        if (step.events[i].kind == EVENT_PAYMENT_ALLOCATED) {
            judge_order(j, c, &step.events[i]);
        }
        judge_must(j, case_fold(c, &step.events[i], &j->arena, &st) == STATUS_OK, "%s", st.text);
    }
    c->steps++;
    return 0;
}

/* ---- the ledger ------------------------------------------------------------------------------ */

static inline void judge_read_ledger(struct judge *j) {
    sqlite3_stmt *q = judge_ask(j, "SELECT case_id, account, sum(amount) FROM postings"
                                   " GROUP BY case_id, account");
    memset(j->ledger, 0, sizeof j->ledger);
    memset(j->book_of, 0, sizeof j->book_of);
    while (sqlite3_step(q) == SQLITE_ROW) {
        const int64_t id = sqlite3_column_int64(q, 0);
        const struct word *account =
            words_by_name(&accounts, text_of((const char *)sqlite3_column_text(q, 1)));
        assert_non_null(account);
        const size_t row = id == 0 ? 0 : (size_t)(judge_case(j, id) - j->cases) + 1;
        j->ledger[row][account->value] = sqlite3_column_int64(q, 2);
        j->book_of[account->value] += sqlite3_column_int64(q, 2);
    }
    (void)sqlite3_finalize(q);
}

static inline void judge_sets(struct judge *j) {
    sqlite3_stmt *q = judge_ask(j, "SELECT set_id FROM postings WHERE set_id > ? GROUP BY set_id"
                                   " HAVING sum(amount) <> 0");
    assert_int_equal(sqlite3_bind_int64(q, 1, j->set), SQLITE_OK);
    judge_must(j, sqlite3_step(q) == SQLITE_DONE, "a posting set does not sum to zero");
    (void)sqlite3_finalize(q);
    j->set = judge_number(j, "SELECT coalesce(max(id), 0) FROM posting_sets");
}

/* What a debtor owes by the journal is what he owes by the ledger. */
static inline void judge_debtor(struct judge *j, uint32_t i) {
    const struct krav_case *c = &j->cases[i];
    const ore *l = j->ledger[i + 1];
    const ore interest = c->interest_accrued - c->interest_paid - c->interest_waived;
    const long long id = (long long)c->id;
    judge_must(j, l[ACCOUNT_PRINCIPAL] == case_principal_open(c), "case %lld: principal", id);
    judge_must(j, l[ACCOUNT_INTEREST] == interest, "case %lld: interest", id);
    /* Of what was given up a little may never have run: money that came later counted from before. */
    judge_must(j, interest >= 0 || (c->interest_accrued >= c->interest_paid &&
                                    (c->written_off > 0 || c->interest_lapsed > 0)),
               "case %lld: interest below zero", id);
    judge_must(j, l[ACCOUNT_COSTS_CREDITOR] == case_costs_open_of(c, OWNER_CREDITOR) &&
                      l[ACCOUNT_COSTS_AGENCY] == case_costs_open_of(c, OWNER_AGENCY) &&
                      l[ACCOUNT_COSTS_COURT] == case_costs_open_of(c, OWNER_COURT),
               "case %lld: costs", id);
    judge_must(j, -l[ACCOUNT_OVERPAID] == c->overpaid && c->overpaid >= 0, "case %lld: overpaid",
               id);
    for (uint32_t k = 0; k < c->n_claims; k++) {
        judge_must(j, c->claims[k].open >= 0, "case %lld: a claim below zero", id);
    }
    for (uint32_t k = 0; k < c->n_costs; k++) {
        judge_must(j, cost_open(&c->costs[k]) >= 0 && c->costs[k].paid >= 0 &&
                          c->costs[k].waived >= 0, "case %lld: a cost below zero", id);
    }
    judge_must(j, c->merged_into == 0 || (interest <= 0 && case_principal_open(c) == 0 &&
                                          case_costs_open(c) == 0 && c->overpaid == 0),
               "case %lld: was merged and still owes", id);
}

/* No account stands where it must never.  What the bank took back, and no case has, stands in
 * suspense until a person has looked; and interest that was given up may never have run. */
static inline void judge_side(struct judge *j, enum account account, ore balance) {
    const bool is_interest = account == ACCOUNT_INTEREST || account == ACCOUNT_COLLECTABLE;
    ore below = 0;
    for (uint32_t i = 1; i <= JUDGE_CASES && is_interest; i++) {
        below += money_min(0, j->ledger[i][ACCOUNT_INTEREST]);
    }
    balance += account == ACCOUNT_COLLECTABLE ? below : -below;
    judge_must(j, account == ACCOUNT_SUSPENSE || j->book_of[ACCOUNT_SUSPENSE] > 0 ||
                      !chart_forbids(account, balance), "%s: %lld",
               words_name(&accounts, (int)account), (long long)balance);
}

/* Nobody's money is below zero, and the accounts are what is kept beside them. */
static inline void judge_book(struct judge *j) {
    struct house *h = j->h;
    struct funds funds;
    struct ledger_balance *rows;
    const struct ledger_filter all = {0};
    uint32_t n = 0;
    ore sum = 0, by = 0;
    OK(h, ledger_trial(h->e.db, &all, &h->arena, &rows, &n, &h->st));
    for (uint32_t i = 0; i < n; i++) {
        sum += rows[i].balance;
        judge_must(j, rows[i].balance == j->book_of[rows[i].account],
                   "the trial balance is not the sum of its cases: %s",
                   words_name(&accounts, (int)rows[i].account));
        judge_side(j, rows[i].account, rows[i].balance);
    }
    judge_must(j, sum == 0, "the trial balance is not zero");
    judge_must(j, judge_number(j, "SELECT count(*) FROM (SELECT 1 FROM postings p JOIN posting_sets s"
        " ON s.id = p.set_id WHERE p.account IN ('creditor_payable', 'agency_share')"
        " GROUP BY p.creditor, s.purse, p.account HAVING sum(p.amount) > 0)")
        == 0, "a creditor's money is short");
    judge_must(j, -j->book_of[ACCOUNT_SUSPENSE] ==
                      judge_number(j, "SELECT coalesce(sum(amount), 0) FROM waiting"
                                      " WHERE settled_by = 0 AND kind IN ('paid',"
                                      " 'payment_reversed')"),
               "suspense is not what waits");
    judge_must(j, -j->book_of[ACCOUNT_PAYOUT_UNDERWAY] ==
        judge_number(j, "SELECT coalesce(sum(amount), 0) FROM (SELECT amount FROM remittances"
            " WHERE state = 'underway' UNION ALL SELECT amount FROM refunds"
            " WHERE state IN ('planned', 'underway'))"), "underway is not what was promised");
    OK(h, funds_read(h->e.db, &funds, &h->st));
    judge_must(j, funds_break(&funds, &by).len == 0, "client money is not whole by %lld",
               (long long)by);
}

/* `moved`: what the bank has moved into the accounts, the client's and the agency's own. */
static inline void judge_all(struct judge *j, ore moved) {
    struct house *h = j->h;
    OK(h, journal_walk(h->e.db, 0, j->step, judge_step, j, &h->st));
    judge_read_ledger(j);
    judge_sets(j);
    for (uint32_t i = 0; i < JUDGE_CASES; i++) {
        if (j->cases[i].id != 0) {
            judge_debtor(j, i);
        }
    }
    judge_book(j);
    judge_must(j, j->book_of[ACCOUNT_CLIENT_BANK] + j->book_of[ACCOUNT_AGENCY_BANK] == moved,
               "the accounts hold %lld øre, the bank moved %lld",
               (long long)(j->book_of[ACCOUNT_CLIENT_BANK] + j->book_of[ACCOUNT_AGENCY_BANK]),
               (long long)moved);
}

/* What the case says is owed today: what the ledger has, and interest since it was last posted. */
static inline void judge_owed(struct judge *j, int64_t id) {
    const struct case_view *v = house_view(j->h, id);
    const struct krav_case *c = judge_case(j, id);
    const ore *l = j->ledger[id - FIRST_CASE + 1];
    struct status st = {0, ""};
    ore all = 0;
    assert_int_equal(interest_of_case(c, &j->h->e.law->interest, j->h->e.today, &all, &st),
                     STATUS_OK);
    const ore interest = l[ACCOUNT_INTEREST] + all - c->interest_accrued;
    const ore owed = l[ACCOUNT_PRINCIPAL] + l[ACCOUNT_COSTS_CREDITOR] + l[ACCOUNT_COSTS_AGENCY] +
                     l[ACCOUNT_COSTS_COURT] + (interest > 0 ? interest : 0);
    judge_must(j, v->snapshot.open == owed, "case %lld: %lld are owed, the ledger says %lld",
               (long long)id, (long long)v->snapshot.open, (long long)owed);
}

#endif
