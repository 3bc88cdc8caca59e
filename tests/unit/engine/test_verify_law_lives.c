/* Lives with calls, messages, a merge and a court, held against the law again: nothing is found in
 * them, and each fault planted in a copy is. */
#include "unit/engine/plant.h"

#define KARIS "100000001" /* rung, and wrote */
#define OLAS  "100000002" /* took the claim of the next */
#define GONE  "100000003"
#define ANNES "100000004" /* before the board and the officer */
#define ANNE  TEXT("41819077302")

#define SAY(id, what_, ...)                                                                        \
    ((struct tell){.case_id = (id), .what = TEXT(what_), __VA_ARGS__})

static void live_until(struct house *h, const char *iso) {
    while (h->e.today < on(iso)) {
        char text[DAY_TEXT];
        house_day(h, day_format(h->e.today + 1, text));
        (void)house_send(h);
    }
}

static void say(struct house *h, struct tell t) {
    struct told told;
    OK(h, house_say(h, t, &told));
}

/* § 22 of 2026 is on while they come, so that each claim is a case of its own. */
static void come(struct house *h) {
    struct law newer = *h->e.law;
    struct law_switches acts = {0};
    const struct law *law = h->e.law;
    acts.of[NEW_22_MERGE].from = on("2026-01-01");
    newer.acts = &acts;
    h->e.law = &newer;
    (void)house_claim(h, "5001", KARI, 125000);
    (void)house_claim(h, "5002", OLA, 125000);
    (void)house_claim(h, "5003", OLA, 99900);
    (void)house_claim(h, "5004", ANNE, 250000);
    h->e.law = law;
    (void)house_send(h);
}

static void go_to_court(struct house *h, int64_t id) {
    live_until(h, "2026-07-08");
    say(h, SAY(id, "filed", .kind = TEXT("conciliation"), .amount = 207100,
               .reference = TEXT("26-1/FORL")));
    live_until(h, "2026-09-15");
    say(h, SAY(id, "filing-result", .reason = TEXT("judgment"), .amount = 274350));
    live_until(h, "2026-10-10");
    say(h, SAY(id, "filed", .kind = TEXT("enforcement"), .amount = 92800));
    live_until(h, "2026-11-20");
    say(h, SAY(id, "filing-result", .reason = TEXT("nothing_to_take"), .amount = 92800));
}

static int begin(void **state) {
    const int rc = house_begin(state);
    struct house *h = *state;
    come(h);
    live_until(h, "2026-04-09");
    say(h, SAY(FIRST_CASE, "contact", .reason = TEXT("rang"), .outcome = TEXT("no_answer")));
    live_until(h, "2026-04-11"); /* the notices have run out, and no demand has gone */
    say(h, SAY(FIRST_CASE + 1, "merge", .into = 0));
    live_until(h, "2026-05-04");
    say(h, SAY(FIRST_CASE, "message-in", .reason = TEXT("Hva er dette?"),
               .sender = TEXT("debtor")));
    live_until(h, "2026-05-06");
    say(h, SAY(FIRST_CASE, "answered", .reason = TEXT("Det er strøm for januar")));
    go_to_court(h, FIRST_CASE + 3);
    assert_int_equal(house_case(h, FIRST_CASE + 2)->merged_into, FIRST_CASE + 1);
    house_whole(h);
    engine_close(&h->e);
    return rc;
}

static int end(void **state) {
    struct house *h = *state;
    house_open(h, DB_READ);
    return house_end(state);
}

/* ---- what is planted ------------------------------------------------------------------------- */

#define REMINDED SENT("reminder")
#define CALLED KIND("called")
#define CALLED_ON(iso) "{\"kind\":\"called\",\"day\":\"" iso "\",\"word\":\"reached\"}"
#define RAISED(task) "{\"kind\":\"task_raised\",\"day\":\"2026-03-02\",\"word\":\"" task "\"}"
#define OPTS_OUT TOLD("contact_opt_out")
#define BY_STAGE(stage)                                                                            \
    "UPDATE steps SET body = json_set(body, '$.fact.stage', '" stage "') WHERE case_id = " KARIS  \
    " AND EXISTS (SELECT 1 FROM json_each(body, '$.events') e WHERE " KIND("person_changed") ");"
