/* test_filing.c - the life of a claim before the board, the officer and the court: what a person is
 * asked for, what they tell, and what the book shows of it. */
#include "unit/engine/house.h"

#include "store/documents.h"

/* Every day with its letters, until the last one. */
static void live(struct house *h, const char *last) {
    for (day d = h->e.today + 1; d <= on(last); d++) {
        char iso[DAY_TEXT];
        house_day(h, day_format(d, iso));
        (void)house_send(h);
    }
}

static uint32_t papers_of(struct house *h, int64_t id, struct document_row *last) {
    struct document_row *rows;
    uint32_t n = 0, papers = 0;
    OK(h, documents_of_case(h->e.db, id, &h->arena, &rows, &n, &h->st));
    for (uint32_t i = 0; i < n; i++) {
        if (text_is(rows[i].what, "filing")) {
            *last = rows[i];
            papers++;
        }
    }
    return papers;
}

#define FILED(id_, ...)                                                                            \
    ((struct tell){.case_id = (id_), .what = TEXT("filed"), __VA_ARGS__})
#define BOARD .kind = TEXT("conciliation")
#define RESULT(id_, ...)                                                                           \
    ((struct tell){.case_id = (id_), .what = TEXT("filing-result"), __VA_ARGS__})

static void test_a_claim_lives_through_the_board_and_the_officer(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 250000);
    struct document_row paper;
    struct told told;
    struct text bytes;
    live(h, "2026-06-30");
    assert_text(house_case(h, id)->stage, "court");
    assert_int_equal(house_case(h, id)->filing_asked.kind, FILING_CONCILIATION);
    assert_true(house_task(h, id, "file_conciliation"));
    assert_int_equal(papers_of(h, id, &paper), 1);
    assert_true(hash_eq(&paper.hash, &house_case(h, id)->filing_asked.paper));
    OK(h, documents_read(h->documents, &paper.hash, &h->arena, &bytes, &h->st));
    const char *json = arena_cstr(&h->arena, bytes);
    assert_non_null(strstr(json, "\"kind\":\"conciliation\""));
    assert_non_null(strstr(json, "\"debtor_identity\":\"31856397214\""));
    assert_non_null(strstr(json, "\"court_fee_ore\":207100"));
    assert_non_null(strstr(json, "\"what\":\"payment_demand\""));

    live(h, "2026-07-10"); /* nothing is asked for again */
    assert_int_equal(papers_of(h, id, &paper), 1);
    OK(h, house_say(h, FILED(id, BOARD, .amount = 207100, .on = on("2026-07-08"),
        .reference = TEXT("26-1/FORL")), &told));
    assert_false(house_task(h, id, "file_conciliation"));
    assert_int_equal(house_balance(h, id, ACCOUNT_COURT_ADVANCED), 207100);
    FAILS(h, STATUS_REFUSED, "pending already", house_say(h, FILED(id, BOARD), &told));

    live(h, "2026-09-15");
    assert_text(house_case(h, id)->stage, "court");
    FAILS(h, STATUS_REFUSED, "tvisteloven § 6-13",
          house_say(h, RESULT(id, .reason = TEXT("judgment"), .amount = 300000), &told));
    OK(h, house_say(h, RESULT(id, .reason = TEXT("judgment"), .amount = 207100 + 67250), &told));
    assert_int_equal(house_case(h, id)->judged, h->e.today);
    assert_int_equal(house_balance(h, id, ACCOUNT_COURT_ADVANCED), 0);
    assert_int_equal(house_balance(h, id, ACCOUNT_COSTS_COURT), 274350);
    assert_text(house_case(h, id)->stage, "enforcement");

    live(h, "2026-10-10");
    assert_int_equal(house_case(h, id)->filing_asked.kind, FILING_ENFORCEMENT);
    assert_true(house_task(h, id, "file_enforcement"));
    assert_int_equal(papers_of(h, id, &paper), 2);
    OK(h, house_say(h, FILED(id, .kind = TEXT("enforcement"), .amount = 92800), &told));
    live(h, "2026-11-20");
    OK(h, house_say(h, RESULT(id, .reason = TEXT("nothing_to_take"), .amount = 92800), &told));
    assert_text(house_case(h, id)->stage, "monitoring");
    assert_int_equal(house_case(h, id)->n_filings, 2);
    assert_false(house_case(h, id)->filings[1].by_invoice);
    house_whole(h);

    const ore open = house_view(h, id)->snapshot.open;
    assert_int_equal(house_take(h, a_payment("p1", kid_of(h, id), open, h->e.today)), TAKEN_NEW);
    assert_false(case_is_open(house_case(h, id)));
    assert_int_equal(house_balance(h, id, ACCOUNT_COSTS_COURT), 0);
    assert_int_equal(house_balance(h, id, ACCOUNT_COLLECTABLE), 0);
    house_whole(h);
}

