/* test_reconcile.c - the client account, the bank's statement, and what may not go out when they differ. */
#include "desk.h"

#include <stdlib.h>
#include <string.h>

static void use(struct desk *d, const char *sections) {
    desk_replace(d, "krav.conf", "letter = letter_text",
                 "letter = letter_text\npayout = payout_pain001");
    desk_write(d, "krav.conf",
               desk_path(d, "%s\n[plugin payout_pain001]\nbic = DNBANOKK\n[plugin camt054]\n"
                            "run = isolated\n%s", desk_read(d, "krav.conf"), sections));
    desk_claims(d, "A-1;consumer;1000,00;2026-08-17\nA-2;consumer;2000,00;2026-08-17\n");
}

/* The bank's OCR file `name` with one payment of case `n`, booked on DDMMYY. */
static void pay(struct desk *d, const char *name, int n, int64_t ore, const char *on) {
    const struct desk_payment payment = {ore, desk_kid(d, n), on, on};
    const char *file = desk_path(d, "%s/%s", d->dir, name);
    desk_ocr(d, file, DESK_ACCOUNT, &payment, 1);
    (void)desk_ok(d, "take", file);
}

/* The pretend bank, with `input` on its standard input. */
static const char *bank(struct desk *d, const char *name, const char *input, const char *words) {
    const char *lines = desk_path(d, "%s/lines", d->dir), *file = desk_path(d, "%s/%s", d->dir, name);
    desk_write(d, lines, input);
    const char *command = desk_path(d, "%s/krav-bank %s --to %s <%s >/dev/null", KRAV_BIN, words,
                                    file, lines);
    assert_int_equal(system(command), 0);
    return file;
}

static const char *camt(struct desk *d, const char *name, const char *orders, const char *on) {
    return bank(d, name, orders, desk_path(d, "pay --day %s --format camt.08", on));
}

static const char *statement(struct desk *d, const char *day, const char *opening,
                             const char *lines) {
    return bank(d, desk_path(d, "statement-%s.xml", day), lines,
                desk_path(d, "statement --from %s --day %s --format camt.08 --opening %s", day, day,
                          opening));
}

/* The statement is held against the book: exit code, and the whole answer. */
static json_t *reconcile(struct desk *d, const char *file, int code) {
    const struct ran *r = desk_run(d, "reconcile", file, "--json");
    if (r->code != code) {
        fail_msg("exit %d: %s%s", r->code, r->out, r->err);
    }
    return desk_document(d, r);
}

static const char *kind(const json_t *answer, size_t i) {
    return desk_str(json_array_get(json_object_get(answer, "differences"), i), "kind");
}

static int64_t on_account(struct desk *d, const char *account) {
    return desk_sql_int(d, desk_path(d, "SELECT coalesce(sum(amount), 0) FROM postings WHERE"
                                        " account = '%s'", account));
}

static int64_t tasks(struct desk *d, const char *reason) {
    return desk_sql_int(d, desk_path(d, "SELECT count(*) FROM tasks WHERE done = 0 AND reason"
                                        " LIKE '%s%%'", reason));
}

/* ---- statements ------------------------------------------------------------------------------ */

static void test_a_statement_of_sums_proves_the_account(void **state) {
    struct desk *d = *state;
    use(d, "");
    pay(d, "ocr1.txt", 1, 30000, "010926");
    pay(d, "ocr2.txt", 2, 20000, "010926");
    const char *file = statement(d, "2026-09-01", "0",
                                 "2026-09-01\t30000\t-\t-\tlump\n2026-09-01\t20000\t-\t-\tlump\n");
    const json_t *a = reconcile(d, file, 0);
    assert_true(json_is_true(json_object_get(a, "proven")));
    assert_int_equal(desk_num(a, "closing_ore"), 50000);
    assert_int_equal(desk_num(a, "client_bank_ore"), 50000);
    assert_non_null(strstr(desk_ok(d, "reconcile", file)->out, "proven to the øre")); /* once more */
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM steps WHERE fact = 'reconciled'"), 1);
    assert_non_null(strstr(desk_ok(d, "status")->out, "client account proven to"));
    desk_verify(d);
}

