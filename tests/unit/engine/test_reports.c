/* Reports over random books: whatever happened, each total is what the ledger says, added up another
 * way.
 *
 *     claims, payments, bounces, direct payments, credit notes, letters, settlements, the bank's word
 *            │
 *            ▼  every few turns
 *     ageing = portfolio = debtors' accounts = mirror = sum over cases of what their fold owes
 *     cash flow: in - out = change, and all changes = client_bank
 *     income, VAT = the ledger's accounts;  solution rate, half-year = the same principal and money
 *            │
 *            ▼  at the end
 *     every remembered day: as_of that day still says what it said then
 *
 * A failure prints the seed and the turn.  KRAV_SEED and KRAV_TURNS widen it. */
#include "unit/engine/remit_desk.h"

#include "unit/store/report_rows.h"

#define CASES 6
#define DAYS_MAX 400
#define LAST_DAY "2026-12-15" /* interest is known until the end of that year */

struct book_life {
    struct house *h;
    uint64_t seed, first_seed;
    int turn, n_sources;
    int64_t cases[CASES];
    struct text invoices[CASES];
    ore paid[CASES]; /* the last payment of the case, to bounce; 0: none */
    struct {
        day day;
        ore owed, bank;
    } days[DAYS_MAX];
    int n_days;
};

static uint32_t draw(struct book_life *l, uint32_t below) {
    l->seed = l->seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(l->seed >> 33) % below;
}

static const char *name(struct book_life *l, const char *kind) {
    return arena_printf(&l->h->arena, "%s%d", kind, ++l->n_sources).ptr;
}

static void same(const struct book_life *l, const char *what, ore is, ore wanted) {
    if (is != wanted) {
        fail_msg("seed %llu, turn %d: %s: %lld, not %lld", (unsigned long long)l->first_seed,
                 l->turn, what, (long long)is, (long long)wanted);
    }
}

/* ---- what happens ---------------------------------------------------------------------------- */

static void comes_in(struct book_life *l, uint32_t i) {
    const ore amount = 100 + (ore)draw(l, 60000);
    const day booked = l->h->e.today - (day)draw(l, 3); /* some are back-dated */
    const struct text kid = draw(l, 8) == 0 ? TEXT("99999999999") : kid_of(l->h, l->cases[i]);
    (void)house_take(l->h, a_payment(name(l, "p"), kid, amount, booked));
    l->paid[i] = kid.ptr[0] == '9' ? l->paid[i] : amount;
}

static void goes_back(struct book_life *l, uint32_t i) {
    if (l->paid[i] > 0) {
        const struct text kid = kid_of(l->h, l->cases[i]);
        (void)house_take(l->h, a_payment(name(l, "r"), kid, -l->paid[i], l->h->e.today));
        l->paid[i] = 0;
    }
}

/* Where nothing is owed it is refused, and nothing has happened. */
static void is_paid_directly(struct book_life *l, uint32_t i) {
    struct told out;
    const struct tell t = {.case_id = l->cases[i], .what = TEXT("paid-direct"),
        .amount = 100 + (ore)draw(l, 20000), .by = TEXT("kari")};
    const int rc = engine_tell(&l->h->e, &t, &l->h->arena, &out, &l->h->st);
    assert_true(rc == STATUS_OK || rc == STATUS_REFUSED);
}

static void is_credited(struct book_life *l, uint32_t i) {
    enum taken taken;
    const struct incoming note =
        a_credit_note(name(l, "c"), l->invoices[i].ptr, 100 + (ore)draw(l, 10000));
    (void)house_try(l->h, &note, &taken);
}

static void remember(struct book_life *l) {
    if (l->n_days < DAYS_MAX) {
        l->days[l->n_days].day = l->h->e.today;
        l->days[l->n_days].owed = -house_balance(l->h, 0, ACCOUNT_COLLECTABLE);
        l->days[l->n_days++].bank = house_balance(l->h, 0, ACCOUNT_CLIENT_BANK);
    }
}

static void days_pass(struct book_life *l) {
    char iso[DAY_TEXT];
    const day next = l->h->e.today + 1 + (day)draw(l, 9);
    if (next < on(LAST_DAY)) {
        remember(l);
        house_day(l->h, day_format(next, iso));
        (void)house_send(l->h);
    }
}

