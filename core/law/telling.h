/* telling.h - letters that ask for nothing: what they tell must be so, and told once (inkassoloven
 * § 8, god inkassoskikk). */
#ifndef KRAV_LAW_TELLING_H
#define KRAV_LAW_TELLING_H

#include "law/finding.h"

void telling_judge_dispute_received(const struct snapshot *s, struct finding *f);
void telling_judge_dispute_answer(const struct snapshot *s, struct finding *f);
void telling_judge_provisional(const struct snapshot *s, struct finding *f);
void telling_judge_receipt(const struct snapshot *s, struct finding *f);
void telling_judge_refund(const struct snapshot *s, struct finding *f);
void telling_judge_closing(const struct snapshot *s, struct finding *f);

/* The same letter again: not on the day of the last one, and not before `days` after it. */
void telling_judge_pace(const struct snapshot *s, enum letter_kind kind, day days,
                        struct finding *f);

#endif