#define ASKED_TO_CALL "{\"kind\":\"call_asked\",\"day\":\"2026-03-02\",\"until\":\"2026-03-16\"}"
#define PLAN(parts) "{\"kind\":\"plan_agreed\",\"day\":\"2026-03-02\",\"days\":" parts "}"

#define KARIS_TOO                                                                                  \
    "UPDATE cases SET debtor = (SELECT debtor FROM cases WHERE id = " KARIS ")"                    \
    " WHERE id = " ANNES ";"

static const struct planted contacts[] = {
    {"two calls on a day", AFTER(KARIS, CALLED, CALLED_ON("2026-04-09")),
     "call of 2026-04-09: one of 2 within 1 days, and at most 1 may be (inkassoloven § 8)"},
    {"two calls that a supervisor was told of",
     AFTER(KARIS, CALLED, CALLED_ON("2026-04-09")) AFTER(KARIS, CALLED, RAISED("call_breach")), ""},
    {"five calls in seven days",
     AFTER(KARIS, CALLED, CALLED_ON("2026-04-10")) AFTER(KARIS, CALLED, CALLED_ON("2026-04-11"))
     AFTER(KARIS, CALLED, CALLED_ON("2026-04-13")) AFTER(KARIS, CALLED, CALLED_ON("2026-04-14")),
     ""},
    {"a sixth call in seven days, of another case of theirs",
     KARIS_TOO
     AFTER(KARIS, CALLED, CALLED_ON("2026-04-10")) AFTER(KARIS, CALLED, CALLED_ON("2026-04-11"))
     AFTER(KARIS, CALLED, CALLED_ON("2026-04-13")) AFTER(KARIS, CALLED, CALLED_ON("2026-04-14"))
     AFTER(ANNES, SENT("payment_demand"), CALLED_ON("2026-04-15")),
     "one of 6 within 7 days, and at most 5 may be"},
    {"a call on a Sunday", SET(KARIS, CALLED, "day", "'2026-04-12'"),
     "call of 2026-04-12: a Sunday or holiday"},
    {"a call on the first of May", SET(KARIS, CALLED, "day", "'2026-05-01'"),
     "call of 2026-05-01: a Sunday or holiday"},
    {"a call after the debtor wanted none", AFTER(KARIS, REMINDED, OPTS_OUT),
     "call of 2026-04-09: the debtor wanted no calls"},
    {"a call after the debtor wanted no messages",
     AFTER(KARIS, REMINDED, OPTS_OUT) BY_STAGE("electronic"), ""},
    {"a call that is asked for in an objection",
     AFTER(KARIS, CALLED, EVENT("dispute_opened")) AFTER(KARIS, CALLED, ASKED_TO_CALL),
     "a call was asked for while an objection was open (inkassoloven § 17)"},
    {"a call that is asked for and not wanted",
     AFTER(KARIS, REMINDED, OPTS_OUT) AFTER(KARIS, REMINDED, ASKED_TO_CALL),
     "a call was asked for, and the debtor wanted none"},
    {"a message after the debtor wanted none",
     AFTER(KARIS, REMINDED, OPTS_OUT) BY_STAGE("electronic")
     "UPDATE outbox SET channel = 'email' WHERE letter = 'payment_demand'",
     "went by email, and the debtor wanted no electronic messages (inkassoloven § 3 a)"},
};

