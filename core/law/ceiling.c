/* ceiling.c - see ceiling.h. */
#include "law/ceiling.h"

#include "domain/merge.h"
#include "domain/sibling.h"
#include "domain/plan.h"
#include "law/demand.h"
#include "law/notice.h"

#define PERCENT 100

/* ---- what stands already ------------------------------------------------------------------- */

bool ceiling_is_letter_fee(enum fee_kind fee) {
    return fee == FEE_REMINDER || fee == FEE_COLLECTION_NOTICE || fee == FEE_OWN_DEMAND ||
           fee == FEE_TAKEN_OVER;
}

/* A letter's fee that was waived makes room again; costs that were waived do not come back under
 * another name. */
static ore counted(const struct cost *cost) {
    if (cost->owner == OWNER_COURT) {
        return 0;
    }
    return ceiling_is_letter_fee(cost->fee) ? money_sub(cost->amount, cost->waived) : cost->amount;
}

/* Fees of letters on their way count: they are charged when the receipt comes. */
ore ceiling_charged(const struct krav_case *c, enum letter_kind own) {
    ore sum = 0;
    for (uint32_t i = 0; i < c->n_costs; i++) {
        sum = money_add(sum, counted(&c->costs[i]));
    }
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const bool brought = c->letters[i].stage_entry < 0; /* by a sibling that is looked at */
        if (c->letters[i].state == LETTER_COMPOSED && (c->letters[i].kind != own || brought)) {
            sum = money_add(sum, c->letters[i].fee);
        }
    }
    return sum;
}

ore ceiling_charged_of(const struct krav_case *c, enum fee_kind fee) {
    ore sum = 0;
    for (uint32_t i = 0; i < c->n_costs; i++) {
        sum = c->costs[i].fee == fee ? money_add(sum, counted(&c->costs[i])) : sum;
    }
    return sum;
}

bool ceiling_was_charged(const struct krav_case *c, enum fee_kind fee) {
    for (uint32_t i = 0; i < c->n_costs; i++) {
        if (c->costs[i].fee == fee) {
            return true;
        }
    }
    return false;
}

/* ---- the cap ------------------------------------------------------------------------------- */

struct ceiling_question ceiling_question_of(const struct law *law, const struct snapshot *s,
                                            enum fee_kind fee) {
    const bool uplift = fee == FEE_PLAN_UPLIFT;
    return (struct ceiling_question){
        .law = law, .s = s, .at_demand = fee != FEE_LIGHT,
        .heavy = fee == FEE_HEAVY || (uplift && ceiling_charged_of(s->c, FEE_HEAVY) > 0),
        .instalments = uplift ? plan_parts_in_all(&s->c->plan) : 0,
        .own = fee == FEE_LIGHT ? LETTER_PAYMENT_DEMAND : 0};
}

static ore share_of(const struct ceiling_question *q, uint32_t i) {
    const ore share = q->at_demand ? demand_principal(q->s, i) : q->s->c->claims[i].open;
    return money_min(money_max(share, 0), MONEY_MAX);
}

static void weigh(const struct ceiling_question *q, struct ceiling *out) {
    const struct snapshot *s = q->s;
    ore without_vat = 0;
    for (uint32_t i = 0; i < s->c->n_claims; i++) {
        const ore share = share_of(q, i);
        out->principal = money_add(out->principal, share);
        without_vat = money_add(without_vat, s->c->claims[i].claim.vat_liable ? 0 : share);
    }
    const bool deducted = s->agreement != NULL && s->agreement->vat_deducted;
    out->claim_vat_liable = deducted || without_vat <= out->principal - without_vat;
    out->principal = money_min(out->principal, MONEY_MAX);
}

static int32_t percent_of(const struct snapshot *s, bool heavy) {
    if (s->agreement == NULL) {
        return PERCENT;
    }
    const int32_t off = heavy ? s->agreement->heavy_rebate : s->agreement->light_rebate;
    return off < 0 ? PERCENT : off > PERCENT ? 0 : PERCENT - off;
}

/* The claims of a case are one merged claim.  Its regime is that of each claim's due day in turn,
 * and the lowest cap stands: the kinder reading.  VAT is added only where more than half of the
 * whole comes from what bears none, and never for a creditor who deducts it. */
int ceiling_cap(const struct ceiling_question *q, struct ceiling *out, struct status *st) {
    const struct snapshot *s = q->s;
    const bool business = s->debtor != NULL && s->debtor->kind == DEBTOR_BUSINESS;
    *out = (struct ceiling){.percent = percent_of(s, q->heavy)};
    weigh(q, out);
    struct cap_question each = {.amount = out->principal, .covered = s->today, .heavy = q->heavy,
                                .debtor = business ? DEBTOR_BUSINESS : DEBTOR_CONSUMER,
                                .claim_vat_liable = out->claim_vat_liable,
                                .instalments = q->instalments};
    for (uint32_t i = 0; i < s->c->n_claims; i++) {
        const day due = s->c->claims[i].claim.due;
        struct cap cap;
        if (share_of(q, i) == 0 || due == DAY_NONE || law_due_day(due) > s->today) {
            continue;
        }
        each.due = law_due_day(due);
        const int rc = costs_cap(q->law, &each, &cap, st);
        if (rc) {
            return rc;
        }
        if (out->due == DAY_NONE || cap.cap < out->cap.cap) {
            out->cap = cap;
            out->due = each.due;
        }
    }
    out->most = (ore)((wide)(out->cap.cap - out->cap.uplift) * out->percent / PERCENT);
    return STATUS_OK;
}

/* ---- what is left -------------------------------------------------------------------------- */

