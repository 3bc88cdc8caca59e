/* charges.c - see charges.h. */
#include "law/charges.h"

#include "law/costs.h"
#include "law/demand.h"
#include "law/newact.h"
#include "law/notice.h"
#include "law/sending.h"

#define PLAN_INSTALMENTS 4 /* § 2-4: more than four */

/* ---- what stands already ------------------------------------------------------------------- */

static bool is_letter_fee(enum fee_kind fee) {
    return fee == FEE_REMINDER || fee == FEE_COLLECTION_NOTICE || fee == FEE_OWN_DEMAND ||
           fee == FEE_TAKEN_OVER;
}

/* A letter's fee that was waived makes room again; costs that were waived do not come back under
 * another name. */
static ore counted(const struct cost *cost) {
    if (cost->owner == OWNER_COURT) {
        return 0;
    }
    return is_letter_fee(cost->fee) ? money_sub(cost->amount, cost->waived) : cost->amount;
}

/* Fees of letters on their way count: they are charged when the receipt comes.  `own`: of these
 * not the letters of this kind, since one of them asks; 0 for none. */
static ore charged_so_far(const struct krav_case *c, enum letter_kind own) {
    ore sum = 0;
    for (uint32_t i = 0; i < c->n_costs; i++) {
        sum = money_add(sum, counted(&c->costs[i]));
    }
    for (uint32_t i = 0; i < c->n_letters; i++) {
        if (c->letters[i].state == LETTER_COMPOSED && c->letters[i].kind != own) {
            sum = money_add(sum, c->letters[i].fee);
        }
    }
    return sum;
}

static ore charged_of(const struct krav_case *c, enum fee_kind fee) {
    ore sum = 0;
    for (uint32_t i = 0; i < c->n_costs; i++) {
        sum = c->costs[i].fee == fee ? money_add(sum, counted(&c->costs[i])) : sum;
    }
    return sum;
}

static bool was_charged(const struct krav_case *c, enum fee_kind fee) {
    for (uint32_t i = 0; i < c->n_costs; i++) {
        if (c->costs[i].fee == fee) {
            return true;
        }
    }
    return false;
}

bool charges_stand(const struct krav_case *c) {
    for (uint32_t i = 0; i < c->n_costs; i++) {
        if (c->costs[i].owner != OWNER_COURT && !is_letter_fee(c->costs[i].fee)) {
            return true;
        }
    }
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const struct letter_note *l = &c->letters[i];
        if (l->kind == LETTER_PAYMENT_DEMAND && l->state == LETTER_COMPOSED && l->fee > 0) {
            return true;
        }
    }
    return false;
}

/* ---- the largest lawful total -------------------------------------------------------------- */

struct merged_claim {
    const struct law *law;
    const struct snapshot *s;
    bool at_demand; /* as it was when the demand was sent; else as it is today */
    bool heavy;
    int32_t instalments; /* whose uplift is asked about; 0: the cap without it */
};

static ore share_of(const struct merged_claim *m, uint32_t i) {
    const ore share = m->at_demand ? demand_principal(m->s, i) : m->s->c->claims[i].open;
    return money_min(money_max(share, 0), MONEY_MAX);
}

static void weigh(const struct merged_claim *m, struct cap_question *q) {
    const struct snapshot *s = m->s;
    ore without_vat = 0;
    for (uint32_t i = 0; i < s->c->n_claims; i++) {
        const ore share = share_of(m, i);
        q->amount = money_add(q->amount, share);
        without_vat = money_add(without_vat, s->c->claims[i].claim.vat_liable ? 0 : share);
    }
    const bool deducted = s->agreement != NULL && s->agreement->vat_deducted;
    q->claim_vat_liable = deducted || without_vat <= q->amount - without_vat;
    q->amount = money_min(q->amount, MONEY_MAX);
}

/* The claims of a case are one merged claim.  Its regime is that of each claim's due day in turn,
 * and the lowest cap stands: the kinder reading.  VAT is added only where more than half of the
 * whole comes from what bears none, and never for a creditor who deducts it.  All zero where no
 * principal is left to bear costs. */
