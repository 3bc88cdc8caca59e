/* test_promised.c - what a creditor's agreement promises a number of, held against what was done, from
 * the outside: two departments by two agreements, one of them with its signed page. */
#include "desk.h"

#include <string.h>

static const char claims[] =
    "creditor_org;department;debtor_name;invoice_no;debtor_kind;principal;due\n"
    "311758489;;Kari Eksempel;F1;consumer;1000,00;2026-08-03\n"
    "311758489;;Ola Prøve;F2;consumer;800,00;2026-08-03\n"
    "311758489;Nett;Per Test;F3;consumer;700,00;2026-08-03\n"
    "311758489;Nett;Pål Test;F4;consumer;600,00;2026-08-03\n";

static const json_t *row_of(const json_t *rows, const char *department) {
    const json_t *row;
    size_t i;
    json_array_foreach(rows, i, row) {
        if (strcmp(desk_str(row, "department"), department) == 0) {
            return row;
        }
    }
    fail_msg("no row of department %s", department);
    return NULL;
}

static void must_be(const json_t *row, const int64_t wanted[6]) {
    static const char *const names[] = {"cases", "promised", "done", "kept", "ended", "open"};
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(desk_num(row, names[i]), wanted[i]);
    }
}

static void test_what_was_promised_is_held_against_what_was_done(void **state) {
    struct desk *d = *state;
    const char *agreement = desk_path(d, "%s/nett.ini", d->dir);
    const char *file = desk_path(d, "%s/promised.csv", d->dir);
    desk_write(d, agreement, "[agreement 311758489/Nett]\nfrom = 2026-01-01\nlevel = gentle\n"
                             "override.reminders = 3\n");
    (void)desk_ok(d, "agreement", "import", agreement);
    const char *page = desk_str(desk_json(d, "rules", "page", "gentle", "--creditor", "311758489",
                                          "--department", "Nett"), "hash");
    desk_write(d, agreement, desk_path(d, "[agreement 311758489/Nett]\nfrom = 2026-01-01\n"
                                          "level = gentle\noverride.reminders = 3\n"
                                          "page = %s\n", page));
    (void)desk_ok(d, "agreement", "import", agreement);
    desk_write(d, file, claims);
    (void)desk_ok(d, "take", file);
    (void)desk_ok(d, "tell", "100000002", "dispute", "feil"); /* before its reminder goes */
    desk_until(d, "2026-09-02");
    (void)desk_ok(d, "tell", "100000004", "withdraw", "vår feil");

    const json_t *rows = desk_json(d, "report", "promised");
    assert_int_equal(json_array_size(rows), 2);
    const json_t *whole = row_of(rows, ""), *nett = row_of(rows, "Nett");
    must_be(whole, (const int64_t[]){2, 2, 1, 1, 1, 0});
    must_be(nett, (const int64_t[]){2, 6, 2, 0, 1, 1});
    assert_string_equal(desk_str(nett, "month"), "2026-09");
    assert_string_equal(desk_str(nett, "level"), "gentle");
    assert_string_equal(desk_str(nett, "promise"), "reminders");
    assert_string_equal(desk_str(nett, "counts"), "reminder");
    assert_string_equal(desk_str(nett, "page"), page);
    assert_string_equal(desk_str(whole, "page"), "");
    assert_int_equal(json_array_size(desk_json(d, "report", "promised", "--to", "2026-08-31")), 0);
    assert_int_equal(json_array_size(desk_json(d, "report", "promised", "--department", "Nett",
                                               "--creditor", "311758489")), 1);

    const char *out = desk_ok(d, "report", "promised")->out;
    assert_ptr_equal(strstr(out, "promised: by the agreement in force on the day"), out);
    assert_non_null(strstr(out, desk_path(d, "%.12s", page)));
    assert_non_null(strstr(desk_ok(d, "report", "promised", "--csv")->out,
                           "\"Nett\";\"2026-09\";\"gentle\";\"reminders\";"));
    assert_non_null(strstr(desk_ok(d, "report", "promised", "--columns")->out,
                           "summed over the cases"));
    assert_non_null(strstr(desk_ok(d, "report")->out, "promised"));
    (void)desk_fails(d, 2, "--as-of says nothing", "report", "promised", "--as-of", "2026-09-01");
    desk_verify(d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_was_promised_is_held_against_what_was_done,
                                        desk_open, desk_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
