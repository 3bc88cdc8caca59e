/* test_washes.c - whom the registers have not been asked about for long. */
#include "unit/store/book.h"

#include "store/outbox.h"
#include "store/washes.h"

static int64_t party(struct book *b, enum debtor_kind kind, const char *identity, day dissolved) {
    const struct party p = {.kind = kind, .name = TEXT("Prøve AS"), .identity = text_of(identity),
        .dissolved = dissolved};
    int64_t id = 0;
    OK(b, parties_add(b->db, &p, &id, &b->st));
    return id;
}

static void open_case(struct book *b, int n, int64_t debtor, day closed) {
    const struct krav_case c = {.id = CASE_FIRST_ID + n, .creditor = b->creditor, .debtor = debtor,
        .opened = TODAY, .closed = closed, .stage = TEXT("notice")};
    book_case(b, &c);
}

static void asked(struct book *b, int n, day on) {
    const struct effect e = {.key = hash_n(n * 10000 + (int)on), .case_id = CASE_FIRST_ID + n,
        .kind = EFFECT_WASH, .planned = on, .last_day = on + 14};
    if (b->head.id == 0) {
        (void)book_step(b, 1, NULL);
    }
    OK(b, outbox_add(b->db, &e, b->head.id, &b->st));
}

static uint32_t due(struct book *b, day before, uint32_t n_max, struct wash_due **out) {
    uint32_t n = 0;
    OK(b, washes_due(b->db, before, n_max, &b->arena, out, &n, &b->st));
    return n;
}

static void test_washes_due_gives_who_waited_longest_first_and_no_more(void **state) {
    struct book *b = *state;
    struct wash_due *rows;
    static const char *const orgs[] = {"311758489", "312597772", "310000027"};
    for (int i = 0; i < 3; i++) {
        open_case(b, i, party(b, DEBTOR_BUSINESS, orgs[i], DAY_NONE), DAY_NONE);
    }
    asked(b, 0, TODAY - 8);
    asked(b, 2, TODAY - 9);
    asked(b, 2, TODAY - 30);
    assert_int_equal(due(b, TODAY, 10, &rows), 3);
    assert_int_equal(rows[0].case_id, CASE_FIRST_ID + 1); /* never */
    assert_int_equal(rows[0].asked, DAY_NONE);
    assert_int_equal(rows[1].case_id, CASE_FIRST_ID + 2); /* the newest question counts */
    assert_int_equal(rows[1].asked, TODAY - 9);
    assert_int_equal(due(b, TODAY, 2, &rows), 2);
    assert_int_equal(due(b, TODAY - 8, 10, &rows), 2); /* both sides of the day */
    assert_int_equal(due(b, TODAY - 9, 10, &rows), 1);
    assert_int_equal(due(b, TODAY, 0, &rows), 0);
}

static void test_washes_due_leaves_out_who_is_not_asked_about(void **state) {
    struct book *b = *state;
    struct wash_due *rows;
    open_case(b, 0, b->debtor, DAY_NONE); /* a consumer */
    open_case(b, 1, party(b, DEBTOR_BUSINESS, "", DAY_NONE), DAY_NONE);
    open_case(b, 2, party(b, DEBTOR_BUSINESS, "311758489", TODAY), DAY_NONE);
    open_case(b, 3, party(b, DEBTOR_BUSINESS, "312597772", DAY_NONE), TODAY);
    assert_int_equal(due(b, TODAY, 10, &rows), 0);
}

static void test_washes_due_counts_a_debtor_once_whatever_case_asked(void **state) {
    struct book *b = *state;
    struct wash_due *rows;
    const int64_t debtor = party(b, DEBTOR_BUSINESS, "311758489", DAY_NONE);
    open_case(b, 0, debtor, DAY_NONE);
    open_case(b, 1, debtor, DAY_NONE);
    open_case(b, 2, debtor, TODAY); /* closed, but it was he who was asked about */
    assert_int_equal(due(b, TODAY, 10, &rows), 1);
    assert_int_equal(rows[0].case_id, CASE_FIRST_ID);
    asked(b, 2, TODAY - 1);
    assert_int_equal(due(b, TODAY - 1, 10, &rows), 0);
    int64_t n = 0;
    OK(b, washes_on(b->db, TODAY - 1, &n, &b->st));
    assert_int_equal(n, 1);
    OK(b, washes_on(b->db, TODAY, &n, &b->st));
    assert_int_equal(n, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BOOK_TEST(test_washes_due_gives_who_waited_longest_first_and_no_more),
        BOOK_TEST(test_washes_due_leaves_out_who_is_not_asked_about),
        BOOK_TEST(test_washes_due_counts_a_debtor_once_whatever_case_asked),
    };
    return cmocka_run_group_tests_name("washes", tests, NULL, NULL);
}
