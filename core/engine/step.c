/* step.c - apply, decide, judge, plan; the commit is in commit.c.
 *
 *     fact ─apply─▶ events ─┐
 *     snapshot ─decide─▶ actions ─judge─▶ verdicts ─plan─▶ events, effects, agenda ─commit─▶
 *
 * Lists are atomic: one refused action and nothing of the list is applied but notes and tasks. */
#include "engine/step.h"

#include "base/check.h"
#include "engine/commit.h"
#include "engine/contacts.h"
#include "engine/filing_paper.h"
#include "engine/merge.h"
#include "engine/plan_duty.h"
#include "engine/siblings.h"
#include "engine/turn.h"
#include "law/costs_lost.h"
#include "law/undoing.h"
#include "store/agenda.h"
#include "store/cases.h"
#include "store/parties.h"

static int read_case(struct turn *t) {
    struct engine *e = t->e;
    int64_t id = t->in->fact.subject_id;
    int rc;
    if (id == 0) {
        t->is_new = true;
        rc = cases_next_id(e->db, &t->c.id, t->st);
        t->c.creditor = t->in->creditor;
        t->c.debtor = t->in->debtor;
    } else {
        rc = cases_follow(e->db, &id, t->st);
        rc = rc ? rc : cases_load(e->db, id, t->arena, &t->c, t->st);
        rc = rc ? rc
                : agenda_of_case(e->db, id, t->now, AGENDA_WHYS, &t->n_now, t->st);
    }
    return rc ? rc : parties_get(e->db, t->c.debtor, t->arena, &t->debtor, t->st);
}

static int find_agreement(struct turn *t) {
    const struct engine *e = t->e;
    t->agreement = engine_agreement(e, t->c.creditor,
                                    t->is_new ? t->in->claim->department : t->c.department,
                                    e->today);
    if (!t->agreement) {
        return status_fail(t->st, STATUS_REFUSED, "case %lld: its creditor has no agreement today",
                           (long long)t->c.id);
    }
    return STATUS_OK;
}

static int fold_all(struct turn *t, uint32_t first) {
    int rc = STATUS_OK;
    for (uint32_t i = first; i < t->events.n && rc == STATUS_OK; i++) {
        rc = case_fold(&t->c, &t->events.items[i], t->arena, t->st);
    }
    return rc;
}

/* The active rules may have another name for a stage in which the case stands, or to which a rule
 * could send it back (renames). */
static int rename_stage(struct turn *t, struct text stage) {
    const struct bundle *b = t->e->bundle;
    const struct text now = b ? bundle_renamed(b, stage) : (struct text){NULL, 0};
    if (now.len == 0) {
        return STATUS_OK;
    }
    struct event *e = events_add(&t->events, EVENT_STAGE_RENAMED, t->e->today);
    e->ref = stage;
    e->word = arena_text(t->arena, now);
    return case_fold(&t->c, e, t->arena, t->st);
}

static int rename_stages(struct turn *t) {
    if (!case_is_open(&t->c)) {
        return STATUS_OK;
    }
    const int rc = rename_stage(t, t->c.stage);
    return rc ? rc : rename_stage(t, t->c.came_from);
}

static int apply(struct turn *t) {
    t->events.arena = t->arena;
    t->apply = (struct apply_input){.c = &t->c, .fact = &t->in->fact, .agreement = t->agreement,
        .rates = &t->e->law->interest, .claim = t->in->claim, .earlier = t->in->earlier,
        .n_earlier = t->in->n_earlier, .quote = t->in->quote,
        .claim_number = t->in->claim_number, .opening = t->in->opening, .merging = t->in->merging,
        .undone = t->in->undone, .aside_from = law_aside_from(&t->debtor)};
    const struct snapshot before = {.today = t->e->today, .c = &t->c,
        .principal_open = case_principal_open(&t->c)};
    t->apply.costs = law_costs_terms(t->e->law, &before, &t->in->fact);
    for (uint32_t i = 0; i < t->in->n_recorded; i++) {
        *events_add(&t->events, t->in->recorded[i].kind, t->e->today) = t->in->recorded[i];
    }
    int rc = t->in->n_recorded > 0 ? STATUS_OK : case_apply(&t->apply, &t->events, t->st);
    rc = rc ? rc : fold_all(t, 0);
    return rc ? rc : rename_stages(t);
}

