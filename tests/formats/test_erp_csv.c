/* Tests of the CSV plugin: every column, every way in which a file may be wrong. */
#include "unit.h"

#include "krav/easy.h"

#include "fake_host.h"

#include <stdio.h>
#include <stdlib.h>

#define ORG "311758489"
#define NATIONAL "03851598730"

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

static int32_t take(const char *text) { return fake_host_take(host, text, strlen(text)); }

static void takes(const char *text) {
    if (take(text) != KRAV_DONE) {
        fake_host_show_faults(host);
        fail_msg("refused: %s", text);
    }
    assert_int_equal(host->n_faults, 0);
}

static void refuses(const char *text, int64_t line, const char *words) {
    if (take(text) != KRAV_REFUSED || !fake_host_has_fault(host, line, words)) {
        fake_host_show_faults(host);
        fail_msg("not refused on line %lld for \"%s\": %s", (long long)line, words, text);
    }
    assert_int_equal(host->n_claims, 0);
}

#define HEAD "source_id;creditor_org;debtor_kind;debtor_name;principal;due"
#define ROW "K1;" ORG ";consumer;Kari Nordmann;1234,50;2026-10-01"

/* One more column behind the needed ones. */
static const char *with(const char *column, const char *value) {
    static char text[80000];
    snprintf(text, sizeof text, HEAD ";%s\n" ROW ";%s\n", column, value);
    return text;
}

/* The needed columns, with another value in one of them. */
static const char *instead(int column, const char *value) {
    static char text[8000];
    const char *values[] = {"K1", ORG, "consumer", "Kari Nordmann", "1234,50", "2026-10-01"};
    values[column] = value;
    snprintf(text, sizeof text, HEAD "\n%s;%s;%s;%s;%s;%s\n", values[0], values[1], values[2],
             values[3], values[4], values[5]);
    return text;
}

/* ---- what is handed over --------------------------------------------------------------------- */

static void test_begin_hands_over_what_is_needed(void **state) {
    (void)state;
    takes(HEAD "\n" ROW "\n");
    assert_int_equal(host->n_claims, 1);
    const krav_claim *c = &host->claims[0];
    assert_int_equal(c->size, sizeof *c);
    assert_int_equal(c->line, 2);
    assert_str(c->source_id, "K1");
    assert_str(c->creditor_org, ORG);
    assert_int_equal(c->debtor_kind, 1);
    assert_str(c->debtor_name, "Kari Nordmann");
    assert_int_equal(c->principal, 123450);
    assert_int_equal(c->due, krav_day_of(2026, 10, 1));
    assert_str(c->invoice_no, NULL);
    assert_int_equal(c->disputed, 0);
    assert_str(host->result.kind, "claims");
    assert_int_equal(host->result.n_records, 1);
    assert_int_equal(host->result.sum, 123450);
}

