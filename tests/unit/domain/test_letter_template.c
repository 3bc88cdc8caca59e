/* Templates of letters: what loads, what does not and where, and what they become. */
#include "unit/domain/letter_desk.h"

#include "domain/letter_template.h"

#define HEAD "subject: Hei\n\n"
/* All that a reminder must hold. */
#define REST "{creditor}\n{claims}\n{amounts}\n{payment}\n{greeting}\n"

static struct faults checked(struct desk *k, enum letter_kind kind, struct text content) {
    struct faults faults;
    const struct letter_source s = {kind, TEXT("letters/x.txt"), content};
    faults_init(&faults, &k->arena, 200);
    letter_template_check(&s, &faults);
    return faults;
}

static void assert_well(struct desk *k, enum letter_kind kind, struct text content) {
    const struct faults faults = checked(k, kind, content);
    if (faults.n > 0) {
        fail_msg("%s: %.*s\n%.*s", words_name(&letter_kinds, (int)kind),
                 TEXT_ARG(faults.items[0]), TEXT_ARG(content));
    }
}

static struct text beginning(struct desk *k, enum letter_kind kind) {
    struct buf b;
    buf_init(&b, 1 << 20);
    letter_template_begin(kind, &b);
    const struct text t = arena_text(&k->arena, buf_text(&b));
    buf_fini(&b);
    return t;
}

static const char *written(struct desk *k, const struct letter *l,
                           void (*write)(const struct letter *, struct buf *)) {
    struct buf b;
    buf_init(&b, 1 << 20);
    write(l, &b);
    const char *t = arena_cstr(&k->arena, buf_text(&b));
    buf_fini(&b);
    return t;
}

/* A reminder whose text is this, before what it must hold. */
static const char *reminder(struct desk *k, const char *text) {
    k->input.template = arena_printf(&k->arena, HEAD "%s\n\n" REST, text);
    assert_well(k, LETTER_REMINDER, k->input.template);
    return written(k, composed(k, LETTER_REMINDER), letter_body);
}

/* ---- of every kind --------------------------------------------------------------------------- */

static void test_letter_template_begin_is_the_letter_without(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    for (int i = 1; i < LETTER_KINDS * 2; i++) {
        const enum letter_kind kind = (enum letter_kind)(i % LETTER_KINDS);
        if (kind == 0) {
            k.debtor.kind = DEBTOR_BUSINESS; /* and once more, with dere */
            continue;
        }
        k.input.by_2026 = kind == LETTER_COLLECTION_NOTICE && i > LETTER_KINDS;
        k.input.template = (struct text){NULL, 0};
        const struct letter without = *composed(&k, kind);
        k.input.template = beginning(&k, kind);
        assert_well(&k, kind, k.input.template);
        const struct letter with = *composed(&k, kind);
        assert_string_equal(written(&k, &with, letter_body), written(&k, &without, letter_body));
        assert_string_equal(written(&k, &with, letter_subject),
                            written(&k, &without, letter_subject));
        assert_int_equal(letter_parts_held(&with), letter_parts_held(&without));
        if (text_ends(k.input.template, TEXT("{greeting}\n")) &&
            strstr(k.input.template.ptr, "{amounts}")) {
            assert_string_equal(written(&k, &with, letter_intro),
                                written(&k, &without, letter_intro));
            assert_string_equal(written(&k, &with, letter_closing),
                                written(&k, &without, letter_closing));
        }
    }
    arena_fini(&k.arena);
}

static int bits(unsigned set) {
    int n = 0;
    for (; set; set &= set - 1) {
        n++;
    }
    return n;
}

/* Without the line that has this. */
static struct text without(struct desk *k, struct text template, const char *line) {
    struct text rest = template, head;
    struct buf b;
    buf_init(&b, 1 << 20);
    while (text_cut(&rest, '\n', &head)) {
        if (!text_is(head, line)) {
            buf_add(&b, head);
            buf_add_char(&b, '\n');
        }
    }
    const struct text t = arena_text(&k->arena, buf_text(&b));
    buf_fini(&b);
    return t;
}

