#include "unit/law/law_desk.h"

/* The notice is missed, the demand goes today. */
#define DEMAND_DAY "2026-03-31"

static void open_for_demand(struct desk *k, ore principal) {
    desk_open(k, "2026-03-02");
    k->claims[0].claim.principal = k->claims[0].open = principal;
    (void)desk_add_letter(k, LETTER_COLLECTION_NOTICE, "2026-03-16", 14, 0);
}

static void test_demand_bears_the_light_cap_of_its_band(void **state) {
    (void)state;
    static const struct {
        ore principal;
        enum debtor_kind debtor;
        bool vat_liable;
        const char *light, *heavy;
    } rows[] = {
        {50000, DEBTOR_CONSUMER, true, "187,50", "375,00"},
        {50001, DEBTOR_CONSUMER, true, "262,50", "525,00"},
        {100000, DEBTOR_CONSUMER, true, "262,50", "525,00"},
        {100001, DEBTOR_CONSUMER, true, "300,00", "600,00"},
        {250000, DEBTOR_CONSUMER, true, "300,00", "600,00"},
        {250001, DEBTOR_CONSUMER, true, "600,00", "1 200,00"},
        {1000000, DEBTOR_CONSUMER, true, "600,00", "1 200,00"},
        {1000001, DEBTOR_CONSUMER, true, "1 200,00", "2 400,00"},
        {5000001, DEBTOR_CONSUMER, true, "2 700,00", "5 400,00"},
        {25000000, DEBTOR_CONSUMER, true, "2 700,00", "5 400,00"},
        {25000001, DEBTOR_CONSUMER, true, "5 400,00", "10 800,00"},
        {50000, DEBTOR_BUSINESS, true, "281,25", "562,50"},
        {50000, DEBTOR_CONSUMER, false, "234,37", "468,75"},
        {50000, DEBTOR_BUSINESS, false, "351,56", "703,12"},
        {6000000, DEBTOR_BUSINESS, false, "5 062,50", "10 125,00"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct desk k;
        open_for_demand(&k, rows[i].principal);
        k.debtor.kind = rows[i].debtor;
        k.claims[0].claim.vat_liable = rows[i].vat_liable;
        assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, rows[i].light);
        (void)desk_add_letter(&k, LETTER_PAYMENT_DEMAND, DEMAND_DAY, 14, 0);
        assert_charge(&k, "2026-05-13", FEE_HEAVY, rows[i].heavy);
        k.agreement.vat_deducted = true; /* then VAT is no cost of anybody's */
        k.claims[0].claim.vat_liable = true;
        const struct snapshot deducted = *desk_look(&k, "2026-05-13");
        ore with, without;
        enum owner owner;
        struct verdict why;
        struct status st = {0};
        assert_int_equal(law_charge(law_builtin(), &deducted, FEE_HEAVY, &with, &owner, &why, &st),
                         STATUS_OK);
        k.claims[0].claim.vat_liable = false;
        assert_int_equal(
            law_charge(law_builtin(), &deducted, FEE_HEAVY, &without, &owner, &why, &st),
            STATUS_OK);
        assert_int_equal(with, without);
    }
}

static void test_demand_counts_what_is_charged_already(void **state) {
    (void)state;
    struct desk k;
    open_for_demand(&k, 125000);
    struct cost *fee = desk_add_cost(&k, FEE_COLLECTION_NOTICE, OWNER_CREDITOR, 3800);
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "262,00");
    fee->waived = 3800;
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "300,00");
    fee->waived = 0;
    fee->paid = 3800; /* what was paid was owed */
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "262,00");
    (void)desk_add_cost(&k, FEE_COURT, OWNER_COURT, 200000); /* beside the cap */
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "262,00");
    struct letter_note *waits = desk_add_letter(&k, LETTER_REMINDER, "2026-03-31", 14, 3800);
    waits->state = LETTER_COMPOSED; /* charged when its receipt comes */
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "224,00");
    (void)desk_add_cost(&k, FEE_TAKEN_OVER, OWNER_CREDITOR, 22399);
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "0,01");
    k.costs[2].amount += 1;
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "allowed"); /* the cap is used up */
    k.costs[2].amount += 1;
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "allowed"); /* and never below nothing */
}

