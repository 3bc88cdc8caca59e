/* Calls in a case: asked for, tried, ended; and what a rule sees of them. */
#include "unit/base/cmocka_all.h"

#include <string.h>

#include "base/arena.h"
#include "base/check.h"
#include "domain/apply_contact.h"
#include "domain/snapshot.h"

#define D 739000 /* some day of 2024 */

struct life {
    struct arena arena;
    struct krav_case c;
    struct status st;
};

static int begin(void **state) {
    struct life *l = mem_alloc(sizeof *l);
    *l = (struct life){.c = {.id = 1, .opened = D - 100}};
    arena_init(&l->arena);
    *state = l;
    return 0;
}

static int end(void **state) {
    struct life *l = *state;
    arena_fini(&l->arena);
    mem_free(l);
    return 0;
}

static int fold(struct life *l, struct event e) {
    l->st = (struct status){0};
    return case_fold(&l->c, &e, &l->arena, &l->st);
}

static struct event asked(day on) {
    return (struct event){.kind = EVENT_CALL_ASKED, .day = on, .until = on + 14,
                          .word = TEXT("deadline missed")};
}

static struct event called(day on, const char *outcome) {
    return (struct event){.kind = EVENT_CALLED, .day = on, .word = text_of(outcome)};
}

static void test_case_fold_keeps_calls_and_refuses_what_cannot_follow(void **state) {
    struct life *l = *state;
    assert_int_equal(fold(l, (struct event){.kind = EVENT_CALL_ENDED, .day = D}), STATUS_CORRUPT);
    assert_int_equal(fold(l, asked(D)), STATUS_OK);
    assert_int_equal(fold(l, asked(D + 1)), STATUS_CORRUPT); /* never twice */
    assert_int_equal(l->c.call_asked.on, D);
    assert_int_equal(l->c.call_asked.until, D + 14);
    assert_text(l->c.call_asked.why, "deadline missed");
    assert_int_equal(fold(l, called(D + 2, "shouted")), STATUS_CORRUPT);
    assert_int_equal(fold(l, called(D + 2, "no_answer")), STATUS_OK);
    assert_int_equal(l->c.call_asked.on, DAY_NONE);
    assert_int_equal(l->c.n_calls, 1);
    assert_int_equal(l->c.calls[0].day, D + 2);
    assert_int_equal(l->c.calls[0].outcome, CALL_NO_ANSWER);
    assert_int_equal(fold(l, called(D + 2, "reached")), STATUS_OK); /* nobody had asked */
    assert_int_equal(fold(l, asked(D + 5)), STATUS_OK);
    assert_int_equal(fold(l, (struct event){.kind = EVENT_CALL_ENDED, .day = D + 6}), STATUS_OK);
    assert_int_equal(l->c.call_asked.on, DAY_NONE);
    assert_int_equal(l->c.n_calls, 2);
}

static struct value field(const struct snapshot *s, const char *name) {
    for (uint32_t i = 0; i < n_snapshot_fields; i++) {
        if (strcmp(snapshot_fields[i].name, name) == 0) {
            return snapshot_fields[i].get(s);
        }
    }
    fail_msg("%s: no such field", name);
    return (struct value){0};
}

static void test_a_rule_sees_the_calls_of_its_stage(void **state) {
    struct life *l = *state;
    const struct snapshot s = {.today = D + 9, .c = &l->c};
    assert_int_equal(field(&s, "calls.last_attempt").type, VALUE_NIL);
    assert_int_equal(fold(l, called(D, "reached")), STATUS_OK);
    assert_int_equal(fold(l, (struct event){.kind = EVENT_STAGE_ENTERED, .day = D + 1,
                                            .word = TEXT("call")}), STATUS_OK);
    assert_int_equal(field(&s, "calls.attempts").number, 0);
    assert_false(field(&s, "calls.reached").number);
    assert_int_equal(field(&s, "calls.last_attempt").number, D); /* of the case */
    assert_false(field(&s, "calls.asked").number);
    assert_int_equal(fold(l, asked(D + 2)), STATUS_OK);
    assert_true(field(&s, "calls.asked").number);
    assert_int_equal(fold(l, called(D + 3, "wrong_number")), STATUS_OK);
    assert_int_equal(field(&s, "calls.attempts").number, 1);
    assert_false(field(&s, "calls.reached").number);
    assert_int_equal(fold(l, called(D + 4, "reached")), STATUS_OK);
    assert_int_equal(field(&s, "calls.attempts").number, 2);
    assert_true(field(&s, "calls.reached").number);
    assert_int_equal(field(&s, "calls.last_attempt").number, D + 4);
}

static const struct event *apply(struct life *l, struct fact fact) {
    struct events out = {.arena = &l->arena};
    const struct apply_input in = {.c = &l->c, .fact = &fact};
    assert_int_equal(case_apply(&in, &out, &l->st), STATUS_OK);
    return out.n > 0 ? &out.items[out.n - 1] : NULL;
}

static void test_only_a_call_of_ours_is_an_attempt(void **state) {
    struct life *l = *state;
    static const struct {
        const char *channel, *reason;
        enum event_kind becomes;
    } rows[] = {
        {"phone", "reached", EVENT_CALLED}, {"phone", "no_answer", EVENT_CALLED},
        {"phone", "wrong_number", EVENT_CALLED}, {"phone", "debtor", EVENT_CONTACTED},
        {"phone", "", EVENT_CONTACTED}, {"email", "reached", EVENT_CONTACTED},
        {"", "", EVENT_CONTACTED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct fact f = {.kind = FACT_CONTACT, .legal_day = D, .booked_day = D,
            .stage = text_of(rows[i].channel), .reason = text_of(rows[i].reason)};
        assert_int_equal(apply(l, f)->kind, rows[i].becomes);
    }
}

static void test_a_call_lapses_after_its_last_day_and_ends_with_what_stops_the_case(void **state) {
    struct life *l = *state;
    assert_int_equal(fold(l, asked(D)), STATUS_OK);
    assert_null(apply(l, (struct fact){.kind = FACT_DAY_REACHED, .booked_day = D + 14}));
    const struct event *e =
        apply(l, (struct fact){.kind = FACT_DAY_REACHED, .booked_day = D + 15});
    assert_int_equal(e->kind, EVENT_CALL_ENDED);
    assert_text(e->word, "nobody_called");
    static const enum fact_kind stops[] = {FACT_DISPUTE, FACT_HOLD, FACT_DIED, FACT_REACHED_AT};
    for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++) {
        e = apply(l, (struct fact){.kind = stops[i], .legal_day = D, .booked_day = D});
        assert_int_equal(e->kind, EVENT_CALL_ENDED);
    }
    e = apply(l, (struct fact){.kind = FACT_CONTACT_OPT_OUT, .stage = TEXT(CALL_CHANNEL)});
    assert_int_equal(e->kind, EVENT_CALL_ENDED);
    e = apply(l, (struct fact){.kind = FACT_CONTACT_OPT_OUT, .stage = TEXT("electronic")});
    assert_int_equal(e->kind, EVENT_PERSON_CHANGED); /* it says nothing of calls */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            test_case_fold_keeps_calls_and_refuses_what_cannot_follow, begin, end),
        cmocka_unit_test_setup_teardown(test_a_rule_sees_the_calls_of_its_stage, begin, end),
        cmocka_unit_test_setup_teardown(test_only_a_call_of_ours_is_an_attempt, begin, end),
        cmocka_unit_test_setup_teardown(
            test_a_call_lapses_after_its_last_day_and_ends_with_what_stops_the_case, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
