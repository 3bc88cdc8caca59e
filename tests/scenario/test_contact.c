/* test_contact.c - contact other than by paper, from the outside: a call is asked for and told of, its
 * limit holds over two creditors' cases, somebody wants no more calls; an e-mail that comes due at ten
 * in the evening goes at eight the next morning; and paper follows where e-mail does not go. */
#include "desk.h"

#include <string.h>

/* One person who owes two creditors; somebody without e-mail. */
static const char claims[] =
    "source_id;creditor_org;invoice_no;debtor_kind;debtor_id;debtor_name;address1;postcode;city;"
    "email;phone;principal;due\n"
    "S-1;311758489;1;consumer;31856397214;Kari Eksempel;Storgata 1;0155;Oslo;kari@example.com;"
    "+47 99 99 99 99;1000,00;2026-08-10\n"
    "S-2;312597772;2;consumer;31856397214;Kari Eksempel;Storgata 1;0155;Oslo;kari@example.com;"
    "+47 99 99 99 99;600,00;2026-08-10\n"
    "S-3;311758489;3;consumer;10915596784;Ola Prøve;Lia 7;5011;Bergen;;;400,00;2026-08-10\n";

#define CALL_RULES                                                                               \
    "function W.start (c) return \"ring\" end\n"                                                 \
    "W.stage \"ring\" { label = \"Ring\",\n"                                                     \
    "  enter = function (c) return { look_again { after = 1 } } end,\n"                          \
    "  decide = function (c)\n"                                                                  \
    "    if not c.debtor.has_phone or c.debtor.no_calls then return { move \"rest\" } end\n"     \
    "    if c.calls.reached then return { move \"rest\" } end\n"                                 \
    "    return { call \"deadline missed\", look_again { after = 1 } }\n"                        \
    "  end }\n"                                                                                  \
    "W.stage \"rest\" { label = \"Rest\", decide = function (c) return {} end }\n"

#define MAIL_RULES                                                                               \
    "function W.start (c) return \"mail\" end\n"                                                 \
    "W.stage \"mail\" { label = \"Mail\",\n"                                                     \
    "  enter = function (c)\n"                                                                   \
    "    return { send { letter = \"reminder\", days = 14,\n"                                    \
    "                    by = c.debtor.has_email and \"email\" or \"letter\" } }\n"              \
    "  end,\n"                                                                                   \
    "  decide = function (c)\n"                                                                  \
    "    if c.fact.kind == \"not_sent\" then\n"                                                  \
    "      return { send { letter = \"reminder\", days = 14 } }\n"                               \
    "    end\n"                                                                                  \
    "  end }\n"

static void take_claims(struct desk *d) {
    const char *file = desk_path(d, "%s/contact.csv", d->dir);
    const char *creditor = desk_path(d, "%s/second.ini", d->dir);
    const char *agreement = desk_path(d, "%s/second-agreement.ini", d->dir);
    desk_write(d, creditor, "[creditor 312597772]\nname = Bakken Tann AS\n"
                            "account = 86011117947\n");
    desk_write(d, agreement, "[agreement 312597772]\nfrom = 2026-01-01\nlevel = normal\n");
    (void)desk_ok(d, "creditor", "import", creditor);
    (void)desk_ok(d, "agreement", "import", agreement);
    desk_write(d, file, claims);
    (void)desk_ok(d, "take", file);
}

static const char *number(struct desk *d, int n) { return desk_path(d, "%d", DESK_CASE(n)); }

/* The open task of the n-th case with this reason; NULL if it has none. */
static const json_t *task_of(struct desk *d, int n, const char *reason) {
    const json_t *tasks = json_object_get(desk_case(d, n), "tasks");
    for (size_t i = 0; i < json_array_size(tasks); i++) {
        if (strcmp(desk_str(json_array_get(tasks, i), "reason"), reason) == 0) {
            return json_array_get(tasks, i);
        }
    }
    return NULL;
}

static void expect_call(struct desk *d, int n, const char *reason, const char *day,
                        const char *time) {
    const json_t *answer = desk_json(d, "call", number(d, n));
    const bool now = reason[0] == '\0';
    assert_int_equal(json_is_true(json_object_get(answer, "allowed")), now);
    assert_string_equal(desk_str(json_object_get(answer, "verdict"), "reason"), reason);
    assert_string_equal(desk_str(answer, "from_day"), day);
    assert_string_equal(desk_str(answer, "from_time"), time);
    assert_string_equal(desk_str(answer, "phone"), now ? "+47 99 99 99 99" : "");
}

/* ---- calls ------------------------------------------------------------------------------------- */