static void test_demand_merges_the_claims_of_a_case(void **state) {
    (void)state;
    struct desk k;
    open_for_demand(&k, 40000);
    desk_add_claim(&k, "2026-03-02");
    k.letters[0].claims_upto = 2;
    k.claims[1].claim.principal = k.claims[1].open = 40000;
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "262,50"); /* one of 800, not two of 400 */
    desk_keep_alive(&k);
    k.claims[1].claim.due = on("2019-05-10"); /* 0.5 then, 0.35 since 2020-10-01 */
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "262,50");
    k.claims[0].claim.due = on("2020-09-30");
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "375,00");
    k.claims[0].claim.vat_liable = false; /* exactly half is not more than half */
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "375,00");
    k.claims[0].open += 1;
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "468,75");
    k.claims[1].claim.due = on("2009-12-31"); /* no table covers it: no costs on a guess */
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "person: no_rate");
    k.claims[1].open = 0;
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "468,75");
}

static void test_demand_bears_costs_when_it_may_be_sent(void **state) {
    (void)state;
    struct desk k;
    open_for_demand(&k, 125000);
    assert_fee(&k, "2026-03-30", LETTER_PAYMENT_DEMAND, "notice_period 2026-03-31");
    k.agreement.letter_fees = false; /* costs of collection are not fees of letters */
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "300,00");
    k.c.judged = on("2026-03-20");
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "fee_judged");
    k.c.judged = DAY_NONE;
    k.c.disputed_since = on("2026-03-20");
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "open_objection");
    k.c.disputed_since = DAY_NONE;
    k.claims[0].open = 0; /* interest and the notice's fee are left */
    (void)desk_add_cost(&k, FEE_COLLECTION_NOTICE, OWNER_CREDITOR, 3800);
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "fee_principal_paid");
}

static void test_second_demand_bears_the_difference_only(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2025-06-02");
    (void)desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2025-06-16", 14, 0);
    (void)desk_add_letter(&k, LETTER_PAYMENT_DEMAND, "2025-07-01", 14, 28000);
    struct cost *light = desk_add_cost(&k, FEE_LIGHT, OWNER_AGENCY, 28000); /* 0.4 x 700 */
    assert_fee(&k, "2026-01-01", LETTER_PAYMENT_DEMAND, "demand_lives");
    assert_fee(&k, "2026-01-02", LETTER_PAYMENT_DEMAND, "20,00"); /* 0.4 x 750 */
    light->waived = light->amount; /* and what was waived is not asked for again */
    assert_fee(&k, "2026-01-02", LETTER_PAYMENT_DEMAND, "20,00");
    k.claims[0].open = 100000; /* a lower band today */
    assert_fee(&k, "2026-01-02", LETTER_PAYMENT_DEMAND, "allowed");
}

static void test_letters_bear_no_fee_beside_costs(void **state) {
    (void)state;
    static const struct {
        enum fee_kind fee;
        enum owner owner;
        const char *expected;
    } rows[] = {
        {FEE_LIGHT, OWNER_AGENCY, "fee_inside_costs"},
        {FEE_HEAVY, OWNER_AGENCY, "fee_inside_costs"},
        {FEE_COMPENSATION, OWNER_CREDITOR, "fee_inside_costs"},
        {FEE_TAKEN_OVER, OWNER_CREDITOR, "38,00"},
        {FEE_COURT, OWNER_COURT, "38,00"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct desk k;
        desk_open(&k, "2026-03-02");
        (void)desk_add_cost(&k, rows[i].fee, rows[i].owner, 10000);
        assert_fee(&k, "2026-03-16", LETTER_REMINDER, rows[i].expected);
    }
    struct desk k;
    desk_open(&k, "2026-03-02");
    desk_add_letter(&k, LETTER_PAYMENT_DEMAND, "2026-03-16", 14, 30000)->state = LETTER_COMPOSED;
    assert_fee(&k, "2026-03-16", LETTER_REMINDER, "fee_inside_costs");
}

/* ---- heavy --------------------------------------------------------------------------------- */

static void test_heavy_on_the_29th_day_after_the_deadline(void **state) {
    (void)state;
    struct desk k;
    struct letter_note *demand = desk_open_demanded(&k);
    (void)desk_add_cost(&k, FEE_LIGHT, OWNER_AGENCY, 30000);
    assert_charge(&k, "2026-04-14", FEE_HEAVY, "heavy_too_early 2026-05-13");
    assert_charge(&k, "2026-05-12", FEE_HEAVY, "heavy_too_early 2026-05-13");
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "300,00");
    k.agreement.grace_bank_days = 2; /* Wednesday 13 and, past Ascension Day, Friday 15 */
    assert_charge(&k, "2026-05-15", FEE_HEAVY, "heavy_too_early 2026-05-16");
    assert_charge(&k, "2026-05-16", FEE_HEAVY, "300,00");
    k.agreement.grace_bank_days = 0;
    demand->deadline -= 1; /* thirteen days: no payment demand at all */
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "no_demand");
    demand->deadline += 1;
    demand->state = LETTER_RETURNED;
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "no_demand");
    demand->state = LETTER_SENT;
    demand->paid = demand->quote;
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "paid_in_time");
}

