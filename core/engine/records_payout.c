/* records_payout.c - what a payout plugin answers, as domain data. */
#include "engine/records.h"

#include "krav/plugin.h"

#define REASON_MAX 200

/* Nothing but plain text may stand in a task. */
static struct text plain(krav_str s, size_t max) {
    const struct text t = text_head((struct text){s.ptr, s.len}, max);
    return text_is_utf8(t) && !text_has_control(t) ? t : (struct text){NULL, 0};
}

const struct refused_transfer *refused_transfers_of(const struct plug_answer *answer,
                                                    struct arena *arena, uint32_t *n) {
    const krav_batch_refusal *r = answer->result;
    *n = 0;
    if (answer->ask != WIRE_ASK_PAY || answer->outcome != KRAV_REFUSED || !r ||
        r->n_transfers == 0) {
        return NULL;
    }
    struct refused_transfer *out = arena_take_n(arena, r->n_transfers, sizeof *out);
    for (; *n < r->n_transfers; (*n)++) {
        const krav_refused_transfer *t = &r->transfers[*n];
        out[*n].id = arena_text(arena, plain(t->id, REASON_MAX));
        out[*n].reason = arena_text(arena, plain(t->reason, REASON_MAX));
    }
    return out;
}
