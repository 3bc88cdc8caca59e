/* Calls and electronic letters in a real book: asked once, counted over all cases, within the hours. */
#include "unit/engine/house.h"

#include "engine/contacts.h"
#include "law/contact.h"

#define SAY(...) ((struct tell){.case_id = __VA_ARGS__})

/* Calls every day, and after every contact. */
#define CALLING                                                                                  \
    ONE_STAGE("enter = function (c) return { look_again { after = 1 } } end,"                    \
              " decide = function (c) return { call 'deadline missed',"                          \
              " look_again { after = 1 } } end")
/* By e-mail; on paper when that did not go. */
#define MAILING                                                                                  \
    ONE_STAGE("enter = function (c)"                                                             \
              " return { send { letter = 'reminder', by = 'email', days = 14 } } end,"           \
              " decide = function (c) if c.fact.kind == 'not_sent' then"                         \
              " return { send { letter = 'reminder', days = 14 } } end end")

static struct incoming reachable(const char *invoice) {
    struct incoming in = a_claim(invoice, KARI, 125000);
    in.phone = TEXT("+47 99 99 99 99");
    in.email = TEXT("kari@example.com");
    return in;
}

static int64_t claim_of(struct house *h, const char *invoice, struct text creditor) {
    int64_t id = 0;
    int32_t claim = 0;
    struct incoming in = reachable(invoice);
    in.creditor_org = creditor;
    assert_int_equal(house_take(h, in), TAKEN_NEW);
    OK(h, invoice_find(h->e.db, engine_creditor_by_org(&h->e, creditor)->id, text_of(invoice), &id,
                       &claim, &h->st));
    return id;
}

static void called(struct house *h, int64_t id, const char *outcome) {
    struct told told;
    OK(h, house_say(h, SAY(id, .what = TEXT("contact"), .reason = TEXT("rang"),
                           .outcome = text_of(outcome)), &told));
}

static void test_a_call_is_asked_for_once_and_lapses(void **state) {
    struct house *h = *state;
    house_rules(h, CALLING);
    const int64_t id = claim_of(h, "5001", FJORD);
    assert_false(house_task(h, id, "call"));
    house_day(h, "2026-03-03");
    assert_true(house_task(h, id, "call"));
    const int64_t steps = house_case(h, id)->steps;
    house_day(h, "2026-03-04");
    house_day(h, "2026-03-17"); /* the last day */
    struct krav_case *c = house_case(h, id);
    assert_int_equal(c->call_asked.on, on("2026-03-03"));
    assert_int_equal(c->call_asked.until, on("2026-03-17"));
    assert_true(c->steps > steps);
    house_day(h, "2026-03-18"); /* nobody called: the rule asks anew */
    assert_int_equal(house_case(h, id)->call_asked.on, on("2026-03-18"));
    assert_true(house_task(h, id, "call"));
    house_whole(h);
}

static void test_a_call_waits_for_a_lawful_day(void **state) {
    struct house *h = *state;
    house_rules(h, CALLING);
    const int64_t id = claim_of(h, "5001", FJORD);
    OK(h, day_open(&h->e, on("2026-03-08"), &h->st)); /* a Sunday */
    OK(h, day_agenda(&h->e, &h->st));
    assert_false(house_task(h, id, "call"));
    assert_int_equal(house_agenda(h, id, AGENDA_LAW), on("2026-03-09"));
    house_day(h, "2026-03-09");
    assert_true(house_task(h, id, "call"));
}

static void test_an_attempt_counts_in_all_cases_of_the_debtor(void **state) {
    struct house *h = *state;
    house_rules(h, CALLING);
    const int64_t first = claim_of(h, "5001", FJORD), second = claim_of(h, "7001", BAKKEN);
    house_day(h, "2026-03-03");
    called(h, first, "no_answer");
    struct krav_case *c = house_case(h, first);
    assert_int_equal(c->n_calls, 1);
    assert_int_equal(c->calls[0].outcome, CALL_NO_ANSWER);
    assert_false(house_task(h, first, "call")); /* done, and not asked for again today */
    assert_int_equal(house_agenda(h, first, AGENDA_LAW), on("2026-03-04"));
    assert_false(house_task(h, first, "call_breach"));
    struct case_view *v = house_view(h, second);
    OK(h, contacts_elsewhere(&h->e, &h->arena, &v->snapshot, &h->st));
    assert_int_equal(v->snapshot.n_calls_elsewhere, 1);
    struct call_answer a;
    contact_may_call(h->e.law, &v->snapshot, (struct contact_moment){h->e.today, 12 * 60}, &a);
    assert_text(a.verdict.reason, "call_limit");
    assert_int_equal(a.from.day, on("2026-03-04"));
    /* Somebody calls all the same: it happened, it counts, and a supervisor hears of it. */
    called(h, second, "reached");
    assert_int_equal(house_case(h, second)->n_calls, 1);
    assert_true(house_task(h, second, "call_breach"));
    house_whole(h);
}

