/* test_remit.c - from a debtor's payment to the creditor's account: settlements through banks that
 * fail.  No payout is made twice, and none is lost. */
#include "desk.h"

#include <stdlib.h>
#include <string.h>

static void use(struct desk *d, const char *channels, const char *sections) {
    desk_replace(d, "krav.conf", "letter = letter_text", channels);
    desk_write(d, "krav.conf", desk_path(d, "%s\n%s", desk_read(d, "krav.conf"), sections));
}

/* 300,00 of principal come in on 1 September; the 14 days end on Tuesday the 15th. */
static void money_comes_in(struct desk *d) {
    const struct desk_payment payment = {30000, desk_kid(d, 1), "010926", "010926"};
    const char *file = desk_path(d, "%s/ocr.txt", d->dir);
    desk_claims(d, "A-1;consumer;1000,00;2026-08-17\n");
    desk_ocr(d, file, DESK_ACCOUNT, &payment, 1);
    (void)desk_ok(d, "take", file);
}

static void use_flaky(struct desk *d, const char *options) {
    use(d, "letter = letter_text\npayout = bank",
        desk_path(d, "[plugin bank]\nso = %s/flaky_bank.so\n%s", SCENARIO_PLUGINS, options));
    money_comes_in(d);
}

static int files_of(struct desk *d, const char *pattern) {
    return desk_count_files(d, "out/bank", pattern);
}

static const char *payout_state(struct desk *d) {
    return desk_sql_text(d, "SELECT group_concat(state) FROM outbox WHERE kind = 'payout'");
}

static int64_t on_account(struct desk *d, const char *account) {
    return desk_sql_int(d, desk_path(d, "SELECT coalesce(sum(amount), 0) FROM postings WHERE"
                                        " account = '%s'", account));
}

static int64_t tasks(struct desk *d, const char *reason) {
    return desk_sql_int(d, desk_path(d, "SELECT count(*) FROM tasks WHERE done = 0 AND reason"
                                        " LIKE '%s%%'", reason));
}

/* What counts: the bank was asked for 300,00 once, and our books say that it is under way. */
static void expect_paid_once(struct desk *d) {
    assert_int_equal(files_of(d, "sent-*-1"), 1);
    assert_int_equal(files_of(d, "sent-*-2"), 0);
    assert_string_equal(payout_state(d), "done");
    assert_int_equal(on_account(d, "payout_underway"), -30000);
    assert_int_equal(on_account(d, "creditor_payable"), 0);
    assert_int_equal(on_account(d, "client_bank"), 30000);
    assert_int_equal(tasks(d, "payout"), 0);
    desk_verify(d);
}

/* ---- files ----------------------------------------------------------------------------------- */

#define STEM "out/settlements/2026-09-15-311758489"

static void test_money_in_and_money_out_as_files(void **state) {
    struct desk *d = *state;
    use(d, "letter = letter_text\nrender = render_pdf\npayout = payout_pain001",
        "[plugin render_pdf]\nrun = isolated\n[plugin payout_pain001]\nbic = DNBANOKK\n");
    money_comes_in(d);
    (void)desk_ok(d, "check");
    const json_t *sheet = desk_json(d, "remit");
    const json_t *owed = json_array_get(json_object_get(sheet, "owed"), 0);
    assert_int_equal(desk_num(owed, "held_ore"), 30000);
    assert_string_equal(desk_str(owed, "next_settlement"), "2026-09-15");
    desk_until(d, "2026-09-14");
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM remittances"), 0);
    desk_until(d, "2026-09-15");

    assert_int_equal(desk_count_files(d, "out/payout_pain001", "*.xml"), 1);
    const char *id = desk_sql_text(d, "SELECT printf('KRAV%010d', step) FROM remittances");
    const char *name = desk_sql_text(d, "SELECT reference FROM outbox WHERE kind = 'payout'");
    const char *xml = desk_read(d, desk_path(d, "out/payout_pain001/%s", name));
    assert_non_null(strstr(xml, id));
    assert_non_null(strstr(xml, "<InstdAmt Ccy=\"NOK\">300.00</InstdAmt>"));
    assert_non_null(strstr(xml, "15942287248"));
    assert_non_null(strstr(desk_read(d, STEM ".json"), id));
    assert_non_null(strstr(desk_read(d, STEM ".csv"), "100000001;\"A-1\";\"Kari Eksempel\";"));
    assert_true(strncmp(desk_read(d, STEM ".pdf"), "%PDF", 4) == 0);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM documents WHERE what ="
                                     " 'settlement'"), 3);

    sheet = desk_json(d, "remit", "--creditor", "311758489");
    const json_t *made = json_array_get(json_object_get(sheet, "settlements"), 0);
    assert_string_equal(desk_str(made, "id"), id);
    assert_string_equal(desk_str(made, "state"), "underway");
    assert_string_equal(desk_str(made, "file"), name);
    assert_int_equal(desk_num(made, "paid_out_ore"), 30000);
    assert_int_equal(desk_num(desk_json(d, "status"), "payouts_underway_ore"), 30000);
    assert_non_null(strstr(desk_ok(d, "remit")->out, id));
    desk_verify(d);
}

