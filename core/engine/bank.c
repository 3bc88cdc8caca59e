/* bank.c - see bank.h. */
#include "engine/bank.h"

#include "engine/funds.h"
#include "engine/refund.h"
#include "engine/remit.h"
#include "engine/step.h"
#include "store/movements.h"
#include "store/tasks.h"

#define STATEMENTS_MAX_OPEN 400 /* a year of them; the oldest are held first */
#define ENTRIES INT64_C(1000000000) /* of one statement: entries of several are told apart by it */

/* ---- taken from files ------------------------------------------------------------------------ */

static int take_line(struct intake *t, struct text source) {
    const struct incoming *in = t->in;
    const struct bank_line line = {.entry = in->bank.entry, .part = in->bank.part,
        .day = in->booked, .amount = in->amount, .kid = in->kid, .end_to_end = in->key,
        .reference = in->reference, .type = in->bank_type, .text = in->text,
        .payer = in->payer_name};
    const int rc = statements_line_add(t->e->db, in->bank.name, &line, t->st);
    return rc ? rc : intake_mark(t, source, 0);
}

static int take_statement(struct intake *t, struct text source) {
    const struct incoming *in = t->in;
    struct fact fact = intake_fact(t, FACT_STATEMENT, 0, source);
    int64_t step = 0;
    fact.legal_day = in->booked;
    fact.amount = in->bank.closing;
    fact.document = t->e->file;
    if (in->bank.n_entries < 0 || in->bank.n_entries >= ENTRIES) {
        return status_fail(t->st, STATUS_LIMIT, "statement %.*s: too many entries",
                           TEXT_ARG(in->bank.name));
    }
    int rc = engine_book_step(t->e, &fact, NULL, 0, &step, t->st);
    const struct statement_row row = {.step = step, .name = in->bank.name, .from = in->bank.from,
        .to = in->booked, .opening = in->bank.opening, .closing = in->bank.closing,
        .n_entries = in->bank.n_entries, .file = t->e->file};
    rc = rc ? rc : statements_add(t->e->db, &row, t->st);
    return rc ? rc : intake_mark(t, source, step);
}

int bank_take(struct intake *t, struct text source) {
    return t->in->kind == FACT_STATEMENT ? take_statement(t, source) : take_line(t, source);
}

/* ---- held against the book ------------------------------------------------------------------- */

static bool is_transfer(struct text id) { return remit_step_of(id) != 0 || refund_step_of(id) != 0; }

static int read_lines(struct engine *e, struct bank_look *look, uint32_t n, struct arena *arena,
                      struct status *st) {
    struct reconciliation *r = &look->r;
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        struct bank_line *lines;
        uint32_t n_lines = 0;
        rc = statements_lines(e->db, look->open[i].name, arena, &lines, &n_lines, st);
        for (uint32_t k = 0; k < n_lines && rc == STATUS_OK; k++) {
            struct bank_line *l = arena_push(arena, &r->lines, &r->n_lines, sizeof *l);
            *l = lines[k];
            l->entry += (int64_t)i * ENTRIES;
        }
    }
    return rc;
}

/* A statement that does not begin where the one before it ended: one is missing between them. */
static void tell_gaps(struct bank_look *look, uint32_t n, struct arena *arena) {
    struct reconciliation *r = &look->r;
    for (uint32_t i = 1; i < n; i++) {
        const struct statement_row *row = &look->open[i];
        if (row->opening != look->open[i - 1].closing) {
            struct difference *d = arena_push(arena, &r->differences, &r->n_differences,
                                              sizeof *d);
            *d = (struct difference){.kind = DIFFERS_OPENING,
                .day = row->from ? row->from : row->to, .bank = row->opening,
                .book = look->open[i - 1].closing, .text = row->name};
            r->proven = false;
        }
    }
}

