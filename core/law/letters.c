/* letters.c - the binding answer at dispatch: is this very letter, today, lawful.
 *
 * Everything the forecast asked is asked again, of the day and the deadline the letter really has;
 * then its contents: the required parts, sums that add up, no more than is owed, a lawful fee. */
#include "domain/letter_demands.h"
#include "law/newact.h"

static void judge_sums(const struct snapshot *s, const struct letter *l, struct finding *f) {
    ore sum = 0;
    for (uint32_t i = 0; i < l->n_lines; i++) {
        sum = money_add(sum, l->lines[i].amount);
    }
    if (sum != l->total) {
        finding_forbid(f, REASON_SUM_WRONG);
    }
    if (l->total > money_add(s->open, l->fee)) {
        finding_forbid(f, REASON_ASKS_TOO_MUCH);
    }
}

static void judge_own_fee(const struct law *law, const struct snapshot *s, const struct letter *l,
                          struct finding *f) {
    if (l->fee == 0) {
        return;
    }
    ore lawful;
    struct verdict why;
    struct status st = {0};
    if (law_letter_fee(law, s, l->kind, &lawful, &why, &st) != STATUS_OK) {
        finding_ask_person(f, REASON_NO_RATE);
    } else if (l->fee > lawful || l->fee < 0) {
        finding_forbid(f, REASON_FEE_UNLAWFUL);
    }
}

static void judge_parts(const struct snapshot *s, const struct letter *l, struct finding *f) {
    const unsigned held = letter_parts_held(l);
    if ((letter_demands(l->kind, DEMAND_ALWAYS) & ~held) != 0) {
        finding_forbid(f, REASON_PART_MISSING);
    }
    if ((newact_parts(f->law, s, l->kind) & ~held) != 0) {
        finding_forbid(f, REASON_NEW_PART_MISSING);
    }
}

/* Two demands may have been planned; a second one would bear the same costs again. */
static void judge_no_twin(const struct snapshot *s, const struct letter *l, struct finding *f) {
    for (uint32_t i = 0; i < s->c->n_letters; i++) {
        const struct letter_note *other = &s->c->letters[i];
        if (l->kind == LETTER_PAYMENT_DEMAND && other->kind == l->kind &&
            other->state == LETTER_COMPOSED && !hash_eq(&other->key, &l->key)) {
            finding_forbid(f, REASON_DEMAND_LIVES);
        }
    }
}

void law_judge_letter(const struct law *law, const struct snapshot *s, const struct letter *l,
                      struct verdict *out) {
    struct finding f = {.law = law};
    struct sending sending = {.kind = l->kind, .by = l->by};
    if (l->deadline != DAY_NONE) {
        sending.days = l->deadline - l->composed;
    }
    sending_judge(s, &sending, &f);
    if (l->composed != s->today) {
        finding_forbid(&f, REASON_STALE_QUOTE);
    }
    judge_parts(s, l, &f);
    judge_no_twin(s, l, &f);
    judge_sums(s, l, &f);
    judge_own_fee(law, s, l, &f);
    finding_answer(&f, s, out);
}
