/* Tests of payouts: files that krav's own plugin writes are read back and carried out. */
#include "clerk.h"

#include "krav/easy.h"

#include "fake_host.h"

#include <stdio.h>
#include <stdlib.h>

#define KEY "00112233445566778899aabbccddeeff00112233"
#define PAYOUTS "payouts pain.xml --day 2026-11-02 --format camt.08 --to camt.xml"

/* The plugin's file of three transfers: one of them for later, one that was due long ago. */
static const char *pain_file(struct clerk *c, const char *version) {
    const krav_transfer transfers[] = {
        {.size = sizeof *transfers, .on = krav_day_of(2026, 11, 4), .amount = 125000,
         .id = KRAV_STR("AVR-1"), .to_account = KRAV_STR("86011117947"),
         .to_name = KRAV_STR("Eksempel Kreditor AS"), .kid = KRAV_STR("202600000014")},
        {.size = sizeof *transfers, .amount = 5, .id = KRAV_STR("AVR-2"),
         .to_account = KRAV_STR("NO9515942287248"),
         .to_name = KRAV_STR("K\xc3\xa5re & <S\xc3\xb8nn>"),
         .message = KRAV_STR("Tilbake: 'for mye'")},
        {.size = sizeof *transfers, .on = krav_day_of(2026, 10, 1), .amount = 100,
         .id = KRAV_STR("AVR-3"), .to_account = KRAV_STR("61050659274"),
         .to_name = KRAV_STR("Kari Testperson")}};
    const krav_batch batch = {
        .size = sizeof batch, .n_transfers = 3, .transfers = transfers,
        .from_account = KRAV_STR("12345678903"), .from_name = KRAV_STR("Eksempel Inkasso AS"),
        .from_org = KRAV_STR("311758489"), .sum = 125105, .currency = KRAV_STR("NOK")};
    struct fake_host *host = fake_host_new();
    fake_host_set(host, "bic", "TESTNOKK");
    fake_host_set(host, "version", version);
    assert_int_equal(fake_host_pay(host, KEY, &batch), KRAV_DONE);
    const krav_str content = host->files[0].content;
    clerk_write(c, "pain.xml", content.ptr, content.len);
    fake_host_free(host);
    return clerk_read(c, "pain.xml");
}

static void expects(struct clerk *c, int code, const char *said_all, const char *words) {
    const char *said;
    const int rc = clerk_run(c, NULL, &said, "%s", words);
    assert_string_equal(said, said_all);
    assert_int_equal(rc, code);
}

/* test_camt.c reads the sample with the other plugin. */
static void test_sample_is_what_the_plugin_writes(void **state) {
    const char *written = pain_file(*state, "03");
    FILE *file = fopen(SAMPLES "/pain_03.xml", "rb");
    char sample[8192] = "";
    assert_non_null(file);
    assert_true(fread(sample, 1, sizeof sample - 1, file) > 0);
    (void)fclose(file);
    assert_string_equal(sample, written);
}

static void test_payouts_pays_what_is_due(void **state) {
    static const char *const versions[] = {"03", "09"};
    for (size_t i = 0; i < 2; i++) {
        (void)pain_file(*state, versions[i]);
        expects(*state, 0, "paid\tAVR-2\t5\t15942287248\tK\xc3\xa5re & <S\xc3\xb8nn>\n"
                           "paid\tAVR-3\t100\t61050659274\tKari Testperson\n"
                           "waits\tAVR-1\t2026-11-04\n", PAYOUTS);
        const char *camt = clerk_read(*state, "camt.xml");
        static const char *const parts[] = {
            "<Id><Othr><Id>12345678903</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id>\n",
            "<TtlDbtNtries><NbOfNtries>2</NbOfNtries><Sum>1.05</Sum></TtlDbtNtries>\n",
            "<Amt Ccy=\"NOK\">0.05</Amt>\n        <CdtDbtInd>DBIT</CdtDbtInd>\n",
            "<InstrId>AVR-2</InstrId>\n              <EndToEndId>AVR-2</EndToEndId>\n",
            "<Nm>K\xc3\xa5re &amp; &lt;S\xc3\xb8nn&gt;</Nm>\n",
            "<CdtrAcct><Id><Othr><Id>15942287248</Id>",
            "<Ustrd>Tilbake: 'for mye'</Ustrd>\n",
            "<EndToEndId>AVR-3</EndToEndId>\n",
        };
        for (size_t j = 0; j < sizeof parts / sizeof parts[0]; j++) {
            if (!strstr(camt, parts[j])) {
                fail_msg("no %s in:\n%s", parts[j], camt);
            }
        }
        assert_null(strstr(camt, "AVR-1"));
        assert_null(strstr(camt, "RvslInd"));
    }
}

static void test_payouts_pays_the_rest_later(void **state) {
    (void)pain_file(*state, "03");
    expects(*state, 0, "paid\tAVR-1\t125000\t86011117947\tEksempel Kreditor AS\n",
            "payouts pain.xml --day 2026-11-04 --since 2026-11-03 --format camt.02 --to camt.xml");
    assert_non_null(strstr(clerk_read(*state, "camt.xml"), "<Ref>202600000014</Ref>"));
}

