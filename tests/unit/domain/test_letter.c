#include "unit/domain/letter_desk.h"

static void test_letter_compose_lists_each_amount_by_itself(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    const struct letter *l = composed(&k, LETTER_COLLECTION_NOTICE);
    static const struct {
        const char *label;
        ore amount;
    } expected[] = {{"Hovedstol, faktura 5001", 100000},
                    {"Hovedstol, faktura 5002", 99900},
                    {"Forsinkelsesrente til i dag", 5259},
                    {"Purregebyr 20.10.2026", 3800},
                    {"Gebyr for dette brevet", 3800}};
    assert_int_equal(l->n_lines, 5);
    for (uint32_t i = 0; i < 5; i++) {
        assert_text(l->lines[i].label, expected[i].label);
        assert_int_equal(l->lines[i].amount, expected[i].amount);
    }
    assert_int_equal(l->total, 208959 + 3800);
    assert_int_equal(l->fee, 3800);
    assert_text(l->kid, "00000104208");
    assert_text(l->account, "12345678903");
    assert_int_equal(l->interest_bp, 1225);
    assert_int_equal(l->interest_from, day_of(2026, 9, 2));
    arena_fini(&k.arena);
}

static void test_letter_compose_ends_deadlines_on_bank_days(void **state) {
    (void)state;
    static const struct {
        int month, mday;
        int32_t days;
        int to_month, to_day;
    } rows[] = {
        {11, 23, 14, 12, 7},  /* Monday to Monday */
        {11, 20, 15, 12, 7},  /* would be Saturday 5 December */
        {11, 20, 16, 12, 7},  /* would be Sunday */
        {12, 10, 15, 12, 28}, /* would be Christmas Day, a Friday */
        {12, 10, 14, 12, 24},
    };
    struct desk k;
    desk_open(&k);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        k.snapshot.today = day_of(2026, rows[i].month, rows[i].mday);
        k.input.days = rows[i].days;
        const struct letter *l = composed(&k, LETTER_REMINDER);
        assert_int_equal(l->composed, k.snapshot.today);
        assert_int_equal(l->deadline, day_of(2026, rows[i].to_month, rows[i].to_day));
    }
    arena_fini(&k.arena);
}

static void test_letter_compose_charges_no_fee_where_nothing_is_asked(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.input.days = 0;
    for (int kind = 1; kind < LETTER_KINDS; kind++) {
        const struct letter *l = composed(&k, (enum letter_kind)kind);
        if (!word_of(l->kind)->asks_payment) {
            assert_int_equal(l->fee, 0);
            assert_int_equal(l->deadline, DAY_NONE);
            assert_true(l->total == 0 || l->total == k.snapshot.open);
        }
    }
    arena_fini(&k.arena);
}

static void test_letter_compose_shows_all_claims_when_only_costs_are_left(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.claims[0].open = 0;
    assert_int_equal(composed(&k, LETTER_COLLECTION_NOTICE)->n_claims, 1);
    assert_text(k.letter.claims[0].invoice, "5002");
    assert_int_equal(k.letter.interest_from, day_of(2026, 10, 2));
    k.claims[1].open = 0;
    assert_int_equal(composed(&k, LETTER_PAYMENT_DEMAND)->n_claims, 2);
    assert_int_equal(k.letter.interest_from, day_of(2026, 9, 2));
    assert_int_equal(k.letter.n_lines, 3); /* interest, cost, fee */
    arena_fini(&k.arena);
}

static void test_letter_compose_shows_an_agreed_rate_only_when_shared(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.claims[0].claim.rate_bp = 1500;
    assert_int_equal(composed(&k, LETTER_PAYMENT_DEMAND)->interest_bp, 1225);
    k.claims[1].claim.rate_bp = 1500;
    assert_int_equal(composed(&k, LETTER_PAYMENT_DEMAND)->interest_bp, 1500);
    arena_fini(&k.arena);
}

static void test_letter_compose_keeps_a_protected_person_private(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.input.by = CHANNEL_EMAIL;
    assert_text(composed(&k, LETTER_RECEIPT)->to_contact, "kari@example.com");
    k.input.by = CHANNEL_SMS;
    assert_text(composed(&k, LETTER_RECEIPT)->to_contact, "+4799999999");
    k.debtor.protected_address = true;
    assert_text(composed(&k, LETTER_RECEIPT)->to_contact, "");
    assert_text(k.letter.to_address, "Åsgata 1\n0155 Oslo");
    k.input.by = CHANNEL_EMAIL;
    assert_text(composed(&k, LETTER_RECEIPT)->to_contact, "");
    arena_fini(&k.arena);
}

static void test_letter_compose_writes_questions_to_the_creditor(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.input.by = CHANNEL_EMAIL;
    const struct letter *l = composed(&k, LETTER_CREDITOR_QUESTION);
    assert_text(l->to_name, "Strøm Eksempel AS");
    assert_text(l->to_contact, "faktura@example.com");
    const char *body = body_of(&k, l);
    assert_says(body, "Faktura 5001");
    assert_says(body, "Svarfrist: 07.12.2026");
    assert_silent(body, "Kari");
    assert_silent(body, "Åsgata");
    assert_silent(body, "KID");
    arena_fini(&k.arena);
}

