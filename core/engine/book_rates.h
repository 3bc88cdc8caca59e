/* book_rates.h - the book's own rates: imported from a file, kept with it, part of its law.
 *
 *     rates/2027.csv ──▶ rates_set (a fact, with the file's hash) ──▶ rows ──▶ engine.law
 *                        documents/ (the file itself)
 *
 * A file is taken whole or not at all; the same file again has no effect. */
#ifndef KRAV_ENGINE_BOOK_RATES_H
#define KRAV_ENGINE_BOOK_RATES_H

#include "engine/engine.h"
#include "law/rates_file.h"

/* What is known in this book.  STATUS_CORRUPT: a row that no import wrote. */
int book_rates(struct db *db, struct arena *arena, struct rates *out, struct status *st) NODISCARD;
/* The same as law: the built-in one itself if the book adds nothing. */
int book_law(struct db *db, struct arena *arena, const struct law **out, struct status *st)
    NODISCARD;

/* True if work of today failed with `rc` since no rate of late interest is known for today: not the
 * fault of the case or the payment.  It must not be given up: it waits until the rate is known. */
bool book_lacks_rate(const struct engine *e, int rc);

struct rates_news {
    struct hash file;
    bool is_old;                /* this very file was imported before */
    struct rate_entry *rows;    /* what it says that was not known; the arena's */
    uint32_t n;
};
/* What an import would do: writes nothing.  All faults of the file; STATUS_INVALID if any. */
int book_look_at_rates(struct engine *e, const char *name, struct text bytes, struct faults *faults,
                       struct rates_news *out, struct status *st) NODISCARD;
int book_import_rates(struct engine *e, const char *name, struct text bytes, struct faults *faults,
                      struct rates_news *out, struct status *st) NODISCARD;

/* Every row stands in the file that its fact names. */
int book_verify_rates(struct engine *e, struct faults *faults, struct status *st) NODISCARD;

#endif
