/* bundle_dir.c - see bundle_dir.h. */
#include "engine/bundle_dir.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/check.h"
#include "rules/layers.h"
#include "rules/letters.h"

enum { DEPTH_MAX = 4, ENTRIES_MAX = 1000 };

struct walk {
    struct arena *arena;
    struct bundle_source *out;
    struct faults *faults;
    int code;              /* of the first fault */
    struct text why;       /* that one */
    bool tests;            /* take them, too */
    struct text layer;     /* what stands before the paths of the one that is read: "standard/" */
};

FORMAT(3, 4) static void refuse(struct walk *w, int code, const char *format, ...) {
    va_list args;
    va_start(args, format);
    const struct text why = arena_vprintf(w->arena, format, args);
    va_end(args);
    w->why = w->code ? w->why : why;
    w->code = w->code ? w->code : code;
    faults_add(w->faults, "%.*s", TEXT_ARG(why));
}

/* The first line that is not clean text; 0: all are. */
static int unclean_line(struct text content) {
    struct text line;
    for (int n = 1; text_cut(&content, '\n', &line); n++) {
        if (!text_is_utf8(line) || text_has_control(line)) {
            return n;
        }
    }
    return 0;
}

static void take_content(struct walk *w, const char *path, struct text relative,
                         struct text content) {
    if (text_starts(content, TEXT("\xef\xbb\xbf"))) { /* as some editors save it */
        content = (struct text){content.ptr + 3, content.len - 3};
    }
    const int unclean = unclean_line(content);
    if (content.len > RULES_FILE_SIZE_MAX) {
        refuse(w, STATUS_LIMIT, "%s: larger than 1 MiB", path);
    } else if (unclean > 0) {
        refuse(w, STATUS_INVALID, "%s:%d: is not UTF-8 text", path, unclean);
    } else {
        struct bundle_file *file = &w->out->files[w->out->n_files++];
        file->path = arena_text(w->arena, relative);
        file->content = arena_text(w->arena, content);
    }
}

static void read_file(struct walk *w, const char *path, struct text relative) {
    FILE *f = fopen(path, "re");
    if (f == NULL) {
        refuse(w, STATUS_IO, "%s: %s", path, strerror(errno));
        return;
    }
    /* One byte more than allowed, so that too long is seen; a file may grow while it is read. */
    char *bytes = mem_alloc(RULES_FILE_SIZE_MAX + 1);
    size_t n = fread(bytes, 1, RULES_FILE_SIZE_MAX + 1, f);
    if (ferror(f) != 0) {
        refuse(w, STATUS_IO, "%s: cannot be read", path);
    } else {
        take_content(w, path, relative, (struct text){bytes, n});
    }
    (void)fclose(f); /* only read from */
    mem_free(bytes);
}

static void walk_dir(struct walk *w, const char *dir, struct text prefix, int depth);

/* A rule or test, or what stands in the letters/ of its bundle. */
static bool is_of_bundle(const struct walk *w, struct text prefix, struct text relative) {
    const struct text folder = arena_printf(w->arena, "%.*sletters/", TEXT_ARG(w->layer));
    return (text_ends(relative, TEXT(".lua")) && (w->tests || !bundle_path_is_test(relative))) ||
           (letters_are_in(relative) && text_eq(prefix, folder));
}

