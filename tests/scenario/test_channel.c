/* test_channel.c - letters through a channel that fails: none goes out twice, none is lost in
 * silence, and a case whose letter was refused goes on. */
#include "desk.h"

#include <string.h>

static void use_flaky(struct desk *d, const char *options) {
    desk_replace(d, "krav.conf", "letter = letter_text", "letter = flaky");
    desk_write(d, "krav.conf", desk_path(d, "%s\n[plugin flaky]\nso = %s/flaky_channel.so\n%s",
                                         desk_read(d, "krav.conf"), SCENARIO_PLUGINS, options));
    desk_claims(d, "1;consumer;1000,00;2026-08-17\n2;consumer;2000,00;2026-08-17\n");
}

static int files_of(struct desk *d, const char *pattern) {
    return desk_count_files(d, "out/flaky", pattern);
}

static int64_t rows(struct desk *d, const char *state) {
    return desk_sql_int(d, desk_path(d, "SELECT count(*) FROM outbox WHERE state = '%s'", state));
}

/* What counts in the end: each letter went out once, by the channel's own count. */
static void expect_each_sent_once(struct desk *d) {
    assert_int_equal(files_of(d, "sent-*-1"), 2);
    assert_int_equal(files_of(d, "sent-*-2"), 0);
    assert_int_equal(rows(d, "done"), 2);
    for (int n = 1; n <= 2; n++) {
        const json_t *letter = json_array_get(json_object_get(desk_case(d, n), "letters"), 0);
        assert_string_equal(desk_str(letter, "state"), "sent");
    }
    /* The fee is charged once, when its letter is known to be out. */
    assert_int_equal(desk_sql_int(d, "SELECT sum(amount) FROM postings WHERE account ="
                                     " 'costs_creditor'"), 2 * 3800);
    desk_verify(d);
}

static void work(struct desk *d) { (void)desk_ok(d, "day", "--until", "2026-09-01"); }

static void test_good_day(void **state) {
    struct desk *d = *state;
    use_flaky(d, "send = deliver\n");
    work(d);
    expect_each_sent_once(d);
    assert_int_equal(files_of(d, "recalled-*"), 0);
}

/* UNKNOWN and it went out: found by asking, never by sending again. */
static void test_doubt_after_delivery_is_recalled_not_resent(void **state) {
    struct desk *d = *state;
    use_flaky(d, "send = deliver_and_doubt\n");
    work(d);
    expect_each_sent_once(d);
    assert_int_equal(files_of(d, "asked-*-2"), 0);
    assert_int_equal(files_of(d, "recalled-*-1"), 2);
}

/* UNKNOWN and it did not go out: the channel says so when asked, and only then is it sent. */
static void test_doubt_before_delivery_is_recalled_and_then_sent(void **state) {
    struct desk *d = *state;
    use_flaky(d, "send = doubt\ntimes = 1\n");
    work(d);
    expect_each_sent_once(d);
    assert_int_equal(files_of(d, "asked-*-2"), 2);
    assert_int_equal(files_of(d, "recalled-*-1"), 2);
}

/* UNKNOWN for as long as nobody remembers: not resent, not charged, and seen by a person. */
static void test_doubt_that_stays_is_never_resent(void **state) {
    struct desk *d = *state;
    use_flaky(d, "send = deliver_and_doubt\nrecall = doubt\n");
    desk_until(d, "2026-09-16");
    assert_int_equal(files_of(d, "asked-*-1"), 2);
    assert_int_equal(files_of(d, "asked-*-2"), 0);
    assert_int_equal(rows(d, "asked"), 2);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM postings WHERE account ="
                                     " 'costs_creditor'"), 0);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM tasks WHERE reason = 'no_receipt'"), 2);
    /* The channel remembers again: done, once. */
    desk_replace(d, "krav.conf", "recall = doubt\n", "");
    desk_until(d, "2026-09-17");
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM outbox WHERE state = 'done' AND"
                                     " letter = 'reminder' AND reference = 'recalled'"), 2);
    assert_int_equal(files_of(d, "asked-*-2"), 0);
    assert_int_equal(files_of(d, "sent-*-2"), 0);
}

/* A channel that loses every letter and says so is not asked for ever: a few times, then once a
 * day, until the letter's last day; then a person hears of it. */
static void test_doubt_about_every_try_comes_to_an_end(void **state) {
    struct desk *d = *state;
    use_flaky(d, "send = doubt\n");
    work(d);
    assert_in_range(files_of(d, "asked-*"), 2, 20);
    assert_int_equal(rows(d, "planned"), 2);
    desk_until(d, "2026-09-17");
    assert_int_equal(files_of(d, "sent-*"), 0);
    assert_int_equal(rows(d, "withdrawn"), 2);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM tasks WHERE reason ="
                                     " 'letter_not_sent'"), 2);
}

