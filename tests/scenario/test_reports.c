/* test_reports.c - krav report and krav ledger from the outside: that they add up, that each has its
 * three faces, and that an option which says nothing is refused by name. */
#include "desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Six weeks of the example: letters have gone out, and a part of one claim was paid. */
static int reports_open(void **state) {
    const int rc = desk_open(state);
    struct desk *d = *state;
    const struct desk_payment payment = {50000, desk_kid(d, 1), "080926", "080926"};
    (void)desk_ok(d, "take", desk_path(d, "%s/files/claims.csv", d->home));
    desk_until(d, "2026-09-10");
    desk_ocr(d, desk_path(d, "%s/ocr.txt", d->dir), DESK_ACCOUNT, &payment, 1);
    (void)desk_ok(d, "take", desk_path(d, "%s/ocr.txt", d->dir));
    (void)desk_ok(d, "tell", desk_path(d, "%d", DESK_CASE(2)), "paid-direct", "--amount", "100");
    desk_until(d, "2026-10-12");
    return rc;
}

static int64_t total(const json_t *rows, const char *key) {
    int64_t sum = 0;
    size_t i;
    const json_t *row;
    json_array_foreach(rows, i, row) { sum += desk_num(row, key); }
    return sum;
}

static int64_t balance(const json_t *ledger, const char *account) {
    size_t i;
    const json_t *row;
    json_array_foreach(json_object_get(ledger, "accounts"), i, row) {
        if (strcmp(desk_str(row, "account"), account) == 0) {
            return desk_num(row, "balance_ore");
        }
    }
    return 0;
}

/* ---- sums ------------------------------------------------------------------------------------ */

/* What the debtor reads ends as `krav case` says; without what still runs, it is the ledger's. */
static int64_t posted_of_debtor(struct desk *d, int n) {
    const json_t *lines = desk_json(d, "report", "debtor", "--case", desk_path(d, "%d", DESK_CASE(n)));
    const json_t *last = json_array_get(lines, json_array_size(lines) - 1);
    const json_t *owed = json_object_get(desk_case(d, n), "balances");
    const bool runs = strcmp(desk_str(last, "event"), "running_interest") == 0;
    int64_t moved = 0;
    size_t i;
    const json_t *line;
    assert_int_equal(desk_num(last, "balance_ore"), desk_num(owed, "open_ore"));
    json_array_foreach(lines, i, line) {
        moved += desk_num(line, "principal_ore") + desk_num(line, "interest_ore") +
                 desk_num(line, "costs_ore");
        assert_int_equal(desk_num(line, "balance_ore"), moved);
    }
    return moved - (runs ? desk_num(last, "interest_ore") : 0);
}

static void test_reports_are_the_ledger_added_up_otherwise(void **state) {
    struct desk *d = *state;
    const json_t *ledger = desk_json(d, "ledger"), *cash = desk_json(d, "report", "cash-flow");
    const json_t *portfolio = desk_json(d, "report", "portfolio");
    const json_t *ageing = desk_json(d, "report", "ageing");
    const int64_t owed = -balance(ledger, "collectable");
    int64_t by_debtor = 0;
    for (int n = 1; n <= 4; n++) {
        by_debtor += posted_of_debtor(d, n);
    }
    assert_true(owed > 0);
    assert_int_equal(by_debtor, owed);
    assert_int_equal(total(portfolio, "open_ore"), owed);
    assert_int_equal(total(ageing, "open_ore"), owed);
    assert_int_equal(total(portfolio, "principal_ore"), balance(ledger, "principal"));
    assert_int_equal(total(portfolio, "interest_ore"), balance(ledger, "interest"));
    assert_int_equal(total(cash, "change_ore"), balance(ledger, "client_bank"));
    assert_int_equal(total(cash, "received_ore"), 50000);
    assert_int_equal(total(desk_json(d, "report", "solution-rate"), "paid_direct_ore"), 10000);
    assert_int_equal(total(desk_json(d, "report", "charged"), "charged_ore"),
                     desk_sql_int(d, "SELECT sum(amount) FROM postings p JOIN posting_sets s"
                                     " ON s.id = p.set_id WHERE s.why = 'fee_charged'"
                                     " AND p.account LIKE 'costs%'"));
}

