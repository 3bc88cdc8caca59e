/* What the good citizen is asked, it answers: every kind of call through a real worker. */
#include "bench.h"

static void test_plug_add_starts_with_settings(void **state) {
    (void)state;
    struct bench *b = echo_new();
    const struct plug_info info = info_of(b, "echo");
    assert_int_equal(info.state, PLUG_READY);
    assert_int_equal(info.descriptor->n_provides, 8);
    assert_true(info.fence.len > 0);
    assert_false(hash_is_zero(&info.digest));
    run_until_answers(b, 0);
    send_to(b, "echo", "1", PATIENCE_MS); /* behind it, what start() and wake() logged is here */
    run_until_answers(b, 1);
    send_to(b, "echo", "1", PATIENCE_MS);
    run_until_answers(b, 2);
    assert_log_has(b, "plugin=echo greeting=god dag times=3 loud=1 today=739500");
    assert_log_has(b, "secret fits");
    assert_log_has(b, "woken");
    bench_free(b);
}

static void test_plug_recognise_tells_the_score(void **state) {
    (void)state;
    struct bench *b = echo_new();
    struct status st = {0};
    const struct plug_call call = call_to("echo", PATIENCE_MS);
    const uint64_t id = plug_recognise(b->plug, &call, TEXT("ECHO 5"), TEXT("x"), &st);
    assert_true(plug_recognise(b->plug, &call, TEXT("NY000010"), TEXT("x"), &st) > id);
    run_until_answers(b, 2);
    assert_int_equal(b->answers[0].call, id);
    assert_int_equal(b->answers[0].score, 80);
    assert_int_equal(b->answers[1].score, 0);
    bench_free(b);
}

static void test_plug_begin_file_gives_all_records_before_the_answer(void **state) {
    (void)state;
    struct bench *b = echo_new();
    begin_on(b, "echo", "ECHO 20000");
    run_until_answers(b, 1);
    assert_int_equal(b->answers[0].outcome, KRAV_DONE);
    assert_int_equal(b->answers[0].file.n_records, 20000);
    assert_int_equal(b->n_records, 20000);
    assert_int_equal(b->sum, b->answers[0].file.sum);
    assert_int_equal(b->n_bad_records, 0);
    bench_free(b);
}

static void test_plug_begin_file_refuses_with_faults(void **state) {
    (void)state;
    struct bench *b = echo_new();
    begin_on(b, "echo", "something else");
    run_until_answers(b, 1);
    assert_int_equal(b->answers[0].outcome, KRAV_REFUSED);
    assert_string_equal(b->answers[0].reason, "not an echo file");
    assert_int_equal(b->n_faults, 2);
    assert_string_equal(b->last_fault, "file.txt");
    bench_free(b);
}

/* Each file goes with its own call, however many are asked in one turn. */
static void test_plug_begin_file_keeps_files_apart(void **state) {
    (void)state;
    struct bench *b = echo_new();
    uint64_t ids[8];
    for (int i = 0; i < 8; i++) {
        char content[24], path[100];
        struct status st = {0};
        snprintf(content, sizeof content, "ECHO %d", i + 1);
        snprintf(path, sizeof path, "%s/file%d", b->dir, i);
        const int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        assert_int_equal(write(fd, content, strlen(content)), strlen(content));
        const struct plug_call call = call_to("echo", PATIENCE_MS);
        const struct plug_file file = {fd, TEXT("f"), (int64_t)strlen(content)};
        ids[i] = plug_begin_file(b->plug, &call, &file, &st);
        close(fd);
        send_to(b, "echo", "1", PATIENCE_MS); /* frames without a file in between */
    }
    struct status st = {0};
    const struct plug_call call = call_to("echo", PATIENCE_MS);
    const struct plug_file ninth = {0, TEXT("f"), 1};
    assert_int_equal(plug_begin_file(b->plug, &call, &ninth, &st), 0);
    assert_int_equal(st.code, STATUS_BUSY);
    run_until_answers(b, 16);
    for (size_t i = 0; i < 8; i++) {
        assert_int_equal(b->answers[2 * i].call, ids[i]);
        assert_int_equal(b->answers[2 * i].file.n_records, i + 1);
    }
    bench_free(b);
}

