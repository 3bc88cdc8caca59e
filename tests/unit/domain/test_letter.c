#include "unit/base/cmocka_all.h"

#include <string.h>

#include "base/arena.h"
#include "domain/letter.h"

/* One case on the desk, with everything a letter may need.  Synthetic people only. */
struct desk {
    struct arena arena;
    struct claim_state claims[2];
    struct cost costs[2];
    struct payment_note payment;
    struct krav_case c;
    struct party debtor;
    struct creditor creditor;
    struct snapshot snapshot;
    struct sender sender;
    struct text descriptions[2];
    struct letter_input input;
    struct letter letter;
};

static void desk_open(struct desk *k) {
    *k = (struct desk){0};
    arena_init(&k->arena);
    k->claims[0] = (struct claim_state){{.number = 1,
                                         .invoice = TEXT("5001"),
                                         .principal = 125000,
                                         .issued = day_of(2026, 8, 15),
                                         .delivered = day_of(2026, 8, 10),
                                         .due = day_of(2026, 9, 1)},
                                        .open = 100000};
    k->claims[1] = (struct claim_state){{.number = 2,
                                         .invoice = TEXT("5002"),
                                         .principal = 99900,
                                         .due = day_of(2026, 10, 1)},
                                        .open = 99900};
    k->costs[0] = (struct cost){FEE_REMINDER, OWNER_CREDITOR, .amount = 3800,
                                .charged = day_of(2026, 10, 20)};
    k->costs[1] = (struct cost){FEE_TAKEN_OVER, OWNER_CREDITOR, .amount = 3500, .paid = 3000,
                                .waived = 500}; /* nothing left */
    k->payment = (struct payment_note){.legal_day = day_of(2026, 10, 5), .amount = 25000};
    k->c = (struct krav_case){.id = 1042, .claims = k->claims, .n_claims = 2, .costs = k->costs,
                              .n_costs = 2, .payments = &k->payment, .n_payments = 1};
    k->debtor = (struct party){.kind = DEBTOR_CONSUMER, .name = TEXT("Kari Prøve"),
                               .address1 = TEXT("Åsgata 1"), .postcode = TEXT("0155"),
                               .city = TEXT("Oslo"), .email = TEXT("kari@example.com"),
                               .phone = TEXT("+4799999999")};
    k->creditor = (struct creditor){.org = TEXT("311758489"), .name = TEXT("Strøm Eksempel AS"),
                                    .address = TEXT("Lysveien 2\n0001 Oslo"),
                                    .email = TEXT("faktura@example.com")};
    k->sender = (struct sender){TEXT("Prøve Inkasso AS"), TEXT("312597772"),
                                TEXT("Postboks 1\n0101 Oslo"), TEXT("22 00 00 00"),
                                TEXT("post@example.com"), TEXT("12345678903")};
    k->snapshot = (struct snapshot){.today = day_of(2026, 11, 23), .c = &k->c,
                                    .debtor = &k->debtor, .creditor = &k->creditor,
                                    .principal_open = 199900, .interest_open = 5259,
                                    .costs_open = 3800, .open = 208959};
    k->descriptions[0] = TEXT("Strøm i august");
    k->input = (struct letter_input){.kind = LETTER_COLLECTION_NOTICE, .by = CHANNEL_LETTER,
                                     .days = 14, .snapshot = &k->snapshot, .sender = &k->sender,
                                     .descriptions = k->descriptions, .fee = 3800,
                                     .rate_bp = 1225};
}

static const struct letter *composed(struct desk *k, enum letter_kind kind) {
    k->input.kind = kind;
    letter_compose(&k->input, &k->arena, &k->letter);
    return &k->letter;
}

static const struct letter_word *word_of(enum letter_kind kind) {
    return (const struct letter_word *)(const void *)words_by_value(&letter_kinds, (int)kind);
}

/* The body as one line, so that a sentence is found however it was wrapped. */
static const char *body_of(struct desk *k, const struct letter *l) {
    struct buf out;
    buf_init(&out, 1 << 20);
    letter_body(l, &out);
    char *flat = arena_take(&k->arena, out.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < out.len; i++) {
        char c = out.ptr[i] == '\n' ? ' ' : out.ptr[i];
        if (c != ' ' || n == 0 || flat[n - 1] != ' ') {
            flat[n++] = c;
        }
    }
    buf_fini(&out);
    return flat;
}

