/* walk.c - see walk.h. */
#include "lab/walk.h"

#include "base/check.h"
#include "domain/kid.h"
#include "engine/compose.h"
#include "engine/step.h"
#include "lab/invented.h"
#include "rules/bundle.h"

#include <string.h>

#define ENTRIES_MAX 4000
#define ROUNDS_MAX 16 /* agenda and letters feed each other; a rule that never rests ends here */
#define ISSUED_DAYS 14

struct walker {
    const struct walk_question *q;
    struct engine e;            /* law, bundle and day, and the four below: no book behind it */
    struct engine_config config;
    struct creditor creditor;
    struct agreement agreement;
    struct standing of;
    struct outbox_row *letters; uint32_t n_letters; /* promised, in order */
    struct walk *out;
    struct arena *arena;
    struct status *st;
};

/* ---- telling ------------------------------------------------------------------------------- */

static struct walk_entry *tell(struct walker *w, enum walk_kind kind, struct text stage) {
    struct walk *out = w->out;
    if (out->n_entries == out->cap) {
        const uint32_t cap = out->cap ? 2 * out->cap : 64;
        struct walk_entry *more = arena_take_n(w->arena, cap, sizeof *more);
        if (out->cap > 0) {
            memcpy(more, out->entries, out->n_entries * sizeof *more);
        }
        out->entries = more;
        out->cap = cap;
    }
    struct walk_entry *e = &out->entries[out->n_entries++];
    *e = (struct walk_entry){.kind = kind, .on = w->e.today, .stage = stage};
    return e;
}

/* What a reader sees in other entries, or need not see at all. */
static bool is_silent(enum event_kind kind) {
    return kind == EVENT_CASE_OPENED || kind == EVENT_CLAIM_ADDED ||
           kind == EVENT_INTEREST_ACCRUED || kind == EVENT_LOOK_AFTER_DEADLINE ||
           kind == EVENT_LETTER_PLANNED || kind == EVENT_LETTER_COMPOSED ||
           kind == EVENT_LETTER_SENT;
}

/* Nobody answers a task in a walk, and one open task per reason is all that a book would hold. */
static bool task_is_open(const struct walker *w, const struct event *task) {
    for (uint32_t i = 0; i < w->out->n_entries; i++) {
        const struct event *e = w->out->entries[i].event;
        if (e && e->kind == EVENT_TASK_RAISED && text_eq(e->word, task->word)) {
            return true;
        }
    }
    return false;
}

/* The events from..to - 1; gives back the stage that they lead to. */
static struct text tell_events(struct walker *w, const struct step *s, uint32_t from, uint32_t to,
                               struct text stage) {
    for (uint32_t i = from; i < to; i++) {
        const struct event *e = &s->events[i];
        stage = e->kind == EVENT_STAGE_ENTERED ? e->word : stage;
        if (!is_silent(e->kind) && !(e->kind == EVENT_TASK_RAISED && task_is_open(w, e))) {
            tell(w, WALK_EVENT, stage)->event = e;
        }
    }
    return stage;
}

/* The same no again, in the same stage, is not worth a line. */
static bool was_refused(const struct walker *w, struct text stage, const struct action *a,
                        const struct verdict *v) {
    for (uint32_t i = 0; i < w->out->n_entries; i++) {
        const struct walk_entry *e = &w->out->entries[i];
        if (e->kind == WALK_REFUSED && text_eq(e->stage, stage) && e->action->kind == a->kind &&
            e->action->letter == a->letter && record_eq(&verdict_record, e->verdict, v)) {
            return true;
        }
    }
    return false;
}

static void tell_refused(struct walker *w, struct text stage, const struct action *a,
                         const struct verdict *v) {
    if (!was_refused(w, stage, a, v)) {
        struct walk_entry *e = tell(w, WALK_REFUSED, stage);
        e->action = a;
        e->verdict = v;
    }
}