static int look(struct turn *t) {
    const struct snapshot_input in = {t->e->today, &t->in->fact, &t->c, &t->debtor,
        engine_creditor(t->e, t->c.creditor), t->agreement, &t->e->law->interest};
    const int rc = snapshot_make(&in, &t->snapshot, t->st);
    const bool judged = fact_runs_rules(t->in->fact.kind) || t->in->fact.kind == FACT_ACT;
    return rc || !judged ? rc : siblings_look(t->e, t->arena, &t->snapshot, t->st);
}

static int park(struct turn *t, struct text reason, const struct status *why) {
    t->e->counters.parked++;
    struct event *e = events_add(&t->events, EVENT_PARKED, t->e->today);
    e->word = reason;
    const int rc = case_fold(&t->c, e, t->arena, t->st);
    return rc ? rc
              : plan_task(&t->plan, TASK_OPERATOR, reason,
                          arena_text(t->arena, text_of(why->text)), t->st);
}

/* Rules decide unless the fact is a person's act, which brings its own actions. */
static int decide(struct turn *t) {
    if (t->in->fact.kind == FACT_ACT) {
        t->decision.actions = t->in->fact.actions;
        t->decision.n_actions = t->in->fact.n_actions;
        return STATUS_OK;
    }
    if (!fact_runs_rules(t->in->fact.kind) || t->in->more_come || !case_is_open(&t->c)) {
        return STATUS_OK;
    }
    t->plan.looked = true;
    if (t->c.parked.len > 0) {
        return STATUS_OK;
    }
    if (!t->e->bundle) {
        return status_fail(t->st, STATUS_REFUSED, "rules: no bundle is active");
    }
    t->e->counters.decisions++;
    struct status why = {0, ""};
    if (rules_decide(t->e->bundle, &t->snapshot, t->arena, &t->decision, &why)) {
        t->decision = (struct decision){0};
        return park(t, TEXT("rules_failed"), &why);
    }
    t->step.bundle = bundle_hash(t->e->bundle);
    t->step.stage = t->decision.stage;
    t->step.read = t->decision.read;
    return STATUS_OK;
}

/* The most restrictive verdict decides for the whole list. */
static bool is_worse(const struct verdict *v, const struct verdict *than) {
    return v->kind > than->kind ||
           (v->kind == than->kind && v->not_before > than->not_before);
}

void step_complete(struct action *a) {
    const struct letter_word *word =
        a->kind == ACTION_SEND && a->letter
            ? (const struct letter_word *)words_by_value(&letter_kinds, (int)a->letter)
            : NULL;
    if (word) {
        const int32_t usual =
            a->letter == LETTER_PROVISIONAL_ANSWER ? PERSON_DAYS : word->days_min;
        a->days = a->days ? a->days : usual;
        a->by = a->by ? a->by : CHANNEL_LETTER;
    }
}

/* A letter by a channel that nobody carries would start the law's clocks for nothing, and a question
 * that nobody asks is never answered. */
static void judge_channel(const struct engine *e, const struct action *a, struct verdict *v) {
    const bool letter = a->kind == ACTION_SEND && a->by != CHANNEL_LETTER &&
                        engine_channel(e, a->by).len == 0;
    const bool asks = (a->kind == ACTION_SCORE && engine_inquirer(e, EFFECT_SCORE).len == 0) ||
                      (a->kind == ACTION_WASH && engine_inquirer(e, EFFECT_WASH).len == 0);
    if (v->kind == VERDICT_ALLOWED && (letter || asks)) {
        const struct reason *r = law_reason(TEXT("no_provider"));
        *v = (struct verdict){.kind = VERDICT_PERSON, .reason = text_of(r->id),
            .paragraph = text_of(r->paragraph)};
    }
}

