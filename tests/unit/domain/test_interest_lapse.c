/* test_interest_lapse.c - interest that is lost by itself, while its claim lives. */
#include "unit/domain/life.h"

#include "domain/interest_lapse.h"
#include "domain/limitation.h"

#define PRINCIPAL 10000000 /* 100 000 kr: a day at ten percent is 27 kr */

static void claim_of(struct life *l, enum claim_basis basis, day due) {
    const struct claim claim = {.source = arena_printf(&l->arena, "311758489:%u", l->c.n_claims),
        .principal = PRINCIPAL, .due = due, .basis = basis};
    const struct fact fact = {.kind = FACT_CLAIM_RECEIVED, .legal_day = due + 1,
        .booked_day = due + 1, .source = claim.source};
    life_must(l, &(struct apply_input){.fact = &fact, .claim = &claim});
}

static void tell(struct life *l, enum fact_kind kind, const char *date) {
    const struct fact fact = {.kind = kind, .legal_day = on(date), .booked_day = on(date)};
    life_must(l, &(struct apply_input){.fact = &fact});
}

static void look(struct life *l, const char *date) { tell(l, FACT_DAY_REACHED, date); }

/* All interest of the days from..to. */
static ore interest_of_days(struct life *l, const char *from, const char *to) {
    wide until = 0, before = 0;
    assert_int_equal(interest_of_claim(&l->c, 0, &l->rates, on(to), &until, &l->st), STATUS_OK);
    assert_int_equal(interest_of_claim(&l->c, 0, &l->rates, on(from) - 1, &before, &l->st),
                     STATUS_OK);
    return money_round_half_up(until - before, INTEREST_PARTS);
}

static void judged_on(struct life *l, const char *date) {
    assert_int_equal(life_fold(l, &(struct event){.kind = EVENT_JUDGED, .day = on(date),
                                                  .word = TEXT("judgment")}), STATUS_OK);
}

/* A loan lives for ten years; each day's interest on it for three. */
static void test_interest_on_a_loan_is_lost_day_by_day(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    claim_of(&l, BASIS_LOAN, on("2020-06-15"));
    look(&l, "2023-06-16"); /* the first day's last day */
    assert_int_equal(l.c.interest_lapsed, 0);
    look(&l, "2023-06-17");
    assert_int_equal(l.c.interest_lapsed, interest_of_days(&l, "2020-06-16", "2020-06-16"));
    assert_int_equal(l.c.interest_lapsed, 2732);
    look(&l, "2023-06-20"); /* the 17th and 18th were a weekend: until Monday the 19th */
    assert_int_equal(l.c.interest_lapsed, interest_of_days(&l, "2020-06-16", "2020-06-19"));
    look(&l, "2024-06-20");
    assert_int_equal(l.c.interest_lapsed, interest_of_days(&l, "2020-06-16", "2021-06-19"));
    assert_int_equal(life_open(&l, on("2024-06-20")),
                     PRINCIPAL + interest_of_days(&l, "2021-06-20", "2024-06-20"));
    life_end(&l);
}

static void test_interest_goes_with_a_claim_of_three_years(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    claim_of(&l, BASIS_SALE, on("2020-06-15"));
    tell(&l, FACT_ACKNOWLEDGED, "2022-06-15"); /* and with it what had accrued */
    look(&l, "2025-06-16");                    /* a Sunday before: the last day */
    assert_int_equal(l.c.interest_lapsed, 0);
    look(&l, "2025-06-17"); /* all is lost: a person's matter */
    assert_int_equal(l.c.interest_lapsed, 0);
    assert_int_equal(interest_lapses_first(&l.c, on("2025-01-02")), DAY_NONE);
    life_end(&l);
}

/* Until 2025-12-31 what fell due after a judgment lapsed after three years; § 21 nr 5 keeps what was
 * not lost by then.  What the judgment was about has its ten years. */
