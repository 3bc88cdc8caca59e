/* commit.c - see commit.h. */
#include "engine/commit.h"

#include "base/check.h"
#include "engine/filing_paper.h"
#include "engine/plan_duty.h"
#include "engine/provider_back.h"
#include "engine/shortage.h"
#include "engine/step.h"
#include "store/agenda.h"
#include "store/cases.h"
#include "store/inbox.h"
#include "store/ledger.h"
#include "store/movements.h"
#include "store/outbox.h"
#include "store/refunds.h"
#include "store/tasks.h"

#define STEP_BYTES_MAX (4u << 20)
#define CASE_BYTES_MAX (8u << 20)

static int64_t booked_at(const struct engine *e) {
    return e->clock == CLOCK_WALL ? clock_now_ms() : 0;
}

/* What an event alone moves at the bank; what comes in is written with its record (doors.h). */
static int write_movement(struct engine *e, const struct step *s, const struct event *ev,
                          struct status *st) {
    struct movement m;
    int64_t id = 0;
    if (!movement_of_event(ev, &m)) {
        return STATUS_OK;
    }
    m.step = s->id;
    return movements_add(e->db, &m, &id, st);
}

/* A settlement's event says its purse; a case's money goes into that of its department. */
static int write_postings(struct engine *e, const struct step *s, const struct krav_case *c,
                          struct status *st) {
    const int64_t creditor = c ? c->creditor : 0;
    const int64_t purse = c ? engine_purse(e, creditor, c->department) : 0;
    for (uint32_t i = 0; i < s->n_events; i++) {
        struct posting postings[POSTINGS_MAX];
        const int n = postings_of(&s->events[i], s->case_id, creditor, postings);
        if (n == 0) {
            continue;
        }
        struct posting_set set = {.step = s->id, .why = s->events[i].kind,
            .legal_day = s->events[i].day, .booked_day = s->fact.booked_day,
            .purse = c ? purse : s->events[i].purse, .postings = postings, .n = (uint32_t)n};
        int64_t id = 0;
        int rc = set.why != EVENT_REVERSED
                     ? STATUS_OK
                     : ledger_set_of(e->db, s->case_id, s->events[i].id, s->events[i].line,
                                     &set.reverses, st);
        rc = rc ? rc : ledger_post(e->db, &set, &id, st);
        rc = rc ? rc : write_movement(e, s, &s->events[i], st);
        if (rc) {
            return rc;
        }
    }
    return STATUS_OK;
}

/* A promise taken back: the effect goes with the letter. */
static int withdraw_effect(struct engine *e, const struct event *ev, struct arena *arena,
                           struct status *st) {
    struct outbox_row row;
    int rc = outbox_get(e->db, &ev->key, arena, &row, st);
    if (rc == STATUS_OK && (row.state == EFFECT_PLANNED || row.state == EFFECT_COMPOSED)) {
        row.state = EFFECT_WITHDRAWN;
        row.reason = ev->word;
        rc = outbox_move(e->db, &row, st);
    }
    return rc;
}

static int raise_task(struct engine *e, const struct step *s, const struct event *ev,
                      struct status *st) {
    const struct task_row task = {.case_id = s->case_id, .step = s->id,
        .owner = (enum task_owner)ev->id, .reason = ev->word, .text = ev->ref,
        .opened = ev->day, .due = ev->until};
    int64_t id = 0;
    bool is_new = false;
    return tasks_raise(e->db, &task, &id, &is_new, st);
}

/* Credit notes and direct payments find the claims where they are now. */
static int move_invoices(struct engine *e, const struct step *s, const struct event *ev,
                         struct status *st) {
    const struct krav_case *from = ev->cases;
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < from->n_claims && rc == STATUS_OK; i++) {
        const struct invoice_place p = {from->creditor, from->claims[i].claim.invoice, s->case_id,
            ev->claim + (int32_t)i};
        rc = p.invoice.len > 0 ? invoice_move(e->db, &p, from->id, st) : STATUS_OK;
    }
    return rc;
}