static void test_plug_send_letter_writes_and_recall_remembers(void **state) {
    (void)state;
    struct bench *b = echo_new();
    struct status st = {0};
    struct plug_call call = call_to("echo", PATIENCE_MS);
    send_to(b, "echo", NULL, PATIENCE_MS);
    assert_true(plug_recall(b->plug, &call, &st) != 0);
    call.key = TEXT("key-2");
    assert_true(plug_recall(b->plug, &call, &st) != 0);
    run_until_answers(b, 3);
    assert_int_equal(b->answers[0].outcome, KRAV_DONE);
    assert_int_equal(b->answers[1].outcome, KRAV_DONE);
    assert_string_equal(b->answers[1].reference, b->answers[0].reference);
    assert_int_equal(b->answers[2].outcome, KRAV_RETRY);
    char path[120], body[8] = "";
    snprintf(path, sizeof path, "%s/key-1", b->out);
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    assert_int_equal(read(fd, body, sizeof body), 3);
    close(fd);
    assert_string_equal(body, "Hei");
    bench_free(b);
}

/* A key that would leave out/ is no file name. */
static void test_files_put_stays_in_its_directory(void **state) {
    (void)state;
    struct bench *b = echo_new();
    static const char *const keys[] = {"../key", ".hidden", "a/b", ".."};
    for (size_t i = 0; i < 4; i++) {
        struct status st = {0};
        struct plug_call call = call_to("echo", PATIENCE_MS);
        call.key = text_of(keys[i]);
        const krav_letter letter = {.size = sizeof letter, .body = {"x", 1}};
        assert_true(plug_send_letter(b->plug, &call, &letter, &st) != 0);
    }
    run_until_answers(b, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(b->answers[i].outcome, KRAV_RETRY);
    }
    char path[120];
    snprintf(path, sizeof path, "%s/key", b->dir);
    assert_int_equal(access(path, F_OK), -1);
    bench_free(b);
}

static void test_plug_ask_carries_every_kind(void **state) {
    (void)state;
    struct bench *b = echo_new();
    struct status st = {0};
    const struct plug_call call = call_to("echo", PATIENCE_MS);
    const krav_letter letter = {.size = sizeof letter, .body = {"Hei", 3}};
    const krav_transfer transfers[] = {
        {.size = sizeof transfers[0], .amount = 100, .id = {"t1", 2}},
        {.size = sizeof transfers[0], .amount = 250, .id = {"t2", 2}}};
    const krav_batch batch = {
        .size = sizeof batch, .n_transfers = 2, .transfers = transfers, .sum = 350};
    const krav_subject subject = {.size = sizeof subject, .id = {"311758489", 9}, .exposure = 612};
    assert_true(plug_ask(b->plug, &call, WIRE_ASK_RENDER, &letter, &st) != 0);
    assert_true(plug_ask(b->plug, &call, WIRE_ASK_PAY, &batch, &st) != 0);
    assert_true(plug_ask(b->plug, &call, WIRE_ASK_SCORE, &subject, &st) != 0);
    assert_true(plug_ask(b->plug, &call, WIRE_ASK_WASH, &subject, &st) != 0);
    run_until_answers(b, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(b->answers[i].outcome, KRAV_DONE);
    }
    assert_string_equal(b->answers[1].reference, "key-1");
    assert_int_equal(b->answers[2].score, 612);
    assert_string_equal(b->answers[3].reference, "311758489");
    const krav_filing_form form = {.size = sizeof form};
    assert_int_equal(plug_ask(b->plug, &call, WIRE_ASK_FILE_FORM, &form, &st), 0);
    assert_int_equal(st.code, STATUS_INVALID);
    bench_free(b);
}

