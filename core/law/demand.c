/* demand.c - see demand.h. */
#include "law/demand.h"

#include "law/notice.h"
#include "law/switches.h"

#define DEADLINE_DAYS 14 /* inkassoloven § 10: at least, from sending */
#define HEAVY_DAYS 28    /* inkassoforskriften § 2-3: overrun by more than */

static bool is_long_enough(const struct letter_note *l) {
    return l->sent != DAY_NONE && l->deadline - l->sent >= DEADLINE_DAYS;
}

const struct letter_note *demand_of(const struct snapshot *s, const struct claim *claim) {
    const struct letter_note *latest = NULL;
    for (uint32_t i = 0; i < s->c->n_letters; i++) {
        const struct letter_note *l = &s->c->letters[i];
        if (l->kind == LETTER_PAYMENT_DEMAND && l->state == LETTER_SENT && is_long_enough(l) &&
            letter_covers(l, claim->number) && (latest == NULL || l->deadline > latest->deadline)) {
            latest = l;
        }
    }
    return latest;
}

day demand_heavy_from(const struct letter_note *demand) {
    return demand->deadline + HEAVY_DAYS + 1;
}

ore demand_principal(const struct snapshot *s, uint32_t i) {
    const struct claim *claim = &s->c->claims[i].claim;
    const struct letter_note *demand = demand_of(s, claim);
    if (demand == NULL) {
        return 0;
    }
    ore principal = claim->principal;
    for (uint32_t m = 0; m < s->c->n_moves; m++) {
        const struct principal_move *move = &s->c->moves[m];
        if (move->claim == claim->number && (move->payment == 0 || move->day <= demand->sent)) {
            principal = money_add(principal, move->amount);
        }
    }
    return money_max(principal, 0);
}

/* The act of 2026 has no such age: a demand that was sent under its § 21 stays. */
static bool lives(const struct snapshot *s, const struct claim *claim,
                  const struct letter_note *demand, const struct law *law) {
    return switch_for_claim(law->acts, NEW_21_DEMAND, s, claim, demand->sent) ||
           s->today <= day_add_months(demand->sent, DEMAND_LIFE_MONTHS);
}

/* A reminder or a notice with fourteen days, missed before the demand went. */
static bool follows_missed_deadline(const struct snapshot *s, const struct claim *claim,
                                    const struct letter_note *demand) {
    for (uint32_t i = 0; i < s->c->n_letters; i++) {
        const struct letter_note *l = &s->c->letters[i];
        const bool warns = l->kind == LETTER_REMINDER || l->kind == LETTER_COLLECTION_NOTICE;
        if (warns && l->state == LETTER_SENT && letter_covers(l, claim->number) &&
            is_long_enough(l) && l->sent > law_due_day(claim->due) &&
            l->deadline < demand->sent && !notice_paid_in_time(l)) {
            return true;
        }
    }
    return false;
}

/* What a condition about one claim and its demand says; the demand may be NULL. */
typedef void claim_judge(const struct snapshot *s, const struct claim *claim,
                         const struct letter_note *demand, struct finding *f);

static void judge_each(const struct snapshot *s, claim_judge *judge, struct finding *f) {
    if (s->c->n_claims == 0) {
        finding_forbid(f, REASON_NO_DEMAND);
    }
    for (uint32_t i = 0; i < s->c->n_claims; i++) {
        const struct claim *claim = &s->c->claims[i].claim;
        if (notice_claim_counts(s, i)) {
            judge(s, claim, demand_of(s, claim), f);
        }
    }
}

static void judge_sent(const struct snapshot *s, const struct claim *claim,
                       const struct letter_note *demand, struct finding *f) {
    (void)s, (void)claim;
    if (demand == NULL) {
        finding_forbid(f, REASON_NO_DEMAND);
    }
}

static void judge_missed(const struct snapshot *s, const struct claim *claim,
                         const struct letter_note *demand, struct finding *f) {
    (void)claim;
    if (demand == NULL) {
        finding_forbid(f, REASON_NO_DEMAND);
    } else if (notice_paid_in_time(demand)) {
        finding_forbid(f, REASON_PAID_IN_TIME);
    } else {
        finding_wait(f, s->today, notice_after_deadline(s, demand->deadline),
                     REASON_DEMAND_PERIOD);
    }
}

static void judge_alive(const struct snapshot *s, const struct claim *claim,
                        const struct letter_note *demand, struct finding *f) {
    if (demand != NULL && !lives(s, claim, demand, f->law)) {
        finding_forbid(f, REASON_DEMAND_SPENT);
    }
}

static void judge_heavy(const struct snapshot *s, const struct claim *claim,
                        const struct letter_note *demand, struct finding *f) {
    judge_missed(s, claim, demand, f);
    if (demand == NULL) {
        return;
    }
    if (claim->due == DAY_NONE || !follows_missed_deadline(s, claim, demand)) {
        finding_forbid(f, REASON_DEMAND_TOO_SOON);
    }
    finding_wait(f, s->today, notice_after_deadline(s, demand_heavy_from(demand) - 1),
                 REASON_HEAVY_TOO_EARLY);
    if (s->c->rejected_since > demand->sent) { /* the clock stood still, and begins anew: kinder */
        finding_wait(f, s->today, notice_after_deadline(s, s->c->rejected_since + HEAVY_DAYS),
                     REASON_HEAVY_TOO_EARLY);
    }
}

void demand_judge_sent(const struct snapshot *s, struct finding *f) {
    judge_each(s, judge_sent, f);
}

void demand_judge_missed(const struct snapshot *s, struct finding *f) {
    judge_each(s, judge_missed, f);
}

void demand_judge_alive(const struct snapshot *s, struct finding *f) {
    judge_each(s, judge_alive, f);
}

void demand_judge_heavy(const struct snapshot *s, struct finding *f) {
    judge_each(s, judge_heavy, f);
}

/* A claim that came later has no demand: then a new one may go, about all of them. */
void demand_judge_again(const struct snapshot *s, struct finding *f) {
    bool all_live = s->c->n_claims > 0;
    for (uint32_t i = 0; i < s->c->n_claims; i++) {
        if (notice_claim_counts(s, i)) {
            const struct claim *claim = &s->c->claims[i].claim;
            const struct letter_note *demand = demand_of(s, claim);
            all_live = all_live && demand != NULL && lives(s, claim, demand, f->law);
        }
    }
    if (all_live) {
        finding_forbid(f, REASON_DEMAND_LIVES);
    }
}

void demand_judge_age(const struct snapshot *s, int32_t days, enum reason_id reason,
                      struct finding *f) {
    for (uint32_t i = 0; i < s->c->n_claims; i++) {
        const struct letter_note *demand = demand_of(s, &s->c->claims[i].claim);
        if (notice_claim_counts(s, i) && demand != NULL) {
            finding_wait(f, s->today, demand->sent + days, reason);
        }
    }
}
