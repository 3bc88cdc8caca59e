/* The questions of later capabilities, and options that are files, through a real worker. */
#include "bench.h"

/* The last answer's result, as far as these tests look. */
static struct {
    union wire_any_record record;
    krav_person persons[2];
    char first[32], url[64];
    bool facts_before_answer;
} last;

static void keep_text(char *out, size_t size, krav_str s) {
    snprintf(out, size, "%.*s", (int)s.len, s.ptr);
}

static void keep_answer(void *ctx, const struct plug_answer *a) {
    struct bench *b = ctx;
    memset(&last, 0, sizeof last);
    last.facts_before_answer = b->n_records > 0;
    if (a->result) {
        const struct wire_layout *layout = wire_ask_row(a->ask)->result;
        memcpy(&last.record, a->result, layout->size);
        if (a->ask == WIRE_ASK_WASH_MANY) {
            const krav_persons *p = a->result;
            memcpy(last.persons, p->persons, p->n_persons * sizeof last.persons[0]);
            keep_text(last.first, sizeof last.first, p->persons[0].id);
        } else if (a->ask == WIRE_ASK_CHECKOUT) {
            keep_text(last.url, sizeof last.url, ((const krav_link *)a->result)->url);
        }
    }
    on_answer(ctx, a);
}

static struct bench *begin_bench(void) {
    struct bench *b = bench_new(&quick);
    b->sink.answer = keep_answer;
    assert_int_equal(add(b, "echo", echo_options, 3), STATUS_OK);
    assert_true(plug_settle(b->plug, PATIENCE_MS));
    return b;
}

static void ask(struct bench *b, enum wire_ask kind, const void *argument) {
    struct status st = {0};
    const struct plug_call call = call_to("echo", PATIENCE_MS);
    const size_t n = b->n_answers;
    assert_true(plug_ask(b->plug, &call, kind, argument, &st) != 0);
    run_until_answers(b, n + 1);
    assert_int_equal(b->answers[n].outcome, KRAV_DONE);
    assert_true(b->answers[n].has_result);
}

static void test_poll_brings_records_before_its_answer(void **state) {
    (void)state;
    struct bench *b = begin_bench();
    ask(b, WIRE_ASK_POLL, NULL);
    assert_true(last.facts_before_answer);
    assert_int_equal(b->n_records, last.record.file_result.n_records);
    assert_int_equal(b->sum, last.record.file_result.sum);
    assert_int_equal(b->n_bad_records, 0);
    bench_free(b);
}

static void test_wash_many_answers_in_order(void **state) {
    (void)state;
    struct bench *b = begin_bench();
    const krav_subject subjects[] = {
        {.size = sizeof subjects[0], .id = {"311758489", 9}, .name = {"A", 1}},
        {.size = sizeof subjects[0], .id = {"312597772", 9}, .name = {"B", 1}}};
    const krav_subjects both = {.size = sizeof both, .n_subjects = 2, .subjects = subjects};
    ask(b, WIRE_ASK_WASH_MANY, &both);
    assert_int_equal(last.record.persons.n_persons, 2);
    assert_string_equal(last.first, "311758489");
    assert_int_equal(last.persons[1].name.len, 1);
    bench_free(b);
}

static void test_checkout_has_five_questions(void **state) {
    (void)state;
    struct bench *b = begin_bench();
    const krav_checkout_form form = {.size = sizeof form, .amount = 500, .expires = 77,
                                     .return_url = {"https://krav.test/tilbake", 25}};
    ask(b, WIRE_ASK_CHECKOUT, &form);
    assert_string_equal(last.url, "https://krav.test/tilbake");
    assert_int_equal(last.record.link.expires, 77);
    const krav_checkout_ref ref = {.size = sizeof ref, .reference = {"p-1", 3}, .amount = 500};
    ask(b, WIRE_ASK_STATUS, &ref);
    assert_int_equal(last.record.checkout_state.asked, 1);
    ask(b, WIRE_ASK_CHARGE, &ref);
    assert_int_equal(last.record.checkout_state.charged, 500);
    ask(b, WIRE_ASK_REFUND, &ref);
    assert_int_equal(last.record.checkout_state.refunded, 500);
    ask(b, WIRE_ASK_WITHDRAW, &ref);
    assert_int_equal(last.record.checkout_state.ended, 1);
    bench_free(b);
}

