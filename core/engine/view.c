/* view.c - see view.h. */
#include "engine/view.h"

#include "engine/siblings.h"
#include "store/cases.h"
#include "store/parties.h"

int engine_view(const struct engine *e, int64_t case_id, const struct fact *fact,
                struct arena *arena, struct case_view *out, struct status *st) {
    int rc = cases_load(e->db, case_id, arena, &out->c, st);
    rc = rc ? rc : parties_get(e->db, out->c.debtor, arena, &out->debtor, st);
    if (rc) {
        return rc;
    }
    out->creditor = engine_creditor(e, out->c.creditor);
    out->agreement = engine_agreement(e, out->c.creditor, out->c.department, e->today);
    if (!out->creditor || !out->agreement) {
        return status_fail(st, STATUS_REFUSED, "case %lld: its creditor has no agreement today",
                           (long long)case_id);
    }
    const struct snapshot_input in = {e->today, fact, &out->c, &out->debtor, out->creditor,
        out->agreement, &e->law->interest};
    rc = snapshot_make(&in, &out->snapshot, st);
    return rc ? rc : siblings_look(e, arena, &out->snapshot, st);
}
