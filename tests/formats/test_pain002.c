/* Tests of pain.002: what a bank's words come to, and the files that are refused. */
#include "unit.h"

#include "krav/easy.h"

#include "fake_host.h"

#include <stdio.h>
#include <stdlib.h>

#define OURS "00112233445566778899aabbccddee"
#define HEAD(version)                                                                             \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                \
    "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001." version "\">\n"              \
    "<CstmrPmtStsRpt>\n<GrpHdr><MsgId>BANK-1</MsgId><CreDtTm>2026-11-03T08:00:00+01:00</CreDtTm>" \
    "</GrpHdr>\n"
#define GROUP(rest)                                                                               \
    "<OrgnlGrpInfAndSts><OrgnlMsgId>" OURS "</OrgnlMsgId>"                                        \
    "<OrgnlMsgNmId>pain.001.001.03</OrgnlMsgNmId>" rest "</OrgnlGrpInfAndSts>\n"
#define PART(rest)                                                                                \
    "<OrgnlPmtInfAndSts><OrgnlPmtInfId>" OURS "-1</OrgnlPmtInfId>" rest "</OrgnlPmtInfAndSts>\n"
#define TX(id, status, rest)                                                                      \
    "<TxInfAndSts><OrgnlEndToEndId>" id "</OrgnlEndToEndId><TxSts>" status "</TxSts>" rest        \
    "</TxInfAndSts>\n"
#define AMOUNT(kr)                                                                                \
    "<OrgnlTxRef><Amt><InstdAmt Ccy=\"NOK\">" kr "</InstdAmt></Amt></OrgnlTxRef>"
#define TAIL "</CstmrPmtStsRpt></Document>\n"
#define REASON(code, text)                                                                        \
    "<StsRsnInf><Rsn><Cd>" code "</Cd></Rsn><AddtlInf>" text "</AddtlInf></StsRsnInf>"

static struct fake_host *host;

static int setup(void **state) {
    (void)state;
    host = fake_host_new();
    fake_host_set(host, "bic", "TESTNOKK");
    return 0;
}

static int teardown(void **state) {
    (void)state;
    fake_host_free(host);
    return 0;
}

static void takes(const char *file) {
    fake_host_forget(host);
    if (fake_host_take(host, file, strlen(file)) != KRAV_DONE) {
        fake_host_show_faults(host);
        fail_msg("refused: %.*s", (int)host->answer.reason.len, host->answer.reason.ptr);
    }
}

static void refuses(const char *file, const char *why) {
    fake_host_forget(host);
    assert_int_equal(fake_host_take(host, file, strlen(file)), KRAV_REFUSED);
    assert_int_equal(host->n_payouts, 0);
    if (!fake_host_has_fault(host, 0, why)) {
        fake_host_show_faults(host);
        fail_msg("no fault says: %s", why);
    }
}

/* One rejected, one paid, one on its way: the rejected one is told by itself. */
static void test_take_tells_each_transfer(void **state) {
    (void)state;
    takes(HEAD("03") GROUP("<GrpSts>PART</GrpSts>")
          PART("<PmtInfSts>PART</PmtInfSts>"
               TX("AVR-1", "RJCT", REASON("AC04", "Kontoen er\n avsluttet") AMOUNT("1250.00"))
               TX("AVR-2", "ACSC", "<AccptncDtTm>2026-11-02T10:00:00</AccptncDtTm>"
                  "<AcctSvcrRef>R-1</AcctSvcrRef>" AMOUNT("0.5"))
               TX("AVR-3", "PDNG", "")) TAIL);
    assert_int_equal(host->n_payouts, 2);
    const krav_payout_status *p = host->payouts;
    assert_int_equal(p[0].outcome, KRAV_REFUSED);
    assert_str(p[0].id, "AVR-1");
    assert_str(p[0].reason, "AC04 Kontoen er avsluttet");
    assert_int_equal(p[0].amount, 125000);
    assert_int_equal(p[0].on, krav_day_of(2026, 11, 3));
    assert_int_equal(p[0].line, 6);
    assert_int_equal(p[0].message.len, 0);
    assert_int_equal(p[1].outcome, KRAV_DONE);
    assert_int_equal(p[1].amount, 50);
    assert_int_equal(p[1].on, krav_day_of(2026, 11, 2));
    assert_str(p[1].reference, "R-1");
    assert_int_equal(host->result.n_records, 2);
    assert_int_equal(host->result.sum, -50);
    assert_str(host->result.file_id, "BANK-1");
    assert_true(fake_host_has_fault(host, 0, "on its way")); /* remarked on, once */
    assert_int_equal(host->n_faults, 1);
}