static void test_plug_ask_is_bounded_and_pipelined(void **state) {
    (void)state;
    struct bench *b = echo_new();
    struct status st = {0};
    const struct plug_call call = call_to("echo", PATIENCE_MS);
    for (int i = 0; i < 256; i++) {
        assert_true(plug_recognise(b->plug, &call, TEXT("ECHO"), TEXT("x"), &st) != 0);
    }
    assert_int_equal(info_of(b, "echo").state, PLUG_BUSY);
    assert_int_equal(plug_recognise(b->plug, &call, TEXT("ECHO"), TEXT("x"), &st), 0);
    assert_int_equal(st.code, STATUS_BUSY);
    run_until_answers(b, 256);
    assert_int_equal(info_of(b, "echo").state, PLUG_READY);
    bench_free(b);
}

static void test_plug_ask_refuses_what_is_too_large(void **state) {
    (void)state;
    struct bench *b = echo_new();
    struct status st = {0};
    const struct plug_call call = call_to("echo", PATIENCE_MS);
    const size_t n = (size_t)9 << 20;
    char *body = calloc(1, n);
    const krav_letter letter = {.size = sizeof letter, .body = {body, n}};
    assert_int_equal(plug_send_letter(b->plug, &call, &letter, &st), 0);
    assert_int_equal(st.code, STATUS_LIMIT);
    free(body);
    send_to(b, "echo", "1", PATIENCE_MS); /* and the wire is whole */
    run_until_answers(b, 1);
    bench_free(b);
}

static void test_plug_drain_finishes_what_is_in_flight(void **state) {
    (void)state;
    struct bench *b = echo_new();
    begin_on(b, "echo", "ECHO 5000");
    send_to(b, "echo", "1", PATIENCE_MS);
    plug_drain(b->plug, PATIENCE_MS);
    assert_int_equal(b->n_answers, 2);
    assert_int_equal(b->n_records, 5000);
    assert_int_equal(b->answers[1].outcome, KRAV_DONE);
    assert_int_equal(info_of(b, "echo").state, PLUG_GONE);
    struct status st = {0};
    const struct plug_call call = call_to("echo", 1000);
    assert_int_equal(plug_recall(b->plug, &call, &st), 0);
    assert_int_equal(st.code, STATUS_REFUSED);
    bench_free(b);
}

static void test_plug_free_leaves_no_descriptor(void **state) {
    (void)state;
    bench_free(echo_new()); /* libuv keeps a few for the process */
    const int before = open_fds();
    struct bench *b = echo_new();
    begin_on(b, "echo", "ECHO 100000");
    plug_run_once(b->plug, 100);
    bench_free(b); /* in the middle of it */
    assert_int_equal(open_fds(), before);
}

static void test_plug_find_goes_by_capability(void **state) {
    (void)state;
    struct bench *b = echo_new();
    add_ready(b, "prints");
    assert_int_equal(plug_find(b->plug, KRAV_CHANNEL, 0), 0);
    assert_int_equal(plug_find(b->plug, KRAV_CHANNEL, 1), 1);
    assert_int_equal(plug_find(b->plug, KRAV_CHANNEL, 2), -1);
    assert_int_equal(plug_find(b->plug, KRAV_FILING, 0), -1);
    bench_free(b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plug_add_starts_with_settings),
        cmocka_unit_test(test_plug_recognise_tells_the_score),
        cmocka_unit_test(test_plug_begin_file_gives_all_records_before_the_answer),
        cmocka_unit_test(test_plug_begin_file_refuses_with_faults),
        cmocka_unit_test(test_plug_begin_file_keeps_files_apart),
        cmocka_unit_test(test_plug_send_letter_writes_and_recall_remembers),
        cmocka_unit_test(test_files_put_stays_in_its_directory),
        cmocka_unit_test(test_plug_ask_carries_every_kind),
        cmocka_unit_test(test_plug_ask_is_bounded_and_pipelined),
        cmocka_unit_test(test_plug_ask_refuses_what_is_too_large),
        cmocka_unit_test(test_plug_drain_finishes_what_is_in_flight),
        cmocka_unit_test(test_plug_free_leaves_no_descriptor),
        cmocka_unit_test(test_plug_find_goes_by_capability),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