static void test_interest_after_a_judgment_is_kept_from_2026(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    claim_of(&l, BASIS_SALE, on("2020-06-15"));
    judged_on(&l, "2021-03-01");
    look(&l, "2024-03-01");
    assert_int_equal(l.c.interest_lapsed, 0);
    look(&l, "2024-03-05"); /* the 2nd and 3rd were a weekend */
    assert_int_equal(l.c.interest_lapsed, interest_of_days(&l, "2021-03-02", "2021-03-04"));
    look(&l, "2025-12-31");
    assert_int_equal(l.c.interest_lapsed, interest_of_days(&l, "2021-03-02", "2022-12-30"));
    look(&l, "2026-01-01");
    const ore lost = interest_of_days(&l, "2021-03-02", "2022-12-31");
    assert_int_equal(l.c.interest_lapsed, lost);
    assert_int_equal(limitation_of_interest(&l.c, 0, on("2022-12-31")), on("2025-12-31"));
    assert_int_equal(limitation_of_interest(&l.c, 0, on("2023-01-01")), LIMITATION_NEVER);
    assert_int_equal(limitation_of_interest(&l.c, 0, on("2021-03-01")), on("2031-03-03"));
    look(&l, "2030-06-03");
    assert_int_equal(l.c.interest_lapsed, lost);
    life_end(&l);
}

/* § 21 nr 5: as long as the claim stands. */
static void test_interest_runs_out_when_the_claim_was_paid(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    l.agreement.order1 = COMPONENT_PRINCIPAL;
    l.agreement.order3 = COMPONENT_COSTS;
    claim_of(&l, BASIS_SALE, on("2023-06-15"));
    judged_on(&l, "2023-09-01");
    life_pay(&l, PRINCIPAL, on("2027-03-01"), "bank:1");
    assert_int_equal(limitation_of_interest(&l.c, 0, on("2024-01-02")), on("2030-03-01"));
    assert_int_equal(limitation_of_interest(&l.c, 0, on("2023-08-01")), on("2033-09-01"));
    look(&l, "2030-03-01");
    assert_int_equal(l.c.interest_lapsed, 0);
    look(&l, "2030-03-02");
    assert_int_equal(l.c.interest_lapsed, interest_of_days(&l, "2023-09-02", "2027-03-01"));
    life_end(&l);
}

static void test_interest_of_a_pending_case_is_not_lost(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    claim_of(&l, BASIS_LOAN, on("2020-06-15"));
    assert_int_equal(life_fold(&l, &(struct event){.kind = EVENT_FILED, .day = on("2023-06-17"),
                                                   .filing = FILING_CONCILIATION}), STATUS_OK);
    look(&l, "2025-01-15");
    assert_int_equal(l.c.interest_lapsed, 2732); /* of the day before it was too late */
    life_end(&l);
}

static void test_payments_cover_the_oldest_interest_first(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    claim_of(&l, BASIS_LOAN, on("2020-06-15"));
    const ore paid = interest_of_days(&l, "2020-06-16", "2020-12-31");
    life_pay(&l, paid, on("2023-01-02"), "bank:1");
    look(&l, "2023-12-29");
    assert_int_equal(l.c.interest_lapsed, 0);
    look(&l, "2024-02-01");
    const ore more = interest_of_days(&l, "2020-06-16", "2021-01-31") - paid;
    assert_in_range(l.c.interest_lapsed, more - 1, more + 1);
    life_reverse(&l, "bank:1", on("2024-02-01")); /* then it was not covered */
    assert_int_equal(l.c.interest_lapsed, interest_of_days(&l, "2020-06-16", "2021-01-31"));
    life_end(&l);
}

static void test_lost_interest_is_not_paid(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    claim_of(&l, BASIS_LOAN, on("2020-06-15"));
    life_pay(&l, 500000, on("2024-06-20"), "bank:1"); /* nobody had looked before */
    const ore lost = interest_of_days(&l, "2020-06-16", "2021-06-19");
    assert_int_equal(l.c.interest_lapsed, lost);
    assert_int_equal(case_interest_open(&l.c, l.c.interest_accrued),
                     interest_of_days(&l, "2020-06-16", "2024-06-20") - lost - 500000);
    life_end(&l);
}

