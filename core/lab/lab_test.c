/* lab_test.c - drives a bundle's tests: builds the case a test describes, lets the rules decide
 * twice, and asks the law about each action. */
#include "lab/lab.h"

#include "base/check.h"
#include "lab/invented.h"
#include "lab/walk.h"
#include "rules/bench.h"
#include "rules/bundle.h"
#include "rules/tokens.h"

#include <string.h>

/* What a test need not say.  The day is only a default: tests do not depend on the calendar. */
#define DEFAULT_TODAY "2025-06-02"
enum { DEFAULT_OPEN = 100000, DEFAULT_OVERDUE_DAYS = 40 };

struct lab {
    const struct test_question *q;
    struct bundle *bundle;
    const struct law *law;
    struct arena *arena;
    struct test_report *report;
    bool *entered; /* per stage */
    bool used[ACTION_KINDS];
    bool stopped;
};

/* The book's side of one test case; lives as long as the arena. */
struct world {
    struct krav_case c;
    struct claim_state claim;
    struct letter_note letters[BENCH_LETTERS_MAX];
    struct party debtor;
    struct creditor creditor;
    struct agreement agreement;
    struct fact fact;
    struct snapshot snapshot;
};

static int64_t number(const struct bench_case *c, const char *name, int64_t fallback) {
    struct value v;
    return bench_field(c, name, &v) ? v.number : fallback;
}

static struct text word(const struct bench_case *c, const char *name, struct text fallback) {
    struct value v;
    return bench_field(c, name, &v) ? v.text : fallback;
}

static void make_letters(struct world *w, const struct bench_case *bc, ore open) {
    for (uint32_t i = 0; i < bc->n_letters; i++) {
        const struct bench_letter *from = &bc->letters[i];
        w->letters[i] = (struct letter_note){
            .kind = from->kind,
            .state = LETTER_SENT,
            .by = CHANNEL_LETTER,
            .days = from->deadline - from->sent,
            .planned = from->sent,
            .composed = from->sent,
            .sent = from->sent,
            .deadline = from->deadline,
            .quote = open,
        };
    }
    w->c.letters = w->letters;
    w->c.n_letters = bc->n_letters;
}

static void make_case(struct world *w, const struct bench_case *bc, day today) {
    bool settled = number(bc, "settled", 0) != 0;
    ore open = settled ? 0 : number(bc, "principal", number(bc, "open", DEFAULT_OPEN));
    day due = (day)number(bc, "claim.due", today - DEFAULT_OVERDUE_DAYS);
    w->claim.claim = (struct claim){
        .number = 1,
        .source = TEXT("311758489:test"),
        .invoice = word(bc, "claim.invoice", TEXT("test")),
        .principal = settled ? DEFAULT_OPEN : open,
        .issued = (day)number(bc, "claim.issued", due > 14 ? due - 14 : due),
        .due = due,
        .delivered = due,
    };
    w->claim.open = open;
    w->c.id = 1;
    w->c.claims = &w->claim;
    w->c.n_claims = 1;
    w->c.opened = (day)number(bc, "opened", due);
    w->c.stage = word(bc, "stage", (struct text){NULL, 0});
    w->c.came_from = word(bc, "came_from", (struct text){NULL, 0});
    w->c.stage_since = w->c.stage.len ? (day)number(bc, "stage_since", today) : DAY_NONE;
    w->c.stage_entries = w->c.stage.len ? 1 : 0;
    w->c.disputed_since = number(bc, "disputed", 0) ? today : DAY_NONE;
    w->c.upheld_since = number(bc, "upheld", 0) ? today : DAY_NONE;
    w->c.held_since = number(bc, "held", 0) ? today : DAY_NONE;
    make_letters(w, bc, open);
}

static void keep_if(struct text *t, int64_t keep) {
    *t = keep ? *t : TEXT("");
}

