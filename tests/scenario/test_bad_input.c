/* test_bad_input.c - whatever is wrong with a file, it is refused whole: every reason with its
 * line, the file kept with its reasons, and the book as it was. */
#include "desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROW_OK "A-1;311758489;consumer;;Kari Eksempel;1234,50;2026-08-17\n"

#define NUL_FILE DESK_CSV_HEAD "A-1;311758489;consumer;;Ka\0ri;100;2026-08-17\n"

struct reason {
    int line;
    const char *says;
};

/* One bad file; reasons end at says == NULL and come in any order. */
struct bad {
    const char *name, *plugin;
    const char *bytes;
    size_t len; /* 0: up to the terminator */
    struct reason reasons[5];
};

static const char *told(struct desk *d, const json_t *errors) {
    char *text = json_dumps(errors, 0);
    const char *kept = desk_path(d, "%s", text);
    free(text);
    return kept;
}

/* With `others`, what follows from the first fault may be told as well. */
static void expect_reasons(struct desk *d, const json_t *report, const struct bad *b,
                           bool others) {
    const json_t *errors = json_object_get(report, "errors"), *e;
    size_t n = 0, i;
    for (; n < 5 && b->reasons[n].says; n++) {
        bool found = false;
        json_array_foreach(errors, i, e) {
            found = found || (desk_num(e, "line") == b->reasons[n].line &&
                              strstr(desk_str(e, "reason"), b->reasons[n].says));
        }
        if (!found) {
            fail_msg("%s: line %d: \"%s\" is not among %s", b->name, b->reasons[n].line,
                     b->reasons[n].says, told(d, errors));
        }
    }
    size_t extra = 0; /* what the plugin says of the file as a whole stands beside the reasons */
    json_array_foreach(errors, i, e) {
        extra += desk_num(e, "line") == 0 && strstr(desk_str(e, "reason"), "correct ");
    }
    if (!others && json_array_size(errors) != n + extra) {
        fail_msg("%s: more reasons than expected: %s", b->name, told(d, errors));
    }
}

static void expect_rejected_for(struct desk *d, const struct bad *b, bool others) {
    const char *before = desk_print(d);
    const char *path = desk_path(d, "%s/%s", d->dir, b->name);
    if (b->bytes) {
        desk_write_bytes(d, path, b->bytes, b->len ? b->len : strlen(b->bytes));
    }
    const struct ran *r = desk_run(d, "take", "--json", path);
    if (r->code != 1) {
        fail_msg("%s: exit %d\n%s%s", b->name, r->code, r->out, r->err);
    }
    const json_t *reports = desk_document(d, r), *report = json_array_get(reports, 0);
    assert_int_equal(json_array_size(reports), 1);
    assert_string_equal(desk_str(report, "state"), "rejected");
    assert_int_equal(desk_num(report, "taken"), 0);
    expect_reasons(d, report, b, others);
    assert_string_equal(desk_print(d), before);
    const char *dir = desk_path(d, "in/%s/rejected", b->plugin);
    assert_true(desk_exists(d, desk_path(d, "%s/%s", dir, b->name)));
    assert_false(desk_exists(d, desk_path(d, "in/%s/%s", b->plugin, b->name)));
    const char *kept = desk_read(d, desk_path(d, "%s/%s.reason", dir, b->name));
    for (size_t i = 0; i < 5 && b->reasons[i].says; i++) {
        assert_non_null(strstr(kept, b->reasons[i].says));
    }
}

static void expect_rejected(struct desk *d, const struct bad *b) {
    expect_rejected_for(d, b, false);
}

/* ---- claims ---------------------------------------------------------------------------------- */

