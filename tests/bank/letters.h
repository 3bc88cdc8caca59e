/* letters.h - the letters in a print_folder's out directory, as their readers would read them.
 *
 *     KEY.json   the manifest: day, kind, case, and who is to pay what by when
 *     KEY.txt    where the manifest does not say that, the letter itself
 *
 * A letter without a manifest is not in the folder yet.  Of a PDF whose manifest says neither
 * name nor sum, nothing more is known (is_known).  Texts and items live in the arena. */
#ifndef BANK_LETTERS_H
#define BANK_LETTERS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/money.h"
#include "base/status.h"

struct letter {
    day on, deadline; /* deadline: DAY_NONE = none */
    struct text kind, case_ref, file;
    struct text kid, name; /* absent = the letter does not say */
    ore amount;            /* to be paid; 0 = nothing is asked for */
    bool is_known;
};

struct letters {
    struct letter *items;
    size_t n;
};
/* By day, then KID, then file. */
void letters_read(const char *dir, struct arena *arena, struct faults *faults,
                  struct letters *out);

void letters_list(const struct letters *l, struct buf *out); /* one a line, tabs between */
void letters_json(const struct letters *l, struct buf *out);

#endif
