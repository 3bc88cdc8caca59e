/* test_people.c - what people tell, and what is seen of it: every word of krav tell with its
 * errors, an instalment plan from agreement to a missed part, news of a person in all of their
 * cases, documents, krav person and krav report.
 *
 * Rules of the test's own do nothing, so that what is seen follows from what was told. */
#include "desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define IDLE_RULES                                                                               \
    "function W.start (c) return \"rest\" end\n"                                                 \
    "W.stage \"rest\" { label = \"Rest\", decide = function (c) return {} end }\n"

/* Two claims of two creditors on one person, and one on another. */
static const char claims[] =
    "source_id;creditor_org;invoice_no;debtor_kind;debtor_id;debtor_name;address1;postcode;city;"
    "principal;due\n"
    "S-1;311758489;1;consumer;31856397214;Kari Eksempel;Storgata 1;0155;Oslo;1000,00;2026-08-17\n"
    "S-2;312597772;2;consumer;31856397214;Kari Eksempel;Storgata 1;0155;Oslo;600,00;2026-08-17\n"
    "S-3;311758489;3;consumer;10915596784;Ola Prøve;Lia 7;5011;Bergen;400,00;2026-08-17\n";

static int people_open(void **state) {
    const int rc = desk_open(state);
    struct desk *d = *state;
    const char *file = desk_path(d, "%s/people.csv", d->dir);
    const char *creditor = desk_path(d, "%s/second.ini", d->dir);
    const char *agreement = desk_path(d, "%s/second-agreement.ini", d->dir);
    desk_write(d, creditor, "[creditor 312597772]\nname = Bakken Tann AS\n"
                            "account = 86011117947\n");
    desk_write(d, agreement, "[agreement 312597772]\nfrom = 2026-01-01\nlevel = normal\n");
    (void)desk_ok(d, "creditor", "import", creditor);
    (void)desk_ok(d, "agreement", "import", agreement);
    desk_publish(d, "idle", IDLE_RULES);
    desk_write(d, file, claims);
    (void)desk_ok(d, "take", file);
    return rc;
}

static const char *number(struct desk *d, int n) { return desk_path(d, "%d", DESK_CASE(n)); }

static const json_t *last_of(const json_t *list) {
    assert_true(json_array_size(list) > 0);
    return json_array_get(list, json_array_size(list) - 1);
}

static const json_t *last_message(struct desk *d, int n) {
    return last_of(json_object_get(desk_case(d, n), "messages"));
}

#define WORDS 16

/* ---- every word and every error -------------------------------------------------------------- */

static void test_every_word_is_taken_as_text_and_json(void **state) {
    static const char *const lines[][WORDS] = {
        {"note", "hei"},
        {"contact", "hun ringte", "--channel", "phone", "--from", "debtor"},
        {"contact", "ikke svar", "--outcome", "no_answer"},
        {"message-in", "hei", "--from", "debtor", "--channel", "email"},
        {"creditor-answered", "fakturaen er riktig"},
        {"paid-direct", "--amount", "10,50"},
        {"paid-direct", "--amount", "10", "--invoice", "1", "--on", "2026-08-30"},
        {"acknowledged", "per telefon"},
        {"hold", "ferie", "--until", "2026-09-30"},
        {"release"},
        {"plan", "--parts", "3", "--first", "2026-10-01"},
        {"end-plan"},
        {"defer", "--days", "10"},
        {"dispute", "feil", "--on", "2026-08-31"},
        {"settle-dispute", "avklart", "--outcome", "upheld"},
        {"complaint"},
        {"settle_dispute", "avklart", "--outcome", "rejected"},
        {"filing-result", "judgment", "--on", "2026-08-31"},
        {"newer-enforcement"},
        {"newer-enforcement", "--ended"},
        {"moved", "--address", "Lia 2; 5011 Bergen"},
        {"protected-address"},
        {"protected-address", "--ended"},
        {"contact-opt-out"},
        {"contact-opt-out", "--channel", "electronic"},
        {"reached-at", "--phone", "+47 88 88 88 88", "--email", "k@example.com"},
        {"guardian", "--name", "Vera Verge, Torget 2"},
        {"guardian", "--ended"},
        {"bankrupt"},
        {"bankruptcy-ended"},
        {"debt-settlement"},
        {"debt-settlement", "--ended"},
        {"died"},
    };
    struct desk *d = *state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        for (int face = 0; face < 2; face++) {
            const char *words[WORDS + 4] = {"tell", number(d, 1 + face * 2)};
            int n = 2;
            for (int k = 0; lines[i][k]; k++) {
                const bool ones = strcmp(lines[i][k], "1") == 0 && face == 1; /* its invoice */
                words[n++] = ones ? "3" : lines[i][k];
            }
            words[n] = face == 1 ? "--json" : NULL;
            const struct ran *r = desk_ok_words(d, words);
            if (face == 0) {
                assert_non_null(strstr(r->out, "recorded as step"));
            } else {
                const json_t *told = desk_document(d, r);
                assert_true(json_is_true(json_object_get(told, "recorded")));
                assert_true(desk_num(told, "step") > 0);
            }
        }
    }
    desk_verify(d);
}

