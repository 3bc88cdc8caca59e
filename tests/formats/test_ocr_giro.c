/* Tests of the OCR giro plugin: what it hands over, and the many files it must refuse. */
#include "unit.h"

#include "krav/easy.h"

#include "fake_host.h"
#include "ocr_make.h"

#include <stdlib.h>

#define ACCOUNT "86011117947"

static const struct ocr_make_payment plain = {
    .type = 15, .settled = "021126", .ordered = "301026", .kid = "202600000014",
    .payer = "15942287248", .archive = "123456789", .ore = 125050};

/* Line 1 transmission, 2 assignment, 3-4 the first payment, ... */
static void make_file(struct ocr_make *m, int n_payments) {
    ocr_make_start(m, "0170031", "021126");
    ocr_make_assignment(m, "0000002", ACCOUNT);
    for (int i = 0; i < n_payments; i++) {
        struct ocr_make_payment p = plain;
        p.ore += i;
        ocr_make_payment(m, &p);
    }
    ocr_make_assignment_end(m);
    ocr_make_end(m);
}

static void make_one(struct ocr_make *m, const struct ocr_make_payment *p) {
    ocr_make_start(m, "0170031", "021126");
    ocr_make_assignment(m, "0000001", ACCOUNT);
    ocr_make_payment(m, p);
    ocr_make_assignment_end(m);
    ocr_make_end(m);
}

static struct fake_host *host;

static int setup(void **state) {
    (void)state;
    host = fake_host_new();
    return 0;
}

static int teardown(void **state) {
    (void)state;
    fake_host_free(host);
    return 0;
}

static int32_t take(const struct ocr_make *m) { return fake_host_take(host, m->text, m->len); }

/* The file with `text` written over line `line`, position `position` (both from 1). */
static int32_t take_patched(const struct ocr_make *m, int line, int position, const char *text) {
    char *copy = malloc(m->len);
    assert_non_null(copy);
    memcpy(copy, m->text, m->len);
    memcpy(copy + (size_t)(line - 1) * 81 + (size_t)position - 1, text, strlen(text));
    const int32_t outcome = fake_host_take(host, copy, m->len);
    free(copy);
    return outcome;
}

static void refuses_patched(int line, int position, const char *text, const char *words) {
    struct ocr_make m;
    make_file(&m, 2);
    if (take_patched(&m, line, position, text) != KRAV_REFUSED ||
        !fake_host_has_fault(host, line, words)) {
        fake_host_show_faults(host);
        fail_msg("line %d, position %d: \"%s\": want \"%s\"", line, position, text, words);
    }
    assert_int_equal(host->n_payments, 0);
    ocr_make_free(&m);
}

/* ---- what is handed over --------------------------------------------------------------------- */

static void test_begin_hands_over_every_field(void **state) {
    (void)state;
    struct ocr_make m;
    make_file(&m, 1);
    assert_int_equal(take(&m), KRAV_DONE);
    assert_int_equal(host->n_payments, 1);
    assert_int_equal(host->n_faults, 0);
    const krav_payment *p = &host->payments[0];
    assert_int_equal(p->size, sizeof *p);
    assert_int_equal(p->kind, KRAV_PAYMENT_IN);
    assert_int_equal(p->line, 3);
    assert_int_equal(p->amount, 125050);
    assert_int_equal(p->booked, krav_day_of(2026, 11, 2));
    assert_int_equal(p->ordered, krav_day_of(2026, 10, 30));
    assert_str(p->source_id, "2026-11-02/13201/01464/0000001/0170031/0000002");
    assert_str(p->kid, "202600000014");
    assert_str(p->account, ACCOUNT);
    assert_str(p->payer_account, "15942287248");
    assert_str(p->archive_ref, "123456789");
    assert_str(p->type, "15");
    assert_str(p->text, NULL);
    assert_str(p->payer_name, NULL);
    assert_str(p->currency, NULL);
    assert_str(host->result.kind, "payments");
    assert_int_equal(host->result.n_records, 1);
    assert_int_equal(host->result.sum, 125050);
    assert_int_equal(host->result.created, krav_day_of(2026, 11, 2));
    assert_str(host->result.made_by, "00008080");
    assert_str(host->result.file_id, "00008080/0170031/00010200");
    ocr_make_free(&m);
}

