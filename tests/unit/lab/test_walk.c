/* A claim that nobody pays, walked through a bundle: told by lab_walk and seen by tests in Lua. */
#include "engine/bundle_dir.h"
#include "lab/invented.h"
#include "lab/lab.h"
#include "lab/walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A reminder, a notice that follows at once, and then a person. */
#define HEAD                                                                                     \
    "local W = workflow { id = 'test', api = 1 }\n"                                              \
    "W.level 'normal' { label = 'Normal', days = int { 14, says = 'days' } }\n"                  \
    "W.level 'long' { label = 'Long', days = int { 30, says = 'days' } }\n"
static const char init[] = HEAD
    "function W.start (c)\n"
    "  if c.claim.notice_missed then return 'ready' end\n"
    "  return 'reminder'\n"
    "end\n"
    "W.stage 'reminder' { label = 'Purring',\n"
    "  enter = function (c) return { send { letter = 'reminder', days = c.level.days },\n"
    "                                look_again { after_deadline = 1 } } end,\n"
    "  decide = function (c)\n"
    "    if c.deadline_missed then return { move 'notice' } end\n"
    "  end }\n"
    "W.stage 'notice' { label = 'Varsel',\n"
    "  enter = function (c) return { send { letter = 'collection_notice', days = 14 },\n"
    "                                look_again { after_deadline = 1 } } end,\n"
    "  decide = function (c)\n"
    "    if c.deadline_missed then return { move 'ready' } end\n"
    "  end }\n"
    "W.stage 'ready' { label = 'Klar',\n"
    "  enter = function (c) return { task { who = 'caseworker', text = 'Look at it.' },\n"
    "                                look_again { after = 7 } } end,\n"
    "  decide = function (c)\n"
    "    if c.open < 100 * kr then return { close 'small balance' } end\n"
    "    return { task { who = 'caseworker', text = 'Look at it.' }, look_again { after = 7 } }\n"
    "  end }\n"
    "return W\n";

struct fixture {
    struct arena arena;
    struct faults faults;
    struct status st;
    struct bundle *bundle;
    struct sender sender;
    struct walk_question q;
    struct walk walk;
};

static day on(const char *iso) {
    day d = DAY_NONE;
    assert_true(day_parse(text_of(iso), &d));
    return d;
}

static void open_with(struct fixture *f, const char *rules) {
    *f = (struct fixture){.sender = invented_sender()};
    arena_init(&f->arena);
    faults_init(&f->faults, &f->arena, 20);
    struct bundle_file file = {TEXT("init.lua"), text_of(rules)};
    struct bundle_source source = {&file, 1};
    if (bundle_new(&source, &f->faults, &f->bundle, &f->st) != STATUS_OK) {
        fail_msg("%s", f->st.text);
    }
    f->q = (struct walk_question){.debtor = invented_debtor(DEBTOR_CONSUMER),
        .sender = &f->sender, .invoice = TEXT("1001"), .principal = 189900,
        .due = on("2025-06-16"), .from = on("2025-06-30"), .days = 200};
}

static void close_it(struct fixture *f) {
    bundle_free(f->bundle);
    arena_fini(&f->arena);
}

static int walk(struct fixture *f) {
    f->st = (struct status){0, ""};
    return lab_walk(f->bundle, law_builtin(), &f->q, &f->arena, &f->walk, &f->st);
}

/* The n-th entry of a kind, from 0; NULL if there are not so many. */
static const struct walk_entry *nth(const struct walk *w, enum walk_kind kind, uint32_t n) {
    for (uint32_t i = 0; i < w->n_entries; i++) {
        if (w->entries[i].kind == kind && n-- == 0) {
            return &w->entries[i];
        }
    }
    return NULL;
}

static uint32_t count_events(const struct walk *w, enum event_kind kind) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->n_entries; i++) {
        n += w->entries[i].kind == WALK_EVENT && w->entries[i].event->kind == kind;
    }
    return n;
}