static void is_settled(struct book_life *l) {
    uint32_t n = 0;
    OK(l->h, remit_now(&l->h->e, 0, &n, &l->h->st));
    for (uint32_t i = 0; i < n; i++) {
        const struct remittance r = last(l->h);
        if (i + 1 == n && r.amount > 0 && draw(l, 3) > 0) {
            const enum fact_kind word = draw(l, 4) > 0 ? FACT_PAYOUT_CONFIRMED : FACT_PAYOUT_FAILED;
            (void)said(l->h, word, r.amount, last_id(l->h));
        }
    }
}

static void turn(struct book_life *l) {
    const uint32_t i = draw(l, CASES);
    switch (draw(l, 12)) {
    case 0:
    case 1:
    case 2:
        comes_in(l, i);
        break;
    case 3:
        goes_back(l, i);
        break;
    case 4:
        is_paid_directly(l, i);
        break;
    case 5:
        is_credited(l, i);
        break;
    case 6:
        is_settled(l);
        break;
    default:
        days_pass(l);
        break;
    }
}

/* ---- what must hold -------------------------------------------------------------------------- */

static struct report_rows read_report(struct house *h, const char *named, day as_of) {
    struct report_rows rows;
    const struct report_ask ask = {.to = as_of, .as_of = as_of};
    OK(h, report_read(h->e.db, report_find(text_of(named)), &ask, &h->arena, &rows, &h->st));
    return rows;
}

static void check_what_is_owed(const struct book_life *l) {
    struct house *h = l->h;
    const ore owed = -on_account(h, ACCOUNT_COLLECTABLE);
    const struct report_rows ageing = read_report(h, "ageing", h->e.today);
    const struct report_rows portfolio = read_report(h, "portfolio", h->e.today);
    const struct report_rows solved = read_report(h, "solution-rate", h->e.today);
    const struct report_rows figures = read_report(h, "half-year", h->e.today);
    ore by_case = 0;
    for (int i = 0; i < CASES; i++) {
        const struct krav_case *c = house_case(h, l->cases[i]);
        by_case += case_principal_open(c) + case_costs_open(c) +
                   case_interest_open(c, c->interest_accrued);
    }
    same(l, "debtors' accounts", on_account(h, ACCOUNT_PRINCIPAL) +
         on_account(h, ACCOUNT_INTEREST) + on_account(h, ACCOUNT_COSTS_CREDITOR) +
         on_account(h, ACCOUNT_COSTS_AGENCY) + on_account(h, ACCOUNT_COSTS_COURT), owed);
    same(l, "sum of the cases", by_case, owed);
    same(l, "ageing", report_total(&ageing, "open"), owed);
    same(l, "portfolio", report_total(&portfolio, "open"), owed);
    same(l, "claim mass", report_figure(&figures, "figure", "claim_mass", "amount")->number, owed);
    same(l, "principal of the cohorts", report_total(&solved, "open"),
         on_account(h, ACCOUNT_PRINCIPAL));
    same(l, "cases of the cohorts", report_total(&solved, "cases"), CASES);
}

static void check_money(const struct book_life *l) {
    struct house *h = l->h;
    const struct report_rows cash = read_report(h, "cash-flow", h->e.today);
    const struct report_rows income = read_report(h, "income", h->e.today);
    const struct report_rows figures = read_report(h, "half-year", h->e.today);
    const struct report_rows creditors = read_report(h, "creditors", h->e.today);
    const ore bank = on_account(h, ACCOUNT_CLIENT_BANK);
    for (uint32_t i = 0; i < cash.n; i++) {
        same(l, "parts of what was received", report_number(&cash, i, "principal") +
             report_number(&cash, i, "interest") + report_number(&cash, i, "costs_creditor") +
             report_number(&cash, i, "costs_agency") + report_number(&cash, i, "costs_court") +
             report_number(&cash, i, "too_much"), report_number(&cash, i, "received"));
        same(l, "in less out", report_number(&cash, i, "received") +
             report_number(&cash, i, "unplaced") + report_number(&cash, i, "covered") +
             report_number(&cash, i, "other") - report_number(&cash, i, "refunded") -
             report_number(&cash, i, "to_agency") - report_number(&cash, i, "paid_out"),
             report_number(&cash, i, "change"));
    }
    same(l, "change", report_total(&cash, "change"), bank);
    same(l, "received", report_total(&cash, "received"), report_total(&creditors, "received"));
    same(l, "paid out", report_total(&cash, "paid_out"), report_total(&creditors, "paid_out"));
    same(l, "client money", report_figure(&figures, "figure", "client_money", "amount")->number,
         bank);
    same(l, "income", report_total(&income, "income"), -on_account(h, ACCOUNT_AGENCY_INCOME));
    same(l, "parts of income", report_total(&income, "commission") +
         report_total(&income, "costs_settled") + report_total(&income, "costs_direct") +
         report_total(&income, "covered") + report_total(&income, "other"),
         report_total(&income, "income"));
    same(l, "VAT", report_total(&income, "vat_25"), -on_account(h, ACCOUNT_VAT));
}

