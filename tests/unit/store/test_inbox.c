/* test_inbox.c - a file goes on where it stopped, a fact counts once, and nothing early is lost. */
#include "unit/store/book.h"

#include "store/inbox.h"

static void test_files_put_and_get(void **state) {
    struct book *b = *state;
    struct hash unknown = hash_n(2);
    struct file_row row = {.hash = hash_n(1),
                           .name = TEXT("a.csv"),
                           .plugin = TEXT("erp_csv"),
                           .kind = TEXT("claims"),
                           .state = FILE_APPLYING,
                           .size = 900,
                           .cursor = 3,
                           .taken = 3,
                           .sum = 12500,
                           .taken_on = TODAY};
    struct file_row again;
    OK(b, files_put(b->db, &row, &b->st));
    row.state = FILE_DONE;
    row.cursor = 7;
    OK(b, files_put(b->db, &row, &b->st));
    OK(b, files_get(b->db, &row.hash, &b->arena, &again, &b->st));
    assert_int_equal(again.state, FILE_DONE);
    assert_int_equal(again.cursor, 7);
    assert_int_equal(again.sum, 12500);
    assert_true(text_is(again.plugin, "erp_csv"));
    FAILS(b, STATUS_NOT_FOUND, "never taken",
          files_get(b->db, &unknown, &b->arena, &again, &b->st));
}

static void test_sources_take_counts_once(void **state) {
    struct book *b = *state;
    struct hash content = hash_n(1), other = hash_n(2), found;
    int64_t step;
    bool same;
    OK(b, sources_take(b->db, TEXT("ocr:1"), &content, 5, &same, &b->st));
    FAILS(b, STATUS_CONFLICT, "step 5",
          sources_take(b->db, TEXT("ocr:1"), &content, 6, &same, &b->st));
    assert_true(same);
    FAILS(b, STATUS_CONFLICT, "other",
          sources_take(b->db, TEXT("ocr:1"), &other, 6, &same, &b->st));
    assert_false(same);
    OK(b, sources_find(b->db, TEXT("ocr:1"), &step, &found, &b->st));
    assert_int_equal(step, 5);
    assert_true(hash_eq(&found, &content));
    FAILS(b, STATUS_NOT_FOUND, "ocr:2", sources_find(b->db, TEXT("ocr:2"), &step, &found, &b->st));
}

static void test_sources_are_bounded_in_bytes(void **state) {
    struct book *b = *state;
    struct hash content = hash_n(1);
    char name[201];
    bool same;
    memset(name, 'x', sizeof name);
    OK(b, sources_take(b->db, (struct text){name, 200}, &content, 1, &same, &b->st));
    FAILS(b, STATUS_CORRUPT, "CHECK",
          sources_take(b->db, (struct text){name, 201}, &content, 1, &same, &b->st));
    FAILS(b, STATUS_CORRUPT, "CHECK", sources_take(b->db, TEXT(""), &content, 1, &same, &b->st));
}

static void test_waiting_until_settled(void **state) {
    struct book *b = *state;
    struct waiting_row row = {.kind = FACT_CREDIT_NOTE,
                              .source = TEXT("s:1"),
                              .reference = TEXT("311758489:1001"),
                              .body = TEXT("{}"),
                              .amount = 700,
                              .arrived = TODAY,
                              .step = 3};
    struct waiting_row *rows;
    int64_t first, second;
    uint32_t n;
    OK(b, waiting_add(b->db, &row, &first, &b->st));
    row.reference = TEXT("other");
    OK(b, waiting_add(b->db, &row, &second, &b->st));
    OK(b, waiting_by_reference(b->db, TEXT("311758489:1001"), &b->arena, &rows, &n, &b->st));
    assert_int_equal(n, 1);
    assert_int_equal(rows[0].id, first);
    assert_int_equal(rows[0].kind, FACT_CREDIT_NOTE);
    assert_int_equal(rows[0].amount, 700);
    OK(b, waiting_settle(b->db, first, 9, &b->st));
    FAILS(b, STATUS_NOT_FOUND, "nothing waits", waiting_settle(b->db, first, 10, &b->st));
    OK(b, waiting_list(b->db, &b->arena, &rows, &n, &b->st));
    assert_int_equal(n, 1);
    assert_int_equal(rows[0].id, second);
    assert_int_equal(book_number(b, "SELECT settled_by FROM waiting WHERE id = 1"), 9);
}