static void test_payouts_leaves_out_what_is_refused(void **state) {
    (void)pain_file(*state, "03");
    expects(*state, 0, "refused\tAVR-2\tAC04 closed\n"
                       "paid\tAVR-3\t100\t61050659274\tKari Testperson\n"
                       "waits\tAVR-1\t2026-11-04\n", PAYOUTS " --refuse 'AVR-2=AC04 closed'");
    const char *camt = clerk_read(*state, "camt.xml");
    assert_null(strstr(camt, "AVR-2"));
    assert_non_null(strstr(camt, "<NbOfNtries>1</NbOfNtries><Sum>1.00</Sum>"));
}

static void test_payouts_gives_the_same_bytes(void **state) {
    (void)pain_file(*state, "09");
    assert_int_equal(clerk_run(*state, NULL, NULL, PAYOUTS), 0);
    const char *first = clerk_read(*state, "camt.xml");
    assert_int_equal(clerk_run(*state, NULL, NULL, PAYOUTS), 0);
    assert_string_equal(first, clerk_read(*state, "camt.xml"));
}

/* ---- what is refused ------------------------------------------------------------------------- */

/* The file with the first `old` made `new`. */
static void pain_with(struct clerk *c, const char *old, const char *new) {
    char changed[8192];
    const char *file = pain_file(c, "03");
    const char *at = strstr(file, old);
    assert_non_null(at);
    const int n = snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - file), file, new,
                           at + strlen(old));
    clerk_write(c, "pain.xml", changed, (size_t)n);
}

static void test_payouts_refuses_files_that_do_not_add_up(void **state) {
    static const struct {
        const char *old, *new, *why;
    } cases[] = {
        {"<NbOfTxs>3", "<NbOfTxs>4", "NbOfTxs is \"4\", but there are 3"},
        {"<NbOfTxs>2", "<NbOfTxs>1", "NbOfTxs is \"1\", but there are 2"},
        {"<CtrlSum>1251.05", "<CtrlSum>1251.06", "CtrlSum is \"1251.06\", but the transfers are"
                                                 " 1251.05"},
        {"<CtrlSum>1.05", "<CtrlSum>1,05", "CtrlSum is \"1,05\""},
        {"Ccy=\"NOK\"", "Ccy=\"EUR\"", "InstdAmt is not in NOK"},
        {">0.05<", ">-0.05<", "InstdAmt \"-0.05\": not an amount above zero"},
        {"<EndToEndId>AVR-2", "<EndToEndId>AVR-3", "two transfers have the EndToEndId \"AVR-3\""},
        {"<EndToEndId>AVR-2</EndToEndId>", "", "EndToEndId is missing"},
        {"61050659274", "61050659275", "CdtrAcct \"61050659275\": not a Norwegian account"},
        {"12345678903", "86011117947", "the file takes money from 86011117947 already"},
        {">202600000014", ">202600000015", "Ref \"202600000015\": not a KID"},
        {"<Dbtr>", "<RmtInf/><Dbtr", "not whole XML"},
        {"pain.001.001.03", "pain.001.001.10", "not a Document of"},
        {"<Document", "<!DOCTYPE x><Document", "a document type declaration is not taken"},
        {"</Document>", "", "not whole XML: no element found"},
        {"<ReqdExctnDt>2026-11-02", "<ReqdExctnDt>soon", "ReqdExctnDt \"soon\""},
        {"<Nm>Kari Testperson</Nm>", "", "the creditor has no name"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *said;
        pain_with(*state, cases[i].old, cases[i].new);
        const int rc = clerk_run(*state, NULL, &said, PAYOUTS);
        if (rc != 1 || !strstr(said, cases[i].why) || !strstr(said, "krav-bank: pain.xml: ")) {
            fail_msg("%d, not 1 \"%s\": %s", rc, cases[i].why, said);
        }
        assert_int_equal(clerk_count(*state), 1);
    }
}

static void test_payouts_refuses_words_that_do_not_fit(void **state) {
    static const struct {
        int code;
        const char *words, *why;
    } cases[] = {
        {1, PAYOUTS " --refuse AVR-9=X", "pain.xml: no transfer has the EndToEndId AVR-9"},
        {2, PAYOUTS " --refuse AVR-2", "not ENDTOEND_ID=REASON"},
        {2, PAYOUTS " --refuse AVR-2=X --refuse AVR-2=Y", "refused already"},
        {2, "payouts pain.xml --day 2026-11-02 --format ocr --to camt.xml", "OCR giro tells only"},
        {1, "payouts pain.xml --day 2026-11-01 --format camt.02 --to camt.xml", "not a bank day"},
        {1, "payouts none.xml --day 2026-11-02 --format camt.02 --to camt.xml",
         "none.xml: cannot be read"},
    };
    (void)pain_file(*state, "03");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *said;
        const int rc = clerk_run(*state, NULL, &said, "%s", cases[i].words);
        if (rc != cases[i].code || !strstr(said, cases[i].why)) {
            fail_msg("%d, not %d \"%s\": %s", rc, cases[i].code, cases[i].why, said);
        }
        assert_int_equal(clerk_count(*state), 1);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, clerk_open, clerk_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_sample_is_what_the_plugin_writes),
        TEST(test_payouts_pays_what_is_due),
        TEST(test_payouts_pays_the_rest_later),
        TEST(test_payouts_leaves_out_what_is_refused),
        TEST(test_payouts_gives_the_same_bytes),
        TEST(test_payouts_refuses_files_that_do_not_add_up),
        TEST(test_payouts_refuses_words_that_do_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