static int32_t status_of(struct bench *b, const char *method, const char *path) {
    const krav_request request = {.size = sizeof request, .method = {method, strlen(method)},
                                  .path = {path, strlen(path)}, .body = {"{}", 2}};
    ask(b, WIRE_ASK_SERVE, &request);
    return last.record.response.status;
}

static void test_serve_submits_before_it_responds(void **state) {
    (void)state;
    struct bench *b = begin_bench();
    assert_int_equal(status_of(b, "POST", "/pay"), 200);
    assert_true(last.facts_before_answer);
    assert_int_equal(b->n_records, 1);
    assert_int_equal(b->sum, 1);
    bench_free(b);
}

/* echo serves what is in its own out/, by files.get. */
static void test_files_get_lends_what_was_put(void **state) {
    (void)state;
    struct bench *b = begin_bench();
    assert_int_equal(status_of(b, "GET", "/key-1"), 404); /* there is no such file */
    send_to(b, "echo", "1", PATIENCE_MS);                 /* puts "Hei" under its key */
    run_until_answers(b, 2);
    assert_int_equal(status_of(b, "GET", "/key-1"), 200);
    assert_int_equal(status_of(b, "GET", "/../log"), 404);
    assert_int_equal(status_of(b, "GET", "/.tmp-key-1"), 404);
    char link[120];
    snprintf(link, sizeof link, "%s/link", b->out);
    assert_int_equal(symlink("key-1", link), 0);
    assert_int_equal(status_of(b, "GET", "/link"), 404);
    bench_free(b);
}

/* ---- options that are files ------------------------------------------------------------------- */

static int add_with_motto(struct bench *b, const char *path) {
    const struct plug_option options[] = {{TEXT("greeting"), TEXT("hei")},
                                          {TEXT("motto"), text_of(path)}};
    return add(b, "echo", options, 2);
}

static void test_file_option_gives_what_is_in_it(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    assert_int_equal(add_with_motto(b, "motto.txt"), STATUS_OK);
    assert_true(plug_settle(b->plug, PATIENCE_MS));
    send_to(b, "echo", "1", PATIENCE_MS); /* behind it, what start() logged is here */
    run_until_answers(b, 1);
    assert_log_has(b, "motto=Gjer rett");
    bench_free(b);
}

static void test_file_option_faults_are_told_before_start(void **state) {
    (void)state;
    static const struct {
        const char *path, *why;
    } rows[] = {{"missing.txt", "motto: missing.txt: there is no such file"},
                {"long.txt", "motto: long.txt: must have 1 to 16 bytes, and has 17"},
                {"empty.txt", "motto: empty.txt: must have 1 to 16 bytes, and has 0"},
                {"vast.txt", "over 1 MiB"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bench *b = bench_new(&quick);
        assert_int_equal(add_with_motto(b, rows[i].path), STATUS_INVALID);
        assert_int_equal(info_of(b, "echo").state, PLUG_REJECTED);
        assert_int_equal(b->faults.n, 1);
        assert_non_null(strstr(info_of(b, "echo").reason.ptr, rows[i].why));
        bench_free(b);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_poll_brings_records_before_its_answer),
        cmocka_unit_test(test_wash_many_answers_in_order),
        cmocka_unit_test(test_checkout_has_five_questions),
        cmocka_unit_test(test_serve_submits_before_it_responds),
        cmocka_unit_test(test_files_get_lends_what_was_put),
        cmocka_unit_test(test_file_option_gives_what_is_in_it),
        cmocka_unit_test(test_file_option_faults_are_told_before_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
