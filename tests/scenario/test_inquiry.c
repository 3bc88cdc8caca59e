/* test_inquiry.c - scores and registers: asked for when the law lets it, once, and what comes back is
 * seen by rules, people and the whole book. */
#include "desk.h"

#include <string.h>

#include "server.h"
#include "sim.h"

#define ORG "310000027"

/* Asks, and goes where the points say. */
#define RULES                                                                                    \
    "function W.start (c) return \"ask\" end\n"                                                  \
    "W.stage \"ask\" { label = \"Ask\", decide = function (c)\n"                                 \
    "    if c.debtor.dissolved or c.debtor.bankrupt then return { move \"gone\" } end\n"         \
    "    if c.score.points and c.score.points < 45 then return { move \"low\" } end\n"           \
    "    if c.score.points then return { move \"high\" } end\n"                                  \
    "    return {}\n"                                                                            \
    "end, enter = function (c)\n"                                                                \
    "    if c.debtor.business then return { score {} } end\n"                                    \
    "    return {}\n"                                                                            \
    "end }\n"                                                                                    \
    "W.stage \"low\" { label = \"Low\", decide = function (c)\n"                                 \
    "    if (c.score.points or 0) >= 45 then return { move \"high\" } end\n"                    \
    "    return {}\n"                                                                            \
    "end }\n"                                                                                    \
    "W.stage \"high\" { label = \"High\", decide = function (c) return {} end }\n"               \
    "W.stage \"gone\" { label = \"Gone\", decide = function (c) return {} end }\n"

/* Asks nobody. */
#define QUIET                                                                                    \
    "function W.start (c) return \"ask\" end\n"                                                  \
    "W.stage \"ask\" { label = \"Ask\", decide = function (c)\n"                                 \
    "    if c.debtor.dissolved or c.debtor.bankrupt then return { move \"gone\" } end\n"         \
    "    return {}\n"                                                                            \
    "end }\n"                                                                                    \
    "W.stage \"gone\" { label = \"Gone\", decide = function (c) return {} end }\n"

static const char CARD[] =
    "model = test-1\nbase = 50\nbounds = 0 100\nvalid_days = 30\n"
    "-20 open_cases > 1 has more than one case\n-10 debt_here_ore >= 100000 owes a thousand\n"
    "+25 paid_cases > 0 paid before\nband 0 44 low\nband 45 100 good\n";

static void use(struct desk *d, const char *channel, const char *sections) {
    desk_replace(d, "krav.conf", "letter = letter_text",
                 desk_path(d, "letter = letter_text\n%s", channel));
    desk_write(d, "krav.conf", desk_path(d, "%s\n%s", desk_read(d, "krav.conf"), sections));
}

static void use_bureau(struct desk *d, const char *options) {
    use(d, "score = bureau", desk_path(d, "[plugin bureau]\nso = %s/flaky_bureau.so\n%s",
                                       SCENARIO_PLUGINS, options));
    desk_publish(d, "inquiries", RULES);
    desk_claims(d, "1;business;1000,00;2026-08-17\n");
}

static const json_t *inquiry(struct desk *d, int n, size_t i) {
    return json_array_get(json_object_get(desk_case(d, n), "inquiries"), i);
}

static int asked(struct desk *d) { return desk_count_files(d, "out/bureau", "asked-*"); }