/* Rules of three letters, and the addition for instalments. */
static const char three_letters[] =
    "local W = workflow { id = 'test', api = 1 }\n"
    "function W.start (c) return 'notice' end\n"
    "local function stage (name, letter, after)\n"
    "  W.stage (name) { label = name,\n"
    "    enter = function (c) return { send { letter = letter, days = 14 },"
    "      look_again { after_deadline = 6 } } end,\n"
    "    decide = function (c)\n"
    "      if c.settled then return { close 'paid' } end\n"
    "      if c.plan.active then return { charge 'plan_uplift' } end\n"
    "      if c.deadline_missed then return { after(c) } end\n"
    "      return {}\n"
    "    end }\n"
    "end\n"
    "stage('notice', 'collection_notice', function (c) return move 'demand' end)\n"
    "stage('demand', 'payment_demand', function (c) return move 'legal' end)\n"
    "stage('legal', 'legal_notice', function (c)\n"
    "  if not c.judged then return file 'conciliation' end\n"
    "  return c.enforcement_notices_sent == 0 and send { letter = 'enforcement_notice', days = 14 } end)\n"
    "W.level 'normal' { label = 'Normal' }\n"
    "return W\n";

static const struct cost *uplift_of(struct house *h, int64_t id) {
    const struct krav_case *c = house_case(h, id);
    for (uint32_t i = 0; i < c->n_costs; i++) {
        if (c->costs[i].fee == FEE_PLAN_UPLIFT) {
            return &c->costs[i];
        }
    }
    return NULL;
}

static void test_the_addition_for_instalments_goes_when_the_case_goes_to_court(void **state) {
    struct house *h = *state;
    struct told told;
    house_rules(h, three_letters);
    const int64_t id = house_claim(h, "5001", KARI, 1250000);
    (void)house_send(h);
    live(h, "2026-05-20");
    assert_int_equal(house_case(h, id)->filing_asked.kind, FILING_CONCILIATION);
    OK(h, house_say(h, (struct tell){.case_id = id, .what = TEXT("plan"), .parts = 5,
        .first = on("2026-06-15"), .uplift = true}, &told));
    live(h, "2026-06-01");
    assert_int_equal(uplift_of(h, id)->amount, 112500);
    FAILS(h, STATUS_REFUSED, "plan", house_say(h, FILED(id, BOARD), &told));
    assert_int_equal(house_take(h, a_payment("p1", kid_of(h, id), 400000, h->e.today)), TAKEN_NEW);
    assert_int_equal(uplift_of(h, id)->paid, 112500);
    const ore open = house_view(h, id)->snapshot.open;
    OK(h, house_tell(h, id, "end-plan", ""));
    OK(h, house_say(h, FILED(id, BOARD, .amount = 207100), &told));
    assert_int_equal(uplift_of(h, id)->paid, 0);
    assert_int_equal(uplift_of(h, id)->waived, 112500);
    assert_int_equal(house_view(h, id)->snapshot.open, open - 112500); /* the debtor owes less */
    assert_int_equal(house_balance(h, id, ACCOUNT_CLIENT_BANK), 400000);
    assert_true(house_task(h, id, "uplift_filed"));
    house_whole(h);
}

static void test_dry_run_and_refusals_leave_nothing(void **state) {
    struct house *h = *state;
    struct told told;
    house_rules(h, three_letters);
    const int64_t id = house_claim(h, "5001", KARI, 250000);
    (void)house_send(h);
    const int64_t head = h->e.head.id;
    FAILS(h, STATUS_REFUSED, "§§ 10, 11", house_say(h, FILED(id, BOARD), &told));
    FAILS(h, STATUS_INVALID, "future",
          house_say(h, FILED(id, BOARD, .on = on("2026-04-01")), &told));
    FAILS(h, STATUS_REFUSED, "no such filing",
          house_say(h, RESULT(id, .reason = TEXT("nothing_to_take")), &told));
    assert_int_equal(h->e.head.id, head);
    live(h, "2026-05-20");
    const int64_t then = h->e.head.id;
    OK(h, house_say(h, FILED(id, BOARD, .dry_run = true), &told));
    assert_int_equal(h->e.head.id, then);
    assert_int_equal(house_case(h, id)->n_filings, 0);
    house_whole(h);
}

