/* test_outbox.c - the moves of an effect, and first in, first out per case. */
#include "unit/store/book.h"

#include "store/outbox.h"
#include "store/query.h"

static void add(struct book *b, int n, int64_t case_id) {
    struct effect e = {.key = hash_n(n),
                       .case_id = case_id,
                       .kind = EFFECT_LETTER,
                       .letter = LETTER_REMINDER,
                       .by = CHANNEL_EMAIL,
                       .days = 14,
                       .planned = TODAY,
                       .last_day = TODAY + 20};
    if (b->head.id == 0) {
        (void)book_step(b, 1, NULL);
    }
    OK(b, outbox_add(b->db, &e, b->head.id, &b->st));
}

static struct outbox_row get(struct book *b, int n) {
    struct outbox_row row;
    struct hash key = hash_n(n);
    OK(b, outbox_get(b->db, &key, &b->arena, &row, &b->st));
    return row;
}

static int move(struct book *b, int n, enum effect_state to) {
    struct outbox_row row = get(b, n);
    row.state = to;
    b->st = (struct status){0};
    return outbox_move(b->db, &row, &b->st);
}

static uint32_t ready(struct book *b, enum effect_state state, struct outbox_row **rows) {
    uint32_t n;
    const struct outbox_filter f = {.state = state, .today = TODAY, .n_max = 100};
    OK(b, outbox_ready(b->db, &f, &b->arena, rows, &n, &b->st));
    return n;
}

static void test_outbox_add_keeps_the_promise(void **state) {
    struct book *b = *state;
    struct effect again = {.key = hash_n(1), .case_id = 2, .kind = EFFECT_SCORE};
    struct hash unknown = hash_n(99);
    struct outbox_row row;
    add(b, 1, 7);
    row = get(b, 1);
    assert_int_equal(row.state, EFFECT_PLANNED);
    assert_int_equal(row.effect.case_id, 7);
    assert_int_equal(row.effect.letter, LETTER_REMINDER);
    assert_int_equal(row.effect.by, CHANNEL_EMAIL);
    assert_int_equal(row.effect.last_day, TODAY + 20);
    assert_true(hash_is_zero(&row.content));
    FAILS(b, STATUS_CONFLICT, "outbox.key", outbox_add(b->db, &again, 1, &b->st));
    FAILS(b, STATUS_NOT_FOUND, "does not exist",
          outbox_get(b->db, &unknown, &b->arena, &row, &b->st));
    again.key = unknown;
    FAILS(b, STATUS_CORRUPT, "FOREIGN KEY", outbox_add(b->db, &again, 55, &b->st));
}

static void test_outbox_move_allows_the_pictures_moves_only(void **state) {
    struct book *b = *state;
    static const enum effect_state path[][5] = {
        /* each walked from planned; the last is refused */
        {EFFECT_DONE},
        {EFFECT_REFUSED},
        {EFFECT_ASKED, EFFECT_WITHDRAWN},
        {EFFECT_COMPOSED, EFFECT_DONE},
        {EFFECT_COMPOSED, EFFECT_ASKED, EFFECT_WITHDRAWN},
        {EFFECT_COMPOSED, EFFECT_ASKED, EFFECT_DONE, EFFECT_ASKED},
        {EFFECT_COMPOSED, EFFECT_ASKED, EFFECT_REFUSED, EFFECT_PLANNED},
        {EFFECT_WITHDRAWN, EFFECT_PLANNED},
        {EFFECT_COMPOSED, EFFECT_WITHDRAWN, EFFECT_WITHDRAWN},
        {EFFECT_COMPOSED, EFFECT_ASKED, EFFECT_PLANNED, EFFECT_DONE},
    };
    for (int i = 0; i < (int)(sizeof path / sizeof path[0]); i++) {
        add(b, i, i + 1);
        int step = 0;
        for (; step < 4 && path[i][step + 1] != 0; step++) {
            OK(b, move(b, i, path[i][step]));
        }
        assert_int_equal(move(b, i, path[i][step]), STATUS_CORRUPT);
    }
    struct outbox_row missing = {.id = 1000, .state = EFFECT_COMPOSED};
    FAILS(b, STATUS_NOT_FOUND, "1000", outbox_move(b->db, &missing, &b->st));
}