/* A plan's confirmation that told by how much costs may rise. */
#define CONFIRMED(told)                                                                            \
    AFTER(KARIS, REMINDED, "{\"kind\":\"letter_composed\",\"letter\":\"plan_agreed\","             \
          "\"day\":\"2026-03-02\",\"key\":\"c\",\"told_ore\":" told "}")                           \
    AFTER(KARIS, REMINDED, "{\"kind\":\"letter_sent\",\"letter\":\"plan_agreed\","                 \
          "\"day\":\"2026-03-02\",\"key\":\"c\"}")

static const struct planted duties[] = {
    {"a message that nobody was told of",
     SET(KARIS, KIND("task_raised") OF("word", "message"), "word", "'other'"),
     "the debtor wrote, and nobody was told to answer within a week"},
    {"a message to be answered in eight days",
     SET(KARIS, KIND("answer_owed"), "until", "'2026-05-12'"),
     "the debtor wrote, and nobody was told to answer within a week"},
    {"a message that was never answered", SET(KARIS, KIND("answered"), "kind", "'noted'"),
     "the debtor has waited for an answer since 2026-05-04, and no supervisor was told"},
    {"a letter before a promised answer",
     AFTER(KARIS, REMINDED, "{\"kind\":\"letter_sent\",\"letter\":\"provisional_answer\","
                            "\"day\":\"2026-03-02\",\"until\":\"2026-12-31\",\"key\":\"p\"}"),
     "went out while an answer had been promised"},
    {"a letter after a rejection (2026)",
     AFTER(KARIS, REMINDED, EVENT("dispute_opened")) AFTER(KARIS, REMINDED, EVENT("dispute_closed"))
     AFTER(KARIS, REMINDED, RAISED("decide_or_drop")),
     "went out while a rejected objection stood (inkassoloven (2026) § 25)"},
    {"a letter after a rejection (1988)",
     AFTER(KARIS, REMINDED, EVENT("dispute_opened"))
     AFTER(KARIS, REMINDED, EVENT("dispute_closed")), ""},
    {"a letter while a creditor is silent (2026)",
     AFTER(KARIS, REMINDED, EVENT("creditor_asked"))
     AFTER(KARIS, REMINDED, RAISED("creditor_silent")),
     "went out while the creditor had not answered (inkassoloven (2026) § 24)"},
    {"costs after they were lost",
     AFTER(KARIS, REMINDED, "{\"kind\":\"costs_lost\",\"day\":\"2026-03-02\","
                            "\"word\":\"good_practice\"}"),
     "notice_fee: 3800 øre after costs were lost (good_practice, inkassoloven § 17)"},
    {"the agency's costs after it lost them",
     AFTER(KARIS, REMINDED, "{\"kind\":\"costs_lost\",\"day\":\"2026-03-02\",\"word\":\"demand\","
                            "\"owner\":\"agency\"}"),
     "light_costs: 22400 øre after costs were lost (demand, inkassoloven § 17)"},
    {"costs that came back by themselves", AFTER(KARIS, REMINDED, EVENT("costs_restored")),
     "lost costs are owed again, and nobody decided so"},
    {"money that was kept",
     "UPDATE steps SET body = json_set(body, '$.fact.kind', 'paid'), fact = 'paid' WHERE case_id = "
     KARIS " AND fact = 'contact';"
     AFTER(KARIS, CALLED, "{\"kind\":\"payment_allocated\",\"day\":\"2026-04-09\","
                          "\"amount_ore\":100,\"over_ore\":100}"),
     "100 øre too much came, and neither went back nor was anybody told"},
    {"a plan that was broken off unwarned",
     AFTER(KARIS, REMINDED, PLAN("3")) AFTER(KARIS, REMINDED, EVENT("plan_broken")),
     "a plan was broken off, and no letter about the missing instalment had run out"},
    {"heavy costs on a plan case",
     AFTER(KARIS, REMINDED, PLAN("3")) AFTER(KARIS, REMINDED, EVENT("plan_broken")),
     "heavy_costs: 30000 øre after a plan, and its confirmation told of 0"},
    {"heavy costs above what a confirmation told of",
     CONFIRMED("29999"), "heavy_costs: 30000 øre after a plan, and its confirmation told of 29999"},
    {"heavy costs that a confirmation told of", CONFIRMED("30000"), ""},
    {"an addition above what the plan told of",
     AFTER(KARIS, REMINDED, "{\"kind\":\"plan_agreed\",\"day\":\"2026-03-02\",\"days\":5,"
                            "\"uplift_ore\":29999}")
     SET(KARIS, CHARGED("heavy_costs"), "fee", "'plan_uplift'"),
     "plan_uplift: 30000 øre, and the plan told of 29999 (inkassoforskriften § 2-4)"},
};

