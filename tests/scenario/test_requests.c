/* test_requests.c - AvtaleGiro from end to end: the bank's agreements come in, a plan is agreed, the
 * file that asks payers' banks goes out, the bank pays or does not, and what is broken is taken back. */
#include "desk.h"

#include <stdlib.h>
#include <string.h>

#define GIRO                                                                                       \
    "[plugin avtalegiro]\nrun = isolated\ncustomer_unit = 00310471\n"
#define STATES "SELECT group_concat(state) FROM (SELECT state FROM debits ORDER BY step, deletes)"

static void use(struct desk *d, const char *channels, const char *sections) {
    desk_replace(d, "krav.conf", "letter = letter_text", channels);
    desk_write(d, "krav.conf", desk_path(d, "%s\n%s", desk_read(d, "krav.conf"), sections));
}

static int giro_open(void **state) {
    const int rc = desk_open(state);
    use(*state, "letter = letter_text\nrequests = avtalegiro", GIRO);
    return rc;
}

/* The bank's list of agreements, with one of case n. */
static void agreement(struct desk *d, int n, char registration, char notice) {
    char transmission[8] = "0170000";
    struct ocr_make m;
    transmission[6] = (char)('0' + ++d->n_files % 10);
    ocr_make_start(&m, transmission, "010926");
    ocr_make_agreement(&m, DESK_ACCOUNT, desk_kid(d, n), registration, notice);
    ocr_make_end(&m);
    const char *path = desk_path(d, "%s/list-%d", d->dir, d->n_files);
    desk_write_bytes(d, path, m.text, m.len);
    ocr_make_free(&m);
    (void)desk_ok(d, "take", path);
}

static const char *number(struct desk *d, int n) { return desk_path(d, "%d", DESK_CASE(n)); }

/* 1000,00 in two instalments from Monday 21 September. */
static void plan(struct desk *d) {
    desk_claims(d, "A-1;consumer;1000,00;2026-08-17\n");
    agreement(d, 1, '1', 'J');
    (void)desk_ok(d, "tell", number(d, 1), "plan", "--parts", "2", "--first", "2026-09-21");
}

static const json_t *request(struct desk *d, size_t i) {
    const json_t *all = json_object_get(desk_case(d, 1), "requests");
    assert_true(i < json_array_size(all));
    return json_array_get(all, i);
}

/* The file of the i-th batch, in the order they were made. */
static const char *file_of(struct desk *d, int i) {
    return desk_path(d, "%s/out/avtalegiro/%s.txt", d->home, desk_sql_text(d, desk_path(d,
        "SELECT lower(hex(key)) FROM outbox WHERE kind = 'collect' ORDER BY id LIMIT 1 OFFSET %d",
        i)));
}

/* What the bank makes of the files, in the order they were handed in, is taken in. */
static const char *bank(struct desk *d, const char *day, int n_files, const char *options) {
    const char *all = "";
    for (int i = 0; i < n_files; i++) {
        all = desk_path(d, "%s %s", all, file_of(d, i));
    }
    const char *ocr = desk_path(d, "%s/ocr-%s", d->dir, day);
    const char *told = desk_path(d, "%s/told", d->dir);
    const char *command = desk_path(d, "%s/krav-bank requests%s --day %s --to %s %s >%s", KRAV_BIN,
                                    all, day, ocr, options, told);
    if (system(command) != 0) {
        fail_msg("%s", command);
    }
    (void)desk_ok(d, "take", ocr);
    return desk_read(d, told);
}

#define Z "00000"
#define B10 "          "

