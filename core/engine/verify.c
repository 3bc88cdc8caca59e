/* verify.c - see verify.h.  Two passes, memory flat in the size of the book:
 *
 *   1. the chain, step by step: ids, hashes, and the head as witnessed outside the book; some of the
 *      decisions are made again
 *   2. case by case: events folded again = the cached state, postings derived again = the ledger
 *
 * SQL's own part (sums, client money, settlements, wake-ups, outbox) is store/audit.c. */
#include "engine/verify.h"

#include <string.h>

#include "engine/book_rates.h"
#include "engine/verify_decisions.h"
#include "engine/verify_outside.h"
#include "store/audit.h"
#include "store/cases.h"
#include "store/ledger.h"

/* ---- 1. the chain --------------------------------------------------------------------------- */

/* A posting as the journal has it, with the purse that its set is in. */
struct wanted {
    struct posting p;
    int64_t purse;
};

static bool is_as_wanted(const struct ledger_line *line, const struct wanted *w) {
    return line->account == w->p.account && line->amount == w->p.amount &&
           line->creditor == w->p.creditor && line->purse == w->purse;
}

struct chain {
    struct faults *faults;
    struct verified *out;
    struct redecide *again;
    struct arena arena;  /* of one step */
    struct arena kept;   /* postings of the book itself */
    struct hash previous;
    int64_t id;
    struct wanted *book; uint32_t n_book, cap_book;
};

static void keep_book_postings(struct chain *c, const struct step *s) {
    struct posting p[POSTINGS_MAX];
    for (uint32_t i = 0; i < s->n_events; i++) {
        const int n = postings_of(&s->events[i], 0, 0, p);
        for (int k = 0; k < n; k++) {
            if (c->n_book == c->cap_book) {
                const uint32_t cap = c->cap_book ? c->cap_book * 2 : 64;
                struct wanted *grown = arena_take_n(&c->kept, cap, sizeof *grown);
                if (c->n_book > 0) {
                    memcpy(grown, c->book, c->n_book * sizeof *grown);
                }
                c->book = grown;
                c->cap_book = cap;
            }
            c->book[c->n_book++] = (struct wanted){p[k], s->events[i].purse};
        }
    }
}

static int on_step(void *ctx, const struct journal_row *row) {
    struct chain *c = ctx;
    struct step s;
    struct status st = {0, ""};
    const long long id = (long long)row->id;
    arena_reset(&c->arena);
    if (row->id != c->id + 1) {
        faults_add(c->faults, "step %lld: follows step %lld: steps are missing", id,
                   (long long)c->id);
    }
    if (!hash_eq(&row->previous, &c->previous)) {
        faults_add(c->faults, "step %lld: does not continue the chain of the step before it", id);
    }
    const struct hash h = step_hash(&row->previous, row->body);
    if (!hash_eq(&h, &row->hash)) {
        faults_add(c->faults, "step %lld: its body is not what was hashed", id);
    }
    if (record_read(&step_record, row->body, &c->arena, &s, &st)) {
        faults_add(c->faults, "step %lld: cannot be read: %s", id, st.text);
    } else if (s.id != row->id || s.case_id != row->case_id) {
        faults_add(c->faults, "step %lld: its row says another step or case than its body", id);
    } else if (s.case_id == 0) {
        keep_book_postings(c, &s);
    } else {
        redecide_step(c->again, &s, c->faults);
    }
    c->id = row->id;
    c->previous = row->hash;
    c->out->steps++;
    return 0;
}

static int on_book_line(void *ctx, const struct ledger_line *line) {
    struct chain *c = ctx;
    c->out->postings++;
    if (line->case_id != 0) {
        return 0;
    }
    const uint32_t i = c->cap_book++; /* reused as the reading position */
    if (i >= c->n_book || !is_as_wanted(line, &c->book[i])) {
        faults_add(c->faults, "posting set %lld: not what the journal says",
                   (long long)line->set);
    }
    return 0;
}

static int verify_chain(struct engine *e, struct faults *faults, struct verified *out,
                        struct status *st) {
    struct chain c = {.faults = faults, .out = out, .again = redecide_new(e->db)};
    arena_init(&c.arena);
    arena_init(&c.kept);
    int rc = journal_walk(e->db, 0, 0, on_step, &c, st);
    c.cap_book = 0;
    rc = rc ? rc : ledger_walk(e->db, on_book_line, &c, st);
    if (rc == STATUS_OK && c.cap_book < c.n_book) {
        faults_add(faults, "ledger: %u postings of the book are missing", c.n_book - c.cap_book);
    }
    out->decisions = redecide_count(c.again);
    redecide_free(c.again);
    arena_fini(&c.arena);
    arena_fini(&c.kept);
    return rc;
}

/* ---- 2. each case --------------------------------------------------------------------------- */

struct refold {
    const struct engine *e;
    struct arena arena;
    struct krav_case c;
    struct wanted *postings; uint32_t n, cap;
    struct hash after;
    const char *bad;        /* the first thing that went wrong */
    int64_t bad_step;
    struct status st;
};

static void expect(struct refold *r, const struct posting *p, int64_t purse) {
    if (r->n == r->cap) {
        const uint32_t cap = r->cap ? r->cap * 2 : 64;
        struct wanted *grown = arena_take_n(&r->arena, cap, sizeof *grown);
        if (r->n > 0) {
            memcpy(grown, r->postings, r->n * sizeof *grown);
        }
        r->postings = grown;
        r->cap = cap;
    }
    r->postings[r->n++] = (struct wanted){*p, purse};
}

