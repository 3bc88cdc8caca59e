/* Tests of the camt.054 plugin: what it hands over, and the many files it must refuse. */
#include "unit.h"

#include "krav/easy.h"

#include "fake_host.h"

#include <stdio.h>
#include <stdlib.h>

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

/* ---- samples -------------------------------------------------------------------------------- */

#define TEXT_BYTES 32768

static const char *sample(const char *name) {
    static char text[TEXT_BYTES];
    char path[512];
    snprintf(path, sizeof path, "%s/%s.xml", SAMPLES, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    const size_t n = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    assert_true(n > 0 && n < sizeof text - 1);
    text[n] = '\0';
    return text;
}

/* The text with the first `old` replaced; lives until the second call after it. */
static const char *with(const char *text, const char *old, const char *new) {
    static char out[2][TEXT_BYTES];
    static int turn;
    char *to = out[turn ^= 1];
    const char *at = strstr(text, old);
    if (!at) {
        fail_msg("the sample does not hold \"%s\"", old);
        return text;
    }
    snprintf(to, TEXT_BYTES, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
    return to;
}

static const char *lump_with(const char *old, const char *new) {
    return with(sample("lump_02"), old, new);
}

static void takes(const char *text) {
    if (fake_host_take(host, text, strlen(text)) != KRAV_DONE) {
        fake_host_show_faults(host);
        fail_msg("refused");
    }
}

static void refuses(const char *text, int64_t line, const char *words) {
    if (fake_host_take(host, text, strlen(text)) != KRAV_REFUSED ||
        !fake_host_has_fault(host, line, words)) {
        fake_host_show_faults(host);
        fail_msg("not refused on line %lld for \"%s\"", (long long)line, words);
    }
    assert_int_equal(host->n_payments, 0);
}

/* ---- what is handed over -------------------------------------------------------------------- */

static void check_lump(void) {
    const krav_payment *p = host->payments;
    assert_int_equal(host->n_payments, 3);
    assert_int_equal(p[0].size, sizeof *p);
    assert_int_equal(p[0].kind, KRAV_PAYMENT_IN);
    assert_int_equal(p[0].amount, 125050);
    assert_int_equal(p[0].booked, krav_day_of(2026, 11, 2));
    assert_int_equal(p[0].ordered, krav_day_of(2026, 10, 30));
    assert_int_equal(p[0].line, 26);
    assert_str(p[0].kid, "202600000014");
    assert_str(p[0].account, "86011117947");
    assert_str(p[0].payer_account, "15942287248");
    assert_str(p[0].payer_name, "Kåre & Sønn AS");
    assert_str(p[0].text, NULL);
    assert_str(p[0].archive_ref, "TX-1");
    assert_str(p[0].type, "230");
    assert_str(p[0].currency, NULL);
    assert_int_equal(p[1].amount, 25000);
    assert_int_equal(p[1].ordered, 0);
    assert_str(p[1].kid, NULL);
    assert_str(p[1].text, "Faktura 17 og takk for sist");
    assert_str(p[1].payer_account, "99991008034");
    assert_str(p[1].payer_name, NULL);
    assert_int_equal(p[2].amount, 30000);
    assert_int_equal(p[2].booked, krav_day_of(2026, 11, 2));
    assert_str(p[2].text, "Uten detaljer");
    assert_str(p[2].archive_ref, NULL);
    assert_str(host->result.kind, "payments");
    assert_int_equal(host->result.n_records, 3);
    assert_int_equal(host->result.sum, 180050);
    assert_int_equal(host->result.created, krav_day_of(2026, 11, 3));
    assert_str(host->result.made_by, "TESTNOKK");
    assert_str(host->result.file_id, "MELDING-1");
}

static void test_begin_hands_over_every_field_of_both_versions(void **state) {
    (void)state;
    char ids[3][200];
    takes(sample("lump_02"));
    check_lump();
    assert_int_equal(host->n_faults, 1);
    assert_true(fake_host_has_fault(host, 5, "1 entries of NOK 100.00 are not handed over: money"
                                             " out (DBIT)"));
    for (int i = 0; i < 3; i++) {
        snprintf(ids[i], sizeof ids[i], "%.*s", (int)host->payments[i].source_id.len,
                 host->payments[i].source_id.ptr);
    }
    assert_memory_equal(ids[0], "2026-11-02/TX-1/125050/202600000014/", 36);
    assert_memory_equal(ids[1], "2026-11-02/TX-2/25000/-/", 24);
    assert_memory_equal(ids[2], "2026-11-02/VARSEL-1.2/30000/-/", 30);
    takes(sample("lump_08"));
    check_lump();
    for (int i = 0; i < 3; i++) {
        assert_str(host->payments[i].source_id, ids[i]);
    }
}

static void test_begin_splits_what_is_structured(void **state) {
    (void)state;
    takes(sample("parts_02"));
    assert_int_equal(host->n_payments, 3);
    const krav_payment *p = host->payments;
    assert_int_equal(p[0].kind, KRAV_PAYMENT_IN);
    assert_int_equal(p[0].amount, 100000);
    assert_str(p[0].kid, "202600000014");
    assert_str(p[0].text, "Samlet F-1");
    assert_int_equal(p[1].kind, KRAV_PAYMENT_NETTED_CREDIT);
    assert_int_equal(p[1].amount, -10000);
    assert_str(p[1].kid, NULL);
    assert_str(p[1].text, "Samlet K-1");
    assert_int_equal(p[2].kind, KRAV_PAYMENT_REVERSAL);
    assert_int_equal(p[2].amount, -25000);
    assert_str(p[2].kid, "202600000022");
    assert_int_equal(host->result.sum, 65000);
    takes(with(sample("parts_02"), ">100.00</CdtNoteAmt>", ">101.00</CdtNoteAmt>"));
    assert_int_equal(host->n_payments, 2);
    assert_int_equal(host->payments[0].amount, 90000);
    assert_str(host->payments[0].kid, "202600000014");
    assert_str(host->payments[0].text, "Samlet F-1 K-1");
}

/* Transfers of ours are told of one by one; a bank's fee and what has no id are left out. */
static void test_begin_tells_what_became_of_transfers(void **state) {
    (void)state;
    takes(sample("payouts_02"));
    assert_int_equal(host->n_payments, 0);
    assert_int_equal(host->n_payouts, 3);
    const krav_payout_status *p = host->payouts;
    assert_int_equal(p[0].size, sizeof *p);
    assert_int_equal(p[0].outcome, KRAV_DONE);
    assert_int_equal(p[0].line, 13);
    assert_int_equal(p[0].amount, 100000);
    assert_int_equal(p[0].on, krav_day_of(2026, 11, 2));
    assert_str(p[0].id, "K-17-1");
    assert_str(p[0].account, "86011117947");
    assert_str(p[0].reference, "UT-1");
    assert_str(p[0].reason, NULL);
    assert_str(p[1].id, "K-17-2");
    assert_int_equal(p[1].amount, 45050);
    assert_str(p[1].reference, "LINJE-1");
    assert_str(p[2].id, "K-18-1"); /* alone in its entry, whose amount it has */
    assert_int_equal(p[2].amount, 70000);
    assert_int_equal(host->result.n_records, 3);
    assert_int_equal(host->result.sum, -215050);
    assert_int_equal(host->n_faults, 1);
    assert_true(fake_host_has_fault(host, 5, "2 entries of NOK 53.50 are not handed over: money"
                                             " out (DBIT)"));
}

static void test_begin_refuses_transfers_that_cannot_be(void **state) {
    (void)state;
    const char *text = sample("payouts_02");
    refuses(with(text, ">450.50</Amt>", ">500.51</Amt>"), 8,
            "the entry is of 1500.50, but the transfers in it make 1500.51");
    refuses(with(text, ">450.50</Amt>", ">x</Amt>"), 18, "Amt is not an amount");
    refuses(with(text, "<BookgDt><Dt>2026-11-02</Dt></BookgDt>", ""), 8, "neither booking nor");
    takes(with(text, "<Amt Ccy=\"NOK\">450.50</Amt>", "<Amt Ccy=\"EUR\">45</Amt>"));
    assert_int_equal(host->n_payouts, 2);
    assert_true(fake_host_has_fault(host, 18, "a transfer among several has an amount in another"
                                              " currency than its entry, and is not told of"));
    takes(with(text, "<Sts>BOOK</Sts>", "<Sts>PDNG</Sts>"));
    assert_int_equal(host->n_payouts, 1); /* not booked: nothing has become of them yet */
    takes(with(text, "<CdtDbtInd>DBIT</CdtDbtInd>", "<CdtDbtInd>CRDT</CdtDbtInd>"));
    assert_int_equal(host->n_payouts, 1); /* money in: the id is the payer's own */
    assert_int_equal(host->n_payments, 3);
    const size_t len = strlen(text) - 1;
    for (size_t i = 0; i < len; i++) {
        if (fake_host_take(host, text, i) != KRAV_REFUSED || host->n_payouts > 0) {
            fail_msg("taken when cut at %zu", i);
        }
    }
    host->record_rc = KRAV_E_BUSY;
    assert_int_equal(fake_host_take(host, text, len), KRAV_RETRY);
    host->record_rc = KRAV_E_INVALID;
    assert_int_equal(fake_host_take(host, text, len), KRAV_REFUSED);
}

static void test_begin_takes_only_scor_for_a_kid(void **state) {
    (void)state;
    takes(lump_with("<Cd>SCOR</Cd>", "<Prtry>KID</Prtry>"));
    assert_str(host->payments[0].kid, NULL);
    assert_str(host->payments[0].text, "202600000014");
    takes(lump_with("<Ref>202600000014", "<Ref>RF18539007547034"));
    assert_str(host->payments[0].kid, NULL);
    assert_str(host->payments[0].text, "RF18539007547034");
    takes(lump_with("<Ref>202600000014", "<Ref>202600000015"));
    assert_str(host->payments[0].kid, "202600000015"); /* for a person to place */
    assert_true(fake_host_has_fault(host, 26, "the check digit of KID 202600000015"));
    takes(lump_with("</Strd>", "</Strd><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry>"
                    "</Tp><Ref>202600000022</Ref></CdtrRefInf></Strd>"));
    assert_str(host->payments[0].kid, "202600000014");
    assert_true(fake_host_has_fault(host, 0, "several KIDs and no amount for each"));
}

static void test_begin_tells_equal_payments_apart(void **state) {
    (void)state;
    char first[200];
    const char *text = lump_with("TX-2", "TX-1");
    text = with(text, "1250.50</Amt></TxAmt>", "750.25</Amt></TxAmt>");
    text = with(text, ">250<", ">750.25<");
    text = with(text, "99991008034", "15942287248");
    text = with(text, "<Ustrd>Faktura 17</Ustrd><Ustrd>og takk for sist</Ustrd>",
                "<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>202600000014"
                "</Ref></CdtrRefInf></Strd>");
    takes(text);
    snprintf(first, sizeof first, "%.*s/2", (int)host->payments[0].source_id.len,
             host->payments[0].source_id.ptr);
    assert_str(host->payments[1].source_id, first);
}

/* The reference of the entry alone says too little: the notification's own number is added. */
static void test_source_id_without_a_reference_is_of_its_notification(void **state) {
    (void)state;
    takes(lump_with("<Refs><AcctSvcrRef>TX-1</AcctSvcrRef></Refs>", ""));
    assert_memory_equal(host->payments[0].source_id.ptr, "2026-11-02/VARSEL-1.LINJE-1/", 28);
    takes(with(lump_with("<Refs><AcctSvcrRef>TX-1</AcctSvcrRef></Refs>", ""), "MELDING-1", "M-9"));
    assert_memory_equal(host->payments[0].source_id.ptr, "2026-11-02/VARSEL-1.LINJE-1/", 28);
    assert_str(host->payments[0].archive_ref, "LINJE-1");
}

static void test_begin_leaves_out_and_says_so(void **state) {
    (void)state;
    takes(lump_with("<Sts>BOOK</Sts>", "<Sts>PDNG</Sts>"));
    assert_int_equal(host->n_payments, 1);
    assert_true(fake_host_has_fault(host, 5, "1 entries of NOK 1500.50 are not handed over: not"));
    takes(lump_with("<Sts>BOOK</Sts>", "<RvslInd>true</RvslInd><Sts>BOOK</Sts>"));
    assert_int_equal(host->n_payments, 1);
    assert_true(fake_host_has_fault(host, 5, "money out that came back"));
    takes(lump_with("<Amt Ccy=\"NOK\">300.00", "<Amt Ccy=\"EUR\">300.001"));
    assert_int_equal(host->n_payments, 2);
    assert_true(fake_host_has_fault(host, 0, "an entry of EUR 300.001 is not handed over"));
    takes(lump_with("<Acct>", "<CpyDplctInd>COPY</CpyDplctInd><Acct>"));
    assert_int_equal(host->n_payments, 3);
    assert_true(fake_host_has_fault(host, 7, "marked COPY"));
}

static void test_a_single_transaction_may_lack_its_amount(void **state) {
    (void)state;
    takes(lump_with("<AddtlNtryInf>Uten detaljer</AddtlNtryInf>",
                    "<NtryDtls><TxDtls><AmtDtls><TxAmt><Amt Ccy=\"EUR\">26</Amt></TxAmt></AmtDtls>"
                    "<RtrInf><Rsn><Cd>AC01</Cd></Rsn></RtrInf></TxDtls></NtryDtls>"));
    assert_int_equal(host->payments[2].amount, 30000);
    assert_true(fake_host_has_fault(host, 0, "a payment of ours that came back (RtrInf AC01)"));
    refuses(lump_with("<AmtDtls><TxAmt><Amt Ccy=\"NOK\">250</Amt></TxAmt></AmtDtls>", ""), 37,
            "a transaction among several has no amount");
    refuses(lump_with("<Amt Ccy=\"NOK\">250<", "<Amt Ccy=\"EUR\">250<"), 37,
            "among several has an amount in another currency");
}

static void test_text_of_payers_is_cut_and_cleaned(void **state) {
    (void)state;
    char line[1200] = "<Ustrd>x&#x85;y";
    for (size_t i = strlen(line); i < 1000; i += 2) {
        memcpy(line + i, "ø", 3);
    }
    memcpy(line + strlen(line), "</Ustrd>", 9);
    takes(lump_with("<Ustrd>Faktura 17</Ustrd>", line));
    const krav_str text = host->payments[1].text;
    assert_true(text.len > 590 && text.len <= 600);
    assert_memory_equal(text.ptr, "x yø", 5);
    assert_memory_equal(text.ptr + text.len - 2, "ø", 2);
}

/* ---- what is refused ------------------------------------------------------------------------ */

static void test_begin_checks_counts_and_sums(void **state) {
    (void)state;
    refuses(lump_with("<NbOfNtries>3", "<NbOfNtries>4"), 12, "says 4, but there are 3");
    refuses(lump_with("<Sum>1900.50", "<Sum>1900.51"), 12, "1900.51, but the sum is 1900.50");
    refuses(lump_with("<NbOfNtries>2", "<NbOfNtries>x"), 13, "NbOfNtries is not a number");
    refuses(lump_with("<Sum>1800.5", "<Sum>1800"), 13, "TtlCdtNtries/Sum says 1800.00");
    refuses(lump_with("<Sum>100.00", "<Sum>99"), 14, "TtlDbtNtries/Sum says 99.00");
    refuses(lump_with("<NbOfTxs>2", "<NbOfTxs>3"), 25, "Btch/NbOfTxs says 3, but there are 2");
    refuses(lump_with("<TtlAmt Ccy=\"NOK\">1500.50", "<TtlAmt Ccy=\"NOK\">1500"), 25,
            "Btch/TtlAmt says 1500.00");
    refuses(lump_with(">250<", ">250.01<"), 16,
            "the entry is of 1500.50, but the sum of its transactions is 1500.51");
    takes(with(lump_with("<Sum>1900.50", "<Sum>1"), "</CreDtTm>",
               "</CreDtTm><MsgPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></MsgPgntn>"));
}

static void test_begin_checks_every_entry(void **state) {
    (void)state;
    refuses(lump_with("NO9386011117947", "NO9486011117947"), 5, "has a check digit that does not");
    refuses(lump_with("<IBAN>NO9386011117947</IBAN>", ""), 5, "is missing");
    refuses(lump_with("1500.50</Amt>", "1500.505</Amt>"), 16, "Amt has more than two decimals");
    refuses(lump_with("1500.50</Amt>", "-1500.50</Amt>"), 16, "Amt is not an amount");
    refuses(lump_with("<Amt Ccy=\"NOK\">1500.50</Amt>", ""), 16, "Amt is missing");
    refuses(lump_with(">CRDT<", ">CREDIT<"), 16, "neither CRDT nor DBIT");
    refuses(lump_with("<Sts>BOOK</Sts>", ""), 16, "has no status");
    refuses(lump_with("<Dt>2026-11-02", "<Dt>2026-11-31"), 20, "a day that does not exist");
    refuses(lump_with("<ValDt><DtTm>2026-11-02T10:00:00+01:00</DtTm></ValDt>", ""), 45,
            "neither booking nor value date");
    refuses(lump_with("<CdtDbtInd>CRDT</CdtDbtInd>",
                      "<CdtDbtInd>CRDT</CdtDbtInd><CdtDbtInd>DBIT</CdtDbtInd>"), 18,
            "Ntfctn/Ntry/CdtDbtInd stands on line 18 already");
    refuses(lump_with("</NtryDtls>", "</NtryDtls><RvslInd>true</RvslInd>"), 0,
            "stands after what it should stand before");
    refuses(lump_with("<MsgId>MELDING-1</MsgId>", ""), 0, "GrpHdr/MsgId is missing");
    refuses(lump_with("TX-1", "TX&#x85;1"), 27, "holds a control character");
    takes(lump_with("1500.50</Amt>", "1500.50000</Amt>"));
}

static void test_begin_names_what_it_does_not_take(void **state) {
    (void)state;
    refuses(lump_with("camt.054.001.02", "camt.054.001.04"), 2,
            "Document of the namespace \"urn:iso:std:iso:20022:tech:xsd:camt.054.001.04\": only");
    refuses(lump_with("camt.054.001.02", "camt.052.001.02"), 2, "camt.052.001.02");
    refuses("<a/>", 1, "a of the namespace \"\"");
    refuses("<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.054.001.08'><b/></Document>", 1,
            "b stands where BkToCstmrDbtCdtNtfctn should");
    refuses("<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.054.001.08'>"
            "<BkToCstmrDbtCdtNtfctn/></Document>", 0, "the file holds no notification");
    const krav_intake *intake = host->plugin->extension(host->plugin, KRAV_INTAKE);
    const krav_str name = KRAV_STR("x.xml");
    assert_int_equal(intake->recognise(host->plugin, krav_str_of(sample("lump_08")), name), 90);
    assert_int_equal(intake->recognise(host->plugin, KRAV_STR("tech:xsd:camt.05"), name), 0);
    assert_int_equal(intake->recognise(host->plugin, (krav_str){NULL, 0}, name), 0);
}

static void test_begin_refuses_hostile_xml(void **state) {
    (void)state;
    refuses(lump_with("<Document", "<!DOCTYPE a [<!ENTITY b \"c\">]><Document"), 2,
            "document type declaration");
    refuses(lump_with("UTF-8", "ISO-8859-1"), 1, "the encoding is ISO-8859-1");
    refuses(lump_with("<Ntfctn>", "<Ntfctn><Id>"), 0, "not well-formed XML: mismatched tag, at"
            " column");
    refuses(lump_with("MELDING-1", "&b;"), 4, "not well-formed XML: undefined entity");
    char *deep = calloc(1, 100000);
    assert_non_null(deep);
    snprintf(deep, 100000, "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.054.001.08'>"
             "<BkToCstmrDbtCdtNtfctn>");
    for (int i = 0; i < 100; i++) {
        memcpy(deep + strlen(deep), "<a>", 4);
    }
    refuses(deep, 1, "more than 64 deep");
    free(deep);
    char *longer = malloc((2 << 20) + 100);
    assert_non_null(longer);
    memset(longer, 'x', 2 << 20);
    memcpy(longer, "<a><!--", 7);
    memcpy(longer + (2 << 20), "--></a>", 8);
    refuses(longer, 1, "a of the namespace");
    fake_host_set(host, "max_bytes", "2000");
    refuses(sample("lump_02"), 0, "longer than 2000 bytes");
    free(longer);
}

static void test_begin_refuses_a_file_cut_at_any_byte(void **state) {
    (void)state;
    const char *text = sample("parts_02");
    const size_t len = strlen(text) - 1; /* the last line feed may be missing */
    for (size_t i = 0; i < len; i++) {
        if (fake_host_take(host, text, i) != KRAV_REFUSED || host->n_payments > 0) {
            fail_msg("taken when cut at %zu", i);
        }
    }
    assert_int_equal(fake_host_take(host, text, len), KRAV_DONE);
}

static void test_begin_asks_again_when_the_host_cannot_take_it(void **state) {
    (void)state;
    host->record_rc = KRAV_E_BUSY;
    const char *text = sample("lump_02");
    assert_int_equal(fake_host_take(host, text, strlen(text)), KRAV_RETRY);
    host->record_rc = KRAV_E_INVALID;
    assert_int_equal(fake_host_take(host, text, strlen(text)), KRAV_REFUSED);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_begin_hands_over_every_field_of_both_versions),
        TEST(test_begin_splits_what_is_structured),
        TEST(test_begin_tells_what_became_of_transfers),
        TEST(test_begin_refuses_transfers_that_cannot_be),
        TEST(test_begin_takes_only_scor_for_a_kid),
        TEST(test_begin_tells_equal_payments_apart),
        TEST(test_source_id_without_a_reference_is_of_its_notification),
        TEST(test_begin_leaves_out_and_says_so),
        TEST(test_a_single_transaction_may_lack_its_amount),
        TEST(test_text_of_payers_is_cut_and_cleaned),
        TEST(test_begin_checks_counts_and_sums),
        TEST(test_begin_checks_every_entry),
        TEST(test_begin_names_what_it_does_not_take),
        TEST(test_begin_refuses_hostile_xml),
        TEST(test_begin_refuses_a_file_cut_at_any_byte),
        TEST(test_begin_asks_again_when_the_host_cannot_take_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
