/* notice.h - when a letter that asks for payment may be sent: dates, earlier letters, the case.
 *
 * inkassoloven §§ 1, 8, 9, 10, 17.  A letter is about every open claim of its case, so each
 * condition holds for every one of them; the last day among them decides. */
#ifndef KRAV_LAW_NOTICE_H
#define KRAV_LAW_NOTICE_H

#include "law/finding.h"

/* Dead, bankrupt or under debt settlement: the claim goes to the estate, not to the debtor. */
void notice_judge_debtor(const struct snapshot *s, struct finding *f);
/* A claim that is lost by time is not asked for, whatever else stands open in the case. */
void notice_judge_upheld(const struct snapshot *s, struct finding *f);
void notice_judge_limitation(const struct snapshot *s, struct finding *f);
/* Whether the debtor may be asked for money at all, whatever the letter or cost. */
void notice_judge_case(const struct snapshot *s, struct finding *f);
/* Nothing new is asked for while a deadline that was given runs, its last day included. */
void notice_judge_no_deadline_runs(const struct snapshot *s, struct finding *f);
/* The same for a court, which also decides what is disputed. */
void notice_judge_before_court(const struct snapshot *s, struct finding *f);
/* Every claim that counts is due `days` days ago, or more. */
void notice_judge_due(const struct snapshot *s, int32_t days, struct finding *f);

/* A guardian speaks for the debtor: a person chooses whom to write to (vergemålsloven). */
void notice_judge_guardian(const struct snapshot *s, struct finding *f);
/* Whoever objected and got an answer has had time to read it and to pay (god inkassoskikk, inkassoloven
 * § 8). */
void notice_judge_answer_read(const struct snapshot *s, struct finding *f);
void notice_judge_reminder(const struct snapshot *s, struct finding *f);
void notice_judge_collection(const struct snapshot *s, struct finding *f);
void notice_judge_demand(const struct snapshot *s, struct finding *f);

/* Who was offered instalments has until the first is due to answer: nothing is asked for and nothing
 * charged before that day is over, with the bank's. */
void notice_judge_offer(const struct snapshot *s, struct finding *f);

/* The first day a missed deadline may be acted upon: the order may be handed in on the last day,
 * and the agreement gives the bank some days to bring it. */
day notice_after_deadline(const struct snapshot *s, day deadline);
/* True if claim number i of the case counts: it is open, or none is (interest and costs alone). */
bool notice_claim_counts(const struct snapshot *s, uint32_t i);
/* True if what it asked for was received in time. */
bool notice_paid_in_time(const struct letter_note *l);

#endif
