/* test_barred.c - nothing is asked for a claim that is lost by time. */
#include "unit/law/law_desk.h"

/* Due on Thursday 2 March 2023: its last day is Monday 2 March 2026. */
#define DUE "2023-03-02"
#define LAST "2026-03-02"
#define AFTER "2026-03-03"

static void test_letters_that_ask_stop_the_day_after_the_last(void **state) {
    (void)state;
    static const struct {
        enum letter_kind kind;
        const char *last, *after;
    } rows[] = {
        {LETTER_REMINDER, "allowed", "time_barred"},
        {LETTER_COLLECTION_NOTICE, "allowed", "time_barred"},
        {LETTER_PAYMENT_DEMAND, "allowed", "time_barred"},
        {LETTER_ENFORCEMENT_NOTICE, "allowed", "time_barred"},
        {LETTER_PLAN_OFFER, "allowed", "time_barred"},
        {LETTER_RECEIPT, "allowed", "allowed"},
        {LETTER_CLOSING, "not_closed", "not_closed"},
        {LETTER_CREDITOR_QUESTION, "allowed", "allowed"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct desk k;
        desk_open(&k, DUE);
        (void)desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2025-11-03", 14, 0);
        assert_verdict(desk_send(&k, LAST, rows[i].kind), rows[i].last);
        assert_verdict(desk_send(&k, AFTER, rows[i].kind), rows[i].after);
    }
}

static void test_one_barred_claim_stops_a_letter_about_all(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, DUE);
    desk_add_claim(&k, "2026-01-12");
    assert_verdict(desk_send(&k, LAST, LETTER_REMINDER), "allowed");
    assert_verdict(desk_send(&k, AFTER, LETTER_REMINDER), "time_barred");
    k.claims[0].open = 0; /* paid: it does not count any more */
    assert_verdict(desk_send(&k, AFTER, LETTER_REMINDER), "allowed");
}

static void test_what_interrupted_it_opens_the_way_again(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, DUE);
    k.c.acknowledged = on(AFTER);
    assert_verdict(desk_send(&k, AFTER, LETTER_REMINDER), "time_barred"); /* revives nothing */
    k.c.acknowledged = on(LAST);
    assert_verdict(desk_send(&k, AFTER, LETTER_REMINDER), "allowed");
    k.c.acknowledged = DAY_NONE;
    k.c.judged = on("2026-05-04");
    assert_verdict(desk_send(&k, "2026-05-05", LETTER_REMINDER), "allowed");
}

/* A filing, an agreement, a claim in an estate: nothing is lost, so nothing stands in the way; and when
 * their time is over, it does again. */
static void test_what_else_puts_it_off_opens_the_way_too(void **state) {
    (void)state;
    struct filing_note filing = {.kind = FILING_CONCILIATION, .filed = on("2025-03-03"),
        .claims_upto = 1};
    struct limitation_note note = {NOTE_AGREED, on("2025-03-03"), on("2026-03-02")};
    struct desk k;
    desk_open(&k, "2022-03-02"); /* until Monday 3 March 2025 */
    k.c.filings = &filing;
    k.c.n_filings = 1;
    assert_verdict(desk_send(&k, "2025-03-04", LETTER_REMINDER), "allowed");
    filing.ended = filing.decided = on("2025-06-02");
    filing.outcome = RESULT_DISMISSED;
    assert_verdict(desk_send(&k, "2026-06-02", LETTER_REMINDER), "allowed");
    assert_verdict(desk_send(&k, "2026-06-03", LETTER_REMINDER), "time_barred");
    k.c.n_filings = 0;
    k.c.limitation_notes = &note;
    k.c.n_limitation_notes = 1;
    assert_verdict(desk_send(&k, LAST, LETTER_REMINDER), "allowed");
    assert_verdict(desk_send(&k, AFTER, LETTER_REMINDER), "time_barred");
    note.kind = NOTE_ESTATE_CLAIMED;
    assert_verdict(desk_send(&k, AFTER, LETTER_REMINDER), "allowed");
}

static void test_a_loan_is_barred_after_ten_years(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2016-03-02");
    assert_verdict(desk_send(&k, LAST, LETTER_REMINDER), "time_barred");
    k.claims[0].claim.basis = BASIS_LOAN;
    assert_verdict(desk_send(&k, LAST, LETTER_REMINDER), "allowed");
    assert_verdict(desk_send(&k, AFTER, LETTER_REMINDER), "time_barred");
}

static void test_nothing_is_charged_on_a_barred_claim(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, DUE);
    assert_fee(&k, LAST, LETTER_REMINDER, "38,00");
    assert_fee(&k, AFTER, LETTER_REMINDER, "time_barred");
    (void)desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2025-11-03", 14, 0);
    assert_fee(&k, AFTER, LETTER_PAYMENT_DEMAND, "time_barred");
    (void)desk_add_letter(&k, LETTER_PAYMENT_DEMAND, "2025-12-01", 14, 0);
    assert_charge(&k, LAST, FEE_HEAVY, "600,00");
    assert_charge(&k, AFTER, FEE_HEAVY, "time_barred");
}

static void test_estate_is_not_asked_for_a_barred_claim(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, DUE);
    k.debtor.died = on("2026-02-02");
    assert_verdict(desk_send(&k, LAST, LETTER_ESTATE_CLAIM), "allowed");
    assert_verdict(desk_send(&k, AFTER, LETTER_ESTATE_CLAIM), "time_barred");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_letters_that_ask_stop_the_day_after_the_last),
        cmocka_unit_test(test_one_barred_claim_stops_a_letter_about_all),
        cmocka_unit_test(test_what_interrupted_it_opens_the_way_again),
        cmocka_unit_test(test_what_else_puts_it_off_opens_the_way_too),
        cmocka_unit_test(test_a_loan_is_barred_after_ten_years),
        cmocka_unit_test(test_nothing_is_charged_on_a_barred_claim),
        cmocka_unit_test(test_estate_is_not_asked_for_a_barred_claim),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