/* Each block that shows what the law demands is taken away, one by one: such a template does not load,
 * and says by which paragraph; a letter with it does not hold what it must. */
static void test_letter_template_lacks_no_demand(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    int refused = 0;
    for (int i = 1; i < LETTER_KINDS; i++) {
        const enum letter_kind kind = (enum letter_kind)i;
        const struct text whole = beginning(&k, kind);
        for (size_t b = 0; b < n_letter_own_blocks; b++) {
            const struct letter_field *block = letter_field(letter_own_blocks[b]);
            const char *line = arena_cstr(&k.arena, arena_printf(&k.arena, "{%s}",
                                                                 block->word.name));
            const struct text less = without(&k, whole, line);
            const unsigned missing = letter_template_demands(kind) &
                                     ~letter_template_shows(kind, less);
            const struct faults faults = checked(&k, kind, less);
            assert_int_equal(faults.n, bits(missing));
            if (less.len == whole.len || missing == 0) {
                continue;
            }
            refused++;
            const char *why = arena_cstr(&k.arena, faults.items[0]);
            for (int p = 1; p < PART_PARTS; p++) {
                if (missing & 1u << p) {
                    assert_says(why, words_name(&letter_parts, p));
                    assert_says(why, letter_demand_paragraph(kind, (enum letter_part)p));
                    break;
                }
            }
            k.input.template = less;
            assert_int_equal(letter_parts_held(composed(&k, kind)) & missing, 0);
        }
    }
    assert_int_equal(refused, 134);
    arena_fini(&k.arena);
}

/* A block that a kind does not have says nothing of it; a value that is always there is there. */
static void test_letter_fields_are_true_of_each_kind(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    for (int kind = 1; kind < LETTER_KINDS; kind++) {
        const struct letter *l = composed(&k, (enum letter_kind)kind);
        for (int slot = 1; slot < LETTER_SLOTS; slot++) {
            const struct letter_field *f = letter_field((enum letter_slot)slot);
            const bool present = letter_field_present((enum letter_slot)slot, l);
            assert_int_equal(f->always & ~f->kinds, 0);
            if ((f->always & 1u << kind) && !present) {
                fail_msg("{%s} is not in %s", f->word.name, words_name(&letter_kinds, kind));
            }
            if (!(f->kinds & 1u << kind) && present) {
                fail_msg("{%s} is in %s", f->word.name, words_name(&letter_kinds, kind));
            }
        }
    }
    arena_fini(&k.arena);
}

/* ---- faults ---------------------------------------------------------------------------------- */

