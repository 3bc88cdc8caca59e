/* inquire.h - asks for scores and in registers, and brings the answers back as facts.
 *
 *     planned ─look, judge─▶ asked ─┬─ DONE ────▶ score_received, wash_received; a register's news ▶ persons
 *      ▲                           ├─ REFUSED ─▶ the same fact with the reason: there is no answer
 *      └──── RETRY, tomorrow ──────┤
 *                                  └─ UNKNOWN ─▶ recall; asked again only if it says that it never came
 *
 * Asking has no effect outside, but an answer may cost money: it is not asked for twice on a guess.
 * Asked is committed before the plugin hears of it.  A question that nobody answers ends on its last
 * day.  Registers are asked for up to a hundred persons at once. */
#ifndef KRAV_ENGINE_INQUIRE_H
#define KRAV_ENGINE_INQUIRE_H

#include "engine/plugs.h"

int inquire_has_work(struct engine *e, bool *has, struct status *st) NODISCARD;
int inquire_run(struct engine *e, struct desk *d, struct status *st) NODISCARD;

#endif