static void test_outbox_move_keeps_what_was_asked(void **state) {
    struct book *b = *state;
    add(b, 1, 1);
    struct outbox_row row = get(b, 1);
    row.state = EFFECT_COMPOSED;
    row.content = hash_n(10);
    OK(b, outbox_move(b->db, &row, &b->st));
    row.state = EFFECT_ASKED;
    row.attempts = 1;
    row.plugin = TEXT("print");
    OK(b, outbox_move(b->db, &row, &b->st));
    row.state = EFFECT_DONE;
    row.content = hash_n(11);
    FAILS(b, STATUS_CORRUPT, "other content", outbox_move(b->db, &row, &b->st));
    row.content = hash_n(10);
    row.reference = TEXT("A-77");
    OK(b, outbox_move(b->db, &row, &b->st));
    row = get(b, 1);
    assert_int_equal(row.state, EFFECT_DONE);
    assert_int_equal(row.attempts, 1);
    assert_true(text_is(row.plugin, "print"));
    assert_true(text_is(row.reference, "A-77"));
}

static void test_outbox_ready_is_first_in_first_out_per_case(void **state) {
    struct book *b = *state;
    struct outbox_row *rows;
    uint32_t n;
    add(b, 1, 7);
    add(b, 2, 8);
    add(b, 3, 7);
    assert_int_equal(ready(b, EFFECT_PLANNED, &rows), 2);
    assert_int_equal(rows[0].effect.case_id, 7);
    assert_int_equal(rows[1].effect.case_id, 8);
    struct outbox_filter f = {.state = EFFECT_PLANNED, .today = TODAY, .after = rows[0].id,
        .n_max = 100};
    OK(b, outbox_ready(b->db, &f, &b->arena, &rows, &n, &b->st));
    assert_int_equal(n, 1); /* after the first */
    f = (struct outbox_filter){.state = EFFECT_PLANNED, .today = TODAY, .n_max = 1};
    OK(b, outbox_ready(b->db, &f, &b->arena, &rows, &n, &b->st));
    assert_int_equal(n, 1);
    OK(b, move(b, 1, EFFECT_COMPOSED));
    assert_int_equal(ready(b, EFFECT_PLANNED, &rows), 1); /* 3 waits for 1 through every state */
    assert_int_equal(ready(b, EFFECT_COMPOSED, &rows), 1);
    OK(b, move(b, 1, EFFECT_ASKED));
    assert_int_equal(ready(b, EFFECT_PLANNED, &rows), 1);
    assert_int_equal(ready(b, EFFECT_ASKED, &rows), 1);
    OK(b, move(b, 1, EFFECT_DONE));
    assert_int_equal(ready(b, EFFECT_PLANNED, &rows), 2);
    struct hash third = hash_n(3);
    assert_true(hash_eq(&rows[1].effect.key, &third));
}

static void test_outbox_ready_lets_the_books_own_effects_go_side_by_side(void **state) {
    struct book *b = *state;
    struct outbox_row *rows;
    add(b, 1, 0);
    add(b, 2, 0);
    assert_int_equal(ready(b, EFFECT_PLANNED, &rows), 2);
}

static void test_outbox_ready_waits_for_the_retry_day(void **state) {
    struct book *b = *state;
    struct outbox_row *rows;
    add(b, 1, 1);
    struct outbox_row row = get(b, 1);
    row.not_before = TODAY + 1;
    OK(b, outbox_move(b->db, &row, &b->st));
    assert_int_equal(ready(b, EFFECT_PLANNED, &rows), 0);
    row.not_before = TODAY;
    OK(b, outbox_move(b->db, &row, &b->st));
    assert_int_equal(ready(b, EFFECT_PLANNED, &rows), 1);
    row.not_before = TODAY + 1;
    row.state = EFFECT_COMPOSED; /* the day holds back planned rows only */
    OK(b, outbox_move(b->db, &row, &b->st));
    assert_int_equal(ready(b, EFFECT_COMPOSED, &rows), 1);
}

static uint32_t ready_at(struct book *b, int32_t minute, enum channel by) {
    struct outbox_row *rows;
    uint32_t n = 9;
    const struct outbox_filter f = {.state = EFFECT_PLANNED, .today = TODAY, .n_max = 9,
        .minute = minute, .by = by};
    OK(b, outbox_ready(b->db, &f, &b->arena, &rows, &n, &b->st));
    return n;
}

