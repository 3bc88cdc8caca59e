/* test_limitation.c - when claims are lost by time, as people ask for it and tell of it: `krav law`,
 * word for word, and a book with a loan, a sale near its end, and rates that were agreed.
 *
 * Rules of the test's own do nothing, so that what is seen follows from what was told. */
#include "desk.h"

#include <string.h>

#define IDLE_RULES                                                                               \
    "function W.start (c) return \"rest\" end\n"                                                 \
    "W.stage \"rest\" { label = \"Rest\", decide = function (c) return {} end }\n"

#define HEAD "source_id;creditor_org;debtor_kind;debtor_name;principal;due;basis;rate\n"

static const char *number(struct desk *d, int n) { return desk_path(d, "%d", DESK_CASE(n)); }

static const char *claims_file(struct desk *d, const char *rows) {
    const char *file = desk_path(d, "%s/claims-%d.csv", d->dir, d->n_files);
    desk_write(d, file, desk_path(d, "%s%s", HEAD, rows));
    return file;
}

#define WORDS 16

/* ---- krav law -------------------------------------------------------------------------------- */

static void test_krav_law_answers_and_refuses(void **state) {
    struct desk *d = *state;
    static const struct {
        int code;
        const char *says; /* on stdout, or on stderr when it is refused */
        const char *words[WORDS];
    } rows[] = {
        {0, "305,62", {"interest", "--principal", "10000", "--due", "2025-11-15", "--until", "2026-02-15"}},
        {0, "305,62", {"interest", "--principal", "10000,00", "--due", "2025-11-15", "--until", "2026-02-15"}},
        {0, "0,00", {"interest", "--principal", "100", "--due", "2026-02-15", "--until", "2026-02-15"}},
        {2, "before the due day", {"interest", "--principal", "100", "--due", "2026-02-16", "--until", "2026-02-15"}},
        {2, "2025-02-30 is not a day", {"interest", "--principal", "100", "--due", "2025-02-30", "--until", "2026-02-15"}},
        {2, "above zero", {"interest", "--principal", "-5", "--due", "2025-11-15", "--until", "2026-02-15"}},
        {2, "above zero", {"interest", "--principal", "0", "--due", "2025-11-15", "--until", "2026-02-15"}},
        {2, "not an amount", {"interest", "--principal", "99999999999999999999", "--due", "2025-11-15", "--until", "2026-02-15"}},
        {1, "law: late interest: 1980-02-16", {"interest", "--principal", "100", "--due", "1980-02-15", "--until", "1981-02-15"}},
        {1, "2027-01-01: no rate", {"interest", "--principal", "100", "--due", "2026-02-15", "--until", "2028-02-15"}},
        {2, "at most 200 years", {"interest", "--principal", "100", "--due", "2026-02-15", "--until", "9999-12-31"}},
        {2, "percentage", {"interest", "--principal", "100", "--due", "2026-02-15", "--until", "2026-03-15", "--rate", "0"}},
        {0, "300,00", {"costs", "--amount", "2000", "--due", "2026-03-01", "--on", "2026-06-01", "--debtor", "consumer", "--claim-vat-liable", "yes"}},
        {1, "before the claim is due", {"costs", "--amount", "2000", "--due", "2026-06-02", "--on", "2026-06-01", "--debtor", "consumer", "--claim-vat-liable", "yes"}},
        {2, "busines: consumer or business", {"costs", "--amount", "2000", "--due", "2026-03-01", "--on", "2026-06-01", "--debtor", "busines", "--claim-vat-liable", "yes"}},
        {2, "maybe: yes or no", {"costs", "--amount", "2000", "--due", "2026-03-01", "--on", "2026-06-01", "--debtor", "business", "--claim-vat-liable", "maybe"}},
        {2, "above zero", {"costs", "--amount", "-1", "--due", "2026-03-01", "--on", "2026-06-01", "--debtor", "business", "--claim-vat-liable", "yes"}},
        {2, "law costs --amount", {"costs", "--amount", "1"}},
        {0, "2026-09-07", {"dates", "--due", "2026-09-05"}},
        {1, "the first lawful day is 2026-09-02", {"dates", "--due", "2026-09-01", "--notice-sent", "2026-09-01"}},
        {2, "not a day", {"dates", "--due", "2026-13-01"}},
        {0, "lapses after 2027-05-03", {"limitation", "--due", "2024-05-01"}},
        {0, "lapses after 2034-05-02", {"limitation", "--due", "2024-05-01", "--basis", "loan"}},
        {0, "nothing lapses while it is pending", {"limitation", "--due", "2024-05-01", "--filing", "conciliation", "--filed", "2027-05-03"}},
        {1, "lapsed after 2027-05-03", {"limitation", "--due", "2024-05-01", "--filing", "conciliation", "--filed", "2027-05-04"}},
        {0, "lapses after 2029-01-10", {"limitation", "--due", "2024-05-01", "--filing", "conciliation", "--filed", "2027-05-03", "--ended", "2028-01-10", "--outcome", "dismissed"}},
        {1, "law: limitation: acknowledged 2027-05-04", {"limitation", "--due", "2024-05-01", "--acknowledged", "2027-05-04"}},
        {1, "three years at a time", {"limitation", "--due", "2024-05-01", "--agreed", "2027-05-03", "--agreed-until", "2030-05-04"}},
        {2, "did you mean loan?", {"limitation", "--due", "2024-05-01", "--basis", "laon"}},
        {2, "a kind and a day", {"limitation", "--due", "2024-05-01", "--filed", "2027-01-10"}},
        {1, "in force from 1980-01-01", {"limitation", "--due", "1979-12-31"}},
        {0, "2022-12-31 lapses after 2025-12-31", {"limitation", "--due", "2019-05-01", "--judgment", "2021-03-01", "--interest-due", "2022-12-31"}},
        {0, "2023-01-01 does not lapse by itself", {"limitation", "--due", "2019-05-01", "--judgment", "2021-03-01", "--interest-due", "2023-01-01"}},
        {0, "12,25", {"rates", "--on", "2026-11-22"}},
        {1, "not every rate is known", {"rates", "--on", "2030-11-22"}},
        {2, "law rates --on DAY", {"rates"}},
        {2, "law interest|costs|dates", {"interets"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *words[WORDS + 2] = {"law"};
        for (size_t k = 0; k < WORDS && rows[i].words[k]; k++) {
            words[k + 1] = rows[i].words[k];
        }
        if (rows[i].code != 0) {
            (void)desk_fails_words(d, rows[i].code, rows[i].says, words);
            continue;
        }
        if (!strstr(desk_ok_words(d, words)->out, rows[i].says)) {
            fail_msg("row %d does not say %s", (int)i, rows[i].says);
        }
    }
}

static void test_krav_law_has_the_fields_it_promises(void **state) {
    struct desk *d = *state;
    const json_t *j = desk_json(d, "law", "interest", "--principal", "10000", "--due",
                                "2025-11-15", "--until", "2026-02-15");
    assert_int_equal(desk_num(j, "interest_ore"), 30562);
    const json_t *s = json_array_get(json_object_get(j, "segments"), 1);
    assert_string_equal(desk_str(s, "from"), "2026-01-01");
    assert_string_equal(desk_str(s, "to"), "2026-02-15");
    assert_int_equal(desk_num(s, "days"), 46);
    assert_string_equal(desk_str(s, "percent"), "12.00");
    assert_string_equal(desk_str(s, "interest_ore_exact"), "15123.2877");
    j = desk_json(d, "law", "costs", "--amount", "2000", "--due", "2026-03-01", "--on",
                  "2026-06-01", "--debtor", "consumer", "--claim-vat-liable", "yes");
    assert_int_equal(desk_num(j, "cap_ore"), 30000);
    assert_int_equal(desk_num(j, "rate_ore"), 75000);
    assert_string_equal(desk_str(j, "factor"), "0.4");
    assert_non_null(strstr(desk_str(j, "paragraph"), "§§ 2-1, 2-2"));
    j = desk_json(d, "law", "dates", "--due", "2026-09-01");
    static const char *const days[] = {"reminder_with_fee", "notice_with_fee", "demand",
        "heavy_costs", "legal_step"};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        const json_t *at = json_object_get(j, days[i]);
        assert_int_equal(strlen(desk_str(at, "day")), 10);
        assert_non_null(strstr(desk_str(at, "paragraph"), "§"));
    }
    j = desk_json(d, "law", "limitation", "--due", "2024-05-01", "--filing", "enforcement",
                  "--filed", "2027-05-03", "--ended", "2027-09-01", "--outcome", "nothing_to_take");
    assert_string_equal(desk_str(j, "lapses"), "2037-09-01");
    assert_true(json_is_false(json_object_get(j, "pending")));
    s = json_array_get(json_object_get(j, "periods"), 1);
    assert_string_equal(desk_str(s, "start"), "enforcement");
    assert_string_equal(desk_str(s, "interrupted"), "2027-05-03");
    assert_string_equal(desk_str(s, "from"), "2027-09-01");
    j = desk_json(d, "law", "rates", "--on", "2026-11-22");
    assert_string_equal(desk_str(json_object_get(j, "interest"), "percent"), "12.25");
    assert_int_equal(desk_num(json_object_get(j, "inkassosats"), "amount_ore"), 75000);
}

/* ---- a book ---------------------------------------------------------------------------------- */

static const json_t *limitation_of(struct desk *d, int n) {
    return desk_json(d, "case", number(d, n), "--limitation");
}

static const json_t *first_claim(struct desk *d, int n) {
    return json_array_get(json_object_get(limitation_of(d, n), "claims"), 0);
}

static void test_what_is_told_moves_the_day(void **state) {
    struct desk *d = *state;
    desk_publish(d, "idle", IDLE_RULES);
    (void)desk_ok(d, "take", claims_file(d, "S-1;311758489;consumer;Kari Eksempel;1000,00;2023-10-02;;\n"));
    const char *n = number(d, 1);
    assert_string_equal(desk_str(first_claim(d, 1), "lapses"), "2026-10-02");
    (void)desk_fails(d, 1, "--until DAY: missing", "tell", n, "limitation-agreed", "skriftlig");
    (void)desk_fails(d, 1, "--document", "tell", n, "limitation-agreed", "--until", "2028-01-03");
    (void)desk_fails(d, 1, "say why", "tell", n, "limitation-extended", "--until", "2028-01-03");
    (void)desk_fails(d, 1, "three years at a time", "tell", n, "limitation-agreed", "brev i mappen",
                     "--until", "2029-09-02");
    (void)desk_fails(d, 1, "ten years in all", "tell", n, "limitation-extended", "ukjent adresse",
                     "--until", "2036-10-03");
    (void)desk_ok(d, "tell", n, "limitation-agreed", "brev i mappen", "--until", "2028-01-03",
                  "--dry-run");
    assert_string_equal(desk_str(first_claim(d, 1), "lapses"), "2026-10-02");
    (void)desk_ok(d, "tell", n, "limitation-agreed", "brev i mappen", "--until", "2028-01-03");
    const json_t *claim = first_claim(d, 1);
    assert_string_equal(desk_str(claim, "lapses"), "2028-01-03");
    assert_int_equal(json_array_size(json_object_get(claim, "periods")), 2);
    assert_string_equal(desk_str(json_array_get(json_object_get(claim, "periods"), 1), "start"),
                        "agreement");
    (void)desk_ok(d, "tell", n, "limitation-extended", "ukjent adresse", "--until", "2029-01-02");
    (void)desk_ok(d, "tell", n, "estate-claimed");
    assert_true(json_is_true(json_object_get(first_claim(d, 1), "pending")));
    (void)desk_ok(d, "tell", n, "estate-recognised");
    assert_string_equal(desk_str(first_claim(d, 1), "lapses"), "2036-09-01");
    const char *text = desk_ok(d, "case", n, "--limitation")->out;
    assert_non_null(strstr(text, "extension"));
    assert_non_null(strstr(text, "last day 2036-09-01"));
    assert_non_null(strstr(desk_ok(d, "case", n)->out, "limitation_noted"));
    desk_verify(d);
}

/* Interest on a loan: what is older than three years is gone from what is owed. */
static void test_interest_on_a_loan_is_lost_in_the_book(void **state) {
    struct desk *d = *state;
    desk_publish(d, "idle", IDLE_RULES);
    (void)desk_ok(d, "take", claims_file(d, "L-1;311758489;business;Bakken AS;36500,00;2023-08-28;loan;10,00\n"));
    assert_int_equal(desk_num(first_claim(d, 1), "open_ore"), 3650000);
    assert_string_equal(desk_str(first_claim(d, 1), "basis"), "loan");
    assert_string_equal(desk_str(first_claim(d, 1), "lapses"), "2033-08-29");
    const json_t *interest = json_object_get(limitation_of(d, 1), "interest");
    /* Of 29, 30 and 31 August 2023: ten kroner a day; 29 and 30 August 2026 are a weekend, and so
     * theirs lived until Monday. */
    assert_int_equal(desk_num(interest, "lapsed_ore"), 3000);
    desk_until(d, "2026-10-15");
    interest = json_object_get(limitation_of(d, 1), "interest");
    assert_true(desk_num(interest, "lapsed_ore") >= 30000);
    assert_true(desk_num(interest, "lapsed_ore") <= 48000);
    assert_non_null(strstr(desk_ok(d, "case", number(d, 1))->out, "interest_lapsed"));
    desk_verify(d);
}

static void test_rates_beyond_the_bound_are_refused(void **state) {
    struct desk *d = *state;
    desk_publish(d, "idle", IDLE_RULES);
    (void)desk_fails(d, 1, "forsinkelsesrenteloven § 4", "take",
                     claims_file(d, "A-1;311758489;consumer;Kari Eksempel;100,00;2026-08-03;;9,00\n"));
    (void)desk_fails(d, 1, "20,26 % is above 20,25 %", "take",
                     claims_file(d, "A-2;311758489;business;Bakken AS;100,00;2026-08-03;;20,26\n"));
    (void)desk_ok(d, "take",
                  claims_file(d, "A-3;311758489;business;Bakken AS;100,00;2026-08-03;;20,25\n"));
    (void)desk_fails(d, 1, "is not sale, loan", "take",
                     claims_file(d, "A-4;311758489;business;Bakken AS;100,00;2026-08-03;hire;\n"));
    desk_verify(d);
}

#define T(name) cmocka_unit_test_setup_teardown(name, desk_open, desk_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(test_krav_law_answers_and_refuses),
        T(test_krav_law_has_the_fields_it_promises),
        T(test_what_is_told_moves_the_day),
        T(test_interest_on_a_loan_is_lost_in_the_book),
        T(test_rates_beyond_the_bound_are_refused),
    };
    return cmocka_run_group_tests_name("limitation", tests, NULL, NULL);
}
