/* plan_filing.c - filings that the law allowed, planned: asked of a person, made, answered.
 *
 *     file ──▶ FILING_ASKED, a task with sums, enclosures and the last day     (a rule)
 *     filed ─▶ FILED; the addition for instalments is taken away               (a person's word)
 *     an answer ─▶ what a person has to do about it
 *
 * Nothing is filed electronically: the paper that is made for it (filing_paper.h) is a help. */
#include "engine/plan.h"

#include "base/check.h"
#include "domain/apply_money.h"
#include "engine/step.h"
#include "law/filing_terms.h"

#define SERVED_DAYS 14       /* konkursloven § 63 */
#define CONTINUE_MONTHS 1    /* tvangsfullbyrdelsesloven § 7-7 third paragraph */
#define FAILED_MONTHS 12     /* foreldelsesloven § 22 */
#define REPORT_MONTHS 12     /* innkrevingsloven § 32 */

static int fold_from(struct planning *p, uint32_t first, struct status *st) {
    int rc = STATUS_OK;
    for (uint32_t i = first; i < p->events->n && rc == STATUS_OK; i++) {
        rc = case_fold(p->c, &p->events->items[i], p->events->arena, st);
    }
    return rc;
}

/* A task that cannot wait longer than `last`. */
static int task_by(struct planning *p, struct text reason, struct text text, day last,
                   struct status *st) {
    const int rc = plan_task(p, TASK_CASEWORKER, reason, text, st);
    struct event *e = &p->events->items[p->events->n - 1];
    if (rc == STATUS_OK && last != DAY_NONE && last < e->until) {
        e->until = last;
    }
    return rc;
}

static enum filing_kind kind_of(const struct action *a) {
    const struct word *w = words_by_name(&filing_kinds, a->what);
    ensure(w != NULL); /* the law refuses any other */
    return (enum filing_kind)w->value;
}

/* ---- asked ----------------------------------------------------------------------------------- */

static const char *enclosures(const struct filing_terms *t) {
    switch (t->kind) {
    case FILING_CONCILIATION:
        return t->collection_costs ? "enclose the payment demand (tvisteloven § 6-3)"
                                   : "enclose the invoices (tvisteloven § 6-3)";
    case FILING_ENFORCEMENT:
        return t->by_invoice
                   ? "enclose the invoices and the notice (tvangsfullbyrdelsesloven § 7-2 f), with "
                     "the numbers of both parties (§ 5-2)"
                   : "enclose the judgment and the notice, with the numbers of both parties "
                     "(tvangsfullbyrdelsesloven § 5-2)";
    case FILING_BANKRUPTCY:
        return "enclose the notice with its proof of service (konkursloven § 63)";
    case FILING_KINDS:
    default:
        return "";
    }
}

static struct text sums_of(const struct planning *p, const struct filing_terms *t) {
    char principal[MONEY_TEXT], interest[MONEY_TEXT], costs[MONEY_TEXT], fee[MONEY_TEXT];
    const ore claimed = p->s->costs_open - t->costs_left_out;
    const struct text sums = arena_printf(
        p->events->arena, "principal %s, interest %s, costs %s",
        money_format(p->s->principal_open, principal), money_format(p->s->interest_open, interest),
        money_format(claimed, costs));
    return t->court_fee == 0 ? sums
                             : arena_printf(p->events->arena, "%.*s; court fee %s (%s)",
                                            TEXT_ARG(sums), money_format(t->court_fee, fee),
                                            t->fee_paragraph);
}

static int ask_person(struct planning *p, const struct filing_terms *t, struct status *st) {
    struct arena *arena = p->events->arena;
    char last[DAY_TEXT];
    const struct word *w = words_by_value(&filing_kinds, (int)t->kind);
    const struct text by = t->last_day == DAY_NONE
                               ? TEXT("")
                               : arena_printf(arena, " by %s", day_format(t->last_day, last));
    const struct text text =
        arena_printf(arena, "Make a filing (%s)%.*s: %.*s; %s", w->norwegian, TEXT_ARG(by),
                     TEXT_ARG(sums_of(p, t)), enclosures(t));
    return task_by(p, arena_printf(arena, FILING_TASK "%s", w->name), text, t->last_day, st);
}

