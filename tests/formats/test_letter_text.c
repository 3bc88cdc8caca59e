/* Tests of the letter channel: the layout, one file for one key, and what is refused. */
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

static krav_letter letter(void) {
    krav_letter l = {.size = sizeof l};
    l.composed = krav_day_of(2026, 11, 2);
    l.deadline = krav_day_of(2026, 11, 16);
    l.kind = KRAV_STR("payment_demand");
    l.to_name = KRAV_STR("Kari Nordmann");
    l.to_address = KRAV_STR("Eksempelveien 1\n0150 OSLO");
    l.kid = KRAV_STR("202600000014");
    l.account = KRAV_STR("86011117947");
    l.amount = 123456789;
    l.language = KRAV_STR("nb");
    l.subject = KRAV_STR("Betalingsoppfordring");
    l.body = KRAV_STR("Vi ber om at beløpet betales.\n\nVennlig hilsen");
    l.case_ref = KRAV_STR("2026-17");
    l.from_name = KRAV_STR("Eksempel Inkasso AS");
    l.from_address = KRAV_STR("Postboks 1\n0151 OSLO");
    l.from_contact = KRAV_STR("post@example.no");
    return l;
}

static krav_str sent(const krav_letter *l) {
    assert_int_equal(fake_host_send(host, "k", l), KRAV_DONE);
    assert_int_equal(host->n_files, 1);
    return host->files[0].content;
}

/* Row `row` of page `page`, both from 0. */
static krav_str row_of(krav_str text, int page, int row) {
    const char *p = text.ptr;
    const char *end = text.ptr + text.len;
    for (; page > 0; page--) {
        p = memchr(p, '\f', (size_t)(end - p));
        assert_non_null(p);
        p++;
    }
    for (;; row--) {
        const char *feed = memchr(p, '\n', (size_t)(end - p));
        assert_non_null(feed);
        if (row == 0) {
            return (krav_str){p, (size_t)(feed - p)};
        }
        p = feed + 1;
    }
}

static void test_send_lays_out_the_sheet(void **state) {
    (void)state;
    const krav_letter l = letter();
    const krav_str text = sent(&l);
    assert_str(row_of(text, 0, 0), "");
    assert_str(row_of(text, 0, 2),
               "        Eksempel Inkasso AS                   Dato: 02.11.2026");
    assert_str(row_of(text, 0, 3), "        Postboks 1                            Sak: 2026-17");
    assert_str(row_of(text, 0, 5), "        post@example.no");
    assert_str(row_of(text, 0, 10), "        Kari Nordmann");
    assert_str(row_of(text, 0, 12), "        0150 OSLO");
    assert_str(row_of(text, 0, 18), "        Betalingsoppfordring");
    assert_str(row_of(text, 0, 20), "        Vi ber om at beløpet betales.");
    assert_str(row_of(text, 0, 22), "        Vennlig hilsen");
    assert_str(row_of(text, 0, 60), "        Innbetaling");
    assert_str(row_of(text, 0, 61), "        Mottaker        Eksempel Inkasso AS");
    assert_str(row_of(text, 0, 62), "        Konto           8601.11.17947");
    assert_str(row_of(text, 0, 63), "        KID             202600000014");
    assert_str(row_of(text, 0, 64), "        Beløp           1 234 567,89 kr");
    assert_str(row_of(text, 0, 65), "        Betalingsfrist  16.11.2026");
}

static void test_send_makes_the_copy_behind_the_first(void **state) {
    (void)state;
    krav_letter l = letter();
    const krav_str alone = sent(&l);
    l.copy_name = KRAV_STR("Vera Verge");
    l.copy_address = KRAV_STR("Verge for Kari Nordmann\nTorget 2\n0150 OSLO");
    assert_int_equal(fake_host_send(host, "c0", &l), KRAV_DONE);
    const krav_str both = host->files[host->n_files - 1].content;
    assert_true(both.len > 2 * alone.len);
    assert_memory_equal(both.ptr, alone.ptr, alone.len);
    assert_int_equal(both.ptr[alone.len], '\f');
    const krav_str copy = {both.ptr + alone.len + 1, both.len - alone.len - 1};
    assert_str(row_of(copy, 0, 10), "        Vera Verge");
    assert_str(row_of(copy, 0, 11), "        Verge for Kari Nordmann");
    assert_str(row_of(copy, 0, 18), "        Betalingsoppfordring");
}