static void test_outbox_ready_waits_for_the_minute_of_its_day(void **state) {
    struct book *b = *state;
    add(b, 1, 1);
    struct outbox_row row = get(b, 1);
    row.not_before = TODAY;
    row.not_before_minute = 480;
    OK(b, outbox_move(b->db, &row, &b->st));
    assert_int_equal(get(b, 1).not_before_minute, 480);
    assert_int_equal(ready_at(b, 479, 0), 0);
    assert_int_equal(ready_at(b, 480, 0), 1);
    row.not_before = TODAY - 1; /* a day that is over has had its minute */
    OK(b, outbox_move(b->db, &row, &b->st));
    assert_int_equal(ready_at(b, 0, 0), 1);
    assert_int_equal(ready_at(b, 0, CHANNEL_EMAIL), 1); /* as it was added */
    assert_int_equal(ready_at(b, 0, CHANNEL_LETTER), 0);
}

static void test_outbox_ready_keeps_to_one_kind(void **state) {
    struct book *b = *state;
    struct outbox_row *rows;
    uint32_t n = 9;
    const struct effect payout = {.key = hash_n(2), .kind = EFFECT_PAYOUT};
    add(b, 1, 1);
    OK(b, outbox_add(b->db, &payout, b->head.id, &b->st));
    assert_int_equal(ready(b, EFFECT_PLANNED, &rows), 2);
    struct outbox_filter f = {.kind = EFFECT_PAYOUT, .state = EFFECT_PLANNED, .today = TODAY,
        .n_max = 9};
    OK(b, outbox_ready(b->db, &f, &b->arena, &rows, &n, &b->st));
    assert_int_equal(n, 1);
    assert_int_equal(rows[0].effect.kind, EFFECT_PAYOUT);
    f.kind = EFFECT_FILING;
    OK(b, outbox_ready(b->db, &f, &b->arena, &rows, &n, &b->st));
    assert_int_equal(n, 0);
}

static void test_outbox_count_and_of_case(void **state) {
    struct book *b = *state;
    struct outbox_row *rows;
    uint32_t n;
    int64_t count;
    add(b, 1, 1);
    add(b, 2, 1);
    add(b, 3, 2);
    OK(b, move(b, 2, EFFECT_WITHDRAWN));
    OK(b, outbox_count(b->db, EFFECT_LETTER, EFFECT_PLANNED, &count, &b->st));
    assert_int_equal(count, 2);
    OK(b, outbox_of_case(b->db, 1, &b->arena, &rows, &n, &b->st));
    assert_int_equal(n, 2);
    assert_int_equal(rows[1].state, EFFECT_WITHDRAWN);
}

static void test_outbox_ready_seeks_by_index(void **state) {
    struct book *b = *state;
    struct outbox_row *rows;
    struct text plan = {NULL, 0};
    (void)ready(b, EFFECT_PLANNED, &rows);
    for (size_t i = 0; i < STATEMENTS_MAX; i++) {
        const char *sql = b->db->statements[i].sql;
        if (sql != NULL && strstr(sql, "FROM outbox o WHERE o.state = ?1") != NULL) {
            plan = book_plan(b, arena_printf(&b->arena, "EXPLAIN QUERY PLAN %s", sql).ptr);
        }
    }
    assert_non_null(plan.ptr);
    if (strstr(plan.ptr, "SEARCH o USING INDEX outbox_open (state=? AND rowid>?)") == NULL ||
        strstr(plan.ptr, "SEARCH e USING INDEX outbox_by_case (case_id=? AND rowid<?)") == NULL ||
        strstr(plan.ptr, "B-TREE") != NULL) {
        fail_msg("plan:\n%s", plan.ptr);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BOOK_TEST(test_outbox_add_keeps_the_promise),
        BOOK_TEST(test_outbox_move_allows_the_pictures_moves_only),
        BOOK_TEST(test_outbox_move_keeps_what_was_asked),
        BOOK_TEST(test_outbox_ready_is_first_in_first_out_per_case),
        BOOK_TEST(test_outbox_ready_lets_the_books_own_effects_go_side_by_side),
        BOOK_TEST(test_outbox_ready_waits_for_the_retry_day),
        BOOK_TEST(test_outbox_ready_waits_for_the_minute_of_its_day),
        BOOK_TEST(test_outbox_ready_keeps_to_one_kind),
        BOOK_TEST(test_outbox_count_and_of_case),
        BOOK_TEST(test_outbox_ready_seeks_by_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
