/* Actions become events, effects and agenda rows: pure, on a case made by hand. */
#include "unit/domain/life.h"

#include "engine/plan.h"
#include "engine/step.h"

struct desk {
    struct life l;
    struct snapshot s;
    struct fact fact;
    struct apply_input apply;
    struct events events;
    struct effect effects[2 * ACTIONS_MAX];
    struct planning p;
    struct agenda_row out[AGENDA_WHYS];
    uint32_t n_out;
};

#define TODAY on("2025-05-02")

static int begin(void **state) {
    static struct desk d;
    life_begin(&d.l);
    life_claim(&d.l, 100000, on("2025-03-03"));
    d.s = (struct snapshot){.today = TODAY, .c = &d.l.c};
    d.apply = (struct apply_input){.c = &d.l.c, .fact = &d.fact, .agreement = &d.l.agreement,
        .rates = &d.l.rates};
    d.events = (struct events){.arena = &d.l.arena};
    d.p = (struct planning){.c = &d.l.c, .s = &d.s, .apply = &d.apply, .events = &d.events,
        .effects = d.effects};
    *state = &d;
    return 0;
}

static int end(void **state) {
    life_end(&((struct desk *)*state)->l);
    return 0;
}

static void plan(struct desk *d, struct action a) {
    if (plan_actions(&d->p, &a, 1, &d->l.st)) {
        fail_msg("%s", d->l.st.text);
    }
}

/* The agenda after the step: DAY_NONE when the row is taken away, -1 when it is as it was. */
static day row(struct desk *d, enum agenda_why why, const struct agenda_row *now, uint32_t n) {
    d->n_out = plan_agenda(&d->p, 0, now, n, d->out);
    for (uint32_t i = 0; i < d->n_out; i++) {
        if (d->out[i].why == why) {
            return d->out[i].day;
        }
    }
    return -1;
}

static const struct event *only_event(struct desk *d, enum event_kind kind) {
    assert_int_equal(d->events.n, 1);
    assert_int_equal(d->events.items[0].kind, kind);
    return &d->events.items[0];
}

static void test_plan_send_promises_a_letter_with_a_key_of_its_own(void **state) {
    struct desk *d = *state;
    const struct action a = {.kind = ACTION_SEND, .letter = LETTER_REMINDER,
        .by = CHANNEL_LETTER, .days = 14};
    plan(d, (struct action){.kind = ACTION_MOVE, .stage = TEXT("reminder")});
    plan(d, a);
    plan(d, a);
    assert_int_equal(d->p.n_effects, 2);
    assert_false(hash_eq(&d->effects[0].key, &d->effects[1].key));
    const struct hash first = letter_key(&d->l.c, LETTER_REMINDER, 0);
    assert_true(hash_eq(&d->effects[0].key, &first));
    assert_int_equal(d->effects[0].last_day, TODAY + EFFECT_LIFE_DAYS);
    assert_int_equal(row(d, AGENDA_SILENCE, NULL, 0), TODAY + SILENCE_DAYS);
}

static void test_letter_key_differs_by_claim_kind_and_ordinal(void **state) {
    struct desk *d = *state;
    struct hash keys[6];
    for (int i = 0; i < 3; i++) {
        static const int ordinals[] = {0, 1, 26};
        keys[i] = letter_key(&d->l.c, LETTER_REMINDER, ordinals[i]);
        keys[i + 3] = letter_key(&d->l.c, LETTER_COLLECTION_NOTICE, ordinals[i]);
    }
    for (int i = 0; i < 6; i++) {
        for (int k = 0; k < i; k++) {
            assert_false(hash_eq(&keys[i], &keys[k]));
        }
    }
    d->l.c.claims[0].claim.source = TEXT("311758489:other");
    const struct hash other = letter_key(&d->l.c, LETTER_REMINDER, 0);
    assert_false(hash_eq(&other, &keys[0]));
}

static void test_plan_move_forgets_what_the_old_stage_asked_for(void **state) {
    struct desk *d = *state;
    const struct agenda_row now[] = {{AGENDA_RULE, TODAY + 9}, {AGENDA_LAW, TODAY + 5}};
    plan(d, (struct action){.kind = ACTION_MOVE, .stage = TEXT("notice")});
    assert_text(only_event(d, EVENT_STAGE_ENTERED)->word, "notice");
    assert_int_equal(row(d, AGENDA_RULE, now, 2), DAY_NONE);
    assert_int_equal(row(d, AGENDA_LAW, now, 2), DAY_NONE);
    assert_int_equal(row(d, AGENDA_IDLE, now, 2), TODAY + IDLE_DAYS);
}