static void test_heavy_needs_a_missed_deadline_before_the_demand(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    struct letter_note *notice = &k.letters[0];
    notice->kind = LETTER_REMINDER; /* either will do */
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "600,00");
    notice->deadline += 1; /* the demand was sent on its last day */
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "demand_too_soon");
    notice->deadline -= 2; /* thirteen days */
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "demand_too_soon");
    notice->deadline += 1;
    notice->paid = notice->quote;
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "demand_too_soon");
    notice->paid = 0;
    notice->state = LETTER_RETURNED;
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "demand_too_soon");
    notice->state = LETTER_SENT;
    desk_add_claim(&k, "2026-03-02"); /* came after the demand */
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "no_demand");
}

static void test_heavy_waits_while_the_debtor_has_time(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    k.c.deferred_until = on("2026-05-13");
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "deferred 2026-05-14");
    assert_charge(&k, "2026-05-14", FEE_HEAVY, "600,00");
    k.agreement.grace_bank_days = 1; /* past Ascension Day */
    assert_charge(&k, "2026-05-15", FEE_HEAVY, "deferred 2026-05-16");
    k.c.deferred_until = DAY_NONE;
    k.agreement.grace_bank_days = 0;
    (void)desk_add_letter(&k, LETTER_LEGAL_NOTICE, "2026-05-05", 14, 0);
    assert_charge(&k, "2026-05-19", FEE_HEAVY, "deadline_running 2026-05-20");
    assert_charge(&k, "2026-05-20", FEE_HEAVY, "600,00");
}

static void test_heavy_is_waived_by_a_plan(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    desk_agree_plan(&k, "2026-04-20", "2026-05-20", 3);
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "plan_runs");
    k.c.plan = (struct plan){0};
    k.c.n_plans_broken = 1;
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "heavy_uninformed");
    k.c.n_plans_broken = 0; /* ended by agreement: the confirmation tells of it */
    struct letter_note *l = desk_add_letter(&k, LETTER_PLAN_AGREED, "2026-04-21", 0, 0);
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "heavy_uninformed");
    l->told = 60000; /* and by how much */
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "600,00");
    l->told = 45000;
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "450,00");
    k.c.n_plans_broken = 1;
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "450,00");
    k.c.n_plans_broken = 2; /* one of them was confirmed to nobody */
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "heavy_uninformed");
    k.c.n_plans_broken = 1;
    l->state = LETTER_RETURNED; /* nobody read it */
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "heavy_uninformed");
    k.c.n_plans_broken = 0;
    l->sent = DAY_NONE;
    l->state = LETTER_WITHDRAWN;
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "600,00");
}

