/* Tests of the print room's channel: two files for one letter, the manifest last and once. */
#include "unit.h"

#include "krav/easy.h"

#include "fake_host.h"

#define KEY "00ff12"

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
    return (krav_letter){.size = sizeof(krav_letter),
                         .composed = krav_day_of(2026, 11, 2),
                         .kind = KRAV_STR("payment_demand"),
                         .case_ref = KRAV_STR("100000017"),
                         .to_name = KRAV_STR("Kari Nordmann"),
                         .body = KRAV_STR("Hei"),
                         .bytes = KRAV_STR("%PDF-1.5 \0\xff"),
                         .media_type = KRAV_STR("application/pdf")};
}

static void test_send_writes_the_pages_and_then_the_manifest(void **state) {
    (void)state;
    const krav_letter l = letter();
    assert_int_equal(fake_host_send(host, KEY, &l), KRAV_DONE);
    assert_str(host->answer.reference, KEY ".json");
    assert_int_equal(host->n_files, 2);
    assert_str(host->files[0].name, KEY ".pdf");
    assert_true(krav_str_eq(host->files[0].content, l.bytes));
    assert_str(host->files[1].name, KEY ".json");
    assert_str(host->files[1].content,
               "{\"key\":\"" KEY "\",\"file\":\"" KEY ".pdf\",\"media_type\":\"application/pdf\","
               "\"bytes\":11,\"kind\":\"payment_demand\",\"case\":\"100000017\","
               "\"day\":\"2026-11-02\",\"to\":\"Kari Nordmann\"}\n");
}

static void test_manifest_names_who_gets_it_too(void **state) {
    (void)state;
    krav_letter l = letter();
    l.copy_name = KRAV_STR("Vera Verge");
    assert_int_equal(fake_host_send(host, "cc", &l), KRAV_DONE);
    const krav_str manifest = host->files[1].content;
    static const char both[] = "\"to\":\"Kari Nordmann\",\"copy_to\":\"Vera Verge\"}\n";
    const size_t len = sizeof both - 1;
    assert_true(manifest.len > len);
    assert_memory_equal(manifest.ptr + manifest.len - len, both, len);
}

/* What is asked for stands in the manifest; a name may hold anything. */
static void test_manifest_says_who_is_to_pay_what(void **state) {
    (void)state;
    krav_letter l = letter();
    l.to_name = KRAV_STR("K\xc3\xa5re \"A\\B\"\n\xff.");
    l.kid = KRAV_STR("202600000014");
    l.amount = 125050;
    l.deadline = krav_day_of(2026, 11, 16);
    assert_int_equal(fake_host_send(host, "aa", &l), KRAV_DONE);
    l.asks_payment = 1;
    assert_int_equal(fake_host_send(host, "bb", &l), KRAV_DONE);
    static const char *const ends[] = {
        ",\"to\":\"K\xc3\xa5re \\\"A\\\\B\\\"  .\",\"deadline\":\"2026-11-16\"}\n",
        ",\"to\":\"K\xc3\xa5re \\\"A\\\\B\\\"  .\",\"kid\":\"202600000014\",\"amount_ore\":125050,"
        "\"deadline\":\"2026-11-16\"}\n"};
    for (size_t i = 0; i < 2; i++) {
        const krav_str manifest = host->files[2 * i + 1].content;
        const size_t len = strlen(ends[i]);
        assert_true(manifest.len > len);
        assert_memory_equal(manifest.ptr + manifest.len - len, ends[i], len);
    }
}

static void test_send_without_pages_writes_the_text(void **state) {
    (void)state;
    krav_letter l = letter();
    l.bytes = (krav_str){NULL, 0};
    l.media_type = l.bytes;
    assert_int_equal(fake_host_send(host, KEY, &l), KRAV_DONE);
    assert_str(host->files[0].name, KEY ".txt");
    assert_str(host->files[0].content, "Hei");
    assert_non_null(memmem(host->files[1].content.ptr, host->files[1].content.len,
                           "text/plain; charset=utf-8", 25));
}

static void test_send_twice_makes_one_letter(void **state) {
    (void)state;
    krav_letter l = letter();
    assert_int_equal(fake_host_send(host, KEY, &l), KRAV_DONE);
    l.bytes = KRAV_STR("another");
    assert_int_equal(fake_host_send(host, KEY, &l), KRAV_DONE);
    assert_str(host->answer.reference, KEY ".json");
    assert_int_equal(host->n_files, 2);
}