static void test_send_leaves_out_a_slip_without_amount(void **state) {
    (void)state;
    krav_letter l = letter();
    l.amount = 0;
    const krav_str text = sent(&l);
    assert_null(memmem(text.ptr, text.len, "Innbetaling", 11));
}

static void test_send_wraps_and_breaks_pages(void **state) {
    (void)state;
    char body[20000];
    size_t n = 0;
    while (n + 12 < sizeof body) {
        memcpy(body + n, "bl\xc3\xa5" "b\xc3\xa6r og ", 12);
        n += 12;
    }
    krav_letter l = letter();
    l.body = (krav_str){body, n};
    const krav_str text = sent(&l);
    int row = 0;
    int width = 0;
    int n_pages = 1;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\f') {
            row = 0;
            n_pages++;
        } else if (text.ptr[i] == '\n') {
            row++;
            width = 0;
            assert_true(row <= 68);
        } else if (((unsigned char)text.ptr[i] & 0xc0) != 0x80) {
            width++;
            assert_true(width <= 72); /* 80 less the right margin */
        }
    }
    assert_true(n_pages > 3);
    assert_str(row_of(text, 1, 2), "        Side 2, Sak: 2026-17");
    assert_str(row_of(text, n_pages - 1, 60), "        Innbetaling"); /* on the last page */
}

static void test_send_cuts_a_word_without_blanks(void **state) {
    (void)state;
    char body[130];
    memset(body, 'x', sizeof body);
    krav_letter l = letter();
    l.body = (krav_str){body, sizeof body};
    const krav_str text = sent(&l);
    assert_int_equal(row_of(text, 0, 20).len, 8 + 64);
    assert_int_equal(row_of(text, 0, 21).len, 8 + 64);
    assert_int_equal(row_of(text, 0, 22).len, 8 + 2);
}

static void test_send_has_one_effect_for_one_key(void **state) {
    (void)state;
    krav_letter l = letter();
    assert_int_equal(fake_host_send(host, "nøkkel", &l), KRAV_DONE);
    assert_str(host->answer.reference, "x6ec3b8" "6b6b656c.txt");
    l.body = KRAV_STR("another"); /* even so: the key names the effect */
    assert_int_equal(fake_host_send(host, "nøkkel", &l), KRAV_DONE);
    assert_str(host->answer.reference, "x6ec3b8" "6b6b656c.txt");
    assert_int_equal(host->n_files, 1);
    assert_int_equal(fake_host_send(host, "nøkke", &l), KRAV_DONE);
    assert_int_equal(host->n_files, 2);
}

static void test_recall_tells_what_became_of_a_key(void **state) {
    (void)state;
    const krav_letter l = letter();
    assert_int_equal(fake_host_recall(host, "a"), KRAV_RETRY);
    assert_int_equal(fake_host_send(host, "a", &l), KRAV_DONE);
    assert_int_equal(fake_host_recall(host, "a"), KRAV_DONE);
    assert_str(host->answer.reference, "a.txt");
    assert_int_equal(fake_host_recall(host, "b"), KRAV_RETRY);
}

static void test_send_is_honest_about_the_disk(void **state) {
    (void)state;
    const krav_letter l = letter();
    host->put_rc = KRAV_E_IO;
    assert_int_equal(fake_host_send(host, "a", &l), KRAV_UNKNOWN);
    host->put_rc = KRAV_E_BUSY;
    assert_int_equal(fake_host_send(host, "a", &l), KRAV_RETRY);
    host->put_rc = KRAV_E_INVALID;
    assert_int_equal(fake_host_send(host, "a", &l), KRAV_REFUSED);
    host->put_rc = KRAV_OK;
    assert_int_equal(fake_host_send(host, "a", &l), KRAV_DONE);
}

