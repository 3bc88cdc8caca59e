/* test_takeover.c - cases that ran in an earlier system go on from where they stood; payments that
 * went back, and what the bank says of money out, as files bring them. */
#include "desk.h"

#include <stdio.h>
#include <string.h>

#define RUNNING_HEAD                                                                               \
    "source_id;creditor_org;debtor_kind;debtor_id;debtor_name;principal;due;varsel;varselfrist;"   \
    "bo_dato;bo_frist;lett_salaer;gammel_kid;palopte_renter;renter_til;tidligere_innbetalt;"       \
    "siste_innbetaling;kid;fakturanr\n"
#define RUNNING_ROW(demand)                                                                        \
    "K1;311758489;consumer;31856397214;Kari Eksempel;800,00;2026-01-12;2026-02-02;2026-02-16;"     \
    demand ";2026-03-17;300,00;7770001;12,34;2026-08-31;500;2026-05-04;5550001;F1\n"

static const char *file(struct desk *d, const char *name, const char *text) {
    desk_write(d, name, text);
    return desk_path(d, "%s/%s", d->home, name);
}

/* The sample of money out, from this agency's account. */
static const char *payouts(struct desk *d) {
    const char *path = file(d, "out.xml", desk_read(d, SAMPLES "/payouts_02.xml"));
    desk_replace(d, "out.xml", "86011117947", DESK_ACCOUNT);
    return path;
}

static void use_camt(struct desk *d) {
    desk_write(d, "krav.conf", desk_path(d, "%s\n[plugin camt054]\nrun = isolated\n",
                                         desk_read(d, "krav.conf")));
}

static void test_take_goes_on_with_a_running_case(void **state) {
    struct desk *d = *state;
    desk_ok(d, "take", file(d, "running.csv", RUNNING_HEAD RUNNING_ROW("2026-03-02")));
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM steps WHERE fact = 'opening'"), 1);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM foreign_kids"), 2);
    const json_t *balances = json_object_get(desk_case(d, 1), "balances");
    assert_int_equal(desk_num(balances, "principal_ore"), 80000);
    assert_string_equal(desk_str(desk_case(d, 1), "lapses"), "2029-01-12");
    desk_verify(d);
    const struct desk_payment paid = {10000, "7770001", "010926", "010926"};
    desk_ocr(d, "paid.ocr", DESK_ACCOUNT, &paid, 1);
    desk_ok(d, "take", desk_path(d, "%s/paid.ocr", d->home));
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM waiting"), 0);
    desk_until(d, "2026-10-15"); /* the rules take it from there */
    assert_string_equal(desk_str(desk_case(d, 1), "parked"), "");
    desk_verify(d);
}

/* What comes near its end, or after it, is told of at once; who acknowledges it in time gives it
 * three years more. */
static void test_take_tells_of_a_case_that_lapses(void **state) {
    struct desk *d = *state;
    desk_ok(d, "take", file(d, "old.csv", RUNNING_HEAD
                            "K1;311758489;consumer;10915596784;Ola Prøve;800,00;2023-01-12;"
                            "2023-02-01;2023-02-15;2023-03-01;2023-03-15;;;;;;;;F1\n"
                            "K2;311758489;consumer;18888297827;Siri Mal;800,00;2023-11-15;"
                            "2023-12-01;2023-12-15;2024-01-02;2024-01-16;;;;;;;;F2\n"));
    assert_string_equal(desk_str(desk_case(d, 1), "lapses"), "2026-01-12");
    assert_non_null(strstr(desk_ok(d, "case", "100000001")->out, "lost by time since"));
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM tasks WHERE reason = 'time_barred'"), 1);
    assert_int_equal(
        desk_sql_int(d, "SELECT count(*) FROM tasks WHERE reason = 'limitation_90'"), 1);
    desk_ok(d, "tell", "100000002", "acknowledged", "per telefon");
    assert_string_equal(desk_str(desk_case(d, 2), "lapses"), "2029-09-03");
    desk_verify(d);
}

static void test_take_refuses_a_running_case_that_cannot_be(void **state) {
    struct desk *d = *state;
    const char *before = desk_print(d);
    /* The plugin's own rules, and the law's. */
    desk_fails(d, 1, "column demand_deadline is before demand_sent", "take",
               file(d, "a.csv", RUNNING_HEAD RUNNING_ROW("2026-03-18")));
    desk_fails(d, 1, "before the collection notice had run out", "take",
               file(d, "b.csv", RUNNING_HEAD RUNNING_ROW("2026-02-16")));
    desk_fails(d, 1, "less than 14 days", "take",
               file(d, "c.csv", RUNNING_HEAD RUNNING_ROW("2026-03-04")));
    assert_string_equal(desk_print(d), before);
    desk_verify(d);
}

static void test_take_takes_a_payment_back(void **state) {
    struct desk *d = *state;
    use_camt(d);
    desk_claims(d, "F1;consumer;1000,00;2026-08-17\n");
    const struct desk_payment paid = {25000, desk_kid(d, 1), "010926", "010926"};
    desk_ocr(d, "paid.ocr", DESK_ACCOUNT, &paid, 1);
    desk_ok(d, "take", desk_path(d, "%s/paid.ocr", d->home));
    const char *path = file(d, "back.xml", desk_read(d, SAMPLES "/parts_02.xml"));
    desk_replace(d, "back.xml", "86011117947", DESK_ACCOUNT);
    desk_replace(d, "back.xml", "202600000022", desk_kid(d, 1));
    desk_ok(d, "take", path);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM steps WHERE fact ="
                                     " 'payment_reversed'"), 1);
    assert_int_equal(desk_num(json_object_get(desk_case(d, 1), "balances"), "principal_ore"),
                     100000);
    /* The other two parts of that file: an unknown KID, and a credit note taken off. */
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM waiting WHERE settled_by = 0"), 2);
    desk_verify(d);
}

static void test_take_hears_the_bank_about_money_out(void **state) {
    struct desk *d = *state;
    use_camt(d);
    desk_ok(d, "take", payouts(d));
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM steps WHERE fact ="
                                     " 'payout_confirmed'"), 3);
    desk_write(d, "out.xml", desk_path(d, "%s\n", desk_read(d, "out.xml")));
    desk_ok(d, "take", desk_path(d, "%s/out.xml", d->home)); /* other bytes, the same words */
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM steps WHERE fact ="
                                     " 'payout_confirmed'"), 3);
    desk_verify(d);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_take_goes_on_with_a_running_case),
        TEST(test_take_tells_of_a_case_that_lapses),
        TEST(test_take_refuses_a_running_case_that_cannot_be),
        TEST(test_take_takes_a_payment_back),
        TEST(test_take_hears_the_bank_about_money_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
