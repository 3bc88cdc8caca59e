/* plan_inquiry.c - a question about the debtor is promised: who asks it is dispatch's affair. */
#include "engine/plan.h"

#include "base/check.h"
#include "domain/inquiry.h"

/* hash(claim's outside identity, what is asked for, ordinal): the same question is asked once. */
static struct hash inquiry_key(const struct krav_case *c, enum effect_kind kind) {
    char number[16];
    uint32_t n = 0;
    struct hash_parts h;
    for (uint32_t i = 0; i < c->n_inquiries; i++) {
        n += c->inquiries[i].kind == kind;
    }
    for (size_t i = 0; i < sizeof number; i++, n /= 10) {
        number[i] = (char)('0' + n % 10);
    }
    ensure(c->n_claims > 0);
    hash_begin(&h);
    hash_add(&h, TEXT("inquiry"));
    hash_add(&h, c->claims[0].claim.source);
    hash_add(&h, text_of(words_name(&effect_kinds, (int)kind)));
    hash_add(&h, (struct text){number, sizeof number});
    return hash_end(&h);
}

int plan_inquiry(struct planning *p, const struct action *a, struct status *st) {
    (void)st;
    const enum effect_kind kind = a->kind == ACTION_SCORE ? EFFECT_SCORE : EFFECT_WASH;
    struct event *e = events_add(p->events, EVENT_INQUIRY_ASKED, p->s->today);
    e->word = text_of(words_name(&effect_kinds, (int)kind));
    e->key = inquiry_key(p->c, kind);
    e->until = p->s->today + EFFECT_LIFE_DAYS;
    ensure(p->n_effects < 2 * ACTIONS_MAX);
    p->effects[p->n_effects++] = (struct effect){.key = e->key, .case_id = p->c->id, .kind = kind,
        .planned = p->s->today, .last_day = e->until};
    return STATUS_OK;
}