#define FILED(what) KIND("filed") OF("filing", what)
static const struct planted filings[] = {
    {"a filing without a legal notice", SET(ANNES, SENT("legal_notice"), "letter", "'monitoring'"),
     "conciliation filed 2026-07-08: claim 1 had no legal notice whose fourteen days had passed"},
    {"a filing on the notice's last day",
     SET(ANNES, FILED("conciliation"), "day",
         DAY_OF(ANNES, COMPOSED("legal_notice"), "until")),
     "claim 1 had no legal notice whose fourteen days had passed (inkassoloven § 11)"},
    {"a filing on the day after it",
     SET(ANNES, FILED("conciliation"), "day",
         DAYS_FROM(DAY_OF(ANNES, COMPOSED("legal_notice"), "until"), "+1")), ""},
    {"a filing of what is disputed", AFTER(ANNES, REMINDED, EVENT("dispute_opened"))
     SET(ANNES, SENT("legal_notice"), "letter", "'closing'")
     SET(ANNES, SENT("enforcement_notice"), "letter", "'closing'"),
     "enforcement filed 2026-10-10: an objection was open (inkassoloven § 17)"},
    {"a filing while the board looks at a complaint",
     AFTER(ANNES, SENT("legal_notice"), "{\"kind\":\"dispute_opened\",\"day\":\"2026-06-15\","
                                        "\"word\":\"complaint\"}"),
     "conciliation filed 2026-07-08: an objection was open (inkassoloven § 17)"},
    {"a filing beside a plan", AFTER(ANNES, REMINDED, PLAN("3")),
     "conciliation filed 2026-07-08: instalments had been agreed (inkassoloven § 13)"},
    {"a filing on an old demand",
     SET(ANNES, SENT("payment_demand"), "day", "'2026-01-07'")
     SET(ANNES, COMPOSED("payment_demand"), "until", "'2026-01-21'"),
     "claim 1 had no payment demand of the last six months that was missed"},
    {"enforcement without its notice",
     SET(ANNES, SENT("enforcement_notice"), "letter", "'monitoring'"),
     "enforcement filed 2026-10-10: claim 1 had no enforcement notice"},
    {"enforcement on an old notice", SET(ANNES, FILED("enforcement"), "day", "'2027-11-20'"),
     "the notice for claim 1 was too old (tvangsfullbyrdelsesloven § 4-18)"},
    {"a consumer's bankruptcy", SET(ANNES, FILED("enforcement"), "filing", "'bankruptcy'"),
     "bankruptcy filed 2026-10-10: the debtor is no business (konkursloven § 63)"},
    {"a bankruptcy notice to a consumer",
     AFTER(ANNES, FILED("conciliation"), "{\"kind\":\"notice_served\",\"day\":\"2026-07-08\","
           "\"until\":\"2026-07-22\",\"letter\":\"bankruptcy_notice\",\"key\":\"b\"}"),
     "bankruptcy notice served 2026-07-08: the debtor is no business"},
    {"a bankruptcy notice without a demand",
     "UPDATE parties SET kind = 'business';"
     AFTER(ANNES, REMINDED, "{\"kind\":\"notice_served\",\"day\":\"2026-03-02\","
           "\"until\":\"2026-03-16\",\"letter\":\"bankruptcy_notice\",\"key\":\"b\"}"),
     "bankruptcy notice served 2026-03-02: claim 1 had no payment demand of four weeks before"},
    {"court costs that were not awarded",
     AFTER(ANNES, REMINDED, "{\"kind\":\"fee_charged\",\"day\":\"2026-03-02\","
                            "\"fee\":\"court_fee\",\"owner\":\"court\",\"amount_ore\":500}"),
     "court_fee: 500 øre of court costs, and nothing was awarded (inkassoloven § 21)"},
    {"court costs above the award",
     SET(ANNES, KIND("filing_ended") OF("outcome", "judgment"), "total_ore", "274349"),
     "274349 øre awarded, and not charged so"},
};