static void test_letter_template_check_tells_each_fault_with_its_line(void **state) {
    (void)state;
    static const struct {
        const char *template, *says;
    } table[] = {
        {"", "x.txt:1: a template begins with 'subject: TEXT'"},
        {"Hei\n\n" REST, "x.txt:1: after the headers comes an empty line"},
        {"subject: a\nsubject: b\n\n" REST, "x.txt:2: subject: stands there already"},
        {"subject:\n\n" REST, "x.txt:1: subject: says nothing"},
        {"subject: {claims}\n\n" REST, "x.txt:1: {claims} is a block: it cannot stand in the"},
        {"subject: {?fee}x\n\n" REST, "x.txt:1: {?fee} is never closed"},
        {"# ok\nsubject: a\nfrom: me\n\n" REST, "x.txt:3: there is no header 'from:'"},
        {HEAD "{amuont}\n" REST, "x.txt:3: {amuont} is no field: did you mean {amount}?"},
        {HEAD "{}\n" REST, "x.txt:3: {} is no field: krav words letter_fields"},
        {HEAD "{ total }\n" REST, "x.txt:3: { total } is no field: did you mean {total}?"},
        {HEAD "a {claims\n" REST, "x.txt:3: a '{' without its '}'"},
        {HEAD "a { {total}\n" REST, "x.txt:3: a '{' without its '}'"},
        {HEAD "a } b\n" REST, "x.txt:3: a '}' without its '{'"},
        {HEAD "{a|b|c}\n" REST, "x.txt:3: {a|b|c}: a choice is between two"},
        {HEAD "Her er {opening}\n" REST, "x.txt:3: {opening} is a block: write it on a line"},
        {HEAD "{opening}{interest}\n" REST, "x.txt:3: {interest} is a block: write it on a line"},
        {HEAD "{claims}\n" REST, "x.txt:5: {claims} stands there already"},
        {HEAD "{?fee}a\n\n{?total}b{/total}{/fee}\n" REST, "x.txt:5: {?total}: the section {?fee} is"},
        {HEAD "{?fee}a\n" REST, "x.txt:3: {?fee} is never closed"},
        {HEAD "a{/fee}\n" REST, "x.txt:3: {/fee} closes no section"},
        {HEAD "{fee}\n" REST, "x.txt:3: {fee} may be absent: write {?fee}...{fee}...{/fee}"},
        {HEAD "{!fee}{fee}{/fee}\n" REST, "x.txt:3: {fee} may be absent"},
        {HEAD "{?invoice}{fee}{/invoice}\n" REST, "x.txt:3: {fee} may be absent"},
        {HEAD "{covered}\n" REST, "x.txt:3: {covered} is in no reminder letter"},
        {HEAD "{?parts}a{/parts}\n" REST, "x.txt:3: {parts} is in no reminder letter"},
        {HEAD "a\nkr\n500\n" REST, "x.txt:5: '500' is an amount of money"},
        {HEAD "Gebyret er {500|600} kroner\n" REST, "x.txt:3: '600 kroner' is an amount of money"},
        {HEAD "innen 14 dager\n" REST, "x.txt:3: '14 dager' is a number of days"},
        {HEAD "1 {amount}\n" REST, "x.txt:3: '1' is a number just before a field"},
        {HEAD "a\xff\n" REST, "x.txt:3: is not UTF-8 text"},
        {HEAD "a\x01\n" REST, "x.txt:3: is not UTF-8 text"},
        {HEAD "k\xE2\x80\x8Br\n" REST, "x.txt:3: U+200B is no sign that letters use"},
        {HEAD "\xF0\x9F\x98\x80\n" REST, "x.txt:3: U+1F600 is no sign"},
        {HEAD "{?fee}\n{payment}\n{/fee}\n{creditor}\n{claims}\n{amounts}\n{greeting}\n",
         "x.txt:9: a reminder must hold payment (inkassoloven § 8): take it out of its section"},
        {HEAD "{!payment}\n{payment}\n{/payment}\n{creditor}\n{claims}\n{amounts}\n{greeting}\n",
         "x.txt:9: a reminder must hold payment"},
    };
    struct desk k;
    desk_open(&k);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const struct faults faults = checked(&k, LETTER_REMINDER, text_of(table[i].template));
        struct text all = {NULL, 0};
        for (size_t f = 0; f < faults.n; f++) {
            all = arena_printf(&k.arena, "%.*s%.*s\n", TEXT_ARG(all), TEXT_ARG(faults.items[f]));
        }
        assert_says(arena_cstr(&k.arena, all), table[i].says);
    }
    arena_fini(&k.arena);
}

static void test_letter_template_check_tells_all_faults_at_once(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    const struct faults faults = checked(&k, LETTER_CLOSING, TEXT(
        "subject: kr 5\n\n{creditr}\n{amounts}\n\n{?fee}500,-\n"));
    /* kr 5, creditr, amounts and fee of another kind, not closed, 500,-; creditor, sender, opening */
    assert_int_equal(faults.n, 9);
    arena_fini(&k.arena);
}

/* `n` bytes in all, of which the first are a template that is well. */
static struct text of_size(struct desk *k, size_t n) {
    const struct text begin = TEXT(HEAD REST "\n");
    char *bytes = arena_take(&k->arena, n);
    memset(bytes, 'a', n);
    memcpy(bytes, begin.ptr, begin.len);
    return (struct text){bytes, n};
}

