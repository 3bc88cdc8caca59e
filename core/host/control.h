/* control.h - the control socket, run/control.sock: a writing command goes to the process that
 * holds the book, and the same output comes back.
 *
 *     request:  u32 length, then NUL-ended texts: working directory, user, command, words...
 *     reply:    u32 exit code, u32 bytes of stdout, u32 bytes of stderr, both
 *
 * Both ends are this program on this machine: numbers are in its own byte order.  The socket lies
 * in run/, which only the agency's own user may enter. */
#ifndef KRAV_HOST_CONTROL_H
#define KRAV_HOST_CONTROL_H

#include "base/status.h"
#include "base/text.h"

#define CONTROL_BYTES_MAX ((size_t)1 << 20)
#define CONTROL_WORDS_MAX 1000

/* The socket's path is at most 107 bytes, a home's may be longer: both ends go by way of an open
 * directory.  -1 with errno. */
int control_listen(const char *run_dir);
/* -1 if nobody listens. */
int control_connect(const char *run_dir);

/* Client: sends user, command and words, prints what comes back, gives its exit code.  STATUS_IO if the other
 * side went away before it answered: what became of the command is then not known. */
int control_ask(int fd, char *const *words, int n_words, int *exit_code, struct status *st)
    NODISCARD;

/* Server: the words of a whole request, borrowed from it; false if it is malformed.  words[0] is
 * the working directory, words[1] the user, words[2] the command. */
bool control_words(struct text request, char **words, int *n_words);

#endif