/* A credit note that was told late: what never ran was not lost either. */
static void test_no_more_is_lost_than_ever_ran(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    claim_of(&l, BASIS_LOAN, on("2020-06-15"));
    look(&l, "2024-06-20");
    const ore before = l.c.interest_lapsed;
    const struct fact credit = {.kind = FACT_CREDIT_NOTE, .legal_day = on("2020-06-15"),
        .booked_day = on("2024-06-20"), .amount = PRINCIPAL / 2, .source = TEXT("311758489:n")};
    life_must(&l, &(struct apply_input){.fact = &credit, .claim_number = 1});
    assert_int_equal(l.c.interest_lapsed, interest_of_days(&l, "2020-06-16", "2021-06-19"));
    assert_in_range(l.c.interest_lapsed, before / 2 - 1, before / 2 + 1);
    life_end(&l);
}

static void test_what_is_asked_leaves_lost_interest_out_before_it_is_posted(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    claim_of(&l, BASIS_LOAN, on("2020-06-15"));
    const struct party debtor = {.kind = DEBTOR_CONSUMER};
    const struct snapshot_input in = {.today = on("2023-06-17"), .c = &l.c, .debtor = &debtor,
        .agreement = &l.agreement, .rates = &l.rates};
    struct snapshot s;
    assert_int_equal(snapshot_make(&in, &s, &l.st), STATUS_OK);
    assert_int_equal(s.interest_open, interest_of_days(&l, "2020-06-16", "2023-06-17") - 2732);
    life_end(&l);
}

static void test_first_interest_to_go_is_known_ahead(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    claim_of(&l, BASIS_LOAN, on("2020-06-15"));
    assert_int_equal(interest_lapses_first(&l.c, on("2021-01-04")), on("2023-06-16"));
    assert_int_equal(interest_lapses_first(&l.c, on("2023-06-16")), on("2023-06-16"));
    assert_int_equal(interest_lapses_first(&l.c, on("2023-06-17")), on("2023-06-19"));
    life_end(&l);
}

/* However often somebody looked, and on whatever days: the same is lost, and the same is owed. */
static void test_looks_do_not_change_what_is_lost(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        ore lost[2], open[2];
        for (int often = 0; often < 2; often++) {
            uint64_t s = seed, looks = seed * 31;
            struct life l;
            life_begin(&l);
            claim_of(&l, BASIS_LOAN, on("2020-06-15") + (day)dice(&s, 300));
            for (day d = on("2021-08-01"); d < on("2029-01-01"); d += 1 + (day)dice(&s, 500)) {
                life_pay(&l, 1 + dice(&s, 900000), d, "bank:p");
                for (int i = 0; often && i < 3; i++) {
                    const day seen = d + (day)dice(&looks, 2);
                    const struct fact fact = {.kind = FACT_DAY_REACHED, .legal_day = seen,
                        .booked_day = seen};
                    life_must(&l, &(struct apply_input){.fact = &fact});
                }
            }
            look(&l, "2030-06-03");
            lost[often] = l.c.interest_lapsed;
            open[often] = life_open(&l, on("2030-06-03"));
            life_end(&l);
        }
        assert_in_range(lost[0], lost[1] > 2 ? lost[1] - 2 : 0, lost[1] + 2);
        assert_in_range(open[0], open[1] > 2 ? open[1] - 2 : 0, open[1] + 2);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_interest_on_a_loan_is_lost_day_by_day),
        cmocka_unit_test(test_interest_goes_with_a_claim_of_three_years),
        cmocka_unit_test(test_interest_after_a_judgment_is_kept_from_2026),
        cmocka_unit_test(test_interest_runs_out_when_the_claim_was_paid),
        cmocka_unit_test(test_interest_of_a_pending_case_is_not_lost),
        cmocka_unit_test(test_payments_cover_the_oldest_interest_first),
        cmocka_unit_test(test_lost_interest_is_not_paid),
        cmocka_unit_test(test_no_more_is_lost_than_ever_ran),
        cmocka_unit_test(test_what_is_asked_leaves_lost_interest_out_before_it_is_posted),
        cmocka_unit_test(test_first_interest_to_go_is_known_ahead),
        cmocka_unit_test(test_looks_do_not_change_what_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
