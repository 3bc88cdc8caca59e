/* sibling.c - see sibling.h. */
#include "domain/sibling.h"

#include "domain/merge.h"

#define DEMAND_DAYS 14 /* inkassoloven § 10: what a demand that goes today gives at least */

bool sibling_demand_days(const struct krav_case *c, day today, day *from, day *to) {
    const struct letter_note *last = NULL;
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const struct letter_note *l = &c->letters[i];
        const bool goes = l->state == LETTER_PLANNED || l->state == LETTER_COMPOSED;
        if (l->kind == LETTER_PAYMENT_DEMAND && goes) {
            *from = today;
            *to = today + DEMAND_DAYS;
            return true;
        }
        if (l->kind == LETTER_PAYMENT_DEMAND && l->state == LETTER_SENT &&
            (last == NULL || l->sent > last->sent)) {
            last = l;
        }
    }
    *from = last ? last->sent : DAY_NONE;
    *to = last ? last->deadline : DAY_NONE;
    return last != NULL;
}

const struct krav_case *sibling_together(const struct snapshot *s, day from, day to,
                                         struct arena *arena) {
    const struct krav_case *all = NULL;
    for (uint32_t i = 0; i < s->n_siblings; i++) {
        const struct krav_case *other = &s->siblings[i].c;
        const struct krav_case *so_far = all ? all : s->c;
        day first = DAY_NONE, last = DAY_NONE;
        if (sibling_demand_days(other, s->today, &first, &last) && first <= to && last >= from &&
            !merge_too_large(so_far, other)) {
            struct krav_case *both = arena_take(arena, sizeof *both);
            merge_joined(so_far, other, arena, both);
            all = both;
        }
    }
    return all;
}

/* A demand that is asked about goes today; heavy costs follow the one that was sent. */
void siblings_reckon(struct snapshot *s, struct arena *arena) {
    day from = DAY_NONE, to = DAY_NONE;
    s->together_now = sibling_together(s, s->today, s->today + DEMAND_DAYS, arena);
    s->together_then = sibling_demand_days(s->c, s->today, &from, &to)
                           ? sibling_together(s, from, to, arena)
                           : NULL;
}
