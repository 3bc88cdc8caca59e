/* Stores that would let one decision feel another are refused when the bundle is loaded. */
#include "fixture.h"

#include "rules/purity.h"

struct offender {
    const char *before, *body, *fault;
};

static void test_load_refuses_impure_functions_with_file_and_line(void **state) {
    (void)state;
    static const struct offender offenders[] = {
        {"local n = 0", "n = n + 1", "init.lua:6: 'n' belongs to a surrounding function"},
        {"local t = { n = 0 }", "t.n = 1", "init.lua:6: 't' is a table of a surrounding function"},
        {"", "counter = 1", "init.lua:6: 'counter' is set inside a function"},
        {"", "function helper () end", "init.lua:6: 'helper' is set inside a function"},
        {"local n = 0", "local f = function () n = 1 end", "init.lua:6: 'n' belongs"},
        {"local a, b, last = 1, 2, 3", "a, last = 1, 2", "init.lua:6: 'last' belongs"},
        {"", "return { note 'x' }, mvoe 'x'",
         "init.lua:6: unknown word 'mvoe': did you mean 'move'?"},
        {"", "unheard_of_thing()", "init.lua:6: unknown word 'unheard_of_thing'"},
    };
    for (size_t i = 0; i < sizeof offenders / sizeof offenders[0]; i++) {
        struct fixture f;
        fixture_init(&f);
        assert_int_equal(fixture_load_body(&f, offenders[i].before, offenders[i].body),
                         STATUS_INVALID);
        fixture_expect_fault(&f, offenders[i].fault);
        assert_null(f.bundle);
        fixture_fini(&f);
    }
}

/* A local of a function that was called while the bundle was loaded outlives every decision, by
 * whatever road a decision comes to the closure that writes to it. */
static void test_load_refuses_closures_made_while_loading_that_write_to_what_was_there(void **state) {
    (void)state;
    static const struct offender offenders[] = {
        {"local function make () local n = 0 return function () n = n + 1 return n end end\n"
         "local count = make()", "return { note(tostring(count())) }", "init.lua:4: 'n' belongs"},
        /* written by a function inside the one that is left */
        {"local function make () local n = 0\nreturn function () return (function ()\n"
         "n = n + 1 return n end)() end end\nlocal count = make()", "return { note(tostring(count())) }",
         "init.lua:6: 'n' belongs"},
        /* two that share it: one reads, one writes */
        {"local function make () local n = 0\nreturn function () return n end,\n"
         "function () n = n + 1 end end\nlocal get, add = make()",
         "add() return { note(tostring(get())) }", "init.lua:6: 'n' belongs"},
        /* a parameter, and a local of a loop */
        {"local function make (n) return function () n = n + 1 return n end end\n"
         "local count = make(0)", "return { note(tostring(count())) }", "init.lua:4: 'n' belongs"},
        {"local list = {}\nlocal function fill () for i = 1, 2 do\n"
         "list[i] = function () i = i + 1 return i end end end fill()",
         "return { note(tostring(list[1]())) }", "init.lua:6: 'i' belongs"},
        /* kept in a table, in its keys, in a global, in an iterator, three functions deep */
        {"local function make () local n = 0 return function () n = n + 1 return n end end\n"
         "local box = { { deep = make() } }", "return { note(tostring(box[1].deep())) }",
         "init.lua:4: 'n' belongs"},
        {"local function make () local n = 0 return function () n = n + 1 return n end end\n"
         "count = make()", "return { note(tostring(count())) }", "init.lua:4: 'n' belongs"},
        {"local function make () local n = 0 return function () n = n + 1 return n end end\n"
         "local it = pairs { make() }", "local _, f = it(nil, nil) return { note(tostring(f())) }",
         "init.lua:4: 'n' belongs"},
        {"local function make () local n = 0 return function () n = n + 1 return n end end\n"
         "local function wrap (f) return function () return function () return f() end end end\n"
         "local count = wrap(make())", "return { note(tostring(count()())) }",
         "init.lua:4: 'n' belongs"},
        {"local function make () local t = { n = 0 } return function () t.n = 1 end end\n"
         "local set = make()", "set()", "init.lua:4: 't' is a table of a surrounding function"},
    };
    for (size_t i = 0; i < sizeof offenders / sizeof offenders[0]; i++) {
        struct fixture f;
        fixture_init(&f);
        assert_int_equal(fixture_load_body(&f, offenders[i].before, offenders[i].body),
                         STATUS_INVALID);
        fixture_expect_fault(&f, offenders[i].fault);
        assert_int_equal(f.faults.n, 1);
        fixture_fini(&f);
    }
}

