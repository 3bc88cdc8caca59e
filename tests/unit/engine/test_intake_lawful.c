/* What a creditor or an older system has charged: lawful on one side of each boundary, refused with
 * the lawful most on the other.  Today is 2 March 2026; the inkassosats is 750 kroner. */
#include "unit/engine/house.h"

/* 1 899 kroner due Friday 9 January 2026: light costs 300, heavy ones 600 in all. */
static struct incoming late(const char *invoice) {
    struct incoming in = a_claim(invoice, KARI, 189900);
    in.issued = on("2025-12-12");
    in.due = on("2026-01-09");
    return in;
}

/* With a demand whose deadline was 1 February: the 2nd of March is day 29 after it. */
static struct incoming demanded(const char *invoice) {
    struct incoming in = late(invoice);
    in.due = on("2025-12-22");
    in.notice_sent = on("2025-12-31");
    in.notice_deadline = on("2026-01-14");
    in.before.demand_sent = on("2026-01-16");
    in.before.demand_deadline = on("2026-02-01");
    in.before.light = 30000;
    return in;
}

static struct faults check(struct house *h, const struct incoming *in, size_t n) {
    struct faults f;
    struct seen *seen = seen_new();
    faults_init(&f, &h->arena, 50);
    for (size_t i = 0; i < n; i++) {
        intake_check(&h->e, &in[i], seen, &h->arena, &f);
    }
    intake_check_end(&h->e, seen, &f);
    seen_free(seen);
    return f;
}

/* Each of the words stands in a fault of its own, and there are no others; NULL: none. */
static void says(struct house *h, const struct incoming *in, size_t n, const char *word) {
    const struct faults f = check(h, in, n);
    if (word && f.n == 1 && strstr(arena_cstr(&h->arena, f.items[0]), word) != NULL) {
        return;
    }
    for (size_t i = 0; i < f.n; i++) {
        print_error("%.*s\n", TEXT_ARG(f.items[i]));
    }
    assert_int_equal(f.n, 0);
    assert_null(word);
}

#define SAYS(word, begun, ...)                                                                     \
    do {                                                                                           \
        struct incoming in = begun("5001");                                                        \
        __VA_ARGS__;                                                                               \
        says(h, &in, 1, (word));                                                                   \
    } while (0)

static void test_a_fee_is_at_most_that_of_its_day(void **state) {
    struct house *h = *state;
    SAYS(NULL, late, in.reminder_sent = on("2026-01-23"), in.reminder_fee = 3800);
    SAYS("reminder_fee 38,01: lawfully at most 38,00: the fee of the day it was sent "
         "(inkassoforskriften § 1-2)", late, in.reminder_sent = on("2026-01-23"),
         in.reminder_fee = 3801);
    SAYS("notice_fee 400,00: lawfully at most 0,00", late, in.notice_sent = on("2026-01-22"),
         in.notice_deadline = on("2026-02-05"), in.notice_fee = 40000);
    SAYS("less than fourteen days after due", late, in.notice_sent = on("2026-01-22"),
         in.notice_fee = 3800);
    SAYS("the day of its letter is missing", late, in.reminder2_fee = 100);
    SAYS("never negative", late, in.reminder_sent = on("2026-01-23"), in.reminder_fee = -1);
    SAYS(NULL, late, in.notice_sent = on("2026-01-12")); /* a letter without a fee may be early */
    SAYS(NULL, late, in.reminder_sent = on("2026-01-26"), in.reminder_fee = 3800,
         in.due = on("2026-01-10")); /* a Saturday: the 12th */
    SAYS("less than fourteen days", late, in.reminder_sent = on("2026-01-25"),
         in.reminder_fee = 3800, in.due = on("2026-01-10"));
}

static void test_a_second_fee_follows_a_missed_deadline_and_there_is_no_third(void **state) {
    struct house *h = *state;
#define TWO(first_deadline, second_sent)                                                           \
    in.reminder_sent = on("2026-01-23"), in.reminder_deadline = on(first_deadline),                \
    in.reminder_fee = 3800, in.notice_sent = on(second_sent), in.notice_fee = 3800
    SAYS(NULL, late, TWO("2026-02-06", "2026-02-07"));
    SAYS("notice_fee 38,00: lawfully at most 0,00", late, TWO("2026-02-06", "2026-02-06"));
    SAYS("§ 1-3", late, TWO("2026-02-05", "2026-02-07")); /* thirteen days */
    SAYS("two letters bore a fee already", late, TWO("2026-02-06", "2026-02-26"),
         in.reminder2_sent = on("2026-02-07"), in.reminder2_deadline = on("2026-02-21"),
         in.reminder2_fee = 3800);
    SAYS(NULL, late, TWO("2026-02-06", "2026-02-26"), in.reminder2_sent = on("2026-02-07"),
         in.reminder2_deadline = on("2026-02-21")); /* the second bore none */
}

