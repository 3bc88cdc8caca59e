#include "unit/law/newact_desk.h"

#include <string.h>

static void test_provision_words_are_whole(void **state) {
    (void)state;
    for (int i = 0; i < PROVISIONS; i++) {
        const struct provision_word *w = &provision_words[i];
        assert_non_null(w->name);
        assert_non_null(w->english);
        assert_non_null(w->left);
        assert_int_equal(strncmp(w->paragraph, "inkassoloven (2026) ", 20), 0);
        assert_non_null(words_by_value(&law_references, (int)w->reference));
        assert_int_equal(w->slots >> LAW_SLOTS, 0);
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(w->name, provision_words[k].name);
        }
    }
}

/* One provision on each side of its day, by each reference; the other two days say nothing. */
static void test_switch_is_on_from_its_day_by_its_reference(void **state) {
    (void)state;
    const day from = on("2027-01-01"), late = on("2029-01-01"), early = on("2020-01-01");
    for (int i = 0; i < PROVISIONS; i++) {
        const enum provision p = (enum provision)i;
        for (enum law_reference r = REFERENCE_ACT; r <= REFERENCE_RECEIVED; r++) {
            struct law_switches acts = {0};
            acts.of[p] = (struct law_switch){from, r};
            for (int side = -1; side <= 0; side++) {
                const day by = from + side;
                const struct law_moment before_others = {.act = late, .due = late,
                                                         .received = late};
                struct law_moment m = before_others;
                *(r == REFERENCE_ACT ? &m.act : r == REFERENCE_DUE ? &m.due : &m.received) = by;
                assert_int_equal(switch_is_on(&acts, p, &m), side == 0);
                m = (struct law_moment){early, early, early};
                *(r == REFERENCE_ACT ? &m.act : r == REFERENCE_DUE ? &m.due : &m.received) = by;
                assert_int_equal(switch_is_on(&acts, p, &m), side == 0);
            }
            const struct law_moment unknown = {0};
            assert_false(switch_is_on(&acts, p, &unknown));
            const struct law_moment all_late = {late, late, late};
            assert_false(switch_is_on(NULL, p, &all_late));
            acts.of[p].from = DAY_NONE;
            assert_false(switch_is_on(&acts, p, &all_late));
        }
    }
}

static void test_switch_reference_is_the_settings_or_its_own(void **state) {
    (void)state;
    struct law_switches acts = {0};
    assert_int_equal(switch_reference(NULL, NEW_20_NOTICE), REFERENCE_ACT);
    assert_int_equal(switch_reference(&acts, NEW_19_AMOUNTS), REFERENCE_DUE);
    acts.of[NEW_19_AMOUNTS].reference = REFERENCE_RECEIVED;
    assert_int_equal(switch_reference(&acts, NEW_19_AMOUNTS), REFERENCE_RECEIVED);
}

/* A claim's due day is the effective one. */
static void test_switch_for_claim_looks_at_the_claims_own_days(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-08-29"); /* a Saturday: effective on Monday the 31st */
    struct law_switches acts = {0};
    const struct claim *claim = &k.claims[0].claim;
    const struct snapshot *s = desk_look(&k, "2026-12-01");
    acts.of[NEW_20_NOTICE] = (struct law_switch){on("2026-08-31"), REFERENCE_DUE};
    assert_true(switch_for_claim(&acts, NEW_20_NOTICE, s, claim, on("2026-01-01")));
    acts.of[NEW_20_NOTICE].from++;
    assert_false(switch_for_claim(&acts, NEW_20_NOTICE, s, claim, on("2029-01-01")));
    acts.of[NEW_20_NOTICE] = (struct law_switch){k.c.opened, REFERENCE_RECEIVED};
    assert_true(switch_for_claim(&acts, NEW_20_NOTICE, s, claim, DAY_NONE));
    acts.of[NEW_20_NOTICE].from++;
    assert_false(switch_for_claim(&acts, NEW_20_NOTICE, s, claim, on("2029-01-01")));
}

/* A letter is about all open claims: the one that is newest brings the provision with it. */
static void test_switch_today_is_for_any_claim_that_counts(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    new_law_open(&n);
    new_law_switch(&n, NEW_20_NOTICE, "2026-10-01", REFERENCE_DUE);
    desk_open(&k, "2026-09-01");
    assert_false(switch_today(&n.acts, NEW_20_NOTICE, desk_look(&k, "2026-12-01")));
    desk_add_claim(&k, "2026-10-02");
    assert_true(switch_today(&n.acts, NEW_20_NOTICE, desk_look(&k, "2026-12-01")));
    k.claims[1].open = 0;
    assert_false(switch_today(&n.acts, NEW_20_NOTICE, desk_look(&k, "2026-12-01")));
    desk_open(&k, "2026-10-02"); /* in whatever order they came */
    desk_add_claim(&k, "2026-09-01");
    assert_true(switch_today(&n.acts, NEW_20_NOTICE, desk_look(&k, "2026-12-01")));
}

