/* reconcile.h - a bank's statement held against the book, to the øre (inkassoloven § 16).
 *
 *     opening = what the book had shown to be there
 *     each entry ◀─▶ one movement of the book, or several that the bank booked as one sum
 *     closing = what the book has on that day, less the agency's own transfers under way
 *
 * Entries are matched by the strongest sign first: a transfer's id, the bank's reference, KID and
 * day, day alone, a lot, KID on another day.  What is left is a difference with its likely cause.
 * Pure: the caller lends lines and movements, and owns the arena. */
#ifndef KRAV_DOMAIN_RECONCILE_H
#define KRAV_DOMAIN_RECONCILE_H

#include "base/arena.h"
#include "domain/movement.h"

/* A line of a statement; part 0 is the entry, 1.. what it is made of. */
struct bank_line {
    int64_t entry, part;
    day day;
    ore amount;           /* of a part, 0: not said */
    struct text kid, end_to_end, reference, type, text, payer;
    bool matched;         /* set by reconcile(): all of it, or a part that makes it whole */
};

/* Own transfers are made by people at the bank: so many bank days are given them. */
#define OWN_TRANSFER_DAYS 3
/* A payment that stands on another day than the book has it is looked for so far away. */
#define OTHER_DAY_MAX 7

enum difference_kind {
    DIFFERS_OPENING = 1,  /* the statement begins elsewhere than the last one ended            */
    DIFFERS_NOT_AT_BANK,  /* in the book, and not at the bank                                  */
    DIFFERS_OVERDUE,      /* an own transfer that nobody has made                              */
    DIFFERS_CREDIT,       /* at the bank, and not in the book: money in                        */
    DIFFERS_DEBIT,        /* money out                                                         */
    DIFFERS_FEE, DIFFERS_INTEREST, DIFFERS_BOUNCED, /* the same, and why                       */
    DIFFERS_AMOUNT,       /* the same payment or transfer, with another amount                 */
    DIFFERS_TWIN,         /* one side has it twice                                             */
    DIFFERS_DAY,          /* the sum is right, the day is not: told, and no break              */
    DIFFERS_KINDS
};
extern const struct words difference_kinds;

struct difference {
    enum difference_kind kind;
    day day;
    ore bank, book;       /* what each side has; 0: nothing */
    int64_t entry, part;  /* of the statement; 0: none */
    int64_t movement, step; /* of the book; 0: none */
    struct text text;     /* the KID, the transfer's id or the bank's words */
};

struct reconciliation {
    /* In. */
    ore opening, closing;
    day from, to;
    struct bank_line *lines; uint32_t n_lines;       /* by entry, then part */
    struct movement *movements; uint32_t n_movements; /* not yet shown by a statement; entry = 0 */
    ore shown;            /* what earlier statements have shown, all together */
    bool is_first;        /* of the account: what is older than it was there when it began */
    bool (*is_transfer)(struct text id); /* could this id be one of ours? */
    /* Out.  A movement's entry is set where it was matched. */
    uint32_t n_matched;   /* entries and parts */
    ore book;             /* client_bank at the end of `to` as the bank counts days */
    ore underway;         /* own transfers that the bank has not made yet */
    struct difference *differences; uint32_t n_differences;
    bool proven;
};
void reconcile(struct reconciliation *r, struct arena *arena);

/* False of DIFFERS_DAY: worth a look, and the sum stands. */
bool difference_breaks(enum difference_kind kind);
/* At the bank and not in the book, so that a person can take it into the book. */
bool difference_can_be_accepted(enum difference_kind kind);

#endif