static void test_card_is_asked_and_rules_read_its_points(void **state) {
    struct desk *d = *state;
    use(d, "score = score_card", "[plugin score_card]\ncard = card.txt\n");
    desk_write(d, "card.txt", CARD);
    (void)desk_ok(d, "check");
    desk_publish(d, "inquiries", RULES);
    desk_claims(d, "1;business;1000,00;2026-08-17\n");
    desk_until(d, "2026-09-01");
    const json_t *c = desk_case(d, 1), *score = inquiry(d, 1, 0);
    assert_string_equal(desk_str(c, "stage"), "low");
    assert_int_equal(desk_num(score, "points"), 40);
    assert_string_equal(desk_str(score, "answer"), "low");
    assert_string_equal(desk_str(score, "model"), "test-1");
    assert_string_equal(desk_str(score, "valid_to"), "2026-10-01");
    const json_t *parts = json_object_get(score, "parts");
    assert_int_equal(json_array_size(parts), 2);
    assert_int_equal(desk_num(json_array_get(parts, 0), "points"), 50);
    assert_int_equal(desk_num(json_array_get(parts, 1), "points"), -10);
    assert_string_equal(desk_str(json_array_get(parts, 1), "what"), "owes a thousand");
    assert_non_null(strstr(desk_ok(d, "case", "100000001")->out, "-10 owes a thousand"));
    assert_non_null(strstr(desk_ok(d, "explain", "100000001")->out, "-10 owes a thousand"));
    desk_verify(d);
    /* Why is personal: it is no part of the chain, and may be erased. */
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM steps WHERE body LIKE '%thousand%'"), 0);
    desk_sql_do(d, "DELETE FROM texts WHERE text LIKE '%thousand%'");
    desk_verify(d);
    assert_int_equal(desk_num(inquiry(d, 1, 0), "points"), 40);
    /* What if it were another? */
    const char *other = desk_bundle(d, "tried", RULES);
    const struct ran *r = desk_ok(d, "rules", "try", "--case", "100000001", other, "--days", "60");
    assert_null(strstr(r->out, "high"));
    r = desk_ok(d, "rules", "try", "--case", "100000001", other, "--days", "60", "--set",
                "score=90:good");
    assert_non_null(strstr(r->out, "high"));
    (void)desk_fails(d, 1, "write score=POINTS", "rules", "try", "--case", "100000001", other,
                     "--set", "score=many");
    /* A replay takes the recorded answer; it asks nobody. */
    (void)desk_ok(d, "rules", "replay");
}

static void test_card_with_faults_tells_them_all(void **state) {
    struct desk *d = *state;
    use(d, "score = score_card", "[plugin score_card]\ncard = card.txt\n");
    desk_write(d, "card.txt", "base = x\n+5 wealth > 3 rich\nwhat\n");
    const struct ran *r = desk_fails(d, 1, "score_card cannot be started", "check");
    static const char *const says[] = {"line 1: the base is no whole number",
                                       "line 2: the name is none that is known",
                                       "line 3: neither a rule", "card: the card has no model"};
    for (size_t i = 0; i < sizeof says / sizeof says[0]; i++) {
        assert_non_null(strstr(r->err, says[i]));
    }
}

static void test_score_is_refused_by_law_and_without_provider(void **state) {
    struct desk *d = *state;
    desk_publish(d, "inquiries", QUIET);
    desk_claims(d, "1;consumer;1000,00;2026-08-17\n2;business;1000,00;2026-08-17\n");
    (void)desk_fails(d, 1, "A person is not scored before", "tell", "100000001", "score");
    (void)desk_fails(d, 1, "This build cannot carry that out", "tell", "100000002", "score");
    (void)desk_fails(d, 1, "nobody asks the registers", "wash");
    use(d, "score = letter_text", "");
    (void)desk_fails(d, 1, "letter_text does not provide krav.score/1", "check");
}

static void test_bureau_is_not_paid_twice_in_a_week(void **state) {
    struct desk *d = *state;
    use_bureau(d, "");
    desk_until(d, "2026-09-01");
    assert_int_equal(asked(d), 1);
    assert_string_equal(desk_str(desk_case(d, 1), "stage"), "low");
    (void)desk_fails(d, 1, "not before 2026-10-01", "tell", "100000001", "score");
    /* The name stands in a part, so nowhere in the journal. */
    assert_non_null(strstr(desk_ok(d, "case", "100000001")->out, "+50 grunnlag"));
    desk_verify(d);
    /* It is valid for twenty days. */
    desk_until(d, "2026-09-21");
    desk_until(d, "2026-10-02");
    (void)desk_ok(d, "tell", "100000001", "score");
    desk_until(d, "2026-10-03");
    assert_int_equal(asked(d), 2);
    desk_verify(d);
}