static void test_errors_name_the_option_and_change_nothing(void **state) {
    static const struct {
        int code;
        const char *says;
        const char *words[WORDS];
    } lines[] = {
        {1, "--amount KR: missing", {"paid-direct"}},
        {2, "--amount: ten: not an amount", {"paid-direct", "--amount", "ten"}},
        {1, "no claim of that invoice", {"paid-direct", "--amount", "1", "--invoice", "77"}},
        {1, "--amount: more than nothing", {"paid-direct", "--amount", "-5"}},
        {1, "--parts N: missing", {"plan", "--first", "2026-10-01"}},
        {1, "--first DAY: missing", {"plan", "--parts", "3"}},
        {2, "--parts: three: not a whole number", {"plan", "--parts", "three", "--first",
            "2026-10-01"}},
        {1, "--parts: 2 to 60", {"plan", "--parts", "61", "--first", "2026-10-01"}},
        {1, "after today", {"plan", "--parts", "3", "--first", "2026-09-01"}},
        {1, "no instalment plan runs", {"end-plan"}},
        {1, "--days N: missing", {"defer"}},
        {1, "--outcome upheld|partly|rejected|groundless|withdrawn: missing",
         {"settle-dispute", "ferdig"}},
        {1, "maybe: not a word for it", {"settle-dispute", "ferdig", "--outcome", "maybe"}},
        {1, "no objection is open", {"settle-dispute", "ferdig", "--outcome", "upheld"}},
        {1, "--from debtor|creditor|other: missing", {"message-in", "hei"}},
        {1, "pigeon", {"message-in", "hei", "--from", "debtor", "--channel", "pigeon"}},
        {1, "say what it said", {"message-in", "--from", "debtor"}},
        {1, "not a word for it", {"filing-result", "Hun tapte"}},
        {1, "--kind conciliation|enforcement|bankruptcy: missing", {"filed"}},
        {1, "stevning: not a word for it", {"filed", "--kind", "stevning"}},
        {1, "without spaces", {"filed", "--kind", "conciliation", "--reference", "Ola P"}},
        {1, "No payment demand", {"filed", "--kind", "conciliation"}},
        {1, "no such filing", {"filing-result", "nothing_to_take"}},
        {1, "--parts: says nothing here", {"note", "hei", "--parts", "3"}},
        {1, "name the guardian", {"guardian"}},
        {1, "--address", {"moved"}},
        {1, "four digits", {"moved", "--address", "Lia 2; Bergen"}},
        {1, "in the future", {"died", "--on", "2026-09-02"}},
        {1, "No such file", {"note", "hei", "--document", "nowhere.pdf"}},
        {1, "not a file", {"note", "hei", "--document", "/tmp"}},
        {2, "not understood", {"note", "hei", "--colour", "red"}},
    };
    struct desk *d = *state;
    const char *before = desk_print(d);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        const char *words[WORDS + 2] = {"tell", number(d, 1)};
        for (int k = 0; lines[i].words[k]; k++) {
            words[2 + k] = lines[i].words[k];
        }
        (void)desk_fails_words(d, lines[i].code, lines[i].says, words);
        assert_string_equal(desk_print(d), before);
    }
    /* All at once. */
    const struct ran *r = desk_fails(d, 2, "--first: soon: not a day", "tell", number(d, 1), "plan",
                                     "--first", "soon", "--amount", "ten");
    assert_non_null(strstr(r->err, "--amount: ten"));
    assert_non_null(strstr(r->err, "--parts N: missing"));
}

