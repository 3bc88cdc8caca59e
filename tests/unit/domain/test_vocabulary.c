/* The closed vocabularies: every enum value has one row, every row a word and a sentence. */
#include "unit/base/cmocka_all.h"

#include "domain/letter_demands.h"
#include "domain/vocabulary.h"

static void assert_snake_case(const char *name) {
    assert_true(name[0] >= 'a' && name[0] <= 'z');
    for (const char *p = name; *p; p++) {
        assert_true((*p >= 'a' && *p <= 'z') || *p == '_' || (*p >= '0' && *p <= '9'));
    }
}

/* Values 1 .. end-1, each once. */
static void assert_complete(const struct words *w, int end) {
    assert_int_equal(w->n, end - 1);
    for (int value = 1; value < end; value++) {
        size_t n = 0;
        for (size_t i = 0; i < w->n; i++) {
            n += words_at(w, i)->value == value;
        }
        if (n != 1) {
            fail_msg("%s: value %d has %zu rows", w->name, value, n);
        }
    }
    for (size_t i = 0; i < w->n; i++) {
        const struct word *row = words_at(w, i);
        assert_snake_case(row->name);
        assert_true(row->norwegian != NULL && row->norwegian[0] != '\0');
        assert_true(row->doc != NULL && row->doc[0] != '\0');
        assert_ptr_equal(words_by_name(w, text_of(row->name)), row); /* the first: unique */
        assert_true(text_is_utf8(text_of(row->norwegian)));
        assert_int_equal(row->doc[text_of(row->doc).len - 1], '.');
    }
}

static void test_vocabularies_are_complete(void **state) {
    (void)state;
    assert_complete(&subjects, SUBJECT_BOOK + 1);
    assert_complete(&fact_kinds, FACT_KINDS);
    assert_complete(&event_kinds, EVENT_KINDS);
    assert_complete(&action_kinds, ACTION_KINDS);
    assert_complete(&letter_kinds, LETTER_KINDS);
    assert_complete(&letter_parts, PART_PARTS);
    assert_complete(&letter_states, LETTER_RETURNED + 1);
    assert_complete(&channels, CHANNEL_PORTAL + 1);
    assert_complete(&effect_kinds, EFFECT_KINDS);
    assert_complete(&effect_states, EFFECT_WITHDRAWN + 1);
    assert_complete(&verdict_kinds, VERDICT_PERSON + 1);
    assert_complete(&fee_kinds, FEE_TAKEN_OVER + 1);
    assert_complete(&owners, OWNER_COURT + 1);
    assert_complete(&components, COMPONENT_PRINCIPAL + 1);
    assert_complete(&debtor_kinds, DEBTOR_BUSINESS + 1);
    assert_complete(&agenda_whys, AGENDA_WHYS);
    assert_complete(&phases, PHASE_CLOSED + 1);
    assert_complete(&accounts, ACCOUNTS);
    assert_complete(&task_owners, TASK_SUPERVISOR + 1);
}

static void test_words_name_says_so_when_there_is_none(void **state) {
    (void)state;
    assert_string_equal(words_name(&fact_kinds, 0), "?");
    assert_string_equal(words_name(&fact_kinds, FACT_KINDS), "?");
    assert_null(words_by_name(&event_kinds, TEXT("")));
}

static void test_fact_kinds_run_rules_only_where_a_case_is_known(void **state) {
    (void)state;
    for (size_t i = 0; i < fact_kinds.n; i++) {
        const struct fact_word *f =
            (const struct fact_word *)(const void *)words_at(&fact_kinds, i);
        assert_non_null(words_by_value(&subjects, (int)f->subject));
        if (f->runs_rules) {
            assert_true(f->subject == SUBJECT_CASE || f->subject == SUBJECT_PARTY);
        }
    }
}

static void test_action_kinds_ask_only_for_fields_they_have(void **state) {
    (void)state;
    unsigned all = 0, used = 0;
    for (size_t i = 0; i < action_fields.n; i++) {
        const struct word *row = words_at(&action_fields, i);
        assert_int_equal(row->value, (int)i + 1); /* bit order */
        assert_snake_case(row->name);
        all |= 1u << i;
    }
    for (size_t i = 0; i < action_kinds.n; i++) {
        const struct action_word *a =
            (const struct action_word *)(const void *)words_at(&action_kinds, i);
        assert_int_equal(a->fields & ~all, 0);
        assert_int_equal(a->required & ~a->fields, 0);
        assert_int_equal(a->positional & ~a->fields, 0);
        assert_int_equal(a->positional & (a->positional - 1), 0); /* one at most */
        used |= a->fields;
    }
    assert_int_equal(used, all);
}

static void test_letter_kinds_that_ask_for_payment_hold_a_deadline(void **state) {
    (void)state;
    const unsigned asks = 1u << PART_DEADLINE | 1u << PART_PAYMENT | 1u << PART_TOTAL;
    for (size_t i = 0; i < letter_kinds.n; i++) {
        const struct letter_word *l =
            (const struct letter_word *)(const void *)words_at(&letter_kinds, i);
        const unsigned parts = letter_demands((enum letter_kind)l->word.value, DEMAND_ALWAYS);
        assert_true(parts != 0 && parts < 1u << PART_PARTS);
        assert_int_equal(parts & 1u, 0); /* there is no part 0 */
        assert_int_equal(l->asks_payment, l->days_min > 0);
        if (l->asks_payment) {
            assert_int_equal(parts & asks, asks);
            assert_true(l->days_min >= 14); /* inkassoloven §§ 9, 10 */
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vocabularies_are_complete),
        cmocka_unit_test(test_words_name_says_so_when_there_is_none),
        cmocka_unit_test(test_fact_kinds_run_rules_only_where_a_case_is_known),
        cmocka_unit_test(test_action_kinds_ask_only_for_fields_they_have),
        cmocka_unit_test(test_letter_kinds_that_ask_for_payment_hold_a_deadline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
