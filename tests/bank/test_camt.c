/* Tests of the bank's camt.054 files, of both versions, against krav's own reader. */
#include "clerk.h"

#include "krav/easy.h"

#include "fake_host.h"

#define KID "202600000014"
#define PAY_02 "pay --day 2026-11-20 --format camt.02 --to camt.xml"
#define PAY_08 "pay --day 2026-11-20 --format camt.08 --to camt.xml"

static const char orders[] =
    KID " 125050 ordered=2026-11-18 from=15942287248 name=\"K\xc3\xa5re & <S\xc3\xb8nn>\"\n"
    "- 50000 text=\"Faktura 17 \xe2\x82\xac & mer\" name=Kari\n"
    KID " 100 twice from=15942287248\n"
    KID " 99999999999 reversal ordered=2026-11-20\n"
    "1234 5\n";

static const char *made(struct clerk *c, const char *input, const char *words) {
    const char *said;
    if (clerk_run(c, input, &said, "%s", words) != 0) {
        fail_msg("%s: %s", words, said);
    }
    return clerk_read(c, "camt.xml");
}

static struct fake_host *taken(const char *file) {
    struct fake_host *host = fake_host_new();
    if (fake_host_take(host, file, strlen(file)) != KRAV_DONE) {
        fake_host_show_faults(host);
        fail_msg("the reader refuses:\n%s", file);
    }
    return host;
}

/* The payments with KID stand in one entry, before the others. */
static void expect_payments(const struct fake_host *host) {
    const krav_payment *p = host->payments;
    assert_int_equal(host->n_payments, 6);
    assert_int_equal(p[0].kind, KRAV_PAYMENT_IN);
    assert_int_equal(p[0].amount, 125050);
    assert_int_equal(p[0].booked, krav_day_of(2026, 11, 20));
    assert_int_equal(p[0].ordered, krav_day_of(2026, 11, 18));
    assert_str(p[0].kid, KID);
    assert_str(p[0].text, NULL);
    assert_str(p[0].account, "12345678903");
    assert_str(p[0].payer_account, "15942287248");
    assert_str(p[0].payer_name, "K\xc3\xa5re & <S\xc3\xb8nn>");
    assert_str(p[0].type, "230");
    assert_int_equal(p[1].amount, 100);
    assert_int_equal(p[1].ordered, 0);
    assert_int_equal(p[2].amount, 100);
    assert_str(p[3].kid, "1234");
    assert_int_equal(p[3].amount, 5);
    assert_str(p[4].kid, NULL);
    assert_str(p[4].text, "Faktura 17 \xe2\x82\xac & mer");
    assert_str(p[4].payer_name, "Kari");
    assert_str(p[4].type, "233");
    assert_int_equal(p[5].kind, KRAV_PAYMENT_REVERSAL);
    assert_int_equal(p[5].amount, -99999999999);
    assert_str(p[5].kid, KID);
    for (size_t i = 0; i < 6; i++) {
        for (size_t j = 0; j < i; j++) {
            assert_false(krav_str_eq(p[i].archive_ref, p[j].archive_ref));
            assert_false(krav_str_eq(p[i].source_id, p[j].source_id));
        }
    }
}

static void test_pay_writes_what_the_reader_finds(void **state) {
    struct fake_host *a = taken(made(*state, orders, PAY_02));
    struct fake_host *b = taken(made(*state, orders, PAY_08));
    expect_payments(a);
    expect_payments(b);
    for (size_t i = 0; i < 6; i++) {
        assert_true(krav_str_eq(a->payments[i].source_id, b->payments[i].source_id));
    }
    fake_host_free(a);
    fake_host_free(b);
}

static void test_pay_gives_the_same_bytes_and_other_days_other_references(void **state) {
    struct clerk *c = *state;
    const char *first = made(c, orders, PAY_08);
    assert_string_equal(first, made(c, orders, PAY_08));
    struct fake_host *a = taken(first);
    struct fake_host *b =
        taken(made(c, orders, "pay --day 2026-11-23 --format camt.08 --to camt.xml"));
    for (size_t i = 0; i < 6; i++) {
        for (size_t j = 0; j < 6; j++) {
            assert_false(krav_str_eq(a->payments[i].archive_ref, b->payments[j].archive_ref));
        }
    }
    fake_host_free(a);
    fake_host_free(b);
}

static void test_pay_refuses_a_text_that_is_too_long(void **state) {
    char order[300] = "- 1 text=";
    const char *said;
    for (int i = 0; i < 140; i++) {
        memcpy(order + 9 + strlen(order + 9), "\xc3\xb8", 3);
    }
    assert_non_null(made(*state, order, PAY_02));
    order[strlen(order)] = 'x';
    assert_int_equal(clerk_run(*state, order, &said, PAY_08), 1);
    assert_non_null(strstr(said, "line 1: text: is too long"));
}

static void test_payouts_writes_what_the_reader_takes(void **state) {
    static const char *const formats[] = {"camt.02", "camt.08"};
    for (size_t i = 0; i < 2; i++) {
        const char *said;
        const int rc = clerk_run(*state, NULL, &said, "payouts '" SAMPLES "/pain_03.xml' --day"
                                 " 2026-11-02 --format %s --to camt.xml", formats[i]);
        assert_int_equal(rc, 0);
        struct fake_host *host = taken(clerk_read(*state, "camt.xml"));
        assert_int_equal(host->n_payments, 0);
        assert_int_equal(host->n_payouts, 2);
        const krav_payout_status *paid = host->payouts;
        assert_str(paid[0].id, "AVR-2");
        assert_str(paid[0].account, "12345678903");
        assert_int_equal(paid[0].outcome, KRAV_DONE);
        assert_int_equal(paid[0].amount, 5);
        assert_int_equal(paid[0].on, krav_day_of(2026, 11, 2));
        assert_str(paid[1].id, "AVR-3");
        assert_int_equal(paid[1].amount, 100);
        assert_false(krav_str_eq(paid[0].reference, paid[1].reference));
        fake_host_free(host);
    }
}

static void test_payouts_with_all_refused_is_an_empty_notification(void **state) {
    const char *said;
    assert_int_equal(clerk_run(*state, NULL, &said, "payouts '" SAMPLES "/pain_03.xml' --day"
                               " 2026-11-02 --format camt.08 --to camt.xml --refuse AVR-2=AC04"
                               " --refuse 'AVR-3=AC01 no such account'"), 0);
    assert_string_equal(said, "refused\tAVR-2\tAC04\nrefused\tAVR-3\tAC01 no such account\n"
                              "waits\tAVR-1\t2026-11-04\n");
    struct fake_host *host = taken(clerk_read(*state, "camt.xml"));
    assert_int_equal(host->n_payouts, 0);
    assert_int_equal(host->n_faults, 0);
    fake_host_free(host);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, clerk_open, clerk_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_pay_writes_what_the_reader_finds),
        TEST(test_pay_gives_the_same_bytes_and_other_days_other_references),
        TEST(test_pay_refuses_a_text_that_is_too_long),
        TEST(test_payouts_writes_what_the_reader_takes),
        TEST(test_payouts_with_all_refused_is_an_empty_notification),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