static void test_a_fee_stops_payouts_until_the_agency_makes_it_good(void **state) {
    struct desk *d = *state;
    use(d, "");
    pay(d, "ocr.txt", 1, 30000, "010926");
    const char *file = statement(d, "2026-09-01", "0",
                                 "2026-09-01\t30000\t-\t-\tlump\n2026-09-01\t-450\t-\t-\tfee\n");
    const json_t *a = reconcile(d, file, 1);
    assert_string_equal(kind(a, 0), "bank_fee");
    assert_int_equal(tasks(d, "client_money"), 1);
    (void)desk_fails(d, 1, "payouts are stopped", "remit", "--now");
    desk_until(d, "2026-09-20");
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM remittances"), 0);

    assert_int_equal(desk_run(d, "reconcile", "--accept")->code, 0);
    assert_int_equal(tasks(d, "client_money"), 0);
    assert_int_equal(tasks(d, "bank_charge"), 1);
    assert_int_equal(on_account(d, "client_bank"), 30000);
    assert_int_equal(on_account(d, "agency_bank"), -450);
    (void)desk_ok(d, "remit", "--now");
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM remittances"), 1);
    desk_verify(d);
}

/* The agency pays the fee in on the next day; the payout is told of by the statement alone. */
static void test_a_statement_tells_of_payouts_and_own_transfers(void **state) {
    struct desk *d = *state;
    use(d, "");
    pay(d, "ocr.txt", 1, 30000, "010926");
    (void)desk_ok(d, "remit", "--now");
    const char *id = desk_sql_text(d, "SELECT printf('KRAV%010d', step) FROM remittances");
    const char *lines = desk_path(d, "2026-09-01\t30000\t%s\t-\t-\n2026-09-01\t-30000\t-\t%s\t-\n",
                                  desk_kid(d, 1), id);
    (void)reconcile(d, statement(d, "2026-09-01", "0", lines), 0);
    assert_string_equal(desk_sql_text(d, "SELECT state FROM remittances"), "settled");
    assert_int_equal(on_account(d, "payout_underway"), 0);
    assert_int_equal(on_account(d, "client_bank"), 0);

    desk_until(d, "2026-09-02"); /* interest waits for whoever it belongs to */
    const char *file = statement(d, "2026-09-02", "0", "2026-09-02\t12\t-\t-\tinterest\n");
    assert_string_equal(kind(reconcile(d, file, 1), 0), "bank_interest");
    assert_int_equal(desk_run(d, "reconcile", "--accept")->code, 0);
    assert_int_equal(on_account(d, "suspense"), -12);
    desk_verify(d);
}

static void test_what_only_one_side_has_is_told(void **state) {
    struct desk *d = *state;
    use(d, "");
    pay(d, "ocr.txt", 1, 30000, "010926");
    const char *lines = desk_path(d, "2026-09-01\t7000\t%s\t-\t-\n", desk_kid(d, 2));
    const json_t *a = reconcile(d, statement(d, "2026-09-01", "0", lines), 1);
    assert_string_equal(kind(a, 0), "unknown_credit");
    assert_string_equal(kind(a, 1), "not_at_bank");
    assert_non_null(strstr(desk_run(d, "reconcile")->out, "NOT PROVEN"));

    /* What was a day late at the bank stands on the next statement: together they agree. */
    desk_until(d, "2026-09-02");
    pay(d, "ocr2.txt", 2, 7000, "010926");
    lines = desk_path(d, "2026-09-02\t30000\t%s\t-\t-\n", desk_kid(d, 1));
    a = reconcile(d, statement(d, "2026-09-02", "7000", lines), 0);
    assert_true(json_is_true(json_object_get(a, "proven")));
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM statements WHERE state = 'proven'"), 2);
    desk_verify(d);

    a = reconcile(d, statement(d, "2026-09-03", "36999", ""), 1);
    assert_string_equal(kind(a, 0), "opening");
    desk_verify(d);
}

static void test_a_damaged_statement_is_refused_whole(void **state) {
    struct desk *d = *state;
    use(d, "");
    const char *file = statement(d, "2026-09-01", "0", "2026-09-01\t100\t-\t-\t-\n");
    desk_replace(d, file, ">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt>", ">1.01</Amt><CdtDbtInd>CRDT"
                                                                        "</CdtDbtInd><Dt>");
    (void)desk_fails(d, 1, "the closing balance is 1.01", "reconcile", file);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM statement_lines"), 0);
    (void)desk_fails(d, 1, "no statement", "reconcile",
                     camt(d, "p.xml", desk_path(d, "%s 100\n", desk_kid(d, 1)), "2026-09-01"));
    desk_verify(d);
}

/* ---- one booking door ------------------------------------------------------------------------ */

