/* settlement.c - see settlement.h. */
#include "domain/settlement.h"

static const struct word term_rows[] = {
    {SETTLE_ACCOUNT, "account", "konto", "Where settlements go."},
    {SETTLE_EVERY, "payout_every", "avregnes hver", "Days between settlements."},
    {SETTLE_MIN, "payout_min", "minste utbetaling", "A smaller payout waits."},
    {SETTLE_COMMISSION, "commission", "provisjon", "Of collected principal and interest."},
    {SETTLE_VAT, "vat", "merverdiavgift", "Does the creditor deduct it?"},
};
const struct words settle_terms = WORDS("settlement term", term_rows);

struct agreement settle_terms_of(const struct agreement *whole, const struct agreement *own) {
    struct agreement terms = whole ? *whole : *own;
    const uint32_t says = own->settles;
    terms.account = says & 1u << SETTLE_ACCOUNT ? own->account : (struct text){NULL, 0};
    terms.payout_every = says & 1u << SETTLE_EVERY ? own->payout_every : terms.payout_every;
    terms.payout_min = says & 1u << SETTLE_MIN ? own->payout_min : terms.payout_min;
    terms.commission_bp = says & 1u << SETTLE_COMMISSION ? own->commission_bp : terms.commission_bp;
    terms.vat_deducted = own->vat_deducted; /* its debtors were charged by it */
    return terms;
}

static ore percent_of(ore amount, ore part, ore whole) {
    return money_round_half_up((wide)amount * part, whole);
}

void settle_reckon(const struct agreement *terms, const struct settle_sums *sums,
                   struct event *out) {
    const ore base = money_add(sums->principal, sums->interest);
    const ore commission = percent_of(base, terms->commission_bp, 10000);
    const ore on_commission = percent_of(commission, VAT_PERCENT, 100);
    const ore charged = terms->vat_deducted
                            ? percent_of(money_add(sums->turnover, commission), VAT_PERCENT, 100)
                            : on_commission;
    const ore included = terms->vat_deducted
                             ? 0
                             : percent_of(sums->turnover, VAT_PERCENT, 100 + VAT_PERCENT);
    const ore left = sums->held - commission - charged;
    const ore wanted = left - sums->owes;
    out->total = sums->held;
    out->costs_agency = sums->share;
    out->commission = commission;
    out->vat = charged + included;
    /* All that is held may be paid out, and what we give back beyond it comes from our share. */
    out->amount = money_max(0, money_min(wanted, sums->held + sums->share));
    out->over = left - out->amount;
}

ore settle_vat_charged(const struct event *e) {
    return e->total - e->amount - e->commission - e->over;
}
