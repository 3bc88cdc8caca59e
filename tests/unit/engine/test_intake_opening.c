/* Cases that were running in an earlier system: what is refused, and where they go on from. */
#include "unit/engine/house.h"

/* Handed over with everything that an earlier system can have come to. */
static struct incoming a_running_claim(const char *invoice, struct text debtor, const char *kid) {
    struct incoming in = a_claim(invoice, debtor, 100000);
    in.issued = on("2024-12-01");
    in.due = on("2025-01-10"); /* a Friday */
    in.foreign_kid = TEXT("5550001");
    in.notice_sent = on("2025-02-01");
    in.notice_deadline = on("2025-02-15");
    in.before = (struct takeover){.kid = text_of(kid), .opened = on("2025-01-20"),
        .demand_sent = on("2025-03-01"), .demand_deadline = on("2025-03-15"),
        .legal_notice_sent = on("2025-04-01"), .legal_notice_deadline = on("2025-04-15"),
        .light = 30000, .heavy = 30000, .court = 124300, .interest_brought = 1234,
        .interest_to = on("2026-03-01"), .paid_before = 50000, .paid_last = on("2025-06-01"),
        .judged = on("2025-09-01"), .judgment = TEXT("default_judgment")};
    return in;
}

static bool has(struct house *h, struct text t, const char *word) {
    return strstr(arena_cstr(&h->arena, t), word) != NULL;
}

static struct text json_of(struct house *h, const struct incoming *in) {
    struct buf json;
    buf_init(&json, 1u << 20);
    record_write(&incoming_record, in, &json);
    const struct text t = arena_text(&h->arena, buf_text(&json));
    buf_fini(&json);
    return t;
}

static const struct letter_note *letter_of(const struct krav_case *c, enum letter_kind kind) {
    const struct letter_note *l = case_last_sent(c, kind);
    assert_non_null(l);
    return l;
}

static void test_opening_goes_on_from_where_it_stood(void **state) {
    struct house *h = *state;
    assert_int_equal(house_take(h, a_running_claim("5001", KARI, "7770001")), TAKEN_NEW);
    const struct krav_case *c = house_case(h, FIRST_CASE);
    assert_int_equal(c->n_claims, 1);
    assert_int_equal(case_principal_open(c), 100000);
    assert_int_equal(letter_of(c, LETTER_COLLECTION_NOTICE)->deadline, on("2025-02-15"));
    assert_int_equal(letter_of(c, LETTER_PAYMENT_DEMAND)->sent, on("2025-03-01"));
    assert_int_equal(letter_of(c, LETTER_PAYMENT_DEMAND)->fee, 0);
    assert_int_equal(letter_of(c, LETTER_LEGAL_NOTICE)->deadline, on("2025-04-15"));
    assert_int_equal(case_costs_open_of(c, OWNER_AGENCY), 60000);
    assert_int_equal(case_costs_open_of(c, OWNER_CREDITOR), 0);
    assert_int_equal(case_costs_open_of(c, OWNER_COURT), 124300);
    assert_int_equal(c->claims[0].claim.interest_to, on("2026-03-01"));
    assert_int_equal(c->claims[0].claim.interest_brought, 1234);
    assert_int_equal(c->judged, on("2025-09-01"));
    assert_text(c->judgment, "default_judgment");
    assert_int_equal(c->paid_before, 50000);
    assert_int_equal(c->paid_before_on, on("2025-06-01"));
    house_whole(h);
}

/* A record without any of it is a claim like before, in every byte. */
static void test_opening_is_only_of_running_cases(void **state) {
    struct house *h = *state;
    struct incoming in = a_claim("5001", KARI, 100000);
    assert_false(incoming_is_takeover(&in));
    assert_false(has(h, json_of(h, &in), "before"));
    in.before.kid = TEXT("1");
    assert_true(incoming_is_takeover(&in));
    in.before = (struct takeover){.opened = 1};
    assert_true(incoming_is_takeover(&in));
    in.before = (struct takeover){.paid_before = 1};
    assert_true(incoming_is_takeover(&in));
}