static void refuses(const krav_letter *l, const char *words) {
    assert_int_equal(fake_host_send(host, "r", l), KRAV_REFUSED);
    assert_non_null(memmem(host->answer.reason.ptr, host->answer.reason.len, words,
                           strlen(words)));
    assert_int_equal(host->n_files, 0);
}

static void test_send_refuses_what_is_no_letter(void **state) {
    (void)state;
    krav_letter l = letter();
    l.body = KRAV_STR("");
    refuses(&l, "no body");
    l = letter();
    l.to_name = (krav_str){NULL, 0};
    refuses(&l, "no receiver");
    l = letter();
    l.composed = 0;
    refuses(&l, "no day");
    l = letter();
    l.amount = -1;
    refuses(&l, "negative");
    l = letter();
    l.account = (krav_str){NULL, 0};
    refuses(&l, "no account");
    l = letter();
    l.subject = KRAV_STR("a\nb");
    refuses(&l, "not plain UTF-8");
    l = letter();
    l.body = KRAV_STR("a\fb");
    refuses(&l, "not plain UTF-8");
    l.body = KRAV_STR("bl\xe5");
    refuses(&l, "not plain UTF-8");
    l = letter();
    l.to_address = KRAV_STR("1\n2\n3\n4\n5\n6");
    refuses(&l, "window");
    l = letter();
    l.from_address = KRAV_STR("1\n2\n3\n4\n5\n6");
    refuses(&l, "sender");
    char *body = malloc(262145);
    assert_non_null(body);
    memset(body, '\n', 262145);
    l = letter();
    l.body = (krav_str){body, 262145};
    refuses(&l, "256 KiB");
    free(body);
}

static void test_send_refuses_keys_that_name_no_file(void **state) {
    (void)state;
    const krav_channel *channel = host->plugin->extension(host->plugin, KRAV_CHANNEL);
    const krav_letter l = letter();
    char key[100];
    memset(key, 'k', sizeof key);
    krav_call call = {.size = sizeof call, .id = 7, .key = {key, 98}};
    assert_int_equal(channel->send(host->plugin, &call, &l), KRAV_E_INVALID);
    assert_int_equal(host->plugin->recall(host->plugin, &call), KRAV_E_INVALID);
    call.key.len = 0;
    assert_int_equal(channel->send(host->plugin, &call, &l), KRAV_E_INVALID);
    assert_int_equal(host->n_answers, 0);
    call.key.len = 97;
    assert_int_equal(channel->send(host->plugin, &call, &l), KRAV_OK);
    assert_int_equal(host->answer.outcome, KRAV_DONE);
    assert_int_equal(host->answer.reference.len, 1 + 2 * 97 + 4);
}

static void test_width_and_language_are_choices(void **state) {
    (void)state;
    fake_host_set(host, "width", "100");
    krav_letter l = letter();
    l.language = KRAV_STR("en");
    const krav_str text = sent(&l);
    assert_int_equal(row_of(text, 0, 59).len, 8 + 84);
    assert_str(row_of(text, 0, 60), "        Payment");
    assert_str(row_of(text, 0, 65), "        Pay by          16.11.2026");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_send_lays_out_the_sheet, setup, teardown),
        cmocka_unit_test_setup_teardown(test_send_makes_the_copy_behind_the_first, setup, teardown),
        cmocka_unit_test_setup_teardown(test_send_leaves_out_a_slip_without_amount, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_send_wraps_and_breaks_pages, setup, teardown),
        cmocka_unit_test_setup_teardown(test_send_cuts_a_word_without_blanks, setup, teardown),
        cmocka_unit_test_setup_teardown(test_send_has_one_effect_for_one_key, setup, teardown),
        cmocka_unit_test_setup_teardown(test_recall_tells_what_became_of_a_key, setup, teardown),
        cmocka_unit_test_setup_teardown(test_send_is_honest_about_the_disk, setup, teardown),
        cmocka_unit_test_setup_teardown(test_send_refuses_what_is_no_letter, setup, teardown),
        cmocka_unit_test_setup_teardown(test_send_refuses_keys_that_name_no_file, setup, teardown),
        cmocka_unit_test_setup_teardown(test_width_and_language_are_choices, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
