/* test_story.c - five weeks of one small agency, checked to the øre.
 *
 * Figures are worked out here, not by krav.  Late interest is 12.25 % a year in the second half of
 * 2026 (FOR-2026-06-25-1372), from the day after the due day, the last day included, over 365
 * days, rounded half up.  A letter's fee is 1/20 of 750 kroner, 37.50, to the nearest krone: 38
 * (inkassoforskriften §§ 1-2).  Amounts are øre. */
#include "desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAID = 1, PARTLY, DISPUTED, HELD, WITHDRAWN, OVERPAID, UNPAID, FEE_DAY, DAY_BEFORE };

/* Case 8 and 9 were reminded by the creditor already, without a fee: our first letter is the
 * notice, on 1 September.  That is 14 days after the due day for one and 13 for the other. */
static const char more[] =
    "source_id;creditor_org;invoice_no;debtor_kind;debtor_name;principal;due;reminder_sent;"
    "reminder_deadline\n"
    "S-5;311758489;5;consumer;Trine Trukket;500,00;2026-08-17;;\n"
    "S-6;311758489;6;consumer;Odd Overbetalt;1000,00;2026-08-17;;\n"
    "S-7;311758489;7;consumer;Unni Ubetalt;2000,00;2026-08-31;;\n"
    "S-8;311758489;8;consumer;Frida Fjorten;1000,00;2026-08-18;2026-08-19;2026-08-31\n"
    "S-9;311758489;9;consumer;Tore Tretten;1000,00;2026-08-19;2026-08-20;2026-08-31\n";

/* Every command of the story leaves a sound book behind. */
#define act(d, ...) (desk_ok((d), __VA_ARGS__), desk_verify(d))

static const char *number(struct desk *d, int n) { return desk_path(d, "%d", DESK_CASE(n)); }

/* ---- what is expected of a letter and of a case ---------------------------------------------- */

struct expected_letter {
    int n, at; /* case, and which of its letters, from 0 */
    const char *kind, *sent, *deadline;
    int64_t quote, fee;
};

static void expect_letter(struct desk *d, const struct expected_letter *e) {
    const json_t *letters = json_object_get(desk_case(d, e->n), "letters");
    const json_t *l = json_array_get(letters, (size_t)e->at);
    if (!l) {
        fail_msg("case %d has no letter %d", e->n, e->at);
    }
    assert_string_equal(desk_str(l, "kind"), e->kind);
    assert_string_equal(desk_str(l, "state"), "sent");
    assert_string_equal(desk_str(l, "sent"), e->sent);
    assert_string_equal(desk_str(l, "deadline"), e->deadline);
    assert_int_equal(desk_num(l, "quote_ore"), e->quote);
    assert_int_equal(desk_num(l, "fee_ore"), e->fee);
}

static void expect_letters(struct desk *d, int n, size_t count) {
    assert_int_equal(json_array_size(json_object_get(desk_case(d, n), "letters")), count);
}

struct expected_case {
    int n;
    const char *stage, *closed, *close_why;
    int64_t principal, interest, costs, paid, overpaid, written_off;
};

static void expect_case(struct desk *d, const struct expected_case *e) {
    const json_t *c = desk_case(d, e->n), *b = json_object_get(c, "balances");
    assert_string_equal(desk_str(c, "stage"), e->stage);
    assert_string_equal(desk_str(c, "closed"), e->closed);
    assert_string_equal(desk_str(c, "close_why"), e->close_why);
    assert_int_equal(desk_num(b, "principal_ore"), e->principal);
    assert_int_equal(desk_num(b, "interest_ore"), e->interest);
    assert_int_equal(desk_num(b, "costs_ore"), e->costs);
    assert_int_equal(desk_num(b, "open_ore"), e->principal + e->interest + e->costs);
    assert_int_equal(desk_num(b, "paid_ore"), e->paid);
    assert_int_equal(desk_num(b, "overpaid_ore"), e->overpaid);
    assert_int_equal(desk_num(b, "written_off_ore"), e->written_off);
}

static int64_t balance_of(struct desk *d, const char *account) {
    return desk_sql_int(d, desk_path(d, "SELECT coalesce(sum(amount), 0) FROM postings"
                                        " WHERE account = '%s'", account));
}

/* ---- the story, chapter by chapter ----------------------------------------------------------- */

