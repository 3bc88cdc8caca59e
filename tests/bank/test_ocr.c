/* Tests of the bank's OCR giro files: what orders say is what krav's own reader finds in them. */
#include "clerk.h"

#include "krav/easy.h"

#include "fake_host.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define KID "202600000014"  /* MOD10 */
#define KID_11 "1234560"     /* MOD11: 6*2 + 5*3 + 4*4 + 3*5 + 2*6 + 1*7 = 77 */
#define PAY "pay --day 2026-11-20 --format ocr --to ocr.txt"

static const char orders[] =
    "# what people paid\n"
    KID " 125050 ordered=2026-11-18 from=15942287248 name=\"K\xc3\xa5re & S\xc3\xb8nn\"\n"
    "\n"
    "  202600000022\t100 twice  \n"
    "202600000022 99999999999 reversal ordered=2026-11-20\n"
    "- 50000 text=\"Faktura 17 p\xc3\xa5 \xc3\x98ya\" from=86011117947\n";

static const char *made(struct clerk *c, const char *input, const char *words) {
    const char *said;
    if (clerk_run(c, input, &said, "%s", words) != 0) {
        fail_msg("%s: %s", words, said);
    }
    return clerk_read(c, "ocr.txt");
}

static struct fake_host *taken(const char *file) {
    struct fake_host *host = fake_host_new();
    if (fake_host_take(host, file, strlen(file)) != KRAV_DONE) {
        fake_host_show_faults(host);
        fail_msg("the reader refuses:\n%s", file);
    }
    return host;
}

static void test_pay_writes_what_the_reader_finds(void **state) {
    struct fake_host *host = taken(made(*state, orders, PAY));
    const krav_payment *p = host->payments;
    assert_int_equal(host->n_payments, 5);
    assert_int_equal(p[0].kind, KRAV_PAYMENT_IN);
    assert_int_equal(p[0].amount, 125050);
    assert_int_equal(p[0].booked, krav_day_of(2026, 11, 20));
    assert_int_equal(p[0].ordered, krav_day_of(2026, 11, 18));
    assert_str(p[0].kid, KID);
    assert_str(p[0].account, "12345678903");
    assert_str(p[0].payer_account, "15942287248");
    assert_str(p[0].type, "10");
    assert_int_equal(p[1].amount, 100);
    assert_int_equal(p[1].ordered, 0);
    assert_str(p[1].kid, "202600000022");
    assert_str(p[1].payer_account, NULL);
    assert_int_equal(p[2].amount, 100);
    assert_int_equal(p[3].kind, KRAV_PAYMENT_REVERSAL);
    assert_int_equal(p[3].amount, -99999999999);
    assert_str(p[3].type, "18");
    assert_int_equal(p[4].amount, 50000);
    assert_str(p[4].kid, NULL);
    assert_str(p[4].text, "Faktura 17 p\xc3\xa5 \xc3\x98ya");
    for (size_t i = 0; i < 5; i++) {
        for (size_t j = 0; j < i; j++) {
            assert_false(krav_str_eq(p[i].archive_ref, p[j].archive_ref));
            assert_false(krav_str_eq(p[i].source_id, p[j].source_id));
        }
    }
    fake_host_free(host);
}

static void test_pay_gives_the_same_bytes_and_other_days_other_references(void **state) {
    struct clerk *c = *state;
    const char *first = made(c, orders, PAY);
    assert_string_equal(first, made(c, orders, PAY));
    struct fake_host *a = taken(first);
    struct fake_host *b = taken(made(c, orders, "pay --day 2026-11-23 --format ocr --to ocr.txt"));
    struct fake_host *d = taken(made(c, orders, PAY " --account 61050659274"));
    assert_false(krav_str_eq(a->result.file_id, b->result.file_id));
    assert_false(krav_str_eq(a->result.file_id, d->result.file_id));
    assert_str(d->payments[0].account, "61050659274");
    for (size_t i = 0; i < 5; i++) {
        for (size_t j = 0; j < 5; j++) {
            assert_false(krav_str_eq(a->payments[i].archive_ref, b->payments[j].archive_ref));
            assert_false(krav_str_eq(a->payments[i].source_id, d->payments[j].source_id));
        }
    }
    fake_host_free(a);
    fake_host_free(b);
    fake_host_free(d);
}

static void test_pay_takes_many_orders(void **state) {
    static char many[250 * 32];
    size_t len = 0;
    for (int i = 0; i < 250; i++) {
        len += (size_t)snprintf(many + len, sizeof many - len, KID_11 " %d\n", i + 1);
    }
    struct fake_host *host = taken(made(*state, many, PAY));
    assert_int_equal(host->n_payments, 250);
    assert_int_equal(host->result.sum, 250 * 251 / 2);
    fake_host_free(host);
}

/* ---- what is refused ------------------------------------------------------------------------- */

