/* words.h - a closed vocabulary as one table.
 *
 * One row gives the enum value, the word in JSON, Lua and on the command line, the Norwegian
 * term and the documentation.  Rows may be larger structs that begin with a `struct word`. */
#ifndef KRAV_BASE_WORDS_H
#define KRAV_BASE_WORDS_H

#include <stddef.h>

#include "base/text.h"

struct word {
    int value;             /* the enum; never 0 */
    const char *name;      /* snake_case, everywhere outside C */
    const char *norwegian; /* the field's own term */
    const char *doc;       /* one sentence */
};

struct words {
    const char *name; /* of the vocabulary: "fact kind" */
    const void *rows;
    size_t stride, n;
};

/* Names are at most 64 bytes. */
#define WORDS(vocabulary_name, table) \
    { (vocabulary_name), (table), sizeof((table)[0]), sizeof(table) / sizeof((table)[0]) }

const struct word *words_at(const struct words *w, size_t i);
const struct word *words_by_value(const struct words *w, int value); /* NULL if none */
const struct word *words_by_name(const struct words *w, struct text name);
const char *words_name(const struct words *w, int value); /* "?" if none */
/* The word nearest to a misspelt one: edit distance <= 2 and at least one letter in common, else
 * NULL; the first in the table on a tie.  For proposed fixes. */
const char *words_nearest(const struct words *w, struct text misspelt);

#endif
