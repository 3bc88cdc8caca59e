/* test_undo.c - the way back, as an office takes it: overpaid money to its payer through the bank, a
 * step taken back, a payment moved.  After each the ledger is zero and verify finds the book well. */
#include "desk.h"

#include <stdlib.h>
#include <string.h>

static void use(struct desk *d, const char *channels, const char *sections) {
    desk_replace(d, "krav.conf", "letter = letter_text", channels);
    desk_write(d, "krav.conf", desk_path(d, "%s\n%s", desk_read(d, "krav.conf"), sections));
}

static void money(struct desk *d, const char *kid, int64_t ore) {
    const struct desk_payment payment = {ore, kid, "010926", "010926"};
    const char *file = desk_path(d, "%s/ocr-%lld.txt", d->dir, (long long)ore);
    desk_ocr(d, file, DESK_ACCOUNT, &payment, 1);
    (void)desk_ok(d, "take", file);
}

static int64_t on_account(struct desk *d, const char *account) {
    return desk_sql_int(d, desk_path(d, "SELECT coalesce(sum(amount), 0) FROM postings WHERE"
                                        " account = '%s'", account));
}

static int64_t tasks(struct desk *d, const char *reason) {
    return desk_sql_int(d, desk_path(d, "SELECT count(*) FROM tasks WHERE done = 0 AND reason"
                                        " LIKE '%s%%'", reason));
}

static void whole(struct desk *d) {
    assert_int_equal(desk_sql_int(d, "SELECT sum(amount) FROM postings"), 0);
    desk_verify(d);
}

static const char *refund_state(struct desk *d) {
    return desk_sql_text(d, "SELECT group_concat(state, ' ') FROM (SELECT state FROM refunds"
                            " ORDER BY step)");
}

#define CASE_1 "100000001"
#define CASE_2 "100000002"

static void test_overpaid_money_goes_back_through_the_bank(void **state) {
    struct desk *d = *state;
    use(d, "letter = letter_text\npayout = payout_pain001",
        "[plugin payout_pain001]\nbic = DNBANOKK\n[plugin camt054]\nrun = isolated\n");
    desk_claims(d, "A-1;consumer;1000,00;2026-08-17\n");
    money(d, desk_kid(d, 1), 150000);
    const int64_t over = -on_account(d, "overpaid");
    assert_true(over > 40000);
    assert_int_equal(tasks(d, "overpaid"), 1);
    const char *before = desk_print(d);
    (void)desk_ok(d, "tell", CASE_1, "refund", "--dry-run");
    desk_fails(d, 2, "more than nothing", "tell", CASE_1, "refund", "--amount", "0,00");
    assert_string_equal(desk_print(d), before);
    (void)desk_ok(d, "tell", CASE_1, "refund");
    desk_fails(d, 1, "Nothing was paid that goes back", "tell", CASE_1, "refund");
    assert_int_equal(tasks(d, "overpaid"), 0);
    whole(d);
    desk_until(d, "2026-09-02");
    assert_string_equal(refund_state(d), "underway");
    assert_int_equal(on_account(d, "payout_underway"), -over);
    const char *id = desk_sql_text(d, "SELECT printf('KRAVT%010d', step) FROM refunds");
    const char *name = desk_sql_text(d, "SELECT reference FROM outbox WHERE kind = 'payout'");
    const char *xml = desk_read(d, desk_path(d, "out/payout_pain001/%s", name));
    assert_non_null(strstr(xml, id));
    assert_non_null(strstr(xml, "15942287248")); /* where it came from */
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM steps WHERE instr(body,"
                                     " '15942287248') > 0"), 0);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM outbox WHERE letter = 'refund' AND"
                                     " state = 'done'"), 1);
    const char *camt = desk_path(d, "%s/camt.xml", d->dir);
    const char *order = desk_path(d, "%s/krav-bank payouts %s/out/payout_pain001/*.xml --day"
                                     " 2026-09-02 --format camt.08 --to %s >/dev/null", KRAV_BIN,
                                  d->home, camt);
    assert_int_equal(system(order), 0);
    (void)desk_ok(d, "take", camt);
    assert_string_equal(refund_state(d), "settled");
    const json_t *back = json_array_get(json_object_get(desk_case(d, 1), "refunds"), 0);
    assert_int_equal(desk_num(back, "amount_ore"), over);
    assert_string_equal(desk_str(back, "state"), "settled");
    assert_non_null(strstr(desk_ok(d, "case", CASE_1)->out, "Goes back"));
    assert_int_equal(on_account(d, "payout_underway"), 0);
    assert_int_equal(on_account(d, "overpaid"), 0);
    whole(d);
}