static void test_a_closed_case_counts_too(void **state) {
    struct house *h = *state;
    house_rules(h, CALLING);
    const int64_t first = claim_of(h, "5001", FJORD), second = claim_of(h, "7001", BAKKEN);
    called(h, first, "reached");
    OK(h, house_tell(h, first, "withdraw", "kreditors ønske"));
    struct case_view *v = house_view(h, second);
    OK(h, contacts_elsewhere(&h->e, &h->arena, &v->snapshot, &h->st));
    assert_int_equal(v->snapshot.n_calls_elsewhere, 1);
}

static void test_who_rings_us_is_not_counted(void **state) {
    struct house *h = *state;
    const int64_t id = claim_of(h, "5001", FJORD);
    struct told told;
    OK(h, house_say(h, SAY(id, .what = TEXT("contact"), .reason = TEXT("she rang"),
                           .channel = TEXT("phone"), .sender = TEXT("debtor")), &told));
    OK(h, house_say(h, SAY(id, .what = TEXT("contact"), .reason = TEXT("at the counter")), &told));
    assert_int_equal(house_case(h, id)->n_calls, 0);
    OK(h, house_say(h, SAY(id, .what = TEXT("contact"), .reason = TEXT("we rang"),
                           .channel = TEXT("phone")), &told));
    assert_int_equal(house_case(h, id)->n_calls, 1);
    assert_int_equal(house_case(h, id)->calls[0].outcome, CALL_REACHED);
    FAILS(h, STATUS_INVALID, "--outcome",
          house_say(h, SAY(id, .what = TEXT("contact"), .reason = TEXT("both"),
                           .outcome = TEXT("reached"), .sender = TEXT("debtor")), &told));
    FAILS(h, STATUS_INVALID, "--outcome",
          house_say(h, SAY(id, .what = TEXT("contact"), .reason = TEXT("odd"),
                           .outcome = TEXT("upheld")), &told));
}

static void test_opting_out_of_calls_ends_them(void **state) {
    struct house *h = *state;
    struct told told;
    house_rules(h, CALLING);
    const int64_t id = claim_of(h, "5001", FJORD);
    house_day(h, "2026-03-03");
    OK(h, house_say(h, SAY(id, .what = TEXT("contact-opt-out"), .channel = TEXT("electronic")), &told));
    assert_true(house_task(h, id, "call"));
    assert_true(house_view(h, id)->debtor.opted_out_messages);
    assert_false(house_view(h, id)->debtor.opted_out);
    OK(h, house_say(h, SAY(id, .what = TEXT("contact-opt-out")), &told));
    assert_false(house_task(h, id, "call"));
    assert_true(house_task(h, id, "opted_out")); /* the rule asked all the same */
    OK(h, house_say(h, SAY(id, .what = TEXT("contact-opt-out"), .ended = true), &told));
    assert_true(house_task(h, id, "call"));
    assert_true(house_view(h, id)->debtor.opted_out_messages);
    FAILS(h, STATUS_INVALID, "phone or electronic",
          house_say(h, SAY(id, .what = TEXT("contact-opt-out"), .channel = TEXT("email")), &told));
    house_whole(h);
}

static void test_an_objection_ends_the_call(void **state) {
    struct house *h = *state;
    house_rules(h, CALLING);
    const int64_t id = claim_of(h, "5001", FJORD);
    house_day(h, "2026-03-03");
    OK(h, house_tell(h, id, "dispute", "ikke min"));
    assert_false(house_task(h, id, "call"));
    assert_int_equal(house_case(h, id)->call_asked.on, DAY_NONE);
    house_whole(h);
}