static void test_from_an_agreement_to_the_money(void **state) {
    struct desk *d = *state;
    plan(d);
    desk_until(d, "2026-09-06");
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM debits"), 0);
    const json_t *days = desk_json(d, "day", "--until", "2026-09-07");
    const json_t *done = json_array_get(days, json_array_size(days) - 1);
    assert_int_equal(desk_num(json_object_get(done, "effects"), "collect"), 1);
    const json_t *q = request(d, 0);
    const int64_t amount = desk_num(q, "amount_ore");
    assert_string_equal(desk_str(q, "asked"), "2026-09-07");
    assert_string_equal(desk_str(q, "due"), "2026-09-21");
    assert_string_equal(desk_str(q, "way"), "done");
    assert_string_equal(desk_str(q, "state"), "asked");
    const char *kid = desk_kid(d, 1);
    const char *wanted = desk_path(d,
        "NY000010003104710739866" "00008080" Z Z Z Z Z Z Z Z Z "0000\r\n"
        "NY2100200000000001479731" DESK_ACCOUNT Z Z Z Z Z Z Z Z Z "\r\n"
        "NY2121300000001210926" B10 " %017lld%25s" "000000\r\n"
        "NY2121310000001" B10 B10 B10 "     " "Sak 100000001            " Z "\r\n"
        "NY21214900000014001" "1Avdrag 1 av 2, sak 100000001            " Z Z Z Z "\r\n"
        "NY21008800000001" "00000005%017lld210926210926" Z Z Z Z Z "00\r\n"
        "NY00008900000001" "00000007%017lld210926" Z Z Z Z Z Z "000\r\n",
        (long long)amount, kid, (long long)amount, (long long)amount);
    assert_string_equal(desk_read(d, file_of(d, 0)), wanted);
    assert_int_equal(desk_num(desk_json(d, "status"), "requests_standing"), 1);
    assert_int_equal(desk_num(desk_json(d, "status"), "requests_standing_ore"), amount);
    assert_non_null(strstr(desk_ok(d, "explain", number(d, 1))->out, "is asked to pay"));
    desk_until(d, "2026-09-21");
    assert_string_equal(bank(d, "2026-09-21", 1, ""),
        desk_path(d, "paid\t%s\t%lld\t2026-09-21\n", kid, (long long)amount));
    q = request(d, 0);
    assert_string_equal(desk_str(q, "state"), "paid");
    const json_t *payment = json_array_get(json_object_get(desk_case(d, 1), "payments"), 0);
    assert_string_equal(desk_str(q, "paid_by"), desk_str(payment, "source"));
    assert_int_equal(desk_num(payment, "amount_ore"), amount);
    const char *sheet = desk_ok(d, "case", number(d, 1))->out;
    assert_non_null(strstr(sheet, "Asked of the payer's bank (AvtaleGiro)"));
    assert_non_null(strstr(sheet, "paid 2026-09-21 by " DESK_ACCOUNT ":"));
    desk_until(d, "2026-10-21"); /* and so the next: all is paid, and the case ends */
    (void)bank(d, "2026-10-21", 2, "");
    assert_string_equal(desk_str(request(d, 1), "state"), "paid");
    desk_until(d, "2026-10-23");
    assert_string_equal(desk_str(desk_case(d, 1), "close_why"), "paid");
    desk_verify(d);
}

/* The payer has no cover: nothing comes; the plan's own law goes on, until it is broken and the next
 * request is taken back. */
static void test_without_cover_the_plan_breaks_and_the_next_is_deleted(void **state) {
    struct desk *d = *state;
    plan(d);
    desk_until(d, "2026-09-21");
    assert_non_null(strstr(bank(d, "2026-09-21", 1, desk_path(d, "--no-cover %s", desk_kid(d, 1))),
                           "no-cover"));
    assert_string_equal(desk_str(request(d, 0), "state"), "asked");
    desk_until(d, "2026-10-20");
    assert_int_equal(desk_num(desk_case(d, 1), "plans_broken"), 1);
    const json_t *q = request(d, 1);
    assert_string_equal(desk_str(q, "due"), "2026-10-21");
    assert_string_equal(desk_str(q, "state"), "deleted");
    assert_string_equal(desk_str(q, "why"), "no_plan");
    const char *file = desk_read(d, file_of(d, 2));
    assert_non_null(strstr(file, "NY213620"));
    assert_non_null(strstr(file, desk_path(d, "NY2193300000001211026" B10 " %017lld%25s",
        (long long)desk_num(q, "amount_ore"), desk_kid(d, 1))));
    assert_null(strstr(file, "NY210020"));
    desk_until(d, "2026-10-21");
    assert_non_null(strstr(bank(d, "2026-10-21", 3, ""), "deleted"));
    assert_int_equal(json_array_size(json_object_get(desk_case(d, 1), "payments")), 0);
    desk_verify(d);
}

