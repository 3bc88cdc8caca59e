/* Numbers that a template may not write, and those that it may. */
#include "unit/base/cmocka_all.h"

#include <string.h>

#include "domain/letter_literals.h"

static const struct {
    const char *text, *said; /* NULL: nothing is found */
} table[] = {
    {"kr 500", "500"},
    {"Kr. 500,00 i gebyr", "500,00"},
    {"NOK 1 250,00", "1 250,00"},
    {"kr\xC2\xA0" "500", "500"},
    {"kr500", "500"},
    {"kr: 500", "500"},
    {"500 kr", "500 kr"},
    {"1\xC2\xA0" "250,00\xC2\xA0kroner", "1\xC2\xA0" "250,00\xC2\xA0kroner"},
    {"500 KRONER", "500 KRONER"},
    {"50 øre", "50 øre"},
    {"50 ØRE", "50 ØRE"},
    {"500,-", "500,-"},
    {"500,\xE2\x80\x93 i gebyr", "500,\xE2\x80\x93"},
    {"500\nkroner", "500\nkroner"},
    {"12,5 %", "12,5 %"},
    {"12,5%", "12,5%"},
    {"8 prosent", "8 prosent"},
    {"15.08.2026", "15.08.2026"},
    {"15.8.26", "15.8.26"},
    {"senest 15.08. hos oss", "15.08."},
    {"2026-08-15", "2026-08-15"},
    {"15-08-2026", "15-08-2026"},
    {"15/8", "15/8"},
    {"15. august", "15. august"},
    {"15 AUGUST", "15 AUGUST"},
    {"1. mai", "1. mai"},
    {"31.12.", "31.12."},
    {"14 dager", "14 dager"},
    {"14-dagers frist", "14-dagers"},
    {"2 uker", "2 uker"},
    {"1 måned", "1 måned"},
    {"3 MÅNEDER", "3 MÅNEDER"},
    {"24 timer", "24 timer"},
    {"KID 1234", "1234"},
    {"KID: 1234", "1234"},
    {"konto 12", "12"},
    {"1234.56.78903", "1234.56.78903"},
    {"12345678903", "12345678903"},
    {"1234 56 78903", "1234 56 78903"},
    {"1 \x01", "1"},
    {"1\x01", "1"},
    {"kl. 9, og kr 5", "5"},

    {"", NULL},
    {"Ring 22 00 00 00.", NULL},
    {"Ring +47 22 00 00 00.", NULL},
    {"inkassoloven § 10", NULL},
    {"inkassoforskriften § 2-4", NULL},
    {"kl. 09.00-15.00", NULL},
    {"klokken 10.12.", NULL}, /* an hour, not the tenth of December */
    {"Postboks 1, 0101 Oslo", NULL},
    {"32.01.2026", NULL},
    {"15.13.", NULL},
    {"org.nr. 312597772", NULL},
    {"(1) for det første", NULL},
    {"steg 2 og \x01", NULL},
    {"i 2026", NULL},
    {"\x01 5", NULL},
    {"takk 5 ganger", NULL},
    {"dagen 5", NULL},
    {"7 dagligvarer", NULL},
};

static void test_literal_next_finds_what_only_krav_writes(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct literal found;
        size_t at = 0;
        const bool any = literal_next(text_of(table[i].text), &at, &found);
        if (any != (table[i].said != NULL)) {
            fail_msg("'%s': %s", table[i].text, any ? found.what : "nothing is found");
        }
        if (any && !text_is(found.said, table[i].said)) {
            fail_msg("'%s': '%.*s'", table[i].text, TEXT_ARG(found.said));
        }
    }
}

static void test_literal_next_goes_on_behind_the_last(void **state) {
    (void)state;
    static const struct text all = {"kr 5 og 7 og 12 % og 500 kr", 27};
    struct literal found;
    size_t at = 0, n = 0;
    for (size_t last = 0; literal_next(all, &at, &found); last = at, n++) {
        assert_true(at > last && at <= all.len);
        assert_ptr_equal(found.said.ptr, all.ptr + found.at);
    }
    assert_int_equal(n, 3);
    assert_int_equal(at, all.len);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_literal_next_finds_what_only_krav_writes),
        cmocka_unit_test(test_literal_next_goes_on_behind_the_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
