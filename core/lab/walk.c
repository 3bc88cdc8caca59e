/* walk.c - see walk.h. */
#include "lab/walk.h"

#include "base/check.h"
#include "domain/kid.h"
#include "lab/invented.h"
#include "lab/life.h"
#include "rules/bundle.h"

#include <string.h>

#define ENTRIES_MAX 4000
#define ISSUED_DAYS 14

struct walker {
    const struct walk_question *q;
    struct life life;
    struct engine_config config;
    struct creditor creditor;
    struct agreement agreement;
    struct life_teller teller;
    uint32_t told; /* of what is said to happen */
    struct walk *out;
};

/* ---- telling ------------------------------------------------------------------------------- */

static struct walk_entry *tell(struct walker *w, enum walk_kind kind, struct text stage) {
    struct walk *out = w->out;
    if (out->n_entries == out->cap) {
        const uint32_t cap = out->cap ? 2 * out->cap : 64;
        struct walk_entry *more = arena_take_n(w->life.arena, cap, sizeof *more);
        if (out->cap > 0) {
            memcpy(more, out->entries, out->n_entries * sizeof *more);
        }
        out->entries = more;
        out->cap = cap;
    }
    struct walk_entry *e = &out->entries[out->n_entries++];
    *e = (struct walk_entry){.kind = kind, .on = w->life.e.today, .stage = stage};
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

/* ---- what the life tells --------------------------------------------------------------------- */

/* The reason why the case was parked stands in the task that came with it. */
static struct text why_parked(const struct step *s) {
    for (uint32_t i = s->n_events; i > 0; i--) {
        if (s->events[i - 1].kind == EVENT_TASK_RAISED) {
            return s->events[i - 1].ref;
        }
    }
    return TEXT("a rule failed");
}

/* The answer comes at once: a walk has nobody who thinks it over. */
static int answer_score(struct walker *w, struct life *l, const struct effect *effect) {
    struct step_input in = {.fact = life_fact(l, FACT_SCORE_RECEIVED)};
    in.fact.key = effect->key;
    in.fact.points = w->q->score.points;
    in.fact.stage = w->q->score.label;
    in.fact.reference = TEXT("what if");
    return life_take(l, &in);
}

/* A case that has been scored has this score instead. */
static void set_score(const struct walk_score *score, struct krav_case *c, day today) {
    for (uint32_t i = c->n_inquiries; score->given && i-- > 0;) {
        struct inquiry_note *n = &c->inquiries[i];
        if (n->kind == EFFECT_SCORE && n->state == INQUIRY_ANSWERED) {
            n->points = score->points;
            n->word = score->label;
            n->as_of = today;
            n->until = DAY_NONE;
            return;
        }
    }
}

static int on_turn(void *ctx, struct life *l, const struct step *s, struct text stage) {
    struct walker *w = ctx;
    tell_step(w, s, stage);
    for (uint32_t i = 0; i < s->n_effects; i++) {
        if (s->effects[i].kind != EFFECT_LETTER) {
            tell(w, WALK_ASKED, l->of.c.stage)->effect = &s->effects[i];
        }
    }
    if (l->of.c.parked.len > 0) {
        w->out->end = WALK_PARKED;
        w->out->end_why = why_parked(s);
    } else if (!case_is_open(&l->of.c)) {
        w->out->end = WALK_CLOSED;
        w->out->end_why = l->of.c.close_why;
    }
    for (uint32_t i = 0; i < s->n_effects; i++) {
        if (s->effects[i].kind == EFFECT_SCORE && w->q->score.given) {
            return answer_score(w, l, &s->effects[i]);
        }
    }
    return w->out->n_entries <= ENTRIES_MAX
               ? STATUS_OK
               : status_fail(l->st, STATUS_LIMIT, "more than %d things happened: do the rules "
                             "ever rest?", ENTRIES_MAX);
}

static void on_letter(void *ctx, struct life *l, const struct composed *c) {
    struct walk_entry *told = tell(ctx, WALK_LETTER, l->of.c.stage);
    told->letter = &c->letter;
    told->verdict = c->fee.kind == VERDICT_NOT_BEFORE ? &c->fee : NULL;
}

static void on_refused(void *ctx, struct life *l, const struct action *a,
                       const struct verdict *v) {
    tell_refused(ctx, l->of.c.stage, a, v);
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
    struct step_input in = {.fact = life_fact(&w->life, FACT_CLAIM_RECEIVED), .creditor = 1,
        .debtor = 1, .claim = &claim, .earlier = q->earlier, .n_earlier = q->n_earlier};
    in.fact.subject_id = 0; /* a new case */
    in.fact.amount = q->principal;
    return life_take(&w->life, &in);
}

/* ---- the walk ------------------------------------------------------------------------------ */

/* What is owed, as far as it can be told. */
static int owe(struct walker *w) {
    struct life *l = &w->life;
    ore open = 0;
    const int rc = life_open(l, &open, l->st);
    if (rc == STATUS_OK) {
        w->out->last = l->e.today;
        w->out->stage = l->of.c.stage;
        w->out->open = open;
    }
    return rc;
}

/* A day without a rate is an end like others, once the walk is on its way. */
static int end_without_rate(struct walker *w) {
    struct status *st = w->life.st;
    w->out->end = WALK_NO_RATE;
    w->out->end_why = arena_text(w->life.arena, text_of(st->text));
    *st = (struct status){0, ""};
    return STATUS_OK;
}

/* What is said to happen up to today. */
static int happen(struct walker *w) {
    struct life *l = &w->life;
    int rc = STATUS_OK;
    while (rc == STATUS_OK && !life_is_over(l) && w->told < w->q->n_happenings &&
           w->q->happenings[w->told].on <= l->e.today) {
        struct step_input in = {.fact = w->q->happenings[w->told++].fact};
        in.fact.subject = SUBJECT_CASE;
        in.fact.subject_id = l->of.c.id;
        in.fact.actor = l->actor;
        in.fact.legal_day = in.fact.booked_day = l->e.today;
        rc = life_take(l, &in);
        rc = rc ? rc : life_today(l);
    }
    return rc;
}

static int walk_on(struct walker *w) {
    struct life *l = &w->life;
    const day last = w->q->from + w->q->days;
    int rc = happen(w);
    rc = rc ? rc : life_today(l);
    rc = rc ? rc : owe(w);
    while (rc == STATUS_OK && w->out->end == 0 && l->e.today < last) {
        day next = life_next(l);
        if (w->told < w->q->n_happenings && w->q->happenings[w->told].on < next) {
            next = w->q->happenings[w->told].on;
        }
        l->e.today = next < last ? next : last;
        rc = happen(w);
        rc = rc ? rc : life_today(l);
        rc = rc ? rc : owe(w);
    }
    if (rc == STATUS_OK && w->out->end == 0) {
        w->out->end = WALK_DAYS;
    }
    return rc == STATUS_NOT_FOUND ? end_without_rate(w) : rc;
}

static void prepare(struct walker *w, struct bundle *b, const struct law *law) {
    static const struct life_teller teller = {on_turn, on_letter, on_refused, NULL, NULL};
    w->out->level = arena_text(w->life.arena, w->agreement.level);
    w->config = (struct engine_config){.sender = *w->q->sender, .score_plugin = TEXT("score"),
        .wash_plugin = TEXT("wash")};
    w->teller = teller;
    w->teller.ctx = w;
    w->life.teller = &w->teller;
    w->life.actor = TEXT("walk");
    w->life.e = (struct engine){.config = &w->config, .law = law, .bundle = b,
        .clock = CLOCK_BOOK, .today = w->q->from, .creditors = &w->creditor, .n_creditors = 1,
        .agreements = &w->agreement, .n_agreements = 1};
}

static int check(const struct walker *w, const struct bundle *b) {
    const struct walk_question *q = w->q;
    struct faults faults;
    if (q->from > DAY_MAX - WALK_DAYS_MAX) {
        return status_fail(w->life.st, STATUS_INVALID, "it begins later than can be told");
    }
    faults_init(&faults, w->life.arena, 1);
    bundle_check_agreement(b, &w->agreement, &faults);
    return faults_any(&faults) ? status_fail(w->life.st, STATUS_INVALID, "%.*s",
                                             TEXT_ARG(faults.items[0]))
                               : STATUS_OK;
}

static struct walker *walker_new(const struct walk_question *q, struct arena *arena,
                                 struct walk *out, struct status *st) {
    ensure(q->days >= 0 && q->days <= WALK_DAYS_MAX);
    struct walker *w = arena_take(arena, sizeof *w);
    *out = (struct walk){.first = q->from, .last = q->from};
    *w = (struct walker){.q = q, .out = out, .life = {.arena = arena, .st = st}};
    return w;
}

int lab_walk(struct bundle *b, const struct law *law, const struct walk_question *q,
             struct arena *arena, struct walk *out, struct status *st) {
    struct walker *w = walker_new(q, arena, out, st);
    w->creditor = invented_creditor();
    w->agreement = invented_agreement(
        q->level.len > 0 ? q->level : b->program->levels.items[0].name);
    prepare(w, b, law);
    w->life.of = (struct standing){.c = {.id = KID_CASE_MAX, .creditor = 1, .debtor = 1},
        .debtor = q->debtor, .arena = arena};
    int rc = check(w, b);
    rc = rc ? rc : receive_claim(w);
    rc = rc ? rc : walk_on(w);
    return rc ? status_prefix(st, "walk") : STATUS_OK;
}

int lab_try(struct bundle *b, const struct law *law, const struct walk_start *start,
            const struct walk_question *q, struct arena *arena, struct walk *out,
            struct status *st) {
    struct walker *w = walker_new(q, arena, out, st);
    struct life *l = &w->life;
    w->creditor = *start->creditor;
    w->agreement = start->agreement;
    w->agreement.from = 1; /* as it is today, for as long as the trial goes on */
    w->agreement.to = DAY_NONE;
    w->agreement.department = (struct text){NULL, 0};
    prepare(w, b, law);
    l->of = (struct standing){.debtor = *start->debtor, .n_agenda = start->n_agenda,
        .arena = arena};
    case_copy(start->c, arena, &l->of.c);
    set_score(&q->score, &l->of.c, q->from);
    for (uint32_t i = 0; i < start->n_agenda; i++) {
        l->of.agenda[i] = start->agenda[i];
    }
    for (uint32_t i = 0; i < start->n_promised; i++) {
        life_promise(l, &start->promised[i].effect, start->promised[i].not_before);
    }
    int rc = check(w, b);
    if (rc == STATUS_OK && life_is_over(l)) {
        rc = status_fail(st, STATUS_REFUSED, "the case is closed or parked");
    }
    rc = rc ? rc : walk_on(w);
    return rc ? status_prefix(st, "try") : STATUS_OK;
}
