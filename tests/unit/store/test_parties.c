/* test_parties.c - people, creditors, agreements by date, and texts by salted hash. */
#include "unit/store/book.h"

static void test_parties_add_get_update_find(void **state) {
    struct book *b = *state;
    struct party p = {.kind = DEBTOR_BUSINESS,
                      .identity = TEXT("312597772"),
                      .name = TEXT("Fjell AS"),
                      .city = TEXT("Bodø"),
                      .opted_out = true};
    struct party again;
    int64_t id, found;
    OK(b, parties_add(b->db, &p, &id, &b->st));
    OK(b, parties_get(b->db, id, &b->arena, &again, &b->st));
    p.id = id;
    assert_true(record_eq(&party_record, &p, &again));
    p.died = TODAY;
    p.bankrupt = TODAY - 1;
    p.debt_settlement = TODAY - 2;
    p.guardian = TEXT("Vera Verge, Torget 2");
    p.opted_out_messages = true;
    OK(b, parties_update(b->db, &p, &b->st));
    OK(b, parties_get(b->db, id, &b->arena, &again, &b->st));
    assert_true(record_eq(&party_record, &p, &again));
    OK(b, parties_find(b->db, TEXT("312597772"), &found, &b->st));
    assert_int_equal(found, id);
    FAILS(b, STATUS_CONFLICT, "identity", parties_add(b->db, &p, &found, &b->st));
    FAILS(b, STATUS_NOT_FOUND, "this number", parties_find(b->db, TEXT("1"), &found, &b->st));
    p.id = 99;
    p.identity = (struct text){NULL, 0};
    FAILS(b, STATUS_NOT_FOUND, "99", parties_update(b->db, &p, &b->st));
    FAILS(b, STATUS_NOT_FOUND, "99", parties_get(b->db, 99, &b->arena, &again, &b->st));
}

static void test_parties_without_identity_are_never_joined(void **state) {
    struct book *b = *state;
    struct party p = {.kind = DEBTOR_CONSUMER, .name = TEXT("Ola Prøve")};
    int64_t id, found;
    OK(b, parties_add(b->db, &p, &id, &b->st));
    assert_int_not_equal(id, b->debtor);
    FAILS(b, STATUS_NOT_FOUND, "number", parties_find(b->db, TEXT(""), &found, &b->st));
}

static void test_creditors_put_is_by_organisation_number(void **state) {
    struct book *b = *state;
    struct creditor c = {
        .org = TEXT("311758489"), .name = TEXT("Fjord Kraft AS"), .account = TEXT("12345678903")};
    struct creditor *all;
    int64_t id;
    uint32_t n;
    OK(b, creditors_put(b->db, &c, &id, &b->st));
    assert_int_equal(id, b->creditor);
    OK(b, creditors_all(b->db, &b->arena, &all, &n, &b->st));
    assert_int_equal(n, 1);
    assert_true(text_is(all[0].name, "Fjord Kraft AS"));
    assert_true(text_is(all[0].account, "12345678903"));
    c.org = (struct text){NULL, 0};
    FAILS(b, STATUS_CORRUPT, "CHECK", creditors_put(b->db, &c, &id, &b->st));
}

static int64_t agree(struct book *b, const char *department, day from, day to, ore remainder) {
    struct override over = {.name = TEXT("grace"), .value = 3};
    struct agreement a = {.creditor = b->creditor,
                          .department = text_of(department),
                          .from = from,
                          .to = to,
                          .level = TEXT("normal"),
                          .overrides = &over,
                          .n_overrides = 1,
                          .letter_fee_owner = OWNER_CREDITOR,
                          .order1 = COMPONENT_COSTS,
                          .order2 = COMPONENT_INTEREST,
                          .order3 = COMPONENT_PRINCIPAL,
                          .remainder_max = remainder};
    int64_t id;
    OK(b, agreements_put(b->db, &a, &id, &b->st));
    return id;
}

static void test_agreements_put_makes_versions_that_never_overlap(void **state) {
    struct book *b = *state;
    struct agreement *all;
    uint32_t n;
    int64_t first = agree(b, NULL, TODAY, DAY_NONE, 100);
    (void)agree(b, NULL, TODAY + 30, DAY_NONE, 200);
    (void)agree(b, "north", TODAY + 10, DAY_NONE, 300); /* another department: no matter */
    (void)agree(b, NULL, TODAY + 10, DAY_NONE, 400);    /* between the two */
    assert_int_equal(agree(b, NULL, TODAY, TODAY + 4, 500), first);
    OK(b, agreements_all(b->db, &b->arena, &all, &n, &b->st));
    assert_int_equal(n, 4);
    assert_int_equal(all[0].id, first);
    assert_int_equal(all[0].remainder_max, 500);
    assert_int_equal(all[0].to, TODAY + 4);
    assert_int_equal(all[0].n_overrides, 1);
    assert_int_equal(all[0].overrides[0].value, 3);
    assert_int_equal(all[0].order3, COMPONENT_PRINCIPAL);
    assert_int_equal(all[1].from, TODAY + 10);
    assert_int_equal(all[1].to, TODAY + 29);
    assert_int_equal(all[2].to, DAY_NONE);
    assert_true(text_is(all[3].department, "north"));
    assert_int_equal(all[3].to, DAY_NONE);
}

static void test_agreements_all_names_a_broken_row(void **state) {
    struct book *b = *state;
    struct agreement *all;
    uint32_t n;
    (void)agree(b, NULL, TODAY, DAY_NONE, 100);
    book_must(b, "UPDATE agreements SET terms = '{\"surprise\":1}'");
    FAILS(b, STATUS_CORRUPT, "agreement 1", agreements_all(b->db, &b->arena, &all, &n, &b->st));
}

static void test_texts_are_kept_by_salted_hash(void **state) {
    struct book *b = *state;
    struct hash hash, same, other, salt, plain = hash_of(TEXT("she moved"));
    struct text text;
    OK(b, texts_put(b->db, TEXT("case 1"), TEXT("she moved"), &hash, &b->st));
    OK(b, texts_put(b->db, TEXT("case 1"), TEXT("she moved"), &same, &b->st));
    OK(b, texts_put(b->db, TEXT("case 2"), TEXT("she moved"), &other, &b->st));
    assert_true(hash_eq(&hash, &same));
    assert_false(hash_eq(&hash, &other)); /* so equal texts cannot be told by their hashes */
    assert_false(hash_eq(&hash, &plain));
    OK(b, texts_get(b->db, &hash, &b->arena, &text, &b->st));
    assert_true(text_is(text, "she moved"));
    FAILS(b, STATUS_NOT_FOUND, "erased", texts_get(b->db, &plain, &b->arena, &text, &b->st));
    OK(b, texts_salt(b->db, TEXT("case 1"), &salt, &b->st));
    OK(b, db_value_put(b->db, "salt", TEXT("other"), &b->st));
    OK(b, texts_salt(b->db, TEXT("case 1"), &same, &b->st));
    assert_false(hash_eq(&salt, &same));
    book_must(b, "DELETE FROM book");
    FAILS(b, STATUS_NOT_FOUND, "salt", texts_salt(b->db, TEXT("case 1"), &salt, &b->st));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BOOK_TEST(test_parties_add_get_update_find),
        BOOK_TEST(test_parties_without_identity_are_never_joined),
        BOOK_TEST(test_creditors_put_is_by_organisation_number),
        BOOK_TEST(test_agreements_put_makes_versions_that_never_overlap),
        BOOK_TEST(test_agreements_all_names_a_broken_row),
        BOOK_TEST(test_texts_are_kept_by_salted_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
