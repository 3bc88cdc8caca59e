/* How the law came to a cost: what is explained is what was charged, number by number. */
#include "unit/law/law_desk.h"

#include "law/explain.h"

#include <string.h>

static struct charge_explained explain(struct desk *k, const char *today, enum fee_kind fee,
                                       int32_t claim) {
    const struct cost cost = {.fee = fee, .owner = OWNER_AGENCY, .amount = 1, .claim = claim};
    struct charge_explained x;
    struct status st = {0};
    assert_int_equal(law_explain_charge(desk_law(k), desk_look(k, today), &cost, &x, &st),
                     STATUS_OK);
    assert_int_equal(x.on, on(today));
    return x;
}

static void assert_reckoned(const struct charge_explained *x, const char *expected) {
    char text[MONEY_TEXT];
    assert_string_equal(money_format(x->reckoned, text), expected);
}

static void open_for_demand(struct desk *k, ore principal) {
    desk_open(k, "2026-03-02");
    k->claims[0].claim.principal = k->claims[0].open = principal;
    (void)desk_add_letter(k, LETTER_COLLECTION_NOTICE, "2026-03-16", 14, 0);
}

static void test_explain_a_letters_fee_by_its_share(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-03-02");
    struct charge_explained x = explain(&k, "2026-03-16", FEE_REMINDER, 0);
    assert_int_equal(x.by, EXPLAINED_LETTER_FEE);
    assert_int_equal(x.rate, 75000);
    assert_int_equal(x.share, 20);
    assert_int_equal(x.letter.lawful, 3800);
    assert_string_equal(x.paragraph, "inkassoforskriften § 1-2");
    assert_reckoned(&x, "38,00");
    k.agreement.letter_fee_max = 3000;
    x = explain(&k, "2026-03-16", FEE_COLLECTION_NOTICE, 0);
    assert_int_equal(x.letter.lawful, 3800);
    assert_reckoned(&x, "30,00");
    k.agreement.letter_fee_max = 0;
    k.claims[0].claim.due = on("2020-08-03"); /* the share was another then */
    x = explain(&k, "2020-09-30", FEE_REMINDER, 0);
    assert_int_equal(x.share, 10);
    assert_reckoned(&x, "70,00");
}

static void test_explain_light_costs_by_band_multiplier_and_price(void **state) {
    (void)state;
    struct desk k;
    open_for_demand(&k, 125000);
    (void)desk_add_cost(&k, FEE_COLLECTION_NOTICE, OWNER_CREDITOR, 3800);
    struct charge_explained x = explain(&k, "2026-03-31", FEE_LIGHT, 0);
    assert_int_equal(x.by, EXPLAINED_CAP);
    assert_int_equal(x.rate, 75000);
    assert_int_equal(x.ceiling.principal, 125000);
    assert_int_equal(x.ceiling.due, on("2026-03-02"));
    assert_int_equal(x.ceiling.cap.band_above, 100000);
    assert_int_equal(x.ceiling.cap.band_up_to, 250000);
    assert_int_equal(x.ceiling.cap.factor_hundredths, 40);
    assert_int_equal(x.ceiling.cap.multiplier_thousandths, 1000);
    assert_int_equal(x.ceiling.cap.cap, 30000);
    assert_int_equal(x.ceiling.percent, 100);
    assert_int_equal(x.ceiling.charged, 3800);
    assert_string_equal(x.paragraph, "inkassoforskriften §§ 2-1, 2-2");
    assert_reckoned(&x, "262,00");
    assert_fee(&k, "2026-03-31", LETTER_PAYMENT_DEMAND, "262,00");
    k.debtor.kind = DEBTOR_BUSINESS;
    k.claims[0].claim.vat_liable = false;
    k.agreement.light_rebate = 20;
    x = explain(&k, "2026-03-31", FEE_LIGHT, 0);
    assert_int_equal(x.ceiling.cap.multiplier_thousandths, 1875);
    assert_int_equal(x.ceiling.cap.cap, 56250);
    assert_int_equal(x.ceiling.percent, 80);
    assert_int_equal(x.ceiling.most, 45000);
    assert_reckoned(&x, "412,00");
    assert_fee(&k, "2026-03-31", LETTER_PAYMENT_DEMAND, "412,00");
}

