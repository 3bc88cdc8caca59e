/* tree.c - see tree.h. */
#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void cannot(const char *what, const char *why) {
    (void)fprintf(stderr, "crash: %s: %s\n", what, why);
    exit(70);
}

char *path_of(const char *dir, const char *name) {
    char *path = NULL;
    if (asprintf(&path, "%s/%s", dir, name) < 0) {
        cannot(name, "out of memory");
    }
    return path;
}

/* The names in `dir` in order, without . and ..; their number, 0 if there is no directory. */
static int names_in(const char *dir, struct dirent ***out) {
    const int n = scandir(dir, out, NULL, alphasort);
    if (n < 0 && errno != ENOENT) {
        cannot(dir, strerror(errno));
    }
    return n < 0 ? 0 : n;
}

static bool is_dots(const char *name) {
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* ---- files ---------------------------------------------------------------------------------- */

char *file_text(const char *path) {
    FILE *f = fopen(path, "re");
    char piece[16384], *text = NULL;
    size_t len = 0;
    if (!f) {
        return NULL;
    }
    FILE *out = open_memstream(&text, &len);
    for (size_t n; out && (n = fread(piece, 1, sizeof piece, f)) > 0;) {
        (void)fwrite(piece, 1, n, out);
    }
    if (!out || ferror(f) || fclose(f) != 0 || fclose(out) != 0) {
        cannot(path, strerror(errno));
    }
    return text;
}

void file_write(const char *path, const char *text, unsigned long len) {
    FILE *f = fopen(path, "we");
    if (!f || fwrite(text, 1, len, f) != len || fclose(f) != 0) {
        cannot(path, strerror(errno));
    }
}

static void file_copy(const char *from, const char *to, mode_t mode) {
    char piece[65536];
    const int in = open(from, O_RDONLY | O_CLOEXEC);
    const int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode & 0777);
    ssize_t n = in < 0 || out < 0 ? -1 : 1;
    while (n > 0 && (n = read(in, piece, sizeof piece)) > 0) {
        n = write(out, piece, (size_t)n) == n ? n : -1;
    }
    if (n < 0 || close(in) != 0 || close(out) != 0) {
        cannot(from, strerror(errno));
    }
}

/* ---- trees ---------------------------------------------------------------------------------- */

void tree_copy(const char *from, const char *to) {
    struct stat info;
    struct dirent **names = NULL;
    if (lstat(from, &info) != 0) {
        cannot(from, strerror(errno));
    }
    if (S_ISREG(info.st_mode)) {
        file_copy(from, to, info.st_mode);
        return;
    }
    if (!S_ISDIR(info.st_mode) || mkdir(to, info.st_mode & 0777) != 0) {
        cannot(to, S_ISDIR(info.st_mode) ? strerror(errno) : "neither file nor directory");
    }
    const int n = names_in(from, &names);
    for (int i = 0; i < n; i++) {
        if (!is_dots(names[i]->d_name)) {
            char *a = path_of(from, names[i]->d_name), *b = path_of(to, names[i]->d_name);
            tree_copy(a, b);
            free(a);
            free(b);
        }
        free(names[i]);
    }
    free(names);
}

void tree_remove(const char *dir) {
    struct dirent **names = NULL;
    const int n = names_in(dir, &names);
    for (int i = 0; i < n; i++) {
        char *path = path_of(dir, names[i]->d_name);
        if (!is_dots(names[i]->d_name) && unlink(path) != 0) {
            tree_remove(path);
        }
        free(path);
        free(names[i]);
    }
    free(names);
    (void)rmdir(dir);
}

/* FNV-1a: enough to see that two files differ. */
static uint64_t file_sum(const char *path, uint64_t *size) {
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    FILE *f = fopen(path, "re");
    if (!f) {
        cannot(path, strerror(errno));
    }
    *size = 0;
    for (int c; (c = getc(f)) != EOF; ++*size) {
        h = (h ^ (uint64_t)(unsigned char)c) * UINT64_C(0x100000001b3);
    }
    (void)fclose(f);
    return h;
}

static void tell_tree(FILE *out, const char *dir, const char *below) {
    struct dirent **names = NULL;
    const int n = names_in(dir, &names);
    for (int i = 0; i < n; i++) {
        const char *name = names[i]->d_name;
        char *path = path_of(dir, name), *shown = path_of(below, name);
        if (!is_dots(name) && names[i]->d_type == DT_DIR) {
            tell_tree(out, path, shown);
        } else if (!is_dots(name)) {
            uint64_t size;
            const uint64_t h = file_sum(path, &size);
            (void)fprintf(out, "%s %" PRIu64 " %016" PRIx64 "\n", shown, size, h);
        }
        free(path);
        free(shown);
        free(names[i]);
    }
    free(names);
}

char *tree_text(const char *dir) {
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    if (!out) {
        cannot(dir, "out of memory");
    }
    tell_tree(out, dir, "");
    (void)fclose(out);
    return text;
}

char *names_text(const char *dir, const char *const *but) {
    char *text = NULL;
    size_t len = 0;
    struct dirent **names = NULL;
    FILE *out = open_memstream(&text, &len);
    if (!out) {
        cannot(dir, "out of memory");
    }
    const int n = names_in(dir, &names);
    for (int i = 0; i < n; i++) {
        bool skip = is_dots(names[i]->d_name);
        for (int k = 0; !skip && but[k]; k++) {
            skip = strcmp(but[k], names[i]->d_name) == 0;
        }
        if (!skip) {
            (void)fprintf(out, "%s\n", names[i]->d_name);
        }
        free(names[i]);
    }
    free(names);
    (void)fclose(out);
    return text;
}

bool texts_agree(const char *what, const char *expected, const char *got) {
    int line = 1;
    while (*expected && *got) {
        const size_t a = strcspn(expected, "\n"), b = strcspn(got, "\n");
        if (a != b || memcmp(expected, got, a) != 0) {
            break;
        }
        expected += a + (expected[a] == '\n');
        got += b + (got[b] == '\n');
        line++;
    }
    if (*expected == *got && *got == '\0') {
        return true;
    }
    (void)fprintf(stderr, "%s: line %d differs:\n  expected %.*s\n  got      %.*s\n", what, line,
                  (int)strcspn(expected, "\n"), expected, (int)strcspn(got, "\n"), got);
    return false;
}