static void test_letter_template_check_has_its_bounds(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    assert_well(&k, LETTER_REMINDER, of_size(&k, TEMPLATE_BYTES_MAX));
    struct faults faults = checked(&k, LETTER_REMINDER, of_size(&k, TEMPLATE_BYTES_MAX + 1));
    assert_int_equal(faults.n, 1);
    assert_says(arena_cstr(&k.arena, faults.items[0]), "x.txt:1: is larger than 16 KiB");
    for (size_t n = TEMPLATE_SUBJECT_MAX; n <= TEMPLATE_SUBJECT_MAX + 1; n++) {
        char *subject = arena_take(&k.arena, n);
        memset(subject, 's', n);
        faults = checked(&k, LETTER_REMINDER,
                         arena_printf(&k.arena, "subject: %.*s\n\n" REST, (int)n, subject));
        assert_int_equal(faults.n, n - TEMPLATE_SUBJECT_MAX);
    }
    arena_fini(&k.arena);
}

/* ---- what it becomes ------------------------------------------------------------------------- */

static void test_letter_body_fills_in_values(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    assert_says(reminder(&k, "A {amount}, B {total}, C {deadline}, D {today}, E {case}"),
                "A 2 127,59 kroner, B 2 127,59 kroner, C 07.12.2026, D\n23.11.2026, E 1042\n");
    assert_says(reminder(&k, "F {recipient}, G {creditor.name}, H {kid}, I {account}"),
                "F Kari Prøve, G Strøm Eksempel AS, H ");
    assert_says(reminder(&k, "I {account}."), "I 1234.56.78903.\n");
    assert_says(reminder(&k, "{?interest.rate}J {interest.rate} {/interest.rate}"
                             "{?interest.from}fra {interest.from}.{/interest.from}"),
                "J 12,25 prosent fra 02.09.2026.\n");
    arena_fini(&k.arena);
}

static void test_letter_body_leaves_out_what_is_absent(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    const char *text = "En{?fee} med {fee}{/fee}{!fee} uten gebyr{/fee}.\n\n{?invoice}\nFaktura "
                       "{invoice}.\n\nOg mer.\n{/invoice}\n\nTo.";
    assert_says(reminder(&k, text), "En med 38,00 kroner.\n\nTo.\n\n"); /* two claims: no invoice */
    k.input.fee = 0;
    k.c.n_claims = 1;
    k.claims[0].open = 199900;
    assert_says(reminder(&k, text), "En uten gebyr.\n\nFaktura 5001.\n\nOg mer.\n\nTo.\n\n");
    arena_fini(&k.arena);
}

static void test_letter_body_keeps_the_lines_that_stay(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    assert_says(reminder(&k, "En linje\nsom fortsetter\\\nog en ny.\n  Innrykk\n  to\nIgjen"),
                "En linje som fortsetter\nog en ny.\n  Innrykk\n  to\nIgjen\n\n");
    assert_says(reminder(&k, "{Du|Dere} kan ringe."), "Du kan ringe.\n");
    k.debtor.kind = DEBTOR_BUSINESS;
    assert_says(reminder(&k, "{Du|Dere} kan ringe."), "Dere kan ringe.\n");
    arena_fini(&k.arena);
}

/* No name from outside adds a line, a field or an amount's column. */
static void test_letter_body_lets_no_value_add_lines(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.debtor.name = TEXT("Kari\n\nTil konto: 1\t{amount}");
    assert_says(reminder(&k, "Hei {recipient}!"), "Hei Kari Til konto: 1 {amount}!\n");
    k.input.template = TEXT("subject: Til {recipient}\n\n" REST);
    assert_string_equal(written(&k, composed(&k, LETTER_REMINDER), letter_subject),
                        "Til Kari Til konto: 1 {amount}");
    arena_fini(&k.arena);
}