static void test_heavy_is_what_the_claim_was_at_the_demand(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    desk_reduce(&k, 0, "2026-04-01", 100000, 1); /* paid the day after the demand */
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "600,00");
    k.moves[0].day = on("2026-03-31");
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "375,00"); /* 250 kroner were left */
    k.moves[0].day = on("2026-05-01");
    k.moves[0].payment = 0; /* the creditor took it back: it was never owed */
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "375,00");
    desk_add_claim(&k, "2026-12-01"); /* paid before it is due: it was part of the demand, */
    k.letters[1].claims_upto = 2;     /* and has no regime of its own yet */
    desk_reduce(&k, 1, "2026-04-10", 99900, 2);
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "600,00");
    desk_reduce(&k, 0, "2026-05-12", 25000, 3);
    (void)desk_add_cost(&k, FEE_LIGHT, OWNER_AGENCY, 10000);
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "fee_principal_paid");
}

static void test_heavy_comes_once_and_within_the_cap(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    (void)desk_add_cost(&k, FEE_COLLECTION_NOTICE, OWNER_CREDITOR, 3800);
    struct cost *light = desk_add_cost(&k, FEE_LIGHT, OWNER_AGENCY, 26200); /* or taken over */
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "300,00");
    light->amount = 56199;
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "0,01");
    light->amount = 90000;
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "allowed");
    light->amount = 26200;
    struct cost *heavy = desk_add_cost(&k, FEE_HEAVY, OWNER_AGENCY, 100);
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "allowed");
    heavy->waived = 100; /* a payment on its way took it: it does not come back */
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "allowed");
    k.c.disputed_since = on("2026-05-01");
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "open_objection");
}

/* What is brought along is what is still owed: what was paid before is taken for charged. */
static void test_heavy_of_a_case_taken_over(void **state) {
    (void)state;
    struct desk k;
    struct letter_note *demand = desk_open_demanded(&k);
    demand->stage_entry = 0;
    k.c.opened = on("2026-05-12");
    assert_charge(&k, "2026-06-01", FEE_HEAVY, "300,00"); /* light costs were paid */
    struct cost *light = desk_add_cost(&k, FEE_LIGHT, OWNER_AGENCY, 10000);
    assert_charge(&k, "2026-06-01", FEE_HEAVY, "300,00");
    light->amount = 35000;
    assert_charge(&k, "2026-06-01", FEE_HEAVY, "250,00");
    light->amount = 10000;
    k.c.opened = on("2026-05-13"); /* heavy already: light ones are owed, so no heavy were paid */
    assert_charge(&k, "2026-06-01", FEE_HEAVY, "300,00");
    k.c.n_costs = 0;
    assert_charge(&k, "2026-06-01", FEE_HEAVY, "allowed");
    assert_fee(&k, "2026-10-01", LETTER_PAYMENT_DEMAND, "allowed"); /* nor light ones again */
    (void)desk_add_letter(&k, LETTER_PAYMENT_DEMAND, "2026-10-01", 14, 0);
    assert_charge(&k, "2026-11-13", FEE_HEAVY, "allowed"); /* nor after a demand of ours */
    k.debtor.kind = DEBTOR_BUSINESS; /* 900 were borne, and 460 are less */
    assert_charge(&k, "2026-11-13", FEE_COMPENSATION, "allowed");
}

/* ---- prices of the agreement --------------------------------------------------------------- */

static void test_a_price_is_a_share_of_the_cap_and_never_more(void **state) {
    (void)state;
    static const struct {
        int32_t rebate;
        const char *light, *heavy;
    } rows[] = {
        {-50, "300,00", "600,00"}, /* no price is above the law's, whatever stands in the book */
        {0, "300,00", "600,00"},
        {1, "297,00", "594,00"},
        {20, "240,00", "480,00"},
        {99, "3,00", "6,00"},
        {100, "allowed", "allowed"},
        {250, "allowed", "allowed"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct desk k;
        open_for_demand(&k, 125000);
        k.agreement.light_rebate = rows[i].rebate;
        assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, rows[i].light);
        (void)desk_add_letter(&k, LETTER_PAYMENT_DEMAND, DEMAND_DAY, 14, 0);
        assert_charge(&k, "2026-05-13", FEE_HEAVY, "600,00"); /* each has its own */
        k.agreement.light_rebate = 0;
        k.agreement.heavy_rebate = rows[i].rebate;
        assert_charge(&k, "2026-05-13", FEE_HEAVY, rows[i].heavy);
    }
}

