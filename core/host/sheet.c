/* sheet.c - see sheet.h. */
#include "host/sheet.h"

#include <stdlib.h>

#include "domain/limitation.h"
#include "host/show.h"
#include "store/agenda.h"
#include "store/cases.h"
#include "store/parties.h"

struct reading {
    struct sheet *sheet;
    struct arena *arena;
    struct status *st;
    uint32_t n_max;
    int rc;
};

static int read_step(void *ctx, const struct journal_row *row) {
    struct reading *r = ctx;
    if (r->sheet->n_steps == r->n_max) {
        return 1;
    }
    struct step *step = &r->sheet->steps[r->sheet->n_steps++];
    const struct text body = arena_text(r->arena, row->body);
    r->rc = record_read(&step_record, body, r->arena, step, r->st);
    return r->rc != STATUS_OK;
}

static int read_steps(struct sheet *s, struct db *db, struct arena *arena, struct status *st) {
    struct reading r = {.sheet = s, .arena = arena, .st = st};
    int64_t n = 0;
    int rc = journal_count(db, s->c.id, &n, st);
    r.n_max = (uint32_t)n;
    s->steps = arena_take_n(arena, r.n_max + 1u, sizeof *s->steps);
    rc = rc ? rc : journal_walk(db, s->c.id, 0, read_step, &r, st);
    return rc ? rc : r.rc;
}

/* A letter's content record is for programs: its text is listed. */
static int add_documents(struct sheet *s, struct db *db, int64_t case_id, struct status *st) {
    struct arena *arena = &s->home->cli->arena;
    struct document_row *rows;
    uint32_t n = 0;
    const int rc = documents_of_case(db, case_id, arena, &rows, &n, st);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        if (!text_is(rows[i].what, "content")) {
            struct document_row *row = arena_push(arena, &s->documents, &s->n_documents,
                                                  sizeof *row);
            *row = rows[i];
        }
    }
    return rc;
}

/* Those of cases that were merged into this one stand before its own. */
static int read_documents(struct sheet *s, struct db *db, struct status *st) {
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < s->c.n_merged && rc == STATUS_OK; i++) {
        rc = add_documents(s, db, s->c.merged[i].case_id, st);
    }
    return rc ? rc : add_documents(s, db, s->c.id, st);
}

static int by_day(const void *a, const void *b) {
    const struct agenda_row *x = a, *y = b;
    return x->day != y->day ? (x->day > y->day) - (x->day < y->day)
                            : (x->why > y->why) - (x->why < y->why);
}

static ore paid(const struct krav_case *c) {
    ore sum = 0;
    for (uint32_t i = 0; i < c->n_payments; i++) {
        sum += c->payments[i].undone ? 0 : c->payments[i].amount;
    }
    return sum;
}

static void as_posted(struct sheet *s) {
    struct balances *b = &s->balances;
    b->principal = case_principal_open(&s->c);
    b->interest = case_interest_open(&s->c, s->c.interest_accrued);
    b->costs = case_costs_open(&s->c);
    b->open = b->principal + b->interest + b->costs;
}

static void as_of_today(struct sheet *s, struct arena *arena) {
    struct case_view v;
    struct status why = {0, ""};
    if (engine_view(s->home->engine, s->c.id, NULL, arena, &v, &why)) {
        s->why_not = arena_text(arena, text_of(why.text));
        as_posted(s);
        return;
    }
    s->balances.principal = v.snapshot.principal_open;
    s->balances.interest = v.snapshot.interest_open;
    s->balances.costs = v.snapshot.costs_open;
    s->balances.open = v.snapshot.open;
}

int sheet_read(struct home *h, int64_t case_number, struct sheet *out) {
    struct engine *e = h->engine;
    struct arena *arena = &h->cli->arena;
    struct status *st = &h->cli->st;
    struct sheet *s = out;
    *s = (struct sheet){.home = h};
    int rc = show_case_exists(h->cli, e->db, case_number);
    rc = rc ? rc : cases_load(e->db, case_number, arena, &s->c, st);
    rc = rc ? rc : parties_get(e->db, s->c.debtor, arena, &s->debtor, st);
    rc = rc ? rc : agenda_of_case(e->db, case_number, s->agenda, AGENDA_WHYS, &s->n_agenda, st);
    rc = rc ? rc : tasks_open(e->db, case_number, arena, &s->tasks, &s->n_tasks, st);
    rc = rc ? rc : read_steps(s, e->db, arena, st);
    rc = rc ? rc : read_documents(s, e->db, st);
    rc = rc ? rc : debits_of_case(e->db, case_number, arena, &s->debits, &s->n_debits, st);
    if (rc) {
        return rc;
    }
    qsort(s->agenda, s->n_agenda, sizeof s->agenda[0], by_day);
    s->creditor = engine_creditor(e, s->c.creditor);
    s->agreement = engine_agreement(e, s->c.creditor, s->c.department, e->today);
    s->phase = case_phase(&s->c);
    s->lapses = case_is_open(&s->c) ? limitation_of_case(&s->c) : DAY_NONE;
    s->balances.paid = paid(&s->c);
    if (case_is_open(&s->c)) {
        as_of_today(s, arena);
    } else {
        as_posted(s);
    }
    return STATUS_OK;
}

struct text sheet_words(const struct sheet *s, const struct hash *text_hash) {
    struct text words = {NULL, 0};
    struct status st = {0, ""};
    if (hash_is_zero(text_hash)) {
        return words;
    }
    const struct home *h = s->home;
    return texts_get(h->engine->db, text_hash, &h->cli->arena, &words, &st) ? TEXT("(erased)")
                                                                           : words;
}

struct plan_view sheet_plan(const struct sheet *s) {
    return (struct plan_view){&s->c.plan, s->home->engine->today,
        s->agreement ? s->agreement->grace_bank_days : 0};
}

day sheet_next_day(const struct sheet *s) {
    return s->n_agenda > 0 ? s->agenda[0].day : DAY_NONE;
}
