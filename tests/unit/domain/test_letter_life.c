/* test_letter_life.c - letters of the later life of a claim: plans, time, receipts, ends. */
#include "unit/domain/letter_desk.h"

/* Subject and body, as they are sent. */
static const char *whole(struct desk *k, const struct letter *l) {
    struct buf out;
    buf_init(&out, 1 << 20);
    letter_subject(l, &out);
    buf_add_str(&out, "\n\n");
    letter_body(l, &out);
    assert_false(out.overflowed);
    const char *text = arena_cstr(&k->arena, buf_text(&out));
    buf_fini(&out);
    return text;
}

#define ABOUT                                                                                     \
    "Saken gjelder:\n"                                                                            \
    "  Faktura 5001, Strøm i august, datert 15.08.2026, levert\n"                                 \
    "  10.08.2026, forfall 01.09.2026\n"                                                          \
    "  Faktura 5002, forfall 01.10.2026\n\n"
#define OPEN_ROWS                                                                                 \
    "  Hovedstol, faktura 5001                               1 000,00\n"                          \
    "  Hovedstol, faktura 5002                                 999,00\n"                          \
    "  Forsinkelsesrente til i dag                              52,59\n"                          \
    "  Purregebyr 20.10.2026                                    38,00\n"                          \
    "  Til sammen                                            2 089,59\n\n"
#define INTEREST                                                                                  \
    "Forsinkelsesrenten er 12,25 prosent i året. Den regnes av\n"                                 \
    "hovedstolen fra dagen etter forfall for hver faktura, tidligst\n"                            \
    "02.09.2026.\n\n"
#define ACCOUNT "Til konto: 1234.56.78903\nKID: 00000104208\n\n"
#define GREETING                                                                                  \
    "Vennlig hilsen\nPrøve Inkasso AS\nOrg.nr.: 312597772\nPostboks 1\n0101 Oslo\n"               \
    "Telefon: 22 00 00 00\nE-post: post@example.com\n"
#define BOARD                                                                                     \
    "Er du uenig i kravet, kostnadene eller måten saken er behandlet\n"                           \
    "på, kan du klage til Finansklagenemnda (www.finkn.no). Kontakt\n"                            \
    "oss gjerne først, så svarer vi deg.\n\n"
#define OBJECTION                                                                                 \
    "Mener du at noe er feil? Si fra til oss, gjerne skriftlig. Da\n"                             \
    "stanser vi innkrevingen mens saken undersøkes.\n\n"

/* ---- plans ----------------------------------------------------------------------------------- */

static void test_plan_agreed_as_it_is_sent(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.input.days = 0;
    assert_string_equal(
        whole(&k, composed(&k, LETTER_PLAN_AGREED)),
        "Avdragsordningen din: krav fra Strøm Eksempel AS\n\n"
        "Kreditor: Strøm Eksempel AS (org.nr. 311758489)\n\n"
        "Vi har avtalt at du betaler kravet nedenfor i avdrag. Avtalen\n"
        "gjelder 2 089,59 kroner, fordelt på 5 avdrag.\n\n" ABOUT
        "Kravet består i dag av:\n\n" OPEN_ROWS
        "Avdragene:\n"
        "  Avdrag 1, forfall 15.12.2026, KID 00000104216           418,00\n"
        "  Avdrag 2, forfall 15.01.2027, KID 00000104224           418,00\n"
        "  Avdrag 3, forfall 15.02.2027, KID 00000104232           418,00\n"
        "  Avdrag 4, forfall 15.03.2027, KID 00000104240           418,00\n"
        "  Avdrag 5, forfall 15.04.2027, KID 00000104257           417,59\n\n" INTEREST
        "Neste avdrag: 418,00 kroner\nBetalingsfrist: 15.12.2026\n"
        "Til konto: 1234.56.78903\nKID: 00000104216\n\n"
        "Avtalen binder også kreditor. Så lenge avdragene blir betalt som\n"
        "avtalt, gjør vi ikke noe mer for å kreve inn kravet. Blir et\n"
        "avdrag forsinket? Ta kontakt før forfall, så prøver vi å finne\n"
        "en løsning. Mangler et avdrag uten at vi hører fra deg, kan\n"
        "avtalen bli avsluttet. Da kan innkrevingen fortsette, og det kan\n"
        "gi ekstra kostnader.\n\n"
        "Hvert avdrag har sin egen KID. Det gjør ikke noe om du bruker en\n"
        "av de andre. Et avdrag er i tide når banken din har fått\n"
        "betalingsoppdraget senest på forfallsdagen. Du kan alltid betale\n"
        "mer eller raskere enn avtalt.\n\n"
        "Renten fram til hvert avdrag er regnet med etter den satsen som\n"
        "gjelder i dag. Betaler du hvert avdrag i tide, skylder du ikke\n"
        "noe mer i saken, også om satsen skulle øke. Blir den lavere,\n"
        "eller betaler du raskere, blir det siste avdraget mindre.\n\n"
        "Stemmer ikke dette med det vi ble enige om? Si fra til oss, så\n"
        "retter vi det.\n\n" GREETING);
    arena_fini(&k.arena);
}