static void test_a_refund_that_the_bank_refuses_goes_again(void **state) {
    struct desk *d = *state;
    use(d, "letter = letter_text\npayout = bank",
        desk_path(d, "[plugin bank]\nso = %s/flaky_bank.so\npay = refuse\n", SCENARIO_PLUGINS));
    desk_claims(d, "A-1;consumer;1000,00;2026-08-17\n");
    money(d, desk_kid(d, 1), 150000);
    const int64_t over = -on_account(d, "overpaid");
    (void)desk_ok(d, "tell", CASE_1, "refund");
    desk_until(d, "2026-09-02");
    assert_string_equal(refund_state(d), "reopened");
    assert_int_equal(on_account(d, "overpaid"), -over);
    assert_int_equal(tasks(d, "refund_failed"), 1);
    whole(d);
    desk_replace(d, "krav.conf", "pay = refuse", "pay = take");
    (void)desk_ok(d, "tell", CASE_1, "refund", "--account", "86011117947");
    desk_until(d, "2026-09-03");
    assert_string_equal(refund_state(d), "reopened underway");
    assert_int_equal(desk_count_files(d, "out/bank", "sent-*"), 1);
    desk_until(d, "2026-09-08"); /* and never again */
    assert_int_equal(desk_count_files(d, "out/bank", "sent-*"), 1);
    whole(d);
}

static void test_doubt_about_a_refund_pays_nothing_twice(void **state) {
    struct desk *d = *state;
    use(d, "letter = letter_text\npayout = bank",
        desk_path(d, "[plugin bank]\nso = %s/flaky_bank.so\npay = take_and_doubt\n",
                  SCENARIO_PLUGINS));
    desk_claims(d, "A-1;consumer;1000,00;2026-08-17\n");
    money(d, desk_kid(d, 1), 150000);
    (void)desk_ok(d, "tell", CASE_1, "refund");
    desk_until(d, "2026-09-04");
    assert_string_equal(refund_state(d), "underway");
    assert_int_equal(desk_count_files(d, "out/bank", "asked-*"), 1);
    whole(d);
}

static void test_money_that_no_case_knows_goes_back(void **state) {
    struct desk *d = *state;
    use(d, "letter = letter_text\npayout = bank",
        desk_path(d, "[plugin bank]\nso = %s/flaky_bank.so\npay = take\n", SCENARIO_PLUGINS));
    money(d, "9900000000017", 7700);
    assert_int_equal(on_account(d, "suspense"), -7700);
    desk_fails(d, 2, "--refund", "match", "1", "--account", "86011117947");
    desk_fails(d, 2, "wrong check digit", "match", "1", "--refund", "--account", "86011117948");
    (void)desk_ok(d, "match", "1", "--refund");
    assert_int_equal(on_account(d, "suspense"), 0);
    assert_int_equal(tasks(d, "unmatched_money"), 0);
    desk_until(d, "2026-09-02");
    assert_string_equal(refund_state(d), "underway");
    whole(d);
}

static void test_a_step_is_taken_back_and_a_payment_moved(void **state) {
    struct desk *d = *state;
    desk_claims(d, "A-1;consumer;1000,00;2026-08-17\nA-2;consumer;800,00;2026-08-17\n");
    const json_t *told = desk_json(d, "tell", CASE_1, "paid-direct", "--amount", "200");
    const char *step = desk_path(d, "%lld", (long long)desk_num(told, "step"));
    desk_fails(d, 1, "say why", "tell", CASE_1, "reverse", "--step", step);
    desk_fails(d, 1, "no such step", "tell", CASE_2, "reverse", "--step", step, "wrong case");
    (void)desk_ok(d, "tell", CASE_1, "reverse", "--step", step, "it was another invoice");
    desk_fails(d, 1, "taken back before", "tell", CASE_1, "reverse", "--step", step, "again");
    whole(d);
    money(d, desk_kid(d, 1), 30000);
    desk_until(d, "2026-09-03");
    (void)desk_ok(d, "tell", CASE_1, "move-payment", "--payment", "2", "--to", CASE_2,
                  "the debtor wrote the wrong KID");
    assert_int_equal(desk_num(json_object_get(desk_case(d, 1), "balances"), "paid_ore"), 0);
    assert_int_equal(desk_num(json_object_get(desk_case(d, 2), "balances"), "paid_ore"), 30000);
    assert_int_equal(on_account(d, "client_bank"), 30000);
    whole(d);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, desk_open, desk_close)
    const struct CMUnitTest tests[] = {
        T(test_overpaid_money_goes_back_through_the_bank),
        T(test_a_refund_that_the_bank_refuses_goes_again),
        T(test_doubt_about_a_refund_pays_nothing_twice),
        T(test_money_that_no_case_knows_goes_back),
        T(test_a_step_is_taken_back_and_a_payment_moved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
