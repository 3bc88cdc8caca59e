/* Nasty rules: each is refused when loaded, or stopped cleanly with the next decision right. */
#include "fixture.h"

struct nasty {
    const char *body;   /* of decide */
    const char *before; /* beside the stages */
};

static const struct nasty corpus[] = {
    /* what Lua would offer */
    {"os.exit(1)", ""},
    {"io.open('/etc/passwd')", ""},
    {"require 'os'", ""},
    {"load('return 1')()", ""},
    {"loadstring('return 1')()", ""},
    {"dofile('/etc/passwd')", ""},
    {"package.loadlib('x', 'y')", ""},
    {"debug.getregistry()", ""},
    {"debug.sethook()", ""},
    {"coroutine.wrap(function () end)()", ""},
    {"pcall(function () while true do end end)", ""},
    {"xpcall(function () end, function () end)", ""},
    {"setmetatable({}, { __gc = function () while true do end end })", ""},
    {"getmetatable('').__index.rep('x', 1e9)", ""},
    {"rawset(_G, 'x', 1)", ""},
    {"rawget(_G, 'x')", ""},
    {"collectgarbage('stop')", ""},
    {"math.random()", ""},
    {"string.rep('x', 1e9)", ""},
    {"string.dump(W.start)", ""},
    {"string.format('%p', {})", ""},
    {"string.find(('a?'), '.-.-.-b')", ""},
    {"table.concat({})", ""},
    {"table.sort({ 3, 2, 1 }, function () return true end)", ""},
    {"utf8.char(1)", ""},
    {"print('x')", ""},
    {"next({ 1 })", ""},
    {"select('#', 1)", ""},
    {"_G.x = 1", ""},
    {"local e = _ENV\ne.smuggled = 1", ""},
    {"local e = _ENV\ne.kr = 1", ""},
    /* methods of texts */
    {"local s = ('x'):rep(1e9)", ""},
    {"local s = ('x').rep", ""},
    {"local n = #('a' + 1)", ""},
    /* time */
    {"while true do end", ""},
    {"repeat until false", ""},
    {"for i = 1, math_huge or 1e18 do end", ""},
    {"for i = 1, 1000000000 do end", ""},
    {"::again::\ngoto again", ""},
    {"local function f () return f() end\nreturn f()", ""},
    {"while true do local x = contains('aaaaaaaaaaaaaaaa', 'b') end", ""},
    {"while true do for k in pairs { 1, 2, 3 } do end end", ""},
    {"while true do note 'x' end", ""},
    {"while true do local x = split('a,b,c,d', ',') end", ""},
    /* memory */
    {"local s = 'x'\nwhile true do s = s .. s end", ""},
    {"local s = 'xxxxxxxxxxxxxxxx'\nfor i = 1, 30 do s = s .. s end", ""},
    {"local t = {}\nfor i = 1, 100000000 do t[i] = i end", ""},
    {"local t = {}\nwhile true do t = { t, t } end", ""},
    {"local t = {}\nfor i = 1, 100000 do t['k' .. i] = {} end", ""},
    {"local t = {}\nfor i = 1, 1000000 do t[i * 131071] = i end", ""},
    {"local t = {}\nwhile true do t[#t + 1] = 'x' .. #t end", ""},
    {"local t = {}\nfor i = 1, 100 do t[i] = '0123456789abcdef0123456789abcdef' end\n"
     "local s = join(t)\nwhile true do s = join { s, s, s, s } end",
     ""},
    {"local function f (n) return 1 + f(n + 1) end\nreturn f(1)", ""},
    {"local function f (...) return f(1, ...) end\nreturn f()", ""},
    {"local t = {}\nwhile true do local x <const> = t\nt = { x } end", ""},
    /* metatables and closing values */
    {"local x <close> = { }", ""},
    {"local x <close> = c", ""},
    {"c.__index = 1", ""},
    {"local m = c.__metatable", ""},
    {"local t = note 'x'\nt.kind = 'send'", ""},
    /* memory of earlier decisions */
    {"total = (total or 0) + 1", ""},
    {"seen = seen + 1", "local seen = 0"},
    {"shared.n = 1", "local shared = { n = 0 }"},
    {"local s = shared\ns.n = 1", "local shared = { n = 0 }"},
    {"local s = shared\ns[#s + 1] = 1", "local shared = { }"},
    {"local s = deep.a.b\ns[1] = 2", "local deep = { a = { b = { 1 } } }"},
    {"local s = helper()\ns.n = 1", "local t = { n = 0 }\nlocal function helper () return t end"},
    {"bump()", "local n = 0\nlocal function bump () n = n + 1 end"},
    {"W.stage = nil", ""},
    {"W.start = function () return 'good' end", ""},
    {"W.extra = c", ""},
    {"kr = 1", ""},
    {"send = nil", ""},
    {"local e = W\ne.extra = 1", ""},
    /* declarations in a decision */
    {"workflow { id = 'again', api = 1 }", ""},
    {"int { 1, says = 'x' }", ""},
    {"W.level 'other' { label = 'x' }", ""},
    /* what is returned */
    {"return 1", ""},
    {"return 'paid'", ""},
    {"return { 'paid' }", ""},
    {"return { { note 'x' } }", ""},
    {"return { x = note 'x' }", ""},
    {"return { [1000000000] = note 'x' }", ""},
    {"return { [1.5] = note 'x' }", ""},
    {"return { c }", ""},
    {"return W", ""},
    {"local t = {}\nfor i = 1, 33 do t[i] = note 'x' end\nreturn t", ""},
    {"return { look_again { after = 1.5 } }", ""},
    {"return { look_again { after = 0/0 } }", ""},
    {"return { look_again { after = 1/0 } }", ""},
    {"return { look_again { after = 9223372036854775807 + 1 } }", ""},
    {"return { look_again { after = -1 } }", ""},
    {"return { note '' }", ""},
    {"return { note '\\xff' }", ""},
    {"return { note '\\0' }", ""},
    {"local s = 'x'\nfor i = 1, 13 do s = s .. s end\nreturn { note(s) }", ""},
    {"return { move 'bad', move 'good' }", ""},
    {"local s = 'go' .. 'd'\nreturn { move(s) }", ""},
    /* errors */
    {"error({})", ""},
    {"error()", ""},
    {"error(nil)", ""},
    {"error('mine')", ""},
    {"local x = nil\nreturn x.y", ""},
    {"return c.nothing", ""},
    {"return c.debtor.nothing", ""},
    {"return c.level.nothing_at_all", ""},
    {"return { 1 } < { 2 }", ""},
    {"return tostring({})", ""},
    {"return tostring(c)", ""},
    {"local s = 'x' .. {}", ""},
    {"return 1 // 0", ""},
    {"return 1 % 0", ""},
    {"return percent(9223372036854775807, 9223372036854775807)", ""},
    {"return abs(-9223372036854775807 - 1)", ""},
    {"for k in pairs { [{}] = 1 } do end", ""},
    {"for k in pairs(c) do end", ""},
    {"return day '2025-02-30'", ""},
    {"return split('a', 'ab')", ""},
};

