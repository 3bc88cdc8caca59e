/* forbidden.h - which system calls the fence forbade, by name; for `krav plugin check`.
 *
 * The call fails with EPERM, as it does without this: only it is noted on the way. */
#ifndef KRAV_WORKER_FORBIDDEN_H
#define KRAV_WORKER_FORBIDDEN_H

#include <stdbool.h>
#include <stddef.h>

bool forbidden_note(void); /* from now on */
/* Their names, apart by blanks; false if there were none. */
bool forbidden_names(char *out, size_t size);

#endif
