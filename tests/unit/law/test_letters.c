#include "unit/law/law_desk.h"

/* A lawful letter of the desk's case, composed on `today`. */
static struct letter compose(struct desk *k, struct arena *arena, const char *today,
                             enum letter_kind kind) {
    static const struct sender sender = {.name = {"Prøve Inkasso AS", 17},
                                         .phone = {"22 00 00 00", 11},
                                         .account = {"12345678903", 11}};
    struct letter_input in = {.kind = kind, .by = CHANNEL_LETTER, .days = 14,
                              .snapshot = desk_look(k, today), .sender = &sender,
                              .rate_bp = 1225};
    struct verdict why;
    struct status st = {0};
    assert_int_equal(law_letter_fee(law_builtin(), &k->snapshot, kind, &in.fee, &why, &st), 0);
    struct letter l;
    letter_compose(&in, arena, &l);
    return l;
}

static void assert_letter(struct desk *k, const struct letter *l, const char *expected) {
    struct verdict v;
    law_judge_letter(law_builtin(), &k->snapshot, l, &v);
    assert_verdict(v, expected);
}

static void test_law_judge_letter_allows_what_was_composed(void **state) {
    (void)state;
    struct desk k;
    struct arena arena;
    arena_init(&arena);
    desk_open(&k, "2026-09-01");
    struct letter l = compose(&k, &arena, "2026-09-15", LETTER_COLLECTION_NOTICE);
    assert_int_equal(l.fee, 3800);
    assert_int_equal(l.deadline, on("2026-09-29"));
    assert_letter(&k, &l, "allowed");
    l = compose(&k, &arena, "2026-09-14", LETTER_REMINDER); /* too early for a fee */
    assert_int_equal(l.fee, 0);
    assert_letter(&k, &l, "allowed");
    (void)desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2026-09-15", 14, 3800);
    l = compose(&k, &arena, "2026-09-30", LETTER_PAYMENT_DEMAND);
    assert_letter(&k, &l, "allowed");
    l = compose(&k, &arena, "2026-09-30", LETTER_RECEIPT);
    assert_letter(&k, &l, "allowed");
    arena_fini(&arena);
}

static void test_law_judge_letter_refuses_a_changed_letter(void **state) {
    (void)state;
    struct desk k;
    struct arena arena;
    arena_init(&arena);
    desk_open(&k, "2026-09-01");
    const struct letter whole = compose(&k, &arena, "2026-09-15", LETTER_COLLECTION_NOTICE);
#define CHANGED(change, expected)                                                                \
    do {                                                                                         \
        struct letter changed = whole;                                                           \
        changed.change;                                                                          \
        assert_letter(&k, &changed, expected);                                                   \
    } while (0)
    CHANGED(deadline -= 1, "short_deadline");
    CHANGED(deadline = DAY_NONE, "short_deadline");
    CHANGED(by = CHANNEL_SMS, "sms_alone");
    CHANGED(by = CHANNEL_MAILBOX, "allowed");
    CHANGED(objection.len = 0, "part_missing");
    CHANGED(consequence.len = 0, "part_missing");
    CHANGED(creditor_name.len = 0, "part_missing");
    CHANGED(kid.len = 0, "part_missing");
    CHANGED(to_name.len = 0, "part_missing");
    CHANGED(composed -= 1, "stale_quote");
    CHANGED(total += 1, "part_missing"); /* amounts that do not add up are no amounts */
    arena_fini(&arena);
}

/* A text of the agency's own that has no place for what must be said: it would not have loaded. */
static void test_law_judge_letter_refuses_a_template_that_lacks_a_part(void **state) {
    (void)state;
    struct desk k;
    struct arena arena;
    arena_init(&arena);
    desk_open(&k, "2026-09-01");
    const struct letter whole = compose(&k, &arena, "2026-09-15", LETTER_COLLECTION_NOTICE);
#define ALL_BUT "subject: Hei\n\n{creditor}\n{claims}\n{amounts}\n{payment}\n{consequence}\n{greeting}\n"
    struct letter l = whole;
    l.template = TEXT(ALL_BUT "{objection}\n");
    assert_letter(&k, &l, "allowed");
    l.template = TEXT(ALL_BUT);
    assert_letter(&k, &l, "part_missing");
    l.template = TEXT(ALL_BUT "{?invoice}\n{objection}\n{/invoice}\n");
    assert_letter(&k, &l, "part_missing");
    l.template = TEXT(ALL_BUT "{objection}\n{");
    assert_letter(&k, &l, "part_missing");
    arena_fini(&arena);
}