static void test_help_lists_the_words_with_their_options(void **state) {
    struct desk *d = *state;
    const char *out = desk_bare(d, "help", "tell")->out;
    assert_non_null(strstr(out, "paid-direct"));
    assert_non_null(strstr(out, " WORDS --outcome upheld|partly|rejected|groundless|withdrawn"));
    assert_non_null(strstr(out, " --amount KR [--invoice NO]"));
    const struct ran *r = desk_run(d, "tell");
    assert_int_equal(r->code, 2);
    assert_non_null(strstr(r->out, "--parts N"));
}

/* ---- a plan's life --------------------------------------------------------------------------- */

static void expect_part(struct desk *d, int k, const char *due, int64_t paid, const char *is) {
    const json_t *plan = json_object_get(desk_case(d, 1), "plan");
    const json_t *part = json_array_get(json_object_get(plan, "instalments"), (size_t)k - 1);
    assert_non_null(part);
    assert_string_equal(desk_str(part, "due"), due);
    assert_string_equal(desk_str(part, "state"), is);
    assert_int_equal(desk_num(part, "paid_ore"), paid);
}

static void pay(struct desk *d, int64_t ore, const char *ddmmyy) {
    const struct desk_payment p = {ore, desk_kid(d, 1), ddmmyy, ddmmyy};
    const char *file = desk_path(d, "%s/ocr-%d.txt", d->dir, ++d->n_files);
    desk_ocr(d, file, DESK_ACCOUNT, &p, 1);
    (void)desk_ok(d, "take", file);
}

/* 1000,00, 15 days of interest at 12.25 %: 5,03, and what runs until each part.  Three parts of whole
 * kroner: 342, 342 and the rest. */
static void test_a_plan_is_agreed_paid_and_missed(void **state) {
    struct desk *d = *state;
    const char *before = desk_print(d);
    const json_t *told = desk_json(d, "tell", number(d, 1), "plan", "--parts", "3", "--first",
                                   "2026-10-01", "--dry-run");
    assert_true(json_is_false(json_object_get(told, "recorded")));
    const json_t *parts = json_object_get(json_object_get(told, "plan"), "instalments");
    assert_int_equal(json_array_size(parts), 3);
    assert_int_equal(desk_num(json_array_get(parts, 0), "amount_ore"), 34200);
    assert_int_equal(desk_num(json_array_get(parts, 2), "amount_ore"), desk_num(json_object_get(told, "plan"), "total_ore") - 2 * 34200);
    assert_string_equal(desk_str(json_array_get(parts, 1), "due"), "2026-11-02"); /* 1 November: a
                                                                                     Sunday */
    assert_string_equal(desk_print(d), before);
    assert_true(json_is_null(json_object_get(desk_case(d, 1), "plan")));
    const struct ran *r = desk_ok(d, "tell", number(d, 1), "plan", "--parts", "3", "--first",
                                  "2026-10-01");
    assert_non_null(strstr(r->out, "342,00"));
    assert_non_null(strstr(r->out, "2026-11-02"));
    desk_until(d, "2026-10-01");
    pay(d, 34200, "011026");
    expect_part(d, 1, "2026-10-01", 34200, "paid");
    expect_part(d, 2, "2026-11-02", 0, "waits");
    desk_until(d, "2026-10-20");
    pay(d, 10000, "201026");
    expect_part(d, 2, "2026-11-02", 10000, "partly");
    desk_until(d, "2026-11-20");
    expect_part(d, 2, "2026-11-02", 10000, "missing");
    expect_part(d, 3, "2026-12-01", 0, "waits");
    assert_non_null(strstr(desk_ok(d, "case", number(d, 1))->out, "missing"));
    desk_verify(d);
}

static void test_time_given_is_shown(void **state) {
    struct desk *d = *state;
    const struct ran *r = desk_ok(d, "tell", number(d, 1), "defer", "--days", "10", "--dry-run");
    assert_non_null(strstr(r->out, "2026-09-11"));
    assert_string_equal(desk_str(desk_case(d, 1), "deferred_until"), "");
    (void)desk_ok(d, "tell", number(d, 1), "defer", "--days", "10");
    assert_string_equal(desk_str(desk_case(d, 1), "deferred_until"), "2026-09-11");
}

/* ---- news of a person ------------------------------------------------------------------------ */