static void test_begin_knows_which_way_money_goes(void **state) {
    (void)state;
    struct ocr_make m;
    ocr_make_start(&m, "0170031", "021126");
    ocr_make_assignment(&m, "0000001", ACCOUNT);
    struct ocr_make_payment p = plain;
    p.ore = 10000;
    ocr_make_payment(&m, &p);
    p.ore = -2500; /* a credit note */
    ocr_make_payment(&m, &p);
    p.ore = 700;
    p.type = 18; /* paid back to a card: the file adds it all the same */
    ocr_make_payment(&m, &p);
    ocr_make_assignment_end(&m);
    ocr_make_end(&m);
    assert_int_equal(m.transmission.sum, 8200);
    assert_int_equal(take(&m), KRAV_DONE);
    assert_int_equal(host->n_payments, 3);
    assert_int_equal(host->payments[1].kind, KRAV_PAYMENT_NETTED_CREDIT);
    assert_int_equal(host->payments[1].amount, -2500);
    assert_int_equal(host->payments[2].kind, KRAV_PAYMENT_REVERSAL);
    assert_int_equal(host->payments[2].amount, -700);
    assert_int_equal(host->result.sum, 10000 - 2500 - 700);
    ocr_make_free(&m);
}

static void test_begin_takes_text_as_utf8(void **state) {
    (void)state;
    struct ocr_make m;
    struct ocr_make_payment p = plain;
    p.type = 21;
    p.kid = NULL;
    p.text = "Bl\xe5" "b\xe6r \x96 gr\xf8t";
    make_one(&m, &p);
    assert_int_equal(take(&m), KRAV_DONE);
    assert_str(host->payments[0].text, "Blåbær ? grøt");
    assert_str(host->payments[0].kid, NULL);
    ocr_make_free(&m);
}

static void test_begin_takes_a_wrong_kid_as_it_is(void **state) {
    (void)state;
    static const char *const kids[] = {"202600000015", "12", "1009-", "12A44", "1 2", "0000531"};
    for (size_t i = 0; i < sizeof kids / sizeof kids[0]; i++) {
        struct ocr_make m;
        struct ocr_make_payment p = plain;
        p.kid = kids[i];
        make_one(&m, &p);
        assert_int_equal(take(&m), KRAV_DONE);
        assert_str(host->payments[0].kid, kids[i]);
        ocr_make_free(&m);
    }
}

static void test_begin_knows_absence(void **state) {
    (void)state;
    struct ocr_make m;
    ocr_make_start(&m, "0170031", "021126");
    ocr_make_assignment(&m, "0000001", ACCOUNT);
    struct ocr_make_payment p = {.type = 13, .settled = "021126", .ore = 100};
    ocr_make_payment(&m, &p);
    p.type = 12; /* the agreement's id stands where the others have an archive reference */
    p.archive = "001020169";
    ocr_make_payment(&m, &p);
    ocr_make_assignment_end(&m);
    ocr_make_end(&m);
    assert_int_equal(take(&m), KRAV_DONE);
    assert_int_equal(host->payments[0].ordered, 0);
    assert_str(host->payments[0].payer_account, NULL);
    assert_str(host->payments[0].archive_ref, NULL);
    assert_str(host->payments[1].archive_ref, NULL);
    ocr_make_free(&m);
}

static void test_begin_takes_crlf_and_a_last_line_without_end(void **state) {
    (void)state;
    struct ocr_make m;
    make_one(&m, &plain);
    ocr_make_crlf(&m);
    assert_int_equal(take(&m), KRAV_DONE);
    assert_int_equal(fake_host_take(host, m.text, m.len - 1), KRAV_DONE);
    assert_int_equal(fake_host_take(host, m.text, m.len - 2), KRAV_DONE);
    assert_int_equal(fake_host_take(host, m.text, m.len - 3), KRAV_REFUSED);
    ocr_make_free(&m);
}

