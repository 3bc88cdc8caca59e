/* letters.c - the binding answer at dispatch: is this very letter, today, lawful.
 *
 * Everything the forecast asked is asked again, of the day and the deadline the letter really has;
 * then its contents: the required parts, sums that add up, no more than is owed, a lawful fee. */
#include "law/sending.h"

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

void law_judge_letter(const struct law *law, const struct snapshot *s, const struct letter *l,
                      struct verdict *out) {
    struct finding f = {0};
    struct sending sending = {.kind = l->kind, .by = l->by};
    if (l->deadline != DAY_NONE) {
        sending.days = l->deadline - l->composed;
    }
    sending_judge(s, &sending, &f);
    if (l->composed != s->today) {
        finding_forbid(&f, REASON_STALE_QUOTE);
    }
    unsigned required = sending_word(l->kind)->parts;
    if ((letter_parts_held(l) & required) != required) {
        finding_forbid(&f, REASON_PART_MISSING);
    }
    judge_sums(s, l, &f);
    judge_own_fee(law, s, l, &f);
    finding_answer(&f, out);
}
