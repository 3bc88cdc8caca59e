/* washing.c - see washing.h. */
#include "engine/washing.h"

#include "engine/tell.h"
#include "store/washes.h"

int washing_ask(struct engine *e, int64_t case_id, struct text by, struct arena *arena,
                struct status *reason) {
    const struct tell t = {.case_id = case_id, .what = TEXT("wash"), .by = by};
    struct told told;
    return engine_tell(e, &t, arena, &told, reason);
}

/* What the law does not let happen is no fault: the next day it is looked at again. */
static int ask_each(struct engine *e, const struct wash_due *due, uint32_t n, struct status *st) {
    struct arena arena;
    int rc = STATUS_OK;
    arena_init(&arena);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        struct status why = {0, ""};
        arena_reset(&arena);
        rc = washing_ask(e, due[i].case_id, TEXT("wash_days"), &arena, &why);
        if (rc == STATUS_REFUSED) {
            rc = STATUS_OK;
        } else if (rc) {
            *st = why;
        }
        rc = rc ? rc : engine_breathe(e, st);
    }
    arena_fini(&arena);
    return rc;
}

int washing_day(struct engine *e, struct status *st) {
    const struct engine_config *c = e->config;
    struct wash_due *due;
    struct arena arena;
    int64_t asked = 0;
    uint32_t n = 0;
    if (c->wash_days == 0 || c->wash_plugin.len == 0 || e->washed_on == e->today) {
        return STATUS_OK;
    }
    arena_init(&arena);
    int rc = washes_on(e->db, e->today, &asked, st);
    if (rc == STATUS_OK && asked < WASHES_A_DAY) {
        rc = washes_due(e->db, e->today - c->wash_days + 1, (uint32_t)(WASHES_A_DAY - asked),
                        &arena, &due, &n, st);
        rc = rc ? rc : ask_each(e, due, n, st);
    }
    e->washed_on = rc ? e->washed_on : e->today;
    arena_fini(&arena);
    return rc;
}