/* Each is its own task: two of one case are two amounts. */
static int raise_lost_refund(struct engine *e, const struct step *s, const struct event *ev,
                             struct arena *arena, struct status *st) {
    char amount[MONEY_TEXT];
    const struct task_row task = {.case_id = s->case_id, .step = s->id, .owner = TASK_SUPERVISOR,
        .reason = arena_printf(arena, "refund_lost_%lld", (long long)s->id),
        .text = arena_printf(arena, "A payment bounced after it was paid back: pay %s kroner into "
                                    "the client account, and ask the payer for them",
                             money_format(ev->amount, amount)),
        .opened = e->today, .due = day_add_bank_days(e->today, 1)};
    int64_t id = 0;
    bool is_new = false;
    return tasks_raise(e->db, &task, &id, &is_new, st);
}

/* The money is booked as any other; what stopped the request may make it the payer's own again. */
static int raise_paid_after_all(struct engine *e, const struct step *s, struct arena *arena,
                                struct status *st) {
    const struct task_row task = {.case_id = s->case_id, .step = s->id, .owner = TASK_CASEWORKER,
        .reason = arena_printf(arena, "request_paid_%lld", (long long)s->id),
        .text = TEXT("The bank paid a request (AvtaleGiro) that had been taken back: should the "
                     "payer have the money again?"),
        .opened = e->today, .due = day_add_bank_days(e->today, 1)};
    int64_t id = 0;
    bool is_new = false;
    return tasks_raise(e->db, &task, &id, &is_new, st);
}

static int promise_refund(struct engine *e, const struct step *s, const struct event *ev,
                          int64_t creditor, struct arena *arena, struct status *st) {
    const struct refund_row row = {.step = s->id, .case_id = s->case_id, .creditor = creditor,
        .on = ev->day, .amount = ev->amount, .way = REFUND_WAY_PLANNED, .key = ev->key,
        .payer = ev->content};
    const int rc = refunds_add(e->db, &row, st);
    return rc ? rc : provider_back_promise(e, s->id, ev, arena, st);
}

/* What some events mean outside the case's own row. */
static int follow_events(struct engine *e, const struct step *s, int64_t creditor,
                         struct arena *arena, struct status *st) {
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < s->n_events && rc == STATUS_OK; i++) {
        const struct event *ev = &s->events[i];
        rc = plan_duty_done(e, s->case_id, ev, st);
        if (rc) {
            return rc;
        }
        if (ev->kind == EVENT_LETTER_WITHDRAWN) {
            rc = withdraw_effect(e, ev, arena, st);
        } else if (ev->kind == EVENT_REFUND_LOST) {
            rc = raise_lost_refund(e, s, ev, arena, st);
        } else if (ev->kind == EVENT_DEBIT_PAID && ev->word.len > 0) {
            rc = raise_paid_after_all(e, s, arena, st);
        } else if (ev->kind == EVENT_REFUNDED) {
            rc = promise_refund(e, s, ev, creditor, arena, st);
            rc = rc || s->case_id == 0
                     ? rc
                     : tasks_done_of_case(e->db, s->case_id, TEXT(TASK_OVERPAID), ev->day, st);
            rc = rc || s->case_id == 0
                     ? rc
                     : tasks_done_of_case(e->db, s->case_id, TEXT(TASK_SET_ASIDE), ev->day, st);
        } else if (ev->kind == EVENT_PAYMENT_UNDONE && s->fact.kind == FACT_PAYMENT_MOVED) {
            rc = tasks_done_of_case(e->db, s->case_id, TEXT(TASK_SET_ASIDE), ev->day, st);
        } else if (ev->kind == EVENT_TASK_RAISED) {
            rc = raise_task(e, s, ev, st);
        } else if (ev->kind == EVENT_CALLED || ev->kind == EVENT_CALL_ENDED) {
            rc = tasks_done_of_case(e->db, s->case_id, TEXT(CALL_TASK), ev->day, st);
        } else if (ev->kind == EVENT_FILING_ASKED) {
            rc = filing_paper_list(e, ev, s, st);
        } else if (ev->kind == EVENT_FILED) {
            rc = tasks_done_of_case(e->db, s->case_id, filing_task(ev->filing, arena), ev->day,
                                    st);
        } else if (ev->kind == EVENT_MERGED) {
            rc = move_invoices(e, s, ev, st);
        } else if (ev->kind == EVENT_MERGED_INTO) {
            rc = tasks_move(e->db, s->case_id, ev->id, st);
        } else if (ev->kind == EVENT_CLOSED) {
            rc = tasks_done_of_case(e->db, s->case_id, (struct text){NULL, 0}, ev->day, st);
        } else if (ev->kind == EVENT_DISPUTE_CLOSED) {
            rc = tasks_done_of_case(e->db, s->case_id, TEXT("objection"), ev->day, st);
        } else if (ev->kind == EVENT_RESUMED) {
            rc = tasks_done_of_case(e->db, s->case_id, TEXT("rules_failed"), ev->day, st);
            rc = rc ? rc
                    : tasks_done_of_case(e->db, s->case_id, TEXT("step_failed"), ev->day, st);
        }
    }
    return rc;
}

