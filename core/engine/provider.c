/* provider.c - see provider.h. */
#include "engine/provider.h"

#include "domain/event.h"
#include "engine/step.h"
#include "store/inbox.h"
#include "store/ledger.h"

int provider_owes(struct engine *e, ore *owes, struct status *st) {
    struct arena arena;
    struct ledger_balance *sums = NULL;
    uint32_t n = 0;
    const struct ledger_filter all = {.as_of = DAY_NONE};
    arena_init(&arena);
    const int rc = ledger_trial(e->db, &all, &arena, &sums, &n, st);
    *owes = 0;
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        *owes += sums[i].account == ACCOUNT_AT_PROVIDER ? sums[i].balance : 0;
    }
    arena_fini(&arena);
    return rc;
}

static int settle(struct engine *e, const struct provider_settlement *s, struct text source,
                  struct status *st) {
    const struct event settled = {.kind = EVENT_PROVIDER_SETTLED, .day = s->on,
        .amount = s->amount, .commission = s->fee, .ref = s->reference};
    const struct fact fact = {.kind = FACT_PROVIDER_SETTLED, .subject = SUBJECT_BOOK,
        .actor = s->by, .legal_day = s->on, .booked_day = e->today, .amount = s->amount,
        .source = source};
    const struct hash content = hash_of(source);
    int64_t step = 0;
    bool same = false;
    const int rc = engine_book_step(e, &fact, &settled, 1, &step, st);
    return rc ? rc : sources_take(e->db, source, &content, step, &same, st);
}

int provider_settled(struct engine *e, const struct provider_settlement *s, struct arena *arena,
                     struct status *st) {
    const struct text source = arena_printf(arena, "settlement of provider:%.*s",
                                            TEXT_ARG(s->reference));
    struct status none = {0, ""};
    struct hash content;
    int64_t step = 0;
    ore owes = 0;
    if (sources_find(e->db, source, &step, &content, &none) == STATUS_OK) {
        return status_fail(st, STATUS_CONFLICT, "provider: %.*s: was recorded before (step %lld)",
                           TEXT_ARG(s->reference), (long long)step);
    }
    int rc = provider_owes(e, &owes, st);
    if (rc == STATUS_OK && money_add(s->amount, s->fee) > owes) {
        return status_fail(st, STATUS_REFUSED, "provider: it owes less than that settlement and fee");
    }
    rc = rc ? rc : engine_chunk_begin(e, st);
    rc = rc ? rc : settle(e, s, source, st);
    rc = rc ? rc : engine_chunk_commit(e, st);
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    return rc;
}