#define BUSINESS "UPDATE parties SET kind = 'business';"
static const struct planted others[] = {
    {"a notice that came back after a merge",
     "UPDATE steps SET body = json_insert(body, '$.events[#]', json_object('kind',"
     " 'letter_returned', 'day', '2026-04-09', 'key', " DAY_OF(
         GONE, SENT("collection_notice"), "key") ")) WHERE case_id = " OLAS
     " AND EXISTS (SELECT 1 FROM json_each(body, '$.events') e WHERE " KIND("merged") ")",
     "claim 2 had no collection notice, sent after it was due"},
    {"demands whose deadlines met",
     KARIS_TOO
     SET(KARIS, SENT("payment_demand"), "day",
         DAYS_FROM(DAY_OF(KARIS, SENT("payment_demand"), "day"), "-5"))
     SET(KARIS, CHARGED("light_costs"), "amount_ore", "40000"),
     "cases " KARIS " and " ANNES ": payment demands of"},
    {"a claim that was lost", SET(KARIS, ADDED, "claims[0].due", "'2023-02-27'"),
     "claim 1 was lost by time on 2026-02-27, and reminder of 2026-03-02 asks for it"},
    {"costs on a claim that was lost", SET(KARIS, ADDED, "claims[0].due", "'2023-02-27'"),
     "claim 1 was lost by time on 2026-02-27, and heavy_costs was charged"},
    {"a plan on a claim that was lost",
     SET(KARIS, ADDED, "claims[0].due", "'2023-02-27'") AFTER(KARIS, REMINDED, PLAN("3")),
     "claim 1 was lost by time on 2026-02-27, and instalments were agreed"},
    {"a filing of a claim that was lost", SET(ANNES, ADDED, "claims[0].due", "'2023-06-30'"),
     "claim 1 was lost by time on 2026-06-30, and it was filed (foreldelsesloven § 1)"},
    {"an acknowledgement that came too late",
     SET(KARIS, ADDED, "claims[0].due", "'2023-02-27'")
     AFTER(KARIS, ADDED, "{\"kind\":\"acknowledged\",\"day\":\"2026-02-28\"}"),
     "claim 1 was lost by time on 2026-02-27"},
    {"a sale that is no loan",
     SET(KARIS, ADDED, "claims[0].due", "'2022-09-15'")
     SET(KARIS, ADDED, "claims[0].basis", "'seller_credit'"),
     "claim 1 was lost by time on 2025-09-15"},
    {"old interest on a loan",
     SET(KARIS, ADDED, "claims[0].due", "'2022-09-15'")
     SET(KARIS, ADDED, "claims[0].basis", "'loan'"),
     "asks for interest of more than three years, and none has lapsed"},
    {"a rate that no setting allows", BUSINESS SET(KARIS, ADDED, "claims[0].rate_bp", "3201"),
     "claim 1: bears 3201 hundredths of a percent, far above the statutory rate"},
};

static void test_audit_law_finds_nothing_in_lawful_lives(void **state) {
    struct law_audit out;
    assert_string_equal(faults_after(*state, "", &out), "");
    assert_true(out.letters >= 12);
}

static void test_audit_law_finds_faults_of_contacts(void **state) { FIND(*state, contacts); }

static void test_audit_law_finds_faults_of_duties(void **state) { FIND(*state, duties); }

