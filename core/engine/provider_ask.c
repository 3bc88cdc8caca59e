/* provider_ask.c - see provider_ask.h. */
#include "engine/provider_ask.h"

#define ASK_MS 15000
#define RECALL_MS 8000

const struct question *provider_await(struct engine *e, struct desk *d, uint64_t call) {
    struct question *q = desk_ask(d, call);
    struct status why = {0, ""};
    while (q && !q->answered) {
        plug_run_once(d->plug, 20);
        if (engine_breathe(e, &why)) {
            plug_cancel(d->plug, q->call);
            q->outcome = OUTCOME_UNKNOWN;
            return q;
        }
    }
    return q;
}

struct plug_call provider_call(const struct provider_ask *a, int64_t timeout_ms) {
    char hex[HASH_HEX];
    return (struct plug_call){.plugin = a->row.plugin, .timeout_ms = timeout_ms,
        .key = arena_text(a->arena, text_of(hash_hex(&a->row.effect.key, hex))),
        .attempt = (uint32_t)a->row.attempts, .agency = a->e->config->sender.org,
        .case_ref = a->case_id ? arena_printf(a->arena, "%lld", (long long)a->case_id)
                               : (struct text){NULL, 0}};
}

int provider_row_move(struct provider_ask *a, enum effect_state to) {
    a->row.state = to;
    int rc = engine_chunk_begin(a->e, a->st);
    rc = rc ? rc : outbox_move(a->e->db, &a->row, a->st);
    rc = rc ? rc : engine_chunk_commit(a->e, a->st);
    if (rc && a->e->in_chunk) {
        engine_chunk_drop(a->e);
    }
    return rc;
}

static enum outcome recall(struct provider_ask *a, const struct question **q) {
    const struct plug_call call = provider_call(a, RECALL_MS);
    struct status why = {0, ""};
    desk_clear(a->d);
    *q = provider_await(a->e, a->d, plug_recall(a->d->plug, &call, &why));
    return *q ? (*q)->outcome : OUTCOME_UNKNOWN;
}

/* "It may be asked for again" is only as good as the provider's memory of the key. */
static int look(struct provider_ask *a, enum outcome *outcome, const struct question **q) {
    bool happened = false;
    const int rc = *outcome == OUTCOME_RETRY && a->happened ? a->happened(a->ctx, &happened)
                                                            : STATUS_OK;
    if (rc == STATUS_BUSY) { /* it cannot be asked now */
        *outcome = OUTCOME_UNKNOWN;
        return STATUS_OK;
    }
    if (happened) {
        *outcome = OUTCOME_DONE;
        *q = NULL;
    }
    return rc;
}

int provider_ask(struct provider_ask *a, enum outcome *outcome, const struct question **q) {
    int rc = STATUS_OK;
    *q = NULL;
    *outcome = OUTCOME_RETRY;
    if (!desk_ready(a->d, a->row.plugin)) {
        *outcome = a->row.state == EFFECT_ASKED ? OUTCOME_UNKNOWN : OUTCOME_RETRY;
        return STATUS_OK;
    }
    if (a->row.state == EFFECT_ASKED) {
        *outcome = recall(a, q);
        rc = look(a, outcome, q);
    }
    if (rc || *outcome != OUTCOME_RETRY) {
        return rc;
    }
    a->row.attempts++;
    rc = provider_row_move(a, EFFECT_ASKED); /* from here on it may have happened */
    if (rc) {
        return rc;
    }
    const struct plug_call call = provider_call(a, ASK_MS);
    desk_clear(a->d);
    *q = provider_await(a->e, a->d, a->call(a->ctx, &call));
    *outcome = *q ? (*q)->outcome : OUTCOME_RETRY;
    if (*outcome == OUTCOME_UNKNOWN) {
        *outcome = recall(a, q);
        rc = look(a, outcome, q);
    }
    return rc;
}
