/* The tables as one list, and files of new rates held against them. */
#include "unit/law/law_desk.h"
#include "unit/law/rate_rows.h"

#include <string.h>

#include "law/costs.h"
#include "law/rates_file.h"

#define N(rows) (sizeof(rows) / sizeof((rows)[0]))
#define HEAD "kind;from;to;value;source\n"
#define TODAY "2026-12-20"

/* ---- what is built in ---------------------------------------------------------------------- */

static enum rate_kind kind_of(const char *name) {
    const struct word *w = words_by_name(&rate_kinds, text_of(name));
    assert_non_null(w);
    return (enum rate_kind)w->value;
}

static int64_t hundredths_of(const char *value) {
    ore v = 0;
    assert_true(money_parse(text_of(value), &v));
    return v;
}

static void test_rates_builtin_are_the_published_ones_and_no_others(void **state) {
    (void)state;
    struct arena arena;
    struct rates known;
    uint32_t n[RATE_KINDS] = {0};
    arena_init(&arena);
    rates_known(NULL, 0, &arena, &known);
    for (size_t i = 0; i < N(expected_rates); i++) {
        const struct expected_rate *row = &expected_rates[i];
        const enum rate_kind kind = kind_of(row->kind);
        assert_true(n[kind] < known.of[kind].n);
        const struct rate_entry *e = &known.of[kind].rows[n[kind]++];
        assert_int_equal(e->from, on(row->from));
        assert_int_equal(e->to, row->to[0] ? on(row->to) : DAY_NONE);
        assert_int_equal(e->hundredths, hundredths_of(row->value));
        assert_true(e->source.len > 0 && !e->is_imported);
        assert_true(row->source[0] == '\0' || text_is(e->source, row->source));
    }
    for (enum rate_kind kind = RATE_LATE_INTEREST; kind < RATE_KINDS; kind++) {
        assert_int_equal(n[kind], known.of[kind].n);
    }
    arena_fini(&arena);
}

static void test_costs_court_fee_of_every_published_year(void **state) {
    (void)state;
    static const enum court_step steps[RATE_KINDS] = {
        [RATE_CONCILIATION] = COURT_CONCILIATION, [RATE_ENFORCEMENT] = COURT_ENFORCEMENT,
        [RATE_BANKRUPTCY_NOTICE] = COURT_BANKRUPTCY_NOTICE, [RATE_WRITING] = COURT_WRITING,
        [RATE_LEGAL_HELP] = COURT_LEGAL_HELP};
    for (size_t i = 0; i < N(expected_fees); i++) {
        const struct expected_fee *row = &expected_fees[i];
        const day ends[] = {on(row->from), row->to[0] ? on(row->to) : on(row->from)};
        for (size_t k = 0; k < N(ends); k++) {
            struct status st = {0};
            ore fee = 0;
            assert_int_equal(costs_court_fee(law_builtin(), steps[kind_of(row->kind)], ends[k],
                                             &fee, &st), STATUS_OK);
            assert_int_equal(fee, hundredths_of(row->kroner));
        }
    }
}

/* Every built-in row would itself be taken: bounds that the years have broken are no bounds. */
static void test_rates_bounds_hold_for_what_is_built_in(void **state) {
    (void)state;
    struct arena arena;
    struct rates known;
    arena_init(&arena);
    rates_known(NULL, 0, &arena, &known);
    for (enum rate_kind kind = RATE_LATE_INTEREST; kind < RATE_KINDS; kind++) {
        const struct rate_word *w = rate_word(kind);
        assert_int_equal(w->word.value, kind);
        for (uint32_t i = 0; i < known.of[kind].n; i++) {
            const int64_t value = known.of[kind].rows[i].hundredths;
            const int64_t before = i > 0 ? known.of[kind].rows[i - 1].hundredths : value;
            const int64_t change = value > before ? value - before : before - value;
            assert_true(value >= w->min && value <= w->max);
            assert_true(w->may_fall || value >= before);
            assert_true(w->change == 0 || change <= w->change);
            assert_true(w->change_percent == 0 || change * 100 <= before * w->change_percent);
            assert_true(!w->is_whole || value % 100 == 0);
        }
    }
    arena_fini(&arena);
}