static void test_what_is_paid_or_over_ends_the_call(void **state) {
    static const char *const ends[] = {"paid-direct", "close", "withdraw"};
    struct house *h = *state;
    house_rules(h, CALLING);
    int64_t ids[3];
    for (size_t i = 0; i < 3; i++) {
        struct incoming in = reachable(i == 0 ? "5001" : i == 1 ? "5002" : "5003");
        in.debtor_id = (struct text){NULL, 0};
        in.principal = i == 1 ? 1000 : in.principal; /* so little that it may be let go */
        assert_int_equal(house_take(h, in), TAKEN_NEW);
        ids[i] = FIRST_CASE + (int64_t)i;
    }
    house_day(h, "2026-03-03");
    for (size_t i = 0; i < 3; i++) {
        const ore open = house_view(h, ids[i])->snapshot.open;
        struct told told;
        assert_true(house_task(h, ids[i], "call"));
        if (i == 0) { /* an øre less than all: it is still made */
            OK(h, house_say(h, SAY(ids[i], .what = text_of(ends[i]), .amount = open - 1), &told));
            assert_true(house_task(h, ids[i], "call"));
        }
        OK(h, house_say(h, SAY(ids[i], .what = text_of(ends[i]), .reason = TEXT("over"),
                               .amount = i == 0 ? 1 : 0), &told));
        assert_false(house_task(h, ids[i], "call"));
        assert_int_equal(house_case(h, ids[i])->call_asked.on, DAY_NONE);
    }
    house_whole(h);
}

static void test_a_new_number_is_told(void **state) {
    struct house *h = *state;
    struct told told;
    const int64_t id = claim_of(h, "5001", FJORD);
    OK(h, house_say(h, SAY(id, .what = TEXT("reached-at"), .phone = TEXT("-")), &told));
    assert_int_equal(house_view(h, id)->debtor.phone.len, 0);
    assert_text(house_view(h, id)->debtor.email, "kari@example.com");
    OK(h, house_say(h, SAY(id, .what = TEXT("reached-at"), .phone = TEXT("+47 88 88 88 88"),
                           .email = TEXT("k@example.com")), &told));
    assert_text(house_view(h, id)->debtor.phone, "+47 88 88 88 88");
    assert_text(house_view(h, id)->debtor.email, "k@example.com");
    static const char *const wrong[] = {"1234", "call me", "8888+8888", "88888888888888888888888"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        FAILS(h, STATUS_INVALID, "--phone",
              house_say(h, SAY(id, .what = TEXT("reached-at"), .phone = text_of(wrong[i])), &told));
    }
    static const char *const bad[] = {"nobody", "@x", "x@", "a@b@c", "a b@c"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        FAILS(h, STATUS_INVALID, "--email",
              house_say(h, SAY(id, .what = TEXT("reached-at"), .email = text_of(bad[i])), &told));
    }
    FAILS(h, STATUS_INVALID, "--email or --phone",
          house_say(h, SAY(id, .what = TEXT("reached-at")), &told));
}

/* ---- electronic letters ---------------------------------------------------------------------- */

static int64_t mailing_house(struct house *h) {
    h->config.electronic[CHANNEL_EMAIL] = TEXT("mail");
    h->config.acts.of[NEW_15_HOURS].from = on("2026-03-01");
    house_rules(h, MAILING);
    return claim_of(h, "5001", FJORD);
}

static enum effect_state row_state(struct house *h, int64_t id, uint32_t i,
                                   struct outbox_row *row) {
    struct outbox_row *rows;
    uint32_t n = 0;
    OK(h, outbox_of_case(h->e.db, id, &h->arena, &rows, &n, &h->st));
    assert_true(i < n);
    *row = rows[i];
    return row->state;
}

static void test_an_email_at_night_waits_for_the_morning(void **state) {
    struct house *h = *state;
    struct outbox_row row, *rows;
    h->config.day_minute = 22 * 60;
    const int64_t id = mailing_house(h);
    assert_int_equal(house_compose(h), 1);
    assert_int_equal(row_state(h, id, 0, &row), EFFECT_PLANNED); /* neither refused nor parked */
    assert_int_equal(row.not_before, on("2026-03-03"));
    assert_int_equal(row.not_before_minute, 8 * 60);
    assert_int_equal(house_case(h, id)->parked.len, 0);
    assert_int_equal(house_rows(h, EFFECT_PLANNED, &rows), 0);
    house_day(h, "2026-03-03");
    h->config.day_minute = 8 * 60 - 1;
    assert_int_equal(house_rows(h, EFFECT_PLANNED, &rows), 0);
    h->config.day_minute = 8 * 60;
    assert_int_equal(house_send(h), 1);
    assert_int_equal(row_state(h, id, 0, &row), EFFECT_DONE);
    assert_text(row.plugin, "mail");
    assert_int_equal(house_case(h, id)->letters[0].sent, on("2026-03-03"));
    house_whole(h);
}

static void test_friday_night_waits_for_saturday_nine(void **state) {
    struct house *h = *state;
    struct outbox_row row;
    const int64_t id = mailing_house(h);
    h->config.day_minute = 21 * 60;
    house_day(h, "2026-03-06");
    assert_int_equal(house_compose(h), 1);
    (void)row_state(h, id, 0, &row);
    assert_int_equal(row.not_before, on("2026-03-07"));
    assert_int_equal(row.not_before_minute, 9 * 60);
    house_day(h, "2026-03-07");
    h->config.day_minute = 15 * 60;
    assert_int_equal(house_compose(h), 1);
    (void)row_state(h, id, 0, &row);
    assert_int_equal(row.not_before, on("2026-03-09"));
    assert_int_equal(row.not_before_minute, 8 * 60);
}

