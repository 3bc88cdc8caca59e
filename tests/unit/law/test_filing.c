/* test_filing.c - what the law says before a person goes to court. */
#include "unit/law/law_desk.h"

#include "domain/fact.h"

static void assert_filing(struct desk *k, const char *what, const char *today,
                          const char *expected) {
    const struct action a = {.kind = ACTION_FILE, .what = text_of(what)};
    assert_verdict(desk_judge(k, today, a), expected);
    assert_verdict(desk_judge_by(k, today, a, true), expected); /* a person has no other law */
}

#define MAY "allowed"

static struct letter_note *open_for_conciliation(struct desk *k) {
    (void)desk_open_demanded(k);
    return desk_add_letter(k, LETTER_LEGAL_NOTICE, "2026-04-15", 14, 0); /* until the 29th */
}

static struct letter_note *open_for_enforcement(struct desk *k) {
    (void)desk_open_demanded(k);
    k->debtor.identity = TEXT("10915596784");
    return desk_add_letter(k, LETTER_ENFORCEMENT_NOTICE, "2026-04-15", 14, 0);
}

static struct letter_note *open_for_bankruptcy(struct desk *k) {
    (void)desk_open_demanded(k); /* demanded on 31 March: four weeks are over on 28 April */
    k->debtor.kind = DEBTOR_BUSINESS;
    return desk_add_letter(k, LETTER_BANKRUPTCY_NOTICE, "2026-04-28", 14, 0); /* until 12 May */
}

static void test_conciliation_after_a_missed_legal_notice(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-03-02");
    assert_filing(&k, "conciliation", "2026-04-15", "no_demand");
    (void)desk_open_demanded(&k);
    assert_filing(&k, "conciliation", "2026-04-15", "no_legal_notice");
    struct letter_note *notice = open_for_conciliation(&k);
    assert_filing(&k, "conciliation", "2026-04-29", "legal_notice_period 2026-04-30");
    assert_filing(&k, "conciliation", "2026-04-30", MAY);
    k.agreement.grace_bank_days = 2; /* the 1st of May is a holiday */
    assert_filing(&k, "conciliation", "2026-04-30", "legal_notice_period 2026-05-05");
    assert_filing(&k, "conciliation", "2026-05-05", MAY);
    notice->deadline -= 1;
    assert_filing(&k, "conciliation", "2026-05-05", "no_legal_notice"); /* thirteen days */
    notice->deadline += 1;
    notice->state = LETTER_RETURNED;
    assert_filing(&k, "conciliation", "2026-05-05", "no_legal_notice");
    notice->state = LETTER_SENT;
    notice->paid = notice->quote;
    assert_filing(&k, "conciliation", "2026-05-05", "paid_in_time");
}

static void test_conciliation_while_the_demand_lives(void **state) {
    (void)state;
    struct desk k;
    (void)open_for_conciliation(&k);
    assert_filing(&k, "conciliation", "2026-09-30", MAY);
    assert_filing(&k, "conciliation", "2026-10-01", "demand_spent");
    desk_add_claim(&k, "2026-03-02"); /* one that was never demanded */
    assert_filing(&k, "conciliation", "2026-09-30", "no_demand");
}

static void test_conciliation_of_what_is_disputed(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-03-02");
    k.c.disputed_since = on("2026-03-10");
    k.c.dispute_reason = TEXT("not ordered");
    assert_filing(&k, "conciliation", "2026-03-11", "person: disputed_to_court");
    assert_filing(&k, "enforcement", "2026-03-11", "open_objection");
    assert_filing(&k, "bankruptcy", "2026-03-11", "open_objection");
    k.c.dispute_reason = TEXT(DISPUTE_COMPLAINT);
    assert_filing(&k, "conciliation", "2026-03-11", "complaint_open");
}

static void test_enforcement_after_its_notice(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    k.debtor.identity = TEXT("10915596784");
    assert_filing(&k, "enforcement", "2026-04-15", "no_enforcement_notice");
    struct letter_note *notice = open_for_enforcement(&k);
    assert_filing(&k, "enforcement", "2026-04-29", "enforcement_period 2026-04-30");
    assert_filing(&k, "enforcement", "2026-04-30", MAY);
    assert_filing(&k, "enforcement", "2026-10-01", "demand_spent");
    notice->paid = notice->quote;
    assert_filing(&k, "enforcement", "2026-04-30", "paid_in_time");
}

static void test_enforcement_needs_a_basis_and_both_numbers(void **state) {
    (void)state;
    struct desk k;
    (void)open_for_enforcement(&k);
    k.debtor.identity = (struct text){NULL, 0};
    assert_filing(&k, "enforcement", "2026-04-30", "person: identity_unknown");
    k.debtor.identity = TEXT("10915596784");
    k.creditor.org = (struct text){NULL, 0};
    assert_filing(&k, "enforcement", "2026-04-30", "person: identity_unknown");
    k.creditor.org = TEXT("311758489");
    k.claims[0].claim.invoice = (struct text){NULL, 0};
    assert_filing(&k, "enforcement", "2026-04-30", "no_basis");
    k.c.judged = on("2026-03-02"); /* on the due day */
    assert_filing(&k, "enforcement", "2026-04-30", MAY);
    k.c.judged = on("2026-03-01"); /* then the judgment is about something else */
    assert_filing(&k, "enforcement", "2026-04-30", "no_basis");
}