/* In the order of cause and effect: what happened, what the law said no to, whom that was put
 * before. */
static void tell_step(struct walker *w, const struct step *s, struct text stage) {
    uint32_t tasks = 0;
    while (tasks < s->n_events && s->events[tasks].kind != EVENT_TASK_RAISED) {
        tasks++;
    }
    stage = tell_events(w, s, 0, tasks, stage);
    for (uint32_t i = 0; i < s->n_verdicts; i++) {
        w->out->used[s->actions[i].kind] = true;
        if (s->verdicts[i].kind != VERDICT_ALLOWED) {
            tell_refused(w, stage, &s->actions[i], &s->verdicts[i]);
        }
    }
    (void)tell_events(w, s, tasks, s->n_events, stage);
}

/* ---- one step ------------------------------------------------------------------------------ */

static void promise(struct walker *w, const struct effect *effect, struct text stage) {
    if (effect->kind != EFFECT_LETTER) {
        tell(w, WALK_ASKED, stage)->effect = effect;
        return;
    }
    struct outbox_row *row = arena_push(w->arena, &w->letters, &w->n_letters, sizeof *row);
    *row = (struct outbox_row){.effect = *effect, .state = EFFECT_PLANNED};
}

/* The reason why the case was parked stands in the task that came with it. */
static struct text why_parked(const struct step *s) {
    for (uint32_t i = s->n_events; i > 0; i--) {
        if (s->events[i - 1].kind == EVENT_TASK_RAISED) {
            return s->events[i - 1].ref;
        }
    }
    return TEXT("a rule failed");
}

static int step(struct walker *w, const struct step_input *in) {
    struct step *s = arena_take(w->arena, sizeof *s);
    const struct text stage = w->of.c.stage;
    const int rc = step_alone(&w->e, in, &w->of, s, w->st);
    if (rc) {
        return rc;
    }
    tell_step(w, s, stage);
    for (uint32_t i = 0; i < s->n_effects; i++) {
        promise(w, &s->effects[i], w->of.c.stage);
    }
    if (w->of.c.parked.len > 0) {
        w->out->end = WALK_PARKED;
        w->out->end_why = why_parked(s);
    } else if (!case_is_open(&w->of.c)) {
        w->out->end = WALK_CLOSED;
        w->out->end_why = w->of.c.close_why;
    }
    return w->out->n_entries <= ENTRIES_MAX
               ? STATUS_OK
               : status_fail(w->st, STATUS_LIMIT, "more than %d things happened: do the rules "
                             "ever rest?", ENTRIES_MAX);
}

static struct fact fact_today(const struct walker *w, enum fact_kind kind) {
    return (struct fact){.kind = kind, .subject = SUBJECT_CASE, .subject_id = w->of.c.id,
        .actor = TEXT("walk"), .legal_day = w->e.today, .booked_day = w->e.today};
}

static int receive_claim(struct walker *w) {
    const struct walk_question *q = w->q;
    const day due = law_due_day(q->due);
    const day issued = q->issued != DAY_NONE    ? q->issued
                       : q->due > ISSUED_DAYS ? q->due - ISSUED_DAYS
                                              : q->due;
    const struct claim claim = {.source = TEXT("311758489:walk"), .invoice = q->invoice,
        .principal = q->principal, .issued = issued, .due = due,
        .due_stated = due == q->due ? DAY_NONE : q->due, .delivered = issued};
    struct step_input in = {.fact = fact_today(w, FACT_CLAIM_RECEIVED), .creditor = 1,
        .debtor = 1, .claim = &claim, .earlier = q->earlier, .n_earlier = q->n_earlier};
    in.fact.subject_id = 0; /* a new case */
    in.fact.amount = q->principal;
    return step(w, &in);
}

/* ---- the day's work ------------------------------------------------------------------------ */

