/* Money without a case: what is proposed, and a person's word. */
#include "unit/engine/house.h"

#include "engine/intake.h"
#include "store/inbox.h"
#include "store/matches.h"

static int64_t only_waiting(struct house *h) {
    struct waiting_row *rows;
    uint32_t n = 0;
    OK(h, waiting_list(h->e.db, &h->arena, &rows, &n, &h->st));
    assert_int_equal(n, 1);
    return rows[0].id;
}

static uint32_t find(struct house *h, const char *name, const char *words, ore amount,
                     struct match **out) {
    const struct match_wanted wanted = {text_of(name), text_of(words), amount};
    uint32_t n = 0;
    OK(h, matches_find(h->e.db, &wanted, &h->arena, out, &n, &h->st));
    return n;
}

static void test_matches_find_the_strongest_sign_first(void **state) {
    struct house *h = *state;
    const int64_t first = house_claim(h, "50017", KARI, 125000);
    const int64_t second = house_claim(h, "50018", OLA, 90000);
    struct match *m;
    const struct text name = house_view(h, second)->debtor.name;
    assert_int_equal(find(h, arena_cstr(&h->arena, name), "Faktura 50017", 1, &m), 2);
    assert_int_equal(m[0].case_id, first);
    assert_string_equal(m[0].why, "invoice");
    assert_int_equal(m[1].case_id, second);
    assert_string_equal(m[1].why, "name");
    assert_int_equal(find(h, "", "", 90000, &m), 1);
    assert_string_equal(m[0].why, "amount");
    assert_int_equal(house_send(h), 2);
    const ore quote = house_case(h, first)->letters[0].quote;
    assert_int_equal(find(h, "", "", quote, &m), 1); /* what the letter asked for */
    assert_int_equal(m[0].case_id, first);
    assert_int_equal(find(h, "", "50", 7, &m), 0);
    assert_int_equal(find(h, "Nobody", "nothing", 7, &m), 0);
}

static void test_matches_propose_open_cases_once(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "50017", KARI, 125000);
    struct match *m;
    const char *name = arena_cstr(&h->arena, house_view(h, id)->debtor.name);
    assert_int_equal(find(h, name, "50017", 125000, &m), 1);
    OK(h, house_tell(h, id, "withdraw", "sent by mistake"));
    assert_int_equal(find(h, name, "50017", 125000, &m), 0);
}

static void test_intake_place_pays_the_case_as_of_its_own_day(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "50017", KARI, 125000);
    struct incoming in = a_payment("p1", TEXT(""), 30000, h->e.today);
    in.text = TEXT("Faktura 50017");
    assert_int_equal(house_take(h, in), TAKEN_UNMATCHED);
    const day came = h->e.today;
    house_day(h, "2026-03-05");
    OK(h, intake_place(&h->e, only_waiting(h), id, TEXT("kari"), &h->arena, &h->st));
    const struct krav_case *c = house_case(h, id);
    assert_int_equal(c->n_payments, 1);
    assert_int_equal(c->payments[0].amount, 30000);
    assert_int_equal(c->payments[0].legal_day, came);
    assert_int_equal(house_balance(h, 0, ACCOUNT_SUSPENSE), 0);
    assert_false(house_task(h, 0, "unmatched_money"));
    house_whole(h);
}

static void test_intake_place_refuses_and_changes_nothing(void **state) {
    struct house *h = *state;
    const int64_t open = house_claim(h, "50017", KARI, 125000);
    const int64_t closed = house_claim(h, "50018", OLA, 90000);
    OK(h, house_tell(h, closed, "withdraw", "sent by mistake"));
    assert_int_equal(house_take(h, a_payment("p1", TEXT(""), 30000, h->e.today)), TAKEN_UNMATCHED);
    const int64_t waiting = only_waiting(h);
    const int64_t head = h->e.head.id;
    FAILS(h, STATUS_REFUSED, "it is closed",
          intake_place(&h->e, waiting, closed, TEXT("kari"), &h->arena, &h->st));
    FAILS(h, STATUS_NOT_FOUND, "",
          intake_place(&h->e, waiting, 999999999, TEXT("kari"), &h->arena, &h->st));
    FAILS(h, STATUS_NOT_FOUND, "nothing waits",
          intake_place(&h->e, waiting + 1, open, TEXT("kari"), &h->arena, &h->st));
    assert_int_equal(h->e.head.id, head);
    assert_int_equal(house_balance(h, 0, ACCOUNT_SUSPENSE), -30000);
    assert_int_equal(house_take(h, a_credit_note("c1", "777", 100)), TAKEN_UNMATCHED);
    struct waiting_row *rows;
    uint32_t n = 0;
    OK(h, waiting_list(h->e.db, &h->arena, &rows, &n, &h->st));
    FAILS(h, STATUS_REFUSED, "no money",
          intake_place(&h->e, rows[1].id, open, TEXT("kari"), &h->arena, &h->st));
    house_whole(h);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_matches_find_the_strongest_sign_first),
        HOUSE_TEST(test_matches_propose_open_cases_once),
        HOUSE_TEST(test_intake_place_pays_the_case_as_of_its_own_day),
        HOUSE_TEST(test_intake_place_refuses_and_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