/* Heavy costs never follow a plan (core/law), so nothing is said of them. */
static void test_plan_agreed_holds_out_no_heavy_costs(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.costs[1] = (struct cost){FEE_LIGHT, OWNER_AGENCY, .amount = 37500};
    assert_silent(body_of(&k, composed(&k, LETTER_PLAN_AGREED)), "forhøyet");
    arena_fini(&k.arena);
}

static void test_plan_agreed_lists_every_instalment(void **state) {
    (void)state;
    static const struct {
        ore total;
        int32_t parts;
        uint32_t listed;
        ore first, last;
    } rows[] = {
        {208959, 2, 2, 104500, 104459},
        {208959, 60, 60, 3500, 2459},
        {1, 2, 1, 1, 1},        /* one øre: no empty instalments */
        {201, 60, 3, 100, 1},
        {208959, 61, 0, 0, 0},  /* longer than any that is lawful */
    };
    struct desk k;
    desk_open(&k);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        desk_live(&k, LETTER_PLAN_AGREED);
        k.c.plan.total = rows[i].total;
        k.c.plan.parts = rows[i].parts;
        k.c.plan.amount = plan_part(rows[i].total, rows[i].parts);
        const struct letter *l = composed_as_is(&k, LETTER_PLAN_AGREED);
        ore sum = 0;
        assert_int_equal(l->n_instalments, rows[i].listed);
        for (uint32_t n = 0; n < l->n_instalments; n++) {
            assert_true(l->instalments[n].amount > 0);
            assert_true(day_is_bank_day(l->instalments[n].due));
            sum += l->instalments[n].amount;
        }
        if (rows[i].listed > 0) {
            assert_int_equal(sum, rows[i].total);
            assert_int_equal(l->instalments[0].amount, rows[i].first);
            assert_int_equal(l->instalments[l->n_instalments - 1].amount, rows[i].last);
            assert_int_equal(letter_to_pay(l), rows[i].first);
            assert_int_equal(letter_pay_by(l), day_of(2026, 12, 15));
        }
    }
    arena_fini(&k.arena);
}

/* What a letter confirms must be there: without it no amounts are shown, and the law stops it. */
static void test_letters_without_ground_lack_their_amounts(void **state) {
    (void)state;
    static const enum letter_kind kinds[] = {LETTER_PLAN_AGREED, LETTER_PLAN_BROKEN,
                                             LETTER_DEFERRAL, LETTER_ESTATE_CLAIM};
    struct desk k;
    desk_open(&k);
    desk_live(&k, LETTER_REMINDER);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        k.input.fee = 0;
        const struct letter *l = composed_as_is(&k, kinds[i]);
        assert_false(letter_parts_held(l) & 1u << PART_AMOUNTS);
    }
    k.c.deferred_until = k.snapshot.today - 1;
    assert_int_equal(composed_as_is(&k, LETTER_DEFERRAL)->n_lines, 0);
    k.c.deferred_until = k.snapshot.today; /* its last day is in it */
    assert_int_equal(composed_as_is(&k, LETTER_DEFERRAL)->n_lines, 4);
    arena_fini(&k.arena);
}