static void test_law_judge_letter_refuses_wrong_money(void **state) {
    (void)state;
    struct desk k;
    struct arena arena;
    arena_init(&arena);
    desk_open(&k, "2026-09-01");
    struct letter l = compose(&k, &arena, "2026-09-15", LETTER_REMINDER);
    l.fee += 100; /* one krone more than the law's fee, and it all adds up */
    l.lines[l.n_lines - 1].amount += 100;
    l.total += 100;
    assert_letter(&k, &l, "fee_unlawful");
    l = compose(&k, &arena, "2026-09-15", LETTER_REMINDER);
    l.lines[0].amount += 1;
    l.total += 1;
    assert_letter(&k, &l, "asks_too_much");
    l = compose(&k, &arena, "2026-09-15", LETTER_RECEIPT);
    l.total += 1;
    assert_letter(&k, &l, "sum_wrong");
    arena_fini(&arena);
}

static void test_law_judge_letter_looks_at_the_case_again(void **state) {
    (void)state;
    struct desk k;
    struct arena arena;
    arena_init(&arena);
    desk_open(&k, "2026-09-01");
    struct letter l = compose(&k, &arena, "2026-09-15", LETTER_COLLECTION_NOTICE);
    k.c.disputed_since = on("2026-09-15"); /* after the rule decided, before it was sent */
    (void)desk_look(&k, "2026-09-15");
    assert_letter(&k, &l, "open_objection");
    k.c.disputed_since = DAY_NONE;
    k.claims[0].open = 25000; /* a payment came in between */
    (void)desk_look(&k, "2026-09-15");
    assert_letter(&k, &l, "asks_too_much");
    k.debtor.died = on("2026-09-14");
    (void)desk_look(&k, "2026-09-15");
    assert_letter(&k, &l, "debtor_died");
    arena_fini(&arena);
}

/* Two demands were planned: the second would bear the costs a second time. */
static void test_law_judge_letter_lets_one_demand_go(void **state) {
    (void)state;
    struct desk k;
    struct arena arena;
    arena_init(&arena);
    desk_open(&k, "2026-09-01");
    (void)desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2026-09-15", 14, 0);
    struct letter_note *twin = desk_add_letter(&k, LETTER_PAYMENT_DEMAND, "2026-09-30", 14, 0);
    twin->sent = DAY_NONE;
    twin->state = LETTER_COMPOSED;
    struct letter l = compose(&k, &arena, "2026-09-30", LETTER_PAYMENT_DEMAND);
    assert_int_equal(l.fee, 30000);
    assert_letter(&k, &l, "allowed"); /* the very same letter, composed again */
    twin->key.bytes[0] = 1;
    assert_letter(&k, &l, "demand_lives");
    twin->state = LETTER_PLANNED;
    assert_letter(&k, &l, "allowed");
    l.lines[l.n_lines - 1].amount += 1; /* one øre over the cap */
    l.fee += 1;
    l.total += 1;
    assert_letter(&k, &l, "fee_unlawful");
    arena_fini(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_law_judge_letter_allows_what_was_composed),
        cmocka_unit_test(test_law_judge_letter_refuses_a_changed_letter),
        cmocka_unit_test(test_law_judge_letter_refuses_a_template_that_lacks_a_part),
        cmocka_unit_test(test_law_judge_letter_refuses_wrong_money),
        cmocka_unit_test(test_law_judge_letter_lets_one_demand_go),
        cmocka_unit_test(test_law_judge_letter_looks_at_the_case_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
