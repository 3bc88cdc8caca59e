/* What a plugin leaves alone: rule 6. */
#include <dirent.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "worker/probe.h"

static uint64_t environment_sum(void) {
    uint64_t sum = 1469598103934665603u; /* FNV-1a */
    for (char **e = environ; e && *e; e++) {
        for (const char *c = *e;; c++) {
            sum = (sum ^ (unsigned char)*c) * 1099511628211u;
            if (*c == '\0') {
                break;
            }
        }
    }
    return sum;
}

static bool has_threads(void) {
    int n = 0;
    DIR *dir = opendir("/proc/self/task");
    while (dir && readdir(dir)) {
        n++;
    }
    if (dir) {
        closedir(dir);
    }
    return n > 3; /* ".", ".." and the one */
}

void surroundings_take(struct surroundings *s, bool fenced) {
    *s = (struct surroundings){.mask = -1};
    const char *locale = setlocale(LC_ALL, NULL);
    snprintf(s->locale, sizeof s->locale, "%s", locale ? locale : "");
    if (!getcwd(s->cwd, sizeof s->cwd)) {
        s->cwd[0] = '\0';
    }
    s->environment = environment_sum();
    sigset_t mask;
    pthread_sigmask(SIG_BLOCK, NULL, &mask);
    for (int i = 1; i < PROBE_SIGNALS; i++) {
        struct sigaction action;
        s->blocked[i] = sigismember(&mask, i) == 1;
        s->handlers[i] = i != SIGSYS && sigaction(i, NULL, &action) == 0 ? action.sa_handler : NULL;
    }
    if (!fenced) { /* the fence lets nobody ask, and nobody change them */
        s->mask = (int)umask(0);
        (void)umask((mode_t)s->mask);
        s->is_threaded = has_threads();
    }
}

bool surroundings_equal(const struct surroundings *before, bool fenced, bool threads_allowed,
                        char why[PROBE_WHY]) {
    struct surroundings now;
    surroundings_take(&now, fenced);
    const char *what = NULL;
    if (strcmp(before->cwd, now.cwd) != 0) {
        what = "the working directory";
    } else if (strcmp(before->locale, now.locale) != 0) {
        what = "the locale";
    } else if (before->environment != now.environment) {
        what = "the environment";
    } else if (!fenced && before->mask != now.mask) {
        what = "the umask";
    } else if (memcmp(before->blocked, now.blocked, sizeof now.blocked) != 0) {
        what = "which signals are blocked";
    }
    for (int i = 1; !what && i < PROBE_SIGNALS; i++) {
        if (before->handlers[i] != now.handlers[i]) {
            snprintf(why, PROBE_WHY, "it changed what signal %d does", i);
            return false;
        }
    }
    if (what) {
        snprintf(why, PROBE_WHY, "it changed %s", what);
    } else if (!threads_allowed && now.is_threaded && !before->is_threaded) {
        snprintf(why, PROBE_WHY, "it has threads, and does not declare KRAV_USES_THREADS");
        what = why;
    }
    return what == NULL;
}