static void test_bad_claims_are_refused_whole(void **state) {
    static const struct bad files[] = {
        {"text.txt", "unrecognised", "Hei, her er noen krav.\n", 0,
            {{0, "no plugin recognises this file"}}},
        {"nul.csv", "erp_csv", NUL_FILE, sizeof NUL_FILE - 1, {{2, "holds a NUL byte"}}},
        {"cut_in_row.csv", "erp_csv", DESK_CSV_HEAD ROW_OK "A-2;311758489;consumer;;Ola", 0,
            {{3, "the row has 5 fields, the header has 7"}}},
        {"cut_in_quote.csv", "erp_csv", DESK_CSV_HEAD ROW_OK "A-2;311758489;consumer;;\"Ola", 0,
            {{3, "never closed"}}},
        {"latin1.csv", "erp_csv",
            DESK_CSV_HEAD "A-1;311758489;consumer;;P\xe5l Eksempel;100;2026-08-17\n", 0,
            {{2, "is not UTF-8"}}},
        {"overflow.csv", "erp_csv",
            DESK_CSV_HEAD "A-1;311758489;consumer;;Kari;99999999999999999999;2026-08-17\n"
            ROW_OK "A-3;311758489;consumer;;Ola;1000000000000,01;2026-08-17\n", 0,
            {{2, "principal"}, {4, "principal"}}},
        {"days.csv", "erp_csv",
            DESK_CSV_HEAD "A-1;311758489;consumer;;Kari;100;2026-02-30\n"
            "A-2;311758489;consumer;;Ola;100;31.11.2026\n"
            "A-3;311758489;consumer;;Liv;100;2027-02-29\n", 0,
            {{2, "does not exist"}, {3, "does not exist"}, {4, "does not exist"}}},
        {"twice.csv", "erp_csv",
            DESK_CSV_HEAD ROW_OK "A-1;311758489;consumer;;Kari Eksempel;999;2026-08-17\n", 0,
            {{3, "stands in this file twice, with other content"}}},
        {"stranger.csv", "erp_csv",
            DESK_CSV_HEAD ROW_OK "A-2;312597772;consumer;;Ola;100;2026-08-17\n", 0,
            {{3, "creditor 312597772 is not known"}}},
        {"wrong_total.csv", "erp_csv",
            "record;source_id;creditor_org;debtor_kind;debtor_name;principal;due\n"
            "claim;A-1;311758489;consumer;Kari;100;2026-08-17\n"
            "total;2;;;;100;\n", 0,
            {{3, "total: 2 records are named, but there are 1"}}},
        {"wrong_sum.csv", "erp_csv",
            "record;source_id;creditor_org;debtor_kind;debtor_name;principal;due\n"
            "claim;A-1;311758489;consumer;Kari;100;2026-08-17\n"
            "total;1;;;;100,01;\n", 0,
            {{3, "total"}}},
        {"everything.csv", "erp_csv",
            DESK_CSV_HEAD "A-1;311758488;consumer;;Kari;100;2026-08-17\n"
            "A-2;311758489;robot;;Ola;100;2026-08-17\n" ROW_OK
            "A-4;311758489;consumer;12345678901;Liv;100;2026-08-17\n"
            "A-5;311758489;consumer;;Per;-5;2026-08-17\n", 0,
            {{2, "creditor_org is not an organisation number"},
                {3, "neither consumer nor business"}, {5, "debtor_id is not a national id"},
                {6, "principal"}}},
    };
    struct desk *d = *state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        expect_rejected(d, &files[i]);
    }
}

static void test_empty_file_is_refused(void **state) {
    struct desk *d = *state;
    const struct bad b = {"empty.csv", "unrecognised", "", 0,
        {{0, "no plugin recognises this file"}}};
    expect_rejected(d, &b);
}

static void test_options_of_a_plugin_bound_its_files(void **state) {
    struct desk *d = *state;
    char *big = calloc(1, 4000);
    assert_non_null(big);
    memcpy(big, DESK_CSV_HEAD, sizeof DESK_CSV_HEAD);
    for (int i = 0; i < 40; i++) {
        const size_t at = strlen(big);
        (void)snprintf(big + at, 4000 - at, "A-%d;311758489;consumer;;Kari;100;2026-08-17\n", i);
    }
    const struct bad over = {"big.csv", "erp_csv", big, 0, {{0, "longer than 1500 bytes"}}};
    const struct bad cut = {"cut_at_row.csv", "erp_csv", DESK_CSV_HEAD ROW_OK, 0,
        {{2, "no total row: it may not be whole"}}};
    desk_replace(d, "krav.conf", "[plugin erp_csv]\n", "[plugin erp_csv]\nmax_bytes = 1500\n");
    expect_rejected(d, &over);
    desk_replace(d, "krav.conf", "max_bytes = 1500\n", "total_required = yes\n");
    expect_rejected(d, &cut);
    free(big);
}

/* ---- payments -------------------------------------------------------------------------------- */

/* Writes a correct file of two payments and gives it back to be spoilt. */
static char *ocr_text(struct desk *d, const char *account) {
    const struct desk_payment p[] = {
        {12345, desk_kid(d, 1), "010926", "010926"},
        {20000, desk_kid(d, 2), "010926", "310826"},
    };
    const char *path = desk_path(d, "%s/good_ocr.txt", d->dir);
    desk_ocr(d, path, account, p, 2);
    return (char *)(uintptr_t)desk_read(d, path);
}

