/* run.c - see run.h. */
#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tree.h"

#define LIMIT_US (120 * INT64_C(1000000))
#define WORKERS_MAX 16

int64_t now_us(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

/* splitmix64 */
uint64_t dice_roll(uint64_t *dice, uint64_t n) {
    uint64_t z = *dice += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    z ^= z >> 31;
    return n > 0 ? z % n : 0;
}

/* ---- starting and waiting ------------------------------------------------------------------- */

static void become_krav(const struct stage *s, const char *home, const char *const *args) {
    char *krav = path_of(s->bin, "krav");
    const char *argv[ARGS_MAX + 4] = {krav};
    int n = 1;
    if (home) {
        argv[n++] = "-C";
        argv[n++] = home;
    }
    for (int i = 0; args[i] && i < ARGS_MAX; i++) {
        argv[n++] = args[i];
    }
    char *words[ARGS_MAX + 4];
    memcpy(words, argv, sizeof words); /* execv writes through none of them */
    (void)execv(krav, words);
    cannot(krav, strerror(errno));
}

static pid_t start(const struct stage *s, const char *home, const char *const *args,
                   const char *log, const struct death *death) {
    const pid_t pid = fork();
    if (pid < 0) {
        cannot("fork", strerror(errno));
    }
    if (pid > 0) {
        return pid;
    }
    const int fd = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || dup2(fd, 1) < 0 || dup2(fd, 2) < 0) {
        cannot(log, strerror(errno));
    }
    (void)close(fd);
#ifdef DIE_AT
    if (death) {
        char number[32];
        (void)snprintf(number, sizeof number, "%" PRId64 "%s",
                       death->kind == DEATH_BY_CALL ? death->call : INT64_C(0),
                       death->is_torn ? "t" : "");
        (void)setenv("LD_PRELOAD", DIE_AT, 1);
        /* A sanitized krav minds what is loaded before it; whatever else is asked of it stays. */
        char options[1024];
        const char *asked = getenv("ASAN_OPTIONS");
        (void)snprintf(options, sizeof options, "%s%sverify_asan_link_order=0", asked ? asked : "",
                       asked && asked[0] ? ":" : "");
        (void)setenv("ASAN_OPTIONS", options, 1);
        (void)setenv("DIE_AT_CALL", number, 1);
        (void)setenv("DIE_AT_COUNT", s->calls, 1);
    }
#else
    (void)death;
#endif
    become_krav(s, home, args);
    return 0;
}

pid_t krav_start(const struct stage *s, const char *home, const char *const *args,
                 const char *log) {
    return start(s, home, args, log, NULL);
}

int krav_wait(pid_t pid) {
    int status = 0;
    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) {
            cannot("waitpid", strerror(errno));
        }
    }
    if (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL) {
        (void)fprintf(stderr, "crash: krav died of signal %d on its own\n", WTERMSIG(status));
        exit(71);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* True when the process has ended, false when the time is up. */
static bool ended_within(int pidfd, int64_t us) {
    struct pollfd p = {.fd = pidfd, .events = POLLIN};
    const struct timespec t = {us / 1000000, us % 1000000 * 1000};
    const int n = ppoll(&p, 1, &t, NULL);
    return n > 0;
}

/* ---- workers -------------------------------------------------------------------------------- */

static bool is_worker(pid_t pid) {
    char path[64], name[32] = "";
    (void)snprintf(path, sizeof path, "/proc/%ld/comm", (long)pid);
    FILE *f = fopen(path, "re");
    const bool ok = f && fgets(name, sizeof name, f) && strcmp(name, "krav-worker\n") == 0;
    if (f) {
        (void)fclose(f);
    }
    return ok;
}

static int workers_of(pid_t host, pid_t out[WORKERS_MAX]) {
    char path[96];
    int n = 0;
    long pid;
    (void)snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", (long)host, (long)host);
    FILE *f = fopen(path, "re");
    while (f && n < WORKERS_MAX && fscanf(f, "%ld", &pid) == 1) {
        if (is_worker((pid_t)pid)) {
            out[n++] = (pid_t)pid;
        }
    }
    if (f) {
        (void)fclose(f);
    }
    return n;
}

/* Waits for a worker to appear, as long as the host lives. */
static bool kill_a_worker(pid_t host, int pidfd, uint64_t *dice) {
    pid_t workers[WORKERS_MAX];
    for (;;) {
        const int n = workers_of(host, workers);
        if (n > 0) {
            return kill(workers[dice_roll(dice, (uint64_t)n)], SIGKILL) == 0;
        }
        if (ended_within(pidfd, 200)) {
            return false;
        }
    }
}

/* ---- one command ---------------------------------------------------------------------------- */

static int64_t count_read(const struct stage *s) {
    char *text = file_text(s->calls);
    const int64_t n = text ? strtoll(text, NULL, 10) : 0;
    free(text);
    return n;
}

struct ending krav_run(const struct stage *s, const char *home, const char *const *args,
                       const struct death *death, uint64_t *dice) {
    struct ending e = {.code = -1};
    const int64_t begun = now_us();
    (void)unlink(s->calls);
    const pid_t pid = start(s, home, args, s->log, death);
    const int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
    if (pidfd < 0) {
        cannot("pidfd_open", strerror(errno));
    }
    const bool timed = death->kind == DEATH_BY_TIME || death->kind == DEATH_OF_WORKER;
    if (timed && !ended_within(pidfd, death->after_us)) {
        if (death->kind == DEATH_BY_TIME) {
            (void)kill(pid, SIGKILL);
        } else {
            e.worker_died = kill_a_worker(pid, pidfd, dice);
        }
    }
    if (!ended_within(pidfd, LIMIT_US)) {
        cannot(args[0], "has not ended after two minutes");
    }
    (void)close(pidfd);
    e.code = krav_wait(pid);
    e.host_died = e.code < 0;
    e.took_us = now_us() - begun;
    e.calls = count_read(s);
    return e;
}
