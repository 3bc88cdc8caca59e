/* test_explain.c - krav explain says why not yet, and says the truth: for a case of each state what it
 * waits for, until when, and the first lawful day of what comes; to a caseworker, to the creditor and
 * to the debtor. */
#include "desk.h"

#include <string.h>

static const char claims[] =
    "source_id;creditor_org;invoice_no;debtor_kind;debtor_id;debtor_name;address1;postcode;city;"
    "email;phone;principal;due\n"
    "S-1;311758489;F1;consumer;31856397214;Kari Eksempel;Storgata 1;0155;Oslo;kari@example.com;"
    "+47 99 99 99 99;4000,00;2026-08-03\n";

static const char *const number = "100000001";

static void take_claim(struct desk *d) {
    const char *file = desk_path(d, "%s/explain.csv", d->dir);
    desk_write(d, file, claims);
    (void)desk_ok(d, "take", file);
}

static int explain_open(void **state) {
    const int rc = desk_open(state);
    struct desk *d = *state;
    take_claim(d);
    desk_until(d, "2026-09-02");
    return rc;
}

static const json_t *now_of(struct desk *d, const char *which) {
    return json_object_get(desk_json(d, "explain", which), "now");
}

/* What is named first, with the day until which it lasts ("": none), and its words for each reader. */
struct truth {
    const char *id, *until, *caseworker, *creditor, *debtor;
};

static void must_say(const char *out, const char *words) {
    if (!strstr(out, words)) {
        fail_msg("no \"%s\" in:\n%s", words, out);
    }
}

/* Nothing of the person reaches the creditor, and nothing that somebody wrote reaches either. */
static void must_be_discreet(const char *out, bool to_creditor) {
    static const char *const secrets[] = {"hemmelig", "Kari", "31856397214", "Storgata",
        "kari@example.com", "99 99"};
    for (size_t i = 0; i < (to_creditor ? 6u : 1u); i++) {
        if (strstr(out, secrets[i])) {
            fail_msg("\"%s\" in:\n%s", secrets[i], out);
        }
    }
}

static void must_be_true(struct desk *d, const char *which, const struct truth *t) {
    const json_t *waits = json_object_get(now_of(d, which), "waits_for");
    const json_t *first = json_array_get(waits, 0);
    const char *creditor = desk_ok(d, "explain", which, "--for", "creditor")->out;
    const char *debtor = desk_ok(d, "explain", which, "--for", "debtor")->out;
    assert_non_null(first);
    assert_string_equal(desk_str(first, "id"), t->id);
    assert_string_equal(desk_str(first, "until"), t->until);
    must_say(desk_ok(d, "explain", which)->out, t->caseworker);
    must_say(creditor, t->creditor);
    must_say(debtor, t->debtor);
    must_be_discreet(creditor, true);
    must_be_discreet(debtor, false);
    (void)desk_json(d, "explain", which, "--for", "creditor");
    (void)desk_json(d, "explain", which, "--for", "debtor");
}

/* ---- nothing is wrong ------------------------------------------------------------------------ */

static void test_rules_that_want_nothing_wait_for_the_deadline(void **state) {
    struct desk *d = *state;
    must_be_true(d, number, &(struct truth){"deadline", "2026-09-15",
        "the deadline of reminder runs until 2026-09-15", "sist ble purring sendt, 01.09.2026",
        "Betalingsfristen i siste brev (purring) er 15.09.2026."});
    const json_t *waits = json_object_get(now_of(d, number), "waits_for");
    assert_int_equal(json_array_size(waits), 2);
    assert_string_equal(desk_str(json_array_get(waits, 1), "id"), "rules");
    assert_string_equal(desk_str(json_array_get(waits, 1), "until"), "2026-09-21");
    const json_t *said = desk_json(d, "explain", number, "--for", "creditor");
    const json_t *next = json_object_get(said, "next");
    assert_string_equal(desk_str(next, "what"), "inkassovarsel");
    assert_string_equal(desk_str(next, "from"), "2026-09-16");
    assert_string_equal(desk_str(next, "looked_at"), "2026-09-21");
    assert_string_equal(desk_str(said, "text"),
        "Sak 100000001 står i «Purring» med 4 078,27 kr å betale; sist ble purring sendt, "
        "01.09.2026. Betalingsfristen i siste brev (purring) er 15.09.2026. Neste steg er "
        "inkassovarsel, tidligst 16.09.2026; saken vurderes 21.09.2026.");
}

