#include "payout.h"

#include "krav/easy.h"

#define BBAN 11

krav_str payout_id(const struct camt *c) {
    const krav_str id = camt_str(c, CAMT_TX_END_TO_END);
    return krav_str_eq(id, KRAV_STR("NOTPROVIDED")) ? (krav_str){NULL, 0} : id;
}

void payout_make(struct camt *c, krav_ore amount) {
    const krav_str reference = camt_str(c, CAMT_TX_BANK_REF);
    krav_payout_status s = {.size = sizeof s, .outcome = KRAV_DONE, .line = c->tx_line};
    if (c->n_faults > 0 && c->sink->payout) {
        return; /* the file has changed since the first pass */
    }
    s.id = payout_id(c);
    s.account = (krav_str){c->notification.account, BBAN};
    s.reference = reference.ptr ? reference : camt_str(c, CAMT_ENTRY_BANK_REF);
    s.amount = amount;
    s.on = c->entry.booked;
    if (!camt_add(c, s.line, &c->handed, -amount) || !c->sink->payout || c->rc != KRAV_OK) {
        return;
    }
    const int32_t rc = c->sink->payout(c->sink->ctx, &s);
    if (rc != KRAV_OK) {
        camt_end_early(c, rc);
    }
}
