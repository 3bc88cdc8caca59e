/* charges.c - see charges.h. */
#include "law/charges.h"

#include "law/addressees.h"
#include "law/ceiling.h"
#include "domain/plan.h"
#include "law/demand.h"
#include "law/instalments.h"
#include "law/newact.h"
#include "law/notice.h"
#include "law/sending.h"

bool charges_stand(const struct krav_case *c) {
    for (uint32_t i = 0; i < c->n_costs; i++) {
        if (c->costs[i].owner != OWNER_COURT && !ceiling_is_letter_fee(c->costs[i].fee)) {
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

/* ---- each cost ----------------------------------------------------------------------------- */

/* What no table covers bears no costs until a person has looked. */
static int unless_unknown(int rc, struct finding *f, struct status *st) {
    if (rc == STATUS_NOT_FOUND) {
        finding_ask_person(f, REASON_NO_RATE);
        *st = (struct status){0};
        return STATUS_OK;
    }
    return rc;
}

static int price_room(const struct law *law, const struct snapshot *s, enum fee_kind fee,
                      ore *amount, struct status *st) {
    struct ceiling all;
    const struct ceiling_question q = ceiling_question_of(law, s, fee);
    const int rc = ceiling_of(&q, &all, st);
    *amount = all.room;
    return rc;
}

/* Who has been given a deadline and a sum may pay that sum by that day: no cost comes in between,
 * nor while the bank may still bring the money. */
static void judge_no_quote_stands(const struct snapshot *s, struct finding *f) {
    notice_judge_offer(s, f);
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

/* § 21: after a decision costs are the court's or the enforcement officer's to set.  The reading of
 * it for what a business owes by forsinkelsesrenteloven § 3 a is the kinder one. */
static void judge_costs(const struct snapshot *s, enum owner owner, struct finding *f) {
    judge_principal(s, f);
    newact_judge_cost(s, owner, f);
    if (s->c->judged != DAY_NONE) {
        finding_forbid(f, REASON_FEE_JUDGED);
    }
    if (case_filing_pending(s->c) != NULL) {
        finding_forbid(f, REASON_FEE_FILED);
    }
}

/* Lovavdelingen 96/928: who agreed to a plan without saying that the costs would rise has waived
 * the rise, and who said by how much, what is more. */
static int price_heavy(const struct law *law, const struct snapshot *s, ore *amount,
                       struct finding *f, struct status *st) {
    judge_costs(s, OWNER_AGENCY, f);
    if (s->plan_runs) {
        finding_forbid(f, REASON_PLAN_RUNS);
    }
    const ore told = instalments_told(s->c);
    if (told == 0) {
        finding_forbid(f, REASON_HEAVY_UNINFORMED);
    }
    demand_judge_heavy(s, f);
    judge_no_quote_stands(s, f);
    if (!finding_allows(f)) {
        return STATUS_OK;
    }
    const int rc = price_room(law, s, FEE_HEAVY, amount, st);
    *amount = told < 0 ? *amount : money_min(*amount, told);
    return unless_unknown(rc, f, st);
}

static int price_uplift(const struct law *law, const struct snapshot *s, ore *amount,
                        struct finding *f, struct status *st) {
    judge_costs(s, OWNER_AGENCY, f);
    if (s->c->n_filings > 0) {
        finding_forbid(f, REASON_UPLIFT_FILED);
    }
    if (!s->plan_runs) {
        finding_forbid(f, REASON_NO_PLAN);
    } else if (plan_parts_in_all(&s->c->plan) <= PLAN_INSTALMENTS) {
        finding_forbid(f, REASON_FEW_INSTALMENTS);
    } else if (s->c->plan.uplift <= 0) {
        finding_forbid(f, REASON_UPLIFT_UNTOLD);
    }
    demand_judge_sent(s, f);
    if (!finding_allows(f)) {
        return STATUS_OK;
    }
    const struct ceiling_question q = ceiling_question_of(law, s, FEE_PLAN_UPLIFT);
    const int rc = ceiling_uplift(&q, amount, st);
    *amount = money_min(*amount, s->c->plan.uplift);
    return unless_unknown(rc, f, st);
}

static int price_compensation(const struct law *law, const struct snapshot *s, ore *amount,
                              struct finding *f, struct status *st) {
    judge_costs(s, OWNER_CREDITOR, f);
    if (s->debtor == NULL || s->debtor->kind != DEBTOR_BUSINESS) {
        finding_forbid(f, REASON_BUSINESS_ONLY);
    }
    if (s->plan_runs) {
        finding_forbid(f, REASON_PLAN_RUNS);
    }
    notice_judge_due(s, 1, f);
    judge_no_quote_stands(s, f);
    if (!finding_allows(f)) {
        return STATUS_OK;
    }
    struct compensation c;
    const int rc = ceiling_compensation(law, s, &c, st);
    *amount = c.room;
    return unless_unknown(rc, f, st);
}

int charges_with_demand(const struct law *law, const struct snapshot *s, ore *amount,
                        struct finding *f, struct status *st) {
    *amount = 0;
    notice_judge_case(s, f);
    judge_costs(s, OWNER_AGENCY, f);
    if (s->plan_runs) {
        finding_forbid(f, REASON_PLAN_RUNS);
    }
    notice_judge_demand(s, f);
    if (!finding_allows(f)) {
        return STATUS_OK;
    }
    return unless_unknown(price_room(law, s, FEE_LIGHT, amount, st), f, st);
}

/* A notice tells what the demand may bring, a demand what may still come after it. */
int law_letter_terms(const struct law *law, const struct snapshot *s, enum letter_kind kind,
                     struct law_letter_terms *out, struct status *st) {
    *out = (struct law_letter_terms){.by_2026 = newact_parts(law, s, kind) != 0,
                                     .addressed = addressee_of_letter(law, s)};
    if (kind == LETTER_PLAN_OFFER || kind == LETTER_PLAN_AGREED) {
        struct finding f = {.law = law};
        return unless_unknown(instalments_rise(law, s, &out->told, st), &f, st);
    }
    if (!out->by_2026) {
        return STATUS_OK;
    }
    struct law newer = *law;
    newer.caps = law->acts->slots.caps;
    struct ceiling_question q = {.law = &newer, .s = s};
    struct ceiling light, heavy;
    int rc = ceiling_cap(&q, &light, st);
    q.heavy = true;
    rc = rc ? rc : ceiling_cap(&q, &heavy, st);
    if (rc == STATUS_OK) {
        out->estimate = kind == LETTER_COLLECTION_NOTICE
                            ? light.most : money_max(heavy.most - light.most, 0);
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
    if (price == NULL || !finding_allows(f) || ceiling_was_charged(s->c, charge->fee)) {
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
