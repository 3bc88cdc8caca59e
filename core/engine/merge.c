/* merge.c - see merge.h. */
#include "engine/merge.h"

#include "domain/merge.h"
#include "domain/sibling.h"
#include "store/cases.h"

struct merging {
    struct engine *e;
    struct text actor;
    struct arena *arena;
    struct status *st;
};

static struct fact fact_of(const struct merging *m, enum fact_kind kind, int64_t id,
                           int64_t about) {
    return (struct fact){.kind = kind, .subject = SUBJECT_CASE, .subject_id = id,
        .actor = m->actor, .legal_day = m->e->today, .booked_day = m->e->today, .about = about};
}

/* As it goes: the step in its own case makes the same of it, and the fold checks that it did. */
static int leaving(const struct merging *m, int64_t id, struct krav_case *left) {
    struct krav_case c;
    const struct fact fact = fact_of(m, FACT_MERGED_INTO, id, 0);
    struct events events = {.arena = m->arena};
    const int rc = cases_load(m->e->db, id, m->arena, &c, m->st);
    const struct apply_input in = {.c = &c, .fact = &fact, .rates = &m->e->law->interest};
    return rc ? rc : merge_leaving(&in, &events, left, m->st);
}

static int move(const struct merging *m, int64_t from, int64_t into, bool more_come) {
    struct krav_case *left = arena_take(m->arena, sizeof *left);
    struct step_outcome out;
    const struct step_input goes = {.fact = fact_of(m, FACT_MERGED_INTO, from, into)};
    const struct step_input comes = {.fact = fact_of(m, FACT_MERGED, into, from),
        .merging = left, .more_come = more_come};
    int rc = leaving(m, from, left);
    rc = rc ? rc : engine_step(m->e, &goes, m->arena, &out, m->st);
    return rc ? rc : engine_step(m->e, &comes, m->arena, &out, m->st);
}

int merge_carry_out(struct engine *e, const struct law_question *q, struct text actor,
                    struct arena *arena, struct status *st) {
    const struct merging m = {e, actor, arena, st};
    const struct snapshot *s = q->snapshot;
    const struct krav_case *oldest = s->c;
    const struct krav_case **all = arena_take_n(arena, s->n_siblings + 1u, sizeof *all);
    uint32_t n = 0;
    all[n++] = s->c;
    for (uint32_t i = 0; i < s->n_siblings; i++) {
        if (law_may_merge(q, i)) {
            all[n++] = &s->siblings[i].c;
            oldest = merge_is_older(&s->siblings[i].c, oldest) ? &s->siblings[i].c : oldest;
        }
    }
    if (n == 1) { /* it was allowed: something else of the same list came in between */
        return status_fail(st, STATUS_REFUSED, "case %lld: merge: what else was wanted with it "
                           "stands in between", (long long)s->c->id);
    }
    const int64_t into = q->action->into != 0 ? q->action->into : oldest->id;
    int rc = STATUS_OK;
    for (uint32_t i = 0, left = n - 1; i < n && rc == STATUS_OK; i++) {
        if (all[i]->id != into) {
            rc = move(&m, all[i]->id, into, --left > 0);
        }
    }
    return rc;
}
