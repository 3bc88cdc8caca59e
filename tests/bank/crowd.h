/* crowd.h - debtors who answer their letters, each by habits drawn from seed and KID.
 *
 * Nothing is remembered between two runs.  Who pays what on which day follows from the letters,
 * the seed and the habits alone, and a run tells those whose day it is.
 *
 *     each KID answers its first letter since `since` that asks for payment
 *
 *     full     what the letter asks for, ordered on one of the days after it until the deadline
 *     late     the same, one to ten days after the deadline
 *     partial  a quarter, a half or three quarters of it, in time, in whole kroner
 *     over     100 kroner too much, in time
 *     twice    all of it two times, in time
 *     never    the rest of the hundred
 *
 * Besides, on some bank days a stranger pays with a KID that nobody has given out. */
#ifndef BANK_CROWD_H
#define BANK_CROWD_H

#include "letters.h"
#include "payment.h"

enum habit { HABIT_FULL, HABIT_LATE, HABIT_PARTIAL, HABIT_OVER, HABIT_TWICE, HABITS };
extern const char *const habit_names[HABITS];

#define CROWD_EXCEPT_MAX 256

struct crowd {
    int64_t seed;
    int percent[HABITS]; /* of a hundred people; 100 at most in all */
    int stray_percent;   /* of bank days on which a stranger pays */
    day since, today;
    struct text except[CROWD_EXCEPT_MAX]; /* KIDs of people with a story of their own */
    size_t n_except;
};
extern const int crowd_usual[HABITS];
#define CROWD_USUAL_STRAY 10

/* The payments that are booked today, in the order of their KIDs, and a line about each. */
void crowd_pay(const struct crowd *crowd, const struct letters *letters, struct arena *arena,
               struct payments *out, struct buf *told);

#endif