/* False: there is no room for more. */
static bool walk_entry(struct walk *w, const char *dir, struct text prefix, const char *name,
                       int depth) {
    struct text path = arena_printf(w->arena, "%s/%s", dir, name);
    struct text relative = arena_printf(w->arena, "%.*s%s", TEXT_ARG(prefix), name);
    struct stat info;
    if (stat(path.ptr, &info) != 0) {
        refuse(w, STATUS_IO, "%s: %s", path.ptr, strerror(errno));
    } else if (S_ISDIR(info.st_mode) && depth == DEPTH_MAX) {
        refuse(w, STATUS_LIMIT, "%s: too many folders in folders", path.ptr);
    } else if (S_ISDIR(info.st_mode)) {
        relative = arena_printf(w->arena, "%.*s/", TEXT_ARG(relative));
        walk_dir(w, path.ptr, relative, depth + 1);
    } else if (S_ISREG(info.st_mode) && is_of_bundle(w, prefix, relative)) {
        if (w->out->n_files == RULES_FILES_MAX) {
            refuse(w, STATUS_LIMIT, "%s: more than %d files", dir, RULES_FILES_MAX);
            return false;
        }
        read_file(w, path.ptr, relative);
    }
    return true;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Its entries that are not hidden, in order. */
static const char **list_dir(struct walk *w, DIR *d, uint32_t *n) {
    const char **names = arena_take_n(w->arena, ENTRIES_MAX, sizeof *names);
    for (struct dirent *e = readdir(d); e != NULL && *n < ENTRIES_MAX; e = readdir(d)) {
        if (e->d_name[0] != '.') {
            names[(*n)++] = arena_cstr(w->arena, text_of(e->d_name));
        }
    }
    qsort(names, *n, sizeof *names, by_name);
    return names;
}

static void walk_dir(struct walk *w, const char *dir, struct text prefix, int depth) {
    uint32_t n = 0;
    DIR *d = opendir(dir);
    if (d == NULL) {
        refuse(w, STATUS_IO, "%s: %s", dir, strerror(errno));
        return;
    }
    const char **names = list_dir(w, d, &n);
    (void)closedir(d);
    if (n == ENTRIES_MAX) {
        refuse(w, STATUS_LIMIT, "%s: more than %d files and folders", dir, ENTRIES_MAX - 1);
        return;
    }
    for (uint32_t i = 0; i < n && walk_entry(w, dir, prefix, names[i], depth); i++) {
    }
}

static int compare_paths(const void *a, const void *b) {
    return text_cmp(((const struct bundle_file *)a)->path, ((const struct bundle_file *)b)->path);
}

/* An init.lua, and what it says that its bundle extends. */
struct extends {
    const struct bundle_file *init;
    struct text name;
};

static void refuse_extends(struct walk *w, int code, const struct extends *e, const char *why) {
    refuse(w, code, "%.*s:%d: extends '%.*s': %s", TEXT_ARG(e->init->path),
           (int)layers_line(e->init->content, e->name), TEXT_ARG(e->name), why);
}

static const struct bundle_file *file_of(const struct walk *w, struct text path) {
    for (uint32_t i = 0; i < w->out->n_files; i++) {
        if (text_eq(w->out->files[i].path, path)) {
            return &w->out->files[i];
        }
    }
    return NULL;
}

/* The bundle of this name joins the others, its files below its name. */
static bool read_extended(struct walk *w, const char *shelf, const struct extends *e) {
    const struct text dir = arena_printf(w->arena, "%s/%.*s", shelf ? shelf : "", TEXT_ARG(e->name));
    const struct text prefix = arena_printf(w->arena, "%.*s/", TEXT_ARG(e->name));
    struct stat info;
    for (uint32_t i = 0; i < w->out->n_files; i++) {
        if (text_starts(w->out->files[i].path, prefix)) {
            refuse_extends(w, STATUS_INVALID, e, "a folder of this bundle has that name");
            return false;
        }
    }
    if (!shelf || stat(dir.ptr, &info) != 0 || !S_ISDIR(info.st_mode)) {
        refuse_extends(w, STATUS_NOT_FOUND, e,
                       arena_printf(w->arena, "no such bundle%s%s", shelf ? " in " : "",
                                    shelf ? shelf : "").ptr);
        return false;
    }
    w->tests = false;
    w->layer = prefix;
    walk_dir(w, dir.ptr, prefix, 1);
    return true;
}

/* What is extended may itself extend: the last layer that was read says whether there is more. */
static void read_layers(struct walk *w, const char *shelf) {
    struct text by = TEXT("init.lua");
    struct text seen[LAYERS_MAX];
    for (uint32_t n = 0;; n++) {
        struct extends e = {file_of(w, by), {NULL, 0}};
        e.name = e.init ? layers_extends(e.init->content) : e.name;
        if (!e.name.ptr) {
            return;
        }
        bool again = false;
        for (uint32_t i = 0; i < n; i++) {
            again = again || text_eq(seen[i], e.name);
        }
        if (!layers_name_is_well(e.name)) {
            refuse_extends(w, STATUS_INVALID, &e, "that is not the name of a bundle");
            return;
        }
        if (again || n == LAYERS_MAX - 1) {
            refuse_extends(w, STATUS_INVALID, &e, again ? "a bundle cannot extend itself"
                                                        : "too many bundles upon each other");
            return;
        }
        if (!read_extended(w, shelf, &e)) {
            return;
        }
        seen[n] = e.name;
        by = arena_printf(w->arena, "%.*s/init.lua", TEXT_ARG(e.name));
    }
}

int bundle_source_check(const char *dir, const char *shelf, struct bundle_source *out,
                        struct faults *faults, struct status *st) {
    struct walk w = {.arena = faults->arena, .out = out, .faults = faults, .tests = true};
    out->files = arena_take_n(w.arena, RULES_FILES_MAX, sizeof *out->files);
    out->n_files = 0;
    walk_dir(&w, dir, TEXT(""), 0);
    if (w.code == STATUS_OK && out->n_files == 0) {
        refuse(&w, STATUS_NOT_FOUND, "%s: no .lua files", dir);
    }
    read_layers(&w, shelf);
    if (w.code) {
        return status_fail(st, w.code, "%.*s", TEXT_ARG(w.why));
    }
    qsort(out->files, out->n_files, sizeof *out->files, compare_paths);
    return STATUS_OK;
}

int bundle_source_read(const char *dir, const char *shelf, struct arena *arena,
                       struct bundle_source *out, struct status *st) {
    struct faults faults;
    faults_init(&faults, arena, 1);
    return bundle_source_check(dir, shelf, out, &faults, st);
}