static void test_news_of_a_person_is_in_every_case_of_theirs(void **state) {
    struct desk *d = *state;
    const struct ran *r = desk_ok(d, "tell", number(d, 2), "died", "sønnen ringte", "--on",
                                  "2026-08-30");
    assert_non_null(strstr(r->out, "in 2 cases"));
    for (int n = 1; n <= 3; n++) {
        const json_t *c = desk_case(d, n);
        const json_t *debtor = json_object_get(json_object_get(c, "parties"), "debtor");
        assert_string_equal(desk_str(debtor, "died"), n < 3 ? "2026-08-30" : "");
        assert_string_equal(desk_str(last_of(json_object_get(c, "facts")), "kind"),
                            n < 3 ? "died" : "claim_received");
    }
    desk_verify(d);
    const json_t *person = desk_json(d, "person", "31856397214");
    assert_string_equal(desk_str(person, "died"), "2026-08-30");
    assert_int_equal(json_array_size(json_object_get(person, "cases")), 2);
    assert_int_equal(json_array_size(json_object_get(person, "news")), 1);
    assert_int_equal(desk_num(person, "open_ore"), 100503 + 60302);
}

static void test_person_is_found_by_number_and_by_case(void **state) {
    struct desk *d = *state;
    (void)desk_ok(d, "tell", number(d, 1), "protected-address");
    (void)desk_ok(d, "tell", number(d, 1), "note", "snakker helst norsk");
    const char *const ids[] = {"31856397214", number(d, 1), number(d, 2), desk_kid(d, 1)};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        const json_t *p = desk_json(d, "person", ids[i]);
        assert_string_equal(desk_str(p, "name"), "Kari Eksempel");
        assert_true(json_is_true(json_object_get(p, "protected_address")));
        const char *text = desk_ok(d, "person", ids[i])->out;
        assert_non_null(strstr(text, "PROTECTED ADDRESS"));
        assert_non_null(strstr(text, "snakker helst norsk"));
    }
    (void)desk_fails(d, 1, "nobody is known", "person", "10915596999");
    (void)desk_fails(d, 1, "nobody is known", "person", "nobody");
    (void)desk_fails(d, 2, "a case", "person");
}

/* ---- documents and messages ------------------------------------------------------------------ */

static void test_a_document_is_kept_listed_and_verified(void **state) {
    struct desk *d = *state;
    const char *pdf = desk_path(d, "%s/Innsigelse på faktura.pdf", d->dir);
    desk_write(d, pdf, "%PDF-1.4\nhei\n");
    const json_t *told = desk_json(d, "tell", number(d, 1), "message-in", "jeg er uenig", "--from",
                                   "debtor", "--channel", "email", "--document", pdf);
    const char *hash = desk_str(told, "document");
    const json_t *m = last_message(d, 1);
    assert_string_equal(desk_str(m, "direction"), "in");
    assert_string_equal(desk_str(m, "with"), "debtor");
    assert_string_equal(desk_str(m, "channel"), "email");
    assert_string_equal(desk_str(m, "document"), hash);
    assert_string_equal(desk_str(m, "document_name"), "Innsigelse på faktura.pdf");
    assert_string_equal(desk_str(m, "text"), "jeg er uenig");
    const json_t *row = last_of(json_object_get(desk_case(d, 1), "documents"));
    assert_string_equal(desk_str(row, "type"), "application/pdf");
    assert_true(json_is_true(json_object_get(row, "incoming")));
    assert_non_null(strstr(desk_ok(d, "case", number(d, 1))->out, "Innsigelse på faktura.pdf"));
    desk_verify(d);
    const char *kept = desk_path(d, "documents/%.2s/%s", hash, hash);
    assert_true(desk_exists(d, kept));
    desk_write(d, kept, "%PDF-1.4\nHEI\n");
    (void)desk_fails(d, 1, hash, "verify");
    /* What may not come in. */
    const char *big = desk_path(d, "%s/big.txt", d->dir), *exe = desk_path(d, "%s/a.pdf", d->dir);
    static char bytes[(4 << 20) + 1];
    memset(bytes, 'a', sizeof bytes);
    desk_write_bytes(d, big, bytes, sizeof bytes);
    desk_write_bytes(d, exe, "\x7f""ELF", 4);
    (void)desk_fails(d, 1, "over 4 MiB", "tell", number(d, 1), "note", "x", "--document", big);
    (void)desk_fails(d, 1, "neither PDF", "tell", number(d, 1), "note", "x", "--document", exe);
    desk_write_bytes(d, exe, "", 0);
    (void)desk_fails(d, 1, "empty", "tell", number(d, 1), "note", "x", "--document", exe);
}