static void test_a_filing_that_failed_leaves_a_task_and_the_costs_to_the_creditor(void **state) {
    struct house *h = *state;
    struct told told;
    house_rules(h, three_letters);
    const int64_t id = house_claim(h, "5001", KARI, 250000);
    (void)house_send(h);
    live(h, "2026-05-20");
    OK(h, house_say(h, FILED(id, BOARD, .amount = 207100), &told));
    OK(h, house_say(h, RESULT(id, .reason = TEXT("withdrawn"), BOARD), &told));
    assert_true(house_task(h, id, "filing_failed"));
    assert_int_equal(house_balance(h, id, ACCOUNT_CREDITOR_OWES), 207100);
    assert_int_equal(house_balance(h, id, ACCOUNT_COSTS_COURT), 0);
    OK(h, house_say(h, FILED(id, BOARD), &told)); /* anew, while the demand lives */
    OK(h, house_say(h, RESULT(id, .reason = TEXT("denied")), &told));
    assert_true(house_task(h, id, "filing_denied"));
    assert_true(house_case(h, id)->held_since != DAY_NONE);
    house_whole(h);
}

static void test_a_deduction_is_reported_once_a_year_under_the_newer_rules(void **state) {
    struct house *h = *state;
    struct told told;
    house_rules(h, three_letters);
    const int64_t id = house_claim(h, "5001", KARI, 250000);
    (void)house_send(h);
    OK(h, house_say(h, (struct tell){.case_id = id, .what = TEXT("newer-enforcement")}, &told));
    live(h, "2026-05-20");
    OK(h, house_say(h, RESULT(id, .reason = TEXT("judgment")), &told)); /* of another filing */
    (void)house_send(h);
    live(h, "2026-06-20");
    OK(h, house_say(h, FILED(id, .kind = TEXT("enforcement")), &told));
    OK(h, house_say(h, RESULT(id, .reason = TEXT("wage_deduction")), &told));
    assert_int_equal(house_agenda(h, id, AGENDA_DEDUCTION), on("2027-06-20"));
    assert_int_equal(house_take(h, a_payment("p1", kid_of(h, id), 1000, h->e.today)), TAKEN_NEW);
    house_day(h, "2026-07-06");
    assert_int_equal(house_take(h, a_payment("p2", kid_of(h, id), 1000, h->e.today)), TAKEN_NEW);
    assert_int_equal(house_agenda(h, id, AGENDA_DEDUCTION), on("2027-07-06"));
    OK(h, house_say(h, RESULT(id, .reason = TEXT("deduction_ended")), &told));
    assert_int_equal(house_agenda(h, id, AGENDA_DEDUCTION), DAY_NONE);
    house_whole(h);
}

static void test_a_bankruptcy_is_petitioned_after_a_served_notice(void **state) {
    struct house *h = *state;
    struct told told;
    house_rules(h, three_letters);
    struct incoming in = a_claim("5001", BAKKEN, 5000000);
    int64_t id = 0;
    int32_t claim = 0;
    in.debtor_kind = DEBTOR_BUSINESS;
    assert_int_equal(house_take(h, in), TAKEN_NEW);
    OK(h, invoice_find(h->e.db, h->e.creditors[0].id, TEXT("5001"), &id, &claim, &h->st));
    (void)house_send(h);
    live(h, "2026-05-20");
    const struct tell served = {.case_id = id, .what = TEXT("notice-served"), .amount = 67200};
    struct tell dear = served;
    dear.amount = 67201;
    FAILS(h, STATUS_REFUSED, "--amount", house_say(h, dear, &told));
    FAILS(h, STATUS_REFUSED, "konkursloven § 63",
          house_say(h, FILED(id, .kind = TEXT("bankruptcy")), &told));
    OK(h, house_say(h, served, &told));
    assert_int_equal(house_balance(h, id, ACCOUNT_COSTS_COURT), 67200);
    assert_int_equal(house_balance(h, id, ACCOUNT_CREDITOR_OWES), 67200);
    live(h, "2026-06-09");
    OK(h, house_say(h, FILED(id, .kind = TEXT("bankruptcy")), &told));
    OK(h, house_say(h, RESULT(id, .reason = TEXT("bankruptcy_opened")), &told));
    assert_true(house_task(h, id, "bankruptcy_opened"));
    assert_int_equal(house_case(h, id)->filings[0].ended, DAY_NONE);
    house_whole(h);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_a_claim_lives_through_the_board_and_the_officer),
        HOUSE_TEST(test_the_addition_for_instalments_goes_when_the_case_goes_to_court),
        HOUSE_TEST(test_dry_run_and_refusals_leave_nothing),
        HOUSE_TEST(test_a_filing_that_failed_leaves_a_task_and_the_costs_to_the_creditor),
        HOUSE_TEST(test_a_deduction_is_reported_once_a_year_under_the_newer_rules),
        HOUSE_TEST(test_a_bankruptcy_is_petitioned_after_a_served_notice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