/* The whole way round: our file to the bank, and the bank's file back. */
static void test_bank_reads_our_file_and_we_read_the_banks(void **state) {
    struct desk *d = *state;
    use(d, "letter = letter_text\npayout = payout_pain001",
        "[plugin payout_pain001]\nbic = DNBANOKK\n[plugin camt054]\nrun = isolated\n");
    money_comes_in(d);
    desk_until(d, "2026-09-15");
    const char *camt = desk_path(d, "%s/camt.xml", d->dir);
    const char *order = desk_path(d, "%s/krav-bank payouts %s/out/payout_pain001/*.xml --day"
                                     " 2026-09-15 --format camt.08 --to %s >/dev/null", KRAV_BIN,
                                  d->home, camt);
    assert_int_equal(system(order), 0);
    (void)desk_ok(d, "take", camt);
    const json_t *made = json_array_get(json_object_get(desk_json(d, "remit"), "settlements"), 0);
    assert_string_equal(desk_str(made, "state"), "settled");
    assert_int_equal(on_account(d, "payout_underway"), 0);
    assert_int_equal(on_account(d, "client_bank"), 0);
    (void)desk_ok(d, "take", camt);
    assert_int_equal(on_account(d, "client_bank"), 0);
    desk_verify(d);
}

/* ---- a department of its own ----------------------------------------------------------------- */

/* Of one report's rows those of a department, one column added up. */
static int64_t cash(struct desk *d, const char *department, const char *column) {
    const json_t *rows = desk_json(d, "report", "cash-flow", "--department", department);
    int64_t sum = 0;
    for (size_t i = 0; i < json_array_size(rows); i++) {
        sum += desk_num(json_array_get(rows, i), column);
    }
    return sum;
}

/* 300,00 for the creditor and 200,00 for its department: two statements, two accounts, one file for
 * the bank, and what the bank says of each is of each. */
static void test_a_department_is_settled_by_itself(void **state) {
    struct desk *d = *state;
    use(d, "letter = letter_text\npayout = payout_pain001",
        "[plugin payout_pain001]\nbic = DNBANOKK\n[plugin camt054]\nrun = isolated\n");
    const char *terms = desk_path(d, "%s/nett.ini", d->dir);
    const char *claim = desk_path(d, "%s/nett.csv", d->dir);
    desk_write(d, terms, "[agreement 311758489/Nett]\nfrom = 2026-01-01\n"
               "level = normal\naccount = 61050659274\ncommission = 10,00\n");
    (void)desk_ok(d, "agreement", "import", terms);
    money_comes_in(d);
    desk_write(d, claim,
               "creditor_org;department;debtor_name;invoice_no;debtor_kind;principal;due\n"
               "311758489;Nett;Ola Eksempel;B-1;consumer;1000,00;2026-08-17\n");
    (void)desk_ok(d, "take", claim);
    const struct desk_payment payment = {20000, desk_kid(d, 2), "010926", "010926"};
    const char *file = desk_path(d, "%s/ocr-2.txt", d->dir);
    desk_ocr(d, file, DESK_ACCOUNT, &payment, 1);
    (void)desk_ok(d, "take", file);
    const json_t *owed = json_object_get(desk_json(d, "remit"), "owed");
    assert_int_equal(json_array_size(owed), 2);
    assert_string_equal(desk_str(json_array_get(owed, 1), "department"), "Nett");
    assert_int_equal(desk_num(json_array_get(owed, 0), "held_ore"), 30000);
    assert_int_equal(desk_num(json_array_get(owed, 1), "held_ore"), 20000);
    desk_until(d, "2026-09-15");

    assert_int_equal(desk_count_files(d, "out/payout_pain001", "*.xml"), 1);
    const char *name = desk_sql_text(d, "SELECT reference FROM outbox WHERE kind = 'payout'");
    const char *xml = desk_read(d, desk_path(d, "out/payout_pain001/%s", name));
    assert_non_null(strstr(xml, "61050659274"));
    assert_non_null(strstr(xml, "<InstdAmt Ccy=\"NOK\">300.00</InstdAmt>"));
    assert_non_null(strstr(xml, "<InstdAmt Ccy=\"NOK\">175.00</InstdAmt>")); /* less 20 and VAT */
    assert_non_null(strstr(desk_read(d, STEM "-2.json"), "\"department\":\"Nett\""));
    assert_null(strstr(desk_read(d, STEM ".json"), "\"department\""));
    const char *camt = desk_path(d, "%s/camt.xml", d->dir);
    assert_int_equal(system(desk_path(d, "%s/krav-bank payouts %s/out/payout_pain001/%s --day"
                                      " 2026-09-15 --format camt.08 --to %s >/dev/null", KRAV_BIN,
                                      d->home, name, camt)), 0);
    (void)desk_ok(d, "take", camt);
    assert_int_equal(on_account(d, "client_bank"), 0);
    assert_int_equal(cash(d, "Nett", "received_ore"), 20000);
    assert_int_equal(cash(d, "Nett", "paid_out_ore"), 17500);
    assert_int_equal(cash(d, "Nett", "change_ore"), 0);
    assert_non_null(strstr(desk_ok(d, "remit")->out, "311758489/Nett"));
    desk_verify(d);
}

