/* test_statement.c - what a creditor reads: sums, the proposal for its books, sheet and letter. */
#include "unit/base/cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "domain/statement.h"

static struct statement a_statement(struct arena *arena) {
    const struct statement_case two[] = {
        {.number = 100000001, .invoices = TEXT("A-1, A-2"), .debtor = TEXT("Kari \"Prøve\""),
         .principal = 100000, .interest = 537, .costs_creditor = 3800, .agency = 35000},
        {.number = 100000002, .invoices = TEXT("B;1"), .debtor = TEXT("=1+1"), .principal = -5000,
         .costs_court = 129900, .direct = 70000, .agency = 17500},
    };
    struct statement s = {.id = TEXT("KRAV0000000123"), .on = 739500, .from = 739486,
        .account = TEXT("15942287248"), .creditor_name = TEXT("Fjord Strøm AS"),
        .brought = 1000, .commission_bp = 750, .vat_deducted = true,
        .commission = 7165, .vat = 14916, .set_off = 8156, .owes = 0, .paid_out = 200000};
    s.cases = arena_take_n(arena, 2, sizeof *s.cases);
    s.cases[0] = two[0];
    s.cases[1] = two[1];
    s.n_cases = 2;
    statement_add_up(&s, arena);
    return s;
}

static const char *written(struct arena *arena, struct buf *b) {
    const char *s = arena_cstr(arena, buf_text(b));
    assert_false(b->overflowed);
    buf_fini(b);
    return s;
}

static void has(const char *text, const char *part) {
    if (strstr(text, part) == NULL) {
        fail_msg("no \"%s\" in:\n%s", part, text);
    }
}

static void test_statement_adds_its_cases_up(void **state) {
    const struct statement s = a_statement(*state);
    assert_int_equal(s.sum.principal, 95000);
    assert_int_equal(s.sum.interest, 537);
    assert_int_equal(s.sum.costs_creditor, 3800);
    assert_int_equal(s.sum.costs_court, 129900);
    assert_int_equal(s.sum.direct, 70000);
    assert_int_equal(s.sum.agency, 52500);
}

static void test_statement_proposal_balances(void **state) {
    const struct statement s = a_statement(*state);
    ore debit = 0, credit = 0;
    for (uint32_t i = 0; i < s.n_bookings; i++) {
        assert_true((s.bookings[i].debit == 0) != (s.bookings[i].credit == 0));
        debit += s.bookings[i].debit;
        credit += s.bookings[i].credit;
    }
    assert_int_equal(s.n_bookings, 8);
    assert_int_equal(debit, 229237);
    assert_int_equal(credit, 229237);
}

static void test_statement_lines_sum_to_what_is_paid(void **state) {
    struct arena *arena = *state;
    const struct statement s = a_statement(arena);
    struct letter_line *lines;
    const uint32_t n = statement_lines(&s, arena, &lines);
    ore sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        sum += lines[i].amount;
    }
    assert_int_equal(sum, s.paid_out);
    assert_true(text_is(lines[5].label, "Provisjon, 7,50 %"));
    struct statement empty = {.on = 739500};
    assert_int_equal(statement_lines(&empty, arena, &lines), 1); /* a table is never empty */
}

static void test_statement_csv_keeps_spreadsheets_honest(void **state) {
    struct arena *arena = *state;
    const struct statement s = a_statement(arena);
    struct buf b;
    buf_init(&b, 10000);
    statement_csv(&s, &b);
    const char *csv = written(arena, &b);
    assert_string_equal(csv,
        "sak;faktura;skyldner;hovedstol;renter;gebyrer;rettsgebyr;betalt_direkte;"
        "inkassokostnader\r\n"
        "100000001;\"A-1, A-2\";\"Kari \"\"Prøve\"\"\";1000,00;5,37;38,00;0,00;0,00;350,00\r\n"
        "100000002;\"B;1\";\"'=1+1\";-50,00;0,00;0,00;1299,00;700,00;175,00\r\n"
        "SUM;\"\";\"\";950,00;5,37;38,00;1299,00;700,00;525,00\r\n");
}

