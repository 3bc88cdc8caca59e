/* Every recorded struct, filled by its own table: what is written is read back, to the byte. */
#include "unit/base/cmocka_all.h"

#include <string.h>

#include "domain/letter.h"
#include "domain/step.h"

static const struct record *const all_records[] = {
    &action_record, &verdict_record, &fact_record, &claim_record, &event_record, &case_record,
    &effect_record, &agenda_record, &step_record, &party_record, &creditor_record,
    &override_record, &agreement_record, &letter_record,
};
#define N_RECORDS (sizeof all_records / sizeof all_records[0])

static int64_t counter;

static void fill(const struct record *r, char *value, struct arena *arena);

static void fill_field(const struct field *f, char *at, char *base, struct arena *arena) {
    counter++;
    switch (f->type) {
    case FIELD_BOOL: *(bool *)(void *)at = true; break;
    case FIELD_INT: *(int64_t *)(void *)at = counter * 1000003; break;
    case FIELD_INT32: *(int32_t *)(void *)at = (int32_t)counter; break;
    case FIELD_ORE: *(ore *)(void *)at = -counter * 101; break;
    case FIELD_DAY: *(day *)(void *)at = 739000 + (day)counter; break;
    case FIELD_WORD:
        *(int *)(void *)at = words_at(f->words, (size_t)counter % f->words->n)->value;
        break;
    case FIELD_TEXT:
        *(struct text *)(void *)at =
            arena_printf(arena, "\"%s\" \\ æøå %lld", f->name, (long long)counter);
        break;
    case FIELD_HASH: *(struct hash *)(void *)at = hash_of(text_of(f->name)); break;
    case FIELD_RECORD: fill(f->of, at, arena); break;
    case FIELD_LIST: {
        const uint32_t n = f->n_max == 1 ? 1 : 2;
        char *items = arena_take_n(arena, n, f->of->size);
        for (uint32_t i = 0; i < n; i++) {
            fill(f->of, items + (size_t)i * f->of->size, arena);
        }
        memcpy(at, &items, sizeof items);
        memcpy(base + f->count_offset, &n, sizeof n);
        break;
    }
    case FIELD_WORD_SET: *(uint32_t *)(void *)at = 1u << words_at(f->words, 0)->value; break;
    default: fail();
    }
}

static void fill(const struct record *r, char *value, struct arena *arena) {
    for (uint32_t i = 0; i < r->n; i++) {
        fill_field(&r->fields[i], value + r->fields[i].offset, value, arena);
    }
}

static void test_records_round_trip_when_every_field_is_set(void **state) {
    (void)state;
    for (size_t i = 0; i < N_RECORDS; i++) {
        const struct record *r = all_records[i];
        struct arena arena;
        struct status st = {0};
        struct buf once, again;
        arena_init(&arena);
        buf_init(&once, 1u << 20);
        buf_init(&again, 1u << 20);
        char *value = arena_take(&arena, r->size), *back = arena_take(&arena, r->size);
        fill(r, value, &arena);
        record_write(r, value, &once);
        if (record_read(r, buf_text(&once), &arena, back, &st)) {
            fail_msg("%s: %s", r->name, st.text);
        }
        record_write(r, back, &again);
        assert_true(text_eq(buf_text(&again), buf_text(&once)));
        assert_true(record_eq(r, value, back));
        /* Every field stands in it by name: none is skipped. */
        for (uint32_t k = 0; k < r->n; k++) {
            const char *name = arena_printf(&arena, "\"%s\":", r->fields[k].name).ptr;
            if (strstr(once.ptr, arena_cstr(&arena, text_of(name))) == NULL) {
                fail_msg("%s: field %s is not written", r->name, r->fields[k].name);
            }
        }
        buf_fini(&once);
        buf_fini(&again);
        arena_fini(&arena);
    }
}

static void test_records_empty_is_empty(void **state) {
    (void)state;
    for (size_t i = 0; i < N_RECORDS; i++) {
        const struct record *r = all_records[i];
        struct arena arena;
        struct status st = {0};
        struct buf b;
        arena_init(&arena);
        buf_init(&b, 1024);
        void *value = arena_take(&arena, r->size);
        record_write(r, value, &b);
        if (r != &step_record && r != &letter_record && r != &case_record) { /* these hold a record inline */
            assert_string_equal(b.ptr, "{}");
        }
        assert_int_equal(record_read(r, TEXT("{}"), &arena, value, &st), STATUS_OK);
        buf_fini(&b);
        arena_fini(&arena);
    }
}

static void test_records_refuse_what_they_do_not_know(void **state) {
    (void)state;
    for (size_t i = 0; i < N_RECORDS; i++) {
        const struct record *r = all_records[i];
        struct arena arena;
        struct status st = {0};
        arena_init(&arena);
        void *value = arena_take(&arena, r->size);
        assert_int_equal(record_read(r, TEXT("{\"invented\":1}"), &arena, value, &st),
                         STATUS_INVALID);
        assert_non_null(strstr(st.text, "invented"));
        st = (struct status){0};
        assert_int_equal(record_read(r, TEXT("{}{}"), &arena, value, &st), STATUS_INVALID);
        arena_fini(&arena);
    }
}

/* A struct member without a row would be lost: a filled struct has no zero byte run as long as
 * its widest member, unless a member is not in the table. */
static void test_records_cover_every_member_of_the_case(void **state) {
    (void)state;
    size_t covered = 0;
    for (uint32_t i = 0; i < case_record.n; i++) {
        switch (case_record.fields[i].type) {
        case FIELD_INT: case FIELD_ORE: covered += 8; break;
        case FIELD_INT32: case FIELD_DAY: covered += 4; break;
        case FIELD_TEXT: covered += sizeof(struct text); break;
        case FIELD_LIST: covered += sizeof(void *) + 4; break;
        case FIELD_RECORD: covered += case_record.fields[i].of->size; break;
        case FIELD_BOOL: covered += 1; break;
        case FIELD_WORD: case FIELD_HASH: case FIELD_WORD_SET:
        default: fail_msg("%s: a type this test does not count", case_record.fields[i].name);
        }
    }
    assert_true(covered <= sizeof(struct krav_case));
    assert_true(sizeof(struct krav_case) - covered < 128); /* only padding is left */
}

static void test_step_hash_depends_on_both_parts(void **state) {
    (void)state;
    const struct hash zero = {{0}}, one = hash_of(TEXT("1"));
    const struct hash a = step_hash(&zero, TEXT("{}")), b = step_hash(&one, TEXT("{}")),
                      c = step_hash(&zero, TEXT("{ }")), again = step_hash(&zero, TEXT("{}"));
    assert_false(hash_eq(&a, &b));
    assert_false(hash_eq(&a, &c));
    assert_true(hash_eq(&a, &again));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_records_round_trip_when_every_field_is_set),
        cmocka_unit_test(test_records_empty_is_empty),
        cmocka_unit_test(test_records_refuse_what_they_do_not_know),
        cmocka_unit_test(test_records_cover_every_member_of_the_case),
        cmocka_unit_test(test_step_hash_depends_on_both_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