static void test_lab_walk_tells_each_letter_with_day_deadline_and_sum(void **state) {
    (void)state;
    struct fixture f;
    open_with(&f, init);
    assert_int_equal(walk(&f), STATUS_OK);
    const struct walk_entry *first = nth(&f.walk, WALK_LETTER, 0);
    const struct walk_entry *second = nth(&f.walk, WALK_LETTER, 1);
    assert_non_null(first);
    assert_non_null(second);
    assert_null(nth(&f.walk, WALK_LETTER, 2));
    assert_int_equal(first->letter->kind, LETTER_REMINDER);
    assert_int_equal(first->on, on("2025-06-30"));
    assert_int_equal(first->letter->deadline, on("2025-07-14"));
    assert_true(text_is(first->stage, "reminder"));
    /* 1 899,00, fourteen days at 12,5 %, and 1/20 of the inkassosats of 700 */
    assert_int_equal(first->letter->n_lines, 3);
    assert_int_equal(first->letter->lines[1].amount, 910);
    assert_int_equal(first->letter->fee, 3500);
    assert_int_equal(first->letter->total, 189900 + 910 + 3500);
    assert_int_equal(second->letter->kind, LETTER_COLLECTION_NOTICE);
    assert_int_equal(second->on, on("2025-07-15"));
    close_it(&f);
}

/* The deadline is past, but not the bank days after it: the letter may go, its fee may not. */
static void test_lab_walk_says_why_a_letter_bears_no_fee(void **state) {
    (void)state;
    struct fixture f;
    open_with(&f, init);
    assert_int_equal(walk(&f), STATUS_OK);
    assert_null(nth(&f.walk, WALK_LETTER, 0)->verdict);
    const struct walk_entry *notice = nth(&f.walk, WALK_LETTER, 1);
    assert_int_equal(notice->letter->fee, 0);
    assert_non_null(notice->verdict);
    assert_int_equal(notice->verdict->not_before, on("2025-07-18"));
    assert_int_equal(count_events(&f.walk, EVENT_FEE_CHARGED), 1);
    close_it(&f);
}

static void test_lab_walk_ends_when_the_days_are_over_and_asks_a_person_once(void **state) {
    (void)state;
    struct fixture f;
    open_with(&f, init);
    assert_int_equal(walk(&f), STATUS_OK);
    assert_int_equal(f.walk.end, WALK_DAYS);
    assert_int_equal(f.walk.last, f.q.from + 200);
    assert_true(text_is(f.walk.stage, "ready"));
    assert_int_equal(count_events(&f.walk, EVENT_TASK_RAISED), 1);
    assert_int_equal(count_events(&f.walk, EVENT_STAGE_ENTERED), 3);
    /* One fee, and interest: 14 days at 12,50 %, 184 at 12,25 % and 16 at 12,00 %. */
    assert_int_equal(f.walk.open, 189900 + 3500 + 13636);
    close_it(&f);
}

static void test_lab_walk_shows_what_the_law_made_wait(void **state) {
    (void)state;
    struct fixture f;
    open_with(&f, init);
    f.q.due = on("2025-07-05"); /* a Saturday: it has effect on the 7th */
    assert_int_equal(walk(&f), STATUS_OK);
    const struct walk_entry *no = nth(&f.walk, WALK_REFUSED, 0);
    assert_non_null(no);
    assert_int_equal(no->on, f.q.from);
    assert_int_equal(no->action->letter, LETTER_REMINDER);
    assert_int_equal(no->verdict->kind, VERDICT_NOT_BEFORE);
    assert_int_equal(no->verdict->not_before, on("2025-07-08"));
    assert_null(nth(&f.walk, WALK_REFUSED, 1));
    assert_int_equal(nth(&f.walk, WALK_LETTER, 0)->on, on("2025-07-08"));
    close_it(&f);
}

static void test_lab_walk_counts_the_creditors_own_letters(void **state) {
    (void)state;
    struct fixture f;
    open_with(&f, init);
    const struct earlier_letter notice = {LETTER_COLLECTION_NOTICE, on("2025-06-17"),
        on("2025-07-01"), 3500};
    f.q.from = on("2025-07-08");
    f.q.earlier = &notice;
    f.q.n_earlier = 1;
    assert_int_equal(walk(&f), STATUS_OK);
    assert_null(nth(&f.walk, WALK_LETTER, 0));
    assert_true(text_is(f.walk.stage, "ready"));
    assert_int_equal(count_events(&f.walk, EVENT_LETTER_TAKEN_OVER), 1);
    close_it(&f);
}