/* What happens again in a replay is what was recorded: no bank hears of it. */
static void test_a_replay_asks_nobody(void **state) {
    struct desk *d = *state;
    plan(d);
    desk_until(d, "2026-09-21");
    (void)bank(d, "2026-09-21", 1, "");
    desk_until(d, "2026-09-23");
    const char *before = desk_print(d);
    const int files = desk_count_files(d, "out/avtalegiro", "*");
    const json_t *r = desk_json(d, "rules", "replay", "--from", "2026-09-01");
    assert_int_equal(desk_num(r, "changed"), 0);
    assert_int_equal(desk_num(r, "strange"), 0);
    assert_string_equal(desk_print(d), before);
    assert_int_equal(desk_count_files(d, "out/avtalegiro", "*"), files);
}

/* ---- the setting ------------------------------------------------------------------------------ */

static void test_check_knows_the_setting(void **state) {
    struct desk *d = *state;
    (void)desk_ok(d, "check");
    desk_replace(d, "krav.conf", "requests = avtalegiro", "requests = letter_text");
    desk_fails(d, 1, "[channels] requests: letter_text does not provide krav.collect/1", "check");
    desk_replace(d, "krav.conf", "requests = letter_text", "requests = nobody");
    desk_fails(d, 1, "[channels] requests: names no plugin of this home", "check");
    desk_replace(d, "krav.conf", "requests = nobody", "requests = avtalegiro\nrequest_days = 0");
    desk_fails(d, 1, "[channels] request_days: 1 to 60", "check");
    desk_replace(d, "krav.conf", "request_days = 0", "request_days = 3");
    (void)desk_ok(d, "check");
    plan(d);
    desk_until(d, "2026-09-17");
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM debits"), 0);
    desk_until(d, "2026-09-18");
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM debits"), 1);
}

/* ---- channels that fail ----------------------------------------------------------------------- */

static int flaky(struct desk *d, const char *options, const char *upto) {
    use(d, "letter = letter_text\nrequests = bank",
        desk_path(d, "[plugin bank]\nso = %s/flaky_bank.so\n%s", SCENARIO_PLUGINS, options));
    plan(d);
    desk_until(d, upto);
    return desk_count_files(d, "out/bank", "sent-*-1");
}

static int64_t tasks(struct desk *d, const char *reason) {
    return desk_sql_int(d, desk_path(d, "SELECT count(*) FROM tasks WHERE done = 0 AND reason"
                                        " LIKE '%s%%'", reason));
}

static void expect_asked_once(struct desk *d) {
    assert_int_equal(desk_count_files(d, "out/bank", "sent-*-1"), 1);
    assert_int_equal(desk_count_files(d, "out/bank", "sent-*-2"), 0);
    assert_string_equal(desk_sql_text(d, STATES), "done");
    assert_int_equal(json_array_size(json_object_get(desk_case(d, 1), "requests")), 1);
    assert_int_equal(tasks(d, "requests"), 0);
    desk_verify(d);
}

static void test_a_dead_worker_asks_once(void **state) {
    static const char *const deaths[] = {"crash", "take_and_crash", "doubt", "take_and_doubt"};
    (void)state;
    for (size_t i = 0; i < sizeof deaths / sizeof deaths[0]; i++) {
        void *fresh = NULL;
        assert_int_equal(desk_open(&fresh), 0);
        struct desk *d = fresh;
        (void)flaky(d, desk_path(d, "collect = %s\ntimes = 1\n", deaths[i]), "2026-09-08");
        expect_asked_once(d);
        assert_int_equal(desk_close(&fresh), 0);
    }
}

