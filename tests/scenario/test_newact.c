/* test_newact.c - the act of 2026 with every switch that can be set, through a small life: notice,
 * demand, objection, rejection, withdrawal, message, payment, payout; and the book is whole. */
#include "desk.h"

#include <stdio.h>
#include <string.h>

#define SWITCHES                                                                                  \
    "[law]\n"                                                                                     \
    "new_15_hours = 2026-09-01\nnew_16_confirmation = 2026-09-01\n"                               \
    "new_17_answers = 2026-09-01\nnew_18_objection = 2026-09-01\n"                                \
    "new_22_merge = 2026-09-01\nnew_24_doubt = 2026-09-01\nnew_25_rejected = 2026-09-01\n"        \
    "new_26_payout = 2026-09-01\nnew_28_representative = 2026-09-01\n"                            \
    "new_29_minor = 2026-09-01\nnew_30_guardian = 2026-09-01\n"

#define RULES                                                                                     \
    "function W.start (c) return \"notice\" end\n"                                                \
    "W.stage \"notice\" { label = \"Varsel\",\n"                                                  \
    "  enter = function (c) return { send { letter = \"collection_notice\", days = 14 },\n"       \
    "    look_again { after_deadline = 6 } } end,\n"                                              \
    "  decide = function (c) return { move \"demand\" } end }\n"                                  \
    "W.stage \"demand\" { label = \"Oppfordring\",\n"                                             \
    "  enter = function (c) return { send { letter = \"payment_demand\", days = 14 },\n"          \
    "    look_again { after = 90 } } end,\n"                                                      \
    "  decide = function (c) return {} end }\n"

static const char *number(struct desk *d) { return desk_path(d, "%d", DESK_CASE(1)); }

/* The bank, slow terms of payout, every switch, and a claim whose demand is sent on 21 September. */
static int newact_open(void **state) {
    const int rc = desk_open(state);
    struct desk *d = *state;
    const char *terms = desk_path(d, "%s/terms.ini", d->dir);
    desk_replace(d, "krav.conf", "letter = letter_text", "letter = letter_text\npayout = bank");
    desk_write(d, "krav.conf",
               desk_path(d, "%s\n" SWITCHES "[plugin bank]\nso = %s/flaky_bank.so\n",
                         desk_read(d, "krav.conf"), SCENARIO_PLUGINS));
    desk_write(d, terms, "[agreement 311758489]\nfrom = 2026-01-02\nlevel = normal\n"
                         "payout_every = 31\npayout_min = 5000,00\n");
    (void)desk_ok(d, "agreement", "import", terms);
    (void)desk_ok(d, "check");
    desk_publish(d, "small", RULES);
    desk_claims(d, "A-1;consumer;1000,00;2026-08-17\n");
    desk_until(d, "2026-09-22");
    return rc;
}

/* The notice's fee, and these: the demand's. */
static const json_t *cost(struct desk *d) {
    const json_t *all = json_object_get(desk_json(d, "case", number(d), "--costs"), "costs");
    assert_int_equal(json_array_size(all), 2);
    return json_array_get(all, 1);
}

static int64_t tasks(struct desk *d, const char *reason) {
    return desk_sql_int(d, desk_path(d, "SELECT count(*) FROM tasks WHERE done = 0 AND reason ="
                                        " '%s'", reason));
}

static void pays(struct desk *d, const char *ddmmyy) {
    const struct desk_payment p = {
        desk_num(json_object_get(desk_case(d, 1), "balances"), "open_ore"), desk_kid(d, 1), ddmmyy,
        ddmmyy};
    const char *file = desk_path(d, "%s/ocr-%d.txt", d->dir, ++d->n_files);
    desk_ocr(d, file, DESK_ACCOUNT, &p, 1);
    (void)desk_ok(d, "take", file);
}

static void test_every_switch_that_can_be_set_is(void **state) {
    struct desk *d = *state;
    const json_t *all = json_object_get(desk_json(d, "law", "acts"), "provisions");
    size_t n_set = 0;
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *p = json_array_get(all, i);
        const bool waits = json_array_size(json_object_get(p, "missing")) > 0;
        const bool set = json_is_string(json_object_get(p, "set_from"));
        assert_int_equal(set, !waits);
        n_set += set;
    }
    assert_int_equal(n_set, 11);
}

