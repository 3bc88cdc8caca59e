/* test_letter_quote.c - which letters' quotes settle a case, and which only their own part. */
#include "unit/domain/life.h"

/* A claim of 1000 kroner with 30 kroner of costs, and a letter of this kind that asks for `asked`
 * of it until the end of a fortnight. */
static void live_to_quote(struct life *l, enum letter_kind kind, ore asked) {
    life_begin(l);
    life_claim(l, 100000, on("2026-09-01"));
    const struct event fee = {.kind = EVENT_FEE_CHARGED, .day = on("2026-10-01"), .amount = 3000,
        .fee = FEE_REMINDER, .owner = OWNER_CREDITOR, .key = key_of("earlier")};
    assert_int_equal(life_fold(l, &fee), STATUS_OK);
    const struct event planned = {.kind = EVENT_LETTER_PLANNED, .day = on("2026-10-01"),
        .letter = kind, .by = CHANNEL_LETTER, .days = 14, .key = key_of("letter")};
    assert_int_equal(life_fold(l, &planned), STATUS_OK);
    const struct letter_quote quote = {on("2026-10-15"), asked, 0, key_of("content"), false, 0};
    const struct fact composed = {.kind = FACT_COMPOSED, .legal_day = on("2026-10-01"),
        .booked_day = on("2026-10-01"), .key = key_of("letter")};
    life_must(l, &(struct apply_input){.fact = &composed, .quote = &quote});
    const struct fact sent = receipt("letter", on("2026-10-01"));
    life_must(l, &(struct apply_input){.fact = &sent});
}

static bool waived(const struct life *l) {
    for (uint32_t i = 0; i < l->last.n; i++) {
        if (l->last.items[i].kind == EVENT_REMAINDER_WAIVED) {
            return true;
        }
    }
    return false;
}

/* Only costs and interest are left after it, few enough to be waived. */
static void test_only_a_letter_that_asks_for_all_settles_the_case(void **state) {
    (void)state;
    for (int kind = 1; kind < LETTER_KINDS; kind++) {
        const struct letter_word *word =
            (const void *)words_by_value(&letter_kinds, kind);
        struct life l;
        live_to_quote(&l, (enum letter_kind)kind, 100000);
        life_pay(&l, 100000, on("2026-10-10"), "ocr-1");
        const bool settles = word->asks_payment && kind != LETTER_PLAN_BROKEN;
        assert_int_equal(word->asks_all, settles);
        assert_int_equal(waived(&l), settles);
        assert_int_equal(life_open(&l, on("2026-10-10")) == 0, settles);
        life_end(&l);
    }
}

static void test_a_missing_instalment_that_comes_counts_towards_its_letter(void **state) {
    (void)state;
    struct life l;
    live_to_quote(&l, LETTER_PLAN_BROKEN, 31800);
    life_pay(&l, 31800, on("2026-10-15"), "ocr-1");
    const struct letter_note *note = case_last_sent(&l.c, LETTER_PLAN_BROKEN);
    assert_int_equal(note->paid, note->quote);
    assert_false(waived(&l));
    life_pay(&l, life_open(&l, on("2026-10-15")) - 2500, on("2026-10-15"), "ocr-2");
    assert_false(waived(&l)); /* nor the rest, when nearly all has come */
    assert_int_equal(life_open(&l, on("2026-10-15")), 2500);
    life_end(&l);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_a_letter_that_asks_for_all_settles_the_case),
        cmocka_unit_test(test_a_missing_instalment_that_comes_counts_towards_its_letter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
