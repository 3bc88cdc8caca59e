/* test_ocr_types.c - every transaction type of OCR giro in one assignment. */
#include "unit.h"

#include "krav/easy.h"

#include "fake_host.h"
#include "ocr_make.h"

#include <stdio.h>

static const struct ocr_make_payment plain = {
    .type = 10, .settled = "021126", .kid = "202600000014", .payer = "15942287248",
    .archive = "123456789"};

/* Every type of the specification: which way the money goes, and what each may lack. */
static void test_begin_knows_every_type(void **state) {
    (void)state;
    struct fake_host *host = fake_host_new();
    struct ocr_make m;
    ocr_make_start(&m, "0170031", "021126");
    ocr_make_assignment(&m, "0000001", "86011117947");
    for (int type = 10; type <= 21; type++) {
        struct ocr_make_payment p = plain;
        p.type = type;
        p.ore = 1000 + type;
        p.ordered = type == 12 || type == 13 ? "000000" : "301026";
        p.text = type >= 20 ? "Kjop" : NULL;
        if (type >= 18) {
            p.payer = NULL; /* zeros, by the specification */
        }
        ocr_make_payment(&m, &p); /* a KID with 20 and 21, too: not by the specification, yet seen */
    }
    ocr_make_assignment_end(&m);
    ocr_make_end(&m);
    assert_int_equal(m.transmission.sum, 12 * 1000 + 186); /* reversals are added there */
    assert_int_equal(fake_host_take(host, m.text, m.len), KRAV_DONE);
    assert_int_equal(host->n_payments, 12);
    for (int i = 0; i < 12; i++) {
        const int type = 10 + i;
        const int back = type == 18 || type == 20;
        char code[12];
        (void)snprintf(code, sizeof code, "%d", type);
        assert_str(host->payments[i].type, code);
        assert_int_equal(host->payments[i].kind, back ? KRAV_PAYMENT_REVERSAL : KRAV_PAYMENT_IN);
        assert_int_equal(host->payments[i].amount, back ? -(1000 + type) : 1000 + type);
        assert_int_equal(host->payments[i].ordered,
                         type == 12 || type == 13 ? 0 : krav_day_of(2026, 10, 30));
        assert_str(host->payments[i].kid, plain.kid);
        if (type >= 18) {
            assert_str(host->payments[i].payer_account, NULL);
        }
    }
    assert_int_equal(host->result.sum, 12 * 1000 + 186 - 2 * (1018 + 1020));
    ocr_make_free(&m);
    fake_host_free(host);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_begin_knows_every_type),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
