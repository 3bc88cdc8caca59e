/* Tests of the AvtaleGiro plugin: the file it writes, to the byte, and the batches it refuses. */
#include "unit.h"

#include "krav/easy.h"

#include "fake_host.h"

#include <stdio.h>
#include <stdlib.h>

#define KEY "00112233445566778899aabbccddeeff00112233"
#define ACCOUNT "12345678903"

static struct fake_host *host;
static krav_debit debits[3];
static krav_debits batch;

static int setup(void **state) {
    (void)state;
    host = fake_host_new();
    fake_host_set(host, "customer_unit", "00310471");
    debits[0] = (krav_debit){
        .size = sizeof debits[0], .kind = KRAV_DEBIT_ASK, .amount = 125000, .notice = 1,
        .due = krav_day_of(2026, 11, 30), .kid = KRAV_STR("202600000014"),
        .payer_name = KRAV_STR("Kåre Nordmann-Eksempel"), .reference = KRAV_STR("Sak 100000001"),
        .text = KRAV_STR("Avdrag 1 av 4 – krav fra Fjord Strøm AS, og mer")};
    debits[1] = (krav_debit){
        .size = sizeof debits[1], .kind = KRAV_DEBIT_DELETE, .amount = 30000,
        .due = krav_day_of(2026, 11, 20), .kid = KRAV_STR("202600000022")};
    debits[2] = (krav_debit){
        .size = sizeof debits[2], .kind = KRAV_DEBIT_ASK, .amount = 5, .notice = 2,
        .due = krav_day_of(2026, 11, 16), .kid = KRAV_STR("202600000022"),
        .text = KRAV_STR("nobody tells him")};
    batch = (krav_debits){.size = sizeof batch, .n_debits = 3, .debits = debits,
        .to_account = KRAV_STR(ACCOUNT), .sum = 155005, .number = 17};
    return 0;
}

static int teardown(void **state) {
    (void)state;
    fake_host_free(host);
    return 0;
}

static const char *written(void) {
    static char text[65536];
    assert_true(host->n_files > 0);
    const krav_str content = host->files[host->n_files - 1].content;
    assert_true(content.len < sizeof text);
    memcpy(text, content.ptr, content.len);
    text[content.len] = '\0';
    return text;
}

static void collects(void) {
    if (fake_host_collect(host, KEY, &batch) != KRAV_DONE) {
        fail_msg("refused: %.*s", (int)host->answer.reason.len, host->answer.reason.ptr);
    }
    assert_str(host->answer.reference, KEY ".txt");
}

#define Z5 "00000"
#define Z20 Z5 Z5 Z5 Z5
#define B10 "          "
#define B25 B10 B10 "     "

static void test_collect_writes_the_file(void **state) {
    (void)state;
    static const char *const lines[] = {
        "NY000010" "00310471" "0000017" "00008080" Z20 Z20 Z5 "0000",
        "NY210020" "000000000" "0000033" ACCOUNT Z20 Z20 Z5,
        "NY212130" "0000001" "301126" B10 " " "00000000000125000" "             202600000014"
            "000000",
        "NY212131" "0000001" "K\xe5re Nordm" B25 "Sak 100000001            " Z5,
        "NY212149" "0000001" "4" "001" "1" "Avdrag 1 av 4 ? krav fra Fjord Str\xf8m AS,",
        "NY210230" "0000002" "161126" B10 " " "00000000000000005" "             202600000022"
            "000000",
        "NY210231" "0000002" B10 B25 B25 Z5,
        "NY210088" "00000002" "00000007" "00000000000125005" "161126" "301126" Z20 Z5 "00",
        "NY213620" "000000000" "0000034" ACCOUNT Z20 Z20 Z5,
        "NY219330" "0000001" "201126" B10 " " "00000000000030000" "             202600000022"
            "000000",
        "NY219331" "0000001" B10 B25 B25 Z5,
        "NY213688" "00000001" "00000004" "00000000000030000" "201126" "201126" Z20 Z5 "00",
        "NY000089" "00000003" "00000013" "00000000000155005" "161126" Z20 Z5 "00000000",
    };
    collects();
    const char *at = written();
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        char want[128];
        snprintf(want, sizeof want, "%s", lines[i]);
        if (strncmp(lines[i], "NY212149", 8) == 0) { /* 40 characters, and zeros */
            snprintf(want, sizeof want, "%.60s" Z20, lines[i]);
        }
        assert_int_equal(strlen(want), 80);
        if (strncmp(at, want, 80) != 0 || strncmp(at + 80, "\r\n", 2) != 0) {
            fail_msg("line %zu: \"%.80s\", not \"%s\"", i + 1, at, want);
        }
        at += 82;
    }
    assert_string_equal(at, "");
}

static void test_collect_leaves_out_an_empty_assignment(void **state) {
    (void)state;
    batch.n_debits = 1;
    batch.sum = 125000;
    collects();
    assert_null(strstr(written(), "NY2136"));
    assert_non_null(strstr(written(), "NY0000890000000100000007"));
}

static void test_same_key_makes_one_file(void **state) {
    (void)state;
    collects();
    debits[0].amount++; /* whatever is asked under it now */
    collects();
    assert_int_equal(host->n_files, 1);
    assert_int_equal(fake_host_recall(host, KEY), KRAV_DONE);
    assert_int_equal(fake_host_recall(host, "ab"), KRAV_RETRY);
}

static void refuses(const char *why) {
    assert_int_equal(fake_host_collect(host, KEY, &batch), KRAV_REFUSED);
    assert_int_equal(host->n_files, 0);
    if (!memmem(host->answer.reason.ptr, host->answer.reason.len, why, strlen(why))) {
        fail_msg("\"%s\" is not in: %.*s", why, (int)host->answer.reason.len,
                 host->answer.reason.ptr);
    }
}

/* The host of the tests has 2026-11-02. */
static void test_collect_refuses_with_all_reasons(void **state) {
    (void)state;
    debits[0].due = krav_day_of(2026, 11, 1);
    debits[1].kid = KRAV_STR("202600000023");
    debits[2].notice = 0;
    batch.sum = 1;
    batch.number = 0;
    batch.to_account = KRAV_STR("12345678904");
    refuses("debit 1: the due day has passed");
    refuses("debit 2: the check digit of the KID");
    refuses("debit 3: it is not said whether");
    refuses("the batch says 1 ore");
    refuses("number is not 1 to");
    refuses("to_account is not");
}

static void test_collect_holds_the_bounds(void **state) {
    (void)state;
    debits[0].due = krav_day_of(2026, 11, 2);
    debits[1].due = krav_day_of(2026, 11, 2) + 365;
    batch.number = 4999999;
    collects();
    assert_non_null(strstr(written(), "NY0000100031047149999990000"));
    assert_non_null(strstr(written(), "NY2100200000000009999997"));
    fake_host_free(host);
    assert_int_equal(setup(NULL), 0);
    debits[1].due = krav_day_of(2026, 11, 2) + 366;
    refuses("debit 2: the due day");
    batch.number = 5000000;
    refuses("number is not");
    batch.n_debits = 0;
    refuses("there are not 1 to");
    debits[0].amount = 0;
    batch.n_debits = 3;
    refuses("debit 1: the amount");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_collect_writes_the_file, setup, teardown),
        cmocka_unit_test_setup_teardown(test_collect_leaves_out_an_empty_assignment, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_same_key_makes_one_file, setup, teardown),
        cmocka_unit_test_setup_teardown(test_collect_refuses_with_all_reasons, setup, teardown),
        cmocka_unit_test_setup_teardown(test_collect_holds_the_bounds, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