static void test_two_files_of_one_payment_book_it_once(void **state) {
    struct desk *d = *state;
    use(d, "");
    pay(d, "ocr.txt", 1, 30000, "010926");
    const char *order = desk_path(d, "%s 30000\n", desk_kid(d, 1));
    (void)desk_ok(d, "take", camt(d, "same.xml", order, "2026-09-01"));
    assert_int_equal(on_account(d, "client_bank"), 30000);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM movements WHERE confirmed <> ''"), 1);

    /* Another day, another door: perhaps the same.  A person says that it is not. */
    (void)desk_ok(d, "take", camt(d, "near.xml", order, "2026-09-03"));
    (void)desk_ok(d, "take", camt(d, "near2.xml", order, "2026-09-04"));
    assert_int_equal(on_account(d, "suspense"), 0); /* the first is confirmed: these are others */
    assert_int_equal(on_account(d, "client_bank"), 90000);
    pay(d, "ocr5.txt", 1, 30000, "050926");
    assert_int_equal(on_account(d, "suspense"), -30000);
    assert_int_equal(tasks(d, "twin"), 1);
    const char *no = desk_sql_text(d, "SELECT id FROM waiting WHERE settled_by = 0");
    assert_non_null(strstr(desk_sql_text(d, "SELECT text FROM tasks WHERE reason LIKE 'twin%'"),
                           "may be the payment that"));
    (void)desk_ok(d, "match", no, desk_kid(d, 2));
    assert_int_equal(on_account(d, "suspense"), 0);
    assert_int_equal(tasks(d, "twin"), 0);

    /* And here that it is. */
    pay(d, "ocr6.txt", 1, 30000, "060926");
    assert_int_equal(tasks(d, "twin"), 1);
    no = desk_sql_text(d, "SELECT id FROM waiting WHERE settled_by = 0");
    (void)desk_ok(d, "match", no, "--same");
    assert_int_equal(on_account(d, "client_bank"), 120000);
    assert_int_equal(tasks(d, "twin"), 0);
    desk_verify(d);
}

static void test_the_door_that_does_not_book_waits_for_the_one_that_does(void **state) {
    struct desk *d = *state;
    use(d, "[accounts]\nbooked_by = ocr_giro\n");
    const char *order = desk_path(d, "%s 30000\n- 500 text=hello\n", desk_kid(d, 1));
    (void)desk_ok(d, "take", camt(d, "first.xml", order, "2026-09-01"));
    assert_int_equal(on_account(d, "suspense"), -30500);
    assert_int_equal(on_account(d, "creditor_payable"), 0);
    pay(d, "ocr.txt", 1, 30000, "010926");
    assert_int_equal(on_account(d, "suspense"), -500);
    assert_int_equal(on_account(d, "client_bank"), 30500);
    desk_verify(d);
    desk_replace(d, "krav.conf", "booked_by = ocr_giro", "booked_by = nobody");
    (void)desk_fails(d, 1, "[accounts] booked_by", "check");
}

/* ---- whole ----------------------------------------------------------------------------------- */

static void test_a_break_in_the_book_stops_payouts_until_somebody_answers_for_it(void **state) {
    struct desk *d = *state;
    use(d, "");
    pay(d, "ocr.txt", 1, 30000, "010926");
    desk_sql_do(d, "DROP TRIGGER postings_no_update");
    desk_sql_do(d, "UPDATE postings SET amount = amount + 1 WHERE account = 'client_bank'");
    (void)desk_ok(d, "day", "--until", "2026-09-16"); /* the day the creditor was to be settled with */
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM remittances"), 0);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM steps WHERE fact = 'funds_broken'"), 1);
    assert_int_equal(tasks(d, "client_money"), 1);
    (void)desk_fails(d, 1, "not_explained", "remit", "--now");
    assert_non_null(strstr(desk_run(d, "status")->out, "PAYOUTS STOPPED"));
    assert_int_equal(desk_run(d, "reconcile", "--release", "")->code, 1);
    (void)desk_ok(d, "reconcile", "--release", "the bank was asked, and has it all");
    (void)desk_ok(d, "day", "--until", "2026-09-17"); /* the same break does not stop it again */
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM remittances"), 1);
    assert_int_equal(tasks(d, "client_money"), 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_a_statement_of_sums_proves_the_account),
        TEST(test_a_fee_stops_payouts_until_the_agency_makes_it_good),
        TEST(test_a_statement_tells_of_payouts_and_own_transfers),
        TEST(test_what_only_one_side_has_is_told),
        TEST(test_a_damaged_statement_is_refused_whole),
        TEST(test_two_files_of_one_payment_book_it_once),
        TEST(test_the_door_that_does_not_book_waits_for_the_one_that_does),
        TEST(test_a_break_in_the_book_stops_payouts_until_somebody_answers_for_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
