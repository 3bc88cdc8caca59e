#include "unit/base/cmocka_all.h"

#include <string.h>

#include "base/day.h"
#include "base/hash.h"
#include "base/money.h"
#include "base/record.h"

enum kind { KIND_PAID = 1, KIND_NOTICE, KIND_DEMAND };

static const struct word kind_rows[] = {
    {KIND_PAID, "paid", "betalt", ""},
    {KIND_NOTICE, "notice", "varsel", ""},
    {KIND_DEMAND, "demand", "oppfordring", ""},
};
static const struct words kinds = WORDS("fact kind", kind_rows);

struct line {
    struct text note;
    ore amount;
};
static const struct field line_fields[] = {
    FIELD(FIELD_TEXT, struct line, note),
    FIELD_AS("amount_ore", FIELD_ORE, struct line, amount),
};
static const struct record line_record = RECORD("line", struct line, line_fields);

struct fact {
    ore amount;
    int64_t number;
    int32_t small;
    enum kind kind;
    day legal_day;
    bool is_final;
    struct text text;
    struct text brief; /* at most 4 bytes */
    struct hash body;
    struct line main;
    struct line *lines;
    uint32_t n_lines;
    uint32_t may;
};
static const struct field fact_fields[] = {
    FIELD_AS("amount_ore", FIELD_ORE, struct fact, amount),
    FIELD(FIELD_INT, struct fact, number),
    FIELD(FIELD_INT32, struct fact, small),
    FIELD_WORDS(struct fact, kind, kinds),
    FIELD(FIELD_DAY, struct fact, legal_day),
    FIELD(FIELD_BOOL, struct fact, is_final),
    FIELD(FIELD_TEXT, struct fact, text),
    {"brief", FIELD_TEXT, offsetof(struct fact, brief), 0, 4, NULL, NULL},
    FIELD(FIELD_HASH, struct fact, body),
    FIELD_SUB(struct fact, main, line_record),
    FIELD_MANY(struct fact, lines, line_record, 20),
    FIELD_SET(struct fact, may, kinds),
};
static const struct record fact_record = RECORD("fact", struct fact, fact_fields);

struct fixture {
    struct arena arena;
    struct buf out;
};

static int set_up(void **state) {
    static struct fixture f;
    arena_init(&f.arena);
    buf_init(&f.out, 1 << 20);
    *state = &f;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *f = *state;
    arena_fini(&f->arena);
    buf_fini(&f->out);
    return 0;
}

static struct fact full_fact(struct line lines[3]) {
    lines[0] = (struct line){TEXT("one"), 1};
    lines[1] = (struct line){{NULL, 0}, 0};
    lines[2] = (struct line){TEXT(""), -3};
    return (struct fact){
        .amount = 125000,
        .number = INT64_MIN,
        .small = -7,
        .kind = KIND_NOTICE,
        .legal_day = day_of(2026, 10, 2),
        .is_final = true,
        .text = TEXT("Bl\xC3\xA5 \"f\\j\"\n\t\r\b\f\x01\x1F/\x7F"),
        .brief = TEXT("four"),
        .body = hash_of(TEXT("abc")),
        .main = {{NULL, 0}, 5},
        .lines = lines,
        .n_lines = 3,
        .may = 1u << KIND_PAID | 1u << KIND_DEMAND,
    };
}

#define FULL_JSON                                                                                  \
    "{\"amount_ore\":125000,\"number\":-9223372036854775808,\"small\":-7,\"kind\":\"notice\","     \
    "\"legal_day\":\"2026-10-02\",\"is_final\":true,"                                              \
    "\"text\":\"Bl\xC3\xA5 \\\"f\\\\j\\\"\\n\\t\\r\\b\\f\\u0001\\u001f/\x7F\","                    \
    "\"brief\":\"four\","                                                                          \
    "\"body\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\","               \
    "\"main\":{\"amount_ore\":5},"                                                                 \
    "\"lines\":[{\"note\":\"one\",\"amount_ore\":1},{},{\"amount_ore\":-3}],"                      \
    "\"may\":[\"paid\",\"demand\"]}"

