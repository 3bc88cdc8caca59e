/* remit_look.c - what a settlement would be: sums, statement, and its day. */
#include "engine/remit.h"

#include <stdlib.h>

#include "base/check.h"
#include "law/duties.h"
#include "store/cases.h"
#include "store/parties.h"

#define PAYMENTS_MAX 500000
#define ID_PREFIX "KRAV"
#define ID_DIGITS 10

struct text remit_id(int64_t step, struct arena *arena) {
    char digits[ID_DIGITS];
    (void)text_put_digits(digits, step, ID_DIGITS);
    return arena_printf(arena, ID_PREFIX "%.*s", ID_DIGITS, digits);
}

int64_t remit_step_of(struct text id) {
    int64_t step = 0;
    const struct text digits = {id.ptr + sizeof ID_PREFIX - 1, ID_DIGITS};
    return id.len == sizeof ID_PREFIX - 1 + ID_DIGITS && text_starts(id, TEXT(ID_PREFIX)) &&
                   text_all_digits(digits) && text_to_i64(digits, &step)
               ? step
               : 0;
}

/* Money that is held must be settled even when an agreement has run out: then the newest counts. */
static const struct agreement *terms_as_whole(const struct engine *e, int64_t creditor) {
    static const struct agreement usual = {.payout_every = PAYOUT_EVERY_DAYS,
        .vat_deducted = true};
    const struct text whole = {NULL, 0};
    const struct agreement *best = engine_agreement(e, creditor, whole, e->today);
    for (uint32_t i = 0; i < e->n_agreements && !(best && best->department.len == 0); i++) {
        const struct agreement *a = &e->agreements[i];
        if (a->creditor == creditor && a->from <= e->today && (!best || a->from > best->from)) {
            best = a;
        }
    }
    return best ? best : &usual;
}

/* What the department's agreement of today says of its own settlement goes before. */
static struct agreement terms_of(const struct engine *e, int64_t creditor, struct text department) {
    const struct agreement *whole = terms_as_whole(e, creditor);
    const struct agreement *own =
        department.len > 0 ? engine_agreement(e, creditor, department, e->today) : NULL;
    const bool is_own = own && own->department.len > 0 && own->settles != 0;
    struct agreement terms = is_own ? settle_terms_of(whole->department.len == 0 ? whole : NULL, own)
                                    : *whole;
    terms.account = is_own ? terms.account : (struct text){NULL, 0};
    return terms;
}

static struct text department_of(const struct engine *e, int64_t purse) {
    for (uint32_t i = 0; i < e->n_purses; i++) {
        if (e->purses[i].id == purse) {
            return e->purses[i].department;
        }
    }
    return (struct text){NULL, 0};
}

static day bank_day_until(day d) {
    while (!day_is_bank_day(d)) {
        d--;
    }
    return d;
}

/* Money is of many claims and cases: whatever the switch is counted from, the day it came speaks.
 * What stood here when the act began counts from its first day. */
int remit_last_day(struct engine *e, const struct client_money *money, day *last,
                   struct status *st) {
    day came = DAY_NONE;
    const int rc = client_money_waits_since(e->db, money, &came, st);
    const struct law_switches *acts = e->law->acts;
    const day from = acts ? acts->of[NEW_26_PAYOUT].from : DAY_NONE;
    const day counts = came > from ? came : from;
    const struct law_moment m = {.act = counts, .due = counts, .received = counts};
    const day lawful = came != DAY_NONE && money->held > 0 ? law_payout_last_day(e->law, &m)
                                                           : DAY_NONE;
    *last = lawful != DAY_NONE ? bank_day_until(lawful) : DAY_NONE;
    return rc;
}

int remit_due(struct engine *e, const struct client_money *money, day *due, struct status *st) {
    const int32_t agreed =
        terms_of(e, money->creditor, department_of(e, money->purse)).payout_every;
    const int32_t every = agreed ? agreed : PAYOUT_EVERY_DAYS;
    day since = money->settled;
    const int rc = since ? STATUS_OK : client_money_since(e->db, money, &since, st);
    since = since ? since : e->today;
    const day last = bank_day_until(since + every);
    day lawful = DAY_NONE;
    *due = last > since ? last : day_bank_day_from(since + 1);
    if (rc) {
        return rc;
    }
    const int end = remit_last_day(e, money, &lawful, st);
    *due = lawful != DAY_NONE && lawful < *due ? lawful : *due;
    return end;
}

/* ---- the cases of a statement ---------------------------------------------------------------- */

static struct statement_case *case_of(struct statement *s, int64_t number) {
    uint32_t low = 0, high = s->n_cases;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (s->cases[mid].number < number) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return &s->cases[low];
}