static void test_audit_law_finds_faults_of_filings(void **state) { FIND(*state, filings); }

static void test_audit_law_finds_other_faults(void **state) { FIND(*state, others); }

/* ---- no false alarm -------------------------------------------------------------------------- */

static void assert_not_said(struct house *h, const char *sql, const char *words) {
    struct law_audit out;
    const char *faults = faults_after(h, sql, &out);
    if (strstr(faults, words) != NULL) {
        fail_msg("\"%s\" is said, in:\n%s", words, faults);
    }
}

static void test_audit_law_takes_what_gave_a_claim_more_time(void **state) {
    struct house *h = *state;
    /* The last day, moved from a Sunday. */
    assert_not_said(h, SET(KARIS, ADDED, "claims[0].due", "'2023-03-01'"),
                    "reminder of 2026-03-02 asks for it");
    assert_not_said(h, SET(KARIS, ADDED, "claims[0].due", "'2023-02-27'")
        AFTER(KARIS, ADDED, "{\"kind\":\"acknowledged\",\"day\":\"2026-02-27\"}"), "lost by time");
    assert_not_said(h, SET(KARIS, ADDED, "claims[0].due", "'2023-02-27'")
        AFTER(KARIS, ADDED, "{\"kind\":\"limitation_noted\",\"day\":\"2026-02-01\","
              "\"until\":\"2028-02-01\",\"word\":\"agreed\"}"), "lost by time");
    assert_not_said(h, SET(KARIS, ADDED, "claims[0].due", "'2022-09-15'")
        SET(KARIS, ADDED, "claims[0].basis", "'loan'"), "lost by time");
    /* Filed on the last day, and pending since. */
    assert_not_said(h, SET(ANNES, ADDED, "claims[0].due", "'2023-07-10'"), "lost by time");
}

static void test_audit_law_takes_what_is_lawful_after_all(void **state) {
    struct house *h = *state;
    /* The addition was let go with the rest of what was owed. */
    assert_not_said(h, SET(KARIS, CHARGED("heavy_costs"), "fee", "'plan_uplift'")
        AFTER(KARIS, CHARGED("plan_uplift"), "{\"kind\":\"remainder_waived\","
              "\"day\":\"2026-09-01\",\"amount_ore\":30000,\"costs_agency_ore\":30000}")
        AFTER(KARIS, CHARGED("plan_uplift"), "{\"kind\":\"filed\",\"filing\":\"conciliation\","
              "\"day\":\"2026-09-01\"}"), "for instalments stand after a filing");
    assert_not_said(h, KARIS_TOO SET(KARIS, SENT("payment_demand"), "day", "'2026-04-01'")
        SET(KARIS, COMPOSED("payment_demand"), "until", "'2026-04-12'")
        SET(KARIS, CHARGED("light_costs"), "amount_ore", "40000"), "payment demands of");
    assert_not_said(h, AFTER(ANNES, SENT("legal_notice"),
        "{\"kind\":\"dispute_opened\",\"day\":\"2026-06-15\",\"word\":\"unclear\"}")
        AFTER(ANNES, KIND("filing_ended"), "{\"kind\":\"dispute_closed\",\"day\":\"2026-09-15\"}"),
        "conciliation filed");
    assert_not_said(h, BUSINESS SET(KARIS, ADDED, "claims[0].rate_bp", "3200"), "far above");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_audit_law_finds_nothing_in_lawful_lives),
        cmocka_unit_test(test_audit_law_finds_faults_of_contacts),
        cmocka_unit_test(test_audit_law_finds_faults_of_duties),
        cmocka_unit_test(test_audit_law_finds_faults_of_filings),
        cmocka_unit_test(test_audit_law_finds_other_faults),
        cmocka_unit_test(test_audit_law_takes_what_gave_a_claim_more_time),
        cmocka_unit_test(test_audit_law_takes_what_is_lawful_after_all),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