/* Every line of what is owed, with its day and paragraph; they add up. */
static void test_the_debtor_reads_what_is_owed_and_why(void **state) {
    struct desk *d = *state;
    const json_t *page = desk_json(d, "explain", number, "--for", "debtor");
    const json_t *line, *owed = json_object_get(page, "owed");
    int64_t left = 0;
    size_t i;
    json_array_foreach(owed, i, line) { left += desk_num(line, "left_ore"); }
    assert_int_equal(json_array_size(owed), 3);
    assert_int_equal(left, desk_num(page, "open_ore"));
    assert_int_equal(left, desk_num(json_object_get(desk_case(d, 1), "balances"), "open_ore"));
    const json_t *fee = json_array_get(owed, 2);
    assert_string_equal(desk_str(fee, "what"), "Purregebyr");
    assert_string_equal(desk_str(fee, "day"), "2026-09-01");
    assert_string_equal(desk_str(fee, "paragraph"), "inkassoforskriften § 1-2");
    const char *out = desk_ok(d, "explain", number, "--for", "debtor")->out;
    static const char *const says[] = {"Sak 100000001 hos ", "for Fjord Strøm AS",
        "Hovedstol, faktura F1, forfalt", "forsinkelsesrenteloven §§ 2, 3",
        "01.09.2026  purring, frist 15.09.2026", "Betal til konto 12345678903 med KID ",
        "Trenger du mer tid, eller vil du betale i avdrag?", "Mener du at noe er feil?",
        "klage til Finansklagenemnda"};
    for (i = 0; i < sizeof says / sizeof says[0]; i++) {
        must_say(out, says[i]);
    }
}

/* Each decision: the line that asked, because, what was read, the verdict. */
static void test_a_caseworker_sees_the_line_and_what_it_read(void **state) {
    struct desk *d = *state;
    desk_publish(d, "hasty",
        "function W.start (c) return 'notice' end\n"
        "W.stage 'notice' { label = 'Varsel',\n"
        "  enter = function (c) return { send { letter = 'collection_notice', days = 14 } } end,\n"
        "  decide = function (c)\n"
        "    if c.open > 0 then\n"
        "      return { send { letter = 'payment_demand', days = 14, because = 'it is time' } }\n"
        "    end\n"
        "  end }\n");
    take_claim(d);
    desk_until(d, "2026-09-02");
    const char *out = desk_ok(d, "explain", number)->out;
    must_say(out, "init.lua:7");
    must_say(out, "because: it is time");
    must_say(out, " read    open 4 ");
    must_say(out, "(inkassoloven §§ 9, 10)");
    const json_t *now = now_of(d, number), *today = json_object_get(now, "today");
    const json_t *wanted = json_array_get(json_object_get(today, "wanted"), 0);
    must_say(desk_str(today, "read"), "open=");
    assert_string_equal(desk_str(json_object_get(wanted, "verdict"), "paragraph"),
                        "inkassoloven §§ 9, 10");
    const json_t *first = json_array_get(json_object_get(now, "waits_for"), 0);
    assert_string_equal(desk_str(first, "id"), "deadline");
    const char *lawful = desk_str(today, "not_before");
    const json_t *law = json_array_get(json_object_get(now, "waits_for"), 1);
    assert_string_equal(desk_str(law, "id"), "law");
    assert_string_equal(desk_str(law, "reason"), "notice_period");
    assert_string_equal(desk_str(law, "until"), lawful);
    assert_string_equal(desk_str(json_object_get(now, "next_step"), "day"), lawful);
    must_say(out, desk_path(d, " lawful  from %s", lawful));
    const char *debtor = desk_ok(d, "explain", number, "--for", "debtor")->out;
    must_say(debtor, "Dette måtte vente etter loven");
    must_say(debtor, "Fristen i inkassovarselet er ikke ute. (inkassoloven §§ 9, 10)");
    must_say(debtor, "Neste steg er betalingsoppfordring, tidligst ");
}

/* ---- something is in the way ----------------------------------------------------------------- */

static void test_an_objection_stops_everything(void **state) {
    struct desk *d = *state;
    (void)desk_ok(d, "tell", number, "dispute", "hemmelig grunn");
    must_be_true(d, number, &(struct truth){"objection", "",
        "next possible step: none by itself: an objection is open since 2026-09-02",
        "Det kom en innsigelse 02.09.2026. Innkrevingen står stille til den er behandlet.",
        "Vi fikk innsigelsen din 02.09.2026. Innkrevingen står stille"});
    const char *out = desk_ok(d, "explain", number, "--for", "debtor")->out;
    assert_null(strstr(out, "Betal til konto"));
    must_say(out, "Du trenger ikke å betale det du er uenig i");
}

