/* shortage.c - see shortage.h. */
#include "engine/shortage.h"

#include "engine/commit.h"
#include "store/client_money.h"
#include "store/tasks.h"

/* What a step takes from a creditor's money and from our share of it, at its deepest. */
struct draught {
    ore held, share;
};

/* Each event is a set of its own in the ledger, so none of them may go short on the way. */
static struct draught draught_of(const struct step *s, int64_t creditor) {
    struct draught now = {0, 0}, deepest = {0, 0};
    for (uint32_t i = 0; i < s->n_events; i++) {
        struct posting p[POSTINGS_MAX];
        const int n = postings_of(&s->events[i], s->case_id, creditor, p);
        for (int k = 0; k < n; k++) {
            now.held += p[k].account == ACCOUNT_CREDITOR_PAYABLE ? p[k].amount : 0;
            now.share += p[k].account == ACCOUNT_AGENCY_SHARE ? p[k].amount : 0;
        }
        deepest.held = money_max(deepest.held, now.held);
        deepest.share = money_max(deepest.share, now.share);
    }
    return deepest;
}

static int raise_task(struct engine *e, const struct step *s, ore missing, struct arena *arena,
                 struct status *st) {
    char amount[MONEY_TEXT];
    const struct task_row task = {.case_id = s->case_id, .step = e->head.id,
        .owner = TASK_SUPERVISOR,
        /* Each shortage is its own task: two of one case are two amounts. */
        .reason = arena_printf(arena, "shortage_%lld", (long long)e->head.id),
        .text = arena_printf(arena, "Money that was paid on went back: pay %s kroner into the "
                                    "client account", money_format(missing, amount)),
        .opened = e->today, .due = day_add_bank_days(e->today, 1)};
    int64_t id = 0;
    bool is_new = false;
    return tasks_raise(e->db, &task, &id, &is_new, st);
}

int shortage_cover(struct engine *e, const struct step *s, const struct krav_case *c,
                   struct arena *arena, struct status *st) {
    const int64_t purse = engine_purse(e, c->creditor, c->department);
    const struct draught d = draught_of(s, c->creditor);
    struct client_money money;
    if (d.held == 0 && d.share == 0) {
        return STATUS_OK;
    }
    int rc = client_money_of(e->db, c->creditor, purse, &money, st);
    const ore held = money_max(0, d.held - money.held), share = money_max(0, d.share - money.share);
    if (rc || (held == 0 && share == 0)) {
        return rc;
    }
    struct event covered = {.kind = EVENT_SHORTAGE_COVERED, .day = e->today, .amount = held,
        .costs_agency = share, .creditor = c->creditor, .purse = purse};
    struct step cover = {.fact = {.kind = FACT_SHORTAGE, .subject = SUBJECT_CREDITOR,
        .subject_id = c->creditor, .actor = s->fact.actor, .legal_day = e->today,
        .booked_day = s->fact.booked_day, .amount = held + share},
        .events = &covered, .n_events = 1};
    rc = commit_book_step(e, &cover, arena, st);
    return rc ? rc : raise_task(e, s, held + share, arena, st);
}
