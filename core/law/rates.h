/* rates.h - the dated tables of struct law as one list for each kind: the built-in rows, and those
 * that a book adds.
 *
 *     built-in   |--12,00--|--12,25--|                   |--750 ------------------▶
 *     the book                       |--11,75--|                        |--770 ---▶
 *     known      |--12,00--|--12,25--|--11,75--|         |--750 --------|--770 ---▶
 *
 * Rows of a kind are ascending by their first day, and a row ends before the next one begins.
 * Where both have a row from the same day the book's counts: it was reckoned with.  Every value is
 * in hundredths: of a percent (basis points), of a krone (øre), of R.
 *
 * The cost caps are no such rows: when they change, the regulation around them does. */
#ifndef KRAV_LAW_RATES_H
#define KRAV_LAW_RATES_H

#include "base/arena.h"
#include "base/words.h"
#include "law/law.h"

enum rate_kind {
    RATE_LATE_INTEREST = 1,
    RATE_INKASSOSATS,
    RATE_COMPENSATION,
    RATE_RETTSGEBYR,
    RATE_CONCILIATION,
    RATE_ENFORCEMENT,
    RATE_BANKRUPTCY_NOTICE,
    RATE_WRITING,
    RATE_LEGAL_HELP,
    RATE_KINDS
};
enum rate_unit { RATE_PERCENT = 1, RATE_KRONER, RATE_TIMES_R };

/* A kind, and what a new row of it must be like to be believed. */
struct rate_word {
    struct word word;
    enum rate_unit unit;
    int64_t min, max;       /* hundredths, both included */
    int64_t change;         /* from the row before, at most, in hundredths; 0: any */
    int32_t change_percent; /* of the row before, at most; 0: any */
    bool may_fall;
    bool is_whole;          /* whole kroner */
    bool is_half_year;      /* set for a half-year, and then to be set again */
};
extern const struct words rate_kinds; /* rows are struct rate_word */
const struct rate_word *rate_word(enum rate_kind kind);

struct rate_entry {
    enum rate_kind kind;
    day from, to;           /* to: DAY_NONE = until further notice */
    int64_t hundredths;
    struct text source;
    bool is_imported;       /* the book's own */
    int32_t line;           /* of the file it was read from */
};
struct rate_list {
    struct rate_entry *rows;
    uint32_t n;
};
struct rates {
    struct rate_list of[RATE_KINDS];
};

/* The built-in rows with those of a book, given in the order in which they were imported.  Memory:
 * the arena; sources are borrowed. */
void rates_known(const struct rate_entry *imported, uint32_t n, struct arena *arena,
                 struct rates *out);
/* One row of the book more: it ends what reached into it, and ends itself before what is known to follow. */
void rates_put(struct rates *r, const struct rate_entry *e, struct arena *arena);
/* The row that begins on this day, or is in force on it.  NULL. */
const struct rate_entry *rates_from(const struct rates *r, enum rate_kind kind, day from);
const struct rate_entry *rates_on(const struct rates *r, enum rate_kind kind, day on);

/* The law with these rows: the arena's. */
const struct law *rates_law(const struct rates *r, struct arena *arena);

/* Rows of the book that this program's own tables contradict: the book's are in force. */
void rates_contradicted(const struct rates *r, struct faults *faults);

#endif
