/* doors.h - money is booked once, whichever file tells of it first.
 *
 *     OCR giro ──┐   known to both?
 *     camt.054 ──┼─▶ booked once, and the other confirms it
 *     a person ──┘   perhaps? ─▶ suspense, with a task that names the other
 *
 * Money that was paid at a provider of payment pages comes through no bank: webhook and poll tell it
 * under the charge's own id.  The agency transfers it to the client account at once (movement: own).
 *
 * With `[accounts] booked_by` one plugin alone brings payments to cases: what another tells of by KID
 * waits in suspense for that one's word, so that the client account is right meanwhile. */
#ifndef KRAV_ENGINE_DOORS_H
#define KRAV_ENGINE_DOORS_H

#include "engine/intake_parts.h"

/* A payment, or one that was taken back: booked, confirmed, or kept for a person. */
int door_money(struct intake *t, struct text source) NODISCARD;

/* A person's word: what waits under this number is the twin of another payment and never came.
 * A chunk of its own, committed.  STATUS_REFUSED: a statement has shown it at the bank. */
int door_same(struct engine *e, int64_t waiting, struct text by, struct arena *arena,
              struct status *st) NODISCARD;

#endif
