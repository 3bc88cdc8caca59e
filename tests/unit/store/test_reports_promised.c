/* test_reports_promised.c - what was promised and what was done of it, in a small book reckoned by hand.
 *
 *     agreement   1..9 of the month: level normal, as declared (reminders 1, calls 0)
 *                 from the 10th: reminders = 2, and a page was signed
 *     billing     a department of its own: level gentle (reminders 2), overridden by 0
 */
#include "unit/store/book.h"

#include "store/outbox.h"
#include "unit/store/report_rows.h"

static const char promises[] =
    "[{\"level\":\"normal\",\"name\":\"reminders\",\"says\":\"r\",\"counts\":\"reminder\",\"value\":1},"
    "{\"level\":\"normal\",\"name\":\"calls\",\"says\":\"c\",\"counts\":\"call\",\"value\":1},"
    "{\"level\":\"gentle\",\"name\":\"reminders\",\"says\":\"r\",\"counts\":\"reminder\",\"value\":2}]";

#define FIRST 739007 /* the first day of a month: 2024-05-01 is number 739007 */

static void agree(struct book *b, const char *department, day from, const char *level, int reminders) {
    struct override o = {TEXT("reminders"), reminders};
    const struct agreement a = {.creditor = b->creditor, .department = text_of(department),
        .from = from, .level = text_of(level), .overrides = &o, .n_overrides = reminders >= 0,
        .page = reminders == 2 ? hash_n(7) : (struct hash){{0}}};
    int64_t id = 0;
    OK(b, agreements_put(b->db, &a, &id, &b->st));
}

static int promised_setup(void **state) {
    const int rc = book_setup(state);
    struct book *b = *state;
    assert_int_equal(FIRST, day_of(2024, 5, 1));
    OK(b, db_begin(b->db, &b->st));
    agree(b, "", FIRST, "normal", -1);
    agree(b, "", FIRST + 9, "normal", 2);
    agree(b, "billing", FIRST, "gentle", 0);
    OK(b, db_commit(b->db, &b->st));
    return rc;
}

/* So many reminders that a channel took, and one that it did not. */
static void remind(struct book *b, int64_t case_id, int n) {
    for (int i = 0; i <= n; i++) {
        const struct effect e = {.kind = EFFECT_LETTER, .key = hash_n((int)case_id * 10 + i),
            .case_id = case_id, .letter = LETTER_REMINDER, .by = CHANNEL_LETTER,
            .planned = FIRST, .last_day = FIRST};
        OK(b, outbox_add(b->db, &e, b->head.id, &b->st));
        if (i < n) {
            book_must(b, arena_printf(&b->arena, "UPDATE outbox SET state = 'done' WHERE id ="
                                                 " (SELECT max(id) FROM outbox)").ptr);
        }
    }
}

enum end { STAYS, CLOSED, DISPUTED };

static void receive(struct book *b, int64_t id, day on, const char *department, enum end end) {
    struct call_note calls[] = {{on, CALL_NO_ANSWER, 1}, {on, CALL_REACHED, -1}};
    const struct krav_case c = {.id = id, .creditor = b->creditor, .debtor = b->debtor,
        .department = text_of(department), .opened = on, .closed = end == CLOSED ? on + 1 : DAY_NONE,
        .disputed_since = end == DISPUTED ? on : DAY_NONE,
        .calls = calls, .n_calls = id == 1 ? 2 : 0};
    book_case(b, &c);
    (void)book_step(b, id, NULL);
}

static struct report_rows promised(struct book *b, day from, day to) {
    struct report_rows rows;
    const struct report_ask ask = {.from = from, .to = to, .as_of = to, .promises = text_of(promises)};
    OK(b, report_read(b->db, report_find(TEXT("promised")), &ask, &b->arena, &rows, &b->st));
    return rows;
}