static void test_opening_knows_whose_costs_they_are(void **state) {
    struct house *h = *state;
    struct incoming in = a_running_claim("5001", KARI, "7770001");
    in.before.creditors_costs = true;
    assert_int_equal(house_take(h, in), TAKEN_NEW);
    const struct krav_case *c = house_case(h, FIRST_CASE);
    assert_int_equal(case_costs_open_of(c, OWNER_AGENCY), 0);
    assert_int_equal(case_costs_open_of(c, OWNER_CREDITOR), 60000);
    assert_int_equal(case_costs_open_of(c, OWNER_COURT), 124300);
    house_whole(h);
}

static void test_opening_knows_both_kids(void **state) {
    struct house *h = *state;
    assert_int_equal(house_take(h, a_payment("p0", TEXT("7770001"), 1000, h->e.today)),
                     TAKEN_UNMATCHED); /* to the old KID, before the case came */
    assert_int_equal(house_take(h, a_running_claim("5001", KARI, "7770001")), TAKEN_NEW);
    assert_int_equal(house_case(h, FIRST_CASE)->n_payments, 1);
    assert_false(house_task(h, 0, "unmatched_money"));
    assert_int_equal(house_take(h, a_payment("p1", TEXT("7770001"), 1000, h->e.today)), TAKEN_NEW);
    assert_int_equal(house_take(h, a_payment("p2", TEXT("5550001"), 1000, h->e.today)), TAKEN_NEW);
    assert_int_equal(house_take(h, a_payment("p3", kid_of(h, FIRST_CASE), 1000, h->e.today)),
                     TAKEN_NEW);
    assert_int_equal(house_case(h, FIRST_CASE)->n_payments, 4);
    house_whole(h);
}

/* An earlier system may have made its KIDs as we make ours. */
static void test_opening_with_a_kid_like_ours_is_told_apart(void **state) {
    struct house *h = *state;
    const int64_t other = house_claim(h, "4001", OLA, 50000);
    const char *taken = arena_cstr(&h->arena, kid_of(h, other));
    assert_int_equal(house_take(h, a_running_claim("5001", KARI, taken)), TAKEN_NEW);
    assert_int_equal(house_take(h, a_payment("p1", text_of(taken), 1000, h->e.today)),
                     TAKEN_UNMATCHED); /* it may be either: a person looks */
    assert_int_equal(house_case(h, other)->n_payments, 0);
    assert_int_equal(house_balance(h, 0, ACCOUNT_SUSPENSE), -1000);
    house_whole(h);
}

static void test_opening_claims_of_one_old_kid_are_one_case(void **state) {
    struct house *h = *state;
    enum taken taken;
    const int64_t begun = house_claim(h, "4001", KARI, 50000); /* before its demand */
    struct incoming in = a_running_claim("5001", KARI, "7770001");
    assert_int_equal(house_take(h, in), TAKEN_NEW);
    const int64_t id = begun + 1; /* a case of its own */
    in.source_id = in.invoice = TEXT("5002");
    in.before.light = in.before.heavy = in.before.court = in.before.paid_before = 0;
    in.before.paid_last = DAY_NONE;
    assert_int_equal(house_take(h, in), TAKEN_NEW);
    const struct krav_case *c = house_case(h, id);
    assert_int_equal(c->n_claims, 2);
    assert_int_equal(case_costs_open(c), 184300);
    in.source_id = in.invoice = TEXT("5003");
    in.debtor_id = OLA;
    FAILS(h, STATUS_REFUSED, "another debtor's", house_try(h, &in, &taken));
    in.debtor_id = KARI;
    OK(h, house_tell(h, id, "withdraw", "a mistake"));
    FAILS(h, STATUS_REFUSED, "closed", house_try(h, &in, &taken));
    in.creditor_org = BAKKEN; /* whose old KIDs are other KIDs */
    assert_int_equal(house_take(h, in), TAKEN_NEW);
    assert_int_equal(house_case(h, id + 1)->n_claims, 1);
    house_whole(h);
}

static void test_opening_again_has_no_effect(void **state) {
    struct house *h = *state;
    struct faults f;
    struct seen *seen = seen_new();
    const struct incoming in = a_running_claim("5001", KARI, "7770001");
    faults_init(&f, &h->arena, 50);
    assert_int_equal(house_take(h, in), TAKEN_NEW);
    const int64_t head = h->e.head.id;
    intake_check(&h->e, &in, seen, &h->arena, &f);
    assert_int_equal(f.n, 0); /* its invoice is known because it is the same record */
    assert_int_equal(house_take(h, in), TAKEN_DUPLICATE);
    assert_int_equal(h->e.head.id, head);
    seen_free(seen);
}