static void make_people(struct world *w, const struct bench_case *bc) {
    struct text kind = word(bc, "debtor.kind", TEXT("consumer"));
    bool business = number(bc, "debtor.business", text_is(kind, "business")) != 0;
    struct party *d = &w->debtor;
    *d = invented_debtor(business ? DEBTOR_BUSINESS : DEBTOR_CONSUMER);
    keep_if(&d->identity, number(bc, "debtor.identified", 0));
    keep_if(&d->address1, number(bc, "debtor.has_address", 1));
    keep_if(&d->email, number(bc, "debtor.has_email", 0));
    keep_if(&d->phone, number(bc, "debtor.has_phone", 0));
    d->protected_address = number(bc, "debtor.protected", 0) != 0;
    d->died = number(bc, "debtor.dead", 0) ? w->c.opened : DAY_NONE;
    d->bankrupt = number(bc, "debtor.bankrupt", 0) ? w->c.opened : DAY_NONE;
    d->debt_settlement = number(bc, "debtor.debt_settlement", 0) ? w->c.opened : DAY_NONE;
    d->guardian = number(bc, "debtor.guardian", 0) ? TEXT("Verge Vergesen") : TEXT("");
    w->creditor = invented_creditor();
}

/* What the test says outright goes before what follows from the case. */
static void override(struct snapshot *s, const struct bench_case *bc) {
    s->open = number(bc, "open", s->open);
    s->settled = number(bc, "settled", s->settled) != 0;
    s->disputed = number(bc, "disputed", s->disputed) != 0;
    s->held = number(bc, "held", s->held) != 0;
    s->deadline = (day)number(bc, "deadline", s->deadline);
    s->deadline_missed = number(bc, "deadline_missed", s->deadline_missed) != 0;
    s->letter_waiting = number(bc, "letter_waiting", s->letter_waiting) != 0;
    s->notice_missed = number(bc, "claim.notice_missed", s->notice_missed) != 0;
    s->reminder_missed = number(bc, "claim.reminder_missed", s->reminder_missed) != 0;
}

static struct text level_of(const struct lab *lab, const struct bench_case *bc) {
    return bc->level.ptr ? bc->level : lab->bundle->program->levels.items[0].name;
}

static day today_of(const struct bench_case *bc) {
    day today = DAY_NONE;
    ensure(day_parse(TEXT(DEFAULT_TODAY), &today));
    return (day)number(bc, "today", today);
}

static int make_world(struct lab *lab, const struct bench_case *bc, struct world *w,
                      struct status *st) {
    const day today = today_of(bc);
    make_case(w, bc, today);
    make_people(w, bc);
    w->agreement = invented_agreement(level_of(lab, bc));
    struct text fact = word(bc, "fact.kind", TEXT("day_reached"));
    const struct word *kind = words_by_name(&fact_kinds, fact);
    if (kind == NULL) {
        return status_fail(st, STATUS_INVALID, "unknown fact '%.*s'", TEXT_ARG(fact));
    }
    w->fact = (struct fact){.kind = (enum fact_kind)kind->value,
                            .subject = SUBJECT_CASE,
                            .subject_id = 1,
                            .actor = TEXT("agenda"),
                            .legal_day = today,
                            .booked_day = today};
    struct snapshot_input in = {today,         &w->fact,           &w->c, &w->debtor, &w->creditor,
                                &w->agreement, &lab->law->interest};
    int rc = snapshot_make(&in, &w->snapshot, st);
    if (rc == STATUS_OK) {
        override(&w->snapshot, bc);
    }
    return rc;
}

static bool same(const struct decision *a, const struct decision *b) {
    if (a->n_actions != b->n_actions) {
        return false;
    }
    for (uint32_t i = 0; i < a->n_actions; i++) {
        if (!record_eq(&action_record, &a->actions[i], &b->actions[i])) {
            return false;
        }
    }
    return true;
}

static void note_entered(struct lab *lab, struct text stage) {
    for (uint32_t i = 0; i < bundle_n_stages(lab->bundle); i++) {
        lab->entered[i] = lab->entered[i] || text_eq(bundle_stage(lab->bundle, i).name, stage);
    }
}

