/* Requests to banks are held against the law again; each fault, planted behind krav's back in a copy of
 * the book, is found and named. */
#include "unit/engine/plant.h"

#include "unit/engine/debit_desk.h"

#define KARIS "100000001"
#define ASKED KIND("debit_asked")

static int begin(void **state) {
    const int rc = debit_begin(state);
    struct house *h = *state;
    const int64_t id = plan_case(h, "5001", KARI, MANDATE_NO_NOTICE);
    live(h, "2026-05-01");
    assert_int_equal(ask(h), 1);
    assert_int_equal(house_case(h, id)->n_debits, 1);
    house_whole(h);
    engine_close(&h->e);
    return rc;
}

static int end(void **state) {
    struct house *h = *state;
    house_open(h, DB_READ);
    return house_end(state);
}

static const struct planted planted[] = {
    {"nothing", "SELECT 1", ""},
    {"an open objection", AFTER(KARIS, KIND("mandate_set"), EVENT("dispute_opened")),
     "a bank was asked to pay while an objection was open (inkassoloven § 17)"},
    {"a hold", AFTER(KARIS, KIND("mandate_set"), EVENT("hold_set")),
     "a bank was asked to pay while the case was held (inkassoloven § 8)"},
    {"a closed case", AFTER(KARIS, KIND("mandate_set"), EVENT("closed")),
     "a bank was asked to pay while the case was closed"},
    {"a death", AFTER(KARIS, KIND("mandate_set"), TOLD("died")),
     "a bank was asked to pay while the debtor's death was known"},
    {"a debt settlement", AFTER(KARIS, KIND("mandate_set"), TOLD("debt_settlement")),
     "a bank was asked to pay while a debt settlement was known (gjeldsordningsloven § 3-4)"},
    {"a bankruptcy", AFTER(KARIS, KIND("mandate_set"), TOLD("bankrupt")),
     "a bank was asked to pay while the debtor's bankruptcy was known"},
    {"time that was given",
     AFTER(KARIS, KIND("mandate_set"),
           "{\"kind\":\"deferred\",\"day\":\"2026-03-02\",\"until\":\"2026-05-10\"}"),
     "a bank was asked to pay while time had been given (inkassoloven § 13)"},
    {"no plan", AFTER(KARIS, KIND("mandate_set"), EVENT("plan_ended")),
     "a bank was asked to pay and no plan ran (inkassoloven § 8)"},
    {"no mandate", SET(KARIS, KIND("mandate_set"), "word", "'ended'"),
     "a bank was asked to pay without a mandate"},
    {"untold", SET(KARIS, SENT("plan_agreed"), "letter", "'monitoring'"),
     "a bank was asked to pay that the payer had not been told of (inkassoloven § 8)"},
};

static void test_planted_requests_are_found(void **state) { FIND(*state, planted); }

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_planted_requests_are_found, begin, end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
