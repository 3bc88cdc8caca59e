/* apply_contact.h - what contact with the debtor changes in a case (apply.c asks). */
#ifndef KRAV_DOMAIN_APPLY_CONTACT_H
#define KRAV_DOMAIN_APPLY_CONTACT_H

#include "domain/apply.h"

/* An attempt of ours to call: its outcome; NULL for any other contact, as when the debtor rang. */
const struct word *contact_attempt(const struct fact *f);

/* Somebody spoke with the debtor, or tried to. */
int apply_contact(const struct apply_input *in, struct events *out, struct status *st) NODISCARD;

/* A call that was asked for is not to be made any more; nothing if none was. */
void apply_end_call(const struct krav_case *c, day on, struct text why, struct events *out);

/* Nobody called by the last day; nothing before it. */
void apply_call_lapses(const struct apply_input *in, struct events *out);

#endif