/* ---- the list ------------------------------------------------------------------------------ */

struct file {
    struct arena arena;
    struct faults faults;
    struct rates known;
    struct rates_check check;
    struct buf all; /* the faults, a line each */
};

/* Reads `text` as a.csv on a day, with `earlier` imported before (without its heading); NULL: nothing. */
static void file_read(struct file *f, const char *today, const char *earlier, const char *text) {
    struct rates_file parsed = {.name = "a.csv"}, before = {.name = "b.csv"};
    arena_init(&f->arena);
    faults_init(&f->faults, &f->arena, 50);
    buf_init(&f->all, 65536);
    buf_add_str(&f->all, "");
    if (earlier) {
        rates_parse(arena_printf(&f->arena, HEAD "%s", earlier), &f->arena, &f->faults, &before);
        assert_false(faults_any(&f->faults));
    }
    for (uint32_t i = 0; i < before.n; i++) {
        before.rows[i].line = 0; /* as the book has it */
    }
    rates_known(before.rows, before.n, &f->arena, &f->known);
    f->check = (struct rates_check){.known = &f->known, .today = on(today)};
    rates_parse(text_of(text), &f->arena, &f->faults, &parsed);
    rates_check(&f->check, &parsed, &f->arena, &f->faults);
    for (size_t i = 0; i < f->faults.n; i++) {
        buf_addf(&f->all, "%.*s\n", TEXT_ARG(f->faults.items[i]));
    }
}

static void file_end(struct file *f) {
    buf_fini(&f->all);
    arena_fini(&f->arena);
}

static void taken(const char *today, const char *earlier, const char *rows, uint32_t n_fresh) {
    struct file f;
    char text[4096];
    (void)snprintf(text, sizeof text, HEAD "%s", rows);
    file_read(&f, today, earlier, text);
    if (faults_any(&f.faults)) {
        fail_msg("%s: %s", rows, f.all.ptr);
    }
    assert_int_equal(f.check.n_fresh, n_fresh);
    file_end(&f);
}

/* The one fault of the rows is exactly this. */
static void refused(const char *today, const char *earlier, const char *rows, const char *why) {
    struct file f;
    char text[4096];
    (void)snprintf(text, sizeof text, HEAD "%s", rows);
    file_read(&f, today, earlier, text);
    assert_int_equal(f.faults.n, 1);
    assert_string_equal(f.all.ptr, arena_printf(&f.arena, "a.csv:2: %s\n", why).ptr);
    file_end(&f);
}

#define H1 "late_interest;2027-01-01;2027-06-30;"
#define H2 "late_interest;2027-07-01;2027-12-31;"

static void test_rates_law_has_the_new_row_from_its_first_day_to_its_last(void **state) {
    (void)state;
    struct file f;
    file_read(&f, TODAY, NULL, HEAD H1 "11,75;FOR-2026-12-18-2901\n"
              "inkassosats;2027-02-01;;770;FOR-2026-12-15-2850\n");
    assert_int_equal(f.faults.n, 0);
    const struct law *law = rates_law(&f.known, &f.arena);
    static const struct {
        const char *on;
        int32_t bp;
        ore sats;
    } days[] = {{"2026-12-31", 1225, 75000}, {"2027-01-01", 1175, 75000},
                {"2027-01-31", 1175, 75000}, {"2027-02-01", 1175, 77000},
                {"2027-06-30", 1175, 77000}, {"2027-07-01", 0, 77000}};
    for (size_t i = 0; i < N(days); i++) {
        struct status st = {0}, unknown = {0};
        int32_t bp = 0;
        ore sats = 0;
        assert_int_equal(law_interest_rate(law, on(days[i].on), &bp, &unknown),
                         days[i].bp ? STATUS_OK : STATUS_NOT_FOUND);
        assert_int_equal(bp, days[i].bp);
        assert_int_equal(law_amount(&law->inkassosats, on(days[i].on), &sats, &st), STATUS_OK);
        assert_int_equal(sats, days[i].sats);
    }
    assert_ptr_equal(law->caps.rows, law_builtin()->caps.rows);
    assert_string_equal(law->interest.rows[law->interest.n - 1].source, "FOR-2026-12-18-2901");
    file_end(&f);
}

