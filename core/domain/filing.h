/* filing.h - steps before a conciliation board, an enforcement officer or a bankruptcy court, as words.
 *
 *     asked ──▶ filed ──▶ decided ──▶ ended        the note of each filing is in case.h
 *               └── nothing lapses in between (foreldelsesloven § 21 no. 1) ──┘
 *
 * A wage deduction (utleggstrekk) is decided, and pending until it ends; so is a petition by invoice
 * that went to the board and was judged there (tvangsfullbyrdelsesloven § 7-7).  The vocabularies are
 * static tables; numbers are internal, words are what is stored. */
#ifndef KRAV_DOMAIN_FILING_H
#define KRAV_DOMAIN_FILING_H

#include "base/words.h"

enum filing_kind { FILING_CONCILIATION = 1, FILING_ENFORCEMENT, FILING_BANKRUPTCY, FILING_KINDS };
extern const struct words filing_kinds;

enum filing_outcome {
    RESULT_JUDGMENT = 1, RESULT_SETTLEMENT, RESULT_DENIED, RESULT_DISMISSED, RESULT_WITHDRAWN,
    RESULT_DISCONTINUED, RESULT_ATTACHMENT, RESULT_WAGE_DEDUCTION, RESULT_DEDUCTION_ENDED,
    RESULT_NOTHING_TO_TAKE, RESULT_BANKRUPTCY_OPENED, RESULTS
};
struct outcome_word {
    struct word word;
    unsigned kinds;  /* 1 << filing_kind that can end so */
    bool basis;      /* an enforcement basis (tvangsgrunnlag): ten years, § 21 no. 2 */
    bool failed;     /* nothing was decided about the claim: one year, § 22 */
    bool enforced;   /* enforcement came to its end: ten years from then, § 21 no. 3 */
    bool lasts;      /* it is decided but goes on */
};
extern const struct words filing_outcomes; /* rows: struct outcome_word */
const struct outcome_word *filing_outcome_word(enum filing_outcome outcome); /* NULL: none */

#endif