static void test_explain_heavy_costs_by_what_was_demanded(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    (void)desk_add_cost(&k, FEE_LIGHT, OWNER_AGENCY, 30000);
    desk_reduce(&k, 0, "2026-04-20", 100000, 1); /* paid since: the band is the demand's */
    struct charge_explained x = explain(&k, "2026-05-13", FEE_HEAVY, 0);
    assert_int_equal(x.ceiling.principal, 125000);
    assert_int_equal(x.ceiling.cap.factor_hundredths, 80);
    assert_int_equal(x.ceiling.charged, 30000);
    assert_string_equal(x.paragraph, "inkassoforskriften §§ 2-1, 2-3");
    assert_reckoned(&x, "300,00");
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "300,00");
}

static void test_explain_uplift_and_compensation(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    (void)desk_add_cost(&k, FEE_LIGHT, OWNER_AGENCY, 30000);
    desk_agree_plan(&k, "2026-04-20", "2026-05-20", 5);
    struct charge_explained x = explain(&k, "2026-04-20", FEE_PLAN_UPLIFT, 0);
    assert_int_equal(x.by, EXPLAINED_UPLIFT);
    assert_int_equal(x.ceiling.cap.uplift, 112500);
    assert_reckoned(&x, "1 125,00");
    assert_charge(&k, "2026-04-20", FEE_PLAN_UPLIFT, "1 125,00");
    k.c.plan = (struct plan){0};
    k.debtor.kind = DEBTOR_BUSINESS;
    x = explain(&k, "2026-05-13", FEE_COMPENSATION, 0);
    assert_int_equal(x.by, EXPLAINED_COMPENSATION);
    assert_int_equal(x.compensation.least, 46000);
    assert_int_equal(x.compensation.stands, 30000);
    assert_int_equal(x.compensation.due, on("2026-03-02"));
    assert_reckoned(&x, "160,00");
    assert_charge(&k, "2026-05-13", FEE_COMPENSATION, "160,00");
}

static void test_explain_says_what_the_case_cannot_tell(void **state) {
    (void)state;
    struct desk k;
    open_for_demand(&k, 125000);
    static const struct {
        enum fee_kind fee;
        int32_t claim;
        const char *word;
    } rows[] = {{FEE_TAKEN_OVER, 1, "came with the case"}, {FEE_LIGHT, 1, "came with the case"},
                {FEE_HEAVY, 1, "came with the case"}, {FEE_COURT, 1, "court"},
                {FEE_COURT, 0, "court"}, {FEE_OWN_DEMAND, 0, "came with the case"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct charge_explained x = explain(&k, "2026-03-31", rows[i].fee, rows[i].claim);
        assert_int_equal(x.by, EXPLAINED_NOT);
        assert_non_null(strstr(x.untold, rows[i].word));
        assert_null(x.paragraph);
    }
    const struct cost cost = {.fee = FEE_LIGHT, .amount = 1}; /* and no table of caps: no guess */
    struct charge_explained x;
    struct status st = {0};
    k.claims[0].claim.due = on("2009-12-31");
    assert_int_equal(law_explain_charge(law_builtin(), desk_look(&k, "2026-03-31"), &cost, &x, &st),
                     STATUS_NOT_FOUND);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_explain_a_letters_fee_by_its_share),
        cmocka_unit_test(test_explain_light_costs_by_band_multiplier_and_price),
        cmocka_unit_test(test_explain_heavy_costs_by_what_was_demanded),
        cmocka_unit_test(test_explain_uplift_and_compensation),
        cmocka_unit_test(test_explain_says_what_the_case_cannot_tell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