/* UNKNOWN: recalled.  It answered, so the same key gets the same answer; it never came, so it is asked. */
static void test_doubt_is_recalled(void **state) {
    struct desk *d = *state;
    use_bureau(d, "score = answer_and_doubt\ntimes = 1\n");
    desk_until(d, "2026-09-01");
    assert_int_equal(desk_count_files(d, "out/bureau", "recalled-*"), 1);
    assert_string_equal(desk_str(inquiry(d, 1, 0), "state"), "answered");
    desk_verify(d);
}

/* It died with the answer on its lips: the same. */
static void test_death_is_recalled(void **state) {
    struct desk *d = *state;
    use_bureau(d, "score = answer_and_crash\ntimes = 1\n");
    desk_until(d, "2026-09-01");
    assert_int_equal(desk_count_files(d, "out/bureau", "recalled-*"), 1);
    assert_string_equal(desk_str(inquiry(d, 1, 0), "state"), "answered");
    desk_verify(d);
}

static void test_doubt_that_stays_is_not_asked_on_a_guess(void **state) {
    struct desk *d = *state;
    use_bureau(d, "score = doubt\nrecall = doubt\n");
    desk_until(d, "2026-09-10");
    assert_int_equal(asked(d), 1);
    assert_string_equal(desk_str(inquiry(d, 1, 0), "state"), "out");
    desk_verify(d);
    desk_until(d, "2026-09-17");
    assert_int_equal(asked(d), 1);
    assert_string_equal(desk_str(inquiry(d, 1, 0), "state"), "ended");
    assert_string_equal(desk_str(inquiry(d, 1, 0), "answer"), "expired");
    assert_string_equal(desk_str(desk_case(d, 1), "stage"), "ask");
    desk_verify(d);
}

static void test_bureau_that_is_closed_is_asked_the_next_day(void **state) {
    struct desk *d = *state;
    use_bureau(d, "score = retry\ntimes = 1\n");
    desk_until(d, "2026-09-01");
    assert_int_equal(asked(d), 1);
    desk_until(d, "2026-09-02");
    assert_int_equal(asked(d), 2);
    assert_string_equal(desk_str(inquiry(d, 1, 0), "as_of"), "2026-09-02");
}

static void test_answers_that_cannot_be_right_are_none(void **state) {
    struct desk *d = *state;
    use_bureau(d, "score = wrong_sum\n");
    desk_until(d, "2026-09-01");
    assert_string_equal(desk_str(inquiry(d, 1, 0), "state"), "ended");
    assert_string_equal(desk_str(inquiry(d, 1, 0), "answer"), "unusable_answer");
    desk_verify(d);
}

/* ---- registers ------------------------------------------------------------------------------------- */

static const struct sim_unit units[] = {
    {.org = ORG, .name = "KVEITE OG TORSK AS", .street = "Nygata 2", .postcode = "0150",
     .city = "OSLO"},
    {.org = "310000019", .name = "BORTE AS", .deleted = "2026-08-20"},
    {.org = "310000035", .name = "PANK AS", .bankrupt = true, .since = "2026-08-25"},
};

struct register_bench {
    struct desk *d;
    struct sim sim;
    struct server_turn turn;
    struct server *server;
};