/* Returns NULL if all is well, else what is not. */
static const char *try_one(const struct nasty *n) {
    struct fixture f;
    fixture_init(&f);
    const char *wrong = NULL;
    if (fixture_load_body(&f, n->before, n->body) != STATUS_OK) {
        if (!fixture_has_fault(&f, "init.lua:")) {
            wrong = "refused without file and line";
        }
        fixture_fini(&f);
        return wrong;
    }
    for (int round = 0; round < 2 && wrong == NULL; round++) {
        struct decision d;
        int rc = fixture_decide(&f, "bad", &d);
        if (rc != STATUS_INVALID && rc != STATUS_LIMIT) {
            wrong = "not stopped";
        } else if (f.st.text[0] == '\0' || d.n_actions != 0) {
            wrong = "stopped without a reason, or with actions";
        } else if (fixture_decide(&f, "good", &d) != STATUS_OK || d.n_actions != 1 ||
                   !text_is(d.actions[0].text, "fine")) {
            wrong = "the next decision is not right";
        }
    }
    fixture_fini(&f);
    return wrong;
}

static void test_sandbox_stops_every_nasty_rule(void **state) {
    (void)state;
    size_t n_wrong = 0;
    for (size_t i = 0; i < sizeof corpus / sizeof corpus[0]; i++) {
        const char *wrong = try_one(&corpus[i]);
        if (wrong) {
            print_error("%s: %s | %s\n", wrong, corpus[i].before, corpus[i].body);
            n_wrong++;
        }
    }
    assert_int_equal(n_wrong, 0);
}

