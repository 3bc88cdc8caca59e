/* provider.c - see provider.h. */
#include "engine/provider.h"

#include "domain/event.h"
#include "engine/intake_parts.h"
#include "engine/step.h"
#include "store/inbox.h"
#include "store/ledger.h"
#include "store/movements.h"

bool provider_brought(struct text plugin, struct text source) {
    const struct text account = TEXT(PROVIDER_ACCOUNT);
    return plugin.len > 0 && source.len > account.len + plugin.len &&
           text_starts(source, account) &&
           text_starts((struct text){source.ptr + account.len, source.len - account.len}, plugin) &&
           source.ptr[account.len + plugin.len] == ':';
}

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

/* ---- settlements ----------------------------------------------------------------------------- */

struct settling {
    struct engine *e;
    struct provider_settlement s;
    struct text source;
    struct waiting_row row; /* of a lump on the client account */
    struct arena *arena;
    struct status *st;
};

static int refuse_lump(struct settling *w, const char *why) {
    return status_fail(w->st, STATUS_REFUSED, "provider: %lld: %s", (long long)w->s.waiting, why);
}

static int find_lump(struct settling *w) {
    int rc = waiting_get(w->e->db, w->s.waiting, w->arena, &w->row, w->st);
    if (rc) {
        return rc;
    }
    if (w->row.kind != FACT_PAID || text_starts(w->row.source, TEXT(PROVIDER_ACCOUNT))) {
        return refuse_lump(w, "it is no money that came to the client account");
    }
    w->s.amount = w->row.amount;
    return STATUS_OK;
}

/* Out of suspense and off the client account: the bank will show the agency's transfer. */
static int take_lump(struct settling *w, int64_t step) {
    struct intake t = {.e = w->e, .actor = w->s.by, .arena = w->arena, .st = w->st};
    const struct movement m = {.step = step, .kind = MOVEMENT_OWN, .day = w->e->today,
        .amount = -w->row.amount, .reference = w->s.reference, .source = w->source};
    int64_t id = 0;
    const int rc = movements_add(w->e->db, &m, &id, w->st);
    return rc ? rc : intake_waited(&t, &w->row, step);
}

static int settle(struct settling *w) {
    const struct provider_settlement *s = &w->s;
    const struct event events[2] = {
        {.kind = EVENT_PROVIDER_SETTLED, .day = s->on, .amount = s->amount, .commission = s->fee,
         .ref = s->reference},
        {.kind = EVENT_MONEY_TAKEN_OUT, .day = w->e->today, .amount = w->row.amount,
         .ref = w->row.source}};
    const struct fact fact = {.kind = FACT_PROVIDER_SETTLED, .subject = SUBJECT_BOOK,
        .actor = s->by, .legal_day = s->on, .booked_day = w->e->today, .amount = s->amount,
        .source = w->source, .about = w->row.step};
    const struct hash content = hash_of(w->source);
    int64_t step = 0;
    bool same = false;
    int rc = engine_book_step(w->e, &fact, events, s->waiting ? 2 : 1, &step, w->st);
    rc = rc || s->waiting == 0 ? rc : take_lump(w, step);
    return rc ? rc : sources_take(w->e->db, w->source, &content, step, &same, w->st);
}

int provider_settled(struct engine *e, const struct provider_settlement *s, struct arena *arena,
                     struct status *st) {
    struct settling w = {.e = e, .s = *s, .arena = arena, .st = st,
        .source = arena_printf(arena, "settlement of provider:%.*s", TEXT_ARG(s->reference))};
    struct status none = {0, ""};
    struct hash content;
    int64_t step = 0;
    ore owes = 0;
    if (sources_find(e->db, w.source, &step, &content, &none) == STATUS_OK) {
        return status_fail(st, STATUS_CONFLICT, "provider: %.*s: was recorded before (step %lld)",
                           TEXT_ARG(s->reference), (long long)step);
    }
    int rc = s->waiting ? find_lump(&w) : STATUS_OK;
    rc = rc ? rc : provider_owes(e, &owes, st);
    if (rc == STATUS_OK && money_add(w.s.amount, s->fee) > owes) {
        return status_fail(st, STATUS_REFUSED, "provider: it owes less than that settlement and fee");
    }
    rc = rc ? rc : engine_chunk_begin(e, st);
    rc = rc ? rc : settle(&w);
    rc = rc ? rc : engine_chunk_commit(e, st);
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    return rc;
}