static int merged_cap(const struct merged_claim *m, struct cap *least, struct status *st) {
    const struct snapshot *s = m->s;
    const bool business = s->debtor != NULL && s->debtor->kind == DEBTOR_BUSINESS;
    struct cap_question q = {.covered = s->today, .heavy = m->heavy,
                             .debtor = business ? DEBTOR_BUSINESS : DEBTOR_CONSUMER,
                             .instalments = m->instalments};
    bool any = false;
    *least = (struct cap){0};
    weigh(m, &q);
    for (uint32_t i = 0; i < s->c->n_claims; i++) {
        const day due = s->c->claims[i].claim.due;
        struct cap cap;
        if (share_of(m, i) == 0 || due == DAY_NONE || law_due_day(due) > s->today) {
            continue;
        }
        q.due = law_due_day(due);
        const int rc = costs_cap(m->law, &q, &cap, st);
        if (rc) {
            return rc;
        }
        *least = !any || cap.cap < least->cap ? cap : *least;
        any = true;
    }
    return STATUS_OK;
}

/* What no table covers bears no costs until a person has looked. */
static int unless_unknown(int rc, struct finding *f, struct status *st) {
    if (rc == STATUS_NOT_FOUND) {
        finding_ask_person(f, REASON_NO_RATE);
        *st = (struct status){0};
        return STATUS_OK;
    }
    return rc;
}

/* What an older system had charged and was paid is not on the case: its demand has borne the light
 * costs, and where they are paid too, and the case came late enough, the heavy ones. */
static int borne_before(const struct merged_claim *m, ore *borne, struct status *st) {
    const struct krav_case *c = m->s->c;
    struct merged_claim then = *m;
    bool came_along = false;
    *borne = 0;
    then.at_demand = true;
    then.heavy = false;
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const struct letter_note *l = &c->letters[i];
        if (l->kind == LETTER_PAYMENT_DEMAND && l->stage_entry == 0 && l->state == LETTER_SENT) {
            came_along = true;
            then.heavy = then.heavy || c->opened >= demand_heavy_from(l);
        }
    }
    if (!came_along) {
        return STATUS_OK;
    }
    /* Costs are paid in the order they were charged: light ones still owed, no heavy were paid. */
    then.heavy = then.heavy && !was_charged(c, FEE_LIGHT);
    struct cap cap;
    const int rc = merged_cap(&then, &cap, st);
    *borne = rc ? 0 : cap.cap;
    return rc;
}

/* What is left of the cap.  The uplift stands on top of it, and neither takes room from the other.
 * `own`: as in charged_so_far. */
static int room_under_cap(const struct merged_claim *m, enum letter_kind own, ore *room,
                          struct status *st) {
    struct cap cap;
    ore borne = 0;
    int rc = merged_cap(m, &cap, st);
    rc = rc ? rc : borne_before(m, &borne, st);
    const ore charged = charged_so_far(m->s->c, own) - charged_of(m->s->c, FEE_PLAN_UPLIFT);
    *room = rc ? 0 : money_max(cap.cap - money_max(charged, borne), 0);
    return rc;
}

/* ---- each cost ----------------------------------------------------------------------------- */

/* Who has been given a deadline and a sum may pay that sum by that day: no cost comes in between,
 * nor while the bank may still bring the money. */
static void judge_no_quote_stands(const struct snapshot *s, struct finding *f) {
    for (uint32_t i = 0; i < s->c->n_letters; i++) {
        const struct letter_note *l = &s->c->letters[i];
        if ((l->state == LETTER_SENT || l->state == LETTER_COMPOSED) &&
            l->deadline != DAY_NONE && sending_word(l->kind)->asks_payment) {
            finding_wait(f, s->today, notice_after_deadline(s, l->deadline),
                         REASON_DEADLINE_RUNNING);
        }
    }
}