static void test_report_debtor_reads_like_an_account(void **state) {
    struct desk *d = *state;
    const char *number = desk_path(d, "%d", DESK_CASE(1));
    const char *out = desk_ok(d, "report", "debtor", "--case", number)->out;
    static const char *const says[] = {"Sak 100000001: ", "Kreditor: Fjord Strøm AS", "saldo",
        "Hovedstol, faktura ", "Purregebyr", "inkassoforskriften § 1-2",
        "Innbetaling 500,00: omkostninger 38,00, renter ", "Å betale per 12.10.2026: "};
    for (size_t i = 0; i < sizeof says / sizeof says[0]; i++) {
        if (!strstr(out, says[i])) {
            fail_msg("no \"%s\" in:\n%s", says[i], out);
        }
    }
}

static void test_ledger_as_of_either_day(void **state) {
    struct desk *d = *state;
    const json_t *before = desk_json(d, "ledger", "--as-of", "2026-09-09");
    const json_t *booked = desk_json(d, "ledger", "--as-of", "2026-09-09", "--by", "booked");
    const json_t *legal = desk_json(d, "ledger", "--as-of", "2026-09-09", "--by", "legal");
    /* Taken on the 10th, and counting from the 8th. */
    assert_int_equal(balance(before, "client_bank"), 0);
    assert_int_equal(balance(booked, "client_bank"), 0);
    assert_int_equal(balance(legal, "client_bank"), 50000);
    assert_string_equal(desk_str(legal, "by"), "legal");
    assert_int_equal(desk_num(legal, "sum_ore"), 0);
}

static void test_ledger_says_when_an_account_stands_where_it_must_never(void **state) {
    struct desk *d = *state;
    desk_sql_do(d, "INSERT INTO postings SELECT max(id) + 1, 1, 'client_bank', 0, 0, -1000000"
                   " FROM posting_sets;"
                   "INSERT INTO postings SELECT max(id) + 1, 2, 'agency_bank', 0, 0, 1000000"
                   " FROM posting_sets;"
                   "INSERT INTO posting_sets SELECT max(id) + 1, 1, 'refunded', legal_day,"
                   " booked_day, NULL, 0 FROM posting_sets");
    const struct ran *r = desk_run(d, "ledger");
    assert_int_equal(r->code, 1);
    assert_non_null(strstr(r->out, "The client account would be overdrawn."));
    assert_non_null(strstr(r->out, "1 account stands where it must never stand"));
    assert_non_null(strstr(r->out, "sums to zero: 0,00"));
}

/* ---- faces ----------------------------------------------------------------------------------- */

static size_t fields(const char *line, size_t len) {
    size_t n = 1;
    bool quoted = false;
    for (size_t i = 0; i < len; i++) {
        quoted = line[i] == '"' ? !quoted : quoted;
        n += line[i] == ';' && !quoted;
    }
    return n;
}

/* Every line has the header's fields, and ends as spreadsheets expect. */
static void expect_csv(const char *csv, size_t n_columns, size_t n_rows) {
    size_t n_lines = 0;
    for (const char *line = csv; *line; n_lines++) {
        const char *end = strstr(line, "\r\n");
        assert_non_null(end);
        assert_int_equal(fields(line, (size_t)(end - line)), n_columns);
        line = end + 2;
    }
    assert_int_equal(n_lines, n_rows + 1);
}

static void test_every_report_has_three_faces_and_defines_its_columns(void **state) {
    struct desk *d = *state;
    const json_t *list = desk_json(d, "report"), *kind;
    const char *text = desk_ok(d, "report")->out;
    size_t i;
    assert_true(json_array_size(list) >= 10);
    json_array_foreach(list, i, kind) {
        const char *name = desk_str(kind, "report");
        const bool of_case = strcmp(name, "debtor") == 0;
        const char *case_word = of_case ? "--case" : NULL;
        const char *const csv[] = {"report", name, "--csv", case_word, "100000001", NULL};
        const char *const table[] = {"report", name, case_word, "100000001", NULL};
        const json_t *columns = desk_json(d, "report", name, "--columns");
        const json_t *rows = of_case ? desk_json(d, "report", name, "--case", "100000001")
                                     : desk_json(d, "report", name);
        assert_non_null(strstr(text, name));
        assert_int_equal(json_object_size(json_array_get(rows, 0)),
                         json_array_size(rows) > 0 ? json_array_size(columns) : 0);
        expect_csv(desk_ok_words(d, csv)->out, json_array_size(columns), json_array_size(rows));
        assert_true(strlen(desk_ok_words(d, table)->out) > 10);
    }
    expect_csv(desk_ok(d, "ledger", "--csv")->out, 6,
               json_array_size(json_object_get(desk_json(d, "ledger"), "accounts")));
    assert_true(json_array_size(desk_json(d, "ledger", "--accounts")) >= 17);
}

