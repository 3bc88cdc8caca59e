/* What the agency knows of a debtor: counted over all of their cases, and of nobody else's. */
#include "unit/engine/house.h"

#include "engine/known.h"

static int64_t known(struct house *h, int64_t id, const char *name) {
    struct known all[KNOWN_MAX];
    uint32_t n = 0;
    OK(h, known_gather(&h->e, house_case(h, id), &h->arena, all, &n, &h->st));
    assert_int_equal(n, n_known_words);
    for (uint32_t i = 0; i < n; i++) {
        if (strcmp(all[i].name, name) == 0) {
            return all[i].value;
        }
    }
    fail_msg("no such name: %s", name);
    return 0;
}

static void test_known_gather_counts_the_debtors_cases(void **state) {
    struct house *h = *state;
    const int64_t first = house_claim(h, "5001", KARI, 125000);
    const int64_t other = house_claim(h, "5002", OLA, 70000);
    assert_int_equal(known(h, first, "open_cases"), 1);
    assert_int_equal(known(h, first, "paid_cases"), 0);
    assert_int_equal(known(h, first, "debt_in_all_ore"), 125000);
    assert_int_equal(known(h, other, "debt_here_ore"), 70000);
    assert_int_equal(known(h, first, "months_known"), 0);
    /* Another of hers is her affair as well, and not his. */
    struct incoming in = a_claim("9001", KARI, 50000);
    in.creditor_org = BAKKEN;
    assert_int_equal(house_take(h, in), TAKEN_NEW);
    assert_int_equal(known(h, first, "open_cases"), 2);
    assert_int_equal(known(h, first, "debt_in_all_ore"), 175000);
    assert_int_equal(known(h, first, "debt_here_ore"), 125000);
    assert_int_equal(known(h, other, "open_cases"), 1);
}

static void test_known_gather_counts_what_became_of_them(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    (void)house_tell(h, id, "dispute", "feil");
    assert_int_equal(known(h, id, "objections"), 1);
    assert_int_equal(known(h, id, "payments"), 0);
    assert_int_equal(house_take(h, a_payment("p1", kid_of(h, id), 125000 + 100000, h->e.today)),
                     TAKEN_NEW);
    assert_int_equal(known(h, id, "payments"), 1);
    assert_int_equal(known(h, id, "debt_in_all_ore"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_known_gather_counts_the_debtors_cases, house_begin,
                                        house_end),
        cmocka_unit_test_setup_teardown(test_known_gather_counts_what_became_of_them, house_begin,
                                        house_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