static const struct agenda_row *due_row(const struct walker *w) {
    const struct agenda_row *first = NULL; /* the most pressing, as a book's agenda gives it */
    for (uint32_t i = 0; i < w->of.n_agenda; i++) {
        const struct agenda_row *row = &w->of.agenda[i];
        if (row->day <= w->e.today && (!first || row->why < first->why)) {
            first = row;
        }
    }
    return first;
}

/* The promise that stands first in line; those that were taken back go out of it here. */
static struct outbox_row *first_letter(struct walker *w) {
    for (uint32_t i = 0; i < w->n_letters; i++) {
        struct outbox_row *row = &w->letters[i];
        const struct letter_note *note = case_letter(&w->of.c, &row->effect.key);
        if (row->state == EFFECT_PLANNED && note && note->state == LETTER_PLANNED) {
            return row;
        }
    }
    return NULL;
}

static int deliver(struct walker *w, struct outbox_row *row, const struct composed *c) {
    const struct letter *l = &c->letter;
    const struct letter_quote quote = {.deadline = l->deadline, .total = l->total, .fee = l->fee};
    struct step_input in = {.fact = fact_today(w, FACT_COMPOSED), .quote = &quote};
    in.fact.key = row->effect.key;
    row->state = EFFECT_DONE;
    struct walk_entry *told = tell(w, WALK_LETTER, w->of.c.stage);
    told->letter = l;
    told->verdict = c->fee.kind == VERDICT_NOT_BEFORE ? &c->fee : NULL;
    const int rc = step(w, &in);
    in = (struct step_input){.fact = fact_today(w, FACT_RECEIPT)};
    in.fact.key = row->effect.key;
    in.fact.reason = TEXT("walk");
    return rc ? rc : step(w, &in);
}

static int give_up(struct walker *w, struct outbox_row *row) {
    struct step_input in = {.fact = fact_today(w, FACT_NOT_SENT)};
    in.fact.key = row->effect.key;
    in.fact.reason = row->reason;
    row->state = EFFECT_WITHDRAWN;
    return step(w, &in);
}

static int compose(struct walker *w, struct outbox_row *row) {
    static const struct text description = {"Oppdiktet krav", sizeof "Oppdiktet krav" - 1};
    const struct letter_texts texts = {.descriptions = &description};
    const struct snapshot_input in = {w->e.today, NULL, &w->of.c, &w->of.debtor, &w->creditor,
        &w->agreement, &w->e.law->interest};
    struct composed *c = arena_take(w->arena, sizeof *c);
    struct action *a = arena_take(w->arena, sizeof *a);
    struct snapshot s;
    c->row = *row;
    *a = (struct action){.kind = ACTION_SEND, .letter = row->effect.letter,
        .by = row->effect.by, .days = row->effect.days};
    int rc = snapshot_make(&in, &s, w->st);
    rc = rc ? rc : compose_turn(&w->e, &s, &texts, w->arena, c, w->st);
    if (rc) {
        return rc;
    }
    *row = c->row;
    if (c->turn == TURN_FIRST) {
        return deliver(w, row, c);
    }
    if (c->verdict.kind != 0) {
        tell_refused(w, w->of.c.stage, a, &c->verdict);
    }
    return c->turn == TURN_LATER ? STATUS_OK : give_up(w, row);
}

static int live_today(struct walker *w) {
    int rc = STATUS_OK;
    for (int round = 0; rc == STATUS_OK && w->out->end == 0 && round < ROUNDS_MAX; round++) {
        const struct agenda_row *due = due_row(w);
        struct outbox_row *letter = first_letter(w);
        if (due) {
            struct step_input in = {.fact = fact_today(w, FACT_DAY_REACHED)};
            in.fact.why = due->why;
            rc = step(w, &in);
        } else if (letter && letter->not_before <= w->e.today) {
            rc = compose(w, letter);
        } else {
            break;
        }
    }
    return rc;
}

/* ---- the walk ------------------------------------------------------------------------------ */