static void spoil(char *text, int line, int position, const char *with) {
    memcpy(text + 81 * (line - 1) + position - 1, with, strlen(with));
}

static void test_payments_cut_short_are_refused(void **state) {
    struct desk *d = *state;
    const char *text = ocr_text(d, DESK_ACCOUNT);
    const struct bad whole_lines[] = {
        {"cut2.txt", "ocr_giro", text, 2 * 81, {{2, "it is not whole"}}},
        {"cut4.txt", "ocr_giro", text, 4 * 81, {{4, "it is not whole"}}},
        {"cut7.txt", "ocr_giro", text, 7 * 81, {{7, "it is not whole"}}},
        {"cut_in_line.txt", "ocr_giro", text, 4 * 81 + 40,
            {{5, "the line has 40 characters, not 80"}, {5, "it is not whole"}}},
    };
    for (size_t i = 0; i < sizeof whole_lines / sizeof whole_lines[0]; i++) {
        expect_rejected(d, &whole_lines[i]);
    }
}

static void test_bad_payments_are_refused_whole(void **state) {
    static const struct {
        int line, position;
        const char *with;
        struct bad bad;
    } spoilt[] = {
        /* The sums of both trailers: 123,45 + 200,00 is not 423,45. */
        {7, 37, "42345", {"sum.txt", "ocr_giro", NULL, 0, {{7, "the trailer says 42345"}}}},
        {7, 16, "3", {"count.txt", "ocr_giro", NULL, 0, {{7, "the trailer says 3"}}}},
        {3, 16, "310926", {"day.txt", "ocr_giro", NULL, 0, {{3, "310926: no such day"}}}},
        {4, 42, "300226", {"order_day.txt", "ocr_giro", NULL, 0, {{4, "300226: no such day"}}}},
        {3, 33, "99999999999999999", {"huge.txt", "ocr_giro", NULL, 0,
            {{3, "above the limit"}}}},
        {3, 40, "12A45", {"digits.txt", "ocr_giro", NULL, 0, {{3, "not a sign and 17 digits"}}}},
        {4, 30, "\x01", {"control.txt", "ocr_giro", NULL, 0, {{4, "control character 01"}}}},
        {1, 9, "00000000", {"from.txt", "ocr_giro", NULL, 0, {{1, "data transmitter"}}}},
        {5, 9, "0000001", {"order.txt", "ocr_giro", NULL, 0, {{5, "transaction number 1"}}}},
    };
    struct desk *d = *state;
    for (size_t i = 0; i < sizeof spoilt / sizeof spoilt[0]; i++) {
        char *text = ocr_text(d, DESK_ACCOUNT);
        struct bad b = spoilt[i].bad;
        spoil(text, spoilt[i].line, spoilt[i].position, spoilt[i].with);
        b.bytes = text;
        expect_rejected_for(d, &b, true);
    }
}

static void test_money_to_another_account_is_refused(void **state) {
    struct desk *d = *state;
    const char *text = ocr_text(d, DESK_OTHER_ACCOUNT);
    const struct bad b = {"other.txt", "ocr_giro", text, 0,
        {{3, "account 61050659274 is not this agency's client account"},
            {5, "account 61050659274 is not this agency's client account"}}};
    expect_rejected(d, &b);
}

/* ---- the same again -------------------------------------------------------------------------- */

static const json_t *take(struct desk *d, const char *path) {
    const json_t *reports = desk_json(d, "take", path);
    assert_int_equal(json_array_size(reports), 1);
    return json_array_get(reports, 0);
}

static void expect_duplicate(struct desk *d, const char *path, int n) {
    const char *before = desk_print(d);
    const json_t *report = take(d, path);
    assert_string_equal(desk_str(report, "state"), "duplicate");
    assert_int_equal(desk_num(report, "taken"), 0);
    assert_int_equal(desk_num(report, "duplicates"), n);
    assert_string_equal(desk_print(d), before);
}

static void test_same_file_again_changes_nothing(void **state) {
    struct desk *d = *state;
    const char *claims = desk_path(d, "%s/files/claims.csv", d->home);
    const char *copy = desk_path(d, "%s/copy.csv", d->dir);
    assert_int_equal(desk_num(take(d, claims), "taken"), 4);
    expect_duplicate(d, claims, 4);
    desk_write(d, copy, desk_read(d, claims));
    expect_duplicate(d, copy, 4);
    (void)ocr_text(d, DESK_ACCOUNT);
    const char *ocr = desk_path(d, "%s/good_ocr.txt", d->dir);
    assert_int_equal(desk_num(take(d, ocr), "taken"), 2);
    expect_duplicate(d, ocr, 2);
}

