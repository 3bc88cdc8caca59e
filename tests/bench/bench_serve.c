/* bench_serve.c - how long a person waits: krav tell over the control socket, over and over, while
 * a thousand small files have dropped in; against the same word to the same service when it has
 * nothing to do.
 *
 * The client is this process (connect, ask, read the answer), so that starting a program is not
 * measured; the service is the real one, in a home made by krav init. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/control.h"
#include "meter.h"
#include "office.h"

#define TURNS     3
#define TELLS_MAX 200000
#define N_IDLE    500

struct service {
    char dir[300], home[320], run[340], in[340];
    pid_t pid;
    int64_t *ns; /* of each tell */
};

__attribute__((format(printf, 1, 2))) static void shell(const char *format, ...) {
    char command[1200];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(command, sizeof command, format, args);
    va_end(args);
    bench_must(system(command), NULL, command);
}

/* ---- the service ---------------------------------------------------------------------------- */

static int manager_open(void) {
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    char name[60];
    const int n = snprintf(name, sizeof name, "@krav-bench-%ld", (long)getpid());
    memcpy(at.sun_path, name, (size_t)n);
    at.sun_path[0] = '\0';
    const int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const socklen_t len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + (size_t)n);
    bench_must(fd < 0 || bind(fd, (const struct sockaddr *)&at, len) != 0, NULL, "socket");
    (void)setenv("NOTIFY_SOCKET", name, 1);
    return fd;
}

static void service_start(struct service *s) {
    extern char **environ;
    char krav[] = KRAV_BIN "/krav", option[] = "-C", serve[] = "serve", said[64] = "", log[340];
    char *argv[] = {krav, option, s->home, serve, NULL};
    posix_spawn_file_actions_t files;
    const int manager = manager_open();
    struct pollfd p = {.fd = manager, .events = POLLIN};
    (void)snprintf(log, sizeof log, "%s/serve.log", s->dir);
    bench_must(posix_spawn_file_actions_init(&files), NULL, "krav serve");
    (void)posix_spawn_file_actions_addopen(&files, 2, log, O_WRONLY | O_CREAT, 0600);
    bench_must(posix_spawn(&s->pid, krav, &files, NULL, argv, environ), NULL, "krav serve");
    (void)posix_spawn_file_actions_destroy(&files);
    bench_must(poll(&p, 1, 20000) != 1 || recv(manager, said, sizeof said - 1, 0) <= 0 ||
                   strcmp(said, "READY=1") != 0, NULL, "krav serve is not ready");
    (void)close(manager);
    (void)unsetenv("NOTIFY_SOCKET");
}

static void service_open(struct service *s) {
    const char *base = getenv("KRAV_BENCH_DIR");
    (void)snprintf(s->dir, sizeof s->dir, "%.200s/krav-bench-XXXXXX", base ? base : "/tmp");
    bench_must(mkdtemp(s->dir) == NULL, NULL, "making a directory");
    (void)snprintf(s->home, sizeof s->home, "%s/home", s->dir);
    (void)snprintf(s->run, sizeof s->run, "%s/run", s->home);
    (void)snprintf(s->in, sizeof s->in, "%s/in/erp_csv", s->home);
    shell("'%s/krav' init '%s' --example >/dev/null", KRAV_BIN, s->home);
    shell("'%s/krav' -C '%s' take '%s/files/claims.csv' >/dev/null", KRAV_BIN, s->home, s->home);
    shell("'%s/krav' -C '%s' day --until 2026-09-01 >/dev/null", KRAV_BIN, s->home);
    s->ns = calloc(TELLS_MAX, sizeof *s->ns);
    bench_must(s->ns == NULL, NULL, "memory");
    service_start(s);
}

static void service_close(struct service *s) {
    int status = 0;
    (void)kill(s->pid, SIGTERM);
    (void)waitpid(s->pid, &status, 0);
    bench_must(status, NULL, "krav serve ended badly");
    shell("'%s/krav' -C '%s' verify >/dev/null", KRAV_BIN, s->home);
    shell("rm -rf '%s'", s->dir);
    free(s->ns);
}

/* ---- a word --------------------------------------------------------------------------------- */

static bool all_read(int fd, void *bytes, size_t n) {
    char *p = bytes;
    for (ssize_t r; n > 0; p += r, n -= (size_t)r) {
        r = read(fd, p, n);
        if (r <= 0) {
            return false;
        }
    }
    return true;
}