static void test_plan_look_again_is_never_today(void **state) {
    struct desk *d = *state;
    plan(d, (struct action){.kind = ACTION_LOOK_AGAIN, .after = 5, .after_deadline = -1});
    assert_int_equal(row(d, AGENDA_RULE, NULL, 0), TODAY + 5);
    plan(d, (struct action){.kind = ACTION_LOOK_AGAIN, .on = TODAY - 3, .after_deadline = -1});
    assert_int_equal(row(d, AGENDA_RULE, NULL, 0), TODAY + 1);
    plan(d, (struct action){.kind = ACTION_LOOK_AGAIN, .on = TODAY + 40, .after_deadline = -1});
    assert_int_equal(row(d, AGENDA_RULE, NULL, 0), TODAY + 40);
}

static void test_plan_look_after_deadline_waits_for_the_receipt(void **state) {
    struct desk *d = *state;
    plan(d, (struct action){.kind = ACTION_LOOK_AGAIN, .after_deadline = 3});
    assert_int_equal(only_event(d, EVENT_LOOK_AFTER_DEADLINE)->days, 3);
    assert_int_equal(row(d, AGENDA_RULE, NULL, 0), -1);
    struct event *sent = events_add(&d->events, EVENT_LETTER_SENT, TODAY);
    sent->until = TODAY + 14;
    assert_int_equal(row(d, AGENDA_RULE, NULL, 0), TODAY + 17);
}

static void test_plan_hold_withdraws_and_ends_the_day_after(void **state) {
    struct desk *d = *state;
    plan(d, (struct action){.kind = ACTION_SEND, .letter = LETTER_REMINDER, .days = 14});
    plan(d, (struct action){.kind = ACTION_HOLD, .what = TEXT("ill"), .until = TODAY + 30});
    assert_int_equal(d->l.c.letters[0].state, LETTER_WITHDRAWN);
    assert_int_equal(row(d, AGENDA_HOLD_END, NULL, 0), TODAY + 31);
    assert_int_equal(row(d, AGENDA_SILENCE, NULL, 0), -1); /* no letter waits any more */
    plan(d, (struct action){.kind = ACTION_RELEASE});
    assert_int_equal(d->l.c.held_since, DAY_NONE);
}

static void test_plan_ask_creditor_waits_for_the_answer(void **state) {
    struct desk *d = *state;
    plan(d, (struct action){.kind = ACTION_ASK_CREDITOR, .what = TEXT("proof"), .days = 7});
    assert_int_equal(d->l.c.creditor_answer_due, TODAY + 7);
    assert_int_equal(row(d, AGENDA_PERSON, NULL, 0), TODAY + 7);
    assert_int_equal(d->events.items[1].kind, EVENT_TASK_RAISED);
    assert_int_equal(d->events.items[1].id, TASK_CREDITOR);
}

static void test_plan_write_off_gives_up_all_of_it_by_its_parts(void **state) {
    struct desk *d = *state;
    life_letter(&d->l, LETTER_REMINDER, "r", TODAY, 3500);
    const ore interest = life_interest(&d->l, TODAY);
    plan(d, (struct action){.kind = ACTION_WRITE_OFF, .because = TEXT("small")});
    const struct event *e = &d->events.items[d->events.n - 1];
    assert_int_equal(e->kind, EVENT_WRITTEN_OFF);
    assert_int_equal(e->principal, 100000);
    assert_int_equal(e->costs_creditor, 3500);
    assert_int_equal(e->interest, interest);
    assert_int_equal(e->amount, 100000 + 3500 + interest);
    assert_int_equal(life_open(&d->l, TODAY), 0);
    const uint32_t n = d->events.n;
    plan(d, (struct action){.kind = ACTION_WRITE_OFF, .because = TEXT("again")});
    assert_int_equal(d->events.n, n); /* there is nothing left to give up */
}

static void test_plan_close_leaves_no_row(void **state) {
    struct desk *d = *state;
    const struct agenda_row now[] = {{AGENDA_RULE, TODAY + 9}, {AGENDA_IDLE, TODAY + 5}};
    plan(d, (struct action){.kind = ACTION_SEND, .letter = LETTER_REMINDER, .days = 14});
    plan(d, (struct action){.kind = ACTION_CLOSE, .what = TEXT("done")});
    assert_false(case_is_open(&d->l.c));
    assert_int_equal(d->l.c.letters[0].state, LETTER_WITHDRAWN);
    assert_int_equal(row(d, AGENDA_RULE, now, 2), DAY_NONE);
    assert_int_equal(row(d, AGENDA_IDLE, now, 2), DAY_NONE);
    assert_int_equal(row(d, AGENDA_SILENCE, now, 2), -1);
}