static void test_a_hold_rests_until_its_day_or_until_released(void **state) {
    struct desk *d = *state;
    (void)desk_ok(d, "tell", number, "hold", "hemmelig", "--until", "2026-10-20");
    must_be_true(d, number, &(struct truth){"held", "2026-10-20",
        "the case rests from 2026-09-02 until 2026-10-20, that day included",
        "Saken er satt i bero fra 02.09.2026 til og med 20.10.2026. Neste steg er inkassovarsel, "
        "tidligst 21.10.2026.", "Saken er satt i bero fra 02.09.2026 til og med 20.10.2026."});
    (void)desk_ok(d, "tell", number, "release");
    (void)desk_ok(d, "tell", number, "hold", "hemmelig");
    must_be_true(d, number, &(struct truth){"held", "",
        "next possible step: none by itself: the case rests since 2026-09-02, until somebody releases",
        "til den blir tatt opp igjen", "til den blir tatt opp igjen"});
}

static void test_time_given_and_instalments_are_waited_for(void **state) {
    struct desk *d = *state;
    (void)desk_ok(d, "tell", number, "defer", "--days", "30");
    must_be_true(d, number, &(struct truth){"deferred", "2026-10-02",
        "the debtor was given time until 2026-10-02, that day included",
        "Det er gitt utsettelse til og med 02.10.2026.",
        "Du har fått utsettelse til og med 02.10.2026."});
    desk_until(d, "2026-10-12");
    (void)desk_ok(d, "tell", number, "plan", "--parts", "4", "--first", "2026-11-02");
    must_be_true(d, number, &(struct truth){"plan", "2026-11-02",
        "an instalment plan runs: the next, ", "Det betales i avdrag. Neste avdrag, ",
        "kr, forfaller 02.11.2026."});
    must_say(desk_ok(d, "explain", number, "--for", "debtor")->out, "Betal neste avdrag, ");
    desk_until(d, "2026-11-12");
    must_be_true(d, number, &(struct truth){"plan_missed", "", "is missing since 2026-11-02",
        "Det betales i avdrag, og det mangler ", "Vi kan ikke se at alt er betalt i avdragsordningen "
        "din"});
}

static void test_a_parked_case_waits_for_a_person(void **state) {
    struct desk *d = *state;
    desk_publish(d, "broken",
        "function W.start (c) return 'reminder' end\n"
        "W.stage 'reminder' { label = 'Purring',\n"
        "  decide = function (c)\n"
        "    if c.today > day '2026-09-20' then error 'hemmelig feil' end\n"
        "  end }\n");
    desk_until(d, "2026-09-22");
    must_be_true(d, number, &(struct truth){"parked", "",
        "the case is parked (rules_failed): a person must release it first",
        "En saksbehandler hos oss ser på saken før det skjer noe mer.",
        "En saksbehandler hos oss ser på saken før det skjer noe mer."});
    must_say(desk_ok(d, "explain", number)->out, "rules   are not asked");
}

static void test_of_the_person_the_creditor_reads_nothing(void **state) {
    struct desk *d = *state;
    (void)desk_ok(d, "tell", number, "debt-settlement");
    must_be_true(d, number, &(struct truth){"debt_settlement", "",
        "debt settlement was opened on 2026-09-02", "En saksbehandler hos oss ser på saken",
        "Det er åpnet gjeldsforhandling, og kravet kan ikke drives inn nå."});
    assert_null(strstr(desk_ok(d, "explain", number, "--for", "creditor")->out, "gjeld"));
    assert_null(strstr(desk_ok(d, "explain", number, "--for", "debtor")->out, "Betal til konto"));
}

/* ---- elsewhere, and over --------------------------------------------------------------------- */

#define COURT_RULES                                                                              \
    "function W.start (c) return 'notice' end\n"                                                 \
    "function letter (name, kind, after)\n"                                                      \
    "  W.stage (name) { label = name,\n"                                                         \
    "    enter = function (c) return { send { letter = kind, days = 14 },\n"                     \
    "      look_again { after_deadline = 6 } } end,\n"                                           \
    "    decide = function (c)\n"                                                                \
    "      if c.deadline_missed then return { after(c) } end\n"                                  \
    "    end }\n"                                                                                \
    "end\n"                                                                                      \
    "letter('notice', 'collection_notice', function (c) return move 'demand' end)\n"             \
    "letter('demand', 'payment_demand', function (c) return move 'legal' end)\n"                 \
    "letter('legal', 'legal_notice', function (c) return file 'conciliation' end)\n"