static int on_case_step(void *ctx, const struct journal_row *row) {
    struct refold *r = ctx;
    struct step s;
    struct posting p[POSTINGS_MAX];
    const struct text body = arena_text(&r->arena, row->body); /* the case keeps its texts */
    r->bad_step = row->id;
    if (record_read(&step_record, body, &r->arena, &s, &r->st)) {
        r->bad = "cannot be read";
        return 1;
    }
    r->c.id = s.case_id;
    if (case_fold_step(&r->c, s.events, s.n_events, &r->arena, &r->st)) {
        r->bad = "cannot follow from the steps before it";
        return 1;
    }
    const int64_t own = engine_purse(r->e, r->c.creditor, r->c.department);
    const int64_t purse = own < s.id ? own : 0; /* it counts from where it was opened */
    for (uint32_t i = 0; i < s.n_events; i++) {
        const int n = postings_of(&s.events[i], r->c.id, r->c.creditor, p);
        for (int k = 0; k < n; k++) {
            expect(r, &p[k], purse);
        }
    }
    r->after = s.after;
    return 0;
}

static void compare_ledger(struct refold *r, const struct ledger_line *lines, uint32_t n,
                           struct faults *faults) {
    for (uint32_t i = 0; i < n || i < r->n; i++) {
        if (i >= n || i >= r->n || !is_as_wanted(&lines[i], &r->postings[i])) {
            faults_add(faults, "case %lld: its ledger is not what its journal says, from posting "
                               "%u on%s", (long long)r->c.id, i + 1,
                       i >= n ? " (missing)" : i >= r->n ? " (too many)" : "");
            return;
        }
    }
}

static int verify_case(struct engine *e, int64_t id, struct refold *r, struct faults *faults,
                       struct status *st) {
    struct text stored;
    struct hash stored_hash;
    struct ledger_line *lines;
    uint32_t n = 0;
    struct buf bytes;
    int rc = journal_walk(e->db, id, 0, on_case_step, r, st);
    rc = rc ? rc : cases_raw(e->db, id, &r->arena, &stored, &stored_hash, st);
    const struct ledger_filter filter = {.case_id = id};
    rc = rc ? rc : ledger_lines(e->db, &filter, UINT32_MAX, &r->arena, &lines, &n, st);
    if (rc) {
        return rc;
    }
    if (r->bad) {
        faults_add(faults, "case %lld: step %lld %s: %s", (long long)id, (long long)r->bad_step,
                   r->bad, r->st.text);
        return STATUS_OK;
    }
    buf_init(&bytes, 16u << 20);
    record_write(&case_record, &r->c, &bytes);
    const struct hash h = hash_of(buf_text(&bytes));
    if (!text_eq(stored, buf_text(&bytes)) || !hash_eq(&h, &stored_hash)) {
        faults_add(faults, "case %lld: its cached state is not what its journal folds to",
                   (long long)id);
    }
    if (!hash_eq(&h, &r->after)) {
        faults_add(faults, "case %lld: its last step %lld promised another state", (long long)id,
                   (long long)r->bad_step);
    }
    buf_fini(&bytes);
    compare_ledger(r, lines, n, faults);
    bool match = false;
    rc = cases_columns_match(e->db, &r->c, &match, st);
    if (rc == STATUS_OK && !match) {
        faults_add(faults, "case %lld: the columns of its row are not what its journal folds to",
                   (long long)id);
    }
    return rc;
}

static int verify_cases(struct engine *e, struct faults *faults, struct verified *out,
                        struct status *st) {
    int64_t ids[512], after = 0;
    uint32_t n = 1;
    struct refold r = {.e = e};
    arena_init(&r.arena);
    int rc = STATUS_OK;
    while (rc == STATUS_OK && n > 0) {
        rc = cases_ids(e->db, after, 512, ids, &n, st);
        for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
            const struct arena kept = r.arena;
            r = (struct refold){.e = e, .arena = kept};
            arena_reset(&r.arena);
            rc = verify_case(e, ids[i], &r, faults, st);
            out->cases++;
        }
        after = n > 0 ? ids[n - 1] : after;
    }
    arena_fini(&r.arena);
    return rc;
}

int engine_verify(struct engine *e, struct faults *faults, struct verified *out,
                  struct status *st) {
    *out = (struct verified){0};
    int rc = db_look(e->db, st); /* steps and what follows from them, of one moment */
    rc = rc ? rc : audit_database(e->db, faults, st);
    rc = rc ? rc : verify_chain(e, faults, out, st);
    rc = rc ? rc : audit_ledger(e->db, faults, st);
    rc = rc ? rc : audit_client_money(e->db, faults, st);
    rc = rc ? rc : audit_settlements(e->db, faults, st);
    rc = rc ? rc : audit_bank(e->db, faults, st);
    rc = rc ? rc : audit_refunds(e->db, faults, st);
    rc = rc ? rc : audit_provider(e->db, faults, st);
    rc = rc ? rc : audit_debits(e->db, faults, st);
    rc = rc ? rc : audit_wakeups(e->db, faults, st);
    rc = rc ? rc : audit_outbox(e->db, faults, st);
    rc = rc ? rc : audit_cases(e->db, faults, st);
    rc = rc ? rc : audit_law(e->db, faults, &out->law, st);
    rc = rc ? rc : book_verify_rates(e, faults, st);
    rc = rc ? rc : verify_cases(e, faults, out, st);
    rc = rc ? rc : verify_documents(e, faults, out, st);
    db_rollback(e->db); /* a witness may be newer than that moment, never than the book */
    return rc ? rc : verify_witnesses(e, faults, out, st);
}