static int judge(struct turn *t) {
    const uint32_t n = t->decision.n_actions;
    t->verdicts = arena_take_n(t->arena, n ? n : 1, sizeof *t->verdicts);
    for (uint32_t i = 0; i < n; i++) {
        step_complete(&t->decision.actions[i]);
        const int rc = t->decision.actions[i].kind != ACTION_CALL
                           ? STATUS_OK
                           : contacts_elsewhere(t->e, t->arena, &t->snapshot, t->st);
        if (rc) {
            return rc;
        }
        const struct law_question q = {t->e->law, &t->snapshot, &t->decision.actions[i],
            t->in->fact.kind == FACT_ACT, t->in->undone};
        law_judge(&q, &t->verdicts[i]);
        judge_channel(t->e, &t->decision.actions[i], &t->verdicts[i]);
        if (t->verdicts[i].kind != VERDICT_ALLOWED && is_worse(&t->verdicts[i], &t->worst)) {
            t->worst = t->verdicts[i];
        }
    }
    return STATUS_OK;
}

static int refused(struct turn *t) {
    t->e->counters.refused++;
    if (t->worst.kind == VERDICT_NOT_BEFORE && t->worst.not_before > t->e->today) {
        t->plan.rows[AGENDA_LAW] = t->worst.not_before;
        return STATUS_OK;
    }
    t->plan.rows[AGENDA_PERSON] = t->e->today + PERSON_DAYS;
    const struct reason *r = law_reason(t->worst.reason);
    return plan_task(&t->plan, TASK_CASEWORKER, t->worst.reason,
                     r ? text_of(r->english) : t->worst.paragraph, t->st);
}

/* What the law allows of what was decided. */
static int plan_decided(struct turn *t) {
    int rc = decide(t);
    if (rc) {
        return rc;
    }
    rc = judge(t);
    if (rc) {
        return rc;
    }
    if (t->worst.kind == 0) {
        return plan_actions(&t->plan, t->decision.actions, t->decision.n_actions, t->st);
    }
    rc = plan_survivors(&t->plan, t->decision.actions, t->decision.n_actions, t->st);
    return rc ? rc : refused(t);
}

static int plan(struct turn *t) {
    t->plan.c = &t->c;
    t->plan.s = &t->snapshot;
    t->plan.apply = &t->apply;
    t->plan.law = t->e->law;
    t->plan.events = &t->events;
    t->plan.effects = arena_take_n(t->arena, 2 * ACTIONS_MAX, sizeof *t->plan.effects);
    int rc = turn_tasks_before(t);
    rc = rc ? rc : plan_decided(t);
    return rc ? rc : turn_tasks_after(t);
}

/* The step as it will be recorded; `rows` is its agenda's memory. */
static void write_down(struct turn *t, struct agenda_row rows[AGENDA_WHYS]) {
    struct step *s = &t->step;
    s->n_agenda = plan_agenda(&t->plan, 0, t->now, t->n_now, rows);
    s->agenda = rows;
    s->fact = t->in->fact;
    s->fact.subject_id = s->case_id = t->c.id;
    s->actions = t->decision.actions;
    s->n_actions = t->decision.n_actions;
    s->verdicts = t->verdicts;
    s->n_verdicts = t->decision.n_actions;
    s->events = t->events.items;
    s->n_events = t->events.n;
    s->effects = t->plan.effects;
    s->n_effects = t->plan.n_effects;
}

static int commit(struct turn *t, struct step_outcome *out) {
    struct step *s = &t->step;
    struct agenda_row rows[AGENDA_WHYS];
    write_down(t, rows);
    out->case_id = t->c.id;
    out->worst = t->worst;
    /* A look that changed nothing and asked for nothing makes no step: the agenda moves. */
    if (s->fact.kind == FACT_DAY_REACHED && s->n_events == 0 && s->n_actions == 0) {
        out->c = t->c;
        return commit_agenda(t->e, t->c.id, rows, s->n_agenda, t->st);
    }
    t->c.steps++;
    int rc = filing_paper_keep(t->e, &t->snapshot, s, &t->c, t->arena, t->st);
    rc = rc ? rc : commit_step(t->e, s, &t->c, t->arena, t->st);
    out->step = s->id;
    out->c = t->c;
    return rc;
}

