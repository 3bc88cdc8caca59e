/* Costs that are lost, answers that were promised, doubt, and whom a letter is addressed to: the act
 * of 2026 on both sides of each switch, and what the act of 1988 already says. */
#include "unit/law/newact_desk.h"

#include "law/addressees.h"
#include "law/costs_lost.h"

static struct costs_terms terms_of(struct desk *k, enum fact_kind kind, const char *word,
                                   const char *legal_day) {
    const struct fact f = {.kind = kind, .stage = text_of(word), .legal_day = on(legal_day)};
    return law_costs_terms(desk_law(k), desk_look(k, "2026-12-01"), &f);
}

/* ---- § 18: breaches -------------------------------------------------------------------------- */

static void test_a_breach_loses_what_its_act_says(void **state) {
    (void)state;
    static const struct {
        const char *word;
        bool older_loses_all;
        const char *older, *newer;
    } rows[] = {
        {"good_practice", true, "inkassoloven §§ 8, 17", "inkassoloven (2026) §§ 14, 18"},
        {"order", true, "inkassoloven § 17", "inkassoloven (2026) § 18"},
        {"notice", false, "inkassoloven §§ 9, 17", "inkassoloven (2026) §§ 20, 18"},
        {"demand", false, "inkassoloven §§ 10, 17", "inkassoloven (2026) §§ 21, 18"},
        {"legal_notice", false, "inkassoloven §§ 11, 17", "inkassoloven (2026) §§ 14, 18"},
        {"answer", true, "inkassoloven §§ 8, 17", "inkassoloven (2026) §§ 17, 18"},
        {"contact", true, "inkassoloven §§ 8, 17", "inkassoloven (2026) §§ 15, 18"},
    };
    struct desk k;
    struct new_law n;
    desk_open(&k, "2026-09-01");
    new_law_open(&n);
    k.law = &n.law;
    new_law_switch(&n, NEW_18_OBJECTION, "2026-11-01", 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct costs_terms before = terms_of(&k, FACT_BREACH, rows[i].word, "2026-10-31");
        assert_true(before.lose_agencys);
        assert_int_equal(before.lose_creditors, rows[i].older_loses_all);
        assert_string_equal(before.paragraph, rows[i].older);
        const struct costs_terms after = terms_of(&k, FACT_BREACH, rows[i].word, "2026-11-01");
        assert_true(after.lose_agencys && after.lose_creditors && after.lose_paid);
        assert_string_equal(after.paragraph, rows[i].newer);
    }
    assert_false(terms_of(&k, FACT_HOLD, "notice", "2026-11-01").lose_agencys);
}

/* Every word has a row. */
static void test_every_breach_has_its_paragraphs(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-09-01");
    for (size_t i = 0; i < breaches.n; i++) {
        const struct costs_terms t =
            terms_of(&k, FACT_BREACH, words_at(&breaches, i)->name, "2026-11-01");
        assert_non_null(t.paragraph);
        assert_true(t.lose_agencys);
    }
}

static void test_an_objection_loses_what_its_act_says(void **state) {
    (void)state;
    static const struct {
        const char *outcome;
        bool older, newer;
    } rows[] = {
        {"upheld", true, true},      {"partly", true, true},     {"rejected", false, true},
        {"groundless", false, false}, {"withdrawn", false, true},
    };
    struct desk k;
    struct new_law n;
    desk_open(&k, "2026-09-01");
    new_law_open(&n);
    k.law = &n.law;
    new_law_switch(&n, NEW_18_OBJECTION, "2026-11-01", 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct costs_terms before =
            terms_of(&k, FACT_DISPUTE_SETTLED, rows[i].outcome, "2026-10-31");
        assert_int_equal(before.lose_agencys, rows[i].older);
        assert_false(before.lose_paid);
        const struct costs_terms after =
            terms_of(&k, FACT_DISPUTE_SETTLED, rows[i].outcome, "2026-11-01");
        assert_int_equal(after.lose_agencys, rows[i].newer);
        assert_int_equal(after.lose_creditors, rows[i].newer);
        assert_int_equal(after.lose_paid, rows[i].newer);
    }
}

static void test_a_breach_bars_new_costs_until_it_is_restored(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    assert_charge(&k, "2026-05-16", FEE_HEAVY, "600,00");
    k.c.costs_lost = (struct costs_lost){on("2026-05-10"), TEXT("notice"), true};
    assert_charge(&k, "2026-05-16", FEE_HEAVY, "costs_lost");
    desk_open(&k, "2026-09-01");
    k.c.costs_lost = (struct costs_lost){on("2026-09-10"), TEXT("notice"), true};
    assert_fee(&k, "2026-09-15", LETTER_REMINDER, "38,00"); /* the creditor's own */
    k.agreement.letter_fee_owner = OWNER_AGENCY;
    assert_fee(&k, "2026-09-15", LETTER_REMINDER, "costs_lost");
    k.agreement.letter_fee_owner = OWNER_CREDITOR;
    k.c.costs_lost.agency_only = false;
    assert_fee(&k, "2026-09-15", LETTER_REMINDER, "costs_lost");
    assert_verdict(desk_send(&k, "2026-09-15", LETTER_REMINDER), "allowed"); /* without its fee */
}