static void test_rates_known_keeps_what_a_newer_program_knows_of_later_days(void **state) {
    (void)state;
    struct arena arena;
    struct rates known;
    /* As if the book had added, years ago, what is built in by now: one the same, one other. */
    const struct rate_entry book[] = {
        {.kind = RATE_LATE_INTEREST, .from = on("2026-01-01"), .to = on("2026-06-30"),
         .hundredths = 1200, .source = TEXT("A")},
        {.kind = RATE_INKASSOSATS, .from = on("2019-01-01"), .to = DAY_NONE, .hundredths = 71000,
         .source = TEXT("B")},
    };
    struct faults faults;
    arena_init(&arena);
    faults_init(&faults, &arena, 10);
    rates_known(book, N(book), &arena, &known);
    assert_false(rates_on(&known, RATE_LATE_INTEREST, on("2026-03-01"))->is_imported);
    const struct rate_entry *e = rates_on(&known, RATE_INKASSOSATS, on("2025-12-31"));
    assert_int_equal(e->hundredths, 71000);
    assert_true(e->is_imported);
    assert_int_equal(e->to, on("2025-12-31")); /* until the next one that is known */
    assert_int_equal(rates_on(&known, RATE_INKASSOSATS, on("2026-01-01"))->hundredths, 75000);
    rates_contradicted(&known, &faults);
    assert_int_equal(faults.n, 1);
    assert_true(text_starts(faults.items[0], TEXT("rates: inkassosats from 2019-01-01: the book "
                                                  "has 710,00")));
    arena_fini(&arena);
}

/* ---- where a row may begin ----------------------------------------------------------------- */

static void test_rates_check_wants_the_day_after_the_last_one_known(void **state) {
    (void)state;
    taken(TODAY, NULL, H1 "11,75;S\n", 1);
    taken("2027-01-05", NULL, H1 "11,75;S\n", 1); /* nobody could reckon without it */
    taken(TODAY, NULL, H1 "11,75;S\n" H2 "11,50;S\n", 2);
    taken(TODAY, H1 "11,75;S\n", H2 "11,50;S\n", 1);
    refused(TODAY, NULL, H2 "11,75;S\n", "from: a gap: the last row known ends 2026-12-31, so the "
            "next one begins 2027-01-01");
    refused(TODAY, NULL, "late_interest;2026-07-01;2026-12-31;11,75;S\n",
            "from: known until 2026-12-31, and a rate is never rewritten: the next row begins "
            "2027-01-01");
    refused("2027-01-01", H1 "11,75;S\n", H1 "12;S\n",
            "from: known until 2027-06-30, and a rate is never rewritten: the next row begins "
            "2027-07-01");
    refused(TODAY, NULL, H2 "11,75;S\n" H1 "11,75;S\n", /* in order, and the second is not placed */
            "from: a gap: the last row known ends 2026-12-31, so the next one begins 2027-01-01");
}

static void test_rates_check_closes_an_open_row_only_ahead_of_today(void **state) {
    (void)state;
    taken(TODAY, NULL, "inkassosats;2026-12-21;;770;S\n", 1);
    refused(TODAY, NULL, "inkassosats;2026-12-20;;770;S\n",
            "from: the row from 2026-01-01 is in force today, 2026-12-20, and a rate is never "
            "rewritten: a new row begins later");
    refused(TODAY, NULL, "inkassosats;2026-01-01;;770;S\n",
            "from: known from 2026-01-01 until further notice, and a rate is never rewritten");
    refused(TODAY, NULL, "inkassosats;2025-01-01;;770;S\n",
            "from: known from 2026-01-01 until further notice, and a rate is never rewritten");
    refused(TODAY, NULL, "inkassosats;2026-01-01;2027-12-31;750;S\n",
            "from: known from 2026-01-01 until further notice, and a rate is never rewritten");
}

