/* Tests of the camt plugin on statements: what it hands over, and what it must refuse. */
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

#define TEXT_BYTES 32768

static const char *sample(const char *name) {
    static char text[TEXT_BYTES];
    char path[512];
    snprintf(path, sizeof path, "%s/%s.xml", SAMPLES, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    const size_t n = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[n] = '\0';
    return text;
}

static const char *with(const char *old, const char *new) {
    static char out[TEXT_BYTES];
    const char *text = sample("statement_02");
    const char *at = strstr(text, old);
    assert_non_null(at);
    snprintf(out, sizeof out, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
    return out;
}

static void refuses(const char *text, const char *words) {
    fake_host_forget(host);
    assert_int_equal(fake_host_take(host, text, strlen(text)), KRAV_REFUSED);
    if (!fake_host_has_fault(host, 0, words)) {
        fake_host_show_faults(host);
        fail_msg("no fault says: %s", words);
    }
    assert_int_equal(host->n_lines + host->n_statements, 0);
}

static void expect_line(size_t i, int64_t entry, int64_t part, krav_ore amount) {
    const krav_statement_line *l = &host->lines[i];
    assert_true(fake_str_is(l->statement, "S-224"));
    assert_true(fake_str_is(l->account, "12345678903"));
    assert_int_equal(l->entry, entry);
    assert_int_equal(l->part, part);
    assert_int_equal(l->amount, amount);
    assert_int_equal(l->booked, krav_day_of(2026, 11, 20));
    assert_true(l->line > 0);
}

static void test_begin_hands_over_a_statement_of_both_versions(void **state) {
    static const char *const names[] = {"statement_02", "statement_08"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const char *text = sample(names[i]);
        fake_host_forget(host);
        assert_int_equal(fake_host_take(host, text, strlen(text)), KRAV_DONE);
        assert_int_equal(host->n_payments + host->n_payouts, 0);
        assert_int_equal(host->n_lines, 6);
        expect_line(0, 1, 0, 174950);
        assert_true(fake_str_is(host->lines[0].reference, "90000001"));
        assert_true(fake_str_is(host->lines[0].type, "230"));
        assert_int_equal(host->lines[0].value, krav_day_of(2026, 11, 21));
        expect_line(1, 1, 1, 125000);
        assert_true(fake_str_is(host->lines[1].kid, "202600000014"));
        assert_true(fake_str_is(host->lines[1].reference, "90000011"));
        expect_line(2, 1, 2, 49950);
        expect_line(3, 2, 0, -40000);
        expect_line(4, 2, 1, -40000);
        assert_true(fake_str_is(host->lines[4].end_to_end, "KRAV0000000017"));
        expect_line(5, 3, 0, -400);
        assert_true(fake_str_is(host->lines[5].type, "CHRG"));
        assert_true(fake_str_is(host->lines[5].text, "Gebyr"));
        assert_int_equal(host->n_statements, 1);
        const krav_statement *s = &host->statements[0];
        assert_true(fake_str_is(s->id, "S-224"));
        assert_int_equal(s->opening, 100000);
        assert_int_equal(s->closing, 234550);
        assert_int_equal(s->n_entries, 3);
        assert_int_equal(s->to, krav_day_of(2026, 11, 20));
        assert_int_equal(s->from, krav_day_of(2026, 11, 20));
        assert_int_equal(host->result.n_records, 7);
        assert_int_equal(host->result.sum, 174950 - 40000 - 400);
    }
}

static void test_begin_takes_parts_that_do_not_say_their_amount(void **state) {
    (void)state;
    const char *text = with("<AmtDtls><TxAmt><Amt Ccy=\"NOK\">499.50</Amt></TxAmt></AmtDtls>", "");
    assert_int_equal(fake_host_take(host, text, strlen(text)), KRAV_DONE);
    expect_line(2, 1, 2, 0);
}

static void test_begin_refuses_what_does_not_add_up(void **state) {
    (void)state;
    refuses(with(">2345.50<", ">2345.51<"), "the closing balance is 2345.51, but");
    refuses(with(">1000.00<", ">999.99<"), "make 2345.49");
    refuses(with(">499.50<", ">499.00<"), "the sum of its transactions");
    refuses(with("OPBD", "ITBD"), "no opening balance");
    refuses(with("CLBD", "CLAV"), "no closing balance");
    refuses(with("CLAV", "CLBD"), "stands on line");
    refuses(with("<Id>S-224</Id>", ""), "has no Id");
    refuses(with("Ccy=\"NOK\">4.00", "Ccy=\"EUR\">4.00"), "an entry in EUR");
    refuses(with("Ccy=\"NOK\">1000.00", "Ccy=\"SEK\">1000.00"), "a balance in SEK");
    refuses(with("<Stmt>", "<Ntfctn>"), "not well-formed");
    refuses(with("camt.053.001.02", "camt.053.001.04"), "is taken");
    refuses(with("camt.053.001.02", "camt.054.001.02"), "BkToCstmrStmt stands where");
    refuses(with("12345678903", "12345678904"), "check digit");
}

static void test_begin_tells_all_faults_at_once(void **state) {
    (void)state;
    refuses(with("<Id>S-224</Id>\n", "<CpyDplctInd>X</CpyDplctInd>\n"), "has no Id");
    const char *text = with("<BookgDt><Dt>2026-11-20</Dt></BookgDt><ValDt>",
                            "<BookgDt><Dt>2026-13-20</Dt></BookgDt><ValDt>");
    refuses(text, "day that does not exist");
    static char two[TEXT_BYTES];
    snprintf(two, sizeof two, "%s", text);
    char *at = strstr(two, ">2345.50<");
    assert_non_null(at);
    at[4] = '6';
    refuses(two, "day that does not exist");
    assert_true(fake_host_has_fault(host, 0, "the closing balance"));
}

static void test_begin_refuses_a_statement_cut_at_any_byte(void **state) {
    (void)state;
    const char *text = sample("statement_02");
    const size_t whole = (size_t)(strstr(text, "</Document>") - text) + strlen("</Document>");
    for (size_t i = 0; i < whole; i += i < whole - 600 ? 7 : 1) {
        fake_host_forget(host);
        if (fake_host_take(host, text, i) != KRAV_REFUSED) {
            fail_msg("taken when cut at %zu", i);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_begin_hands_over_a_statement_of_both_versions, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_begin_takes_parts_that_do_not_say_their_amount, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_begin_refuses_what_does_not_add_up, setup, teardown),
        cmocka_unit_test_setup_teardown(test_begin_tells_all_faults_at_once, setup, teardown),
        cmocka_unit_test_setup_teardown(test_begin_refuses_a_statement_cut_at_any_byte, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