static void test_a_call_from_the_task_to_the_limit(void **state) {
    struct desk *d = *state;
    desk_publish(d, "calls", CALL_RULES);
    take_claims(d);
    desk_until(d, "2026-09-02");
    const json_t *task = task_of(d, 1, "call");
    assert_non_null(task);
    assert_string_equal(desk_str(task, "owner"), "caseworker");
    assert_non_null(strstr(desk_str(task, "text"), "deadline missed"));
    assert_null(strstr(desk_str(task, "text"), "99 99"));
    assert_non_null(task_of(d, 2, "call"));
    assert_null(task_of(d, 3, "call")); /* no phone is known */
    assert_string_equal(desk_str(json_object_get(desk_case(d, 1), "calls"), "until"), "2026-09-16");
    expect_call(d, 1, "", "2026-09-02", "10:00");

    (void)desk_ok(d, "tell", number(d, 1), "contact", "ikke svar", "--outcome", "no_answer");
    assert_null(task_of(d, 1, "call"));
    assert_null(task_of(d, 1, "call_breach"));
    expect_call(d, 1, "call_limit", "2026-09-03", "08:00");
    expect_call(d, 2, "call_limit", "2026-09-03", "08:00"); /* another creditor's case */
    const struct ran *said = desk_ok(d, "call", number(d, 2));
    assert_non_null(strstr(said->out, "not now"));
    assert_non_null(strstr(said->out, "1 of 1 today"));

    /* It is done all the same: told as it was, and a supervisor is told, too. */
    (void)desk_ok(d, "tell", number(d, 2), "contact", "fikk tak i henne", "--channel", "phone");
    assert_string_equal(desk_str(task_of(d, 2, "call_breach"), "owner"), "supervisor");
    const json_t *attempts =
        json_object_get(json_object_get(desk_case(d, 2), "calls"), "attempts");
    assert_string_equal(desk_str(json_array_get(attempts, 0), "outcome"), "reached");
    assert_string_equal(desk_str(desk_case(d, 2), "stage"), "rest"); /* the rule saw it */
    assert_string_equal(desk_str(desk_case(d, 1), "stage"), "ring");
    desk_until(d, "2026-09-03");
    assert_non_null(task_of(d, 1, "call")); /* not reached yet: asked for again */
}

static void test_who_wants_no_calls_gets_none(void **state) {
    struct desk *d = *state;
    desk_publish(d, "calls", CALL_RULES);
    take_claims(d);
    desk_until(d, "2026-09-02");
    (void)desk_ok(d, "tell", number(d, 1), "contact-opt-out");
    assert_null(task_of(d, 1, "call"));
    assert_null(task_of(d, 2, "call")); /* a person is a person in all their cases */
    expect_call(d, 2, "opted_out", "", "");
    const json_t *person = json_object_get(desk_json(d, "person", number(d, 1)), "person");
    if (person) {
        assert_true(json_is_true(json_object_get(person, "opted_out")));
        assert_true(json_is_false(json_object_get(person, "opted_out_electronic")));
    }
    assert_non_null(strstr(desk_ok(d, "person", number(d, 1))->out, "calls"));
    (void)desk_ok(d, "tell", number(d, 1), "contact-opt-out", "--ended");
    expect_call(d, 2, "", "2026-09-02", "10:00");
    desk_verify(d);
}

static void set_hour(struct desk *d, const char *before, const char *after) {
    desk_replace(d, "krav.conf", desk_path(d, "hour = %s", before),
                 desk_path(d, "hour = %s", after));
}

static void test_the_hour_of_the_clock_counts(void **state) {
    struct desk *d = *state;
    desk_replace(d, "krav.conf", "clock = book", "clock = book\nhour = 07:59");
    desk_publish(d, "calls", CALL_RULES);
    take_claims(d);
    desk_until(d, "2026-09-04"); /* Friday */
    expect_call(d, 1, "call_hours", "2026-09-04", "08:00");
    set_hour(d, "07:59", "08:00");
    expect_call(d, 1, "", "2026-09-04", "08:00");
    set_hour(d, "08:00", "21:00");
    expect_call(d, 1, "call_hours", "2026-09-05", "09:00");
    set_hour(d, "21:00", "25:00");
    desk_fails(d, 1, "[home] hour", "day");
}

/* ---- e-mail ------------------------------------------------------------------------------------ */

static void use_email(struct desk *d, const char *hour, const char *options) {
    desk_replace(d, "krav.conf", "clock = book", desk_path(d, "clock = book\nhour = %s", hour));
    desk_replace(d, "krav.conf", "letter = letter_text", "letter = letter_text\nemail = mail");
    desk_write(d, "krav.conf",
               desk_path(d, "%s\n[law]\nnew_15_hours = 2026-09-01\n"
                            "[plugin mail]\nso = %s/flaky_channel.so\n%s",
                         desk_read(d, "krav.conf"), SCENARIO_PLUGINS, options));
    (void)desk_ok(d, "check");
    desk_publish(d, "mail", MAIL_RULES);
    take_claims(d);
}

static int64_t rows(struct desk *d, const char *channel, const char *state) {
    return desk_sql_int(d, desk_path(d, "SELECT count(*) FROM outbox WHERE channel = '%s' AND"
                                        " state = '%s'", channel, state));
}

static int mails(struct desk *d) { return desk_count_files(d, "out/mail", "sent-*"); }