static void test_interest_from_moves_where_interest_begins(void **state) {
    struct house *h = *state;
    struct incoming in = a_claim("5001", KARI, 100000); /* due 2026-02-02 */
    in.interest_from = on("2026-02-20");
    assert_int_equal(house_take(h, in), TAKEN_NEW);
    in.source_id = in.invoice = TEXT("5002");
    in.interest_from = on("2026-02-02"); /* the law's own day, or before it: nothing to move */
    assert_int_equal(house_take(h, in), TAKEN_NEW);
    const struct krav_case *c = house_case(h, FIRST_CASE);
    assert_int_equal(c->claims[0].claim.interest_to, on("2026-02-19"));
    assert_int_equal(c->claims[0].claim.interest_brought, 0);
    assert_int_equal(c->claims[1].claim.interest_to, DAY_NONE);
    house_whole(h);
}

/* ---- what is refused ------------------------------------------------------------------------ */

static struct faults check(struct house *h, const struct incoming *in) {
    struct faults f;
    struct seen *seen = seen_new();
    faults_init(&f, &h->arena, 50);
    intake_check(&h->e, in, seen, &h->arena, &f);
    intake_check_end(&h->e, seen, &f);
    seen_free(seen);
    return f;
}

/* One fault, which says `word`. */
static void refuses(struct house *h, struct incoming in, const char *word) {
    const struct faults f = check(h, &in);
    for (size_t i = 0; i < f.n; i++) {
        if (f.n != 1 || !has(h, f.items[i], word)) {
            print_error("%.*s\n", TEXT_ARG(f.items[i]));
        }
    }
    assert_int_equal(f.n, 1);
    assert_true(has(h, f.items[0], word));
    assert_true(text_starts(f.items[0], TEXT("line 1: ")));
}

#define REFUSES(house, word, ...)                                                                  \
    do {                                                                                           \
        struct incoming in = a_running_claim("5001", KARI, "7770001");                             \
        struct takeover *b = &in.before;                                                           \
        (void)b;                                                                                   \
        __VA_ARGS__;                                                                               \
        refuses((house), in, (word));                                                              \
    } while (0)

static void test_intake_check_refuses_letters_out_of_order(void **state) {
    struct house *h = *state;
    const struct incoming good = a_running_claim("5001", KARI, "7770001");
    assert_int_equal(check(h, &good).n, 0);
    REFUSES(h, "without a collection notice", in.notice_sent = in.notice_deadline = DAY_NONE);
    REFUSES(h, "before the collection notice had run out", in.notice_deadline = b->demand_sent);
    REFUSES(h, "before the collection notice had run out", in.notice_deadline = DAY_NONE,
            in.notice_sent = b->demand_sent - 14);
    REFUSES(h, "needs its day and its deadline", b->demand_deadline = DAY_NONE);
    REFUSES(h, "deadline is before it was sent", b->demand_deadline = b->demand_sent - 1);
    REFUSES(h, "less than 14 days", b->demand_deadline = b->demand_sent + 13);
    REFUSES(h, "notice of legal action needs its day", b->legal_notice_deadline = DAY_NONE);
    REFUSES(h, "notice of legal action needs its day", b->legal_notice_sent = DAY_NONE);
    REFUSES(h, "was sent before the payment demand", b->legal_notice_sent = b->demand_sent - 1);
    REFUSES(h, "the deadline of the notice of legal",
            b->legal_notice_deadline = b->legal_notice_sent - 1);
    struct incoming in = good; /* on the day after */
    in.notice_deadline = in.before.demand_sent - 1;
    assert_int_equal(check(h, &in).n, 0);
    in.notice_deadline = DAY_NONE;
    in.notice_sent = in.before.demand_sent - 15;
    assert_int_equal(check(h, &in).n, 0);
}