static void test_lab_walk_ends_when_the_case_closes(void **state) {
    (void)state;
    struct fixture f;
    open_with(&f, init);
    f.q.principal = 3000; /* with a fee and interest below the small balance */
    assert_int_equal(walk(&f), STATUS_OK);
    assert_int_equal(f.walk.end, WALK_CLOSED);
    assert_true(text_is(f.walk.end_why, "small balance"));
    assert_int_equal(f.walk.open, 0);
    assert_true(f.walk.last < f.q.from + 200);
    assert_true(f.walk.used[ACTION_CLOSE]);
    assert_false(f.walk.used[ACTION_NOTE]);
    close_it(&f);
}

static void test_lab_walk_ends_where_no_rate_is_known(void **state) {
    (void)state;
    struct fixture f;
    open_with(&f, init);
    f.q.due = on("2026-11-16");
    f.q.from = on("2026-11-30");
    assert_int_equal(walk(&f), STATUS_OK);
    assert_int_equal(f.walk.end, WALK_NO_RATE);
    assert_non_null(strstr(f.walk.end_why.ptr, "2027-01-01: no rate"));
    assert_true(f.walk.last < on("2027-01-01"));
    assert_true(f.walk.open > 189900);
    close_it(&f);
}

static void test_lab_walk_refuses_what_it_cannot_begin(void **state) {
    (void)state;
    struct fixture f;
    open_with(&f, init);
    f.q.from = on("2027-01-04");
    assert_int_equal(walk(&f), STATUS_NOT_FOUND);
    assert_non_null(strstr(f.st.text, "no rate for this day"));
    f.q.from = DAY_MAX;
    assert_int_equal(walk(&f), STATUS_INVALID);
    f.q.from = on("2025-06-30");
    f.q.level = TEXT("lnog");
    assert_int_equal(walk(&f), STATUS_INVALID);
    assert_non_null(strstr(f.st.text, "did you mean long"));
    f.q.level = TEXT("long");
    assert_int_equal(walk(&f), STATUS_OK);
    assert_int_equal(nth(&f.walk, WALK_LETTER, 0)->letter->deadline, on("2025-07-30"));
    close_it(&f);
}

static void test_lab_walk_stops_where_a_rule_fails(void **state) {
    (void)state;
    struct fixture f;
    open_with(&f, HEAD "function W.start (c) return 'a' end\n"
                       "W.stage 'a' { label = 'A',\n"
                       "  enter = function (c) return { look_again { after = 3 } } end,\n"
                       "  decide = function (c) error 'not thought of' end }\n"
                       "return W\n");
    assert_int_equal(walk(&f), STATUS_OK);
    assert_int_equal(f.walk.end, WALK_PARKED);
    assert_int_equal(f.walk.last, f.q.from + 3);
    assert_non_null(strstr(f.walk.end_why.ptr, "init.lua:7: not thought of"));
    close_it(&f);
}

static void test_lab_walk_stops_rules_that_never_rest(void **state) {
    (void)state;
    struct fixture f;
    open_with(&f, HEAD "function W.start (c) return 'a' end\n"
                       "W.stage 'a' { label = 'A',\n"
                       "  decide = function (c) return { note 'a', note 'b', note 'c',\n"
                       "    look_again { after = 1 } } end }\n"
                       "return W\n");
    f.q.from = on("2019-07-15");
    f.q.due = on("2019-07-01");
    f.q.days = 2000;
    assert_int_equal(walk(&f), STATUS_LIMIT);
    close_it(&f);
}

static void test_lab_walk_is_the_same_each_time(void **state) {
    (void)state;
    struct fixture f;
    open_with(&f, init);
    assert_int_equal(walk(&f), STATUS_OK);
    const struct walk before = f.walk;
    assert_int_equal(walk(&f), STATUS_OK);
    assert_int_equal(f.walk.n_entries, before.n_entries);
    for (uint32_t i = 0; i < before.n_entries; i++) {
        const struct walk_entry *a = &before.entries[i], *b = &f.walk.entries[i];
        assert_int_equal(a->kind, b->kind);
        assert_int_equal(a->on, b->on);
        assert_true(a->kind != WALK_LETTER || record_eq(&letter_record, a->letter, b->letter));
        assert_true(a->kind != WALK_EVENT || record_eq(&event_record, a->event, b->event));
    }
    close_it(&f);
}

