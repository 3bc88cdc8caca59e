/* mandate.c - see mandate.h. */
#include "domain/mandate.h"

#include "domain/fold_parts.h"

static bool is_word(struct text word) {
    return text_is(word, MANDATE_NOTICE) || text_is(word, MANDATE_NO_NOTICE) ||
           text_is(word, MANDATE_ENDED);
}

static bool is_known(const struct krav_case *c, const struct fact *f) {
    const bool stands = c->mandate_since != DAY_NONE && text_eq(c->mandate_kid, f->kid);
    return text_is(f->reason, MANDATE_ENDED)
               ? !stands
               : stands && c->mandate_notice == text_is(f->reason, MANDATE_NOTICE);
}

int apply_mandate(const struct apply_input *in, struct events *out, struct status *st) {
    const struct fact *f = in->fact;
    if (!is_word(f->reason) || f->kid.len == 0) {
        return status_fail(st, STATUS_REFUSED, "case %lld: mandate: needs a KID and what became of "
                           "it", (long long)in->c->id);
    }
    if (!is_known(in->c, f)) {
        struct event *e = events_add(out, EVENT_MANDATE_SET, f->legal_day);
        e->word = f->reason;
        e->ref = f->kid;
    }
    return STATUS_OK;
}

int fold_mandate(const struct folding *f) {
    struct krav_case *c = f->c;
    const struct event *e = f->e;
    const bool ends = text_is(e->word, MANDATE_ENDED);
    if (!is_word(e->word) || e->ref.len == 0 || e->day == DAY_NONE) {
        return fold_impossible(f, "needs a day, a KID and what became of it");
    }
    if (ends && (c->mandate_since == DAY_NONE || !text_eq(c->mandate_kid, e->ref))) {
        return fold_impossible(f, "there is no such mandate");
    }
    c->mandate_since = ends ? DAY_NONE : e->day;
    c->mandate_kid = ends ? (struct text){NULL, 0} : arena_text(f->arena, e->ref);
    c->mandate_notice = !ends && text_is(e->word, MANDATE_NOTICE);
    return STATUS_OK;
}