static void test_a_price_counts_what_stands_and_rounds_down(void **state) {
    (void)state;
    struct desk k;
    open_for_demand(&k, 50000);
    k.agreement.light_rebate = 33; /* 67 % of 187,50 is 125,625 */
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "125,62");
    (void)desk_add_cost(&k, FEE_COLLECTION_NOTICE, OWNER_CREDITOR, 3800);
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "87,62");
    k.agreement.light_rebate = 90; /* less than the notice's fee: nothing is left, nothing taken back */
    assert_fee(&k, DEMAND_DAY, LETTER_PAYMENT_DEMAND, "allowed");
}

/* The uplift has no price of its own, and a cheap heavy phase does not take its room. */
static void test_uplift_and_compensation_keep_the_laws_price(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    k.agreement.light_rebate = k.agreement.heavy_rebate = 100;
    desk_agree_plan(&k, "2026-04-20", "2026-05-20", 5);
    assert_charge(&k, "2026-04-20", FEE_PLAN_UPLIFT, "1 125,00");
    k.c.plan = (struct plan){0};
    k.debtor.kind = DEBTOR_BUSINESS;
    assert_charge(&k, "2026-05-13", FEE_COMPENSATION, "460,00");
}

/* ---- uplift and compensation --------------------------------------------------------------- */

static void test_uplift_for_more_than_four_instalments(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    (void)desk_add_cost(&k, FEE_LIGHT, OWNER_AGENCY, 30000);
    assert_charge(&k, "2026-04-20", FEE_PLAN_UPLIFT, "no_plan");
    desk_agree_plan(&k, "2026-04-20", "2026-05-20", 4);
    assert_charge(&k, "2026-04-20", FEE_PLAN_UPLIFT, "few_instalments");
    k.c.plan.parts = 5;
    assert_charge(&k, "2026-04-20", FEE_PLAN_UPLIFT, "uplift_untold");
    k.c.plan.uplift = 50000; /* no more than was told of */
    assert_charge(&k, "2026-04-20", FEE_PLAN_UPLIFT, "500,00");
    k.c.plan.uplift = 112500;
    assert_charge(&k, "2026-04-20", FEE_PLAN_UPLIFT, "1 125,00");
    k.debtor.kind = DEBTOR_BUSINESS; /* neither its factor nor VAT */
    k.claims[0].claim.vat_liable = false;
    assert_charge(&k, "2026-04-20", FEE_PLAN_UPLIFT, "1 125,00");
    k.debtor.kind = DEBTOR_CONSUMER;
    k.claims[0].claim.vat_liable = true;
    k.c.judged = on("2026-04-01");
    assert_charge(&k, "2026-04-20", FEE_PLAN_UPLIFT, "fee_judged");
    k.c.judged = DAY_NONE;
    k.letters[1].kind = LETTER_REMINDER;
    assert_charge(&k, "2026-04-20", FEE_PLAN_UPLIFT, "no_demand");
    k.letters[1].kind = LETTER_PAYMENT_DEMAND;
    k.costs[0].amount = 30001; /* taken over above the cap: the whole stays within */
    assert_charge(&k, "2026-04-20", FEE_PLAN_UPLIFT, "1 124,99");
    k.costs[0].amount = 30000;
    (void)desk_add_cost(&k, FEE_PLAN_UPLIFT, OWNER_AGENCY, 112500);
    assert_charge(&k, "2026-04-20", FEE_PLAN_UPLIFT, "allowed");
    k.c.plan = (struct plan){0}; /* it stands beside the cap and takes nothing from it */
    assert_charge(&k, "2026-05-13", FEE_HEAVY, "300,00");
}