static void test_an_email_at_ten_in_the_evening_goes_at_eight_in_the_morning(void **state) {
    struct desk *d = *state;
    use_email(d, "22:00", "send = deliver\n");
    desk_until(d, "2026-09-01");
    assert_int_equal(mails(d), 0);
    assert_int_equal(rows(d, "email", "planned"), 2); /* neither refused nor parked */
    assert_int_equal(rows(d, "letter", "done"), 1);   /* paper keeps no hours */
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM tasks"), 0);
    set_hour(d, "22:00", "07:59");
    desk_until(d, "2026-09-02");
    assert_int_equal(mails(d), 0);
    set_hour(d, "07:59", "08:00");
    desk_until(d, "2026-09-02"); /* the same day, a minute later */
    assert_int_equal(mails(d), 2);
    assert_int_equal(rows(d, "email", "done"), 2);
    const json_t *letter = json_array_get(json_object_get(desk_case(d, 1), "letters"), 0);
    assert_string_equal(desk_str(letter, "sent"), "2026-09-02");
    assert_string_equal(desk_str(letter, "deadline"), "2026-09-16");
}

static void test_saturday_and_sunday_have_their_own_hours(void **state) {
    struct desk *d = *state;
    use_email(d, "21:00", "send = retry\ntimes = 1\n");
    desk_until(d, "2026-09-05"); /* every evening at nine, the Saturday too */
    assert_int_equal(mails(d), 0);
    assert_int_equal(rows(d, "email", "planned"), 2);
    set_hour(d, "21:00", "12:00");
    desk_until(d, "2026-09-06"); /* Sunday */
    assert_int_equal(mails(d), 0);
    desk_until(d, "2026-09-07"); /* the channel wants to wait a day */
    assert_int_equal(mails(d), 0);
    desk_until(d, "2026-09-08");
    assert_int_equal(mails(d), 2);
}

static void test_paper_follows_what_the_channel_refused(void **state) {
    struct desk *d = *state;
    use_email(d, "12:00", "send = refuse\n");
    desk_until(d, "2026-09-01");
    assert_int_equal(rows(d, "email", "refused"), 2);
    assert_int_equal(rows(d, "letter", "done"), 3);
    /* The rule has answered: no caseworker is asked about it. */
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM tasks"), 0);
}

static void test_who_opted_out_of_messages_gets_paper(void **state) {
    struct desk *d = *state;
    use_email(d, "22:00", "send = deliver\n");
    desk_until(d, "2026-09-01");
    (void)desk_ok(d, "tell", number(d, 1), "contact-opt-out", "--channel", "electronic");
    set_hour(d, "22:00", "12:00");
    desk_until(d, "2026-09-02");
    assert_int_equal(mails(d), 0);
    assert_int_equal(rows(d, "email", "withdrawn"), 2);
    assert_int_equal(rows(d, "letter", "done"), 3);
}

static void test_a_channel_that_is_named_no_more_gives_its_letters_back(void **state) {
    struct desk *d = *state;
    use_email(d, "22:00", "send = deliver\n");
    desk_until(d, "2026-09-01");
    desk_replace(d, "krav.conf", "\nemail = mail", "");
    set_hour(d, "22:00", "12:00");
    desk_until(d, "2026-09-02");
    assert_int_equal(rows(d, "email", "withdrawn"), 2);
    assert_int_equal(rows(d, "letter", "done"), 3);
}

/* A mail plugin that is not there stops no paper; its own letters wait. */
static void test_a_dead_channel_stops_no_other(void **state) {
    struct desk *d = *state;
    use_email(d, "22:00", "send = deliver\n");
    desk_until(d, "2026-09-01");
    desk_replace(d, "krav.conf", "flaky_channel.so", "no_channel.so");
    desk_claims(d, "9;consumer;100,00;2026-08-10\n"); /* without e-mail */
    set_hour(d, "22:00", "12:00");
    desk_fails(d, 1, "mail", "day", "--until", "2026-09-02");
    assert_int_equal(rows(d, "email", "planned"), 2);
    assert_int_equal(rows(d, "letter", "done"), 2);
    desk_replace(d, "krav.conf", "no_channel.so", "flaky_channel.so");
    desk_until(d, "2026-09-02");
    assert_int_equal(mails(d), 2);
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, desk_open, desk_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_a_call_from_the_task_to_the_limit),
        DESK_TEST(test_who_wants_no_calls_gets_none),
        DESK_TEST(test_the_hour_of_the_clock_counts),
        DESK_TEST(test_an_email_at_ten_in_the_evening_goes_at_eight_in_the_morning),
        DESK_TEST(test_saturday_and_sunday_have_their_own_hours),
        DESK_TEST(test_paper_follows_what_the_channel_refused),
        DESK_TEST(test_who_opted_out_of_messages_gets_paper),
        DESK_TEST(test_a_channel_that_is_named_no_more_gives_its_letters_back),
        DESK_TEST(test_a_dead_channel_stops_no_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
