/* records_collect.c - requests to payers' banks, to the plugin that hands them in. */
#include "engine/debit_batch.h"
#include "engine/records.h"

#include "krav/plugin.h"

static krav_str str(struct text t) { return (krav_str){t.ptr, t.len}; }

uint64_t records_collect(struct plug *p, const struct plug_call *call,
                         const struct debit_batch *b, struct arena *arena, struct status *st) {
    krav_debit *debits = arena_take_n(arena, b->n_debits, sizeof *debits);
    for (uint32_t i = 0; i < b->n_debits; i++) {
        const struct debit *d = &b->debits[i];
        debits[i] = (krav_debit){.size = sizeof *debits,
            .kind = d->deletes ? KRAV_DEBIT_DELETE : KRAV_DEBIT_ASK, .amount = d->amount,
            .due = d->due, .notice = d->notice ? 1 : 2, .kid = str(d->kid),
            .reference = str(d->reference), .text = str(d->text)};
    }
    const krav_debits k = {.size = sizeof k, .n_debits = b->n_debits, .debits = debits,
        .to_account = str(b->to_account), .sum = b->sum, .number = b->number};
    return plug_ask(p, call, WIRE_ASK_COLLECT, &k, st);
}
