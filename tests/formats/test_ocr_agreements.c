/* test_ocr_agreements.c - lists of AvtaleGiro agreements in OCR giro files. */
#include "unit.h"

#include "fake_host.h"
#include "ocr_make.h"

#define ACCOUNT "86011117947"

static const struct ocr_make_payment plain = {
    .type = 15, .settled = "021126", .ordered = "301026", .kid = "202600000014",
    .payer = "15942287248", .archive = "123456789", .ore = 125050};

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

static void test_begin_hands_over_every_field(void **state) {
    (void)state;
    struct ocr_make m;
    ocr_make_start(&m, "0170031", "021126");
    ocr_make_agreements(&m, 3, ACCOUNT);
    ocr_make_end(&m);
    fake_host_forget(host);
    assert_int_equal(take(&m), KRAV_DONE);
    assert_int_equal(host->n_mandates, 3);
    assert_int_equal(host->result.n_records, 3);
    assert_int_equal(host->result.sum, 0);
    const krav_mandate *first = host->mandates;
    assert_int_equal(first->kind, KRAV_MANDATE_SET);
    assert_int_equal(first->line, 3);
    assert_int_equal(first->notice, 1);
    assert_int_equal(first[1].notice, 2);
    assert_str(first->kid, "000112000507155");
    assert_str(first->account, ACCOUNT);
    assert_str(first->source_id, "0170031/0000002/0000001");
    ocr_make_free(&m);
}

static void test_begin_takes_agreements(void **state) {
    (void)state;
    static const char registrations[] = "012";
    for (int i = 0; i < 3; i++) {
        struct ocr_make m;
        ocr_make_start(&m, "0170032", "021126");
        ocr_make_agreement(&m, ACCOUNT, "202600000014", registrations[i], 'N');
        ocr_make_end(&m);
        fake_host_forget(host);
        assert_int_equal(take(&m), KRAV_DONE);
        assert_int_equal(host->n_mandates, 1);
        assert_int_equal(host->n_faults, 0);
        assert_int_equal(host->mandates[0].kind, KRAV_MANDATE_LISTED + i);
        assert_int_equal(host->mandates[0].notice, 2);
        ocr_make_free(&m);
    }
}

static void test_begin_refuses_agreements_that_are_not_whole(void **state) {
    (void)state;
    static const struct {
        const char *kid;
        char registration, notice;
        const char *why;
    } bad[] = {{"202600000014", '3', 'J', "not as specified"},
               {"202600000014", '1', 'X', "not as specified"},
               {"", '1', 'J', "the KID is missing"}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct ocr_make m;
        ocr_make_start(&m, "0170032", "021126");
        ocr_make_agreement(&m, ACCOUNT, bad[i].kid, bad[i].registration, bad[i].notice);
        ocr_make_end(&m);
        fake_host_forget(host);
        assert_int_equal(take(&m), KRAV_REFUSED);
        assert_int_equal(host->n_mandates, 0);
        assert_true(fake_host_has_fault(host, 3, bad[i].why));
        ocr_make_free(&m);
    }
}

/* Agreements and payments in one transmission: whatever is cut off, nothing of it counts. */
static void test_a_mixed_file_cut_at_any_byte_is_refused(void **state) {
    (void)state;
    struct ocr_make m;
    ocr_make_start(&m, "0170032", "021126");
    ocr_make_agreement(&m, ACCOUNT, "202600000014", '1', 'J');
    ocr_make_assignment(&m, "0000002", ACCOUNT);
    ocr_make_payment(&m, &plain);
    ocr_make_assignment_end(&m);
    ocr_make_end(&m);
    for (size_t len = 0; len + 1 < m.len; len++) {
        fake_host_forget(host);
        assert_int_equal(fake_host_take(host, m.text, len), KRAV_REFUSED);
        assert_int_equal(host->n_mandates + host->n_payments, 0);
    }
    fake_host_forget(host);
    assert_int_equal(take(&m), KRAV_DONE);
    assert_int_equal(host->n_mandates, 1);
    assert_int_equal(host->n_payments, 1);
    ocr_make_free(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_begin_hands_over_every_field),
        cmocka_unit_test(test_begin_takes_agreements),
        cmocka_unit_test(test_begin_refuses_agreements_that_are_not_whole),
        cmocka_unit_test(test_a_mixed_file_cut_at_any_byte_is_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
