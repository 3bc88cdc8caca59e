#include "unit/domain/letter_desk.h"

static void test_letter_body_shows_every_part(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    for (int kind = 1; kind < LETTER_KINDS; kind++) {
        const struct letter *l = composed(&k, (enum letter_kind)kind);
        unsigned parts = letter_demands(l->kind, DEMAND_ALWAYS);
        const char *body = body_of(&k, l);
        char amount[MONEY_TEXT], date[DAY_TEXT];
        assert_says(body, "Prøve Inkasso AS");
        assert_says(body, "22 00 00 00");
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
            assert_says(body, word_of(l->kind)->asks_payment ? "Betalingsfrist: "
                                                             : "Svaret kommer senest ");
            assert_says(body, day_format_no(l->deadline, date));
        }
        if (parts & 1u << PART_PAYMENT) {
            assert_says(body, "Til konto: 1234.56.78903");
            assert_says(body, "KID: 000001042"); /* of the case, or of an instalment */
        }
        const struct text texts[] = {l->opening, l->announce, l->consequence, l->objection,
                                     l->board};
        for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
            struct text rest = texts[i], paragraph;
            while (rest.len > 0 && text_cut(&rest, '\n', &paragraph)) {
                assert_says(body, arena_cstr(&k.arena, paragraph));
            }
        }
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

static void test_letter_body_lines_stay_within_64_columns(void **state) {
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
            if (columns > 64) {
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

/* The text of a part, in the desk's memory. */
static struct text part_of(struct desk *k, const struct letter *l,
                           void (*write)(const struct letter *, struct buf *)) {
    struct buf out;
    buf_init(&out, 1 << 20);
    write(l, &out);
    assert_false(out.overflowed);
    const struct text part = arena_text(&k->arena, buf_text(&out));
    buf_fini(&out);
    return part;
}

/* "label: amount kroner" for a renderer, which is "label   amount" in the body. */
static struct text label_of(struct text line) {
    struct text label;
    (void)text_cut(&line, ':', &label);
    return label;
}

/* Every line of the parts stands in the body, word for word and in the same order; the amounts and
 * the payment are the body's alone. */
static void test_letter_parts_are_the_bodys_own_sentences(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    for (int kind = 1; kind < LETTER_KINDS; kind++) {
        const struct letter *l = composed(&k, (enum letter_kind)kind);
        const char *rest = body_of(&k, l);
        struct text parts[] = {part_of(&k, l, letter_intro), part_of(&k, l, letter_closing)};
        for (size_t i = 0; i < 2; i++) {
            struct text line;
            assert_true(parts[i].len > 0);
            while (text_cut(&parts[i], '\n', &line)) {
                const bool row = text_starts(line, TEXT("  ")) && text_ends(line, TEXT(" kroner"));
                line = text_trim(row ? label_of(line) : line);
                const char *found = strstr(rest, arena_cstr(&k.arena, line));
                if (found == NULL) {
                    fail_msg("\"%.*s\" is not in: %s", TEXT_ARG(line), rest);
                }
                rest = found;
            }
        }
        assert_silent(arena_cstr(&k.arena, part_of(&k, l, letter_closing)), "KID:");
        assert_silent(arena_cstr(&k.arena, part_of(&k, l, letter_intro)), "Beløp i kroner");
    }
    arena_fini(&k.arena);
}

static void test_letter_parts_are_not_wrapped(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    const struct letter *l = composed(&k, LETTER_PAYMENT_DEMAND);
    const char *intro = arena_cstr(&k.arena, part_of(&k, l, letter_intro));
    assert_says(intro, "Kreditor: Strøm Eksempel AS (org.nr. 311758489)\n\nKravet "
                       "nedenfor er til inkasso. Fristen");
    assert_says(intro, "\n\nSaken gjelder:\n  Faktura 5001, Strøm i august, datert 15.08.2026, "
                       "levert 10.08.2026, forfall 01.09.2026\n  Faktura 5002");
    assert_says(arena_cstr(&k.arena, part_of(&k, l, letter_closing)),
                "\n\nVennlig hilsen\nPrøve Inkasso AS\n");
    arena_fini(&k.arena);
}

static void test_letter_parts_let_no_text_add_lines(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.descriptions[0] = TEXT("Strøm\n\nTil konto: 9999.99.99999");
    k.creditor.name = TEXT("Strøm\r\nKreditor: Andre");
    k.sender.name = TEXT("Prøve\n\nBetal til meg");
    const struct letter *l = composed(&k, LETTER_COLLECTION_NOTICE);
    const char *intro = arena_cstr(&k.arena, part_of(&k, l, letter_intro));
    assert_says(intro, "Faktura 5001, Strøm Til konto: 9999.99.99999, datert");
    assert_says(intro, "Kreditor: Strøm Kreditor: Andre (org.nr. 311758489)\n");
    assert_says(arena_cstr(&k.arena, part_of(&k, l, letter_closing)), "\nPrøve Betal til meg\n");
    arena_fini(&k.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_letter_body_shows_every_part),
        cmocka_unit_test(test_letter_body_of_a_reminder_threatens_nobody),
        cmocka_unit_test(test_letter_body_of_a_notice_is_clear),
        cmocka_unit_test(test_letter_body_of_a_demand_holds_section_10),
        cmocka_unit_test(test_letter_body_says_what_was_paid_and_what_is_left),
        cmocka_unit_test(test_letter_body_lets_no_text_add_lines),
        cmocka_unit_test(test_letter_body_lines_stay_within_64_columns),
        cmocka_unit_test(test_letter_subject_names_every_kind),
        cmocka_unit_test(test_letter_parts_are_the_bodys_own_sentences),
        cmocka_unit_test(test_letter_parts_are_not_wrapped),
        cmocka_unit_test(test_letter_parts_let_no_text_add_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
