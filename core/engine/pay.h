/* pay.h - links that lead from a letter to a page where the debtor pays at once.
 *
 *     PUBLIC_URL/pay/CODE     the agency's own and for ever: it never goes stale
 *         └─ a person presses its button ─▶ payment opened at the provider ─▶ its page
 *
 * Nothing is opened for a letter that nobody acts on, and what is asked for is what is owed on that
 * day: the sum of the letter while its deadline runs, the next instalment of a plan, or all.
 *
 * CODE is the case's number and 100 bits that follow from the book's secret salt and the letter's key,
 * so nothing is kept for it and none can be guessed.  Opening is an effect of the book as any other:
 * promised and marked as asked before the provider hears of it, its key made of link, sum and day, so
 * that whoever presses twice gets the same payment; UNKNOWN is recalled, never asked again on a guess.
 * That money came is another matter: a payment of the provider's (doors.h). */
#ifndef KRAV_ENGINE_PAY_H
#define KRAV_ENGINE_PAY_H

#include "engine/plugs.h"

#define PAY_CODE 48

/* `key`: of the letter; NULL: the case's own, for a caseworker to give. */
int pay_code(const struct engine *e, int64_t case_id, const struct hash *key, char out[PAY_CODE],
             struct status *st) NODISCARD;
/* The whole link; absent where no links are made (no public_url, no checkout). */
int pay_link(const struct engine *e, int64_t case_id, const struct hash *key, struct arena *arena,
             struct text *url, struct status *st) NODISCARD;

enum pay_way {
    PAY_UNKNOWN = 1, /* no such link                                       */
    PAY_NOTHING,     /* nothing is owed                                    */
    PAY_OWED,        /* there is something to pay                          */
    PAY_OPENED,      /* url is where to                                    */
    PAY_LATER,       /* not now: the provider cannot say                   */
    PAY_REFUSED      /* not this way: the provider does not take it        */
};
struct pay {
    enum pay_way way;
    int64_t case_id;
    ore amount;
    struct text kid, url;
};
/* What the link is for, today; reads only. */
int pay_look(struct engine *e, struct text code, struct arena *arena, struct pay *out,
             struct status *st) NODISCARD;
/* Opens what pay_look found owed.  Chunks of its own.  Memory: the arena. */
int pay_open(struct engine *e, struct desk *d, struct text code, struct arena *arena,
             struct pay *out, struct status *st) NODISCARD;

#endif
