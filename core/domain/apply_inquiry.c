/* apply_inquiry.c - see apply_inquiry.h. */
#include "domain/apply_inquiry.h"

#include "domain/inquiry.h"

int apply_inquiry(const struct apply_input *in, struct events *out, struct status *st) {
    const struct fact *f = in->fact;
    const bool score = f->kind == FACT_SCORE_RECEIVED;
    const struct inquiry_note *n = inquiry_of(in->c, &f->key);
    if (!n || n->state != INQUIRY_OUT || n->kind != (score ? EFFECT_SCORE : EFFECT_WASH)) {
        return status_fail(st, STATUS_REFUSED, "case %lld: %s: no question with this key is out",
                           (long long)in->c->id, words_name(&fact_kinds, (int)f->kind));
    }
    const enum event_kind kind = f->reason.len > 0 ? EVENT_INQUIRY_ENDED
                                 : score           ? EVENT_SCORE_NOTED
                                                   : EVENT_WASH_NOTED;
    struct event *e = events_add(out, kind, f->legal_day);
    e->key = f->key;
    e->word = f->reason.len > 0 ? f->reason : f->stage;
    if (kind == EVENT_SCORE_NOTED) {
        e->points = f->points;
        e->until = f->until;
        e->ref = f->reference;
        e->content = f->text_hash;
    }
    return STATUS_OK;
}