static void assert_says(const char *body, const char *what) {
    if (strstr(body, what) == NULL) {
        fail_msg("\"%s\" is not in: %s", what, body);
    }
}

static void assert_silent(const char *body, const char *what) {
    if (strstr(body, what) != NULL) {
        fail_msg("\"%s\" is in: %s", what, body);
    }
}

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
        unsigned missing = word_of(l->kind)->parts & ~letter_parts_held(l);
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

static void test_letter_body_shows_every_part(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    for (int kind = 1; kind < LETTER_KINDS; kind++) {
        const struct letter *l = composed(&k, (enum letter_kind)kind);
        unsigned parts = word_of(l->kind)->parts;
        const char *body = body_of(&k, l);
        char amount[MONEY_TEXT], date[DAY_TEXT];
        assert_says(body, "Prøve Inkasso AS");
        assert_says(body, "22 00 00 00");
        assert_says(body, "23.11.2026");
        assert_says(body, arena_cstr(&k.arena, l->to_name));
        if (parts & 1u << PART_CREDITOR) {
            assert_says(body, "Kreditor: Strøm Eksempel AS");
        }
        if (parts & 1u << PART_CLAIM) {
            assert_says(body, "Faktura 5001, Strøm i august, datert 15.08.2026, levert "
                              "10.08.2026, forfall 01.09.2026");
        }
        for (uint32_t i = 0; i < l->n_lines; i++) {
            assert_says(body, arena_cstr(&k.arena, l->lines[i].label));
            assert_says(body, money_format(l->lines[i].amount, amount));
        }
        if (parts & 1u << PART_TOTAL) {
            assert_says(body, money_format(l->total, amount));
        }
        if (parts & 1u << PART_INTEREST) {
            assert_says(body, "12,25 prosent i året");
            assert_says(body, "02.09.2026");
        }
        if (parts & 1u << PART_DEADLINE) {
            assert_says(body, "Betalingsfrist: ");
            assert_says(body, day_format_no(l->deadline, date));
        }
        if (parts & 1u << PART_PAYMENT) {
            assert_says(body, "Til konto: 1234.56.78903");
            assert_says(body, "KID: 00000104208");
        }
        assert_says(body, arena_cstr(&k.arena, l->consequence));
        assert_says(body, arena_cstr(&k.arena, l->objection));
        assert_says(body, arena_cstr(&k.arena, l->board));
    }
    arena_fini(&k.arena);
}

static void test_letter_body_of_a_reminder_threatens_nobody(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.sender.name = TEXT("Prøve AS"); /* the sender's own name is no threat */
    const char *body = body_of(&k, composed(&k, LETTER_REMINDER));
    static const char *const threats[] = {"inkasso", "Inkasso", "namsmann", "rettslig",
                                          "forliksråd", "konsekvens", "omgående"};
    for (size_t i = 0; i < sizeof threats / sizeof threats[0]; i++) {
        assert_silent(body, threats[i]);
    }
    assert_says(body, "Har du betalt i løpet av de siste dagene, kan du se bort fra dette brevet.");
    arena_fini(&k.arena);
}

static void test_letter_body_of_a_notice_is_clear(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    const char *body = body_of(&k, composed(&k, LETTER_COLLECTION_NOTICE));
    assert_says(body, "Dette er et inkassovarsel etter inkassoloven § 9.");
    assert_says(body, "Er kravet ikke betalt innen fristen, går det videre til inkasso.");
    assert_says(body, "Si fra til oss innen fristen");
    assert_says(body, "skal ikke betale inkassokostnader");
    assert_says(body, "når banken din har fått betalingsoppdraget innen fristen");
    arena_fini(&k.arena);
}

static void test_letter_body_of_a_demand_holds_section_10(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    const char *body = body_of(&k, composed(&k, LETTER_PAYMENT_DEMAND));
    assert_says(body, "betale eller komme med innsigelser innen fristen (inkassoloven § 10)");
    assert_says(body, "kan det føre til høyere kostnader og til rettslig inndriving");
    assert_says(body, "Finansklagenemnda");
    arena_fini(&k.arena);
}

