/* tree.h - directories as values: copied, removed, and told as text to be compared.
 *
 * Whatever the harness itself cannot do, it stops for with a message: only krav is on trial. */
#ifndef CRASH_TREE_H
#define CRASH_TREE_H

#include <stdbool.h>

#define PATH_BYTES 512

/* Stops the program: "what: why". */
void cannot(const char *what, const char *why) __attribute__((noreturn));
/* dir/name, in memory the caller frees. */
char *path_of(const char *dir, const char *name);

void tree_copy(const char *from, const char *to);
void tree_remove(const char *dir);
void file_write(const char *path, const char *text, unsigned long len);
/* The whole file with a zero behind it; NULL if there is none.  The caller frees. */
char *file_text(const char *path);

/* Every regular file below `dir`, hidden ones too: "path size hash\n", sorted.  Empty if there is
 * no such directory.  The caller frees. */
char *tree_text(const char *dir);
/* The names that stand in `dir` itself, except `but` (NULL-terminated).  The caller frees. */
char *names_text(const char *dir, const char *const *but);

/* True if both say the same; otherwise the first line that differs goes to stderr. */
bool texts_agree(const char *what, const char *expected, const char *got);

#endif
