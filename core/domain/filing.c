/* filing.c - see filing.h.  Only tables. */
#include "domain/filing.h"

static const struct word kind_rows[] = {
    {FILING_CONCILIATION, "conciliation", "forliksklage", "Before the conciliation board (tvisteloven ch. 6)."},
    {FILING_ENFORCEMENT, "enforcement", "utleggsbegjæring", "Before the enforcement officer (tvangsfullbyrdelsesloven ch. 7)."},
    {FILING_BANKRUPTCY, "bankruptcy", "konkursbegjæring", "Before the court, of a business (konkursloven § 63)."},
};
const struct words filing_kinds = WORDS("filing", kind_rows);

#define ROW(value, name, norwegian, doc) {(value), (name), (norwegian), (doc)}
#define BOARD (1u << FILING_CONCILIATION)
#define OFFICER (1u << FILING_ENFORCEMENT)
#define COURT (1u << FILING_BANKRUPTCY)
static const struct outcome_word outcome_rows[] = {
    {ROW(RESULT_JUDGMENT, "judgment", "dom", "The debtor was ordered to pay."),
     BOARD | OFFICER, true, false, false, false},
    {ROW(RESULT_SETTLEMENT, "settlement", "rettsforlik", "The parties settled before the board."),
     BOARD | OFFICER, true, false, false, false},
    {ROW(RESULT_DENIED, "denied", "frifinnelse", "The court found that nothing is owed."),
     BOARD | OFFICER, false, false, false, false},
    {ROW(RESULT_DISMISSED, "dismissed", "avvist", "It was not tried."),
     BOARD | OFFICER | COURT, false, true, false, false},
    {ROW(RESULT_WITHDRAWN, "withdrawn", "trukket", "We took it back."),
     BOARD | OFFICER | COURT, false, true, false, false},
    {ROW(RESULT_DISCONTINUED, "discontinued", "innstilt", "It was stopped before anything was decided."),
     BOARD | OFFICER | COURT, false, true, false, false},
    {ROW(RESULT_ATTACHMENT, "attachment", "utleggspant", "A lien was taken in something the debtor has."),
     OFFICER, false, false, true, false},
    {ROW(RESULT_WAGE_DEDUCTION, "wage_deduction", "utleggstrekk", "Money is taken from the debtor's pay, for as long as it lasts."),
     OFFICER, false, false, false, true},
    {ROW(RESULT_DEDUCTION_ENDED, "deduction_ended", "utleggstrekk avsluttet", "The deduction is over."),
     OFFICER, false, false, true, false},
    {ROW(RESULT_NOTHING_TO_TAKE, "nothing_to_take", "intet til utlegg", "The debtor has nothing that can be taken."),
     OFFICER, false, false, true, false},
    {ROW(RESULT_BANKRUPTCY_OPENED, "bankruptcy_opened", "konkurs åpnet", "The court opened bankruptcy."),
     COURT, false, false, false, true},
};
const struct words filing_outcomes = WORDS("filing outcome", outcome_rows);

const struct outcome_word *filing_outcome_word(enum filing_outcome outcome) {
    return (const struct outcome_word *)(const void *)words_by_value(&filing_outcomes,
                                                                     (int)outcome);
}
