/* contacts.c - see contacts.h. */
#include "engine/contacts.h"

#include "domain/apply_contact.h"
#include "law/contact.h"
#include "store/cases.h"
#include "store/parties.h"

struct gathered {
    day *days;
    uint32_t n;
};

static void gather(const struct krav_case *c, struct arena *arena, struct gathered *g) {
    for (uint32_t i = 0; i < c->n_calls; i++) {
        day *added = arena_push(arena, &g->days, &g->n, sizeof *added);
        *added = c->calls[i].day;
    }
}

int contacts_elsewhere(const struct engine *e, struct arena *arena, struct snapshot *s,
                       struct status *st) {
    struct gathered g = {NULL, 0};
    int64_t *cases;
    uint32_t n = 0;
    int rc = e->db ? parties_cases(e->db, s->c->debtor, false, arena, &cases, &n, st) : STATUS_OK;
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        struct krav_case other;
        if (cases[i] != s->c->id) {
            rc = cases_load(e->db, cases[i], arena, &other, st);
            if (rc == STATUS_OK) {
                gather(&other, arena, &g);
            }
        }
    }
    s->calls_elsewhere = g.days;
    s->n_calls_elsewhere = g.n;
    return rc;
}

int contacts_breach(const struct engine *e, struct planning *p, const struct fact *f,
                    struct status *st) {
    struct snapshot s = *p->s;
    struct verdict v;
    if (!contact_attempt(f)) {
        return STATUS_OK;
    }
    const int rc = contacts_elsewhere(e, p->events->arena, &s, st);
    if (rc) {
        return rc;
    }
    contact_judge_attempt(e->law, &s, f->legal_day, &v);
    const struct reason *r = law_reason(v.reason);
    if (v.kind == VERDICT_ALLOWED || !r) {
        return STATUS_OK;
    }
    return plan_task(p, TASK_SUPERVISOR, TEXT("call_breach"),
                     arena_printf(p->events->arena, "A call was made all the same: %s (%.*s)",
                                  r->english, TEXT_ARG(v.paragraph)), st);
}