static void assert_refused(struct law_switches *acts, const char *name, const char *value,
                           const char *why) {
    const struct law_switches before = *acts;
    struct status st = {0};
    assert_int_equal(switch_set(acts, text_of(name), text_of(value), &st), STATUS_INVALID);
    if (strstr(st.text, why) == NULL) {
        fail_msg("\"%s\" is not in: %s", why, st.text);
    }
    assert_memory_equal(acts, &before, sizeof before);
}

static void test_switch_set_takes_a_day_and_a_reference(void **state) {
    (void)state;
    struct law_switches acts = {0};
    struct status st = {0};
    assert_int_equal(switch_set(&acts, TEXT("new_17_answers"), TEXT("2027-01-01"), &st), 0);
    assert_int_equal(acts.of[NEW_17_ANSWERS].from, on("2027-01-01"));
    assert_int_equal(acts.of[NEW_17_ANSWERS].reference, 0);
    assert_int_equal(switch_set(&acts, TEXT("new_30_guardian"), TEXT("2027-03-01 received"), &st),
                     0);
    assert_int_equal(acts.of[NEW_30_GUARDIAN].from, on("2027-03-01"));
    assert_int_equal(acts.of[NEW_30_GUARDIAN].reference, REFERENCE_RECEIVED);
}

static void test_switch_set_refuses_what_it_does_not_know(void **state) {
    (void)state;
    struct law_switches acts = {0};
    assert_refused(&acts, "new_99", "2027-01-01", "no provision");
    assert_refused(&acts, "new_17", "2027-01-01", "no provision");
    assert_refused(&acts, "", "2027-01-01", "no provision");
    assert_refused(&acts, "new_17_answers", "", "not a day");
    assert_refused(&acts, "new_17_answers", "soon", "not a day");
    assert_refused(&acts, "new_17_answers", "2027-02-30", "not a day");
    assert_refused(&acts, "new_17_answers", "2027-01-01 whenever", "counted from what");
    assert_refused(&acts, "new_17_answers", "2027-01-01 due received", "counted from what");
}

/* Each provision can be set exactly when what the regulation must say is known. */
static void test_switch_set_refuses_an_empty_slot(void **state) {
    (void)state;
    struct new_law n;
    new_law_open(&n);
    for (int i = 0; i < PROVISIONS; i++) {
        const enum provision p = (enum provision)i;
        struct law_switches empty = {0};
        struct status st = {0};
        assert_int_equal(switch_missing(NULL, p), provision_words[p].slots);
        if (provision_words[p].slots != 0) {
            assert_refused(&empty, provision_words[p].name, "2027-01-01",
                           "waits for the regulation");
            assert_refused(&empty, provision_words[p].name, "2027-01-01", "cap_table");
        } else {
            assert_int_equal(switch_set(&empty, text_of(provision_words[p].name),
                                        TEXT("2027-01-01"), &st), 0);
        }
    }
    struct status st = {0};
    assert_int_equal(switch_set(&n.acts, TEXT("new_20_notice"), TEXT("2027-01-01"), &st), 0);
    assert_int_equal(switch_set(&n.acts, TEXT("new_21_demand"), TEXT("2027-01-01"), &st), 0);
    assert_refused(&n.acts, "new_19_amounts", "2027-01-01", "letter_format");
    n.acts.slots.fee_notice.n = 0;
    assert_refused(&n.acts, "new_20_notice", "2027-02-01", "fee_notice");
    assert_int_equal(switch_missing(&n.acts, NEW_20_NOTICE), 1u << SLOT_FEE_NOTICE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_provision_words_are_whole),
        cmocka_unit_test(test_switch_is_on_from_its_day_by_its_reference),
        cmocka_unit_test(test_switch_reference_is_the_settings_or_its_own),
        cmocka_unit_test(test_switch_for_claim_looks_at_the_claims_own_days),
        cmocka_unit_test(test_switch_today_is_for_any_claim_that_counts),
        cmocka_unit_test(test_switch_set_takes_a_day_and_a_reference),
        cmocka_unit_test(test_switch_set_refuses_what_it_does_not_know),
        cmocka_unit_test(test_switch_set_refuses_an_empty_slot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
