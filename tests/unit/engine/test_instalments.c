/* test_instalments.c - offers, additions and adjustments in a whole book: what the letters say is
 * what is owed, and what was told decides what may be charged. */
#include "house.h"

#include "domain/plan.h"

static void live(struct house *h, const char *upto) {
    while (h->e.today < on(upto)) {
        char next[DAY_TEXT];
        house_day(h, day_format(h->e.today + 1, next));
        (void)house_send(h);
    }
}

static const struct letter_note *last_of(struct house *h, int64_t id, enum letter_kind kind) {
    return case_last_sent(house_case(h, id), kind);
}

/* The addition is part of what was shown, and so of the instalments. */
static void test_an_addition_is_in_the_instalments_and_charged_once(void **state) {
    struct house *h = *state;
    struct told told;
    house_rules(h, "local W = workflow { id = 'test', api = 1 }\n"
                   "function W.start (c) return 'notice' end\n"
                   "W.stage 'notice' { label = 'Varsel',\n"
                   "  enter = function (c) return { send { letter = 'collection_notice', days = 14 },"
                   "    look_again { after_deadline = 6 } } end,\n"
                   "  decide = function (c) return { c.deadline_missed and move 'demand' } end }\n"
                   "W.stage 'demand' { label = 'Krav',\n"
                   "  enter = function (c) return { send { letter = 'payment_demand', days = 14 } } end,\n"
                   "  decide = function (c)\n"
                   "    if c.settled then return { close 'paid' } end\n"
                   "    if c.plan.active then return { c.plan.uplift > 0 and charge 'plan_uplift',\n"
                   "      not c.plan.confirmed and send { letter = 'plan_agreed' } } end\n"
                   "    return {}\n"
                   "  end }\n"
                   "W.level 'normal' { label = 'Normal' }\n"
                   "return W\n");
    const int64_t id = house_claim(h, "5001", KARI, 1250000);
    (void)house_send(h);
    live(h, "2026-04-20");
    assert_non_null(last_of(h, id, LETTER_PAYMENT_DEMAND));
    FAILS(h, STATUS_REFUSED, "more than four", house_say(h, (struct tell){.case_id = id,
        .what = TEXT("plan"), .parts = 4, .first = on("2026-05-15"), .uplift = true}, &told));
    OK(h, house_say(h, (struct tell){.case_id = id, .what = TEXT("plan"), .parts = 5,
        .first = on("2026-05-15"), .uplift = true}, &told));
    assert_int_equal(house_case(h, id)->plan.uplift, 112500);
    live(h, "2026-05-01");
    assert_true(last_of(h, id, LETTER_PLAN_AGREED)->told > 0); /* of heavy costs, if it is broken */
    for (int32_t k = 1; k <= 5; k++) {
        const struct plan p = house_case(h, id)->plan;
        char due[DAY_TEXT], source[16];
        live(h, day_format(plan_due(&p, k), due));
        (void)snprintf(source, sizeof source, "p%d", (int)k);
        assert_int_equal(house_take(h, a_payment(arena_cstr(&h->arena, text_of(source)),
            kid_of(h, id), plan_amount(&p, k), h->e.today)), TAKEN_NEW);
    }
    house_day(h, "2026-09-17");
    const struct krav_case *c = house_case(h, id);
    assert_false(case_is_open(c));
    assert_int_equal(c->overpaid, 0);
    assert_int_equal(house_balance(h, id, ACCOUNT_PRINCIPAL), 0);
    assert_int_equal(house_balance(h, id, ACCOUNT_INTEREST), 0);
    assert_int_equal(house_balance(h, id, ACCOUNT_COSTS_AGENCY), 0);
    house_whole(h);
}

static void test_an_offer_is_accepted_by_word(void **state) {
    struct house *h = *state;
    struct told told;
    const int64_t id = house_claim(h, "5001", KARI, 250000);
    FAILS(h, STATUS_REFUSED, "No offer", house_tell(h, id, "accept-plan", ""));
    OK(h, house_say(h, (struct tell){.case_id = id, .what = TEXT("offer-plan"), .amount = 60000,
        .first = on("2026-04-01")}, &told));
    const struct plan offer = house_case(h, id)->offer;
    assert_true(offer.parts == 5 && offer.amount == 60000);
    live(h, "2026-03-10");
    assert_non_null(last_of(h, id, LETTER_PLAN_OFFER));
    OK(h, house_tell(h, id, "accept-plan", ""));
    const struct plan plan = house_case(h, id)->plan;
    assert_int_equal(plan.total, offer.total); /* what was told */
    assert_int_equal(plan.first, offer.first);
    live(h, "2026-03-12");
    assert_non_null(last_of(h, id, LETTER_PLAN_AGREED));
    FAILS(h, STATUS_REFUSED, "No offer", house_tell(h, id, "accept-plan", ""));
    house_whole(h);
}

static void test_adjusting_is_confirmed_by_a_new_letter(void **state) {
    struct house *h = *state;
    struct told told;
    const int64_t id = house_claim(h, "5001", KARI, 250000);
    FAILS(h, STATUS_REFUSED, "no instalment plan", house_say(h, (struct tell){.case_id = id,
        .what = TEXT("adjust-plan"), .reason = TEXT("syk"), .parts = 3}, &told));
    OK(h, house_say(h, (struct tell){.case_id = id, .what = TEXT("plan"), .parts = 3,
        .first = on("2026-04-01")}, &told));
    live(h, "2026-03-20");
    assert_int_equal(case_letters_of(house_case(h, id), LETTER_PLAN_AGREED), 1);
    OK(h, house_say(h, (struct tell){.case_id = id, .what = TEXT("adjust-plan"),
        .reason = TEXT("syk"), .parts = 6}, &told));
    const struct plan p = house_case(h, id)->plan;
    assert_int_equal(p.parts, 6);
    assert_int_equal(p.first, on("2026-04-01"));
    (void)house_send(h);
    assert_int_equal(last_of(h, id, LETTER_PLAN_AGREED)->sent, on("2026-03-20"));
    assert_int_equal(case_letters_of(house_case(h, id), LETTER_PLAN_AGREED), 2);
    house_whole(h);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_an_addition_is_in_the_instalments_and_charged_once),
        HOUSE_TEST(test_an_offer_is_accepted_by_word),
        HOUSE_TEST(test_adjusting_is_confirmed_by_a_new_letter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