static void test_interest_is_at_most_what_the_rate_gives(void **state) {
    struct house *h = *state;
    /* 1 899,00 from 10 January to 28 February at 12 %: 50 days, 31,22; and a krone of rounding. */
    SAYS(NULL, late, in.before.interest_to = on("2026-02-28"), in.before.interest_brought = 3222);
    SAYS("interest_brought 32,23: lawfully at most 31,22 from 2026-01-09 to 2026-02-28 "
         "(forsinkelsesrenteloven §§ 2, 3)", late, in.before.interest_to = on("2026-02-28"),
         in.before.interest_brought = 3223);
    SAYS("lawfully at most 0,00", late, in.before.interest_to = in.due,
         in.before.interest_brought = 101);
    SAYS(NULL, late, in.debtor_kind = DEBTOR_BUSINESS, in.rate_bp = 2000,
         in.before.interest_to = on("2026-02-28"), in.before.interest_brought = 5000);
    SAYS(NULL, late, in.before.interest_to = on("2026-02-28"), in.before.interest_brought = 4000,
         in.before.paid_before = 60000, in.before.paid_last = on("2026-02-27"));
}

static void test_costs_are_inside_the_cap(void **state) {
    struct house *h = *state;
    SAYS(NULL, demanded, (void)in);
    SAYS("light_costs 300,01: lawfully at most 300,00 (inkassoforskriften", demanded,
         in.before.light = 30001);
    SAYS("light_costs and fees 300,01: lawfully at most 300,00", demanded,
         in.before.light = 26201, in.notice_fee = 3800, in.notice_sent = on("2026-01-05"),
         in.notice_deadline = on("2026-01-15"));
    SAYS(NULL, demanded, in.before.heavy = 30000);
    SAYS("light_costs, heavy_costs and fees 600,01: lawfully at most 600,00", demanded,
         in.before.heavy = 30001);
    SAYS("heavy_costs 300,00: lawfully at most 0,00 before 2026-03-03", demanded,
         in.before.heavy = 30000, in.before.demand_deadline = on("2026-02-02"));
    SAYS("lawfully at most 262,50", demanded, in.principal = 100000);
    SAYS(NULL, demanded, in.principal = 100000, in.before.paid_before = 1,
         in.before.paid_last = on("2026-02-01")); /* it was larger */
}

/* Claims of one old KID are one claim to the caps. */
static void test_claims_of_one_old_kid_share_a_cap(void **state) {
    struct house *h = *state;
    struct incoming in[3] = {demanded("5001"), demanded("5002"), demanded("5003")};
    for (size_t i = 0; i < 3; i++) {
        in[i].line = (int64_t)i + 1;
        in[i].principal = 40000;
        in[i].before.light = i == 1 ? 26251 : 0;
        in[i].before.kid = TEXT("7770001");
    }
    says(h, in, 3, NULL); /* 1 200 kroner in all */
    in[2].before.light = 3749;
    says(h, in, 3, NULL);
    in[2].before.light = 3750;
    says(h, in, 3, "line 2: light_costs 300,01: lawfully at most 300,00");
    in[2].before.kid = TEXT("7770002");
    in[2].before.light = 0;
    says(h, in, 3, "line 2: light_costs 262,51: lawfully at most 262,50"); /* 800 kroner */
    in[1].before.light = 20000;
    assert_int_equal(house_take(h, in[1]), TAKEN_NEW); /* of an earlier file */
    in[0].before.light = 10000;
    says(h, in, 1, "line 1: light_costs and fees 300,00: lawfully at most 262,50");
    in[0].before.light = 6250;
    says(h, in, 1, NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_a_fee_is_at_most_that_of_its_day),
        HOUSE_TEST(test_a_second_fee_follows_a_missed_deadline_and_there_is_no_third),
        HOUSE_TEST(test_interest_is_at_most_what_the_rate_gives),
        HOUSE_TEST(test_costs_are_inside_the_cap),
        HOUSE_TEST(test_claims_of_one_old_kid_share_a_cap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