static void test_record_write_is_canonical(void **state) {
    struct fixture *f = *state;
    struct line lines[3];
    struct fact fact = full_fact(lines), nothing = {0};
    record_write(&fact_record, &fact, &f->out);
    assert_string_equal(f->out.ptr, FULL_JSON);
    buf_clear(&f->out);
    record_write(&fact_record, &nothing, &f->out);
    assert_string_equal(f->out.ptr, "{}");
}

static void test_record_read_inverts_write(void **state) {
    struct fixture *f = *state;
    struct line lines[3];
    struct fact fact = full_fact(lines), back;
    struct status st = {0};
    assert_int_equal(record_read(&fact_record, TEXT(FULL_JSON), &f->arena, &back, &st), 0);
    assert_true(record_eq(&fact_record, &fact, &back));
    assert_true(back.number == INT64_MIN);
    assert_int_equal(back.kind, KIND_NOTICE);
    assert_true(text_eq(back.text, fact.text));
    assert_int_equal(back.n_lines, 3);
    assert_text(back.lines[0].note, "one");
    assert_int_equal(back.lines[2].amount, -3);
    assert_int_equal(back.may, fact.may);
    back.lines[2].amount = -4;
    assert_false(record_eq(&fact_record, &fact, &back));
    record_write(&fact_record, &back, &f->out);
    assert_int_equal(record_read(&fact_record, TEXT("{}"), &f->arena, &back, &st), 0);
    assert_int_equal(back.n_lines, 0); /* zeroed first */
}

static void test_record_write_past_the_buffer_is_remembered(void **state) {
    (void)state;
    struct line lines[3];
    struct fact fact = full_fact(lines);
    for (size_t max = 0; max < sizeof FULL_JSON - 1; max++) {
        struct buf small;
        buf_init(&small, max);
        record_write(&fact_record, &fact, &small);
        assert_true(small.overflowed);
        buf_fini(&small);
    }
}

static void test_record_read_takes_any_order_and_blanks(void **state) {
    struct fixture *f = *state;
    struct fact fact;
    struct status st = {0};
    assert_int_equal(record_read(&fact_record,
                                 TEXT(" {\t\"text\" : \"\\u00e5\\u20AC\\ud83d\\uDE00\\/\" ,\r\n"
                                      "\"may\":[ \"demand\" , \"paid\" ], \"lines\" : [ ],"
                                      "\"main\": { } , \"number\":-0, \"is_final\" : false } \n"),
                                 &f->arena, &fact, &st),
                     0);
    assert_text(fact.text, "\xC3\xA5\xE2\x82\xAC\xF0\x9F\x98\x80/");
    assert_int_equal(fact.may, 1u << KIND_PAID | 1u << KIND_DEMAND);
    assert_null(fact.lines);
}

static void test_record_read_lists_grow(void **state) {
    struct fixture *f = *state;
    struct fact fact;
    struct status st = {0};
    for (int n = 1; n <= 21; n++) {
        buf_clear(&f->out);
        buf_add_str(&f->out, "{\"lines\":[");
        for (int i = 0; i < n; i++) {
            buf_addf(&f->out, "%s{\"amount_ore\":%d}", i > 0 ? "," : "", i + 1);
        }
        buf_add_str(&f->out, "]}");
        int code = record_read(&fact_record, buf_text(&f->out), &f->arena, &fact, &st);
        if (n > 20) {
            assert_int_equal(code, STATUS_INVALID);
            assert_non_null(strstr(st.text, "field 'lines'"));
            return;
        }
        assert_int_equal(code, 0);
        assert_int_equal(fact.n_lines, n);
        for (int i = 0; i < n; i++) {
            assert_int_equal(fact.lines[i].amount, i + 1);
        }
    }
}

