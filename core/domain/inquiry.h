/* inquiry.h - questions about the debtor to somebody outside, as a case remembers them.
 *
 *     out ─▶ answered     a score, or what a register says
 *      └───▶ ended        refused, not lawful any more, or nobody answered in time
 *
 * A question has no effect outside, but it is about a person and may cost money: so it is a promise
 * with a key like any other, and its answer is a fact.  Why a score has its points is personal data
 * and stands beside the chain (`parts`). */
#ifndef KRAV_DOMAIN_INQUIRY_H
#define KRAV_DOMAIN_INQUIRY_H

#include "base/day.h"
#include "base/hash.h"
#include "base/record.h"
#include "domain/vocabulary.h"

enum inquiry_state { INQUIRY_OUT = 1, INQUIRY_ANSWERED, INQUIRY_ENDED };
extern const struct words inquiry_states;

struct inquiry_note {
    struct hash key;
    enum effect_kind kind;  /* EFFECT_SCORE or EFFECT_WASH */
    enum inquiry_state state;
    day asked, as_of, until; /* as_of: of the answer; until: it holds this day included; 0: not said */
    int32_t points;         /* of a score */
    struct text word;       /* a score's label; what a register says; why it ended */
    struct text model;      /* who made the score, and how */
    struct hash parts;      /* why it has its points: erasable */
};
extern const struct record inquiry_note_record;

#define SCORE_LIFE_DAYS 90  /* a score that says nothing itself is too old after these */
#define INQUIRY_WORD_MAX 40

struct krav_case;
/* The newest question of the kind; NULL: none. */
const struct inquiry_note *inquiry_last(const struct krav_case *c, enum effect_kind kind);
/* The newest answer; a score that is too old on `today` is none. */
const struct inquiry_note *inquiry_answer(const struct krav_case *c, enum effect_kind kind, day today);
const struct inquiry_note *inquiry_of(const struct krav_case *c, const struct hash *key);
bool inquiry_is_out(const struct krav_case *c);

#endif
