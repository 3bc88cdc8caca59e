/* floor_files.c - see floor_files.h. */
#include "floor_files.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/check.h"
#include "floor.h"
#include "office.h"

#define FILES_MAX 4096

void floor_files_init(struct floor_files *f, const struct floor_places *places) {
    *f = (struct floor_files){.places = places};
    f->documents = mem_alloc(FILES_MAX * sizeof *f->documents);
    f->letters = mem_alloc(FILES_MAX * sizeof *f->letters);
}

void floor_files_fini(struct floor_files *f) {
    floor_files_clear(f);
    mem_free(f->documents);
    mem_free(f->letters);
}

static void file_load(struct floor_file *file, const char *path) {
    struct stat about;
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    bench_must(fd < 0 || fstat(fd, &about) != 0, NULL, path);
    file->len = (size_t)about.st_size;
    file->bytes = mem_alloc(file->len + 1);
    bench_must(read(fd, file->bytes, file->len) != (ssize_t)file->len, NULL, path);
    (void)close(fd);
}

void floor_files_document(struct floor_files *f, const void *hash) {
    char hex[HASH_HEX], from[400];
    struct hash h;
    memcpy(h.bytes, hash, HASH_SIZE);
    (void)hash_hex(&h, hex);
    ensure(f->n_documents < FILES_MAX);
    struct floor_file *file = &f->documents[f->n_documents++];
    (void)snprintf(from, sizeof from, "%s/%.2s/%s", f->places->documents_from, hex, hex);
    (void)snprintf(file->path, sizeof file->path, "%s/%.2s", f->places->documents, hex);
    (void)mkdir(file->path, 0700); /* mostly there */
    (void)snprintf(file->path, sizeof file->path, "%s/%.2s/%s", f->places->documents, hex, hex);
    file_load(file, from);
}

void floor_files_letter(struct floor_files *f, const void *key) {
    char hex[HASH_HEX], from[400];
    struct hash h;
    memcpy(h.bytes, key, HASH_SIZE);
    (void)hash_hex(&h, hex);
    ensure(f->n_letters < FILES_MAX);
    struct floor_file *file = &f->letters[f->n_letters++];
    (void)snprintf(from, sizeof from, "%s/%s.txt", f->places->out_from, hex);
    (void)snprintf(file->path, sizeof file->path, "%s/%s.txt", f->places->out, hex);
    file_load(file, from);
}

static void list_clear(struct floor_file *files, uint32_t *n) {
    for (uint32_t i = 0; i < *n; i++) {
        mem_free(files[i].bytes);
    }
    *n = 0;
}

void floor_files_clear(struct floor_files *f) {
    list_clear(f->documents, &f->n_documents);
    list_clear(f->letters, &f->n_letters);
}

static void list_write(const struct floor_file *files, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        const struct floor_file *file = &files[i];
        const int fd = open(file->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        bench_must(fd < 0 || write(fd, file->bytes, file->len) != (ssize_t)file->len ||
                       fsync(fd) != 0 || close(fd) != 0,
                   NULL, file->path);
    }
}

void floor_files_write(const struct floor_files *f) { list_write(f->documents, f->n_documents); }

void floor_files_send(const struct floor_files *f) { list_write(f->letters, f->n_letters); }