int plan_file(struct planning *p, const struct action *a, struct status *st) {
    const enum filing_kind kind = kind_of(a);
    struct filing_terms t;
    if (case_filing_pending(p->c) || case_filing_asked(p->c, kind, p->s->today)) {
        return STATUS_OK; /* nothing is asked for twice */
    }
    int rc = filing_terms(p->law, p->s, kind, &t, st);
    if (rc == STATUS_NOT_FOUND) { /* a fee that is not known keeps nobody from filing */
        *st = (struct status){0};
        rc = STATUS_OK;
    }
    if (rc) {
        return rc;
    }
    const uint32_t first = p->events->n;
    struct event *e = events_add(p->events, EVENT_FILING_ASKED, p->s->today);
    e->filing = kind;
    e->until = t.last_day;
    e->principal = p->s->principal_open;
    e->interest = p->s->interest_open;
    e->amount = p->s->open - t.costs_left_out;
    e->total = t.court_fee;
    rc = fold_from(p, first, st);
    return rc ? rc : ask_person(p, &t, st);
}

/* ---- made ------------------------------------------------------------------------------------ */

/* inkassoforskriften § 2-4: what was added for more than four instalments goes when the case goes to
 * the board, a court or the officer.  What of it was paid covers what else is owed. */
static int take_uplift_away(struct planning *p, struct status *st) {
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < p->c->n_costs && rc == STATUS_OK; i++) {
        const struct cost cost = p->c->costs[i];
        if (cost.fee != FEE_PLAN_UPLIFT || cost.amount <= cost.waived) {
            continue;
        }
        const uint32_t first = p->events->n;
        rc = apply_cost_away(p->apply, i, TEXT(UPLIFT_FILED), p->events, st);
        rc = rc ? rc : fold_from(p, first, st);
        if (rc == STATUS_OK && cost.paid > 0) {
            char paid[MONEY_TEXT];
            rc = plan_task(p, TASK_CASEWORKER, TEXT(UPLIFT_FILED),
                           arena_printf(p->events->arena, "%s paid for instalments now covers what "
                                        "else is owed: tell the debtor",
                                        money_format(cost.paid, paid)), st);
        }
    }
    return rc;
}

static void look_today(struct planning *p) {
    p->rows[AGENDA_RULE] = p->s->today;
}

int plan_filed(struct planning *p, const struct action *a, struct status *st) {
    const struct fact *fact = p->apply->fact;
    const uint32_t first = p->events->n;
    struct event *e = events_add(p->events, EVENT_FILED,
                                 a->on != DAY_NONE ? a->on : p->s->today);
    e->filing = kind_of(a);
    e->amount = fact->amount;
    e->ref = fact->reference;
    apply_withdraw_letters(p->c, p->s->today, TEXT("filed"), p->events);
    look_today(p);
    const int rc = fold_from(p, first, st);
    return rc ? rc : take_uplift_away(p, st);
}

/* Its fee is added to what collection may cost (inkassoforskriften § 2-4), so it is owed at once. */
int plan_notice_served(struct planning *p, const struct action *a, struct status *st) {
    const struct fact *fact = p->apply->fact;
    const uint32_t first = p->events->n;
    struct event *e = events_add(p->events, EVENT_NOTICE_SERVED,
                                 a->on != DAY_NONE ? a->on : p->s->today);
    const day served = e->day;
    e->letter = LETTER_BANKRUPTCY_NOTICE;
    e->key = letter_key(p->c, LETTER_BANKRUPTCY_NOTICE,
                        case_letters_of(p->c, LETTER_BANKRUPTCY_NOTICE));
    e->until = day_bank_day_from(served + SERVED_DAYS);
    e->total = p->s->open + fact->amount;
    e->amount = fact->amount;
    e->ref = fact->reference;
    if (fact->amount > 0) {
        e = events_add(p->events, EVENT_FEE_CHARGED, served);
        e->fee = FEE_COURT;
        e->owner = OWNER_COURT;
        e->amount = fact->amount;
    }
    look_today(p);
    return fold_from(p, first, st);
}