static void test_letter_compose_holds_what_each_kind_must(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    for (int kind = 1; kind < LETTER_KINDS; kind++) {
        const struct letter *l = composed(&k, (enum letter_kind)kind);
        unsigned missing = letter_demands(l->kind, DEMAND_ALWAYS) & ~letter_parts_held(l);
        if (missing != 0) {
            fail_msg("%s lacks %x", words_name(&letter_kinds, kind), missing);
        }
    }
    arena_fini(&k.arena);
}

static void test_letter_parts_held_is_honest(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    const struct letter whole = *composed(&k, LETTER_PAYMENT_DEMAND);
    struct letter_line blank_label[5];
    for (size_t i = 0; i < 5; i++) {
        blank_label[i] = whole.lines[i];
    }
    blank_label[2].label = (struct text){0};
    struct letter_claim nameless[2] = {whole.claims[0], {.open = 1}};
    struct letter broken[16];
    enum letter_part lost[16];
    size_t n = 0;
#define BROKEN(part, change)                                                                     \
    broken[n] = whole;                                                                           \
    broken[n].change;                                                                            \
    lost[n++] = (part)
    BROKEN(PART_CREDITOR, creditor_name.len = 0);
    BROKEN(PART_CLAIM, n_claims = 0);
    BROKEN(PART_CLAIM, claims = nameless);
    BROKEN(PART_AMOUNTS, lines = blank_label);
    BROKEN(PART_AMOUNTS, total = whole.total + 1);
    BROKEN(PART_AMOUNTS, fee = 3900);
    BROKEN(PART_INTEREST, interest_bp = 0);
    BROKEN(PART_INTEREST, interest_from = DAY_NONE);
    BROKEN(PART_DEADLINE, deadline = whole.composed);
    BROKEN(PART_PAYMENT, kid.len = 0);
    BROKEN(PART_PAYMENT, account.len = 0);
    BROKEN(PART_OBJECTION, objection.len = 0);
    BROKEN(PART_CONSEQUENCE, consequence.len = 0);
    BROKEN(PART_BOARD, board.len = 0);
    BROKEN(PART_DEBTOR, to_name.len = 0);
    BROKEN(PART_SENDER, sender.name.len = 0);
    for (size_t i = 0; i < n; i++) {
        unsigned gone = letter_parts_held(&whole) & ~letter_parts_held(&broken[i]);
        if (gone != 1u << lost[i]) {
            fail_msg("row %zu: %x", i, gone);
        }
    }
    struct letter unreachable = whole;
    unreachable.sender.address.len = unreachable.sender.phone.len = 0;
    assert_true(letter_parts_held(&unreachable) & 1u << PART_SENDER);
    unreachable.sender.email.len = 0;
    assert_false(letter_parts_held(&unreachable) & 1u << PART_SENDER);
    arena_fini(&k.arena);
}

static void test_letter_record_reads_back_what_it_wrote(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.input.key = hash_of(TEXT("effect"));
    k.input.salt = hash_of(TEXT("salt"));
    k.input.by = CHANNEL_EMAIL;
    struct buf json;
    buf_init(&json, 1 << 20);
    for (int kind = 1; kind < LETTER_KINDS; kind++) {
        const struct letter *l = composed(&k, (enum letter_kind)kind);
        struct letter back;
        struct status st = {0};
        buf_clear(&json);
        record_write(&letter_record, l, &json);
        assert_int_equal(record_read(&letter_record, buf_text(&json), &k.arena, &back, &st), 0);
        assert_true(record_eq(&letter_record, l, &back));
        assert_string_equal(body_of(&k, l), body_of(&k, &back));
        assert_int_equal(letter_parts_held(l), letter_parts_held(&back));
        assert_true(hash_eq(&l->key, &back.key) && hash_eq(&l->salt, &back.salt));
    }
    buf_fini(&json);
    arena_fini(&k.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_letter_compose_lists_each_amount_by_itself),
        cmocka_unit_test(test_letter_compose_ends_deadlines_on_bank_days),
        cmocka_unit_test(test_letter_compose_charges_no_fee_where_nothing_is_asked),
        cmocka_unit_test(test_letter_compose_shows_all_claims_when_only_costs_are_left),
        cmocka_unit_test(test_letter_compose_shows_an_agreed_rate_only_when_shared),
        cmocka_unit_test(test_letter_compose_keeps_a_protected_person_private),
        cmocka_unit_test(test_letter_compose_writes_questions_to_the_creditor),
        cmocka_unit_test(test_letter_compose_holds_what_each_kind_must),
        cmocka_unit_test(test_letter_parts_held_is_honest),
        cmocka_unit_test(test_letter_record_reads_back_what_it_wrote),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