static void test_enforcement_within_a_year_of_its_notice(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2024-03-04");
    k.debtor.identity = TEXT("10915596784");
    k.c.judged = on("2024-09-02"); /* needs no demand any more */
    (void)desk_add_letter(&k, LETTER_ENFORCEMENT_NOTICE, "2025-04-15", 14, 0);
    assert_filing(&k, "enforcement", "2026-04-29", MAY);
    assert_filing(&k, "enforcement", "2026-04-30", "enforcement_spent");
    (void)desk_add_letter(&k, LETTER_ENFORCEMENT_NOTICE, "2026-04-30", 14, 0);
    assert_filing(&k, "enforcement", "2026-05-15", MAY);
    k.debtor.identity = (struct text){NULL, 0};
    k.c.n_letters = 1; /* before 2026 no number was asked for */
    assert_filing(&k, "enforcement", "2025-12-31", MAY);
    assert_filing(&k, "enforcement", "2026-01-01", "person: identity_unknown");
}

static void test_bankruptcy_within_two_weeks_of_its_notice(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    assert_filing(&k, "bankruptcy", "2026-05-13", "business_only");
    k.debtor.kind = DEBTOR_BUSINESS;
    assert_filing(&k, "bankruptcy", "2026-05-13", "no_bankruptcy_notice");
    struct letter_note *notice = open_for_bankruptcy(&k);
    assert_filing(&k, "bankruptcy", "2026-05-12", "bankruptcy_period 2026-05-13");
    assert_filing(&k, "bankruptcy", "2026-05-13", MAY);
    assert_filing(&k, "bankruptcy", "2026-05-26", MAY);
    assert_filing(&k, "bankruptcy", "2026-05-27", "bankruptcy_spent");
    notice->sent -= 1; /* the day before four weeks were over */
    assert_filing(&k, "bankruptcy", "2026-05-13", "no_bankruptcy_notice");
}

static void test_filing_stops_where_letters_stop(void **state) {
    (void)state;
    static const struct {
        const char *what, *today;
        struct letter_note *(*open)(struct desk *k);
    } rows[] = {
        {"conciliation", "2026-05-13", open_for_conciliation},
        {"enforcement", "2026-05-13", open_for_enforcement},
        {"bankruptcy", "2026-05-13", open_for_bankruptcy},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *what = rows[i].what, *today = rows[i].today;
        struct desk k;
        (void)rows[i].open(&k);
        assert_filing(&k, what, today, MAY);
        k.debtor.guardian = TEXT("Verge Eksempel");
        assert_filing(&k, what, today, "person: guardian");
        k.debtor.debt_settlement = on("2026-05-01");
        assert_filing(&k, what, today, "debt_settlement");
        k.debtor.debt_settlement = DAY_NONE;
        k.c.deferred_until = on("2026-05-13");
        assert_filing(&k, what, today, "person: guardian");
        k.debtor.guardian = (struct text){NULL, 0};
        assert_filing(&k, what, today, "deferred 2026-05-14");
        k.c.deferred_until = DAY_NONE;
        desk_agree_plan(&k, "2026-05-01", "2026-06-01", 3);
        assert_filing(&k, what, today, "plan_runs");
        k.c.plan = (struct plan){0};
        (void)desk_add_letter(&k, LETTER_MONITORING, "2026-05-12", 14, 0);
        k.letters[k.c.n_letters - 1].claim = 9; /* about nothing here, but its deadline runs */
        assert_filing(&k, what, today, "deadline_running 2026-05-27");
        k.c.n_letters--;
        k.claims[0].claim.delivered = on("2023-05-12");
        assert_filing(&k, what, today, "time_barred");
        k.claims[0].claim.delivered = DAY_NONE;
        k.c.held_since = on("2026-05-01");
        assert_filing(&k, what, today, "held");
        k.c.closed = on("2026-05-02");
        assert_filing(&k, what, today, "closed");
    }
}

static void test_filing_of_another_kind_is_a_persons(void **state) {
    (void)state;
    struct desk k;
    (void)open_for_conciliation(&k);
    assert_filing(&k, "stevning", "2026-05-13", "person: needs_person");
    assert_filing(&k, "", "2026-05-13", "person: needs_person");
    k.c.closed = on("2026-05-02");
    assert_filing(&k, "stevning", "2026-05-13", "closed");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_conciliation_after_a_missed_legal_notice),
        cmocka_unit_test(test_conciliation_while_the_demand_lives),
        cmocka_unit_test(test_conciliation_of_what_is_disputed),
        cmocka_unit_test(test_enforcement_after_its_notice),
        cmocka_unit_test(test_enforcement_needs_a_basis_and_both_numbers),
        cmocka_unit_test(test_enforcement_within_a_year_of_its_notice),
        cmocka_unit_test(test_bankruptcy_within_two_weeks_of_its_notice),
        cmocka_unit_test(test_filing_stops_where_letters_stop),
        cmocka_unit_test(test_filing_of_another_kind_is_a_persons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