static void test_begin_hands_over_every_column(void **state) {
    (void)state;
    takes("source_id,creditor_org,department,portfolio,creditor_ref,debtor_kind,debtor_id,"
          "debtor_name,address1,address2,postcode,city,country,email,phone,invoice_no,description,"
          "kid,currency,principal,reminder_fee,second_reminder_fee,notice_fee,issued,due,"
          "delivered,interest_from,reminder_sent,reminder_deadline,second_reminder_sent,"
          "second_reminder_deadline,notice_sent,notice_deadline,rate,vat_liable,disputed,"
          "term_agreed\r\n"
          "a," ORG ",b,c,d,consumer," NATIONAL ",e,f,g,0150,h,NO,i@example.no,j,k,l,m,NOK,1.01,"
          "2,3.5,4,01.02.2026,02.02.2026,03.02.2026,04.02.2026,05.02.2026,06.02.2026,07.02.2026,"
          "08.02.2026,09.02.2026,10.02.2026,\"9,25\",yes,NO,Ja\r\n");
    const krav_claim *c = &host->claims[0];
    const krav_str texts[] = {c->source_id, c->department, c->portfolio, c->creditor_ref,
                              c->debtor_name, c->address1, c->address2, c->city};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const char want[] = {(char)('a' + (int)i), '\0'};
        assert_str(texts[i], want);
    }
    assert_str(c->debtor_id, NATIONAL);
    assert_str(c->postcode, "0150");
    assert_str(c->country, "NO");
    assert_str(c->email, "i@example.no");
    assert_str(c->phone, "j");
    assert_str(c->invoice_no, "k");
    assert_str(c->description, "l");
    assert_str(c->kid, "m");
    assert_str(c->currency, "NOK");
    assert_int_equal(c->principal, 101);
    assert_int_equal(c->reminder_fee, 200);
    assert_int_equal(c->second_reminder_fee, 350);
    assert_int_equal(c->notice_fee, 400);
    const krav_day days[] = {c->issued, c->due, c->delivered, c->interest_from, c->reminder_sent,
                             c->reminder_deadline, c->second_reminder_sent,
                             c->second_reminder_deadline, c->notice_sent, c->notice_deadline};
    for (int i = 0; i < 10; i++) {
        assert_int_equal(days[i], krav_day_of(2026, 2, i + 1));
    }
    assert_int_equal(c->rate_bp, 925);
    assert_int_equal(c->vat_liable, 1);
    assert_int_equal(c->disputed, 2);
    assert_int_equal(c->term_agreed, 1);
}

static void test_begin_knows_norwegian_headers(void **state) {
    (void)state;
    takes("\xef\xbb\xbf" "Fakturanr\tKreditor-Orgnr\tSkyldnertype\tNavn\tHovedstol\tForfall\t"
          "PORTEFØLJE\tL\xc3\xb8penr\n"
          "F1\t" ORG "\tforbruker\tOla Åsen\t10\t01.10.2026\tx\ty\n");
    assert_str(host->claims[0].invoice_no, "F1");
    assert_str(host->claims[0].source_id, "y");
    assert_str(host->claims[0].portfolio, "x");
    assert_str(host->claims[0].debtor_name, "Ola Åsen");
}

static void test_begin_names_a_claim_by_its_invoice(void **state) {
    (void)state;
    takes("invoice_no;creditor_org;debtor_kind;debtor_name;principal;due\n"
          "F7;" ORG ";business;AS Eksempel;1;2026-10-01\n");
    assert_str(host->claims[0].source_id, "F7");
    assert_int_equal(host->claims[0].debtor_kind, 2);
}

static void test_begin_reads_quotes(void **state) {
    (void)state;
    takes(with("description", "\"a;\"\"b\"\"\""));
    assert_str(host->claims[0].description, "a;\"b\"");
    takes(with("description", "\"over\r\ntwo lines\""));
    assert_str(host->claims[0].description, "over two lines");
}

static void test_begin_takes_several_kinds_of_rows(void **state) {
    (void)state;
    takes("record;source_id;creditor_org;invoice_no;debtor_kind;debtor_name;principal;due;amount;"
          "day\n"
          ";K1;" ORG ";F1;consumer;Kari;100;2026-10-01;;\n"
          "claim;K2;" ORG ";F2;consumer;Ola;200;2026-10-01;;\n"
          "\n"
          "credit_note;C1;" ORG ";F1;;Kari;;;12,5;2026-10-02\n"
          "direct_payment;D1;" ORG ";F2;;;;;50;03.10.2026\n"
          "total;4;;;;;362,50;;;\n");
    assert_int_equal(host->n_claims, 2);
    assert_int_equal(host->n_credit_notes, 1);
    assert_int_equal(host->n_direct_payments, 1);
    const krav_credit_note *n = &host->credit_notes[0];
    assert_str(n->source_id, "C1");
    assert_str(n->creditor_org, ORG);
    assert_str(n->invoice_no, "F1");
    assert_int_equal(n->amount, 1250);
    assert_int_equal(n->issued, krav_day_of(2026, 10, 2));
    assert_int_equal(n->line, 5);
    const krav_direct_payment *d = &host->direct_payments[0];
    assert_str(d->source_id, "D1");
    assert_int_equal(d->amount, 5000);
    assert_int_equal(d->paid, krav_day_of(2026, 10, 3));
    assert_int_equal(host->result.n_records, 4);
    assert_int_equal(host->result.sum, 36250);
}