static int64_t tell(const struct service *s) {
    static const char words[] = "/\0kari\0tell\0" "100000001\0note\0x";
    char request[sizeof words + 4], text[1000];
    const uint32_t len = sizeof words;
    uint32_t reply[3];
    memcpy(request, &len, 4);
    memcpy(request + 4, words, sizeof words);
    const int64_t from = meter_ns();
    const int fd = control_connect(s->run);
    bench_must(fd < 0 || write(fd, request, sizeof request) != (ssize_t)sizeof request ||
                   !all_read(fd, reply, sizeof reply) || reply[0] != 0 ||
                   reply[1] >= sizeof text || !all_read(fd, text, reply[1]), NULL, "tell");
    const int64_t ns = meter_ns() - from;
    (void)close(fd);
    return ns;
}

/* ---- files ---------------------------------------------------------------------------------- */

static void files_make(const struct service *s, int turn, int64_t n) {
    static const struct timespec long_ago[2] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000}};
    char path[400];
    (void)snprintf(path, sizeof path, "%s/stage-%d", s->home, turn);
    bench_must(mkdir(path, 0700), NULL, path);
    for (int64_t i = 0; i < n; i++) {
        (void)snprintf(path, sizeof path, "%s/stage-%d/%d-%06lld.csv", s->home, turn, turn,
                       (long long)i);
        FILE *f = fopen(path, "we");
        bench_must(f == NULL, NULL, path);
        (void)fprintf(f, "source_id;creditor_org;debtor_kind;debtor_id;debtor_name;principal;due\n"
                         "B-%d-%lld;311758489;consumer;;Kari Nummer %lld;900,00;2026-09-30\n",
                      turn, (long long)i, (long long)i);
        bench_must(fclose(f) != 0 || utimensat(AT_FDCWD, path, long_ago, 0) != 0, NULL, path);
    }
}

static void files_drop(const struct service *s, int turn, int64_t n) {
    char from[400], to[400];
    for (int64_t i = 0; i < n; i++) {
        (void)snprintf(from, sizeof from, "%s/stage-%d/%d-%06lld.csv", s->home, turn, turn,
                       (long long)i);
        (void)snprintf(to, sizeof to, "%s/%d-%06lld.csv", s->in, turn, (long long)i);
        bench_must(rename(from, to), NULL, to);
    }
}

static bool any_file(const struct service *s) {
    DIR *d = opendir(s->in);
    bool any = false;
    for (const struct dirent *e; d && !any && (e = readdir(d)) != NULL;) {
        any = e->d_type == DT_REG;
    }
    bench_must(d == NULL, NULL, s->in);
    (void)closedir(d);
    return any;
}

/* ---- the figure ----------------------------------------------------------------------------- */

static int by_size(const void *a, const void *b) {
    int64_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

struct waits {
    double p50, p99, most;
};

static struct waits waits_of(int64_t *ns, int64_t n) {
    bench_must(n == 0, NULL, "nothing was told");
    qsort(ns, (size_t)n, sizeof *ns, by_size);
    return (struct waits){(double)ns[n / 2] / 1e3, (double)ns[n * 99 / 100] / 1e3,
        (double)ns[n - 1] / 1e3};
}

static struct waits idle(struct service *s) {
    for (int i = 0; i < N_IDLE; i++) {
        s->ns[i] = tell(s);
    }
    return waits_of(s->ns, N_IDLE);
}

static struct waits loaded(struct service *s, int turn, int64_t n_files, double *rate) {
    int64_t n = 0;
    files_make(s, turn, n_files);
    const int64_t from = meter_ns();
    files_drop(s, turn, n_files);
    while (n < TELLS_MAX && any_file(s)) {
        s->ns[n++] = tell(s);
    }
    *rate = meter_per_second(n_files, meter_ns() - from);
    return waits_of(s->ns, n);
}

void bench_serve(int64_t n_files) {
    struct service s = {.pid = 0};
    struct series p50 = {.figure = "tell under load, median", .unit = "us"};
    struct series p99 = {.figure = "tell under load, 99 of 100 within", .unit = "us"};
    struct series most = {.figure = "tell under load, longest", .unit = "us"};
    double rate[TURNS];
    service_open(&s);
    for (int i = 0; i < TURNS; i++) {
        const struct waits floor = idle(&s), ours = loaded(&s, i, n_files, &rate[i]);
        series_add(&p50, ours.p50, floor.p50);
        series_add(&p99, ours.p99, floor.p99);
        series_add(&most, ours.most, floor.most);
    }
    series_print(&p50);
    series_print(&p99);
    series_print(&most);
    meter_note("  files taken meanwhile", "%.0f / %.0f / %.0f files/s, one claim each", rate[0],
               rate[1], rate[2]);
    service_close(&s);
}
