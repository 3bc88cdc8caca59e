/* Tests of the pain.001 plugin: the file it writes, to the byte, and the batches it refuses. */
#include "unit.h"

#include "krav/easy.h"

#include "fake_host.h"

#include <stdio.h>
#include <stdlib.h>

#define KEY "00112233445566778899aabbccddeeff00112233"

static struct fake_host *host;
static krav_transfer transfers[3];
static krav_batch batch;

static int setup(void **state) {
    (void)state;
    host = fake_host_new();
    fake_host_set(host, "bic", "TESTNOKK");
    transfers[0] = (krav_transfer){
        .size = sizeof transfers[0], .on = krav_day_of(2026, 11, 4), .amount = 125000,
        .id = KRAV_STR("AVR-1"), .to_account = KRAV_STR("86011117947"),
        .to_name = KRAV_STR("Eksempel Kreditor AS"), .kid = KRAV_STR("202600000014"),
        .message = KRAV_STR("stays here")};
    transfers[1] = (krav_transfer){
        .size = sizeof transfers[1], .amount = 5, .id = KRAV_STR("AVR-2"),
        .to_account = KRAV_STR("NO95 1594 2287 248"), .to_name = KRAV_STR(" Kåre & <Sønn>\t\"A\" "),
        .message = KRAV_STR("Tilbake: 'for mye'\nbetalt")};
    transfers[2] = (krav_transfer){
        .size = sizeof transfers[2], .on = krav_day_of(2026, 10, 1), .amount = 100,
        .id = KRAV_STR("AVR-3"), .to_account = KRAV_STR("6105.06.59274"),
        .to_name = KRAV_STR("Kari Testperson")};
    batch = (krav_batch){
        .size = sizeof batch, .n_transfers = 3, .transfers = transfers,
        .from_account = KRAV_STR("12345678903"), .from_name = KRAV_STR("Eksempel Inkasso AS"),
        .from_org = KRAV_STR("311758489"), .sum = 125105, .currency = KRAV_STR("NOK")};
    return 0;
}

static int teardown(void **state) {
    (void)state;
    fake_host_free(host);
    return 0;
}

/* ---- the file ------------------------------------------------------------------------------- */