static void test_compensation_is_the_larger_of_the_two(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-03-02");
    k.claims[0].claim.principal = k.claims[0].open = 500000;
    assert_charge(&k, "2026-03-03", FEE_COMPENSATION, "business_only");
    k.debtor.kind = DEBTOR_BUSINESS;
    assert_charge(&k, "2026-03-02", FEE_COMPENSATION, "not_due 2026-03-03");
    assert_charge(&k, "2026-03-03", FEE_COMPENSATION, "460,00");
    k.claims[0].claim.due = on("2026-07-01"); /* the due day's half-year */
    assert_charge(&k, "2026-07-02", FEE_COMPENSATION, "430,00");
    desk_add_claim(&k, "2026-03-02"); /* one for the case, the least */
    assert_charge(&k, "2026-07-02", FEE_COMPENSATION, "430,00");
    k.c.n_claims = 1;
    k.claims[0].claim.due = on("2026-03-02");
    (void)desk_add_cost(&k, FEE_COLLECTION_NOTICE, OWNER_CREDITOR, 3800);
    assert_charge(&k, "2026-03-17", FEE_COMPENSATION, "422,00");
    (void)desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2026-03-16", 14, 3800);
    assert_charge(&k, "2026-03-30", FEE_COMPENSATION, "deadline_running 2026-03-31");
    (void)desk_add_cost(&k, FEE_COMPENSATION, OWNER_CREDITOR, 42200);
    assert_charge(&k, "2026-03-31", FEE_COMPENSATION, "allowed");
    assert_fee(&k, "2026-03-31", LETTER_PAYMENT_DEMAND, "440,00"); /* 900 in all, not 1 360 */
    k.costs[1] = (struct cost){.fee = FEE_LIGHT, .owner = OWNER_AGENCY, .amount = 86200};
    assert_charge(&k, "2026-03-31", FEE_COMPENSATION, "allowed"); /* costs were larger */
    k.claims[0].claim.due = on("2013-06-28");
    desk_keep_alive(&k);
    k.c.n_costs = 0;
    assert_charge(&k, "2026-03-31", FEE_COMPENSATION, "person: no_rate");
}

static void test_charge_by_name_only_what_has_no_letter(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    assert_charge(&k, "2026-05-13", FEE_REMINDER, "fee_needs_letter");
    assert_charge(&k, "2026-05-13", FEE_COLLECTION_NOTICE, "fee_needs_letter");
    assert_charge(&k, "2026-05-13", FEE_LIGHT, "fee_needs_letter");
    assert_charge(&k, "2026-05-13", FEE_OWN_DEMAND, "fee_not_priced");
    assert_charge(&k, "2026-05-13", FEE_TAKEN_OVER, "fee_not_priced");
    assert_charge(&k, "2026-05-13", FEE_COURT, "person: fee_court");
    struct action a = {.kind = ACTION_CHARGE, .fee = FEE_HEAVY}; /* and the guard says the same */
    assert_verdict(desk_judge(&k, "2026-05-12", a), "heavy_too_early 2026-05-13");
    assert_verdict(desk_judge(&k, "2026-05-13", a), "allowed");
    a.fee = FEE_COURT;
    assert_verdict(desk_judge_by(&k, "2026-05-13", a, true), "person: fee_court");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_demand_bears_the_light_cap_of_its_band),
        cmocka_unit_test(test_demand_counts_what_is_charged_already),
        cmocka_unit_test(test_demand_merges_the_claims_of_a_case),
        cmocka_unit_test(test_demand_bears_costs_when_it_may_be_sent),
        cmocka_unit_test(test_second_demand_bears_the_difference_only),
        cmocka_unit_test(test_letters_bear_no_fee_beside_costs),
        cmocka_unit_test(test_heavy_on_the_29th_day_after_the_deadline),
        cmocka_unit_test(test_heavy_needs_a_missed_deadline_before_the_demand),
        cmocka_unit_test(test_heavy_waits_while_the_debtor_has_time),
        cmocka_unit_test(test_heavy_is_waived_by_a_plan),
        cmocka_unit_test(test_heavy_is_what_the_claim_was_at_the_demand),
        cmocka_unit_test(test_heavy_comes_once_and_within_the_cap),
        cmocka_unit_test(test_heavy_of_a_case_taken_over),
        cmocka_unit_test(test_a_price_is_a_share_of_the_cap_and_never_more),
        cmocka_unit_test(test_a_price_counts_what_stands_and_rounds_down),
        cmocka_unit_test(test_uplift_and_compensation_keep_the_laws_price),
        cmocka_unit_test(test_uplift_for_more_than_four_instalments),
        cmocka_unit_test(test_compensation_is_the_larger_of_the_two),
        cmocka_unit_test(test_charge_by_name_only_what_has_no_letter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