static int on_decide(void *ctx, const struct bench_case *bc, bool enter, struct bench_outcome *out,
                     struct status *st) {
    struct lab *lab = ctx;
    struct world *w = arena_take(lab->arena, sizeof *w);
    int rc = make_world(lab, bc, w, st);
    if (rc != STATUS_OK) {
        return rc;
    }
    struct decide_input in = {.snapshot = &w->snapshot, .overrides = bc->fields, .enter = enter,
        .stage = w->c.stage};
    struct decision again;
    rc = decide_run(lab->bundle, &in, lab->arena, &out->decision, st);
    if (rc == STATUS_OK) {
        rc = decide_run(lab->bundle, &in, lab->arena, &again, st);
    }
    if (rc != STATUS_OK) {
        return rc;
    }
    if (!same(&out->decision, &again)) {
        return status_fail(st, STATUS_CORRUPT, "asked twice, the rules gave two answers");
    }
    if (enter) {
        note_entered(lab, w->c.stage);
    }
    out->verdicts = arena_take_n(lab->arena, out->decision.n_actions + 1u, sizeof *out->verdicts);
    for (uint32_t i = 0; i < out->decision.n_actions; i++) {
        const struct action *a = &out->decision.actions[i];
        lab->used[a->kind] = true;
        if (a->kind == ACTION_MOVE) {
            note_entered(lab, a->stage);
        }
        struct law_question q = {lab->law, &w->snapshot, a, false, NULL};
        law_judge(&q, &out->verdicts[i]);
    }
    return STATUS_OK;
}

/* A walk begins with a new claim: only what can be known of one may be said. */
static int refuse_later_fields(const struct bench_case *bc, struct status *st) {
    static const char *const known[] = {"today", "open", "principal", "claim.due",
        "claim.issued", "claim.invoice", "debtor.kind", "debtor.business", "debtor.identified",
        "debtor.has_address", "debtor.has_email", "debtor.has_phone", "debtor.protected",
        "debtor.dead", "debtor.bankrupt", "debtor.debt_settlement", "debtor.guardian"};
    for (uint32_t i = 0; i < n_snapshot_fields; i++) {
        bool ok = !bc->fields[i].given;
        for (size_t k = 0; k < sizeof known / sizeof known[0] && !ok; k++) {
            ok = strcmp(known[k], snapshot_fields[i].name) == 0;
        }
        if (!ok) {
            return status_fail(st, STATUS_INVALID, "walk: it begins with a new claim and finds "
                               "out the rest: leave out '%s'", snapshot_fields[i].name);
        }
    }
    return STATUS_OK;
}

static void note_walked(struct lab *lab, const struct walk *walked) {
    for (uint32_t i = 0; i < walked->n_entries; i++) {
        const struct event *e = walked->entries[i].event;
        if (e && e->kind == EVENT_STAGE_ENTERED) {
            note_entered(lab, e->word);
        }
    }
    for (int kind = 1; kind < ACTION_KINDS; kind++) {
        lab->used[kind] = lab->used[kind] || walked->used[kind];
    }
}

static int on_walk(void *ctx, const struct bench_case *bc, int32_t days, struct walk *out,
                   struct status *st) {
    struct lab *lab = ctx;
    struct world *w = arena_take(lab->arena, sizeof *w);
    struct earlier_letter earlier[BENCH_LETTERS_MAX];
    const struct sender sender = invented_sender();
    const day today = today_of(bc);
    int rc = refuse_later_fields(bc, st);
    if (rc != STATUS_OK) {
        return rc;
    }
    make_case(w, bc, today);
    make_people(w, bc);
    for (uint32_t i = 0; i < bc->n_letters; i++) {
        const struct bench_letter *l = &bc->letters[i];
        earlier[i] = (struct earlier_letter){l->kind, l->sent, l->deadline, 0};
    }
    const struct claim *claim = &w->claim.claim;
    const struct walk_question q = {.level = level_of(lab, bc), .debtor = w->debtor,
        .sender = &sender, .invoice = claim->invoice, .principal = claim->principal,
        .issued = claim->issued, .due = claim->due, .from = today, .days = days,
        .earlier = earlier, .n_earlier = bc->n_letters};
    rc = lab_walk(lab->bundle, lab->law, &q, lab->arena, out, st);
    if (rc == STATUS_OK && out->end == WALK_PARKED) {
        rc = status_fail(st, STATUS_INVALID, "the rules failed: %.*s", TEXT_ARG(out->end_why));
    }
    note_walked(lab, out);
    return rc;
}