static void test_messages_are_one_list_in_order(void **state) {
    static const char *const told[][3] = {
        {"contact", "hun ringte", "both"}, {"note", "avtalt svar", "note"},
        {"creditor-answered", "riktig faktura", "in"}, {"dispute", "feil måler", "in"}};
    struct desk *d = *state;
    for (size_t i = 0; i < 4; i++) {
        (void)desk_ok(d, "tell", number(d, 1), told[i][0], told[i][1]);
    }
    const json_t *m = json_object_get(desk_case(d, 1), "messages");
    assert_int_equal(json_array_size(m), 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(desk_str(json_array_get(m, i), "text"), told[i][1]);
        assert_string_equal(desk_str(json_array_get(m, i), "direction"), told[i][2]);
    }
}

/* ---- reports --------------------------------------------------------------------------------- */

static void test_reports_add_up(void **state) {
    struct desk *d = *state;
    pay(d, 30000, "010926");
    (void)desk_ok(d, "tell", number(d, 1), "paid-direct", "--amount", "200");
    const json_t *p = desk_json(d, "report", "portfolio");
    assert_int_equal(json_array_size(p), 2);
    assert_string_equal(desk_str(json_array_get(p, 0), "creditor"), "311758489");
    assert_int_equal(desk_num(json_array_get(p, 0), "cases"), 2);
    assert_int_equal(desk_num(json_array_get(p, 1), "principal_ore"), 60000);
    /* 500,00 paid of 1000,00 with 5,03 interest. */
    assert_int_equal(desk_num(json_array_get(p, 0), "open_ore"), 100503 - 50000 + 40000);
    const json_t *c = json_array_get(desk_json(d, "report", "creditors"), 0);
    assert_int_equal(desk_num(c, "received_ore"), 30000);
    assert_int_equal(desk_num(c, "paid_direct_ore"), 20000);
    assert_int_equal(desk_num(c, "held_ore"), 30000);
    assert_int_equal(desk_num(c, "paid_out_ore"), 0);
    assert_non_null(strstr(desk_ok(d, "report", "portfolio")->out, "interest as last posted"));
    assert_non_null(strstr(desk_ok(d, "report", "creditors")->out, "Fjord Strøm AS"));
    (void)desk_fails(d, 2, "says nothing", "report", "portfolio", "--by-month");
}

static void test_report_letters_counts_what_was_sent(void **state) {
    struct desk *d = *state;
    (void)desk_ok(d, "take", desk_path(d, "%s/files/claims.csv", d->home));
    desk_until(d, "2026-09-03");
    const json_t *all = desk_json(d, "report", "letters"), *row;
    const json_t *months = desk_json(d, "report", "letters", "--by-month");
    int64_t n = 0, by_month = 0;
    size_t i;
    json_array_foreach(all, i, row) { n += desk_num(row, "sent"); }
    json_array_foreach(months, i, row) {
        by_month += desk_num(row, "sent");
        assert_string_equal(desk_str(row, "month"), "2026-09");
    }
    assert_true(n >= 3);
    assert_int_equal(n, desk_sql_int(d, "SELECT count(*) FROM outbox WHERE kind = 'letter'"
                                        " AND state = 'done'"));
    assert_int_equal(by_month, n);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, people_open, desk_close)
    const struct CMUnitTest tests[] = {
        TEST(test_every_word_is_taken_as_text_and_json),
        TEST(test_errors_name_the_option_and_change_nothing),
        TEST(test_help_lists_the_words_with_their_options),
        TEST(test_a_plan_is_agreed_paid_and_missed),
        TEST(test_time_given_is_shown),
        TEST(test_news_of_a_person_is_in_every_case_of_theirs),
        TEST(test_person_is_found_by_number_and_by_case),
        TEST(test_a_document_is_kept_listed_and_verified),
        TEST(test_messages_are_one_list_in_order),
        TEST(test_reports_add_up),
        cmocka_unit_test_setup_teardown(test_report_letters_counts_what_was_sent, desk_open,
                                        desk_close),
    };
    return cmocka_run_group_tests_name("people", tests, NULL, NULL);
}
