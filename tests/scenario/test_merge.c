/* test_merge.c - two claims of one creditor on one debtor, a week apart, become one case before the
 * payment demand (inkassoloven of 2026, § 22). */
#include "desk.h"

#include <stdio.h>
#include <string.h>

#define HEAD                                                                                       \
    "source_id;creditor_org;debtor_kind;debtor_id;debtor_name;address1;postcode;city;invoice_no;"  \
    "description;principal;due\n"
#define KARI(id) id ";311758489;consumer;31856397214;Kari Eksempel;Åsgata 1;0001;Oslo;" id ";Strøm;"

static void take_claim(struct desk *d, const char *row) {
    char name[32];
    (void)snprintf(name, sizeof name, "claim%d.csv", d->n_files++);
    desk_write(d, name, desk_path(d, "%s%s", HEAD, row));
    desk_ok(d, "take", desk_path(d, "%s/%s", d->home, name));
}

static int letters(const json_t *a_case, const char *kind) {
    const json_t *letter;
    size_t i;
    int n = 0;
    json_array_foreach (json_object_get(a_case, "letters"), i, letter) {
        n += strcmp(desk_str(letter, "kind"), kind) == 0 &&
             strcmp(desk_str(letter, "state"), "sent") == 0;
    }
    return n;
}

static int64_t charged(const json_t *a_case, const char *fee) {
    const json_t *cost;
    size_t i;
    int64_t sum = 0;
    json_array_foreach (json_object_get(a_case, "costs"), i, cost) {
        sum += strcmp(desk_str(cost, "fee"), fee) == 0 ? desk_num(cost, "amount_ore") : 0;
    }
    return sum;
}

static void two_claims(struct desk *d) {
    desk_write(d, "krav.conf", desk_path(d, "%s\n[law]\nnew_22_merge = 2026-09-01\n",
                                         desk_read(d, "krav.conf")));
    take_claim(d, KARI("F1") "1250,00;2026-08-17\n");
    desk_until(d, "2026-09-08");
    take_claim(d, KARI("F2") "999,00;2026-08-24\n");
}

static void test_two_claims_are_demanded_once(void **state) {
    struct desk *d = *state;
    two_claims(d);
    desk_until(d, "2026-10-12"); /* the first is ready, the second's notice runs */
    assert_int_equal(letters(desk_case(d, 1), "payment_demand"), 0);
    assert_int_equal(letters(desk_case(d, 2), "collection_notice"), 1);
    desk_verify(d);
    desk_until(d, "2026-11-02");
    const json_t *one = desk_case(d, 1), *gone = desk_case(d, 2);
    assert_int_equal(desk_num(gone, "merged_into"), DESK_CASE(1));
    assert_string_equal(desk_str(gone, "close_why"), "merged");
    assert_int_equal(desk_num(json_object_get(gone, "balances"), "open_ore"), 0);
    assert_int_equal(json_array_size(json_object_get(one, "claims")), 2);
    assert_int_equal(letters(one, "collection_notice"), 2);
    assert_int_equal(letters(one, "payment_demand"), 1);
    assert_int_equal(charged(one, "light_costs") + charged(one, "notice_fee") +
                         charged(one, "reminder_fee"), 30000); /* 40 % of 750 kroner, once */
    assert_non_null(strstr(desk_ok(d, "case", "100000001")->out, "case 100000002, its claims from"));
    assert_non_null(strstr(desk_ok(d, "case", "100000002")->out,
                           "its claims are in case 100000001"));
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM tasks WHERE done = 0"), 0);
    desk_verify(d);
}

/* Who pays on the old KID, or speaks of the old case, is heard in the one that is. */
static void test_the_old_number_reaches_the_case(void **state) {
    struct desk *d = *state;
    two_claims(d);
    desk_until(d, "2026-11-02");
    const json_t *before = json_object_get(desk_case(d, 1), "balances");
    const struct desk_payment paid = {50000, desk_kid(d, 2), "021126", "021126"};
    desk_ocr(d, "paid.ocr", DESK_ACCOUNT, &paid, 1);
    desk_ok(d, "take", desk_path(d, "%s/paid.ocr", d->home));
    const json_t *after = json_object_get(desk_case(d, 1), "balances");
    assert_int_equal(desk_num(after, "open_ore"), desk_num(before, "open_ore") - 50000);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM waiting"), 0);
    desk_ok(d, "tell", "100000002", "note", "hun ringte");
    assert_int_equal(desk_sql_int(d, "SELECT case_id FROM steps ORDER BY id DESC LIMIT 1"),
                     DESK_CASE(1));
    desk_verify(d);
}

static void test_a_person_merges_or_keeps_apart(void **state) {
    struct desk *d = *state;
    two_claims(d);
    desk_fails(d, 1, "not come equally far", "tell", "100000002", "merge");
    desk_ok(d, "tell", "100000002", "keep-apart");
    assert_string_equal(desk_str(desk_case(d, 2), "kept_apart_since"), "2026-09-08");
    desk_until(d, "2026-11-02"); /* each goes its own way */
    assert_int_equal(letters(desk_case(d, 1), "payment_demand"), 1);
    assert_int_equal(letters(desk_case(d, 2), "payment_demand"), 1);
    /* And they are one to the cap all the same. */
    assert_true(charged(desk_case(d, 1), "light_costs") + charged(desk_case(d, 2), "light_costs") <=
                30000);
    desk_fails(d, 1, "kept by itself", "tell", "100000002", "merge", "--into", "100000001");
    desk_verify(d);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_two_claims_are_demanded_once),
        TEST(test_the_old_number_reaches_the_case),
        TEST(test_a_person_merges_or_keeps_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
