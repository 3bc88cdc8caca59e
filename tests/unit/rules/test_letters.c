/* A bundle's own letters: whose text counts, and that none loads which is no template. */
#include "fixture.h"

#include "rules/letters.h"

#define BASE "local W = workflow { id = 'base', api = 1 }\n"                                       \
    "function W.start (c) return 'a' end\n"                                                        \
    "W.stage 'a' { label = 'A', decide = function (c) return {} end }\n"                           \
    "W.level 'normal' { label = 'N' }\n"
#define OWN "local W = workflow { id = 'own', api = 1, extends = 'base' }\n"
#define LETTER(subject) "subject: " subject "\n\n{creditor}\n{opening}\n{greeting}\n"

static int load(struct fixture *f, struct bundle_file *files, uint32_t n) {
    const struct bundle_source source = {files, n};
    fixture_init(f);
    return bundle_new(&source, &f->faults, &f->bundle, &f->st);
}

static bool says(const struct fixture *f, const char *what) {
    for (size_t i = 0; i < f->faults.n; i++) {
        if (strstr(f->faults.items[i].ptr, what)) {
            return true;
        }
    }
    return false;
}

static void test_bundle_letter_is_that_of_the_bundle_before_what_it_extends(void **state) {
    (void)state;
    struct fixture f;
    struct bundle_file files[] = {{TEXT("base/init.lua"), TEXT(BASE)},
        {TEXT("base/letters/closing.txt"), TEXT(LETTER("base"))},
        {TEXT("base/letters/refund.txt"), TEXT(LETTER("base"))},
        {TEXT("init.lua"), TEXT(OWN)},
        {TEXT("letters/closing.txt"), TEXT(LETTER("own"))}};
    assert_int_equal(load(&f, files, 5), STATUS_OK);
    const struct bundle_file *own = bundle_letter(f.bundle, LETTER_CLOSING);
    assert_true(text_is(own->path, "letters/closing.txt"));
    assert_true(text_is(own->content, LETTER("own")));
    assert_true(text_is(bundle_letter(f.bundle, LETTER_REFUND)->path, "base/letters/refund.txt"));
    assert_null(bundle_letter(f.bundle, LETTER_REMINDER));
    fixture_fini(&f);
}

/* Another text is another bundle. */
static void test_bundle_hash_covers_letters(void **state) {
    (void)state;
    struct fixture f;
    struct hash seen[2];
    for (int i = 0; i < 2; i++) {
        struct bundle_file files[] = {{TEXT("init.lua"), TEXT(BASE)},
            {TEXT("letters/closing.txt"), i == 0 ? TEXT(LETTER("a")) : TEXT(LETTER("b"))}};
        assert_int_equal(load(&f, files, 2), STATUS_OK);
        seen[i] = bundle_hash(f.bundle);
        fixture_fini(&f);
    }
    assert_false(hash_eq(&seen[0], &seen[1]));
}

/* Those of a letter that nobody reads, since it is said anew, as well as those of the rules. */
static void test_bundle_new_tells_the_faults_of_letters_and_rules_at_once(void **state) {
    (void)state;
    struct fixture f;
    struct bundle_file files[] = {{TEXT("base/init.lua"), TEXT(BASE)},
        {TEXT("base/letters/closing.txt"), TEXT("subject: a\n\n{creditor}\n{greeting}\n")},
        {TEXT("init.lua"), TEXT(OWN "function f (c) return sned {} end\n")},
        {TEXT("letters/closing.txt"), TEXT(LETTER("own"))},
        {TEXT("letters/closng.txt"), TEXT(LETTER("own"))},
        {TEXT("letters/hello.txt"), TEXT(LETTER("own"))},
        {TEXT("letters/refund.txt"), TEXT("subject: kr 5\n\n{openin}\n")}};
    assert_int_equal(load(&f, files, 7), STATUS_INVALID);
    assert_null(f.bundle);
    assert_true(says(&f, "base/letters/closing.txt:4: a closing must hold opening (inkassoloven § 8)"));
    assert_true(says(&f, "letters/closng.txt:1: there is no letter 'closng': did you mean "
                         "letters/closing.txt?"));
    assert_true(says(&f, "letters/hello.txt:1: a letter's text is letters/KIND.txt"));
    assert_true(says(&f, "letters/refund.txt:1: '5' is an amount of money"));
    assert_true(says(&f, "letters/refund.txt:3: {openin} is no field: did you mean {opening}?"));
    assert_true(says(&f, "init.lua:2: unknown word 'sned'"));
    fixture_fini(&f);
}

/* Text alone keeps a bundle from loading when its rules are well. */
static void test_bundle_new_refuses_a_letter_alone(void **state) {
    (void)state;
    struct fixture f;
    struct bundle_file files[] = {{TEXT("init.lua"), TEXT(BASE)},
        {TEXT("letters/closing.txt"), TEXT("subject: a\n\n{creditor}\n{opening}\n")}};
    assert_int_equal(load(&f, files, 2), STATUS_INVALID);
    assert_int_equal(f.faults.n, 1);
    assert_null(f.bundle);
    fixture_fini(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bundle_letter_is_that_of_the_bundle_before_what_it_extends),
        cmocka_unit_test(test_bundle_hash_covers_letters),
        cmocka_unit_test(test_bundle_new_tells_the_faults_of_letters_and_rules_at_once),
        cmocka_unit_test(test_bundle_new_refuses_a_letter_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
