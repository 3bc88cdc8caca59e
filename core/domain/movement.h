/* movement.h - what the bank shows, or will show, on the client account: one row for each.
 *
 *     a record of the bank's   ─▶ payment   money in, or taken back; known by KID, day, reference
 *     the bank's word          ─▶ payout    to a creditor, or back to a payer
 *     a settlement, a shortage ─▶ own       between the client account and the agency's own
 *     paid at a provider       ─▶ own       the agency puts it on the client account
 *     paid back at a provider  ─▶ own       the agency takes it from there again
 *     a line of a statement    ─▶ charge    what the bank took for itself
 *
 * All movements together are what the ledger has on client_bank: money that goes from one case to
 * another, or out of suspense, moves nothing at the bank. */
#ifndef KRAV_DOMAIN_MOVEMENT_H
#define KRAV_DOMAIN_MOVEMENT_H

#include "domain/event.h"

enum movement_kind { MOVEMENT_PAYMENT = 1, MOVEMENT_PAYOUT, MOVEMENT_OWN, MOVEMENT_CHARGE };
extern const struct words movement_kinds;

struct movement {
    int64_t id, step;
    enum movement_kind kind;
    day day;                /* the bank's; of an own movement, the day it was decided */
    ore amount;             /* signed: money out is negative */
    struct text kid, key, reference; /* key: a transfer's end-to-end id */
    struct text source;     /* of the record that was booked */
    struct text door;       /* who brought it: the plugin */
    struct text lot;        /* payments of one lot may be one sum at the bank: its file */
    struct text confirmed;  /* source of another door's record of the same payment */
    int64_t statement, entry; /* that showed it, once that is proven; 0 */
};

/* False: the bank sees nothing of this event by itself.  Fills kind, day, amount and reference. */
bool movement_of_event(const struct event *e, struct movement *out);

/* Is a payment that the bank tells of, `m`, one that is booked already?  A file of another door
 * tells each payment once more: then it is the same, and confirms.  What looks the same and cannot
 * be told apart is a twin, for a person to look at. */
enum likeness { LIKE_NONE = 1, LIKE_SAME, LIKE_TWIN };
enum likeness movement_likeness(const struct movement *m, const struct movement *booked,
                                uint32_t n, const struct movement **which);
/* Two doors may book the same payment so many days apart. */
#define TWIN_DAYS 5

#endif