/* Without its manifest a letter was not handed over, whatever else lies in the folder. */
static void test_recall_looks_for_the_manifest(void **state) {
    (void)state;
    const krav_letter l = letter();
    assert_int_equal(fake_host_recall(host, KEY), KRAV_RETRY);
    assert_int_equal(fake_host_send(host, KEY, &l), KRAV_DONE);
    assert_int_equal(fake_host_recall(host, KEY), KRAV_DONE);
    assert_str(host->answer.reference, KEY ".json");
    assert_int_equal(fake_host_recall(host, "00ff13"), KRAV_RETRY);
    host->n_files = 1; /* the manifest is gone */
    assert_int_equal(fake_host_recall(host, KEY), KRAV_RETRY);
}

static void test_send_tells_what_went_wrong_with_the_disk(void **state) {
    (void)state;
    const krav_letter l = letter();
    host->put_rc = KRAV_E_IO;
    assert_int_equal(fake_host_send(host, KEY, &l), KRAV_UNKNOWN);
    host->put_rc = KRAV_E_BUSY;
    assert_int_equal(fake_host_send(host, KEY, &l), KRAV_RETRY);
}

static void test_send_refuses_what_no_print_room_takes(void **state) {
    (void)state;
    krav_letter l = letter();
    l.media_type = KRAV_STR("image/png");
    assert_int_equal(fake_host_send(host, KEY, &l), KRAV_REFUSED);
    l = letter();
    l.kind = KRAV_STR("a\",\"b\":\"c");
    assert_int_equal(fake_host_send(host, KEY, &l), KRAV_REFUSED);
    l = letter();
    l.case_ref = KRAV_STR("1\n2");
    assert_int_equal(fake_host_send(host, KEY, &l), KRAV_REFUSED);
    l = letter();
    l.composed = 0;
    assert_int_equal(fake_host_send(host, KEY, &l), KRAV_REFUSED);
    l = letter();
    l.bytes = l.body = (krav_str){NULL, 0};
    assert_int_equal(fake_host_send(host, KEY, &l), KRAV_REFUSED);
    assert_int_equal(host->n_files, 0);
}

/* Whatever the key, its name stays in the folder and is shared with no other key. */
static void test_keys_that_are_not_hex_are_written_in_hex(void **state) {
    (void)state;
    const krav_letter l = letter();
    assert_int_equal(fake_host_send(host, "../00", &l), KRAV_DONE);
    assert_true(fake_str_is(host->answer.reference, "x2e2e2f3030.json"));
    assert_int_equal(fake_host_recall(host, "../00"), KRAV_DONE);
    assert_int_equal(fake_host_send(host, "00FF", &l), KRAV_DONE);
    assert_true(fake_str_is(host->answer.reference, "x30304646.json"));
    assert_int_equal(fake_host_recall(host, "00ff"), KRAV_RETRY);
    assert_int_equal(host->n_files, 4);
}

static void test_keys_that_fit_no_name_are_not_accepted(void **state) {
    (void)state;
    char longest[197];
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    const char *const keys[] = {"", longest};
    const krav_channel *channel = host->plugin->extension(host->plugin, KRAV_CHANNEL);
    const krav_letter l = letter();
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const krav_call call = {.size = sizeof call, .id = 7, .key = krav_str_of(keys[i])};
        assert_int_equal(channel->send(host->plugin, &call, &l), KRAV_E_INVALID);
        assert_int_equal(host->plugin->recall(host->plugin, &call), KRAV_E_INVALID);
    }
    assert_int_equal(host->n_files + host->n_answers, 0);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(test_send_writes_the_pages_and_then_the_manifest),
        T(test_manifest_names_who_gets_it_too),
        T(test_manifest_says_who_is_to_pay_what),
        T(test_send_without_pages_writes_the_text),
        T(test_send_twice_makes_one_letter),
        T(test_recall_looks_for_the_manifest),
        T(test_send_tells_what_went_wrong_with_the_disk),
        T(test_send_refuses_what_no_print_room_takes),
        T(test_keys_that_are_not_hex_are_written_in_hex),
        T(test_keys_that_fit_no_name_are_not_accepted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