static bool on_result(void *ctx, const struct bench_result *r) {
    struct lab *lab = ctx;
    struct test_report *report = lab->report;
    struct test_result *out =
        arena_push(lab->arena, &report->results, &report->n_results, sizeof *out);
    *out = (struct test_result){r->name, r->file, r->line, r->passed, r->why};
    report->n_failed += !r->passed;
    lab->stopped = lab->q->breathe && !lab->q->breathe(lab->q->breathe_ctx);
    return !lab->stopped;
}

/* Marks the words of the rule language that the bundle's own text speaks. */
static void mark_spoken(const struct bundle_source *s, struct arena *arena,
                        bool spoken[ACTION_KINDS]) {
    for (uint32_t i = 0; i < s->n_files; i++) {
        if (bundle_path_is_test(s->files[i].path) || letters_are_in(s->files[i].path)) {
            continue;
        }
        struct tokens tokens;
        tokens_read(s->files[i].content, arena, &tokens);
        for (uint32_t k = 0; k < tokens.n; k++) {
            const bool is_field = k > 0 && token_is(tokens.items[k - 1], "."); /* c.plan */
            const struct word *row = tokens.items[k].type == TOKEN_NAME && !is_field
                                         ? words_by_name(&action_kinds, tokens.items[k].text)
                                         : NULL;
            if (row) {
                spoken[row->value] = true;
            }
        }
    }
}

static void report_coverage(struct lab *lab, const struct bundle_source *s) {
    struct test_report *r = lab->report;
    for (uint32_t i = 0; i < bundle_n_stages(lab->bundle); i++) {
        if (!lab->entered[i]) {
            *(struct text *)arena_push(lab->arena, &r->stages_not_entered, &r->n_stages_not_entered,
                                       sizeof(struct text)) =
                arena_text(lab->arena, bundle_stage(lab->bundle, i).name);
        }
    }
    bool spoken[ACTION_KINDS] = {false};
    mark_spoken(s, lab->arena, spoken);
    for (int kind = 1; kind < ACTION_KINDS; kind++) {
        if (spoken[kind] && !lab->used[kind]) {
            *(struct text *)arena_push(lab->arena, &r->words_not_used, &r->n_words_not_used,
                                       sizeof(struct text)) =
                text_of(words_name(&action_kinds, kind));
        }
    }
}

int lab_test(const struct test_question *q, struct arena *arena, struct test_report *out,
             struct faults *faults, struct status *st) {
    const struct bundle_source *s = bundle_files(q->rules);
    memset(out, 0, sizeof *out);
    struct lab lab = {.q = q, .bundle = q->rules, .law = q->law, .arena = arena, .report = out};
    int rc = STATUS_OK;
    lab.entered = arena_take_n(arena, bundle_n_stages(lab.bundle), sizeof(bool));
    struct bench_driver driver = {on_decide, on_walk, on_result, &lab};
    for (uint32_t i = 0; i < s->n_files && !lab.stopped; i++) {
        struct status why = {0};
        if (bundle_path_is_test(s->files[i].path) &&
            bench_run(&s->files[i], &driver, arena, &why) != STATUS_OK) {
            faults_add(faults, "%s", why.text);
        }
    }
    if (lab.stopped) {
        rc = status_fail(st, STATUS_BUSY, "the tests were not run to their end");
    } else if (faults_any(faults)) {
        rc = status_fail(st, STATUS_INVALID, "the tests have %d fault%s: %.*s", (int)faults->n,
                         faults->n == 1 ? "" : "s", TEXT_ARG(faults->items[0]));
    } else {
        report_coverage(&lab, s);
    }
    return rc;
}
