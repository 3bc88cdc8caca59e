#include "unit/law/newact_desk.h"

#include <string.h>

#define SWITCHED "2026-09-15"

static const struct sender agency = {.name = {"Prøve Inkasso AS", 17},
                                     .address = {"Postboks 1", 10},
                                     .phone = {"22 00 00 00", 11},
                                     .account = {"12345678903", 11},
                                     .phone_hours = {"man-fre 09-15", 13}};

static void open_desk(struct desk *k, struct new_law *n) {
    desk_open(k, "2026-08-03");
    k->claims[0].claim.issued = on("2026-07-15");
    new_law_open(n);
    k->law = &n->law;
    new_law_switch(n, NEW_20_NOTICE, SWITCHED, 0);
    new_law_switch(n, NEW_21_DEMAND, SWITCHED, 0);
}

static struct law_letter_terms terms_of(struct desk *k, const char *today,
                                        enum letter_kind kind) {
    struct law_letter_terms terms;
    struct status st = {0};
    assert_int_equal(law_letter_terms(desk_law(k), desk_look(k, today), kind, &terms, &st), 0);
    return terms;
}

static const struct text electricity[] = {{"Strøm i august", 15}};

static struct letter compose_on(struct desk *k, struct arena *arena, const char *today,
                                enum letter_kind kind, struct law_letter_terms terms) {
    struct letter_input in = {.kind = kind, .by = CHANNEL_LETTER, .days = 14,
                              .snapshot = desk_look(k, today), .sender = &agency,
                              .rate_bp = 1225, .by_2026 = terms.by_2026,
                              .estimate = terms.estimate, .addressed = terms.addressed,
                              .descriptions = electricity};
    struct verdict why;
    struct status st = {0};
    struct letter l;
    assert_int_equal(law_letter_fee(desk_law(k), &k->snapshot, kind, &in.fee, &why, &st), 0);
    letter_compose(&in, arena, &l);
    return l;
}

static struct letter compose(struct desk *k, struct arena *arena, const char *today,
                             enum letter_kind kind) {
    return compose_on(k, arena, today, kind, terms_of(k, today, kind));
}

static struct verdict judge(struct desk *k, const struct letter *l) {
    struct verdict v;
    law_judge_letter(desk_law(k), &k->snapshot, l, &v);
    return v;
}

/* As one line, so that a sentence is found however it was wrapped. */
static void assert_body(const struct letter *l, const char *what, bool is_there) {
    struct buf out;
    buf_init(&out, 1 << 20);
    letter_body(l, &out);
    buf_add_char(&out, '\0');
    for (size_t i = 0; i < out.len; i++) {
        out.ptr[i] = out.ptr[i] == '\n' ? ' ' : out.ptr[i];
    }
    if ((strstr(out.ptr, what) != NULL) != is_there) {
        fail_msg("\"%s\" %s: %s", what, is_there ? "is missing" : "is there", out.ptr);
    }
    buf_fini(&out);
}

static void test_a_notice_of_the_new_act_says_all_it_must(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    struct arena arena;
    arena_init(&arena);
    open_desk(&k, &n);
    struct letter l = compose(&k, &arena, "2026-09-14", LETTER_COLLECTION_NOTICE);
    assert_verdict(judge(&k, &l), "allowed");
    assert_body(&l, "inkassoloven § 9", true);
    assert_int_equal(l.estimate.len, 0);
    l = compose(&k, &arena, SWITCHED, LETTER_COLLECTION_NOTICE);
    assert_verdict(judge(&k, &l), "allowed");
    assert_int_equal(l.fee, 4200);
    assert_body(&l, "inkassoloven § 20", true);
    assert_body(&l, "inkassoloven § 9", false);
    assert_body(&l, "datert 15.07.2026", true);
    assert_body(&l, "opptil 450,00 kroner", true); /* 0.6 of 750, as made up */
    assert_body(&l, "Er det vanskelig å betale", true);
    assert_body(&l, "klage til oss", true);
    assert_body(&l, "Finansklagenemnda", true);
    assert_body(&l, "Vi svarer på telefon 22 00 00 00: man-fre 09-15.", true);
    arena_fini(&arena);
}

static void test_a_demand_of_the_new_act_warns_of_no_court(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    struct arena arena;
    arena_init(&arena);
    open_desk(&k, &n);
    (void)desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2026-09-15", 14, 0);
    struct letter l = compose(&k, &arena, "2026-09-30", LETTER_PAYMENT_DEMAND);
    assert_verdict(judge(&k, &l), "allowed");
    assert_body(&l, "inkassoloven § 21", true);
    assert_body(&l, "rettslig", false);
    assert_body(&l, "forliksråd", false);
    assert_body(&l, "opptil 300,00 kroner", true); /* from 0.6 to 1.0 of 750 */
    k.law = NULL;
    l = compose(&k, &arena, "2026-09-30", LETTER_PAYMENT_DEMAND);
    assert_body(&l, "rettslig", true);
    arena_fini(&arena);
}