/* Nothing is ever booked on a day that is over. */
static void check_the_past(const struct book_life *l) {
    for (int i = 0; i < l->n_days; i++) {
        const day then = l->days[i].day;
        if (i + 1 < l->n_days && l->days[i + 1].day == then) {
            continue;
        }
        const struct report_rows ageing = read_report(l->h, "ageing", then);
        const struct report_rows cash = read_report(l->h, "cash-flow", then);
        same(l, "ageing of a day that is over", report_total(&ageing, "open"), l->days[i].owed);
        same(l, "the client account then", report_total(&cash, "change"), l->days[i].bank);
    }
}

/* That the life came to where it matters. */
static void check_it_was_lived(const struct book_life *l) {
    const struct report_rows cash = read_report(l->h, "cash-flow", l->h->e.today);
    const struct report_rows solved = read_report(l->h, "solution-rate", l->h->e.today);
    const struct report_rows charged = read_report(l->h, "charged", l->h->e.today);
    assert_true(report_total(&cash, "paid_out") > 0);
    assert_true(report_total(&cash, "to_agency") != 0);
    assert_true(report_total(&cash, "covered") > 0);
    assert_true(report_total(&cash, "unplaced") > 0);
    assert_true(report_total(&solved, "paid_direct") > 0);
    assert_true(report_total(&solved, "credited") > 0);
    assert_true(report_total(&charged, "charged") > 0);
}

/* ---- lives ----------------------------------------------------------------------------------- */

static uint64_t from_environment(const char *variable, uint64_t fallback) {
    const char *value = getenv(variable);
    return value ? strtoull(value, NULL, 10) : fallback;
}

static void live(struct house *h, uint64_t seed, int turns) {
    struct book_life l = {.h = h, .seed = seed, .first_seed = seed};
    l.cases[0] = FIRST_CASE;
    l.invoices[0] = TEXT("A-1");
    for (int i = 1; i < CASES; i++) {
        const struct text debtor = i % 2 ? OLA : KARI;
        l.invoices[i] = arena_printf(&h->arena, "B-%d", i);
        /* Claims of one debtor share a case, unless they come when it has moved on: each its own. */
        struct incoming claim = a_claim(l.invoices[i].ptr, debtor, 20000 + (ore)draw(&l, 200000));
        claim.department = i % 3 == 0 ? TEXT("Nord") : (struct text){NULL, 0};
        claim.creditor_org = i >= 3 ? BAKKEN : FJORD;
        claim.debtor_id = (struct text){NULL, 0};
        claim.debtor_name = arena_printf(&h->arena, "Skyldner %d", i);
        assert_int_equal(house_take(h, claim), TAKEN_NEW);
        l.cases[i] = FIRST_CASE + i;
    }
    for (l.turn = 0; l.turn < turns; l.turn++) {
        turn(&l);
        if (l.turn % 8 == 7) {
            check_what_is_owed(&l);
            check_money(&l);
        }
    }
    remember(&l);
    check_the_past(&l);
    check_it_was_lived(&l);
    house_whole(h);
}

static void test_reports_agree_with_the_ledger(void **state) {
    live(*state, from_environment("KRAV_SEED", 1), (int)from_environment("KRAV_TURNS", 120));
}

static void test_reports_agree_with_the_ledger_in_another_life(void **state) {
    live(*state, from_environment("KRAV_SEED", 77) + 1, (int)from_environment("KRAV_TURNS", 120));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_reports_agree_with_the_ledger),
        TEST(test_reports_agree_with_the_ledger_in_another_life),
    };
    return cmocka_run_group_tests_name("reports", tests, NULL, NULL);
}
