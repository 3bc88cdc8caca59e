/* sending.h - may a letter of this kind go, to whom, by which channel, with how many days.
 *
 * Asked twice: as a forecast when a rule says `send`, and again for the composed letter. */
#ifndef KRAV_LAW_SENDING_H
#define KRAV_LAW_SENDING_H

#include "law/finding.h"

struct sending {
    enum letter_kind kind;
    enum channel by;  /* 0: not chosen yet */
    int32_t days;     /* from sending to the deadline */
};
void sending_judge(const struct snapshot *s, const struct sending *letter, struct finding *f);

const struct letter_word *sending_word(enum letter_kind kind);
bool sending_is_to_creditor(enum letter_kind kind);

#endif