static void refuses(struct clerk *c, const char *input, const char *words, int code,
                    const char *why) {
    const char *said;
    const int rc = clerk_run(c, input, &said, "%s", words);
    if (rc != code || !strstr(said, why)) {
        fail_msg("%d, not %d \"%s\": %s", rc, code, why, said);
    }
    assert_int_equal(clerk_count(c), 0);
}

static void test_pay_refuses_bad_orders_with_all_faults(void **state) {
    struct clerk *c = *state;
    const char *said;
    assert_int_equal(clerk_run(c, "x 0\n" KID "\n" KID " 1 twice twice\n" KID " 1 name=\"A\n",
                               &said, PAY), 1);
    assert_string_equal(said,
        "krav-bank: orders: line 1: KID \"x\": not 2 to 25 digits\n"
        "krav-bank: orders: line 1: amount \"0\": not whole øre above zero\n"
        "krav-bank: orders: line 2: no amount\n"
        "krav-bank: orders: line 3: twice: stands twice\n"
        "krav-bank: orders: line 4: a quote is not closed: name=\"A\n");
    assert_int_equal(clerk_count(c), 0);
}

static void test_pay_refuses_what_an_order_cannot_say(void **state) {
    static const struct {
        const char *order, *why;
    } cases[] = {
        {"", "holds no orders"},
        {"# nothing\n", "holds no orders"},
        {KID " 12.50\n", "amount \"12.50\""},
        {KID " -1\n", "not whole øre above zero"},
        {KID " 100000000000001\n", "not whole øre above zero"},
        {KID " 100000000000000 twice\n", "the sum is above 10^12 kroner"},
        {KID " 1 ordered=2026-11-21\n", "ordered: is after the day"},
        {KID " 1 ordered=2026-02-30\n", "ordered: is not a day"},
        {KID " 1 ordered\n", "ordered: has no value"},
        {KID " 1 twice=2\n", "twice: takes no value"},
        {KID " 1 from=1234\n", "from: is not eleven digits"},
        {KID " 1 name=\"\"\n", "name: is empty"},
        {KID " 1 name=\xff\n", "name: is empty or is not plain"},
        {"- 1 text=\"a\tb\"\n", "text: is empty or is not plain"},
        {KID " 1 colour=red\n", "colour=red: not something"},
        {KID " 1 text=A\n", "either a KID or a text"},
        {"- 1\n", "either a KID or a text"},
        {"202600000015 1\n", "its check digit does not fit"},
        {"- 1 text=\"\xe2\x82\xac 100\"\n", "ISO-8859-1"},
        {"- 1 text=\"12345678901234567890123456789012345678901\"\n", "at most 40"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        refuses(*state, cases[i].order, PAY, 1, cases[i].why);
    }
}

static void test_pay_refuses_days_and_words_that_no_bank_has(void **state) {
    const char *one = KID " 1\n";
    refuses(*state, one, "pay --day 2026-11-21 --format ocr --to ocr.txt", 1,
            "2026-11-21 is not a bank day: the next one is 2026-11-23");
    refuses(*state, one, "pay --day 2026-13-01 --format ocr --to ocr.txt", 2, "not a day");
    refuses(*state, one, "pay --day 2090-01-02 --format ocr --to ocr.txt", 2, "2000 to 2089");
    refuses(*state, one, "pay --day 2026-11-20 --format csv --to ocr.txt", 2, "--format csv");
    refuses(*state, one, PAY " --account 12345678904", 2, "--account 12345678904");
    refuses(*state, one, PAY " --full 3", 2, "--full: not expected here");
    refuses(*state, one, "pay --day 2026-11-20 --format ocr", 2, "--to is missing");
    refuses(*state, one, "pay --day 2026-11-20 --format ocr --to none/ocr.txt", 1,
            "none/ocr.txt: cannot be written: No such file");
    refuses(*state, one, "", 2, "usage:");
}

/* A device, a link or a directory is not replaced by a file. */
static void test_pay_replaces_only_files(void **state) {
    struct clerk *c = *state;
    const char *said;
    char link[100];
    assert_int_equal(clerk_run(c, KID " 1\n", &said,
                               "pay --day 2026-11-20 --format ocr --to ."), 1);
    assert_non_null(strstr(said, ".: is there, and is not a regular file"));
    snprintf(link, sizeof link, "%s/ocr.txt", c->dir);
    assert_int_equal(symlink("elsewhere", link), 0);
    assert_int_equal(clerk_run(c, KID " 1\n", &said, PAY), 1);
    assert_non_null(strstr(said, "ocr.txt: is there, and is not a regular file"));
    assert_int_equal(clerk_count(c), 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, clerk_open, clerk_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_pay_writes_what_the_reader_finds),
        TEST(test_pay_gives_the_same_bytes_and_other_days_other_references),
        TEST(test_pay_takes_many_orders),
        TEST(test_pay_refuses_bad_orders_with_all_faults),
        TEST(test_pay_refuses_what_an_order_cannot_say),
        TEST(test_pay_refuses_days_and_words_that_no_bank_has),
        TEST(test_pay_replaces_only_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