/* Nobody can say: the request waits as unknown and is never handed over again; what takes it back goes
 * all the same, as the bank may have it. */
static void test_what_is_in_doubt_is_recalled_and_never_sent_again(void **state) {
    struct desk *d = *state;
    assert_int_equal(flaky(d, "collect = take_and_doubt\ntimes = 1\nrecall = doubt\n",
                           "2026-09-09"), 1);
    assert_string_equal(desk_sql_text(d, STATES), "unknown");
    assert_int_equal(tasks(d, "requests_in_doubt"), 1);
    assert_int_equal(desk_num(desk_json(d, "status"), "requests_unknown"), 1);
    desk_verify(d);
    (void)desk_ok(d, "tell", number(d, 1), "dispute", "feil");
    desk_replace(d, "krav.conf", "collect = take_and_doubt\ntimes = 1\nrecall = doubt",
                 "collect = take\nrecall = honest");
    desk_until(d, "2026-09-10");
    assert_string_equal(desk_sql_text(d, STATES), "done,done");
    assert_string_equal(desk_str(request(d, 0), "state"), "deleted");
    assert_int_equal(tasks(d, "requests"), 0);
    assert_int_equal(desk_count_files(d, "out/bank", "sent-*-2"), 0);
    desk_verify(d);
}

static void test_refused_and_put_off(void **state) {
    struct desk *d = *state;
    assert_int_equal(flaky(d, "collect = refuse\n", "2026-09-07"), 0);
    assert_string_equal(desk_sql_text(d, STATES), "refused");
    assert_int_equal(tasks(d, "requests_refused"), 1);
    desk_verify(d);
    desk_replace(d, "krav.conf", "collect = refuse", "collect = retry");
    desk_until(d, "2026-09-08");
    assert_string_equal(desk_sql_text(d, STATES), "refused,planned");
    assert_int_equal(tasks(d, "requests_wait"), 1);
    desk_verify(d);
    desk_replace(d, "krav.conf", "collect = retry", "collect = take");
    desk_until(d, "2026-09-09");
    assert_string_equal(desk_sql_text(d, STATES), "refused,done");
    assert_int_equal(desk_count_files(d, "out/bank", "sent-*-1"), 1);
    assert_int_equal(tasks(d, "requests_wait"), 0);
    desk_verify(d);
}

/* A plugin that is not there: nothing is lost, and a person is asked. */
static void test_a_plugin_that_cannot_start_waits(void **state) {
    struct desk *d = *state;
    use(d, "letter = letter_text\nrequests = bank",
        desk_path(d, "[plugin bank]\nso = %s/none.so\n", d->dir));
    plan(d);
    desk_until(d, "2026-09-08");
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM debits"), 0);
    assert_int_equal(tasks(d, "requests_wait"), 1);
    desk_verify(d);
}

int main(void) {
#define TEST(f, open) cmocka_unit_test_setup_teardown(f, open, desk_close)
    const struct CMUnitTest tests[] = {
        TEST(test_from_an_agreement_to_the_money, giro_open),
        TEST(test_without_cover_the_plan_breaks_and_the_next_is_deleted, giro_open),
        TEST(test_a_replay_asks_nobody, giro_open),
        TEST(test_check_knows_the_setting, giro_open),
        cmocka_unit_test(test_a_dead_worker_asks_once),
        TEST(test_what_is_in_doubt_is_recalled_and_never_sent_again, desk_open),
        TEST(test_refused_and_put_off, desk_open),
        TEST(test_a_plugin_that_cannot_start_waits, desk_open),
    };
    return cmocka_run_group_tests_name("requests", tests, NULL, NULL);
}
