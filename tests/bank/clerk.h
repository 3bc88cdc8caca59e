/* clerk.h - a test's own folder, and krav-bank run in it as a script would.
 *
 * What is given back is the clerk's and lives until clerk_close. */
#ifndef BANK_CLERK_H
#define BANK_CLERK_H

#include "unit.h"

#include <stdbool.h>

struct clerk {
    char dir[64];
    char *kept[1024];
    size_t n_kept;
};

int clerk_open(void **state); /* cmocka's setup and teardown; *state is the clerk */
int clerk_close(void **state);

/* Runs `krav-bank WORDS` in the folder with `input`; returns the exit code.  *said is what it
 * wrote on standard output and, behind that, on standard error. */
int clerk_run(struct clerk *c, const char *input, const char **said, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
const char *clerk_read(struct clerk *c, const char *name); /* NULL if there is no such file */
void clerk_write(struct clerk *c, const char *name, const char *bytes, size_t len);
int clerk_count(struct clerk *c); /* files in the folder, hidden ones too */

#endif