static int merge(struct turn *t) {
    const struct law_question q = {t->e->law, &t->snapshot, t->plan.merge,
        t->in->fact.kind == FACT_ACT, NULL};
    return merge_carry_out(t->e, &q, t->in->fact.actor, t->arena, t->st);
}

int engine_step(struct engine *e, const struct step_input *in, struct arena *arena,
                struct step_outcome *out, struct status *st) {
    ensure(e->in_chunk);
    ensure(fact_subject(in->fact.kind) != SUBJECT_BOOK);
    struct turn *t = arena_take(arena, sizeof *t);
    *out = (struct step_outcome){0};
    t->e = e;
    t->in = in;
    t->arena = arena;
    t->st = st;
    const struct journal_head head = e->head;
    int rc = db_savepoint(e->db, st);
    if (rc) {
        return rc;
    }
    rc = read_case(t);
    rc = rc ? rc : find_agreement(t);
    rc = rc ? rc : apply(t);
    rc = rc ? rc : look(t);
    rc = rc ? rc : plan(t);
    rc = rc ? rc : commit(t, out);
    rc = rc || !t->plan.merge ? rc : merge(t);
    rc = rc ? rc : db_release(e->db, st);
    if (rc) {
        if (db_in_transaction(e->db)) {
            db_rollback_to(e->db);
        }
        e->head = head;
        return rc;
    }
    e->n_in_chunk++;
    e->counters.facts++;
    e->counters.events += t->events.n;
    return STATUS_OK;
}

int engine_park(struct engine *e, int64_t case_id, struct text reason, struct text why,
                struct arena *arena, struct status *st) {
    struct turn *t = arena_take(arena, sizeof *t);
    const struct step_input in = {.fact = {.kind = FACT_DAY_REACHED, .subject = SUBJECT_CASE,
        .subject_id = case_id, .actor = TEXT("agenda"), .legal_day = e->today,
        .booked_day = e->today, .why = AGENDA_PERSON}};
    t->e = e;
    t->in = &in;
    t->arena = arena;
    t->st = st;
    t->events.arena = arena;
    struct step_outcome out = {0};
    struct status reason_text = {0, ""};
    (void)status_fail(&reason_text, STATUS_INVALID, "%.*s", TEXT_ARG(why));
    int rc = read_case(t);
    t->snapshot.today = e->today;
    t->plan = (struct planning){.c = &t->c, .s = &t->snapshot, .events = &t->events,
        .looked = true};
    rc = rc ? rc : park(t, reason, &reason_text);
    rc = rc ? rc : commit(t, &out);
    return rc;
}

/* ---- without the book ------------------------------------------------------------------------ */

void agenda_put(struct agenda_row *rows, uint32_t *n, const struct agenda_row *row) {
    uint32_t i = 0;
    while (i < *n && rows[i].why != row->why) {
        i++;
    }
    if (row->day != DAY_NONE) {
        rows[i] = *row;
        *n += i == *n;
    } else if (i < *n) {
        rows[i] = rows[--*n];
    }
}

int step_alone(struct engine *e, const struct step_input *in, struct standing *of,
               struct step *out, struct status *st) {
    struct turn *t = arena_take(of->arena, sizeof *t);
    *t = (struct turn){.e = e, .in = in, .arena = of->arena, .st = st, .c = of->c,
        .is_new = in->fact.subject_id == 0, .debtor = of->debtor, .n_now = of->n_agenda};
    for (uint32_t i = 0; i < of->n_agenda; i++) {
        t->now[i] = of->agenda[i];
    }
    int rc = find_agreement(t);
    rc = rc ? rc : apply(t);
    rc = rc ? rc : look(t);
    rc = rc ? rc : plan(t);
    if (rc) {
        return rc;
    }
    write_down(t, arena_take_n(of->arena, AGENDA_WHYS, sizeof(struct agenda_row)));
    for (uint32_t i = 0; i < t->step.n_agenda; i++) {
        agenda_put(of->agenda, &of->n_agenda, &t->step.agenda[i]);
    }
    of->c = t->c;
    *out = t->step;
    return STATUS_OK;
}