/* Lua visits a table's names in an order that differs from run to run. */
static void test_pairs_visits_in_sorted_order(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    assert_int_equal(fixture_load_body(&f, "local t = { b = 1, a = 2, [10] = 3, [9] = 4, c = 5 }",
                                       "local keys = {}\n"
                                       "for k in pairs(t) do keys[#keys + 1] = tostring(k) end\n"
                                       "return { note(join(keys, ' ')) }"),
                     STATUS_OK);
    struct decision d;
    assert_int_equal(fixture_decide(&f, "bad", &d), STATUS_OK);
    assert_true(text_is(d.actions[0].text, "9 10 a b c"));
    fixture_fini(&f);
}

/* Not even an iterator that was made while loading. */
static void test_pairs_keeps_no_place_between_decisions(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    assert_int_equal(fixture_load_body(&f, "local t = { a = 1, b = 2 }\nlocal next_of = pairs(t)",
                                       "return { note(tostring(next_of())) }"),
                     STATUS_OK);
    for (int i = 0; i < 3; i++) {
        struct decision d;
        assert_int_equal(fixture_decide(&f, "bad", &d), STATUS_OK);
        assert_true(text_is(d.actions[0].text, "a"));
    }
    fixture_fini(&f);
}

static void test_helpers_do_what_they_say(void **state) {
    (void)state;
    static const char *const truths[] = {
        "1200 * kr == 120000",
        "percent(25, 1001) == 250",
        "percent(50, 1) == 1",
        "percent(-50, 1) == -1",
        "day '2025-03-03' == c.today",
        "day '2025-03-04' - c.today == 1",
        "contains('abc', 'b') and not contains('abc', 'd') and contains('abc', '')",
        "starts_with('abc', 'ab') and not starts_with('ab', 'abc')",
        "digits '12 34-5' == '12345' and digits 'x' == ''",
        "#split('a,,b', ',') == 3 and split('a,,b', ',')[2] == ''",
        "join({ 'a', 1, 'c' }, ', ') == 'a, 1, c' and join {} == ''",
        "min(3, 1, 2) == 1 and max(3, 1, 2) == 3 and abs(-4) == 4",
        "tonumber '12' == 12 and tonumber 'x' == nil and tonumber '1.5' == nil",
        "tostring(12) == '12' and tostring(true) == 'true' and tostring(nil) == 'nil'",
        "type(c.open) == 'number' and type('x') == 'string'",
        "c.open == 120000 and c.claim.due == day '2025-01-20'",
        "c.debtor.kind == 'consumer' and c.fact.kind == 'day_reached'",
        "c.deadline == nil and c.came_from == nil and c.settled == false",
        "c.level.calls == 2",
        "c['op' .. 'en'] == 120000 and c['deb' .. 'tor']['ki' .. 'nd'] == 'consumer'",
        "#list == 3 and list[2] == 'y'",
        "(function () local n = 0 for i, v in ipairs(list) do n = n + i end return n end)() == 6",
    };
    for (size_t i = 0; i < sizeof truths / sizeof truths[0]; i++) {
        struct fixture f;
        fixture_init(&f);
        char body[400];
        (void)snprintf(body, sizeof body, "return { note(%s and 'yes' or 'no') }", truths[i]);
        struct decision d = {0};
        int rc = fixture_load_body(&f, "local list = { 'x', 'y', 'z' }", body);
        if (rc == STATUS_OK) {
            rc = fixture_decide(&f, "bad", &d);
        }
        if (rc != STATUS_OK || d.n_actions != 1 || !text_is(d.actions[0].text, "yes")) {
            print_error("not true: %s (%s)\n", truths[i], f.st.text);
            fail();
        }
        fixture_fini(&f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sandbox_stops_every_nasty_rule),
        cmocka_unit_test(test_pairs_visits_in_sorted_order),
        cmocka_unit_test(test_pairs_keeps_no_place_between_decisions),
        cmocka_unit_test(test_helpers_do_what_they_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