static void september_1(struct desk *d) {
    static const struct expected_letter letters[] = {
        /* 1899,00 + interest of 15 days 9,56 + fee 38,00: 31 August is 14 days after due. */
        {PAID, 0, "reminder", "2026-09-01", "2026-09-15", 189900 + 956 + 3800, 3800},
        {PARTLY, 0, "reminder", "2026-09-01", "2026-09-15", 74250 + 374 + 3800, 3800},
        {DISPUTED, 0, "reminder", "2026-09-01", "2026-09-15", 1240000 + 6242 + 3800, 3800},
        /* The gentle level gives 21 days; 22 days of interest. */
        {HELD, 0, "reminder", "2026-09-01", "2026-09-22", 98000 + 724 + 3800, 3800},
        {WITHDRAWN, 0, "reminder", "2026-09-01", "2026-09-15", 50000 + 252 + 3800, 3800},
        {OVERPAID, 0, "reminder", "2026-09-01", "2026-09-15", 100000 + 503 + 3800, 3800},
        /* Due yesterday: one day of interest, and too early for a fee. */
        {UNPAID, 0, "reminder", "2026-09-01", "2026-09-15", 200000 + 67, 0},
        /* Letter 0 is the creditor's reminder.  The notice bears a fee on the 14th day, not on
         * the 13th: 14 and 13 days of interest. */
        {FEE_DAY, 1, "collection_notice", "2026-09-01", "2026-09-15", 100000 + 470 + 3800, 3800},
        {DAY_BEFORE, 1, "collection_notice", "2026-09-01", "2026-09-15", 100000 + 436, 0},
    };
    const char *file = desk_path(d, "%s/more.csv", d->dir);
    desk_write(d, file, more);
    act(d, "take", desk_path(d, "%s/files/claims.csv", d->home));
    const json_t *report = json_array_get(desk_json(d, "take", file), 0);
    desk_verify(d);
    assert_int_equal(desk_num(report, "taken"), 5);
    assert_int_equal(desk_num(report, "sum_ore"), 550000);
    expect_letters(d, PAID, 1);
    assert_int_equal(desk_count_files(d, "out/letter_text", "*"), 0); /* promised, not sent */
    act(d, "day"); /* the rest of 1 September, and 2 September */
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
        expect_letter(d, &letters[i]);
    }
    assert_int_equal(desk_count_files(d, "out/letter_text", "*"), 9);
}

static void people_speak(struct desk *d) {
    act(d, "tell", number(d, WITHDRAWN), "withdraw", "kreditor trekker kravet");
    /* 16 days of interest: 500,00 x 12.25 % x 16 / 365 = 2,68. */
    expect_case(d, &(struct expected_case){WITHDRAWN, "reminder", "2026-09-02", "withdraw",
        .written_off = 50000 + 268 + 3800});
    desk_until(d, "2026-09-03");
    act(d, "tell", number(d, HELD), "hold", "venter på svar", "--until", "2026-09-30");
    desk_until(d, "2026-09-05");
    act(d, "tell", number(d, DISPUTED), "dispute", "feil måler");
    assert_true(json_is_true(json_object_get(desk_case(d, DISPUTED), "disputed")));
    assert_true(json_is_true(json_object_get(desk_case(d, HELD), "held")));
}

/* 10 September: a part, too much, and money nobody knows. */
static void first_payments(struct desk *d) {
    const struct desk_payment payments[] = {
        {30000, desk_kid(d, PARTLY), "100926", "100926"},
        {150000, desk_kid(d, OVERPAID), "090926", "080926"},
        {77700, desk_kid(d, 999), "100926", "100926"},
    };
    const char *file = desk_path(d, "%s/ocr1.txt", d->dir);
    desk_until(d, "2026-09-10");
    desk_ocr(d, file, DESK_ACCOUNT, payments, 3);
    const json_t *report = json_array_get(desk_json(d, "take", file), 0);
    desk_verify(d);
    assert_int_equal(desk_num(report, "taken"), 2);
    assert_int_equal(desk_num(report, "unmatched"), 1);
    assert_int_equal(desk_num(report, "sum_ore"), 257700);
    /* 300,00 covers the fee 38,00, 24 days of interest 5,98, and 256,02 of the principal. */
    expect_case(d, &(struct expected_case){PARTLY, "reminder", "", "", .principal = 48648,
        .paid = 30000});
    /* Handed in on the 8th: 38,00 + 22 days of interest 7,38 + 1000,00; 454,62 is too much. */
    expect_case(d, &(struct expected_case){OVERPAID, "reminder", "2026-09-10", "paid",
        .paid = 150000, .overpaid = 150000 - 3800 - 738 - 100000});
    assert_int_equal(balance_of(d, "suspense"), -77700);
    assert_int_equal(balance_of(d, "overpaid"), -45462);
    assert_int_equal(balance_of(d, "client_bank"), 257700);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM tasks WHERE done = 0"
                                     " AND reason = 'unmatched_money'"), 1);
}