static void test_begin_knows_the_century(void **state) {
    (void)state;
    static const struct {
        const char *day;
        int year, month, mday;
    } cases[] = {{"311289", 2089, 12, 31}, {"010190", 1990, 1, 1}, {"010100", 2000, 1, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ocr_make m;
        struct ocr_make_payment p = plain;
        p.settled = cases[i].day;
        make_one(&m, &p);
        assert_int_equal(take(&m), KRAV_DONE);
        assert_int_equal(host->payments[0].booked,
                         krav_day_of(cases[i].year, cases[i].month, cases[i].mday));
        ocr_make_free(&m);
    }
}

static void test_begin_counts_other_services_without_using_them(void **state) {
    (void)state;
    struct ocr_make m;
    ocr_make_start(&m, "0170031", "021126");
    ocr_make_agreements(&m, 3, ACCOUNT);
    ocr_make_assignment(&m, "0000002", ACCOUNT);
    ocr_make_payment(&m, &plain);
    ocr_make_assignment_end(&m);
    ocr_make_line(&m, "NY2100200000000000000003" ACCOUNT);
    ocr_make_line(&m, "NY2121300000001");
    ocr_make_line(&m, "NY2121310000001");
    ocr_make_line(&m, "NY210088000000010000000400000000000000000");
    m.transmission.n_transactions++;
    ocr_make_end(&m);
    assert_int_equal(take(&m), KRAV_DONE);
    assert_int_equal(host->n_payments, 1);
    assert_int_equal(host->n_faults, 1); /* told once, not in both passes */
    assert_int_equal(host->n_mandates, 3);
    assert_true(fake_host_has_fault(host, 14, "service 21, type 00: 4 records"));
    ocr_make_free(&m);
}

static void test_begin_takes_an_empty_assignment(void **state) {
    (void)state;
    struct ocr_make m;
    make_file(&m, 0);
    assert_int_equal(take(&m), KRAV_DONE);
    assert_int_equal(host->n_payments, 0);
    assert_int_equal(host->result.n_records, 0);
    ocr_make_free(&m);
}

static void test_begin_leaves_out_what_is_of_no_kroner(void **state) {
    (void)state;
    struct ocr_make m;
    struct ocr_make_payment p = plain;
    p.ore = 0;
    make_one(&m, &p);
    assert_int_equal(take(&m), KRAV_DONE);
    assert_int_equal(host->n_payments, 0);
    assert_true(fake_host_has_fault(host, 0, "0 kroner"));
    ocr_make_free(&m);
}

/* ---- what is refused ------------------------------------------------------------------------- */

/* Lines of the file of two payments: 1 NY000010, 2 NY090020, 3-6 items, 7 NY090088, 8 NY000089. */
static void test_begin_refuses_each_broken_field(void **state) {
    (void)state;
    refuses_patched(1, 9, "00008081", "data transmitter 00008081");
    refuses_patched(1, 17, "X", "number X170031");
    refuses_patched(1, 31, "X", "recipient");
    refuses_patched(2, 25, "86011117948", "not an account number");
    refuses_patched(2, 25, "8601111794X", "not an account number");
    refuses_patched(2, 18, "A", "assignment number");
    refuses_patched(3, 5, "09", "transaction type 09");
    refuses_patched(3, 5, "22", "transaction type 22");
    refuses_patched(3, 9, "0000000", "not above 0");
    refuses_patched(3, 9, "000000X", "not a number");
    refuses_patched(5, 9, "0000001", "not above 1");
    refuses_patched(3, 16, "310226", "no such day");
    refuses_patched(3, 16, "000000", "no such day");
    refuses_patched(3, 16, "02-126", "no such day");
    refuses_patched(3, 22, "A", "bank centre");
    refuses_patched(3, 32, "+", "not a sign and 17 digits");
    refuses_patched(3, 33, " ", "not a sign and 17 digits");
    refuses_patched(3, 33, "00100000000000001", "above the limit");
    refuses_patched(3, 33, "99999999999999999", "above the limit");
    refuses_patched(4, 5, "16", "amount item 1 has 15");
    refuses_patched(4, 9, "0000002", "amount item 1 has 0000001");
    refuses_patched(4, 42, "300226", "order date 300226");
    refuses_patched(4, 42, "      ", "order date");
    refuses_patched(7, 42, "320126", "date generated");
    refuses_patched(8, 42, "320126", "date generated");
    refuses_patched(8, 42, "000000", "date generated");
}

static void test_begin_refuses_each_wrong_trailer(void **state) {
    (void)state;
    refuses_patched(7, 16, "3", "transactions: the trailer says 3, but there are 2");
    refuses_patched(7, 24, "7", "records: the trailer says 7, but there are 6");
    refuses_patched(7, 41, "2", "sum: the trailer says 250102, but there are 250101");
    refuses_patched(7, 25, "-", "sum: not a number");
    refuses_patched(7, 48, "011126", "first settlement date");
    refuses_patched(7, 54, "031126", "last settlement date");
    refuses_patched(7, 54, "320126", "last settlement date: no such day");
    refuses_patched(8, 16, "1", "transactions: the trailer says 1, but there are 2");
    refuses_patched(8, 24, "9", "records: the trailer says 9, but there are 8");
    refuses_patched(8, 41, "2", "sum: the trailer says 250102, but there are 250101");
}

static void test_begin_refuses_records_out_of_place(void **state) {
    (void)state;
    refuses_patched(1, 3, "09", "not expected at the beginning");
    refuses_patched(2, 7, "88", "not expected between assignments");
    refuses_patched(3, 7, "31", "not expected after the start of an assignment");
    refuses_patched(4, 7, "30", "not expected after amount item 1");
    refuses_patched(5, 7, "31", "not expected after amount item 2");
    refuses_patched(7, 1, "XX", "record XX090088: not expected");
    refuses_patched(8, 7, "20", "");
    refuses_patched(3, 1, "N\xd8", "record N?091530");
}

static void test_begin_refuses_what_is_no_text(void **state) {
    (void)state;
    struct ocr_make m;
    make_file(&m, 2);
    for (size_t at = 0; at < 8 * 81; at++) {
        if (m.text[at] == '\n') {
            continue;
        }
        const char was = m.text[at];
        m.text[at] = '\0';
        assert_int_equal(take(&m), KRAV_REFUSED);
        assert_true(fake_host_has_fault(host, (int64_t)(at / 81) + 1, "control character 00"));
        m.text[at] = was;
    }
    assert_int_equal(take(&m), KRAV_DONE);
    ocr_make_free(&m);
}

static void test_begin_refuses_the_file_cut_at_every_byte(void **state) {
    (void)state;
    struct ocr_make m;
    make_file(&m, 13); /* thirty records */
    assert_int_equal(m.transmission.n_records, 30);
    for (size_t len = 0; len < m.len - 1; len++) {
        assert_int_equal(fake_host_take(host, m.text, len), KRAV_REFUSED);
        assert_true(host->n_faults > 0);
        assert_int_equal(host->n_payments, 0);
    }
    assert_int_equal(fake_host_take(host, m.text, m.len - 1), KRAV_DONE);
    assert_int_equal(host->n_payments, 13);
    ocr_make_free(&m);
}

static void test_begin_refuses_the_file_without_any_one_line(void **state) {
    (void)state;
    struct ocr_make m;
    make_file(&m, 5);
    const size_t n = m.len / 81;
    char *copy = malloc(m.len + 81);
    assert_non_null(copy);
    for (size_t i = 0; i < n; i++) { /* taken out */
        memcpy(copy, m.text, i * 81);
        memcpy(copy + i * 81, m.text + (i + 1) * 81, m.len - (i + 1) * 81);
        assert_int_equal(fake_host_take(host, copy, m.len - 81), KRAV_REFUSED);
    }
    for (size_t i = 0; i < n; i++) { /* there twice */
        memcpy(copy, m.text, (i + 1) * 81);
        memcpy(copy + (i + 1) * 81, m.text + i * 81, m.len - i * 81);
        assert_int_equal(fake_host_take(host, copy, m.len + 81), KRAV_REFUSED);
    }
    free(copy);
    ocr_make_free(&m);
}

static void test_begin_refuses_a_payment_that_is_there_twice(void **state) {
    (void)state;
    struct ocr_make m;
    ocr_make_start(&m, "0170031", "021126");
    ocr_make_assignment(&m, "0000001", ACCOUNT);
    ocr_make_payment(&m, &plain);
    m.assignment.n_transactions = 0; /* the same number again, with trailers to match */
    ocr_make_payment(&m, &plain);
    m.assignment.n_transactions = 2;
    ocr_make_assignment_end(&m);
    ocr_make_end(&m);
    assert_int_equal(take(&m), KRAV_REFUSED);
    assert_true(fake_host_has_fault(host, 5, "not above 1"));
    ocr_make_free(&m);
}

static void test_begin_refuses_lines_of_other_lengths(void **state) {
    (void)state;
    struct ocr_make m;
    make_file(&m, 1);
    char *copy = malloc(m.len + 200000);
    assert_non_null(copy);
    memset(copy, '0', m.len + 200000);
    memcpy(copy, m.text, m.len);
    copy[m.len] = '\n'; /* an empty line at the end */
    assert_int_equal(fake_host_take(host, copy, m.len + 1), KRAV_REFUSED);
    assert_true(fake_host_has_fault(host, 7, "0 characters"));
    copy[m.len] = '0'; /* a very long one */
    assert_int_equal(fake_host_take(host, copy, m.len + 200000), KRAV_REFUSED);
    assert_true(fake_host_has_fault(host, 7, "more than 65536"));
    assert_int_equal(host->n_faults, 1);
    free(copy);
    assert_int_equal(fake_host_take(host, "", 0), KRAV_REFUSED);
    assert_true(fake_host_has_fault(host, 0, "empty"));
    ocr_make_free(&m);
}

static void test_begin_refuses_sums_past_a_trailer(void **state) {
    (void)state;
    struct ocr_make m;
    ocr_make_start(&m, "0170031", "021126");
    ocr_make_assignment(&m, "0000001", ACCOUNT);
    struct ocr_make_payment p = plain;
    p.ore = 100000000000000;
    for (int i = 0; i < 1001; i++) {
        ocr_make_payment(&m, &p);
    }
    m.assignment.sum = 0;
    ocr_make_assignment_end(&m);
    ocr_make_end(&m);
    assert_int_equal(take(&m), KRAV_REFUSED);
    assert_true(fake_host_has_fault(host, 0, "17 digits of a trailer"));
    ocr_make_free(&m);
}

static void test_begin_gives_up_on_rubbish(void **state) {
    (void)state;
    const size_t len = 100000;
    char *rubbish = malloc(len);
    assert_non_null(rubbish);
    memset(rubbish, '\n', len);
    assert_int_equal(fake_host_take(host, rubbish, len), KRAV_REFUSED);
    assert_int_equal(host->n_faults, 1001); /* the last says that the rest was not read */
    free(rubbish);
}

/* ---- the host says no ------------------------------------------------------------------------ */

static void test_begin_answers_retry_when_the_host_cannot(void **state) {
    (void)state;
    struct ocr_make m;
    make_file(&m, 2);
    host->record_rc = KRAV_E_IO;
    assert_int_equal(take(&m), KRAV_RETRY);
    host->record_rc = KRAV_E_INVALID;
    assert_int_equal(take(&m), KRAV_REFUSED);
    assert_true(fake_host_has_fault(host, 3, "not accepted"));
    host->record_rc = KRAV_OK;
    assert_int_equal(take(&m), KRAV_DONE);
    ocr_make_free(&m);
}

static int32_t recognised(const char *head, size_t len) {
    const krav_intake *intake = host->plugin->extension(host->plugin, KRAV_INTAKE);
    return intake->recognise(host->plugin, (krav_str){head, len}, KRAV_STR("x"));
}

static void test_recognise_knows_its_own(void **state) {
    (void)state;
    struct ocr_make m;
    make_one(&m, &plain);
    assert_int_equal(recognised(m.text, m.len), 100);
    assert_true(recognised(m.text, 50) < 50);
    assert_int_equal(recognised(m.text, 7), 0);
    assert_int_equal(recognised(NULL, 0), 0);
    assert_int_equal(recognised("source_id;due;principal\n", 24), 0);
    m.text[15] = '1'; /* not from the data centre */
    assert_in_range(recognised(m.text, m.len), 1, 99);
    ocr_make_free(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_begin_hands_over_every_field),
        cmocka_unit_test(test_begin_knows_which_way_money_goes),
        cmocka_unit_test(test_begin_takes_text_as_utf8),
        cmocka_unit_test(test_begin_takes_a_wrong_kid_as_it_is),
        cmocka_unit_test(test_begin_knows_absence),
        cmocka_unit_test(test_begin_takes_crlf_and_a_last_line_without_end),
        cmocka_unit_test(test_begin_knows_the_century),
        cmocka_unit_test(test_begin_counts_other_services_without_using_them),
        cmocka_unit_test(test_begin_takes_an_empty_assignment),
        cmocka_unit_test(test_begin_leaves_out_what_is_of_no_kroner),
        cmocka_unit_test(test_begin_refuses_each_broken_field),
        cmocka_unit_test(test_begin_refuses_each_wrong_trailer),
        cmocka_unit_test(test_begin_refuses_records_out_of_place),
        cmocka_unit_test(test_begin_refuses_what_is_no_text),
        cmocka_unit_test(test_begin_refuses_the_file_cut_at_every_byte),
        cmocka_unit_test(test_begin_refuses_the_file_without_any_one_line),
        cmocka_unit_test(test_begin_refuses_a_payment_that_is_there_twice),
        cmocka_unit_test(test_begin_refuses_lines_of_other_lengths),
        cmocka_unit_test(test_begin_refuses_sums_past_a_trailer),
        cmocka_unit_test(test_begin_gives_up_on_rubbish),
        cmocka_unit_test(test_begin_answers_retry_when_the_host_cannot),
        cmocka_unit_test(test_recognise_knows_its_own),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