static void test_a_filing_is_asked_for_and_then_pending(void **state) {
    struct desk *d = *state;
    desk_publish(d, "court", COURT_RULES);
    take_claim(d);
    desk_until(d, "2026-11-09");
    must_be_true(d, number, &(struct truth){"filing_asked", "2027-03-21",
        "a person was asked on ", "En saksbehandler vurderer rettslige skritt (forliksklage).",
        "En saksbehandler vurderer rettslige skritt (forliksklage)."});
    (void)desk_ok(d, "tell", number, "filed", "--kind", "conciliation", "--amount", "2071");
    must_be_true(d, number, &(struct truth){"filed", "",
        "a filing (conciliation) is pending since 2026-11-09: its answer is waited for",
        "Saken er til rettslig behandling (forliksklage) fra 09.11.2026. Vi venter på svar.",
        "Saken er til rettslig behandling (forliksklage) fra 09.11.2026."});
}

#define CLAIM_HEAD                                                                               \
    "source_id;creditor_org;invoice_no;debtor_kind;debtor_id;debtor_name;address1;postcode;city;"  \
    "description;principal;due\n"
#define OF_KARI ";consumer;31856397214;Kari Eksempel;Storgata 1;0155;Oslo;Strøm;"

static void take_row(struct desk *d, const char *name, const char *row) {
    desk_write(d, name, desk_path(d, "%s%s", CLAIM_HEAD, row));
    (void)desk_ok(d, "take", desk_path(d, "%s/%s", d->home, name));
}

static void test_a_merged_case_points_to_the_one_that_goes_on(void **state) {
    struct desk *d = *state;
    desk_write(d, "krav.conf", desk_path(d, "%s\n[law]\nnew_22_merge = 2026-09-01\n",
                                         desk_read(d, "krav.conf")));
    take_row(d, "f1.csv", "F1;311758489;F1" OF_KARI "1250,00;2026-08-17\n");
    desk_until(d, "2026-09-08");
    take_row(d, "f2.csv", "F2;311758489;F2" OF_KARI "999,00;2026-08-24\n");
    desk_until(d, "2026-11-02");
    const char *on = desk_str(desk_case(d, 2), "closed");
    const char *english = desk_path(d, "its claims went into case 100000001 on %s; that case goes on",
                                    on);
    must_be_true(d, "100000002", &(struct truth){"merged", "", english,
        "Kravene ble samlet i sak 100000001 ", "Kravene ble samlet i sak 100000001 "});
}

static void test_a_closed_case_is_over(void **state) {
    struct desk *d = *state;
    (void)desk_ok(d, "tell", number, "withdraw", "hemmelig");
    must_be_true(d, number, &(struct truth){"closed", "", "the case was closed on 2026-09-02",
        "Saken ble avsluttet 02.09.2026.", "Saken ble avsluttet 02.09.2026. Du trenger ikke å gjøre "
        "noe mer."});
    assert_null(strstr(desk_ok(d, "explain", number, "--for", "debtor")->out, "Betal til konto"));
}

static void test_explain_for_knows_its_readers(void **state) {
    struct desk *d = *state;
    (void)desk_fails(d, 2, "creditor or debtor", "explain", number, "--for", "neighbour");
    (void)desk_fails(d, 2, "no step", "explain", number, "3", "--for", "debtor");
    (void)desk_fails(d, 1, "100000009", "explain", "100000009", "--for", "debtor");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, explain_open, desk_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_rules_that_want_nothing_wait_for_the_deadline),
        TEST(test_the_debtor_reads_what_is_owed_and_why),
        cmocka_unit_test_setup_teardown(test_a_caseworker_sees_the_line_and_what_it_read, desk_open,
                                        desk_close),
        TEST(test_an_objection_stops_everything),
        TEST(test_a_hold_rests_until_its_day_or_until_released),
        TEST(test_time_given_and_instalments_are_waited_for),
        TEST(test_a_parked_case_waits_for_a_person),
        TEST(test_of_the_person_the_creditor_reads_nothing),
        cmocka_unit_test_setup_teardown(test_a_filing_is_asked_for_and_then_pending, desk_open,
                                        desk_close),
        cmocka_unit_test_setup_teardown(test_a_merged_case_points_to_the_one_that_goes_on,
                                        desk_open, desk_close),
        TEST(test_a_closed_case_is_over),
        TEST(test_explain_for_knows_its_readers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