static void test_plan_broken_as_it_is_sent(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.input.fee = 0;
    assert_string_equal(
        whole(&k, composed(&k, LETTER_PLAN_BROKEN)),
        "Det mangler noe i avdragsordningen din: krav fra Strøm Eksempel AS\n\n"
        "Kreditor: Strøm Eksempel AS (org.nr. 311758489)\n\n"
        "Vi kan ikke se at alt er betalt etter avdragsordningen din. Har\n"
        "du betalt i løpet av de siste dagene, kan du se bort fra dette\n"
        "brevet. Nå ber vi bare om det som mangler. Av hele kravet\n"
        "gjenstår i dag 2 089,59 kroner.\n\n" ABOUT
        "Dette mangler:\n\n"
        "  Rest av avdrag 2, forfall 16.11.2026                    318,00\n"
        "  Til sammen                                              318,00\n\n" INTEREST
        "Å betale: 318,00 kroner\nBetalingsfrist: 07.12.2026\n"
        "Til konto: 1234.56.78903\nKID: 00000104224\n\n"
        "Blir det som mangler betalt innen fristen, fortsetter avtalen\n"
        "som før, og de neste avdragene forfaller som avtalt. Hører vi\n"
        "ikke fra deg, kan avtalen bli avsluttet. Da kan innkrevingen\n"
        "fortsette, og det kan gi ekstra kostnader.\n\n"
        "Betalingen er i tide når banken din har fått betalingsoppdraget\n"
        "innen fristen. Er noe uklart, eller trenger du mer tid? Ta\n"
        "kontakt, så finner vi ut av det sammen.\n\n" OBJECTION BOARD GREETING);
    arena_fini(&k.arena);
}

static void test_plan_broken_asks_for_what_is_missing_and_no_more(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.input.fee = 0;
    desk_live(&k, LETTER_PLAN_BROKEN);
    k.c.plan.paid = 0;
    const struct letter *l = composed_as_is(&k, LETTER_PLAN_BROKEN);
    assert_int_equal(l->n_lines, 2); /* the third is due later */
    assert_text(l->lines[0].label, "Avdrag 1, forfall 15.10.2026");
    assert_text(l->lines[1].label, "Avdrag 2, forfall 16.11.2026");
    assert_int_equal(l->total, 2 * 41800);
    k.c.plan.paid = 2 * 41800 - 1; /* one øre */
    assert_int_equal(composed_as_is(&k, LETTER_PLAN_BROKEN)->total, 1);
    k.c.plan.paid = 2 * 41800; /* it came while the letter waited */
    assert_int_equal(composed_as_is(&k, LETTER_PLAN_BROKEN)->total, 0);
    assert_false(letter_parts_held(&k.letter) & 1u << PART_AMOUNTS);
    k.c.plan.paid = 0;
    k.snapshot.open = 50000; /* a credit note came: never more than is owed */
    l = composed_as_is(&k, LETTER_PLAN_BROKEN);
    assert_int_equal(l->total, 50000);
    assert_int_equal(l->lines[1].amount, 50000 - 41800);
    arena_fini(&k.arena);
}

/* A fee for more than four instalments comes after the sum was agreed. */
static void test_plan_agreed_says_what_stands_outside(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    assert_silent(body_of(&k, composed(&k, LETTER_PLAN_AGREED)), "Av det som gjenstår");
    k.costs[1] = (struct cost){FEE_PLAN_UPLIFT, OWNER_AGENCY, .amount = 112500};
    k.snapshot.open += 112500;
    assert_says(body_of(&k, composed(&k, LETTER_PLAN_AGREED)),
                "Av det som gjenstår i dag, er 1 125,00 kroner ikke med i avdragene.");
    arena_fini(&k.arena);
}

