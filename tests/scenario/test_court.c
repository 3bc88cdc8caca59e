/* test_court.c - one claim from the first letter to the conciliation board, the enforcement officer
 * and the long wait after them, as a caseworker sees it: what krav asks for, what is told, what the
 * sheet of the case and the ledger say. */
#include "desk.h"

#include <string.h>

#define RULES                                                                                    \
    "function W.start (c) return 'notice' end\n"                                                 \
    "function letter (name, kind, after)\n"                                                      \
    "  W.stage (name) { label = name,\n"                                                         \
    "    enter = function (c) return { send { letter = kind, days = 14 },\n"                     \
    "      look_again { after_deadline = 6 } } end,\n"                                           \
    "    decide = function (c)\n"                                                                \
    "      if c.settled then return { close 'paid' } end\n"                                      \
    "      if c.deadline_missed then return { after(c) } end\n"                                  \
    "    end }\n"                                                                                \
    "end\n"                                                                                      \
    "letter('notice', 'collection_notice', function (c) return move 'demand' end)\n"             \
    "letter('demand', 'payment_demand', function (c) return move 'legal' end)\n"                 \
    "letter('legal', 'legal_notice', function (c)\n"                                             \
    "  return c.judged and move 'officer' or file 'conciliation' end)\n"                         \
    "letter('officer', 'enforcement_notice', function (c)\n"                                     \
    "  if c.filing.outcome == 'nothing_to_take' then return move 'watch' end\n"                  \
    "  return file 'enforcement' end)\n"                                                         \
    "W.stage 'watch' { label = 'watch', decide = function (c)\n"                                 \
    "  if c.settled then return { close 'paid' } end end }\n"

static const char claim[] =
    "source_id;creditor_org;invoice_no;debtor_kind;debtor_id;debtor_name;address1;postcode;city;"
    "principal;due\n"
    "S-1;311758489;1;consumer;31856397214;Kari Eksempel;Storgata 1;0155;Oslo;4000,00;2026-08-17\n";

static const char *const number = "100000001";

static const json_t *filings(struct desk *d) { return json_object_get(desk_case(d, 1), "filings"); }

static int64_t balance_of(struct desk *d, const char *account) {
    return desk_sql_int(d, desk_path(d, "SELECT coalesce(sum(amount), 0) FROM postings"
                                        " WHERE account = '%s'", account));
}

static void test_from_claim_to_nothing_to_take_and_payment_at_last(void **state) {
    struct desk *d = *state;
    const char *file = desk_path(d, "%s/claim.csv", d->dir);
    desk_publish(d, "court", RULES);
    desk_write(d, file, claim);
    (void)desk_ok(d, "take", file);
    desk_fails(d, 1, "§§ 10, 11", "tell", number, "filed", "--kind", "conciliation");
    desk_until(d, "2026-11-09");
    assert_string_equal(desk_str(filings(d), "asked"), "conciliation");
    assert_true(strlen(desk_str(filings(d), "document")) > 0);
    assert_non_null(strstr(desk_ok(d, "case", number)->out, "to be filed"));
    assert_non_null(strstr(desk_ok(d, "tasks")->out, "forliksklage"));

    desk_fails(d, 1, "at most 2 071,00", "tell", number, "filed", "--kind", "conciliation",
               "--amount", "2071,01");
    (void)desk_ok(d, "tell", number, "filed", "--kind", "conciliation", "--amount", "5000",
                  "--because", "to forliksråd", "--dry-run");
    (void)desk_ok(d, "tell", number, "filed", "--kind", "conciliation", "--amount", "2071",
                  "--reference", "26-1/FORL", "--dry-run");
    assert_int_equal(balance_of(d, "court_advanced"), 0);
    (void)desk_ok(d, "tell", number, "filed", "--kind", "conciliation", "--amount", "2071",
                  "--reference", "26-1/FORL");
    assert_int_equal(balance_of(d, "court_advanced"), 207100);
    assert_null(strstr(desk_ok(d, "tasks")->out, "forliksklage"));
    desk_verify(d);
    desk_until(d, "2026-11-16");
    desk_fails(d, 1, "--because says why", "tell", number, "filing-result", "judgment", "--amount",
               "9000");
    (void)desk_ok(d, "tell", number, "filing-result", "judgment", "--amount", "2743,50");
    assert_int_equal(balance_of(d, "court_advanced"), 0);
    assert_int_equal(balance_of(d, "costs_court"), 274350);
    desk_verify(d);

    desk_until(d, "2026-12-08");
    assert_string_equal(desk_str(filings(d), "asked"), "enforcement");
    (void)desk_ok(d, "tell", number, "filed", "--kind", "enforcement", "--amount", "928");
    desk_until(d, "2026-12-15");
    (void)desk_ok(d, "tell", number, "filing-result", "nothing_to_take", "--amount", "928");
    const json_t *c = desk_case(d, 1);
    assert_string_equal(desk_str(c, "stage"), "watch");
    assert_string_equal(desk_str(c, "phase"), "legal");
    const json_t *made = json_object_get(json_object_get(c, "filings"), "filed");
    assert_int_equal(json_array_size(made), 2);
    assert_string_equal(desk_str(json_array_get(made, 0), "reference"), "26-1/FORL");
    assert_string_equal(desk_str(json_array_get(made, 1), "outcome"), "nothing_to_take");
    desk_verify(d);

    const int64_t open = desk_num(json_object_get(c, "balances"), "open_ore");
    const char *ocr = desk_path(d, "%s/paid.ocr", d->dir);
    desk_ocr(d, ocr, DESK_ACCOUNT,
             &(struct desk_payment){open, desk_kid(d, 1), "151226", "151226"}, 1);
    (void)desk_ok(d, "take", ocr);
    assert_string_equal(desk_str(desk_case(d, 1), "closed"), "2026-12-15");
    assert_int_equal(balance_of(d, "collectable"), 0);
    assert_int_equal(desk_sql_int(d, "SELECT sum(amount) FROM postings"), 0);
    desk_verify(d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_from_claim_to_nothing_to_take_and_payment_at_last,
                                        desk_open, desk_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
