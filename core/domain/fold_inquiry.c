/* fold_inquiry.c - questions about the debtor, and what came of them (inquiry.h). */
#include "domain/fold_parts.h"
#include "domain/inquiry.h"

int fold_inquiry_asked(const struct folding *f) {
    struct krav_case *c = f->c;
    const struct word *kind = words_by_name(&effect_kinds, f->e->word);
    if (!kind || (kind->value != EFFECT_SCORE && kind->value != EFFECT_WASH)) {
        return fold_impossible(f, "neither a score nor a register");
    }
    if (inquiry_of(c, &f->e->key)) {
        return fold_impossible(f, "the same question twice");
    }
    if (c->n_inquiries >= CASE_LIST_MAX) {
        return fold_impossible(f, "too many questions");
    }
    struct inquiry_note *n = arena_push(f->arena, &c->inquiries, &c->n_inquiries, sizeof *n);
    *n = (struct inquiry_note){.key = f->e->key, .kind = (enum effect_kind)kind->value,
        .state = INQUIRY_OUT, .asked = f->e->day};
    return STATUS_OK;
}

int fold_inquiry_answered(const struct folding *f) {
    struct inquiry_note *n = NULL;
    for (uint32_t i = f->c->n_inquiries; i-- > 0 && !n;) {
        n = hash_eq(&f->c->inquiries[i].key, &f->e->key) ? &f->c->inquiries[i] : NULL;
    }
    const enum effect_kind kind = f->e->kind == EVENT_SCORE_NOTED  ? EFFECT_SCORE
                                  : f->e->kind == EVENT_WASH_NOTED ? EFFECT_WASH
                                  : n                              ? n->kind
                                                                   : 0;
    if (!n || n->state != INQUIRY_OUT || n->kind != kind) {
        return fold_impossible(f, "no such question is out");
    }
    n->state = f->e->kind == EVENT_INQUIRY_ENDED ? INQUIRY_ENDED : INQUIRY_ANSWERED;
    n->as_of = f->e->day;
    n->until = f->e->until;
    n->points = f->e->points;
    n->word = f->e->word;
    n->model = f->e->ref;
    n->parts = f->e->content;
    return STATUS_OK;
}