/* A record is known by its own identity, whatever file it comes in. */
static void test_known_records_are_duplicates_in_any_file(void **state) {
    struct desk *d = *state;
    const char *first = desk_path(d, "%s/first.csv", d->dir);
    const char *second = desk_path(d, "%s/second.csv", d->dir);
    desk_write(d, first, DESK_CSV_HEAD ROW_OK);
    desk_write(d, second, DESK_CSV_HEAD "A-2;311758489;consumer;;Ola;100;2026-08-17\n" ROW_OK);
    assert_int_equal(desk_num(take(d, first), "taken"), 1);
    const json_t *report = take(d, second);
    assert_string_equal(desk_str(report, "state"), "taken");
    assert_int_equal(desk_num(report, "taken"), 1);
    assert_int_equal(desk_num(report, "duplicates"), 1);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM cases"), 2);
    desk_verify(d);
    const struct bad changed = {"changed.csv", "erp_csv",
        DESK_CSV_HEAD "A-1;311758489;consumer;;Kari Eksempel;1234,51;2026-08-17\n"
        "A-3;311758489;consumer;;Liv;100;2026-08-17\n", 0,
        {{2, "was taken before (step 6), with other content"}}};
    expect_rejected(d, &changed);
}

static void test_payment_with_a_known_identity_and_another_amount_is_refused(void **state) {
    struct desk *d = *state;
    const char *path = desk_path(d, "%s/good_ocr.txt", d->dir);
    (void)take(d, desk_path(d, "%s/files/claims.csv", d->home));
    char *text = ocr_text(d, DESK_ACCOUNT);
    assert_int_equal(desk_num(take(d, path), "taken"), 2);
    spoil(text, 3, 45, "12346"); /* one øre more, in the payment and in both sums */
    spoil(text, 7, 37, "32346");
    spoil(text, 8, 37, "32346");
    const struct bad b = {"again.txt", "ocr_giro", text, 0, {{3, "was taken before"}}};
    expect_rejected(d, &b);
}

static void test_corrected_file_is_taken_under_its_old_name(void **state) {
    struct desk *d = *state;
    const struct bad b = {"claims.csv", "erp_csv", DESK_CSV_HEAD "A-1;311758489;consumer;;;1;x\n",
        0, {{2, "debtor_name is empty"}, {2, "due is not a day"}}};
    const char *path = desk_path(d, "%s/claims.csv", d->dir);
    expect_rejected(d, &b);
    desk_write(d, path, DESK_CSV_HEAD ROW_OK);
    assert_string_equal(desk_str(take(d, path), "state"), "taken");
    desk_verify(d);
}

/* Two files may have one name: what was taken is evidence and stays. */
static void test_originals_of_one_name_are_all_kept(void **state) {
    struct desk *d = *state;
    const char *path = desk_path(d, "%s/claims.csv", d->dir);
    desk_write(d, path, DESK_CSV_HEAD ROW_OK);
    (void)take(d, path);
    desk_write(d, path, DESK_CSV_HEAD "A-2;311758489;consumer;;Ola;100;2026-08-17\n");
    (void)take(d, path);
    assert_int_equal(desk_count_files(d, "in/erp_csv/done", "*"), 2);
}

static void test_file_that_is_not_there_is_an_error(void **state) {
    struct desk *d = *state;
    (void)desk_fails(d, 1, "nowhere.csv", "take", "nowhere.csv");
    (void)desk_fails(d, 1, "not a regular file", "take", d->dir);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)
    const struct CMUnitTest tests[] = {
        TEST(test_bad_claims_are_refused_whole),
        TEST(test_empty_file_is_refused),
        TEST(test_options_of_a_plugin_bound_its_files),
        TEST(test_payments_cut_short_are_refused),
        TEST(test_bad_payments_are_refused_whole),
        TEST(test_money_to_another_account_is_refused),
        TEST(test_same_file_again_changes_nothing),
        TEST(test_known_records_are_duplicates_in_any_file),
        TEST(test_payment_with_a_known_identity_and_another_amount_is_refused),
        TEST(test_corrected_file_is_taken_under_its_old_name),
        TEST(test_originals_of_one_name_are_all_kept),
        TEST(test_file_that_is_not_there_is_an_error),
    };
    return cmocka_run_group_tests_name("bad_input", tests, NULL, NULL);
}
