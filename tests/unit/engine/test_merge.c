/* Cases of one creditor on one debtor become one: engine, law, rules and book together.  The act of
 * 2026, § 22, is switched on, so that each claim begins a case of its own. */
#include "unit/engine/house.h"

#include "domain/merge.h"
#include "law/switches.h"
#include "store/documents.h"

struct newer {
    struct law law;
    struct law_switches acts;
};

static void switch_on(struct house *h, struct newer *n) {
    n->law = *h->e.law;
    n->acts = (struct law_switches){0};
    n->acts.of[NEW_22_MERGE].from = on("2026-01-01");
    n->law.acts = &n->acts;
    h->e.law = &n->law;
}

static ore owed(struct house *h, int64_t id) {
    return house_balance(h, id, ACCOUNT_PRINCIPAL) + house_balance(h, id, ACCOUNT_INTEREST) +
           house_balance(h, id, ACCOUNT_COSTS_CREDITOR) +
           house_balance(h, id, ACCOUNT_COSTS_AGENCY) + house_balance(h, id, ACCOUNT_COSTS_COURT);
}

/* Every day from the book's to `last`, with whatever the rules send. */
static void live_until(struct house *h, const char *last) {
    while (h->e.today < on(last)) {
        char day_text[DAY_TEXT];
        house_day(h, day_format(h->e.today + 1, day_text));
        (void)house_send(h);
    }
}

static uint32_t letters_of(const struct krav_case *c, enum letter_kind kind) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n_letters; i++) {
        n += c->letters[i].kind == kind && c->letters[i].state == LETTER_SENT;
    }
    return n;
}

/* Two claims, a week apart: each is reminded and warned by itself. */
static void two_cases(struct house *h, int64_t *a, int64_t *b) {
    *a = house_claim(h, "5001", KARI, 125000);
    (void)house_send(h);
    live_until(h, "2026-03-09");
    *b = house_claim(h, "5002", KARI, 99900);
    (void)house_send(h);
    assert_int_equal(*b, *a + 1);
}

static void test_rules_merge_what_is_ready_and_demand_it_once(void **state) {
    struct house *h = *state;
    struct newer n;
    int64_t a = 0, b = 0;
    switch_on(h, &n);
    two_cases(h, &a, &b);
    live_until(h, "2026-05-20");
    const struct krav_case *one = house_case(h, a), *gone = house_case(h, b);
    assert_int_equal(gone->merged_into, a);
    assert_text(gone->close_why, CLOSED_MERGED);
    assert_int_equal(owed(h, b), 0);
    assert_int_equal(one->n_claims, 2);
    assert_int_equal(one->merged[0].case_id, b);
    assert_int_equal(letters_of(one, LETTER_COLLECTION_NOTICE), 2); /* one for each claim */
    assert_int_equal(letters_of(one, LETTER_PAYMENT_DEMAND), 1);
    const struct letter_note *demand = case_last_sent(one, LETTER_PAYMENT_DEMAND);
    assert_true(letter_covers(demand, 1) && letter_covers(demand, 2));
    ore agency = 0;
    for (uint32_t i = 0; i < one->n_costs; i++) {
        agency += one->costs[i].owner == OWNER_AGENCY ? one->costs[i].amount : 0;
    }
    assert_true(agency > 0 && agency <= 30000); /* § 2-2: the cap of 2 249 kroner, once */
    assert_false(house_task(h, a, "merge"));
    house_whole(h);
}

static void by_hand(struct house *h, int64_t *a, int64_t *b) {
    house_rules(h, ONE_STAGE("enter = function (c) return { look_again { after = 30 } } end,"
                             "decide = function (c) if c.fact.kind == 'merged' then"
                             "  return { note 'together' } end return {} end"));
    *a = house_claim(h, "5001", KARI, 125000);
    *b = house_claim(h, "5002", KARI, 99900);
}

/* Without notices nobody merges by § 22, so it is switched off again. */
static void test_a_person_merges_and_everything_is_found_again(void **state) {
    struct house *h = *state;
    struct newer n;
    struct told out;
    int64_t a = 0, b = 0;
    switch_on(h, &n);
    by_hand(h, &a, &b);
    FAILS(h, STATUS_REFUSED, "not come equally far", house_tell(h, b, "merge", ""));
    n.acts.of[NEW_22_MERGE].from = DAY_NONE;
    const struct text kid = kid_of(h, b);
    assert_int_equal(house_take(h, a_payment("p0", kid, 10000, h->e.today)), TAKEN_NEW);
    OK(h, house_tell(h, b, "note", "what B knew"));
    const ore before = owed(h, a) + owed(h, b);
    OK(h, house_say(h, (struct tell){.case_id = b, .what = TEXT("merge"), .into = a,
        .dry_run = true}, &out));
    assert_int_equal(house_case(h, b)->merged_into, 0);
    OK(h, house_say(h, (struct tell){.case_id = b, .what = TEXT("merge"), .into = a}, &out));
    assert_int_equal(house_case(h, b)->merged_into, a);
    assert_int_equal(owed(h, a), before + house_balance(h, a, ACCOUNT_INTEREST));
    assert_int_equal(owed(h, b), 0);
    /* The old KID, the invoice, a reversal and a word all reach the case that is. */
    assert_int_equal(house_take(h, a_payment("p1", kid, 5000, h->e.today)), TAKEN_NEW);
    assert_int_equal(house_case(h, a)->n_payments, 2);
    assert_int_equal(house_take(h, a_credit_note("k1", "5002", 900)), TAKEN_NEW);
    assert_int_equal(house_case(h, a)->claims[1].open % 1000, 0);
    assert_int_equal(house_take(h, a_payment("p2", kid, -10000, h->e.today)), TAKEN_NEW);
    assert_true(house_case(h, a)->payments[0].undone);
    OK(h, house_tell(h, b, "dispute", "not mine"));
    assert_true(house_case(h, a)->disputed_since != DAY_NONE);
    house_whole(h);
}