static void test_retry_is_sent_the_next_day_with_that_days_figures(void **state) {
    struct desk *d = *state;
    use_flaky(d, "send = retry\ntimes = 1\n");
    work(d);
    assert_int_equal(files_of(d, "sent-*"), 0);
    desk_until(d, "2026-09-02");
    expect_each_sent_once(d);
    const json_t *letter = json_array_get(json_object_get(desk_case(d, 1), "letters"), 0);
    assert_string_equal(desk_str(letter, "sent"), "2026-09-02");
    assert_string_equal(desk_str(letter, "deadline"), "2026-09-16");
    /* 1000,00 x 12.25 % x 16 / 365 = 5,37; fee 38,00. */
    assert_int_equal(desk_num(letter, "quote_ore"), 100000 + 537 + 3800);
}

/* What waits for its second try is still only a promise. */
static void test_letter_to_be_retried_is_not_sent_after_an_objection(void **state) {
    struct desk *d = *state;
    use_flaky(d, "send = retry\ntimes = 1\n");
    work(d);
    (void)desk_ok(d, "tell", "100000001", "dispute", "feil");
    desk_until(d, "2026-09-04");
    /* The other case's reminder; here only that the objection came, and a question to the creditor. */
    assert_int_equal(files_of(d, "sent-*"), 3);
    const json_t *c = desk_case(d, 1);
    const json_t *letter = json_array_get(json_object_get(c, "letters"), 0);
    assert_string_equal(desk_str(letter, "state"), "not_sent");
    assert_int_equal(desk_num(json_object_get(c, "balances"), "costs_ore"), 0);
}

static void test_refused_letter_is_a_task_and_the_case_goes_on(void **state) {
    struct desk *d = *state;
    use_flaky(d, "send = refuse\n");
    work(d);
    desk_verify(d);
    assert_int_equal(files_of(d, "sent-*"), 0);
    assert_int_equal(rows(d, "refused"), 2);
    const json_t *c = desk_case(d, 1);
    const json_t *task = json_array_get(json_object_get(c, "tasks"), 0);
    assert_string_equal(desk_str(task, "reason"), "letter_not_sent");
    assert_int_equal(desk_num(json_object_get(c, "balances"), "costs_ore"), 0);
    const struct desk_payment payment = {100500, desk_kid(d, 1), "010926", "010926"};
    const char *file = desk_path(d, "%s/ocr.txt", d->dir);
    desk_ocr(d, file, DESK_ACCOUNT, &payment, 1);
    (void)desk_ok(d, "take", file);
    assert_int_equal(desk_num(json_object_get(desk_case(d, 1), "balances"), "paid_ore"), 100500);
    assert_string_not_equal(desk_str(desk_case(d, 1), "closed"), "");
    desk_verify(d);
}

/* The worker dies with a letter in its hands, every time.  It is called back and asked what became
 * of it; after a few tries the letter waits for another day, and for a better channel. */
static void test_crash_before_delivery_is_made_good(void **state) {
    struct desk *d = *state;
    use_flaky(d, "send = crash\n");
    work(d);
    desk_verify(d);
    assert_int_equal(files_of(d, "sent-*"), 0);
    assert_int_equal(rows(d, "asked"), 0);
    assert_int_equal(rows(d, "planned"), 2);
    assert_true(files_of(d, "recalled-*") >= 2); /* asked, not sent on a guess */
    desk_replace(d, "krav.conf", "send = crash\n", "send = deliver\n");
    (void)desk_ok(d, "day", "--until", "2026-09-02");
    expect_each_sent_once(d);
}

static void test_crash_after_delivery_sends_nothing_twice(void **state) {
    struct desk *d = *state;
    use_flaky(d, "send = deliver_and_crash\n");
    work(d);
    expect_each_sent_once(d); /* the worker that came back knew of them */
    desk_replace(d, "krav.conf", "send = deliver_and_crash\n", "send = deliver\n");
    work(d);
    expect_each_sent_once(d);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)
    const struct CMUnitTest tests[] = {
        TEST(test_good_day),
        TEST(test_doubt_after_delivery_is_recalled_not_resent),
        TEST(test_doubt_before_delivery_is_recalled_and_then_sent),
        TEST(test_doubt_that_stays_is_never_resent),
        TEST(test_doubt_about_every_try_comes_to_an_end),
        TEST(test_retry_is_sent_the_next_day_with_that_days_figures),
        TEST(test_letter_to_be_retried_is_not_sent_after_an_objection),
        TEST(test_refused_letter_is_a_task_and_the_case_goes_on),
        TEST(test_crash_before_delivery_is_made_good),
        TEST(test_crash_after_delivery_sends_nothing_twice),
    };
    return cmocka_run_group_tests_name("channel", tests, NULL, NULL);
}
