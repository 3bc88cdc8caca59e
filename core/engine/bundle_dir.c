/* bundle_dir.c - see bundle_dir.h. */
#include "engine/bundle_dir.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/check.h"
#include "rules/layers.h"

enum { DEPTH_MAX = 4 };

struct walk {
    struct arena *arena;
    struct bundle_source *out;
    bool tests;            /* take them, too */
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
    if (S_ISREG(info.st_mode) && text_ends(relative, TEXT(".lua")) &&
        (w->tests || !bundle_path_is_test(relative))) {
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

/* The bundle of this name joins the others, its files below its name. */
static int read_extended(struct walk *w, const char *shelf, struct text name, struct text by) {
    const struct text dir = arena_printf(w->arena, "%s/%.*s", shelf ? shelf : "", TEXT_ARG(name));
    const struct text prefix = arena_printf(w->arena, "%.*s/", TEXT_ARG(name));
    struct stat info;
    for (uint32_t i = 0; i < w->out->n_files; i++) {
        if (text_starts(w->out->files[i].path, prefix)) {
            return status_fail(w->st, STATUS_INVALID,
                               "%.*s: a folder '%.*s' stands where the bundle that it extends would",
                               TEXT_ARG(by), TEXT_ARG(name));
        }
    }
    if (!shelf || stat(dir.ptr, &info) != 0 || !S_ISDIR(info.st_mode)) {
        return status_fail(w->st, STATUS_NOT_FOUND, "%.*s: extends '%.*s': no such bundle%s%s",
                           TEXT_ARG(by), TEXT_ARG(name), shelf ? " in " : "", shelf ? shelf : "");
    }
    w->tests = false;
    return walk_dir(w, dir.ptr, prefix, 1);
}

/* What is extended may itself extend: the last layer that was read says whether there is more. */
static int read_layers(struct walk *w, const char *shelf) {
    struct text by = TEXT("init.lua");
    struct text seen[LAYERS_MAX];
    for (uint32_t n = 0;; n++) {
        const struct bundle_file *init = NULL;
        for (uint32_t i = 0; i < w->out->n_files; i++) {
            init = text_eq(w->out->files[i].path, by) ? &w->out->files[i] : init;
        }
        const struct text name = init ? layers_extends(init->content) : (struct text){NULL, 0};
        if (!name.ptr) {
            return STATUS_OK;
        }
        bool again = n == LAYERS_MAX - 1 || !layers_name_is_well(name);
        for (uint32_t i = 0; i < n; i++) {
            again = again || text_eq(seen[i], name);
        }
        if (again) {
            return status_fail(w->st, STATUS_INVALID, "%.*s: cannot extend '%.*s': not a name, "
                               "itself, or too many upon each other", TEXT_ARG(by), TEXT_ARG(name));
        }
        const int rc = read_extended(w, shelf, name, by);
        if (rc != STATUS_OK) {
            return rc;
        }
        seen[n] = name;
        by = arena_printf(w->arena, "%.*s/init.lua", TEXT_ARG(name));
    }
}

int bundle_source_read(const char *dir, const char *shelf, struct arena *arena,
                       struct bundle_source *out, struct status *st) {
    out->files = arena_take_n(arena, RULES_FILES_MAX, sizeof *out->files);
    out->n_files = 0;
    struct walk w = {arena, out, true, st};
    int rc = walk_dir(&w, dir, TEXT(""), 0);
    if (rc == STATUS_OK && out->n_files == 0) {
        rc = status_fail(st, STATUS_NOT_FOUND, "%s: no .lua files", dir);
    }
    rc = rc ? rc : read_layers(&w, shelf);
    if (rc == STATUS_OK) {
        qsort(out->files, out->n_files, sizeof *out->files, compare_paths);
    }
    return rc;
}