static void test_record_read_refuses_and_says_where(void **state) {
    struct fixture *f = *state;
    static const struct {
        const char *json, *why;
    } rows[] = {
        {"", "fact: byte 0: a record is expected"},
        {"[]", "fact: byte 0: a record is expected"},
        {"null", "fact: byte 0: a record is expected"},
        {"{", "fact: byte 1: a string is expected"},
        {"{}x", "fact: byte 2: something follows the record"},
        {"{} {}", "fact: byte 3: something follows the record"},
        {"{\"x\":1}", "fact: field 'x': byte 4: unknown field"},
        {"{\"\":1}", "fact: byte 3: unknown field"},
        {"{\"number\":1,\"number\":1}",
         "fact: field 'number': byte 20: the field stands there twice"},
        {"{\"number\":0,\"number\":1}", "twice"},
        {"{\"number\" 1}", "field 'number': byte 10: ':' is expected"},
        {"{\"number\":1,}", "byte 12: a string is expected"},
        {"{\"number\":1", "',' or '}' is expected"},
        {"{number:1}", "byte 1: a string is expected"},
        {"{\"number\":\"1\"}", "field 'number': byte 10: a whole number is expected"},
        {"{\"number\":1.0}", "without fraction or exponent"},
        {"{\"number\":1e3}", "without fraction or exponent"},
        {"{\"number\":01}", "a whole number is expected"},
        {"{\"number\":-}", "a whole number is expected"},
        {"{\"number\":+1}", "a whole number is expected"},
        {"{\"number\":null}", "a whole number is expected"},
        {"{\"number\":9223372036854775808}", "field 'number': byte 10: the number is out of range"},
        {"{\"number\":-9223372036854775809}", "out of range"},
        {"{\"small\":2147483648}", "field 'small': byte 9: the number is out of range"},
        {"{\"small\":-2147483649}", "out of range"},
        {"{\"amount_ore\":100000000000001}", "field 'amount_ore': byte 14: the number is out"},
        {"{\"amount_ore\":-100000000000001}", "out of range"},
        {"{\"is_final\":1}", "field 'is_final': byte 12: true or false is expected"},
        {"{\"is_final\":True}", "true or false"},
        {"{\"is_final\":truer}", "',' or '}' is expected"},
        {"{\"kind\":\"payd\"}", "field 'kind': byte 14: 'payd' is not a fact kind; meant 'paid'?"},
        {"{\"kind\":\"\"}", "'' is not a fact kind"},
        {"{\"kind\":1}", "a string is expected"},
        {"{\"legal_day\":\"2026-02-29\"}", "field 'legal_day': byte 25: a day is expected"},
        {"{\"legal_day\":\"-\"}", "a day is expected"},
        {"{\"legal_day\":20261002}", "a string is expected"},
        {"{\"body\":\"ba78\"}", "field 'body': byte 14: a hash is expected"},
        {"{\"brief\":\"fives\"}", "field 'brief': byte 16: the text is too long"},
        {"{\"text\":\"\xE5\"}", "field 'text': byte 10: not UTF-8"},
        {"{\"text\":\"\\u00e5\xC3\"}", "not UTF-8"},
        {"{\"text\":\"a\nb\"}", "a control character in a string"},
        {"{\"text\":\"\\u0000\"}", "NUL is not allowed"},
        {"{\"text\":\"\\ud800\"}", "half of a surrogate pair"},
        {"{\"text\":\"\\ud800x\"}", "half of a surrogate pair"},
        {"{\"text\":\"\\ud800\\ud800\"}", "half of a surrogate pair"},
        {"{\"text\":\"\\udc00\\ud800\"}", "half of a surrogate pair"},
        {"{\"text\":\"\\u12\"}", "four hexadecimal digits"},
        {"{\"text\":\"\\u12g4\"}", "four hexadecimal digits"},
        {"{\"text\":\"\\x41\"}", "unknown escape"},
        {"{\"text\":\"\\", "unknown escape"},
        {"{\"text\":\"\\\"", "ends inside a string"},
        {"{\"text\":\"abc", "ends inside a string"},
        {"{\"text\":null}", "a string is expected"},
        {"{\"main\":1}", "field 'main': byte 8: a record is expected"},
        {"{\"main\":{\"number\":1}}", "field 'number': byte 17: unknown field"},
        {"{\"lines\":{}}", "field 'lines': byte 9: a list is expected"},
        {"{\"lines\":[1]}", "field 'lines': byte 10: a record is expected"},
        {"{\"lines\":[{},]}", "a record is expected"},
        {"{\"lines\":[{}", "',' or ']' is expected"},
        {"{\"may\":\"paid\"}", "a list of words is expected"},
        {"{\"may\":[\"paid\",\"paid\"]}", "the word stands there twice"},
        {"{\"may\":[\"paid\",]}", "a string is expected"},
        {"{\"may\":[\"paid\"", "',' or ']' is expected"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fact fact;
        struct status st = {0};
        assert_int_equal(record_read(&fact_record, text_of(rows[i].json), &f->arena, &fact, &st),
                         STATUS_INVALID);
        if (strstr(st.text, rows[i].why) == NULL) {
            fail_msg("%s gives '%s', not '%s'", rows[i].json, st.text, rows[i].why);
        }
    }
    struct fact fact;
    struct status st = {0};
    assert_int_equal(record_read(&fact_record, TEXT("{}\0"), &f->arena, &fact, &st),
                     STATUS_INVALID);
    assert_int_equal(record_read(&fact_record, (struct text){NULL, 0}, &f->arena, &fact, &st),
                     STATUS_INVALID);
}

/* A record that holds itself in a list: the depth is bounded, not the table. */
struct tree {
    struct tree *kids;
    uint32_t n_kids;
};
static const struct record tree_record;
static const struct field tree_fields[] = {FIELD_MANY(struct tree, kids, tree_record, 0)};
static const struct record tree_record = RECORD("tree", struct tree, tree_fields);

static void add_tree(struct buf *out, int depth) {
    for (int i = 1; i < depth; i++) {
        buf_add_str(out, "{\"kids\":[");
    }
    buf_add_str(out, "{}");
    for (int i = 1; i < depth; i++) {
        buf_add_str(out, "]}");
    }
}

static void write_deep_tree(void *ctx) {
    struct tree trees[RECORD_DEPTH_MAX + 1] = {0};
    for (int i = 0; i < *(int *)ctx - 1; i++) {
        trees[i] = (struct tree){&trees[i + 1], 1};
    }
    struct buf out;
    buf_init(&out, 1000);
    record_write(&tree_record, trees, &out);
    buf_fini(&out);
}

static void test_record_depth_is_bounded(void **state) {
    struct fixture *f = *state;
    struct tree tree;
    struct status st = {0};
    add_tree(&f->out, RECORD_DEPTH_MAX);
    assert_int_equal(record_read(&tree_record, buf_text(&f->out), &f->arena, &tree, &st), 0);
    assert_int_equal(tree.n_kids, 1);
    buf_clear(&f->out);
    add_tree(&f->out, RECORD_DEPTH_MAX + 1);
    assert_int_equal(record_read(&tree_record, buf_text(&f->out), &f->arena, &tree, &st),
                     STATUS_LIMIT);
    int within = RECORD_DEPTH_MAX, beyond = RECORD_DEPTH_MAX + 1;
    assert_false(stops(write_deep_tree, &within));
    assert_true(stops(write_deep_tree, &beyond));
}

static void test_record_size_is_bounded(void **state) {
    struct fixture *f = *state;
    struct fact fact;
    struct status st = {0};
    char *huge = test_malloc(RECORD_SIZE_MAX + 1);
    memset(huge, ' ', RECORD_SIZE_MAX + 1);
    huge[0] = '{';
    huge[1] = '}';
    struct text t = {huge, RECORD_SIZE_MAX};
    assert_int_equal(record_read(&fact_record, t, &f->arena, &fact, &st), 0);
    t.len++;
    assert_int_equal(record_read(&fact_record, t, &f->arena, &fact, &st), STATUS_LIMIT);
    test_free(huge);
}

static void write_fact(void *ctx) {
    struct buf out;
    buf_init(&out, 1 << 20);
    record_write(&fact_record, ctx, &out);
    buf_fini(&out);
}

static void test_record_write_stops_at_what_read_would_refuse(void **state) {
    (void)state;
    struct fact sound = {.amount = MONEY_MAX, .brief = TEXT("four"), .may = 1u << KIND_PAID};
    struct fact unsound[] = {
        {.amount = MONEY_MAX + 1},
        {.amount = -MONEY_MAX - 1},
        {.kind = (enum kind)9},
        {.may = 1u << 9},
        {.may = 1},
        {.legal_day = DAY_MAX + 1},
        {.text = TEXT("\xE5")},
        {.text = TEXT("a\0b")},
        {.brief = TEXT("fives")},
        {.lines = &(struct line){TEXT(""), 1}, .n_lines = 21},
    };
    assert_false(stops(write_fact, &sound));
    for (size_t i = 0; i < sizeof unsound / sizeof unsound[0]; i++) {
        assert_true(stops(write_fact, &unsound[i]));
    }
}

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Damaged text is refused or read as some other record, and what was read can be written and
 * read again as the same; under the sanitizers nothing else happens. */
static void test_record_read_survives_damage(void **state) {
    struct fixture *f = *state;
    static const char spice[] = "{}[]\",:\\u0dD8-1eE.\x80\xC3\xF0\n\0tn";
    uint32_t seed = 20261123, n_read = 0;
    for (int round = 0; round < 20000; round++) {
        char json[sizeof FULL_JSON];
        size_t len = sizeof FULL_JSON - 1;
        memcpy(json, FULL_JSON, len);
        for (uint32_t k = next_random(&seed) % 3; k < 3; k++) {
            json[next_random(&seed) % len] = spice[next_random(&seed) % (sizeof spice - 1)];
        }
        if (next_random(&seed) % 8 == 0) {
            len = next_random(&seed) % len;
        }
        /* On the heap and of the exact size, so that a byte too far is seen. */
        char *exact = test_malloc(len + 1);
        memcpy(exact, json, len);
        struct fact fact, again;
        struct status st = {0};
        struct text text = {exact, len};
        int code = record_read(&fact_record, text, &f->arena, &fact, &st);
        test_free(exact);
        if (code == STATUS_OK) {
            n_read++;
            buf_clear(&f->out);
            record_write(&fact_record, &fact, &f->out);
            assert_int_equal(record_read(&fact_record, buf_text(&f->out), &f->arena, &again, &st),
                             0);
            assert_true(record_eq(&fact_record, &fact, &again));
        } else {
            assert_true(st.text[0] != '\0');
        }
        arena_reset(&f->arena);
    }
    assert_true(n_read > 100);
}

static void test_record_read_survives_noise(void **state) {
    struct fixture *f = *state;
    uint32_t seed = 7;
    for (int round = 0; round < 20000; round++) {
        char noise[64];
        size_t len = next_random(&seed) % sizeof noise;
        for (size_t i = 0; i < len; i++) {
            noise[i] = (char)next_random(&seed);
        }
        struct fact fact;
        struct status st = {0};
        assert_true(record_read(&fact_record, (struct text){noise, len}, &f->arena, &fact, &st) <
                    0);
        arena_reset(&f->arena);
    }
}

static void test_json_string_escapes_only_what_it_must(void **state) {
    struct fixture *f = *state;
    json_string(&f->out, (struct text){NULL, 0});
    json_string(&f->out, TEXT("a\"b\\c/\xC3\xA6\x7F"));
    json_string(&f->out, TEXT("\0\x1F\n"));
    assert_string_equal(f->out.ptr, "\"\"\"a\\\"b\\\\c/\xC3\xA6\x7F\"\"\\u0000\\u001f\\n\"");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_record_write_is_canonical),
        TEST(test_record_read_inverts_write),
        TEST(test_record_write_past_the_buffer_is_remembered),
        TEST(test_record_read_takes_any_order_and_blanks),
        TEST(test_record_read_lists_grow),
        TEST(test_record_read_refuses_and_says_where),
        TEST(test_record_depth_is_bounded),
        TEST(test_record_size_is_bounded),
        TEST(test_record_write_stops_at_what_read_would_refuse),
        TEST(test_record_read_survives_damage),
        TEST(test_record_read_survives_noise),
        TEST(test_json_string_escapes_only_what_it_must),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