static void test_a_groundless_objection_leaves_new_costs(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    (void)desk_open_demanded(&k);
    new_law_open(&n);
    k.law = &n.law;
    k.c.rejected_since = on("2026-05-01");
    new_law_switch(&n, NEW_18_OBJECTION, "2026-05-01", 0);
    assert_charge(&k, "2026-06-02", FEE_HEAVY, "rejected_cost");
    k.c.rejected_groundless = true;
    assert_charge(&k, "2026-06-02", FEE_HEAVY, "600,00");
}

static void test_a_cost_is_in_one_of_four_states(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-09-01");
    struct cost *cost = desk_add_cost(&k, FEE_LIGHT, OWNER_AGENCY, 60000);
    assert_int_equal(costs_state(&k.c, cost), COST_CLAIMED);
    k.c.disputed_since = on("2026-09-10");
    assert_int_equal(costs_state(&k.c, cost), COST_BLOCKED);
    assert_string_equal(costs_state_paragraph(desk_law(&k), desk_look(&k, "2026-10-01"), cost),
                        "inkassoloven § 17");
    cost->owner = OWNER_COURT;
    assert_int_equal(costs_state(&k.c, cost), COST_CLAIMED);
    cost->owner = OWNER_AGENCY;
    cost->lost = cost->waived = 60000;
    assert_int_equal(costs_state(&k.c, cost), COST_LOST);
    k.c.disputed_since = DAY_NONE;
    cost->lost = cost->waived = 0;
    cost->restored_on = on("2026-09-20");
    assert_int_equal(costs_state(&k.c, cost), COST_RESTORED);
}

/* ---- § 17: answers --------------------------------------------------------------------------- */

static void test_a_provisional_answer_needs_something_to_answer(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-09-01");
    assert_verdict(desk_send(&k, "2026-10-01", LETTER_PROVISIONAL_ANSWER), "no_answer_owed");
    k.c.answer = (struct answer_clock){.owed = on("2026-09-28"), .due = on("2026-10-05")};
    assert_verdict(desk_send(&k, "2026-10-01", LETTER_PROVISIONAL_ANSWER), "allowed");
    k.c.answer.promised = on("2026-10-15");
    assert_verdict(desk_send(&k, "2026-10-01", LETTER_PROVISIONAL_ANSWER), "too_often");
    k.c.answer = (struct answer_clock){0};
    k.c.disputed_since = on("2026-09-28");
    assert_verdict(desk_send(&k, "2026-10-01", LETTER_PROVISIONAL_ANSWER), "allowed");
}

static void test_nothing_is_asked_before_a_promised_answer(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    k.c.answer.promised = on("2026-09-20");
    assert_verdict(desk_send(&k, "2026-09-20", LETTER_LEGAL_NOTICE), "person: answer_promised");
    assert_charge(&k, "2026-09-20", FEE_HEAVY, "answer_promised");
    assert_verdict(desk_send(&k, "2026-09-20", LETTER_RECEIPT), "allowed");
    k.c.answer.promised = DAY_NONE;
    assert_verdict(desk_send(&k, "2026-09-20", LETTER_LEGAL_NOTICE), "allowed");
}

/* ---- § 24: doubt ----------------------------------------------------------------------------- */

static void test_doubt_stops_the_collection(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    desk_open(&k, "2026-09-01");
    new_law_open(&n);
    k.law = &n.law;
    k.c.creditor_asked = on("2026-10-01");
    k.c.creditor_answer_due = on("2026-10-15");
    assert_verdict(desk_send(&k, "2026-10-20", LETTER_REMINDER), "allowed");
    new_law_switch(&n, NEW_24_DOUBT, "2026-10-02", 0); /* asked under the old rule */
    assert_verdict(desk_send(&k, "2026-10-20", LETTER_REMINDER), "allowed");
    new_law_switch(&n, NEW_24_DOUBT, "2026-10-01", 0);
    assert_verdict(desk_send(&k, "2026-10-02", LETTER_REMINDER), "creditor_asked");
    assert_verdict(desk_send(&k, "2026-10-20", LETTER_REMINDER), "creditor_asked");
    assert_verdict(desk_send(&k, "2026-10-20", LETTER_CREDITOR_QUESTION), "allowed");
    k.c.creditor_asked = k.c.creditor_answer_due = DAY_NONE;
    assert_verdict(desk_send(&k, "2026-10-20", LETTER_REMINDER), "allowed");
}

/* ---- §§ 28-30: addressees -------------------------------------------------------------------- */