static void test_statement_reads_as_a_letter(void **state) {
    struct arena *arena = *state;
    struct statement s = a_statement(arena);
    struct buf b;
    buf_init(&b, 100000);
    statement_body(&s, arena, &b);
    const char *letter = written(arena, &b);
    has(letter, "konto 15942287248 og er merket KRAV0000000123");
    has(letter, "Merverdiavgift av inkassokostnader og provisjon");
    has(letter, "Motregnet det dere skyldte oss");
    has(letter, "525,00 uten merverdiavgift");
    has(letter, "\n  100000001, faktura A-1, A-2, Kari \"Prøve\": 1 043,37\n"
                "    hovedstol 1 000,00, renter 5,37, gebyrer 38,00;"
                " dessuten våre kostnader 350,00\n"
                "  100000002, faktura B;1, =1+1: 1 249,00\n"
                "    hovedstol -50,00, rettsgebyr 1 299,00;"
                " dessuten betalt direkte til dere 700,00, våre kostnader 175,00\n\n");
    has(letter, "Debet Bank: 2 000,00");
    has(letter, "Kredit Kundefordringer: 950,00");
    s.paid_out = 0;
    s.set_off = -500;
    s.owes = 500;
    s.vat_deducted = false;
    buf_init(&b, 100000);
    statement_body(&s, arena, &b);
    letter = written(arena, &b);
    has(letter, "ikke noe å betale ut");
    has(letter, "Dere skylder oss etter denne avregningen");
    has(letter, "skylder dere oss 5,00");
    has(letter, "med merverdiavgift");
}

static void test_statement_record_is_whole(void **state) {
    struct arena *arena = *state;
    const struct statement s = a_statement(arena);
    struct statement again;
    struct status st = {0, ""};
    struct buf b;
    buf_init(&b, 100000);
    record_write(&statement_record, &s, &b);
    assert_int_equal(record_read(&statement_record, buf_text(&b), arena, &again, &st), STATUS_OK);
    assert_true(record_eq(&statement_record, &s, &again));
    assert_int_equal(again.cases[1].costs_court, 129900);
    assert_int_equal(again.n_bookings, s.n_bookings);
    buf_fini(&b);
}

static void test_statement_letter_ends_where_the_sheet_goes_on(void **state) {
    struct arena *arena = *state;
    struct statement s = a_statement(arena);
    struct buf b;
    s.n_cases = 1000;
    s.cases = arena_take_n(arena, s.n_cases, sizeof *s.cases);
    for (uint32_t i = 0; i < s.n_cases; i++) {
        s.cases[i] = (struct statement_case){.number = 100000000 + i, .debtor = TEXT("Kari Prøve"),
                                             .principal = 200};
    }
    s.cases[0].direct = s.cases[0].principal;
    s.cases[0].principal = 0;
    statement_add_up(&s, arena);
    buf_init(&b, 1u << 20);
    statement_closing(&s, &b);
    const char *letter = written(arena, &b);
    has(letter, "  100000000, Kari Prøve: 0,00\n    betalt direkte til dere 2,00\n");
    has(letter, "  100000399, Kari Prøve: 2,00\n    hovedstol 2,00\n"
                "  og 600 saker til; alle står i regnearket som følger avregningen: 1 200,00\n");
    assert_null(strstr(letter, "100000400"));
}

static int begin(void **state) {
    struct arena *a = malloc(sizeof *a);
    arena_init(a);
    *state = a;
    return 0;
}

static int end(void **state) {
    arena_fini(*state);
    free(*state);
    return 0;
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(test_statement_adds_its_cases_up),
        TEST(test_statement_proposal_balances),
        TEST(test_statement_lines_sum_to_what_is_paid),
        TEST(test_statement_csv_keeps_spreadsheets_honest),
        TEST(test_statement_reads_as_a_letter),
        TEST(test_statement_record_is_whole),
        TEST(test_statement_letter_ends_where_the_sheet_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
