/* Each provision that is judged, on both sides of its day, by each of the three references. */
#include "unit/law/newact_desk.h"

#include "law/addressees.h"
#include "law/duties.h"

#define ACT "2026-10-05" /* a Monday: the day of what is judged */
#define DUE "2026-03-02"
#define RECEIVED "2026-03-10"

/* The case of each provision, and whether the new rule answers it. */

static void open_case(struct desk *k, const struct new_law *n) {
    desk_open(k, DUE);
    k->c.opened = on(RECEIVED);
    k->law = &n->law;
}

static bool says(struct verdict v, const char *reason) { return text_is(v.reason, reason); }

static bool judge_hours(struct desk *k) { /* a Sunday, so the act's day is one before */
    return desk_judge(k, "2026-10-04",
                      (struct action){.kind = ACTION_SEND, .letter = LETTER_REMINDER,
                                      .by = CHANNEL_EMAIL, .days = 14}).kind ==
           VERDICT_NOT_BEFORE;
}

static bool judge_answers(struct desk *k) {
    return law_answer_days(k->law, desk_look(k, ACT), 14) == 7;
}

static bool judge_objection(struct desk *k) {
    ore fee;
    struct verdict why;
    struct status st = {0};
    k->c.rejected_since = on("2026-09-01");
    assert_int_equal(law_letter_fee(k->law, desk_look(k, ACT), LETTER_REMINDER, &fee, &why, &st),
                     STATUS_OK);
    return says(why, "rejected_cost");
}

static bool judge_notice(struct desk *k) {
    struct letter_note *theirs = desk_add_letter(k, LETTER_COLLECTION_NOTICE, ACT, 14, 0);
    theirs->stage_entry = 0;
    return says(desk_send(k, "2026-11-02", LETTER_PAYMENT_DEMAND), "notice_not_own");
}

static bool judge_demand(struct desk *k) {
    struct law_letter_terms terms;
    struct status st = {0};
    (void)desk_add_letter(k, LETTER_COLLECTION_NOTICE, "2026-03-16", 14, 0);
    assert_int_equal(law_letter_terms(k->law, desk_look(k, ACT), LETTER_PAYMENT_DEMAND, &terms,
                                      &st), STATUS_OK);
    return terms.by_2026;
}

static bool judge_merge(struct desk *k) {
    desk_add_claim(k, DUE);
    return says(desk_send(k, ACT, LETTER_COLLECTION_NOTICE), "notice_per_claim");
}

static bool judge_rejected(struct desk *k) {
    k->c.rejected_since = on(ACT);
    return says(desk_send(k, "2026-11-02", LETTER_REMINDER), "rejected");
}

static bool judge_payout(struct desk *k) {
    const struct law_moment m = {.act = on(ACT), .due = on(DUE), .received = on(RECEIVED)};
    return law_payout_last_day(k->law, &m) == on(ACT) + 14;
}

static bool judge_guardian(struct desk *k) {
    k->debtor.guardian = TEXT("Verge Eksempel");
    return addressee_of_letter(k->law, desk_look(k, ACT)) == ADDRESSED_WITH_GUARDIAN;
}

static const struct {
    enum provision provision;
    const char *act;
    bool (*is_newer)(struct desk *k);
} provisions[] = {
    {NEW_15_HOURS, "2026-10-04", judge_hours},  {NEW_17_ANSWERS, ACT, judge_answers},
    {NEW_18_OBJECTION, ACT, judge_objection},   {NEW_20_NOTICE, ACT, judge_notice},
    {NEW_21_DEMAND, ACT, judge_demand},         {NEW_22_MERGE, ACT, judge_merge},
    {NEW_25_REJECTED, ACT, judge_rejected},     {NEW_26_PAYOUT, ACT, judge_payout},
    {NEW_30_GUARDIAN, ACT, judge_guardian},
};

static void test_each_provision_begins_on_its_day_by_each_reference(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof provisions / sizeof provisions[0]; i++) {
        for (enum law_reference r = REFERENCE_ACT; r <= REFERENCE_RECEIVED; r++) {
            const day moment = on(r == REFERENCE_ACT   ? provisions[i].act
                                  : r == REFERENCE_DUE ? DUE
                                                       : RECEIVED);
            for (int later = 0; later <= 1; later++) {
                struct desk k;
                struct new_law n;
                new_law_open(&n);
                n.acts.of[provisions[i].provision] = (struct law_switch){moment + later, r};
                open_case(&k, &n);
                if (provisions[i].is_newer(&k) != (later == 0)) {
                    fail_msg("%s by %s, set %d days after its moment",
                             provision_words[provisions[i].provision].name,
                             words_name(&law_references, (int)r), later);
                }
            }
        }
    }
}

/* No provision answers for another. */
static void test_each_provision_has_its_own_switch(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof provisions / sizeof provisions[0]; i++) {
        struct desk k;
        struct new_law n;
        new_law_open(&n);
        for (int p = 0; p < PROVISIONS; p++) {
            n.acts.of[p].from = (enum provision)p == provisions[i].provision ? DAY_NONE : 1;
        }
        open_case(&k, &n);
        if (provisions[i].is_newer(&k)) {
            fail_msg("%s is off and answers", provision_words[provisions[i].provision].name);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_provision_begins_on_its_day_by_each_reference),
        cmocka_unit_test(test_each_provision_has_its_own_switch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