static void test_a_settled_addressee_gets_the_letter(void **state) {
    (void)state;
    static const struct {
        enum mandate mandate;
        bool guardian, representative, not_for_letters;
        const char *before, *after;
        enum addressed to;
    } rows[] = {
        {0, false, false, false, "allowed", "allowed", ADDRESSED_DEBTOR},
        {0, true, false, false, "person: guardian", "allowed", ADDRESSED_WITH_GUARDIAN},
        {MANDATE_COVERS, true, false, false, "person: guardian", "allowed",
         ADDRESSED_WITH_GUARDIAN},
        {MANDATE_EXCLUDES, true, false, false, "person: guardian", "allowed", ADDRESSED_DEBTOR},
        {MANDATE_CHOSE_DEBTOR, true, false, false, "person: guardian", "allowed",
         ADDRESSED_DEBTOR},
        {MANDATE_CHOSE_GUARDIAN, true, false, false, "person: guardian", "allowed",
         ADDRESSED_GUARDIAN},
        {MANDATE_RESTRICTED, true, false, false, "person: guardian", "allowed",
         ADDRESSED_GUARDIAN},
        {MANDATE_POWER, true, false, false, "person: guardian", "allowed", ADDRESSED_ATTORNEY},
        {MANDATE_POWER_UNSURE, true, false, false, "person: guardian", "allowed",
         ADDRESSED_WITH_ATTORNEY},
        {0, false, true, false, "allowed", "allowed", ADDRESSED_REPRESENTATIVE},
        {0, false, true, true, "allowed", "allowed", ADDRESSED_DEBTOR},
        {MANDATE_COVERS, true, true, false, "person: guardian", "allowed",
         ADDRESSED_REPRESENTATIVE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct desk k;
        struct new_law n;
        desk_open(&k, "2026-09-01");
        new_law_open(&n);
        k.law = &n.law;
        k.debtor.mandate = rows[i].mandate;
        k.debtor.guardian = rows[i].guardian ? TEXT("Vera Verge, Torget 2") : (struct text){0};
        k.debtor.representative = rows[i].representative ? TEXT("Rita Rett, Gata 3")
                                                         : (struct text){0};
        k.debtor.not_for_letters = rows[i].not_for_letters;
        new_law_switch(&n, NEW_28_REPRESENTATIVE, "2026-10-01", 0);
        new_law_switch(&n, NEW_30_GUARDIAN, "2026-10-01", 0);
        assert_verdict(desk_send(&k, "2026-09-30", LETTER_REMINDER), rows[i].before);
        assert_verdict(desk_send(&k, "2026-10-01", LETTER_REMINDER), rows[i].after);
        assert_int_equal(addressee_of_letter(&n.law, desk_look(&k, "2026-10-01")), rows[i].to);
    }
}

static void test_a_minors_guardian_gets_the_letter(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    desk_open(&k, "2026-05-04");
    k.claims[0].claim.issued = on("2026-04-20");
    k.debtor.identity = TEXT("15860899911"); /* synthetic: eighteen on 15 June 2026 */
    new_law_open(&n);
    k.law = &n.law;
    new_law_switch(&n, NEW_29_MINOR, "2026-06-02", 0);
    assert_verdict(desk_send(&k, "2026-06-02", LETTER_REMINDER), "person: minor");
    k.debtor.guardian = TEXT("Mor Eksempel, Heimen 1");
    assert_verdict(desk_send(&k, "2026-06-01", LETTER_REMINDER), "person: guardian");
    assert_verdict(desk_send(&k, "2026-06-02", LETTER_REMINDER), "allowed");
    assert_int_equal(addressee_of_letter(&n.law, desk_look(&k, "2026-06-02")),
                     ADDRESSED_GUARDIAN);
    assert_fee(&k, "2026-06-02", LETTER_REMINDER, "minor"); /* no costs, whoever is written to */
    /* Of age: to him again, as far as § 30 is not on; the claim arose before, and a person writes. */
    assert_verdict(desk_send(&k, "2026-06-15", LETTER_REMINDER), "person: guardian");
}

static void test_only_a_letter_reaches_somebody_else(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    desk_open(&k, "2026-09-01");
    k.debtor.representative = TEXT("Rita Rett, Gata 3");
    new_law_open(&n);
    k.law = &n.law;
    new_law_switch(&n, NEW_28_REPRESENTATIVE, "2026-10-01", 0);
    const struct action by_mail = {.kind = ACTION_SEND, .letter = LETTER_REMINDER,
        .by = CHANNEL_EMAIL, .days = 14};
    assert_verdict(desk_judge(&k, "2026-09-30", by_mail), "allowed");
    assert_verdict(desk_judge(&k, "2026-10-01", by_mail), "person: addressee_by_letter");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_breach_loses_what_its_act_says),
        cmocka_unit_test(test_every_breach_has_its_paragraphs),
        cmocka_unit_test(test_an_objection_loses_what_its_act_says),
        cmocka_unit_test(test_a_breach_bars_new_costs_until_it_is_restored),
        cmocka_unit_test(test_a_groundless_objection_leaves_new_costs),
        cmocka_unit_test(test_a_cost_is_in_one_of_four_states),
        cmocka_unit_test(test_a_provisional_answer_needs_something_to_answer),
        cmocka_unit_test(test_nothing_is_asked_before_a_promised_answer),
        cmocka_unit_test(test_doubt_stops_the_collection),
        cmocka_unit_test(test_a_settled_addressee_gets_the_letter),
        cmocka_unit_test(test_a_minors_guardian_gets_the_letter),
        cmocka_unit_test(test_only_a_letter_reaches_somebody_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