static void test_rates_check_passes_over_what_is_known(void **state) {
    (void)state;
    taken(TODAY, NULL, "late_interest;2026-07-01;2026-12-31;12,25;another source\n"
                       "inkassosats;2026-01-01;;750,00;S\n", 0);
    taken(TODAY, H1 "11,75;S\n", H1 "11,75;S\n" H2 "11,50;S\n", 1);
    taken("2028-02-01", "inkassosats;2027-01-01;;770;S\ninkassosats;2028-01-01;;790;S\n",
          "inkassosats;2027-01-01;;770;S\n", 0); /* ended since by a later one */
    taken(TODAY, NULL, H1 "11,75;S\n" H1 "11,75;S\n", 1);
    struct file f;
    file_read(&f, TODAY, NULL, HEAD H1 "11,75;S\n" H1 "11,50;S\n"); /* which one? */
    assert_string_equal(f.all.ptr, "a.csv:3: from: known until 2027-06-30, and a rate is never "
                                   "rewritten: the next row begins 2027-07-01\n");
    file_end(&f);
}

static void test_rates_check_takes_a_row_that_has_not_begun_again(void **state) {
    (void)state;
    taken("2026-12-31", H1 "12,75;S\n", H1 "12;S\n", 1);
    taken(TODAY, H1 "12,75;S\n" H2 "12;S\n", H1 "12;S\n", 1);
    taken(TODAY, "inkassosats;2027-01-01;;770;S\n", "inkassosats;2027-01-01;2027-12-31;780;S\n", 1);
    refused("2027-01-01", "inkassosats;2027-01-01;;770;S\n", "inkassosats;2027-01-01;;780;S\n",
            "from: known from 2027-01-01 until further notice, and a rate is never rewritten");
    refused(TODAY, "inkassosats;2027-01-01;;770;S\ninkassosats;2028-01-01;;790;S\n",
            "inkassosats;2027-01-01;2027-06-30;780;S\n",
            "to: another than before, though a later row is known");
}

/* ---- what a row may say -------------------------------------------------------------------- */

static void test_rates_check_believes_up_to_its_bounds(void **state) {
    (void)state;
    taken(TODAY, NULL, H1 "17,25;S\n", 1);
    refused(TODAY, NULL, H1 "17,26;S\n", "value: more than 5,00 from the last one, 12,25");
    taken(TODAY, NULL, H1 "7,25;S\n", 1);
    refused(TODAY, NULL, H1 "7,24;S\n", "value: more than 5,00 from the last one, 12,25");
    refused(TODAY, NULL, H1 "30,01;S\n", "value: not from 0,00 to 30,00");
    refused(TODAY, NULL, H1 "-0,01;S\n", "value: not from 0,00 to 30,00");
    taken(TODAY, NULL, "inkassosats;2027-01-01;;750;S\n", 1);
    refused(TODAY, NULL, "inkassosats;2027-01-01;;749;S\n", "value: below the last one, 750,00");
    taken(TODAY, NULL, "inkassosats;2027-01-01;;937;S\n", 1);
    refused(TODAY, NULL, "inkassosats;2027-01-01;;938;S\n",
            "value: more than 25 % from the last one, 750,00");
    refused(TODAY, NULL, "inkassosats;2027-01-01;;770,50;S\n", "value: not whole kroner");
    refused(TODAY, NULL, "inkassosats;2027-01-01;;299;S\n", "value: not from 300,00 to 3 000,00");
    refused(TODAY, NULL, "inkassosats;2027-01-01;;3001;S\n", "value: not from 300,00 to 3 000,00");
    taken(TODAY, NULL, "compensation;2027-01-01;2027-06-30;420;S\n", 1); /* this one may fall */
    taken(TODAY, NULL, "rettsgebyr;2027-01-01;;1380;S\n", 1);
    taken(TODAY, NULL, "enforcement_factor;2027-01-01;;1.21;S\n", 1);
    refused(TODAY, NULL, "enforcement_factor;2027-01-01;;0,09;S\n", "value: not from 0,10 to 5,00");
    refused(TODAY, NULL, "conciliation_factor;2027-01-01;;5,01;S\n",
            "value: not from 0,10 to 5,00");
}

