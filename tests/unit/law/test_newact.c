#include "unit/law/newact_desk.h"

#include "law/addressees.h"

#include <string.h>

/* ---- §§ 20, 21: the way to a demand ----------------------------------------------------------- */

/* A claim due on Tuesday 1 September 2026, and the creditor's own notice about it. */
static struct letter_note *open_noticed_by_creditor(struct desk *k, const char *sent) {
    desk_open(k, "2026-09-01");
    struct letter_note *theirs = desk_add_letter(k, LETTER_COLLECTION_NOTICE, sent, 14, 0);
    theirs->stage_entry = 0;
    theirs->claim = 1;
    theirs->quote = 0;
    return theirs;
}

/* By the act's own day the notice keeps the rule of the day it was sent; by the claim's due day or
 * the case's receipt the whole way follows one rule. */
static void test_only_the_agencys_own_notice_opens_the_way(void **state) {
    (void)state;
    static const struct {
        enum law_reference reference;
        const char *from;
        bool newer;
    } rows[] = {
        {REFERENCE_ACT, "2026-09-16", false},      {REFERENCE_ACT, "2026-09-15", true},
        {REFERENCE_DUE, "2026-09-02", false},      {REFERENCE_DUE, "2026-09-01", true},
        {REFERENCE_RECEIVED, "2026-09-11", false}, {REFERENCE_RECEIVED, "2026-09-10", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct desk k;
        struct new_law n;
        (void)open_noticed_by_creditor(&k, "2026-09-15");
        k.c.opened = on("2026-09-10");
        new_law_open(&n);
        k.law = &n.law;
        assert_verdict(desk_send(&k, "2026-12-01", LETTER_PAYMENT_DEMAND), "allowed");
        new_law_switch(&n, NEW_20_NOTICE, rows[i].from, rows[i].reference);
        assert_verdict(desk_send(&k, "2026-12-01", LETTER_PAYMENT_DEMAND),
                       rows[i].newer ? "notice_not_own" : "allowed");
        (void)desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2026-10-05", 14, 0);
        assert_verdict(desk_send(&k, "2026-12-01", LETTER_PAYMENT_DEMAND), "allowed");
    }
}

static void test_the_act_that_answers_is_cited(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    desk_open(&k, "2026-09-01");
    new_law_open(&n);
    k.law = &n.law;
    new_law_switch(&n, NEW_20_NOTICE, "2026-11-01", 0);
    assert_verdict(desk_send(&k, "2026-10-31", LETTER_PAYMENT_DEMAND), "no_notice");
    assert_newer(desk_send(&k, "2026-11-01", LETTER_PAYMENT_DEMAND), "no_notice",
                 "inkassoloven (2026) § 20");
    (void)desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2026-11-02", 14, 0);
    assert_newer(desk_send(&k, "2026-11-16", LETTER_PAYMENT_DEMAND), "notice_period 2026-11-17",
                 "inkassoloven (2026) § 20");
    assert_verdict(desk_send(&k, "2026-11-17", LETTER_PAYMENT_DEMAND), "allowed");
}

/* The demand of law_desk.h was sent on 31 March 2026: under the act of 1988 it is spent after
 * 30 September. */
static void test_a_demand_of_the_new_act_does_not_grow_too_old(void **state) {
    (void)state;
    static const struct {
        enum law_reference reference;
        const char *from;
        bool newer;
    } rows[] = {
        {REFERENCE_ACT, "2026-04-01", false},      {REFERENCE_ACT, "2026-03-31", true},
        {REFERENCE_DUE, "2026-03-03", false},      {REFERENCE_DUE, "2026-03-02", true},
        {REFERENCE_RECEIVED, "2026-03-03", false}, {REFERENCE_RECEIVED, "2026-03-02", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct desk k;
        struct new_law n;
        const bool newer = rows[i].newer;
        (void)desk_open_demanded(&k);
        new_law_open(&n);
        k.law = &n.law;
        new_law_switch(&n, NEW_21_DEMAND, rows[i].from, rows[i].reference);
        assert_verdict(desk_send(&k, "2026-09-30", LETTER_LEGAL_NOTICE), "allowed");
        assert_verdict(desk_send(&k, "2026-10-01", LETTER_LEGAL_NOTICE),
                       newer ? "allowed" : "demand_spent");
        struct verdict again = desk_send(&k, "2026-10-01", LETTER_PAYMENT_DEMAND);
        if (newer) {
            assert_newer(again, "demand_lives", "inkassoloven (2026) § 21");
        } else {
            assert_verdict(again, "allowed");
        }
    }
}

/* What the notice may cost is the regulation's, from the day the switch says. */
static void test_the_notices_fee_comes_from_its_slot(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    desk_open(&k, "2026-09-01");
    new_law_open(&n);
    k.law = &n.law;
    new_law_switch(&n, NEW_20_NOTICE, "2026-10-01", 0);
    assert_fee(&k, "2026-09-30", LETTER_COLLECTION_NOTICE, "38,00");
    assert_fee(&k, "2026-10-01", LETTER_COLLECTION_NOTICE, "42,00");
    assert_fee(&k, "2026-10-01", LETTER_REMINDER, "38,00");
}

/* ---- §§ 18, 25: a rejected objection ----------------------------------------------------------- */

static void test_nothing_is_asked_after_a_rejected_objection(void **state) {
    (void)state;
    static const enum letter_kind asking[] = {LETTER_REMINDER, LETTER_COLLECTION_NOTICE,
                                              LETTER_PAYMENT_DEMAND, LETTER_ENFORCEMENT_NOTICE};
    struct desk k;
    struct new_law n;
    desk_open(&k, "2026-09-01");
    (void)desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2026-09-15", 14, 0);
    k.c.rejected_since = on("2026-11-01");
    k.c.n_disputes = 1;
    new_law_open(&n);
    k.law = &n.law;
    for (size_t i = 0; i < sizeof asking / sizeof asking[0]; i++) {
        new_law_switch(&n, NEW_25_REJECTED, "2026-11-02", 0); /* rejected under the old rule */
        assert_verdict(desk_send(&k, "2026-12-01", asking[i]), "allowed");
        new_law_switch(&n, NEW_25_REJECTED, "2026-11-01", 0);
        assert_verdict(desk_send(&k, "2026-12-01", asking[i]), "rejected");
        k.c.judged = on("2026-11-20");
        assert_verdict(desk_send(&k, "2026-12-01", asking[i]), "allowed");
        k.c.judged = on("2026-10-20"); /* about something else, before */
        assert_verdict(desk_send(&k, "2026-12-01", asking[i]), "rejected");
        k.c.judged = DAY_NONE;
    }
    assert_verdict(desk_send(&k, "2026-12-01", LETTER_DISPUTE_ANSWER), "allowed");
}

static void test_no_costs_after_a_rejected_objection(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    (void)desk_open_demanded(&k);
    new_law_open(&n);
    k.law = &n.law;
    k.c.rejected_since = on("2026-05-01"); /* heavy from the 30th: its clock began anew */
    new_law_switch(&n, NEW_18_OBJECTION, "2026-06-02", 0);
    assert_charge(&k, "2026-06-01", FEE_HEAVY, "600,00");
    assert_charge(&k, "2026-06-02", FEE_HEAVY, "rejected_cost");
    k.c.rejected_since = DAY_NONE; /* withdrawn */
    assert_charge(&k, "2026-05-16", FEE_HEAVY, "600,00");
    desk_open(&k, "2026-09-01");
    k.law = &n.law;
    k.c.rejected_since = on("2026-09-10");
    assert_fee(&k, "2026-09-15", LETTER_REMINDER, "rejected_cost");
    k.law = NULL;
    assert_fee(&k, "2026-09-15", LETTER_REMINDER, "38,00");
}

static void test_an_open_objection_is_cited_by_its_act(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    desk_open(&k, "2026-09-01");
    k.c.disputed_since = on("2026-09-10");
    new_law_open(&n);
    k.law = &n.law;
    new_law_switch(&n, NEW_25_REJECTED, "2026-10-01", 0);
    assert_verdict(desk_send(&k, "2026-09-30", LETTER_REMINDER), "open_objection");
    assert_newer(desk_send(&k, "2026-10-01", LETTER_REMINDER), "open_objection",
                 "inkassoloven (2026) § 24");
}

/* ---- § 15: days of contact --------------------------------------------------------------------- */

static struct verdict send_by(struct desk *k, const char *today, enum letter_kind kind,
                              enum channel by) {
    return desk_judge(k, today,
                      (struct action){.kind = ACTION_SEND, .letter = kind, .by = by, .days = 14});
}

static void test_electronic_messages_wait_for_a_day_of_contact(void **state) {
    (void)state;
    static const enum channel electronic[] = {CHANNEL_EMAIL, CHANNEL_MAILBOX, CHANNEL_PORTAL};
    struct desk k;
    struct new_law n;
    desk_open(&k, "2026-09-01");
    new_law_open(&n);
    k.law = &n.law;
    new_law_switch(&n, NEW_15_HOURS, "2026-10-01", 0);
    for (size_t i = 0; i < sizeof electronic / sizeof electronic[0]; i++) {
        /* Sundays; a Saturday; Christmas Eve, with three days after it. */
        assert_verdict(send_by(&k, "2026-09-27", LETTER_REMINDER, electronic[i]), "allowed");
        assert_verdict(send_by(&k, "2026-10-04", LETTER_REMINDER, electronic[i]),
                       "contact_day 2026-10-05");
        assert_verdict(send_by(&k, "2026-10-03", LETTER_REMINDER, electronic[i]), "allowed");
        assert_verdict(send_by(&k, "2026-12-24", LETTER_REMINDER, electronic[i]),
                       "contact_day 2026-12-28");
    }
    assert_verdict(send_by(&k, "2026-10-04", LETTER_RECEIPT, CHANNEL_SMS),
                   "contact_day 2026-10-05");
    assert_verdict(send_by(&k, "2026-10-04", LETTER_REMINDER, CHANNEL_LETTER), "allowed");
    assert_verdict(send_by(&k, "2026-10-04", LETTER_REMINDER, 0), "allowed");
    assert_verdict(send_by(&k, "2026-10-04", LETTER_CREDITOR_QUESTION, CHANNEL_EMAIL), "allowed");
}

/* ---- §§ 22, 30 --------------------------------------------------------------------------------- */

static void test_each_claim_has_a_notice_of_its_own(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    desk_open(&k, "2026-09-01");
    new_law_open(&n);
    k.law = &n.law;
    new_law_switch(&n, NEW_22_MERGE, "2026-10-01", 0);
    assert_verdict(desk_send(&k, "2026-10-02", LETTER_COLLECTION_NOTICE), "allowed");
    desk_add_claim(&k, "2026-09-02");
    assert_verdict(desk_send(&k, "2026-09-30", LETTER_COLLECTION_NOTICE), "allowed");
    assert_verdict(desk_send(&k, "2026-10-01", LETTER_COLLECTION_NOTICE),
                   "person: notice_per_claim");
    assert_verdict(desk_send(&k, "2026-10-01", LETTER_REMINDER), "allowed");
}

/* § 22: the joint demand waits until the last of the notices has run out, as it does in 1988. */
static void test_the_joint_demand_waits_for_every_notice(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    desk_open(&k, "2026-09-01");
    desk_add_claim(&k, "2026-09-02");
    for (int32_t claim = 1; claim <= 2; claim++) {
        desk_add_letter(&k, LETTER_COLLECTION_NOTICE, claim == 1 ? "2026-10-01" : "2026-10-08",
                        14, 0)->claim = claim;
    }
    new_law_open(&n);
    k.law = &n.law;
    new_law_switch(&n, NEW_22_MERGE, "2026-10-01", 0);
    assert_verdict(desk_send(&k, "2026-10-22", LETTER_PAYMENT_DEMAND), "notice_period 2026-10-23");
    assert_verdict(desk_send(&k, "2026-10-23", LETTER_PAYMENT_DEMAND), "allowed");
}

static void test_every_letter_goes_to_debtor_and_guardian(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    desk_open(&k, "2026-09-01");
    k.debtor.guardian = TEXT("Verge Eksempel, Åsgata 2");
    new_law_open(&n);
    k.law = &n.law;
    new_law_switch(&n, NEW_30_GUARDIAN, "2026-10-01", 0);
    assert_verdict(desk_send(&k, "2026-09-30", LETTER_RECEIPT), "allowed");
    assert_verdict(desk_send(&k, "2026-09-30", LETTER_REMINDER), "person: guardian");
    assert_verdict(desk_send(&k, "2026-10-01", LETTER_RECEIPT), "allowed");
    assert_verdict(desk_send(&k, "2026-10-01", LETTER_REMINDER), "allowed");
    assert_int_equal(addressee_of_letter(&n.law, desk_look(&k, "2026-09-30")), ADDRESSED_AS_KNOWN);
    assert_int_equal(addressee_of_letter(&n.law, desk_look(&k, "2026-10-01")),
                     ADDRESSED_WITH_GUARDIAN);
    assert_verdict(desk_send(&k, "2026-10-01", LETTER_CREDITOR_QUESTION), "allowed");
}

/* ---- unset switches change nothing ------------------------------------------------------------- */

static uint32_t next(uint32_t *seed, uint32_t below) {
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

static void make_any_case(struct desk *k, uint32_t *seed) {
    static const char *const sent[] = {"2026-01-15", "2026-03-16", "2026-05-04", "2026-09-15"};
    desk_open(k, next(seed, 2) ? "2026-01-02" : "2026-08-29");
    if (next(seed, 2)) {
        desk_add_claim(k, "2026-09-01");
    }
    for (uint32_t i = next(seed, 4); i > 0; i--) {
        struct letter_note *l = desk_add_letter(
            k, (enum letter_kind)(LETTER_REMINDER + next(seed, 4)), sent[next(seed, 4)],
            (int32_t)(13 + next(seed, 3)), next(seed, 2) ? 3800 : 0);
        l->stage_entry = (int32_t)next(seed, 2);
    }
    k->c.disputed_since = next(seed, 5) == 0 ? on("2026-09-20") : DAY_NONE;
    k->c.rejected_since = next(seed, 2) ? on("2026-08-20") : DAY_NONE;
    k->c.held_since = next(seed, 6) == 0 ? on("2026-09-20") : DAY_NONE;
    k->debtor.kind = next(seed, 2) ? DEBTOR_CONSUMER : DEBTOR_BUSINESS;
    k->debtor.guardian = next(seed, 4) == 0 ? TEXT("Verge Eksempel") : (struct text){NULL, 0};
}

static void assert_same(const struct verdict *a, const struct verdict *b) {
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->not_before, b->not_before);
    assert_true(text_eq(a->reason, b->reason));
    assert_true(text_eq(a->paragraph, b->paragraph));
}

static void test_unset_switches_change_nothing(void **state) {
    (void)state;
    static const char *const days[] = {"2026-02-01", "2026-04-05", "2026-10-04", "2026-12-24"};
    uint32_t seed = 2026, n_allowed = 0;
    struct new_law n;
    new_law_open(&n);
    for (int round = 0; round < 2000; round++) {
        struct desk k;
        struct verdict with, without;
        make_any_case(&k, &seed);
        const char *today = days[next(&seed, 4)];
        const struct action action = {
            .kind = next(&seed, 4) ? ACTION_SEND : ACTION_CHARGE,
            .letter = (enum letter_kind)(1 + next(&seed, LETTER_KINDS - 1)),
            .by = (enum channel)next(&seed, CHANNEL_PORTAL + 1),
            .days = (int32_t)(13 + next(&seed, 3)),
            .fee = (enum fee_kind)(1 + next(&seed, FEE_TAKEN_OVER))};
        without = desk_judge(&k, today, action);
        k.law = &n.law;
        with = desk_judge(&k, today, action);
        assert_same(&with, &without);
        assert_null(strstr(with.paragraph.len > 0 ? with.paragraph.ptr : "", "2026)"));
        n_allowed += with.kind == VERDICT_ALLOWED;
    }
    assert_true(n_allowed > 100 && n_allowed < 1900);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_the_agencys_own_notice_opens_the_way),
        cmocka_unit_test(test_the_act_that_answers_is_cited),
        cmocka_unit_test(test_a_demand_of_the_new_act_does_not_grow_too_old),
        cmocka_unit_test(test_the_notices_fee_comes_from_its_slot),
        cmocka_unit_test(test_nothing_is_asked_after_a_rejected_objection),
        cmocka_unit_test(test_no_costs_after_a_rejected_objection),
        cmocka_unit_test(test_an_open_objection_is_cited_by_its_act),
        cmocka_unit_test(test_electronic_messages_wait_for_a_day_of_contact),
        cmocka_unit_test(test_each_claim_has_a_notice_of_its_own),
        cmocka_unit_test(test_the_joint_demand_waits_for_every_notice),
        cmocka_unit_test(test_every_letter_goes_to_debtor_and_guardian),
        cmocka_unit_test(test_unset_switches_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