static void test_csv_is_what_a_norwegian_spreadsheet_reads(void **state) {
    struct desk *d = *state;
    const char *ini = desk_path(d, "%s/creditor.ini", d->dir);
    desk_write(d, ini, "[creditor 311758489]\nname = =1+1 \"AS\"\naccount = 15942287248\n");
    (void)desk_ok(d, "creditor", "import", ini);
    const json_t *row = json_array_get(desk_json(d, "report", "ageing", "--creditor", "311758489"), 0);
    const char *csv = desk_ok(d, "report", "ageing", "--creditor", "311758489", "--csv")->out;
    const int64_t open = desk_num(row, "open_ore");
    assert_non_null(strstr(csv, "\"311758489\";\"'=1+1 \"\"AS\"\"\";"));
    assert_non_null(strstr(csv, desk_path(d, ";%lld,%02lld\r\n", (long long)(open / 100),
                                          (long long)(open % 100))));
    assert_null(strstr(csv, "\xC2\xA0")); /* no blanks among the thousands */
    assert_non_null(strstr(desk_ok(d, "report", "debtor", "--case", "100000001", "--csv")->out,
                           ".2026;"));
}

/* ---- what is refused ------------------------------------------------------------------------- */

static void test_what_a_report_does_not_understand_is_refused_by_name(void **state) {
    struct desk *d = *state;
    (void)desk_fails(d, 2, "there are portfolio, ageing, cash-flow", "report", "nonsense");
    (void)desk_fails(d, 2, "--from says nothing", "report", "ageing", "--from", "2026-01-01");
    (void)desk_fails(d, 2, "--as-of says nothing", "report", "portfolio", "--as-of", "2026-01-01");
    (void)desk_fails(d, 2, "--department says nothing", "report", "half-year", "--department", "A");
    (void)desk_fails(d, 2, "--by-month says nothing", "report", "income", "--by-month");
    (void)desk_fails(d, 2, "--from is after --to", "report", "income", "--from", "2026-02-01",
                     "--to", "2026-01-01");
    (void)desk_fails(d, 2, "one of them", "report", "ageing", "--csv", "--json");
    (void)desk_fails(d, 2, "--case CASE is needed", "report", "debtor");
    (void)desk_fails(d, 2, "--case is for debtor", "report", "ageing", "--case", "100000001");
    (void)desk_fails(d, 1, "no such case", "report", "debtor", "--case", "100000999");
    (void)desk_fails(d, 1, "no such creditor", "report", "ageing", "--creditor", "312597772");
    (void)desk_fails(d, 2, "booked or legal", "ledger", "--as-of", "2026-09-09", "--by", "heart");
    (void)desk_fails(d, 2, "needs --as-of", "ledger", "--by", "legal");
    (void)desk_fails(d, 2, "whole book's", "ledger", "--accounts", "--case", "100000001");
}

static void test_an_empty_book_is_reported_calmly(void **state) {
    struct desk *d = *state;
    assert_non_null(strstr(desk_ok(d, "report", "ageing")->out, "nothing yet"));
    assert_int_equal(json_array_size(desk_json(d, "report", "cash-flow")), 0);
    expect_csv(desk_ok(d, "report", "income", "--csv")->out, 10, 0);
    assert_non_null(strstr(desk_ok(d, "ledger")->out, "sums to zero: 0,00"));
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, reports_open, desk_close)
    const struct CMUnitTest tests[] = {
        TEST(test_reports_are_the_ledger_added_up_otherwise),
        TEST(test_report_debtor_reads_like_an_account),
        TEST(test_ledger_as_of_either_day),
        TEST(test_ledger_says_when_an_account_stands_where_it_must_never),
        TEST(test_every_report_has_three_faces_and_defines_its_columns),
        TEST(test_csv_is_what_a_norwegian_spreadsheet_reads),
        TEST(test_what_a_report_does_not_understand_is_refused_by_name),
        cmocka_unit_test_setup_teardown(test_an_empty_book_is_reported_calmly, desk_open,
                                        desk_close),
    };
    return cmocka_run_group_tests_name("reports", tests, NULL, NULL);
}
