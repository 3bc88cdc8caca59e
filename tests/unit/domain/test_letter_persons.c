/* test_letter_persons.c - letters fit whoever reads them, however much there is to say. */
#include "unit/domain/letter_desk.h"

/* ---- persons --------------------------------------------------------------------------------- */

static void test_estate_claim_puts_no_pressure_on_anybody(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.input.days = 0;
    k.input.by = CHANNEL_EMAIL;
    const struct letter *l = composed(&k, LETTER_ESTATE_CLAIM);
    assert_text(l->to_name, "Boet etter Kari Prøve");
    assert_text(l->to_address, "Åsgata 1\n0155 Oslo");
    assert_text(l->to_contact, ""); /* the dead has no e-mail */
    const char *body = body_of(&k, l);
    assert_says(body, "Vi har fått melding om dødsfallet, og kondolerer.");
    assert_says(body, "Gi oss gjerne beskjed om hvem som tar seg av boet");
    assert_says(body, "Det er ikke et krav mot noen av de pårørende.");
    static const char *const never[] = {" du ", " deg ", "frist", "Frist", "rettslig",
                                        "ekstra kostnader", "namsmann"};
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++) {
        assert_silent(body, never[i]);
    }
    arena_fini(&k.arena);
}

static void test_a_guardian_gets_the_letter(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.debtor.guardian = TEXT("Per Verge, Vergeveien 4 , 0456 Oslo");
    const struct letter *l = composed(&k, LETTER_PAYMENT_DEMAND);
    assert_text(l->to_name, "Kari Prøve");
    assert_text(l->to_address, "v/verge Per Verge\nVergeveien 4\n0456 Oslo");
    k.debtor.guardian = TEXT("Per Verge");
    assert_text(composed(&k, LETTER_PAYMENT_DEMAND)->to_address,
                "v/verge Per Verge\nÅsgata 1\n0155 Oslo");
    k.debtor.guardian = TEXT("Per Verge,");
    assert_text(composed(&k, LETTER_PAYMENT_DEMAND)->to_address,
                "v/verge Per Verge\nÅsgata 1\n0155 Oslo");
    arena_fini(&k.arena);
}

/* Words of the wrong form, with what stands around them. */
static void assert_form(struct desk *k, const struct letter *l, const char *const *never,
                        size_t n) {
    struct buf out;
    buf_init(&out, 1 << 20);
    letter_subject(l, &out);
    buf_add_char(&out, ' ');
    buf_add_str(&out, body_of(k, l));
    for (size_t i = 0; i < out.len; i++) { /* marks and line ends part words as blanks do */
        out.ptr[i] = strchr(".,:;?!()\n", out.ptr[i]) ? ' ' : out.ptr[i];
    }
    for (size_t i = 0; i < n; i++) {
        if (strstr(out.ptr, never[i])) {
            fail_msg("%s says \"%s\": %s", words_name(&letter_kinds, (int)l->kind), never[i],
                     out.ptr);
        }
    }
    assert_null(strpbrk(out.ptr, "{|}"));
    buf_fini(&out);
}

static void test_a_person_is_du_and_a_firm_is_dere(void **state) {
    (void)state;
    static const char *const du[] = {" du ", " deg ", " din ", " ditt ", " dine ", "Du ", "Deg "};
    static const char *const dere[] = {" dere ", " deres ", "Dere ", "Deres "};
    struct desk k;
    desk_open(&k);
    for (int kind = 1; kind < LETTER_KINDS; kind++) {
        const bool to_creditor =
            kind == LETTER_CREDITOR_QUESTION || kind == LETTER_SETTLEMENT;
        k.debtor.kind = DEBTOR_CONSUMER;
        const struct letter *l = composed(&k, (enum letter_kind)kind);
        assert_form(&k, l, to_creditor ? du : dere, to_creditor ? 7 : 4);
        k.debtor.kind = DEBTOR_BUSINESS;
        l = composed(&k, (enum letter_kind)kind);
        assert_form(&k, l, du, 7);
        const unsigned missing = letter_demands(l->kind, DEMAND_ALWAYS) & ~letter_parts_held(l);
        assert_int_equal(missing, 0);
    }
    k.input.days = 28;
    const char *body = body_of(&k, composed(&k, LETTER_BANKRUPTCY_NOTICE));
    assert_says(body, "ny betalingsoppfordring med konkursvarsel etter konkursloven § 63.");
    assert_says(body, "Er kravet ikke betalt innen fristen, kan det bli begjært konkurs. Det kan "
                      "gi dere ekstra kostnader.");
    assert_says(body, "når banken deres har fått betalingsoppdraget innen fristen");
    assert_says(body, "Er dere uenige i kravet");
    arena_fini(&k.arena);
}