static void test_letter_body_says_what_was_paid_and_what_is_left(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    const char *body = body_of(&k, composed(&k, LETTER_RECEIPT));
    assert_says(body, "Vi har mottatt 250,00 kroner, betalt 05.10.2026.");
    assert_says(body, "Til sammen 2 089,59");
    k.claims[0].open = k.claims[1].open = 0;
    k.c.n_costs = 0;
    k.snapshot.interest_open = k.snapshot.open = 0;
    body = body_of(&k, composed(&k, LETTER_RECEIPT));
    assert_says(body, "Ingenting gjenstår å betale i denne saken.");
    assert_silent(body, "KID");
    k.payment.undone = true;
    assert_silent(body_of(&k, composed(&k, LETTER_RECEIPT)), "Vi har mottatt");
    arena_fini(&k.arena);
}

static void test_letter_body_lines_stay_within_78_columns(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    char wide_word[400];
    for (size_t i = 0; i + 1 < sizeof wide_word; i += 2) {
        wide_word[i] = "\xC3"[0]; /* å, in two bytes */
        wide_word[i + 1] = "\xA5"[0];
    }
    struct text word = {wide_word, sizeof wide_word};
    k.descriptions[0] = word;
    k.claims[1].claim.invoice = word;
    k.debtor.name = word;
    k.creditor.name = word;
    k.sender.name = word;
    k.debtor.address1 = word;
    k.sender.account = word;
    k.claims[0].open = MONEY_MAX;
    struct buf out;
    buf_init(&out, 1 << 20);
    for (int kind = 1; kind < LETTER_KINDS; kind++) {
        buf_clear(&out);
        letter_body(composed(&k, (enum letter_kind)kind), &out);
        assert_false(out.overflowed);
        assert_true(text_is_utf8(buf_text(&out)));
        struct text rest = buf_text(&out), line;
        while (text_cut(&rest, '\n', &line)) {
            size_t columns = 0;
            for (size_t i = 0; i < line.len; i++) {
                columns += ((unsigned char)line.ptr[i] & 0xC0) != 0x80;
            }
            if (columns > 78) {
                fail_msg("%zu columns: %.*s", columns, TEXT_ARG(line));
            }
        }
    }
    buf_fini(&out);
    arena_fini(&k.arena);
}

static void test_letter_body_lets_no_text_add_lines(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.debtor.name = TEXT("Kari\nKID: 999\r\n\x1b[31m");
    k.descriptions[0] = TEXT("Strøm\n\nTil konto: 9999.99.99999");
    k.creditor.name = TEXT("Strøm\nBetalingsfrist: 01.01.2030");
    const struct letter *l = composed(&k, LETTER_COLLECTION_NOTICE);
    struct buf out;
    buf_init(&out, 1 << 16);
    letter_body(l, &out);
    assert_null(strstr(out.ptr, "\nKID: 999"));
    assert_null(strstr(out.ptr, "\nTil konto: 9999"));
    assert_null(strstr(out.ptr, "\nBetalingsfrist: 01.01.2030"));
    assert_false(text_has_control(buf_text(&out)));
    buf_clear(&out);
    letter_subject(l, &out);
    assert_text(buf_text(&out), "Inkassovarsel: krav fra Strøm Betalingsfrist: 01.01.2030");
    buf_fini(&out);
    arena_fini(&k.arena);
}

static void test_letter_subject_names_every_kind(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    struct buf out;
    buf_init(&out, 1 << 16);
    letter_subject(composed(&k, LETTER_REMINDER), &out);
    assert_text(buf_text(&out), "Påminnelse om betaling: krav fra Strøm Eksempel AS");
    for (int kind = 1; kind < LETTER_KINDS; kind++) {
        buf_clear(&out);
        letter_subject(composed(&k, (enum letter_kind)kind), &out);
        assert_true(text_ends(buf_text(&out), TEXT(": krav fra Strøm Eksempel AS")) ||
                    text_ends(buf_text(&out), TEXT(", sak 1042")));
        assert_null(strchr(out.ptr, '\n'));
    }
    buf_fini(&out);
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
        cmocka_unit_test(test_letter_body_shows_every_part),
        cmocka_unit_test(test_letter_body_of_a_reminder_threatens_nobody),
        cmocka_unit_test(test_letter_body_of_a_notice_is_clear),
        cmocka_unit_test(test_letter_body_of_a_demand_holds_section_10),
        cmocka_unit_test(test_letter_body_says_what_was_paid_and_what_is_left),
        cmocka_unit_test(test_letter_body_lets_no_text_add_lines),
        cmocka_unit_test(test_letter_body_lines_stay_within_78_columns),
        cmocka_unit_test(test_letter_subject_names_every_kind),
        cmocka_unit_test(test_letter_record_reads_back_what_it_wrote),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