static void test_rates_check_wants_half_years_of_what_is_set_for_them(void **state) {
    (void)state;
    static const char *const rows[] = {
        "late_interest;2027-01-01;;12;S\n", "late_interest;2027-01-01;2027-12-31;12;S\n",
        "late_interest;2027-01-01;2027-06-29;12;S\n", "late_interest;2027-01-01;2028-06-30;12;S\n"};
    for (size_t i = 0; i < N(rows); i++) {
        refused(TODAY, NULL, rows[i], "from, to: not a half-year: late_interest is set for 1 "
                "January to 30 June or 1 July to 31 December");
    }
}

static void test_rates_parse_tells_all_faults_with_their_lines(void **state) {
    (void)state;
    struct file f;
    file_read(&f, TODAY, NULL,
              "\xef\xbb\xbf# rates of 2027\r\n"
              "kind;from;to;value;source\r\n"
              "\n"
              "late_intrest;2027-01-01;2027-06-30;12;S\n"
              "late_interest;2027-13-01;2027-06-31;1,234;\n"
              "inkassosats;;2027-12-31;;\x01\n"
              "rettsgebyr;2027-02-01;2027-01-31;1400;S\n"
              "compensation;2027-01-01;2027-06-30;430\n"
              "compensation;2027-01-01;2027-06-30;430;S;more\n"
              "inkassosats;2020-01-01;;1;S\n" /* after a broken row of its kind: not placed */
              "writing_factor;2027-01-01;;0,6;S");
    assert_string_equal(f.all.ptr,
        "a.csv:4: late_intrest: not a kind of rate (did you mean late_interest?)\n"
        "a.csv:5: from: not a day (YYYY-MM-DD)\n"
        "a.csv:5: to: not a day (YYYY-MM-DD)\n"
        "a.csv:5: value: not a number with at most two decimals\n"
        "a.csv:5: source: missing: name the regulation\n"
        "a.csv:6: from: missing\n"
        "a.csv:6: value: missing\n"
        "a.csv:6: source: plain UTF-8 of at most 200 bytes\n"
        "a.csv:7: to: before from\n"
        "a.csv:8: not five fields: kind;from;to;value;source\n"
        "a.csv:9: not five fields: kind;from;to;value;source\n");
    assert_int_equal(f.check.n_fresh, 1);
    file_end(&f);
}

static void test_rates_parse_wants_its_heading_and_a_row(void **state) {
    (void)state;
    struct file f;
    file_read(&f, TODAY, NULL, H1 "12;S\n");
    assert_string_equal(f.all.ptr, "a.csv:1: the heading must be kind;from;to;value;source\n"
                                   "a.csv: no row\n");
    file_end(&f);
    file_read(&f, TODAY, NULL, "");
    assert_string_equal(f.all.ptr, "a.csv: no row\n");
    file_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rates_builtin_are_the_published_ones_and_no_others),
        cmocka_unit_test(test_costs_court_fee_of_every_published_year),
        cmocka_unit_test(test_rates_bounds_hold_for_what_is_built_in),
        cmocka_unit_test(test_rates_law_has_the_new_row_from_its_first_day_to_its_last),
        cmocka_unit_test(test_rates_known_keeps_what_a_newer_program_knows_of_later_days),
        cmocka_unit_test(test_rates_check_wants_the_day_after_the_last_one_known),
        cmocka_unit_test(test_rates_check_closes_an_open_row_only_ahead_of_today),
        cmocka_unit_test(test_rates_check_passes_over_what_is_known),
        cmocka_unit_test(test_rates_check_takes_a_row_that_has_not_begun_again),
        cmocka_unit_test(test_rates_check_believes_up_to_its_bounds),
        cmocka_unit_test(test_rates_check_wants_half_years_of_what_is_set_for_them),
        cmocka_unit_test(test_rates_parse_tells_all_faults_with_their_lines),
        cmocka_unit_test(test_rates_parse_wants_its_heading_and_a_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