static void test_words_on_the_way_change_nothing(void **state) {
    (void)state;
    static const char *const files[] = {
        HEAD("03") GROUP("<GrpSts>ACTC</GrpSts>") TAIL, HEAD("10") GROUP("<GrpSts>ACCP</GrpSts>") TAIL,
        HEAD("03") GROUP("<GrpSts>PDNG</GrpSts>") TAIL, HEAD("03") GROUP("<GrpSts>ACSP</GrpSts>") TAIL,
        HEAD("03") GROUP("") PART("<PmtInfSts>ACCP</PmtInfSts>") TAIL,
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        takes(files[i]);
        assert_int_equal(host->n_payouts, 0);
        assert_int_equal(host->n_faults, 1);
    }
}

static void test_group_is_told_after_its_transfers(void **state) {
    (void)state;
    takes(HEAD("10") GROUP("<GrpSts>RJCT</GrpSts>" REASON("DU01", ""))
          PART(TX("AVR-1", "RJCT", REASON("AC03", ""))) TAIL);
    assert_int_equal(host->n_payouts, 2);
    assert_str(host->payouts[0].id, "AVR-1");
    assert_str(host->payouts[0].reason, "AC03");
    assert_int_equal(host->payouts[1].id.len, 0);
    assert_str(host->payouts[1].message, OURS);
    assert_str(host->payouts[1].reason, "DU01");
    assert_int_equal(host->payouts[1].outcome, KRAV_REFUSED);
}

/* The only day of a file is the file; a transfer without a status has its day's. */
static void test_status_of_a_day(void **state) {
    (void)state;
    takes(HEAD("03") GROUP("") PART("<PmtInfSts>RJCT</PmtInfSts>" REASON("AM04", "")) TAIL);
    assert_int_equal(host->n_payouts, 1);
    assert_str(host->payouts[0].message, OURS);
    takes(HEAD("03") GROUP("") PART("<PmtInfSts>ACSC</PmtInfSts><TxInfAndSts><OrgnlInstrId>A"
                                    "</OrgnlInstrId></TxInfAndSts>") TAIL);
    assert_int_equal(host->n_payouts, 1);
    assert_str(host->payouts[0].id, "A");
    assert_int_equal(host->payouts[0].outcome, KRAV_DONE);
    refuses(HEAD("03") GROUP("") PART("<PmtInfSts>ACCP</PmtInfSts>")
            PART("<PmtInfSts>RJCT</PmtInfSts>") TAIL, "not said which transfers");
}

static void test_take_refuses(void **state) {
    (void)state;
    refuses(HEAD("02") TAIL, "another version");
    refuses(HEAD("03") TAIL, "OrgnlMsgId is missing");
    refuses(HEAD("03") GROUP("<GrpSts>WHAT</GrpSts>") TAIL, "not one that is known");
    refuses(HEAD("03") GROUP("<GrpSts>ACSC</GrpSts><GrpSts>RJCT</GrpSts>") TAIL, "stands twice");
    refuses(HEAD("03") GROUP("") PART(TX("", "RJCT", "")) TAIL, "neither OrgnlEndToEndId");
    refuses(HEAD("03") GROUP("") PART(TX("A", "ACSC", AMOUNT("1.001"))) TAIL, "not an amount");
    refuses(HEAD("03") GROUP("") PART(TX("A", "ACSC", AMOUNT("9999999999999.00"))) TAIL,
            "not an amount");
    refuses(HEAD("03") GROUP("") PART(TX("A", "ACSC", "<AccptncDtTm>2026-02-30T1</AccptncDtTm>"))
            TAIL, "no such day");
    refuses("<Document", "not well-formed");
    refuses("<!DOCTYPE Document [<!ENTITY b \"c\">]>"
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.03\"/>", "DTD");
}

static const char whole[] =
    HEAD("03") GROUP("<GrpSts>PART</GrpSts>")
    PART(TX("AVR-1", "RJCT", REASON("AC04", "x")) TX("AVR-2", "ACSC", AMOUNT("7"))) TAIL;

/* Whatever is cut off, nothing of it counts; only the line feed at the end says nothing. */
static void test_a_file_cut_at_any_byte_is_refused(void **state) {
    (void)state;
    for (size_t len = 0; len + 2 < sizeof whole; len++) {
        fake_host_forget(host);
        assert_int_equal(fake_host_take(host, whole, len), KRAV_REFUSED);
        assert_int_equal(host->n_payouts, 0);
    }
    takes(whole);
    assert_int_equal(host->n_payouts, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_take_tells_each_transfer, setup, teardown),
        cmocka_unit_test_setup_teardown(test_words_on_the_way_change_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_group_is_told_after_its_transfers, setup, teardown),
        cmocka_unit_test_setup_teardown(test_status_of_a_day, setup, teardown),
        cmocka_unit_test_setup_teardown(test_take_refuses, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_file_cut_at_any_byte_is_refused, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