/* ---- time, payments, ends -------------------------------------------------------------------- */

static void test_deferral_as_it_is_sent(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.input.days = 0;
    assert_string_equal(
        whole(&k, composed(&k, LETTER_DEFERRAL)),
        "Du har fått utsettelse: krav fra Strøm Eksempel AS\n\n"
        "Kreditor: Strøm Eksempel AS (org.nr. 311758489)\n\n"
        "Du har fått mer tid til å betale kravet nedenfor. Den nye\n"
        "betalingsfristen er 21.12.2026.\n\n" ABOUT "Beløp i kroner:\n" OPEN_ROWS INTEREST
        "Å betale: 2 089,59 kroner\nBetalingsfrist: 21.12.2026\n" ACCOUNT
        "Vi gjør ikke noe mer for å kreve inn kravet før fristen er ute.\n"
        "Forsinkelsesrenten løper også i denne tiden, så det kan bli litt\n"
        "mer å betale.\n\n"
        "Er kravet ikke betalt innen fristen, kan innkrevingen fortsette,\n"
        "og det kan gi ekstra kostnader. Betalingen er i tide når banken\n"
        "din har fått betalingsoppdraget innen fristen. Er noe uklart,\n"
        "eller trenger du mer tid? Ta kontakt, så finner vi ut av det\n"
        "sammen.\n\n" OBJECTION GREETING);
    arena_fini(&k.arena);
}

static void test_an_answer_gives_the_time_that_was_given(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.input.days = 0;
    const struct letter *l = composed(&k, LETTER_DISPUTE_ANSWER);
    assert_silent(body_of(&k, l), "Fristen");
    assert_int_equal(letter_pay_by(l), DAY_NONE);
    desk_live(&k, LETTER_DEFERRAL);
    l = composed_as_is(&k, LETTER_DISPUTE_ANSWER);
    assert_int_equal(letter_pay_by(l), day_of(2026, 12, 21));
    assert_says(body_of(&k, l), "Fristen for å betale det er 21.12.2026. Før den er ute, gjør vi "
                                "ikke noe mer for å kreve det inn.");
    arena_fini(&k.arena);
}

static void test_an_answer_to_who_was_right_asks_for_nothing(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.input.days = 0;
    desk_live(&k, LETTER_DEFERRAL);
    k.c.upheld_since = day_of(2026, 11, 30);
    const struct letter *l = composed_as_is(&k, LETTER_DISPUTE_ANSWER);
    assert_int_equal(l->total, 0);
    assert_int_equal(l->kid.len + l->account.len, 0);
    assert_int_equal(letter_pay_by(l), DAY_NONE);
    assert_says(body_of(&k, l), "du har fått medhold");
    assert_says(body_of(&k, l), "Ingenting gjenstår å betale");
    assert_silent(body_of(&k, l), "KID");
    arena_fini(&k.arena);
}

static void test_receipt_says_what_the_payment_covered(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.payment.principal = 20000;
    k.payment.interest = 1200;
    k.payment.costs_creditor = 3799;
    k.payment.over = 1;
    k.c.overpaid = 1;
    const struct letter *l = composed(&k, LETTER_RECEIPT);
    ore sum = 0;
    for (uint32_t i = 0; i < l->n_covered; i++) {
        sum += l->covered[i].amount;
    }
    assert_int_equal(sum, k.payment.amount);
    const char *body = body_of(&k, l);
    assert_says(body, "Takk for betalingen. Vi har mottatt 250,00 kroner, betalt 05.10.2026. "
                      "Betalingen er fordelt slik: Hovedstol 200,00 Forsinkelsesrente 12,00 "
                      "Gebyrer 37,99 For mye betalt 0,01 Saken gjelder:");
    assert_says(body, "Dette gjenstår å betale i saken:");
    assert_says(body, "Det som er betalt for mye, betaler vi tilbake.");
    k.payment.direct = true;
    assert_says(body_of(&k, composed(&k, LETTER_RECEIPT)),
                "Vi har registrert 250,00 kroner, betalt til Strøm Eksempel AS 05.10.2026.");
    arena_fini(&k.arena);
}

