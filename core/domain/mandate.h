/* mandate.h - the payer's word to his bank that we may ask it for the money (AvtaleGiro).
 *
 *     none ─ mandate "notice" | "no_notice" ─▶ stands, for one KID ─ "ended" ─▶ none
 *
 * The bank tells of it; a rule reads it as `mandate`.  What ends is the mandate of that KID only: a
 * case that others were merged into may hold another's.  All pure. */
#ifndef KRAV_DOMAIN_MANDATE_H
#define KRAV_DOMAIN_MANDATE_H

#include "domain/apply.h"

#define MANDATE_NOTICE "notice"       /* the payer's bank tells him before it pays */
#define MANDATE_NO_NOTICE "no_notice" /* it does not: he was told by us */
#define MANDATE_ENDED "ended"

/* FACT_MANDATE: kid, and reason one of the three words.  What is known already is no event. */
int apply_mandate(const struct apply_input *in, struct events *out, struct status *st) NODISCARD;
/* What it leaves, EVENT_MANDATE_SET, has the word, and as ref the KID. */

#endif