static void judge_principal(const struct snapshot *s, struct finding *f) {
    if (s->principal_open <= 0) {
        finding_forbid(f, REASON_FEE_PRINCIPAL_PAID);
    }
}

/* § 21: after a decision costs are the court's or the enforcement officer's to set. */
static void judge_agency_costs(const struct snapshot *s, struct finding *f) {
    judge_principal(s, f);
    newact_judge_cost(s, f);
    if (s->c->judged != DAY_NONE) {
        finding_forbid(f, REASON_FEE_JUDGED);
    }
}

/* Lovavdelingen 96/928: who agreed to a plan without saying that the costs would rise has waived
 * the rise.  That it was said is recorded nowhere yet, so no plan case bears heavy costs. */
static bool plan_was_agreed(const struct krav_case *c) {
    bool confirmed = false;
    for (uint32_t i = 0; i < c->n_letters; i++) {
        confirmed = confirmed || (c->letters[i].kind == LETTER_PLAN_AGREED &&
                                  c->letters[i].sent != DAY_NONE);
    }
    return confirmed || c->n_plans_broken > 0;
}

static int price_heavy(const struct law *law, const struct snapshot *s, ore *amount,
                       struct finding *f, struct status *st) {
    judge_agency_costs(s, f);
    if (s->plan_runs) {
        finding_forbid(f, REASON_PLAN_RUNS);
    }
    if (plan_was_agreed(s->c)) {
        finding_forbid(f, REASON_HEAVY_UNINFORMED);
    }
    demand_judge_heavy(s, f);
    judge_no_quote_stands(s, f);
    if (!finding_allows(f)) {
        return STATUS_OK;
    }
    const struct merged_claim m = {.law = law, .s = s, .at_demand = true, .heavy = true};
    return unless_unknown(room_under_cap(&m, 0, amount, st), f, st);
}

static int price_uplift(const struct law *law, const struct snapshot *s, ore *amount,
                        struct finding *f, struct status *st) {
    judge_agency_costs(s, f);
    if (!s->plan_runs) {
        finding_forbid(f, REASON_NO_PLAN);
    } else if (s->c->plan.parts <= PLAN_INSTALMENTS) {
        finding_forbid(f, REASON_FEW_INSTALMENTS);
    }
    demand_judge_sent(s, f);
    if (!finding_allows(f)) {
        return STATUS_OK;
    }
    struct cap cap;
    const struct merged_claim m = {.law = law, .s = s, .at_demand = true,
                                   .heavy = charged_of(s->c, FEE_HEAVY) > 0,
                                   .instalments = s->c->plan.parts};
    const int rc = merged_cap(&m, &cap, st);
    *amount = rc ? 0 : money_min(cap.uplift, cap.cap - charged_so_far(s->c, 0));
    return unless_unknown(rc, f, st);
}

/* forsinkelsesrenteloven § 3 a, once for the case: the least that any of its claims would give. */
static int price_compensation(const struct law *law, const struct snapshot *s, ore *amount,
                              struct finding *f, struct status *st) {
    judge_principal(s, f);
    if (s->debtor == NULL || s->debtor->kind != DEBTOR_BUSINESS) {
        finding_forbid(f, REASON_BUSINESS_ONLY);
    }
    if (s->plan_runs) {
        finding_forbid(f, REASON_PLAN_RUNS);
    }
    notice_judge_due(s, 1, f);
    judge_no_quote_stands(s, f);
    ore least = MONEY_MAX;
    for (uint32_t i = 0; i < s->c->n_claims && finding_allows(f); i++) {
        ore each = MONEY_MAX;
        if (notice_claim_counts(s, i)) {
            const day due = law_due_day(s->c->claims[i].claim.due);
            const int rc = costs_compensation(law, DEBTOR_BUSINESS, due, &each, st);
            if (rc) {
                return unless_unknown(rc, f, st);
            }
        }
        least = money_min(least, each);
    }
    if (!finding_allows(f)) {
        return STATUS_OK;
    }
    const struct merged_claim m = {.law = law, .s = s};
    ore borne = 0;
    const int rc = borne_before(&m, &borne, st);
    *amount = least - money_max(charged_so_far(s->c, 0), borne);
    return unless_unknown(rc, f, st);
}

