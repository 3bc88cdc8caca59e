/* book.h - a home's book, read past krav with plain SQL: the judge does not ask the accused.
 *
 * The book is opened for reading only, so looking at what a killed process left does not repair
 * it. */
#ifndef CRASH_BOOK_H
#define CRASH_BOOK_H

#include <stdbool.h>
#include <stdint.h>

#define HASH_BYTES 32

/* The chain: the hash of step i + 1 is at hashes + i * HASH_BYTES. */
struct chain {
    int64_t n;
    unsigned char *hashes;
};

struct chain chain_read(const char *home);
void chain_free(struct chain *c);
/* True if `c` is how `whole` began. */
bool chain_begins(const struct chain *whole, const struct chain *c);

/* Every row of every table, "table column=value ...\n", in the order of its columns.  `but` names
 * tables and table.columns that are left out; ends in NULL.  The caller frees. */
char *book_text(const char *home, const char *const *but);
/* The one number that `sql` gives. */
int64_t book_number(const char *home, const char *sql);

#endif