static int write_effects(struct engine *e, const struct step *s, struct status *st) {
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < s->n_effects && rc == STATUS_OK; i++) {
        rc = outbox_add(e->db, &s->effects[i], s->id, st);
        e->counters.effects[s->effects[i].kind]++;
    }
    return rc;
}

int commit_agenda(struct engine *e, int64_t case_id, const struct agenda_row *rows, uint32_t n,
                  struct status *st) {
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        rc = agenda_set(e->db, case_id, rows[i].why, rows[i].day, st);
    }
    return rc;
}

static int write_case(struct engine *e, struct step *s, const struct krav_case *c,
                      struct buf *bytes, struct status *st) {
    record_write(&case_record, c, bytes);
    if (bytes->overflowed) {
        return status_fail(st, STATUS_LIMIT, "case %lld: its state is over %u bytes",
                           (long long)c->id, CASE_BYTES_MAX);
    }
    s->after = hash_of(buf_text(bytes));
    return cases_save(e->db, c, buf_text(bytes), &s->after, st);
}

/* `c` NULL: a fact of the book or a creditor. */
static int write_all(struct engine *e, struct step *s, const struct krav_case *c,
                     struct arena *arena, struct status *st) {
    struct buf bytes;
    buf_init(&bytes, CASE_BYTES_MAX);
    s->version = STEP_VERSION;
    s->id = e->head.id + 1;
    int rc = c ? write_case(e, s, c, &bytes, st) : STATUS_OK;
    buf_clear(&bytes);
    if (rc == STATUS_OK) {
        record_write(&step_record, s, &bytes);
        rc = bytes.overflowed || bytes.len > STEP_BYTES_MAX
                 ? status_fail(st, STATUS_LIMIT, "step %lld: over %u bytes", (long long)s->id,
                               STEP_BYTES_MAX)
                 : journal_append(e->db, &e->head, s, buf_text(&bytes), booked_at(e), st);
    }
    buf_fini(&bytes);
    rc = rc ? rc : write_postings(e, s, c, st);
    rc = rc ? rc : write_effects(e, s, st);
    rc = rc ? rc : follow_events(e, s, c ? c->creditor : 0, arena, st);
    return rc ? rc : commit_agenda(e, s->case_id, s->agenda, s->n_agenda, st);
}

int commit_step(struct engine *e, struct step *s, const struct krav_case *c, struct arena *arena,
                struct status *st) {
    ensure(c != NULL);
    const int rc = shortage_cover(e, s, c, arena, st);
    return rc ? rc : write_all(e, s, c, arena, st);
}

int commit_book_step(struct engine *e, struct step *s, struct arena *arena, struct status *st) {
    ensure(s->case_id == 0);
    return write_all(e, s, NULL, arena, st);
}

int engine_book_step(struct engine *e, const struct fact *fact, const struct event *events,
                     uint32_t n_events, int64_t *step, struct status *st) {
    ensure(e->in_chunk);
    struct arena arena;
    arena_init(&arena);
    struct step s = {.fact = *fact, .n_events = n_events};
    s.events = arena_take_n(&arena, n_events ? n_events : 1, sizeof *s.events);
    for (uint32_t i = 0; i < n_events; i++) {
        s.events[i] = events[i];
    }
    const struct journal_head head = e->head;
    int rc = db_savepoint(e->db, st);
    rc = rc ? rc : commit_book_step(e, &s, &arena, st);
    rc = rc ? rc : db_release(e->db, st);
    if (rc && db_in_transaction(e->db)) {
        db_rollback_to(e->db);
    }
    if (rc) {
        e->head = head;
    } else {
        *step = s.id;
        e->n_in_chunk++;
    }
    arena_fini(&arena);
    return rc;
}