/* Killed after the settlement and before the files: they are made again, from the documents. */
static void test_files_that_were_never_written_are_written(void **state) {
    struct desk *d = *state;
    use_flaky(d, "pay = take\n");
    desk_until(d, "2026-09-15");
    const char *first = desk_read(d, STEM ".json");
    desk_sql_do(d, "UPDATE remittances SET written = 0");
    desk_write(d, STEM ".json", "torn");
    (void)desk_ok(d, "day", "--until", "2026-09-15");
    assert_string_equal(desk_read(d, STEM ".json"), first);
    assert_true(desk_exists(d, STEM ".csv"));
    assert_int_equal(files_of(d, "asked-*"), 1);
    desk_verify(d);
}

/* Money does not wait for pages. */
static void test_a_statement_that_cannot_be_rendered_is_tried_again(void **state) {
    struct desk *d = *state;
    use_flaky(d, "pay = take\n");
    desk_replace(d, "krav.conf", "payout = bank", "payout = bank\nrender = flaky");
    desk_write(d, "krav.conf", desk_path(d, "%s\n[plugin flaky]\nso = %s/flaky_renderer.so\n",
                                         desk_read(d, "krav.conf"), SCENARIO_PLUGINS));
    desk_sql_do(d, "UPDATE parties SET name = 'NO NAME'");
    desk_until(d, "2026-09-15");
    assert_int_equal(files_of(d, "sent-*"), 1);
    assert_true(desk_exists(d, STEM ".csv"));
    assert_false(desk_exists(d, STEM ".pdf"));
    assert_int_equal(tasks(d, "settlement_not_rendered"), 1);
    desk_replace(d, "krav.conf", "render = flaky", "render = flaky\n");
    desk_replace(d, "krav.conf", "flaky_renderer.so", "flaky_renderer.so\n");
    desk_until(d, "2026-09-16"); /* its statement says NO for ever: the task stays, once */
    assert_int_equal(tasks(d, "settlement_not_rendered"), 1);
    assert_false(desk_exists(d, STEM ".pdf"));
    desk_verify(d);
}

static void test_two_settlements_of_a_day_have_files_of_their_own(void **state) {
    struct desk *d = *state;
    use_flaky(d, "pay = take\n");
    const json_t *first = desk_json(d, "remit", "--now");
    assert_int_equal(desk_num(first, "settled_now"), 1);
    const struct desk_payment more = {1000, desk_kid(d, 1), "010926", "010926"};
    const char *file = desk_path(d, "%s/more.txt", d->dir);
    desk_ocr(d, file, DESK_ACCOUNT, &more, 1);
    (void)desk_ok(d, "take", file);
    assert_int_equal(desk_num(desk_json(d, "remit", "--now", "--creditor", "311758489"),
                              "settled_now"), 1);
    assert_true(desk_exists(d, "out/settlements/2026-09-01-311758489.json"));
    assert_true(desk_exists(d, "out/settlements/2026-09-01-311758489-2.json"));
    assert_int_equal(desk_num(desk_json(d, "remit", "--now"), "settled_now"), 0);
    desk_verify(d);
}