/* It was handed over at nine in the evening less a minute, and the channel says that it never arrived. */
static void test_a_second_try_waits_as_well(void **state) {
    struct house *h = *state;
    struct outbox_row row;
    const int64_t id = mailing_house(h);
    h->config.day_minute = 21 * 60 - 1;
    assert_int_equal(house_compose(h), 1);
    assert_int_equal(row_state(h, id, 0, &row), EFFECT_ASKED);
    row.state = EFFECT_COMPOSED;
    OK(h, engine_chunk_begin(&h->e, &h->st));
    OK(h, outbox_move(h->e.db, &row, &h->st));
    struct composed c;
    h->config.day_minute = 21 * 60;
    OK(h, compose_look(&h->e, &row, &h->arena, &c, &h->st));
    assert_int_equal(c.turn, TURN_LATER);
    OK(h, compose_keep(&h->e, &c, &h->arena, &h->st));
    OK(h, engine_chunk_commit(&h->e, &h->st));
    assert_int_equal(row_state(h, id, 0, &row), EFFECT_PLANNED);
    assert_int_equal(row.not_before_minute, 8 * 60);
    house_day(h, "2026-03-03");
    h->config.day_minute = 9 * 60;
    assert_int_equal(house_send(h), 1);
    house_whole(h);
}

/* Its life ends before the hours come again: the rule hears of it and writes on paper, and no
 * caseworker is asked for what is solved. */
static void test_paper_follows_where_the_hours_never_came(void **state) {
    struct house *h = *state;
    struct outbox_row row;
    const int64_t id = mailing_house(h);
    house_day(h, "2026-03-16"); /* its last day */
    h->config.day_minute = 21 * 60;
    assert_int_equal(house_compose(h), 1);
    assert_int_equal(row_state(h, id, 0, &row), EFFECT_WITHDRAWN);
    assert_text(row.reason, "contact_hours");
    assert_int_equal(row_state(h, id, 1, &row), EFFECT_PLANNED);
    assert_int_equal(row.effect.by, CHANNEL_LETTER);
    assert_false(house_task(h, id, "letter_not_sent"));
    assert_int_equal(house_send(h), 1); /* at nine in the evening: it is paper */
    house_whole(h);
}

static void test_who_opted_out_gets_paper(void **state) {
    struct house *h = *state;
    struct outbox_row row;
    struct told told;
    const int64_t id = mailing_house(h);
    OK(h, house_say(h, SAY(id, .what = TEXT("contact-opt-out"), .channel = TEXT("electronic")), &told));
    assert_int_equal(house_compose(h), 1);
    assert_text(((void)row_state(h, id, 0, &row), row.reason), "opted_out_electronic");
    assert_int_equal(row_state(h, id, 1, &row), EFFECT_PLANNED);
    assert_int_equal(row.effect.by, CHANNEL_LETTER);
}

static void test_without_a_plugin_nobody_carries_it(void **state) {
    struct house *h = *state;
    struct outbox_row *rows;
    house_rules(h, MAILING);
    const int64_t id = claim_of(h, "5001", FJORD);
    assert_int_equal(house_rows(h, EFFECT_PLANNED, &rows), 0);
    assert_true(house_task(h, id, "no_provider"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_a_call_is_asked_for_once_and_lapses),
        HOUSE_TEST(test_a_call_waits_for_a_lawful_day),
        HOUSE_TEST(test_an_attempt_counts_in_all_cases_of_the_debtor),
        HOUSE_TEST(test_a_closed_case_counts_too),
        HOUSE_TEST(test_who_rings_us_is_not_counted),
        HOUSE_TEST(test_opting_out_of_calls_ends_them),
        HOUSE_TEST(test_an_objection_ends_the_call),
        HOUSE_TEST(test_what_is_paid_or_over_ends_the_call),
        HOUSE_TEST(test_a_new_number_is_told),
        HOUSE_TEST(test_an_email_at_night_waits_for_the_morning),
        HOUSE_TEST(test_friday_night_waits_for_saturday_nine),
        HOUSE_TEST(test_a_second_try_waits_as_well),
        HOUSE_TEST(test_paper_follows_where_the_hours_never_came),
        HOUSE_TEST(test_who_opted_out_gets_paper),
        HOUSE_TEST(test_without_a_plugin_nobody_carries_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