/* Three days after the deadline of the 15th.  Where the reminder bore a fee, the notice's fee must
 * wait until that deadline and the bank's three days have passed, the 19th: it goes without. */
static void notices(struct desk *d) {
    desk_until(d, "2026-09-17");
    expect_letters(d, UNPAID, 1);
    desk_until(d, "2026-09-18");
    expect_letter(d, &(struct expected_letter){PAID, 1, "collection_notice", "2026-09-18",
        "2026-10-02", 189900 + 3800 + 2039, 0});
    /* Interest goes on with 486,48 from the 11th: 7,29 in all, 5,98 of it paid. */
    expect_letter(d, &(struct expected_letter){PARTLY, 1, "collection_notice", "2026-09-18",
        "2026-10-02", 48648 + 131, 0});
    /* No fee before: this one bears it.  18 days of interest. */
    expect_letter(d, &(struct expected_letter){UNPAID, 1, "collection_notice", "2026-09-18",
        "2026-10-02", 200000 + 1208 + 3800, 3800});
    expect_letters(d, DISPUTED, 1);
    expect_letters(d, HELD, 1);
    assert_string_equal(desk_str(desk_case(d, FEE_DAY), "stage"), "demand_ready");
}

/* The objection is answered: from where it stopped, a reminder again, now with the second fee. */
static void the_dispute_ends(struct desk *d) {
    desk_until(d, "2026-09-20");
    expect_letters(d, DISPUTED, 1);
    act(d, "tell", number(d, DISPUTED), "settle-dispute", "måleren er kontrollert",
        "--outcome", "rejected");
    desk_until(d, "2026-09-21");
    expect_letter(d, &(struct expected_letter){DISPUTED, 1, "reminder", "2026-09-20",
        "2026-10-05", 1240000 + 3800 + 14150 + 3800, 3800}); /* the 4th is a Sunday */
}

/* Paid as the notice asked, on 29 September: what interest grew since the 18th is let go. */
static void paid_in_time(struct desk *d) {
    const struct desk_payment payment = {195739, desk_kid(d, PAID), "300926", "290926"};
    const char *file = desk_path(d, "%s/ocr2.txt", d->dir);
    desk_until(d, "2026-10-01");
    desk_ocr(d, file, DESK_ACCOUNT, &payment, 1);
    act(d, "take", file);
    expect_case(d, &(struct expected_case){PAID, "notice", "2026-10-01", "paid",
        .paid = 195739});
    /* 43 days are 27,41; 20,39 were asked for. */
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM steps, json_each(body, '$.events') e"
                                     " WHERE json_extract(e.value, '$.kind') = 'remainder_waived'"
                                     " AND json_extract(e.value, '$.amount_ore') = 702"), 1);
    /* The hold ended with 30 September: the second gentle reminder, 52 days of interest. */
    expect_letter(d, &(struct expected_letter){HELD, 1, "reminder", "2026-10-01", "2026-10-22",
        98000 + 3800 + 1710 + 3800, 3800});
}

static void october_8(struct desk *d) {
    desk_until(d, "2026-10-08");
    /* Two reminders with a fee: no third (inkassoforskriften § 1-3).  52 days of interest. */
    expect_letter(d, &(struct expected_letter){DISPUTED, 2, "collection_notice", "2026-10-08",
        "2026-10-22", 1240000 + 7600 + 21641, 0});
    expect_case(d, &(struct expected_case){DISPUTED, "notice", "", "", .principal = 1240000,
        .interest = 21641, .costs = 7600});
    expect_case(d, &(struct expected_case){PARTLY, "demand_ready", "", "", .principal = 48648,
        .interest = 457, .paid = 30000});
    expect_case(d, &(struct expected_case){HELD, "reminder", "", "", .principal = 98000,
        .interest = 1941, .costs = 7600});
    expect_case(d, &(struct expected_case){UNPAID, "demand_ready", "", "", .principal = 200000,
        .interest = 2551, .costs = 3800});
    assert_int_equal(balance_of(d, "client_bank"), 257700 + 195739);
    /* Collected for the creditor: all but suspense and what goes back. */
    assert_int_equal(balance_of(d, "creditor_payable"), -(30000 + 104538 + 195739));
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM outbox WHERE state <> 'done'"), 0);
}