int bank_look(struct engine *e, uint32_t n, struct arena *arena, struct bank_look *out,
              struct status *st) {
    struct statement_row *any;
    uint32_t n_all = 0;
    *out = (struct bank_look){0};
    struct reconciliation *r = &out->r;
    int rc = statements_list(e->db, true, STATEMENTS_MAX_OPEN, arena, &out->open, &out->n_open, st);
    rc = rc ? rc : statements_list(e->db, false, UINT32_MAX >> 1, arena, &any, &n_all, st);
    if (rc || n == 0 || out->n_open == 0) {
        return rc;
    }
    n = n < out->n_open ? n : out->n_open;
    const struct statement_row *first = &out->open[0], *last = &out->open[n - 1];
    *r = (struct reconciliation){.opening = first->opening, .closing = last->closing,
        .from = first->from ? first->from : first->to, .to = last->to,
        .is_first = n_all == out->n_open, .is_transfer = is_transfer};
    rc = movements_shown(e->db, &r->shown, st);
    rc = rc ? rc : movements_open(e->db, r->to + OTHER_DAY_MAX, arena, &r->movements,
                                  &r->n_movements, st);
    rc = rc ? rc : read_lines(e, out, n, arena, st);
    if (rc == STATUS_OK) {
        reconcile(r, arena);
        tell_gaps(out, n, arena);
    }
    return rc;
}

const struct statement_row *bank_statement_of(const struct bank_look *look, int64_t entry) {
    return entry == 0 ? NULL : &look->open[(entry - 1) / ENTRIES];
}

int64_t bank_entry_of(int64_t entry) { return entry == 0 ? 0 : (entry - 1) % ENTRIES + 1; }

/* ---- what the lines of payouts say ----------------------------------------------------------- */

/* Any two lines of one entry with the entry's own amount unsaid: the part says what the entry is. */
static ore amount_of(const struct reconciliation *r, uint32_t i) {
    const struct bank_line *l = &r->lines[i];
    const bool is_alone = l->part == 1 && (i + 1 == r->n_lines || r->lines[i + 1].part != 2);
    return l->amount != 0 || !is_alone ? l->amount : r->lines[i - 1].amount;
}

static int tell_payout(struct engine *e, const struct bank_line *l, ore amount, struct text by,
                       struct arena *arena, struct status *st) {
    const struct incoming in = {.kind = FACT_PAYOUT_CONFIRMED, .key = l->end_to_end,
        .source_id = l->end_to_end, .account = e->config->sender.account,
        .reference = l->reference, .amount = -amount, .booked = l->day};
    enum taken taken = TAKEN_NEW;
    bool has = false;
    const int rc = movements_has(e->db, l->end_to_end, amount, &has, st);
    return rc || has ? rc : intake_record(e, &in, by, arena, &taken, st);
}

/* Whoever gets no camt.054 of money out has the bank's word here. */
static int tell_payouts(struct engine *e, const struct reconciliation *r, struct text by,
                        struct arena *arena, struct status *st) {
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < r->n_lines && rc == STATUS_OK; i++) {
        const ore amount = amount_of(r, i);
        if (amount < 0 && is_transfer(r->lines[i].end_to_end)) {
            rc = tell_payout(e, &r->lines[i], amount, by, arena, st);
        }
    }
    return rc;
}

/* ---- what came of it ------------------------------------------------------------------------- */

static int record(struct engine *e, const struct statement_row *row, struct text by, ore differs,
                  bool proven, int64_t *step, struct status *st) {
    const struct fact fact = {.kind = FACT_RECONCILED, .subject = SUBJECT_BOOK, .actor = by,
        .legal_day = row->to, .booked_day = e->today, .amount = differs, .about = row->step,
        .reason = proven ? FUNDS_PROVEN : FUNDS_DIFFERS};
    return engine_book_step(e, &fact, NULL, 0, step, st);
}

