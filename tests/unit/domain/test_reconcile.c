/* A statement against the book: what is matched, by which sign, and why the rest differs. */
#include "unit/base/cmocka_all.h"

#include "domain/reconcile.h"

#include <stdlib.h>

#define DAY1 739000 /* a Friday in 2024: the days around it are ordinary */

struct held {
    struct arena arena;
    struct bank_line lines[16];
    struct movement movements[16];
    struct reconciliation r;
};

static bool is_ours(struct text id) { return text_starts(id, TEXT("KRAV")); }

static int setup(void **state) {
    struct held *h = calloc(1, sizeof *h);
    arena_init(&h->arena);
    h->r = (struct reconciliation){.from = DAY1, .to = DAY1, .lines = h->lines,
        .movements = h->movements, .is_transfer = is_ours};
    *state = h;
    return 0;
}

static int teardown(void **state) {
    struct held *h = *state;
    arena_fini(&h->arena);
    free(h);
    return 0;
}

static struct bank_line *line(struct held *h, ore amount, const char *kid) {
    struct bank_line *l = &h->lines[h->r.n_lines++];
    *l = (struct bank_line){.entry = h->r.n_lines, .day = DAY1, .amount = amount,
        .kid = text_of(kid)};
    h->r.closing += amount;
    return l;
}

static struct movement *move(struct held *h, ore amount, const char *kid) {
    struct movement *m = &h->movements[h->r.n_movements++];
    *m = (struct movement){.id = h->r.n_movements, .step = 100 + h->r.n_movements,
        .kind = MOVEMENT_PAYMENT, .day = DAY1, .amount = amount, .kid = text_of(kid),
        .door = TEXT("ocr"), .lot = TEXT("a")};
    return m;
}

static void hold(struct held *h) { reconcile(&h->r, &h->arena); }

static void expect_one(const struct held *h, enum difference_kind kind, ore bank, ore book) {
    if (h->r.n_differences != 1) {
        fail_msg("%u differences", (unsigned)h->r.n_differences);
    }
    const struct difference *d = &h->r.differences[0];
    assert_string_equal(words_name(&difference_kinds, (int)d->kind),
                        words_name(&difference_kinds, (int)kind));
    assert_int_equal(d->bank, bank);
    assert_int_equal(d->book, book);
    assert_int_equal(h->r.proven, !difference_breaks(kind));
}

static void test_reconcile_proves_what_agrees(void **state) {
    struct held *h = *state;
    h->r.opening = h->r.closing = h->r.shown = 5000;
    line(h, 100, "11");
    line(h, 100, "22");
    line(h, -700, "")->end_to_end = TEXT("KRAV1");
    move(h, 100, "22");
    move(h, 100, "11");
    struct movement *payout = move(h, -700, "");
    payout->kind = MOVEMENT_PAYOUT;
    payout->key = TEXT("KRAV1");
    hold(h);
    assert_true(h->r.proven);
    assert_int_equal(h->r.n_matched, 3);
    assert_int_equal(h->r.book, 4500);
    assert_int_equal(h->movements[0].entry, 2); /* each by its own KID */
    assert_int_equal(h->movements[1].entry, 1);
}

static void test_reconcile_of_nothing_is_proven_only_if_balances_stand(void **state) {
    struct held *h = *state;
    hold(h);
    assert_true(h->r.proven);
    h->r.opening = h->r.closing = 1;
    hold(h);
    expect_one(h, DIFFERS_OPENING, 1, 0);
}

static void test_reconcile_finds_a_sum_of_one_lot_among_two(void **state) {
    struct held *h = *state;
    line(h, 300, "");
    line(h, 50, "");
    move(h, 100, "11");
    move(h, 200, "22");
    move(h, 20, "33")->lot = TEXT("b");
    move(h, 30, "44")->lot = TEXT("b");
    hold(h);
    assert_true(h->r.proven);
    assert_int_equal(h->movements[1].entry, 1);
    assert_int_equal(h->movements[3].entry, 2);
}

static void test_reconcile_matches_parts_when_they_say_all(void **state) {
    struct held *h = *state;
    line(h, 300, "");
    h->lines[1] = (struct bank_line){.entry = 1, .part = 1, .day = DAY1, .amount = 100,
        .kid = TEXT("11")};
    h->lines[2] = (struct bank_line){.entry = 1, .part = 2, .day = DAY1, .amount = 200,
        .kid = TEXT("22")};
    h->r.n_lines = 3;
    move(h, 100, "11");
    hold(h);
    expect_one(h, DIFFERS_CREDIT, 200, 0);
    assert_int_equal(h->r.differences[0].part, 2);
    h->lines[2].amount = 0; /* now they do not say all: the entry is matched as it is */
    move(h, 200, "99");
    h->movements[0].entry = 0;
    h->lines[1].matched = false;
    hold(h);
    assert_true(h->r.proven);
}

static void test_reconcile_explains_each_difference(void **state) {
    static const struct {
        ore bank;
        const char *kid, *type, *text, *id;
        enum difference_kind kind;
    } rows[] = {
        {100, "11", "", "", "", DIFFERS_CREDIT},
        {100, "", "", "Kreditrente", "", DIFFERS_INTEREST},
        {100, "", "INTR", "", "", DIFFERS_INTEREST},
        {100, "", "", "", "KRAV1", DIFFERS_BOUNCED},
        {100, "", "", "", "OTHER1", DIFFERS_CREDIT},
        {-100, "", "", "", "", DIFFERS_DEBIT},
        {-100, "", "CHRG", "", "", DIFFERS_FEE},
        {-100, "", "", "GEBYR september", "", DIFFERS_FEE},
        {-100, "", "", "gebyr", "KRAV1", DIFFERS_DEBIT},
    };
    struct held *h = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        h->r.n_lines = 0;
        h->r.closing = 0;
        struct bank_line *l = line(h, rows[i].bank, rows[i].kid);
        l->type = text_of(rows[i].type);
        l->text = text_of(rows[i].text);
        l->end_to_end = text_of(rows[i].id);
        hold(h);
        expect_one(h, rows[i].kind, rows[i].bank, 0);
    }
}