int charges_with_demand(const struct law *law, const struct snapshot *s, ore *amount,
                        struct finding *f, struct status *st) {
    *amount = 0;
    notice_judge_case(s, f);
    judge_agency_costs(s, f);
    if (s->plan_runs) {
        finding_forbid(f, REASON_PLAN_RUNS);
    }
    notice_judge_demand(s, f);
    if (!finding_allows(f)) {
        return STATUS_OK;
    }
    const struct merged_claim m = {.law = law, .s = s};
    return unless_unknown(room_under_cap(&m, LETTER_PAYMENT_DEMAND, amount, st), f, st);
}

/* A notice tells what the demand may bring, a demand what may still come after it. */
int law_letter_terms(const struct law *law, const struct snapshot *s, enum letter_kind kind,
                     struct law_letter_terms *out, struct status *st) {
    *out = (struct law_letter_terms){.by_2026 = newact_parts(law, s, kind) != 0};
    if (!out->by_2026) {
        return STATUS_OK;
    }
    struct law newer = *law;
    newer.caps = law->acts->slots.caps;
    struct merged_claim m = {.law = &newer, .s = s};
    struct cap light, heavy;
    int rc = merged_cap(&m, &light, st);
    m.heavy = true;
    rc = rc ? rc : merged_cap(&m, &heavy, st);
    if (rc == STATUS_OK) {
        out->estimate = kind == LETTER_COLLECTION_NOTICE ? light.cap : heavy.cap - light.cap;
    }
    return rc;
}

/* ---- by name ------------------------------------------------------------------------------- */

typedef int price_fn(const struct law *law, const struct snapshot *s, ore *amount,
                     struct finding *f, struct status *st);

/* NULL, with the reason: never charged by name. */
static price_fn *price_of(enum fee_kind fee, struct finding *f) {
    switch (fee) {
    case FEE_HEAVY:
        return price_heavy;
    case FEE_PLAN_UPLIFT:
        return price_uplift;
    case FEE_COMPENSATION:
        return price_compensation;
    case FEE_COURT:
        finding_ask_person(f, REASON_FEE_COURT);
        return NULL;
    case FEE_REMINDER:
    case FEE_COLLECTION_NOTICE:
    case FEE_LIGHT:
        finding_forbid(f, REASON_FEE_NEEDS_LETTER);
        return NULL;
    case FEE_OWN_DEMAND:
    case FEE_TAKEN_OVER:
    default:
        finding_forbid(f, REASON_FEE_NOT_PRICED);
        return NULL;
    }
}

/* Charging again is allowed and adds nothing, so that a rule may say it at every entry. */
int charges_judge(const struct law *law, const struct snapshot *s, struct charge *charge,
                  struct finding *f, struct status *st) {
    price_fn *const price = price_of(charge->fee, f);
    charge->amount = 0;
    charge->owner = charge->fee == FEE_COMPENSATION ? OWNER_CREDITOR : OWNER_AGENCY;
    notice_judge_case(s, f);
    if (price == NULL || !finding_allows(f) || was_charged(s->c, charge->fee)) {
        return STATUS_OK;
    }
    const int rc = price(law, s, &charge->amount, f, st);
    charge->amount = finding_allows(f) ? money_max(charge->amount, 0) : 0;
    return rc;
}

int law_charge(const struct law *law, const struct snapshot *s, enum fee_kind fee, ore *amount,
               enum owner *owner, struct verdict *why, struct status *st) {
    struct finding f = {.law = law};
    struct charge charge = {.fee = fee};
    const int rc = charges_judge(law, s, &charge, &f, st);
    finding_answer(&f, s, why);
    *amount = charge.amount;
    *owner = charge.owner;
    return rc;
}