static int prove(struct engine *e, const struct bank_look *look, uint32_t n, struct text by,
                 struct status *st) {
    const struct reconciliation *r = &look->r;
    int64_t step = 0;
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        rc = record(e, &look->open[i], by, 0, true, &step, st);
        rc = rc ? rc : statements_move(e->db, look->open[i].id, STATEMENT_PROVEN, step, st);
    }
    for (uint32_t i = 0; i < r->n_movements && rc == STATUS_OK; i++) {
        struct movement m = r->movements[i];
        const struct statement_row *s = bank_statement_of(look, m.entry);
        const bool is_older = r->is_first && m.entry == 0 && m.day < r->from;
        m.entry = bank_entry_of(m.entry);
        if (s || is_older) {
            rc = movements_show(e->db, &m, s ? s->id : look->open[0].id, st);
        }
    }
    return rc;
}

static int differ(struct engine *e, const struct bank_look *look, uint32_t last, struct text by,
                  struct arena *arena, struct status *st) {
    const struct statement_row *row = &look->open[last];
    const struct reconciliation *r = &look->r;
    char on[DAY_TEXT];
    int64_t step = 0;
    if (row->state == STATEMENT_DIFFERS) {
        return STATUS_OK; /* no news */
    }
    int rc = record(e, row, by, r->closing - (r->book - r->underway), false, &step, st);
    rc = rc ? rc : statements_move(e->db, row->id, STATEMENT_DIFFERS, step, st);
    return rc ? rc
              : funds_alarm(e, arena_printf(arena, "The client account differs from the bank's "
                            "statement of %s in %u places: payouts are stopped: krav reconcile",
                            day_format(row->to, on), (unsigned)r->n_differences), st);
}

/* The oldest alone; if that is not proven, together with the next, and so on. */
static int hold_all(struct engine *e, struct text by, struct arena *arena, struct status *st) {
    uint32_t n = 1;
    int rc = STATUS_OK;
    while (rc == STATUS_OK) {
        struct bank_look look;
        rc = bank_look(e, n, arena, &look, st);
        if (rc || look.n_open < n) {
            return rc;
        }
        rc = tell_payouts(e, &look.r, by, arena, st);
        rc = rc ? rc : bank_look(e, n, arena, &look, st);
        if (rc == STATUS_OK && look.r.proven) {
            rc = prove(e, &look, n, by, st);
            n = 1;
        } else if (rc == STATUS_OK) {
            rc = differ(e, &look, n - 1, by, arena, st);
            n++;
        }
    }
    return rc;
}

/* When no statement is left open, the alarm is over.  A break that is gone again, with nothing to
 * hold against the book, is taken back too. */
static int conclude(struct engine *e, struct arena *arena, struct text by, struct status *st) {
    struct bank_look look;
    struct funds_word last, broken;
    int64_t step = 0;
    int rc = bank_look(e, 0, arena, &look, st);
    rc = rc ? rc : funds_last_word(e->db, arena, &last, &broken, st);
    if (rc || look.n_open > 0) {
        return rc;
    }
    if (last.kind == FACT_FUNDS_BROKEN) {
        const struct statement_row none = {.to = e->today};
        rc = record(e, &none, by, 0, true, &step, st);
    }
    return rc ? rc : funds_calm(e, st);
}

int bank_reconcile(struct engine *e, struct text by, struct arena *arena, struct status *st) {
    struct bank_look look;
    struct funds f;
    struct funds_word last, broken;
    ore amount = 0;
    int rc = bank_look(e, 0, arena, &look, st);
    rc = rc ? rc : funds_last_word(e->db, arena, &last, &broken, st);
    if (rc || (look.n_open == 0 && last.kind != FACT_FUNDS_BROKEN)) {
        return rc;
    }
    rc = funds_read(e->db, &f, st);
    if (rc || funds_break(&f, &amount).len > 0) {
        return rc; /* nothing is proven against a book that is not whole itself */
    }
    rc = engine_chunk_begin(e, st);
    rc = rc ? rc : hold_all(e, by, arena, st);
    rc = rc ? rc : conclude(e, arena, by, st);
    rc = rc ? rc : engine_chunk_commit(e, st);
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    return rc;
}