/* A back-dated payment comes before those with later days, which are taken up again behind it. */
static void test_receipt_is_about_the_payment_that_came_last(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    struct payment_note payments[] = {
        {.amount = 100, .legal_day = day_of(2026, 11, 2), .booked_day = day_of(2026, 11, 2),
         .undone = true},
        {.amount = 77700, .legal_day = day_of(2026, 10, 1), .booked_day = day_of(2026, 11, 9)},
        {.amount = 100, .legal_day = day_of(2026, 11, 2), .booked_day = day_of(2026, 11, 2)},
    };
    k.c.payments = payments;
    k.c.n_payments = 3;
    assert_says(body_of(&k, composed(&k, LETTER_RECEIPT)),
                "Vi har mottatt 777,00 kroner, betalt 01.10.2026.");
    arena_fini(&k.arena);
}

static void test_receipt_tells_what_was_waived_and_what_comes_next(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    struct waiver waiver = {.source = TEXT("ocr-1"), .interest = 259};
    k.payment.source = TEXT("ocr-1");
    k.c.waivers = &waiver;
    k.c.n_waivers = 1;
    assert_says(body_of(&k, composed(&k, LETTER_RECEIPT)),
                "Betalingen kom i tide. Vi krever derfor ikke inn de siste 2,59 kroner.");
    waiver.interest = 0; /* taken back again */
    desk_live(&k, LETTER_PLAN_AGREED);
    k.c.plan.paid = 41900;
    const struct letter *l = composed_as_is(&k, LETTER_RECEIPT);
    const char *body = body_of(&k, l);
    assert_silent(body, "kom i tide");
    assert_says(body, "Neste avdrag er 417,00 kroner, med forfall 15.01.2027.");
    assert_int_equal(letter_to_pay(l), 41700);
    assert_int_equal(letter_pay_by(l), day_of(2027, 1, 15));
    arena_fini(&k.arena);
}

static void test_closing_and_refund_are_complete(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.input.days = 0;
    k.snapshot.open = 0;
    assert_says(body_of(&k, composed(&k, LETTER_CLOSING)),
                "Kravet er gjort opp, og du skylder ikke noe mer i saken.");
    k.c.overpaid = 12500;
    assert_says(body_of(&k, composed(&k, LETTER_CLOSING)), "Vi betaler tilbake 125,00 kroner.");
    assert_says(body_of(&k, composed(&k, LETTER_REFUND)),
                "Det er betalt for mye i saken nedenfor. Vi betaler tilbake 125,00 kroner.");
    k.c.written_off = 30000;
    const char *body = body_of(&k, composed(&k, LETTER_CLOSING));
    assert_says(body, "Det som gjensto, 300,00 kroner, krever vi ikke inn.");
    assert_silent(body, "gjort opp");
    arena_fini(&k.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plan_agreed_as_it_is_sent),
        cmocka_unit_test(test_plan_agreed_holds_out_no_heavy_costs),
        cmocka_unit_test(test_plan_agreed_lists_every_instalment),
        cmocka_unit_test(test_letters_without_ground_lack_their_amounts),
        cmocka_unit_test(test_plan_broken_as_it_is_sent),
        cmocka_unit_test(test_plan_broken_asks_for_what_is_missing_and_no_more),
        cmocka_unit_test(test_plan_agreed_says_what_stands_outside),
        cmocka_unit_test(test_deferral_as_it_is_sent),
        cmocka_unit_test(test_an_answer_gives_the_time_that_was_given),
        cmocka_unit_test(test_an_answer_to_who_was_right_asks_for_nothing),
        cmocka_unit_test(test_receipt_says_what_the_payment_covered),
        cmocka_unit_test(test_receipt_is_about_the_payment_that_came_last),
        cmocka_unit_test(test_receipt_tells_what_was_waived_and_what_comes_next),
        cmocka_unit_test(test_closing_and_refund_are_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
