/* What is in a directory, as one number, and its removal. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "conform/trial.h"

#define FNV 1099511628211u
#define BASIS 1469598103934665603u

static uint64_t file_digest(int dir, const char *name) {
    uint8_t piece[4096];
    uint64_t digest = BASIS;
    for (const char *c = name; *c; c++) {
        digest = (digest ^ (uint8_t)*c) * FNV;
    }
    const int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    ssize_t n;
    while (fd >= 0 && (n = read(fd, piece, sizeof piece)) > 0) {
        for (ssize_t i = 0; i < n; i++) {
            digest = (digest ^ piece[i]) * FNV;
        }
    }
    if (fd >= 0) {
        close(fd);
    }
    return digest;
}

/* The order of a directory is nobody's, so the files' digests are added. */
struct tree tree_of(const char *path) {
    struct tree tree = {0};
    DIR *dir = opendir(path);
    for (struct dirent *e; dir && (e = readdir(dir));) {
        if (e->d_name[0] != '.') {
            tree.n++;
            tree.digest += file_digest(dirfd(dir), e->d_name);
        }
    }
    if (dir) {
        closedir(dir);
    }
    return tree;
}

void tree_remove(const char *path) {
    DIR *dir = opendir(path);
    for (struct dirent *e; dir && (e = readdir(dir));) {
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 &&
            unlinkat(dirfd(dir), e->d_name, 0) != 0) {
            char below[TRIAL_PATH * 2];
            snprintf(below, sizeof below, "%s/%s", path, e->d_name);
            tree_remove(below);
        }
    }
    if (dir) {
        closedir(dir);
    }
    (void)rmdir(path);
}