/* ---- the journal ----------------------------------------------------------------------------- */

static void print_event(FILE *f, const json_t *e) {
    static const char *const words[] = {"letter", "word", "fee"};
    static const char *const amounts[] = {"amount_ore", "principal_ore", "interest_ore",
        "costs_creditor_ore", "costs_agency_ore", "over_ore"};
    (void)fprintf(f, "    %s", desk_str(e, "kind"));
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (json_object_get(e, words[i])) {
            (void)fprintf(f, " %s", desk_str(e, words[i]));
        }
    }
    if (json_object_get(e, "until")) {
        (void)fprintf(f, " until %s", desk_str(e, "until"));
    }
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++) {
        if (json_object_get(e, amounts[i])) {
            (void)fprintf(f, " %s=%lld", amounts[i], (long long)desk_num(e, amounts[i]));
        }
    }
    const json_t *claim = json_array_get(json_object_get(e, "claims"), 0);
    if (claim) {
        (void)fprintf(f, " %s due %s principal_ore=%lld", desk_str(claim, "source"),
                      desk_str(claim, "due"), (long long)desk_num(claim, "principal_ore"));
    }
    (void)fputc('\n', f);
}

/* One line for a step, one for each of its events; no hashes, no free text. */
static void print_step(FILE *f, const json_t *s) {
    const json_t *fact = json_object_get(s, "fact"), *events = json_object_get(s, "events");
    const json_t *of_case = json_object_get(s, "case_id");
    size_t i;
    const json_t *e;
    (void)fprintf(f, "%lld case %lld %s legal %s booked %s\n", (long long)desk_num(s, "id"),
                  of_case ? (long long)json_integer_value(of_case) : 0LL, desk_str(fact, "kind"),
                  desk_str(fact, "legal_day"), desk_str(fact, "booked_day"));
    json_array_foreach(events, i, e) {
        print_event(f, e);
    }
}

static const char *journal(struct desk *d) {
    const int64_t n = desk_sql_int(d, "SELECT max(id) FROM steps");
    const char *path = desk_path(d, "%s/journal.txt", d->dir);
    FILE *f = fopen(path, "we");
    assert_non_null(f);
    for (int64_t id = 1; id <= n; id++) {
        json_error_t error;
        json_t *s = json_loads(desk_sql_text(d, desk_path(d, "SELECT body FROM steps WHERE id ="
                                                             " %lld", (long long)id)), 0, &error);
        assert_non_null(s);
        print_step(f, s);
        json_decref(s);
    }
    (void)fclose(f);
    return desk_read(d, path);
}

static void compare_with_golden(struct desk *d, const char *is) {
    const char *write = getenv("KRAV_GOLDEN");
    if (write && strcmp(write, "write") == 0) {
        desk_write(d, SCENARIO_GOLDEN "/story.txt", is);
        return;
    }
    const char *was = desk_read(d, SCENARIO_GOLDEN "/story.txt");
    int line = 1;
    for (size_t i = 0; is[i] || was[i]; i++) {
        if (is[i] != was[i]) {
            fail_msg("golden/story.txt:%d: the journal now reads\n%.300s\nnot\n%.300s", line,
                     is + i, was + i);
        }
        line += is[i] == '\n';
    }
}

static void test_story_comes_out_to_the_ore(void **state) {
    struct desk *d = *state;
    desk_verify(d);
    act(d, "rules", "publish", SCENARIO_RULES "/three_stages");
    september_1(d);
    people_speak(d);
    first_payments(d);
    notices(d);
    the_dispute_ends(d);
    paid_in_time(d);
    october_8(d);
    (void)desk_ok(d, "check");
    compare_with_golden(d, journal(d));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_story_comes_out_to_the_ore, desk_open, desk_close),
    };
    return cmocka_run_group_tests_name("story", tests, NULL, NULL);
}
