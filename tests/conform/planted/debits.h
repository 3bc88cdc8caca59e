/* debits.h - the honest part of krav.collect/1. */
#ifndef DEBITS_H
#define DEBITS_H

#include "sane.h"

static inline int debits_kind(const krav_debit *d) {
    return d->kind == KRAV_DEBIT_ASK || d->kind == KRAV_DEBIT_DELETE;
}

/* All of them can be asked for, and their sum is what the batch says. */
static inline int debits_fine(const krav_debits *all) {
    krav_ore sum = 0;
    for (uint32_t i = 0; all->debits && i < all->n_debits; i++) {
        const krav_debit *d = &all->debits[i];
        if (!debits_kind(d) || d->amount <= 0 || d->due <= 0 || !krav_check_kid(d->kid) ||
            __builtin_add_overflow(sum, d->amount, &sum)) {
            return 0;
        }
    }
    return all->debits && all->n_debits > 0 && sum == all->sum && all->number >= 1 &&
           all->number <= 4999999 && krav_check_account(all->to_account);
}

static inline void debits_text(struct sane_text *t, const krav_debits *all) {
    sane_line(t, all->to_account);
    for (uint32_t i = 0; i < all->n_debits; i++) {
        const krav_debit *d = &all->debits[i];
        sane_add(t, d->kind == KRAV_DEBIT_DELETE ? KRAV_STR("delete;") : KRAV_STR("ask;"));
        sane_add(t, d->kid);
        sane_add(t, KRAV_STR(";"));
        sane_add_int(t, d->amount);
        sane_add(t, KRAV_STR("\n"));
    }
}

static inline int32_t debits_collect(krav_plugin *plugin, const krav_call *call,
                                     const krav_debits *all) {
    if (!debits_fine(all)) {
        krav_answer_refused(krav_frame_of(plugin)->host, call,
                            KRAV_STR("the batch cannot be asked for as it stands"));
        return KRAV_OK;
    }
    struct sane_text t = {0};
    debits_text(&t, all);
    return sane_put_text(plugin, call, &t);
}

#endif /* DEBITS_H */
