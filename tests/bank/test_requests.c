/* Tests of the bank's answer to AvtaleGiro: what the plugin writes is read, paid on its day as type 15,
 * or not; what does not add up is refused. */
#include "clerk.h"

#include "krav/easy.h"

#include "fake_host.h"

#include <stdio.h>
#include <string.h>

#define KARI "202600000014"
#define OLA "202600000022"
#define ACCOUNT "12345678903"

static krav_debit debit(int32_t kind, const char *kid, krav_ore amount, krav_day due) {
    return (krav_debit){.size = sizeof(krav_debit), .kind = kind, .amount = amount, .due = due,
        .notice = 1, .kid = {kid, strlen(kid)}, .text = KRAV_STR("Avdrag 1 av 3")};
}

/* The plugin's own file, under this name. */
static void hand_in(struct clerk *c, const char *name, const krav_debit *debits, uint32_t n,
                    int64_t number) {
    struct fake_host *host = fake_host_new();
    krav_debits batch = {.size = sizeof batch, .n_debits = n, .debits = debits,
        .to_account = KRAV_STR(ACCOUNT), .number = number};
    for (uint32_t i = 0; i < n; i++) {
        batch.sum += debits[i].amount;
    }
    fake_host_set(host, "customer_unit", "00310471");
    assert_int_equal(fake_host_collect(host, name, &batch), KRAV_DONE);
    const krav_str file = host->files[host->n_files - 1].content;
    clerk_write(c, name, file.ptr, file.len);
    fake_host_free(host);
}

static const char *run(struct clerk *c, int wanted, const char *words) {
    const char *said = NULL;
    const int code = clerk_run(c, NULL, &said, "%s", words);
    if (code != wanted) {
        fail_msg("%s: %d: %s", words, code, said);
    }
    return said;
}

/* 30 November 2026 is a Monday; the 28th a Saturday, and is paid on that Monday too. */
static void two(struct clerk *c) {
    const krav_debit all[] = {debit(KRAV_DEBIT_ASK, KARI, 125000, krav_day_of(2026, 11, 30)),
        debit(KRAV_DEBIT_ASK, OLA, 30000, krav_day_of(2026, 11, 28))};
    hand_in(c, "one", all, 2, 17);
}

static void test_requests_are_paid_on_their_day(void **state) {
    struct clerk *c = *state;
    two(c);
    assert_string_equal(run(c, 0, "requests one --day 2026-11-27 --to ocr"),
                        "waits\t" KARI "\t125000\t2026-11-30\nwaits\t" OLA "\t30000\t2026-11-28\n");
    assert_null(strstr(clerk_read(c, "ocr"), "NY0915"));
    assert_string_equal(run(c, 0, "requests one --day 2026-11-30 --to ocr"),
                        "paid\t" KARI "\t125000\t2026-11-30\npaid\t" OLA "\t30000\t2026-11-28\n");
    assert_non_null(strstr(clerk_read(c, "ocr"), "NY091530000000130112613"));
    assert_string_equal(run(c, 0, "requests one --day 2026-12-01 --to ocr"),
                        "passed\t" KARI "\t125000\t2026-11-30\npassed\t" OLA
                        "\t30000\t2026-11-28\n");
}

static void test_without_cover_nothing_comes(void **state) {
    struct clerk *c = *state;
    two(c);
    assert_string_equal(run(c, 0, "requests one --day 2026-11-30 --to ocr --no-cover " OLA),
                        "paid\t" KARI "\t125000\t2026-11-30\nno-cover\t" OLA
                        "\t30000\t2026-11-28\n");
    assert_null(strstr(clerk_read(c, "ocr"), OLA));
}

static void test_what_is_deleted_is_not_paid(void **state) {
    struct clerk *c = *state;
    const krav_debit gone = debit(KRAV_DEBIT_DELETE, KARI, 125000, krav_day_of(2026, 11, 30));
    two(c);
    hand_in(c, "two", &gone, 1, 18);
    assert_non_null(strstr(run(c, 0, "requests one two --day 2026-11-30 --to ocr"),
                           "deleted\t" KARI));
    assert_null(strstr(clerk_read(c, "ocr"), KARI));
    assert_non_null(strstr(run(c, 1, "requests two one --day 2026-11-30 --to ocr"),
                           "deletes what nobody has asked for"));
    assert_non_null(strstr(run(c, 1, "requests one one --day 2026-11-30 --to ocr"),
                           "was used before"));
}

static void test_a_file_that_does_not_add_up_is_refused(void **state) {
    struct clerk *c = *state;
    two(c);
    char file[4096];
    (void)snprintf(file, sizeof file, "%s", clerk_read(c, "one"));
    *strstr(file, "125000") = '2';
    clerk_write(c, "bad", file, strlen(file));
    assert_non_null(strstr(run(c, 1, "requests bad --day 2026-11-30 --to none"),
                           "does not fit what came before it"));
    assert_null(clerk_read(c, "none"));
    file[strlen(file) - 82] = '\0';
    clerk_write(c, "bad", file, strlen(file));
    assert_non_null(strstr(run(c, 1, "requests bad --day 2026-11-30 --to none"), "cut off"));
}

static void test_usage(void **state) {
    struct clerk *c = *state;
    (void)run(c, 2, "requests --day 2026-11-30 --to none");
    (void)run(c, 2, "requests one --to none");
    two(c);
    assert_non_null(strstr(run(c, 1, "requests one --day 2026-11-28 --to none"),
                           "not a bank day"));
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, clerk_open, clerk_close)
    const struct CMUnitTest tests[] = {
        TEST(test_requests_are_paid_on_their_day),
        TEST(test_without_cover_nothing_comes),
        TEST(test_what_is_deleted_is_not_paid),
        TEST(test_a_file_that_does_not_add_up_is_refused),
        TEST(test_usage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