static void test_intake_check_refuses_sums_without_their_days(void **state) {
    struct house *h = *state;
    REFUSES(h, "is negative", b->light = -1);
    REFUSES(h, "is negative", b->heavy = -1);
    REFUSES(h, "is negative", b->court = -1);
    REFUSES(h, "is negative", b->interest_brought = -1);
    REFUSES(h, "needs the day it was reckoned to", b->interest_to = DAY_NONE);
    REFUSES(h, "before the due day", b->interest_to = in.due - 1);
    REFUSES(h, "from the day after", in.interest_from = b->interest_to);
    REFUSES(h, "needs its amount and its last day", b->paid_last = DAY_NONE);
    REFUSES(h, "needs its amount and its last day", b->paid_before = 0,
            b->light = b->heavy = 26250); /* of a smaller claim */
    REFUSES(h, "needs its day and its kind", b->judgment = (struct text){NULL, 0});
    REFUSES(h, "neither judgment, settlement", b->judgment = TEXT("verdict"));
    REFUSES(h, "not after the due day", b->judged = in.due);
    REFUSES(h, "the judgment is missing", b->judged = DAY_NONE,
            b->judgment = (struct text){NULL, 0});
    REFUSES(h, "collection costs without a payment demand", b->demand_sent = b->demand_deadline =
            b->legal_notice_sent = b->legal_notice_deadline = DAY_NONE);
}

static void test_intake_check_refuses_days_ahead(void **state) {
    struct house *h = *state;
    const day ahead = h->e.today + 1;
    REFUSES(h, "dated ahead", b->legal_notice_sent = ahead, b->legal_notice_deadline = ahead + 14);
    REFUSES(h, "reckoned to a day ahead", b->interest_to = ahead);
    REFUSES(h, "paid before is dated ahead", b->paid_last = ahead);
    REFUSES(h, "judgment is dated ahead", b->judged = ahead);
    REFUSES(h, "opened ahead", b->opened = ahead);
    struct incoming in = a_running_claim("5001", KARI, "7770001"); /* today is not ahead */
    in.before.interest_to = in.before.paid_last = in.before.judged = h->e.today;
    assert_int_equal(check(h, &in).n, 0);
}

static void test_intake_check_refuses_what_runs_here(void **state) {
    struct house *h = *state;
    (void)house_claim(h, "5001", KARI, 125000);
    REFUSES(h, "invoice 5001 is claim 1 of case 100000001 already", in.source_id = TEXT("x"));
    assert_int_equal(house_take(h, a_running_claim("6001", OLA, "7770002")), TAKEN_NEW);
    REFUSES(h, "case 100000002's already, which is another debtor's",
            in.source_id = in.invoice = TEXT("6002"), b->kid = TEXT("7770002"));
    struct incoming in = a_running_claim("6002", OLA, "7770002"); /* a second claim of the case */
    in.before.light = in.before.heavy = 0;
    assert_int_equal(check(h, &in).n, 0);
}

static void test_intake_check_names_all_faults_of_a_takeover(void **state) {
    struct house *h = *state;
    (void)house_claim(h, "5001", KARI, 125000);
    struct incoming in = a_claim("5001", KARI, 100);
    in.source_id = TEXT("other");
    in.before = (struct takeover){.legal_notice_sent = h->e.today + 1, .light = 1, .court = 1,
        .interest_brought = 1, .paid_before = 1, .judgment = TEXT("x"), .opened = h->e.today + 1};
    const struct faults f = check(h, &in);
    assert_int_equal(f.n, 11);
    for (size_t i = 0; i < f.n; i++) {
        for (size_t k = 0; k < i; k++) {
            assert_false(text_eq(f.items[i], f.items[k]));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_opening_goes_on_from_where_it_stood),
        HOUSE_TEST(test_opening_is_only_of_running_cases),
        HOUSE_TEST(test_opening_knows_whose_costs_they_are),
        HOUSE_TEST(test_opening_knows_both_kids),
        HOUSE_TEST(test_opening_with_a_kid_like_ours_is_told_apart),
        HOUSE_TEST(test_opening_claims_of_one_old_kid_are_one_case),
        HOUSE_TEST(test_opening_again_has_no_effect),
        HOUSE_TEST(test_interest_from_moves_where_interest_begins),
        HOUSE_TEST(test_intake_check_refuses_letters_out_of_order),
        HOUSE_TEST(test_intake_check_refuses_sums_without_their_days),
        HOUSE_TEST(test_intake_check_refuses_days_ahead),
        HOUSE_TEST(test_intake_check_refuses_what_runs_here),
        HOUSE_TEST(test_intake_check_names_all_faults_of_a_takeover),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
