/* bundle_dir.c - see bundle_dir.h. */
#include "engine/bundle_dir.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/check.h"

enum { DEPTH_MAX = 4 };

struct walk {
    struct arena *arena;
    struct bundle_source *out;
    struct status *st;
};

static int read_file(struct walk *w, const char *path, struct text relative) {
    FILE *f = fopen(path, "re");
    if (f == NULL) {
        return status_fail(w->st, STATUS_IO, "%s: %s", path, strerror(errno));
    }
    /* One byte more than allowed, so that too long is seen; a file may grow while it is read. */
    char *bytes = mem_alloc(RULES_FILE_SIZE_MAX + 1);
    size_t n = fread(bytes, 1, RULES_FILE_SIZE_MAX + 1, f);
    bool broken = ferror(f) != 0;
    (void)fclose(f); /* only read from */
    int rc = STATUS_OK;
    struct text content = {bytes, n};
    if (broken) {
        rc = status_fail(w->st, STATUS_IO, "%s: cannot be read", path);
    } else if (n > RULES_FILE_SIZE_MAX) {
        rc = status_fail(w->st, STATUS_LIMIT, "%s: larger than 1 MiB", path);
    } else if (!text_is_utf8(content) || text_has_control(content)) {
        rc = status_fail(w->st, STATUS_INVALID, "%s: is not UTF-8 text", path);
    } else if (w->out->n_files == RULES_FILES_MAX) {
        rc = status_fail(w->st, STATUS_LIMIT, "%s: more than %d files", path, RULES_FILES_MAX);
    } else {
        struct bundle_file *file = &w->out->files[w->out->n_files++];
        file->path = arena_text(w->arena, relative);
        file->content = arena_text(w->arena, content);
    }
    mem_free(bytes);
    return rc;
}

static int walk_dir(struct walk *w, const char *dir, struct text prefix, int depth);

static int walk_entry(struct walk *w, const char *dir, struct text prefix, const char *name,
                      int depth) {
    struct text path = arena_printf(w->arena, "%s/%s", dir, name);
    struct text relative = arena_printf(w->arena, "%.*s%s", TEXT_ARG(prefix), name);
    struct stat info;
    if (stat(path.ptr, &info) != 0) {
        return status_fail(w->st, STATUS_IO, "%s: %s", path.ptr, strerror(errno));
    }
    if (S_ISDIR(info.st_mode)) {
        if (depth == DEPTH_MAX) {
            return status_fail(w->st, STATUS_LIMIT, "%s: too many folders in folders", path.ptr);
        }
        relative = arena_printf(w->arena, "%.*s/", TEXT_ARG(relative));
        return walk_dir(w, path.ptr, relative, depth + 1);
    }
    if (S_ISREG(info.st_mode) && text_ends(relative, TEXT(".lua"))) {
        return read_file(w, path.ptr, relative);
    }
    return STATUS_OK;
}

static int walk_dir(struct walk *w, const char *dir, struct text prefix, int depth) {
    DIR *d = opendir(dir);
    if (d == NULL) {
        return status_fail(w->st, STATUS_IO, "%s: %s", dir, strerror(errno));
    }
    int rc = STATUS_OK;
    for (struct dirent *e = readdir(d); e != NULL && rc == STATUS_OK; e = readdir(d)) {
        if (e->d_name[0] != '.') {
            rc = walk_entry(w, dir, prefix, e->d_name, depth);
        }
    }
    (void)closedir(d);
    return rc;
}

static int compare_paths(const void *a, const void *b) {
    return text_cmp(((const struct bundle_file *)a)->path, ((const struct bundle_file *)b)->path);
}

int bundle_source_read(const char *dir, struct arena *arena, struct bundle_source *out,
                       struct status *st) {
    out->files = arena_take_n(arena, RULES_FILES_MAX, sizeof *out->files);
    out->n_files = 0;
    struct walk w = {arena, out, st};
    int rc = walk_dir(&w, dir, TEXT(""), 0);
    if (rc != STATUS_OK) {
        return rc;
    }
    if (out->n_files == 0) {
        return status_fail(st, STATUS_NOT_FOUND, "%s: no .lua files", dir);
    }
    qsort(out->files, out->n_files, sizeof *out->files, compare_paths);
    return STATUS_OK;
}
