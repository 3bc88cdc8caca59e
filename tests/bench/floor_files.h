/* floor_files.h - the floor of documents and letters: the same bytes into files of the same
 * names, each written and synced, and nothing else.
 *
 * Owned: floor_files_init / floor_files_fini. */
#ifndef BENCH_FLOOR_FILES_H
#define BENCH_FLOOR_FILES_H

#include "base/hash.h"

struct floor_places;
struct floor_file {
    char path[400];
    char *bytes;
    size_t len;
};
struct floor_files {
    const struct floor_places *places;
    struct floor_file *documents, *letters;
    uint32_t n_documents, n_letters;
};

void floor_files_init(struct floor_files *f, const struct floor_places *places);
void floor_files_fini(struct floor_files *f);
/* Off the clock: the bytes of a document, and of a letter as its channel wrote it. */
void floor_files_document(struct floor_files *f, const void *hash);
void floor_files_letter(struct floor_files *f, const void *key);
void floor_files_clear(struct floor_files *f);
/* On the clock: documents before the chunk's commit, letters after it. */
void floor_files_write(const struct floor_files *f);
void floor_files_send(const struct floor_files *f);

#endif