static void test_waiting_any_tells_money_from_the_rest(void **state) {
    struct book *b = *state;
    struct waiting_row row = {.kind = FACT_CREDIT_NOTE, .source = TEXT("s:1"),
        .reference = TEXT("r"), .body = TEXT("{}"), .arrived = TODAY, .step = 3};
    int64_t note, money;
    bool any = true;
    OK(b, waiting_any(b->db, false, &any, &b->st));
    assert_false(any);
    OK(b, waiting_add(b->db, &row, &note, &b->st));
    OK(b, waiting_any(b->db, false, &any, &b->st));
    assert_true(any);
    OK(b, waiting_any(b->db, true, &any, &b->st));
    assert_false(any);
    row.kind = FACT_PAYMENT_REVERSED;
    OK(b, waiting_add(b->db, &row, &money, &b->st));
    OK(b, waiting_any(b->db, true, &any, &b->st));
    assert_true(any);
    OK(b, waiting_settle(b->db, note, 9, &b->st));
    OK(b, waiting_any(b->db, false, &any, &b->st));
    assert_false(any);
    OK(b, waiting_settle(b->db, money, 9, &b->st));
    OK(b, waiting_any(b->db, true, &any, &b->st));
    assert_false(any);
}

static void test_foreign_kids_belong_to_their_creditors(void **state) {
    struct book *b = *state;
    int64_t ids[4];
    uint32_t n;
    OK(b, foreign_kid_add(b->db, 1, TEXT("12345"), 101, &b->st));
    OK(b, foreign_kid_add(b->db, 1, TEXT("12345"), 101, &b->st));
    FAILS(b, STATUS_CONFLICT, "case 101", foreign_kid_add(b->db, 1, TEXT("12345"), 102, &b->st));
    for (int creditor = 2; creditor <= 6; creditor++) {
        OK(b, foreign_kid_add(b->db, creditor, TEXT("12345"), 100 + creditor, &b->st));
    }
    OK(b, foreign_kid_find(b->db, TEXT("12345"), ids, &n, &b->st));
    assert_int_equal(n, 4); /* no more than there is room for */
    assert_int_equal(ids[0], 101);
    OK(b, foreign_kid_find(b->db, TEXT("999"), ids, &n, &b->st));
    assert_int_equal(n, 0);
}

static void test_invoices_are_found_by_creditor_and_number(void **state) {
    struct book *b = *state;
    int64_t case_id;
    int32_t claim;
    OK(b, invoice_add(b->db, 1, TEXT("1001"), 7, 2, &b->st));
    OK(b, invoice_add(b->db, 1, TEXT("1001"), 7, 2, &b->st));
    FAILS(b, STATUS_CONFLICT, "claim 2 of case 7",
          invoice_add(b->db, 1, TEXT("1001"), 7, 3, &b->st));
    OK(b, invoice_find(b->db, 1, TEXT("1001"), &case_id, &claim, &b->st));
    assert_int_equal(case_id, 7);
    assert_int_equal(claim, 2);
    FAILS(b, STATUS_NOT_FOUND, "1001",
          invoice_find(b->db, 2, TEXT("1001"), &case_id, &claim, &b->st));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BOOK_TEST(test_files_put_and_get),
        BOOK_TEST(test_sources_take_counts_once),
        BOOK_TEST(test_sources_are_bounded_in_bytes),
        BOOK_TEST(test_waiting_until_settled),
        BOOK_TEST(test_waiting_any_tells_money_from_the_rest),
        BOOK_TEST(test_foreign_kids_belong_to_their_creditors),
        BOOK_TEST(test_invoices_are_found_by_creditor_and_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
