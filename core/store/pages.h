/* pages.h - where a debtor can pay at a provider, for a case and a sum, as of one day.
 *
 *     opening ─┬─▶ open ─┬─▶ ending ─┬─▶ ended     nobody can pay by it any more
 *              │         │           └─▶ kept      too late: it is paid, or being paid
 *              └─▶ failed                          no page came of it
 *
 * The key is that of the effect that opened it.  `paid` and `back`: what is known to have come and
 * gone by it, whoever told. */
#ifndef KRAV_STORE_PAGES_H
#define KRAV_STORE_PAGES_H

#include "base/words.h"
#include "store/db.h"

enum page_state { PAGE_OPENING = 1, PAGE_OPEN, PAGE_ENDING, PAGE_ENDED, PAGE_KEPT, PAGE_FAILED };
extern const struct words page_states;

struct page {
    struct hash key;
    int64_t step, case_id;
    ore amount;
    enum page_state state;
    struct text payment; /* the provider's id; absent until it is open */
    ore paid, back;
};
int pages_add(struct db *db, const struct page *p, struct status *st) NODISCARD;
/* STATUS_CORRUPT if the move is not one of the picture's.  `payment`: with a move to open. */
int pages_move(struct db *db, const struct hash *key, enum page_state to, struct text payment,
               struct status *st) NODISCARD;
/* How many of the case were taken back: a link that is used again leads to a new one. */
int pages_taken_back(struct db *db, int64_t case_id, int64_t *n, struct status *st) NODISCARD;
/* Open for a case that is over, held or disputed, or for another sum than a later one of its case;
 * and those that are ending.  Nothing of them is paid.  `case_id` 0: of all. */
int pages_to_end(struct db *db, int64_t case_id, uint32_t n_max, struct arena *arena,
                 struct page **out, uint32_t *n, struct status *st) NODISCARD;
/* Money that came by one of them, or went back; none of ours: nothing. */
int pages_moved(struct db *db, struct text payment, ore amount, struct status *st) NODISCARD;

#endif
