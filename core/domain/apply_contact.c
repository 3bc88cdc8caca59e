/* apply_contact.c - see apply_contact.h. */
#include "domain/apply_contact.h"

const struct word *contact_attempt(const struct fact *f) {
    return f->kind == FACT_CONTACT && text_is(f->stage, CALL_CHANNEL)
               ? words_by_name(&call_outcomes, f->reason)
               : NULL;
}

int apply_contact(const struct apply_input *in, struct events *out, struct status *st) {
    (void)st;
    const enum event_kind kind = contact_attempt(in->fact) ? EVENT_CALLED : EVENT_CONTACTED;
    struct event *e = events_add(out, kind, in->fact->legal_day);
    e->content = in->fact->text_hash;
    e->document = in->fact->document;
    e->word = in->fact->reason;
    return STATUS_OK;
}

void apply_end_call(const struct krav_case *c, day on, struct text why, struct events *out) {
    if (c->call_asked.on != DAY_NONE) {
        events_add(out, EVENT_CALL_ENDED, on)->word = why;
    }
}

void apply_call_lapses(const struct apply_input *in, struct events *out) {
    if (in->fact->booked_day > in->c->call_asked.until) {
        apply_end_call(in->c, in->fact->booked_day, TEXT("nobody_called"), out);
    }
}