/* ---- in Lua --------------------------------------------------------------------------------- */

/* Does a test with this body pass?  Else *why says why not. */
static bool passes(const char *body, char why[600]) {
    char tests[2000];
    struct test_report report;
    struct arena arena;
    struct faults faults;
    struct status st = {0, ""};
    arena_init(&arena);
    faults_init(&faults, &arena, 20);
    (void)snprintf(tests, sizeof tests,
                   "local case = case_like { open = 1899 * kr, today = '2025-06-30',\n"
                   "  claim = { due = '2025-06-16' } }\n"
                   "test('it', function ()\n%s\nend)\n", body);
    struct bundle_file files[] = {{TEXT("init.lua"), text_of(init)},
                                  {TEXT("tests/a_test.lua"), text_of(tests)}};
    struct bundle_source source = {files, 2};
    struct bundle *bundle = NULL;
    assert_int_equal(bundle_new(&source, &faults, &bundle, &st), STATUS_OK);
    const struct test_question q = {.rules = bundle, .law = law_builtin()};
    const int rc = lab_test(&q, &arena, &report, &faults, &st);
    bundle_free(bundle);
    const bool passed = rc == STATUS_OK && report.n_results == 1 && report.results[0].passed;
    (void)snprintf(why, 600, "%s", passed ? "" : rc ? st.text : report.results[0].why.ptr);
    if (passed && strstr(body, "'200 days'") != NULL) { /* a walk counts as having been there */
        assert_int_equal(report.n_stages_not_entered, 0);
    }
    arena_fini(&arena);
    return passed;
}

static void test_walk_in_lua_gives_what_came_of_it(void **state) {
    (void)state;
    static const char *const bodies[] = {
        "local w = walk(case, '200 days')\n"
        "expect(join(w.stages, ' ')).is 'reminder notice ready'\n"
        "expect(#w.letters).is(2)\nexpect(#w.tasks).is(1)\nexpect(w.closed).is(nil)\n"
        "expect(w.tasks[1].who).is 'caseworker'\nexpect(w.tasks[1].text).matches 'Look'\n"
        "expect(w.stage).is 'ready'\nexpect(w.last_day).is(day '2026-01-16')\n",
        "local l = walk(case, '200 days').letters[1]\n"
        "expect(l.letter).is 'reminder'\nexpect(l.day).is(day '2025-06-30')\n"
        "expect(l.deadline).is(day '2025-07-14')\nexpect(l.total).is(194310)\n"
        "expect(l.fee).is(35 * kr)\nexpect(l.by).is 'letter'\nexpect(l.stage).is 'reminder'\n"
        "expect(#l.lines).is(3)\nexpect(l.lines[2].amount).is(910)\n"
        "expect(l.lines[2].label).matches 'rente'",
        "local w = walk(case, 200)\n"
        "expect(#w.charges).is(1)\nexpect(w.charges[1].fee).is 'reminder_fee'\n"
        "expect(w.charges[1].amount).is(35 * kr)\nexpect(#w.refused).is(0)",
        "local w = walk(case:with { claim = { due = '2025-07-05' } }, '30 days')\n"
        "expect(w.refused[1].by).matches 'not due'\nexpect(w.refused[1].word).is 'send'\n"
        "expect(w.refused[1].day).is(day '2025-07-08')\n"
        "expect(w.refused[1].asked).is(day '2025-06-30')",
        "expect(walk(case:with { open = 30 * kr }, '200 days').closed).is 'small balance'",
        "expect(walk(case:with { level = 'long' }, '1 day').letters[1].deadline)"
        ".is(day '2025-07-30')",
        "expect(#walk(case:with { letters = { { letter = 'collection_notice', sent = '2025-06-02',"
        " deadline = '2025-06-16' } } }, '9 days').letters).is(0)",
        "local w = walk(case:with { debtor = { dead = true } }, '9 days')\n"
        "expect(#w.letters).is(0)\nexpect(w.refused[1].by).matches 'debtor died'",
        "expect(#walk(case:with { debtor = { kind = 'business' } }, '200 days').letters).is(2)",
    };
    char why[600];
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        if (!passes(bodies[i], why)) {
            fail_msg("%s: %s", bodies[i], why);
        }
    }
}