/* The next day on which anything can happen; DAY_MAX if none is known. */
static day next_day(struct walker *w) {
    const struct outbox_row *letter = first_letter(w);
    day next = DAY_MAX;
    for (uint32_t i = 0; i < w->of.n_agenda; i++) {
        next = w->of.agenda[i].day < next ? w->of.agenda[i].day : next;
    }
    if (letter && letter->not_before < next) {
        next = letter->not_before;
    }
    return next > w->e.today ? next : w->e.today + 1;
}

/* What is owed, as far as it can be told. */
static int owe(struct walker *w) {
    ore interest = 0;
    const struct krav_case *c = &w->of.c;
    const int rc = interest_of_case(c, &w->e.law->interest, w->e.today, &interest, w->st);
    if (rc == STATUS_OK) {
        w->out->last = w->e.today;
        w->out->stage = c->stage;
        w->out->open = case_principal_open(c) + case_costs_open(c) +
                       case_interest_open(c, interest);
    }
    return rc;
}

/* A day without a rate is an end like others, once the walk is on its way. */
static int end_without_rate(struct walker *w) {
    w->out->end = WALK_NO_RATE;
    w->out->end_why = arena_text(w->arena, text_of(w->st->text));
    *w->st = (struct status){0, ""};
    return STATUS_OK;
}

static int walk_on(struct walker *w) {
    const day last = w->q->from + w->q->days;
    int rc = STATUS_OK;
    while (rc == STATUS_OK && w->out->end == 0) {
        const day next = next_day(w);
        w->e.today = next < last ? next : last;
        rc = next <= last ? live_today(w) : STATUS_OK;
        rc = rc ? rc : owe(w);
        if (rc == STATUS_OK && w->out->end == 0 && w->e.today == last) {
            w->out->end = WALK_DAYS;
        }
    }
    return rc == STATUS_NOT_FOUND ? end_without_rate(w) : rc;
}

static void prepare(struct walker *w, struct bundle *b, const struct law *law) {
    const struct walk_question *q = w->q;
    w->creditor = invented_creditor();
    w->agreement = invented_agreement(
        q->level.len > 0 ? q->level : b->program->levels.items[0].name);
    w->out->level = arena_text(w->arena, w->agreement.level);
    w->config = (struct engine_config){.sender = *q->sender};
    w->e = (struct engine){.config = &w->config, .law = law, .bundle = b, .clock = CLOCK_BOOK,
        .today = q->from, .creditors = &w->creditor, .n_creditors = 1,
        .agreements = &w->agreement, .n_agreements = 1};
    w->of = (struct standing){.c = {.id = KID_CASE_MAX, .creditor = 1, .debtor = 1},
        .debtor = q->debtor, .arena = w->arena};
}

int lab_walk(struct bundle *b, const struct law *law, const struct walk_question *q,
             struct arena *arena, struct walk *out, struct status *st) {
    ensure(q->days >= 0 && q->days <= WALK_DAYS_MAX);
    struct walker *w = arena_take(arena, sizeof *w);
    *out = (struct walk){.first = q->from, .last = q->from};
    *w = (struct walker){.q = q, .out = out, .arena = arena, .st = st};
    if (q->from > DAY_MAX - WALK_DAYS_MAX) {
        return status_fail(st, STATUS_INVALID, "walk: it begins later than can be told");
    }
    prepare(w, b, law);
    struct faults faults;
    faults_init(&faults, arena, 1);
    bundle_check_agreement(b, &w->agreement, &faults);
    int rc = faults_any(&faults) ? status_fail(st, STATUS_INVALID, "%.*s",
                                               TEXT_ARG(faults.items[0]))
                                 : receive_claim(w);
    rc = rc ? rc : live_today(w);
    rc = rc ? rc : owe(w);
    rc = rc || out->end != 0 ? rc : walk_on(w);
    return rc ? status_prefix(st, "walk") : STATUS_OK;
}
