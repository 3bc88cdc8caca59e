/* A record from outside: what it is called, and when two are the same. */
#include "unit/base/cmocka_all.h"

#include <string.h>

#include "engine/incoming.h"

static void test_incoming_source_keeps_kinds_and_senders_apart(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct incoming in = {.kind = FACT_CLAIM_RECEIVED, .creditor_org = TEXT("311758489"),
        .source_id = TEXT("7")};
    assert_text(incoming_source(&in, &a), "311758489:7");
    in.kind = FACT_CREDIT_NOTE;
    assert_text(incoming_source(&in, &a), "311758489:credit:7");
    in.kind = FACT_PAID_DIRECT;
    assert_text(incoming_source(&in, &a), "311758489:direct:7");
    in = (struct incoming){.kind = FACT_PAID, .account = TEXT("12345678903"),
        .source_id = TEXT("7")};
    assert_text(incoming_source(&in, &a), "12345678903:7");
    in.kind = FACT_PAYOUT_CONFIRMED; /* known by all that is said of it: the bank may say more */
    const struct text first = incoming_source(&in, &a);
    assert_true(text_starts(first, TEXT("12345678903:payout:")));
    in.line = 9;
    assert_true(text_eq(first, incoming_source(&in, &a)));
    in.reference = TEXT("2");
    assert_false(text_eq(first, incoming_source(&in, &a)));
    arena_fini(&a);
}

static void test_incoming_hash_is_of_everything_but_the_line(void **state) {
    (void)state;
    struct incoming in = {.kind = FACT_PAID, .source_id = TEXT("7"), .amount = 100, .line = 3};
    const struct hash first = incoming_hash(&in);
    in.line = 4;
    struct hash again = incoming_hash(&in);
    assert_true(hash_eq(&first, &again));
    assert_int_equal(in.line, 4); /* it is asked, not changed */
    in.amount = 101;
    again = incoming_hash(&in);
    assert_false(hash_eq(&first, &again));
    in.amount = 100;
    in.payer_name = TEXT("K");
    again = incoming_hash(&in);
    assert_false(hash_eq(&first, &again));
}

static void test_incoming_record_names_every_field_once(void **state) {
    (void)state;
    assert_true(incoming_record.n <= RECORD_FIELDS_MAX);
    for (uint32_t i = 0; i < incoming_record.n; i++) {
        for (uint32_t k = 0; k < i; k++) {
            assert_string_not_equal(incoming_record.fields[i].name, incoming_record.fields[k].name);
            assert_int_not_equal(incoming_record.fields[i].offset,
                                 incoming_record.fields[k].offset);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_incoming_source_keeps_kinds_and_senders_apart),
        cmocka_unit_test(test_incoming_hash_is_of_everything_but_the_line),
        cmocka_unit_test(test_incoming_record_names_every_field_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