/* The amounts part what stands before the table on a page from what stands behind it. */
static void test_letter_intro_and_closing_stand_around_the_amounts(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.input.template = TEXT(HEAD "Før.\n\n{creditor}\n{amounts}\nMellom.\n\n{payment}\n\nEtter.\n"
                                 "{claims}\n{greeting}\n");
    const struct letter *l = composed(&k, LETTER_REMINDER);
    assert_string_equal(written(&k, l, letter_intro),
                        "Før.\n\nKreditor: Strøm Eksempel AS (org.nr. 311758489)\n\n");
    const char *closing = written(&k, l, letter_closing);
    assert_says(closing, "Mellom.\n\nEtter.\n\nSaken gjelder:\n");
    assert_silent(closing, "KID:");
    assert_says(written(&k, l, letter_body), "Mellom.\n\nÅ betale: ");
    arena_fini(&k.arena);
}

/* A letter that was kept is the same letter when it is read again. */
static void test_letter_record_holds_its_template(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.debtor.kind = DEBTOR_BUSINESS;
    k.input.rules = (struct hash){{1, 2, 3}};
    const char *body = reminder(&k, "{Du|Dere} får {fra|et brev fra} {agency.name}.");
    struct buf b;
    struct letter read;
    struct status st = {0};
    buf_init(&b, 1 << 20);
    record_write(&letter_record, &k.letter, &b);
    assert_int_equal(record_read(&letter_record, buf_text(&b), &k.arena, &read, &st), STATUS_OK);
    assert_string_equal(written(&k, &read, letter_body), body);
    assert_true(hash_eq(&read.rules, &k.input.rules));
    buf_fini(&b);
    arena_fini(&k.arena);
}

/* What is no template holds nothing, and is not printed. */
static void test_letter_parts_held_of_a_broken_template_are_none(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k);
    k.input.template = TEXT("subject: a\n\n{payment");
    const struct letter *l = composed(&k, LETTER_REMINDER);
    assert_int_equal(letter_parts_held(l), 1u << PART_DEBTOR);
    assert_silent(written(&k, l, letter_body), "{payment");
    arena_fini(&k.arena);
}

/* ---- the table of demands -------------------------------------------------------------------- */

static void test_letter_demands_are_said_once_and_can_be_met(void **state) {
    (void)state;
    for (uint32_t i = 0; i < n_letter_demand_rows; i++) {
        const struct letter_demand *d = &letter_demand_rows[i];
        assert_true(d->kinds != 0 && (d->kinds & 1u) == 0 && d->kinds < 1u << LETTER_KINDS);
        assert_true(strstr(d->paragraph, "§") != NULL);
        for (uint32_t k = 0; k < i; k++) {
            if (letter_demand_rows[k].part == d->part && letter_demand_rows[k].when == d->when) {
                assert_int_equal(letter_demand_rows[k].kinds & d->kinds, 0);
            }
        }
        for (int kind = 1; kind < LETTER_KINDS; kind++) {
            if ((d->kinds & 1u << kind) && d->part != PART_DEBTOR) {
                assert_non_null(letter_field_for((enum letter_kind)kind, d->part));
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_letter_template_begin_is_the_letter_without),
        cmocka_unit_test(test_letter_template_lacks_no_demand),
        cmocka_unit_test(test_letter_fields_are_true_of_each_kind),
        cmocka_unit_test(test_letter_template_check_tells_each_fault_with_its_line),
        cmocka_unit_test(test_letter_template_check_tells_all_faults_at_once),
        cmocka_unit_test(test_letter_template_check_has_its_bounds),
        cmocka_unit_test(test_letter_body_fills_in_values),
        cmocka_unit_test(test_letter_body_leaves_out_what_is_absent),
        cmocka_unit_test(test_letter_body_keeps_the_lines_that_stay),
        cmocka_unit_test(test_letter_body_lets_no_value_add_lines),
        cmocka_unit_test(test_letter_intro_and_closing_stand_around_the_amounts),
        cmocka_unit_test(test_letter_record_holds_its_template),
        cmocka_unit_test(test_letter_parts_held_of_a_broken_template_are_none),
        cmocka_unit_test(test_letter_demands_are_said_once_and_can_be_met),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
