#include "clerk.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define COMMAND_MAX 4096

static void die(const char *what) {
    perror(what);
    abort();
}

static const char *keep(struct clerk *c, char *text) {
    if (c->n_kept == sizeof c->kept / sizeof c->kept[0]) {
        die("too much to keep");
    }
    c->kept[c->n_kept++] = text;
    return text;
}

int clerk_open(void **state) {
    struct clerk *c = calloc(1, sizeof *c);
    if (!c) {
        return -1;
    }
    snprintf(c->dir, sizeof c->dir, "/tmp/krav-bank-XXXXXX");
    *state = c;
    return mkdtemp(c->dir) ? 0 : -1;
}

static DIR *folder_open(const struct clerk *c) {
    DIR *folder = opendir(c->dir);
    if (!folder) {
        die(c->dir);
    }
    return folder;
}

static bool is_dots(const char *name) {
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

int clerk_close(void **state) {
    struct clerk *c = *state;
    DIR *folder = folder_open(c);
    const struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        if (!is_dots(entry->d_name)) {
            (void)unlinkat(dirfd(folder), entry->d_name, 0);
        }
    }
    (void)closedir(folder);
    (void)rmdir(c->dir);
    for (size_t i = 0; i < c->n_kept; i++) {
        free(c->kept[i]);
    }
    free(c);
    return 0;
}

static char *path_of(const struct clerk *c, const char *name) {
    char *path = NULL;
    if (asprintf(&path, "%s/%s", c->dir, name) < 0) {
        die("asprintf");
    }
    return path;
}

int clerk_count(struct clerk *c) {
    int n = 0;
    DIR *folder = folder_open(c);
    const struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        n += is_dots(entry->d_name) ? 0 : 1;
    }
    (void)closedir(folder);
    return n;
}

const char *clerk_read(struct clerk *c, const char *name) {
    char *path = path_of(c, name);
    FILE *file = fopen(path, "rb");
    free(path);
    if (!file) {
        return NULL;
    }
    struct stat info;
    if (fstat(fileno(file), &info) != 0) {
        die(name);
    }
    char *bytes = calloc(1, (size_t)info.st_size + 1);
    if (!bytes || fread(bytes, 1, (size_t)info.st_size, file) != (size_t)info.st_size) {
        die(name);
    }
    (void)fclose(file);
    return keep(c, bytes);
}

void clerk_write(struct clerk *c, const char *name, const char *bytes, size_t len) {
    char *path = path_of(c, name);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, len, file) != len || fclose(file) != 0) {
        die(path);
    }
    free(path);
}

int clerk_run(struct clerk *c, const char *input, const char **said, const char *format, ...) {
    char words[COMMAND_MAX], command[2 * COMMAND_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    clerk_write(c, ".input", input ? input : "", input ? strlen(input) : 0);
    snprintf(command, sizeof command, "cd '%s' && '%s' %s <.input >.said 2>.errors; rc=$?;"
             " cat .errors >>.said; rm -f .input .errors; exit $rc", c->dir, KRAV_BANK, words);
    const int status = system(command);
    const char *text = clerk_read(c, ".said");
    char *path = path_of(c, ".said");
    (void)unlink(path);
    free(path);
    if (said) {
        *said = text;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