static void test_a_small_life(void **state) {
    struct desk *d = *state;
    assert_int_equal(json_array_size(json_object_get(desk_case(d, 1), "letters")), 2);
    assert_string_equal(desk_str(cost(d), "state"), "claimed");

    (void)desk_ok(d, "tell", number(d), "dispute", "Har aldri bestilt dette");
    assert_string_equal(desk_str(cost(d), "state"), "blocked");
    assert_string_equal(desk_str(cost(d), "state_paragraph"), "inkassoloven (2026) § 18");
    (void)desk_ok(d, "tell", number(d), "settle-dispute", "Kontrakten er lagt ved", "--outcome",
                  "rejected");
    assert_string_equal(desk_str(cost(d), "state"), "lost");
    assert_string_equal(desk_str(cost(d), "state_since"), "2026-09-22");
    assert_string_equal(desk_str(cost(d), "lost_because"), "objection");
    assert_int_equal(desk_num(json_object_get(desk_case(d, 1), "balances"), "costs_ore"), 0);
    assert_int_equal(tasks(d, "decide_or_drop"), 1);
    (void)desk_fails(d, 1, "inkassoloven (2026) § 25", "tell", number(d), "send", "--letter",
                     "reminder");
    (void)desk_ok(d, "tell", number(d), "settle-dispute", "Ringte og beklaget", "--outcome",
                  "withdrawn");
    assert_int_equal(tasks(d, "decide_or_drop"), 0);
    desk_verify(d);

    (void)desk_ok(d, "tell", number(d), "message-in", "Hvor mye er det?", "--from", "debtor");
    assert_int_equal(tasks(d, "message"), 1);
    (void)desk_ok(d, "tell", number(d), "send", "--letter", "provisional_answer", "--days", "10");
    desk_until(d, "2026-09-24");
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM outbox WHERE letter ="
                                     " 'provisional_answer' AND state = 'done'"), 1);
    (void)desk_fails(d, 1, "(inkassoloven (2026) § 17)", "tell", number(d), "send", "--letter",
                     "reminder");
    (void)desk_ok(d, "tell", number(d), "answered", "Sendte saksopplysningene");
    const json_t *told = desk_json(d, "case", number(d), "--statement");
    assert_int_equal(json_array_size(json_object_get(told, "costs")), 2);
    assert_true(json_array_size(json_object_get(
                    json_array_get(json_object_get(told, "claims"), 0), "interest")) > 0);
    assert_int_equal(desk_num(told, "open_ore"),
                     desk_num(told, "principal_ore") + desk_num(told, "interest_ore"));
    assert_non_null(strstr(desk_ok(d, "case", number(d), "--statement")->out,
                           "Delbetalinger dekker først"));

    pays(d, "240926"); /* the fourteenth day is Thursday 8 October */
    desk_until(d, "2026-10-07");
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM remittances"), 0);
    desk_until(d, "2026-10-08");
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM remittances"), 1);
    desk_verify(d);
}

static void test_the_register_has_its_seven_fields(void **state) {
    struct desk *d = *state;
    (void)desk_ok(d, "tell", number(d), "dispute", "Varen kom aldri");
    (void)desk_ok(d, "tell", number(d), "settle-dispute", "Sporingen mangler", "--outcome",
                  "partly");
    (void)desk_ok(d, "tell", number(d), "complaint", "Klaget til nemnda");
    const char *csv = desk_ok(d, "report", "objections", "--csv")->out;
    assert_non_null(strstr(csv, "Varen kom aldri"));
    assert_non_null(strstr(csv, "partly"));
    assert_non_null(strstr(csv, "complaint"));
    assert_non_null(strstr(csv, "311758489"));
    if (strstr(csv, "22.09.2026;22.09.2026") == NULL) {
        fail_msg("%s", csv);
    }
}

/* The letter goes to the representative, and says for whom. */
static void test_a_representative_is_written_to(void **state) {
    struct desk *d = *state;
    (void)desk_fails(d, 1, "signed authority", "tell", number(d), "representative", "--name",
                     "Rita Rett, Gata 3, 0155 Oslo");
    (void)desk_ok(d, "tell", number(d), "representative", "--name", "Rita Rett, Gata 3, 0155 Oslo",
                  "--lawyer");
    (void)desk_ok(d, "tell", number(d), "message-in", "Hei", "--from", "debtor");
    (void)desk_ok(d, "tell", number(d), "send", "--letter", "provisional_answer");
    desk_until(d, "2026-09-23");
    const char *text = desk_sql_text(d, "SELECT lower(hex(content)) FROM outbox WHERE letter ="
                                        " 'provisional_answer' AND state = 'done'");
    const char *json = desk_read(d, desk_path(d, "documents/%.2s/%s", text, text));
    assert_non_null(strstr(json, "\"to_name\":\"Rita Rett\""));
    assert_non_null(strstr(json, "\"addressed\":\"representative\""));
    desk_verify(d);
}

static void test_a_breach_loses_all_costs(void **state) {
    struct desk *d = *state;
    (void)desk_fails(d, 1, "--rule WORD: missing", "tell", number(d), "breach", "x"); /* which */
    (void)desk_ok(d, "tell", number(d), "breach", "Ringte en søndag", "--rule", "contact");
    assert_string_equal(desk_str(cost(d), "state"), "lost");
    assert_string_equal(desk_str(cost(d), "state_paragraph"), "inkassoloven (2026) §§ 15, 18");
    (void)desk_ok(d, "tell", number(d), "restore-costs", "Det var på forespørsel");
    assert_string_equal(desk_str(cost(d), "state"), "restored");
    desk_verify(d);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, newact_open, desk_close)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_every_switch_that_can_be_set_is),
        TEST(test_a_small_life),
        TEST(test_the_register_has_its_seven_fields),
        TEST(test_a_representative_is_written_to),
        TEST(test_a_breach_loses_all_costs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