static void register_open(struct register_bench *b, struct desk *d) {
    *b = (struct register_bench){.d = d, .sim = {units, sizeof units / sizeof units[0], SIM_WELL}};
    b->turn = (struct server_turn){.answers = sim_answer, .ctx = &b->sim};
    b->server = server_start(&b->turn, 1, 1);
    desk_write(d, "ca.pem", server_ca(b->server));
    use(d, "wash = brreg",
        desk_path(d, "[plugin brreg]\nbase_url = https://localhost:%d\nca_file = ca.pem\n",
                  server_port(b->server)));
    (void)desk_ok(d, "check");
    desk_publish(d, "inquiries", QUIET);
    desk_write(d, "more.csv", DESK_CSV_HEAD
               "a;311758489;business;" ORG ";Kveite og Torsk AS;1000,00;2026-08-17\n"
               "b;311758489;business;310000019;Borte AS;1000,00;2026-08-17\n"
               "c;311758489;business;310000035;Pank AS;1000,00;2026-08-17\n"
               "d;311758489;business;310000043;Ukjent AS;1000,00;2026-08-17\n");
    (void)desk_ok(d, "take", desk_path(d, "%s/more.csv", d->home));
}

static const char *status_of(struct desk *d, int n) {
    return desk_str(inquiry(d, n, 0), "answer");
}

static void test_wash_tells_every_case_what_the_register_says(void **state) {
    struct desk *d = *state;
    struct register_bench b;
    register_open(&b, d);
    const json_t *washed = desk_json(d, "wash");
    assert_int_equal(desk_num(washed, "asked"), 4);
    desk_until(d, "2026-09-01");
    /* One search for all, and one question for each that a search does not give. */
    assert_int_equal(server_requests(b.server), 3);
    assert_string_equal(status_of(d, 1), "active");
    assert_string_equal(status_of(d, 2), "dissolved");
    assert_string_equal(status_of(d, 3), "bankrupt");
    assert_string_equal(status_of(d, 4), "not_found");
    /* The register shouts, which is no news; the address is. */
    const json_t *debtor = json_object_get(json_object_get(desk_case(d, 1), "parties"), "debtor");
    assert_string_equal(desk_str(debtor, "name"), "Kveite og Torsk AS");
    assert_string_equal(desk_str(debtor, "address1"), "Nygata 2");
    debtor = json_object_get(json_object_get(desk_case(d, 2), "parties"), "debtor");
    assert_string_equal(desk_str(debtor, "dissolved"), "2026-08-20");
    assert_string_equal(desk_str(desk_case(d, 2), "stage"), "gone");
    assert_string_equal(desk_str(desk_case(d, 3), "stage"), "gone");
    assert_string_equal(desk_str(desk_case(d, 4), "stage"), "ask");
    assert_non_null(strstr(desk_ok(d, "explain", "100000002")->out, "struck off its register"));
    (void)desk_fails(d, 1, "struck off", "tell", "100000002", "send", "--letter", "reminder");
    desk_verify(d);
    /* Not again in a week. */
    washed = desk_json(d, "wash");
    assert_int_equal(desk_num(washed, "asked"), 0);
    assert_int_equal(desk_num(washed, "not_now"), 4);
    server_stop(b.server);
}

static void test_wash_of_a_register_that_is_down_waits(void **state) {
    struct desk *d = *state;
    struct register_bench b;
    register_open(&b, d);
    b.sim.trouble = SIM_BUSY;
    (void)desk_ok(d, "tell", "100000003", "wash");
    desk_until(d, "2026-09-01");
    assert_string_equal(desk_str(inquiry(d, 3, 0), "state"), "out");
    b.sim.trouble = SIM_WELL;
    desk_until(d, "2026-09-02");
    assert_string_equal(status_of(d, 3), "bankrupt");
    desk_verify(d);
    server_stop(b.server);
}

static int64_t questions(struct desk *d) {
    return desk_sql_int(d, "SELECT count(*) FROM outbox WHERE kind = 'wash'");
}