static int by_number(const void *a, const void *b) {
    const struct statement_case *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

/* One row a case, ascending. */
static int list_cases(const struct paid_set *paid, uint32_t n, struct arena *arena,
                      struct statement *s, struct status *st) {
    s->cases = arena_take_n(arena, n ? n : 1, sizeof *s->cases);
    for (uint32_t i = 0; i < n; i++) {
        s->cases[i].number = paid[i].case_id;
    }
    qsort(s->cases, n, sizeof *s->cases, by_number);
    for (uint32_t i = 0; i < n; i++) {
        if (s->n_cases == 0 || s->cases[s->n_cases - 1].number != s->cases[i].number) {
            s->cases[s->n_cases++].number = s->cases[i].number;
        }
    }
    return s->n_cases <= STATEMENT_CASES_MAX
               ? STATUS_OK
               : status_fail(st, STATUS_LIMIT, "settlement: %u cases paid; a statement holds %d",
                             (unsigned)s->n_cases, STATEMENT_CASES_MAX);
}

static void add_payment(struct statement *s, const struct paid_set *paid,
                        struct settle_sums *sums) {
    struct statement_case *c = case_of(s, paid->case_id);
    if (paid->direct) {
        c->direct += paid->principal + paid->interest + paid->costs_creditor + paid->costs_court;
    } else {
        c->principal += paid->principal;
        c->interest += paid->interest;
        c->costs_creditor += paid->costs_creditor;
        c->costs_court += paid->costs_court;
        sums->principal = money_add(sums->principal, paid->principal);
        sums->interest = money_add(sums->interest, paid->interest);
    }
    c->agency += paid->costs_agency;
    sums->turnover = money_add(sums->turnover, paid->costs_agency);
}

static struct text invoices_of(const struct krav_case *c, struct arena *arena) {
    struct buf b;
    buf_init(&b, 1u << 20);
    for (uint32_t i = 0; i < c->n_claims && b.len < STATEMENT_TEXT_MAX; i++) {
        buf_addf(&b, "%s%.*s", i ? ", " : "", TEXT_ARG(c->claims[i].claim.invoice));
    }
    const struct text t = arena_text(arena, text_head(buf_text(&b), STATEMENT_TEXT_MAX));
    buf_fini(&b);
    return t;
}

static int name_cases(struct engine *e, struct statement *s, struct arena *arena,
                      struct status *st) {
    struct arena scratch;
    int rc = STATUS_OK;
    arena_init(&scratch);
    for (uint32_t i = 0; i < s->n_cases && rc == STATUS_OK; i++) {
        struct krav_case c;
        struct party debtor;
        arena_reset(&scratch);
        rc = cases_load(e->db, s->cases[i].number, &scratch, &c, st);
        rc = rc ? rc : parties_get(e->db, c.debtor, &scratch, &debtor, st);
        if (rc == STATUS_OK) {
            s->cases[i].invoices = invoices_of(&c, arena);
            s->cases[i].debtor = arena_text(arena, text_head(debtor.name, STATEMENT_TEXT_MAX));
        }
    }
    arena_fini(&scratch);
    return rc;
}

/* ---- the whole ------------------------------------------------------------------------------- */

static void head(const struct engine *e, struct remit_plan *p) {
    struct statement *s = &p->statement;
    s->on = e->today;
    s->from = p->money.settled;
    s->creditor_org = p->creditor->org;
    s->creditor_name = p->creditor->name;
    s->creditor_address = p->creditor->address;
    s->account = p->terms.account.len > 0 ? p->terms.account : p->creditor->account;
    s->department = p->department;
    s->sender = e->config->sender;
    s->commission_bp = p->terms.commission_bp;
    s->vat_deducted = p->terms.vat_deducted;
}

static void conclude(struct remit_plan *p, struct arena *arena) {
    struct statement *s = &p->statement;
    const struct event *ev = &p->event;
    s->share = ev->costs_agency;
    s->commission = ev->commission;
    s->vat = settle_vat_charged(ev);
    s->set_off = ev->over;
    s->owes = p->money.owes - ev->over;
    s->paid_out = ev->amount;
    s->brought = ev->total;
    for (uint32_t i = 0; i < s->n_cases; i++) {
        const struct statement_case *c = &s->cases[i];
        s->brought -= c->principal + c->interest + c->costs_creditor + c->costs_court;
    }
    statement_add_up(s, arena);
}

int remit_look(struct engine *e, const struct client_money *money, struct arena *arena,
               struct remit_plan *out, struct status *st) {
    struct paid_set *paid;
    struct settle_sums sums = {.held = money->held, .share = money->share, .owes = money->owes};
    *out = (struct remit_plan){.creditor = engine_creditor(e, money->creditor), .money = *money,
        .department = department_of(e, money->purse)};
    out->terms = terms_of(e, money->creditor, out->department);
    ensure(out->creditor != NULL);
    head(e, out);
    int rc = ledger_last_set(e->db, &out->through, st);
    rc = rc ? rc : client_money_paid(e->db, money, out->through, PAYMENTS_MAX, arena, &paid,
                                     &out->n_payments, st);
    rc = rc ? rc : list_cases(paid, out->n_payments, arena, &out->statement, st);
    for (uint32_t i = 0; i < out->n_payments && rc == STATUS_OK; i++) {
        add_payment(&out->statement, &paid[i], &sums);
    }
    rc = rc ? rc : name_cases(e, &out->statement, arena, st);
    if (rc) {
        return rc;
    }
    out->event = (struct event){.kind = EVENT_REMITTED, .day = e->today,
        .creditor = money->creditor, .purse = money->purse};
    settle_reckon(&out->terms, &sums, &out->event);
    conclude(out, arena);
    return STATUS_OK;
}

bool remit_is_needed(const struct remit_plan *p) {
    return p->money.held > 0 || p->money.share > 0 || p->n_payments > 0;
}