/* What the decision itself made anew is nobody else's: asked twice, the answer is the same. */
static void test_an_inner_function_may_change_a_local_of_its_decision(void **state) {
    (void)state;
    static const struct offender innocents[] = {
        {"", "local n = 0\nlocal function add () n = n + 1 end\nadd() add()\n"
         "return { note(tostring(n)) }", "2"},
        {"", "local n = 0\nlocal function add () n = n + 1 end\nlocal function twice () add() add() end\n"
         "twice() return { note(tostring(n)) }", "2"},
        {"local function make () local n = 0 return function () n = n + 1 return n end end",
         "local a, b = make(), make() a() a() return { note(a() .. ' ' .. b()) }", "3 1"},
        {"local function walk (t) local sum = 0\nlocal function add (x)\n"
         "if type(x) == 'table' then for _, y in ipairs(x) do add(y) end else sum = sum + x end end\n"
         "add(t) return sum end", "return { note(tostring(walk { 1, { 2, { 3 } } })) }", "6"},
        {"", "local seen = { n = 0 }\nlocal function see () seen.n = seen.n + 1 end\nsee() see()\n"
         "return { note(tostring(seen.n)) }", "2"},
        /* used up while loading: what is left of it does not write */
        {"local function list () local t, n = {}, 0\nlocal function add (x) n = n + 1 t[n] = x end\n"
         "add 'a' add 'b' return t end\nlocal names = list()", "return { note(names[2]) }", "b"},
    };
    for (size_t i = 0; i < sizeof innocents / sizeof innocents[0]; i++) {
        struct fixture f;
        fixture_init(&f);
        if (fixture_load_body(&f, innocents[i].before, innocents[i].body)) {
            fail_msg("%zu: %s", i, f.st.text);
        }
        for (int again = 0; again < 3; again++) {
            struct decision d;
            assert_int_equal(fixture_decide(&f, "bad", &d), STATUS_OK);
            assert_int_equal(d.n_actions, 1);
            assert_string_equal(arena_cstr(&f.arena, d.actions[0].text), innocents[i].fault);
        }
        fixture_fini(&f);
    }
}

static void test_load_accepts_pure_functions(void **state) {
    (void)state;
    static const char *const before[] = {
        "local limit = 3",
        "local t = { 1, 2 }",
        "local function helper (x) local y = x\ny = y + 1\nreturn y end",
        "local function fact (n) if n < 2 then return 1 end return n * fact(n - 1) end",
        "function shared (x) return x end",
        "",
    };
    static const char *const body[] = {
        "return { note(tostring(limit)) }",
        "local s = 0\nfor _, v in ipairs(t) do s = s + v end\nreturn { note(tostring(s)) }",
        "return { note(tostring(helper(1))) }",
        "return { note(tostring(fact(5))) }",
        "return { note(shared 'x') }",
        "local t = {}\nt.x = 1\nt[2] = 3\nreturn { note 'x' }",
    };
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
        struct fixture f;
        fixture_init(&f);
        struct decision d;
        assert_int_equal(fixture_load_body(&f, before[i], body[i]), STATUS_OK);
        assert_int_equal(fixture_decide(&f, "bad", &d), STATUS_OK);
        assert_int_equal(d.n_actions, 1);
        fixture_fini(&f);
    }
}

/* Lines beyond 128 instructions and 127 lines use other encodings of the line table. */
static void test_purity_finds_the_line_in_long_functions(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    struct buf body;
    buf_init(&body, 100000);
    for (int i = 0; i < 400; i++) {
        buf_addf(&body, "local _ = %d + #'%d' + c.open\n", i % 7, i);
        if (i % 100 == 99) {
            for (int k = 0; k < 300; k++) {
                buf_add_char(&body, '\n');
            }
        }
        if (i % 10 == 9) {
            buf_add_str(&body, "do end\n");
        }
    }
    /* at most 200 locals a function: in blocks of their own */
    struct text flat = buf_text(&body);
    struct buf blocks;
    buf_init(&blocks, 200000);
    int32_t line = 6;
    struct text rest = flat, one;
    while (text_cut(&rest, '\n', &one)) {
        if (text_starts(one, TEXT("local"))) {
            buf_addf(&blocks, "do %.*s end\n", TEXT_ARG(one));
        } else {
            buf_addf(&blocks, "%.*s\n", TEXT_ARG(one));
        }
        line++;
    }
    buf_add_str(&blocks, "stray = 1\n");
    assert_int_equal(fixture_load_body(&f, "local stray = 0", buf_text(&blocks).ptr),
                     STATUS_INVALID);
    char fault[64];
    (void)snprintf(fault, sizeof fault, "init.lua:%d: 'stray'", (int)line);
    fixture_expect_fault(&f, fault);
    buf_fini(&body);
    buf_fini(&blocks);
    fixture_fini(&f);
}

static void test_purity_scan_refuses_what_is_not_a_dump(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct findings found;
    static const char truncated[] = "\x1bLua\x54\0\x19\x93\r\n\x1a\n\x04\x08\x08";
    const struct text inputs[] = {TEXT(""), TEXT("local x = 1"), TEXT("\x1bLua\x53"),
                                  TEXT(truncated)};
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
        struct status st = {0};
        assert_int_equal(purity_scan(inputs[i], PURITY_FILE, &arena, &found, &st), STATUS_UNSUPPORTED);
    }
    arena_fini(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_load_refuses_impure_functions_with_file_and_line),
        cmocka_unit_test(test_load_refuses_closures_made_while_loading_that_write_to_what_was_there),
        cmocka_unit_test(test_an_inner_function_may_change_a_local_of_its_decision),
        cmocka_unit_test(test_load_accepts_pure_functions),
        cmocka_unit_test(test_purity_finds_the_line_in_long_functions),
        cmocka_unit_test(test_purity_scan_refuses_what_is_not_a_dump),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
