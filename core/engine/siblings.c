/* siblings.c - see siblings.h. */
#include "engine/siblings.h"

#include "store/cases.h"

static int read_one(const struct engine *e, int64_t id, const struct snapshot *of,
                    struct arena *arena, struct sibling *out, struct status *st) {
    int rc = cases_load(e->db, id, arena, &out->c, st);
    if (rc) {
        return rc;
    }
    const struct agreement *own = engine_agreement(e, out->c.creditor, out->c.department, e->today);
    const struct snapshot_input in = {.today = e->today, .c = &out->c, .debtor = of->debtor,
        .creditor = of->creditor, .agreement = own ? own : of->agreement,
        .rates = &e->law->interest};
    return snapshot_make(&in, &out->s, st);
}

int siblings_look(const struct engine *e, struct arena *arena, struct snapshot *s,
                  struct status *st) {
    int64_t *ids = NULL;
    uint32_t n = 0;
    if (e->db == NULL || !case_is_open(s->c)) {
        return STATUS_OK;
    }
    int rc = cases_open_of(e->db, s->c->creditor, s->c->debtor, arena, &ids, &n, st);
    if (rc || n == 0 || (n == 1 && ids[0] == s->c->id)) {
        return rc;
    }
    struct sibling *all = arena_take_n(arena, n, sizeof *all);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        if (ids[i] != s->c->id) {
            rc = read_one(e, ids[i], s, arena, &all[s->n_siblings], st);
            s->n_siblings++;
        }
    }
    s->siblings = all;
    if (rc == STATUS_OK) {
        siblings_reckon(s, arena);
        s->n_mergeable = law_mergeable(e->law, s);
    }
    return rc;
}