static uint32_t row_of(const struct report_rows *r, const char *department, const char *promise,
                       bool has_page) {
    for (uint32_t i = 0; i < r->n; i++) {
        if (report_says(r, i, "department", department) && report_says(r, i, "promise", promise) &&
            (report_cell_of(r, i, "page")->text.len == 64) == has_page) {
            return i;
        }
    }
    fail_msg("no row %s %s", department, promise);
    return 0;
}

static void is_row(const struct report_rows *r, uint32_t row, const int64_t wanted[6]) {
    static const char *const names[] = {"cases", "promised", "done", "kept", "ended", "open"};
    for (size_t i = 0; i < 6; i++) {
        if (report_number(r, row, names[i]) != wanted[i]) {
            fail_msg("%s: %lld, not %lld", names[i], (long long)report_number(r, row, names[i]),
                     (long long)wanted[i]);
        }
    }
    assert_int_equal(wanted[0], wanted[3] + wanted[4] + wanted[5]);
}

static void test_promised_is_held_against_what_was_done(void **state) {
    struct book *b = *state;
    receive(b, 1, FIRST, "", STAYS);          /* promised 1, done 1: kept */
    receive(b, 2, FIRST + 8, "", CLOSED);     /* promised 1, done 0: ended first */
    receive(b, 3, FIRST + 8, "", STAYS);      /* promised 1, done 0: may still be */
    receive(b, 4, FIRST + 9, "", STAYS);      /* promised 2, done 1: may still be */
    receive(b, 5, FIRST + 9, "", DISPUTED);   /* promised 2, done 1: stopped */
    receive(b, 6, FIRST + 30, "", CLOSED);    /* promised 2, done 3: kept, though it is closed */
    receive(b, 7, FIRST, "billing", STAYS);   /* promised 0, done 0: kept */
    receive(b, 8, FIRST + 31, "", STAYS);     /* another month */
    const int reminders[] = {1, 0, 0, 1, 1, 3, 0, 0};
    for (int i = 0; i < 8; i++) {
        remind(b, i + 1, reminders[i]);
    }
    const struct report_rows r = promised(b, FIRST, FIRST + 30);
    assert_int_equal(r.n, 5);
    is_row(&r, row_of(&r, "", "reminders", false), (const int64_t[]){3, 3, 1, 1, 1, 1});
    is_row(&r, row_of(&r, "", "reminders", true), (const int64_t[]){3, 6, 5, 1, 1, 1});
    is_row(&r, row_of(&r, "billing", "reminders", false), (const int64_t[]){1, 0, 0, 1, 0, 0});
    /* One call was made in case 1; the other was made in a case that was merged into it. */
    is_row(&r, row_of(&r, "", "calls", false), (const int64_t[]){3, 3, 1, 1, 1, 1});
    is_row(&r, row_of(&r, "", "calls", true), (const int64_t[]){3, 3, 0, 0, 2, 1});
    assert_true(report_says(&r, 0, "month", "2024-05"));
    assert_true(report_says(&r, 0, "creditor", "311758489"));
    assert_int_equal(promised(b, FIRST + 31, FIRST + 31).n, 2);
}

/* A case is never left out: without an agreement, or by a level that promises no number. */
static void test_promised_shows_cases_that_nothing_was_promised_of(void **state) {
    struct book *b = *state;
    receive(b, 1, FIRST - 1, "", STAYS);
    const struct report_rows r = promised(b, FIRST - 1, FIRST - 1);
    assert_int_equal(r.n, 1);
    assert_int_equal(report_number(&r, 0, "cases"), 1);
    assert_true(report_says(&r, 0, "level", "") && report_says(&r, 0, "promise", ""));
    assert_true(report_cell_of(&r, 0, "promised")->none && report_cell_of(&r, 0, "done")->none);
    assert_true(report_cell_of(&r, 0, "open")->none);
}

#define PROMISED_TEST(name) cmocka_unit_test_setup_teardown(name, promised_setup, book_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        PROMISED_TEST(test_promised_is_held_against_what_was_done),
        PROMISED_TEST(test_promised_shows_cases_that_nothing_was_promised_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