/* ---- answered -------------------------------------------------------------------------------- */

static const struct event *ending_of(const struct planning *p) {
    for (uint32_t i = p->events->n; i-- > 0;) {
        if (p->events->items[i].kind == EVENT_FILING_ENDED) {
            return &p->events->items[i];
        }
    }
    return NULL;
}

static int answered(struct planning *p, struct status *st) {
    const struct event *e = ending_of(p);
    const struct outcome_word *word = e ? filing_outcome_word(e->outcome) : NULL;
    struct arena *arena = p->events->arena;
    char text[DAY_TEXT];
    if (!word) {
        return STATUS_OK;
    }
    if (word->basis && e->filing == FILING_ENFORCEMENT) {
        const day last = day_add_months(e->day, CONTINUE_MONTHS);
        return task_by(p, TEXT("enforcement_continues"),
                       arena_printf(arena, "Demand by %s that the enforcement goes on "
                                    "(tvangsfullbyrdelsesloven § 7-7)", day_format(last, text)),
                       last, st);
    }
    if (word->failed) {
        const day last = day_add_months(e->day, FAILED_MONTHS);
        return plan_task(p, TASK_CASEWORKER, TEXT("filing_failed"),
                         arena_printf(arena, "Nothing was decided (%s): time that the filing held "
                                      "back is given until %s (foreldelsesloven § 22)",
                                      word->word.name, day_format(last, text)), st);
    }
    if (e->outcome == RESULT_DENIED) {
        return plan_task(p, TASK_CASEWORKER, TEXT("filing_denied"),
                         TEXT("It was found that nothing is owed: the case rests; close it"), st);
    }
    if (e->outcome == RESULT_BANKRUPTCY_OPENED) {
        return plan_task(p, TASK_CASEWORKER, TEXT("bankruptcy_opened"),
                         TEXT("Record that the debtor is bankrupt, and send the claim to the "
                              "trustee"), st);
    }
    return STATUS_OK;
}

/* ---- once a year ----------------------------------------------------------------------------- */

/* innkrevingsloven § 32: a year after the last word or money about the deduction. */
day plan_deduction_next(const struct planning *p) {
    const struct filing_note *n = case_filing_pending(p->c);
    if (!n || n->outcome != RESULT_WAGE_DEDUCTION || !filing_newer_enforcement(p->s, n->decided)) {
        return DAY_NONE;
    }
    day from = n->decided;
    for (uint32_t i = 0; i < p->c->n_payments; i++) {
        const struct payment_note *paid = &p->c->payments[i];
        from = !paid->undone && paid->legal_day > from ? paid->legal_day : from;
    }
    int months = REPORT_MONTHS;
    while (day_add_months(from, months) <= p->s->today) {
        months += REPORT_MONTHS;
    }
    return day_add_months(from, months);
}

static int ask_for_report(struct planning *p, struct status *st) {
    return plan_task(p, TASK_CASEWORKER, TEXT("deduction_report"),
                     TEXT("A year without money from the wage deduction: confirm to the Collection "
                          "Authority that the claim stands (innkrevingsloven § 32)"), st);
}

int plan_filing_tasks(struct planning *p, bool report_due, struct status *st) {
    const enum fact_kind fact = p->apply->fact->kind;
    if (fact == FACT_FILING_RESULT) {
        return answered(p, st);
    }
    return fact == FACT_DAY_REACHED && report_due ? ask_for_report(p, st) : STATUS_OK;
}
