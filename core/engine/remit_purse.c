/* remit_purse.c - departments get purses of their own; see store/purses.h. */
#include "engine/remit.h"

#include "engine/step.h"

/* The terms of this agreement are of today, and its department has no purse yet. */
static bool is_due(const struct engine *e, const struct agreement *a) {
    return a->department.len > 0 && a->settles != 0 &&
           engine_agreement(e, a->creditor, a->department, e->today) == a &&
           engine_purse(e, a->creditor, a->department) == 0;
}

static int open_purse(struct engine *e, const struct agreement *a, struct status *st) {
    int64_t step = 0;
    const struct fact fact = {.kind = FACT_PURSE_OPENED, .subject = SUBJECT_CREDITOR,
        .subject_id = a->creditor, .actor = TEXT("remit"), .legal_day = e->today,
        .booked_day = e->today, .reason = a->department};
    return engine_book_step(e, &fact, NULL, 0, &step, st);
}

int remit_open_purses(struct engine *e, struct status *st) {
    uint32_t n = 0;
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < e->n_agreements && rc == STATUS_OK; i++) {
        if (is_due(e, &e->agreements[i])) {
            rc = n++ == 0 ? engine_chunk_begin(e, st) : STATUS_OK;
            rc = rc ? rc : open_purse(e, &e->agreements[i], st);
        }
    }
    rc = rc || n == 0 ? rc : engine_chunk_commit(e, st);
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    return rc || n == 0 ? rc : engine_load_book(e, st);
}