/* Reversing, the book says so itself when what went is not what came. */
static void test_verify_sees_a_merge_that_does_not_match(void **state) {
    struct house *h = *state;
    struct verified v;
    struct newer n;
    int64_t a = 0, b = 0;
    switch_on(h, &n);
    by_hand(h, &a, &b);
    n.acts.of[NEW_22_MERGE].from = DAY_NONE;
    OK(h, house_tell(h, a, "merge", ""));
    house_whole(h);
    house_raw(h, "UPDATE cases SET merged_into = 0 WHERE id = 100000002");
    assert_non_null(strstr(house_faults(h, &v), "is not kept so"));
    house_raw(h, "UPDATE cases SET merged_into = 100000001");
    assert_non_null(strstr(house_faults(h, &v), "is kept as merged into"));
}

static void test_three_cases_go_into_the_oldest_in_one_turn(void **state) {
    struct house *h = *state;
    struct newer n;
    int64_t a = 0, b = 0;
    switch_on(h, &n);
    by_hand(h, &a, &b);
    const int64_t c = house_claim(h, "5003", KARI, 50000);
    const int64_t other = house_claim(h, "6001", OLA, 50000);
    n.acts.of[NEW_22_MERGE].from = DAY_NONE;
    const int64_t steps = h->e.head.id;
    OK(h, house_tell(h, c, "merge", ""));
    assert_int_equal(h->e.head.id, steps + 5); /* the word, and for each that goes one here, one there */
    assert_int_equal(house_case(h, a)->n_claims, 3);
    assert_int_equal(house_case(h, b)->merged_into, a);
    assert_int_equal(house_case(h, c)->merged_into, a);
    assert_int_equal(house_case(h, other)->merged_into, 0);
    int64_t at = 0;
    int32_t claim = 0;
    OK(h, invoice_find(h->e.db, h->e.creditors[0].id, TEXT("5003"), &at, &claim, &h->st));
    assert_int_equal(at, a);
    assert_text(house_case(h, a)->claims[claim - 1].claim.invoice, "5003");
    FAILS(h, STATUS_REFUSED, "no other case", house_tell(h, a, "merge", ""));
    house_whole(h);
}

static void test_who_wants_it_apart_gets_it(void **state) {
    struct house *h = *state;
    struct newer n;
    struct told out;
    int64_t a = 0, b = 0;
    switch_on(h, &n);
    by_hand(h, &a, &b);
    n.acts.of[NEW_22_MERGE].from = DAY_NONE;
    OK(h, house_tell(h, b, "keep-apart", ""));
    FAILS(h, STATUS_REFUSED, "kept by itself", house_tell(h, a, "merge", ""));
    OK(h, house_say(h, (struct tell){.case_id = b, .what = TEXT("keep-apart"), .ended = true},
                    &out));
    OK(h, house_tell(h, a, "merge", ""));
    house_whole(h);
}

/* What was asked of a person in the case that goes is asked of them in the other. */
static void test_tasks_and_documents_go_along(void **state) {
    struct house *h = *state;
    struct newer n;
    struct told out;
    int64_t a = 0, b = 0;
    switch_on(h, &n);
    by_hand(h, &a, &b);
    n.acts.of[NEW_22_MERGE].from = DAY_NONE;
    OK(h, house_say(h, (struct tell){.case_id = b, .what = TEXT("note"), .reason = TEXT("as told"),
        .document = TEXT("a plain text"), .document_name = TEXT("letter.txt")}, &out));
    const struct task_row task = {.case_id = b, .step = h->e.head.id, .owner = TASK_SUPERVISOR,
        .reason = TEXT("shortage_1"), .text = TEXT("pay"), .opened = h->e.today,
        .due = h->e.today};
    int64_t id = 0;
    bool is_new = false;
    OK(h, engine_chunk_begin(&h->e, &h->st));
    OK(h, tasks_raise(h->e.db, &task, &id, &is_new, &h->st));
    OK(h, engine_chunk_commit(&h->e, &h->st));
    OK(h, house_tell(h, b, "merge", ""));
    assert_true(house_task(h, a, "shortage_1"));
    assert_false(house_task(h, b, "shortage_1"));
    house_whole(h);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_rules_merge_what_is_ready_and_demand_it_once),
        HOUSE_TEST(test_a_person_merges_and_everything_is_found_again),
        HOUSE_TEST(test_verify_sees_a_merge_that_does_not_match),
        HOUSE_TEST(test_three_cases_go_into_the_oldest_in_one_turn),
        HOUSE_TEST(test_who_wants_it_apart_gets_it),
        HOUSE_TEST(test_tasks_and_documents_go_along),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