static void test_monitoring_is_an_open_door(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.sender.name = TEXT("Prøve AS");
    const char *body = body_of(&k, composed(&k, LETTER_MONITORING));
    assert_says(body, "Vi vil gjerne finne en løsning sammen med deg.");
    assert_says(body, "Kravet gjelder fortsatt, og forsinkelsesrenten løper til det er betalt.");
    static const char *const threats[] = {"rettslig", "namsmann", "forliksråd", "ekstra kostnader",
                                          "inkasso"};
    for (size_t i = 0; i < sizeof threats / sizeof threats[0]; i++) {
        assert_silent(body, threats[i]);
    }
    body = body_of(&k, composed(&k, LETTER_PLAN_OFFER));
    assert_says(body, "Vi tilbyr deg å betale i avdrag.");
    assert_says(body, "Med mer enn fire avdrag kan det komme et tillegg i kostnadene "
                      "(inkassoforskriften § 2-4).");
    arena_fini(&k.arena);
}

/* ---- bounds ---------------------------------------------------------------------------------- */

static void test_letters_about_very_many_claims_are_summed_up(void **state) {
    (void)state;
    enum { N = 1500 };
    struct desk k;
    desk_open(&k);
    struct claim_state *claims = arena_take_n(&k.arena, N, sizeof *claims);
    for (int32_t i = 0; i < N; i++) {
        claims[i] = k.claims[1];
        claims[i].claim.number = i + 1;
    }
    k.c.claims = claims;
    k.c.n_claims = N;
    k.input.descriptions = NULL;
    k.snapshot.open = N * (ore)99900 + 5259 + 3800;
    struct buf json;
    buf_init(&json, 8 << 20);
    for (int kind = 1; kind < LETTER_KINDS; kind++) {
        const struct letter *l = composed(&k, (enum letter_kind)kind);
        struct letter back;
        struct status st = {0};
        buf_clear(&json);
        record_write(&letter_record, l, &json);
        assert_int_equal(record_read(&letter_record, buf_text(&json), &k.arena, &back, &st), 0);
        assert_int_equal(letter_demands(l->kind, DEMAND_ALWAYS) & ~letter_parts_held(l), 0);
    }
    buf_fini(&json);
    const struct letter *l = composed(&k, LETTER_PAYMENT_DEMAND);
    assert_int_equal(l->n_claims, 256);
    assert_int_equal(l->claims_left_out, N - 256);
    assert_int_equal(l->n_lines, 4);
    assert_int_equal(l->total, k.snapshot.open + l->fee);
    const char *body = body_of(&k, l);
    assert_says(body, "og 1244 krav til; spør oss om en full oversikt");
    assert_says(body, "Du får gjerne en full oversikt fra oss.");
    k.c.n_claims = 257; /* one too many to list, few enough to count one by one */
    l = composed(&k, LETTER_PAYMENT_DEMAND);
    assert_int_equal(l->claims_left_out, 1);
    assert_int_equal(l->n_lines, 257 + 3);
    arena_fini(&k.arena);
}

static void test_long_words_are_cut(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    char broad[1000];
    for (size_t i = 0; i + 1 < sizeof broad; i += 2) {
        broad[i] = "\xC3"[0]; /* å, in two bytes */
        broad[i + 1] = "\xA5"[0];
    }
    k.descriptions[0] = (struct text){broad, 2 * 301};
    k.claims[0].claim.invoice = (struct text){broad, 2 * 60};
    k.claims[1].claim.invoice = (struct text){broad, 2 * 61};
    const struct letter *l = composed(&k, LETTER_REMINDER);
    assert_int_equal(l->claims[0].description.len, 2 * 300 + 3);
    assert_true(text_ends(l->claims[0].description, TEXT("å…")));
    assert_int_equal(l->claims[0].invoice.len, 2 * 60);
    assert_int_equal(l->claims[1].invoice.len, 2 * 60 + 3);
    assert_true(text_is_utf8(l->lines[1].label));
    arena_fini(&k.arena);
}

static void test_no_name_adds_a_paragraph(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.payment.direct = true;
    k.creditor.name = TEXT("Strøm\n\nBetal til 9999.99.99999");
    struct buf out;
    buf_init(&out, 1 << 16);
    letter_body(composed(&k, LETTER_RECEIPT), &out);
    assert_null(strstr(out.ptr, "\nBetal til 9999"));
    buf_fini(&out);
    arena_fini(&k.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_estate_claim_puts_no_pressure_on_anybody),
        cmocka_unit_test(test_a_guardian_gets_the_letter),
        cmocka_unit_test(test_a_person_is_du_and_a_firm_is_dere),
        cmocka_unit_test(test_monitoring_is_an_open_door),
        cmocka_unit_test(test_letters_about_very_many_claims_are_summed_up),
        cmocka_unit_test(test_long_words_are_cut),
        cmocka_unit_test(test_no_name_adds_a_paragraph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