/* ---- a bank that fails ----------------------------------------------------------------------- */

static void settle(struct desk *d) { desk_until(d, "2026-09-15"); }

static void test_good_day(void **state) {
    struct desk *d = *state;
    use_flaky(d, "pay = take\n");
    settle(d);
    expect_paid_once(d);
    assert_int_equal(files_of(d, "recalled-*"), 0);
    desk_until(d, "2026-10-15"); /* and nothing more, ever */
    expect_paid_once(d);
    assert_int_equal(files_of(d, "asked-*"), 1);
}

static void test_doubt_after_it_was_taken_is_recalled(void **state) {
    struct desk *d = *state;
    use_flaky(d, "pay = take_and_doubt\n");
    settle(d);
    expect_paid_once(d);
    assert_int_equal(files_of(d, "asked-*"), 1);
}

static void test_doubt_before_it_was_taken_is_recalled_and_then_paid(void **state) {
    struct desk *d = *state;
    use_flaky(d, "pay = doubt\ntimes = 1\n");
    settle(d);
    expect_paid_once(d);
    assert_int_equal(files_of(d, "asked-*"), 2);
}

static void test_doubt_that_stays_is_never_paid_again(void **state) {
    struct desk *d = *state;
    use_flaky(d, "pay = take_and_doubt\nrecall = doubt\n");
    desk_until(d, "2026-10-15");
    assert_int_equal(files_of(d, "asked-*"), 1);
    assert_string_equal(payout_state(d), "asked");
    assert_int_equal(tasks(d, "payout_in_doubt"), 1);
    desk_verify(d);
    desk_replace(d, "krav.conf", "recall = doubt\n", "");
    desk_until(d, "2026-10-16");
    expect_paid_once(d);
}

static void test_crash_after_it_was_taken_pays_nothing_twice(void **state) {
    struct desk *d = *state;
    use_flaky(d, "pay = take_and_crash\n");
    settle(d);
    expect_paid_once(d);
}

static void test_crash_before_it_was_taken_is_made_good(void **state) {
    struct desk *d = *state;
    use_flaky(d, "pay = crash\n");
    settle(d);
    assert_int_equal(files_of(d, "sent-*"), 0);
    assert_string_equal(payout_state(d), "planned");
    desk_verify(d);
    desk_replace(d, "krav.conf", "pay = crash\n", "pay = take\n");
    desk_until(d, "2026-09-16");
    expect_paid_once(d);
}

static void test_retry_is_paid_the_next_day(void **state) {
    struct desk *d = *state;
    use_flaky(d, "pay = retry\ntimes = 1\n");
    settle(d);
    assert_string_equal(payout_state(d), "planned");
    (void)desk_ok(d, "day", "--until", "2026-09-15");
    assert_int_equal(files_of(d, "asked-*"), 1);
    desk_until(d, "2026-09-16");
    expect_paid_once(d);
    assert_string_equal(desk_read(d, desk_path(d, "out/bank/batch-%s-1", desk_sql_text(d,
                            "SELECT substr(lower(hex(key)), 1, 16) FROM outbox WHERE kind ="
                            " 'payout'"))),
                        desk_path(d, "%s 15942287248 30000\n", desk_sql_text(d,
                            "SELECT printf('KRAV%010d', step) FROM remittances")));
}

static void test_refused_batch_is_owed_again(void **state) {
    struct desk *d = *state;
    use_flaky(d, "pay = refuse\n");
    settle(d);
    assert_string_equal(payout_state(d), "refused");
    assert_int_equal(on_account(d, "creditor_payable"), -30000);
    assert_int_equal(on_account(d, "payout_underway"), 0);
    assert_int_equal(tasks(d, "payout_refused"), 1);
    assert_non_null(strstr(desk_sql_text(d, "SELECT text FROM tasks WHERE reason LIKE"
                                            " 'payout_refused%'"), "no such account"));
    desk_verify(d);
    desk_replace(d, "krav.conf", "pay = refuse\n", "pay = take\n");
    (void)desk_ok(d, "remit", "--now");
    assert_string_equal(payout_state(d), "refused,done");
    assert_int_equal(files_of(d, "sent-*-1"), 1);
    assert_int_equal(on_account(d, "payout_underway"), -30000);
    desk_verify(d);
}