static void test_reconcile_tells_another_amount_and_twins_once(void **state) {
    struct held *h = *state;
    line(h, 100, "11");
    move(h, 110, "11");
    hold(h);
    expect_one(h, DIFFERS_AMOUNT, 100, 110);
    h->movements[0] = (struct movement){.id = 1, .kind = MOVEMENT_PAYMENT, .day = DAY1,
        .amount = 100, .kid = TEXT("11")};
    h->lines[0].matched = false;
    line(h, 100, "11"); /* the bank has it twice */
    hold(h);
    expect_one(h, DIFFERS_TWIN, 100, 100);
    h->r.n_lines = 1;
    h->r.closing = 100;
    h->lines[0].matched = false;
    h->movements[0].entry = 0;
    move(h, 100, "11"); /* and now the book */
    hold(h);
    expect_one(h, DIFFERS_TWIN, 0, 100);
}

static void test_reconcile_of_another_day_proves_and_tells(void **state) {
    struct held *h = *state;
    line(h, 100, "11");
    move(h, 100, "11")->day = DAY1 + OTHER_DAY_MAX;
    hold(h);
    expect_one(h, DIFFERS_DAY, 100, 100);
    h->lines[0].matched = false;
    h->movements[0].entry = 0;
    h->movements[0].day = DAY1 - OTHER_DAY_MAX - 1;
    hold(h);
    assert_false(h->r.proven);
    assert_int_equal(h->r.n_differences, 2); /* each side has one that the other does not */
}

static void test_reconcile_gives_own_transfers_three_bank_days(void **state) {
    struct held *h = *state;
    h->r.opening = h->r.closing = h->r.shown = 1000;
    struct movement *own = move(h, -400, "");
    own->kind = MOVEMENT_OWN;
    h->r.to = day_add_bank_days(DAY1, OWN_TRANSFER_DAYS);
    hold(h);
    assert_true(h->r.proven);
    assert_int_equal(h->r.underway, -400);
    h->r.to = day_add_bank_days(DAY1, OWN_TRANSFER_DAYS) + 1;
    hold(h);
    expect_one(h, DIFFERS_OVERDUE, 0, -400);
    own->day = DAY1; /* one sum for two settlements of a day */
    move(h, -100, "")->kind = MOVEMENT_OWN;
    line(h, -500, "");
    hold(h);
    assert_true(h->r.proven);
}

static void test_reconcile_counts_what_is_older_than_the_first_statement(void **state) {
    struct held *h = *state;
    h->r.opening = h->r.closing = 70;
    move(h, 70, "11")->day = DAY1 - 30;
    hold(h);
    assert_false(h->r.proven);
    h->r.is_first = true;
    hold(h);
    assert_true(h->r.proven);
}

static void test_movement_likeness(void **state) {
    (void)state;
    const struct movement *which = NULL;
    struct movement b = {.kind = MOVEMENT_PAYMENT, .day = DAY1, .amount = 100, .kid = TEXT("11"),
        .door = TEXT("ocr"), .lot = TEXT("a"), .reference = TEXT("R1")};
    struct movement m = b;
    m.door = TEXT("camt");
    m.reference = TEXT("C1");
    assert_int_equal(movement_likeness(&m, &b, 1, &which), LIKE_SAME);
    assert_ptr_equal(which, &b);
    m.day = DAY1 + 1;
    assert_int_equal(movement_likeness(&m, &b, 1, &which), LIKE_TWIN);
    m.reference = b.reference;
    assert_int_equal(movement_likeness(&m, &b, 1, &which), LIKE_SAME);
    b.confirmed = TEXT("x"); /* that door has told of it: another payment */
    assert_int_equal(movement_likeness(&m, &b, 1, &which), LIKE_NONE);
    b.confirmed = (struct text){NULL, 0};
    m.amount = 99;
    assert_int_equal(movement_likeness(&m, &b, 1, &which), LIKE_NONE);
    m = b;
    assert_int_equal(movement_likeness(&m, &b, 1, &which), LIKE_NONE); /* one file: two payments */
    m.lot = TEXT("b");
    assert_int_equal(movement_likeness(&m, &b, 1, &which), LIKE_TWIN); /* the same reference */
    m.reference = TEXT("R2");
    assert_int_equal(movement_likeness(&m, &b, 1, &which), LIKE_NONE); /* told apart */
    m.reference = (struct text){NULL, 0};
    assert_int_equal(movement_likeness(&m, &b, 1, &which), LIKE_TWIN);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_reconcile_proves_what_agrees),
        TEST(test_reconcile_of_nothing_is_proven_only_if_balances_stand),
        TEST(test_reconcile_finds_a_sum_of_one_lot_among_two),
        TEST(test_reconcile_matches_parts_when_they_say_all),
        TEST(test_reconcile_explains_each_difference),
        TEST(test_reconcile_tells_another_amount_and_twins_once),
        TEST(test_reconcile_of_another_day_proves_and_tells),
        TEST(test_reconcile_gives_own_transfers_three_bank_days),
        TEST(test_reconcile_counts_what_is_older_than_the_first_statement),
        TEST(test_movement_likeness),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