static void test_plan_survivors_are_notes_and_tasks(void **state) {
    struct desk *d = *state;
    const struct action list[] = {{.kind = ACTION_MOVE, .stage = TEXT("notice")},
        {.kind = ACTION_NOTE, .text = TEXT("n")}, {.kind = ACTION_HOLD, .what = TEXT("x")},
        {.kind = ACTION_TASK, .text = TEXT("t")}, {.kind = ACTION_CLOSE, .what = TEXT("y")}};
    assert_int_equal(plan_survivors(&d->p, list, 5, &d->l.st), STATUS_OK);
    assert_int_equal(d->events.n, 2);
    assert_int_equal(d->events.items[0].kind, EVENT_NOTED);
    assert_int_equal(d->events.items[1].kind, EVENT_TASK_RAISED);
    assert_int_equal(d->events.items[1].id, TASK_CASEWORKER);
}

static void test_plan_refuses_what_this_build_cannot_carry_out(void **state) {
    struct desk *d = *state;
    for (size_t i = 0; i < action_kinds.n; i++) {
        const struct action_word *w =
            (const struct action_word *)(const void *)words_at(&action_kinds, i);
        const struct action a = {.kind = (enum action_kind)w->word.value};
        if (!w->carried_out) {
            d->l.st = (struct status){0};
            assert_int_equal(plan_actions(&d->p, &a, 1, &d->l.st), STATUS_UNSUPPORTED);
            assert_non_null(strstr(d->l.st.text, w->word.name));
        }
    }
    assert_int_equal(d->events.n, 0);
}

/* Whatever stood on the agenda and whatever the case's state, an open case will wake. */
static void test_plan_agenda_always_leaves_an_open_case_a_row(void **state) {
    struct desk *d = *state;
    uint64_t seed = 11;
    for (int i = 0; i < 20000; i++) {
        struct agenda_row now[AGENDA_WHYS];
        day after[AGENDA_WHYS] = {0};
        uint32_t n = 0;
        for (int why = 1; why < AGENDA_WHYS; why++) {
            d->p.rows[why] = dice(&seed, 4) ? 0 : dice(&seed, 2) ? -1 : TODAY + (day)dice(&seed, 9);
            if (dice(&seed, 3) == 0) {
                now[n++] = (struct agenda_row){(enum agenda_why)why,
                    TODAY + 4 - (day)dice(&seed, 9)};
                after[why] = now[n - 1].day;
            }
        }
        d->p.looked = dice(&seed, 2);
        d->l.c.disputed_since = dice(&seed, 2) ? TODAY : DAY_NONE;
        d->l.c.parked = dice(&seed, 2) ? TEXT("why") : (struct text){NULL, 0};
        d->l.c.closed = dice(&seed, 5) ? DAY_NONE : TODAY;
        d->n_out = plan_agenda(&d->p, 0, now, n, d->out);
        for (uint32_t k = 0; k < d->n_out; k++) {
            assert_int_not_equal(after[d->out[k].why], d->out[k].day); /* changes only */
            after[d->out[k].why] = d->out[k].day;
        }
        int rows = 0; /* beside the day, years ahead, when the claim would be lost */
        for (int why = 1; why < AGENDA_WHYS; why++) {
            rows += after[why] != DAY_NONE && why != AGENDA_LIMITATION;
        }
        assert_int_equal(rows > 0, case_is_open(&d->l.c));
        assert_int_equal(after[AGENDA_LIMITATION] != DAY_NONE, case_is_open(&d->l.c));
        if (case_is_open(&d->l.c)) {
            assert_true(d->l.c.disputed_since == DAY_NONE || after[AGENDA_DISPUTE] != DAY_NONE);
            assert_true(d->l.c.parked.len == 0 || after[AGENDA_PERSON] != DAY_NONE);
        }
    }
    memset(d->p.rows, 0, sizeof d->p.rows);
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(test_plan_send_promises_a_letter_with_a_key_of_its_own),
        T(test_letter_key_differs_by_claim_kind_and_ordinal),
        T(test_plan_move_forgets_what_the_old_stage_asked_for),
        T(test_plan_look_again_is_never_today),
        T(test_plan_look_after_deadline_waits_for_the_receipt),
        T(test_plan_hold_withdraws_and_ends_the_day_after),
        T(test_plan_ask_creditor_waits_for_the_answer),
        T(test_plan_write_off_gives_up_all_of_it_by_its_parts),
        T(test_plan_close_leaves_no_row),
        T(test_plan_survivors_are_notes_and_tasks),
        T(test_plan_refuses_what_this_build_cannot_carry_out),
        T(test_plan_agenda_always_leaves_an_open_case_a_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