static void test_begin_takes_a_file_without_rows(void **state) {
    (void)state;
    takes(HEAD "\n");
    assert_int_equal(host->result.n_records, 0);
}

/* ---- amounts and days ------------------------------------------------------------------------ */

static void test_begin_reads_amounts_exactly(void **state) {
    (void)state;
    static const struct {
        const char *text;
        krav_ore ore;
    } good[] = {
        {"0,01", 1}, {"0.1", 10}, {"1", 100}, {"007", 700}, {"0.29", 29}, {"1.15", 115},
        {"1000000000000", 100000000000000}, {"999999999999,99", 99999999999999},
        {" 5 ", 500},
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        takes(instead(4, good[i].text));
        assert_int_equal(host->claims[0].principal, good[i].ore);
    }
    static const char *const bad[][2] = {
        {"", "is empty"}, {"0", "is zero"}, {"0,00", "is zero"}, {"-1", "is negative"},
        {"+1", "is not a number"}, {"1,", "decimals"}, {",5", "is not a number"},
        {"1,234", "decimals"}, {"1.2.3", "is not a number"}, {"1 000", "is not a number"},
        {"1e3", "is not a number"}, {"kr 5", "is not a number"},
        {"1000000000000,01", "above 10^12"}, {"1000000000001", "above 10^12"},
        {"99999999999999999999999999", "above 10^12"}, {"\xef\xbc\x91", "is not a number"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        refuses(instead(4, bad[i][0]), 2, bad[i][1]);
        assert_true(fake_host_has_fault(host, 2, "column principal"));
    }
}

static void test_begin_reads_days(void **state) {
    (void)state;
    takes(instead(5, "29.02.2024"));
    takes(instead(5, "2199-12-31"));
    static const char *const bad[][2] = {
        {"2026-02-29", "does not exist"}, {"31.04.2026", "does not exist"},
        {"2026-13-01", "does not exist"}, {"0000-01-01", "does not exist"},
        {"00.01.2026", "does not exist"}, {"2026-1-1", "is not a day"},
        {"1.1.2026", "is not a day"}, {"01/02/2026", "is not a day"},
        {"20261001", "is not a day"}, {"01.10.26", "is not a day"},
        {"2026-10-0x", "is not a day"}, {"1899-12-31", "1900 to 2199"},
        {"2200-01-01", "1900 to 2199"}, {"-026-10-01", "is not a day"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        refuses(instead(5, bad[i][0]), 2, bad[i][1]);
        assert_true(fake_host_has_fault(host, 2, "column due"));
    }
}

/* ---- rules of rows --------------------------------------------------------------------------- */

static void test_begin_refuses_bad_values(void **state) {
    (void)state;
    refuses(instead(0, ""), 2, "source_id and invoice_no are both empty");
    refuses(instead(1, ""), 2, "creditor_org is empty");
    refuses(instead(1, "311758488"), 2, "creditor_org is not an organisation number");
    refuses(instead(1, "31175848"), 2, "creditor_org is not an organisation number");
    refuses(instead(2, "person"), 2, "debtor_kind is neither");
    refuses(instead(3, "  "), 2, "debtor_name is empty");
    refuses(with("currency", "EUR"), 2, "currency is not NOK");
    refuses(with("debtor_id", "03851598731"), 2, "debtor_id is not a national id");
    refuses(with("debtor_id", ORG), 2, "debtor_id is not a national id");
    refuses(with("postcode", "150"), 2, "postcode does not have four digits");
    takes(with("postcode;country", "SW1A 1AA;GB"));
    refuses(with("issued", "2026-10-02"), 2, "due is before issued");
    takes(with("issued", "2026-10-01"));
    refuses(with("reminder_sent;reminder_deadline", "2026-10-20;2026-10-19"), 2,
            "reminder_deadline is before");
    refuses(with("notice_sent;notice_deadline", "2026-10-20;2026-10-19"), 2,
            "notice_deadline is before");
    refuses(with("rate", "100,01"), 2, "rate is above 100");
    refuses(with("disputed", "kanskje"), 2, "disputed is neither");
    refuses(with("notice_fee", "-1"), 2, "notice_fee is negative");
    takes(with("notice_fee", "0"));
    refuses(with("record", "x"), 2, "record is not claim");
    refuses(with("amount", "1"), 2, "amount must be empty in a claim row");
    refuses("record;source_id;creditor_org;invoice_no;amount;day;principal\n"
            "credit_note;C1;" ORG ";F1;1;2026-10-01;5\n", 2, "principal must be empty");
    refuses("record;source_id;creditor_org;invoice_no;amount;day\n"
            "credit_note;;" ORG ";;0;2026-10-01\n", 2, "source_id is empty");
    refuses("record;source_id;creditor_org;invoice_no;amount;day\n"
            "direct_payment;D;" ORG ";F;0;2026-10-01\n", 2, "amount is zero");
    refuses("record;source_id;creditor_org\nclaim;K1;" ORG "\n", 2, "principal is empty");
}

static void test_begin_reports_every_fault(void **state) {
    (void)state;
    assert_int_equal(take(HEAD "\n;;x;;-1;y\nK2;1;x;N;1;2026-02-30\n" ROW "\n"), KRAV_REFUSED);
    assert_int_equal(host->n_faults, 8); /* two empty, a kind, an amount, a day; then three */
}

/* ---- the shape of the file ------------------------------------------------------------------- */

static void test_begin_refuses_bad_headers(void **state) {
    (void)state;
    refuses("", 0, "the file is empty");
    refuses("\xef\xbb\xbf", 1, "no semicolon");
    refuses("source_id\n", 1, "no semicolon");
    refuses(HEAD ";foo\n", 1, "column 7, \"foo\": not a known column");
    refuses(HEAD ";\n", 1, "column 7, \"\": not a known column");
    refuses(HEAD ";f\xff\n", 1, "column 7, \"?\": not a known column");
    refuses(HEAD ";forfall\n", 1, "column 7: due stands in column 6 already");
    refuses("source_id;creditor_org;debtor_kind;debtor_name;principal\n", 1,
            "column due is missing");
    refuses("creditor_org;debtor_kind;debtor_name;principal;due\n", 1,
            "source_id and invoice_no are both missing");
    refuses("record;source_id\n", 1, "column creditor_org is missing");
    refuses("source_id;\"a\n", 1, "never closed");
    char text[200];
    memset(text, ';', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    refuses(text, 1, "more than 128 fields");
}

static void test_begin_refuses_bad_rows(void **state) {
    (void)state;
    refuses(HEAD "\n" ROW ";\n", 2, "7 fields, the header has 6");
    refuses(HEAD "\nK1\n", 2, "1 fields, the header has 6");
    refuses(HEAD "\n" ROW "\nK\"1;a\n", 3, "column 1, source_id: a quote inside a field");
    refuses(HEAD "\n\"K1\" ;a\n", 2, "text after the closing quote");
    refuses(HEAD "\n" ROW "\nK2;\"" ORG ";\n\n\n", 3, "a quote begins here");
    refuses(with("city", "Os\x01lo"), 2, "city holds a control character");
    refuses(with("city", "Os\tlo"), 2, "city holds a control character");
    refuses(with("city", "\xc2\x85"), 2, "city holds a control character");
    static const char *const not_utf8[] = {"\xff", "\xe5", "\xc0\x80", "\xed\xa0\x80",
                                           "\xf4\x90\x80\x80", "\xe2\x82", "\x80"};
    for (size_t i = 0; i < sizeof not_utf8 / sizeof not_utf8[0]; i++) {
        refuses(with("city", not_utf8[i]), 2, "city is not UTF-8");
    }
    takes(with("city", "\xf0\x9f\x8f\xa0\xe2\x82\xac\xc3\xa5"));
}

static void test_begin_refuses_a_nul_anywhere(void **state) {
    (void)state;
    char text[] = HEAD "\n" ROW "\n";
    for (size_t i = 0; i < sizeof text - 1; i++) {
        if (text[i] == '\n') {
            continue;
        }
        const char was = text[i];
        text[i] = '\0';
        assert_int_equal(fake_host_take(host, text, sizeof text - 1), KRAV_REFUSED);
        text[i] = was;
    }
}

static void test_begin_holds_its_limits(void **state) {
    (void)state;
    char *text = malloc(400000);
    assert_non_null(text);
    char field[1002];
    memset(field, 'x', sizeof field);
    field[1000] = '\0';
    takes(with("description", field));
    field[1000] = 'x';
    field[1001] = '\0';
    refuses(with("description", field), 2, "description is longer than 1000 bytes");

    int n = snprintf(text, 400000, HEAD "\nK1;");
    memset(text + n, 'x', 70000);
    snprintf(text + n + 70000, 300000, "\n" ROW "\nbad\n");
    refuses(text, 2, "longer than 64 KiB");
    assert_true(fake_host_has_fault(host, 4, "1 fields")); /* and goes on after it */

    n = snprintf(text, 400000, HEAD "\nK1;\""); /* an open quote swallows 64 KiB */
    for (int i = 0; i < 70000; i++) {
        text[n + i] = i % 100 == 99 ? '\n' : 'x';
    }
    text[n + 70000] = '\0';
    refuses(text, 2, "not closed within 64 KiB");
    assert_int_equal(host->n_faults, 1);
    free(text);

    fake_host_set(host, "max_bytes", "1024");
    refuses(with("description", field), 0, "longer than 1024 bytes");
    takes(HEAD "\n" ROW "\n");
    fake_host_set(host, "max_bytes", "268435456");
}

static void test_begin_gives_up_on_rubbish(void **state) {
    (void)state;
    char *text = malloc(100000);
    assert_non_null(text);
    int n = snprintf(text, 100000, HEAD "\n");
    while (n < 90000) {
        n += snprintf(text + n, 100000 - (size_t)n, "x\n");
    }
    assert_int_equal(fake_host_take(host, text, (size_t)n), KRAV_REFUSED);
    assert_int_equal(host->n_faults, 1001);
    free(text);
}

/* ---- the total row --------------------------------------------------------------------------- */

#define TOTAL_HEAD "record;" HEAD "\n"
#define TOTAL_ROW(id, sum) "claim;" id ";" ORG ";consumer;Kari;" sum ";2026-10-01\n"

static void test_begin_checks_the_total(void **state) {
    (void)state;
    takes(TOTAL_HEAD TOTAL_ROW("K1", "1,50") TOTAL_ROW("K2", "2") "total;2;;;;3,50;\n");
    refuses(TOTAL_HEAD TOTAL_ROW("K1", "1,50") "total;2;;;;1,50;\n", 3,
            "2 records are named, but there are 1");
    refuses(TOTAL_HEAD TOTAL_ROW("K1", "1,50") "total;1;;;;1,51;\n", 3,
            "the sum is 1.51, but the records make 1.50");
    refuses(TOTAL_HEAD TOTAL_ROW("K1", "1,50") "total;x;;;;1,50;\n", 3, "not a number of records");
    refuses(TOTAL_HEAD "total;0;;;;0;\n" TOTAL_ROW("K1", "1,50"), 3, "a row after the total");
    refuses(TOTAL_HEAD "total;0;;;;;\n", 2, "principal is empty");
    refuses(TOTAL_HEAD "total;0;;;;0;2026-10-01\n", 2, "due must be empty in a total row");
    takes(TOTAL_HEAD "total;0;;;;0;\n\n\r\n");
}

static void test_begin_refuses_a_cut_file_when_totals_are_required(void **state) {
    (void)state;
    fake_host_set(host, "total_required", "yes");
    refuses(HEAD "\n" ROW "\n", 0, "no total row");
    char text[4000];
    int n = snprintf(text, sizeof text, TOTAL_HEAD);
    for (int i = 1; i <= 30; i++) {
        n += snprintf(text + n, sizeof text - (size_t)n, TOTAL_ROW("K%d", "1%d,50"), i, i);
    }
    int64_t sum = 0;
    for (int i = 1; i <= 30; i++) {
        sum += (i < 10 ? 10 + i : 100 + i) * 100 + 50;
    }
    n += snprintf(text + n, sizeof text - (size_t)n, "total;30;;;;%lld,%02lld;\n",
                  (long long)(sum / 100), (long long)(sum % 100));
    for (int len = 0; len <= n; len++) {
        if (fake_host_take(host, text, (size_t)len) == KRAV_DONE) {
            assert_int_equal(host->n_claims, 30);
            assert_int_equal(host->result.sum, sum);
            assert_true(len >= n - 1);
        }
    }
    assert_int_equal(host->n_claims, 30); /* the whole was taken */
    fake_host_set(host, "total_required", "no");
}

/* ---- the host says no; recognition ----------------------------------------------------------- */

static void test_begin_answers_retry_when_the_host_cannot(void **state) {
    (void)state;
    host->record_rc = KRAV_E_STATE;
    assert_int_equal(take(HEAD "\n" ROW "\n"), KRAV_RETRY);
    host->record_rc = KRAV_E_INVALID;
    assert_int_equal(take(HEAD "\n" ROW "\n"), KRAV_REFUSED);
    assert_true(fake_host_has_fault(host, 2, "not accepted"));
    host->record_rc = KRAV_OK;
}

static int32_t recognised(const char *head) {
    const krav_intake *intake = host->plugin->extension(host->plugin, KRAV_INTAKE);
    return intake->recognise(host->plugin, krav_str_of(head), KRAV_STR("x.csv"));
}

static void test_recognise_goes_by_the_header(void **state) {
    (void)state;
    assert_int_equal(recognised(HEAD "\r\n" ROW "\n"), 100);
    assert_in_range(recognised("fakturanr,forfall,hovedstol,ukjent\n"), 1, 79);
    assert_int_equal(recognised("a;b;c;d;e\n1;2;3;4;5\n"), 0);
    assert_int_equal(recognised("source_id;due\n"), 0);
    assert_int_equal(recognised("NY000010000080800170031\n"), 0);
    assert_int_equal(recognised(""), 0);
    const krav_intake *intake = host->plugin->extension(host->plugin, KRAV_INTAKE);
    assert_int_equal(intake->recognise(host->plugin, (krav_str){NULL, 0}, (krav_str){NULL, 0}), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_begin_hands_over_what_is_needed),
        cmocka_unit_test(test_begin_hands_over_every_column),
        cmocka_unit_test(test_begin_knows_norwegian_headers),
        cmocka_unit_test(test_begin_names_a_claim_by_its_invoice),
        cmocka_unit_test(test_begin_reads_quotes),
        cmocka_unit_test(test_begin_takes_several_kinds_of_rows),
        cmocka_unit_test(test_begin_takes_a_file_without_rows),
        cmocka_unit_test(test_begin_reads_amounts_exactly),
        cmocka_unit_test(test_begin_reads_days),
        cmocka_unit_test(test_begin_refuses_bad_values),
        cmocka_unit_test(test_begin_reports_every_fault),
        cmocka_unit_test(test_begin_refuses_bad_headers),
        cmocka_unit_test(test_begin_refuses_bad_rows),
        cmocka_unit_test(test_begin_refuses_a_nul_anywhere),
        cmocka_unit_test(test_begin_holds_its_limits),
        cmocka_unit_test(test_begin_gives_up_on_rubbish),
        cmocka_unit_test(test_begin_checks_the_total),
        cmocka_unit_test(test_begin_refuses_a_cut_file_when_totals_are_required),
        cmocka_unit_test(test_begin_answers_retry_when_the_host_cannot),
        cmocka_unit_test(test_recognise_goes_by_the_header),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
