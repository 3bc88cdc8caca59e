/* fees.c - fees of reminders and collection notices: how much, how often, how soon.
 *
 * inkassoforskriften §§ 1-2, 1-3, per claim:
 *
 *     reminder ──▶ reminder              the second only after a missed deadline of
 *         └──────▶ collection notice     at least fourteen days in the first
 *     collection notice ──▶ nothing more
 *
 * and all over again six months after the last letter with a fee. */
#include "law/charges.h"
#include "law/costs.h"
#include "law/newact.h"
#include "law/notice.h"

#define FEE_DAYS 14        /* after the effective due day, and the least first deadline */
#define FEE_RESET_MONTHS 6

/* Letters with a fee that count for one claim today. */
struct fee_history {
    const struct letter_note *first; /* reminder */
    int reminders, others;
    day last;
};

static bool has_fee(const struct letter_note *l, const struct claim *claim) {
    return l->fee > 0 && (l->state == LETTER_SENT || l->state == LETTER_RETURNED) &&
           l->sent != DAY_NONE && letter_covers(l, claim->number);
}

/* The next fee-bearing letter in order of sending: letters taken over from the creditor may stand
 * after ours in the list. */
static const struct letter_note *next_with_fee(const struct krav_case *c, const struct claim *claim,
                                               const struct letter_note *after) {
    const struct letter_note *next = NULL;
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const struct letter_note *l = &c->letters[i];
        bool later =
            after == NULL || l->sent > after->sent || (l->sent == after->sent && l > after);
        if (has_fee(l, claim) && later && (next == NULL || l->sent < next->sent)) {
            next = l;
        }
    }
    return next;
}

static bool is_reset(day last, day on) {
    return last != DAY_NONE && on > day_add_months(last, FEE_RESET_MONTHS);
}

static struct fee_history history_of(const struct snapshot *s, const struct claim *claim) {
    struct fee_history h = {0};
    for (const struct letter_note *l = next_with_fee(s->c, claim, NULL); l != NULL;
         l = next_with_fee(s->c, claim, l)) {
        if (is_reset(h.last, l->sent)) {
            h = (struct fee_history){0};
        }
        if (l->kind != LETTER_REMINDER) {
            h.others++;
        } else if (h.reminders++ == 0) {
            h.first = l;
        }
        h.last = l->sent;
    }
    return is_reset(h.last, s->today) ? (struct fee_history){0} : h;
}

static void judge_sequence(const struct snapshot *s, const struct claim *claim, struct finding *f) {
    struct fee_history h = history_of(s, claim);
    if (h.others > 0) {
        finding_forbid(f, REASON_FEE_AFTER_NOTICE);
    } else if (h.reminders > 1) {
        finding_forbid(f, REASON_FEE_COUNT);
    } else if (h.first == NULL) {
        return;
    } else if (h.first->deadline - h.first->sent < FEE_DAYS) {
        finding_forbid(f, REASON_FEE_SHORT_DEADLINE);
    } else if (notice_paid_in_time(h.first)) {
        finding_forbid(f, REASON_PAID_IN_TIME);
    } else {
        finding_wait(f, s->today, notice_after_deadline(s, h.first->deadline),
                     REASON_FEE_FIRST_DEADLINE);
    }
}

/* One letter bears one fee, and only if each claim it asks for would allow it: kinder than a fee
 * for the oldest claim alone. */
static void judge_fee(const struct snapshot *s, enum letter_kind kind, struct finding *f) {
    if (kind != LETTER_REMINDER && kind != LETTER_COLLECTION_NOTICE) {
        finding_forbid(f, REASON_FEE_NOT_PRICED);
    }
    if (s->agreement == NULL || !s->agreement->letter_fees) {
        finding_forbid(f, REASON_FEE_NOT_AGREED);
    }
    notice_judge_case(s, f);
    newact_judge_cost(s, s->agreement != NULL ? s->agreement->letter_fee_owner : 0, f);
    if (s->plan_runs) {
        finding_forbid(f, REASON_PLAN_RUNS);
    }
    if (charges_stand(s->c)) {
        finding_forbid(f, REASON_FEE_INSIDE_COSTS);
    }
    for (uint32_t i = 0; i < s->c->n_claims; i++) {
        const struct claim *claim = &s->c->claims[i].claim;
        if (!notice_claim_counts(s, i)) {
            continue;
        }
        if (claim->due == DAY_NONE) {
            finding_forbid(f, REASON_NOT_DUE);
            continue;
        }
        finding_wait(f, s->today, law_due_day(claim->due) + FEE_DAYS, REASON_FEE_TOO_EARLY);
        judge_sequence(s, claim, f);
    }
}

int charges_letter_price(const struct law *law, const struct snapshot *s, enum letter_kind kind,
                         struct letter_price *out, struct status *st) {
    *out = (struct letter_price){0};
    out->by_2026 = kind == LETTER_COLLECTION_NOTICE && switch_today(law->acts, NEW_20_NOTICE, s);
    const int rc =
        out->by_2026 ? law_amount(&law->acts->slots.fee_notice, s->today, &out->lawful, st)
                     : costs_letter_fee(law, FEE_SHARE_REMINDER, s->today, &out->lawful, st);
    const ore agreed = s->agreement != NULL ? s->agreement->letter_fee_max : 0;
    out->price = agreed > 0 ? money_min(out->lawful, agreed) : out->lawful;
    return rc;
}

int law_letter_fee(const struct law *law, const struct snapshot *s, enum letter_kind kind,
                   ore *fee, struct verdict *why, struct status *st) {
    struct finding f = {.law = law};
    *fee = 0;
    if (kind == LETTER_PAYMENT_DEMAND) {
        const int rc = charges_with_demand(law, s, fee, &f, st);
        finding_answer(&f, s, why);
        return rc;
    }
    judge_fee(s, kind, &f);
    finding_answer(&f, s, why);
    if (!finding_allows(&f)) {
        return STATUS_OK;
    }
    struct letter_price price;
    const int rc = charges_letter_price(law, s, kind, &price, st);
    *fee = price.price;
    return rc;
}