/* A plugin that is not there stops nothing else, and a person hears of it. */
static void test_missing_plugin_waits_with_a_task(void **state) {
    struct desk *d = *state;
    use_flaky(d, "pay = take\n");
    desk_replace(d, "krav.conf", "payout = bank", "payout = nobody");
    desk_until(d, "2026-09-16");
    assert_string_equal(payout_state(d), "planned");
    assert_int_equal(tasks(d, "payout_waits"), 1);
    assert_int_equal(desk_num(desk_case(d, 1), "case"), DESK_CASE(1));
    desk_replace(d, "krav.conf", "payout = nobody", "payout = bank");
    desk_until(d, "2026-09-17");
    expect_paid_once(d);
}

static void test_plugin_that_does_not_pay_waits_with_a_task(void **state) {
    struct desk *d = *state;
    use_flaky(d, "pay = take\n");
    desk_replace(d, "krav.conf", "payout = bank", "payout = letter_text");
    desk_until(d, "2026-09-15");
    assert_string_equal(payout_state(d), "planned");
    assert_int_equal(tasks(d, "payout_waits"), 1);
    desk_replace(d, "krav.conf", "payout = letter_text", "payout = bank");
    desk_until(d, "2026-09-16");
    expect_paid_once(d);
}

static void test_without_a_channel_nothing_is_settled(void **state) {
    struct desk *d = *state;
    money_comes_in(d);
    desk_until(d, "2026-10-15");
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM remittances"), 0);
    (void)desk_fails(d, 1, "[channels] payout", "remit", "--now");
    (void)desk_fails(d, 1, "no such creditor", "remit", "--creditor", "999999999");
    (void)desk_fails(d, 2, "--soon", "remit", "--soon");
    assert_non_null(strstr(desk_ok(d, "remit")->out, "no [channels] payout"));
    desk_replace(d, "krav.conf", "letter = letter_text", "letter = letter_text\npayout = nobody");
    (void)desk_fails(d, 1, "[channels] payout: names no plugin", "check");
}

/* ---- killed between two writes --------------------------------------------------------------- */

/* After the move to asked, before the plugin heard of it. */
static void test_killed_before_the_plugin_heard_of_it(void **state) {
    struct desk *d = *state;
    use_flaky(d, "pay = retry\ntimes = 1\n");
    settle(d);
    desk_sql_do(d, "UPDATE outbox SET state = 'asked', attempts = 1, plugin = 'bank' WHERE"
                   " kind = 'payout'");
    (void)desk_ok(d, "day", "--until", "2026-09-15");
    assert_int_equal(files_of(d, "recalled-*"), 1);
    expect_paid_once(d);
}

/* After the plugin took it, before its answer was written. */
static void test_killed_before_the_answer_was_written(void **state) {
    struct desk *d = *state;
    use_flaky(d, "pay = take\n");
    settle(d);
    desk_sql_do(d, "UPDATE outbox SET state = 'asked', reference = '' WHERE kind = 'payout'");
    (void)desk_ok(d, "day", "--until", "2026-09-15");
    assert_int_equal(files_of(d, "asked-*"), 1);
    expect_paid_once(d);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)
    const struct CMUnitTest tests[] = {
        TEST(test_money_in_and_money_out_as_files),
        TEST(test_bank_reads_our_file_and_we_read_the_banks),
        TEST(test_a_department_is_settled_by_itself),
        TEST(test_files_that_were_never_written_are_written),
        TEST(test_a_statement_that_cannot_be_rendered_is_tried_again),
        TEST(test_two_settlements_of_a_day_have_files_of_their_own),
        TEST(test_good_day),
        TEST(test_doubt_after_it_was_taken_is_recalled),
        TEST(test_doubt_before_it_was_taken_is_recalled_and_then_paid),
        TEST(test_doubt_that_stays_is_never_paid_again),
        TEST(test_crash_after_it_was_taken_pays_nothing_twice),
        TEST(test_crash_before_it_was_taken_is_made_good),
        TEST(test_retry_is_paid_the_next_day),
        TEST(test_refused_batch_is_owed_again),
        TEST(test_missing_plugin_waits_with_a_task),
        TEST(test_plugin_that_does_not_pay_waits_with_a_task),
        TEST(test_without_a_channel_nothing_is_settled),
        TEST(test_killed_before_the_plugin_heard_of_it),
        TEST(test_killed_before_the_answer_was_written),
    };
    return cmocka_run_group_tests_name("remit", tests, NULL, NULL);
}