static void test_walk_in_lua_says_what_it_cannot_walk(void **state) {
    (void)state;
    static const struct {
        const char *body, *why;
    } failing[] = {
        {"walk(case:with { stage = 'notice' }, '9 days')", "leave out 'stage'"},
        {"walk(case:with { deadline_missed = true }, '9 days')", "leave out 'deadline_missed'"},
        {"walk(case)", "for how long?"},
        {"walk(case, '9')", "for how long?"},
        {"walk(case, 'x days')", "for how long?"},
        {"walk(case, '9 weeks')", "for how long?"},
        {"walk(case, 0)", "for how long?"},
        {"walk(case, 3661)", "for how long?"},
        {"walk({}, '9 days')", "give a case"},
        {"walk(case:with { level = 'wild' }, '9 days')", "level 'wild'"},
        {"walk(case:with { today = '2027-02-01' }, '9 days')", "no rate"},
        {"walk(case:with { today = '9999-12-31' }, '9 days')", "later than can be told"},
        {"while true do walk(case, 365) end", "too many steps"},
    };
    char why[600];
    for (size_t i = 0; i < sizeof failing / sizeof failing[0]; i++) {
        assert_false(passes(failing[i].body, why));
        if (!strstr(why, failing[i].why)) {
            fail_msg("%s: %s", failing[i].body, why);
        }
    }
}

/* The bundle that an agency gets: at every level, whoever never pays is first reminded or warned,
 * each letter leaves two weeks at least, and no rule fails on the way. */
static void test_standard_bundle_can_be_walked(void **state) {
    (void)state;
    static const char *const levels[] = {"normal", "gentle", "firm"};
    struct fixture f;
    struct bundle_source source;
    open_with(&f, init);
    bundle_free(f.bundle);
    assert_int_equal(bundle_source_read(TEST_SCRIPTS, NULL, &f.arena, &source, &f.st), STATUS_OK);
    assert_int_equal(bundle_new(&source, &f.faults, &f.bundle, &f.st), STATUS_OK);
    f.q.days = 365;
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        f.q.level = text_of(levels[i]);
        assert_int_equal(walk(&f), STATUS_OK);
        assert_int_not_equal(f.walk.end, WALK_PARKED);
        assert_non_null(nth(&f.walk, WALK_LETTER, 0));
        for (uint32_t n = 0; nth(&f.walk, WALK_LETTER, n); n++) {
            const struct walk_entry *e = nth(&f.walk, WALK_LETTER, n);
            assert_true(e->letter->deadline == DAY_NONE || e->letter->deadline >= e->on + 14);
        }
    }
    close_it(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lab_walk_tells_each_letter_with_day_deadline_and_sum),
        cmocka_unit_test(test_lab_walk_says_why_a_letter_bears_no_fee),
        cmocka_unit_test(test_lab_walk_ends_when_the_days_are_over_and_asks_a_person_once),
        cmocka_unit_test(test_lab_walk_shows_what_the_law_made_wait),
        cmocka_unit_test(test_lab_walk_counts_the_creditors_own_letters),
        cmocka_unit_test(test_lab_walk_ends_when_the_case_closes),
        cmocka_unit_test(test_lab_walk_ends_where_no_rate_is_known),
        cmocka_unit_test(test_lab_walk_refuses_what_it_cannot_begin),
        cmocka_unit_test(test_lab_walk_stops_where_a_rule_fails),
        cmocka_unit_test(test_lab_walk_stops_rules_that_never_rest),
        cmocka_unit_test(test_lab_walk_is_the_same_each_time),
        cmocka_unit_test(test_walk_in_lua_gives_what_came_of_it),
        cmocka_unit_test(test_walk_in_lua_says_what_it_cannot_walk),
        cmocka_unit_test(test_standard_bundle_can_be_walked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