static const char head[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.03\">\n"
    "  <CstmrCdtTrfInitn>\n"
    "    <GrpHdr>\n"
    "      <MsgId>00112233445566778899aabbccddee</MsgId>\n"
    "      <CreDtTm>2026-11-02T00:00:00</CreDtTm>\n"
    "      <NbOfTxs>3</NbOfTxs>\n"
    "      <CtrlSum>1251.05</CtrlSum>\n"
    "      <InitgPty>\n"
    "        <Nm>Eksempel Inkasso AS</Nm>\n"
    "        <Id>\n"
    "          <OrgId>\n"
    "            <Othr>\n"
    "              <Id>311758489</Id>\n"
    "              <SchmeNm><Cd>CUST</Cd></SchmeNm>\n"
    "            </Othr>\n"
    "          </OrgId>\n"
    "        </Id>\n"
    "      </InitgPty>\n"
    "    </GrpHdr>\n"
    "    <PmtInf>\n"
    "      <PmtInfId>00112233445566778899aabbccddee-1</PmtInfId>\n"
    "      <PmtMtd>TRF</PmtMtd>\n"
    "      <BtchBookg>false</BtchBookg>\n"
    "      <NbOfTxs>2</NbOfTxs>\n"
    "      <CtrlSum>1.05</CtrlSum>\n"
    "      <PmtTpInf><SvcLvl><Cd>NURG</Cd></SvcLvl></PmtTpInf>\n"
    "      <ReqdExctnDt>2026-11-02</ReqdExctnDt>\n"
    "      <Dbtr>\n"
    "        <Nm>Eksempel Inkasso AS</Nm>\n"
    "        <PstlAdr><Ctry>NO</Ctry></PstlAdr>\n"
    "      </Dbtr>\n"
    "      <DbtrAcct>\n"
    "        <Id><Othr><Id>12345678903</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id>\n"
    "      </DbtrAcct>\n"
    "      <DbtrAgt><FinInstnId><BIC>TESTNOKK</BIC></FinInstnId></DbtrAgt>\n"
    "      <ChrgBr>SLEV</ChrgBr>\n"
    "      <CdtTrfTxInf>\n"
    "        <PmtId>\n"
    "          <InstrId>AVR-2</InstrId>\n"
    "          <EndToEndId>AVR-2</EndToEndId>\n"
    "        </PmtId>\n"
    "        <Amt><InstdAmt Ccy=\"NOK\">0.05</InstdAmt></Amt>\n"
    "        <Cdtr>\n"
    "          <Nm>Kåre &amp; &lt;Sønn&gt; &quot;A&quot;</Nm>\n"
    "          <PstlAdr><Ctry>NO</Ctry></PstlAdr>\n"
    "        </Cdtr>\n"
    "        <CdtrAcct>\n"
    "          <Id><Othr><Id>15942287248</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id>\n"
    "        </CdtrAcct>\n"
    "        <RmtInf>\n"
    "          <Ustrd>Tilbake: &apos;for mye&apos; betalt</Ustrd>\n"
    "        </RmtInf>\n"
    "      </CdtTrfTxInf>\n";

static const char *written(void) {
    static char text[65536];
    assert_true(host->n_files > 0);
    const krav_str content = host->files[host->n_files - 1].content;
    assert_true(content.len < sizeof text);
    memcpy(text, content.ptr, content.len);
    text[content.len] = '\0';
    return text;
}

static void pays(void) {
    if (fake_host_pay(host, KEY, &batch) != KRAV_DONE) {
        fail_msg("refused: %.*s", (int)host->answer.reason.len, host->answer.reason.ptr);
    }
    assert_str(host->answer.reference, KEY ".xml");
}

static void holds(const char *words) {
    if (!strstr(written(), words)) {
        fail_msg("\"%s\" is not in the file", words);
    }
}

static void test_pay_writes_the_file(void **state) {
    (void)state;
    transfers[2].message = KRAV_STR(" \n\xc2\x85"); /* which would leave an empty element */
    pays();
    assert_null(strstr(written(), "<Ustrd></Ustrd>"));
    assert_str(host->files[0].name, KEY ".xml");
    assert_memory_equal(written(), head, sizeof head - 1);
    holds("<PmtInfId>00112233445566778899aabbccddee-2</PmtInfId>");
    holds("<CtrlSum>1250.00</CtrlSum>");
    holds("<ReqdExctnDt>2026-11-04</ReqdExctnDt>");
    holds("<RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>"
          "<Ref>202600000014</Ref></CdtrRefInf></Strd></RmtInf>");
    assert_null(strstr(written(), "stays here"));
    holds("    </PmtInf>\n  </CstmrCdtTrfInitn>\n</Document>\n");
}

static void test_pay_writes_version_09_and_what_is_agreed(void **state) {
    (void)state;
    fake_host_set(host, "version", "09");
    fake_host_set(host, "customer_id", "KUNDE-7");
    fake_host_set(host, "customer_scheme", "BANK");
    fake_host_set(host, "batch_booking", "yes");
    pays();
    holds("urn:iso:std:iso:20022:tech:xsd:pain.001.001.09");
    holds("<ReqdExctnDt><Dt>2026-11-04</Dt></ReqdExctnDt>");
    holds("<BICFI>TESTNOKK</BICFI>");
    holds("<Id>KUNDE-7</Id>\n              <SchmeNm><Cd>BANK</Cd></SchmeNm>");
    holds("<BtchBookg>true</BtchBookg>");
}

static void test_pay_cuts_texts_between_characters(void **state) {
    (void)state;
    char name[300] = "";
    for (int i = 0; i < 100; i++) {
        memcpy(name + 2 * i, "ø", 3);
    }
    transfers[1].to_name = transfers[1].message = krav_str_of(name);
    pays();
    char want[400];
    snprintf(want, sizeof want, "<Nm>%.140s</Nm>", name);
    holds(want);
    snprintf(want, sizeof want, "<Ustrd>%s</Ustrd>", name);
    holds(want);
    fake_host_forget(host);
    transfers[1].message = krav_str_of(memset(name, '&', 200));
    assert_int_equal(fake_host_pay(host, "aa", &batch), KRAV_DONE);
    const char *at = strstr(written(), "<Ustrd>&amp;");
    assert_non_null(at);
    assert_memory_equal(at + 7 + 140 * 5, "</Ustrd>", 8);
}

/* ---- once ----------------------------------------------------------------------------------- */

static void test_pay_writes_once_for_a_key(void **state) {
    (void)state;
    assert_int_equal(fake_host_recall(host, KEY), KRAV_RETRY);
    pays();
    char first[32768];
    snprintf(first, sizeof first, "%s", written());
    pays();
    assert_int_equal(host->n_files, 1);
    assert_int_equal(fake_host_recall(host, KEY), KRAV_DONE);
    assert_str(host->answer.reference, KEY ".xml");
    host->n_files = 0;
    pays();
    assert_string_equal(written(), first);
}

static void test_pay_is_honest_when_the_disk_fails(void **state) {
    (void)state;
    host->put_rc = KRAV_E_IO;
    assert_int_equal(fake_host_pay(host, KEY, &batch), KRAV_UNKNOWN);
    host->put_rc = KRAV_E_BUSY;
    assert_int_equal(fake_host_pay(host, KEY, &batch), KRAV_RETRY);
    const krav_payout *payout = host->plugin->extension(host->plugin, KRAV_PAYOUT);
    const krav_call call = {.size = sizeof call, .id = 7, .key = KRAV_STR_ABSENT};
    assert_int_equal(payout->pay(host->plugin, &call, &batch), KRAV_E_INVALID);
    assert_int_equal(host->plugin->recall(host->plugin, &call), KRAV_E_INVALID);
}

/* ---- what is refused ------------------------------------------------------------------------ */

static void refuses(const char *words) {
    if (fake_host_pay(host, KEY, &batch) != KRAV_REFUSED ||
        !memmem(host->answer.reason.ptr, host->answer.reason.len, words, strlen(words))) {
        fail_msg("not refused for \"%s\": %.*s", words, (int)host->answer.reason.len,
                 host->answer.reason.ptr);
    }
    assert_int_equal(host->n_files, 0);
}

static void test_pay_refuses_with_all_reasons(void **state) {
    (void)state;
    transfers[0].to_account = KRAV_STR("86011117948");
    transfers[1].to_account = KRAV_STR("NO9415942287248");
    transfers[2].to_account = KRAV_STR("SE4550000000058398257466");
    batch.from_account = KRAV_STR("12345678904");
    batch.sum = 1;
    refuses("from_account has a check digit that does not fit; transfer 1: to_account has a check"
            " digit that does not fit; transfer 2: to_account has a check digit that does not fit;"
            " transfer 3: to_account is not a Norwegian account; the batch says 1 ore, but its"
            " transfers are 125105");
}

static void test_pay_checks_each_transfer(void **state) {
    (void)state;
    transfers[0].amount = 0;
    batch.sum = 105;
    refuses("transfer 1: the amount is not above zero");
    transfers[0].amount = INT64_MAX;
    refuses("the sum is above");
    transfers[0].amount = 125000;
    batch.sum = 125105;
    transfers[1].id = transfers[2].id;
    refuses("transfers 2 and 3: the same id");
    transfers[1].id = KRAV_STR("123456789012345678901234567890123456");
    refuses("transfer 2: id is not 1 to 35");
    transfers[1].id = KRAV_STR("ø");
    refuses("transfer 2: id is not 1 to 35");
    transfers[1].id = KRAV_STR("12345678901234567890123456789012345");
    transfers[0].kid = KRAV_STR("202600000015");
    refuses("transfer 1: the check digit of the KID");
    transfers[0].kid = KRAV_STR("202600000014");
    transfers[0].to_name = KRAV_STR(" \t");
    refuses("transfer 1: to_name is missing");
    transfers[0].to_name = KRAV_STR("\xff");
    refuses("transfer 1: to_name is missing or is not UTF-8");
    transfers[0].to_name = KRAV_STR("A");
    transfers[1].message = KRAV_STR("\xc3");
    refuses("transfer 2: message is not UTF-8");
    transfers[1].message = (krav_str){NULL, 0};
    transfers[0].on = krav_day_of(2027, 11, 3);
    refuses("transfer 1: the day is more than a year ahead");
    transfers[0].on = krav_day_of(2027, 11, 2);
    pays();
}

static void test_pay_checks_the_batch(void **state) {
    (void)state;
    batch.currency = KRAV_STR("EUR");
    refuses("the currency is not NOK");
    batch.currency = (krav_str){NULL, 0};
    batch.from_org = KRAV_STR("311758488");
    refuses("from_org is not an organisation number");
    batch.from_org = (krav_str){NULL, 0};
    refuses("says who orders");
    batch.from_org = KRAV_STR("311758489");
    batch.n_transfers = 0;
    refuses("not 1 to");
    batch.n_transfers = 3;
    fake_host_set(host, "bic", "");
    refuses("bic is missing");
}

static void test_pay_counts_reasons_it_has_no_room_for(void **state) {
    (void)state;
    krav_transfer many[150];
    for (int i = 0; i < 150; i++) {
        many[i] = (krav_transfer){.size = sizeof many[i], .amount = 1,
                                  .to_name = KRAV_STR("A"), .to_account = KRAV_STR("1"),
                                  .id = (krav_str){KEY, (size_t)(i % 30) + 1}};
        many[i].on = krav_day_of(2026, 11, 2) + i;
    }
    batch.transfers = many;
    batch.n_transfers = 150;
    batch.sum = 150;
    refuses(" more");
    assert_true(host->answer.reason.len <= 900);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

/* Single transfers at fault are named, so that the others can be asked for without them. */
static void test_pay_names_bad_transfers(void **state) {
    (void)state;
    transfers[1].to_account = KRAV_STR("12345678904");
    transfers[1].amount = 0;
    batch.sum -= 5;
    refuses("transfer 2: to_account has a check digit");
    assert_int_equal(host->n_refused, 1);
    assert_str(host->refused[0].id, "AVR-2");
    assert_str(host->refused[0].reason, "to_account has a check digit that does not fit");
    transfers[0].to_name = KRAV_STR(" ");
    refuses("transfer 1: to_name");
    assert_int_equal(host->n_refused, 2);
    transfers[2].to_account = KRAV_STR("");
    refuses("transfer 3"); /* all of them */
    assert_int_equal(host->n_refused, 0);
    fake_host_free(host);
    assert_int_equal(setup(NULL), 0);
    transfers[1].to_account = KRAV_STR("12345678904");
    batch.from_account = KRAV_STR("12345678904");
    refuses("from_account"); /* the others could not be paid either */
    assert_int_equal(host->n_refused, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_pay_writes_the_file),
        TEST(test_pay_writes_version_09_and_what_is_agreed),
        TEST(test_pay_cuts_texts_between_characters),
        TEST(test_pay_writes_once_for_a_key),
        TEST(test_pay_is_honest_when_the_disk_fails),
        TEST(test_pay_refuses_with_all_reasons),
        TEST(test_pay_names_bad_transfers),
        TEST(test_pay_checks_each_transfer),
        TEST(test_pay_checks_the_batch),
        TEST(test_pay_counts_reasons_it_has_no_room_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