/* By itself, every ten days, each business once; a case of one's own may be asked about besides. */
static void test_wash_days_has_the_registers_asked_by_itself(void **state) {
    struct desk *d = *state;
    struct register_bench b;
    register_open(&b, d);
    desk_write(d, "twice.csv", DESK_CSV_HEAD
               "e;311000012;business;" ORG ";Kveite og Torsk AS;500,00;2026-08-17\n"
               "f;311758489;consumer;;Kari Eksempel;500,00;2026-08-17\n"
               "g;311758489;business;;Uten Nummer AS;500,00;2026-08-17\n");
    (void)desk_ok(d, "take", desk_path(d, "%s/twice.csv", d->home));
    desk_until(d, "2026-09-01");
    assert_int_equal(questions(d), 0); /* not set: none by itself */
    desk_replace(d, "krav.conf", "wash = brreg", "wash = brreg\nwash_days = 10");
    (void)desk_ok(d, "day");
    assert_int_equal(questions(d), 4);
    assert_int_equal(server_requests(b.server), 3); /* together */
    assert_string_equal(status_of(d, 2), "dissolved");
    (void)desk_ok(d, "day"); /* the same day again: nothing */
    desk_until(d, "2026-09-10");
    assert_int_equal(questions(d), 4);
    desk_until(d, "2026-09-11"); /* ten days later; who is struck off stays so */
    assert_int_equal(questions(d), 7);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM outbox WHERE kind = 'wash' AND planned <> "
                                     "(SELECT min(planned) FROM outbox WHERE kind = 'wash')"), 3);
    assert_string_equal(desk_str(inquiry(d, 1, 1), "asked"), "2026-09-11");
    desk_verify(d);
    server_stop(b.server);
}

static void test_wash_of_one_case_answers_for_that_one(void **state) {
    struct desk *d = *state;
    struct register_bench b;
    register_open(&b, d);
    assert_int_equal(desk_num(desk_json(d, "wash", "--case", "100000003"), "asked"), 1);
    assert_int_equal(questions(d), 1);
    (void)desk_fails(d, 1, "not before 2026-09-08", "wash", "--case", "100000003");
    (void)desk_fails(d, 1, "100000099", "wash", "--case", "100000099");
    (void)desk_fails(d, 2, "neither a case number", "wash", "--case", "x");
    desk_until(d, "2026-09-01");
    assert_string_equal(status_of(d, 3), "bankrupt");
    desk_verify(d);
    server_stop(b.server);
}

static void test_wash_days_is_bounded_and_needs_somebody_to_ask(void **state) {
    struct desk *d = *state;
    static const struct { const char *line, *says; } rows[] = {
        {"wash = erp_csv\nwash_days = 6", "wash_days: 0, or 7 to 366"},
        {"wash = erp_csv\nwash_days = 367", "wash_days: 0, or 7 to 366"},
        {"wash = erp_csv\nwash_days = often", "wash_days: 0, or 7 to 366"},
        {"wash_days = 7", "wash_days: wash = NAME is missing"},
    };
    const char *conf = desk_read(d, "krav.conf");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        desk_write(d, "krav.conf", conf);
        use(d, rows[i].line, "");
        (void)desk_fails(d, 1, rows[i].says, "day");
    }
    desk_write(d, "krav.conf", conf);
    use(d, "wash_days = 0", "");
    (void)desk_ok(d, "day");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_card_is_asked_and_rules_read_its_points),
        TEST(test_card_with_faults_tells_them_all),
        TEST(test_score_is_refused_by_law_and_without_provider),
        TEST(test_bureau_is_not_paid_twice_in_a_week),
        TEST(test_doubt_is_recalled),
        TEST(test_death_is_recalled),
        TEST(test_doubt_that_stays_is_not_asked_on_a_guess),
        TEST(test_bureau_that_is_closed_is_asked_the_next_day),
        TEST(test_answers_that_cannot_be_right_are_none),
        TEST(test_wash_tells_every_case_what_the_register_says),
        TEST(test_wash_of_a_register_that_is_down_waits),
        TEST(test_wash_days_has_the_registers_asked_by_itself),
        TEST(test_wash_of_one_case_answers_for_that_one),
        TEST(test_wash_days_is_bounded_and_needs_somebody_to_ask),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
