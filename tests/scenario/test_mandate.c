/* test_mandate.c - AvtaleGiro: the bank's lists of agreements reach cases, and rules see them. */
#include "desk.h"

#include <string.h>

#define RULES                                                                                    \
    "function W.start (c) return \"rest\" end\n"                                                 \
    "W.stage \"rest\" { label = \"Rest\", decide = function (c)\n"                               \
    "    if c.mandate then return { move \"asked\" } end\n"                                      \
    "    return {}\n"                                                                            \
    "end }\n"                                                                                    \
    "W.stage \"asked\" { label = \"Asked\", decide = function (c)\n"                             \
    "    if not c.mandate then return { move \"rest\" } end\n"                                   \
    "    return {}\n"                                                                            \
    "end }\n"

static int mandate_open(void **state) {
    const int rc = desk_open(state);
    struct desk *d = *state;
    desk_publish(d, "mandates", RULES);
    desk_claims(d, "A-1;consumer;1000,00;2026-08-17\n");
    return rc;
}

/* Agreements and a payment in one transmission, as the bank sends them. */
static const char *list_of(struct desk *d, const char *kid, char registration, char notice,
                           const char *account) {
    static const char number[] = "0170000";
    char transmission[8];
    struct ocr_make m;
    const struct ocr_make_payment p = {.settled = "010926", .ordered = "010926",
        .kid = desk_kid(d, 1), .ore = 10000, .type = 10};
    memcpy(transmission, number, sizeof transmission);
    transmission[6] = (char)('0' + ++d->n_files % 10);
    ocr_make_start(&m, transmission, "010926");
    ocr_make_agreement(&m, account, kid, registration, notice);
    ocr_make_assignment(&m, "0000007", account);
    ocr_make_payment(&m, &p);
    ocr_make_assignment_end(&m);
    ocr_make_end(&m);
    const char *path = desk_path(d, "%s/list-%d", d->dir, d->n_files);
    desk_write_bytes(d, path, m.text, m.len);
    ocr_make_free(&m);
    return path;
}

static void expect(struct desk *d, const char *since, bool notice, const char *stage) {
    const json_t *c = desk_case(d, 1);
    assert_string_equal(desk_str(c, "mandate_since"), since);
    assert_int_equal(json_boolean_value(json_object_get(c, "mandate_notice")), notice);
    assert_string_equal(desk_str(c, "stage"), stage);
    desk_verify(d);
}

static void test_a_mandate_comes_changes_and_goes(void **state) {
    struct desk *d = *state;
    const char *kid = desk_kid(d, 1);
    expect(d, "", false, "rest");
    const char *first = list_of(d, kid, '1', 'J', DESK_ACCOUNT);
    (void)desk_ok(d, "take", first);
    expect(d, "2026-09-01", true, "asked");
    assert_non_null(strstr(desk_ok(d, "case", desk_path(d, "%d", DESK_CASE(1)))->out,
                           "AvtaleGiro since"));
    (void)desk_ok(d, "take", first); /* the same bytes have no effect */
    const int64_t events = desk_sql_int(d, "SELECT count(*) FROM steps WHERE body LIKE"
                                           " '%\"mandate_set\"%'");
    assert_int_equal(events, 1);
    (void)desk_ok(d, "take", list_of(d, kid, '0', 'J', DESK_ACCOUNT)); /* told again */
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM steps WHERE body LIKE"
                                     " '%\"mandate_set\"%'"), 1);
    (void)desk_ok(d, "take", list_of(d, kid, '1', 'N', DESK_ACCOUNT));
    expect(d, "2026-09-01", false, "asked");
    (void)desk_ok(d, "take", list_of(d, kid, '2', 'N', DESK_ACCOUNT));
    expect(d, "", false, "rest");
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM postings WHERE account = 'client_bank'"
                                     " AND amount = 10000"), 4); /* the payments came, too */
}

static void test_a_mandate_for_an_unknown_kid_is_a_task(void **state) {
    struct desk *d = *state;
    const char *stranger = desk_kid(d, 99);
    (void)desk_ok(d, "take", list_of(d, stranger, '1', 'J', DESK_ACCOUNT));
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM tasks WHERE reason LIKE 'mandate_%'"),
                     1);
    (void)desk_ok(d, "take", list_of(d, stranger, '2', 'J', DESK_ACCOUNT)); /* gone: nobody cares */
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM tasks WHERE reason LIKE 'mandate_%'"),
                     1);
    expect(d, "", false, "rest");
    desk_fails(d, 1, "is not this agency's client account", "take",
               list_of(d, desk_kid(d, 1), '1', 'J', DESK_OTHER_ACCOUNT));
    expect(d, "", false, "rest");
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, mandate_open, desk_close)
    const struct CMUnitTest tests[] = {
        TEST(test_a_mandate_comes_changes_and_goes),
        TEST(test_a_mandate_for_an_unknown_kid_is_a_task),
    };
    return cmocka_run_group_tests_name("mandate", tests, NULL, NULL);
}