/* What an older system had charged and was paid is not on the case: its demand has borne the light
 * costs, and where they are paid too, and the case came late enough, the heavy ones. */
int ceiling_borne(const struct ceiling_question *q, ore *borne, struct status *st) {
    const struct krav_case *c = q->s->c;
    struct ceiling_question then = *q;
    bool came_along = false;
    *borne = 0;
    then.at_demand = true;
    then.heavy = false;
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const struct letter_note *l = &c->letters[i];
        if (l->kind == LETTER_PAYMENT_DEMAND && l->stage_entry == 0 && l->state == LETTER_SENT) {
            came_along = true;
            then.heavy = then.heavy || merge_opened(c, l) >= demand_heavy_from(l);
        }
    }
    if (!came_along) {
        return STATUS_OK;
    }
    /* Costs are paid in the order they were charged: light ones still owed, no heavy were paid. */
    then.heavy = then.heavy && !ceiling_was_charged(c, FEE_LIGHT);
    struct ceiling all;
    const int rc = ceiling_cap(&then, &all, st);
    *borne = rc ? 0 : all.cap.cap;
    return rc;
}

static int room_alone(const struct ceiling_question *q, struct ceiling *out, struct status *st) {
    const struct krav_case *c = q->s->c;
    int rc = ceiling_cap(q, out, st);
    rc = rc ? rc : ceiling_borne(q, &out->borne, st);
    out->charged = ceiling_charged(c, q->own) - ceiling_charged_of(c, FEE_PLAN_UPLIFT);
    out->room = rc ? 0 : money_max(out->most - money_max(out->charged, out->borne), 0);
    return rc;
}

static bool demand_is_planned(const struct krav_case *c) {
    for (uint32_t i = 0; i < c->n_letters; i++) {
        if (c->letters[i].kind == LETTER_PAYMENT_DEMAND && c->letters[i].state == LETTER_PLANNED) {
            return true;
        }
    }
    return false;
}

/* Of demands that go on one day the older case's is priced first: room is left for it. */
static int kept_for_older(const struct ceiling_question *q, ore *kept, struct status *st) {
    int rc = STATUS_OK;
    *kept = 0;
    for (uint32_t i = 0; i < q->s->n_siblings && !q->at_demand && rc == STATUS_OK; i++) {
        const struct sibling *other = &q->s->siblings[i];
        const struct ceiling_question theirs = {.law = q->law, .s = &other->s};
        struct ceiling all = {.room = 0};
        if (other->c.id < q->s->c->id && demand_is_planned(&other->c)) {
            rc = ceiling_cap(&theirs, &all, st);
        }
        *kept = money_add(*kept, all.cap.cap);
    }
    return rc;
}

/* What is demanded together is one claim, though it stands in several cases (inkassoloven § 17). */
static int share_room(const struct ceiling_question *q, struct ceiling *out, struct status *st) {
    const struct krav_case *together = q->at_demand ? q->s->together_then : q->s->together_now;
    if (together == NULL) {
        return STATUS_OK;
    }
    struct snapshot joined = *q->s;
    struct ceiling_question whole = *q;
    struct ceiling all;
    ore kept = 0;
    joined.c = together;
    whole.s = &joined;
    int rc = room_alone(&whole, &all, st);
    rc = rc ? rc : kept_for_older(q, &kept, st);
    out->room = rc ? 0 : money_min(out->room, money_max(all.room - kept, 0));
    return rc;
}

/* The uplift stands on top of the cap, and neither takes room from the other. */
int ceiling_of(const struct ceiling_question *q, struct ceiling *out, struct status *st) {
    const int rc = room_alone(q, out, st);
    return rc ? rc : share_room(q, out, st);
}

static int uplift_alone(const struct ceiling_question *q, ore *room, struct status *st) {
    const struct krav_case *c = q->s->c;
    struct ceiling all;
    const int rc = ceiling_cap(q, &all, st);
    const ore left = money_min(all.cap.uplift - ceiling_charged_of(c, FEE_PLAN_UPLIFT),
                               all.cap.cap - ceiling_charged(c, 0));
    *room = rc ? 0 : money_max(left, 0);
    return rc;
}

int ceiling_uplift(const struct ceiling_question *q, ore *room, struct status *st) {
    const struct krav_case *together = q->s->together_then;
    struct snapshot joined = *q->s;
    struct ceiling_question whole = *q;
    ore shared = 0;
    int rc = uplift_alone(q, room, st);
    if (rc || together == NULL) {
        return rc;
    }
    joined.c = together;
    whole.s = &joined;
    whole.heavy = whole.heavy || ceiling_charged_of(together, FEE_HEAVY) > 0;
    rc = uplift_alone(&whole, &shared, st);
    *room = rc ? 0 : money_min(*room, shared);
    return rc;
}

int ceiling_compensation(const struct law *law, const struct snapshot *s,
                         struct compensation *out, struct status *st) {
    const struct ceiling_question q = {.law = law, .s = s};
    ore borne = 0;
    *out = (struct compensation){.least = MONEY_MAX};
    for (uint32_t i = 0; i < s->c->n_claims; i++) {
        if (!notice_claim_counts(s, i)) {
            continue;
        }
        const day due = law_due_day(s->c->claims[i].claim.due);
        ore each = 0;
        const int rc = costs_compensation(law, DEBTOR_BUSINESS, due, &each, st);
        if (rc) {
            return rc;
        }
        out->due = each < out->least ? due : out->due;
        out->least = money_min(out->least, each);
    }
    const int rc = ceiling_borne(&q, &borne, st);
    out->stands = money_max(ceiling_charged(s->c, 0), borne);
    out->room = rc ? 0 : money_max(out->least - out->stands, 0);
    return rc;
}