static void test_a_letter_that_lacks_what_is_new_is_refused(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    struct arena arena;
    arena_init(&arena);
    open_desk(&k, &n);
    const struct letter whole = compose(&k, &arena, SWITCHED, LETTER_COLLECTION_NOTICE);
#define CHANGED(change, expected)                                                                \
    do {                                                                                         \
        struct letter changed = whole;                                                           \
        changed.change;                                                                          \
        assert_verdict(judge(&k, &changed), expected);                                           \
    } while (0)
    CHANGED(estimate.len = 0, "new_part_missing");
    CHANGED(help.len = 0, "new_part_missing");
    CHANGED(board.len = 0, "new_part_missing");
    CHANGED(sender.phone_hours.len = 0, "new_part_missing");
    CHANGED(sender.phone.len = 0, "new_part_missing");
    CHANGED(objection.len = 0, "part_missing");
    k.claims[0].claim.issued = DAY_NONE; /* the creditor did not say when it was issued */
    const struct letter undated = compose(&k, &arena, SWITCHED, LETTER_COLLECTION_NOTICE);
    assert_verdict(judge(&k, &undated), "new_part_missing");
    k.law = NULL;
    const struct letter old = compose(&k, &arena, SWITCHED, LETTER_COLLECTION_NOTICE);
    assert_verdict(judge(&k, &old), "allowed");
    arena_fini(&arena);
}

/* No costs to come is said, too; costs that no table knows are not, and then no letter goes. */
static void test_the_estimate_is_always_said(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    struct arena arena;
    arena_init(&arena);
    open_desk(&k, &n);
    struct letter l = compose_on(&k, &arena, SWITCHED, LETTER_COLLECTION_NOTICE,
                                 (struct law_letter_terms){true, 0, ADDRESSED_AS_KNOWN, 0});
    assert_body(&l, "Vi regner ikke med at det kommer flere kostnader.", true);
    assert_verdict(judge(&k, &l), "allowed");
    l = compose_on(&k, &arena, SWITCHED, LETTER_COLLECTION_NOTICE,
                   (struct law_letter_terms){true, -1, ADDRESSED_AS_KNOWN, 0});
    assert_verdict(judge(&k, &l), "new_part_missing");
    arena_fini(&arena);
}

static void test_a_business_is_many(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    struct arena arena;
    arena_init(&arena);
    open_desk(&k, &n);
    k.debtor.kind = DEBTOR_BUSINESS;
    struct letter l = compose(&k, &arena, SWITCHED, LETTER_COLLECTION_NOTICE);
    assert_body(&l, "Mener dere at kravet er feil?", true);
    assert_body(&l, " du ", false);
    assert_body(&l, "opptil 675,00 kroner", true); /* half as much again */
    arena_fini(&arena);
}

static void test_a_letter_of_the_old_act_does_not_pass_under_the_new(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    struct arena arena;
    arena_init(&arena);
    open_desk(&k, &n);
    const struct letter l = compose_on(&k, &arena, SWITCHED, LETTER_COLLECTION_NOTICE,
                                       (struct law_letter_terms){false, 0, ADDRESSED_AS_KNOWN, 0});
    assert_verdict(judge(&k, &l), "new_part_missing");
    arena_fini(&arena);
}

static void test_law_letter_terms_are_for_notice_and_demand(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    open_desk(&k, &n);
    for (int kind = 1; kind < LETTER_KINDS; kind++) {
        const bool own = kind == LETTER_COLLECTION_NOTICE || kind == LETTER_PAYMENT_DEMAND;
        struct law_letter_terms terms = terms_of(&k, SWITCHED, (enum letter_kind)kind);
        assert_int_equal(terms.by_2026, own);
        assert_int_equal(terms.estimate > 0, own);
        terms = terms_of(&k, "2026-09-14", (enum letter_kind)kind);
        assert_false(terms.by_2026);
        assert_int_equal(terms.estimate, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_notice_of_the_new_act_says_all_it_must),
        cmocka_unit_test(test_a_demand_of_the_new_act_warns_of_no_court),
        cmocka_unit_test(test_a_letter_that_lacks_what_is_new_is_refused),
        cmocka_unit_test(test_the_estimate_is_always_said),
        cmocka_unit_test(test_a_business_is_many),
        cmocka_unit_test(test_a_letter_of_the_old_act_does_not_pass_under_the_new),
        cmocka_unit_test(test_law_letter_terms_are_for_notice_and_demand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
