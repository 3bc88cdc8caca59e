/* reports.h - sums over the whole book, for people who run an agency.  Each is one statement; the
 * caller opens a look (db_look) when several belong together. */
#ifndef KRAV_STORE_REPORTS_H
#define KRAV_STORE_REPORTS_H

#include "domain/vocabulary.h"
#include "store/db.h"

/* Open cases of a creditor in a stage, and what is owed there as it was last posted. */
struct portfolio_row {
    int64_t creditor, n;
    struct text stage;      /* absent: no decision yet */
    ore principal, interest, costs;
};
int report_portfolio(struct db *db, struct arena *arena, struct portfolio_row **out, uint32_t *n,
                     struct status *st) NODISCARD;

/* Letters that were sent, by kind and channel, and by the month of their day if asked for. */
struct letters_row {
    struct text month;      /* "2026-09"; absent: all */
    enum letter_kind letter;
    enum channel by;
    int64_t n;
};
int report_letters(struct db *db, bool by_month, struct arena *arena, struct letters_row **out,
                   uint32_t *n, struct status *st) NODISCARD;

/* What became of a creditor's money, from the ledger: nothing here is counted twice. */
struct creditor_row {
    int64_t creditor;
    ore received;           /* on the client account, less what went back */
    ore direct;             /* paid to the creditor itself, as far as it covered something */
    ore paid_out, underway; /* to the creditor; handed to the bank and not confirmed */
    ore held;               /* collected and not settled */
    ore owes;               /* the creditor owes the agency */
};
int report_creditors(struct db *db, struct arena *arena, struct creditor_row **out, uint32_t *n,
                     struct status *st) NODISCARD;

#endif
